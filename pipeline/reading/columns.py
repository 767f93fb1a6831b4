"""Reading order: columns found by the gutter between them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np

from pipeline.reading.tokens import Line, Token, joined_text, to_lines

# So many lines must stand on both sides of a gutter; fewer are a letterhead or a signature.
MIN_COLUMN_ROWS = 4
# Both sides of a gutter must be running text: mean letters of a line, and their share of the characters.
MIN_SIDE_CHARS = 14.0
MIN_SIDE_LETTERS = 0.6
# Columns nest: a synopsis of three has two gutters.
MAX_DEPTH = 4


@dataclass(frozen=True, slots=True)
class Part:
    """A segment of a line: its left and right edge, how many characters it has, and how many of them are letters."""

    left: float
    right: float
    characters: int
    letters: int


@dataclass(frozen=True, slots=True)
class Row:
    """A line across the page and its segments."""

    line: Line
    parts: tuple[Part, ...]
    lefts: tuple[float, ...]

    def crosses(self, x: float) -> bool:
        """Return whether words run over x."""
        last = bisect_left(self.lefts, x) - 1
        return last >= 0 and x < self.parts[last].right


def regions(rows: Sequence[Line], depth: int = 0) -> list[list[Line]]:
    """Return the lines of a page in reading order, one list for each column or full-width stretch.

    `rows` are the lines as they stand across the page.
    """
    parted = [_row(row) for row in rows] if depth < MAX_DEPTH and _may_part(rows) else []
    gutter = _gutter(parted)
    if gutter is None:
        return [list(rows)] if rows else []
    found: list[list[Line]] = []
    for crossing, group in groupby(parted, key=lambda row: row.crosses(gutter)):
        band = list(group)
        if crossing or not _is_columns(band, gutter):
            found.append([row.line for row in band])
            continue
        inside = [token for row in band for token in row.line.tokens]
        found += regions(to_lines(t for t in inside if t.box[2] <= gutter), depth + 1)
        found += regions(to_lines(t for t in inside if t.box[2] > gutter), depth + 1)
    return found


def _may_part(rows: Sequence[Line]) -> bool:
    """Return whether enough lines have a gap in which a gutter could stand."""
    return sum(len(row.segments) > 1 for row in rows) >= MIN_COLUMN_ROWS


def _row(line: Line) -> Row:
    parts = tuple([_part(segment) for segment in line.segments])
    return Row(line, parts, tuple([part.left for part in parts]))


def _part(segment: Sequence[Token]) -> Part:
    text = joined_text(segment)
    return Part(segment[0].box[0], segment[-1].box[2], len(text), sum(map(str.isalpha, text)))


def _gutter(rows: Sequence[Row]) -> float | None:
    """Return the x that most bands of lines leave free between running text, or null."""
    for x in _candidates(rows):
        bands = [list(group) for crossing, group in groupby(rows, key=lambda row: row.crosses(x)) if not crossing]
        if any(_is_columns(band, x) for band in bands):
            return x
    return None


def _candidates(rows: Sequence[Row]) -> list[float]:
    """Return the middles of gaps that enough lines leave free, those of most lines first.

    Of those with no edge of words between them one is enough.
    """
    gaps = [(left.right, right.left) for row in rows for left, right in pairwise(row.parts)]
    if not gaps:
        return []
    middles = np.unique(np.round([(a + b) / 2 for a, b in gaps], 1))
    starts, ends = np.array(gaps).T[:, :, np.newaxis]
    counts = ((starts < middles) & (middles < ends)).sum(axis=0)
    order = np.lexsort((middles, -counts))
    ranked = middles[order[counts[order] >= MIN_COLUMN_ROWS]]
    edges = np.sort([edge for row in rows for part in row.parts for edge in (part.left, part.right)])
    before, upto = np.searchsorted(edges, ranked, "left"), np.searchsorted(edges, ranked, "right")
    first: dict[tuple[int, int], float] = {}
    for left, right, x in zip(before.tolist(), upto.tolist(), ranked.tolist(), strict=True):
        first.setdefault((left, right), x)
    return list(first.values())


def _is_columns(band: Sequence[Row], x: float) -> bool:
    """Return whether a band of lines is two columns of running text on both sides of x."""
    both = sum(row.parts[0].right <= x < row.parts[-1].right for row in band)
    if both < MIN_COLUMN_ROWS:
        return False
    lefts = [[part for part in row.parts if part.right <= x] for row in band]
    rights = [[part for part in row.parts if part.right > x] for row in band]
    if not _is_running(lefts) or not _is_running(rights):
        return False
    return 2 * sum(_is_beside_figure(row.line, x) for row in band) < both


def _is_beside_figure(row: Line, x: float) -> bool:
    """Return whether a figure that stands apart is the first right of x, or the last left of it: a table's column."""
    before = [piece for piece in row.pieces if piece.right <= x]
    after = next((piece.figure for piece in row.pieces if piece.left > x), False)
    return after or (len(before) > 1 and before[-1].figure and len(before) < len(row.pieces))


def _is_running(lines: Sequence[Sequence[Part]]) -> bool:
    filled = [parts for parts in lines if parts]
    # Between two segments stands a space.
    characters = sum(part.characters + 1 for parts in filled for part in parts) - len(filled)
    letters = sum(part.letters for parts in filled for part in parts)
    return characters >= MIN_SIDE_CHARS * len(filled) and letters >= MIN_SIDE_LETTERS * characters
