"""The time an amount is for: its years, and whether it is paid a year, once, or for a head or unit."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.domain.lexicon import lexicon
from pipeline.domain.programs import years_of
from pipeline.extraction.case import PLACE, Case, Thread
from pipeline.extraction.payers import payer_set
from pipeline.extraction.periods import Period, find_periods
from pipeline.extraction.purpose import UNITS_OF_OFFERS, is_municipal

# Below this an amount without any cue is not taken for a whole sum.
SMALLEST_TOTAL = Decimal(1000)
# `je` divides among payers where two are named, else among years.
MIN_SHARERS = 2

Years = tuple[int | None, int | None]
UNKNOWN: Years = (None, None)


def years_of_amount(case: Case, unit: str | None, instrument: str, thread: Thread, role: str) -> Years:
    """Return first and last year: named near, else of the report or budget, else said before, else the programme's.

    Tariffs and old values have the years named beside them only.
    """
    if case.says(_before_bracket(case), "periods", "year_before") and case.context.report_year:
        return case.context.report_year - 1, case.context.report_year - 1
    alone = role == "superseded" or (instrument == "ip" and unit is not None)
    named = _named_near(case, alone=alone)
    if case.says(case.near, "periods", "year_after") or (named and named.program and unit in UNITS_OF_OFFERS):
        return UNKNOWN
    if named and not (case.context.report_year and named.program):
        return named.first, named.last
    if case.context.report_year and unit is None:
        return case.context.report_year, case.context.report_year
    if unit is not None or role == "superseded":
        return UNKNOWN
    return _said_before(case, instrument, thread)


def _before_bracket(case: Case) -> str:
    """`1,8 Millionen (Vorjahr: 1,7 Millionen)`: a bracket opened after an amount tells of the next one."""
    return case.near.split(PLACE)[0] + case.near.split(PLACE)[-1].split("(")[0]


def _named_near(case: Case, *, alone: bool) -> Period | None:
    """The period nearest to an amount; beside it `alone` where the sentence tells of other times.

    A lump sum per head is in force until told otherwise, an old value was before what the sentence is about.
    """
    after = re.sub(r"\([^)]*$", "", case.own_after) if alone else case.own_after
    following = _periods(after, case)[:1]
    if following and following[0].single_year and not case.paired and _right_after(case, following[0]):
        return following[0]
    places = (case.own_before, after) if alone else (case.own_before, after, case.view.sentence)
    for index, text in enumerate(places):
        chosen = _nearest(_periods(text, case), index)
        if chosen and not (chosen.single_year and _is_of_every_year(case)):
            return chosen
    return None


def _is_of_every_year(case: Case) -> bool:
    """`Im Jahr 2024 sind es 2,6 Mio.; jährlich stammen 1,9 Mio. aus …`: paid each year, not in the one named before."""
    return case.says(_segment_near(case), "intervals", "year") and not _periods(case.clause, case)


def _right_after(case: Case, period: Period) -> bool:
    """`Fr. 2'255'000 im Jahr 2023`: a year so near after an amount is its own."""
    return case.says(case.own_after[: period.start], "periods", "right_after")


def _periods(text: str, case: Case) -> list[Period]:
    return [period for period in find_periods(text, case.context.language) if not _beside_it(text, period, case)]


def _said_before(case: Case, instrument: str, thread: Thread) -> Years:
    """Go on with the years named before, but not for another programme or a scheme of a town."""
    if case.says(case.near, "instruments", "other_programme") or is_municipal(case):
        return UNKNOWN
    if _goes_on(case, thread):
        return thread.years
    if (pointed := _pointed_at(case)) is not None:
        return pointed, pointed
    before = case.text_before[: -len(case.view.before) or None]
    for index, text in ((3, before), (4, case.view.following), (3, case.told_here)):
        found = [year for year in _periods(text, case) if not year.single_year or _is_budgeted(text, year, case)]
        if text == case.told_here:
            found = [year for year in found if _may_go_on(year, case)]
        if chosen := _nearest(found, index):
            return chosen.first, chosen.last
    first, last = thread.years
    if first is not None and not (first == last and _is_of_every_year(case)):
        return first, last
    if instrument in ("kip_total", "ifk") and case.context.program:
        years = years_of(case.context.program)
        return years[0], years[-1]
    return UNKNOWN


def _pointed_at(case: Case) -> int | None:
    """`2023 besuchten 300 Personen einen Kurs. Der Kanton gab dafür … aus`: the year of the sentence pointed at."""
    if not (case.says(case.clause, "periods", "points_back") and case.says(case.clause, "status", "spent")):
        return None
    years = {period.first for period in find_periods(case.view.previous, case.context.language) if period.single_year}
    return years.pop() if len(years) == 1 else None


def _may_go_on(period: Period, case: Case) -> bool:
    """In a bill on one programme the years of another, told in an earlier paragraph, are those of what was."""
    if case.part is None or case.context.program is None:
        return True
    years = years_of(case.context.program)
    return years[0] <= (period.first or years[0]) <= years[-1]


def _goes_on(case: Case, thread: Thread) -> bool:
    """The sentence before tells an amount of one year: this one is of that year too."""
    dated = thread.dated
    if dated is None or dated.period_start != dated.period_end or _is_of_every_year(case):
        return False
    return dated.evidence.quote in f"{case.view.previous}{case.view.before}"


def _is_budgeted(text: str, period: Period, case: Case) -> bool:
    """`das Budget 2024`: the year of what follows."""
    return case.says(text[max(0, period.start - 40) : period.start], "periods", "budget_year")


def _beside_it(text: str, period: Period, case: Case) -> bool:
    """A year that an act bears, or a programme that is only compared with, says nothing of the money."""
    before, after = text[max(0, period.start - 40) : period.start], text[period.end : period.end + 12]
    told = any(case.says(case.near, "status", cue) for cue in ("spent", "past"))
    told = told and not case.says(case.near, "status", "act")
    act = period.single_year and case.says(after, "act_years", "act") and not told
    return case.says(before, "periods", "compared") or act


def _nearest(found: list[Period], index: int) -> Period | None:
    """The last period before the amount, the first after it."""
    if not found:
        return None
    ordered = sorted(found, key=lambda period: period.start)
    if index in (1, 4):
        return ordered[0]
    return max(ordered, key=lambda period: (period.end, period.program is None))


def basis_of(case: Case, thread: Thread, unit: str | None, period: Years) -> str:
    """Return what the amount is for: a head, a unit, a year, the whole; `unknown` where nothing says it."""
    words = lexicon(case.context.language)
    if unit is not None:
        return "per_person" if unit in words["unit_kinds"]["person_like"] else "per_unit"
    if case.says(case.near, "intervals", "single"):
        return "total"
    if _is_yearly(case, thread, period):
        return "per_year"
    first, last = period
    if (first is not None and first == last) or _share_of_a_year(case, thread):
        return "per_year"
    if first is not None or case.says(case.view.sentence, "intervals", "total"):
        return "total"
    largest = case.amount.high or case.amount.low
    if largest is None or largest < SMALLEST_TOTAL or case.amount.link:
        return "unknown"
    return "total"


def _is_yearly(case: Case, thread: Thread, period: Years) -> bool:
    """Said beside the amount or at the head of its sentence, of the old value it follows, or of each of its years."""
    if case.says(_segment_near(case), "intervals", "year") or any(
        case.says(text, "intervals", "each_year") for text in (case.view.sentence, case.clause)
    ):
        return True
    before = thread.previous
    if before is not None and before.basis == "per_year" and case.says(case.own_before, "roles", "new_value"):
        return True
    if case.cell is not None and case.says(case.text_before, "intervals", "year"):
        return True
    several = period[0] is not None and period[0] != period[1]
    return case.amount.each and several and bool(_periods(case.near, case)) and len(_named(case)) < MIN_SHARERS


def _named(case: Case) -> tuple[str, ...]:
    return payer_set(case.near, case.context.language)


def _share_of_a_year(case: Case, thread: Thread) -> bool:
    """`Das kostet 600'000 Franken pro Jahr. Der Kanton zahlt 200'000 Franken`: a part beside a yearly sum is yearly."""
    before = thread.previous
    if before is None or before.basis != "per_year" or not before.amount_chf or case.amount.low is None:
        return False
    beside = before.evidence.quote in f"{case.view.previous}{case.view.before}"
    parted = bool(payer_set(case.near, case.context.language)) or case.says(case.marked, "shares", "breakdown")
    smaller = float(case.amount.low) <= before.amount_chf
    if any(not period.single_year for period in _periods(case.view.sentence, case)):
        return False
    return beside and parted and smaller and not case.says(case.view.sentence, "intervals", "total")


def _segment_near(case: Case) -> str:
    """The segment before the amount from the last semicolon, and after it up to the next one or comma."""
    before = re.split(r"[;:](?=\s)", case.own_before)[-1]
    relative = case.says(case.own_after, "sentences", "relative")
    after = re.split(r"[;,](?=\s)", case.own_after.removeprefix(",") if relative else case.own_after)[0]
    return f"{before}{PLACE}{after}"


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
