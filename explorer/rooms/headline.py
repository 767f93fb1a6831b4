"""What a row says, in one line, and why it waits for a person."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from explorer.data import known_of
from explorer.house import House
from explorer.markup import caption
from explorer.queue import causes
from explorer.rooms.findings import shortened
from explorer.words import UNKNOWN
from pipeline.reporting.telling import tell


def headline(house: House, name: str, row: Mapping[str, Any]) -> str:
    """Return what a row of the table `name` says and, where it waits, why, as HTML."""
    words, known = house.words, known_of(name, row)
    said = " · ".join(text for text in (known["canton"], tell(name, known, words.value)) if text)
    title = f"<h2 class='kip-headline'>{escape(words('rooms', name))}: {escape(shortened(said))}</h2>"
    if not known["needs_review"]:
        return title
    why = [words("waits", cause).format(**_seen(house, known)) for cause in causes(name, known)]
    return title + caption(" ".join([words("text", "why_waiting"), *why]))


def _seen(house: House, row: Mapping[str, Any]) -> dict[str, str]:
    words = house.words
    sure = row.get("foerderbereich_confidence")
    return {
        "confidence": f"{row['confidence']:.0%}",
        "area_confidence": UNKNOWN if sure is None else f"{sure:.0%}",
        "second": words.value("foerderbereich", row.get("second_foerderbereich")),
        "readings": words.value(None, row.get("alternatives")),
    }
