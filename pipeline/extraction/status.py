"""Whether money is planned, requested, approved or spent: from the amount outwards, then from what was said before."""

from __future__ import annotations

import re

from pipeline.extraction.case import Case

STATES = ("requested", "spent", "approved", "planned")
# An act reaches over so many sentences after it.
REACH_OF_AN_ACT = 4
_SENTENCE = re.compile(r"(?<=[.!?:])\s+(?=[A-ZÄÖÜ«\d])")


def status_of(case: Case, role: str, payers: tuple[str, ...], integration: bool) -> str:
    """Return the status of an amount; `unknown` where nothing in the text speaks of it.

    A cue beside the amount wins. Else an annual report tells what was spent; what follows an act was approved or
    requested with it, but a contribution of the Confederation is only expected there. Money of the programme that is
    told in the present is planned.
    """
    if role == "superseded":
        return "spent"
    for text in (case.near, case.view.sentence):
        for status in STATES:
            if case.says(text, "status", status):
                return status
    if case.context.reports:
        return "spent"
    act = _act_before(case)
    if act is not None:
        return "planned" if payers == ("bund",) else act
    return "planned" if integration and role != "rejected" else "unknown"


def _act_before(case: Case) -> str | None:
    """Return what the last act told before the amount makes of it: approved, requested, or null without one."""
    before = f"{case.told} {case.text_before[: case.view.start]}"
    for sentence in _SENTENCE.split(before)[: -REACH_OF_AN_ACT - 1 : -1]:
        for status in ("requested", "approved"):
            if case.says(sentence, "status", status):
                return status
    return None
