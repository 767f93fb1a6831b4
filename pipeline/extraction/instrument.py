"""The credit or lump sum an amount is part of: named beside it, or carried on from what was said before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.domain.cantons import FEDERAL
from pipeline.domain.lexicon import joined_pattern
from pipeline.domain.reasons import decides
from pipeline.extraction.case import PLACE, Case, begins_anew
from pipeline.extraction.payers import payer_set
from pipeline.extraction.purpose import goes_to_town, is_municipal, unit_of
from pipeline.records import Funding

# What is counted where money goes to persons; tariffs of offers are no slice of the programme.
_NAMES = {"kip_total": "kip_re", "ip": "ip_re", "status_s": "status_s_re", "ifk": "ifk_re"}
# Right before an amount that is of the same money as the one before.
SAME_MONEY = (("intervals", "by_year"), ("payers", "goes_on"))
HEADS = (None, "refugee", "person", "inhabitant")


# The lump sum per head before and since 1 May 2019 (Art. 15 VIntA).
LUMP_SUMS = (Decimal(6000), Decimal(18000))


@decides("instrument")
def instrument_of(case: Case, previous: Funding | None = None) -> str:
    """Return the instrument named beside the amount, else in its sentence, else the one the text speaks of."""
    if previous and (sums_up(case, previous) or case.says(case.own_before, "intervals", "instalment")):
        return previous.instrument
    if case.says(case.near, "integration", "never"):
        return "other"
    own = case.whole(case.marked)
    for text in (_near_of(own), _since_semicolon(own), *_told_of_it(case)):
        for instrument in ("status_s", "ifk", "ip"):
            if case.says(text, "instruments", instrument):
                return instrument
    if previous and (is_rate_of_it(case) or any(case.says(case.own_before, *cue) for cue in SAME_MONEY)):
        return previous.instrument
    shared = case.paired and case.says(case.view.sentence, "instruments", "ip")
    if shared or _is_lump_sum(case) or _is_named_again(case):
        return "ip"
    about = case.says(case.near, "instruments", "about_programme")
    if about or _is_split(case) or case.says(case.view.sentence, "instruments", "apart") or is_of_another_field(case):
        return "other"
    named = case.says(case.view.sentence, "instruments", "kip")
    elsewhere = is_municipal(case) or (goes_to_town(case) and not named)
    if elsewhere or case.says(case.near, "schemes", "national_programme"):
        return "other"
    return "kip_total" if named or _is_the_programme(case) else _carried_on(case, previous)


def sums_up(case: Case, previous: Funding) -> bool:
    """Tell whether an amount is all of what was told per head: `je 18'000 Franken, gesamthaft 5 Mio. Franken`."""
    return previous.unit is not None and case.says(case.own_before, "shares", "summed")


def is_rate_of_it(case: Case) -> bool:
    """`… 5,4 Millionen Franken erhalten (3'000 Franken pro Person)`: the rate by which the amount before is paid."""
    return case.says(case.own_before, "intervals", "bracket") and unit_of(case, "other") in HEADS[1:]


def _told_of_it(case: Case) -> Iterator[str]:
    """Yield the sentence before where this one goes on about what it counts, the next where it tells the source."""
    if case.says(case.view.sentence, "unit_values", "goes_on"):
        yield case.view.previous
    if case.says(case.view.following, "payers", "paid_after") and not case.says(case.view.following, "shares", "any"):
        yield case.view.following


def _is_named_again(case: Case) -> bool:
    """`Die Integrationspauschale kommt hinzu. Der Bund richtet sie jährlich aus, mit rund 5 Mio. Franken.`"""
    again = case.says(case.view.sentence, "instruments", "lump_sum_again")
    told = again and case.says(case.view.previous, "instruments", "ip")
    return told or case.says(case.view.before, "instruments", "lump_sum_pronoun")


def _is_split(case: Case) -> bool:
    """A credit that is split into the cantons' programmes and national ones is that of neither."""
    after = case.view.after
    split = case.says(after, "shares", "breakdown") and not case.says(after, "shares", "is_part")
    if case.context.canton == FEDERAL and not case.says(case.view.sentence, "instruments", "kip"):
        split, after = case.says(case.text_after, "instruments", "kip"), case.text_after
    return split and case.says(after, "schemes", "national_programme")


def _is_lump_sum(case: Case) -> bool:
    """The amount is the statutory one and the text speaks of heads and of the Confederation or a lump sum."""
    counted = unit_of(case, "other") in ("refugee", "person", "case")
    exact = case.amount.low in LUMP_SUMS and case.amount.qualifier == "exact"
    yearly = case.says(case.near, "intervals", "year")
    beside = case.marked
    paid = case.says(beside, "lump_sum", "paid") and case.says(case.view.sentence, "lump_sum", "paid_for")
    changed = case.context.names_lump_sum and case.says(case.own_before, "lump_sum", "changed")
    named = counted or paid or changed or case.says(case.view.sentence, "lump_sum", "flat")
    federal = _federal(case) or (counted and case.context.names_lump_sum)
    return case.context.about_integration and named and exact and not yearly and federal


def _federal(case: Case) -> bool:
    return case.says(f"{case.told} {case.text_before} {case.view.sentence}", "lump_sum", "head")


def _is_the_programme(case: Case) -> bool:
    """`das Programm kostet 3 Millionen` in a text that names the integration programme."""
    known = case.context.named_programme or case.context.program is not None
    return known and case.context.about_integration and case.says(case.view.sentence, "instruments", "programme")


def _since_semicolon(marked: str) -> str:
    """Return an amount's segment from the last semicolon before it: `3 Mio. aus dem IFK; die Gemeinden gaben ¤`."""
    before, place, after = marked.partition(PLACE)
    return re.split(r";(?=\s)", before)[-1] + place + after


def _near_of(marked: str) -> str:
    before, _, after = marked.partition(PLACE)
    return re.split(r"[,;:](?=\s)", before)[-1] + PLACE + re.split(r"[,;:](?=\s)", after)[0]


def _carried_on(case: Case, previous: Funding | None) -> str:
    """Return the instrument last named before the amount, where its sentence goes on about the same money."""
    context, sentence = case.context, case.view.sentence
    if begins_anew(case):
        return "other"
    if not context.about_integration or any(_of_another_field(text, case) for text in (sentence, case.view.previous)):
        return "other"
    if case.says(case.lead, "decisions", "inherit") and not case.says(sentence, "integration", "topic"):
        # `Ausserdem hat die Regierung: – …` leads to other matters.
        return "other"
    unit = unit_of(case, "other", previous)
    named = _last_named(case)
    if named in ("ip", "status_s") and case.says(sentence, "instruments", "goes_on"):
        return named
    if unit is None and (federal := _of_federal_credit(case, named)):
        return federal
    if unit not in HEADS or (unit == "person" and named != "kip_total"):
        return "other"
    if previous and previous.instrument == "kip_total" and unit is None and _is_part(case):
        return "kip_total"
    programme = named is not None or (context.named_programme and context.program is not None)
    return "kip_total" if programme and unit in (None, "inhabitant") else "other"


def _of_federal_credit(case: Case, named: str | None) -> str | None:
    """Return the federal credit that a text is about, which names no programme of a canton and nobody else who pays."""
    if named not in ("ifk", "status_s") or case.says(f"{case.told} {case.text_before}", "instruments", "kip"):
        return None
    # Who lives under status S is told in one passage, what a federal bill is about in its title.
    here = case.context.canton == FEDERAL if named == "ifk" else case.says(case.text_before, "instruments", named)
    others = set(payer_set(case.view.sentence, case.context.language)) - {"bund"}
    return named if here and not others else None


def _is_part(case: Case) -> bool:
    """`Davon soll der Bund ¤ tragen`, `der Kanton will ¤ beisteuern`: a part of the money told before."""
    return case.says(case.near, "shares", "breakdown") or case.says(case.near, "payers", "adds")


def is_of_another_field(case: Case) -> bool:
    """`Neben dem Integrationskredit von ¤ bewilligte er ¤ für die Strasse`: the amount's own purpose counts."""
    cues = (("integration", "money"), ("integration", "topic"), ("instruments", "kip"))
    own = any(case.says(case.near, section, cue) for section, cue in cues)
    foreign = case.says(case.near, "integration", "other_field") and not own
    return foreign or case.says(case.near, "integration", "never")


def _of_another_field(text: str, case: Case) -> bool:
    return case.says(text, "integration", "other_field") and not case.says(text, "instruments", "kip")


def _last_named(case: Case) -> str | None:
    """Return the instrument named last before the amount; the programme is `kip_total`."""
    own, last, found = case.whole(f"{case.told} {case.text_before}"), -1, None
    for instrument, key in _NAMES.items():
        for match in joined_pattern(case.context.language, "instruments", key).finditer(own):
            if match.start() > last:
                last, found = match.start(), instrument
    return found
