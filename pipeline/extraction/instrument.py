"""The credit or lump sum an amount is part of: named beside it, or carried on from what was said before."""

from __future__ import annotations

import re

from pipeline.domain.lexicon import joined_pattern
from pipeline.extraction.case import PLACE, Case
from pipeline.extraction.purpose import goes_to_town, is_municipal, unit_of

# What is counted where money goes to persons; tariffs of offers are no slice of the programme.
_NAMES = {"kip_total": "kip_re", "ip": "ip_re", "status_s": "status_s_re", "ifk": "ifk_re"}
HEADS = (None, "refugee", "person", "inhabitant")


def instrument_of(case: Case) -> str:
    """Return the instrument named beside the amount, else in its sentence, else the one the text speaks of."""
    own = case.whole(case.marked)
    for text in (_near_of(own), own):
        for instrument in ("status_s", "ifk", "ip"):
            if case.says(text, "instruments", instrument):
                return instrument
    if case.paired and case.says(case.view.sentence, "instruments", "ip"):
        return "ip"
    if is_municipal(case) or goes_to_town(case):
        return "other"
    if case.says(case.view.sentence, "instruments", "kip"):
        return "kip_total"
    return _carried_on(case)


def _near_of(marked: str) -> str:
    before, _, after = marked.partition(PLACE)
    return re.split(r"[,;:](?=\s)", before)[-1] + PLACE + re.split(r"[,;:](?=\s)", after)[0]


def _carried_on(case: Case) -> str:
    """Return the instrument last named before the amount, where its sentence goes on about the same money."""
    context, sentence = case.context, case.view.sentence
    if not context.about_integration or case.says(sentence, "integration", "other_field"):
        return "other"
    unit = unit_of(case, "other")
    named = _last_named(case)
    if named in ("ip", "status_s") and case.says(sentence, "instruments", "goes_on"):
        return named
    if unit not in HEADS or (unit == "person" and named != "kip_total"):
        return "other"
    programme = named is not None or (context.named_programme and context.program is not None)
    return "kip_total" if programme and unit is None else "other"


def _last_named(case: Case) -> str | None:
    """Return the instrument named last before the amount; the programme is `kip_total`."""
    own, last, found = case.whole(f"{case.told} {case.text_before}"), -1, None
    for instrument, key in _NAMES.items():
        for match in joined_pattern(case.context.language, "instruments", key).finditer(own):
            if match.start() > last:
                last, found = match.start(), instrument
    return found
