"""Engines of text recognition behind one interface: pytesseract, or tesserocr where KIP_OCR_ENGINE asks for it."""

from __future__ import annotations

import importlib
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

import pytesseract
from PIL import Image

from pipeline.domain.failures import DocumentFailure
from pipeline.reading.processes import time_limit
from pipeline.reading.slots import slot, slot_with

SETTING = "KIP_OCR_ENGINE"
DEFAULT = "pytesseract"
# Threads of one Tesseract wait for one another: 15 s instead of 4 s a page were measured.
_THREADS = ("OMP_THREAD_LIMIT", "1")
# pytesseract ends Tesseract itself so much later, where its processes can't be listed.
_GRACE_S = 2.0
ORIENTATION_ONLY = 0  # page segmentation modes
WHOLE_PAGE = 3  # fully automatic, without orientation
ONE_BLOCK = 6  # a single uniform block of text
_THRESHOLDING = "thresholding_method"
_OTSU, _SAUVOLA = "0", "2"
# kip lays out the page itself, and a net that reads whole lines needs no widths of single letters: Tesseract's search
# for paragraphs, and on pages for letters of one width, would be 4 % of its time.
_PARAGRAPHS, _PROPORTIONAL = "paragraph_text_based", "textord_all_prop"
_LINE_LEVEL, _WORD_LEVEL = 4, 5


class RecognitionTimeoutError(Exception):
    """Recognition took longer than allowed on one page."""


@dataclass(frozen=True, slots=True)
class Request:
    """How to recognise an image: resolution, Tesseract's language, seconds, segmentation mode.

    `adaptive` asks for Sauvola's threshold between ink and paper in place of Otsu's; `even` says that letters may be of
    one width, as figures are.
    """

    dpi: float
    language: str
    seconds: float
    segmentation: int
    adaptive: bool = False
    even: bool = False

    @property
    def variables(self) -> Mapping[str, str]:
        """Return Tesseract's settings for this request."""
        return {
            _THRESHOLDING: _SAUVOLA if self.adaptive else _OTSU,
            _PARAGRAPHS: "0",
            _PROPORTIONAL: str(int(not self.even)),
        }


@dataclass(frozen=True, slots=True)
class Seen:
    """A word as recognised: box and height of its line in pixels from the top left, confidence from 0 to 1."""

    text: str
    box: tuple[int, int, int, int]
    line_height: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Turn:
    """How far to turn an image clockwise so that its text stands upright, in degrees, and Tesseract's confidence."""

    degrees: int
    confidence: float


class Engine(Protocol):
    """Recognises gray images. All methods raise DocumentFailure: ocr_unavailable, where the engine isn't installed."""

    def languages(self) -> frozenset[str]:
        """Return Tesseract's names of the languages at hand."""

    def words(self, image: Image.Image, request: Request) -> list[Seen]:
        """Return the words in reading order. Raises RecognitionTimeoutError."""

    def turn(self, image: Image.Image, dpi: float, seconds: float) -> Turn | None:
        """Return which way up the text is, or null where that can't be told."""


def engine() -> Engine:
    """Return the engine that KIP_OCR_ENGINE names, pytesseract without it. Raises DocumentFailure: ocr_unavailable."""
    name = os.environ.get(SETTING) or DEFAULT
    if name not in _ENGINES:
        raise DocumentFailure("ocr_unavailable", f"{SETTING} is {name}; known are {', '.join(_ENGINES)}")
    return _made(name)


@cache
def _made(name: str) -> Engine:
    return _ENGINES[name]()


class Pytesseract:
    """Tesseract's command, one process a page."""

    def __init__(self) -> None:
        """Let each Tesseract process use one thread."""
        os.environ[_THREADS[0]] = _THREADS[1]

    def languages(self) -> frozenset[str]:
        """Return Tesseract's names of the languages at hand."""
        try:
            return frozenset(pytesseract.get_languages())
        except (pytesseract.TesseractNotFoundError, OSError) as error:
            raise _not_installed("tesseract") from error

    def words(self, image: Image.Image, request: Request) -> list[Seen]:
        """Return the words in reading order; none for an image that Tesseract calls too small or empty."""
        config = [f"--dpi {round(request.dpi)} --psm {request.segmentation}"]
        config += [f"-c {name}={value}" for name, value in request.variables.items()]
        options = {"lang": request.language, "config": " ".join(config)}
        data = self._ask(pytesseract.image_to_data, image, request.seconds, options)
        return list(_seen(data)) if data else []

    def turn(self, image: Image.Image, dpi: float, seconds: float) -> Turn | None:
        """Return which way up the text is, or null where Tesseract finds too few letters."""
        options = {"config": f"--dpi {round(dpi)} --psm {ORIENTATION_ONLY}"}
        data = self._ask(pytesseract.image_to_osd, image, seconds, options)
        return Turn(int(data["rotate"]), float(data["orientation_conf"])) if data else None

    @staticmethod
    def _ask(function: Any, image: Image.Image, seconds: float, options: Mapping[str, str]) -> Mapping[str, Any] | None:
        with slot_with(image) as path, time_limit(seconds, str(path)) as over:
            try:
                data: Mapping[str, Any] = function(
                    str(path), **options, timeout=seconds + _GRACE_S, output_type=pytesseract.Output.DICT
                )
            except pytesseract.TesseractNotFoundError as error:
                raise _not_installed("tesseract") from error
            except (pytesseract.TesseractError, FileNotFoundError):
                # An image too small or without any text ends like this, and so does a process that was ended.
                data = {}
            except RuntimeError as error:
                raise RecognitionTimeoutError(f"no result after {seconds:g} s") from error
            if over.is_set():
                raise RecognitionTimeoutError(f"no result after {seconds:g} s")
        return data or None


def _seen(data: Mapping[str, Sequence[Any]]) -> Iterator[Seen]:
    heights: dict[tuple[int, ...], int] = {}
    for index, level in enumerate(data["level"]):
        line = tuple(data[key][index] for key in ("block_num", "par_num", "line_num"))
        left, top, width, height = (data[key][index] for key in ("left", "top", "width", "height"))
        if level == _LINE_LEVEL:
            heights[line] = height
        elif level == _WORD_LEVEL:
            box = (left, top, left + width, top + height)
            yield Seen(str(data["text"][index]).strip(), box, heights[line], float(data["conf"][index]) / 100)


class Tesserocr:
    """Tesseract as a library: no process to start and to end for each page, a second package to install."""

    def __init__(self) -> None:
        """Import the library. Raises DocumentFailure: ocr_unavailable."""
        try:
            self._library: Any = importlib.import_module("tesserocr")
        except ImportError as error:
            raise _not_installed("tesserocr") from error
        self._folder = _language_folder()
        self._apis = threading.local()

    def languages(self) -> frozenset[str]:
        """Return Tesseract's names of the languages at hand."""
        return frozenset(self._library.get_languages(self._folder)[1])

    def words(self, image: Image.Image, request: Request) -> list[Seen]:
        """Return the words in reading order."""
        api = self._api(request.language)
        with slot():
            api.SetPageSegMode(request.segmentation)
            for name, value in request.variables.items():
                api.SetVariable(name, value)
            api.SetImage(image)
            api.SetSourceResolution(round(request.dpi))
            try:
                if not api.Recognize(round(request.seconds * 1_000)):
                    raise RecognitionTimeoutError(f"no result after {request.seconds:g} s")
                return list(self._words(api))
            finally:
                api.Clear()

    def turn(self, image: Image.Image, dpi: float, seconds: float) -> Turn | None:
        """Return which way up the text is, or null where that can't be told; it takes a second at most."""
        api = self._api("osd")
        with slot():
            api.SetPageSegMode(ORIENTATION_ONLY)
            api.SetImage(image)
            api.SetSourceResolution(round(dpi))
            found = api.DetectOrientationScript()
            api.Clear()
        # The library tells how the text is turned, the command how to turn it back.
        return Turn(int(360 - found["orient_deg"]) % 360, float(found["orient_conf"])) if found else None

    def _api(self, language: str) -> Any:
        known = self._apis.__dict__.setdefault("by_language", {})
        if language not in known:
            known[language] = self._library.PyTessBaseAPI(path=self._folder, lang=language)
        return known[language]

    def _words(self, api: Any) -> Iterator[Seen]:
        level = self._library.RIL
        for word in self._library.iterate_level(api.GetIterator(), level.WORD):
            if word.Empty(level.WORD):
                continue
            _, top, _, bottom = word.BoundingBox(level.TEXTLINE)
            text = word.GetUTF8Text(level.WORD).strip()
            yield Seen(text, word.BoundingBox(level.WORD), bottom - top, word.Confidence(level.WORD) / 100)


def _language_folder() -> str:
    """Return where Tesseract's language data lies. Raises DocumentFailure: ocr_unavailable."""
    if named := os.environ.get("TESSDATA_PREFIX"):
        return named
    command = shutil.which("tesseract")
    if command is None:
        raise _not_installed("tesseract")
    listing = subprocess.run([command, "--list-langs"], capture_output=True, text=True, check=False)  # noqa: S603
    folder = re.search(r'"(.+)"', listing.stdout + listing.stderr)
    if folder is None:
        raise _not_installed("tesseract's language data")
    return folder[1]


def _not_installed(what: str) -> DocumentFailure:
    return DocumentFailure("ocr_unavailable", f"{what} is not installed")


_ENGINES: Mapping[str, type[Pytesseract] | type[Tesserocr]] = {DEFAULT: Pytesseract, "tesserocr": Tesserocr}
