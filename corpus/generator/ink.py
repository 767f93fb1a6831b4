"""What is put on paper after printing: stamps, writing by hand, a watermark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reportlab.lib import colors
from reportlab.lib.units import mm

# Steps of the pen from letter to letter, in millimetres; up and down strokes as they come in quick writing.
_STROKES = (
    (2.1, 4.2), (1.2, -5.0), (2.4, 3.1), (0.8, -2.6), (2.8, 2.2), (1.4, -1.9), (3.0, 4.9), (1.1, -6.1), (2.2, 2.4),
    (2.6, -1.2), (1.9, 1.6), (4.5, -0.7),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stamp:
    """A framed stamp of some lines; place in millimetres from the lower left corner, angle in degrees."""

    lines: tuple[str, ...]
    x: float
    y: float
    angle: float = 8.0
    page: int = 1
    color: str = "#7a1f5c"


@dataclass(frozen=True, slots=True)
class Scrawl:
    """A mark like a signature in blue ink; place in millimetres from the lower left corner."""

    x: float
    y: float
    size: float = 1.0
    page: int = 1


@dataclass(frozen=True, slots=True)
class Watermark:
    """A word across every page, pale and slanting."""

    text: str
    color: str = "#d9d9d9"
    size: float = 88.0


Ink = Stamp | Scrawl | Watermark


def draw(canvas: Any, ink: Ink, page: int) -> None:
    """Draw the ink if it belongs on this page."""
    canvas.saveState()
    match ink:
        case Watermark():
            _watermark(canvas, ink)
        case Stamp() if ink.page == page:
            _stamp(canvas, ink)
        case Scrawl() if ink.page == page:
            _scrawl(canvas, ink)
    canvas.restoreState()


def _watermark(canvas: Any, ink: Watermark) -> None:
    width, height = canvas._pagesize
    canvas.setFillColor(colors.HexColor(ink.color))
    canvas.setFont("Helvetica-Bold", ink.size)
    canvas.translate(width / 2, height / 2)
    canvas.rotate(45)
    canvas.drawCentredString(0, -ink.size / 3, ink.text)


def _stamp(canvas: Any, ink: Stamp) -> None:
    canvas.setStrokeColor(colors.HexColor(ink.color))
    canvas.setFillColor(colors.HexColor(ink.color))
    canvas.setLineWidth(1.6)
    canvas.translate(ink.x * mm, ink.y * mm)
    canvas.rotate(ink.angle)
    height = 12.0 * len(ink.lines) + 10
    canvas.roundRect(0, 0, 46 * mm, height, 4)
    for number, line in enumerate(reversed(ink.lines)):
        canvas.setFont("Courier-Bold", 10.5)
        canvas.drawCentredString(23 * mm, 8 + 12 * number, line)


def _scrawl(canvas: Any, ink: Scrawl) -> None:
    canvas.setStrokeColor(colors.HexColor("#1b2a7a"))
    canvas.setLineWidth(1.1 * ink.size)
    canvas.translate(ink.x * mm, ink.y * mm)
    canvas.scale(ink.size, ink.size)
    path = canvas.beginPath()
    x, y = 0.0, 0.0
    path.moveTo(x, y)
    for right, up in _STROKES:
        path.curveTo((x - 1) * mm, (y + up) * mm, (x + right + 1) * mm, y * mm, (x + right) * mm, (y + up) * mm)
        x, y = x + right, y + up
    canvas.drawPath(path)
