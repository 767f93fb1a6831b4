"""From places to measures: one measure for each name, with a mention for each place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.domain.areas import area_of_title
from pipeline.domain.lexicon import lexicon, says
from pipeline.extraction.facts import Context
from pipeline.extraction.measures import Found
from pipeline.extraction.passages import Passage, evidence
from pipeline.records import Document, Evidence, Measure, Mention, record_id

# The state of a measure of which nothing says it.
UNTOLD = "unknown"

Years = tuple[int | None, int | None]
NO_YEARS: Years = (None, None)


@dataclass(frozen=True, slots=True)
class Details:
    """What a table row or a sentence says of a measure beside its name; `goals` are the ids of those it serves."""

    description: str | None = None
    foerderbereich: str | None = None
    assigned_by: str | None = None
    providers: tuple[str, ...] = ()
    responsible: str | None = None
    schedule: str | None = None
    audience: str = ""
    status: str | None = None
    years: Years = NO_YEARS
    goals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place that names a measure, with its details."""

    passage: Passage
    found: Found
    details: Details = field(default_factory=Details)


def named_measures(
    document: Document, places: list[Place], context: Context
) -> tuple[tuple[Measure, ...], tuple[Mention, ...]]:
    """Return measures in the order of their first mention, and all mentions."""
    measures: dict[str, Measure] = {}
    mentions: list[Mention] = []
    for place in sorted(places, key=lambda item: item.passage.start + item.found.start):
        title = _title(place, context.language)
        key = _antecedent(place, title, measures, context.language) or _key(title)
        proof = _evidence(document, place)
        if key in measures:
            measures[key] = _completed(measures[key], place.details)
        else:
            measures[key] = _measure(document, place, title, proof, context)
        identity = record_id(document.document_id, "mention", proof.char_start, proof.char_end)
        mentions.append(Mention(identity, measures[key].measure_id, proof))
    return tuple(measures.values()), tuple(mentions)


def _title(place: Place, language: str) -> str:
    """Return the name in its base form, with a capital letter and without stray hyphens or quotes."""
    text = " ".join(place.passage.text[place.found.start : place.found.end].split())
    text = re.sub(r"-$", "", text)
    if re.fullmatch(r"[«„][^«»„“”]*[»“”]", text):
        return text[1:-1].strip()
    article = re.search(r"(\w+)\s+$", place.passage.text[: place.found.start])
    return base_form(text, language, article[1].casefold() if article else "")


def base_form(name: str, language: str, article: str = "") -> str:
    """Return a name in the nominative: `Deutschkursen für Erwachsene` is `Deutschkurse für Erwachsene`.

    The dative plural loses its -n where the lexicon knows the head without it; adjectives before a feminine or plural
    head end in -e, those of other heads in -er or -es, as the head and the article before the name tell.
    """
    words = lexicon(language)["measures"]
    if "plural_e" not in words:
        return name[:1].upper() + name[1:]
    parts = name.split(" ")
    index = next((i for i, part in enumerate(parts) if part[:1].isupper() and not part.endswith("-")), None)
    if index is None or (index + 1 < len(parts) and parts[index].casefold() in ("und", "oder")):
        return name[:1].upper() + name[1:]
    parts[index] = _without_dative(parts[index], words["plural_e"])
    parts[:index] = [_strong(part, parts[index], article, words) for part in parts[:index]]
    joined = " ".join(parts)
    return joined[:1].upper() + joined[1:]


def _strong(adjective: str, head: str, article: str, words: dict[str, Any]) -> str:
    """Return an adjective as it stands before a head without an article; as it is where nothing tells its gender."""
    stem = re.sub(r"(?<=[a-zäöü])e[rnsm]?$", "", adjective)
    if stem == adjective or not adjective.islower():
        return adjective
    for ending in ("er", "es"):
        told = article in (*words[f"base_{ending}_articles"], *words["base_either_articles"])
        if head.casefold().endswith(tuple(words[f"base_{ending}_heads"])) and (told or adjective.endswith(ending)):
            return stem + ending
    # `offene`, `offenem` of a feminine or plural head; without -e there is no ending to take.
    inflected = adjective.endswith(("er", "en", "es", "em"))
    return f"{stem}e" if inflected and re.search(words["base_e_re"], head) else adjective


def _without_dative(noun: str, plurals: list[str]) -> str:
    shorter = noun[:-1]
    return shorter if noun.endswith("n") and shorter.casefold().endswith(tuple(plurals)) else noun


def _key(title: str) -> str:
    """Names are the same measure if they differ in case, quotes, hyphens or an inflected ending only."""
    words = re.findall(r"[^\W_]+", title.casefold())
    return " ".join(re.sub(r"(?:en|em|er|es|n|e|s)$", "", word) if len(word) > 5 else word for word in words)


def _antecedent(place: Place, title: str, measures: dict[str, Measure], language: str) -> str | None:
    """Return the key of the one measure that `die Plattform` goes back to, or null.

    A head alone after a definite article means the measure named before whose own head ends in it.
    """
    before = place.passage.text[: place.found.start]
    if " " in title or place.found.generic or not says(before[-20:], language, "measures", "definite_re"):
        return None
    ending = _key(title)
    found = [key for key in measures if any(word.endswith(ending) for word in key.split())]
    return found[0] if len(found) == 1 else None


def _evidence(document: Document, place: Place) -> Evidence:
    start = place.passage.start + place.found.start
    end = place.passage.start + place.found.end
    confidence = place.found.confidence
    return evidence(document, start, end, place.passage.section, place.found.found_by, confidence)


def _measure(document: Document, place: Place, title: str, proof: Evidence, context: Context) -> Measure:
    details = place.details
    around = f"{title} {details.audience}"
    area = (
        details.foerderbereich or place.found.foerderbereich or (area_of_title(title) if place.found.generic else None)
    )
    return Measure(
        measure_id=record_id(document.document_id, "measure", proof.char_start, proof.char_end),
        evidence=proof,
        title=title,
        description=details.description,
        generic=place.found.generic,
        foerderbereich=area,
        foerderbereich_confidence=1.0 if area else None,
        assigned_by=details.assigned_by or ("heading" if area else None),
        providers=details.providers,
        target_groups=_ids(around, context, "target_groups"),
        responsible=details.responsible,
        schedule=details.schedule,
        regelstruktur=_ids(around, context, "regelstruktur"),
        goals=details.goals,
        status=details.status or ("new" if says(title, context.language, "measures", "new_re") else UNTOLD),
        period_start=details.years[0],
        period_end=details.years[1],
    )


def _completed(measure: Measure, details: Details) -> Measure:
    """Return a measure with what another place says of it where nothing was said before."""
    untold = (measure.period_start, measure.period_end) == NO_YEARS
    first, last = details.years if untold else (measure.period_start, measure.period_end)
    return replace(
        measure,
        description=measure.description or details.description,
        providers=measure.providers or details.providers,
        responsible=measure.responsible or details.responsible,
        schedule=measure.schedule or details.schedule,
        goals=tuple(dict.fromkeys((*measure.goals, *details.goals))),
        status=details.status if details.status and measure.status == UNTOLD else measure.status,
        period_start=first,
        period_end=last,
    )


def _ids(text: str, context: Context, section: str) -> tuple[str, ...]:
    """Return the ids of a word list whose words stand in a text, in the order of the list."""
    lowered = text.casefold()
    table = lexicon(context.language)[section]
    return tuple(name for name, words in table.items() if any(word in lowered for word in words))
