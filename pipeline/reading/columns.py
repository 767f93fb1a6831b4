"""Reading order: columns found by the gutter between them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from pipeline.reading.pieces import pieces_of
from pipeline.reading.tokens import Line, Token, to_lines

# So many lines must stand on both sides of a gutter; fewer are a letterhead or a signature.
MIN_COLUMN_ROWS = 4
# Both sides of a gutter must be running text: mean letters of a line, and their share of the characters.
MIN_SIDE_CHARS = 14.0
MIN_SIDE_LETTERS = 0.6
# Columns nest: a synopsis of three has two gutters.
MAX_DEPTH = 4


def regions(rows: Sequence[Line], depth: int = 0) -> list[list[Line]]:
    """Return the lines of a page in reading order, one list for each column or full-width stretch.

    `rows` are the lines as they stand across the page.
    """
    gutter = _gutter(rows) if depth < MAX_DEPTH else None
    if gutter is None:
        return [list(rows)] if rows else []
    found: list[list[Line]] = []
    for crossing, group in groupby(rows, key=lambda row: _crosses(row, gutter)):
        band = list(group)
        if crossing or not _is_columns(band, gutter):
            found.append(band)
            continue
        inside = [token for row in band for token in row.tokens]
        found += regions(to_lines(t for t in inside if t.box[2] <= gutter), depth + 1)
        found += regions(to_lines(t for t in inside if t.box[2] > gutter), depth + 1)
    return found


def _gutter(rows: Sequence[Line]) -> float | None:
    """Return the x that most bands of lines leave free between running text, or null."""
    gaps = [(left[-1].box[2], right[0].box[0]) for row in rows for left, right in _neighbours(row)]
    candidates = sorted({round((a + b) / 2, 1) for a, b in gaps})
    scored = [(sum(a < x < b for a, b in gaps), x) for x in candidates]
    for _, x in sorted((item for item in scored if item[0] >= MIN_COLUMN_ROWS), key=lambda item: (-item[0], item[1])):
        bands = [list(group) for crossing, group in groupby(rows, key=lambda row: _crosses(row, x)) if not crossing]
        if any(_is_columns(band, x) for band in bands):
            return x
    return None


def _neighbours(row: Line) -> list[tuple[tuple[Token, ...], tuple[Token, ...]]]:
    return list(pairwise(row.segments))


def _crosses(row: Line, x: float) -> bool:
    return any(segment[0].box[0] < x < segment[-1].box[2] for segment in row.segments)


def _is_columns(band: Sequence[Line], x: float) -> bool:
    """Return whether a band of lines is two columns of running text on both sides of x."""
    lefts = [" ".join(t.text for t in row.tokens if t.box[2] <= x) for row in band]
    rights = [" ".join(t.text for t in row.tokens if t.box[2] > x) for row in band]
    both = sum(bool(left) and bool(right) for left, right in zip(lefts, rights, strict=True))
    if both < MIN_COLUMN_ROWS or not _is_running(lefts) or not _is_running(rights):
        return False
    return 2 * sum(_begins_with_figure(row, x) for row in band) < both


def _begins_with_figure(row: Line, x: float) -> bool:
    """Return whether right of x a figure stands first, apart from what follows: a column of a table."""
    return next((piece.figure for piece in pieces_of(row) if piece.left > x), False)


def _is_running(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text]
    characters = sum(map(len, filled))
    letters = sum(character.isalpha() for text in filled for character in text)
    return characters >= MIN_SIDE_CHARS * len(filled) and letters >= MIN_SIDE_LETTERS * characters
