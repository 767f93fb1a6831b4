"""Small sets of records in which something invites to add what must not be added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from pipeline.comparison.compare import compare
from pipeline.comparison.side_by_side import Column, Material, side_by_side
from pipeline.comparison.view import overview
from pipeline.domain.data import vocabulary
from pipeline.records import Funding, Records

Amount = Callable[..., Funding]
Document = Callable[..., Records]

WHOLE = {"period_start": 2018, "period_end": 2021, "ip_scope": "excluded", "status": "planned"}
USES = WHOLE | {"side": "uses", "payer": "unknown", "found_in": "table", "table_id": "t"}
SOURCES = WHOLE | {"side": "sources", "found_in": "table", "table_id": "s", "column": 1}


def sums(*documents: Records, **key: Any) -> list[float | None]:
    rows = [row for row in compare(documents).rows if row.instrument is not None]
    return [row.amount_chf for row in rows if all(getattr(row, name) == value for name, value in key.items())]


def column_of(amount: Amount, *lines: tuple[str, float], language: str = "sprache") -> list[Funding]:
    return [
        amount(value, row_label=label, row=row, column=1, foerderbereich=language, **USES)
        for row, (label, value) in enumerate(lines, start=1)
    ]


@pytest.mark.parametrize(
    ("lines", "total"),
    [
        ([("Sprache", 900.0), ("davon Alphabetisierung", 200.0)], 900.0),
        ([("Sprache", 900.0), ("– Abendkurse", 500.0), ("– Alphabetisierung", 200.0)], 900.0),
        ([("2 Sprache", 900.0), ("2.1 Abendkurse", 500.0), ("2.2 Alphabetisierung", 200.0)], 900.0),
        ([("Sprache", 900.0), ("Sprache davon Alphabetisierung", 200.0)], 900.0),
        ([("– Abendkurse", 500.0), ("– Alphabetisierung", 200.0)], 700.0),
        ([("2.1 Abendkurse", 500.0), ("2.2 Alphabetisierung", 200.0)], 700.0),
        ([("Abendkurse", 200.0), ("davon neu", 900.0)], 1_100.0),
    ],
)
def test_a_line_inside_another_is_not_added_to_it(
    amount: Amount, document: Document, lines: Sequence[tuple[str, float]], total: float
) -> None:
    assert sums(document("a", *column_of(amount, *lines)), foerderbereich="sprache") == [total]


def test_a_column_inside_another_is_not_added_to_it(amount: Amount, document: Document) -> None:
    labels = ("Beitrag", "davon für Alphabetisierung")
    figures = [
        amount(value, row=1, column=column, column_label=label, foerderbereich="sprache", **USES)
        for column, (label, value) in enumerate(zip(labels, (900.0, 200.0), strict=True))
    ]
    assert sums(document("a", *figures)) == [900.0]


def test_what_canton_and_towns_pay_together_is_no_whole(amount: Amount, document: Document) -> None:
    joint = amount(3_200.0, payer="mixed", payers=("kanton", "gemeinden"), side="sources", **WHOLE)
    credit = amount(3_200.0, payer="bund", payers=("bund",), instrument="ifk", side="sources", **WHOLE)
    compared = compare([document("a", joint, credit)])
    (line,) = overview(compared.rows)
    assert (line.total_chf, line.bund_chf) == (None, 3_200.0)
    told = side_by_side(Material(compared.rows, compared.coverage, compared.co_financing), [Column("AG", "KIP 2")])
    lines = {line.name: line.cells[0] for line in told.lines if line.section == "money"}
    assert (lines["mixed"].value, lines["mixed"].note("de")) == (3_200.0, "gemeinsam bezahlt von: Kanton, Gemeinden")
    assert "total" not in lines
    assert not [line for line in told.lines if line.section == "shares"]


def test_federal_money_with_and_without_the_lump_sum_stays_apart(amount: Amount, document: Document) -> None:
    federal = {"payer": "bund", "payers": ("bund",)}
    figures = [
        amount(2_000.0, row=1, **(SOURCES | federal), instrument="ifk"),
        amount(6_000.0, row=2, **(SOURCES | federal | {"ip_scope": "only"}), instrument="ip"),
        amount(8_000.0, row=3, **(SOURCES | federal | {"ip_scope": "included"}), is_total=True),
        amount(1_500.0, row=4, **SOURCES, payers=("kanton",)),
        amount(500.0, row=5, **SOURCES, payer="gemeinden", payers=("gemeinden",)),
        amount(10_000.0, row=6, **(SOURCES | {"ip_scope": "included"}), payer="mixed", is_total=True),
    ]
    records = document("a", *figures)
    assert sums(records, payer=None, ip_scope="excluded") == [4_000.0]
    assert sums(records, payer=None, ip_scope="included") == [10_000.0]
    assert sums(records, payer="bund", ip_scope="included") == [8_000.0]


def test_areas_with_and_without_the_lump_sum_make_no_sum(amount: Amount, document: Document) -> None:
    figures = [
        amount(
            100.0,
            row=row,
            column=1,
            foerderbereich=area,
            **(USES | {"ip_scope": "included" if row < 2 else "excluded"}),
        )
        for row, area in enumerate(vocabulary("foerderbereich"))
    ]
    assert sums(document("a", *figures), foerderbereich=None) == []


def test_years_of_budget_request_and_accounts_make_no_period(amount: Amount, document: Document) -> None:
    def of(year: int, status: str) -> Funding:
        return amount(100.0, basis="per_year", period_start=year, period_end=year, status=status)

    budget = document("a", of(2018, "planned"), of(2019, "planned"), of(2020, "requested"))
    accounts = document("b", of(2018, "spent"), of(2021, "spent"), doc_type="report")
    assert sums(budget, accounts, year=None) == []


def test_sources_uses_and_text_keep_their_own_sums(amount: Amount, document: Document) -> None:
    payers = {"payer": "mixed", "payers": ("bund", "kanton", "gemeinden")}
    records = document(
        "a",
        amount(5_000.0, row=9, **(SOURCES | payers), is_total=True),
        amount(4_900.0, row=9, column=1, **USES, is_total=True),
        amount(5_000.0, **(WHOLE | payers)),
    )
    assert sorted(sums(records), key=str) == [4_900.0, 5_000.0, 5_000.0]


def test_halves_of_a_period_are_not_the_period(amount: Amount, document: Document) -> None:
    halves = [amount(value, period_start=year, period_end=year + 1) for value, year in ((2.0, 2018), (2.2, 2020))]
    assert sums(document("a", *halves)) == []
