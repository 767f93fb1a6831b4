from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.comparison.compare import compare
from pipeline.records import CoFinancingRow, Funding, Records

Amount = Callable[..., Funding]
Document = Callable[..., Records]


def whole_period(documents: list[Records]) -> CoFinancingRow:
    rows = compare(documents).co_financing
    (row,) = [row for row in rows if (row.canton, row.program, row.year) == ("AG", "KIP 2", None)]
    return row


@pytest.mark.parametrize(
    ("canton", "gemeinden", "reached"),
    [
        (600_000.0, 400_000.0, "yes"),
        (1_000_000.0, None, "yes"),
        (600_000.0, 300_000.0, "no"),
        (600_000.0, None, "unknown"),
        (None, None, "unknown"),
    ],
)
def test_own_money_is_held_against_the_credit(
    amount: Amount, document: Document, canton: float | None, gemeinden: float | None, reached: str
) -> None:
    own = [amount(value, payer=payer) for value, payer in ((canton, "kanton"), (gemeinden, "gemeinden")) if value]
    row = whole_period([document("a", amount(1_000_000.0, payer="bund", instrument="ifk"), *own)])
    assert (row.ifk_chf, row.canton_chf, row.gemeinden_chf) == (1_000_000.0, canton, gemeinden)
    assert row.reached == reached


def test_without_a_stated_credit_nothing_is_known(amount: Amount, document: Document) -> None:
    row = whole_period([document("a", amount(1_000_000.0))])
    assert (row.ifk_chf, row.canton_chf, row.reached) == (None, 1_000_000.0, "unknown")


def test_a_gap_smaller_than_the_rounding_is_unknown(amount: Amount, document: Document) -> None:
    figures = (
        amount(1_310_000.0, payer="bund", instrument="ifk"),
        amount(1_000_000.0, "1,0 Mio."),
        amount(300_000.0, "0,3 Mio.", payer="gemeinden"),
    )
    assert whole_period([document("a", *figures)]).reached == "unknown"


def test_a_budget_is_never_held_against_an_account(amount: Amount, document: Document) -> None:
    credit = amount(1_000_000.0, payer="bund", instrument="ifk", status="approved")
    row = whole_period([document("a", credit, amount(2_000_000.0, status="spent"))])
    assert (row.ifk_chf, row.canton_chf, row.reached) == (1_000_000.0, None, "unknown")


def test_a_year_has_a_row_where_money_is_stated_for_it(amount: Amount, document: Document) -> None:
    rows = compare([document("a", amount(900.0, period_start=2019, period_end=2019))]).co_financing
    assert [(row.canton, row.year) for row in rows if row.year] == [("AG", 2019)]
    assert len(rows) == 26 * 4 + 1


def test_money_of_canton_and_municipalities_together_is_enough(amount: Amount, document: Document) -> None:
    credit = amount(1_000_000.0, payer="bund", instrument="ifk")
    together = amount(1_000_000.0, payer="mixed", payers=("kanton", "gemeinden"))
    row = whole_period([document("a", credit, together)])
    assert (row.canton_chf, row.gemeinden_chf, row.together_chf, row.reached) == (None, None, 1_000_000.0, "yes")
    less = amount(900_000.0, payer="mixed", payers=("kanton", "gemeinden"))
    assert whole_period([document("a", credit, less)]).reached == "no"


def test_money_of_others_is_not_that_of_canton_and_municipalities(amount: Amount, document: Document) -> None:
    credit = amount(1_000_000.0, payer="bund", instrument="ifk")
    others = amount(1_000_000.0, payer="mixed", payers=("kanton", "dritte"))
    row = whole_period([document("a", credit, others)])
    assert (row.together_chf, row.reached) == (None, "unknown")


def test_the_table_of_sources_goes_before_a_remark_in_text(amount: Amount, document: Document) -> None:
    credit = amount(1_000_000.0, payer="bund", instrument="ifk", ip_scope="excluded", side="sources")
    listed = [
        amount(value, payer=payer, ip_scope="excluded", side="sources", status="planned")
        for payer, value in (("kanton", 700_000.0), ("gemeinden", 300_000.0))
    ]
    row = whole_period([document("a", credit, *listed, amount(20_000.0))])
    assert (row.canton_chf, row.together_chf, row.reached) == (700_000.0, 1_000_000.0, "yes")
