"""Tokens, sentences, years, dates and votes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extraction.nlp import pipeline_for
from pipeline.extraction.periods import find_dates, find_periods, program_named
from pipeline.extraction.sentences import sentence_bounds
from pipeline.extraction.votes import find_votes


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_bounds(text, "de")]


@given(st.text(max_size=120))
def test_tokens_never_change_the_text(text: str) -> None:
    assert pipeline_for("de").make_doc(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "Am 8. Juni 2023 beschloss der Rat das Programm.",
        "Gestützt auf Art. 58 Abs. 3 AIG gilt das.",
        "Das kostet rund 1.5 Mio. Franken pro Jahr.",
        "Die Fachstelle, z.B. jene in Chur, berät.",
        "Die 1. Lesung fand gem. Art. 4 statt.",
    ],
)
def test_a_full_stop_inside_a_sentence_ends_nothing(text: str) -> None:
    assert sentences(text) == [text]


def test_sentences_end_after_years_and_amounts() -> None:
    text = "Das Programm endet 2027. Der Bund zahlt Fr. 900.-. Danach prüft die Regierung das Ergebnis!"
    assert sentences(text) == [
        "Das Programm endet 2027.",
        "Der Bund zahlt Fr. 900.-.",
        "Danach prüft die Regierung das Ergebnis!",
    ]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("für die Jahre 2022 und 2023", (2022, 2023)),
        ("2014 bis 2017", (2014, 2017)),
        ("2024-2027", (2024, 2027)),
        ("2018–21", (2018, 2021)),
        ("2022 – 2023", (2022, 2023)),
        ("ab 2019", (2019, None)),
        ("im Jahr 2025", (2025, 2025)),
        ("KIP 3", (2024, 2027)),
        ("KIP II", (2018, 2021)),
        ("KIP 2bis", (2022, 2023)),
    ],
)
def test_years_and_programmes(text: str, years: tuple[int, int | None]) -> None:
    [period] = find_periods(text, "de")
    assert (period.first, period.last) == years


@pytest.mark.parametrize(
    "text", ["RRB 2031/77", "2'024 Personen", "20240 Franken", "am 3. Mai 2021", "viertes Programm"]
)
def test_other_numbers_are_no_years(text: str) -> None:
    assert find_periods(text, "de") == []


def test_an_ordinal_names_no_programme_but_its_years_do() -> None:
    assert program_named(find_periods("Das vierte Programm läuft.", "de")) is None
    assert program_named(find_periods("Das vierte Programm (2024–2027) läuft.", "de")) == "KIP 3"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("am 8. Juni 2023", "2023-06-08"),
        ("19.10.2022", "2022-10-19"),
        ("im November 2023", "2023-11"),
        ("2015.10.19", "2015-10-19"),
    ],
)
def test_dates_are_as_precise_as_the_text(text: str, iso: str) -> None:
    assert [day.iso for day in find_dates(text, "de")] == [iso]


def test_an_impossible_date_is_none() -> None:
    assert find_dates("am 31. Februar 2023", "de") == []


@pytest.mark.parametrize(
    ("text", "yes", "no", "unit"),
    [
        ("mit 55:18 Stimmen", 55, 18, "votes"),
        ("mit 83 zu 39 Stimmen", 83, 39, "votes"),
        ("61 Ja gegen 22 Nein", 61, 22, "votes"),
        ("64 Ja, 12 Nein", 64, 12, "votes"),
        ("81 Ja- zu 12 Nein-Stimmen", 81, 12, "votes"),
        ("Ja: 147, Nein: 18", 147, 18, "votes"),
        ("stimmten 61 Mitglieder dafür und 22 dagegen", 61, 22, "votes"),
        ("mit 95 Stimmen ohne Gegenstimme", 95, 0, "votes"),
        ("53,2 Prozent der Stimmenden sagten Ja", 53.2, None, "percent"),
        ("mit 58,9 zu 41,1 Prozent", 58.9, 41.1, "percent"),
        ("erreicht 62,50 % Ja", 62.5, None, "percent"),
        ("70,1 % Nein", None, 70.1, "percent"),
    ],
)
def test_votes(text: str, yes: float | None, no: float | None, unit: str) -> None:
    [vote] = find_votes(text, "de")
    assert (vote.votes_yes, vote.votes_no, vote.unit) == (yes, no, unit)


def test_abstentions_belong_to_the_vote() -> None:
    [vote] = find_votes("mit 70 zu 30 Stimmen bei 4 Enthaltungen", "de")
    assert (vote.votes_yes, vote.votes_no, vote.votes_abstain) == (70, 30, 4)


@pytest.mark.parametrize("text", ["um 14:30 Uhr", "Massstab 1:25", "im Verhältnis 2:1", "Art. 12 zu 13"])
def test_times_and_ratios_are_no_votes(text: str) -> None:
    assert find_votes(text, "de") == []


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Das kostet 3 Mio. Die Regierung stimmte zu.", 2),
        ("Es fehlen 500 Fr. Der Kanton zahlt sie.", 2),
        ("Der Kredit von 3 Mio. Franken reicht.", 1),
        ("Bis 3 Mio. Einwohnerinnen zählt der Raum.", 1),
        ("Bewilligt sind Fr. 300 und Fr. 20.", 1),
        ("Die 2 Mrd. Schweizer Franken fehlen.", 1),
        ("Der Betrag in Mio. Die Tabelle folgt.", 1),
    ],
)
def test_amount_ends_its_sentence_where_no_noun_goes_on_with_it(text: str, sentences: int) -> None:
    assert len(sentence_bounds(text, "de")) == sentences
