"""The words of the surface in three languages, and numbers as people in Switzerland write them."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.domain.data import load_toml
from pipeline.domain.labels import LANGUAGES, label

UNKNOWN = "–"
_HERE = Path(__file__).resolve().parent


@cache
def load(name: str) -> dict[str, Any]:
    """Return the content of a TOML file of the explorer; treat it as read-only."""
    return tomllib.loads((_HERE / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Words:
    """The surface in one language: de, fr or it."""

    language: str

    def __call__(self, group: str, key: str) -> str:
        """Return a word of words.toml; the key itself for a column that has none."""
        entry = load("words")[group].get(key)
        return str(entry[self.language]) if entry else key

    def value(self, vocabulary: str | None, value: object) -> str:
        """Return what people read for a value of a table: its label, a Swiss number, a dash for unknown."""
        if value is None or (isinstance(value, float) and math.isnan(value)):
            return UNKNOWN
        if isinstance(value, bool):
            return label("bool", str(value).lower(), self.language)
        if isinstance(value, int | float):
            return number(value)
        if isinstance(value, str):
            return label(vocabulary, value, self.language) if vocabulary else value
        items = [self.value(vocabulary, item) for item in value] if hasattr(value, "__iter__") else [str(value)]
        return ", ".join(items) or UNKNOWN

    def area(self, value: object) -> str:
        """Return the short name of an area, as tables have it; a dash for none."""
        known = load_toml("comparison")["areas"]
        return str(known[value][self.language]) if value in known else UNKNOWN


def moment(text: str) -> str:
    """Return a time in ISO 8601 as people in Switzerland write it, in its own zone: 22.11.2026, 19:06 UTC."""
    at = datetime.fromisoformat(text)
    return f"{at:%d.%m.%Y, %H:%M} {at.tzname() or ''}".rstrip()


def language_of(locale: str | None) -> str:
    """Return the surface's language for what a browser asks for, such as `fr-CH`; German where there is none."""
    wanted = (locale or "").lower()[:2]
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


def number(value: float) -> str:
    """Return a number with the Swiss apostrophe between thousands: 1’234’567, 0.5."""
    digits = f"{value:,.0f}" if float(value).is_integer() or abs(value) >= 1000 else f"{value:,.2f}"
    return digits.replace(",", "’").replace("-", "−")
