"""Whether money is planned, requested, approved or spent: from the amount outwards, then from what was said before."""

from __future__ import annotations

import re

from pipeline.domain.lexicon import joined_pattern
from pipeline.extraction.case import Case
from pipeline.extraction.purpose import UNITS_OF_OFFERS
from pipeline.extraction.purse import decided_by

# Cues of the amount's own sentence, the surest first, with the status each gives.
_CUES = (
    ("requested", "requested"),
    ("spent", "spent"),
    ("act", "approved"),
    ("approved", "approved"),
    ("planned", "planned"),
)
# An act reaches over so many sentences after it.
REACH_OF_AN_ACT = 6
# Whose money an act settles: that of the body which decides, and the whole of a programme.
_SETTLED_BY_ACT = ("kanton", "bund_kanton", "mixed", "unknown")
# What these documents state without another cue is in force or decided with them.
_DECIDING_KINDS = ("law", "government_decision")
_SENTENCE = re.compile(r"(?<=[.!?:])\s+(?=[A-ZÄÖÜ«\d])")


def status_of(case: Case, role: str, payer: str, unit: str | None, integration: bool) -> str:
    """Return the status of an amount; `unknown` where nothing in the text speaks of it.

    A cue beside the amount wins. Else an annual report tells what was spent; what follows an act was approved or
    requested with it, but what others are to pay is only expected there, and so are tariffs. Money of the programme
    that is told in the present is planned.
    """
    if role == "superseded":
        return "spent"
    if role == "rejected":
        return "unknown"
    if status := _said(case, payer):
        return status
    act = _act_before(case) if unit not in UNITS_OF_OFFERS else None
    if act is not None:
        return act if _settles(case, act, payer) else "planned"
    if case.context.doc_type in _DECIDING_KINDS:
        return "approved"
    return "planned" if integration or case.says(case.view.sentence, "status", "neutral") else "unknown"


def _said(case: Case, payer: str) -> str | None:
    """Look beside the amount, in its clause, at the kind of document, and in the rest of the sentence."""
    if status := _cue(case, case.near, payer) or _cue(case, case.clause, payer):
        return status
    if case.context.reports:
        return "spent"
    return None if case.says(case.clause, "status", "neutral") else _cue(case, case.view.sentence, payer)


def _cue(case: Case, text: str, payer: str) -> str | None:
    """Return what the surest cue of a text says; an act in another clause reaches only the money it settles."""
    own = joined_pattern(case.context.language, "status", "ignored_re").sub(" ", text)
    for cue, status in _CUES:
        if case.says(own, "status", cue):
            return status if cue != "act" or text == case.near or _settles(case, status, payer) else None
    return None


def _settles(case: Case, act: str, payer: str) -> bool:
    """Tell whether an act is about this payer's money; the dispositive of a government settles all of it."""
    if case.context.doc_type in _DECIDING_KINDS:
        return True
    if act == "requested":
        return payer in ("kanton", "unknown") or decided_by(case) == (payer,)
    return payer in _SETTLED_BY_ACT or decided_by(case) == (payer,)


def _act_before(case: Case) -> str | None:
    """Return what the last act told before the amount makes of it: approved, requested, or null without one."""
    before = f"{case.told} {case.text_before[: case.view.start]}"
    for sentence in _SENTENCE.split(before)[: -REACH_OF_AN_ACT - 1 : -1]:
        own = joined_pattern(case.context.language, "status", "ignored_re").sub(" ", sentence)
        for cue, status in (("requested", "requested"), ("act", "approved")):
            if case.says(own, "status", cue):
                return status
    return None
