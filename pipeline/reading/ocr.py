"""Text recognition with Tesseract: one call a page gives words, boxes and confidences."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytesseract
from PIL import Image

from pipeline.domain.data import load_toml
from pipeline.domain.failures import DocumentFailure
from pipeline.reading.pdfium import POINTS_PER_INCH
from pipeline.reading.tokens import Token
from pipeline.records import Box

# Resolution that Tesseract's models were made for; below 200 letters blur, above 300 time is lost.
MIN_DPI = 200.0
MAX_DPI = 300.0
# Threads of one Tesseract wait for one another: 15 s instead of 4 s a page were measured.
_THREADS = ("OMP_THREAD_LIMIT", "1")
# What Tesseract makes of specks and lines: words it hardly believes in itself.
MIN_CONFIDENCE = 0.05
WHOLE_PAGE = 3  # segmentation: fully automatic, without orientation
_WORD_LEVEL = 5


@dataclass(frozen=True, slots=True)
class Recognised:
    """Words of a page image in points, with their mean confidence (0 to 1), null without words."""

    tokens: tuple[Token, ...]
    confidence: float | None

    @property
    def text(self) -> str:
        """Return the words with single spaces."""
        return " ".join(token.text for token in self.tokens)


class RecognitionTimeoutError(Exception):
    """Tesseract took longer than allowed on one page."""


@cache
def installed_languages() -> frozenset[str]:
    """Return Tesseract's languages. Raises DocumentFailure: ocr_unavailable."""
    try:
        return frozenset(pytesseract.get_languages())
    except (pytesseract.TesseractNotFoundError, OSError) as error:
        raise DocumentFailure("ocr_unavailable", "tesseract is not installed") from error


def tesseract_language(language: str | None) -> str:
    """Return Tesseract's name for a language; German where it is unknown. Raises DocumentFailure: ocr_unavailable."""
    name = str(load_toml("languages")["tesseract"].get(language or "de", "deu"))
    if name not in installed_languages():
        raise DocumentFailure("ocr_unavailable", f"language data {name}")
    return name


def fitting_dpi(native: float | None) -> float:
    """Return the resolution to render at: the image's own, between 200 and 300."""
    return MAX_DPI if native is None else min(MAX_DPI, max(MIN_DPI, native))


def recognise(
    image: Image.Image, dpi: float, language: str | None, seconds: float, segmentation: int = WHOLE_PAGE
) -> Recognised:
    """Recognise a gray page image of the given resolution; `segmentation` is Tesseract's page segmentation mode.

    Raises RecognitionTimeoutError, and DocumentFailure: ocr_unavailable.
    """
    name = tesseract_language(language)
    os.environ[_THREADS[0]] = _THREADS[1]
    # Without a format pytesseract writes PNG, which takes longer than some pages take to recognise.
    image.format = "PPM"
    config = f"--dpi {round(dpi)} --psm {segmentation}"
    try:
        data: Mapping[str, Sequence[Any]] = pytesseract.image_to_data(
            image, lang=name, config=config, timeout=seconds, output_type=pytesseract.Output.DICT
        )
    except pytesseract.TesseractNotFoundError as error:
        raise DocumentFailure("ocr_unavailable", "tesseract is not installed") from error
    except pytesseract.TesseractError:
        # An image too small or without any text ends like this; the page then has no words.
        return Recognised((), None)
    except RuntimeError as error:
        raise RecognitionTimeoutError(f"no result after {seconds:g} s") from error
    return _recognised(data, POINTS_PER_INCH / dpi)


def _recognised(data: Mapping[str, Sequence[Any]], scale: float) -> Recognised:
    heights: dict[tuple[int, ...], float] = {}
    tokens: list[Token] = []
    for index, level in enumerate(data["level"]):
        line = tuple(data[key][index] for key in ("block_num", "par_num", "line_num"))
        if level == _WORD_LEVEL - 1:
            heights[line] = data["height"][index] * scale
        text, confidence = str(data["text"][index]).strip(), float(data["conf"][index]) / 100
        if level == _WORD_LEVEL and text and confidence >= MIN_CONFIDENCE:
            box = _box(data, index, scale)
            tokens.append(Token(text, box, heights[line], confidence=confidence))
    letters = sum(len(token.text) for token in tokens)
    total = sum((token.confidence or 0.0) * len(token.text) for token in tokens)
    return Recognised(tuple(tokens), total / letters if letters else None)


def _box(data: Mapping[str, Sequence[Any]], index: int, scale: float) -> Box:
    left, top = data["left"][index] * scale, data["top"][index] * scale
    return left, top, left + data["width"][index] * scale, top + data["height"][index] * scale
