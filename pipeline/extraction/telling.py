"""What sentences tell of an offer: who provides it, who is in charge, since when, how often and how it goes on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.domain.lexicon import each_pattern, joined_pattern, says
from pipeline.extraction.periods import find_periods

UNKNOWN = "unknown"
# How an offer goes on, the surest sign first: `das Pilotprojekt wird eingestellt` has ended.
STATUSES = ("ended", "reduced", "expanded", "pilot", "continued", "new")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
# Stands for the full stop of an abbreviation (one dot leader).
_STOP = "\u2024"
Years = tuple[int | None, int | None]
NO_YEARS: Years = (None, None)


def providers_told(texts: Iterable[str], language: str) -> tuple[str, ...]:
    """Return the names of those who provide an offer by what is told of it, in order: beside a verb or noun for it.

    Offices of the state are in charge of an offer; others provide it.
    """
    return tuple(name for name, office in _who_told(texts, language) if not office)


def _who_told(texts: Iterable[str], language: str) -> dict[tuple[str, bool], None]:
    """Return the names beside a verb or noun for providing, each with whether it is an office."""
    zones = [zone for text in texts for zone in _zones(text, language, "provider_zones")]
    return dict.fromkeys(name for zone in zones for name in _names(zone, language))


def providers_named(name: str, language: str) -> tuple[str, ...]:
    """Return the providers that the name of an offer ends in: `Lerncafé der Caritas`, `Deutschkurse der Gemeinden`.

    Providers everybody knows may stand after any preposition, other bodies where no noun of doing has them as object.
    """
    known = joined_pattern(language, "telling", "known_re")
    named = [match[0] for zone in _zones(name, language, "named_after_zones") for match in known.finditer(zone)]
    zones = _zones(name, language, "named_by_zones")
    return tuple(
        dict.fromkeys([*named, *(body for zone in zones for body, office in _names(zone, language) if not office)])
    )


def providers_leading(lead: str, language: str) -> tuple[str, ...]:
    """Return those of a cell for the lead who are no offices: a school or charity in the lead runs the offer itself."""
    parts = (" ".join(part.split()) for part in re.split(r"[;,/\n]", lead))
    kinds = {part: [office for _, office in _names(part, language)] for part in parts}
    return tuple(part for part, offices in kinds.items() if offices and not any(offices))


def without_particle(name: str, language: str) -> str:
    """Return a name without the part of a verb that ends its clause: `arbeitet mit der Volkshochschule zusammen`."""
    return joined_pattern(language, "telling", "particle_re").sub("", name)


def may_provide(text: str, start: int, end: int, language: str) -> bool:
    """Tell whether the name at `text[start:end]` may be that of one who runs an offer, not of a place or a payer."""
    return not says(text[:start], language, "telling", "not_name_before_re") and not says(
        text[end:], language, "telling", "pays_after_re"
    )


def responsible_told(texts: Sequence[str], language: str) -> str | None:
    """Return the body that is in charge of an offer by what is told of it, the office that provides it, or null."""
    zones = [zone for text in texts for zone in _zones(text, language, "responsible_zones")]
    named = [name for zone in zones for name, _ in _names(zone, language)]
    return next(iter([*named, *(name for name, office in _who_told(texts, language) if office)]), None)


def status_told(texts: Iterable[str], language: str) -> str:
    """Return how an offer goes on by the first text that tells it: new, continued, expanded …, else `unknown`."""
    for text in texts:
        for status in STATUSES:
            if says(text, language, "offer_status", f"{status}_re"):
                return status
    return UNKNOWN


def schedule_told(texts: Iterable[str], language: str) -> str | None:
    """Return how often an offer takes place, as told (`zweimal im Jahr`), or null."""
    matches = (joined_pattern(language, "telling", "schedule_re").search(text) for text in texts)
    return next((" ".join(match[0].split()) for match in matches if match), None)


def years_told(texts: Iterable[str], language: str) -> Years:
    """Return the first and last year of an offer by what is told of it; years of money and of programmes are none."""
    for text in texts:
        if says(text, language, "telling", "money_re"):
            continue
        matches = (
            match for pattern in each_pattern(language, "telling", "years_zones") for match in pattern.finditer(text)
        )
        for match in matches:
            years = years_of_schedule(match["zone"], language)
            if years != NO_YEARS:
                return years
    return NO_YEARS


def years_of_schedule(text: str, language: str) -> Years:
    """Return the years of a schedule that names one time only: `ab August 2024` has no last year, `bis 2027` no first.

    A year before a colon is that of a milestone (`2019: Zwischenauswertung`).
    """
    if ":" in text:
        return NO_YEARS
    spans = [period for period in find_periods(text, language) if period.program is None and not period.single_year]
    years = {int(year) for year in _YEAR.findall(text)}
    if len(spans) == 1 and spans[0].last is not None:
        return spans[0].first, spans[0].last
    if len(years) != 1:
        return NO_YEARS
    year = years.pop()
    if says(text, language, "telling", "until_re"):
        return None, year
    return year, None if says(text, language, "telling", "since_re") else year


def _zones(text: str, language: str, key: str) -> list[str]:
    """Return the stretches of a text that an expression points out, each up to where its clause goes on."""
    # The full stop of `St. Gallen` ends no clause.
    whole = joined_pattern(language, "telling", "abbreviated_re").sub(_STOP, text)
    zones = [match["zone"] for pattern in each_pattern(language, "telling", key) for match in pattern.finditer(whole)]
    end = joined_pattern(language, "telling", "zone_end_re")
    cut = (zone[: match.start()] if (match := end.search(zone)) else zone for zone in zones)
    return [zone.replace(_STOP, ".") for zone in cut]


def _names(zone: str, language: str) -> list[tuple[str, bool]]:
    """Return the names of a zone in order, of those that overlap the longest, each with whether it is an office."""
    found = [
        (match, kind == "office")
        for kind in ("known", "body", "office")
        for match in joined_pattern(language, "telling", f"{kind}_re").finditer(zone)
        if may_provide(zone, *match.span(), language)
    ]
    names: list[tuple[re.Match[str], bool]] = []
    for match, office in sorted(found, key=lambda one: one[0].start() - one[0].end()):
        if not any(match.start() < other.end() and other.start() < match.end() for other, _ in names):
            names.append((match, office))
    return [(" ".join(match[0].split()), office) for match, office in sorted(names, key=lambda one: one[0].start())]
