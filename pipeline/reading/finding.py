"""All tables of a page: drawn by ruling lines, under a header with a rule, of figures or words in columns."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.reading.aligned import MIN_FIGURE_ROWS, Aligned, aligned_block, find_aligned
from pipeline.reading.banded import Banded, Columns, banded_table, find_banded
from pipeline.reading.charts import is_chart
from pipeline.reading.columns import regions
from pipeline.reading.draft import DraftBlock
from pipeline.reading.tables import FoundTable, find_ruled
from pipeline.reading.tokens import Line, Token, to_lines, without
from pipeline.reading.unruled import find_unruled
from pipeline.records import Box

# Of two readings of a table the one with more columns is taken, if it holds this share of the other's words.
MIN_SHARED = 0.9
# Tables side by side are parted again and again, so often at most.
MAX_SIDES = 3


@dataclass(frozen=True, slots=True)
class Figures:
    """A table of figures, its block, and the page's tokens in it by index."""

    table: Aligned
    block: DraftBlock
    tokens: frozenset[int]


@dataclass(frozen=True, slots=True)
class Found:
    """The tables of a page top to bottom, and the lines outside of them.

    `last` is the last table under a header with a rule, which may go on; `stretches` are the lines as columns in
    reading order, null where tables stand.
    """

    tables: tuple[FoundTable, ...]
    lines: Sequence[Line]
    last: Banded | None
    stretches: Sequence[Sequence[Line]] | None


def find_tables(tokens: Sequence[Token], edges: Sequence[Box], before: Columns | None = None) -> Found:
    """Return the tables of a page; `before` are the columns of a table that ended the page before."""
    places = {id(token): index for index, token in enumerate(tokens)}
    tables = [table for table in find_ruled(tokens, edges) if not is_chart(table.block)]
    taken = {index for table in tables for index in table.tokens}
    lines: Sequence[Line] = to_lines(token for index, token in enumerate(tokens) if index not in taken)
    banded = find_banded(lines, edges, places, before)
    stretches: list[list[Line]] = []
    figures: list[Figures] = []
    if not banded or any(_holds_figures(one) for one in banded):
        stretches = regions(lines)
        figures = _figures(stretches, places)
        banded = [one for one in banded if not any(_is_better(rival, one) for rival in figures)]
    if banded:
        tables += map(banded_table, banded)
        lines = _free(lines, tokens, banded)
        stretches = regions(lines)
        figures = _figures(stretches, places)
    tables += map(_table, figures)
    lines = _free(lines, tokens, figures)
    unruled = find_unruled(lines, places)
    ordered = tuple(sorted([*tables, *unruled], key=lambda table: (table.box[1], table.box[0])))
    free = _free(lines, tokens, unruled)
    return Found(ordered, free, banded[-1] if banded else None, None if ordered else stretches)


def _free(
    lines: Sequence[Line], tokens: Sequence[Token], tables: Sequence[FoundTable | Banded | Figures]
) -> Sequence[Line]:
    """Return the lines without the words that these tables hold."""
    return without(lines, {id(tokens[index]) for table in tables for index in table.tokens}) if tables else lines


def _holds_figures(banded: Banded) -> bool:
    """Return whether a table of figures may stand in place of one under a rule."""
    return sum(piece.counts for line in banded.lines for piece in line.pieces[1:]) >= MIN_FIGURE_ROWS


def _figures(stretches: Sequence[Sequence[Line]], places: Mapping[int, int]) -> list[Figures]:
    """Return the tables of figures in columns of lines."""
    tables = [
        Figures(found, aligned_block(found), frozenset(places[id(token)] for token in own))
        for lines in stretches
        for found, own in _whole(lines)
    ]
    return [table for table in tables if not is_chart(table.block)]


def _table(figures: Figures) -> FoundTable:
    assert figures.block.box is not None  # noqa: S101 - a table has words
    return FoundTable(figures.block, figures.block.box, figures.tokens)


def _whole(lines: Sequence[Line], depth: int = 0) -> Iterator[tuple[Aligned, list[Token]]]:
    """Yield the tables among lines of one column, tables side by side one by one, with their words."""
    for found in find_aligned(lines):
        own = [token for line in lines[found.first : found.end] for token in line.tokens]
        if not found.cuts or depth == MAX_SIDES:
            yield found, own
            continue
        for left, right in pairwise([-math.inf, *found.cuts, math.inf]):
            yield from _whole(to_lines(token for token in own if left <= token.box[0] < right), depth + 1)


def _is_better(rival: Figures, banded: Banded) -> bool:
    """Return whether a table of figures reads more columns, or as many and more words, than one under a rule."""
    own = banded.tokens
    if len(own & rival.tokens) < MIN_SHARED * len(own):
        return False
    columns, theirs = len(banded.columns.gutters) + 1, len(rival.table.columns)
    return theirs > columns or (theirs == columns and own < rival.tokens)
