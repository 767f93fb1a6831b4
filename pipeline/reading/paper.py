"""Paper and ink of a page image: whether the ink is faint or shadows lie on the paper, and what to do about it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

# Ink of usual print is over 100 grey levels darker than its paper; fainter than this, Tesseract takes it for paper.
MIN_CONTRAST = 90
# The darkest pixels: fewer than a short line of text has, more than specks.
DARKEST_SHARE = 0.0002
# Ink and its edges take less than a quarter of a page, so that this quantile of its greys is paper.
PAPER_QUANTILE = 0.75
# Noise of scanned paper strays so far from its grey; what is no darker says nothing about letters.
PAPER_NOISE = 24
WHITE = 255
# Shadows are looked for at this resolution, in fields of so many pixels a side: a third of an inch.
SHADOW_DPI = 60.0
FIELD = 20
# A field's brightest pixels are paper; in the shadow they are this much darker than on the rest of the page.
SHADE = 0.75
# So much of the page must be in the shadow; edges and holes of the binder are not worth another reading.
MIN_SHADOW = 0.1
# Light that falls off over a page leaves this share of its paper so much darker than the brightest; no scanner does.
FALL_OFF, MIN_UNEVEN = 0.92, 0.2
# What is darker than this beside the paper is the desk below it, or print.
DESK = 0.55
# Fields wholly under print take the brightness of those around.
AROUND = 5


def is_faint(image: Image.Image) -> bool:
    """Return whether the ink of a gray image is hardly darker than its paper."""
    dark, paper = _ink_and_paper(image)
    return paper - dark < MIN_CONTRAST


def strengthened(image: Image.Image) -> Image.Image:
    """Return a faint image with its ink black and its paper white, without the specks that come with it."""
    dark, paper = _ink_and_paper(image)
    spread = max(1, paper - dark)
    stretched = image.point([max(0, min(255, (level - dark) * 255 // spread)) for level in range(256)])
    return stretched.filter(ImageFilter.MedianFilter(3))


def whitened(image: Image.Image) -> Image.Image:
    """Return a gray image with its paper all white, and its ink as it was.

    Tesseract packs each line it reads, and noise packs badly: white paper saves it 5 % of its time. Stretching the ink
    with the paper would move Tesseract's threshold between them, which breaks letters of small print.
    """
    _, paper = _ink_and_paper(image)
    return image.point([WHITE if level >= paper - PAPER_NOISE else level for level in range(WHITE + 1)])


def _ink_and_paper(image: Image.Image) -> tuple[int, int]:
    """Return the grey of the darkest pixels and of the paper: on a page, most pixels are."""
    counts = np.array(image.histogram()[:256]).cumsum()
    dark, paper = np.searchsorted(counts, np.array((DARKEST_SHARE, PAPER_QUANTILE)) * counts[-1])
    return int(dark), int(paper)


def has_shadows(image: Image.Image, dpi: float) -> bool:
    """Return whether part of the paper is much darker than the rest, as in photographs and copies of books."""
    fields = _fields(image, dpi)
    return fields.size > 0 and float((fields < SHADE * np.median(fields)).mean()) >= MIN_SHADOW


def is_unevenly_lit(image: Image.Image, dpi: float) -> bool:
    """Return whether the light falls off over the paper of a gray image, as in most photographs."""
    fields = _fields(image, dpi)
    if not fields.size:
        return False
    brightest = float(np.percentile(fields, 90))
    paper = fields[fields >= DESK * brightest]
    return float((paper < FALL_OFF * brightest).mean()) >= MIN_UNEVEN


def evenly_lit(image: Image.Image, dpi: float) -> Image.Image:
    """Return a gray image as bright everywhere as where it is brightest: each pixel by the paper around it."""
    fields = _fields(image, dpi)
    brightest = float(np.percentile(fields, 90))
    paper = Image.fromarray(np.clip(fields, DESK * brightest, 255).astype(np.uint8))
    light = paper.filter(ImageFilter.MedianFilter(AROUND)).resize(image.size, Image.Resampling.BILINEAR)
    even = np.asarray(image, dtype=np.float32) * (brightest / np.asarray(light, dtype=np.float32))
    return Image.fromarray(np.clip(even, 0, 255).astype(np.uint8))


def _fields(image: Image.Image, dpi: float) -> NDArray[np.uint8]:
    """Return how bright the paper is in each field of a third of an inch: its brightest pixel at low resolution."""
    small = np.asarray(image.reduce(max(1, round(dpi / SHADOW_DPI))))
    rows, columns = small.shape[0] // FIELD, small.shape[1] // FIELD
    cut: NDArray[np.uint8] = small[: rows * FIELD, : columns * FIELD].reshape(rows, FIELD, columns, FIELD)
    return cut.max(axis=(1, 3)) if rows * columns else np.zeros((0, 0), dtype=np.uint8)
