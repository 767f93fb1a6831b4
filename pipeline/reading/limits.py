"""How big a document may be before reading it would endanger the run, and how a person sets that."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from pipeline.domain.failures import DocumentFailure

PREFIX = "KIP_"
_SIZE = re.compile(r"(\d[\d_]*(?:\.\d+)?)\s*([kMG]?)B?")
_FACTORS = {"": 1, "k": 1_000, "M": 1_000_000, "G": 1_000_000_000}


def bound(default: float, meaning: str, *, shapes: bool = False) -> Any:
    """Declare a limit with its meaning; `shapes` says that documents within it may read otherwise with another one."""
    return field(default=default, metadata={"meaning": meaning, "shapes": shapes})


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds of one document; over most of them reading ends as `too_large`.

    Each is a setting: an environment variable of its name in capitals after KIP_, such as KIP_MAX_PAGES.
    """

    max_bytes: int = bound(200_000_000, "bytes of the file")
    max_pages: int = bound(2_000, "pages of a document, or frames of an image")
    max_pixels: int = bound(60_000_000, "pixels of an image, and of a page as it is drawn", shapes=True)
    page_seconds: float = bound(90.0, "seconds the recognition of one page may take; then the page fails", shapes=True)
    max_unzipped: int = bound(500_000_000, "bytes of a zipped document (Word, Excel) once unpacked")
    max_markup: int = bound(50_000_000, "bytes of a web page, or of one XML part of a zipped document")
    max_parts: int = bound(10_000, "parts in a zipped document")
    max_cells: int = bound(100_000, "cells of a table or workbook, merged ones counted in full")
    max_nesting: int = bound(
        200, "levels of a web page that are told apart, 200 at most; deeper text is read as one", shapes=True
    )
    max_chars: int = bound(10_000_000, "characters of text")
    max_memory: int = bound(0, "bytes of memory of one worker; 0 for its share of the machine, from 3 to 8 GiB")

    def check(self, name: str, count: int, what: str) -> None:
        """Raise DocumentFailure too_large where there is more of something than the limit of this name."""
        limit = getattr(self, name)
        if count > limit:
            raise DocumentFailure("too_large", f"{count} {what}, limit {limit}, setting {setting_of(name)}")


DEFAULT_LIMITS = Limits()


def setting_of(name: str) -> str:
    """Return the environment variable that sets a limit."""
    return PREFIX + name.upper()


def limits_from(environment: Mapping[str, str]) -> Limits:
    """Return the limits as a person has set them, such as KIP_MAX_BYTES=500M. Raises ValueError with a sentence."""
    stated = {limit.name: environment.get(setting_of(limit.name), "").strip() for limit in fields(Limits)}
    return Limits(**{name: _number(setting_of(name), text) for name, text in stated.items() if text})


def _number(setting: str, text: str) -> Any:
    found = _SIZE.fullmatch(text)
    if not found:
        raise ValueError(f"{setting} is {text!r}; give a number, such as 500000 or 500k, 20M or 2G.")
    number = float(found.group(1)) * _FACTORS[found.group(2)]
    return int(number) if number.is_integer() else number
