"""A sample as a scan: pages as grey pictures, skewed and noisy, without a text layer.

Everything but drawing and JPEG is integer arithmetic on raw PCG64 numbers, which numpy promises not to change.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pypdfium2
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.generator.model import Rendered, Sample
from corpus.generator.pdf import Look, render_pdf

POINTS_PER_INCH = 72


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
    pictures = [_scan_page(picture, number, scanner) for number, picture in enumerate(_pages(printed.data, scanner))]
    return replace(printed, data=_bind(pictures, sample))


def _pages(data: bytes, scanner: Scanner) -> Iterator[Image.Image]:
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            yield page.render(scale=scanner.dpi / POINTS_PER_INCH, grayscale=True).to_pil().convert("L")


def _scan_page(picture: Image.Image, number: int, scanner: Scanner) -> bytes:
    skewed = picture.rotate(scanner.skew[number % len(scanner.skew)], resample=Image.Resampling.BILINEAR, fillcolor=255)
    grey = np.asarray(skewed, dtype=np.int32)
    grey = 40 + grey * (scanner.paper - 40) // 255 + _noise(grey.shape, scanner, number)
    target = io.BytesIO()
    Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).save(
        target, "JPEG", quality=scanner.quality, dpi=(scanner.dpi, scanner.dpi)
    )
    return target.getvalue()


def _noise(shape: tuple[int, ...], scanner: Scanner, number: int) -> npt.NDArray[np.int32]:
    """Return grey levels around zero: the difference of two bytes, scaled, so small ones are the most frequent."""
    count = shape[0] * shape[1]
    raw = np.random.PCG64(scanner.seed + number).random_raw((2 * count + 7) // 8)
    pairs = raw.astype("<u8").view(np.uint8)[: 2 * count].astype(np.int32).reshape(2, count)
    noise: npt.NDArray[np.int32] = ((pairs[0] - pairs[1]) * scanner.noise // 255).reshape(shape)
    return noise


def _bind(pictures: Sequence[bytes], sample: Sample) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1, pageCompression=0, lang=sample.facts.language)
    canvas.setTitle(sample.facts.title)
    canvas.setSubject(sample.sample_mark)
    canvas.setKeywords(["kip-sample", sample.name])
    canvas.setCreator("corpus.generator")
    for picture in pictures:
        canvas.drawImage(ImageReader(io.BytesIO(picture)), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return target.getvalue()
