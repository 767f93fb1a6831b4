"""What a program that knows English letters only makes of German print.

The slips are those seen in text layers of scans: umlauts lost or split, `fi` for `fü`, quotation marks made straight,
roman numerals read as ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice

import pypdfium2

# Longer patterns first; where several readings are given they take turns.
SLIPS = (
    ("für", ("fiir", "fur", "flir")),
    ("Fö", ("Fé", "Fo")),
    ("fö", ("fé", "fo")),
    ("ü", ("ii", "u")),
    ("ö", ("o", "6")),
    ("ä", ("a", "4")),
    ("Ü", ("U",)),
    ("Ö", ("O",)),
    ("Ä", ("A",)),
    ("II", ("11", "Il")),
    ("–", ("-",)),
    ("«", ('"',)),
    ("»", ('"',)),
    ("’", ("'",)),
    ("§", ("8",)),
)  # fmt: skip
# Descenders hang this share of the line's height under its base line.
DESCENT = 0.2


@dataclass(frozen=True, slots=True)
class Reading:
    """A line as it was read; place and size in points from the lower left corner."""

    text: str
    x: float
    y: float
    width: float
    height: float


def misread(text: str) -> str:
    """Return the text with the slips, each kind in its own turn."""
    for pattern, readings in SLIPS:
        parts = text.split(pattern)
        turns = islice(cycle(readings), len(parts) - 1)
        text = parts[0] + "".join(reading + part for reading, part in zip(turns, parts[1:], strict=True))
    return text


def misread_lines(data: bytes) -> list[list[Reading]]:
    """Return the misread lines of each page of a PDF."""
    with pypdfium2.PdfDocument(data) as document:
        return [list(_page_lines(page.get_textpage())) for page in document]


def _page_lines(page: pypdfium2.PdfTextPage) -> Iterator[Reading]:
    for number in range(page.count_rects()):
        left, bottom, right, top = page.get_rect(number)
        words = " ".join(page.get_text_bounded(left, bottom, right, top).split())
        if words:
            height = top - bottom
            yield Reading(misread(words), left, bottom + DESCENT * height, right - left, height)
