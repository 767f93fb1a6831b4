"""Whether money is planned, requested, approved or spent: from the amount outwards, then from what was said before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.domain.lexicon import alternatives, joined_pattern, lexicon
from pipeline.domain.reasons import decides
from pipeline.extraction.actors import VOTING
from pipeline.extraction.basis import shares_its_verb
from pipeline.extraction.bodies import named_bodies
from pipeline.extraction.case import DISPOSITIVE, GROUNDS, Case
from pipeline.extraction.instrument import LUMP_SUMS
from pipeline.extraction.purpose import UNITS_OF_OFFERS
from pipeline.extraction.purse import decided_by, restates
from pipeline.extraction.sentences import rough_sentences
from pipeline.extraction.timing import periods_in
from pipeline.records import Funding

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
# What is to be decided follows the words that ask for it so near.
REACH_OF_A_DRAFT = 300
_VOTING = tuple(kind for kind in VOTING if kind != "committee")
_HEADS = ("refugee", "person")
# Whose money an act settles: that of the body which decides, and the whole of a programme.
_SETTLED_BY_ACT = ("kanton", "bund_kanton", "mixed", "unknown")
# What these documents state without another cue is in force or decided with them.
_DECIDING_KINDS = ("law", "government_decision")
BILL = "parliament_bill"
CONCEPT = "kip_concept"


@dataclass(frozen=True, slots=True)
class Money:
    """What is known of an amount before its status: its role, whose money it is, per what, of which credit."""

    role: str
    payer: str
    unit: str | None
    instrument: str
    integration: bool


@decides("status")
def status_of(case: Case, money: Money, previous: Funding | None) -> str:
    """Return the status of an amount; `unknown` where nothing in the text speaks of it.

    What was moved and rejected was asked for; its role tells its fate. A cue beside the amount wins. Else an annual
    report tells what was spent; what follows an act was approved or requested with it, but what others are to pay is
    only expected there, and so are tariffs, but for those the law sets. Money of the programme that is told in the
    present is planned.
    """
    status = _found(case, money, previous)
    # What a bill lays down is what its government asks for.
    told = f"{case.told_here} {case.text_before}"[-REACH_OF_A_DRAFT:]
    drafted = case.part == DISPOSITIVE or case.says(told, "status", "draft_lead")
    asked = status == "approved" and drafted and case.context.doc_type == BILL
    return "requested" if asked else status


def _found(case: Case, money: Money, previous: Funding | None) -> str:
    if money.role == "superseded":
        return "spent"
    if money.role == "rejected":
        return "requested"
    if money.payer == "dritte" and case.says(case.near, "status", "pledged"):
        return "planned"
    if status := _own_status(case, money):
        return _with_the_whole(case, _as_asked(case, status, money.payer), previous)
    if previous and shares_its_verb(case, previous):
        return previous.status
    if previous and (_is_part(case, previous) or _is_restated(case, money, previous)):
        return previous.status
    if _by_law(case, money) and _is_in_force(case):
        return "approved"
    return _by_what_was_told(case, money)


def _is_restated(case: Case, money: Money, previous: Funding) -> bool:
    """`Bisher waren es 6000 Franken, neu sind es 18'000`: the new value is no longer what the old one was."""
    same = previous.payer == money.payer and previous.role != "superseded"
    return same and restates(case, previous)


def _is_in_force(case: Case) -> bool:
    """`Der Bund wird die Pauschale von 6000 auf 18'000 Franken erhöhen`: the verb stands behind both values."""
    if case.says(case.view.sentence, "status", "to_rise"):
        return False
    return case.says(case.near, "status", "in_force") or not case.says(case.near, "status", "neutral")


def _is_of_the_credit(case: Case, money: Money) -> bool:
    """`Près de la moitié du crédit, soit ¤, ira aux cours`: a part of what a bill asks for."""
    asked = case.context.doc_type == BILL and money.payer in ("kanton", "unknown")
    return asked and case.says(case.view.sentence, "status", "of_credit")


def _own_status(case: Case, money: Money) -> str | None:
    """Return what the sentence says; a lump sum that rose (`stieg auf 18'000 Franken`) is what is paid from then on.

    One of a year (`überwies 2023 je 18'000 Franken`) was paid then.
    """
    status = "approved" if _is_decided_on(case) else _said(case, money.payer)
    of_a_year = any(period.single_year for period in periods_in(case.view.sentence, case))
    of_a_year = of_a_year or case.says(case.near, "periods", "same_year")
    if status in (None, "planned") and _is_of_the_credit(case, money):
        return "requested"
    if status == "spent" and (_is_supposed(case) or case.says(case.near, "status", "as_planned")):
        return "planned"
    return "approved" if status == "spent" and _by_law(case, money) and not of_a_year else status


def _is_decided_on(case: Case) -> bool:
    """`Die Räte haben entschieden, die Beiträge um ¤ zu kürzen`: what is to be done has been decided."""
    decided = case.says(case.view.before, "status", "decided_to")
    return decided and not case.says(case.view.after, "status", "to_ask")


def _is_supposed(case: Case) -> bool:
    """`Er rechnet mit 15 Mio.; auf den Kanton entfielen 7 Mio.`: a form that may be past, in what is expected."""
    supposed = case.says(case.near, "status", "may_be_supposed")
    return supposed and case.says(case.view.sentence, "status", "expected")


def _by_what_was_told(case: Case, money: Money) -> str:
    """Return what acts before an amount, the kind of its document and the part of it say of its status."""
    if case.part == GROUNDS and case.context.doc_type in _DECIDING_KINDS:
        # The dispositive decides; what its grounds tell besides is what it expects.
        return "planned"
    act = _act_around(case, money) if money.unit not in UNITS_OF_OFFERS else None
    if act == "approved" and _tells_of_the_future(case):
        return "planned"
    if act is not None:
        return act if _settles(case, act, money.payer) else "planned"
    if case.context.doc_type in _DECIDING_KINDS or case.says(f"{case.told}{case.text_before}", "status", "contract"):
        return "approved"
    return "planned" if money.integration or case.says(case.view.sentence, "status", "neutral") else "unknown"


def _tells_of_the_future(case: Case) -> bool:
    """A concept and the grounds of a bill plan: acts they tell of are those that came before."""
    return case.context.doc_type == CONCEPT or (case.part == GROUNDS and case.context.doc_type == BILL)


def _by_law(case: Case, money: Money) -> bool:
    """The Confederation's lump sums per head are set by law (Art. 15 VIntA) and by its decision on status S."""
    lump_sum = money.instrument == "ip" and case.amount.low in LUMP_SUMS
    return (lump_sum or money.instrument == "status_s") and money.unit in _HEADS


def _as_asked(case: Case, status: str, payer: str) -> str:
    """`Sie beantragt 16 Millionen. 8 Millionen blieben am Kanton hängen`: asked for with the rest."""
    supposed = status in ("planned", "spent") and case.says(case.near, "status", "subjunctive")
    asked = supposed and _act_before(case) == "requested" and _settles(case, "requested", payer)
    return "requested" if asked else status


def _is_part(case: Case, previous: Funding) -> bool:
    """A part has the status of its whole where nothing else is said of it."""
    if previous.amount_chf is None or case.amount.low is None or float(case.amount.low) > previous.amount_chf:
        return False
    return case.says(case.own_after, "shares", "is_part") or case.says(case.own_before, "shares", "breakdown")


def _with_the_whole(case: Case, status: str, previous: Funding | None) -> str:
    """`Davon sind 600'000 Franken für Kurse vorgesehen`: what the whole is asked or granted for is so too."""
    part = case.says(case.own_before, "shares", "breakdown") or case.says(case.own_after, "shares", "is_part")
    if status != "planned" or previous is None or not part:
        return status
    return previous.status if previous.status in ("requested", "approved") else status


def _said(case: Case, payer: str) -> str | None:
    """Look beside the amount, in its clause, at the kind of document, and in the rest of the sentence."""
    if status := _cue(case, case.near, payer):
        return status
    if _is_pending(case):
        return "requested"
    present = case.says(case.near, "status", "present")
    if not present and (status := _cue(case, case.clause, payer)):
        return status
    if case.context.reports:
        return "planned" if case.says(case.near, "status", "ahead") else "spent"
    told = case.clause if case.says(case.near, "status", "apposed") else case.near
    neutral = case.says(case.near, "status", "neutral")
    if not present and not neutral and case.says(_undotted(told, case), "status", "past"):
        return "spent"
    return None if present or case.says(case.clause, "status", "neutral") else _cue(case, case.view.sentence, payer)


def _is_pending(case: Case) -> bool:
    """`Über den Kredit von 8 Mio. entscheidet der Kantonsrat im Herbst`; `um diesen Betrag wird er ersucht`."""
    sentence = case.view.sentence
    if _pointed_at(case):
        return True
    if not case.says(sentence, "status", "pending") or case.says(sentence, "status", "act"):
        return False
    return any(body.body_type in _VOTING for body in named_bodies(sentence, case.context.language))


def _pointed_at(case: Case) -> bool:
    """Tell whether the rest of the sentence or the next one asks for `diesen Betrag`, the last one told before."""
    for text in (case.view.after, case.view.following):
        pointer = joined_pattern(case.context.language, "status", "pointed_re").search(text)
        if pointer or case.says(text, "shares", "figure"):
            return pointer is not None and not case.says(text[: pointer.start()], "shares", "figure")
    return False


def _cue(case: Case, text: str, payer: str) -> str | None:
    """Return what the surest cue of a text says; an act in another clause reaches only the money it settles."""
    own = joined_pattern(case.context.language, "status", "ignored_re").sub(" ", _undotted(text, case))
    # `werden … eingesetzt` tells of what is done, `wurden … eingesetzt` of what was.
    own = joined_pattern(case.context.language, "status", "present_passive_re").sub(lambda match: match[1], own)
    for cue, status in _CUES:
        if case.says(own, "status", cue):
            if cue == "act":
                return status if text == case.near or _settles(case, status, payer) else None
            # `Die Stelle erhält …`: in force where it is told, intended in a concept and in the grounds of an act.
            expected = case.context.doc_type == CONCEPT or case.part == GROUNDS
            return "planned" if cue == "approved" and expected else status
    return None


def _undotted(text: str, case: Case) -> str:
    """Return a text without the full stops of other amounts: `haben die Kantone ¤ und der Bund 31 Mio. beigetragen`."""
    return _units(case.context.language).sub(lambda match: match[1], text)


@cache
def _units(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b({alternatives(lexicon(language)['sentences'].get('units', ()))})\.")


def _settles(case: Case, act: str, payer: str) -> bool:
    """Tell whether an act is about this payer's money; the dispositive of a government settles all of it."""
    if case.context.doc_type in _DECIDING_KINDS or _all_settled(case):
        return True
    if act == "requested":
        return payer in ("kanton", "unknown") or decided_by(case) == (payer,)
    deciding = decided_by(case)
    # What a town grants settles nothing of what its canton adds.
    return deciding == (payer,) or (payer in _SETTLED_BY_ACT and (payer, deciding) != ("kanton", ("gemeinden",)))


def _all_settled(case: Case) -> bool:
    """A dispositive or an agreement told before settles whoever's money is named with it."""
    before = f"{case.told} {case.text_before[: case.view.start]}"
    noted = case.says(case.view.sentence, "status", "noted")
    if case.says(before, "decisions", "inline_dispositive") and not noted:
        return True
    sentences = rough_sentences(before.rstrip())
    acts = (sentence for sentence in sentences if case.says(sentence, "status", "agreement"))
    return any(case.says(sentence, "status", "act") for sentence in acts)


def _act_around(case: Case, money: Money) -> str | None:
    """Return what an act before the amount makes of it, else one in the next sentence that is about it."""
    if act := _act_before(case):
        return act
    following = case.view.following
    told = case.says(following, "status", "act") and case.says(following, "status", "object")
    asked = case.says(following, "status", "requested")
    return "approved" if money.integration and told and not asked else None


def _act_before(case: Case) -> str | None:
    """Return what the last act told before the amount makes of it: approved, requested, or null without one."""
    before = f"{case.told_here} {case.text_before[: case.view.start]}"
    for sentence in rough_sentences(before)[: -REACH_OF_AN_ACT - 1 : -1]:
        own = joined_pattern(case.context.language, "status", "ignored_re").sub(" ", sentence)
        for cue, status in (("requested", "requested"), ("act", "approved")):
            if case.says(own, "status", cue):
                return status
    return None
