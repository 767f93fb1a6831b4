"""From places to measures: one measure for each name, with a mention for each place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pipeline.domain.areas import area_of_title
from pipeline.domain.lexicon import joined_pattern, lexicon, says
from pipeline.extraction.audience import ordinary_structures, target_groups
from pipeline.extraction.details import Details
from pipeline.extraction.facts import Context
from pipeline.extraction.measures import Found
from pipeline.extraction.passages import Passage, evidence
from pipeline.extraction.telling import NO_YEARS, STATUSES, UNKNOWN, status_told
from pipeline.records import Document, Evidence, Measure, Mention, record_id

# A plural in the dative bears two endings; a word as short as this none that could be told from its stem.
INFLECTIONS = 2
SHORTEST_INFLECTED = 5


@dataclass(frozen=True, slots=True)
class Place:
    """A place that names a measure, with its details."""

    passage: Passage
    found: Found
    details: Details = field(default_factory=Details)


def named_measures(
    document: Document, places: list[Place], context: Context
) -> tuple[tuple[Measure, ...], tuple[Mention, ...]]:
    """Return measures in the order of their first mention, and all mentions; a measure has what any of them tells."""
    named: dict[str, list[tuple[Place, str, Evidence]]] = {}
    for place in sorted(places, key=lambda item: item.passage.start + item.found.start):
        title = _title(place, context.language)
        key = _antecedent(place, title, named, context.language) or _key(title, context.language)
        named.setdefault(key, []).append((place, title, _evidence(document, place)))
    measures: list[Measure] = []
    mentions: list[tuple[int, Mention]] = []
    for found in named.values():
        measure = _measure(document, [place for place, _, _ in found], found[0][1], found[0][2], context)
        measures.append(measure)
        mentions += [(proof.char_start, _mention(document, measure, proof)) for _, _, proof in found]
    return tuple(measures), tuple(mention for _, mention in sorted(mentions, key=lambda item: item[0]))


def _mention(document: Document, measure: Measure, proof: Evidence) -> Mention:
    identity = record_id(document.document_id, "mention", proof.char_start, proof.char_end)
    return Mention(identity, measure.measure_id, proof)


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


def _key(title: str, language: str) -> str:
    """Names are the same measure if they differ in case, quotes, hyphens or an inflected ending only.

    What kind of thing bears a name of its own tells nothing: `Projekt «Deutsch im Park»` is `Deutsch im Park`.
    """
    quoted = re.search(r"[«„]([^«»„“”]{2,})[»“”]$", title)
    named = quoted[1] if quoted else joined_pattern(language, "measures", "kind_before_name_re").sub("", title)
    words = re.findall(r"[^\W_]+", named.casefold())
    return " ".join(_stem(word) for word in words)


def _stem(word: str) -> str:
    """`Sprachkurse` and `Sprachkurs` are one; short words lose nothing."""
    for _ in range(INFLECTIONS):
        word = re.sub(r"(?:en|em|er|es|n|e|s)$", "", word) if len(word) > SHORTEST_INFLECTED else word
    return word


def _antecedent(place: Place, title: str, named: dict[str, Any], language: str) -> str | None:
    """Return the key of the one measure that `die Plattform` goes back to, or null.

    A head alone after a definite article means the measure named before whose own head ends in it.
    """
    before = place.passage.text[: place.found.start]
    if " " in title or place.found.generic or not says(before[-20:], language, "measures", "definite_re"):
        return None
    ending = _key(title, language)
    found = [key for key in named if any(word.endswith(ending) for word in key.split())]
    return found[0] if len(found) == 1 else None


def _evidence(document: Document, place: Place) -> Evidence:
    start = place.passage.start + place.found.start
    end = place.passage.start + place.found.end
    confidence = place.found.confidence
    return evidence(document, start, end, place.passage.section, place.found.found_by, confidence)


def _measure(document: Document, places: list[Place], title: str, proof: Evidence, context: Context) -> Measure:
    told = [place.details for place in places]
    first, language = places[0].found, context.language
    area = next(
        (found for place in places if (found := place.details.foerderbereich or place.found.foerderbereich)), None
    )
    area = area or (area_of_title(title) if first.generic else None)
    description, schedule = _first(told, lambda one: one.description), _first(told, lambda one: one.schedule)
    years = next((one.years for one in told if one.years != NO_YEARS), NO_YEARS)
    return Measure(
        measure_id=record_id(document.document_id, "measure", proof.char_start, proof.char_end),
        evidence=proof,
        title=title,
        description=description,
        generic=first.generic,
        foerderbereich=area,
        foerderbereich_confidence=1.0 if area else None,
        assigned_by=_first(told, lambda one: one.assigned_by) or ("heading" if area else None),
        providers=tuple(dict.fromkeys(name for one in told for name in one.providers)),
        target_groups=_audience(title, told, language),
        responsible=_first(told, lambda one: one.responsible),
        schedule=schedule,
        regelstruktur=ordinary_structures(f"{title}. {description or ''}", language),
        goals=tuple(dict.fromkeys(goal for one in told for goal in one.goals)),
        status=_status(title, told, schedule, language),
        period_start=years[0],
        period_end=years[1],
    )


def _first(told: list[Details], of: Callable[[Details], str | None]) -> str | None:
    """Return the first value that a mention tells, null where none does."""
    return next((value for one in told if (value := of(one))), None)


def _audience(title: str, told: list[Details], language: str) -> tuple[str, ...]:
    sentences = "; ".join(one.audience_told for one in told if one.audience_told)
    return target_groups(title, sentences, _first(told, lambda one: one.audience) or "", language)


def _status(title: str, told: list[Details], schedule: str | None, language: str) -> str:
    """Return how a measure goes on: by its mentions, its schedule or its name (`Ausbau der Sprachkurse`)."""
    mentioned = {one.status for one in told}
    if surest := next((status for status in STATUSES if status in mentioned), None):
        return surest
    scheduled = status_told((schedule or "",), language)
    if scheduled != UNKNOWN:
        return scheduled
    if says(title, language, "measures", "new_re"):
        return "new"
    return status_told((title,), language)
