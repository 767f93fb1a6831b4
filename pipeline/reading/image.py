"""PNG, JPEG and TIFF: every frame is a page, read by recognition."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from dataclasses import replace

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from pipeline.domain.failures import DocumentFailure
from pipeline.reading.draft import Source
from pipeline.reading.image_lines import separate_lines
from pipeline.reading.limits import Limits
from pipeline.reading.ocr import MAX_DPI, MIN_DPI, RecognitionTimeoutError
from pipeline.reading.pages import PageRead, check_read, to_document
from pipeline.reading.pdfium import POINTS_PER_INCH
from pipeline.reading.recognition import Recogniser, ink_share
from pipeline.reading.triage import BLANK_INK
from pipeline.records import Document, Page

_FORMATS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
}
# An image that does not say its resolution, or says a screen's, is taken for a page of A4.
MIN_STATED_DPI = 100.0
A4_WIDTH = 8.27


class ImageReader:
    """Reads pictures of pages."""

    name = "image"
    version = "1"

    def score(self, data: bytes) -> float:
        """Return 1 for the marks of PNG, JPEG and TIFF."""
        return 1.0 if _media_type(data) else 0.0

    def read(self, data: bytes, limits: Limits) -> Document:
        """Return a page for each frame. Raises DocumentFailure: damaged, too_large, ocr_unavailable, ocr_failed."""
        try:
            with Image.open(io.BytesIO(data)) as image:
                count = getattr(image, "n_frames", 1)
                if count > limits.max_pages:
                    raise DocumentFailure("too_large", f"{count} pages, limit {limits.max_pages}")
                pages = list(_read_frames(image, limits))
        except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
            raise DocumentFailure("damaged", "not a readable image") from error
        check_read(pages)
        return to_document(Source(data, _media_type(data) or "", paginated=True), pages)


def _media_type(data: bytes) -> str | None:
    return next((media for mark, media in _FORMATS.items() if data.startswith(mark)), None)


def _read_frames(image: Image.Image, limits: Limits) -> Iterator[PageRead]:
    recogniser = Recogniser(limits.page_seconds)
    for number, frame in enumerate(ImageSequence.Iterator(image), 1):
        started = time.perf_counter()
        pixels = frame.width * frame.height
        if pixels > limits.max_pixels:
            raise DocumentFailure("too_large", f"{pixels} pixels, limit {limits.max_pixels}")
        dpi = _resolution(frame)
        read = _read_page(_gray(frame), dpi, number, recogniser)
        elapsed = round((time.perf_counter() - started) * 1_000)
        yield replace(read, facts=replace(read.facts, duration_ms=elapsed))


def _resolution(image: Image.Image) -> float:
    stated = float(image.info.get("dpi", (0.0, 0.0))[0] or 0.0)
    return stated if stated >= MIN_STATED_DPI else min(image.width, image.height) / A4_WIDTH


def _gray(image: Image.Image) -> Image.Image:
    """Return the image upright, on white where it is transparent, in gray."""
    upright = ImageOps.exif_transpose(image)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        colours = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours)
    return upright.convert("L")


def _read_page(image: Image.Image, dpi: float, number: int, recogniser: Recogniser) -> PageRead:
    width, height = image.width * POINTS_PER_INCH / dpi, image.height * POINTS_PER_INCH / dpi
    facts = Page(number, 0, 0, "ocr", ("an image",), width, height)
    if ink_share(image) < BLANK_INK:
        return PageRead(replace(facts, route="blank", reasons=("no ink",)))
    scale = min(MAX_DPI, max(MIN_DPI, dpi)) / dpi
    if scale != 1.0:
        image = image.resize((max(1, round(image.width * scale)), max(1, round(image.height * scale))))
    ruled = separate_lines(image, dpi * scale)
    try:
        result = recogniser.read(ruled.image, dpi * scale)
    except RecognitionTimeoutError as error:
        return PageRead(replace(facts, route="failed", reasons=("an image", f"recognition failed: {error}")))
    return PageRead(replace(facts, ocr_confidence=result.confidence), result.tokens, ruled.edges, recognised=True)
