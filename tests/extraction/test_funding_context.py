"""Instrument, years, basis and subject of an amount where the sentences before it tell them."""

from collections.abc import Callable

import pytest

from pipeline.records import Records

Extract = Callable[[str], Records]

INTRO = "Der Kanton Glarus setzt das Kantonale Integrationsprogramm (KIP 3) für die Migrationsbevölkerung um. "


def test_the_programme_by_its_bare_name(extract: Extract) -> None:
    [row] = extract(INTRO + "Das Programm kostet jährlich 600'000 Franken.").funding
    assert (row.instrument, row.basis) == ("kip_total", "per_year")


def test_another_programme_is_not_the_programme(extract: Extract) -> None:
    text = INTRO + "Aus dem Agglomerationsprogramm kommen 9 Millionen Franken für die Sanierung der Hauptstrasse."
    [row] = extract(text).funding
    assert (row.instrument, row.is_integration) == ("other", False)


@pytest.mark.parametrize(
    ("text", "instrument"),
    [
        ("Der Bund zahlt pro Person 18'000 Franken.", "ip"),
        ("Pro Fall überweist der Bund 6'000 Franken.", "ip"),
        ("Pro Person zahlt der Kanton 4'000 Franken.", "other"),
        ("Der Bund kostet die Unterbringung pro Person rund 18'000 Franken pro Jahr.", "other"),
    ],
)
def test_the_statutory_lump_sum_shows_in_its_amount(extract: Extract, text: str, instrument: str) -> None:
    assert extract(INTRO + text).funding[0].instrument == instrument


def test_projects_of_national_importance_are_no_cantonal_programme(extract: Extract) -> None:
    text = INTRO + "Der Bund zahlt 12 Millionen Franken für Programme von nationaler Bedeutung."
    [row] = extract(text).funding
    assert (row.instrument, row.is_integration, row.scheme) == ("other", True, "national_programme")


def test_a_town_gets_money_of_the_programme(extract: Extract) -> None:
    text = INTRO + "Die Gemeinde Glarus Nord erhält aus dem KIP 3 jährlich 90'000 Franken."
    [row] = extract(text).funding
    assert (row.instrument, row.payer) == ("kip_total", "kanton")


def test_what_towns_pay_per_inhabitant_is_a_slice(extract: Extract) -> None:
    [row] = extract(INTRO + "Die Gemeinden zahlen Fr. 2.50 pro Einwohner.").funding
    assert (row.instrument, row.basis, row.unit) == ("kip_total", "per_person", "inhabitant")


def test_sum_of_two_years_is_for_both(extract: Extract) -> None:
    text = INTRO + "Nötig sind 3 Millionen Franken, 1,4 Millionen Franken für 2025 und 1,6 Millionen Franken für 2026."
    rows = extract(text).funding
    assert [(row.period_start, row.period_end, row.basis) for row in rows] == [
        (2025, 2026, "total"),
        (2025, 2025, "per_year"),
        (2026, 2026, "per_year"),
    ]


def test_sum_after_its_parts(extract: Extract) -> None:
    text = INTRO + "Verbucht wurden 2022 Fr. 210'000 und 2023 Fr. 190'000, insgesamt also Fr. 400'000."
    rows = extract(text).funding
    assert (rows[-1].period_start, rows[-1].period_end, rows[-1].basis) == (2022, 2023, "total")


def test_a_year_right_after_an_amount_is_its_own(extract: Extract) -> None:
    text = INTRO + "Die Kosten stiegen von 1,2 Millionen Franken im Jahr 2015 auf 1,9 Millionen Franken im Jahr 2019."
    assert [row.period_start for row in extract(text).funding] == [2015, 2019]


def test_the_year_of_the_budget_goes_on(extract: Extract) -> None:
    text = (
        INTRO + "Der Landrat hat das Budget 2025 beraten. Für die Fachstelle Integration bleibt es bei 450'000 Franken."
    )
    [row] = extract(text).funding
    assert (row.period_start, row.period_end, row.basis) == (2025, 2025, "per_year")


def test_the_years_go_on_within_a_paragraph(extract: Extract) -> None:
    text = INTRO + "2023 gab der Kanton 800'000 Franken aus. In die Sprachkurse flossen 350'000 Franken."
    assert [row.period_start for row in extract(text).funding] == [2023, 2023]


@pytest.mark.parametrize(
    "text",
    [
        "In den letzten vier Jahren gab der Kanton 5 Millionen Franken aus.",
        "Im Folgejahr sind 900'000 Franken budgetiert.",
        "Teilnehmende zahlen im Rahmen des KIP 3 pro Lektion 9 Franken.",
    ],
)
def test_other_years_than_those_of_the_programme(extract: Extract, text: str) -> None:
    assert extract(INTRO + text).funding[0].period_start is None


def test_final_report_over_a_span_is_not_of_its_last_year(extract: Extract) -> None:
    text = "Schlussbericht Integration Glarus 2018–2021\n\nFür das KIP wurden 3,1 Millionen Franken verwendet."
    [row] = extract(text).funding
    assert (row.period_start, row.period_end, row.basis) == (2018, 2021, "total")


def test_reckoned_per_inhabitant(extract: Extract) -> None:
    text = INTRO + "Auf eine Einwohnerin oder einen Einwohner umgerechnet zahlt der Kanton Fr. 8.40 im Jahr."
    [row] = extract(text).funding
    assert (row.basis, row.unit, row.interval) == ("per_person", "inhabitant", "year")


@pytest.mark.parametrize(
    "text",
    [
        "Die Integration der Tramlinien ins Netz kostet den Kanton 12 Millionen Franken.",
        "Für die Integration des neuen Rechenzentrums sind 4 Millionen Franken nötig.",
        "Für die schulische Integration bewilligte der Kantonsrat 2 Millionen Franken für Heilpädagogik.",
    ],
)
def test_integration_of_other_things_is_no_integration_promotion(extract: Extract, text: str) -> None:
    assert not any(row.is_integration for row in extract(text).funding)


def test_numbers_before_their_payer_are_amounts(extract: Extract) -> None:
    text = INTRO + "Vom Bund kommen 400'000 Franken, 250'000 vom Kanton."
    assert [row.amount_chf for row in extract(text).funding] == [400_000, 250_000]


def test_numbers_of_heads_are_none(extract: Extract) -> None:
    text = INTRO + "Vom Bund kommen 400'000 Franken, 2'500 Personen besuchen einen Kurs."
    assert [row.amount_chf for row in extract(text).funding] == [400_000]


def test_a_part_beside_a_yearly_sum_is_yearly(extract: Extract) -> None:
    text = INTRO + "Die Fachstelle kostet 420'000 Franken pro Jahr. Der Kanton zahlt davon 250'000 Franken."
    assert [row.basis for row in extract(text).funding] == ["per_year", "per_year"]


def test_a_larger_sum_beside_a_yearly_one_is_the_whole(extract: Extract) -> None:
    text = INTRO + "Der Kanton zahlt 250'000 Franken pro Jahr. Der Bund zahlt insgesamt 1,2 Millionen Franken."
    assert [row.basis for row in extract(text).funding] == ["per_year", "total"]


def test_lessons_are_counted_before_heads(extract: Extract) -> None:
    [row] = extract(INTRO + "Der Kanton zahlt 9 Franken pro Lektion und Person.").funding
    assert (row.unit, row.basis) == ("lesson", "per_unit")


def test_promotion_of_people_is_integration_promotion(extract: Extract) -> None:
    [row] = extract(INTRO + "Für die Integration der fremdsprachigen Eltern sind 80'000 Franken vorgesehen.").funding
    assert row.is_integration


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("Für die Frühe Kindheit sind jährlich 640'000 Franken vorgesehen.", "fruehe_kindheit"),
        ("Auch das Dolmetschen wurde öfter beansprucht: Dafür fielen rund 310'000 Franken an.", "dolmetschen"),
        ("Im Jahr 2024 stehen dem Bereich Sprache 2,6 Mio. Franken zur Verfügung.", "sprache"),
        ("Für die Frühe Kindheit und das Dolmetschen sind 640'000 Franken vorgesehen.", None),
    ],
)
def test_an_amount_is_for_the_area_it_is_said_to_be_for(extract: Extract, text: str, area: str | None) -> None:
    assert extract(INTRO + text).funding[0].foerderbereich == area


def test_an_amount_under_the_heading_of_an_area_is_for_that_area(extract: Extract) -> None:
    text = "<h2>3.2 Sprache</h2><p>Eingeplant sind 285'000 Franken pro Jahr.</p>"
    text += "<h2>4 Finanzen</h2><p>Das Programm kostet 3 Mio. Franken.</p>"
    rows = extract(f"<html lang='de'><body><main><p>{INTRO}</p>{text}</main></body></html>").funding
    assert [row.foerderbereich for row in rows] == ["sprache", None]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Gesuche von mehr als Fr. 20'000.– entscheidet die Leitung des Departements.", "threshold"),
        ("Einzelne Vorhaben, die mehr als 50'000 Franken kosten, werden dem Amt unterbreitet.", "threshold"),
        ("Er meldet Änderungen, deren Kosten 50'000 Franken übersteigen.", "threshold"),
        ("Das Programm kostet mehr als 2 Mio. Franken.", "level"),
        ("Gegenüber früher stiegen die Kosten um 40'000 Franken pro Jahr.", "increase"),
        ("Die Gemeinden werden um 34'000 Franken pro Jahr entlastet.", "decrease"),
        ("Die Anlaufstelle verursacht Mehrkosten von 120'000 Franken.", "increase"),
    ],
)
def test_limits_and_changes_are_no_level(extract: Extract, text: str, role: str) -> None:
    assert extract(INTRO + text).funding[0].role == role


@pytest.mark.parametrize(
    "text",
    [
        "Die Volksschule wendet 2,4 Mio. Franken für Deutsch auf; diese Mittel gehören nicht zum Programm.",
        "Die Schulgemeinden führen Spielgruppen; diese kosten 750'000 Franken und sind nicht Teil des Programms.",
        "Der Landrat bewilligte den Kredit von 4,1 Mio. Franken für den Hochwasserschutz.",
    ],
)
def test_money_beside_the_programme_is_none_of_it(extract: Extract, text: str) -> None:
    [row] = extract(INTRO + text).funding
    assert (row.instrument, row.is_integration) == ("other", False)


def test_the_title_of_a_table_dates_no_amount_of_the_text(extract: Extract) -> None:
    table = "<table><caption>Mittelverwendung 2024 und 2025 in Franken</caption><tr><th>Bereich</th><th>2024</th></tr>"
    table += "<tr><td>Sprache</td><td>90'000</td></tr></table><p>Der Bund zahlt die Integrationspauschale von rund "
    text = f"<p>{INTRO}</p>{table}900'000 Franken pro Jahr.</p>"
    rows = extract(f"<html lang='de'><body><main>{text}</main></body></html>").funding
    assert [(row.period_start, row.period_end) for row in rows if row.instrument == "ip"] == [(2024, 2027)]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Der Kanton zahlt in den Jahren 2024 bis 2027 2 Mio. Franken.", "sources"),
        ("Der Bund beteiligt sich mit 900'000 Franken pro Jahr aus dem Integrationsförderkredit.", "sources"),
        ("Für die Koordination der Regionen setzt der Kanton im KIP 350'000 Franken pro Jahr ein.", None),
        ("Das Programm kostet in den Jahren 2024 bis 2027 8 Mio. Franken.", None),
    ],
)
def test_who_pays_the_programme_tells_its_sources(extract: Extract, text: str, side: str | None) -> None:
    assert extract(INTRO + text).funding[0].side == side


def test_years_of_one_chapter_are_not_those_of_the_next(extract: Extract) -> None:
    text = f"<p>{INTRO}</p><h2>Rückblick</h2><p>In den Jahren 2020 und 2021 wurde alles ausgegeben.</p>"
    text += "<h2>Mittel</h2><p>Der Kanton zahlt 46'000 Franken jährlich.</p>"
    [row] = extract(f"<html lang='de'><body><main>{text}</main></body></html>").funding
    assert (row.period_start, row.period_end) == (2024, 2027)


def test_what_is_paid_yearly_is_not_of_the_year_named_before(extract: Extract) -> None:
    text = "Im Jahr 2024 zahlt der Kanton 2,6 Mio. Franken; rund 1,9 Mio. Franken jährlich stammen vom Bund."
    first, second = extract(INTRO + text).funding
    assert (first.period_start, first.period_end) == (2024, 2024)
    assert (second.basis, second.period_end) == ("per_year", 2027)


def test_the_price_of_an_offer_in_the_chapter_of_an_area_is_of_integration(extract: Extract) -> None:
    text = (
        "<!DOCTYPE html><html><head><meta charset='utf-8'></head><body><h1>Kantonales Integrationsprogramm KIP 3</h1>"
        "<p>Der Kanton Thurgau führt das Programm weiter.</p><h2>Sprache</h2>"
        "<p>Das Angebot wird ausgebaut. Ein Gutschein hat einen Wert von höchstens 130 Franken.</p></body></html>"
    )
    [row] = extract(text).funding
    assert (row.unit, row.basis, row.is_integration) == ("voucher", "per_unit", True)


def test_a_list_headed_by_per_year_has_yearly_amounts(extract: Extract) -> None:
    text = (
        "Kantonales Integrationsprogramm 2018–2021. "
        "Mittel pro Jahr in CHF: Beratung 1'150'000, Sprache 2'300'000, Zusammenleben 210'000."
    )
    assert [row.basis for row in extract(text).funding] == ["per_year"] * 3


def test_money_spent_for_what_a_year_is_told_of_is_of_that_year(extract: Extract) -> None:
    text = INTRO + "2022 besuchten 900 Personen einen Sprachkurs. Die Gemeinden gaben dafür 310'000 Franken aus."
    [row] = extract(text).funding
    assert (row.period_start, row.period_end, row.basis) == (2022, 2022, "per_year")


def test_money_granted_for_what_begins_in_a_year_is_not_of_that_year(extract: Extract) -> None:
    text = (
        INTRO + "Ab Herbst 2022 bieten die Gemeinden Sprachkurse an. Der Landrat hatte dafür 310'000 Franken bewilligt."
    )
    [row] = extract(text).funding
    assert row.basis != "per_year"


def test_an_old_value_is_not_of_the_years_that_begin(extract: Extract) -> None:
    text = INTRO + "Die Gemeinden zahlen von 2024 bis 2027 jährlich 90'000 Franken; bisher waren es 40'000 Franken."
    new, old = extract(text).funding
    assert (new.period_start, new.period_end, new.role) == (2024, 2027, "level")
    assert (old.period_start, old.role) == (None, "superseded")
