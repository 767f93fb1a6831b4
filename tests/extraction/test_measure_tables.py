"""Measures from tables: their columns by heading, several in one cell, areas in cells, rows above and headings."""

from collections.abc import Callable

import pytest

from pipeline.records import Measure, Records

Extract = Callable[[str], Records]

INTRO = "Das Kantonale Integrationsprogramm KIP 3 (2024–2027) des Kantons Uri fördert die Migrationsbevölkerung."


def measures(extract: Extract, table: str, heading: str = "Massnahmen") -> tuple[Measure, ...]:
    rows = "".join(
        "<tr>" + "".join(_cell(cell.strip(), "td" if number else "th") for cell in line.split("|")) + "</tr>"
        for number, line in enumerate(table.strip().splitlines())
    )
    body = f"<h1>KIP 3</h1><p>{INTRO}</p><h2>{heading}</h2><table>{rows}</table>"
    return extract(f"<html lang='de'><body><main>{body}</main></body></html>").measures


def _cell(text: str, tag: str) -> str:
    head, found, number = text.rpartition("^")
    return f'<{tag} rowspan="{number}">{head.strip()}</{tag}>' if found else f"<{tag}>{text}</{tag}>"


@pytest.mark.parametrize("heading", ["Massnahme", "Projekt", "Angebot", "Geplante Umsetzung (Massnahmen)"])
def test_the_column_of_measures_has_many_names(extract: Extract, heading: str) -> None:
    table = f"Nr. | {heading} | Trägerschaft | Termin\n1 | Deutschkurse am Abend | Volkshochschule | laufend"
    found = measures(extract, table.replace("\\\n", "\n"), "3.2 Sprache")
    assert [(m.title, m.foerderbereich, m.providers, m.schedule) for m in found] == [
        ("Deutschkurse am Abend", "sprache", ("Volkshochschule",), "laufend")
    ]


def test_parts_of_a_cell_after_a_semicolon_are_measures_of_their_own(extract: Extract) -> None:
    table = """
        Leistungsziel (Output) | Massnahmen | Zuständigkeit und Beteiligte
        Die Broschüre liegt auf. | Neuauflage der Willkommensbroschüre; Erstgespräche | FF: Amt für Soziales; Gemeinden
    """
    found = measures(extract, table, "Information, Abklärung Integrationsbedarf und Beratung")
    assert [(m.title, m.responsible, m.foerderbereich) for m in found] == [
        ("Neuauflage der Willkommensbroschüre", "Amt für Soziales", "information_beratung"),
        ("Erstgespräche", "Amt für Soziales", "information_beratung"),
    ]


def test_areas_stand_in_a_merged_cell_or_in_a_row_above(extract: Extract) -> None:
    merged = """
        Förderbereich | Massnahme | Zielgruppe
        Sprache ^2 | Deutschkurse am Abend | Erwachsene
        Konversationstreff | Frauen
        Dolmetschen | Telefondolmetschen | Fachpersonen
    """
    above = """
        Massnahme | Zielgruppe
        Sprache |
        Deutschkurse am Abend | Erwachsene
        Konversationstreff | Frauen
        Dolmetschen |
        Telefondolmetschen | Fachpersonen
    """
    for table in (merged, above):
        assert [(m.title, m.foerderbereich, m.assigned_by) for m in measures(extract, table)] == [
            ("Deutschkurse am Abend", "sprache", "table"),
            ("Konversationstreff", "sprache", "table"),
            ("Telefondolmetschen", "dolmetschen", "table"),
        ]


def test_a_total_row_and_a_dash_are_no_measure(extract: Extract) -> None:
    table = """
        Massnahme | Kosten 2024 in CHF
        Deutschkurse am Abend | 100'000
        – | 0
        Total | 100'000
    """
    assert [m.title for m in measures(extract, table)] == ["Deutschkurse am Abend"]


def test_money_beside_a_measure_is_money_for_it(extract: Extract) -> None:
    rows = (
        "<tr><th>Massnahme</th><th>Kosten 2024 in CHF</th></tr><tr><td>Deutschkurse am Abend</td><td>100'000</td></tr>"
    )
    body = f"<h1>KIP 3</h1><p>{INTRO}</p><h2>3.2 Sprache</h2><table>{rows}</table>"
    records = extract(f"<html lang='de'><body><main>{body}</main></body></html>")
    row = records.funding[0]
    assert (row.amount_chf, row.foerderbereich, row.side) == (100_000, "sprache", "uses")
    assert [measure.title for measure in records.measures] == ["Deutschkurse am Abend"]


def test_an_amount_pays_for_the_measure_in_its_row(extract: Extract) -> None:
    table = (
        "<table><tr><th>Massnahme</th><th>Kosten 2025 (CHF)</th></tr>"
        "<tr><td>Deutschkurse für Eltern</td><td>40'000</td></tr>"
        "<tr><td>Treffpunkt für Familien</td><td>25'000</td></tr></table>"
    )
    body = f"<h1>KIP 3</h1><p>{INTRO}</p><h2>Massnahmen</h2>{table}"
    records = extract(f"<html lang='de'><body><main>{body}</main></body></html>")
    titles = {measure.measure_id: measure.title for measure in records.measures}
    assert [(row.amount_chf, titles.get(row.measure_id or "")) for row in records.funding] == [
        (40_000, "Deutschkurse für Eltern"),
        (25_000, "Treffpunkt für Familien"),
    ]
