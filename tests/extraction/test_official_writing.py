"""Amounts as governments and their accounts write them: years in order, budgets beside accounts, tranches, grants."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.records import Funding, Records

Extract = Callable[[str], Records]


def years(row: Funding) -> tuple[int | None, int | None]:
    return row.period_start, row.period_end


def bases(records: Records) -> list[str]:
    return [row.basis for row in records.funding]


@pytest.mark.parametrize(
    "text",
    [
        "2021 und 2022 kosteten die Deutschkurse im Kanton Uri 0,3 bzw. 0,4 Mio. Franken.",
        "Für die Jahre 2021 und 2022 wurden Fr. 51'000 respektive Fr. 64'000 für die Integrationsförderung eingesetzt.",
        "Die Stadt Wil zahlte der Fachstelle Integration Fr. 51'000 und Fr. 64'000 in den Jahren 2021 und 2022.",
    ],
)
def test_amounts_in_the_order_of_their_years_have_one_each(extract: Extract, text: str) -> None:
    found = extract(text)
    assert [years(row) for row in found.funding] == [(2021, 2021), (2022, 2022)]
    assert bases(found) == ["per_year", "per_year"]


def test_a_list_of_three_years_is_their_span_or_tells_them_in_order(extract: Extract) -> None:
    whole = extract("In den Jahren 2019, 2020 und 2021 kostete das Integrationsprogramm zusammen Fr. 900'000.")
    assert [years(row) for row in whole.funding] == [(2019, 2021)]
    parts = extract(
        "Der Bund überwies 2019, 2020 und 2021 Integrationspauschalen von 3,1 Mio., 2,8 Mio. und 2,9 Mio. Franken."
    )
    assert [years(row) for row in parts.funding] == [(2019, 2019), (2020, 2020), (2021, 2021)]
    assert {(row.payer, row.instrument) for row in parts.funding} == {("bund", "ip")}


@pytest.mark.parametrize(
    "text",
    [
        "2022 und 2023 erhalten die Kurse und die Beratung 300'000 und 120'000 Franken für die Integrationsförderung.",
        "Von 2022 bis 2023 kosten die Deutschkurse 300'000 bzw. mit Kinderbetreuung 340'000 Franken.",
    ],
)
def test_other_lists_beside_years_tell_no_order(extract: Extract, text: str) -> None:
    assert all(years(row) == (2022, 2023) for row in extract(text).funding)


def test_a_year_right_after_in_a_budget_is_that_of_the_amount(extract: Extract) -> None:
    text = "Der Aufwand für die Integration steigt von Fr. 210'000 im Budget 2023 auf Fr. 260'000 im Budget 2024."
    assert [years(row) for row in extract(text).funding] == [(2023, 2023), (2024, 2024)]


def test_the_year_of_an_auxiliary_is_that_of_the_money_unless_an_act_follows(extract: Extract) -> None:
    spent, granted = (
        extract(text).funding[0]
        for text in (
            "Im Jahr 2023 wurden dem Integrationsfonds Fr. 430'000 entnommen.",
            "2015 hatte der Bundesrat für die Integrationsvorlehre 54 Millionen Franken gesprochen.",
        )
    )
    assert (years(spent), spent.status) == ((2023, 2023), "spent")
    assert (years(granted), granted.basis) == ((None, None), "total")


def test_the_following_year_is_counted_from_the_one_told_last(extract: Extract) -> None:
    text = "2022 kostete die Integrationsförderung Fr. 286'000. Im Folgejahr sollen dafür Fr. 300'000 bereitstehen."
    assert [years(row) for row in extract(text).funding] == [(2022, 2022), (2023, 2023)]


def test_a_year_told_after_a_semicolon_is_that_of_the_next_amount(extract: Extract) -> None:
    text = "2019 zahlte der Bund 9 Mio. Franken. Auf die Deutschkurse entfielen 4 Mio. Franken; 2020 waren es 3,7 Mio."
    assert [years(row) for row in extract(text).funding] == [(2019, 2019), (2019, 2019), (2020, 2020)]


def test_a_year_and_its_verb_begin_a_sentence_after_an_abbreviated_unit(extract: Extract) -> None:
    text = (
        "Der Regierungsrat erhöht den Verpflichtungskredit 2016–2018 für die Integration auf neu 40,8 Mio. "
        "2018 werden dafür 6,5 Mio. Franken gebraucht."
    )
    assert [years(row) for row in extract(text).funding] == [(2016, 2018), (2018, 2018)]


def test_a_heading_of_one_year_gives_it_to_the_list_below(extract: Extract) -> None:
    text = "Finanzielle Mittel 2026:\n- Deutschkurse: Fr. 240'000\n- Dolmetschen: Fr. 60'000\n"
    assert [(years(row), row.basis) for row in extract(text).funding] == [((2026, 2026), "per_year")] * 2


def test_a_programme_that_is_only_compared_with_is_not_that_of_the_text(extract: Extract) -> None:
    text = (
        "Die Mehrkosten gegenüber dem KIP 2 betragen Fr. 320'000 pro Jahr. Sie sind im Finanzplan 2024–2027 enthalten."
    )
    assert [years(row) for row in extract(text).funding] == [(2024, 2027)]


def test_what_begins_with_a_school_year_goes_on(extract: Extract) -> None:
    text = (
        "Ab dem Schuljahr 2023/24 zahlt die Gemeinde Horw der Spielgruppe für die Sprachförderung jährlich Fr. 14'000."
    )
    assert [years(row) for row in extract(text).funding] == [(2023, None)]


@pytest.mark.parametrize(
    "text",
    [
        "Bei 60 Plätzen ergibt dies für die Integration einen Jahresaufwand von Fr. 144'000.",
        "Im Budget sind für die Integrationsförderung Fr. 30'000 eingestellt.",
        "Der Kanton verlängert das Integrationsprojekt für ein Jahr und zahlt Fr. 70'000.",
    ],
)
def test_words_of_the_budget_make_an_amount_yearly(extract: Extract, text: str) -> None:
    assert bases(extract(text)) == ["per_year"]


@pytest.mark.parametrize(
    "text",
    [
        "Der Beitrag an die Integrationsstelle wird von Fr. 20'000 auf Fr. 26'000 jährlich erhöht.",
        "Statt wie bisher 1,4 Millionen zahlt der Kanton für die Integration neu 1,6 Millionen Franken pro Jahr.",
        "Für das KIP stehen pro Jahr Fr. 870'000 bereit. Neu sollen es Fr. 1,02 Mio. sein.",
    ],
)
def test_an_old_value_is_yearly_as_the_new_one_is(extract: Extract, text: str) -> None:
    assert bases(extract(text)) == ["per_year", "per_year"]


def test_a_sum_after_what_each_inhabitant_pays_is_no_amount_per_head(extract: Extract) -> None:
    text = (
        "Die Gemeinden zahlen Fr. 1.20 pro Einwohner an die Integration, insgesamt also mit rund Fr. 240'000 pro Jahr."
    )
    assert bases(extract(text)) == ["per_person", "per_year"]


def test_what_is_paid_for_each_month_and_person_is_paid_per_person(extract: Extract) -> None:
    assert bases(extract("Der Bund zahlt dem Kanton für Flüchtlinge pro Monat und Person Fr. 1'485.")) == ["per_person"]


def test_a_grant_to_one_project_is_a_sum_and_so_much_for_each_project_is_not(extract: Extract) -> None:
    one = extract("Der Stadtrat bewilligt einen einmaligen Beitrag von Fr. 45'000 an das Projekt Femmes-Tische.")
    each = extract("Die Stadt unterstützt pro Jahr vier Integrationsprojekte: Projekte mit je Fr. 50'000.")
    assert bases(one) == ["total"]
    assert bases(each) == ["per_unit"]


def test_accounts_beside_budgets_make_no_report_of_one_year(extract: Extract) -> None:
    text = (
        "Die Rechnung 2022 schloss bei der Integration mit Fr. 587'000 ab. Im Budget 2023 sind es Fr. 620'000. "
        "Im Finanzplan 2024–2027 ist ein jährlicher Betrag von Fr. 650'000 enthalten."
    )
    assert [(years(row), row.status) for row in extract(text).funding] == [
        ((2022, 2022), "spent"),
        ((2023, 2023), "planned"),
        ((2024, 2027), "planned"),
    ]


def test_labels_in_a_bracket_tell_budget_and_account(extract: Extract) -> None:
    text = "Der Kredit Integration wurde unterschritten (Budget: Fr. 2'610'000, Rechnung: Fr. 2'467'000)."
    assert [row.status for row in extract(text).funding] == ["planned", "spent"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Danach ist für die Integrationsstelle mit Kosten von Fr. 150'000 zu rechnen.", "planned"),
        ("Der Gemeinderat richtet dem Integrationsverein einen Beitrag von Fr. 12'500 aus.", "approved"),
        ("Die Fachstelle unterstützt das Integrationsprojekt «Zäme» mit Fr. 15'000.", "approved"),
        ("Vom Integrationskredit waren Ende Jahr Fr. 58'000 ausgeschöpft.", "spent"),
        ("Der Kanton zahlt der Integrationsstelle wie bisher Fr. 290'000 im Jahr.", "planned"),
    ],
)
def test_official_verbs_tell_what_became_of_money(extract: Extract, text: str, status: str) -> None:
    assert [row.status for row in extract(text).funding] == [status]


def test_as_before_is_no_old_value_and_the_amount_so_far_is_one(extract: Extract) -> None:
    same = extract("Die Abgeltung der Integrationsstelle beträgt wie bisher Fr. 290'000 im Jahr.")
    changed = extract("Der bisherige Betrag von jährlich Fr. 275'000 für die Integration wird auf Fr. 325'000 erhöht.")
    assert [row.role for row in same.funding] == ["level"]
    assert [row.role for row in changed.funding] == ["superseded", "level"]


@pytest.mark.parametrize(
    "text",
    [
        "Zulasten der Integrationspauschale erhält die Caritas Fr. 900'000 (2020: Fr. 400'000; 2021: Fr. 500'000).",
        "Die Integrationspauschale des Bundes belief sich auf Fr. 900'000. Im Vorjahr waren es Fr. 800'000.",
    ],
)
def test_parts_of_single_years_are_of_the_same_money(extract: Extract, text: str) -> None:
    assert {(row.payer, row.instrument) for row in extract(text).funding} == {("bund", "ip")}


def test_a_credit_that_is_spread_over_years_keeps_its_payer(extract: Extract) -> None:
    text = (
        "Der Regierungsrat bewilligt für das KIP 2bis Fr. 9'600'000. Der Betrag verteilt sich auf die Jahre 2022 "
        "(Fr. 4'700'000) und 2023 (Fr. 4'900'000)."
    )
    assert [row.payer for row in extract(text).funding] == ["kanton"] * 3


def test_the_credit_named_before_a_semicolon_is_not_that_of_the_next_payer(extract: Extract) -> None:
    text = "Für das KIP 2 kamen 3,1 Mio. Franken aus dem IFK; Kanton und Gemeinden trugen 4,4 Mio. Franken bei."
    assert [(row.payer, row.instrument) for row in extract(text).funding] == [("bund", "ifk"), ("mixed", "kip_total")]
