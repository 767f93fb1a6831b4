"""What an amount is for: a year, the whole, a head or a unit; told beside it, for a whole list, or of its whole.

`Die jährlichen Beiträge: Sprache 120'000 Franken, …` tells it for all that follow, `…, und zwar jedes Jahr` for all
that came before in the sentence, and a part of what is paid each year is paid each year unless its own words say
otherwise.
"""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.domain.lexicon import joined_pattern, lexicon
from pipeline.domain.reasons import decides
from pipeline.extraction.case import Case, Thread
from pipeline.extraction.payers import payer_set
from pipeline.extraction.shares import MIN_SHARERS, has_figure
from pipeline.extraction.timing import Years, is_span, periods_in, segment_near
from pipeline.records import Funding

# The number of a chapter before its title is no figure.
_CHAPTER = re.compile(r"\b\d{1,2}(?:\.\d{1,2})+\.?\s(?=[A-ZÄÖÜ])")
# Below this an amount without any cue is not taken for a whole sum.
SMALLEST_TOTAL = Decimal(1000)
# What says that an amount is another one in other words stands so near before it.
RESTATED_REACH = 40
# What one payer gives each year is seldom so many times what another one does; a sum for all years is.
PARTNER_RATIO = 3
# A question and the answer before it.
QUESTION_REACH = 240


@decides("basis")
def basis_of(case: Case, thread: Thread, unit: str | None, period: Years, role: str) -> str:
    """Return what the amount is for: a head, a unit, a year, the whole; `unknown` where nothing says it."""
    words = lexicon(case.context.language)
    if unit is not None:
        return "per_person" if unit in words["unit_kinds"]["person_like"] else "per_unit"
    if case.says(case.near, "intervals", "single"):
        return "total"
    if (
        _is_yearly(case, thread, period, role)
        or _told_for_all(case)
        or case.says(case.near, "intervals", "follow_years")
    ):
        return "per_year"
    first, last = period
    if (first is not None and first == last) or _goes_on_yearly(case, thread, role):
        return "per_year"
    if first is not None or case.says(case.view.sentence, "intervals", "total"):
        return "total"
    largest = case.amount.high or case.amount.low
    if largest is None or largest < SMALLEST_TOTAL or case.amount.link:
        return "unknown"
    return "total"


def _is_yearly(case: Case, thread: Thread, period: Years, role: str) -> bool:
    """Said beside the amount or at the head of its sentence, of the old value it follows, or of each of its years."""
    if case.says(segment_near(case), "intervals", "year") or any(
        case.says(text, "intervals", "each_year") for text in (case.view.sentence, case.clause)
    ):
        return True
    before = thread.previous
    if before is not None and before.basis == "per_year" and case.says(case.own_before, "roles", "new_value"):
        return True
    if role == "superseded" and case.says(case.view.after, "intervals", "year") and not _names_years(case):
        return True
    if case.cell is not None and case.says(case.text_before, "intervals", "year"):
        return True
    if _is_instalment(case, period):
        return True
    several = (period[0] is not None and period[0] != period[1]) or case.says(case.near, "intervals", "several_years")
    sharers = payer_set(case.near, case.context.language)
    # `je` divides among payers where two are named, else among years.
    return case.amount.each and several and _names_years(case) and len(sharers) < MIN_SHARERS


def _is_instalment(case: Case, period: Years) -> bool:
    """`… von 780'000 Franken, aufgeteilt in vier Tranchen von ¤`: as many parts as years are one a year."""
    told = joined_pattern(case.context.language, "intervals", "instalment_re").search(case.own_before)
    first, last = period
    if told is None or first is None or last is None:
        return False
    return int(lexicon(case.context.language)["periods"]["counts"][told["count"].casefold()]) == last - first + 1


def _names_years(case: Case) -> bool:
    return bool(periods_in(case.near, case)) or case.says(case.near, "intervals", "several_years")


def _told_for_all(case: Case) -> bool:
    """What introduces a list, ends its sentence or follows it tells that all of its amounts are paid each year."""
    if case.says(case.near, "intervals", "several_years") or _has_span(case.near, case):
        return False
    return (
        any(case.says(lead, "intervals", "year") and not has_figure(lead, case) for lead in _leads(case))
        or any(case.says(title, "intervals", "heads") and not has_figure(title, case) for title in _titles(case))
        or case.context.all_yearly
        or (case.says(case.view.following, "intervals", "told_after") and not has_figure(case.view.following, case))
        or _ends_yearly(case)
    )


def _leads(case: Case) -> tuple[str, ...]:
    """What stands before the colon of a list or before its paragraph, and the question the amount answers."""
    before, colon, _ = case.view.before.rpartition(": ")
    asked = _answers(case) and case.says(case.view.previous, "money", "money_cues")
    return (before if colon else "", case.lead, case.view.previous if asked else "")


def _titles(case: Case) -> tuple[str, ...]:
    """The heading above an amount and the sentences of its passage before it, any of which may be a heading."""
    return tuple(_CHAPTER.sub("", title) for title in (*case.section[-1:], *case.around[1:]))


def _ends_yearly(case: Case) -> bool:
    """`1,3 Mio. zahlt der Bund, 1,1 Mio. der Kanton – jedes Jahr`: said of all amounts of the sentence."""
    tail = joined_pattern(case.context.language, "intervals", "tail_re").search(case.view.after)
    return tail is not None and not has_figure(case.view.after[tail.start() :], case)


def _has_span(text: str, case: Case) -> bool:
    return any(is_span(period) for period in periods_in(text, case))


def _goes_on_yearly(case: Case, thread: Thread, role: str) -> bool:
    """A yearly sum told right before makes its part yearly, its old value, and what shares its verb."""
    before, whole = thread.previous, thread.yearly
    if before is None or whole is None or not whole.amount_chf or case.amount.low is None:
        return False
    if before.evidence.quote not in _told_beside(case) or _is_of_other_time(case, before):
        return False
    again = role == "superseded" or case.says(case.own_before, "payers", "goes_on")
    if again or case.says(case.marked, "shares", "further") or shares_its_verb(case, before):
        return True
    largest = whole.amount_chf * (PARTNER_RATIO if _is_of_a_partner(case, before) else 1)
    return float(case.amount.low) <= largest and _is_part(case)


def _is_of_a_partner(case: Case, before: Funding) -> bool:
    """`Der Kanton zahlt jährlich 1,1 Mio. Der Bund steuert 1,4 Mio. bei`: each of two payers told by itself."""
    named = payer_set(case.near, case.context.language)
    return len(named) == 1 and len(before.payers) == 1 and named != before.payers


def _told_beside(case: Case) -> str:
    """The sentence up to the amount and the one before, of an answer also what was told before its question."""
    return case.text_before[-QUESTION_REACH:] if _answers(case) else f"{case.view.previous}{case.view.before}"


def _answers(case: Case) -> bool:
    return case.view.previous.rstrip().endswith("?")


def _is_of_other_time(case: Case, before: Funding) -> bool:
    """Years told after the yearly sum are those of this amount alone, those up to a semicolon are of that sum."""
    between = case.view.before.rpartition(before.evidence.quote)[2].rpartition("; ")[2]
    told = f"{between}{case.view.after}"
    return _has_span(told, case) or case.says(told, "intervals", "total")


def _is_part(case: Case) -> bool:
    """Whoever pays it, or what it is said to be, tells a part of a sum."""
    asked = case.view.previous if _answers(case) else ""
    if payer_set(f"{asked} {case.near}", case.context.language):
        return True
    cues = (
        ("shares", "breakdown"),
        ("shares", "slice"),
        ("shares", "any"),
        ("instruments", "ip"),
        ("instruments", "ifk"),
    )
    return any(case.says(case.marked, section, key) for section, key in cues)


def shares_its_verb(case: Case, before: Funding) -> bool:
    """Tell whether an amount goes on with the verb of the one before: `Der Bund zahlt 1,3 Mio., der Kanton 1,1 Mio.`"""
    start, quote, between = case.view.before.rpartition(before.evidence.quote)
    in_bracket = ")" in between.split("(")[0]
    if not quote or in_bracket or case.says(start[-RESTATED_REACH:], "intervals", "restated"):
        return False
    if case.says(case.own_before, "intervals", "gap_before"):
        return True
    sign = case.own_before or between
    return case.says(sign, "intervals", "sign_before") and case.says(case.own_after, "intervals", "gap_after")


@decides("interval")
def interval_of(case: Case, basis: str, instrument: str) -> str | None:
    """Return how often it is paid, or null."""
    for interval in ("month", "day"):
        if case.says(case.near, "intervals", interval):
            return interval
    if basis == "per_year" or (basis != "total" and case.says(case.near, "intervals", "year")):
        return "year"
    if case.says(case.near, "intervals", "once") or (instrument == "ip" and basis == "per_person"):
        return "once"
    return None
