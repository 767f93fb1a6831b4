"""PNG, JPEG and TIFF: every frame of a TIFF is a page, read by recognition."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from math import sqrt

import numpy as np
from PIL import Image, ImageOps

from pipeline.domain.failures import DocumentFailure
from pipeline.reading.draft import Source
from pipeline.reading.limits import Limits
from pipeline.reading.look import LOOK_DPI, look_at
from pipeline.reading.ocr import MAX_DPI, MIN_DPI
from pipeline.reading.packages import BROKEN
from pipeline.reading.page_queue import Done, Job, read_scans
from pipeline.reading.pages import PageRead, check_read, to_document
from pipeline.reading.pdfium import POINTS_PER_INCH
from pipeline.reading.placed import PlacedPage, placed_page, placements_of
from pipeline.reading.recognition import Scan
from pipeline.reading.triage import BLANK_INK
from pipeline.reading.upright import as_shown
from pipeline.records import Document, Page

_FORMATS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
}
# An image that does not say its resolution, or says a screen's or an impossible one, is taken for a page of A4 ...
MIN_STATED_DPI = 100.0
MAX_STATED_DPI = 2_400.0
A4_WIDTH, A4_HEIGHT = 8.27, 11.69
# ... or, where it is too small for that, for what a screen shows.
SCREEN_DPI = 72.0
# In inches: a single letter of small print is as high.
MIN_SIDE = 0.06
# Facsimile has pixels twice as high as wide; smaller differences are rounding.
MAX_PIXEL_ASPECT = 1.05
# TIFF's tag NewSubfileType and its bit for a smaller copy of another frame.
_SUBFILE_TYPE, _REDUCED = 254, 1
# White in images of fractions and of 8, 12 and 16 bits.
_WHITES = (1.0, 255.0, 4_095.0, 65_535.0)


@dataclass(frozen=True, slots=True)
class Frame:
    """An upright gray image and its resolution."""

    image: Image.Image
    dpi: float


class ImageReader:
    """Reads pictures of pages."""

    name = "image"
    version = "3"

    def score(self, data: bytes) -> float:
        """Return 1 for the marks of PNG, JPEG and TIFF."""
        return 1.0 if _media_type(data) else 0.0

    def read(self, data: bytes, limits: Limits) -> Document:
        """Return a page for each frame. Raises DocumentFailure: damaged, too_large, ocr_unavailable, ocr_failed."""
        placed = _read_frames(data, limits)
        pages = [page.read for page in placed]
        check_read(pages)
        document = to_document(Source(data, _media_type(data) or "", paginated=True), pages)
        return as_shown(document, placements_of(placed))


def _media_type(data: bytes) -> str | None:
    return next((media for mark, media in _FORMATS.items() if data.startswith(mark)), None)


def _read_frames(data: bytes, limits: Limits) -> list[PlacedPage]:
    placed: dict[int, PlacedPage] = {}
    facts: list[Page] = []
    for done in read_scans(_jobs(data, limits, facts), None):
        placed[done.page] = _read_page(facts[done.page], done)
    return [placed.get(index) or PlacedPage(PageRead(page)) for index, page in enumerate(facts)]


def _jobs(data: bytes, limits: Limits, facts: list[Page]) -> Iterator[Job]:
    """Yield the frames to recognise, and note what is known of each frame before that."""
    for index, frame in enumerate(_frames(data, limits)):
        facts.append(_glance(frame, index + 1))
        if facts[-1].route == "ocr":
            yield Job(index, 0, partial(_scan, frame, limits))


def _frames(data: bytes, limits: Limits) -> Iterator[Frame]:
    """Yield the frames one by one, decoded. Raises DocumentFailure: damaged, too_large."""
    image, numbers = _open(data, limits)
    with image:
        for number in numbers:
            frame = _decode(image, number, limits)
            if frame:
                yield frame


def _open(data: bytes, limits: Limits) -> tuple[Image.Image, range]:
    try:
        image = Image.open(io.BytesIO(data))
        # Further frames of a photograph are previews and depths, those of a PNG an animation.
        count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
    except Image.DecompressionBombError as error:
        raise DocumentFailure("too_large", f"an image of more pixels than the limit of {limits.max_pixels}") from error
    except BROKEN as error:
        raise DocumentFailure("damaged", "not a readable image") from error
    limits.check("max_pages", count, "pages")
    return image, range(count)


def _decode(image: Image.Image, number: int, limits: Limits) -> Frame | None:
    """Return a frame upright, in gray, with square pixels; null for a smaller copy of another frame."""
    try:
        image.seek(number)
        limits.check("max_pixels", image.width * image.height, "pixels")
        if getattr(image, "tag_v2", {}).get(_SUBFILE_TYPE, 0) & _REDUCED:
            return None
        across, down = _stated(image)
        gray = _gray(image)
    except Image.DecompressionBombError as error:
        raise DocumentFailure("too_large", f"an image of more pixels than the limit of {limits.max_pixels}") from error
    except BROKEN as error:
        raise DocumentFailure("damaged", "not a readable image") from error
    if across and max(across, down) > MAX_PIXEL_ASPECT * min(across, down):
        size = round(gray.width * max(1.0, down / across)), round(gray.height * max(1.0, across / down))
        limits.check("max_pixels", size[0] * size[1], "pixels")
        return Frame(gray.resize(size), max(across, down))
    return Frame(gray, across or _guessed(gray))


def _stated(image: Image.Image) -> tuple[float, float]:
    """Return the resolution across and down the upright image as the file says, or zeros where that can't be."""
    across, down = (float(value) for value in (*image.info.get("dpi", (0.0, 0.0)), 0.0)[:2])
    # Orientations from 5 on turn the image by a quarter.
    if image.getexif().get(0x0112, 1) > 4:
        across, down = down, across
    possible = all(MIN_STATED_DPI <= value <= MAX_STATED_DPI for value in (across, down))
    return (across, down) if possible else (0.0, 0.0)


def _guessed(image: Image.Image) -> float:
    short, long = sorted(image.size)
    return max(SCREEN_DPI, short / A4_WIDTH, long / A4_HEIGHT)


def _gray(image: Image.Image) -> Image.Image:
    """Return the image upright, on white where it is transparent, in gray."""
    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith("I") or upright.mode == "F":
        return _eight_bits(upright)
    if upright.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in upright.info:
        colours = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours)
    # Lightness is the first of its three bands, and Pillow has no other way to gray from there.
    return upright.getchannel(0) if upright.mode == "LAB" else upright.convert("L")


def _eight_bits(image: Image.Image) -> Image.Image:
    """Return a gray image of more than eight bits in eight; its white is the smallest usual one that it keeps to."""
    values = np.nan_to_num(np.array(image, dtype=np.float64))
    brightest = float(values.max())
    white = next((usual for usual in _WHITES if brightest <= usual), brightest)
    return Image.fromarray((values.clip(0, white) * (_WHITES[1] / white)).astype(np.uint8))


def _glance(frame: Frame, number: int) -> Page:
    image, dpi = frame.image, frame.dpi
    width, height = image.width * POINTS_PER_INCH / dpi, image.height * POINTS_PER_INCH / dpi
    facts = Page(number, 0, 0, "ocr", ("an image",), width, height)
    if min(image.size) < MIN_SIDE * dpi:
        return replace(facts, route="blank", reasons=("too small for a letter",))
    # Never below that resolution, where thin letters would be gone.
    factor = max(1, int(dpi / LOOK_DPI))
    return (
        facts
        if look_at(image.reduce(factor)).ink_share >= BLANK_INK
        else replace(facts, route="blank", reasons=("no ink",))
    )


def _scan(frame: Frame, limits: Limits) -> Scan:
    """Return the frame at a resolution that Tesseract likes and the limit allows."""
    image, dpi = frame.image, frame.dpi
    largest = sqrt(limits.max_pixels / (image.width * image.height))
    scale = min(min(MAX_DPI, max(MIN_DPI, dpi)) / dpi, largest)
    if scale != 1.0:
        image = image.resize((max(1, round(image.width * scale)), max(1, round(image.height * scale))))
    return Scan(image, dpi * scale, limits.page_seconds)


def _read_page(facts: Page, done: Done) -> PlacedPage:
    facts = replace(facts, duration_ms=round(done.seconds * 1_000))
    if done.read is None:
        reasons = (*facts.reasons, f"recognition failed: {done.failure}")
        return PlacedPage(PageRead(replace(facts, route="failed", reasons=reasons)))
    return placed_page(PageRead(facts), done.read)
