"""Pages that lie on their side or lean: how their images were set upright, and the way back to the page as shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import cos, radians, sin
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.records import Block, Box, Cell, Document, Page, Table

# Lines of text are told from gaps well enough at this resolution.
PROFILE_DPI = 100.0
# Pages lean less than this when they have gone through a feeder, and photographs of them hardly more.
MAX_SKEW = 5.0
COARSE, FINE = 0.5, 0.1
# Tesseract follows lines that lean less than this without loss, and turning an image blurs it.
MIN_SKEW = 0.3
# The sharpness of the profile must gain so much: that of a photograph hardly changes with the angle.
MIN_GAIN = 1.1
# Enough dots of ink to see lines by.
MIN_DOTS, MAX_DOTS = 500, 40_000
# Darker than this is ink.
INK = 140

Dots = NDArray[np.float64]
Part = TypeVar("Part", Block, Cell, Table)
_TURNS = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True, slots=True)
class Placement:
    """How an image was set upright: turned clockwise by 0, 90, 180 or 270 degrees, then by `skew` against the clock.

    `width` and `height` are those of the page as shown, in points.
    """

    width: float
    height: float
    turn: int = 0
    skew: float = 0.0

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height of the page set upright."""
        return (self.height, self.width) if self.turn in (90, 270) else (self.width, self.height)

    def shown(self, box: Box) -> Box:
        """Return the box on the page as shown that covers a box of the upright image."""
        x0, y0, x1, y1 = self._leaning(box) if self.skew else box
        width, height = self.size
        if self.turn == 90:
            return y0, width - x1, y1, width - x0
        if self.turn == 180:
            return width - x1, height - y1, width - x0, height - y0
        return (height - y1, x0, height - y0, x1) if self.turn == 270 else (x0, y0, x1, y1)

    def _leaning(self, box: Box) -> Box:
        middle = [side / 2 for side in self.size]
        across, down = cos(radians(self.skew)), sin(radians(self.skew))
        corners = [(x - middle[0], y - middle[1]) for x in (box[0], box[2]) for y in (box[1], box[3])]
        xs = [middle[0] + x * across - y * down for x, y in corners]
        ys = [middle[1] + x * down + y * across for x, y in corners]
        return min(xs), min(ys), max(xs), max(ys)


def turned(image: Image.Image, degrees: int) -> Image.Image:
    """Return the image turned clockwise by 0, 90, 180 or 270 degrees."""
    return image.transpose(_TURNS[degrees]) if degrees else image


def straightened(image: Image.Image, skew: float) -> Image.Image:
    """Return the image turned against the clock by `skew` degrees about its middle, white where nothing was."""
    return image.rotate(skew, Image.Resampling.BICUBIC, fillcolor=255) if skew else image


def skew_of(image: Image.Image, dpi: float) -> float:
    """Return by how many degrees to turn a gray image against the clock for its lines to be level; 0 if they are.

    Of all angles the right one makes the sharpest profile: the ink of lines falls into few rows.
    """
    factor = max(1, round(dpi / PROFILE_DPI))
    dots = _dots(image.reduce(factor))
    if len(dots) < MIN_DOTS:
        return 0.0
    coarse = max(_steps(0.0, MAX_SKEW, COARSE), key=lambda angle: (_sharpness(dots, angle), -abs(angle)))
    best = max(_steps(coarse, COARSE, FINE), key=lambda angle: (_sharpness(dots, angle), -abs(angle)))
    gained = _sharpness(dots, best) >= MIN_GAIN * _sharpness(dots, 0.0)
    return best if abs(best) > MIN_SKEW and abs(best) < MAX_SKEW and gained else 0.0


def _dots(image: Image.Image) -> Dots:
    """Return row and column of dark pixels, evenly thinned out."""
    found = np.argwhere(np.asarray(image) < INK)
    step = 1 + len(found) // MAX_DOTS
    return found[::step].astype(np.float64)


def _steps(middle: float, reach: float, step: float) -> list[float]:
    count = round(reach / step)
    return [round(middle + step * index, 2) for index in range(-count, count + 1)]


def _sharpness(dots: Dots, angle: float) -> float:
    rows = dots[:, 0] * cos(radians(angle)) - dots[:, 1] * sin(radians(angle))
    profile = np.bincount((rows - rows.min()).astype(np.int64))
    return float((profile.astype(np.float64) ** 2).sum())


def as_shown(document: Document, placements: Mapping[int, Placement]) -> Document:
    """Return the document with the boxes of pages that were set upright as those of the pages as shown."""
    if not placements:
        return document
    tables = tuple(_table(table, placements) for table in document.tables)
    blocks = tuple(_placed(block, placements.get(block.page)) for block in document.blocks)
    pages = tuple(_page(page, placements) for page in document.pages)
    return replace(document, pages=pages, blocks=blocks, tables=tables)


def _page(page: Page, placements: Mapping[int, Placement]) -> Page:
    placement = placements.get(page.number)
    if placement is None:
        return page
    words = tuple(replace(word, box=placement.shown(word.box)) for word in page.words)
    return replace(page, words=words, width_pt=placement.width, height_pt=placement.height)


def _table(table: Table, placements: Mapping[int, Placement]) -> Table:
    placement = placements.get(table.page)
    cells = tuple(_placed(cell, placement) for cell in table.cells)
    return replace(_placed(table, placement), cells=cells)


def _placed(part: Part, placement: Placement | None) -> Part:
    return replace(part, box=placement.shown(part.box)) if placement and part.box else part
