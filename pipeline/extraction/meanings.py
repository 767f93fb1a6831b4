"""An abbreviation that a text itself spells out as something of another field is not that of the programmes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.domain.lexicon import SUPPORTED, joined_pattern
from pipeline.extraction.passages import Passage

# Stands where the abbreviation stood: as long, and no word of any field.
_BLANK = "_"


def of_this_field(found: Sequence[Passage], language: str | None) -> list[Passage]:
    """Return the passages with an abbreviation of another field's made unreadable, each character by one.

    `Kommunales Investitionsprogramm (KIP)` says what the three letters mean in its document.
    """
    known = language or SUPPORTED[0]
    if known not in SUPPORTED:
        return list(found)
    spelled = joined_pattern(known, "integration", "other_meaning_re")
    if not any(spelled.search(passage.text) for passage in found):
        return list(found)
    short = joined_pattern(known, "integration", "abbreviation_re")
    return [replace(passage, text=short.sub(lambda m: _BLANK * len(m[0]), passage.text)) for passage in found]
