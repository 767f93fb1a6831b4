"""Tables of money, made together with the record of each amount in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from corpus.generator.marks import mark
from corpus.generator.model import Grid, Money


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a money table: its label, an amount in francs per year (null where none stands), what it is."""

    label: str
    amounts: tuple[int | None, ...]
    money: Money


@dataclass(frozen=True, slots=True)
class Layout:
    """How a money table is written: unit in francs, how a number looks, labels of the corner and the totals."""

    table_id: str
    corner: str
    years: tuple[int, ...]
    total: str
    number: Callable[[int], str]
    caption: str
    unit: int = 1
    first_width: float = 3.0


def apostrophe(number: int) -> str:
    """Write 1'234'000 with the straight apostrophe."""
    return f"{number:,}".replace(",", "'")


def curly(number: int) -> str:
    """Write 1’234’000 with U+2019."""
    return f"{number:,}".replace(",", "’")


def spaced(number: int) -> str:
    """Write 1 234 000 with no-break spaces."""
    return f"{number:,}".replace(",", "\u00a0")


def money_table(layout: Layout, lines: Sequence[Line], total: Money) -> tuple[Grid, dict[str, Money]]:
    """Return a table with years as columns, a total column and a total row, and the record of each amount."""
    records: dict[str, Money] = {}
    sums = tuple(sum(line.amounts[i] or 0 for line in lines) for i in range(len(layout.years)))
    all_lines = [*lines, Line(layout.total, sums, replace(total, is_total=True))]
    rows = [(layout.corner, *(str(year) for year in layout.years), layout.total)]
    rows += [_row(layout, number, line, records) for number, line in enumerate(all_lines, start=1)]
    grid = Grid(
        table_id=layout.table_id,
        rows=tuple(rows),
        widths=(layout.first_width, *(1.0 for _ in range(len(layout.years) + 1))),
        caption=layout.caption,
        total_rows=1,
        sums="exact" if layout.unit == 1 else "rounded",
        numeric=True,
    )
    return grid, records


def _row(layout: Layout, number: int, line: Line, records: dict[str, Money]) -> tuple[str, ...]:
    cells = [line.label]
    periods = [(year, year) for year in layout.years] + [(layout.years[0], layout.years[-1])]
    amounts = (*line.amounts, sum(amount or 0 for amount in line.amounts))
    for column, (amount, (start, end)) in enumerate(zip(amounts, periods, strict=True), start=1):
        if amount is None:
            cells.append("–")
            continue
        printed = _rounded(amount, layout.unit)
        name = f"{layout.table_id}.{number}.{column}"
        is_sum = column == len(amounts)
        records[name] = replace(
            line.money,
            amount_chf=float(printed * layout.unit),
            basis="total" if is_sum else "per_year",
            period_start=start,
            period_end=end,
            is_total=line.money.is_total or is_sum,
        )
        cells.append(mark(name, layout.number(printed)))
    return tuple(cells)


def _rounded(amount: int, unit: int) -> int:
    return (amount + unit // 2) // unit
