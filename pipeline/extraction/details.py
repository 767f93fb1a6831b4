"""What is said of a measure beside its name, in running text: by the trained recogniser and by rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.extraction.audience import addressed
from pipeline.extraction.measures import Found
from pipeline.extraction.passages import Passage, bullet_length
from pipeline.extraction.recogniser import Recognised
from pipeline.extraction.sentences import bounds_or_whole
from pipeline.extraction.surroundings import Surroundings
from pipeline.extraction.telling import (
    NO_YEARS,
    Years,
    may_provide,
    providers_named,
    providers_told,
    responsible_told,
    schedule_told,
    status_told,
    without_particle,
    years_told,
)

# Calibrated share of right spans below which a trained detail is left out (see models/de_kip/README.md).
THRESHOLD = 0.6
# A shorter rest of an item describes nothing.
SHORTEST_DESCRIPTION = 3
_DESCRIBES = re.compile(r"\s*(?:[:.]|\s[–—-])\s+(?P<text>\S.*)", re.DOTALL)
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Details:
    """What a table row or a sentence says of a measure beside its name.

    `audience` is the cell of a column for it, `audience_told` what sentences say of whom it is for; `years` are its
    first and last, `goals` the ids of those it serves.
    """

    description: str | None = None
    foerderbereich: str | None = None
    assigned_by: str | None = None
    providers: tuple[str, ...] = ()
    responsible: str | None = None
    schedule: str | None = None
    audience: str = ""
    audience_told: str = ""
    status: str | None = None
    years: Years = NO_YEARS
    goals: tuple[str, ...] = ()


def details_of(
    item: Found, around: Surroundings, spans: Sequence[Recognised], passage: Passage, language: str
) -> Details:
    """Return what the sentences around a measure of a passage say of it."""
    name = passage.text[item.start : item.end]
    sure = [span for span in spans if span.confidence >= THRESHOLD]
    providing = [span for span in sure if may_provide(around.text, span.start, span.end, language)]
    trained = [without_particle(quote, language) for quote in _quotes(around, providing, "PROVIDER", item)]
    trained_lead = _quotes(around, sure, "RESPONSIBLE", item)
    told = responsible_told(around.texts, language)
    return Details(
        description=_description(around, language),
        providers=_distinct([*trained, *providers_told(around.texts, language), *providers_named(name, language)]),
        audience_told=_audience(item, around, sure, language),
        responsible=told or next(iter(trained_lead), None),
        schedule=schedule_told((around.told, *around.following), language),
        status=status_told(around.texts, language),
        years=years_told(around.texts, language),
    )


def _quotes(around: Surroundings, spans: Iterable[Recognised], label: str, item: Found) -> list[str]:
    """Return the trained spans of a label in the sentence of a measure; a measure is nobody's name."""
    start, end = around.head[0], max(around.tail[1], item.end)
    return [
        " ".join(around.text[span.start : span.end].split())
        for span in spans
        if span.label == label and start <= span.start < end and not span.start <= item.start < span.end
    ]


def _audience(item: Found, around: Surroundings, spans: Iterable[Recognised], language: str) -> str:
    """Return what is said of whom a measure is for, not its neighbours: behind its name, before it, or right after."""
    own = (*around.head, item.start, around.own_tail[1])
    trained = [
        around.text[span.start : span.end]
        for span in spans
        if span.label == "TARGET_GROUP" and (own[0] <= span.start < own[1] or own[2] <= span.start < own[3])
    ]
    texts = (around.text[item.start : around.own_tail[1]], around.text[slice(*around.head)], *around.following)
    return "; ".join(filter(None, [*trained, *(addressed(text, language) for text in texts)]))


def _description(around: Surroundings, language: str) -> str | None:
    """Return what stands after a name that a passage begins with, behind a colon, dash or full stop; null without."""
    head = around.text[: around.head[1]]
    if _LETTER.search(head[bullet_length(head) :]):
        return None
    rest = around.text[around.own_tail[0] :]
    match = _DESCRIBES.match(rest)
    if match is None:
        return None
    start, end = bounds_or_whole(match["text"], language)[0]
    text = " ".join(match["text"][start:end].split())
    return text if len(text.split()) >= SHORTEST_DESCRIPTION else None


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Leave out a name that stands within another one, and repetitions."""
    kept = list(dict.fromkeys(names))
    return tuple(name for name in kept if not any(name != other and name in other for other in kept))
