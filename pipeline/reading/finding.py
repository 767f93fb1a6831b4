"""All tables of a page: drawn by ruling lines, under a header with a rule, of figures or words in columns."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.reading.aligned import Aligned, find_aligned
from pipeline.reading.banded import Banded, Columns, find_banded
from pipeline.reading.columns import regions
from pipeline.reading.tables import FoundTable, find_ruled
from pipeline.reading.tokens import Line, Token, to_lines
from pipeline.reading.unruled import find_unruled
from pipeline.records import Box

# Of two readings of a table the one with more columns is taken, if it holds this share of the other's words.
MIN_SHARED = 0.9
# Tables side by side are parted again and again, so often at most.
MAX_SIDES = 3


@dataclass(frozen=True, slots=True)
class Found:
    """The tables of a page top to bottom, and the words outside of them as columns of lines in reading order.

    `last` is the last table under a header with a rule, which may go on; `stretches` are null where tables stand.
    """

    tables: tuple[FoundTable, ...]
    last: Banded | None
    stretches: Sequence[Sequence[Line]] | None


def find_tables(tokens: Sequence[Token], edges: Sequence[Box], before: Columns | None = None) -> Found:
    """Return the tables of a page; `before` are the columns of a table that ended the page before."""
    places = {id(token): index for index, token in enumerate(tokens)}
    tables = find_ruled(tokens, edges)
    lines = _free(tokens, tables)
    banded = find_banded(tokens, edges, lines, before)
    stretches = regions(lines)
    aligned = _aligned(stretches, places)
    banded = [one for one in banded if not any(_is_better(rival, one) for rival in aligned)]
    if banded:
        tables += (one.table for one in banded)
        lines = _free(tokens, tables)
        stretches = regions(lines)
        aligned = _aligned(stretches, places)
    if aligned:
        tables += aligned
        lines = _free(tokens, tables)
    tables += find_unruled(lines, places)
    ordered = tuple(sorted(tables, key=lambda table: (table.box[1], table.box[0])))
    return Found(ordered, banded[-1] if banded else None, None if tables else stretches)


def _free(tokens: Sequence[Token], tables: Sequence[FoundTable]) -> list[Line]:
    """Return the lines of the words that no table holds."""
    taken = {index for table in tables for index in table.tokens}
    return to_lines(token for index, token in enumerate(tokens) if index not in taken)


def _aligned(stretches: Sequence[Sequence[Line]], places: Mapping[int, int]) -> list[FoundTable]:
    """Return the tables of figures in columns of lines."""
    tables = []
    for lines in stretches:
        for found, own in _whole(lines):
            assert found.block.box is not None  # noqa: S101 - a table has words
            tables.append(FoundTable(found.block, found.block.box, frozenset(places[id(token)] for token in own)))
    return tables


def _whole(lines: Sequence[Line], depth: int = 0) -> Iterator[tuple[Aligned, list[Token]]]:
    """Yield the tables among lines of one column, tables side by side one by one, with their words."""
    for found in find_aligned(lines):
        own = [token for line in lines[found.first : found.end] for token in line.tokens]
        if not found.cuts or depth == MAX_SIDES:
            yield found, own
            continue
        for left, right in pairwise([-math.inf, *found.cuts, math.inf]):
            yield from _whole(to_lines(token for token in own if left <= token.box[0] < right), depth + 1)


def _is_better(rival: FoundTable, banded: Banded) -> bool:
    """Return whether a table of figures reads more columns, or as many and more words, than one under a rule."""
    own = banded.table.tokens
    if len(own & rival.tokens) < MIN_SHARED * len(own) or rival.block.table is None:
        return False
    columns = len(banded.columns.gutters) + 1
    return rival.block.table.n_cols > columns or (rival.block.table.n_cols == columns and own < rival.tokens)
