"""What stands around a table of money and holds for its figures, and columns that compare two others."""

from collections.abc import Callable

from pipeline.records import Funding, Records

Extract = Callable[[str], Records]

INTRO = "Das Kantonale Integrationsprogramm KIP 3 (2024–2027) des Kantons Uri fördert die Migrationsbevölkerung."


def table(head: str, *rows: str) -> str:
    lines = [f"<tr>{''.join(f'<th>{cell}</th>' for cell in head.split('|'))}</tr>"]
    lines += [f"<tr>{''.join(f'<td>{cell}</td>' for cell in row.split('|'))}</tr>" for row in rows]
    return f"<table>{''.join(lines)}</table>"


def funding(extract: Extract, body: str, intro: str = INTRO, language: str = "de") -> tuple[Funding, ...]:
    main = f"<h1>KIP 3</h1><p>{intro}</p>{body}"
    return extract(f"<html lang='{language}'><body><main>{main}</main></body></html>").funding


def test_a_note_before_or_under_a_table_tells_that_its_figures_are_for_a_year(extract: Extract) -> None:
    rows = funding(
        extract,
        "<h2>Vorher</h2><p>Alle Angaben verstehen sich pro Jahr.</p>"
        + table("Bereich|Betrag in CHF", "Sprache|11'000", "Dolmetschen|12'000")
        + "<h2>Einleitung</h2><p>Die folgende Übersicht zeigt die jährlichen Beiträge nach Bereichen.</p>"
        + table("Bereich|Betrag in CHF", "Sprache|21'000", "Dolmetschen|22'000")
        + "<h2>Darunter</h2>"
        + table("Bereich|Betrag in CHF", "Sprache|31'000", "Dolmetschen|32'000")
        + "<p>Quelle: eigene Berechnung.</p><p>Hinweis: Beträge gerundet, je Kalenderjahr.</p>"
        + "<h2>Ohne</h2><p>Alle Beträge pro Jahr und insgesamt stehen im Anhang.</p>"
        + table("Bereich|Betrag in CHF", "Sprache|41'000", "Dolmetschen|42'000")
        + "<p>Im Jahr 2025 folgt ein Bericht. Pro Jahr finden zwei Sitzungen statt.</p>",
    )
    yearly = {row.amount_chf for row in rows if row.basis == "per_year"}
    assert yearly == {11_000, 12_000, 21_000, 22_000, 31_000, 32_000}
    assert {row.amount_chf for row in rows if row.basis == "total"} == {41_000, 42_000}
    assert {(row.period_start, row.period_end) for row in rows} == {(2024, 2027)}


def test_a_note_reaches_no_figure_whose_own_heading_tells_its_years(extract: Extract) -> None:
    rows = funding(
        extract,
        "<h2>Finanzierung</h2><p>In allen Tabellen sind die Beträge pro Jahr angegeben.</p><h2>Kosten</h2>"
        + table("Bereich (in CHF)|Betrag|2024–2027", "Sprache|10'000|40'000", "Dolmetschen|5'000|20'000"),
    )
    assert {row.amount_chf: row.basis for row in rows} == {
        10_000: "per_year",
        40_000: "total",
        5_000: "per_year",
        20_000: "total",
    }


def test_french_notes_tell_it_too(extract: Extract) -> None:
    intro = "Le programme d'intégration cantonal PIC 3 (2024–2027) du canton de Vaud encourage l'intégration."
    body = "<h2>Financement</h2>" + table("Domaine|Montant en CHF", "Langue|10'000", "Interprétariat|5'000")
    rows = funding(extract, f"{body}<p>Tous les montants s'entendent par année.</p>", intro, "fr")
    assert [row.basis for row in rows] == ["per_year", "per_year"]


def test_a_column_that_compares_two_years_is_of_the_later_one_and_no_level(extract: Extract) -> None:
    rows = funding(
        extract,
        "<h2>Rechnung</h2>"
        + table("In CHF|Budget 2022|Rechnung 2022|Abweichung", "Sprache|60'000|64'000|4'000")
        + "<h2>Entwicklung</h2>"
        + table("In CHF|2021|2022|Veränderung", "Sprache|80'000|75'000|-5'000"),
    )
    told = {row.amount_chf: (row.period_start, row.period_end, row.basis, row.role, row.status) for row in rows}
    assert told[4_000] == (2022, 2022, "per_year", "increase", "spent")
    assert told[5_000] == (2022, 2022, "per_year", "decrease", "planned")
    assert told[60_000] == (2022, 2022, "per_year", "level", "planned")
