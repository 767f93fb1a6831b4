"""Amounts told in the order of their years: `2021 und 2022 betrugen die Kosten 1,2 bzw. 1,4 Mio. Franken`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.domain.lexicon import says
from pipeline.extraction.passages import Passage
from pipeline.extraction.periods import Period, find_periods
from pipeline.extraction.reasoned import revises
from pipeline.records import Funding

# Two years, two amounts.
FEWEST = 2


@revises("years_in_order")
def with_respective_years(
    rows: Sequence[Funding], passage: Passage, bounds: Sequence[tuple[int, int]], language: str
) -> list[Funding]:
    """Return the rows of a passage; as many amounts in a row as years in a row of one sentence have one year each."""
    told = list(rows)
    for start, end in bounds:
        inside = [place for place, row in enumerate(told) if start <= _start(row, passage) < end]
        if len(inside) < FEWEST:
            continue
        for period in find_periods(passage.text[start:end], language):
            years = _years(passage.text[start + period.start : start + period.end], period, language)
            for run in _runs(inside, told, passage, language):
                if len(run) == len(years) >= FEWEST and _tells_order(run, told, passage, (start, period), language):
                    for place, year in zip(run, years, strict=True):
                        told[place] = _of_year(told[place], year, told[run[0]])
    return told


def _start(row: Funding, passage: Passage) -> int:
    return row.evidence.char_start - passage.start


def _between(first: Funding, second: Funding, passage: Passage) -> str:
    return passage.text[first.evidence.char_end - passage.start : _start(second, passage)]


def _years(written: str, period: Period, language: str) -> list[int]:
    """Return the years of a list, none of a span: `2021 und 2022` are two, `2021–2024` and `2021 bis 2024` one."""
    years = [int(year) for year in re.findall(r"\d{4}", written)]
    whole = period.last is not None and period.first is not None and len(years) == period.last - period.first + 1
    return years if whole and says(written, language, "periods", "listed_re") else []


def _runs(places: Sequence[int], rows: Sequence[Funding], passage: Passage, language: str) -> Iterator[list[int]]:
    """Yield the amounts that follow each other with nothing but the sign of a list between them."""
    run = [places[0]]
    for place in places[1:]:
        if says(_between(rows[run[-1]], rows[place], passage), language, "periods", "in_order_re"):
            run.append(place)
        else:
            yield run
            run = [place]
    yield run


def _tells_order(
    run: Sequence[int], rows: Sequence[Funding], passage: Passage, years: tuple[int, Period], language: str
) -> bool:
    """Tell whether amounts are those of the years: `bzw.` says it, else nothing else is listed between them."""
    if any(rows[place].unit is not None or rows[place].each for place in run):
        return False
    signs = [_between(rows[first], rows[second], passage) for first, second in pairwise(run)]
    if any(says(sign, language, "periods", "respectively_re") for sign in signs):
        return True
    start, period = years
    first, last = _start(rows[run[0]], passage), rows[run[-1]].evidence.char_end - passage.start
    gap = passage.text[start + period.end : first] or passage.text[last : start + period.start]
    return not says(gap, language, "periods", "lists_else_re")


def _of_year(row: Funding, year: int, first: Funding) -> Funding:
    """Return the amount of one year; it is of the same money as the first of them, and paid alike."""
    row = replace(row, period_start=year, period_end=year, basis="per_year", interval="year")
    row = replace(row, instrument=first.instrument, ip_scope=first.ip_scope, is_integration=first.is_integration)
    return row if row.payers else replace(row, payer=first.payer, payers=first.payers)
