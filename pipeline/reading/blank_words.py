"""Words that recognition saw where nothing is printed: the grain of the paper, the rest of an erased ruling line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
from PIL import Image

from pipeline.reading.figure_shapes import Pixels
from pipeline.reading.pdfium import POINTS_PER_INCH
from pipeline.reading.tokens import Token

# Words Tesseract believes in more than this are there.
DOUBTED = 0.5
# Strokes of print cover more of a word's box: 10 % of it in thin small print, while specks cover 1 % ...
MIN_STROKES = 0.03
# ... and the fringe of an erased line 6 %; it is half as dark as the print of the page at most.
MIN_PALE_STROKES, PALE = 0.08, 0.6
# Print differs so much from its paper, of 255; grain differs less.
MIN_CONTRAST = 50.0
# The paper of a box is as light as this share of its pixels at most.
_PAPER = 90
# So many words tell how dark the print of a page is.
_SAMPLE = 40
# Letters are higher than this, in points, and a point is not so many times wider than high; the rest of a line is.
MIN_HEIGHT, MAX_POINT_ASPECT = 1.5, 8
_POINTS = ".,:;'’\""


@dataclass(frozen=True, slots=True)
class _Ink:
    """How far the darkest dot of a box differs from its paper, and which share of it is nearer to that dot."""

    contrast: float
    share: float


def without_blank_words(image: Image.Image, dpi: float, tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Return the words, boxes in points, without those that a gray image of that resolution does not show."""
    doubted = [token for token in tokens if token.confidence is not None and token.confidence < DOUBTED]
    if not doubted:
        return tuple(tokens)
    pixels, scale = np.asarray(image), dpi / POINTS_PER_INCH
    known = {id(token) for token in doubted}
    sure = [token for token in tokens if id(token) not in known]
    print_contrast = median([_ink(pixels, token, scale).contrast for token in sure[:_SAMPLE]] or [MIN_CONTRAST])
    blank = {
        id(token)
        for token in doubted
        if _is_line(token) or not _has_strokes(_ink(pixels, token, scale), PALE * print_contrast)
    }
    return tuple(token for token in tokens if id(token) not in blank)


def _is_line(token: Token) -> bool:
    x0, y0, x1, y1 = token.box
    if token.text.strip(_POINTS):
        return any(map(str.isalnum, token.text)) and y1 - y0 < MIN_HEIGHT
    return x1 - x0 > MAX_POINT_ASPECT * (y1 - y0)


def _has_strokes(ink: _Ink, pale: float) -> bool:
    enough = MIN_PALE_STROKES if ink.contrast < pale else MIN_STROKES
    return ink.contrast >= MIN_CONTRAST and ink.share >= enough


def _ink(pixels: Pixels, token: Token, scale: float) -> _Ink:
    left, top, right, bottom = (round(side * scale) for side in token.box)
    box = pixels[max(0, top) : bottom + 1, max(0, left) : right + 1].astype(np.float64)
    if not box.size:
        return _Ink(0.0, 0.0)
    paper, darkest = float(np.percentile(box, _PAPER)), float(box.min())
    return _Ink(paper - darkest, float((box < (paper + darkest) / 2).mean()))
