"""Text recognition: one call a page gives words, boxes and confidences, whichever engine does it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from PIL import Image

from pipeline.domain.data import load_toml
from pipeline.domain.failures import DocumentFailure
from pipeline.reading.engines import RecognitionTimeoutError, Request, Seen, engine
from pipeline.reading.pdfium import POINTS_PER_INCH
from pipeline.reading.tokens import Token
from pipeline.records import Box

__all__ = ["Recognised", "RecognitionTimeoutError", "fitting_dpi", "recognise", "tesseract_language"]

# Below 200 dots an inch letters blur. Above 240 only time is lost: prose of 6.5 and 8 points in two typefaces, scanned
# at 300, has the same errors at 240 as at 300, in up to a sixth less time (pages of benchmarks/scans.py).
MIN_DPI = 200.0
MAX_DPI = 240.0
# What Tesseract makes of specks and lines: words it hardly believes in itself.
MIN_CONFIDENCE = 0.05
WHOLE_PAGE = 3  # segmentation: fully automatic, without orientation


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
    image: Image.Image,
    dpi: float,
    language: str | None,
    seconds: float,
    segmentation: int = WHOLE_PAGE,
    adaptive: bool = False,
) -> Recognised:
    """Recognise a gray page image of the given resolution.

    `segmentation` is Tesseract's page segmentation mode; `adaptive` tells ink from paper by the surroundings of each
    pixel (Sauvola), for faint and spotted pages. Waits for a slot first. Raises RecognitionTimeoutError, and
    DocumentFailure: ocr_unavailable.
    """
    request = Request(dpi, tesseract_language(language), seconds, segmentation, adaptive)
    return recognised_words(engine().words(image, request), POINTS_PER_INCH / dpi)


def recognised_words(words: Iterable[Seen], scale: float) -> Recognised:
    """Return words of an engine as tokens, boxes times `scale`, without what is no word."""
    tokens = tuple(
        Token(word.text, _scaled(word.box, scale), word.line_height * scale, confidence=word.confidence)
        for word in words
        if word.text and word.confidence >= MIN_CONFIDENCE
    )
    letters = sum(len(token.text) for token in tokens)
    total = sum((token.confidence or 0.0) * len(token.text) for token in tokens)
    return Recognised(tokens, total / letters if letters else None)


def _scaled(box: tuple[int, int, int, int], scale: float) -> Box:
    left, top, right, bottom = box
    return left * scale, top * scale, right * scale, bottom * scale
