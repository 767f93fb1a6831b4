"""Numbers on a page image: which words are or may be numbers, put together where recognition tore them, cut out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.reading.figure_forms import MARKS, is_number, may_be_digits
from pipeline.reading.figure_shapes import (
    DIGIT_HEIGHTS,
    MARK,
    SMALL_HEIGHT,
    Part,
    Pixels,
    Shape,
    ink_of,
    parts_of,
    shape_of,
)
from pipeline.reading.figure_strips import Crop
from pipeline.reading.pdfium import POINTS_PER_INCH
from pipeline.reading.tokens import LINE_OVERLAP, Token
from pipeline.records import Box

# In heights of the word: digits of one number stand closer than this, words of a line further apart ...
JOINED_GAP = 0.22
# ... and with a grouping mark in the gap they may stand this far apart.
MARKED_GAP = 1.3
# How far into the words beside it a mark in the gap may reach.
SEAM = 0.3
# How far beside a word its own digits may have been cut off, and the gap before those and before marks and points.
REACH, CUT_OFF_GAP, CUT_OFF_MARK_GAP = 6.0, 0.3, 0.6
MARGIN = 2  # pixels around a crop
# Words that Tesseract believes in less than this may be numbers it could not read.
DOUBTFUL = 0.85
# Two numbers above and below with the same edge make a column: how far away, and how exact, in heights of the word.
COLUMN_NEIGHBOURS, COLUMN_REACH, COLUMN_EDGE = 2, 10.0, 0.6

_AMOUNT = re.compile(rf"D{{1,3}}(?:{MARK}DDD)+(?:\.D{{1,2}})?")
_SHORT = re.compile(r"-?D{1,4}(?:\.D{1,2})?")

Boxes = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number on the page: the tokens it was read as, and its crop. `doubtful` says that it may be no number.

    One that no word stands for has no tokens but a `box`, in pixels.
    """

    tokens: tuple[int, ...]
    text: str
    crop: Crop
    doubtful: bool = False
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page image as pixels, with its words and their boxes in pixels."""

    pixels: Pixels
    tokens: Sequence[Token]
    boxes: Boxes

    @classmethod
    def of(cls, pixels: Pixels, dpi: float, tokens: Sequence[Token]) -> Sheet:
        """Return the sheet of a page image of the given resolution."""
        boxes = np.array([token.box for token in tokens], dtype=np.float64).reshape(-1, 4)
        return cls(pixels, tokens, boxes * dpi / POINTS_PER_INCH)

    def height(self, index: int) -> float:
        """Return the height of a word in pixels."""
        return float(self.boxes[index, 3] - self.boxes[index, 1])

    def beside(self, index: int) -> tuple[int | None, int | None]:
        """Return the words to the left and to the right in the same line."""
        box, boxes = self.boxes[index], self.boxes
        shared = np.minimum(boxes[:, 3], box[3]) - np.maximum(boxes[:, 1], box[1])
        heights = np.minimum(boxes[:, 3] - boxes[:, 1], box[3] - box[1])
        middles = boxes[:, 0] + boxes[:, 2]
        level = shared >= LINE_OVERLAP * heights
        level[index] = False
        left = np.where(level & (middles < middles[index]), middles, -np.inf)
        right = np.where(level & (middles >= middles[index]), middles, np.inf)
        lefts, rights = int(left.argmax()), int(right.argmin())
        return (lefts if np.isfinite(left[lefts]) else None, rights if np.isfinite(right[rights]) else None)

    def cut(self, left: float, top: float, right: float, bottom: float) -> Pixels:
        """Return the pixels of a box, with a margin above and below."""
        rows = slice(max(0, int(top) - MARGIN), int(np.ceil(bottom)) + MARGIN)
        return self.pixels[rows, max(0, int(left)) : max(0, int(np.ceil(right)))]


def find_figures(sheet: Sheet) -> list[Figure]:
    """Return the numbers of a page in the order of their first words."""
    numbers = [index for index, token in enumerate(sheet.tokens) if is_number(token.text)]
    figures = [_figure(sheet, chain) for chain in _chains(sheet, numbers)]
    taken = {index for figure in figures for index in figure.tokens}
    others = (index for index in _doubtful(sheet, numbers) if index not in taken)
    figures += [figure for index in others for figure in _maybe(sheet, index, numbers)]
    return sorted(figures, key=lambda figure: figure.tokens[0])


def _chains(sheet: Sheet, numbers: Sequence[int]) -> list[tuple[int, ...]]:
    """Return the tokens of each number: those torn apart at a grouping mark belong together."""
    known = set(numbers)
    following: dict[int, int] = {}
    for index in numbers:
        left, right = sheet.beside(index)
        if right is not None and (right in known or _is_mark(sheet.tokens[right])) and _belongs(sheet, index, right):
            following[index] = right
        # What stands before a mark are digits of the same number, whatever they were read as.
        if left is not None and left not in known and _is_torn_off(sheet, left, index):
            following[left] = index
    inner = set(following.values())
    heads = sorted({*numbers, *following} - inner)
    return [tuple(_chain(index, following)) for index in heads]


def _chain(index: int, following: dict[int, int]) -> Iterator[int]:
    yield index
    while index in following:
        index = following[index]
        yield index


def _is_mark(token: Token) -> bool:
    return not token.text.strip(MARKS)


def _is_torn_off(sheet: Sheet, left: int, right: int) -> bool:
    doubted = (sheet.tokens[left].confidence or 1.0) < DOUBTFUL
    return doubted and _gap(sheet, left, right) <= MARKED_GAP and _has_mark_between(sheet, left, right)


def _belongs(sheet: Sheet, left: int, right: int) -> bool:
    gap = _gap(sheet, left, right)
    if gap < JOINED_GAP or (gap <= MARKED_GAP and _is_mark(sheet.tokens[right])):
        return True
    return gap <= MARKED_GAP and _has_mark_between(sheet, left, right)


def _gap(sheet: Sheet, left: int, right: int) -> float:
    """Return the gap between two words in heights of the higher one."""
    gap = float(sheet.boxes[right, 0] - sheet.boxes[left, 2])
    return gap / max(sheet.height(left), sheet.height(right), 1.0)


def _has_mark_between(sheet: Sheet, left: int, right: int) -> bool:
    height = max(sheet.height(left), sheet.height(right))
    start, end = sheet.boxes[left, 0], sheet.boxes[right, 2]
    top, bottom = min(sheet.boxes[[left, right], 1]), max(sheet.boxes[[left, right], 3])
    shape = shape_of(sheet.cut(start, top, end, bottom))
    reach = SEAM * height
    seam = (sheet.boxes[left, 2] - start - reach, sheet.boxes[right, 0] - start + reach)
    return any(part.kind == MARK and seam[0] <= part.left and part.right <= seam[1] for part in shape.parts)


def _figure(sheet: Sheet, chain: tuple[int, ...], *, doubtful: bool = False) -> Figure:
    text = "".join(sheet.tokens[index].text for index in chain)
    return Figure(chain, text, _crop(sheet, chain), doubtful)


def _crop(sheet: Sheet, chain: tuple[int, ...]) -> Crop:
    """Cut a number out, with the digits beside it that its box cut off."""
    boxes = sheet.boxes[list(chain)]
    left, top, right, bottom = boxes[:, 0].min(), boxes[:, 1].min(), boxes[:, 2].max(), boxes[:, 3].max()
    height = bottom - top
    before, after = sheet.beside(chain[0])[0], sheet.beside(chain[-1])[1]
    start = max(0.0, left - REACH * height, sheet.boxes[before, 2] if before is not None else 0.0)
    end = min(float(sheet.pixels.shape[1]), right + REACH * height)
    if after is not None:
        end = min(end, sheet.boxes[after, 0])
    pixels = sheet.cut(min(start, left), top, max(end, right), bottom)
    origin = max(0, int(min(start, left)))
    first, last = _extent(pixels, left - origin, right - origin, height)
    # A copy: crops outlive their page.
    kept = pixels[:, max(0, first - MARGIN) : last + MARGIN].copy()
    return Crop(kept, shape_of(kept) if kept.size else Shape((), 0.0))


def _extent(pixels: Pixels, left: float, right: float, height: float) -> tuple[int, int]:
    """Return the first and last column of a number that lies between `left` and `right`, or goes on close by."""
    parts = [part for part in parts_of(ink_of(pixels)) if _may_be_cut_off(part, height)] if pixels.size else []
    first, last = round(left), round(right)
    near = next((part for part in parts if part.right > left), None)
    for part in reversed([part for part in parts if part.left < left]):
        if first - part.right > _room(part, near, height):
            break
        first, near = min(first, part.left), part
    near = next((part for part in reversed(parts) if part.left < right), None)
    for part in (part for part in parts if part.right > right):
        if part.left - last > _room(part, near, height):
            break
        last, near = max(last, part.right), part
    return first, last


def _room(part: Part, near: Part | None, height: float) -> float:
    """Return how far apart two parts of a number may stand: marks and points stand further from the digits."""
    lowest = min(part.height, near.height if near else part.height)
    return (CUT_OFF_MARK_GAP if lowest <= SMALL_HEIGHT * height else CUT_OFF_GAP) * height


def _may_be_cut_off(part: Part, height: float) -> bool:
    return part.height <= DIGIT_HEIGHTS[1] * height and part.width <= height and part.ink > height * height / 100


def _doubtful(sheet: Sheet, numbers: Sequence[int]) -> Iterator[int]:
    """Yield the words that may be numbers: a letter in a column of numbers, and those Tesseract hardly believes in."""
    for index, token in enumerate(sheet.tokens):
        if may_be_digits(token.text):
            if in_column(sheet.boxes[index].tolist(), sheet.boxes[list(numbers)]):
                yield index
        elif token.confidence is not None and token.confidence < DOUBTFUL:
            yield index


def in_column(box: Sequence[float], others: Boxes) -> bool:
    """Tell whether a box has the left or the right edge of two others above or below it, all in pixels."""
    height = box[3] - box[1]
    edges = np.minimum(abs(others[:, 0] - box[0]), abs(others[:, 2] - box[2])) <= COLUMN_EDGE * height
    away = abs(others[:, 1] + others[:, 3] - box[1] - box[3]) / 2
    near = (away > LINE_OVERLAP * height) & (away <= COLUMN_REACH * height)
    return int((edges & near).sum()) >= COLUMN_NEIGHBOURS


def _maybe(sheet: Sheet, index: int, numbers: Sequence[int]) -> Iterator[Figure]:
    """Yield a doubtful word as a number where it stands in for a digit or has the shape of one."""
    figure = _figure(sheet, (index,), doubtful=True)
    pattern = figure.crop.shape.pattern
    short = _SHORT.fullmatch(pattern) and in_column(sheet.boxes[index].tolist(), sheet.boxes[list(numbers)])
    if may_be_digits(figure.text) or short or _AMOUNT.fullmatch(pattern):
        yield figure
