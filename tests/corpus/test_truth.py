"""The truth refuses a source whose marks and records do not match; money tables add up."""

from __future__ import annotations

import pytest

from corpus.generator.finance import Layout, Line, apostrophe, money_table
from corpus.generator.marks import parse, plain
from corpus.generator.model import Facts, Money, Paragraph, Rendered, Sample
from corpus.generator.truth import build_truth

FACTS = Facts("text/html", "ZG", "de", "web_page", "Titel", "Amt")


def build(text: str, money: dict[str, Money]) -> list[str]:
    sample = Sample("probe", FACTS, (Paragraph(text),), money=money)
    return [row["quote"] for row in build_truth(sample, Rendered(b""), "probe.html")["funding"]]


def test_a_record_takes_its_quote_from_its_mark() -> None:
    assert build("Es kostet {{f1|rund 3 Mio. Franken}}.", {"f1": Money(3_000_000)}) == ["rund 3 Mio. Franken"]


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("Es kostet 3 Mio. Franken.", {"f1": Money(3_000_000)}),
        ("Es kostet {{f1|3 Mio. Franken}}.", {}),
        ("{{f1|3 Mio. Franken}}, nochmals {{f1|3 Mio. Franken}}", {"f1": Money(3_000_000)}),
    ],
    ids=["record without mark", "mark without record", "one amount at two places"],
)
def test_marks_and_records_match_one_to_one(text: str, money: dict[str, Money]) -> None:
    with pytest.raises(ValueError, match="f1"):
        build(text, money)


def test_a_money_table_in_thousands_states_what_is_printed() -> None:
    layout = Layout("t1", "Bereich", (2024, 2025), "Total", apostrophe, "in TCHF", unit=1000)
    lines = [Line("Sprache", (1_000_400, 1_000_400), Money(0)), Line("Dolmetschen", (400, None), Money(0))]
    grid, money = money_table(layout, lines, Money(0))
    assert [[plain(cell) for cell in row] for row in grid.rows] == [
        ["Bereich", "2024", "2025", "Total"],
        ["Sprache", "1'000", "1'000", "2'001"],
        ["Dolmetschen", "0", "–", "0"],
        ["Total", "1'001", "1'000", "2'001"],
    ]
    assert money["t1.1.3"].amount_chf == 2_001_000
    assert (money["t1.1.3"].basis, money["t1.1.3"].period_start, money["t1.1.3"].period_end) == ("total", 2024, 2025)
    assert money["t1.1.3"].is_total
    assert money["t1.3.1"].is_total
    assert not money["t1.1.1"].is_total
    assert "t1.2.2" not in money
    assert parse(grid.rows[1][1]).spans[0].mark == "t1.1.1"
