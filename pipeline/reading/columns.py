"""Reading order: columns found by the gutter between them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

import numpy as np

from pipeline.reading.tokens import Line, joined_text, to_lines

# So many lines must stand on both sides of a gutter; fewer are a letterhead or a signature.
MIN_COLUMN_ROWS = 4
# Both sides of a gutter must be running text: mean letters of a line, and their share of the characters.
MIN_SIDE_CHARS = 14.0
MIN_SIDE_LETTERS = 0.6
# Columns nest: a synopsis of three has two gutters.
MAX_DEPTH = 4


@dataclass(frozen=True, slots=True)
class Row:
    """A line across the page: where its segments begin and end.

    `characters` and `letters` say how many stand before each segment, and in the whole line; each segment counts a
    character more, for the space after it.
    """

    line: Line
    lefts: tuple[float, ...]
    rights: tuple[float, ...]
    characters: tuple[int, ...]
    letters: tuple[int, ...]

    def crosses(self, x: float) -> bool:
        """Return whether words run over x."""
        last = bisect_left(self.lefts, x) - 1
        return last >= 0 and x < self.rights[last]

    def sides(self, x: float) -> tuple[tuple[int, int], tuple[int, int]]:
        """Return the characters and letters of the segments that end left of x, and those of the others."""
        index = bisect_right(self.rights, x)
        characters, letters = self.characters[index], self.letters[index]
        return (characters, letters), (self.characters[-1] - characters, self.letters[-1] - letters)


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
    texts = [joined_text(segment) for segment in line.segments]
    characters = accumulate([len(text) + 1 for text in texts], initial=0)
    letters = accumulate([sum(map(str.isalpha, text)) for text in texts], initial=0)
    lefts = tuple([segment[0].box[0] for segment in line.segments])
    return Row(line, lefts, tuple([s[-1].box[2] for s in line.segments]), tuple(characters), tuple(letters))


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
    gaps = [gap for row in rows for gap in zip(row.rights, row.lefts[1:], strict=False)]
    if not gaps:
        return []
    starts, ends = np.array(gaps).T[:, :, np.newaxis]
    middles = np.unique(np.round((starts + ends) / 2, 1))
    counts = ((starts < middles) & (middles < ends)).sum(axis=0)
    order = np.lexsort((middles, -counts))
    ranked = middles[order[counts[order] >= MIN_COLUMN_ROWS]]
    edges = np.sort([edge for row in rows for edge in (*row.lefts, *row.rights)])
    before, upto = np.searchsorted(edges, ranked, "left"), np.searchsorted(edges, ranked, "right")
    first: dict[tuple[int, int], float] = {}
    for left, right, x in zip(before.tolist(), upto.tolist(), ranked.tolist(), strict=True):
        first.setdefault((left, right), x)
    return list(first.values())


def _is_columns(band: Sequence[Row], x: float) -> bool:
    """Return whether a band of lines is two columns of running text on both sides of x."""
    both = sum([row.rights[0] <= x < row.rights[-1] for row in band])
    if both < MIN_COLUMN_ROWS:
        return False
    lefts, rights = zip(*[row.sides(x) for row in band], strict=True)
    if not _is_running(lefts) or not _is_running(rights):
        return False
    return 2 * sum(_is_beside_figure(row.line, x) for row in band) < both


def _is_beside_figure(row: Line, x: float) -> bool:
    """Return whether a figure that stands apart is the first right of x, or the last left of it: a table's column."""
    before = [piece for piece in row.pieces if piece.right <= x]
    after = next((piece.figure for piece in row.pieces if piece.left > x), False)
    return after or (len(before) > 1 and before[-1].figure and len(before) < len(row.pieces))


def _is_running(sides: Sequence[tuple[int, int]]) -> bool:
    filled = [characters for characters, _ in sides if characters]
    # No space stands after the last segment.
    characters, letters = sum(filled) - len(filled), sum([letters for _, letters in sides])
    return characters >= MIN_SIDE_CHARS * len(filled) and letters >= MIN_SIDE_LETTERS * characters
