"""Planned, requested, approved or spent, in the ways German running text tells it."""

from collections.abc import Callable

import pytest

from pipeline.records import Records

Extract = Callable[[str], Records]

INTRO = "Das Kantonale Integrationsprogramm KIP 3 im Kanton Aargau fördert die Integration. "
ACT = "Der Regierungsrat hat das Kantonale Integrationsprogramm KIP 3 verabschiedet. "


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Der Kanton wandte dafür 310'000 Franken auf.", "spent"),
        ("Die Fachstelle gab für Kurse 95'000 Franken aus.", "spent"),
        ("Der Kanton hat 240'000 Franken beigesteuert.", "spent"),
        ("Für Kurse sind bisher 60'000 Franken aufgelaufen.", "spent"),
        ("Der Aufwand belief sich auf 870'000 Franken.", "spent"),
        ("Der grösste Posten war mit 410'000 Franken die Sprache.", "spent"),
        ("Die Ausgaben stiegen auf 1,3 Millionen Franken.", "spent"),
        ("Budgetiert waren 500'000 Franken.", "planned"),
        ("Der Kanton rechnet mit 500'000 Franken.", "planned"),
        ("Im Voranschlag stehen 500'000 Franken.", "planned"),
        ("Für Kurse sind 320'000 Franken eingestellt.", "planned"),
        ("Eine Ausweitung würde 700'000 Franken kosten.", "planned"),
        ("Der Kanton zahlt jährlich 500'000 Franken.", "planned"),
        ("Ein Kredit von 2 Millionen Franken wird bewilligt.", "approved"),
        ("Der Grosse Rat sprach dafür 2 Millionen Franken.", "approved"),
        ("Mit 80 Ja gegen 40 Nein sagte der Grosse Rat Ja zu 2 Millionen Franken.", "approved"),
        ("Der Regierungsrat beantragt dem Grossen Rat 2 Millionen Franken.", "requested"),
        ("Der Regierungsrat ersucht den Grossen Rat um 2 Millionen Franken.", "requested"),
    ],
)
def test_the_word_beside_the_amount(extract: Extract, text: str, status: str) -> None:
    assert extract(INTRO + text).funding[0].status == status


def test_what_others_may_apply_for_is_not_requested(extract: Extract) -> None:
    text = INTRO + "Vereine können bei der Fachstelle einen Beitrag von 3'000 Franken beantragen."
    assert extract(text).funding[0].status == "planned"


def test_a_comparison_with_the_plan_says_nothing_of_the_amount(extract: Extract) -> None:
    text = INTRO + "Ausbezahlt wurden 410'000 Franken, 50'000 Franken weniger als budgetiert."
    assert [row.status for row in extract(text).funding] == ["spent", "spent"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Es kostet 4 Millionen Franken.", "approved"),
        ("Dafür stehen dem Kanton jährlich 900'000 Franken zur Verfügung.", "approved"),
        ("In vier Jahren sollen 4 Millionen Franken eingesetzt werden.", "approved"),
        ("Der Bund steuert 1,5 Millionen Franken bei.", "planned"),
        ("Die Gemeinden leisten 300'000 Franken.", "planned"),
        ("Eine Lektion kostet die Teilnehmenden 8 Franken.", "planned"),
    ],
)
def test_an_act_reaches_the_money_it_settles(extract: Extract, text: str, status: str) -> None:
    assert extract(ACT + text).funding[0].status == status


def test_an_act_of_the_federal_council_settles_federal_money(extract: Extract) -> None:
    act = "Der Bundesrat hat die Kantonalen Integrationsprogramme verabschiedet. "
    text = act + "Der Kredit beträgt 100 Millionen Franken."
    assert extract(text).funding[0].status == "approved"


def test_who_gets_something_has_not_decided_anything(extract: Extract) -> None:
    text = INTRO + "Wer einen Kurs besucht, erhält ein Zertifikat. Der Kanton zahlt jährlich 500'000 Franken."
    assert extract(text).funding[0].status == "planned"


def test_each_clause_has_its_own_state(extract: Extract) -> None:
    text = INTRO + "Der Kanton stellt 3 Millionen Franken bereit; beim letzten Mal waren es noch 2 Millionen Franken."
    assert [row.status for row in extract(text).funding] == ["planned", "spent"]


@pytest.mark.parametrize(
    "text",
    [
        "Ein Kürzungsantrag auf 900'000 Franken blieb chancenlos.",
        "Der Antrag, 200'000 Franken zu streichen, fand nur 12 Stimmen.",
    ],
)
def test_a_rejected_proposal_was_asked_for(extract: Extract, text: str) -> None:
    [row] = extract(INTRO + text).funding
    assert (row.role, row.status) == ("rejected", "requested")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Die Linke hätte gern 250'000 Franken mehr ausgegeben.", "requested"),
        ("Der Stadtrat wollte 140'000 Franken für Sprachkurse; das Geschäft ist vertagt.", "requested"),
        ("Der Landrat bleibt dabei: Der Kanton gibt 310'000 Franken aus.", "approved"),
        ("Damit bleibt es im Kanton bei 310'000 Franken pro Jahr.", "approved"),
        ("Verbraucht hat der Kanton letztes Jahr 1,4 Millionen Franken.", "spent"),
        ("Der Kanton lässt sich das 2,1 Millionen Franken kosten (zuvor waren es weniger).", "planned"),
    ],
)
def test_what_was_wished_for_kept_or_used_up(extract: Extract, text: str, status: str) -> None:
    [row] = extract(INTRO + text).funding
    assert row.status == status


def test_of_a_pair_the_old_value_was_spent(extract: Extract) -> None:
    text = INTRO + "Der Kanton zahlt künftig 0,9 statt 0,6 Millionen Franken."
    assert [(row.amount_chf, row.role, row.status) for row in extract(text).funding] == [
        (900_000, "level", "planned"),
        (600_000, "superseded", "spent"),
    ]


def test_a_report_tells_of_money_spent_and_names_its_budget(extract: Extract) -> None:
    text = (
        "Jahresbericht 2021 der Fachstelle Integration. Das KIP förderte 30 Kurse.\n\n"
        "Für Deutschkurse Fr. 310'000 (Budget: Fr. 350'000)."
    )
    assert [row.status for row in extract(text).funding] == ["spent", "planned"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Bund und Kanton wollen für das KIP 3 des Kantons Uri 900'000 Franken aufwenden.", "planned"),
        ("Der Landrat hat es abgelehnt, den Beitrag an das KIP 3 um 60'000 Franken zu erhöhen.", "requested"),
        ("Der Anteil von Uri am KIP 3 beläuft sich auf 90'000 Franken; um diesen Betrag wird er ersucht.", "requested"),
        ("Leistungsvertrag zwischen dem Kanton Uri und Caritas zur Integration: 90'000 Franken pro Jahr.", "approved"),
        ("2023 überwies der Bund dem Kanton Uri je Flüchtling eine Integrationspauschale von 18'000 Franken.", "spent"),
        ("Die Vereine haben letztes Jahr Geld aus dem KIP 3 bekommen, zusammen 90'000 Franken.", "spent"),
    ],
)
def test_what_is_wanted_refused_pointed_at_signed_and_received(extract: Extract, text: str, status: str) -> None:
    assert [row.status for row in extract(text).funding] == [status]
