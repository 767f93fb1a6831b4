"""Names of measures in running text, by the forms German gives them; the sentences are written for these tests.

Each name stands in square brackets; a text without any names none.
"""

import re
from collections.abc import Callable

import pytest

from pipeline.records import Records

Extract = Callable[[str], Records]

INTRO = "Der Kanton Thurgau führt das Kantonale Integrationsprogramm KIP 3 für die zugewanderte Bevölkerung weiter. "


@pytest.mark.parametrize(
    "sentence",
    [
        "Neu sind [Erzählabende] und ein [Bilderbuchkoffer] für die Familien.",
        "Am Samstag findet das [Quartierfest] statt.",
        "Im [Café Kunterbunt] plaudern ältere Frauen mit Geflüchteten.",
        "Die [Woche gegen Rassismus] eröffnet der Gemeindepräsident.",
        "Der Kanton zahlt an einen [Pool von Dolmetschenden].",
        "Unterstützt werden die [Vorlehren für Geflüchtete] und das Spital.",
        "In den Schulen helfen [interkulturell Dolmetschende].",
        "Daneben gibt es ein [Mentoring], bei dem Berufsleute Jugendliche begleiten.",
        "Bei [«Zäme laufe»] trifft man sich jeden Montag am See.",
        "Fragen beantworten die [regionalen Kompetenzzentren] am Telefon.",
        "Am Anfang steht ein [Orientierungsgespräch] mit der Leiterin.",
        "Die Jugendlichen besuchen die [Integrationsklasse in Arbon].",
        "Nachbarn melden sich für das [Patenschaftsprogramm] an.",
        "Am besten gefiel die [Ausstellung «Wir Nachbarn»].",
        "Die [Spielgruppe Sonnenkäfer] nimmt alle auf.",
    ],
)
def test_offers_are_found_by_the_form_of_their_names(extract: Extract, sentence: str) -> None:
    text = INTRO + re.sub(r"[\[\]]", "", sentence)
    names = {mention.evidence.quote for mention in extract(text).mentions}

    for name in re.findall(r"\[([^]]+)\]", sentence):
        assert any(name in found or found in name for found in names), (name, names)


@pytest.mark.parametrize(
    "sentence",
    [
        "Gesuche prüft die Fachstelle Integration und Antirassismus im Präsidialdepartement.",
        "Die Kinder gehen nachher in den Kindergarten, die Stichtage stehen im Internet.",
        "Kurse sind teuer, und ein Kurs im Schnitt noch teurer.",
        "Das Geld stammt aus dem «Programm S» des Bundes.",
        "Am Donnerstag hat die Arbeitsgruppe den Wechselkurs besprochen.",
        "Das Personal von dreissig Spielgruppen war dabei.",
        "Mehr steht auf der Website.",
    ],
)
def test_offices_fields_and_other_nouns_are_no_measures(extract: Extract, sentence: str) -> None:
    assert not extract(INTRO + sentence).mentions


def test_a_name_ends_before_what_tells_of_the_occasion(extract: Extract) -> None:
    text = INTRO + "Am Mittwoch hilft der Schreibdienst von Integres beim Ausfüllen von Formularen."

    assert [mention.evidence.quote for mention in extract(text).mentions] == ["Schreibdienst von Integres"]


def test_a_name_ends_before_a_time(extract: Extract) -> None:
    text = INTRO + "So viel kostet der Begegnungstreff im Jahr."

    assert [mention.evidence.quote for mention in extract(text).mentions] == ["Begegnungstreff"]
