"""The area an amount is for: named with it, or that of the offer it pays for (`Für Deutschkurse sind 450'000 …`)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.domain.areas import area_of_title
from pipeline.domain.lexicon import joined_pattern, lexicon, says
from pipeline.domain.reasons import decides
from pipeline.extraction.case import PLACE, Case
from pipeline.extraction.instrument import LUMP_SUMS
from pipeline.extraction.passages import strip_bullet
from pipeline.extraction.purpose import UNITS_OF_OFFERS, area_above, areas_of, unit_of


@decides("foerderbereich")
def area_of(case: Case) -> str | None:
    """Return the area named with an amount, else that of the offer it pays for, else that of the headings above it."""
    if named := areas_of(case):
        return next(iter(named)) if len(named) == 1 else None
    return _area_of_lead(case) or area_above(case) or _area_of_offer(case)


def _area_of_lead(case: Case) -> str | None:
    """`Sprache: Kurse für Mütter, für ¤ pro Jahr`: the area whose title and a colon begin the sentence."""
    head, colon, _ = case.view.before.partition(":")
    return area_of_title(strip_bullet(head)) if colon else None


def _area_of_offer(case: Case) -> str | None:
    """Return the area of the only kind of offer named around an amount, the nearest first; null without one.

    Whoever tells what all of the programme costs names its offers as examples, and a list of several kinds names none.
    """
    if not lexicon(case.context.language).get("offers") or _tells_a_sum(case) or _is_lump_sum(case):
        return None
    for text in _places(case):
        if found := offers_in(text, case.context.language):
            return next(iter(found)) if len(found) == 1 else None
    return None


def _is_lump_sum(case: Case) -> bool:
    """The lump sum per head is for all areas, whatever offers are told beside it."""
    return case.amount.low in LUMP_SUMS and case.says(case.view.sentence, "lump_sum", "flat")


def _tells_a_sum(case: Case) -> bool:
    return tells_the_whole(case) or case.says(case.near, "intervals", "total")


def tells_the_whole(case: Case) -> bool:
    """`das Programm kostet ¤`, `Gesamtkosten von ¤`; not what an offer named before costs, nor an evaluation."""
    if not case.says(case.marked, "payers", "whole") or case.says(case.near, "instruments", "about_programme"):
        return False
    goes_on = bool(lexicon(case.context.language).get("offers")) and case.says(case.near.strip(), "offers", "goes_on")
    return not (goes_on and offers_in(case.view.previous.split(";")[-1], case.context.language))


def _places(case: Case) -> Iterator[str]:
    """Yield the texts that may name the offer: the clause, the sentence, and the one before where this goes on."""
    # `… mit dem Gewerbeverband Für die Kurse sind ¤`: an item of a list ended without a full stop.
    opening = joined_pattern(case.context.language, "offers", "opens_re").finditer(case.near.split(PLACE)[0])
    yield from (case.near[start:] for start in [match.start() for match in opening][-1:])
    yield case.near
    if case.says(case.view.sentence, "instruments", "kip"):
        return
    yield case.view.before
    if case.says(case.view.sentence, "offers", "goes_on") or unit_of(case, "other") in UNITS_OF_OFFERS:
        yield case.view.previous.split(";")[-1]


def offers_in(text: str, language: str) -> set[str]:
    """Return the areas of the offers a text names; what tells more of an offer goes before its form.

    A playgroup with German lessons is one for small children, a contact point against racism one for diversity.
    """
    words = lexicon(language)["offers"]
    found: set[str] = set()
    text = joined_pattern(language, "offers", "not_an_offer_re").sub(" ", text)
    for area in words["order"]:
        pattern = joined_pattern(language, "offers", f"{area}_re")
        if says(text, language, "offers", f"{area}_re"):
            found.add(area)
            text = pattern.sub(" ", text)
    return found
