from __future__ import annotations

from collections.abc import Callable

from pipeline.comparison.compare import compare
from pipeline.comparison.view import overview
from pipeline.records import Funding, Measure, Records

Amount = Callable[..., Funding]
Document = Callable[..., Records]


def test_a_line_has_payers_measures_and_documents(
    amount: Amount, measure: Callable[..., Measure], document: Document
) -> None:
    figures = [amount(value, payer=payer) for payer, value in (("bund", 200.0), ("kanton", 100.0), ("gemeinden", 50.0))]
    found = compare([document("a", *figures, measure("Deutsch A1", "sprache"))])
    (line,) = overview(found.rows, found.coverage)
    assert (line.canton, line.program, line.documents) == ("AG", "KIP 2", 1)
    assert (line.total_chf, line.bund_chf, line.kanton_chf, line.gemeinden_chf) == (350.0, 200.0, 100.0, 50.0)
    assert (line.measures, line.measures_all) == ((("sprache", 1),), 1)


def test_unknown_is_null_and_never_zero(amount: Amount, document: Document) -> None:
    (line,) = overview(compare([document("a", amount(100.0))]).rows)
    assert (line.kanton_chf, line.bund_chf, line.total_chf, line.measures_all) == (100.0, None, None, None)
    assert line.documents is None


def test_a_line_never_mixes_budgets_and_accounts(amount: Amount, document: Document) -> None:
    spent = [amount(90.0, status="spent"), amount(80.0, payer="bund", status="spent")]
    (line,) = overview(compare([document("a", amount(100.0), *spent)]).rows)
    assert (line.status, line.kanton_chf, line.bund_chf) == ("spent", 90.0, 80.0)


def test_an_amount_below_its_parts_is_no_total(amount: Amount, document: Document) -> None:
    slice_of_it = amount(30.0, payer="unknown")
    (line,) = overview(compare([document("a", amount(100.0), slice_of_it)]).rows)
    assert line.total_chf is None
    (line,) = overview(compare([document("a", amount(100.0), amount(250.0, payer="unknown"))]).rows)
    assert line.total_chf == 250.0


def test_the_federal_credit_stands_beside_money_without_the_lump_sum(amount: Amount, document: Document) -> None:
    own = amount(100.0, ip_scope="excluded")
    credit = amount(120.0, payer="bund", instrument="ifk", ip_scope="excluded")
    (line,) = overview(compare([document("a", own, credit)]).rows)
    assert (line.instrument, line.kanton_chf, line.bund_chf) == ("kip_total", 100.0, 120.0)
    (line,) = overview(compare([document("a", amount(100.0, ip_scope="included"), credit)]).rows)
    assert (line.kanton_chf, line.bund_chf) == (100.0, None)


def test_a_conflict_shows(amount: Amount, document: Document) -> None:
    (line,) = overview(compare([document("a", amount(100.0), amount(200.0))]).rows)
    assert line.conflict


def test_cantons_and_programmes_stand_in_their_order(amount: Amount, document: Document) -> None:
    documents = [
        document("a", amount(1.0), canton="ZH"),
        document("b", amount(1.0), program="KIP 3"),
        document("c", amount(1.0)),
    ]
    places = [(line.canton, line.program) for line in overview(compare(documents).rows)]
    assert places == [("AG", "KIP 2"), ("AG", "KIP 3"), ("ZH", "KIP 2")]
