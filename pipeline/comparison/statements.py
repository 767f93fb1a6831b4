"""From the figures of one document to statements that can be compared with those of others.

A figure enters where it is a level (not an increase, a threshold, an old value), money of integration promotion, an
amount in francs for the whole or for a year, of a known canton, and not rejected by a reviewer. Amounts per head or
per unit never enter, nor does the cost of a single measure: the comparison has no place that tells it from the money
of a whole area.

Its period is the one it states, else the one its document treats, else the document's programme. An open end is the
end of the programme. A single year is kept as that year; a year before the first programme has no programme. The
stated part of a programme, such as 2019 to 2021, gives a row per year where the amount is per year; a total over such
a part, or over several programmes, belongs to no row and stays out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.comparison.precision import Interval, interval_of
from pipeline.comparison.remarks import Remark, remark
from pipeline.domain.crosswalk import part_of_label
from pipeline.domain.programs import program_of_years, years_of
from pipeline.records import Facts, Funding, Records

SINGLE_PAYERS = ("bund", "kanton", "gemeinden", "dritte")
_COMPARABLE_BASES = ("total", "per_year")
_UNNAMED_PAYERS = ("mixed", "unknown")
ALL_PAYERS = frozenset({"bund", "kanton", "gemeinden"})
"""Whoever names these names all payers; third parties pay only here and there."""
SECTION_SEPARATOR = " › "
# `Bund und Kanton je 1,3 Mio.` gives each its amount.
PAYERS_TOLD_APART = 2
_ROUNDING_OF_SHARES = 0.01


class Key(NamedTuple):
    """What a row of the comparison is about; null means the whole period, all areas, all payers.

    `part` is the code of an earlier area that is only a part of `foerderbereich`; no row has one.
    """

    canton: str
    program: str | None
    year: int | None
    foerderbereich: str | None
    payer: str | None
    instrument: str
    ip_scope: str
    side: str | None
    status: str
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """What a document says of a key: the amount for the key's period, and the values its wording allows.

    `parts` are the figures it rests on; `derivation` tells how it was made from them, empty where it stands as it is.
    """

    key: Key
    amount: float
    interval: Interval
    derivation: tuple[Remark, ...]
    parts: tuple[Funding, ...]
    facts: Facts


class _Period(NamedTuple):
    """A period the figure speaks of: the factor leads from its amount to that of the period, `how` says why."""

    program: str | None
    year: int | None
    factor: float = 1.0
    how: Remark | None = None


class _Payer(NamedTuple):
    """A payer the figure speaks of: the factor leads from its amount to that of the payer, `how` says why."""

    payer: str | None
    factor: float = 1.0
    how: Remark | None = None


def statements_of(records: Records) -> list[Statement]:
    """Return what one document states, a statement for each key a figure speaks of."""
    facts = records.facts
    if facts.canton is None:
        return []
    entering = [funding for funding in records.funding if enters(funding)]
    whole = totals_over_payers(entering)
    return [statement for funding in without_parts(entering) for statement in _statements(funding, facts, whole)]


def enters(funding: Funding) -> bool:
    """Return whether a figure can be compared at all; see the head of this module."""
    return (
        funding.role == "level"
        and funding.is_integration
        and funding.amount_chf is not None
        and funding.basis in _COMPARABLE_BASES
        and funding.measure_id is None
        and funding.evidence.reviewed != "rejected"
    )


def without_parts(figures: Sequence[Funding]) -> list[Funding]:
    """Return figures without those that are a part with no area of their own in a table of areas.

    A table of areas may have a row for steering or a reserve. Without an area it would stand for all areas; only the
    table's total does, not the total of that row.
    """
    with_areas = {(item.table_id, item.side) for item in figures if item.table_id and item.foerderbereich}

    def whole(item: Funding) -> bool:
        return item.is_total and all(
            any(part.foerderbereich for part in line) for line in _parts_in_line(item, figures)
        )

    return [
        item for item in figures if item.foerderbereich or (item.table_id, item.side) not in with_areas or whole(item)
    ]


def totals_over_payers(figures: Sequence[Funding]) -> frozenset[str]:
    """Return the ids of figures that are the money of all payers: totals of sources that name several payers or none.

    One that names its payers, and not the Confederation among them, is a sum of some of them. A table may have a row
    for a payer kip doesn't know. The total of that row is one payer's: all its parts have the same unknown payer,
    whereas the parts of a total over payers name at least one.
    """
    totals = [item for item in figures if item.is_total and item.side == "sources" and item.payer in _UNNAMED_PAYERS]
    totals = [item for item in totals if not item.payers or "bund" in item.payers]
    return frozenset(
        item.funding_id
        for item in totals
        if all(any(part.payer != "unknown" for part in line) for line in _parts_in_line(item, figures))
    )


def _parts_in_line(total: Funding, figures: Sequence[Funding]) -> list[list[Funding]]:
    """Return the parts in the row and in the column of a table's total, without a line that has none."""
    if total.table_id is None:
        return []
    place = (total.table_id, total.side)
    parts = [item for item in figures if (item.table_id, item.side) == place and not item.is_total]
    row = [item for item in parts if item.row == total.row]
    column = [item for item in parts if item.column == total.column]
    return [line for line in (row, column) if line]


def length(program: str | None, year: int | None) -> int:
    """Return how many years a key is about: 1 for a year, else those of its programme."""
    return len(years_of(program)) if year is None and program is not None else 1


def program_of_document(facts: Facts) -> str | None:
    """Return the programme of a document: as found in it, else that of the years it treats."""
    return facts.program or program_of_years(facts.period_start, facts.period_end)


def program_of_period(start: int | None, end: int | None, facts: Facts) -> str | None:
    """Return the programme of what states these years, or of its document where it states none."""
    return program_of_document(facts) if start is None and end is None else program_of_years(start, end)


def _statements(funding: Funding, facts: Facts, whole: Collection[str]) -> Iterator[Statement]:
    for period in _periods(funding, facts):
        for payer in _payers(funding, whole):
            yield _statement(funding, facts, period, payer)


def _statement(funding: Funding, facts: Facts, period: _Period, payer: _Payer) -> Statement:
    factor = period.factor * payer.factor
    low, high = interval_of(funding)
    return Statement(
        key=Key(
            canton=facts.canton or "",
            program=period.program,
            year=period.year,
            foerderbereich=funding.foerderbereich,
            payer=payer.payer,
            instrument=funding.instrument,
            ip_scope=funding.ip_scope,
            side=funding.side,
            status=funding.status,
            part=_part(funding, period.program),
        ),
        amount=(funding.amount_chf or 0.0) * factor,
        interval=(low * factor, high * factor),
        derivation=tuple(how for how in (payer.how, period.how) if how),
        parts=(funding,),
        facts=facts,
    )


def _part(funding: Funding, program: str | None) -> str | None:
    """Return the earlier area a figure's labels name, or else the nearest heading above that names one."""
    headings = reversed((funding.evidence.section or "").split(SECTION_SEPARATOR))
    labels = (funding.row_label, funding.column_label, *headings)
    found = (part_of_label(label, program, funding.foerderbereich) for label in labels if label)
    return next((part for part in found if part), None)


def _periods(funding: Funding, facts: Facts) -> list[_Period]:
    start, end = funding.period_start, funding.period_end
    if start is None and end is None:
        start, end = _years_treated(facts)
    program = program_of_years(start, end)
    if start is not None and start == end:
        return [_Period(program, start)]
    if program is None:
        return []
    years = [year for year in years_of(program) if (start or year) <= year <= (end or year)]
    if len(years) == len(years_of(program)):
        return [_whole_period(funding, program)]
    if funding.basis != "per_year":
        return []
    return [_Period(program, year, how=remark("per_year_in", years=_span(years))) for year in years]


def _whole_period(funding: Funding, program: str) -> _Period:
    if funding.basis != "per_year":
        return _Period(program, None)
    years = years_of(program)
    how = remark("times_years", amount=funding.amount_chf or 0.0, count=len(years), years=_span(years))
    return _Period(program, None, float(len(years)), how)


def _years_treated(facts: Facts) -> tuple[int | None, int | None]:
    """Return the years a document treats: its own if they lie in one programme, else those of its programme."""
    if program_of_years(facts.period_start, facts.period_end):
        return facts.period_start, facts.period_end
    if facts.program is None:
        return None, None
    years = years_of(facts.program)
    return years[0], years[-1]


def _payers(funding: Funding, whole: Collection[str]) -> list[_Payer]:
    """Return whose money it is: as stated, and one by one where the text gives each its amount or its share.

    A total over payers, of which `whole` holds the ids, is the money of all payers (null), and so is what
    Confederation, canton and municipalities pay together. An amount that each of several of the same kind pays (`20
    Gemeinden je 2'000`) says nothing of their sum and is left out, and so is one of three payers and more: two of them
    may pay it together (`der Bund sowie Kanton und Gemeinden je 1,2 Mio.`).
    """
    named = funding.payers or (("bund", "kanton") if funding.payer == "bund_kanton" else ())
    apart = len(named) > 1 and len(set(named)) == len(named) and set(named) <= set(SINGLE_PAYERS)
    if funding.each:
        how = remark("each_of", payers=named)
        return [_Payer(payer, how=how) for payer in named] if apart and len(named) == PAYERS_TOLD_APART else []
    everybody = funding.funding_id in whole or set(named) >= ALL_PAYERS
    stated = _Payer(None if everybody else funding.payer)
    return [stated, *(_by_shares(funding) if apart else [])]


def _by_shares(funding: Funding) -> list[_Payer]:
    shares, payers = funding.payer_shares, funding.payers
    if not shares or len(shares) != len(payers) or min(shares) <= 0 or sum(shares) > 1 + _ROUNDING_OF_SHARES:
        return []
    whole = funding.amount_chf or 0.0
    return [
        _Payer(payer, share, remark("share_of", share=share, amount=whole))
        for payer, share in zip(payers, shares, strict=True)
    ]


def _span(years: Sequence[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys((years[0], years[-1])))
