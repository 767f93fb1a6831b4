"""Finance tables, tables of measures and a Zielraster, written as HTML for these tests."""

from collections.abc import Callable, Sequence

import pytest

from pipeline.records import Funding, Records

Extract = Callable[[str], Records]
Rows = Sequence[Sequence[str]]

INTRO = "Das Kantonale Integrationsprogramm KIP 3 (2024–2027) des Kantons Uri fördert die Migrationsbevölkerung."


def page(caption: str, header: Sequence[str], rows: Rows, heading: str = "Finanzierung") -> str:
    head = "".join(f"<th>{cell}</th>" for cell in header)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    table = f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f"<html lang='de'><body><main><h1>KIP 3</h1><p>{INTRO}</p><h2>{heading}</h2>{table}</main></body></html>"


SOURCES = (
    ("Bund: Integrationsförderkredit IFK", "1'100", "1'150", "2'250"),
    ("Bund: Integrationspauschale IP", "3'000", "3'000", "6'000"),
    ("Kanton", "800", "850", "1'650"),
    ("Gemeinden", "300", "300", "600"),
    ("Total", "5'200", "5'300", "10'500"),
)


@pytest.fixture
def sources(extract: Extract) -> list[Funding]:
    records = extract(page("Mittelherkunft in TCHF", ("Mittelherkunft", "2024", "2025", "Total"), SOURCES))
    return list(records.funding)


def by_place(rows: Sequence[Funding]) -> dict[tuple[str | None, str | None], Funding]:
    return {(row.row_label, row.column_label): row for row in rows}


def test_the_unit_of_the_caption_holds_for_every_cell(sources: list[Funding]) -> None:
    assert len(sources) == 15
    assert by_place(sources)["Kanton", "2024"].amount_chf == 800_000


def test_years_head_columns_and_make_figures_yearly(sources: list[Funding]) -> None:
    row = by_place(sources)["Kanton", "2025"]
    assert (row.basis, row.period_start, row.period_end, row.interval) == ("per_year", 2025, 2025, None)
    total = by_place(sources)["Kanton", "Total"]
    assert (total.basis, total.period_start, total.period_end, total.is_total) == ("total", 2024, 2025, True)


def test_payers_and_instruments_head_rows(sources: list[Funding]) -> None:
    found = {
        label: (row.payer, row.instrument, row.ip_scope)
        for (label, year), row in by_place(sources).items()
        if year == "2024"
    }
    assert found == {
        "Bund: Integrationsförderkredit IFK": ("bund", "ifk", "excluded"),
        "Bund: Integrationspauschale IP": ("bund", "ip", "only"),
        "Kanton": ("kanton", "kip_total", "excluded"),
        "Gemeinden": ("gemeinden", "kip_total", "excluded"),
        "Total": ("mixed", "kip_total", "included"),
    }


def test_the_side_is_that_of_the_table(sources: list[Funding]) -> None:
    assert {row.side for row in sources} == {"sources"}
    assert {row.is_integration for row in sources} == {True}


def test_areas_head_rows_of_the_uses(extract: Extract) -> None:
    rows = (("Sprache", "1.2", "1.3"), ("Frühe Kindheit", "0.4", "–"), ("Dolmetschen", "0.2", "0.2"))
    funding = extract(page("Mittelverwendung in Mio. CHF", ("Förderbereich", "2024", "2025"), rows)).funding
    assert [(row.foerderbereich, row.amount_chf) for row in funding] == [
        ("sprache", 1_200_000),
        ("sprache", 1_300_000),
        ("fruehe_kindheit", 400_000),
        ("dolmetschen", 200_000),
        ("dolmetschen", 200_000),
    ]
    assert {row.side for row in funding} == {"uses"}


def test_a_dash_is_unknown_and_no_zero(extract: Extract) -> None:
    rows = (("Kanton", "–", "500"), ("Gemeinden", "", "200"))
    funding = extract(page("Mittelherkunft in CHF", ("Wer", "2024", "2025"), rows)).funding
    assert [row.amount_chf for row in funding] == [500, 200]


@pytest.mark.parametrize(
    ("caption", "header"),
    [
        ("Teilnehmende nach Jahr", ("Kurs", "2024", "2025")),
        ("Ausgaben in EUR", ("Posten", "2024", "2025")),
        ("Einwohnerinnen und Einwohner", ("Gemeinde", "2024", "2025")),
    ],
)
def test_numbers_without_a_unit_in_francs_are_no_funding(extract: Extract, caption: str, header: Sequence[str]) -> None:
    assert (
        extract(page(caption, header, (("Altdorf", "120", "130"), ("Andermatt", "15", "20")), "Zahlen")).funding == ()
    )


def test_percentages_and_head_counts_in_a_finance_table_are_no_funding(extract: Extract) -> None:
    rows = (("Kanton", "500'000", "50", "12"), ("Gemeinden", "500'000", "50", "8"))
    header = ("Mittelherkunft", "2024 in CHF", "Anteil in %", "Anzahl Personen")
    assert [row.amount_chf for row in extract(page("Finanzierung", header, rows)).funding] == [500_000, 500_000]


def test_a_report_has_spent_what_a_concept_plans(extract: Extract) -> None:
    rows = (("Kanton", "500'000"), ("Gemeinden", "300'000"))
    header = ("Mittelherkunft in CHF", "Rechnung 2024")
    assert {row.status for row in extract(page("Finanzen", header, rows)).funding} == {"spent"}
    assert {row.status for row in extract(page("Finanzen", (header[0], "Budget 2024"), rows)).funding} == {"planned"}


def test_a_table_of_measures_has_area_and_lead_from_its_columns(extract: Extract) -> None:
    header = ("Förderbereich", "Massnahme", "Zielgruppe", "Zuständigkeit", "Termin")
    rows = (
        ("Sprache", "Deutschkurse am Abend", "Erwachsene", "Fachstelle Integration", "laufend"),
        ("Dolmetschen", "Telefondolmetschen", "Fachpersonen", "Vermittlungsstelle", "ab 2025"),
    )
    measures = extract(page("Massnahmen", header, rows, "Massnahmen")).measures
    assert [(m.title, m.foerderbereich, m.assigned_by, m.responsible, m.schedule) for m in measures] == [
        ("Deutschkurse am Abend", "sprache", "table", "Fachstelle Integration", "laufend"),
        ("Telefondolmetschen", "dolmetschen", "table", "Vermittlungsstelle", "ab 2025"),
    ]
    assert measures[0].target_groups == ("adults",)


def test_a_zielraster_pairs_goal_indicator_and_values(extract: Extract) -> None:
    header = ("Nr.", "Leistungsziel (Output)", "Indikator", "Zielwert", "Istwert", "Termin", "Zuständigkeit")
    rows = (
        ("1", "Neuzugezogene werden begrüsst.", "Anteil der Gespräche", "90 %", "84 %", "2026", "Gemeinden"),
        ("2", "Kurse sind erreichbar.", "Kursorte", "12 Orte", "9 Orte", "2027", "Fachstelle"),
    )
    goals = extract(page("Zielraster", header, rows, "Sprache")).goals
    assert [(g.indicator, g.target_value, g.actual_value, g.unit, g.due, g.foerderbereich) for g in goals] == [
        ("Anteil der Gespräche", 90, 84, "Prozent", "2026", "sprache"),
        ("Kursorte", 12, 9, "Orte", "2027", "sprache"),
    ]
    assert {goal.level for goal in goals} == {"output"}
