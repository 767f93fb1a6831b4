from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

Draw = Callable[[Canvas], None]

LINES = (
    "Der Kanton unterstützt die Gemeinden bei der Förderung der Sprache.",
    "Für die frühe Kindheit stehen jährlich 120'000 Franken zur Verfügung.",
    "Die Regierung hat das Programm für vier Jahre beschlossen und prüft",
    "die Massnahmen gemäss den Grundsätzen des Bundes über die Integration.",
    "Zugewanderte Menschen können sich in den Gemeinden beraten lassen.",
    "Die Fachstelle führt dazu Gespräche und vermittelt passende Kurse.",
)


def page_of(lines: Sequence[str], size: float = 12, font: str = "Helvetica", top: float = 760) -> Draw:
    """Return a drawing of lines one below the other."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, size)
        for index, line in enumerate(lines):
            canvas.drawString(72, top - index * size * 1.3, line)

    return draw


def pdf_of(*pages: Draw, encrypt: object = None, size: tuple[float, float] = A4) -> bytes:
    """Return a PDF with a drawing for each page."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, encrypt=encrypt, invariant=1)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def picture_of(pdf: bytes, page: int = 0, dpi: int = 200) -> Image.Image:
    """Return the gray picture of a page."""
    document = pdfium.PdfDocument(pdf)
    try:
        picture: Image.Image = document[page].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
        return picture
    finally:
        document.close()


def scan_page(picture: Image.Image, over: Draw | None = None) -> Draw:
    """Return a drawing of a picture that fills the page, with something drawn over it."""

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(picture), 0, 0, *A4)
        if over:
            over(canvas)

    return draw


def hidden(lines: Sequence[str]) -> Draw:
    """Return a drawing of lines nobody sees, as recognition puts them over a scan."""

    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 760)
        text.setTextRenderMode(3)
        text.setFont("Helvetica", 12)
        for line in lines:
            text.textLine(line)
        canvas.drawText(text)

    return draw


class Kit:
    """Makes the PDFs that tests read: text, scans, hidden layers."""

    lines = LINES
    page_of = staticmethod(page_of)
    pdf_of = staticmethod(pdf_of)
    picture_of = staticmethod(picture_of)
    scan_page = staticmethod(scan_page)
    hidden = staticmethod(hidden)


@pytest.fixture(scope="session")
def kit() -> Kit:
    return Kit()


@pytest.fixture(scope="session")
def digital_pdf() -> bytes:
    return pdf_of(page_of(LINES))


@pytest.fixture(scope="session")
def scanned_pdf(digital_pdf: bytes) -> bytes:
    return pdf_of(scan_page(picture_of(digital_pdf)))
