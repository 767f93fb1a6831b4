"""Columns of figures within one that ruling lines draw: tables often rule off their labels alone."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from pipeline.reading.frames import SNAP
from pipeline.reading.gutters import Span
from pipeline.reading.tokens import Line, Piece, Token, to_lines
from pipeline.records import Box

# So many lines hold as many figures side by side, and so much of all lines with figures.
MIN_ROWS = 3
MIN_SHARE = 0.75
# Columns leave this much between them, in type heights; words of one name stand closer.
MIN_GAP = 0.5
WORD_GAP = 0.65
_GROUP = re.compile(r"\d{3}")


def with_inner_columns(boxes: Sequence[Box], held: Mapping[Box, Sequence[Token]]) -> list[Box]:
    """Return the cells of a table, those cut in which figures stand in several columns; `held` are their words."""
    lines = {box: to_lines(held[box]) for box in boxes if held[box]}
    columns: defaultdict[tuple[int, int], list[Box]] = defaultdict(list)
    for box in lines:
        columns[round(box[0] / SNAP), round(box[2] / SNAP)].append(box)
    cuts = {box: own for column in columns.values() if (own := _cuts([lines[box] for box in column])) for box in column}
    return [part for box in boxes for part in (_parts(box, lines[box], cuts[box]) if box in cuts else [box])]


def _cuts(cells: Sequence[Sequence[Line]]) -> list[float]:
    """Return where to cut a column of cells, given as their lines; nowhere if its figures stand in one column."""
    rows = [line for cell in cells for line in cell if any(piece.counts for piece in line.pieces)]
    full = [line.pieces for line in rows if len(line.pieces) > 1 and all(piece.figure for piece in line.pieces)]
    if len(full) < MIN_ROWS:
        return []
    count = Counter(map(len, full)).most_common(1)[0][0]
    full = [pieces for pieces in full if len(pieces) == count]
    spans = [(min(p.left for p in stack), max(p.right for p in stack)) for stack in zip(*full, strict=True)]
    gap = MIN_GAP * max(line.size for line in rows)
    enough = len(full) >= max(MIN_ROWS, MIN_SHARE * len(rows))
    apart = all(right[0] - left[1] >= gap for left, right in pairwise(spans))
    if not enough or not apart or _are_grouped(full):
        return []
    heads = [token for cell in cells for line in cell if line not in rows for token in line.tokens]
    return [_free_place((left[1], right[0]), heads) for left, right in pairwise(spans)]


def _are_grouped(rows: Sequence[Sequence[Piece]]) -> bool:
    """Return whether the figures may be the groups of one: `1 250 000` in type that spaces widely."""
    return all(_GROUP.fullmatch(piece.text) for pieces in rows for piece in pieces[1:])


def _free_place(gap: Span, words: Sequence[Token]) -> float:
    """Return the middle of the widest part of a gap that words above leave free, of the whole gap if there is none."""
    left, right = gap
    ends = sorted((t.box[0], t.box[2]) for t in words if t.box[2] > left and t.box[0] < right)
    starts = [left, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), right]
    start, stop = max(zip(starts, stops, strict=True), key=lambda span: (span[1] - span[0], -span[0]))
    return (start + stop) / 2 if stop > start else (left + right) / 2


def _parts(box: Box, lines: Sequence[Line], cuts: Sequence[float]) -> Iterator[Box]:
    """Yield the parts of a cell: whole as far down as a name runs over a cut, cut below."""
    over = [line for line in lines if any(_runs_over(line, cut) for cut in cuts)]
    if over and over[-1] is lines[-1]:
        yield box
        return
    x0, top, x1, bottom = box
    if over:
        below = lines[lines.index(over[-1]) + 1]
        middle = (over[-1].box[3] + below.box[1]) / 2
        yield x0, top, x1, middle
        top = middle
    yield from ((left, top, right, bottom) for left, right in pairwise([x0, *cuts, x1]))


def _runs_over(line: Line, cut: float) -> bool:
    """Return whether a word crosses a place, or stands no further from the next across it than words do."""
    if any(token.box[0] < cut < token.box[2] for token in line.tokens):
        return True
    near = WORD_GAP * line.size
    return any(a.box[2] <= cut <= b.box[0] and b.box[0] - a.box[2] < near for a, b in pairwise(line.tokens))
