from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from pipeline.comparison.compare import compare
from pipeline.domain.data import vocabulary
from pipeline.domain.programs import years_of
from pipeline.records import ComparisonRow, Funding, Measure, Records

Amount = Callable[..., Funding]
Document = Callable[..., Records]
MeasureMaker = Callable[..., Measure]


def money_rows(documents: Sequence[Records]) -> list[ComparisonRow]:
    return [row for row in compare(documents).rows if row.instrument is not None]


def only_row(documents: Sequence[Records]) -> ComparisonRow:
    rows = money_rows(documents)
    assert len(rows) == 1, rows
    return rows[0]


def by_payer(documents: Sequence[Records]) -> dict[str | None, float | None]:
    return {row.payer: row.amount_chf for row in money_rows(documents)}


class TestWhatEnters:
    @pytest.mark.parametrize(
        "values",
        [
            {"role": "increase"},
            {"role": "threshold"},
            {"role": "superseded"},
            {"is_integration": False},
            {"basis": "per_person"},
            {"basis": "per_unit"},
            {"basis": "unknown"},
            {"measure_id": "m1"},
        ],
        ids=lambda values: "-".join(f"{key}={value}" for key, value in values.items()),
    )
    def test_a_figure_that_cannot_be_compared_makes_no_row(
        self, amount: Amount, document: Document, values: dict[str, object]
    ) -> None:
        assert money_rows([document("a", amount(1000.0, **values))]) == []

    def test_a_vague_amount_is_not_a_zero(self, amount: Amount, document: Document) -> None:
        assert money_rows([document("a", amount(None, "mehrere hunderttausend Franken"))]) == []

    def test_a_stated_zero_is_a_figure(self, amount: Amount, document: Document) -> None:
        assert only_row([document("a", amount(0.0))]).amount_chf == 0.0

    def test_a_document_of_no_known_canton_says_nothing(self, amount: Amount, document: Document) -> None:
        assert money_rows([document("a", amount(1000.0), canton=None)]) == []

    def test_a_row_a_reviewer_rejected_is_out(self, amount: Amount, document: Document) -> None:
        figure = amount(1000.0)
        rejected = replace(figure, evidence=replace(figure.evidence, reviewed="rejected"))
        assert money_rows([document("a", rejected)]) == []


class TestPeriod:
    def test_without_years_the_figure_belongs_to_the_documents_programme(
        self, amount: Amount, document: Document
    ) -> None:
        row = only_row([document("a", amount(4_000_000.0))])
        assert (row.program, row.year, row.amount_per_year_chf) == ("KIP 2", None, 1_000_000.0)
        assert row.state == "reported"

    def test_the_figures_own_years_go_before_those_of_the_document(self, amount: Amount, document: Document) -> None:
        figure = amount(4_000_000.0, period_start=2014, period_end=2017)
        assert only_row([document("a", figure)]).program == "KIP 1"

    def test_a_single_year_is_kept_as_that_year(self, amount: Amount, document: Document) -> None:
        row = only_row([document("a", amount(900_000.0, basis="per_year", period_start=2023, period_end=2023))])
        assert (row.program, row.year, row.amount_chf) == ("KIP 2bis", 2023, 900_000.0)
        assert row.amount_per_year_chf == 900_000.0

    def test_an_annual_report_speaks_of_its_year(self, amount: Amount, document: Document) -> None:
        report = document("a", amount(900_000.0), doc_type="report", period_start=2019, period_end=2019)
        assert only_row([report]).year == 2019

    def test_a_year_before_the_programmes_has_none(self, amount: Amount, document: Document) -> None:
        row = only_row([document("a", amount(370_000.0, period_start=2009, period_end=2009))])
        assert (row.program, row.year) == (None, 2009)

    def test_per_year_gives_the_whole_period_by_arithmetic(self, amount: Amount, document: Document) -> None:
        row = only_row([document("a", amount(500_000.0, basis="per_year"), program="KIP 2bis")])
        assert (row.amount_chf, row.amount_per_year_chf, row.state) == (1_000_000.0, 500_000.0, "derived")
        assert row.note == "CHF 500’000 per year × 2 years (2022–2023)"

    def test_per_year_from_a_later_year_on_is_no_whole_period(self, amount: Amount, document: Document) -> None:
        rows = money_rows([document("a", amount(500_000.0, basis="per_year", period_start=2020))])
        assert [(row.year, row.amount_chf, row.state) for row in rows] == [
            (2020, 500_000.0, "derived"),
            (2021, 500_000.0, "derived"),
        ]

    def test_an_open_end_from_the_first_year_on_is_the_whole_period(self, amount: Amount, document: Document) -> None:
        assert only_row([document("a", amount(4_000.0, period_start=2018))]).year is None

    @pytest.mark.parametrize("years", [(2018, 2019), (2014, 2021), (2021, 2022)])
    def test_a_total_over_other_years_is_not_the_programmes(
        self, amount: Amount, document: Document, years: tuple[int, int]
    ) -> None:
        assert money_rows([document("a", amount(1000.0, period_start=years[0], period_end=years[1]))]) == []


class TestRank:
    def test_decision_before_concept_before_report_before_press(self, amount: Amount, document: Document) -> None:
        documents = [
            document("press", amount(1_000.0), doc_type="press_release"),
            document("report", amount(2_000.0), doc_type="report"),
            document("concept", amount(3_000.0), doc_type="kip_concept"),
            document("decision", amount(4_000.0), doc_type="government_decision"),
        ]
        row = only_row(documents)
        assert (row.amount_chf, row.state) == (4_000.0, "reported")
        assert [text.split(",")[0] for text in row.alternatives] == ["CHF 3’000", "CHF 2’000", "CHF 1’000"]

    def test_an_alternative_names_document_page_and_quote(self, amount: Amount, document: Document) -> None:
        documents = [
            document("decision", amount(4_000.0), doc_type="government_decision"),
            document("0123456789abcdef", amount(3_000.0, "rund 3000 Franken", qualifier="about")),
        ]
        (text,) = only_row(documents).alternatives
        assert text == "CHF 3’000, about, kip_concept document 0123456789ab (AG, undated), p. 1, «rund 3000 Franken»"

    def test_table_before_text(self, amount: Amount, document: Document) -> None:
        row = only_row([document("a", amount(1_000.0), amount(2_000.0, found_in="table", table_id="t", row=1))])
        assert (row.amount_chf, row.state, len(row.alternatives)) == (2_000.0, "reported", 1)

    def test_newer_before_older(self, amount: Amount, document: Document) -> None:
        documents = [
            document("a", amount(1_000.0), published="2017-11-02"),
            document("b", amount(2_000.0), published="2018-01"),
        ]
        row = only_row(documents)
        assert (row.amount_chf, row.state) == (2_000.0, "reported")

    @pytest.mark.parametrize("dates", [("2017", "2017-11-02"), (None, "2017-11-02"), ("2017-11", "2017-11")])
    def test_a_date_that_may_be_the_same_is_not_newer(
        self, amount: Amount, document: Document, dates: tuple[str | None, str]
    ) -> None:
        documents = [
            document("a", amount(1_000.0), published=dates[0]),
            document("b", amount(2_000.0), published=dates[1]),
        ]
        assert only_row(documents).state == "conflict"


class TestConflictAndAgreement:
    def test_equal_rank_and_another_value_is_a_conflict(self, amount: Amount, document: Document) -> None:
        row = only_row([document("a", amount(1_400_000.0)), document("b", amount(1_500_000.0))])
        assert row.state == "conflict"
        assert {row.amount_chf, 1_400_000.0, 1_500_000.0} == {1_400_000.0, 1_500_000.0}
        assert len(row.alternatives) == 1
        assert "CHF 1’400’000" in (row.note or "")
        assert "CHF 1’500’000" in (row.note or "")

    def test_values_equal_at_their_stated_precision_agree(self, amount: Amount, document: Document) -> None:
        documents = [
            document("a", amount(1_500_000.0, "1,5 Mio. Franken")),
            document("b", amount(1_498_188.0, "1’498’188 Franken")),
        ]
        row = only_row(documents)
        assert (row.state, row.amount_chf, row.figures) == ("reported", 1_498_188.0, 2)
        assert row.alternatives == ()
        assert len(row.funding_ids) == 2

    def test_the_same_figure_twice_in_a_document_counts_once(self, amount: Amount, document: Document) -> None:
        row = only_row([document("a", amount(1_500_000.0, "1,5 Mio."), amount(1_498_188.0, "1'498'188"))])
        assert (row.figures, len(row.funding_ids)) == (1, 2)

    def test_a_document_given_twice_counts_once(self, amount: Amount, document: Document) -> None:
        same = document("a", amount(1_000.0))
        assert only_row([same, same]).figures == 1

    def test_total_and_annual_amount_of_one_sentence_agree(self, amount: Amount, document: Document) -> None:
        total = amount(130_000_000.0, "130 Millionen")
        annual = amount(32_000_000.0, "32 Millionen pro Jahr", basis="per_year")
        row = only_row([document("a", total, annual, program="KIP 3")])
        assert (row.state, row.amount_chf, row.amount_per_year_chf) == ("reported", 130_000_000.0, 32_500_000.0)

    def test_a_total_that_contradicts_its_annual_amount_is_a_conflict(self, amount: Amount, document: Document) -> None:
        annual = amount(35_000_000.0, "35 Millionen pro Jahr", basis="per_year")
        row = only_row([document("a", amount(130_000_000.0, "130 Millionen"), annual, program="KIP 3")])
        assert row.state == "conflict"

    def test_a_lower_bound_agrees_with_what_lies_above(self, amount: Amount, document: Document) -> None:
        bound = amount(35_000_000.0, "über 35 Millionen", qualifier="at_least")
        row = only_row([document("a", bound), document("b", amount(35_600_000.0, "35,6 Millionen"))])
        assert (row.state, row.amount_chf) == ("reported", 35_600_000.0)

    def test_a_range_agrees_with_what_lies_in_it(self, amount: Amount, document: Document) -> None:
        given = amount(1_200_000.0, "1.2–1.5 Mio.", amount_max_chf=1_500_000.0)
        row = only_row([document("a", given), document("b", amount(1_350_000.0, "1.35 Mio."))])
        assert row.amount_chf == 1_350_000.0
        alone = only_row([document("a", given)])
        assert alone.note == "range from CHF 1’200’000 to CHF 1’500’000"


class TestNeverMixed:
    @pytest.mark.parametrize(
        ("column", "one", "other"),
        [
            ("side", "sources", "uses"),
            ("status", "approved", "spent"),
            ("ip_scope", "included", "excluded"),
            ("instrument", "ifk", "ip"),
        ],
    )
    def test_figures_of_different_kinds_stand_in_rows_of_their_own(
        self, amount: Amount, document: Document, column: str, one: str, other: str
    ) -> None:
        rows = money_rows([document("a", amount(1_000.0, **{column: one}), amount(5_000.0, **{column: other}))])
        assert {getattr(row, column): row.amount_chf for row in rows} == {one: 1_000.0, other: 5_000.0}

    def test_a_stated_total_is_not_added_to_its_parts(self, amount: Amount, document: Document) -> None:
        parts = [
            amount(1_000.0, payer=payer, side="sources", found_in="table", table_id="t", row=row)
            for row, payer in enumerate(("bund", "kanton", "gemeinden"))
        ]
        total = amount(
            3_000.0, payer="mixed", is_total=True, side="sources", found_in="table", table_id="t", row=3, column=0
        )
        assert by_payer([document("a", *parts, total)]) == {
            None: 3_000.0,
            "bund": 1_000.0,
            "kanton": 1_000.0,
            "gemeinden": 1_000.0,
        }

    def test_a_total_its_parts_contradict_stays_and_says_so(self, amount: Amount, document: Document) -> None:
        parts = [amount(1_000.0, payer=payer, side="sources") for payer in ("bund", "kanton", "gemeinden")]
        total = amount(3_500.0, payer="mixed", is_total=True, side="sources")
        (row,) = [row for row in money_rows([document("a", *parts, total)]) if row.payer is None]
        assert row.amount_chf == 3_500.0
        assert row.note is not None
        assert row.note.startswith("its parts add up to CHF 3’000")


class TestDerivedTotals:
    def test_all_years_of_a_programme_give_the_period(self, amount: Amount, document: Document) -> None:
        figures = [amount(1_000.0 + year, period_start=year, period_end=year) for year in years_of("KIP 2")]
        (row,) = [row for row in money_rows([document("a", *figures)]) if row.year is None]
        assert (row.amount_chf, row.state, row.figures) == (12_078.0, "derived", 4)
        assert len(row.funding_ids) == 4
        assert "2018 CHF 3’018 + 2019" in (row.note or "")

    def test_a_missing_year_gives_no_sum(self, amount: Amount, document: Document) -> None:
        figures = [amount(1_000.0, period_start=year, period_end=year) for year in (2018, 2019, 2021)]
        assert {row.year for row in money_rows([document("a", *figures)])} == {2018, 2019, 2021}

    def test_a_year_in_conflict_carries_no_sum(self, amount: Amount, document: Document) -> None:
        figures = [amount(1_000.0, period_start=year, period_end=year) for year in years_of("KIP 2")]
        rival = amount(9_000.0, period_start=2019, period_end=2019)
        assert None not in {row.year for row in money_rows([document("a", *figures, rival)])}

    def test_seven_areas_give_all_areas_and_six_do_not(self, amount: Amount, document: Document) -> None:
        figures = [amount(100.0, foerderbereich=area, side="uses") for area in vocabulary("foerderbereich")]
        rows = money_rows([document("a", *figures)])
        assert [row.amount_chf for row in rows if row.foerderbereich is None] == [700.0]
        assert all(row.foerderbereich for row in money_rows([document("a", *figures[:6])]))

    def test_payers_add_up_only_when_all_three_are_known(self, amount: Amount, document: Document) -> None:
        figures = [amount(100.0, payer=payer) for payer in ("bund", "kanton", "gemeinden", "dritte")]
        assert by_payer([document("a", *figures)])[None] == 400.0
        assert None not in by_payer([document("a", *figures[:2])])


class TestPayers:
    def test_an_amount_for_each_payer_is_told_for_each(self, amount: Amount, document: Document) -> None:
        figure = amount(1_300_000.0, payer="bund_kanton", payers=("bund", "kanton"), each=True)
        rows = money_rows([document("a", figure)])
        assert {row.payer: row.amount_chf for row in rows} == {"bund": 1_300_000.0, "kanton": 1_300_000.0}
        assert {row.state for row in rows} == {"derived"}
        assert rows[0].note == "stated for each of bund, kanton"

    def test_an_amount_for_each_of_three_may_be_shared_by_two_and_is_told_for_none(
        self, amount: Amount, document: Document
    ) -> None:
        figure = amount(1_200_000.0, payer="mixed", payers=("bund", "kanton", "gemeinden"), each=True)
        assert money_rows([document("a", figure)]) == []

    def test_an_amount_for_each_of_many_municipalities_says_no_sum(self, amount: Amount, document: Document) -> None:
        figure = amount(2_000.0, payer="gemeinden", payers=("gemeinden",), each=True)
        assert money_rows([document("a", figure)]) == []

    def test_stated_shares_give_each_payers_amount(self, amount: Amount, document: Document) -> None:
        figure = amount(
            4_000_000.0,
            "4'000'000",
            payer="mixed",
            payers=("bund", "kanton", "gemeinden"),
            payer_shares=(0.5, 0.25, 0.25),
        )
        assert by_payer([document("a", figure)]) == {
            None: 4_000_000.0,
            "bund": 2_000_000.0,
            "kanton": 1_000_000.0,
            "gemeinden": 1_000_000.0,
        }

    def test_confederation_canton_and_municipalities_together_are_all_payers(
        self, amount: Amount, document: Document
    ) -> None:
        together = amount(4_000_000.0, payer="mixed", payers=("bund", "kanton", "gemeinden"))
        assert by_payer([document("a", together)]) == {None: 4_000_000.0}

    def test_other_payers_together_are_no_rivals(self, amount: Amount, document: Document) -> None:
        towns = amount(4_000_000.0, payer="mixed", payers=("kanton", "gemeinden"))
        others = amount(1_000_000.0, payer="mixed", payers=("kanton", "dritte"))
        row = only_row([document("a", towns, others)])
        assert (row.state, len(row.alternatives)) == ("reported", 1)
        rival = amount(3_000_000.0, payer="mixed", payers=("gemeinden", "kanton"))
        assert only_row([document("a", towns, rival)]).state == "conflict"

    def test_the_federal_credit_is_the_confederations_part_of_the_programme(
        self, amount: Amount, document: Document
    ) -> None:
        own = [amount(100.0, payer=payer, ip_scope="excluded") for payer in ("kanton", "gemeinden")]
        credit = amount(200.0, payer="bund", instrument="ifk", ip_scope="excluded")
        lump_sum = amount(900.0, payer="bund", instrument="ip", ip_scope="only")
        (row,) = [row for row in money_rows([document("a", *own, credit, lump_sum)]) if row.payer is None]
        assert (row.instrument, row.amount_chf, row.state, row.figures) == ("kip_total", 400.0, "derived", 3)

    def test_an_unknown_payer_is_not_all_payers(self, amount: Amount, document: Document) -> None:
        assert by_payer([document("a", amount(1_000.0, payer="unknown"))]) == {"unknown": 1_000.0}


class TestTables:
    def test_two_rows_of_one_area_add_up(self, amount: Amount, document: Document) -> None:
        cells = [
            amount(value, foerderbereich="information_beratung", found_in="table", table_id="t", row=row, column=1)
            for row, value in ((1, 200_000.0), (2, 100_000.0))
        ]
        row = only_row([document("a", *cells)])
        assert (row.amount_chf, row.state, row.figures) == (300_000.0, "derived", 2)
        assert row.note == "sum of 2 places of one table: CHF 200’000 + CHF 100’000"

    def test_a_total_of_the_area_makes_its_rows_parts(self, amount: Amount, document: Document) -> None:
        cells = [
            amount(
                value, foerderbereich="sprache", found_in="table", table_id="t", row=row, column=1, is_total=row == 3
            )
            for row, value in ((1, 200.0), (2, 100.0), (3, 300.0))
        ]
        row = only_row([document("a", *cells)])
        assert (row.amount_chf, row.state, row.alternatives) == (300.0, "reported", ())

    def test_the_grand_total_stands_among_totals_of_pillars(self, amount: Amount, document: Document) -> None:
        cells = [
            amount(value, found_in="table", table_id="t", row=row, column=1, is_total=True)
            for row, value in ((1, 200.0), (2, 300.0), (3, 100.0), (4, 600.0))
        ]
        row = only_row([document("a", *cells)])
        assert (row.amount_chf, row.state) == (600.0, "reported")

    def test_totals_of_two_rows_of_one_area_add_up(self, amount: Amount, document: Document) -> None:
        cells = [
            amount(value, foerderbereich="sprache", found_in="table", table_id="t", row=row, column=5, is_total=True)
            for row, value in ((1, 428.0), (2, 778.0))
        ]
        row = only_row([document("a", *cells)])
        assert (row.amount_chf, row.state, row.figures) == (1_206.0, "derived", 2)

    def test_lines_without_an_area_add_up_where_the_table_proves_it(self, amount: Amount, document: Document) -> None:
        def cell(value: float, row: int, **values: object) -> Funding:
            return amount(value, side="sources", found_in="table", table_id="t", row=row, column=1, **values)

        credits = [cell(100.0, 1), cell(50.0, 2)]
        total = cell(350.0, 4, payer="mixed", is_total=True)
        figures = [*credits, cell(200.0, 3, payer="bund"), total]
        assert by_payer([document("a", *figures)]) == {None: 350.0, "kanton": 150.0, "bund": 200.0}
        assert by_payer([document("a", *credits)]) == {}

    def test_a_row_for_steering_does_not_stand_for_all_areas(self, amount: Amount, document: Document) -> None:
        language = amount(900.0, foerderbereich="sprache", found_in="table", table_id="t", row=1, column=1)
        steering = amount(50.0, found_in="table", table_id="t", row=2, column=1)
        assert only_row([document("a", language, steering)]).foerderbereich == "sprache"

    def test_the_total_of_the_row_for_steering_is_not_the_total_of_the_table(
        self, amount: Amount, document: Document
    ) -> None:
        def cell(value: float, row: int, column: int, **values: object) -> Funding:
            return amount(value, found_in="table", table_id="t", row=row, column=column, **values)

        figures = [
            cell(900.0, 1, 1, foerderbereich="sprache", period_start=2019, period_end=2019),
            cell(3_600.0, 1, 2, foerderbereich="sprache", is_total=True),
            cell(50.0, 2, 1, period_start=2019, period_end=2019),
            cell(200.0, 2, 2, is_total=True),
            cell(950.0, 3, 1, is_total=True, period_start=2019, period_end=2019),
            cell(3_800.0, 3, 2, is_total=True),
        ]
        rows = money_rows([document("a", *figures)])
        found = {(row.year, row.foerderbereich): (row.amount_chf, row.state) for row in rows}
        assert found == {
            (None, None): (3_800.0, "reported"),
            (None, "sprache"): (3_600.0, "reported"),
            (2019, None): (950.0, "reported"),
            (2019, "sprache"): (900.0, "reported"),
        }

    def test_the_total_of_an_unknown_payers_row_is_not_the_total_of_all(
        self, amount: Amount, document: Document
    ) -> None:
        lines = [("kanton", (50.0, 60.0)), ("unknown", (5.0, 6.0)), ("unknown", (55.0, 66.0))]
        cells = [
            amount(
                value,
                payer=payer,
                side="sources",
                found_in="table",
                table_id="t",
                row=row,
                column=column,
                period_start=year,
                period_end=year,
                is_total=row == 2,
            )
            for row, (payer, values) in enumerate(lines)
            for column, (year, value) in enumerate(zip((2022, 2023), values, strict=True))
        ]
        row_total = amount(
            11.0, payer="unknown", side="sources", found_in="table", table_id="t", row=1, column=2, is_total=True
        )
        rows = money_rows([document("a", *cells, row_total, program="KIP 2bis")])
        whole = {row.payer: (row.amount_chf, row.state) for row in rows if row.year is None}
        assert whole == {None: (121.0, "derived"), "kanton": (110.0, "derived"), "unknown": (11.0, "reported")}


class TestCrosswalk:
    def area(self, amount: Amount, value: float, label: str | None, **values: object) -> Funding:
        return amount(value, foerderbereich="information_beratung", row_label=label, **values)

    def test_two_areas_of_old_are_one_today(self, amount: Amount, document: Document) -> None:
        first = self.area(amount, 300.0, "Erstinformation und Integrationsförderbedarf", table_id="t1")
        second = self.area(amount, 200.0, "FB 1.2", table_id="t2")
        row = only_row([document("a", first, second)])
        assert (row.amount_chf, row.state, row.figures) == (500.0, "derived", 2)
        assert row.note == "sum over areas of the programme: 1.1 CHF 300 + 1.2 CHF 200"

    def test_the_heading_above_tells_which_of_the_two_it_is(self, amount: Amount, document: Document) -> None:
        def under(value: float, section: str) -> Funding:
            figure = self.area(amount, value, None)
            return replace(figure, evidence=replace(figure.evidence, section=section))

        figures = [under(300.0, "4 Information und Beratung › 4.1 Erstinformation › Mittel"), under(200.0, "Beratung")]
        assert only_row([document("a", *figures)]).amount_chf == 500.0

    def test_one_of_the_two_says_that_it_is_not_the_whole(self, amount: Amount, document: Document) -> None:
        row = only_row([document("a", self.area(amount, 300.0, "Erstinformation"))])
        assert (row.amount_chf, row.state, row.note) == (300.0, "derived", "only area 1.1 is stated, not 1.2")

    def test_a_stated_whole_is_not_added_to_its_parts(self, amount: Amount, document: Document) -> None:
        figures = [
            self.area(amount, 300.0, "Erstinformation"),
            self.area(amount, 200.0, "Beratung"),
            self.area(amount, 500.0, "Information und Beratung"),
        ]
        row = only_row([document("a", *figures)])
        assert (row.amount_chf, row.state, row.note) == (500.0, "reported", None)

    def test_the_seven_areas_of_kip_3_have_no_parts(self, amount: Amount, document: Document) -> None:
        figure = self.area(amount, 300.0, "Beratung")
        assert only_row([document("a", figure, program="KIP 3")]).state == "reported"


def test_rows_that_may_be_of_the_same_money_name_each_other(amount: Amount, document: Document) -> None:
    figures = [amount(260_000.0), amount(231_500.0, ip_scope="excluded"), amount(260_000.0, side="sources")]
    notes = {row.ip_scope: row.note for row in money_rows([document("a", *figures)]) if row.side is None}
    assert notes == {
        "unknown": "CHF 231’500 where the lump sum is excluded and the side not told",
        "excluded": "CHF 260’000 where the lump sum is unknown and the side not told; "
        "CHF 260’000 where the lump sum is unknown and the side sources",
    }


class TestMeasures:
    def test_counts_stand_in_rows_without_money(self, measure: MeasureMaker, document: Document) -> None:
        records = document("a", measure("Deutsch A1", "sprache"), measure("Femmes-Tische", None))
        rows = compare([records]).rows
        assert [(row.foerderbereich, row.measures, row.payer, row.amount_chf) for row in rows] == [
            (None, 2, None, None),
            ("sprache", 1, None, None),
        ]

    def test_one_measure_in_two_documents_counts_once(self, measure: MeasureMaker, document: Document) -> None:
        documents = [document("a", measure("Deutsch A1", "sprache")), document("b", measure("deutsch  a1", "sprache"))]
        assert {row.measures for row in compare(documents).rows} == {1}


def test_the_order_of_documents_and_rows_never_matters(
    amount: Amount, measure: MeasureMaker, document: Document
) -> None:
    documents = [
        document(
            f"d{number}",
            amount(1_000.0 * (number % 3 + 1), payer="bund"),
            amount(2_000.0, period_start=2018 + number % 4, period_end=2018 + number % 4),
            measure(f"Kurs {number}", "sprache"),
            doc_type=["report", "kip_concept"][number % 2],
        )
        for number in range(8)
    ]
    expected = compare(documents)
    for seed in range(5):
        shuffled = [replace(item, funding=item.funding[::-1]) for item in documents]
        random.Random(seed).shuffle(shuffled)
        assert compare(shuffled) == expected


def test_keys_are_unique_and_only_words_of_the_vocabularies(
    amount: Amount, measure: MeasureMaker, document: Document
) -> None:
    figures = [amount(100.0, payer=payer) for payer in ("bund", "kanton", "gemeinden")]
    rows = compare([document("a", *figures, measure("Kurs", "sprache"))]).rows
    keys = [
        (row.canton, row.program, row.year, row.foerderbereich, row.payer, row.instrument, row.side, row.status)
        for row in rows
    ]
    assert len(set(keys)) == len(rows)
    assert {row.state for row in rows} <= set(vocabulary("comparison_state"))
