"""Decisions told in French and Italian: bodies, outcomes, votes, dates and numbers."""

from collections.abc import Callable

import pytest

from pipeline.extraction.votes import find_votes
from pipeline.records import Records

Extract = Callable[[str], Records]


def page(language: str, sentence: str) -> str:
    return f"<html lang='{language}'><body><main><p>{sentence}</p></main></body></html>"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "par 84 voix contre 12 et 3 abstentions", (84, 12, 3, "votes")),
        ("fr", "par 57 voix contre 46", (57, 46, None, "votes")),
        ("fr", "avec 84 oui, 12 non et deux abstentions", (84, 12, 2, "votes")),
        ("fr", "84 voix pour, 12 contre", (84, 12, None, "votes")),
        ("fr", "par 61,2% contre 38,8%", (61.2, 38.8, None, "percent")),
        ("fr", "par 58,3 % des voix contre 41,7 %", (58.3, 41.7, None, "percent")),
        ("it", "con 60 voti favorevoli, 5 contrari e 2 astenuti", (60, 5, 2, "votes")),
        ("it", "con 57 voti contro 18 e 4 astensioni", (57, 18, 4, "votes")),
        ("it", "con 40 sì, 12 no e 3 astensioni", (40, 12, 3, "votes")),
        ("it", "con 57 voti favorevoli e 18 contrari", (57, 18, None, "votes")),
        ("fr", "avec 84 voix contre 12 (3 abstentions)", (84, 12, 3, "votes")),
        ("it", "49 no contro 24 sì", (24, 49, None, "votes")),
    ],
)
def test_a_vote_is_counted(
    language: str, text: str, expected: tuple[float | None, float | None, float | None, str]
) -> None:
    (vote,) = find_votes(f"Le projet / il progetto: {text}.", language)
    assert (vote.votes_yes, vote.votes_no, vote.votes_abstain, vote.unit) == expected


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        (
            "fr",
            "Le Conseil d'État a adopté le 27 septembre 2023 le programme d'intégration cantonal.",
            ("Staatsrat", "executive", "approved", "2023-09-27"),
        ),
        (
            "fr",
            "Le 1er décembre 2023, le Grand Conseil a accordé, par 98 voix contre 31 et 5 abstentions, un crédit.",
            ("Grosser Rat", "parliament", "approved", "2023-12-01"),
        ),
        (
            "fr",
            "La convention-programme a été signée par le Secrétariat d'État aux migrations le 3 mai 2024.",
            ("SEM", "federal_office", "signed", "2024-05-03"),
        ),
        (
            "fr",
            "Les subventions ont été approuvées par le Conseil communal le 12 mars 2024.",
            ("Gemeinderat", "municipal_executive", "approved", "2024-03-12"),
        ),
        (
            "fr",
            "Le Grand Conseil a refusé la motion le 4 juin 2019 par 57 voix contre 46.",
            ("Grosser Rat", "parliament", "rejected", "2019-06-04"),
        ),
        (
            "fr",
            "Le 4 mai 2021, la Commission de gestion préavise favorablement le crédit par 9 voix contre 2.",
            ("Kommission", "committee", "approved", "2021-05-04"),
        ),
        (
            "fr",
            "Le Gouvernement jurassien a pris acte du rapport le 7 février 2023.",
            ("Regierung", "executive", "noted", "2023-02-07"),
        ),
        (
            "it",
            "Il Consiglio di Stato ha approvato il programma con la risoluzione n. 9961 del 22 novembre 2017.",
            ("Staatsrat", "executive", "approved", "2017-11-22"),
        ),
        (
            "it",
            "Il 23 gennaio 2018 il Gran Consiglio ha stanziato, con 57 voti favorevoli e 18 contrari, un credito.",
            ("Grosser Rat", "parliament", "approved", "2018-01-23"),
        ),
        (
            "fr",
            "Le dispositif d'accueil, validé par le Conseil d'État le 5 mai 2023, a gagné en visibilité.",
            ("Staatsrat", "executive", "approved", "2023-05-05"),
        ),
        (
            "it",
            "Approvato dal Governo grigionese il 3 maggio 2023 il PIC 3 per i prossimi quattro anni.",
            ("Regierung", "executive", "approved", "2023-05-03"),
        ),
        (
            "it",
            "La mozione è stata respinta dal Gran Consiglio il 12 marzo 2019.",
            ("Grosser Rat", "parliament", "rejected", "2019-03-12"),
        ),
        (
            "it",
            "Il Municipio di Lugano ha concesso un contributo il 5 aprile 2022.",
            ("Gemeinderat", "municipal_executive", "approved", "2022-04-05"),
        ),
    ],
)
def test_an_act_is_found(extract: Extract, language: str, sentence: str, expected: tuple[str, str, str, str]) -> None:
    (row,) = extract(page(language, sentence)).decisions
    assert (row.body, row.body_type, row.outcome, row.date) == expected


def test_a_vote_between_commas_leaves_the_act_whole(extract: Extract) -> None:
    sentence = (
        "Le Grand Conseil a accordé, par 98 voix contre 31 et 5 abstentions, un crédit au programme d'intégration."
    )
    (row,) = extract(page("fr", sentence)).decisions
    assert (row.votes_yes, row.votes_no, row.votes_abstain) == (98, 31, 5)
    assert row.about_integration
    assert (row.what or "").endswith("intégration")


def test_a_resolution_has_its_number(extract: Extract) -> None:
    sentence = "Il Consiglio di Stato ha approvato il PIC con la risoluzione n. 9961 del 22 novembre 2017."
    (row,) = extract(page("it", sentence)).decisions
    assert row.number == "9961"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Le Conseil d'État propose au Grand Conseil d'accepter le crédit."),
        ("fr", "Le Grand Conseil n'a pas approuvé le crédit."),
        ("fr", "Le Grand Conseil devra approuver le crédit par 60 voix au moins."),
        ("fr", "Le rapport du Conseil d'État décrit les mesures adoptées dans les communes."),
        ("fr", "Les tarifs sont adoptés par le conseil du fonds et approuvés par le Conseil d'État."),
        ("it", "Le tariffe sono approvate dal Consiglio di Stato."),
        ("it", "Il Consiglio di Stato propone al Gran Consiglio di stanziare il credito."),
        ("it", "Il Gran Consiglio non ha approvato il credito."),
        ("it", "Il programma dovrà essere approvato dal Gran Consiglio."),
    ],
)
def test_what_is_no_act(extract: Extract, language: str, sentence: str) -> None:
    assert extract(page(language, sentence)).decisions == ()
