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


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ("Zum KIP gehört die Beratungsstelle gegen Rassismus und Hass.", "Beratungsstelle gegen Rassismus und Hass"),
        ("Zum KIP gehören Deutschkurse für Mütter und Spielgruppen.", "Deutschkurse für Mütter"),
        ("Das KIP bezahlt Deutschkurse anerkannter Schulen.", "Deutschkurse anerkannter Schulen"),
        ("Das KIP bezahlt Sprachkurse A1 bis B1.", "Sprachkurse A1 bis B1"),
        ("Das KIP trägt die Beratung in 15 Sprachen weiter.", "Beratung in 15 Sprachen"),
        ("Das KIP fördert das Mentoring-Programm in Bern.", "Mentoring-Programm in Bern"),
        ("Am Willkommensanlass im Rathaus erfahren Zugezogene dank KIP viel.", "Willkommensanlass im Rathaus"),
        ("Zum KIP gehören Infoabende über das Schulsystem.", "Infoabende über das Schulsystem"),
        ("Im KIP stehen Eltern-Kind-Treffs in allen sieben Gemeinden.", "Eltern-Kind-Treffs"),
    ],
)
def test_a_name_ends_where_its_complement_does(extract: Extract, told: str, title: str) -> None:
    assert title in [row.title for row in extract(told).measures]


def test_a_sentence_after_the_name_of_an_item_describes_it(extract: Extract) -> None:
    text = (
        "Massnahmen des kantonalen Integrationsprogramms\n\n"
        "- Standortbestimmung für Flüchtlinge. Sie dauert vier Wochen.\n"
        "- Quartiergespräche. Gemeinden laden dazu in die Mediathek ein.\n"
        "- Deutschkurse am Abend in Zusammenarbeit mit der Klubschule\n"
    )
    titles = [row.title for row in extract(text).measures]
    assert titles == ["Standortbestimmung für Flüchtlinge", "Quartiergespräche", "Deutschkurse am Abend"]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        (
            "Im KIP schult die Stadt. Das Amt schult Mitarbeitende der Verwaltung.",
            ["schult Mitarbeitende der Verwaltung"],
        ),
        ("Dank KIP üben Mütter im Pfarreisaal Deutsch.", ["üben Mütter im Pfarreisaal Deutsch"]),
        ("Das Amt hilft dank KIP beim Ausfüllen von Briefen.", ["hilft dank KIP beim Ausfüllen von Briefen"]),
        ("Ziel des KIP: Zugewanderte lernen rasch Deutsch.", []),
        ("Im KIP-Kurs «Znüni» lernen Mütter zweimal pro Woche Deutsch.", ["Kurs «Znüni»"]),
        ("Das KIP ist bekannt. Schülerinnen üben am Abend Deutsch und Bewerben.", []),
    ],
)
def test_offers_are_told_by_verbs_too(extract: Extract, text: str, quotes: list[str]) -> None:
    assert [mention.evidence.quote for mention in extract(text).mentions] == quotes


def test_families_in_school_and_relief_of_premiums_are_no_offers(extract: Extract) -> None:
    text = (
        "Das KIP hilft allen. Für Elterngespräche an der Schule fehlt Geld. Detailberatung: keine Wortmeldung. "
        "Wer Prämienverbilligung bezieht, kann mitreden. Auf das interkulturelle Dolmetschen entfielen 4 Mio. Franken."
    )
    assert extract(text).mentions == ()


def test_lines_of_a_budget_and_money_are_no_offers(extract: Extract) -> None:
    text = (
        "Der Zusatzkredit zum Globalbudget «Soziale Sicherheit» hilft den Integrationskursen. "
        "Für das KIP 3 ist eine Erhöhung des jährlichen Finanzierungsrahmens vorgesehen."
    )
    assert [row.title for row in extract(text).measures] == ["Integrationskurse"]
