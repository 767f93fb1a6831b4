"""Who gets an amount, as the text names it: the subject of receiving, the dative of paying, or where it goes.

Whoever receives money does not pay it: the name is left out where those who pay are looked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from pipeline.domain.lexicon import lexicon, says
from pipeline.domain.reasons import decides
from pipeline.extraction.case import PLACE, Case
from pipeline.records import Funding

# Stands in a form of the lexicon for the name that is looked for; other words in such brackets, for a part of a form.
WHO = "who"
_PART = re.compile(r"<([a-z]+)>")


@decides("recipient")
def recipient_of(case: Case, previous: Funding | None) -> str | None:
    """Return who gets an amount, as named without its article; null where no organisation or body is told."""
    language = case.context.language
    for form in _forms(language, "forms"):
        for match in form.finditer(case.marked):
            if _may_receive(match[1], language):
                return " ".join(match[1].split())
    if previous is not None and previous.recipient and previous.evidence.quote in case.view.before:
        # `Der Verein X erhält 45'000 Franken, die Stiftung Y 210'000`: the verb goes on.
        for form in _forms(language, "gapped"):
            if (shared := form.search(case.own_before)) and _may_receive(shared[1], language):
                return " ".join(shared[1].split())
    return None


def payers_told(case: Case, recipient: str | None) -> tuple[str, str]:
    """Return what stands before and after an amount, as far as it describes it, without the one who receives it."""
    texts = case.whole(case.own_before), case.whole(case.described_after)
    if recipient is None:
        return texts
    name = re.compile(r"\s+".join(map(re.escape, recipient.split())))
    before, after = (name.sub(lambda match: " " * len(match[0]), text, count=1) for text in texts)
    return before, after


def _may_receive(name: str, language: str) -> bool:
    return PLACE not in name and says(name, language, "recipients", "organisation_re")


@cache
def _forms(language: str, key: str) -> tuple[re.Pattern[str], ...]:
    words = lexicon(language).get("recipients", {})
    parts = {**words, WHO: f"({words['name']})"} if words else {}
    return tuple(re.compile(_with_parts(form, parts), re.IGNORECASE) for form in words.get(key, ()))


def _with_parts(form: str, parts: Mapping[str, str]) -> str:
    """Return a form with its parts in their places; a part may have parts too."""
    while _PART.search(form):
        form = _PART.sub(lambda part: parts[part[1]], form)
    return form
