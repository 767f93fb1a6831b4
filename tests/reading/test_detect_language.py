from __future__ import annotations

import pytest

from pipeline.reading.language import detect_language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Der Kanton und die Gemeinden tragen die Kosten für das Programm zu gleichen Teilen."),
        ("fr", "Le canton et les communes prennent à leur charge les coûts du programme pour la durée prévue."),
        ("it", "Il Cantone e i Comuni si assumono i costi del programma per la durata prevista dalla legge."),
        ("rm", "Il chantun e las vischnancas surpiglian ils custs dal program per la durada previsa en la lescha."),
        ("en", "The canton and the municipalities bear the costs of the programme in equal parts."),
        ("de", "Der Kanton fiihrt das Programm fiir die Gemeinden fort und wird gemass Gesetz entschadigt."),
    ],
)
def test_languages_of_the_country(language: str, text: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Schutz vor Diskriminierung"),
        ("de", "Wirtschaftliche Selbständigkeit und Bildung"),
        ("fr", "Protection contre la discrimination"),
        ("fr", "Encadrement des réfugiés reconnus"),
        ("it", "Protezione contro la discriminazione"),
        ("it", "Alloggio dei rifugiati riconosciuti"),
        ("rm", "Protecziun cunter la discriminaziun"),
        ("rm", "Furmaziun e lavur"),
        ("en", "Living together and taking part"),
    ],
)
def test_titles_are_known_by_the_way_words_are_formed(language: str, text: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["", "KIP 3", "030 Muster Anna SP", "1 2 3 4 5", "SVP FDP SP GLP", "Datum Bern"])
def test_too_little_to_tell(text: str) -> None:
    assert detect_language(text) is None


def test_an_apostrophe_of_either_kind_sets_an_article_off() -> None:
    text = "L{0}intégration d{0}une personne qui n{0}a pas l{0}autorisation est possible."
    assert detect_language(text.format("'")) == detect_language(text.format("’")) == "fr"


def test_a_form_with_few_words_of_grammar_is_known_by_its_nouns() -> None:
    form = "Abstimmungsprotokoll\nGeschäft: 12\nDatum: 3.5.2021\nStimmen: 60\nEnthalten: 2\nPartei Name Vorname Platz"
    assert detect_language(form) == "de"
