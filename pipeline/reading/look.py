"""A cheap look at a page's picture: how much ink it has, and how many letters stand where no word is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.reading.pdfium import POINTS_PER_INCH
from pipeline.records import Box

# At this resolution the stems of small print (7 points) are still a pixel wide.
LOOK_DPI = 100.0
# Grey levels from the paper's own at which ink begins: faint print counts, noise and tinted cells don't.
CONTRAST = 45
# The paper's grey is the most frequent; this close to it is paper.
PAPER_BAND = 24
# Scanners leave shadows, and binders holes, this near the edge, as a share of the page's sides.
EDGE = 0.04
# Stems and bows of letters are up to this wide, in pixels; wider strokes are bars, pictures and headings.
MAX_STEM = 8
# Upright strokes longer than this, in pixels, are ruling lines.
MIN_RULE = 32
# So many stems, counted row by row, a letter of 8 to 12 points has at this resolution.
STEMS_PER_LETTER = 8.0
# Words reach so far out of their boxes, in points.
BLEED = 1.5

Mask = NDArray[np.bool_]
# The frequencies of greys are smoothed over so many on each side; paper that is pure white peaks that far below it.
SMOOTHED = 4
_WHITE = 0xFF


@dataclass(frozen=True, slots=True)
class Look:
    """A page as seen: `ink` the pixels that stand out from the paper, and the grey of the page. Boxes are in points."""

    ink: Mask
    gray: NDArray[np.uint8]

    @property
    def ink_share(self) -> float:
        """Return the share of ink within the page's edges."""
        high, wide = self.ink.shape
        top, left = int(EDGE * high), int(EDGE * wide)
        inner = self.ink[top : high - top, left : wide - left]
        return np.count_nonzero(inner) / inner.size if inner.size else 0.0

    def without(self, boxes: Iterable[Box]) -> Look:
        """Return the look with the ink in these boxes, and at the page's edges, taken away."""
        ink = self.ink.copy()
        high, wide = ink.shape
        top, left = int(EDGE * high), int(EDGE * wide)
        ink[:top] = ink[high - top :] = False
        ink[:, :left] = ink[:, wide - left :] = False
        for box in boxes:
            ink[_slices(_widened(box))] = False
        return Look(ink, self.gray)

    def letters(self, box: Box | None = None) -> float:
        """Return about how many letters stand on the page, or in a box of it."""
        ink = _trimmed(self.ink[_slices(box)] if box else self.ink)
        return _stems(ink & ~_upright(ink)) / STEMS_PER_LETTER if ink.size else 0.0

    def paper_share(self, box: Box) -> float:
        """Return the share of a box that is of its most frequent grey: most of a text or chart, little of a photo."""
        gray = self.gray[_slices(box)]
        return np.count_nonzero(_is_near(gray, _paper(gray), PAPER_BAND)) / gray.size if gray.size else 0.0


def look_at(image: Image.Image) -> Look:
    """Return the look of a gray image rendered at LOOK_DPI."""
    gray = np.asarray(image, dtype=np.uint8)
    return Look(~_is_near(gray, _paper(gray), CONTRAST), gray)


def _paper(gray: NDArray[np.uint8]) -> int:
    # Most pages are drawn on white. All windows over it hold half of the pixels then, and the first the most greys.
    if 2 * np.count_nonzero(gray == _WHITE) > gray.size:
        return _WHITE - SMOOTHED
    # Scans have noise: the peak is that of the counts smoothed over a few levels.
    return int(np.convolve(Image.fromarray(gray).histogram(), np.ones(2 * SMOOTHED + 1), "same").argmax())


def _is_near(gray: NDArray[np.uint8], paper: int, band: int) -> Mask:
    """Return which pixels differ from the paper's grey by no more than the band."""
    low, high = max(0, paper - band), min(_WHITE, paper + band)
    # Without a sign, what is darker than the lowest grey wraps around and is far above.
    return (gray - np.uint8(low)) <= np.uint8(high - low)


def _trimmed(ink: Mask) -> Mask:
    """Return the part of a page, or of a box, from its first to its last ink each way: nothing else can be a letter."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] if len(rows) else ink[:0]


def _widened(box: Box) -> Box:
    return box[0] - BLEED, box[1] - BLEED, box[2] + BLEED, box[3] + BLEED


def _slices(box: Box) -> tuple[slice, slice]:
    x0, y0, x1, y1 = (max(0, round(value * LOOK_DPI / POINTS_PER_INCH)) for value in box)
    return slice(y0, y1), slice(x0, x1)


def _upright(ink: Mask) -> Mask:
    """Return the ink of strokes at least MIN_RULE long from top to bottom."""
    core, length = ink, 1
    while length < MIN_RULE:
        core = core[: -length or None] & core[length:]
        length *= 2
    if not len(core):
        return np.zeros_like(ink)
    whole = np.zeros_like(ink)
    whole[: len(core)] = core
    length = 1
    while length < MIN_RULE:
        whole[length:] |= whole[:-length].copy()
        length *= 2
    return whole


def _stems(ink: Mask) -> int:
    """Return the number of short level runs of ink."""
    padded = np.zeros((ink.shape[0], ink.shape[1] + 2), dtype=np.int8)
    padded[:, 1:-1] = ink
    steps = np.diff(padded, axis=1)
    starts, ends = np.flatnonzero(steps == 1), np.flatnonzero(steps == -1)
    return int((ends - starts <= MAX_STEM).sum())
