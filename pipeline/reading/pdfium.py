"""What pdfium says of a PDF page: its frame, ruling lines, images, and its picture.

Everything is in points, origin top left, with /Rotate and the CropBox applied. pdfium is not thread-safe:
one process reads one document at a time.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as api
from numpy.typing import NDArray
from PIL import Image

from pipeline.records import Box

POINTS_PER_INCH = 72.0
# More path segments than this are a drawing or a map, not a table.
MAX_SEGMENTS = 20_000
MAX_FORM_DEPTH = 3
# A line is level or upright if it strays less than this, in points.
STRAIGHT = 1.0

Matrix = tuple[float, float, float, float, float, float]
# One number, or one for each of many boxes.
Side = TypeVar("Side", float, NDArray[np.float64])
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Picture:
    """An image on the page and its resolution in pixels per inch."""

    box: Box
    dpi: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """Straight level and upright lines of a page, as boxes without area, and its images."""

    edges: tuple[Box, ...]
    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """Size of a page as shown, and the way from its own coordinates to points from the top left."""

    width: float
    height: float
    rotation: int
    bounds: Box  # left, bottom, right, top in the page's own coordinates

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return a box of the page's own coordinates as shown."""
        return self.sides(left, bottom, right, top)

    def sides(self, left: Side, bottom: Side, right: Side, top: Side) -> tuple[Side, Side, Side, Side]:
        """Return the sides of a box, or of many in arrays, as shown: left, top, right, bottom."""
        x0, y0, x1, y1 = self.bounds
        if self.rotation == 0:
            return left - x0, y1 - top, right - x0, y1 - bottom
        if self.rotation == 90:
            return bottom - y0, left - x0, top - y0, right - x0
        if self.rotation == 180:
            return x1 - right, bottom - y0, x1 - left, top - y0
        return y1 - top, x1 - right, y1 - bottom, x1 - left

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the page's own coordinates as shown."""
        return self.box(x, y, x, y)[:2]


def frame_of(page: pdfium.PdfPage) -> Frame:
    """Return the frame of a page."""
    rect = api.FS_RECTF()
    api.FPDF_GetPageBoundingBox(page.raw, rect)
    rotation = int(page.get_rotation()) % 360
    width, height = page.get_size()
    return Frame(width, height, rotation, (rect.left, rect.bottom, rect.right, rect.top))


# --- lines and images -------------------------------------------------------------------------


def read_drawing(page: pdfium.PdfPage, frame: Frame) -> Drawing:
    """Return the straight lines and the images of a page, those inside form objects too."""
    edges: list[Box] = []
    pictures: list[Picture] = []
    budget = MAX_SEGMENTS
    for obj, matrix in _objects(page.raw, api.FPDFPage_CountObjects, api.FPDFPage_GetObject, _IDENTITY, 0):
        kind = api.FPDFPageObj_GetType(obj)
        if kind == api.FPDF_PAGEOBJ_IMAGE:
            pictures.append(_picture(obj, matrix, frame))
        elif kind == api.FPDF_PAGEOBJ_PATH and _is_drawn(obj):
            budget -= api.FPDFPath_CountSegments(obj)
            if budget >= 0:
                edges += _edges(obj, _times(_matrix(obj), matrix), frame)
    # A drawing over the budget is no table: half of its lines would only mislead.
    return Drawing(tuple(edges) if budget >= 0 else (), tuple(pictures))


def _objects(
    holder: Any, count: Callable[..., int], get: Callable[..., Any], matrix: Matrix, depth: int
) -> Iterator[tuple[Any, Matrix]]:
    for index in range(count(holder)):
        obj = get(holder, index)
        if api.FPDFPageObj_GetType(obj) != api.FPDF_PAGEOBJ_FORM:
            yield obj, matrix
        elif depth < MAX_FORM_DEPTH:
            inner = _times(_matrix(obj), matrix)
            yield from _objects(obj, api.FPDFFormObj_CountObjects, api.FPDFFormObj_GetObject, inner, depth + 1)


def _matrix(obj: Any) -> Matrix:
    m = api.FS_MATRIX()
    return (m.a, m.b, m.c, m.d, m.e, m.f) if api.FPDFPageObj_GetMatrix(obj, m) else _IDENTITY


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that applies `inner` first, then `outer`."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _picture(obj: Any, outer: Matrix, frame: Frame) -> Picture:
    """Return an image: the unit square under its matrix."""
    matrix = _times(_matrix(obj), outer)
    corners = [_apply(matrix, x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    box = frame.box(min(xs), min(ys), max(xs), max(ys))
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    api.FPDFImageObj_GetImagePixelSize(obj, wide, high)
    side = max(max(xs) - min(xs), max(ys) - min(ys), 1.0)
    return Picture(box, max(wide.value, high.value) / side * POINTS_PER_INCH)


def _is_drawn(obj: Any) -> bool:
    """Return whether a path leaves ink: a stroke, or a fill that is not white."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    api.FPDFPath_GetDrawMode(obj, fill, stroke)
    if stroke.value:
        return True
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    api.FPDFPageObj_GetFillColor(obj, red, green, blue, alpha)
    white = red.value == green.value == blue.value == 255
    return bool(fill.value) and not white and alpha.value > 0


def _edges(obj: Any, matrix: Matrix, frame: Frame) -> Iterator[Box]:
    """Yield the level and upright lines of a path, a box's outline as four of them."""
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for index in range(api.FPDFPath_CountSegments(obj)):
        segment = api.FPDFPath_GetPathSegment(obj, index)
        api.FPDFPathSegment_GetPoint(segment, x, y)
        point = frame.place(*_apply(matrix, x.value, y.value))
        kind = api.FPDFPathSegment_GetType(segment)
        if kind == api.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == api.FPDF_SEGMENT_LINETO:
            yield from _straight(last, point)
        last = point
        if api.FPDFPathSegment_GetClose(segment):
            yield from _straight(last, start)


def _straight(a: tuple[float, float], b: tuple[float, float]) -> Iterator[Box]:
    wide, high = abs(a[0] - b[0]), abs(a[1] - b[1])
    if min(wide, high) <= STRAIGHT < max(wide, high):
        yield min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])


# --- picture of the page -----------------------------------------------------------------------


def render_gray(page: pdfium.PdfPage, dpi: float) -> Image.Image:
    """Return the page as an 8-bit gray image."""
    image: Image.Image = page.render(scale=dpi / POINTS_PER_INCH, grayscale=True).to_pil()
    return image.convert("L")
