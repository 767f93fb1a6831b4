"""Acts as the press tells them: verbs at the end of their clause, verbs in two pieces, idioms, hopes that are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.records import Records

Extract = Callable[[str], Records]


def _acts(records: Records) -> list[tuple[str, str]]:
    return [(row.body, row.outcome) for row in records.decisions]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Die Kurse laufen weiter, nachdem der Landrat den Kredit guthiess.", "approved"),
        ("Das Programm, das der Landrat im Juni ablehnte, war umstritten.", "rejected"),
        ("Weil der Landrat auf die Vorlage nicht eintrat, fehlt das Geld.", "rejected"),
        ("Seit Mai wird umgesetzt, wofür der Landrat grünes Licht gab.", "approved"),
        ("Die Regierung ist froh, dass der Landrat dem Programm zustimmte.", "approved"),
    ],
)
def test_verb_at_the_end_of_its_clause_is_one_word(extract: Extract, text: str, outcome: str) -> None:
    assert _acts(extract(text)) == [("Landrat", outcome)]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Der Landrat hat am Abend Nein zu einem Integrationskredit von 3 Millionen Franken gesagt.", "rejected"),
        ("Der Landrat hat grünes Licht für die Sprachkurse gegeben.", "approved"),
        ("Der Landrat hat Kenntnis vom Bericht genommen.", "noted"),
        ("Der Landrat hat die Vorlage in die bis Mai dauernde Vernehmlassung der Gemeinden geschickt.", "submitted"),
    ],
)
def test_participle_of_two_words_has_others_between(extract: Extract, text: str, outcome: str) -> None:
    assert _acts(extract(text)) == [("Landrat", outcome)]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Der Landrat schickte das Programm bachab.", "rejected"),
        ("Der Landrat nickte den Integrationskredit ohne Gegenstimme durch.", "approved"),
        ("Der Landrat stellt sich einstimmig hinter das Integrationsprogramm.", "approved"),
        ("Der Landrat sprach sich gegen die Kürzung aus.", "rejected"),
        ("Der Landrat stimmte für den Kredit.", "approved"),
        ("Der Landrat hat dem Integrationskredit eine klare Absage erteilt.", "rejected"),
        ("Der Landrat brachte das Programm unter Dach und Fach.", "approved"),
        ("Der Landrat hat den Kredit nicht bewilligt.", "rejected"),
        ("Der Landrat hat den Kredit nicht ohne Kritik bewilligt.", "approved"),
        ("Landrat sagt Ja zu Deutschkursen", "approved"),
        ("Der Landrat beschloss mit 40 zu 38 Stimmen Nichteintreten auf die Vorlage.", "rejected"),
        ("Im Landrat ist das Integrationsprogramm durchgefallen.", "rejected"),
        ("43 Landräte befürworteten das Integrationsprogramm, 25 waren dagegen.", "approved"),
    ],
)
def test_idioms_of_approval_and_refusal(extract: Extract, text: str, outcome: str) -> None:
    assert _acts(extract(text)) == [("Landrat", outcome)]


@pytest.mark.parametrize(
    "text",
    [
        "Die Regierung hofft, dass der Landrat den Kredit bewilligt.",
        "Es wird erwartet, dass der Landrat die Vorlage annimmt.",
        "Sagt der Landrat Nein, ist Schluss.",
        "Wer Ja sagt zum Kredit, sagt Ja zur Integration, findet die Regierung.",
        "Die Regierung stellt sich hinter die Forderung nach mehr Kursen.",
        "Der Landrat sagte nichts zum Nein des Volkes.",
        "Der Landrat stimmte gestern über das Programm ab.",
        "Die Kommission hielt fest, dass das Programm wirkt.",
        "Der Regierungsrat sprach am Fest gegen 21 Uhr über das Programm.",
    ],
)
def test_hopes_conditions_and_opinions_are_no_acts(extract: Extract, text: str) -> None:
    assert extract(text).decisions == ()


def test_pronoun_behind_what_opens_a_clause_is_the_body_before(extract: Extract) -> None:
    text = "Der Kantonsrat bewilligte das Programm, nachdem er den ersten Entwurf im Mai abgelehnt hatte."
    assert _acts(extract(text)) == [("Kantonsrat", "approved"), ("Kantonsrat", "rejected")]
    text = "Der Landrat beriet das Programm. Nachdem er eine Kürzung ablehnte, hiess er es mit 50 zu 30 Stimmen gut."
    assert _acts(extract(text)) == [("Landrat", "rejected"), ("Landrat", "approved")]


def test_share_that_votes_against_stands_behind_its_verb(extract: Extract) -> None:
    (row,) = extract("Die Stimmberechtigten stimmten mit 58 Prozent gegen den Integrationskredit.").decisions
    assert (row.body, row.outcome, row.votes_yes, row.votes_no) == ("Volk", "rejected", None, 58.0)


def test_headline_and_report_tell_one_act(extract: Extract) -> None:
    text = "Kantonsrat versenkt Programm\n\nDer Kantonsrat hat das Programm am Montag mit 60 zu 50 Stimmen abgelehnt."
    (row,) = extract(text).decisions
    assert (row.outcome, row.votes_yes, row.votes_no) == ("rejected", 60.0, 50.0)
    other = "Kantonsrat bewilligt Deutschkurse\n\nDer Kantonsrat hat eine Motion für mehr Geld abgelehnt."
    assert _acts(extract(other)) == [("Kantonsrat", "approved"), ("Kantonsrat", "rejected")]


@pytest.mark.parametrize(
    "text",
    [
        "Das Programm, dem der Kantonsrat im Mai zugestimmt hat, startet im August.",
        "Das Programm, für das der Kantonsrat 1,5 Millionen Franken bewilligte, kommt allen zugute.",
    ],
)
def test_relative_pronoun_does_not_bend_the_article_after_it(extract: Extract, text: str) -> None:
    assert _acts(extract(text)) == [("Kantonsrat", "approved")]


def test_counts_of_a_passive_are_of_the_parliament_of_the_canton(extract: Extract) -> None:
    text = "Kanton Zürich. Die beiden Erklärungen zur Integration wurden mit 115 zu 52 Stimmen überwiesen."
    assert _acts(extract(text)) == [("Kantonsrat", "submitted")]


def test_parliament_of_a_town_is_not_that_of_the_canton(extract: Extract) -> None:
    (row,) = extract("Das Parlament der Stadt Bern hat einen Kredit für Deutschkurse gesprochen.").decisions
    assert (row.body, row.body_type) == ("Gemeindeparlament", "municipal_parliament")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Der Bundesrat hat beschlossen, das Programm bis zum 4. März 2025 zu verlängern.", None),
        ("Der Regierungsrat hat das Reglement per 1. Januar 2024 in Kraft gesetzt.", None),
        ("Am 5. Mai 2023 hat der Landrat das Programm ab 1. Januar 2024 bewilligt.", "2023-05-05"),
    ],
)
def test_begin_and_end_of_what_was_decided_are_no_date_of_the_act(
    extract: Extract, text: str, date: str | None
) -> None:
    assert [row.date for row in extract(text).decisions] == [date]
