"""Cantons or programmes side by side: each line one figure, each cell with what it rests on and how sure it is.

Amounts of a column are of one instrument, ip_scope, side and status wherever they can be read together (see
`choice`); a line of its own says which. Null is unknown, never zero; where all of an area is unknown, the cell says
why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from pipeline.comparison.area_lines import amounts_by_area, measures_by_area
from pipeline.comparison.budget import BudgetLine, budget_against_accounts
from pipeline.comparison.cells import UNKNOWN, Cell, Line, of_row, of_value, per_year
from pipeline.comparison.choice import Choice, choose, preference
from pipeline.comparison.choice import frame_of as frame_of_row
from pipeline.comparison.reference import Population
from pipeline.comparison.remarks import remark
from pipeline.comparison.statements import length
from pipeline.domain.data import load_toml, vocabulary
from pipeline.domain.programs import years_of
from pipeline.records import CoFinancingRow, ComparisonRow, CoverageRow

if TYPE_CHECKING:
    from pipeline.comparison.similar import SimilarGroup

_PAYERS = ("bund", "kanton", "gemeinden", "dritte", "mixed")
_SHARED = ("bund", "kanton", "gemeinden")
# A hole in these says something; a line of others that is unknown everywhere is left out.
_ALWAYS = ("areas", "measures")


class Column(NamedTuple):
    """What stands in a column."""

    canton: str
    program: str


@dataclass(frozen=True, slots=True)
class Material:
    """All that is known of a corpus, as the tables of a run have it; `groups` are its similar measures."""

    rows: Sequence[ComparisonRow]
    coverage: Sequence[CoverageRow] = ()
    co_financing: Sequence[CoFinancingRow] = ()
    groups: Sequence[SimilarGroup] = ()
    population: Population = field(default_factory=Population)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """A table to be shown: its columns, its lines in order, and whether amounts are told per year."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    annual: bool


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of one column."""

    column: Column
    rows: tuple[ComparisonRow, ...]
    money: Choice
    lump_sum: ComparisonRow | None
    matched: str


def side_by_side(material: Material, columns: Sequence[Column], *, annual: bool = False) -> SideBySide:
    """Return the lines of some cantons' programmes; `annual` tells amounts per year, so that programmes compare.

    Programmes are of two or four years: their whole periods do not compare, their years do.
    """
    known = [_known(material, column) for column in columns]
    lines = (
        *_money(known, annual=annual),
        *_shares(known),
        *_budgets(known),
        *_per_head(known, material.population),
        *amounts_by_area([item.rows for item in known], annual=annual),
        *measures_by_area([item.rows for item in known], [_coverage(material, column) for column in columns]),
        *_similar(material.groups, columns),
    )
    told = [line for line in lines if line.section in _ALWAYS or any(_known_cell(cell) for cell in line.cells)]
    return SideBySide(tuple(columns), tuple(told), annual)


def _known_cell(cell: Cell) -> bool:
    return cell.value is not None or bool(cell.text) or bool(cell.words)


def known_programs(material: Material, cantons: Iterable[str]) -> tuple[str, ...]:
    """Return the programmes of which figures or measures of any of the cantons are known, in their order.

    Where none is, those of their documents: the columns say why nothing is known.
    """
    chosen = set(cantons)
    found = {row.program for row in material.rows if row.canton in chosen}
    found = found or {row.program for row in material.coverage if row.canton in chosen and row.documents}
    return tuple(program for program in vocabulary("program") if program in found)


def latest_program(material: Material, cantons: Sequence[str]) -> str | None:
    """Return the latest programme of which anything is known for all of the cantons, else for any; else null."""
    common = set.intersection(*(set(known_programs(material, [canton])) for canton in cantons))
    known = known_programs(material, cantons)
    return max(common or known, key=vocabulary("program").index, default=None)


def _known(material: Material, column: Column) -> _Known:
    rows = tuple(row for row in material.rows if (row.canton, row.program) == column)
    whole = [row for row in rows if row.year is None and row.foerderbereich is None]
    lump_sums = [row for row in whole if (row.payer, row.instrument) == ("bund", "ip")]
    matched = [row.reached for row in material.co_financing if (row.canton, row.program, row.year) == (*column, None)]
    return _Known(
        column,
        rows,
        choose(row for row in whole if row.instrument != "ip"),
        min(lump_sums, key=lambda row: preference(frame_of_row(row)), default=None),
        matched[0] if matched else "unknown",
    )


def _coverage(material: Material, column: Column) -> tuple[CoverageRow, ...]:
    return tuple(row for row in material.coverage if (row.canton, row.program) == column)


def _line(section: str, name: str, unit: str, known: Sequence[_Known], cell: Callable[[_Known], Cell]) -> Line:
    return Line(section, name, unit, tuple(cell(item) for item in known))


def _money(known: Sequence[_Known], *, annual: bool) -> Iterable[Line]:
    def amount(row: ComparisonRow | None) -> Cell:
        return per_year(row) if annual else of_row(row)

    yield _line("money", "total", "CHF", known, lambda item: amount(item.money.total))
    if not annual:
        yield _line("money", "total_per_year", "CHF", known, lambda item: per_year(item.money.total))
    for payer in _PAYERS:
        yield Line("money", payer, "CHF", tuple(amount(item.money.payer(payer)) for item in known))
    yield _line("money", "lump_sum", "CHF", known, lambda item: amount(item.lump_sum))
    yield _line("money", "kind", "text", known, _kind)
    yield _line("money", "co_financing", "text", known, lambda item: Cell(words=(item.matched,)))


def _kind(item: _Known) -> Cell:
    frame = item.money.frame
    if frame is None:
        return UNKNOWN
    scope = f"lump_sum_{frame.ip_scope}" if frame.ip_scope in ("included", "excluded") else None
    side = f"{frame.side}_side" if frame.side else None
    return Cell(words=tuple(word for word in (frame.status, scope, side) if word))


def _shares(known: Sequence[_Known]) -> Iterable[Line]:
    for payer in _SHARED:
        yield Line("shares", payer, "share", tuple(_share(item.money, payer) for item in known))


def _share(money: Choice, payer: str) -> Cell:
    """Return a payer's share of the money of all; unknown where one of the two is, or in conflict."""
    part, total = money.payer(payer), money.total
    if part is None or total is None or not total.amount_chf or "conflict" in (part.state, total.state):
        return UNKNOWN
    share = (part.amount_chf or 0.0) / total.amount_chf
    return of_value(share, (*part.funding_ids, *total.funding_ids)) if share <= 1 else UNKNOWN


def _budgets(known: Sequence[_Known]) -> Iterable[Line]:
    """Yield budget, accounts and difference of the whole period, and of each year any column has both of."""
    lines = [_all_areas(item.rows) for item in known]
    years = sorted({line.place.year or 0 for found in lines for line in found})
    for year in years:
        chosen = [_of_year(found, year or None) for found in lines]
        for name, cell in _BUDGET_CELLS.items():
            cells = tuple(UNKNOWN if line is None else cell(line) for line in chosen)
            yield Line("budget", name, "CHF", cells, str(year) if year else None)


_BUDGET_CELLS: dict[str, Callable[[BudgetLine], Cell]] = {
    "budget": lambda line: of_row(line.budget),
    "accounts": lambda line: of_row(line.accounts),
    "difference": lambda line: of_value(
        line.difference_chf, (*line.budget.funding_ids, *line.accounts.funding_ids)
    ),
}  # fmt: skip


def _all_areas(rows: Iterable[ComparisonRow]) -> list[BudgetLine]:
    """Return budget against accounts for all areas, lines of all payers before those of one, amounts of each once."""
    order: tuple[str | None, ...] = (None, "mixed", "unknown", "kanton", "bund", "gemeinden", "dritte", "bund_kanton")
    found = budget_against_accounts(row for row in rows if row.foerderbereich is None)
    return sorted(found, key=lambda line: order.index(line.place.payer))


def _of_year(lines: Sequence[BudgetLine], year: int | None) -> BudgetLine | None:
    return next((line for line in lines if line.place.year == year), None)


def _per_head(known: Sequence[_Known], population: Population) -> Iterable[Line]:
    money, lump_sum = load_toml("comparison")["reference"]["groups"]
    for group, row_of in ((money, _without_lump_sum), (lump_sum, lambda item: item.lump_sum)):
        cells = tuple(_head(row_of(item), item.column, group, population) for item in known)
        yield Line("per_head", group, "CHF", cells)


def _without_lump_sum(item: _Known) -> ComparisonRow | None:
    frame = item.money.frame
    return item.money.total if frame and frame.ip_scope != "included" else None


def _head(row: ComparisonRow | None, column: Column, group: str, population: Population) -> Cell:
    persons = population.mean(group, column.canton, years_of(column.program))
    if row is None or row.amount_chf is None or row.state == "conflict" or persons is None:
        return UNKNOWN
    note = remark("persons", persons=persons.number, mean_of=persons.years, sources=persons.sources)
    return of_value(row.amount_chf / length(*column[1:], None) / persons.number, row.funding_ids, note)


def _similar(groups: Iterable[SimilarGroup], columns: Sequence[Column]) -> Iterable[Line]:
    """Yield a line for each group of similar measures that two columns at least have."""
    for group in groups:
        titles = [
            tuple(dict.fromkeys(item.title for item in group.measures if (item.canton, item.program) == column))
            for column in columns
        ]
        if sum(bool(found) for found in titles) > 1:
            cells = tuple(Cell(text=" · ".join(found) or None) for found in titles)
            yield Line("similar", group.name, "text", cells, named=True)
