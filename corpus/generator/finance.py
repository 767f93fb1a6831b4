"""Tables of money, made together with the record of each amount in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from corpus.generator.marks import mark
from corpus.generator.model import Grid, Merge, Money, SumError


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a money table: its label, an amount in francs per column (null where none stands), what it is.

    `more_labels` stand in further label columns.
    """

    label: str
    amounts: tuple[int | None, ...]
    money: Money
    more_labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of amounts: what it adds to the records of its rows; `adds` names the columns a sum column adds up.

    Columns of amounts are counted from 0, labels left out.
    """

    label: str
    changes: Mapping[str, Any]
    adds: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Cross:
    """How a money table is written.

    `step` is the francs to which it rounds, `unit` what a printed 1 is worth, `number` writes an amount that is
    counted in steps. `upper_header` is a first line of the header above the columns' labels. `errors` maps a row of
    the body and a column of amounts, both from 0, to the francs by which the printed sum errs.
    """

    table_id: str
    caption: str | None
    corner: tuple[str, ...]
    columns: tuple[Column, ...]
    total: str | None
    number: Callable[[int], str]
    step: int = 1
    unit: int = 1
    first_width: float = 3.0
    more_width: float = 2.0
    upper_header: tuple[str, ...] = ()
    merged: tuple[Merge, ...] = ()
    errors: Mapping[tuple[int, int], int] = field(default_factory=dict)
    style: str | None = None
    keep_together: bool = True


@dataclass(frozen=True, slots=True)
class Layout:
    """A money table with years as columns: unit in francs, how a number looks, labels of the corner and the totals."""

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


def narrow(number: int) -> str:
    """Write 1 234 000 with narrow no-break spaces, U+202F."""
    return f"{number:,}".replace(",", "\u202f")


def tenths(number: int) -> str:
    """Write 12 as 1,2: an amount counted in tenths of the unit."""
    return f"{number // 10},{number % 10}"


def hundredths(number: int) -> str:
    """Write 123 as 1.23: an amount counted in hundredths of the unit."""
    return f"{number // 100}.{number % 100:02}"


def years_and_total(years: Sequence[int], total: str) -> tuple[Column, ...]:
    """Return a column for each year and one that adds them up."""
    columns = [
        Column(str(year), {"basis": "per_year", "period_start": year, "period_end": year}) for year in years
    ]  # fmt: skip
    whole = {"basis": "total", "period_start": years[0], "period_end": years[-1], "is_total": True}
    return (*columns, Column(total, whole, tuple(range(len(years)))))


def money_table(layout: Layout, lines: Sequence[Line], total: Money) -> tuple[Grid, dict[str, Money]]:
    """Return a table with years as columns, a total column and a total row, and the record of each amount."""
    columns = years_and_total(layout.years, layout.total)
    cross = Cross(
        layout.table_id, layout.caption, (layout.corner,), columns, layout.total, layout.number,
        step=layout.unit, unit=layout.unit, first_width=layout.first_width,
    )  # fmt: skip
    return cross_table(cross, lines, total)


def cross_table(cross: Cross, lines: Sequence[Line], total: Money | None = None) -> tuple[Grid, dict[str, Money]]:
    """Return a table of any columns, with a total row where `cross.total` is a text, and the record of each amount."""
    records: dict[str, Money] = {}
    body = [_with_sums(cross, line) for line in lines]
    if cross.total is not None and total is not None:
        sums = tuple(_sum(line.amounts[i] for line in body) for i in range(len(cross.columns)))
        blanks = tuple("" for _ in cross.corner[1:])
        body.append(Line(cross.total, sums, replace(total, is_total=True), blanks))
    header = [cross.upper_header] if cross.upper_header else []
    header.append((*cross.corner, *(column.label for column in cross.columns)))
    rows = [_row(cross, number, line, records) for number, line in enumerate(body)]
    labels = len(cross.corner)
    grid = Grid(
        table_id=cross.table_id,
        rows=(*header, *rows),
        widths=(cross.first_width, *(cross.more_width for _ in cross.corner[1:]), *(1.0 for _ in cross.columns)),
        caption=cross.caption,
        header_rows=len(header),
        total_rows=1 if cross.total is not None else 0,
        sums="wrong" if cross.errors else "exact" if _adds_up(cross, body) else "rounded",
        numeric=True,
        label_columns=labels,
        merged=cross.merged,
        sum_columns=tuple(
            (labels + place, tuple(labels + added for added in column.adds))
            for place, column in enumerate(cross.columns) if column.adds
        ),
        sum_errors=_errors(cross, body, len(header)),
        unit=cross.unit,
        style=cross.style,
        keep_together=cross.keep_together,
    )  # fmt: skip
    return grid, records


def _adds_up(cross: Cross, body: Sequence[Line]) -> bool:
    """Return whether the printed numbers add up: rounding may have shifted a sum."""
    printed = [[_rounded(amount or 0, cross.step) for amount in line.amounts] for line in body]
    across = all(
        row[place] == sum(row[added] for added in column.adds)
        for row in printed for place, column in enumerate(cross.columns) if column.adds
    )  # fmt: skip
    parts, total = (printed[:-1], printed[-1]) if cross.total is not None else ([], [])
    return across and all(sum(row[place] for row in parts) == stated for place, stated in enumerate(total))


def _with_sums(cross: Cross, line: Line) -> Line:
    """Return the line with the amounts of its sum columns put in."""
    stated = iter(line.amounts)
    amounts: list[int | None] = []
    for column in cross.columns:
        amounts.append(_sum(amounts[i] for i in column.adds) if column.adds else next(stated))
    return replace(line, amounts=tuple(amounts))


def _row(cross: Cross, number: int, line: Line, records: dict[str, Money]) -> tuple[str, ...]:
    cells = [line.label, *line.more_labels]
    for place, (column, amount) in enumerate(zip(cross.columns, line.amounts, strict=True)):
        if amount is None:
            cells.append("–")
            continue
        printed = _rounded(amount + cross.errors.get((number, place), 0), cross.step)
        name = f"{cross.table_id}.{number + 1}.{place + 1}"
        money = replace(line.money, amount_chf=float(printed * cross.step), **column.changes)
        records[name] = replace(money, is_total=line.money.is_total or money.is_total)
        cells.append(mark(name, cross.number(printed)))
    return tuple(cells)


def _errors(cross: Cross, body: Sequence[Line], header_rows: int) -> tuple[SumError, ...]:
    errors = []
    for (row, column), difference in sorted(cross.errors.items()):
        right = _rounded(body[row].amounts[column] or 0, cross.step) * cross.step
        printed = _rounded((body[row].amounts[column] or 0) + difference, cross.step) * cross.step
        place = (header_rows + row, len(cross.corner) + column)
        errors.append(SumError(*place, printed / cross.unit, right / cross.unit))
    return tuple(errors)


def _sum(amounts: Iterable[int | None]) -> int | None:
    """Return the sum of the known amounts, null where none is known."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def _rounded(amount: int, unit: int) -> int:
    return (amount + unit // 2) // unit
