"""Tables of words without any rules: rows set apart by space in all columns at once, as in a synopsis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.reading import shapes
from pipeline.reading.band_plans import text_of
from pipeline.reading.flow import flow_cell
from pipeline.reading.grids import GridCell, table_block
from pipeline.reading.gutters import Gutters, Span, by_column, column_at, header_gutters, in_columns
from pipeline.reading.stacked import line_chunks, space
from pipeline.reading.tables import FoundTable
from pipeline.reading.tokens import Line, Token
from pipeline.records import union

# Columns of running text stand in two; three whose rows begin at the same height are a table.
MIN_COLUMNS = 3
# So many rows besides the header, or one more where no bold type sets the header off.
MIN_ROWS = 3
# Rows stand no further apart than this many type heights.
MAX_ROW_GAP = 3.0
# In so many of the rows all columns begin on the first line.
MIN_FULL = 0.6
# Of a column's lines so many begin where most of them do, in points.
MIN_ALIGNED = 0.8
ALIGNED = 2.5
# Numbers and bullets of lists are shorter than the words of a first column.
MIN_FIRST_CHARS = 4.0
# Rows of a table begin with a capital or a number; where more of a column's begin small, it is running text.
MAX_SMALL = 0.3
MAX_PROSE_COLUMNS = 1

Rows = list[list[Line]]


def find_unruled(lines: Sequence[Line], places: Mapping[int, int]) -> list[FoundTable]:
    """Return the tables of words among lines, top to bottom; `places` are the indices of tokens by their identity."""
    return [_table(rows, gutters, places) for rows, gutters in _candidates(lines) if _is_table(rows, gutters)]


def _candidates(lines: Sequence[Line]) -> Iterator[tuple[Rows, tuple[Span, ...]]]:
    """Yield stretches of lines that leave the same gutters free, as rows set apart by space."""
    start = 0
    while start < len(lines):
        gutters = header_gutters(lines[start])
        if len(gutters.free) < MIN_COLUMNS:
            start += 1
            continue
        end, gutters = _stretch(lines, start, gutters)
        widest = (max(free, key=lambda span: span[1] - span[0]) for free in gutters.free[1:])
        yield line_chunks(lines[start:end]), tuple(widest)
        start = end


def _stretch(lines: Sequence[Line], start: int, gutters: Gutters) -> tuple[int, Gutters]:
    """Return the line after the last that keeps to the gutters, and what they leave of these."""
    left = lines[start].box[0] - ALIGNED
    for index in range(start + 1, len(lines)):
        line = lines[index]
        narrowed = gutters.under(line) if line.box[0] >= left else None
        if narrowed is None or space(lines[index - 1], line) > MAX_ROW_GAP:
            return index, gutters
        gutters = narrowed
    return len(lines), gutters


def _is_table(rows: Rows, gutters: Sequence[Span]) -> bool:
    """Return whether rows and columns are those of a table rather than of text in columns, lists or letterheads."""
    body = rows[1:]
    headed = all(line.bold for line in rows[0]) and not any(line.bold for row in body for line in row)
    if len(body) < MIN_ROWS + (not headed) or all(len(row) == 1 for row in rows):
        return False
    first = [{column_at(gutters, token) for token in row[0].tokens} for row in rows]
    full = sum(len(columns) > len(gutters) for columns in first)
    labels = [text_of(by_column(row, gutters).get(0, [])) for row in rows]
    return (
        full >= MIN_FULL * len(rows)
        and all(0 in columns for columns in first)
        and sum(map(len, labels)) >= MIN_FIRST_CHARS * len(labels)
        and not any(shapes.is_toc_entry(line.text) for row in rows for line in row)
        and _keeps_left(rows, gutters)
        and _prose_columns(rows, gutters) <= MAX_PROSE_COLUMNS
    )


def _prose_columns(rows: Rows, gutters: Sequence[Span]) -> int:
    """Return in how many columns rows begin in the middle of sentences, as lines of text in columns do."""
    begins: dict[int, list[bool]] = {}
    for row in rows:
        for column, tokens in by_column(row, gutters).items():
            begins.setdefault(column, []).append(tokens[0].text[0].islower())
    return sum(sum(small) > MAX_SMALL * len(small) for small in begins.values())


def _keeps_left(rows: Rows, gutters: Sequence[Span]) -> bool:
    """Return whether the lines of each column begin at the same place."""
    lefts: dict[int, list[float]] = {}
    for row in rows:
        for line in row:
            for column, tokens in in_columns(line, gutters).items():
                lefts.setdefault(column, []).append(tokens[0].box[0])
    return all(
        max(sum(abs(a - b) <= ALIGNED for b in values) for a in set(values)) >= MIN_ALIGNED * len(values)
        for values in lefts.values()
    )


def _table(rows: Rows, gutters: Sequence[Span], places: Mapping[int, int]) -> FoundTable:
    cells: list[list[GridCell]] = []
    for row in rows:
        columns = by_column(row, gutters)
        cells.append([_cell(columns.get(column, [])) for column in range(len(gutters) + 1)])
    lines = [line for row in rows for line in row]
    box = union(line.box for line in lines)
    assert box is not None  # noqa: S101 - a table has lines
    own = frozenset(places[id(token)] for line in lines for token in line.tokens)
    return FoundTable(table_block(cells, box=box), box, own)


def _cell(tokens: Sequence[Token]) -> GridCell:
    text, words, edits = flow_cell(tokens)
    return GridCell(text, box=union(token.box for token in tokens), words=words, edits=edits)
