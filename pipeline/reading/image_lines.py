"""Ruling lines in the image of a page: found, erased before recognition, kept for the tables they draw.

Tesseract takes upright lines for letters and loses the figures beside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.reading.pdfium import POINTS_PER_INCH
from pipeline.records import Box

# Darker than this is ink.
INK = 150
# Shorter strokes belong to letters and dashes, in inches.
MIN_LENGTH = 0.4
# Thicker ones are bars and pictures, in inches.
MAX_THICKNESS = 0.04
# Scanned lines lean: pixels of the row above and below count as their own.
LEAN = 1
# Of so many columns one tells which rows are worth a closer look; a long stroke has ink in all of these.
SAMPLE = 8

Mask = NDArray[np.bool_]
Runs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ruled:
    """A page image without its ruling lines, and these in points."""

    image: Image.Image
    edges: tuple[Box, ...]


@dataclass(slots=True)
class Stroke:
    """Runs of ink in neighbouring rows: row, start and end of each; `start` and `end` bound them all."""

    runs: list[tuple[int, int, int]]
    start: int
    end: int

    @property
    def thickness(self) -> float:
        """Return the mean thickness; a line that leans is no thicker for it."""
        return sum(end - start for _, start, end in self.runs) / (self.end - self.start)

    @property
    def middle(self) -> float:
        """Return the mean row."""
        return (self.runs[0][0] + self.runs[-1][0] + 1) / 2


def separate_lines(image: Image.Image, dpi: float) -> Ruled:
    """Return a gray image with its level and upright lines painted over, and the lines."""
    pixels = np.array(image)
    dark = pixels < INK
    length, thickness = max(SAMPLE, int(MIN_LENGTH * dpi)), max(3, int(MAX_THICKNESS * dpi))
    level, upright = _strokes(dark, length, thickness), _strokes(dark.T, length, thickness)
    if not level and not upright:
        return Ruled(image, ())
    _erase(pixels, level)
    _erase(pixels.T, upright)
    scale = POINTS_PER_INCH / dpi
    edges = [(s.start * scale, s.middle * scale, s.end * scale, s.middle * scale) for s in level]
    edges += [(s.middle * scale, s.start * scale, s.middle * scale, s.end * scale) for s in upright]
    return Ruled(Image.fromarray(pixels), tuple(edges))


def _strokes(dark: Mask, length: int, thickness: int) -> list[Stroke]:
    """Return the level strokes of a mask, top to bottom."""
    strokes: list[Stroke] = []
    growing: list[Stroke] = []
    for row, start, end in _leaning_runs(dark, length).tolist():
        growing = [stroke for stroke in growing if stroke.runs[-1][0] >= row - 1]
        match = next((stroke for stroke in growing if start < stroke.end and stroke.start < end), None)
        if match:
            match.runs.append((row, start, end))
            match.start, match.end = min(match.start, start), max(match.end, end)
        else:
            growing.append(Stroke([(row, start, end)], start, end))
            strokes.append(growing[-1])
    return [stroke for stroke in strokes if stroke.thickness <= thickness + 2 * LEAN]


def _leaning_runs(dark: Mask, length: int) -> Runs:
    """Return row, start and end of every run of ink that is long enough, each row joined by its neighbours.

    Joined so, a line that leans stays one.
    """
    rows = _candidates(dark, length)
    last = len(dark) - 1
    joined = dark[rows] | dark[np.maximum(rows - LEAN, 0)] | dark[np.minimum(rows + LEAN, last)]
    runs = _long_runs(joined, length)
    runs[:, 0] = rows[runs[:, 0]]
    return runs


def _candidates(dark: Mask, length: int) -> NDArray[np.int64]:
    """Return the rows that may hold a run so long: those with ink in enough sampled columns, one after the other."""
    thin = np.ascontiguousarray(dark[:, ::SAMPLE])
    core = thin.copy()
    core[LEAN:] |= thin[:-LEAN]
    core[:-LEAN] |= thin[LEAN:]
    wanted, known = length // SAMPLE, 1
    while known < wanted:
        step = min(known, wanted - known)
        core = core[:, :-step] & core[:, step:]
        known += step
    return np.flatnonzero(core.any(axis=1))


def _long_runs(mask: Mask, length: int) -> Runs:
    """Return row, start and end of every run of ink along the rows that is long enough."""
    padded: NDArray[Any] = np.zeros((mask.shape[0], mask.shape[1] + 2), dtype=np.int8)
    padded[:, 1:-1] = mask
    steps = np.diff(padded, axis=1)
    rows, starts = np.nonzero(steps == 1)
    _, ends = np.nonzero(steps == -1)
    long = ends - starts >= length
    return np.stack([rows[long], starts[long], ends[long]], axis=1).astype(np.int64)


def _erase(pixels: NDArray[Any], strokes: list[Stroke]) -> None:
    for stroke in strokes:
        for row, start, end in stroke.runs:
            pixels[row, start:end] = 255
