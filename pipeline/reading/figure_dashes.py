"""Dashes in printed numbers, by their width: recognition takes the dash of years and even francs for a hyphen."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

import numpy as np

from pipeline.reading.figure_shapes import DIGIT, Mask, Pixels, Shape, ink_of, runs_of

HYPHEN, LONG_DASH = "-", "–"
# All in heights of a digit. A hyphen is 0.34 to 0.39 wide, the long dash 0.68 to 0.78 (Helvetica, Times, DejaVu,
# Calibri), a little less where it touches a digit; between them neither is meant. Narrower are the arms of digits.
MIN_WIDTH, HYPHEN_WIDTH, LONG_WIDTH = 0.24, 0.47, 0.56
# A dash is thin and lies between these heights under the top of the digits.
THICKNESS, TOP, BOTTOM = 0.2, 0.4, 0.85


def with_dashes(pixels: Pixels, shape: Shape, text: str) -> str:
    """Return the text of a number with dashes as long as those in its gray crop.

    Unchanged where the two have not the same number of dashes; a sign before the first digit stays as it is.
    """
    places = [place for place, sign in enumerate(text) if sign in (HYPHEN, LONG_DASH)]
    if not places or not shape.height:
        return text
    widths = [width / shape.height for width in _widths(ink_of(pixels), shape)]
    if len(widths) != len(places):
        return text
    signs = list(text)
    for place, width in zip(places, widths, strict=True):
        if any(map(str.isdigit, text[:place])):
            signs[place] = _dash(signs[place], width)
    return "".join(signs)


def _dash(sign: str, width: float) -> str:
    if width >= LONG_WIDTH:
        return LONG_DASH
    return HYPHEN if width <= HYPHEN_WIDTH else sign


def _widths(ink: Mask, shape: Shape) -> Iterator[int]:
    """Yield the widths in pixels of the runs of columns whose only ink is a thin stroke at half height."""
    tops = [part.top for part in shape.parts if part.kind == DIGIT]
    if not tops:
        return
    top = median(tops)
    first = np.where(ink.any(axis=0), ink.argmax(axis=0), -1)
    last = ink.shape[0] - ink[::-1].argmax(axis=0)
    thin = (first >= 0) & (last - first <= max(2.0, THICKNESS * shape.height))
    between = (first >= top + TOP * shape.height) & (last <= top + BOTTOM * shape.height)
    yield from (end - start for start, end in runs_of(thin & between) if end - start >= MIN_WIDTH * shape.height)
