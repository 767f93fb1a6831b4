"""Text recognition: one call a page gives words, boxes and confidences, whichever engine does it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from statistics import median

from PIL import Image

from pipeline.domain.data import load_toml
from pipeline.domain.failures import DocumentFailure
from pipeline.reading.engines import ONE_BLOCK, WHOLE_PAGE, RecognitionTimeoutError, Request, Seen, engine
from pipeline.reading.paper import whitened
from pipeline.reading.pdfium import POINTS_PER_INCH
from pipeline.reading.plain_pages import is_plain
from pipeline.reading.tokens import Token
from pipeline.records import Box

__all__ = [
    "Recognised",
    "RecognitionTimeoutError",
    "fitting_dpi",
    "recognise",
    "recognise_figures",
    "tesseract_language",
]

# Below 200 dots an inch letters blur. Above 240 only time is lost: prose of 6.5 and 8 points in two typefaces, scanned
# at 300, has the same errors at 240 as at 300, in up to a sixth less time (pages of benchmarks/scans.py).
MIN_DPI = 200.0
MAX_DPI = 240.0
# What Tesseract makes of specks and lines: words it hardly believes in itself.
MIN_CONFIDENCE = 0.05
# Pages are read narrower than they are, for Tesseract's net, most of its work, takes time by the width of a line. In
# prose of 8.5 and 10.5 points in eight typefaces, condensed ones among them, 0.36 % of characters are wrong, at 0.85
# 0.42 % and at 0.7 0.40 %; in a narrow typeface alone 2 characters more in 2,500 than at 0.85.
NARROWED = 0.77
# Dots an inch that must remain across the page.
MIN_DPI_ACROSS = 184.0
# Letters of lines lower than this, in pixels, would pass for specks when narrowed: prose of 7 points.
SMALL_PRINT = 22.0
# Words of so many letters tell how high lines are; figures are lower than letters.
MIN_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Recognised:
    """Words of a page image in points, with their mean confidence (0 to 1), null without words."""

    tokens: tuple[Token, ...]
    confidence: float | None

    @property
    def text(self) -> str:
        """Return the words with single spaces."""
        return " ".join(token.text for token in self.tokens)


@cache
def installed_languages() -> frozenset[str]:
    """Return Tesseract's languages. Raises DocumentFailure: ocr_unavailable."""
    return engine().languages()


def tesseract_language(language: str | None) -> str:
    """Return Tesseract's name for a language; German where it is unknown. Raises DocumentFailure: ocr_unavailable."""
    name = str(load_toml("languages")["tesseract"].get(language or "de", "deu"))
    if name not in installed_languages():
        raise DocumentFailure("ocr_unavailable", f"language data {name}")
    return name


def fitting_dpi(native: float | None) -> float:
    """Return the resolution to render at: the image's own, between 200 and 240."""
    return MAX_DPI if native is None else min(MAX_DPI, max(MIN_DPI, native))


def recognise(
    image: Image.Image, dpi: float, language: str | None, seconds: float, adaptive: bool = False
) -> Recognised:
    """Recognise a gray page image of the given resolution.

    `adaptive` tells ink from paper by the surroundings of each pixel (Sauvola), for faint and spotted pages. A page is
    read narrower than it is, unless its print is small, and as one block where it holds nothing but running text.
    Waits for a slot first. Raises RecognitionTimeoutError, and DocumentFailure: ocr_unavailable.
    """
    page, share = whitened(image), max(NARROWED, MIN_DPI_ACROSS / dpi)
    segmentation = ONE_BLOCK if is_plain(page, dpi) else WHOLE_PAGE
    request = Request(dpi, tesseract_language(language), seconds, segmentation, adaptive)
    found = _recognise(page, request, min(1.0, share))
    return _recognise(page, request, 1.0) if share < 1.0 and _has_small_print(found, dpi) else found


def recognise_figures(image: Image.Image, dpi: float, language: str | None, seconds: float) -> Recognised:
    """Recognise a gray image that holds figures one below the other; otherwise as `recognise`."""
    request = Request(dpi, tesseract_language(language), seconds, ONE_BLOCK, even=True)
    return _recognise(image, request, 1.0)


def _recognise(image: Image.Image, request: Request, share: float) -> Recognised:
    """Recognise an image narrowed to this share of its width, with boxes as if it were not."""
    width = max(1, round(image.width * share))
    shown = image if width == image.width else image.resize((width, image.height), Image.Resampling.LANCZOS)
    scale = POINTS_PER_INCH / request.dpi
    return _recognised(engine().words(shown, request), scale * image.width / width, scale)


def _has_small_print(found: Recognised, dpi: float) -> bool:
    """Return whether most words stand in lines of small print."""
    heights = [token.size for token in found.tokens if sum(map(str.isalpha, token.text)) >= MIN_LETTERS]
    return bool(heights) and median(heights) * dpi / POINTS_PER_INCH < SMALL_PRINT


def _recognised(words: Iterable[Seen], across: float, down: float) -> Recognised:
    """Return words of an engine as tokens, boxes in points by two scales, without what is no word."""
    tokens = tuple(
        Token(word.text, _scaled(word.box, across, down), word.line_height * down, confidence=word.confidence)
        for word in words
        if word.text and word.confidence >= MIN_CONFIDENCE
    )
    letters = sum(len(token.text) for token in tokens)
    total = sum((token.confidence or 0.0) * len(token.text) for token in tokens)
    return Recognised(tokens, total / letters if letters else None)


def _scaled(box: tuple[int, int, int, int], across: float, down: float) -> Box:
    left, top, right, bottom = box
    return left * across, top * down, right * across, bottom * down
