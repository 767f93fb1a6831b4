"""Tables of text under a header with a rule: rows set apart by rules, shaded bands or space, no upright lines."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from statistics import fmean

from pipeline.reading import shapes
from pipeline.reading.band_plans import (
    ALIGNED,
    Plan,
    Row,
    filled_columns,
    has_figures,
    is_table,
    keeps_columns,
)
from pipeline.reading.flow import flow_cell
from pipeline.reading.grids import GridCell, table_block
from pipeline.reading.grouping import SAME_SIZE
from pipeline.reading.gutters import Gutters, Span, by_column, header_gutters, in_columns
from pipeline.reading.rules import Rule, level_rules
from pipeline.reading.stacked import ROW_GAP, line_chunks, space
from pipeline.reading.tables import FoundTable
from pipeline.reading.tokens import Line, Token
from pipeline.records import Box, union

# All distances are in type heights. Space between the last header line and its rule, at most.
HEADER_GAP = 1.6
# Space between the lines of one header.
HEADER_LEADING = 0.5
MAX_HEADER_LINES = 5
# Space between a rule and the first line under it: more is the rule of a running head.
FIRST_GAP = 2.5
# Space between lines where no rule says that the table goes on.
OPEN_GAP = 2.0
# Lines of prose fill their column to this share of its width, with so many characters; so does one cell in a row.
PROSE_FILL = 0.75
PROSE_CHARS = 18.0
# Fewer lines may be one row of a table.
MAX_ROW_LINES = 3
# Of the lines that fill the columns fewer begin with a small letter: more are prose.
MAX_SMALL_SHARE = 1 / 3


@dataclass(frozen=True, slots=True)
class Columns:
    """What a table hands on to the next page: its extent, its gutters, where its columns begin, its header."""

    rule: Rule
    gutters: tuple[Span, ...]
    lefts: tuple[float, ...]
    header: str
    bold: bool


@dataclass(frozen=True, slots=True)
class Banded:
    """A table found: its lines, the page's tokens in them by index, and its columns in case it goes on."""

    plan: Plan
    lines: tuple[Line, ...]
    tokens: frozenset[int]
    columns: Columns

    @property
    def bottom(self) -> float:
        """Return where the table ends, in points."""
        return max(line.box[3] for line in self.lines)


@dataclass(frozen=True, slots=True)
class Slot:
    """Lines between two rules; `closed` says that a rule stands below, `spanning` that they run over all columns."""

    lines: tuple[Line, ...]
    closed: bool
    spanning: bool = False


def find_banded(
    lines: Sequence[Line], edges: Sequence[Box], places: Mapping[int, int], before: Columns | None = None
) -> list[Banded]:
    """Return the tables whose header stands over a rule, top to bottom.

    `places` are the indices of tokens by their identity; `before` the columns of a table that ended the page before.
    """
    rules = level_rules(edges)
    if not rules:
        return []
    plans = [plan] if before and (plan := _going_on(lines, rules, before)) else []
    for rule in rules:
        end = plans[-1].lines[-1].box[3] if plans else -math.inf
        if rule.y > end and (plan := _under(rule, [line for line in lines if _middle(line) > end], rules)):
            plans.append(plan)
    return [_banded(plan, places, before) for plan in plans]


def _middle(line: Line) -> float:
    return (line.box[1] + line.box[3]) / 2


# --- header -------------------------------------------------------------------------------------


def _under(rule: Rule, lines: Sequence[Line], rules: Sequence[Rule]) -> Plan | None:
    """Return the table whose header stands right above a rule, or null."""
    header = _header(rule, [line for line in lines if _middle(line) < rule.y], rules)
    gutters = _common(header)
    if gutters is None or len(gutters.free) < 2:
        return None
    plan = _plan(rule, header, gutters, lines, rules)
    return plan if plan and is_table(plan) else None


def _header(rule: Rule, above: Sequence[Line], rules: Sequence[Rule]) -> tuple[Line, ...]:
    """Return the lines of the header: those close above the rule and close to each other, below any rule above."""
    top = max((r.y for r in rules if r.matches(rule) and r.y < rule.y), default=-math.inf)
    near = [line for line in above[-MAX_HEADER_LINES:] if _middle(line) > top and rule.spans(line.box)]
    if not near or near[-1] is not above[-1] or rule.y - near[-1].box[3] > HEADER_GAP * near[-1].size:
        return ()
    header = [near[-1]]
    for line in reversed(near[:-1]):
        alike = line.bold == header[0].bold and abs(line.size - header[0].size) < SAME_SIZE * line.size
        if not alike or space(line, header[0]) > HEADER_LEADING or shapes.is_caption(line.text):
            break
        if _common((line, *header)) is None:
            break
        header.insert(0, line)
    return tuple(header)


def _common(header: Sequence[Line]) -> Gutters | None:
    """Return the gutters of a header over several lines: those of its fullest line, as the others leave them."""
    if not header:
        return None
    fullest = max(header, key=lambda line: len(line.segments))
    gutters: Gutters | None = header_gutters(fullest)
    for line in header:
        gutters = gutters.under(line) if gutters and line is not fullest else gutters
    return gutters


# --- body ---------------------------------------------------------------------------------------


def _plan(
    rule: Rule, header: tuple[Line, ...], gutters: Gutters, lines: Sequence[Line], rules: Sequence[Rule]
) -> Plan | None:
    """Return the table below a rule as far as its lines keep to the columns, or null where none does."""
    slots, gutters = _slots(rule, header, gutters, lines, rules)
    tokens = [token for slot in slots if not slot.spanning for line in slot.lines for token in line.tokens]
    between = gutters.between(tokens)
    closed = [slot for slot in slots if slot.closed]
    rows: list[Row] = []
    for slot in slots:
        parts = [slot.lines] if slot.spanning else _rows(slot, between, separated=len(closed) > 1)
        if parts is None:
            return None
        rows += (Row(tuple(part), slot.spanning) for part in parts)
    while rows and (rows[-1].spanning or not _is_row(rows[-1], between, slots[-1])):
        rows.pop()
    return Plan(rule, header, tuple(rows), between, bool(closed), len(closed) > 1) if rows else None


def _is_row(row: Row, gutters: Sequence[Span], last: Slot) -> bool:
    """Return whether the last row is one: under a rule or not, it must stand in several columns if no rule ends it."""
    return last.closed or len(filled_columns(row.lines, gutters)) > 1


def _slots(
    rule: Rule, header: Sequence[Line], gutters: Gutters, lines: Sequence[Line], rules: Sequence[Rule]
) -> tuple[list[Slot], Gutters]:
    """Return the lines below a rule, parted by the rules of the same extent, as far as they keep to the gutters."""
    stack = [r.y for r in rules if r.matches(rule) and r.y > rule.y]
    slots: list[Slot] = []
    for top, bottom in pairwise([rule.y, *stack, math.inf]):
        inside = [line for line in lines if top <= _middle(line) < bottom]
        if not inside or inside[0].box[1] - top > FIRST_GAP * inside[0].size:
            break
        kept, narrowed = _kept(inside, rule, gutters)
        if len(kept) == len(inside) and bottom < math.inf:
            slots.append(Slot(tuple(kept), closed=True))
        elif not kept and len(inside) == 1 and bottom < math.inf and slots and rule.spans(inside[0].box):
            slots.append(Slot(tuple(inside), closed=True, spanning=True))
            continue
        else:
            slots += _open_slot(kept, slots, header)
            return slots, narrowed if slots and not slots[-1].closed else gutters
        gutters = narrowed
    return slots, gutters


def _kept(lines: Sequence[Line], rule: Rule, gutters: Gutters) -> tuple[list[Line], Gutters]:
    """Return the first lines that keep to the gutters, and what they leave of these."""
    kept: list[Line] = []
    for line in lines:
        narrowed = gutters.under(line) if rule.spans(line.box) else None
        if narrowed is None:
            break
        gutters = narrowed
        kept.append(line)
    return kept, gutters


def _open_slot(kept: Sequence[Line], above: Sequence[Slot], header: Sequence[Line]) -> list[Slot]:
    """Return the lines of a table below its last rule: as close together, as large and as aligned as those above."""
    near = [*kept[:1], *(b for _, b in takewhile(lambda pair: space(*pair) <= OPEN_GAP, pairwise(kept)))]
    body = [line for slot in above if not slot.spanning for line in slot.lines]
    if not above:
        same = takewhile(lambda line: abs(line.size - near[0].size) < SAME_SIZE * line.size, near)
        lines = tuple(same)
    else:
        lines = tuple(takewhile(lambda line: _fits(line, [*header, *body]), near))
        widest = max((space(a, b) for a, b in pairwise(body)), default=0.0)
        if not lines or space(body[-1], lines[0]) > widest + ROW_GAP:
            return []
    return [Slot(lines, closed=False)] if lines else []


def _fits(line: Line, others: Sequence[Line]) -> bool:
    """Return whether most of a line's segments begin or end where those of the others do, in type of the same size."""
    lefts = {segment[0].box[0] for other in others for segment in other.segments}
    rights = {segment[-1].box[2] for other in others for segment in other.segments}
    placed = sum(
        any(abs(segment[0].box[0] - x) <= ALIGNED for x in lefts)
        or any(abs(segment[-1].box[2] - x) <= ALIGNED for x in rights)
        for segment in line.segments
    )
    return 2 * placed > len(line.segments) and any(abs(line.size - o.size) < SAME_SIZE * line.size for o in others)


# --- rows ---------------------------------------------------------------------------------------


def _rows(slot: Slot, gutters: Sequence[Span], *, separated: bool) -> list[list[Line]] | None:
    """Return the rows between two rules, or null where nothing tells them apart.

    Space parts them where the first column begins anew; without it lines do that fill the columns,
    unless rules part the rows.
    """
    chunks = line_chunks(slot.lines)
    rows: list[list[Line]] = []
    for chunk in chunks:
        filled = filled_columns(chunk, gutters)
        several = len(filled) >= max(2, (len(gutters) + 1) / 2)
        if rows and not (0 in filled and (several or not separated)):
            rows[-1] += chunk
        else:
            rows.append(chunk)
    alone = len(chunks) == 1 and not separated
    parts = [_tight_rows(row, gutters, alone=alone) for row in rows]
    return None if any(part is None for part in parts) else [row for part in parts for row in part or ()]


def _tight_rows(lines: Sequence[Line], gutters: Sequence[Span], *, alone: bool) -> list[list[Line]] | None:
    """Return lines set close as rows that each fill the columns, or null where that would be a guess.

    `alone` says that nothing else parts the rows of the table: then lines without figures begin rows too.
    """
    figures = [has_figures([line], gutters) for line in lines]
    if not alone and sum(figures) < 2:
        return [list(lines)]
    filled = [filled_columns([line], gutters) for line in lines]
    begins = [alone or own for own in figures]
    missing = 1 if alone and len(lines) > 2 else 0
    full = [0 in columns and len(columns) >= max(2, len(filled[0]) - missing) for columns in filled]
    small = [line.text[0].islower() for line in lines]
    if sum(figures) > 1 and any(len(columns) < 2 for columns in filled):
        return None
    broken = sum(a and b for a, b in zip(full, small, strict=True)) > MAX_SMALL_SHARE * sum(full)
    if alone and len(lines) > MAX_ROW_LINES and (broken or _is_prose(lines, gutters)):
        return None
    rows: list[list[Line]] = []
    for line, first in zip(
        lines, (a and b and not c for a, b, c in zip(begins, full, small, strict=True)), strict=True
    ):
        if rows and not first:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _is_prose(lines: Sequence[Line], gutters: Sequence[Span]) -> bool:
    """Return whether several columns hold lines that fill them, as running text does."""
    columns: dict[int, list[Sequence[Token]]] = {}
    for line in lines:
        for column, tokens in in_columns(line, gutters).items():
            columns.setdefault(column, []).append(tokens)
    return sum(_runs(parts) for parts in columns.values()) > 1


def _runs(parts: Sequence[Sequence[Token]]) -> bool:
    widths = [tokens[-1].box[2] - tokens[0].box[0] for tokens in parts]
    chars = fmean(sum(len(token.text) + 1 for token in tokens) for tokens in parts)
    return fmean(widths) >= PROSE_FILL * max(widths) and chars >= PROSE_CHARS


# --- over the page break ------------------------------------------------------------------------


def _going_on(lines: Sequence[Line], rules: Sequence[Rule], before: Columns) -> Plan | None:
    """Return the rows with which a page goes on with the table of the page before, its header not repeated."""
    gutters = Gutters(((), *((span,) for span in before.gutters)))
    start = next((i for i, line in enumerate(lines) if _keeps_on(line, gutters, before)), None)
    if start is None or lines[start].text in before.header or (lines[start].bold and not before.bold):
        return None
    rule = Rule(lines[start].box[1], before.rule.left, before.rule.right)
    plan = _plan(rule, (), gutters, lines[start:], rules)
    return plan if plan and plan.closed and keeps_columns(plan) else None


def _keeps_on(line: Line, gutters: Gutters, before: Columns) -> bool:
    """Return whether a line stands in several columns and in each where it begins."""
    columns = in_columns(line, before.gutters)
    placed = all(abs(tokens[0].box[0] - before.lefts[column]) <= ALIGNED for column, tokens in columns.items())
    return placed and len(columns) > 1 and before.rule.spans(line.box) and gutters.under(line) is not None


# --- cells --------------------------------------------------------------------------------------


def _banded(plan: Plan, places: Mapping[int, int], before: Columns | None) -> Banded:
    """Return the table with what it hands on."""
    lines = (*plan.header, *(line for row in plan.rows for line in row.lines))
    own = frozenset(places[id(token)] for line in lines for token in line.tokens)
    text = " ".join(line.text for line in plan.header) if plan.header or before is None else before.header
    bold = all(line.bold for line in plan.lines)
    return Banded(plan, lines, own, Columns(plan.rule, plan.gutters, _lefts(lines, plan.gutters), text, bold))


def banded_table(banded: Banded) -> FoundTable:
    """Return the table with its cells."""
    plan = banded.plan
    count = len(plan.gutters) + 1
    rows = [_cells(plan.header, plan.gutters, header=True)] if plan.header else []
    rows += [
        [_cell([t for line in row.lines for t in line.tokens], col_span=count)]
        if row.spanning
        else _cells(row.lines, plan.gutters)
        for row in plan.rows
    ]
    box = union(line.box for line in banded.lines)
    assert box is not None  # noqa: S101 - a table has lines
    return FoundTable(table_block(rows, box=box, headed=bool(plan.header)), box, banded.tokens)


def _cells(lines: Sequence[Line], gutters: Sequence[Span], *, header: bool = False) -> list[GridCell]:
    columns = by_column(lines, gutters)
    return [_cell(columns.get(column, []), header=header) for column in range(len(gutters) + 1)]


def _cell(tokens: Sequence[Token], col_span: int = 1, *, header: bool = False) -> GridCell:
    text, words, edits = flow_cell(tokens)
    return GridCell(text, 1, col_span, header, union([t.box for t in tokens]), words, edits)


def _lefts(lines: Sequence[Line], gutters: Sequence[Span]) -> tuple[float, ...]:
    """Return where the lines of each column mostly begin."""
    starts: dict[int, Counter[float]] = {}
    for line in lines:
        for column, tokens in in_columns(line, gutters).items():
            starts.setdefault(column, Counter())[round(tokens[0].box[0], 1)] += 1
    return tuple(starts[c].most_common(1)[0][0] if c in starts else math.inf for c in range(len(gutters) + 1))
