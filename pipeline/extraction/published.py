"""When a document was issued, and of which sitting it is: dates by the words beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.domain.lexicon import SUPPORTED, says
from pipeline.extraction.periods import Day, find_dates
from pipeline.extraction.references import cited_decisions
from pipeline.records import Document

MARGINS = ("header", "footer")
# A date of the head stands in the first lines, one that its words tell apart anywhere on the first page.
HEAD_CHARACTERS = 2500
FIRST_CHARACTERS = 600
# Place and date of signatures stand in the last lines.
LAST_CHARACTERS = 600
# Whose date it is stands right before it, on its line.
_BEFORE = 90
# Between the number of a decision and its date: ` vom `.
_OF_A_NUMBER = 8
_FULL = len("2023-06-08")


@dataclass(frozen=True, slots=True)
class _Place:
    """A date with the words before it on its line, and what follows there."""

    day: Day
    before: str
    after: str

    @property
    def full(self) -> bool:
        return len(self.day.iso) == _FULL


def published(document: Document, text: str, language: str) -> str | None:
    """Return the ISO date on which a document was issued, as precise as it says, or null.

    The file's own date comes first, then a sitting, a place with a date or a line that is a date, on the first page or
    among the signatures, then any date of the first lines. Dates of laws, of decisions cited and of what begins or
    ends are none of these; that of something told (`Am 3. Mai hat …`) comes last.
    """
    stated = dict(document.metadata).get("date")
    if stated and re.match(r"\d{4}-\d{2}-\d{2}", stated):
        return stated[:_FULL]
    margins = "\n".join(margins_of(document))[:FIRST_CHARACTERS]
    head, first = (_places(text[:length], language) for length in (HEAD_CHARACTERS, FIRST_CHARACTERS))
    last = _places(text[-LAST_CHARACTERS:], language)
    plain = [place for place in first if place.full and not says(place.before, language, "documents", "told_date_re")]
    ranked = [
        *(place for place in head if place.full and _is_issued(place, language)),
        *plain,
        *(place for place in [*_places(margins, language), *last] if _is_issued(place, language)),
        *(place for place in head if _is_issued(place, language)),
        *(place for place in first if place.full),
    ]
    return ranked[0].day.iso if ranked else None


def margins_of(document: Document) -> Iterator[str]:
    """Yield the texts of the headers and footers of the pages, in order."""
    return (document.text[block.start : block.end] for block in document.blocks if block.kind in MARGINS)


def sitting_of(text: str, language: str) -> str | None:
    """Return the ISO date of the sitting a text reports on, as its first lines name it, or null."""
    if language not in SUPPORTED:
        return None
    days = (place for place in _places(text[:FIRST_CHARACTERS], language) if place.full)
    return next((place.day.iso for place in days if says(place.before, language, "documents", "sitting_re")), None)


def act_dates(text: str, language: str) -> list[Day]:
    """Return the dates of a text that may be those of acts: without those of the laws it names, of begin and end."""
    others = ("law_date_re", "term_date_re")
    dated = ((day, text[max(0, day.start - _BEFORE) : day.start]) for day in find_dates(text, language))
    return [day for day, before in dated if not any(says(before, language, "documents", key) for key in others)]


def _places(text: str, language: str) -> list[_Place]:
    """Return the dates of a text that may be its own."""
    found_numbers = cited_decisions(text, language) if language in SUPPORTED else []
    cited = [(item.end, text.rfind("\n", 0, item.start) + 1 == item.start) for item in found_numbers]
    found = []
    for day in find_dates(text, language):
        line = text.rfind("\n", 0, day.start) + 1
        place = _Place(
            day,
            text[max(line, day.start - _BEFORE) : day.start],
            text[day.end : text.find("\n", day.end) if "\n" in text[day.end :] else len(text)],
        )
        of_another = any(0 <= day.start - end < _OF_A_NUMBER and not title for end, title in cited)
        # The line may be broken between a law and its date.
        around = " ".join(text[max(0, day.start - _BEFORE) : day.start].split()) + " "
        others = any(says(around, language, "documents", key) for key in ("law_date_re", "no_issue_re"))
        if says(place.before, language, "documents", "issued_re") or not (of_another or others):
            found.append(place)
    return found


def _is_issued(place: _Place, language: str) -> bool:
    """Tell whether the words before a date, or its standing alone on its line, make it the document's."""
    if says(place.before, language, "documents", "issued_re"):
        return True
    if place.after.strip():
        return False
    # Further down a line that is a date is a cell of a table.
    early = place.day.start < FIRST_CHARACTERS and not place.before.strip()
    return early or says(place.before, language, "documents", "line_date_re")
