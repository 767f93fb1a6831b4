"""Numbers that recognition passed over: ink in the lines of a page that no word covers, with the shape of a number.

Tesseract drops words it can make no sense of. In a column of figures the hole would pass for an empty cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

import numpy as np

from pipeline.reading.figure_crops import MARGIN, Figure, Sheet, in_column
from pipeline.reading.figure_shapes import MARK, SMALL_HEIGHT, Part, ink_of, parts_of, shape_of
from pipeline.reading.figure_strips import Crop
from pipeline.reading.pdfium import POINTS_PER_INCH
from pipeline.reading.tokens import LINE_OVERLAP, Token, to_lines
from pipeline.records import Box

# Parts of one number stand closer than this, in heights of the line, small ones in faces of one width a little further
# from the others; columns stand further apart.
PART_GAP, SMALL_PART_GAP = 0.5, 0.8
# Pixels around a word that belong to it.
HALO = 3
# Words of running text stand closer than this, in heights of the line.
WORD_GAP = 1.0
# Ink lower than this share of the line's height is a speck or a rule.
MIN_HEIGHT = 0.4

# `?` may be two digits that touch, or a percent sign.
_NUMBER = re.compile(rf"-?(?:[D?]{{1,3}}(?:{MARK}[D?]{{1,3}})+|[D?]{{1,4}})(?:\.[D?]{{1,4}})?")
# Only a mark between groups tells a number from a word of capitals.
_GROUPED = re.compile(rf"D{{1,3}}(?:{MARK}DDD)+(?:\.D{{1,2}}|[.-]*)")


def find_lost(sheet: Sheet, dpi: float, figures: Sequence[Figure]) -> list[Figure]:
    """Return the numbers no word stands for: those that form columns with others, and grouped ones between words."""
    found = [figure for top, bottom, boxes in _lines(sheet, dpi) for figure in _uncovered(sheet, top, bottom, boxes)]
    if not found:
        return []
    known = [sheet.boxes[list(figure.tokens)] for figure in figures if figure.tokens]
    edges = [np.array([*boxes[:, :2].min(axis=0), *boxes[:, 2:].max(axis=0)]) for boxes in known]
    edges += [np.array(figure.box) for figure in found]
    return [
        figure
        for figure in found
        if figure.box and (in_column(figure.box, np.array(edges)) or _in_running_text(sheet, figure, figure.box))
    ]


def _in_running_text(sheet: Sheet, figure: Figure, box: Box) -> bool:
    """Return whether a number with groups stands in a line as a word does, close to the one before or after it."""
    if not _GROUPED.fullmatch(figure.crop.shape.pattern):
        return False
    height, boxes = box[3] - box[1], sheet.boxes
    level = np.minimum(boxes[:, 3], box[3]) - np.maximum(boxes[:, 1], box[1]) >= LINE_OVERLAP * (
        np.minimum(boxes[:, 3] - boxes[:, 1], height)
    )
    gaps = (box[0] - boxes[level, 2], boxes[level, 0] - box[2])
    return any(bool(np.any((gap >= -HALO) & (gap <= WORD_GAP * height))) for gap in gaps)


def _lines(sheet: Sheet, dpi: float) -> Iterator[tuple[int, int, list[Box]]]:
    """Yield top, bottom and the boxes of the words of each line, in pixels."""
    scale = dpi / POINTS_PER_INCH
    for line in to_lines(sheet.tokens):
        boxes: list[Box] = [_scaled(token, scale) for token in line.tokens]
        yield round(median(box[1] for box in boxes)), round(median(box[3] for box in boxes)), boxes


def _scaled(token: Token, scale: float) -> Box:
    x0, y0, x1, y1 = token.box
    return x0 * scale, y0 * scale, x1 * scale, y1 * scale


def _uncovered(sheet: Sheet, top: int, bottom: int, boxes: Sequence[Box]) -> Iterator[Figure]:
    height = bottom - top
    ink = ink_of(sheet.pixels[top:bottom]) if height > 2 * MARGIN else np.zeros((0, 0), dtype=np.bool_)
    if not ink.size:
        return
    ink = ink.copy()
    for box in boxes:
        ink[:, max(0, int(box[0]) - HALO) : int(box[2]) + HALO] = False
    parts = [part for part in parts_of(ink) if part.ink > 1]
    for group in _groups(parts, height):
        if max(part.height for part in group) >= MIN_HEIGHT * height:
            yield from _number(sheet, (group[0].left, top - MARGIN, group[-1].right, bottom + MARGIN))


def _groups(parts: Sequence[Part], height: float) -> list[list[Part]]:
    groups: list[list[Part]] = []
    for part in parts:
        last = groups[-1][-1] if groups else None
        if last and part.left - last.right <= _room(last, part) * height:
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def _room(left: Part, right: Part) -> float:
    small = min(left.height, right.height) <= SMALL_HEIGHT * max(left.height, right.height)
    return SMALL_PART_GAP if small else PART_GAP


def _number(sheet: Sheet, box: Box) -> Iterator[Figure]:
    pixels = sheet.cut(box[0] - MARGIN, box[1], box[2] + MARGIN, box[3]).copy()
    shape = shape_of(pixels)
    fits = _NUMBER.fullmatch(shape.pattern) or _GROUPED.fullmatch(shape.pattern)
    if fits and all(a.right <= b.left for a, b in pairwise(shape.parts)):
        yield Figure((), "", Crop(pixels, shape), doubtful=True, box=box)
