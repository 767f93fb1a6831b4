"""A sample as a scan: pages as pictures, skewed and noisy or black and white, with no text layer or a bad one.

Everything but drawing and JPEG is integer arithmetic on raw PCG64 numbers, which numpy promises not to change.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pypdfium2
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from corpus.generator.misreading import Reading, misread_lines
from corpus.generator.model import Rendered, Sample
from corpus.generator.pdf import Look, render_pdf

POINTS_PER_INCH = 72
# Grey level under which a copier prints black.
BLACK_BELOW = 150
# Text render mode 3 of PDF: neither fill nor stroke.
INVISIBLE = 3


@dataclass(frozen=True, slots=True)
class Scanner:
    """How badly the page was scanned: skew in degrees per page, noise in grey levels, paper grey."""

    skew: tuple[float, ...]
    dpi: int = 220
    noise: int = 14
    paper: int = 243
    quality: int = 45
    seed: int = 20


def render_scan(sample: Sample, look: Look, scanner: Scanner) -> Rendered:
    """Print the sample and scan the print; the pages of its marks stay those of the print."""
    printed = render_pdf(sample, look)
    pictures = _scanned(printed, scanner)
    return replace(printed, data=_bind(pictures, sample), text_layer="none")


def render_recognised(sample: Sample, look: Look, scanner: Scanner) -> Rendered:
    """Scan the print and lay under the pictures what a program for English letters would have read."""
    printed = render_pdf(sample, look)
    pictures = _scanned(printed, scanner)
    return replace(printed, data=_bind(pictures, sample, misread_lines(printed.data)), text_layer="garbled")


def render_with_scanned_pages(sample: Sample, look: Look, scanner: Scanner, pages: Sequence[int]) -> Rendered:
    """Lay the sample out with some of its pages as scans, as annexes often are."""
    printed = render_pdf(sample, look)
    pictures = _scanned(printed, scanner)
    mixed = render_pdf(sample, look, {page: pictures[page - 1] for page in pages})
    return replace(mixed, text_layer="partly")


def render_tiff(sample: Sample, look: Look, scanner: Scanner) -> Rendered:
    """Print the sample and scan it into one TIFF with a picture for each page, black and white."""
    printed = render_pdf(sample, look)
    first, *others = _black_and_white(printed, scanner)
    target = io.BytesIO()
    first.save(
        target, "TIFF", save_all=True, append_images=others, compression="group4", dpi=(scanner.dpi, scanner.dpi),
        description=sample.sample_mark.encode(), software="corpus.generator",
    )  # fmt: skip
    return replace(printed, data=target.getvalue(), text_layer="none")


def render_bilevel(sample: Sample, look: Look, scanner: Scanner) -> Rendered:
    """Print the sample and scan it as an office copier does: black and white, packed as fax pages."""
    printed = render_pdf(sample, look)
    first, *others = _black_and_white(printed, scanner)
    target = io.BytesIO()
    epoch = time.gmtime(0)
    first.save(
        target, "PDF", save_all=True, append_images=others, resolution=scanner.dpi, title=sample.facts.title,
        subject=sample.sample_mark, keywords=f"kip-sample {sample.name}", creator="corpus.generator",
        creationDate=epoch, modDate=epoch,
    )  # fmt: skip
    return replace(printed, data=target.getvalue(), text_layer="none")


def _black_and_white(printed: Rendered, scanner: Scanner) -> list[Image.Image]:
    return [
        picture.point(lambda grey: 255 if grey > BLACK_BELOW else 0).convert("1", dither=Image.Dither.NONE)
        for picture in _pages(printed.data, scanner)
    ]


def _scanned(printed: Rendered, scanner: Scanner) -> list[bytes]:
    return [_scan_page(picture, number, scanner) for number, picture in enumerate(_pages(printed.data, scanner))]


def _pages(data: bytes, scanner: Scanner) -> Iterator[Image.Image]:
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            yield page.render(scale=scanner.dpi / POINTS_PER_INCH, grayscale=True).to_pil().convert("L")


def _scan_page(picture: Image.Image, number: int, scanner: Scanner) -> bytes:
    skewed = picture.rotate(scanner.skew[number % len(scanner.skew)], resample=Image.Resampling.BILINEAR, fillcolor=255)
    grey = np.asarray(skewed, dtype=np.int32)
    grey = 40 + grey * (scanner.paper - 40) // 255 + noise_for(grey.shape, scanner.noise, scanner.seed + number)
    target = io.BytesIO()
    Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).save(
        target, "JPEG", quality=scanner.quality, dpi=(scanner.dpi, scanner.dpi)
    )
    return target.getvalue()


def noise_for(shape: tuple[int, ...], levels: int, seed: int) -> npt.NDArray[np.int32]:
    """Return grey levels around zero: the difference of two bytes, scaled, so small ones are the most frequent."""
    count = shape[0] * shape[1]
    raw = np.random.PCG64(seed).random_raw((2 * count + 7) // 8)
    pairs = raw.astype("<u8").view(np.uint8)[: 2 * count].astype(np.int32).reshape(2, count)
    noise: npt.NDArray[np.int32] = ((pairs[0] - pairs[1]) * levels // 255).reshape(shape)
    return noise


def _bind(pictures: Sequence[bytes], sample: Sample, lines: Sequence[Sequence[Reading]] = ()) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1, pageCompression=0, lang=sample.facts.language)
    canvas.setTitle(sample.facts.title)
    canvas.setSubject(sample.sample_mark)
    canvas.setKeywords(["kip-sample", sample.name])
    canvas.setCreator("corpus.generator")
    for number, picture in enumerate(pictures):
        canvas.drawImage(ImageReader(io.BytesIO(picture)), 0, 0, *A4)
        for reading in lines[number] if lines else ():
            _lay_under(canvas, reading)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _lay_under(canvas: Canvas, reading: Reading) -> None:
    """Write text that is not seen, as wide and high as the words it stands for."""
    text = canvas.beginText(reading.x, reading.y)
    text.setTextRenderMode(INVISIBLE)
    text.setFont("Helvetica", reading.height)
    natural = stringWidth(reading.text, "Helvetica", reading.height)
    text.setHorizScale(100 * reading.width / natural)
    text.textOut(reading.text)
    canvas.drawText(text)
