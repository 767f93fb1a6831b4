"""Amounts of one passage that add up: `24 Millionen: 15 aus der Pauschale und 9 vom Kanton`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from pipeline.extraction.payers import PAYERS, combined
from pipeline.extraction.reasoned import revises
from pipeline.records import Funding

# Amounts that were rounded before they were printed add up within this share.
ROUNDING = 0.002
# The same for a sum told roughly (`rund`) and for one told by its bound (`mehr als`).
ROUGHLY = 0.04
BEYOND = 0.08
MIN_PARTS = 2
# KIP 1, 2 and 3 (Art. 58 AIG: programme agreements of four years).
YEARS_OF_A_PROGRAMME = 4


@revises("sum_of_its_parts")
def with_totals(rows: Sequence[Funding]) -> list[Funding]:
    """Return the rows of a passage with their sums marked: paid by all who pay the parts, for all their years."""
    marked = list(rows)
    for place, row in enumerate(rows):
        parts = _parts(rows[place + 1 :], row) or (_parts(rows[:place][::-1], row) if row.is_total else ())
        parts = parts or _around(rows, place)
        if parts and _may_share(row, parts):
            marked[place] = _total(row, parts)
    return [_paid_as_its_slices(row, marked[place + 1 :]) for place, row in enumerate(marked)]


def _paid_as_its_slices(whole: Funding, following: Sequence[Funding]) -> Funding:
    """What areas get of a whole is paid by all who pay the whole, where only one of them was told of it."""
    if not whole.is_total or len(whole.payers) != 1 or whole.foerderbereich is not None:
        return whole
    slices = list(takewhile(lambda row: row.foerderbereich is not None and _is_within(row, whole), following))
    payers = {row.payers for row in slices}
    wider = payers.pop() if len(payers) == 1 else ()
    if len(wider) < MIN_PARTS or whole.payers[0] not in wider:
        return whole
    return replace(whole, payers=wider, payer=slices[0].payer)


def _is_within(row: Funding, whole: Funding) -> bool:
    same = (row.instrument, row.period_start, row.period_end) == (
        whole.instrument,
        whole.period_start,
        whole.period_end,
    )
    return same and (row.amount_chf or 0) < (whole.amount_chf or 0)


def _may_share(row: Funding, parts: Sequence[Funding]) -> bool:
    """Whoever is named beside a sum pays a part of it; else its parts add up by chance."""
    payers = {payer for part in parts for payer in part.payers}
    return not row.payers or not payers or bool(payers & set(row.payers))


def _around(rows: Sequence[Funding], place: int) -> Sequence[Funding]:
    """`Beantragt werden 590'000; das Programm kostet 1'440'000, die übrigen 850'000 zahlt der Bund`: on either side."""
    if not 0 < place < len(rows) - 1 or rows[place].qualifier != "exact":
        return ()
    return _parts([rows[place - 1], rows[place + 1]], rows[place])


def _parts(neighbours: Sequence[Funding], total: Funding) -> Sequence[Funding]:
    """Return the amounts right beside one that add up to it, nothing where they don't."""
    reached = 0.0
    exact, bound = total.qualifier == "exact", total.qualifier in ("at_least", "at_most")
    tolerance = ROUNDING if exact else BEYOND if bound else ROUGHLY
    for count, row in enumerate(neighbours, 1):
        if not total.amount_chf or row.amount_chf is None or row.unit is not None:
            return ()
        # `Kanton und Gemeinden je 90'000 Franken`: so much from each.
        # What is paid each year is a part of a whole as many times as it has years.
        years = _years_of(total) if row.basis == "per_year" and total.basis == "total" else 1
        reached += row.amount_chf * years * (max(1, len(row.payers)) if row.each else 1)
        if count >= MIN_PARTS and abs(reached / total.amount_chf - 1) <= tolerance:
            return neighbours[:count]
    return ()


def _years_of(total: Funding) -> int:
    """Return how many years a whole is for; a programme has four where nothing is told."""
    if total.period_start is None or total.period_end is None:
        return YEARS_OF_A_PROGRAMME
    return total.period_end - total.period_start + 1


def _total(row: Funding, parts: Sequence[Funding]) -> Funding:
    row = _over_years(replace(row, is_total=True), parts)
    if not all(part.payers for part in parts):
        return row
    named = {payer for part in parts for payer in part.payers} | set(row.payers)
    payers = tuple(payer for payer in PAYERS if payer in named)
    # Cantons that are said to pay with others do so with their towns.
    several = row.payer == "mixed" and row.payers not in ((), ("bund",))
    return replace(row, payers=payers, payer="mixed" if several else combined(payers))


def _over_years(row: Funding, parts: Sequence[Funding]) -> Funding:
    """`2,2 Mio. für 2022 und 2,3 Mio. für 2023`: their sum is for both years."""
    years = [part.period_start for part in parts if part.period_start is not None]
    single = len(years) == len(parts) and all(part.period_start == part.period_end for part in parts)
    if not single or len(set(years)) < len(parts):
        return row
    return replace(row, period_start=min(years), period_end=max(years), basis="total", interval=None)
