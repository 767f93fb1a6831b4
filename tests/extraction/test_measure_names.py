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
        "[«Offene Türen»] vermittelt Familien eine Begleitung.",
        "[Sprachinsel am See] heisst das Angebot, das im Mai beginnt.",
        "[KreuzWeg]: So heisst die Idee der Jugendlichen.",
        "Im Herbst entsteht ein [Quartierbüro], und die Stadt eröffnet ein [Näh-Atelier].",
        "Das Geld geht an Deutschkurse, [Mentoring] und [Frühförderung].",
        "Daneben gibt es [Patenschaften zwischen Alteingesessenen und Neuen].",
        "Das [Lernfoyer Rechnen und Schreiben] ist gratis.",
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
        "Die Fachstelle ist Anlaufstelle für neun Gemeinden.",
        "Anlaufstelle für Arbeitgeber ist das Amt für Wirtschaft.",
        "«Miteinander vorwärts» heisst das Motto, unter dem sie feiert.",
        "«Mir hat das sehr geholfen», erzählt eine Mutter.",
        "Das Postulat «Weniger Formulare» wurde überwiesen.",
    ],
)
def test_offices_fields_and_other_nouns_are_no_measures(extract: Extract, sentence: str) -> None:
    assert not extract(INTRO + sentence).mentions


def test_a_name_ends_before_what_tells_of_the_occasion(extract: Extract) -> None:
    text = INTRO + "Am Mittwoch hilft der Schreibdienst von Integres beim Ausfüllen von Formularen."

    assert [mention.evidence.quote for mention in extract(text).mentions] == ["Schreibdienst von Integres"]


def test_a_name_ends_before_a_verb_as_a_noun(extract: Extract) -> None:
    text = INTRO + "In Arbon helfen Schreibdienste beim Verfassen von Briefen."

    assert [mention.evidence.quote for mention in extract(text).mentions] == ["Schreibdienste"]


def test_a_name_ends_before_a_time(extract: Extract) -> None:
    text = INTRO + "So viel kostet der Begegnungstreff im Jahr."

    assert [mention.evidence.quote for mention in extract(text).mentions] == ["Begegnungstreff"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("In der Schreibstube helfen Freiwillige beim Ausfüllen von Formularen.", ["Schreibstube"]),
        ("Freiwillige lesen in der Schreibstube des Altersheims vor; der Neubau hilft den Nachbarn.", []),
        ("Die Schreibstube im Stadthaus ist am Montag offen.", []),
    ],
)
def test_a_short_text_on_everyday_help_names_offers_without_a_word_of_the_field(
    extract: Extract, text: str, names: list[str]
) -> None:
    assert [mention.evidence.quote for mention in extract(text).mentions] == names


def test_a_simple_noun_with_its_article_goes_back_to_a_measure_named_before(extract: Extract) -> None:
    text = INTRO + "Jeden Dienstag öffnet das Begegnungscafé Linde. Der Treffpunkt ist beliebt."

    assert [mention.evidence.quote for mention in extract(text).mentions] == ["Begegnungscafé Linde"]


def test_a_name_ends_before_money_and_verbs_and_associations_have_names_too(extract: Extract) -> None:
    text = INTRO + (
        "Sprachkurse von Geflüchteten steigen im Preis. Weitergeführt wird «Gemeinsam im Dorf». "
        "Der Verein «Wegmarke» leitet das Projekt. Kein Geld gab es für ein Filmfestival."
    )
    quotes = [mention.evidence.quote for mention in extract(text).mentions]
    assert quotes == ["Sprachkurse von Geflüchteten", "«Gemeinsam im Dorf»"]
