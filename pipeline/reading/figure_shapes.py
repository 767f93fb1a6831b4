"""Shapes of printed numbers: where digits, grouping marks, points and dashes stand, seen without recognising them.

Recognition reads an apostrophe as a digit, or one digit as two, and believes it. The upright gaps between the
characters of a number tell how many there are and which of them are marks: a witness of another kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

DIGIT, MARK, POINT, DASH, UNCLEAR = "D", "'", ".", "-", "?"
# A sign of a word that may have any look but that of a dash: that would be the sign of the number.
ANY = "*"
# All in heights of a digit. A digit is as high as its neighbours and narrower than high.
DIGIT_HEIGHTS = (0.8, 1.25)
DIGIT_WIDTH = 0.85
# Marks and points are small; marks begin near the top, points end near the bottom.
SMALL_HEIGHT, SMALL_WIDTH = 0.55, 0.4
MARK_TOP, MARK_BOTTOM = 0.2, 0.6
POINT_TOP = 0.35
DASH_HEIGHT, DASH_WIDTH, DASH_TOP = 0.25, 0.9, 0.3
# Less ink than this share of a digit's square is a speck.
SPECK = 0.01
MIN_SPECK_PIXELS = 3
# Digits that touch are as wide as two or three with the gap between.
TOUCHING_WIDTH = 1.08
MAX_TOUCHING = 3

Pixels = NDArray[np.uint8]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of columns with ink, in pixels of the crop, and what it looks like."""

    left: int
    right: int
    top: int
    bottom: int
    ink: int
    kind: str = UNCLEAR

    @property
    def height(self) -> int:
        """Return the height in pixels."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """Return the width in pixels."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Shape:
    """The parts of a number from left to right and the height of its digits, in pixels."""

    parts: tuple[Part, ...]
    height: float

    @property
    def pattern(self) -> str:
        """Return the kinds in order, such as `D'DDD.DD`; `?` is one character of any kind."""
        return "".join(part.kind for part in self.parts)


def shape_of(pixels: Pixels) -> Shape:
    """Return the shape of the number in a gray crop; without parts where there is no ink."""
    parts = [part for part in parts_of(ink_of(pixels)) if part.ink > MIN_SPECK_PIXELS]
    highest = max((part.height for part in parts), default=0)
    tall = [part for part in parts if part.height >= 0.75 * highest]
    if not tall:
        return Shape((), 0.0)
    height = float(median(part.height for part in tall))
    line = float(median(part.top for part in tall)), float(median(part.bottom for part in tall))
    solid = [part for part in parts if part.ink > SPECK * height * height]
    return Shape(tuple(_divided([_known(part, height, line) for part in solid])), height)


def ink_of(pixels: Pixels) -> Mask:
    """Return where there is ink: darker than the threshold that parts the two kinds of pixels best (Otsu 1979)."""
    counts = np.bincount(pixels.ravel(), minlength=256).astype(np.float64)
    below, total = np.cumsum(counts), counts.sum()
    sums = np.cumsum(counts * np.arange(256))
    both = below * (total - below)
    spread = np.where(both > 0, (sums[-1] * below / total - sums) ** 2 / np.maximum(both, 1), 0.0)
    mask: Mask = pixels <= int(spread.argmax())
    return mask


def runs_of(flags: NDArray[Any]) -> list[tuple[int, int]]:
    """Return start and end of each run of true values."""
    steps = np.diff(np.concatenate([[0], flags.astype(np.int8), [0]]))
    return list(zip(np.nonzero(steps == 1)[0].tolist(), np.nonzero(steps == -1)[0].tolist(), strict=True))


def parts_of(ink: Mask) -> Iterator[Part]:
    """Yield the stretches of columns with ink."""
    for left, right in runs_of(np.asarray(ink.any(axis=0))):
        rows = np.nonzero(ink[:, left:right].any(axis=1))[0]
        yield Part(left, right, int(rows[0]), int(rows[-1]) + 1, int(ink[:, left:right].sum()))


def _known(part: Part, height: float, line: tuple[float, float]) -> Part:
    return Part(part.left, part.right, part.top, part.bottom, part.ink, _kind(part, height, line))


def _kind(part: Part, height: float, line: tuple[float, float]) -> str:
    top, bottom = line
    if DIGIT_HEIGHTS[0] * height <= part.height <= DIGIT_HEIGHTS[1] * height:
        return DIGIT if part.width <= DIGIT_WIDTH * height else UNCLEAR
    if part.height <= SMALL_HEIGHT * height and part.width <= SMALL_WIDTH * height:
        if part.top <= top + MARK_TOP * height and part.bottom <= top + MARK_BOTTOM * height:
            return MARK
        if part.top >= bottom - POINT_TOP * height:
            return POINT
    low = part.top > top + DASH_TOP * height
    flat = part.height <= DASH_HEIGHT * height and part.width <= DASH_WIDTH * height
    return DASH if flat and low else UNCLEAR


def _divided(parts: Sequence[Part]) -> Iterator[Part]:
    """Yield the parts, those that are as wide as two or three digits as so many of them."""
    widths = [part.width for part in parts if part.kind == DIGIT]
    wide = max(widths, default=0) * TOUCHING_WIDTH
    for part in parts:
        count = round(part.width / wide) if wide and part.kind == UNCLEAR else 0
        if 2 <= count <= MAX_TOUCHING and part.height >= DIGIT_HEIGHTS[0] * max(p.height for p in parts):
            step = part.width / count
            for index in range(count):
                left, right = part.left + round(index * step), part.left + round((index + 1) * step)
                yield Part(left, right, part.top, part.bottom, part.ink // count, DIGIT)
        else:
            yield part


def agrees(shape: Shape, before: str, core: str, after: str) -> bool | None:
    """Tell whether a shape has the characters of a word, its marks aside; null where the shape is not clear.

    Of what stands around the core, signs of other kinds (brackets, letters) may look like anything. What follows a
    percent sign, which falls into parts of its own, is not looked at.
    """
    pattern = shape.pattern.replace(MARK, "").rstrip(POINT + DASH)
    whole = [*map(_sign_around, before), *map(_sign_in_core, core.replace(MARK, "")), *map(_sign_around, after)]
    wanted = "".join(whole).rstrip(POINT + DASH)
    head, percent, _ = wanted.partition("%")
    pattern = pattern[: len(head)] if percent else pattern
    if not pattern or all(kind == UNCLEAR for kind in pattern):
        return None
    same = len(pattern) == len(head)
    pairs = [(have, want) for have, want in zip(pattern, head, strict=False) if want != ANY or have == DASH]
    if same and all(have in (want, UNCLEAR) for have, want in pairs):
        return None if any(have == UNCLEAR for have, _ in pairs) else True
    return None if UNCLEAR in pattern and not same else False


def _sign_in_core(sign: str) -> str:
    if sign in ".,":
        return POINT
    if sign == ":":
        return ANY
    return sign if sign in "-%" else DIGIT


def _sign_around(sign: str) -> str:
    if sign in "'’\"":
        return ""
    return POINT if sign in ".," else ANY


def with_marks(shape: Shape, core: str) -> str:
    """Return a core with its marks where the shape has them; unchanged where the two don't fit."""
    signs = iter(core.replace(MARK, ""))
    kinds = shape.pattern
    if len(kinds.replace(MARK, "").rstrip(POINT + DASH)) != len(core.replace(MARK, "")):
        return core
    return "".join(MARK if kind == MARK else next(signs, "") for kind in kinds).rstrip(MARK)
