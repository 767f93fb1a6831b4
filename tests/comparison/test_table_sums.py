"""Totals of a table beside what their parts come to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pipeline.comparison.table_sums import TableSum, table_sums
from pipeline.records import Funding

Amount = Callable[..., Funding]


def grid(amount: Amount, *rows: tuple[float | None, ...], total_row: int | None = None) -> list[Funding]:
    """Return the figures of a table, of which one row may be totals; null is a cell without a figure."""
    return [
        replace(
            amount(value, row=row, column=column, is_total=row == total_row, row_label=f"row {row}"),
            funding_id=f"{row}.{column}",
        )
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if value is not None
    ]


def test_a_column_that_comes_to_its_total_agrees_and_another_does_not(amount: Amount) -> None:
    figures = grid(amount, (300_000.0, 310_000.0), (200_000.0, 210_000.0), (500_000.0, 530_000.0), total_row=2)
    assert table_sums(figures) == [
        TableSum("column", None, "2.0", 500_000.0, 500_000.0, True),
        TableSum("column", None, "2.1", 530_000.0, 520_000.0, False),
    ]


def test_a_row_of_totals_is_compared_with_its_grand_total(amount: Amount) -> None:
    figures = grid(amount, (100.0, 200.0, 300.0), total_row=0)
    assert table_sums(figures) == [TableSum("row", "row 0", "0.2", 300.0, 300.0, True)]


def test_totals_of_pillars_may_carry_the_grand_total(amount: Amount) -> None:
    figures = grid(amount, (10.0,), (30.0,), (40.0,), (60.0,), (100.0,))
    figures = [replace(figure, is_total=figure.row in (2, 3, 4)) for figure in figures]
    assert [(found.parts_chf, found.agrees) for found in table_sums(figures)] == [(100.0, True)]


def test_rounded_parts_may_miss_their_total_by_what_rounding_allows(amount: Amount) -> None:
    told = [amount(1_500_000.0, "1,5 Mio.", row=0), amount(1_500_000.0, "1,5 Mio.", row=1)]
    total = amount(3_080_000.0, "3,08 Mio.", row=2, is_total=True)
    assert table_sums([replace(figure, column=0) for figure in (*told, total)])[0].agrees


def test_one_figure_beside_a_total_and_lines_without_a_total_are_no_sums(amount: Amount) -> None:
    assert table_sums(grid(amount, (5.0,), (5.0,), total_row=1)) == []
    assert table_sums(grid(amount, (5.0, 6.0), (7.0, 8.0))) == []
