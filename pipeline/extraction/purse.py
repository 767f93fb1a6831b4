"""Whose money an amount is, from the amount outwards: beside it, by who decides, by what was said before."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipeline.domain.cantons import FEDERAL
from pipeline.domain.lexicon import joined_pattern, lexicon
from pipeline.domain.reasons import decides
from pipeline.extraction.basis import shares_its_verb
from pipeline.extraction.bodies import NamedBody, named_bodies
from pipeline.extraction.case import GROUNDS, Case, Thread
from pipeline.extraction.charged import charged_to, headed_by
from pipeline.extraction.instrument import SAME_MONEY, is_rate_of_it, sums_up
from pipeline.extraction.offers import tells_the_whole
from pipeline.extraction.payers import (
    PAYERS,
    combined,
    named_payers,
    own_funds,
    payer_of_body,
    payer_of_instrument,
    payer_set,
    payers_beside,
    payers_of_pronoun,
)
from pipeline.extraction.purpose import UNITS_OF_OFFERS, goes_to_town, unit_of
from pipeline.extraction.recipients import payers_told
from pipeline.extraction.shares import doublers, sharers
from pipeline.records import Funding

# Restated amounts (`rund 1,5 Millionen`, `genau 1'498'188`) lie within this share of each other.
RESTATED_SHARE = Decimal("0.03")
# Money that is granted or asked for is that of whoever decides.
DECIDED = ("act", "requested")
CONCEPT = "kip_concept"
DECISION = "government_decision"
BILL = "parliament_bill"
_FEDERAL_BODIES = frozenset({"federal_executive", "federal_parliament", "federal_office"})


@dataclass(frozen=True, slots=True)
class Purse:
    """The value of the column `payer` and the payers named."""

    payer: str
    named: tuple[str, ...]


@decides("payer")
def purse_of(case: Case, instrument: str, thread: Thread, recipient: str | None) -> Purse:
    """Return whose money an amount is, never its recipient's; `unknown` without names where nothing says it."""
    return _with_towns(_found(case, instrument, thread, recipient), case, instrument)


def _found(case: Case, instrument: str, thread: Thread, recipient: str | None) -> Purse:
    if heading := _by_column(case):
        return _purse(heading)
    implied = payer_of_instrument(instrument)
    if implied and not _tops_up(case, instrument):
        return _purse((implied,))
    if case.says(case.view.sentence, "payers", "cantons_receive"):
        return _purse(("bund",))
    language = case.context.language
    beside = payers_beside(*payers_told(case, recipient), language)
    if case.says(case.own_before, "payers", "fee_payer"):
        return _purse(("dritte",))
    if shared := sharers(case):
        return _shared(shared, payer_set(case.own_before, language), case, instrument)
    if beside in ((), ("gemeinden",)) and goes_to_town(case):
        # Towns get money of the programme from their canton (Art. 58 AIG: the Confederation pays cantons only).
        return _purse(("kanton",))
    return _purse(("dritte",)) if _is_fee(case) else _by_those(beside, case, instrument, thread)


def _by_those(beside: tuple[str, ...], case: Case, instrument: str, thread: Thread) -> Purse:
    """Return the purse by who is named beside the amount, by what is added to it, and by what was said elsewhere."""
    if case.says(case.marked, "shares", "sum") and (told := _told_to_double(case)):
        return _purse(_ordered((*beside, *told, *(thread.previous.payers if thread.previous else ()))))
    if len(beside) == 1 and instrument == "kip_total" and case.says(case.view.after, "shares", "holds"):
        return Purse("mixed", beside)
    if case.says(case.view.after, "shares", "contributed"):
        return _purse(payer_set(case.view.after, case.context.language))
    if thread.previous and case.says(case.marked, "shares", "added"):
        return _purse(_ordered((*beside, *thread.previous.payers)))
    if not beside and _is_whole(case, instrument):
        return Purse("mixed", ())
    if not beside and (told := _told_after(case)):
        return _purse(told)
    deciding = _with_partners(case, _beside_or_deciding(case, beside))
    purse = _purse(deciding) if deciding else _said_elsewhere(case, instrument, thread)
    return Purse("mixed", purse.named) if len(purse.named) == 1 and _pays_a_share(case) else purse


def _by_column(case: Case) -> tuple[str, ...]:
    """Return who heads the column of a table told in words, everybody for its sum."""
    if case.cell is None or case.cell.column is None:
        return ()
    label = " ".join(case.cell.columns) if case.says(case.cell.column, "totals", "label") else case.cell.column
    return payer_set(label, case.context.language)


def _is_fee(case: Case) -> bool:
    """What those who come to an offer pay: told beside the amount, and nobody else there."""
    others = set(payer_set(case.near, case.context.language)) - {"dritte"}
    told = case.says(case.near, "payers", "fees") or case.says(case.own_after, "payers", "fees_after")
    return told and not others


def _with_partners(case: Case, named: tuple[str, ...]) -> tuple[str, ...]:
    """`Dafür sieht der Staatsrat zusammen mit den Gemeinden ¤ vor`: whoever decides pays with those named."""
    together = len(named) == 1 and case.says(case.near, "payers", "together_with")
    return _ordered((*named, *_own_purse(case))) if together else named


def _told_to_double(case: Case) -> tuple[str, ...]:
    """Those named where the text says, here or right before, that somebody pays as much once more."""
    for text in (case.view.previous, case.view.before):
        if case.says(text, "shares", "doubled"):
            named = payer_set(f"{case.view.previous} {case.view.before}", case.context.language)
            return _ordered((*named, *_purses(case, case.view.before)))
    return ()


def _tops_up(case: Case, instrument: str) -> bool:
    """What a canton asks for or grants for people with status S comes on top of the federal lump sum."""
    if instrument != "status_s":
        return False
    granted = _decides(case) and "kanton" in _purses(case, case.view.sentence)
    return granted or (case.context.canton != FEDERAL and case.says(case.near, "payers", "own_credit"))


def decided_by(case: Case) -> tuple[str, ...]:
    """Return whose purse the body has that granted or asked for money here or before, none without such an act."""
    before = f"{case.told_here} {case.text_before} {case.view.sentence}"
    if not any(case.says(before, "status", cue) for cue in DECIDED) and not case.says(before, "roles", "proposal"):
        return ()
    purses = _purses(case, before)
    return (purses[-1],) if purses else ()


def restates(case: Case, previous: Funding) -> bool:
    """`…, also 2 Millionen pro Jahr`, or nearly the same amount again: said of the same money."""
    if (
        sums_up(case, previous)
        or is_rate_of_it(case)
        or case.says(case.own_before, "intervals", "instalment")
        or any(case.says(case.own_before, *cue) for cue in SAME_MONEY)
        or case.says(case.own_after, "payers", "goes_on_after")
    ):
        return True
    if previous.amount_chf is None or case.amount.low is None or not previous.amount_chf:
        return False
    return abs(case.amount.low / Decimal(str(previous.amount_chf)) - 1) <= RESTATED_SHARE


def _purse(named: tuple[str, ...]) -> Purse:
    return Purse(combined(named), named)


def _with_towns(purse: Purse, case: Case, instrument: str) -> Purse:
    """`Bund und Kantone` pay the programmes with the towns (Art. 16 Abs. 3 VIntA); `Bund und Kanton` are two."""
    plural = instrument == "kip_total" and case.says(case.view.sentence, "payers", "all_cantons")
    return Purse("mixed", purse.named) if plural and purse.payer == "bund_kanton" else purse


def _shared(shared: tuple[str, ...], before: tuple[str, ...], case: Case, instrument: str) -> Purse:
    """One who pays a part shares with whoever stands before the sum; of the programme's money others pay the rest."""
    if len(shared) > 1:
        return _purse(shared)
    together = _ordered((*shared, *before))
    if together == before:
        return _purse(before)
    if len(together) == 1 and instrument == "kip_total":
        return Purse("mixed", together)
    return _purse(together if len(together) > 1 else _ordered((*together, *decided_by(case))))


def _ordered(payers: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(payer for payer in PAYERS if payer in payers)


def _is_whole(case: Case, instrument: str) -> bool:
    """What the programme costs as a whole, or with or without the lump sum, is money of all who take part in it."""
    if instrument != "kip_total":
        return False
    return tells_the_whole(case) or case.says(case.marked, "ip_scope", "included")


def _beside_or_deciding(case: Case, beside: tuple[str, ...]) -> tuple[str, ...]:
    """Who is named beside the amount, or the purse of the body that the sentence names."""
    paying = _purses(case, case.view.sentence)
    if paying and (not beside or beside == ("kanton",) or _decides(case)):
        return beside if len(beside) > 1 else (paying[-1] if "kanton" not in paying else "kanton",)
    if beside == ("kanton",) and case.says(case.view.after, "ip_scope", "included"):
        # What cantons spend with the federal lump sum in it is federal and cantonal money.
        return ("bund", "kanton")
    language = case.context.language
    if not beside and own_funds(case.near, language):
        owners = named_payers(case.view.before, language)
        if owners and owners[-1].payer == "bund" and case.says(case.view.before, "payers", "receives"):
            # Who gets money from the Confederation and pays the rest alone is a canton.
            return ("kanton",)
        return (owners[-1].payer,) if owners else ()
    return beside or payers_of_pronoun(case.view.sentence, case.view.previous, language) or _body_of_pronoun(case)


def _body_of_pronoun(case: Case) -> tuple[str, ...]:
    """`Der Gemeinderat gewährt ¤. Zudem richtet er ¤ aus`: the purse of the body that the pronoun stands for."""
    told = case.says(case.view.sentence, "payers", "pronoun_m") or case.says(case.view.sentence, "payers", "pronoun_p")
    return tuple(_purses(case, case.view.previous)[-1:]) if told else ()


def _said_elsewhere(case: Case, instrument: str, thread: Thread) -> Purse:
    """Look for who pays in the amount before, the sentences around, the shares of the whole, and who decides."""
    previous, whole = thread.previous, thread.shared
    if previous and (_goes_on(case, previous) or _is_part_of(case, previous) or shares_its_verb(case, previous)):
        return Purse(previous.payer, previous.payers)
    if whole and whole.instrument == instrument and case.says(case.marked, "shares", "slice"):
        return Purse(whole.payer, whole.payers)
    if case.says(case.marked, "schemes", "invol"):
        # Integration pre-apprenticeships are paid by the Confederation per place.
        return _purse(("bund",))
    told = headed_by(case) or _said_before(case) or _decider(case) or charged_to(case)
    if not told and previous and _has_same_subject(case, previous):
        return Purse(previous.payer, previous.payers)
    return _purse(told)


def _has_same_subject(case: Case, previous: Funding) -> bool:
    """`Die Bundesmittel steigen um ¤ und erreichen pro Jahr ¤`: nobody else is named before the second verb."""
    beside = previous.evidence.quote in case.view.before
    return beside and case.says(case.own_before, "payers", "same_subject")


def _told_after(case: Case) -> tuple[str, ...]:
    """Return who pays by the sentence after the amount: `Finanziert wird dies von Bund und Kanton.`"""
    told = case.says(case.view.following, "payers", "paid_after")
    return payer_set(case.view.following, case.context.language) if told else ()


def _said_before(case: Case) -> tuple[str, ...]:
    """Who shares the money by a sentence before, or pays for what the sentence before tells."""
    language = case.context.language
    for sentence in (case.view.previous, *case.around):
        if case.says(sentence, "shares", "any") and len(payers := payer_set(sentence, language)) > 1:
            return payers
    if told := doublers(case):
        return told
    before = case.said_before
    payers = payer_set(before, language)
    if len(payers) == 1 and before.rstrip().endswith("?"):
        # `Und der Kanton? Rund 900'000 Franken.`
        return payers
    return payers if len(payers) == 1 and case.says(before, "payers", "pays") else ()


def _is_part_of(case: Case, previous: Funding) -> bool:
    """`Der Bund gibt 9 Mio. 2,4 Mio. davon kamen der Sprache zugute, 1,1 Mio. dem Dolmetschen`: of the same purse."""
    if previous.amount_chf is None or case.amount.low is None or float(case.amount.low) > previous.amount_chf:
        return False
    if case.says(case.own_after, "shares", "is_part"):
        return True
    beside = previous.evidence.quote in case.view.before
    return beside and case.says(case.view.before, "shares", "slice") and not case.says(case.near, "payers", "pays")


def _goes_on(case: Case, previous: Funding) -> bool:
    """Tell whether the amount is the one before in other words, its old or new value, or a like tariff beside it."""
    if restates(case, previous) or case.amount.link == "new":
        return True
    same_unit = previous.unit is not None and unit_of(case, "other", previous) == previous.unit
    return same_unit and previous.evidence.quote in case.view.before


def _decider(case: Case) -> tuple[str, ...]:
    """Return the purse of the body that granted or asked for money before, the office's where it sets a tariff."""
    if case.says(case.near, "payers", "adds"):
        # What comes on top is not the money decided on.
        return ()
    if case.part == GROUNDS and case.context.doc_type == DECISION:
        # The dispositive grants; its grounds tell whose money it is only where they say so.
        return ()
    if decided := decided_by(case):
        return decided
    if case.context.doc_type == BILL and case.says(case.view.sentence, "status", "of_credit"):
        return _own_purse(case)
    before = f"{case.told_here} {case.text_before} {case.view.sentence}"
    if unit_of(case, "other") in UNITS_OF_OFFERS and not case.says(before, "payers", "office"):
        return ()
    asked = any(case.says(before, "status", status) for status in DECIDED)
    programme = case.says(case.view.sentence, "instruments", "kip")
    if asked or (case.says(before, "payers", "office") and not (programme or _is_of_an_office(case))):
        return _own_purse(case)
    return ()


def _is_of_an_office(case: Case) -> bool:
    """Reports and concepts name the office that wrote them on every page."""
    return case.context.reports or case.context.doc_type == CONCEPT


def _own_purse(case: Case) -> tuple[str, ...]:
    """The purse of the document's canton, which a bill asks for; an office with no town beside it is cantonal."""
    before = f"{case.told} {case.text_before}"
    tariff = unit_of(case, "other") in UNITS_OF_OFFERS
    asked = case.context.doc_type == BILL and case.says(case.view.sentence, "status", "requested")
    if case.context.canton is None and not asked and (not tariff or case.says(before, "payers", "municipality")):
        return ()
    return ("bund",) if case.context.canton == FEDERAL else ("kanton",)


def _decides(case: Case) -> bool:
    return any(case.says(case.near, "status", status) for status in DECIDED)


def _purses(case: Case, text: str) -> list[str]:
    """Return the purses of the bodies a text names, in order."""
    federal = _only_federal(f"{case.told} {case.text_before} {case.view.sentence}", case)
    text = joined_pattern(case.context.language, "payers", "partner_re").sub(" ", text)
    bodies = named_bodies(text, case.context.language)
    purses = ("bund" if federal and _is_generic(body, text, case) else payer_of_body(body.body_type) for body in bodies)
    if any(payer_of_body(body.body_type) == "gemeinden" for body in bodies):
        # Beside a body of a town the people who vote are those of the town.
        purses = (_of_town(body) for body in bodies)
    return [purse for purse in purses if purse]


def _of_town(body: NamedBody) -> str | None:
    return "gemeinden" if body.body_type == "people" else payer_of_body(body.body_type)


def _only_federal(text: str, case: Case) -> bool:
    """Tell whether a text names bodies of the Confederation and none of a canton."""
    kinds = {body.body_type for body in named_bodies(text, case.context.language) if not _is_generic(body, text, case)}
    return bool(kinds) and kinds <= _FEDERAL_BODIES


def _is_generic(body: NamedBody, text: str, case: Case) -> bool:
    """A bare `Parlament` is that of the canton or of the Confederation, as named before."""
    generic = str(lexicon(case.context.language)["bodies"]["generic"])
    return text[body.start : body.end].casefold().startswith(generic)


def _pays_a_share(case: Case) -> bool:
    """`zur Hälfte vom Bund bezahlt`: the one payer named pays a part, others the rest."""
    return case.says(case.own_after, "shares", "part")
