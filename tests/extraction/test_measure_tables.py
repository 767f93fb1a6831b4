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


def test_who_has_the_lead_runs_an_offer_unless_it_is_an_office(extract: Extract) -> None:
    table = """
        Massnahme | Zuständigkeit und Beteiligte
        Deutschkurse am Abend | FF: Caritas Thurgau; Gemeinden
        Konversationstreff | FF: Amt für Soziales; Vereine
        Spracheinstufung | FF: Kompetenzzentrum Integration
        Lesestunden | FF: Pädagogische Hochschule
        Begrüssungsanlässe der Gemeinden | FF: Fachstelle Integration
    """
    assert [(m.responsible, m.providers) for m in measures(extract, table, "3.2 Sprache")] == [
        ("Caritas Thurgau", ("Caritas Thurgau",)),
        ("Amt für Soziales", ()),
        ("Kompetenzzentrum Integration", ()),
        ("Pädagogische Hochschule", ("Pädagogische Hochschule",)),
        ("Fachstelle Integration", ("Gemeinden",)),
    ]


def test_a_column_of_providers_stands_before_the_lead(extract: Extract) -> None:
    table = """
        Massnahme | Federführung | Anbieter
        Deutschkurse am Abend | Gemeinden | ECAP, Volkshochschule
    """
    (found,) = measures(extract, table, "3.2 Sprache")
    assert (found.responsible, found.providers) == ("Gemeinden", ("ECAP", "Volkshochschule"))


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


def test_the_columns_beside_a_measure_tell_what_it_is_who_does_it_since_when_and_its_state(extract: Extract) -> None:
    table = """
        Massnahme | Kurzbeschrieb | Trägerschaft | Status | Laufzeit
        Deutschkurse am Abend | Kurse mit Hütedienst. | Volkshochschule, ECAP | bestehend | 2024–2027
        Dolmetschdienst | Vermittelt Einsätze. | HEKS | neu | ab Januar 2025
        Lesetreff: Leserunden im Quartier | – | Bibliothek | wird weitergeführt | bis 2026
        Sprachtandem | – | Caritas | Pilotprojekt | laufend
        Elterncafé | – | Caritas | eingestellt | im Sommer
    """
    told = {
        m.title: (m.description, m.providers, m.status, m.period_start, m.period_end) for m in measures(extract, table)
    }
    assert told == {
        "Deutschkurse am Abend": ("Kurse mit Hütedienst.", ("Volkshochschule", "ECAP"), "continued", 2024, 2027),
        "Dolmetschdienst": ("Vermittelt Einsätze.", ("HEKS",), "new", 2025, None),
        "Lesetreff": ("Leserunden im Quartier", ("Bibliothek",), "continued", None, 2026),
        "Sprachtandem": (None, ("Caritas",), "pilot", None, None),
        "Elterncafé": (None, ("Caritas",), "ended", None, None),
    }


def test_a_heading_or_a_marked_column_tells_the_state_of_measures(extract: Extract) -> None:
    marked = """
        Massnahme | Neu | Bestehend
        Deutschkurse am Abend | x |
        Dolmetschdienst | | x
    """
    assert [m.status for m in measures(extract, marked)] == ["new", "continued"]
    assert [m.status for m in measures(extract, "Massnahme | Ort\nLesetreff | Altdorf", "3.1 Neue Angebote")] == ["new"]


def test_a_table_of_contracts_names_measures_their_providers_and_who_receives_the_money(extract: Extract) -> None:
    rows = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in line.split('|'))}</tr>"
        for line in (
            "Leistungserbringer|Leistung|Beitrag in Fr.",
            "Stiftung Lernwerk|Deutschkurse A1|340'000",
            "Verein Linguadukt|Dolmetschvermittlung|95'000",
            "Total||435'000",
        )
    ).replace("td>", "th>", 6)
    body = f"<h1>KIP 3</h1><p>{INTRO}</p><h2>Leistungsverträge 2025</h2><table>{rows}</table>"
    records = extract(f"<html lang='de'><body><main>{body}</main></body></html>")
    titles = {measure.measure_id: (measure.title, measure.providers) for measure in records.measures}
    assert [
        (row.recipient, row.payer, row.foerderbereich, row.row_label, titles.get(row.measure_id or ""))
        for row in records.funding
    ] == [
        ("Stiftung Lernwerk", "unknown", "sprache", "Deutschkurse A1", ("Deutschkurse A1", ("Stiftung Lernwerk",))),
        (
            "Verein Linguadukt",
            "unknown",
            "dolmetschen",
            "Dolmetschvermittlung",
            ("Dolmetschvermittlung", ("Verein Linguadukt",)),
        ),
        (None, "unknown", None, "Total", None),
    ]


def test_a_measure_serves_the_goals_of_its_row(extract: Extract) -> None:
    rows = (
        "<tr><th>Wirkungsziel</th><th>Leistungsziel</th><th>Indikator</th><th>Zielwert</th><th>Massnahmen</th></tr>"
        "<tr><td rowspan='2'>Zugezogene kennen ihre Rechte.</td><td>Bis Ende 2025 führen Gemeinden Gespräche.</td>"
        "<td>Zahl der Gespräche (2022: 31)</td><td>40</td><td>Erstgespräche; Willkommensbroschüre</td></tr>"
        "<tr><td>Eltern lernen Deutsch.</td><td>Zahl der Kurse</td><td>12</td><td>Elternkurse am Morgen</td></tr>"
    )
    body = f"<h1>KIP 3</h1><p>{INTRO}</p><h2>Sprache</h2><p>Strategisches Ziel: Alle finden Auskunft.</p>"
    records = extract(f"<html lang='de'><body><main>{body}<table>{rows}</table></main></body></html>")
    texts = {goal.goal_id: goal.text for goal in records.goals}
    assert {m.title: [texts[goal] for goal in m.goals] for m in records.measures} == {
        "Erstgespräche": ["Zugezogene kennen ihre Rechte.", "Bis Ende 2025 führen Gemeinden Gespräche."],
        "Willkommensbroschüre": ["Zugezogene kennen ihre Rechte.", "Bis Ende 2025 führen Gemeinden Gespräche."],
        "Elternkurse am Morgen": ["Zugezogene kennen ihre Rechte.", "Eltern lernen Deutsch."],
    }
    assert [(goal.level, goal.target_value, goal.unit, goal.due, goal.actual_value) for goal in records.goals] == [
        ("strategic", None, None, None, None),
        ("outcome", None, None, None, None),
        ("output", 40, "Gespräche", "Ende 2025", 31),
        ("output", 12, "Kurse", None, None),
    ]
