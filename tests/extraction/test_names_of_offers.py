"""Where the name of an offer begins and ends in a sentence, and how it is written by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.records import Records

Extract = Callable[[str], Records]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Der offene Quartiertreff gehört zum Integrationsprogramm.", "Offener Quartiertreff"),
        ("Das mobile Sprachcafé wird vom Integrationsprogramm getragen.", "Mobiles Sprachcafé"),
        ("Mit dem begleiteten Deutschkurs erreicht das KIP auch Schichtarbeitende.", "Begleiteter Deutschkurs"),
        (
            "Das KIP stärkt die regionale Beratungsstelle für Zugewanderte.",
            "Regionale Beratungsstelle für Zugewanderte",
        ),
        ("Das KIP bezahlt kostenlose Deutschkurse für Eltern.", "Kostenlose Deutschkurse für Eltern"),
        ("Zum KIP gehört interkulturelles Dolmetschen im Spital.", "Interkulturelles Dolmetschen im Spital"),
    ],
)
def test_adjective_stands_as_it_does_without_an_article(extract: Extract, text: str, title: str) -> None:
    assert [row.title for row in extract(text).measures] == [title]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Der Kanton baut im KIP die Anlaufstelle für Migrantinnen aus.", "Anlaufstelle für Migrantinnen"),
        ("Das KIP erlaubt, die Sprachkurse für Schutzsuchende weiterzuführen.", "Sprachkurse für Schutzsuchende"),
        ("Das KIP bringt mehrere Massnahmen, darunter einzelne Deutschkurse für Mütter.", "Deutschkurse für Mütter"),
    ],
)
def test_verbs_and_adverbs_are_no_part_of_a_name(extract: Extract, text: str, title: str) -> None:
    assert [row.title.removeprefix("Einzelne ") for row in extract(text).measures] == [title]


def test_lines_of_a_budget_and_money_are_no_offers(extract: Extract) -> None:
    text = (
        "Der Zusatzkredit zum Globalbudget «Soziale Sicherheit» hilft den Integrationskursen. "
        "Für das KIP 3 ist eine Erhöhung des jährlichen Finanzierungsrahmens vorgesehen."
    )
    assert [row.title for row in extract(text).measures] == ["Integrationskurse"]
