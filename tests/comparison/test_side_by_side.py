from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.comparison.budget import budget_against_accounts
from pipeline.comparison.cells import Cell, Line
from pipeline.comparison.compare import compare
from pipeline.comparison.reference import Population
from pipeline.comparison.side_by_side import Column, Material, SideBySide, known_programs, side_by_side
from pipeline.comparison.similar import Named, SimilarGroup
from pipeline.records import Funding, Measure, Records

Amount = Callable[..., Funding]
Document = Callable[..., Records]
MeasureMaker = Callable[..., Measure]


def material(documents: list[Records], **more: object) -> Material:
    found = compare(documents)
    return Material(found.rows, found.coverage, found.co_financing, **more)  # type: ignore[arg-type]


def line_of(shown: SideBySide, section: str, name: str, about: str | None = None) -> Line | None:
    found = [line for line in shown.lines if (line.section, line.name, line.about) == (section, name, about)]
    return found[0] if found else None


def cells_of(shown: SideBySide, section: str, name: str, about: str | None = None) -> tuple[Cell, ...]:
    line = line_of(shown, section, name, about)
    assert line is not None, (section, name)
    return line.cells


def values(shown: SideBySide, section: str, name: str, about: str | None = None) -> list[float | None]:
    return [cell.value for cell in cells_of(shown, section, name, about)]


@pytest.fixture
def two_cantons(amount: Amount, document: Document) -> list[Records]:
    whole = [amount(400.0, payer="bund"), amount(300.0), amount(100.0, payer="gemeinden")]
    return [document("a", *whole), document("b", amount(500.0), canton="BE")]


COLUMNS = (Column("AG", "KIP 2"), Column("BE", "KIP 2"))


def test_each_canton_has_a_column_and_unknown_is_null(two_cantons: list[Records]) -> None:
    shown = side_by_side(material(two_cantons), COLUMNS)
    assert values(shown, "money", "total") == [800.0, None]
    assert values(shown, "money", "total_per_year") == [200.0, None]
    assert values(shown, "money", "kanton") == [300.0, 500.0]
    assert line_of(shown, "money", "dritte") is None


def test_a_cell_knows_its_state_its_arithmetic_and_its_figures(two_cantons: list[Records]) -> None:
    total = cells_of(side_by_side(material(two_cantons), COLUMNS), "money", "total")[0]
    assert total.state == "derived"
    assert total.note("en") == "sum over payer: bund CHF 400 + gemeinden CHF 100 + kanton CHF 300"
    assert len(total.funding_ids) == 3


def test_shares_are_those_of_the_money_of_all(two_cantons: list[Records]) -> None:
    shown = side_by_side(material(two_cantons), COLUMNS)
    assert [values(shown, "shares", payer)[0] for payer in ("bund", "kanton", "gemeinden")] == [0.5, 0.375, 0.125]
    assert values(shown, "shares", "kanton")[1] is None


def test_a_figure_in_conflict_has_no_share(amount: Amount, document: Document) -> None:
    figures = [amount(400.0), amount(300.0), amount(1_000.0, payer=None)]
    shown = side_by_side(material([document("a", *figures)]), COLUMNS[:1])
    assert cells_of(shown, "money", "kanton")[0].state == "conflict"
    assert line_of(shown, "shares", "kanton") is None


def test_programmes_of_one_canton_are_told_per_year(amount: Amount, document: Document) -> None:
    documents = [document("a", amount(400.0)), document("b", amount(300.0), program="KIP 2bis")]
    found = material(documents)
    assert known_programs(found, ["AG"]) == ("KIP 2", "KIP 2bis")
    columns = [Column("AG", program) for program in known_programs(found, ["AG"])]
    assert values(side_by_side(found, columns, annual=True), "money", "kanton") == [100.0, 150.0]


def test_the_table_of_sources_goes_before_remarks_in_text(amount: Amount, document: Document) -> None:
    table = [
        amount(1_188.0, payer="bund", instrument="ifk", ip_scope="excluded", side="sources"),
        amount(900.0, ip_scope="excluded", side="sources"),
        amount(288.0, payer="gemeinden", ip_scope="excluded", side="sources"),
    ]
    remarks = [
        amount(20.0),
        amount(30.0, payer="gemeinden"),
        amount(90.0, payer="mixed"),
        amount(95.0, payer="unknown"),
    ]
    shown = side_by_side(material([document("a", *table, *remarks)]), COLUMNS[:1])
    assert values(shown, "money", "total") == [2_376.0]
    assert values(shown, "money", "kanton") == [900.0]
    assert cells_of(shown, "money", "kind")[0].words == ("approved", "lump_sum_excluded", "sources_side")


def test_a_requested_credit_stands_beside_planned_money_but_never_beside_accounts(
    amount: Amount, document: Document
) -> None:
    planned = [amount(200.0, payer="bund", status="planned"), amount(50.0, payer="gemeinden", status="planned")]
    shown = side_by_side(material([document("a", *planned, amount(150.0, status="requested"))]), COLUMNS[:1])
    assert values(shown, "money", "kanton") == [150.0]
    shown = side_by_side(material([document("a", *planned, amount(150.0, status="spent"))]), COLUMNS[:1])
    assert line_of(shown, "money", "kanton") is None


def test_budget_and_accounts_stand_beside_each_other_year_by_year(amount: Amount, document: Document) -> None:
    year = {"period_start": 2019, "period_end": 2019, "basis": "per_year"}
    figures = [
        amount(1_000.0, status="planned", side="uses", **year),
        amount(900.0, status="spent", side="uses", **year),
    ]
    shown = side_by_side(material([document("a", *figures)]), COLUMNS[:1])
    assert values(shown, "budget", "budget", "2019") == [1_000.0]
    assert values(shown, "budget", "accounts", "2019") == [900.0]
    assert values(shown, "budget", "difference", "2019") == [-100.0]


def test_accounts_of_another_side_are_not_held_against_the_budget(amount: Amount, document: Document) -> None:
    figures = [amount(1_000.0, status="planned", side="uses"), amount(900.0, status="spent", side="sources")]
    assert budget_against_accounts(compare([document("a", *figures)]).rows) == []
    untold = [amount(1_000.0, status="planned", side="uses"), amount(900.0, status="spent")]
    (line,) = budget_against_accounts(compare([document("a", *untold)]).rows)
    assert line.difference_chf == -100.0


def test_per_head_needs_reference_data(two_cantons: list[Records]) -> None:
    assert line_of(side_by_side(material(two_cantons), COLUMNS), "per_head", "foreign_population") is None
    people = Population(
        {("foreign_population", "AG", year): (persons, "BFS") for year, persons in ((2018, 8), (2019, 12))}
    )
    shown = side_by_side(material(two_cantons, population=people), COLUMNS)
    (cell, other) = cells_of(shown, "per_head", "foreign_population")
    assert (cell.value, cell.note("en")) == (20.0, "10 persons, mean of 2018, 2019 (BFS)")
    assert other.value is None


def test_the_lump_sum_goes_with_the_people_it_is_paid_for(amount: Amount, document: Document) -> None:
    lump_sum = amount(8_000.0, payer="bund", instrument="ip", ip_scope="only")
    people = Population({("refugees_and_provisionally_admitted", "AG", 2018): (4, "SEM")})
    shown = side_by_side(material([document("a", lump_sum)], population=people), COLUMNS[:1])
    assert values(shown, "money", "lump_sum") == [8_000.0]
    assert values(shown, "per_head", "refugees_and_provisionally_admitted") == [500.0]
    assert line_of(shown, "per_head", "foreign_population") is None


def test_a_hole_among_the_areas_says_why(measure: MeasureMaker, document: Document) -> None:
    shown = side_by_side(material([document("a", measure("Deutsch A1", "sprache"))]), COLUMNS)
    course, nothing = cells_of(shown, "measures", "sprache")
    assert (course.value, nothing.value, nothing.words) == (1.0, None, ("no_document",))
    assert cells_of(shown, "measures", "dolmetschen")[0].words == ("nothing_found",)


def test_areas_are_all_of_one_frame(amount: Amount, document: Document) -> None:
    uses = [amount(100.0, foerderbereich=area, side="uses", payer="unknown") for area in ("sprache", "dolmetschen")]
    remark = amount(999.0, foerderbereich="sprache", payer="unknown", status="spent")
    shown = side_by_side(material([document("a", *uses, remark)]), COLUMNS[:1])
    assert values(shown, "areas", "sprache") == [100.0]
    assert values(shown, "areas", "zusammenleben") == [None]


def test_similar_measures_stand_in_one_row_where_two_columns_have_them(two_cantons: list[Records]) -> None:
    both = SimilarGroup(
        "Mentoring", (Named("1", "AG", "KIP 2", "Mentoring"), Named("2", "BE", "KIP 2", "Mentoring plus"))
    )
    one = SimilarGroup("Chor", (Named("3", "AG", "KIP 2", "Chor"), Named("4", "ZH", "KIP 2", "Chöre")))
    shown = side_by_side(material(two_cantons, groups=[both, one]), COLUMNS)
    assert [line.name for line in shown.lines if line.section == "similar"] == ["Mentoring"]
    assert [cell.text for cell in cells_of(shown, "similar", "Mentoring")] == ["Mentoring", "Mentoring plus"]


def test_a_canton_with_documents_that_tell_nothing_is_shown_with_the_reason(document: Document) -> None:
    found = material([document("a", language="rm", canton="VD", program="KIP 3", foerderbereiche_named=("sprache",))])
    assert known_programs(found, ["VD"]) == ("KIP 3",)
    shown = side_by_side(found, [Column("VD", "KIP 3")])
    assert [cell.words for cell in cells_of(shown, "measures", "sprache")] == [("language_not_supported",)]
