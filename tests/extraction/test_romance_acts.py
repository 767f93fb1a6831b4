"""Acts of French and Italian documents as they are laid out: lists after their opening, dispositives, the people."""

from collections.abc import Callable

import pytest

from pipeline.extraction.votes import find_votes
from pipeline.records import Records

Extract = Callable[[str], Records]
Row = tuple[str, str, float | None, float | None]


def rows(records: Records) -> list[Row]:
    """Body, outcome and votes of the decisions, in order."""
    return [(row.body, row.outcome, row.votes_yes, row.votes_no) for row in records.decisions]


def test_the_items_of_a_list_go_on_from_its_opening(extract: Extract) -> None:
    records = extract(
        "Decisioni del Parlamento\n\n"
        "Il Gran Consiglio, riunitosi a Bellinzona, ha:\n"
        "- accolto, con 61 voti favorevoli, 12 contrari e 3 astensioni, il decreto legislativo concernente un credito "
        "di 900'000 franchi per il programma d'integrazione cantonale;\n"
        "- respinto, con 48 voti contrari e 30 favorevoli, l'iniziativa che chiedeva 200'000 franchi per i musei.\n"
    )
    assert rows(records) == [("Grosser Rat", "approved", 61, 12), ("Grosser Rat", "rejected", 30, 48)]
    assert records.decisions[0].evidence.quote.startswith("accolto")
    assert [(row.status, row.role) for row in records.funding] == [("approved", "level"), ("requested", "rejected")]


def test_a_list_without_a_body_before_it_tells_no_acts(extract: Extract) -> None:
    assert (
        extract("Nos cours de français sont :\n- adoptés par les familles;\n- acceptés par les écoles.\n").decisions
        == ()
    )


def test_an_order_in_articles_has_them_as_its_points(extract: Extract) -> None:
    records = extract(
        "<html lang='fr'><body><main><h1>Arrêté concernant le programme d'intégration cantonal</h1>"
        "<p>du 6 décembre 2023</p><p>Le Conseil d'État du canton de Neuchâtel, vu la loi du 26 août 1996,</p>"
        "<p>arrête:</p><p>Article premier Le programme est approuvé.</p><p>Art. 2 Le service est chargé de "
        "l'exécution.</p></main></body></html>"
    )
    (act,) = records.decisions
    assert (act.outcome, act.date, act.item_outcomes) == ("approved", "2023-12-06", ("approved", "commissioned"))


@pytest.mark.parametrize(
    ("canton", "body_type"), [("Vaud", "municipal_parliament"), ("Fribourg", "municipal_executive")]
)
def test_a_council_is_what_its_canton_understands_by_it(extract: Extract, canton: str, body_type: str) -> None:
    text = f"Canton de {canton}: le Conseil communal a accepté mardi soir un crédit en faveur des nouveaux arrivants."
    (act,) = extract(text).decisions
    assert act.body_type == body_type


def test_a_session_tells_of_several_matters(extract: Extract) -> None:
    records = extract(
        "Neuchâtel, le 22 novembre 2023\n\n"
        "Le Conseil d'État a adopté un rapport à l'appui d'un crédit d'engagement de 4,2 millions de francs pour le "
        "programme d'intégration cantonal (PIC 3).\n\n"
        "Dans la même séance, le Conseil d'État a :\n"
        "- désigné une directrice du service des forêts;\n"
        "- alloué un subside de 30 000 francs à la fondation du musée;\n"
        "- mis en consultation un projet de loi sur la mobilité douce.\n"
    )
    assert [row[:2] for row in rows(records)] == [
        ("Staatsrat", "approved"),
        ("Staatsrat", "approved"),
        ("Staatsrat", "approved"),
        ("Staatsrat", "submitted"),
    ]
    assert [(row.status, row.payer, row.is_integration) for row in records.funding] == [
        ("requested", "kanton", True),
        ("approved", "kanton", False),
    ]
    assert records.measures == ()
    assert records.facts.canton == "NE"


def test_an_order_of_the_government_is_one_decision_about_its_canton_s_money(extract: Extract) -> None:
    records = extract(
        "ARRÊTÉ accordant des subventions en faveur de l'intégration des étrangers\n\n"
        "LE CONSEIL D'ÉTAT DU CANTON DE VAUD,\n"
        "vu la convention-programme conclue avec le Secrétariat d'État aux migrations,\n\n"
        "ARRÊTE :\n"
        "1. Une subvention de 64 000 francs est allouée à une association pour ses cours de français.\n"
        "2. Le bureau cantonal est chargé de l'exécution.\n"
    )
    assert records.facts.doc_type == "government_decision"
    (act,) = records.decisions
    assert (act.body, act.outcome, len(act.items)) == ("Staatsrat", "approved", 2)
    (row,) = records.funding
    assert (row.payer, row.status, row.foerderbereich) == ("kanton", "approved", "sprache")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Le Gouvernement jurassien a pris acte du rapport et l'a transmis au Secrétariat d'État aux migrations.",
            [("Regierung", "noted", None, None), ("Regierung", "submitted", None, None)],
        ),
        (
            "Le Conseil d'État neuchâtelois et le SEM ont signé la convention-programme.",
            [("Staatsrat", "signed", None, None)],
        ),
        (
            "Dimanche, la population neuchâteloise a refusé l'initiative sur l'école.",
            [("Volk", "rejected", None, None)],
        ),
        (
            "Le Conseil municipal a refusé le crédit mardi soir, par 19 non contre 14 oui.",
            [("Gemeinderat", "rejected", 14, 19)],
        ),
        (
            "La commission des finances propose, par 8 voix contre 3, d'accepter le crédit.",
            [("Kommission", "approved", 8, 3)],
        ),
        (
            "Il Consiglio comunale ha detto sì, all'unanimità, al credito. Respinta, con 6 voti contro 5, la mozione.",
            [("Gemeindeparlament", "approved", None, None), ("Gemeindeparlament", "rejected", 6, 5)],
        ),
        ("Le Conseil d'État fixe les montants dans une directive et nomme les membres de la commission.", []),
        (
            "Sedute del Governo del 14 e 21 marzo. Il Governo concede un contributo al coro. Approva inoltre il piano.",
            [("Regierung", "approved", None, None), ("Regierung", "approved", None, None)],
        ),
        ("Il Consiglio di Stato nomina i membri della commissione.", []),
    ],
)
def test_acts_are_told(extract: Extract, text: str, expected: list[Row]) -> None:
    assert rows(extract(text)) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "118 députés ont approuvé le crédit, 26 s'y sont opposés et 9 se sont abstenus", (118, 26, 9)),
        ("fr", "le projet passe par 60 contre 31", (60, 31, None)),
        ("fr", "rejeté (58 non, 31 oui)", (31, 58, None)),
        ("it", "respinto con 48 voti contrari e 30 favorevoli", (30, 48, None)),
    ],
)
def test_votes_are_counted_in_either_order(
    language: str, text: str, expected: tuple[float, float, float | None]
) -> None:
    (vote,) = find_votes(text, language)
    assert (vote.votes_yes, vote.votes_no, vote.votes_abstain) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le Conseil-exécutif vient d'adopter l'ordonnance sur l'intégration.", [("Regierungsrat", "approved")]),
        ("Le Gouvernement vient de signer la convention avec la Confédération.", [("Regierung", "signed")]),
        (
            "Le Conseil d'Etat a décidé de transmettre au Grand Conseil une demande de crédit pour l'intégration.",
            [("Staatsrat", "submitted")],
        ),
        (
            "La demande a été acceptée par la Commission des finances et devrait être traitée par le Grand Conseil.",
            [("Kommission", "approved")],
        ),
        # Whoever is charged stands after the verb, and acts as little in the sentence that follows.
        (
            (
                "Il Governo ha approvato il piano e ha incaricato l'Ufficio della migrazione di attuarlo. Ha inoltre "
                "stanziato 90'000 franchi."
            ),
            [("Regierung", "approved"), ("Regierung", "commissioned"), ("Regierung", "approved")],
        ),
        (
            "Le Conseil d'Etat a adopté le programme et a chargé le Département de la santé de l'appliquer.",
            [("Staatsrat", "approved"), ("Staatsrat", "commissioned")],
        ),
        # Two acted on one matter, each on its day.
        (
            (
                "Le plan a été approuvé le 12 mars 2021 par la Conférence des gouvernements cantonaux et le 5 mai 2021 "
                "par le Conseil fédéral."
            ),
            [("KdK", "approved"), ("Bundesrat", "approved")],
        ),
        (
            (
                "Il piano è stato approvato il 12 marzo 2021 dalla Conferenza dei Governi cantonali e il 5 maggio 2021 "
                "dal Consiglio federale."
            ),
            [("KdK", "approved"), ("Bundesrat", "approved")],
        ),
        (
            "Le plan est connu: la CdC l'a approuvé le 12 mars 2021, le Conseil fédéral le 5 mai dernier.",
            [("KdK", "approved"), ("Bundesrat", "approved")],
        ),
        ("Le plan a été approuvé par le Conseil d'Etat et présenté par le Département.", [("Staatsrat", "approved")]),
        # Headlines without a verb.
        ("Feu vert du Grand Conseil au crédit d'intégration", [("Grosser Rat", "approved")]),
        ("Non du Grand Conseil au crédit d'intégration", [("Grosser Rat", "rejected")]),
        ("Via libera del Gran Consiglio al credito per l'integrazione", [("Grosser Rat", "approved")]),
        ("Sous réserve du feu vert du Grand Conseil au crédit, les cours reprendront.", []),
        # A government has not so many members.
        ("La motion sur l'intégration a été transmise au Conseil d'Etat par 45 voix contre 40.", []),
    ],
)
def test_who_acts_and_what_became_of_it(extract: Extract, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(row.body, row.outcome) for row in extract(text).decisions] == expected


def test_each_of_two_acts_has_its_own_day(extract: Extract) -> None:
    text = (
        "L'Agenda Intégration a été approuvé le 12 mars 2021 par la Conférence des gouvernements cantonaux et le "
        "5 mai 2021 par le Conseil fédéral."
    )
    assert [row.date for row in extract(text).decisions] == ["2021-03-12", "2021-05-05"]


def test_a_share_of_the_people_told_by_its_height(extract: Extract) -> None:
    (act,) = extract("Le peuple a dit non à hauteur de 53% des voix au nouveau règlement.").decisions
    assert (act.votes_no, act.vote_unit) == (53, "percent")


def test_the_second_of_two_acts_is_about_the_same_and_of_the_same_year(extract: Extract) -> None:
    text = "L'Agenda Intégration: la CdC l'a approuvé le 12 mars 2021, le Conseil fédéral le 5 mai dernier."
    told = [(row.date, row.about_integration) for row in extract(text).decisions]
    assert told == [("2021-03-12", True), ("2021-05-05", True)]


DECREE = """{title}

Le Grand Conseil du canton de Fribourg

Vu le message du Conseil d'Etat du 14 mars 2023;

Décrète :

Art. 1
Un crédit d'engagement de 2 400 000 francs est ouvert auprès du Service en vue du programme d'intégration cantonal.

Art. 2
Le Conseil d'Etat est chargé de l'exécution du présent décret.
"""


def test_a_decree_in_force_is_of_the_parliament_and_its_draft_asks(extract: Extract) -> None:
    decree = extract(DECREE.format(title="Décret du 12 mai 2023 relatif au programme d'intégration cantonal"))
    assert rows(decree) == [("Grosser Rat", "approved", None, None)]
    assert [row.status for row in decree.funding] == ["approved"]
    draft = extract(DECREE.format(title="Message du Conseil d'Etat au Grand Conseil\n\nProjet de décret"))
    assert (rows(draft), [row.status for row in draft.funding]) == ([], ["requested"])


def test_the_parliament_that_begins_a_preamble_decrees(extract: Extract) -> None:
    records = extract(
        "Le Parlement de la République et Canton du Jura,\nvu l'article 84 de la Constitution,\narrête :\n"
        "Article premier\nUn crédit de 900 000 francs est octroyé pour l'intégration des étrangers.\n"
        "Article 2\nIl est valable de 2024 à 2027.\n"
    )
    assert [row.body for row in records.decisions] == ["Kantonsrat"]
