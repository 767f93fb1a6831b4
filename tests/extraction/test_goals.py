"""Goals: rows of a Zielraster with merged cells, several indicators, values in the text, and goals under headings."""

from collections.abc import Callable

import pytest

from pipeline.records import Goal, Records

Extract = Callable[[str], Records]

INTRO = "Das Kantonale Integrationsprogramm KIP 3 (2024–2027) des Kantons Uri fördert die Migrationsbevölkerung."


def page(table: str, heading: str = "Zielraster", caption: str = "", body: str = "") -> str:
    rows = "".join(
        "<tr>" + "".join(_cell(cell.strip(), "td" if number else "th") for cell in line.split("|")) + "</tr>"
        for number, line in enumerate(table.strip().splitlines())
    )
    told = f"<table><caption>{caption}</caption>{rows}</table>" if table else ""
    return (
        f"<html lang='de'><body><main><h1>KIP 3</h1><p>{INTRO}</p><h2>{heading}</h2>{body}{told}</main></body></html>"
    )


def _cell(text: str, tag: str) -> str:
    head, found, number = text.rpartition("^")
    return f'<{tag} rowspan="{number}">{head.strip()}</{tag}>' if found else f"<{tag}>{text}</{tag}>"


def goals(extract: Extract, html: str) -> tuple[Goal, ...]:
    return extract(html).goals


def test_an_outcome_over_several_outputs_comes_once(extract: Extract) -> None:
    table = """
        Nr. | Wirkungsziel (Outcome) | Leistungsziel (Output) | Indikator | Zuständigkeit
        1.1 | Neue finden sich zurecht. ^2 | Gespräche werden geführt. | Zahl der Gespräche | FF: Amt; Gemeinden
        1.2 | Die Broschüre liegt auf. | Auflage der Broschüre | Fachstelle
    """
    found = goals(extract, page(table, "3.1 Information, Abklärung Integrationsbedarf und Beratung"))
    assert [(goal.level, goal.text, goal.indicator, goal.responsible) for goal in found] == [
        ("outcome", "Neue finden sich zurecht.", None, "Amt"),
        ("output", "Gespräche werden geführt.", "Zahl der Gespräche", "Amt"),
        ("output", "Die Broschüre liegt auf.", "Auflage der Broschüre", "Fachstelle"),
    ]
    assert {goal.foerderbereich for goal in found} == {"information_beratung"}


def test_a_goal_over_two_rows_has_a_goal_for_each_indicator(extract: Extract) -> None:
    table = """
        Ziel | Indikator | Zielwert | Istwert
        Erwachsene lernen Deutsch. ^2 | Anzahl Kurse | 40 | 38
        Anteil mit Attest | 60 % | 61 %
    """
    found = goals(extract, page(table, "Sprache"))
    assert [(goal.text, goal.indicator, goal.target_value, goal.actual_value, goal.unit) for goal in found] == [
        ("Erwachsene lernen Deutsch.", "Anzahl Kurse", 40, 38, "Kurse"),
        ("Erwachsene lernen Deutsch.", "Anteil mit Attest", 60, 61, "Prozent"),
    ]
    assert len({goal.goal_id for goal in found}) == 2


def test_a_goal_left_empty_goes_on_from_above(extract: Extract) -> None:
    table = """
        Ziel | Indikator | Zielwert
        Erwachsene lernen Deutsch. | Anzahl Kurse | 40
        | Anteil mit Attest | 60 %
        Kinder sprechen früh. | Anzahl Spielgruppen | 12
    """
    found = goals(extract, page(table, "Sprache"))
    assert [goal.text for goal in found] == ["Erwachsene lernen Deutsch."] * 2 + ["Kinder sprechen früh."]


def test_lists_of_equal_length_in_one_row_are_pairs(extract: Extract) -> None:
    table = """
        Ziel | Indikator | Zielwert
        Erwachsene lernen Deutsch. | – Anzahl Kurse; – Anteil mit Attest | – 40; – 60 %
    """
    found = goals(extract, page(table, "Sprache"))
    assert [(goal.indicator, goal.target_value) for goal in found] == [("Anzahl Kurse", 40), ("Anteil mit Attest", 60)]


def test_a_column_tells_the_level(extract: Extract) -> None:
    table = """
        Ziel | Ebene | Indikator | Termin
        Alle fühlen sich zugehörig. | Strategie | – | 2027
        Zugewanderte wirken mit. | Wirkung | Anteil der Mitglieder | 2027
        Projekte werden bezahlt. | Leistung | Zahl der Projekte | 2026
        Sieben Jahre nach der Einreise sind Geflüchtete erwerbstätig. | Wirkung | Erwerbsquote | 2027
    """
    found = goals(extract, page(table, "Zusammenleben und Partizipation"))
    assert [goal.level for goal in found] == ["strategic", "outcome", "output", "ias"]
    assert found[0].indicator is None


def test_the_area_of_a_goal_stands_in_a_column_or_in_a_row_above(extract: Extract) -> None:
    merged = """
        Förderbereich | Ziel | Indikator
        Sprache ^2 | Erwachsene lernen Deutsch. | Anzahl Kurse
        Kinder lernen Deutsch. | Anzahl Gruppen
        Dolmetschen | Gespräche gelingen. | Anzahl Einsätze
    """
    above = """
        Ziel | Indikator | Termin
        Sprache | |
        Erwachsene lernen Deutsch. | Anzahl Kurse | 2026
        Kinder lernen Deutsch. | Anzahl Gruppen | 2026
        Dolmetschen | |
        Gespräche gelingen. | Anzahl Einsätze | 2026
    """
    for table in (merged, above):
        found = goals(extract, page(table))
        assert [goal.foerderbereich for goal in found] == ["sprache", "sprache", "dolmetschen"]


def test_the_heading_of_the_target_says_by_when(extract: Extract) -> None:
    table = """
        Ziel | Indikator | Soll 2026 | Ist 2026
        Erwachsene lernen Deutsch. | Teilnehmende pro Jahr | 1'800 | 1'912
        Gruppen nutzen das Konzept. | Zahl der Gruppen | 40 | –
    """
    found = goals(extract, page(table, "Sprache"))
    assert [(goal.due, goal.target_value, goal.actual_value, goal.unit) for goal in found] == [
        ("2026", 1800, 1912, "Teilnehmende"), ("2026", 40, None, "Gruppen")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("70 Gemeinden führen Erstgespräche.", 70, "Gemeinden"),
        ("Die Broschüre ist in zwölf Sprachen erhältlich.", 12, "Sprachen"),
        ("Einsätze werden zu 97 Prozent vermittelt.", 97, "Prozent"),
        ("Vermittelt werden 97 % der Einsätze.", 97, "Prozent"),
        ("Ratsuchende erhalten innert drei Tagen einen Termin.", None, None),
        ("In abgelegenen Regionen fällt kein Kurs aus.", None, None),
    ],
)
def test_a_raster_without_target_values_states_them_in_its_goals(
    extract: Extract, text: str, value: float | None, unit: str | None
) -> None:
    table = (
        f"Leistungsziel (Output) | Meilensteine | Zuständigkeit\n{text} | 2020: Start | Amt\nWeiteres folgt. | – | Amt"
    )
    goal = goals(extract, page(table, "Sprache"))[0]
    assert (goal.target_value, goal.unit, goal.due) == (value, unit, None)


def test_words_parted_in_narrow_columns_are_read_whole(extract: Extract) -> None:
    table = """
        Ziel | Ebe ne | Indikator | Zielwer t | Federführun g
        Erwachsene lernen Deutsch. | Wirk ung | Anteil mit Attest | 60 % | Amt
    """
    goal = goals(extract, page(table, "Sprache"))[0]
    assert (goal.level, goal.target_value, goal.responsible) == ("outcome", 60, "Amt")


def test_a_year_in_the_first_row_makes_it_no_header(extract: Extract) -> None:
    table = """
        Ziel | Indikator | Zielwert | Frist | Zuständig
        Erwachsene lernen Deutsch. | Anteil mit Attest | 60 % | 2023 | Amt
        Kinder sprechen früh. | Anzahl Gruppen | 32 | 2022 | Amt
    """
    assert [goal.due for goal in goals(extract, page(table, "Sprache"))] == ["2023", "2022"]


def test_goals_under_a_heading_of_their_own(extract: Extract) -> None:
    body = """<h3>Sprache</h3><h4>Strategisches Ziel</h4><p>Zugewanderte verständigen sich auf Deutsch.</p>
    <h4>Leistungsziele</h4><ul><li>Kurse finden überall statt.</li><li>Die Kurse sind günstig.</li></ul>
    <h4>Massnahmen</h4><p>Der Kanton zahlt Kurse.</p>"""
    found = goals(extract, page("", body=body))
    assert [(goal.level, goal.text, goal.foerderbereich) for goal in found] == [
        ("strategic", "Zugewanderte verständigen sich auf Deutsch.", "sprache"),
        ("output", "Kurse finden überall statt.", "sprache"),
        ("output", "Die Kurse sind günstig.", "sprache"),
    ]


def test_a_table_of_measures_is_no_raster(extract: Extract) -> None:
    table = """
        Massnahme | Zielgruppe | Termin
        Deutschkurse am Abend | Erwachsene | laufend
    """
    assert goals(extract, page(table, "Sprache")) == ()
