"""Funding in running text: what an amount is for, whose money it is, for which time, and how sure it is.

Each attribute is one small function over the window of the amount: its own segment (the sentence
between the neighbouring amounts), the sentence, the sentences before. Cues come from the lexicon;
where nothing is said the value is `unknown` or null.
"""

from __future__ import annotations

from pipeline.domain.areas import area_of_title
from pipeline.domain.programs import years_of
from pipeline.domain.reasons import about, decides
from pipeline.extraction.amounts import RULE
from pipeline.extraction.basis import basis_of, interval_of
from pipeline.extraction.case import PLACE, Case, Thread, begins_anew, case_of
from pipeline.extraction.facts import Context
from pipeline.extraction.fractions import fractions_of
from pipeline.extraction.instrument import instrument_of, is_of_another_field
from pipeline.extraction.linked_amounts import Amount
from pipeline.extraction.offers import area_of
from pipeline.extraction.parts import with_totals
from pipeline.extraction.passages import Passage, evidence
from pipeline.extraction.payers import own_funds
from pipeline.extraction.purpose import UNITS_OF_OFFERS, is_municipal, unit_of
from pipeline.extraction.purse import Purse, purse_of, restates
from pipeline.extraction.recipients import recipient_of
from pipeline.extraction.respective import with_respective_years
from pipeline.extraction.scope import scope_said
from pipeline.extraction.status import Money, status_of
from pipeline.extraction.timing import Years, years_of_amount
from pipeline.records import Document, Funding, record_id

CONFIDENCE_DIGITAL = 0.9
CONFIDENCE_IMAGE = 0.6

# Savings and revenues are money of integration promotion only where they are federal money for it.
FEDERAL_INSTRUMENTS = ("ip", "ifk", "status_s")
# The title of a document and the line below it.
LINES_OF_A_TITLE = 2
# The first programmes of the cantons began in 2014; money of earlier years is none of theirs.
FIRST_YEAR = 2014
# So much of what stands before a passage may say what its amounts are.
TOLD_REACH = 800


def funding_in(
    document: Document,
    passage: Passage,
    amounts: list[Amount],
    bounds: list[tuple[int, int]],
    context: Context,
    chapter: int = 0,
) -> list[Funding]:
    """Return a row for each amount of a passage, in order; `chapter` is where the heading above it begins."""
    rows: list[Funding] = []
    thread = Thread()
    if not amounts:
        return rows
    told = (_told_before(document, passage.start, 0), _told_before(document, passage.start, chapter))
    for index in range(len(amounts)):
        case = case_of(passage, amounts, index, bounds, context, told)
        with about(passage.start + case.amount.start):
            rows.append(_row(document, passage, case, thread))
        thread = thread.after(rows[-1])
    return with_totals(with_respective_years(rows, passage, bounds, context.language))


def _told_before(document: Document, start: int, first: int) -> str:
    """Return what running text says before a place, from `first` on; a table and its title speak for themselves."""
    at = max(first, start - TOLD_REACH)
    pieces = []
    for table in document.tables:
        if at < table.end and table.start < start:
            before = document.text[at : max(at, table.start)].rstrip()
            head, _, last = before.rpartition("\n")
            pieces.append(head if last.strip() in (table.caption or "") else before)
            at = min(table.end, start)
    return "\n".join([*pieces, document.text[at:start]])


def _row(document: Document, passage: Passage, case: Case, thread: Thread) -> Funding:
    amount, previous = case.amount, thread.previous
    instrument = instrument_of(case, previous)
    if instrument == "other" and previous and (restates(case, previous) or case.says(case.marked, "shares", "added")):
        instrument = previous.instrument
    role = _role(case)
    unit = unit_of(case, instrument, previous)
    periods = years_of_amount(case, unit, instrument, thread, role)
    basis = basis_of(case, thread, unit, periods, role)
    integration = _is_integration(case, instrument, previous)
    recipient = recipient_of(case, previous)
    purse = purse_of(case, instrument, thread, recipient)
    if instrument == "other" and unit == "refugee" and purse.named == ("bund",):
        # What the Confederation pays per refugee is the lump sum (Art. 58 Abs. 2 AIG, Art. 15 VIntA).
        instrument = "ip"
    elif instrument == "kip_total" and (periods[1] or FIRST_YEAR) < FIRST_YEAR:
        instrument = "other"
    elif instrument == "kip_total" and purse.payer == "dritte" and not _joins_the_programme(case, periods):
        # What foundations and participants pay is not the programme's own money.
        instrument = "other"
    elif instrument == "kip_total" and purse.payer == "bund" and _ip_scope(case, instrument) == "excluded":
        # Federal money of the programme without the lump sum is its other federal source (Art. 58 Abs. 3 AIG).
        instrument = "ifk"
    start, end = passage.start + amount.start, passage.start + amount.end
    scanned = document.page_at(start).route in ("ocr", "mixed")
    return Funding(
        funding_id=record_id(document.document_id, "funding", start, end),
        evidence=evidence(
            document,
            start,
            end,
            passage.section,
            RULE,
            CONFIDENCE_IMAGE if scanned else CONFIDENCE_DIGITAL,
            needs_review=amount.low is None,
        ),
        amount_chf=float(amount.low) if amount.low is not None else None,
        amount_max_chf=float(amount.high) if amount.high is not None else None,
        qualifier=amount.qualifier,
        basis=basis,
        unit=unit,
        interval=interval_of(case, basis, instrument),
        period_start=periods[0],
        period_end=periods[1],
        payer=purse.payer,
        payers=purse.named,
        payer_shares=_shares(case, purse.named),
        recipient=recipient,
        instrument=instrument,
        ip_scope=_ip_scope(case, instrument),
        scheme=_scheme(case),
        foerderbereich=area_of(case),
        status=status_of(case, Money(role, purse.payer, unit, instrument, integration), previous),
        role=role,
        side=_side(case, instrument, purse, (role, unit, periods)),
        each=amount.each,
        is_integration=integration and (role not in ("saving", "revenue") or instrument in FEDERAL_INSTRUMENTS),
        is_total=case.says(case.near, "intervals", "total"),
    )


def _joins_the_programme(case: Case, periods: Years) -> bool:
    """Foundations that add something, or pay for all years of the programme, pay a part of it; participants don't."""
    if case.says(case.near, "payers", "fees") or case.says(case.own_before, "payers", "fee_payer"):
        return False
    years = years_of(case.context.program) if case.context.program else ()
    throughout = bool(years) and periods == (years[0], years[-1]) and case.says(case.near, "periods", "whole_term")
    return throughout or case.says(case.near, "payers", "adds")


@decides("payer_shares")
def _shares(case: Case, payers: tuple[str, ...]) -> tuple[float, ...]:
    """Return equal shares where the sentence says that two payers pay half each, else those told of each of several."""
    if len(payers) == 2 and case.says(case.view.sentence, "shares", "half"):
        return (0.5, 0.5)
    return fractions_of(case, payers) if len(payers) > 1 else ()


@decides("ip_scope")
def _ip_scope(case: Case, instrument: str) -> str:
    if instrument == "ip":
        return "only"
    if instrument == "ifk":
        return "excluded"
    following = "" if case.says(case.view.following, "ip_scope", "of_table") else case.view.following
    texts = (case.view.after, case.view.sentence, following)
    return next((scope for text in texts if (scope := scope_said(text, case.context.language))), "unknown")


@decides("side")
def _side(case: Case, instrument: str, purse: Purse, told: tuple[str, str | None, Years]) -> str | None:
    """Whoever is said to pay so much of the programme the document is about tells where its money comes from.

    What it costs all of them together, and what is told of earlier programmes, of one area or of a single purpose, says
    nothing of its sources.
    """
    role, unit, (first, last) = told
    if instrument not in ("kip_total", "ifk") or not purse.named or role != "level" or unit is not None:
        return None
    everybody = {"bund", "kanton", "gemeinden"} <= set(purse.named)
    if everybody or case.context.program is None or area_of(case) or case.says(case.clause, "sides", "for_a_part"):
        return None
    years = years_of(case.context.program)
    inside = (first or years[0]) >= years[0] and (last or years[-1]) <= years[-1]
    return "sources" if inside else None


@decides("scheme")
def _scheme(case: Case) -> str | None:
    for scheme in ("invol", "ias", "programm_s", "national_programme"):
        if case.says(case.marked, "schemes", scheme):
            return scheme
    return None


@decides("role")
def _role(case: Case) -> str:
    if "new" in (case.amount.link, case.partner):
        return "superseded" if case.partner else _role_beside(case)
    if case.amount.link == "old" or (_cue_before(case, "superseded") and case.partner != "old"):
        return "superseded"
    return _role_beside(case)


def _role_beside(case: Case) -> str:
    if case.says(case.own_after, "roles", "superseded_after") and case.says(
        case.own_before, "roles", "superseded_from"
    ):
        return "superseded"
    if _cue_before(case, "threshold") or _is_threshold(case):
        return "threshold"
    if case.says(case.own_after, "roles", "decrease_after") or _cue_before(case, "decrease"):
        return "decrease"
    if change := _increase(case) or _change(case):
        return change
    fallen = case.says(case.own_after, "roles", "rejected") or _cue_before(case, "rejected_before")
    if fallen and case.says(case.clause, "roles", "proposal"):
        return "rejected"
    for role in ("revenue", "saving", "rejected"):
        if case.says(case.near, "roles", role):
            return role
    return "level"


def _increase(case: Case) -> str | None:
    """`¤ mehr`, `ein Zusatzkredit von ¤`; a supplementary credit that was rejected adds nothing."""
    if case.says(case.own_after, "roles", "increase_after"):
        return "increase"
    if not _cue_before(case, "increase"):
        return None
    return "rejected" if case.says(case.near, "roles", "rejected") else "increase"


def _change(case: Case) -> str | None:
    """`um ¤ gekürzt`, `stiegen um ¤`: what something else falls or rises by; null where no verb tells which."""
    if not _cue_before(case, "by"):
        return None
    # `um ¤ auf ¤ aufgestockt`: the verb stands after the new value.
    beyond = case.view.after if case.says(case.own_after, "roles", "new_value") else ""
    texts = (case.own_after, case.own_before, beyond)
    found = (role for text in texts for role in ("fall", "rise") if case.says(text, "roles", role))
    return {"fall": "decrease", "rise": "increase"}.get(next(found, ""))


def _cue_before(case: Case, role: str) -> bool:
    """Cues stand right before the amount; its own qualifier (`rund`, `mehr als`) is part of its span."""
    return case.says(case.own_before, "roles", role)


def _is_threshold(case: Case) -> bool:
    """A limit from which other rules hold, not money that anybody pays."""
    if case.says(case.own_after, "roles", "exceeded"):
        return True
    if case.amount.qualifier not in ("at_least", "at_most"):
        return False
    limited = case.says(case.clause.split(PLACE)[0], "roles", "limited") and case.says(case.written, "roles", "limit")
    return limited or case.says(case.own_after, "roles", "threshold_after")


@decides("is_integration")
def _is_integration(case: Case, instrument: str, previous: Funding | None) -> bool:
    """Money of the programmes and lump sums, and other money that the sentence calls integration promotion."""
    if instrument != "other" or _serves_the_programme(case):
        return True
    apart = case.says(case.view.sentence, "instruments", "apart")
    if apart or not case.context.about_integration or is_municipal(case) or is_of_another_field(case):
        return False
    if own_funds(case.near, case.context.language):
        return case.says(case.view.sentence, "integration", "money")
    unit = unit_of(case, instrument)
    offered = unit in UNITS_OF_OFFERS
    again = previous is not None and previous.is_integration and (restates(case, previous) or _is_share(case))
    elsewhere = case.says(case.view.sentence, "integration", "other_field")
    # What is told in the chapter of an area is of integration promotion, and so is the price of an offer there.
    if again or (any(area_of_title(title) for title in case.section) and (offered or not elsewhere)):
        return True
    # What a lesson costs is told long after the courses were named.
    goes_on = offered or case.says(case.view.sentence, "integration", "goes_on")
    before = "" if begins_anew(case) else case.text_before if goes_on else case.view.previous
    after = case.view.following if case.says(case.view.following, "integration", "points") else ""
    told = f"{before} {case.view.sentence} {after}"
    if elsewhere and not case.says(case.view.sentence, "integration", "money"):
        return False
    if case.says(told, "integration", "money"):
        return True
    if case.says(told, "integration", "other_field"):
        return False
    more = previous is not None and previous.is_integration
    more = more and any(case.says(case.near, "payers", cue) for cue in ("receives", "adds"))
    granted = more or (case.context.named_programme and case.says(case.view.sentence, "payers", "receives"))
    return granted or any(case.says(text, "integration", "topic") for text in (told, _head(case, unit)))


def _head(case: Case, unit: str | None) -> str:
    """Return what is told at the head: whose report it is, what the page of an offer or a document's title is about."""
    if unit in UNITS_OF_OFFERS or case.context.reports or case.context.of_one_matter:
        return case.told
    if unit is not None:
        return ""
    title = "\n".join(case.told.splitlines()[:LINES_OF_A_TITLE])
    return "" if case.says(title, "integration", "other_field") else title


def _is_share(case: Case) -> bool:
    """`Davon übernahm der Kanton ¤`, `auf die Gemeinden entfielen ¤`: of the money told right before."""
    return any(case.says(case.near, "shares", cue) for cue in ("breakdown", "slice"))


def _serves_the_programme(case: Case) -> bool:
    """`Die Evaluation des Programms kostet …`: who evaluates or steers it is paid for the promotion of integration."""
    return case.context.program is not None and case.says(case.near, "instruments", "about_programme")
