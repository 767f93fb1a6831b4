"""How French and Italian texts tell acts, counts and parts of sums: ellipses, shared scales, votes in several forms."""

from collections.abc import Callable

import pytest

from pipeline.extraction.amounts import find_amounts
from pipeline.extraction.bodies import named_bodies
from pipeline.extraction.votes import find_votes
from pipeline.records import Records

Extract = Callable[[str], Records]


def acts(records: Records) -> list[tuple[str, str, float | None, float | None]]:
    """Body, outcome and votes of the decisions, in order."""
    return [(row.body, row.outcome, row.votes_yes, row.votes_no) for row in records.decisions]


def money(records: Records) -> list[tuple[float | None, str, str]]:
    """Amount, payer and status of the funding, in order."""
    return [(row.amount_chf, row.payer, row.status) for row in records.funding]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "3 millions de francs, dont 1,8 à la charge de la Confédération et 1,2 du canton.", [3e6, 1.8e6, 1.2e6]),
        ("fr", "Sur les 5,4 millions de francs prévus, 5,1 ont été dépensés, soit 94,4 %.", [5.4e6, 5.1e6]),
        ("it", "4 milioni di franchi, di cui 2,3 a carico della Confederazione, 1,7 del Cantone.", [4e6, 2.3e6, 1.7e6]),
        ("it", "Il Cantone ha investito 6 milioni: 3,9 li ha messi Berna.", [6e6, 3.9e6]),
        # Nothing tells a payer or a fate of these: they count posts and shares.
        ("fr", "Le programme coûte 3 millions de francs, pour 12,5 postes, soit 4,2 pour cent.", [3e6]),
        ("fr", "une aide unique d'une dizaine de milliers de francs", [1e4]),
        ("it", "un aiuto di una decina di migliaia di franchi", [1e4]),
        ("fr", "Le budget passe de 2,3 à 2,1 millions de francs.", [2.3e6, 2.1e6]),
    ],
)
def test_amounts_that_share_a_scale_or_are_told_in_words(language: str, text: str, expected: list[float]) -> None:
    assert [float(amount.low or 0) for amount in find_amounts(text, language)] == pytest.approx(expected)


def test_a_round_number_in_words_is_about_so_many() -> None:
    (amount,) = find_amounts("une centaine de milliers de francs", "fr")
    assert (float(amount.low or 0), amount.qualifier) == (100_000, "about")


@pytest.mark.parametrize(
    ("language", "text", "yes", "no"),
    [
        ("fr", "Le postulat est accepté par 57 voix à 46.", 57, 46),
        ("fr", "Résultat du vote: oui: 57, non: 46.", 57, 46),
        ("fr", "La loi a été refusée par 54,2% des votants.", None, 54.2),
        ("it", "La mozione è stata bocciata: 26 i sì, 55 i no.", 26, 55),
        ("it", "Il credito è stato approvato con il 58,9% dei voti.", 58.9, None),
    ],
)
def test_votes_told_in_several_forms(language: str, text: str, yes: float | None, no: float | None) -> None:
    (vote,) = find_votes(text, language)
    assert (vote.votes_yes, vote.votes_no) == (yes, no)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What a motion or a clause about it demands does not make the act a demand.
        (
            "Il Gran Consiglio ha respinto l'iniziativa che voleva dimezzare i sussidi: 26 i sì, 55 i no.",
            [("Grosser Rat", "rejected", 26, 55)],
        ),
        (
            "Le Grand Conseil a accepté mardi, par 90 voix contre 12 et 3 abstentions, le crédit demandé par l'Etat.",
            [("Grosser Rat", "approved", 90, 12)],
        ),
        ("Le Grand Conseil a demandé que le crédit soit augmenté.", []),
        # Who acted is told before, by a pronoun or by the vote.
        (
            "Le Grand Conseil a rejeté la motion par 58 non et 41 oui. Le rapport a été accepté à l'unanimité.",
            [("Grosser Rat", "rejected", 41, 58), ("Grosser Rat", "approved", None, None)],
        ),
        (
            "Le Conseil fédéral s'est penché sur le programme. L'aide sera versée jusqu'en 2027, a-t-il décidé.",
            [("Bundesrat", "approved", None, None)],
        ),
        (
            "Apre uno sportello. Lo ha deciso il Governo retico. Respinta invece la richiesta di un terzo sportello.",
            [("Regierung", "approved", None, None), ("Regierung", "rejected", None, None)],
        ),
        ("Le National a refusé le crédit par 121 voix contre 66.", [("Nationalrat", "rejected", 121, 66)]),
    ],
)
def test_acts_of_the_press(
    extract: Extract, text: str, expected: list[tuple[str, str, float | None, float | None]]
) -> None:
    assert acts(extract(text)) == expected


def test_members_stand_for_their_body_and_departments_keep_their_names(extract: Extract) -> None:
    records = extract(
        "Au Grand Conseil neuchâtelois, les députés ont voté un crédit de 2 millions de francs (97 oui, 4 non)."
    )
    assert [(row.body, row.body_as_named) for row in records.decisions] == [
        ("Grosser Rat", "Grand Conseil neuchâtelois")
    ]
    (act,) = extract("Il Governo ha autorizzato il Dipartimento di giustizia, sicurezza e sanità a firmarlo.").decisions
    assert "sanità a firmarlo" in (act.what or "")


BILL = """EXPOSÉ DES MOTIFS ET PROJET DE DÉCRET
accordant au Conseil d'Etat un crédit-cadre de CHF 9'880'000.- pour les années 2018 à 2021, destiné à l'intégration

Le crédit-cadre demandé couvre la part du canton au programme d'intégration cantonal.
La Confédération versera CHF 2'940'000.- par an.

Près de la moitié du crédit-cadre, soit CHF 4'700'000.-, ira aux cours de français.
"""


def test_a_part_of_the_credit_of_a_bill_is_asked_of_the_canton(extract: Extract) -> None:
    assert money(extract(BILL)) == [
        (9.88e6, "kanton", "requested"),
        (2.94e6, "bund", "planned"),
        (4.7e6, "kanton", "requested"),
    ]


def test_who_receives_money_does_not_pay_it(extract: Extract) -> None:
    records = extract(
        "Intégration: chaque commune qui emploie un délégué à l'intégration touche de l'Etat 40 francs par habitant "
        "étranger. En 2022, 18 communes en ont profité; 734 500 francs leur ont été versés."
    )
    first, second = (payer for _, payer, _ in money(records))
    assert (first, second != "gemeinden") == ("kanton", True)


def test_what_an_institution_is_charged_is_money_of_others(extract: Extract) -> None:
    records = extract(
        "L'agenzia intermedia interpreti interculturali per la popolazione straniera. Un intervento costa 70 franchi "
        "l'ora; le spese sono a carico dell'ente richiedente."
    )
    assert [(row.unit, row.payer) for row in records.funding] == [("hour", "dritte")]


def test_federal_money_without_the_lump_sum_is_the_credit(extract: Extract) -> None:
    records = extract(
        "Les contributions fédérales au programme d'intégration cantonal se montent à 5 620 000 francs par année. "
        "Elles ne comprennent pas les forfaits d'intégration."
    )
    assert [(row.instrument, row.ip_scope) for row in records.funding] == [("ifk", "excluded")]


def test_words_of_several_go_on_in_the_next_line(extract: Extract) -> None:
    records = extract(
        "Nei Grigioni si è parlato anche di scuole e di strade durante una lunga mattinata di lavoro a Coira. Il\n"
        "Governo grigionese ha approvato dopo ampia discussione e con il sostegno di tutti i comuni il programma\n"
        "d'integrazione cantonale per gli anni dal 2024 al 2027 assieme alle sue misure, secondo il Consiglio di\n"
        "Stato del cantone vicino un esempio da seguire anche nelle valli che non hanno ancora una loro offerta.\n"
    )
    assert [(row.body_as_named, row.about_integration) for row in records.decisions] == [("Governo grigionese", True)]
    assert [body.body for body in named_bodies("il Consiglio di\nStato", "it")] == ["Staatsrat"]


def test_who_pays_stands_right_before_with_the_verb(extract: Extract) -> None:
    records = extract(
        "Pour le programme d'intégration cantonal, la même somme est investie par les communes et la Confédération "
        "verse près d'un million de francs."
    )
    assert [(row.payer, row.qualifier) for row in records.funding] == [("bund", "about")]


def test_a_total_with_the_federal_money_is_of_all_who_pay(extract: Extract) -> None:
    records = extract(
        "Le canton et les communes engagent 2 millions de francs dans le programme d'intégration cantonal. Avec les "
        "subventions de la Confédération, l'investissement total se monte à 5 millions de francs."
    )
    assert [row.payers for row in records.funding] == [("kanton", "gemeinden"), ("bund", "kanton", "gemeinden")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Le programme d'intégration propose un café-conversation, des visites à domicile et le projet MentorPlus.",
            ["café-conversation", "visites à domicile", "projet MentorPlus"],
        ),
        (
            "Il programma d'integrazione sostiene lo sportello d'integrazione e il premio «Ponti» per le associazioni.",
            ["sportello d'integrazione", "premio «Ponti»"],
        ),
        # Somebody's words, and a matter of the government.
        ("Le canton s'est dit «honoré» de son projet en faveur de l'intégration des migrants.", []),
        ("La commissione fornisce consulenza al Governo sull'integrazione degli stranieri.", []),
    ],
)
def test_names_of_offers(extract: Extract, text: str, names: list[str]) -> None:
    assert [mention.evidence.quote for mention in extract(text).mentions] == names


@pytest.mark.parametrize(
    ("text", "canton"),
    [
        ("Réponse du Conseil d'Etat à la motion 2021-GC-118: des cours de langue gratuits", "FR"),
        ("Réponse du Conseil d'Etat au postulat 2023.09.312: intégration en montagne", "VS"),
        ("La Commissione gestione e finanze approva il credito per l'integrazione degli stranieri.", "TI"),
        ("Il PCI 3 dispone ogni anno di circa 2 milioni di franchi per l'integrazione.", "GR"),
    ],
)
def test_a_canton_is_known_by_its_numbers_offices_and_signs(extract: Extract, text: str, canton: str) -> None:
    assert extract(text).facts.canton == canton


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            "La Ville propose aux migrants un espace mère-enfant, un atelier couture et des jardins partagés.",
            ["Espace mère-enfant", "Atelier couture", "Jardins partagés"],
        ),
        (
            (
                "Des mesures d'insertion professionnelle, des stages en entreprise et un accompagnement individuel "
                "sont proposés aux réfugiés."
            ),
            ["Mesures d'insertion professionnelle", "Stages en entreprise", "Accompagnement individuel"],
        ),
        (
            "Le service de médiation interculturelle et les cafés-langues sont ouverts aux personnes migrantes.",
            ["Service de médiation interculturelle", "Cafés-langues"],
        ),
        # A stage of something is no offer.
        ("Des stages en altitude attendent les jeunes réfugiés.", []),
        (
            (
                "Per i rifugiati la Città offre un punto d'incontro, un programma occupazionale e un accompagnamento "
                "individuale verso l'impiego."
            ),
            ["Punto d'incontro", "Programma occupazionale", "Accompagnamento individuale verso l'impiego"],
        ),
        (
            "Ogni anno si tengono una serata di benvenuto per i neoarrivati e la settimana contro il razzismo.",
            ["Serata di benvenuto per i neoarrivati", "Settimana contro il razzismo"],
        ),
        ("Un bilancio delle competenze è allestito per ogni rifugiato.", ["Bilancio delle competenze"]),
    ],
)
def test_offers_by_their_kind(extract: Extract, text: str, titles: list[str]) -> None:
    assert [row.title for row in extract(text).measures] == titles


@pytest.mark.parametrize(
    ("text", "canton"),
    [
        ("Les Genevois ont refusé l'initiative.", "GE"),
        ("La CdC coordonne la politique d'intégration.", "CH"),
        ("I programmi d'integrazione cantonali dispongono di 90 milioni di franchi.", "CH"),
        ("Le programme d'intégration cantonal dispose de 2 millions de francs.", None),
    ],
)
def test_whose_document_it_is(extract: Extract, text: str, canton: str | None) -> None:
    assert extract(text).facts.canton == canton
