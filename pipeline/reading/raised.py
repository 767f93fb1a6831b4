"""Raised numbers in running text: `m²` stays a unit, a note's number does not become part of an amount."""

from __future__ import annotations

import re

# Units with a power are short: m, km, cm.
MAX_UNIT = 2

_NUMBERS = re.compile(r"\s*\d+(?:\s*[,;]\s*\d+)*\)?\s*")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(text: str, before: str) -> str:
    """Return how raised text reads after the text before it: `m²`, `120'000 Franken[1]`, `2bis`."""
    if not _NUMBERS.fullmatch(text):
        return text
    unit = _LAST_WORD.search(before)
    if unit and len(unit.group()) <= MAX_UNIT:
        return text.translate(_SUPERSCRIPT)
    return f"[{text.strip().rstrip(')')}]"
