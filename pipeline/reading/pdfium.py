"""What pdfium says of a PDF page: its frame, ruling lines, images, and its picture.

Everything is in points, origin top left, with /Rotate and the CropBox applied. pdfium is not thread-safe:
one process reads one document at a time.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import repeat
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


def bare(function: Any, result: Any, *arguments: Any) -> Any:
    """Return a function of pdfium with plain numbers in place of pypdfium2's types, three times as fast to call.

    Meant for those that take no longer than letting other threads run meanwhile would.
    """
    return ctypes.PYFUNCTYPE(result, *arguments)(address_of(function))


def address_of(pointer: Any) -> int:
    """Return where a pointer points to, as a number."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


_ON = (ctypes.c_void_p,)
_AT = (ctypes.c_void_p, ctypes.c_int)
_type_of = bare(api.FPDFPageObj_GetType, ctypes.c_int, *_ON)
_matrix_of = bare(api.FPDFPageObj_GetMatrix, ctypes.c_int, *_ON * 2)
_mode_of = bare(api.FPDFPath_GetDrawMode, ctypes.c_int, *_ON * 3)
_fill_of = bare(api.FPDFPageObj_GetFillColor, ctypes.c_int, *_ON * 5)
_pixels_of = bare(api.FPDFImageObj_GetImagePixelSize, ctypes.c_int, *_ON * 3)
_count_segments = bare(api.FPDFPath_CountSegments, ctypes.c_int, *_ON)
_segment_of = bare(api.FPDFPath_GetPathSegment, ctypes.c_void_p, *_AT)
_point_of = bare(api.FPDFPathSegment_GetPoint, ctypes.c_int, *_ON * 3)
_kind_of = bare(api.FPDFPathSegment_GetType, ctypes.c_int, *_ON)
_closes = bare(api.FPDFPathSegment_GetClose, ctypes.c_int, *_ON)
# How many objects there are, and each by its place: of a page, and of a form drawn upon it.
_PAGE = (bare(api.FPDFPage_CountObjects, ctypes.c_int, *_ON), bare(api.FPDFPage_GetObject, ctypes.c_void_p, *_AT))
_FORM = (bare(api.FPDFFormObj_CountObjects, ctypes.c_int, *_ON), bare(api.FPDFFormObj_GetObject, ctypes.c_void_p, *_AT))

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
    for kind, obj, matrix in _objects(address_of(page.raw), _PAGE, _IDENTITY, 0):
        if kind == api.FPDF_PAGEOBJ_IMAGE:
            pictures.append(_picture(obj, matrix, frame))
        elif kind == api.FPDF_PAGEOBJ_PATH and _is_drawn(obj):
            budget -= _count_segments(obj)
            if budget >= 0:
                drawn = _edges(obj, _times(_matrix(obj), matrix), frame)
                edges += (edge for edge in drawn if _is_on(frame, edge))
    # A drawing over the budget is no table: half of its lines would only mislead.
    return Drawing(tuple(edges) if budget >= 0 else (), tuple(pictures))


def _is_on(frame: Frame, edge: Box) -> bool:
    """Return whether a line is on the page as shown, not among the printer's marks around it."""
    x0, top, x1, bottom = edge
    return x1 >= 0 and bottom >= 0 and x0 <= frame.width and top <= frame.height


def _objects(
    holder: int, access: tuple[Callable[..., int], Callable[..., int]], matrix: Matrix, depth: int
) -> Iterator[tuple[int, int, Matrix]]:
    """Yield the kind of each object but text, the object, and the matrix of what holds it."""
    count, get = access
    for obj in map(get, repeat(holder), range(count(holder))):
        kind = _type_of(obj)
        if kind == api.FPDF_PAGEOBJ_TEXT:
            continue
        if kind != api.FPDF_PAGEOBJ_FORM:
            yield kind, obj, matrix
        elif depth < MAX_FORM_DEPTH:
            yield from _objects(obj, _FORM, _times(_matrix(obj), matrix), depth + 1)


def _matrix(obj: int) -> Matrix:
    m = api.FS_MATRIX()
    return (m.a, m.b, m.c, m.d, m.e, m.f) if _matrix_of(obj, ctypes.addressof(m)) else _IDENTITY


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that applies `inner` first, then `outer`."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _picture(obj: int, outer: Matrix, frame: Frame) -> Picture:
    """Return an image: the unit square under its matrix."""
    matrix = _times(_matrix(obj), outer)
    corners = [_apply(matrix, x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    box = frame.box(min(xs), min(ys), max(xs), max(ys))
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    _pixels_of(obj, ctypes.addressof(wide), ctypes.addressof(high))
    side = max(max(xs) - min(xs), max(ys) - min(ys), 1.0)
    return Picture(box, max(wide.value, high.value) / side * POINTS_PER_INCH)


def _is_drawn(obj: int) -> bool:
    """Return whether a path leaves ink: a stroke, or a fill that is not white."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    _mode_of(obj, ctypes.addressof(fill), ctypes.addressof(stroke))
    if stroke.value or not fill.value:
        return bool(stroke.value)
    colour = (ctypes.c_uint * 4)()
    start, step = ctypes.addressof(colour), ctypes.sizeof(ctypes.c_uint)
    _fill_of(obj, *range(start, start + 4 * step, step))
    red, green, blue, alpha = colour
    return alpha > 0 and not red == green == blue == 255


def _edges(obj: int, matrix: Matrix, frame: Frame) -> Iterator[Box]:
    """Yield the level and upright lines of a path, a box's outline as four of them."""
    x, y = ctypes.c_float(), ctypes.c_float()
    x_at, y_at = ctypes.addressof(x), ctypes.addressof(y)
    start = last = (0.0, 0.0)
    for segment in map(_segment_of, repeat(obj), range(_count_segments(obj))):
        _point_of(segment, x_at, y_at)
        point = frame.place(*_apply(matrix, x.value, y.value))
        kind = _kind_of(segment)
        if kind == api.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == api.FPDF_SEGMENT_LINETO:
            yield from _straight(last, point)
        last = point
        if _closes(segment):
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
