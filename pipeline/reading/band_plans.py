"""A possible table under a header with a rule: its rows and columns, and whether they are those of a table."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.reading import shapes
from pipeline.reading.flow import flow_cell
from pipeline.reading.grids import is_figure
from pipeline.reading.gutters import Span, by_column, in_columns, is_wide
from pipeline.reading.rules import Rule
from pipeline.reading.tokens import Line, Token

# Type of header and body differs less; a heading with a rule under it is larger.
MAX_SIZE_RATIO = 1.2
# Lines of a column begin, end or are centred at the same place, in points, and so many of them do.
ALIGNED = 2.5
MIN_ALIGNED = 0.5
# So many cells of the body hold text, and so many lines show wide gaps.
MIN_FILLED = 0.5
MIN_WIDE = 0.5
# A header names columns; sentences do not.
MAX_HEADER_CHARS = 80
# Two columns may be prose set side by side: their rows must be many and short.
MIN_ROWS_OF_TWO = 3
MAX_LINES_OF_TWO = 3.0


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table before it is cut into cells."""

    lines: tuple[Line, ...]
    spanning: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A possible table: header lines, rows of the body, gutters, and how the rows came about."""

    rule: Rule
    header: tuple[Line, ...]
    rows: tuple[Row, ...]
    gutters: tuple[Span, ...]
    closed: bool
    separated: bool

    @property
    def lines(self) -> list[Line]:
        """Return the lines of the body that keep to the columns."""
        return [line for row in self.rows if not row.spanning for line in row.lines]


def filled_columns(lines: Iterable[Line], gutters: Sequence[Span]) -> set[int]:
    """Return the columns in which lines have words."""
    return set(by_column(lines, gutters))


def has_figures(lines: Iterable[Line], gutters: Sequence[Span]) -> bool:
    """Return whether lines hold a figure right of the first column."""
    parts = (tokens for line in lines for column, tokens in in_columns(line, gutters).items() if column)
    return any(is_figure(" ".join(token.text for token in tokens)) for tokens in parts)


def text_of(tokens: Sequence[Token]) -> str:
    """Return words as the text of a cell."""
    return flow_cell(tokens)[0]


def is_table(plan: Plan) -> bool:
    """Return whether header, rows and columns are those of a table rather than of prose, contents or letterheads."""
    size = Counter(round(line.size, 1) for line in plan.lines).most_common(1)[0][0]
    names = [text_of(tokens) for tokens in by_column(plan.header, plan.gutters).values()]
    return (
        max(line.size for line in plan.header) <= MAX_SIZE_RATIO * size
        and all(len(name) <= MAX_HEADER_CHARS for name in names)
        and sum(any(c.isalnum() for c in name) and not is_figure(name) for name in names) > 1
        and _has_rows(plan)
        and keeps_columns(plan)
        and not _is_contents(plan)
    )


def _has_rows(plan: Plan) -> bool:
    """Return whether there are rows enough: the fewer columns and rules, the more."""
    rows = [row for row in plan.rows if not row.spanning]
    if len(plan.gutters) > 1:
        return plan.closed or len(rows) > 1 or _is_full(rows[0], plan.gutters)
    if plan.separated:
        return all(0 in filled_columns(row.lines, plan.gutters) for row in rows)
    short = sum(len(row.lines) for row in rows) <= MAX_LINES_OF_TWO * len(rows)
    full = all(len(filled_columns(row.lines, plan.gutters)) == 2 for row in rows)
    set_off = all(line.bold for line in plan.header) and not any(line.bold for line in plan.lines)
    return len(rows) >= MIN_ROWS_OF_TWO and short and (plan.closed or (full and set_off))


def _is_full(row: Row, gutters: Sequence[Span]) -> bool:
    """Return whether a row has a label and a figure in each of the other columns."""
    texts = {column: text_of(tokens) for column, tokens in by_column(row.lines, gutters).items()}
    figures = {column for column, text in texts.items() if column and is_figure(text)}
    return 0 in texts and figures == set(range(1, len(gutters) + 1))


def keeps_columns(plan: Plan) -> bool:
    """Return whether most cells hold text, gaps are wide, and lines of a column begin or end at the same place."""
    rows = [row for row in plan.rows if not row.spanning]
    filled = sum(len(filled_columns(row.lines, plan.gutters)) for row in rows)
    wide = sum(is_wide(plan.gutters, line) for line in plan.lines)
    columns: dict[int, list[tuple[float, float]]] = {}
    for line in plan.lines:
        for column, tokens in in_columns(line, plan.gutters).items():
            columns.setdefault(column, []).append((tokens[0].box[0], tokens[-1].box[2]))
    return (
        len(columns) > 1
        and filled >= MIN_FILLED * len(rows) * (len(plan.gutters) + 1)
        and wide >= MIN_WIDE * len(plan.lines)
        and all(_is_aligned(spans) for spans in columns.values())
    )


def _is_aligned(spans: Sequence[Span]) -> bool:
    edges = ([a for a, _ in spans], [b for _, b in spans], [(a + b) / 2 for a, b in spans])
    best = max(_most_together(sorted(values)) for values in edges)
    return best >= MIN_ALIGNED * len(spans)


def _most_together(places: Sequence[float]) -> int:
    """Return how many of the places, in order, stand around one of them, which is itself counted."""
    return max(bisect_right(places, x + ALIGNED) - bisect_left(places, x - ALIGNED) for x in places)


def _is_contents(plan: Plan) -> bool:
    """Return whether the rows end with leaders or with page numbers that only grow."""
    if sum(shapes.is_toc_entry(line.text) for line in plan.lines) > 1:
        return True
    last = [by_column(row.lines, plan.gutters).get(len(plan.gutters), []) for row in plan.rows if not row.spanning]
    texts = [text for tokens in last if (text := text_of(tokens))]
    return len(plan.gutters) <= 2 and shapes.are_page_numbers(texts)
