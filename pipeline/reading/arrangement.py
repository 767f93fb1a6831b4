"""Words and tables of a page in reading order: columns one after the other, each table where it stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from pipeline.reading.columns import regions
from pipeline.reading.finding import Found
from pipeline.reading.layout import Item
from pipeline.reading.tables import FoundTable
from pipeline.reading.tokens import Line, Token
from pipeline.records import Box

# A table that takes less of the width of the page's words may stand in a column of its text.
MIN_WIDE = 0.55


def arrange(tokens: Sequence[Token], found: Found) -> Iterator[Item]:
    """Yield the stretches of a page in reading order, its tables among them."""
    if found.stretches is not None:
        yield from (Item(lines=tuple(lines)) for lines in found.stretches)
        return
    tables, free = found.tables, list(found.lines)
    width = max((t.box[2] for t in tokens), default=0.0) - min((t.box[0] for t in tokens), default=0.0)
    waiting: list[FoundTable] = []
    for table in tables:
        narrow = table.box[2] - table.box[0] < MIN_WIDE * width
        if narrow or _has_neighbour(table, free, tables):
            waiting.append(table)
            continue
        # A table as wide as the page ends the columns above it.
        above = [line for line in free if _middle(line.box) < table.box[1]]
        free = [line for line in free if _middle(line.box) >= table.box[1]]
        yield from _stretches(above, waiting)
        yield Item(block=table.block)
        waiting = []
    yield from _stretches(free, waiting)


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2


def _has_neighbour(table: FoundTable, free: Iterable[Line], tables: Iterable[FoundTable]) -> bool:
    """Return whether words or another table stand beside a table."""
    _, top, _, bottom = table.box
    if any(top < _middle(line.box) < bottom for line in free):
        return True
    return any(other is not table and top < _middle(other.box) < bottom for other in tables)


def _stretches(free: Sequence[Line], tables: Sequence[FoundTable]) -> Iterator[Item]:
    """Yield the lines column by column, and each table after the last line above it in its column."""
    lines = [(number, line) for number, stretch in enumerate(regions(free)) for line in stretch]
    placed = sorted(((_place(table, lines), table.box[0], table.box[1], n) for n, table in enumerate(tables)))
    last = 0
    for place, _, _, number in placed:
        yield from _lines(lines[last:place])
        yield Item(block=tables[number].block)
        last = place
    yield from _lines(lines[last:])


def _place(table: FoundTable, lines: Sequence[tuple[int, Line]]) -> int:
    """Return how many lines are read before a table."""
    # The last line of a paragraph above may end left of the table.
    columns = {n for n, line in lines if line.box[0] < table.box[2] and table.box[0] < line.box[2]}
    same = [i for i, (n, _) in enumerate(lines) if n in columns]
    above = [i for i in same if _middle(lines[i][1].box) < _middle(table.box)]
    if above:
        return above[-1] + 1
    if same:
        return same[0]
    return sum(_middle(line.box) < table.box[1] for _, line in lines)


def _lines(lines: Iterable[tuple[int, Line]]) -> Iterator[Item]:
    for _, group in groupby(lines, key=lambda numbered: numbered[0]):
        yield Item(lines=tuple(line for _, line in group))
