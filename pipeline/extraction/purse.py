"""Whose money an amount is, from the amount outwards: beside it, by who decides, by what was said before."""

from __future__ import annotations

from decimal import Decimal

from pipeline.domain.cantons import FEDERAL
from pipeline.extraction.bodies import named_bodies
from pipeline.extraction.case import Case
from pipeline.extraction.payers import (
    named_payers,
    own_funds,
    payer_of_body,
    payer_of_instrument,
    payer_set,
    payers_beside,
)
from pipeline.extraction.purpose import UNITS_OF_OFFERS, goes_to_town, unit_of
from pipeline.records import Funding

# Restated amounts (`rund 1,5 Millionen`, `genau 1'498'188`) lie within this share of each other.
RESTATED_SHARE = Decimal("0.03")
# Money that is granted or asked for is that of whoever decides.
DECIDED = ("approved", "requested")


def payers_of(case: Case, instrument: str, previous: Funding | None) -> tuple[str, ...]:
    """Return the payers of an amount, none where nothing in the text says who pays."""
    language = case.context.language
    if implied := payer_of_instrument(instrument):
        return (implied,)
    if shared := _sharing(case):
        return shared
    beside = payers_beside(case.own_before, case.own_after, language)
    if beside in ((), ("gemeinden",)) and goes_to_town(case):
        # Towns get money of the programme from their canton (Art. 58 AIG: the Confederation pays cantons only).
        return ("kanton",)
    decided = [payer_of_body(body.body_type) for body in named_bodies(case.view.sentence, language)]
    paying = [payer for payer in decided if payer]
    if paying and (not beside or beside == ("kanton",) or _decides(case)):
        return beside if len(beside) > 1 else (paying[-1] if "kanton" not in paying else "kanton",)
    if beside:
        return _with_lump_sum(case, beside)
    if own_funds(case.near, language) and (owners := named_payers(case.view.before, language)):
        return (owners[-1].payer,)
    return _said_elsewhere(case, previous)


def _sharing(case: Case) -> tuple[str, ...]:
    """`Von den Gesamtkosten von 2 Mio. trägt der Bund die Hälfte, je ein Viertel Kanton und Gemeinden`: all of them."""
    if not case.says(case.own_after, "shares", "carries"):
        return ()
    payers = payer_set(case.view.after, case.context.language)
    return payers if len(payers) > 1 else ()


def _said_elsewhere(case: Case, previous: Funding | None) -> tuple[str, ...]:
    """Look for who pays in fees, the sentences around, the shares of the whole, and who decides."""
    language = case.context.language
    if case.says(case.view.following, "shares", "any"):
        following = payer_set(case.view.following, language)
        if len(following) > 1:
            return following
    if case.says(case.near, "payers", "fees"):
        return ("dritte",)
    if previous and restates(case, previous):
        return previous.payers
    if case.says(case.marked, "schemes", "invol"):
        # Integration pre-apprenticeships are paid by the Confederation per place.
        return ("bund",)
    for sentence in (case.view.previous, *case.around):
        if case.says(sentence, "shares", "any") and len(payers := payer_set(sentence, language)) > 1:
            return payers
    return _decider(case)


def _decider(case: Case) -> tuple[str, ...]:
    """Return the purse of the body that granted or asked for money before, the office's where it sets a tariff."""
    before = f"{case.told} {case.text_before} {case.view.sentence}"
    if any(case.says(before, "status", status) for status in DECIDED):
        purses = [payer_of_body(body.body_type) for body in named_bodies(before, case.context.language)]
        if named := [purse for purse in purses if purse]:
            return (named[-1],)
    if unit_of(case, "other") in UNITS_OF_OFFERS and not case.says(before, "payers", "office"):
        return ()
    asked = any(case.says(before, "status", status) for status in DECIDED)
    if asked or case.says(before, "payers", "office"):
        return _own_purse(case.context.canton)
    return ()


def _own_purse(canton: str | None) -> tuple[str, ...]:
    if canton is None:
        return ()
    return ("bund",) if canton == FEDERAL else ("kanton",)


def _decides(case: Case) -> bool:
    return case.says(case.near, "status", "approved") or case.says(case.near, "status", "requested")


def _with_lump_sum(case: Case, beside: tuple[str, ...]) -> tuple[str, ...]:
    """What cantons spend with the federal lump sum in it is federal and cantonal money."""
    if beside == ("kanton",) and case.says(case.view.after, "ip_scope", "included"):
        return ("bund", "kanton")
    return beside


def restates(case: Case, previous: Funding) -> bool:
    """`…, also 2 Millionen pro Jahr`, or nearly the same amount again: said of the same money."""
    if case.says(case.own_before, "payers", "goes_on") or case.says(case.own_after, "payers", "goes_on_after"):
        return True
    if previous.amount_chf is None or case.amount.low is None or not previous.amount_chf:
        return False
    return abs(case.amount.low / Decimal(str(previous.amount_chf)) - 1) <= RESTATED_SHARE


def pays_a_share(case: Case) -> bool:
    """`zur Hälfte vom Bund bezahlt`: the one payer named pays a part, others the rest."""
    return case.says(case.own_after, "shares", "part")
