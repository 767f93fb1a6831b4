"""Whose purse an amount is charged to: told by its account, by the kind of its credit, or by the heading above it."""

from __future__ import annotations

from pipeline.domain.cantons import FEDERAL
from pipeline.domain.lexicon import joined_pattern
from pipeline.extraction.bodies import named_bodies
from pipeline.extraction.case import Case
from pipeline.extraction.payers import named_payers, payer_set

# A heading names the payer so near after `Beiträge des …`.
REACH_OF_HEAD = 24
_CANTONAL = frozenset({"executive", "parliament"})
_MUNICIPAL = frozenset({"municipal_executive", "municipal_parliament"})


def charged_to(case: Case) -> tuple[str, ...]:
    """Return the purse of whoever decides where an account or a kind of credit is named, none where neither is.

    `zulasten der Erfolgsrechnung`, `Konto 3636`, `Nachtragskredit von …`: of a canton but in texts of the Confederation
    and in those that name bodies of towns alone.
    """
    account = case.says(case.view.sentence, "payers", "account") or case.says(case.view.following, "payers", "account")
    if not account and not case.says(case.near, "payers", "own_credit"):
        return ()
    if case.context.canton == FEDERAL:
        return ("bund",)
    return ("gemeinden",) if _is_of_a_town(case) else ("kanton",)


def _is_of_a_town(case: Case) -> bool:
    text = f"{case.told} {case.text_before} {case.view.sentence} {case.view.following}"
    kinds = {body.body_type for body in named_bodies(text, case.context.language)}
    return bool(kinds & _MUNICIPAL) and not kinds & _CANTONAL


def headed_by(case: Case) -> tuple[str, ...]:
    """Return whose money a heading or the lead-in of a list says that all of it is: `Beiträge des Kantons an …`."""
    for title in (case.lead, *case.section[-1:]):
        if title and (payers := _payer_of_title(title, case)):
            return payers
    return ()


def _payer_of_title(title: str, case: Case) -> tuple[str, ...]:
    language = case.context.language
    recipient = joined_pattern(language, "payers", "recipient_re").search(title)
    giving = title[: recipient.start()] if recipient else title
    head = joined_pattern(language, "payers", "heads_re").search(giving)
    if head is None or len(payer_set(giving, language)) != 1:
        return ()
    named = named_payers(giving, language)[0]
    return (named.payer,) if head.start() <= named.end and named.start <= head.end() + REACH_OF_HEAD else ()
