"""The time an amount is for: its years, named beside it, said before, or those of its report or programme."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.domain.lexicon import joined_pattern
from pipeline.domain.programs import years_of
from pipeline.domain.reasons import decides
from pipeline.extraction.case import PLACE, Case, Thread, begins_anew
from pipeline.extraction.periods import Period, find_periods
from pipeline.extraction.purpose import UNITS_OF_OFFERS, is_municipal

_BRACKET = re.compile(r"\([^()]*\)")
# A year stands so near after the programme it is one of.
YEAR_REACH = 12
# A time told by itself before the comma that follows it is so short.
HEAD_OF_TIME = 30
# The verb of an act stands so near after its year.
ACT_REACH = 20

# Places looked at for years are numbered; from this one on they lie in other sentences.
BEYOND_THE_SENTENCE = 3
# Lump sums per head hold until told otherwise.
HEADS = ("refugee", "person", "inhabitant", "child", "household", "case")

# What these cost on average a report tells of its year.
PRICED = ("lesson", "hour", "minute", "course", "place")

Years = tuple[int | None, int | None]
UNKNOWN: Years = (None, None)


@decides("period")
def years_of_amount(case: Case, unit: str | None, instrument: str, thread: Thread, role: str) -> Years:
    """Return first and last year: named near, else of the report or budget, else said before, else the programme's.

    Tariffs and old values have the years named beside them only.
    """
    old = role == "superseded"
    if (year := _year_before(case, thread) or _year_next(case, thread)) is not None:
        return year, year
    named = _named_near(case, alone=old or (instrument == "ip" and unit is not None), old=old)
    elsewhere = case.says(case.near, "periods", "year_after") and not periods_in(case.near, case)
    if elsewhere or (named and named.program and unit in UNITS_OF_OFFERS):
        return UNKNOWN
    open_ended = (unit is None or unit in UNITS_OF_OFFERS) and (named is None or named.program is not None)
    if (year := _of_the_account(case) or (_year_of_heading(case) if open_ended else None)) is not None:
        return year, year
    if named and not (case.context.report_year and named.program):
        return _since_its_programme(named, case)
    if case.context.report_year and (unit is None or (unit in PRICED and case.says(case.near, "status", "spent"))):
        return case.context.report_year, case.context.report_year
    if case.says(case.near, "periods", "same_year") and (told := _last_year_told(case)) != UNKNOWN:
        return told
    if unit is not None:
        return UNKNOWN if old or unit in HEADS else _of_a_rate(case, thread)
    return UNKNOWN if old else _said_before(case, instrument, thread)


def _of_the_account(case: Case) -> int | None:
    """`wird zulasten der Erfolgsrechnung 2024 bewilligt`: the year that the money is charged to."""
    following = periods_in(case.own_after, case)[:1]
    if following and following[0].single_year and _right_after(case, following[0]):
        # `von ¤ im Budget 2024 auf ¤ im Budget 2025`: what stands before is the year of another amount.
        return None
    cue = joined_pattern(case.context.language, "periods", "charged_year_re").search(case.marked)
    return int(cue["year"]) if cue else None


def _year_of_heading(case: Case) -> int | None:
    """`Projektausschreibung 2025`: the year that the heading above an amount says its money is for."""
    pattern = joined_pattern(case.context.language, "periods", "headed_year_re")
    head = [text for text in case.around[-1:] if text.rstrip().endswith(":")]
    found = (pattern.search(title) for title in (case.lead, *case.section[-1:], *head))
    return next((int(cue["year"]) for cue in found if cue), None)


def _last_year_told(case: Case) -> Years:
    """`im selben Jahr`: the calendar year named last before the amount."""
    years = [period for period in periods_in(case.text_before, case) if period.single_year]
    return (years[-1].first, years[-1].last) if years else UNKNOWN


def _of_a_rate(case: Case, thread: Thread) -> Years:
    """What is paid for an offer is paid in the years that the sentence before tells, or those of its tariffs.

    The years of another amount in that sentence are those of that amount.
    """
    other = thread.previous is not None and thread.previous.evidence.quote in case.view.previous
    told = [period for period in periods_in(case.view.previous, case) if period.last is not None and not other]
    told = told or [period for period in periods_in(case.text_before, case) if _is_of_rates(period, case)]
    return (told[-1].first, told[-1].last) if told else UNKNOWN


def _is_of_rates(period: Period, case: Case) -> bool:
    return case.says(case.text_before[: period.start], "periods", "rates")


def _since_its_programme(period: Period, case: Case) -> Years:
    """Return the years of a period; what ends with the document's programme and has no first year began with it."""
    years = years_of(case.context.program) if case.context.program else ()
    if period.first is None and years and period.last == years[-1]:
        return years[0], years[-1]
    return period.first, period.last


def _year_before(case: Case, thread: Thread) -> int | None:
    """`im Vorjahr waren es ¤`: the year before the report's, or before that of the amount told last."""
    told = _before_bracket(case)
    cue = joined_pattern(case.context.language, "periods", "year_before_re").search(told)
    if cue is None or case.says(told[: cue.start()], "periods", "compared"):
        return None
    first, last = thread.years
    year = case.context.report_year or (first if first == last else None)
    return year - 1 if year is not None else None


def _year_next(case: Case, thread: Thread) -> int | None:
    """`2020 waren es 1 Mio., im Jahr darauf ¤`: the year after that of the amount told last."""
    first, last = thread.years
    follows = first is not None and first == last and case.says(case.own_before, "periods", "year_next")
    return first + 1 if first is not None and follows else None


def _before_bracket(case: Case) -> str:
    """`1,8 Millionen (Vorjahr: 1,7 Millionen)`: a bracket opened after an amount tells of the next one.

    `L'an dernier, ¤ …`: a time told by itself at the head of the sentence goes with it.
    """
    before, _, after = case.near.partition(PLACE)
    head, comma, _ = case.own_before.partition(", ")
    head = head if comma and len(head) < HEAD_OF_TIME and not before.startswith(head) else ""
    return f"{head} {before}{PLACE}{after.split('(')[0]}"


def _named_near(case: Case, *, alone: bool, old: bool) -> Period | None:
    """The period nearest to an amount; beside it `alone` where the sentence tells of other times.

    A lump sum per head is in force until told otherwise, an `old` value was before what the sentence is about: what
    holds from a year on is not said of it.
    """
    after = re.sub(r"\([^)]*$", "", case.own_after)
    # `60 Millionen in vier Jahren; im Jahr 2025 …`: the year after a border is that of something else.
    several = case.says(case.near, "intervals", "several_years")
    after = re.split(r"[:;]\s", after)[0] if alone or several else _of_this_clause(after, case)
    following = periods_in(after, case)[:1]
    if following and following[0].single_year and not case.paired and _right_after(case, following[0]):
        return following[0]
    places = (
        (_in_its_clause(case), after)
        if old
        else (case.own_before, after)
        if alone
        else (case.own_before, after, case.clause if several else _without_asides(case))
    )
    for index, text in enumerate(places):
        chosen = _nearest(periods_in(text, case), index)
        if chosen and not (chosen.single_year and _is_of_every_year(case)) and not (old and chosen.last is None):
            return chosen
    return None


def _in_its_clause(case: Case) -> str:
    """`1 Mio. für das KIP 3; bisher waren es ¤`: years before the border are those of the amount before."""
    return re.split(r"[,;]\s", case.own_before)[-1]


def _of_this_clause(after: str, case: Case) -> str:
    """Return what follows an amount up to a semicolon whose clause begins with the year of the next amount."""
    border = joined_pattern(case.context.language, "periods", "next_clause_re").search(after)
    return after[: border.start()] if border and len(case.own_after) < len(case.view.after) else after


def _without_asides(case: Case) -> str:
    """The sentence without what tells another amount: `6,7 Mio. (2022 waren es 4,9 Mio.); 2024 sind es 7 Mio.`."""
    told = _of_this_clause(case.own_after, case)
    sentence = f"{case.view.before}{case.written}{told}" if told != case.own_after else case.view.sentence
    return _BRACKET.sub(lambda match: " " if case.says(match[0], "shares", "figure") else match[0], sentence)


def _is_of_every_year(case: Case) -> bool:
    """`Im Jahr 2024 sind es 2,6 Mio.; jährlich stammen 1,9 Mio. aus …`: paid each year, not in the one named before."""
    return case.says(segment_near(case), "intervals", "year") and not periods_in(case.clause, case)


def _right_after(case: Case, period: Period) -> bool:
    """`Fr. 2'255'000 im Jahr 2023`: a year so near after an amount is its own."""
    return case.says(case.own_after[: period.start], "periods", "right_after")


def periods_in(text: str, case: Case) -> list[Period]:
    """Return the years and spans a text names for money, in order; not those of acts and comparisons beside it."""
    found = (period for period in find_periods(text, case.context.language) if not _beside_it(text, period, case))
    return [replace(period, first=None) if _is_last(text, period, case) else period for period in found]


def is_span(period: Period) -> bool:
    """Tell whether a period has its first year and is not that year alone."""
    return period.first is not None and not period.single_year


def _is_closed(period: Period) -> bool:
    """What begins in a year is not yet the time of other money."""
    return is_span(period) and period.last is not None


def _is_last(text: str, period: Period, case: Case) -> bool:
    """`bis Ende 2027`: money up to a year is not that year's."""
    return period.single_year and case.says(text[max(0, period.start - 30) : period.start], "periods", "until")


def _said_before(case: Case, instrument: str, thread: Thread) -> Years:
    """Go on with the years named before, but not for another programme or a scheme of a town."""
    if case.says(case.near, "instruments", "other_programme") or is_municipal(case) or begins_anew(case):
        return UNKNOWN
    if _goes_on(case, thread):
        return thread.years
    if case.context.program and _is_of_new_term(case):
        years = years_of(case.context.program)
        return years[0], years[-1]
    if (pointed := _pointed_at(case, instrument)) is not None:
        return pointed, pointed
    before = case.text_before[: -len(case.view.before) or None]
    for index, text in ((3, before), (4, case.view.following), (3, case.told_here)):
        spans = (year for year in periods_in(text, case) if not _is_history(text, year, case))
        found = [year for year in spans if _is_closed(year) or _is_budgeted(text, year, case)]
        if text == case.told_here:
            found = [year for year in found if _may_go_on(year, case)]
        elif text == case.view.following:
            # `Ab 2019 zahlt er mehr`, `2018–2021 waren es 4 Mio.`: of another time than the amount told before.
            found = [year for year in found if year.last is not None and _is_of_the_programme(year, case)]
        if chosen := _nearest(found, index):
            return chosen.first, chosen.last
    first, last = thread.years
    if first is not None and not (first == last and _is_of_every_year(case)):
        return first, last
    if instrument in ("kip_total", "ifk") and case.context.program:
        years = years_of(case.context.program)
        return years[0], years[-1]
    return UNKNOWN


def _is_of_new_term(case: Case) -> bool:
    """`2018–2021 waren es ¤. Für die neue Periode …`: what follows is of the programme, until other years are told."""
    text = f"{case.told_here} {case.text_before}"
    terms = list(joined_pattern(case.context.language, "periods", "new_term_re").finditer(text))
    return bool(terms) and not any(_is_closed(period) for period in periods_in(text[terms[-1].end() :], case))


def _is_history(text: str, period: Period, case: Case) -> bool:
    """`Die Programme laufen seit 2014`: money told in another sentence is not for all the years since."""
    return period.last is None and case.says(text[period.start : period.end], "periods", "since")


def _pointed_at(case: Case, instrument: str) -> int | None:
    """`2023 besuchten 300 Personen einen Kurs. Der Kanton gab dafür … aus`: the year of the sentence pointed at.

    What a single thing costs, told right after the year in which it takes place, is money of that year too.
    """
    spent = case.says(case.clause, "periods", "points_back") and case.says(case.clause, "status", "spent")
    if not spent and not _costs_once(case, instrument):
        return None
    years = {period.first for period in find_periods(case.view.previous, case.context.language) if period.single_year}
    return years.pop() if len(years) == 1 else None


def _costs_once(case: Case, instrument: str) -> bool:
    """`Im Herbst 2026 folgt eine Tagung. Sie kostet …`: what is told of the programme costs all of its years."""
    before, sentence = case.view.previous, case.view.sentence
    if not (case.says(case.clause, "periods", "costs") and case.says(before, "periods", "takes_place")):
        return False
    single = instrument == "other" or not case.says(f"{before} {sentence}", "instruments", "programme")
    return single and not _is_of_every_year(case)


def _may_go_on(period: Period, case: Case) -> bool:
    """In a bill on one programme the years of another, told in an earlier paragraph, are those of what was."""
    return case.part is None or _is_of_the_programme(period, case)


def _is_of_the_programme(period: Period, case: Case) -> bool:
    """Tell whether a period begins in the years of the document's programme, where that is known."""
    if case.context.program is None:
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
    before, after = text[max(0, period.start - 40) : period.start], text[period.end : period.end + ACT_REACH]
    told = any(case.says(case.near, "status", cue) for cue in ("spent", "past"))
    told = told and not case.says(case.near, "status", "act")
    acts = case.says(after, "act_years", "act") or case.says(before, "act_years", "act_before")
    perfect = case.says(before, "act_years", "perfect_before") or case.says(after, "act_years", "perfect")
    acts = acts or (perfect and _ends_in_act(text[period.end :], case))
    act = period.single_year and acts and not told
    return case.says(before, "periods", "compared") or act


def _ends_in_act(after: str, case: Case) -> bool:
    """`hat 2019 einen Kredit von … bewilligt`: the participle of the auxiliary before the year is that of an act."""
    return case.says(f"{after} {case.view.after}", "act_years", "perfect_after")


def _nearest(found: list[Period], index: int) -> Period | None:
    """The last period before the amount, the first after it; of a programme the one year of it that is told."""
    if not found:
        return None
    ordered = sorted(found, key=lambda period: period.start)
    if index in (1, 4):
        first, following = ordered[0], ordered[1:2]
        # `für das KIP 3 im Jahr 2024`: the year says when, the programme what for.
        dated = first.program and following and following[0].single_year and following[0].start - first.end < YEAR_REACH
        return following[0] if dated else first
    chosen = max(ordered, key=lambda period: (period.end, period.program is None))
    near = ordered if index < BEYOND_THE_SENTENCE else []
    within = [period for period in near if period.single_year and _is_within(period, chosen)]
    return within[-1] if chosen.program and within else chosen


def _is_within(year: Period, whole: Period) -> bool:
    """`Im Jahr 2016 gab der Kanton für das KIP 1 ¤ aus`: a year of the programme."""
    return (whole.first or 0) <= (year.first or 0) <= (whole.last or 0)


def segment_near(case: Case) -> str:
    """Return the segment before the amount from the last semicolon, and after it up to the next one or comma."""
    before = re.split(r"[;:](?=\s)", case.own_before)[-1]
    if len(case.own_before) < len(case.view.before):
        # `260'000 Franken pro Jahr, insgesamt ¤`: right after an amount it is said of that one.
        before = joined_pattern(case.context.language, "intervals", "said_of_last_re").sub(",", before)
    relative = case.says(case.own_after, "sentences", "relative")
    after = re.split(r"[;,](?=\s)", case.own_after.removeprefix(",") if relative else case.own_after)[0]
    return f"{before}{PLACE}{after}"
