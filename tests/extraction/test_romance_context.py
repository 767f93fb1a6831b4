"""What French and Italian texts say of money around its amount: parts, shares, old values, chapters, and names."""

from collections.abc import Callable

import pytest

from pipeline.extraction.extract import extract_records
from pipeline.records import Document, Funding, Records

Extract = Callable[[str], Records]


def only(records: Records, amount: float) -> Funding:
    """The row of an amount."""
    (row,) = (row for row in records.funding if row.amount_chf == amount)
    return row


def test_who_shares_a_sum_is_told_in_the_next_sentence(extract: Extract) -> None:
    records = extract(
        "Le Grand Conseil a voté mardi l'enveloppe du programme d'intégration cantonal. Celle-ci se monte à 12 "
        "millions de francs pour les années 2018 à 2021. La Confédération en assume 9 millions, le canton le solde. Un "
        "amendement qui voulait retrancher 700 000 francs a été balayé par 92 voix contre 16."
    )
    assert only(records, 12_000_000).payer == "bund_kanton"
    assert (only(records, 700_000).role, only(records, 700_000).status) == ("rejected", "requested")


@pytest.mark.parametrize(
    ("text", "amount", "expected"),
    [
        (
            "Le PIC 3 coûte 1,4 million par an, à raison de 60 % à la Confédération et de 40 % au canton.",
            1_400_000,
            ("bund_kanton", "per_year"),
        ),
        (
            "Messaggio n. 8302 del 30 agosto 2023\n\nVi sottoponiamo la richiesta d'un credito di 5,1 milioni.",
            5_100_000,
            ("kanton", "total"),
        ),
        (
            "Per ciascuno dei quattro anni del PIC 2 la Confederazione mette a disposizione 1,1 milioni di franchi.",
            1_100_000,
            ("bund", "per_year"),
        ),
        (
            "Le PIC 3 dispose de 8 millions de francs. Deux tiers de cette somme proviennent de Berne.",
            8_000_000,
            ("mixed", "total"),
        ),
        (
            "Le canton a dépensé 9 millions pour le PIC 1, dont 6,2 millions à charge de la Confédération.",
            6_200_000,
            ("bund", "total"),
        ),
        (
            "Al PIC 2 la Confederazione versa ogni anno 1,3 milioni, il Cantone 1,1 milioni.",
            1_100_000,
            ("kanton", "per_year"),
        ),
        (
            "Le canton paie 12 francs la leçon pour les cours de français.",
            12,
            ("kanton", "per_unit"),
        ),
        (
            "300 000 francs par an sont alloués aux projets d'intégration: 120 000 francs viennent du canton.",
            120_000,
            ("kanton", "per_year"),
        ),
    ],
)
def test_whose_money_and_for_which_time(extract: Extract, text: str, amount: float, expected: tuple[str, str]) -> None:
    row = only(extract(text), amount)
    assert (row.payer, row.basis) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Le Grand Conseil doit encore se prononcer sur le crédit de 6,6 millions pour le PIC 3.",
        "Il Gran Consiglio dovrà ancora pronunciarsi sul credito di 6,6 milioni per il PIC 3.",
        "Le Conseil d'État avait demandé 6,6 millions pour le PIC 3.",
    ],
)
def test_what_is_not_decided_yet_is_asked_for(extract: Extract, text: str) -> None:
    assert only(extract(text), 6_600_000).status == "requested"


def test_the_chapter_of_an_area_holds_money_of_integration(document: Callable[[str], Document]) -> None:
    page = (
        "<html lang='fr'><body><h1>Rapport annuel 2024</h1><p>Bureau de l'intégration des migrants</p>"
        "<h2>Langue</h2><p>131 cours ont été subventionnés pour un montant total de CHF 84 200.-. L'offre « Lire en "
        "ville » a accueilli 212 personnes.</p>"
        "<h2>Petite enfance</h2><p>CHF 46 750.- ont été versés à sept communes.</p></body></html>"
    )
    records = extract_records(document(page))
    assert [(row.foerderbereich, row.is_integration, row.payer) for row in records.funding] == [
        ("sprache", True, "unknown"),
        ("fruehe_kindheit", True, "unknown"),
    ]
    assert [row.title for row in records.measures] == ["Offre « Lire en ville »"]


def test_the_number_of_a_motion_and_an_earlier_programme_are_no_period(extract: Extract) -> None:
    records = extract(
        "Réponse du Conseil d'État à la motion 2021-GC-118. Le PIC 2 prolonge l'expérience de 2014 à 2017. Il dispose "
        "chaque année de 2,2 millions de francs."
    )
    (row,) = records.funding
    assert (row.period_start, row.period_end) == (2018, 2021)


def test_those_who_share_the_costs_are_told_before_the_sum(extract: Extract) -> None:
    records = extract(
        "La Confédération, le canton et les communes se partagent les coûts. Le programme d'intégration cantonal "
        "dispose de 3,1 millions par an."
    )
    assert only(records, 3_100_000).payer == "mixed"


@pytest.mark.parametrize(
    "text",
    [
        "La Confédération verse 18 000 francs de forfait d'intégration par réfugié, aussi pour des cours de français.",
        "La somma forfettaria per l'integrazione è di 18 000 franchi per rifugiato e permette corsi di italiano.",
    ],
)
def test_the_lump_sum_per_head_is_for_all_areas(extract: Extract, text: str) -> None:
    row = only(extract(text), 18_000)
    assert (row.instrument, row.basis, row.foerderbereich) == ("ip", "per_person", None)


def test_the_years_of_another_programme_told_after_it_are_not_those_of_the_credit(extract: Extract) -> None:
    records = extract(
        "Message accompagnant un crédit pour le programme d'intégration cantonal 2024-2027\n\n"
        "Nous avons l'honneur de vous soumettre un crédit de 5,6 millions. Pour les années 2018-2021, le Grand Conseil "
        "avait accordé 4,9 millions."
    )
    row = only(records, 5_600_000)
    assert (row.period_start, row.period_end, row.status) == (2024, 2027, "requested")


@pytest.mark.parametrize(
    ("text", "amount", "expected"),
    [
        (
            "Le Conseil fédéral a décidé d'allouer 240 millions au programme d'intégration cantonal.",
            240_000_000,
            ("approved", None),
        ),
        ("Le forfait d'intégration par réfugié est passé à 18 000 francs.", 18_000, ("approved", None)),
        ("Le canton a libéré 3,4 millions pour la mise en œuvre du PIC 3 en 2024.", 3_400_000, ("approved", 2024)),
        ("Il programma dispone di 2 milioni per il PIC 3 nel 2025.", 2_000_000, ("planned", 2025)),
    ],
)
def test_what_was_decided_and_in_which_year(
    extract: Extract, text: str, amount: float, expected: tuple[str, int | None]
) -> None:
    row = only(extract(text), amount)
    assert (row.status, row.period_end) == expected


def test_the_integration_of_other_things_is_another_field(extract: Extract) -> None:
    text = (
        "Le fonds cantonal recevra 4 millions de francs par an pour l'intégration des énergies renouvelables au réseau."
    )
    assert not only(extract(text), 4_000_000).is_integration


@pytest.mark.parametrize(
    ("text", "canton"),
    [
        ("(Sion, le 12 octobre 2023).- Le programme a été présenté aux communes.", "VS"),
        ("Sedute del Governo: la strada resta chiusa fino alla fine dell'anno.", "GR"),
        ("Les électeurs jurassiens ont choisi; les associations vont s'organiser en conséquence.", "JU"),
    ],
)
def test_the_canton_is_told_by_a_dateline_or_an_adjective(extract: Extract, text: str, canton: str) -> None:
    assert extract(text).facts.canton == canton


def test_bare_parliament_beside_the_federal_council_spends_federal_money(extract: Extract) -> None:
    text = (
        "Le Conseil fédéral demande au Parlement de libérer 30 millions de francs par an pour les programmes "
        "d'intégration cantonaux (PIC)."
    )
    (row,) = extract(text).funding
    assert (row.payer, row.status) == ("bund", "requested")


def test_sum_split_among_all_without_the_lump_sums_that_are_added(extract: Extract) -> None:
    text = (
        "Le programme d'intégration cantonal est doté d'une enveloppe annuelle de 1,8 million, répartie entre la "
        "Confédération, le canton et les communes, à laquelle s'ajoutent les forfaits d'intégration."
    )
    (row,) = extract(text).funding
    assert (row.payer, row.instrument, row.ip_scope) == ("mixed", "kip_total", "excluded")


@pytest.mark.parametrize(
    ("text", "payers"),
    [
        # The rest of a sum told before both is not the rest of what one pays.
        (
            (
                "Le programme d'intégration cantonal coûte 6 millions de francs. Les communes contribueront à hauteur "
                "de 900'000 francs. Le solde, soit 5,1 millions de francs, incombe à l'Etat."
            ),
            ["gemeinden", "kanton"],
        ),
        (
            (
                "Le canton verse à l'association 40'000 francs par an au titre du programme d'intégration. Le solde, "
                "soit 12'000 francs, est à la charge de la ville de Sierre."
            ),
            ["kanton", "gemeinden"],
        ),
        # Thirds of the costs are thirds of the sum told before.
        (
            (
                "Per i programmi d'integrazione cantonali sono stanziati ogni anno 90 milioni di franchi. La "
                "Confederazione si assume due terzi dei costi, i Cantoni e i Comuni coprono il terzo rimanente."
            ),
            ["mixed"],
        ),
        (
            (
                "Les moyens du PIC se montent à 2,7 millions de francs par an : 1,5 million de la Confédération et 1,2 "
                "million du canton."
            ),
            ["bund_kanton", "bund", "kanton"],
        ),
        (
            (
                "Par arrêté, une contribution de 60'000 francs est octroyée pour les cours d'intégration, à la charge "
                "de la rubrique 3636.10."
            ),
            ["kanton"],
        ),
    ],
)
def test_whose_money_it_is(extract: Extract, text: str, payers: list[str]) -> None:
    rows = extract(text).funding
    assert [row.payer for row in rows][-len(payers) :] == payers


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (
            (
                "La Commission des finances recommande, par 9 voix contre 4, d'accepter le crédit de 2 millions de "
                "francs pour le programme d'intégration."
            ),
            "requested",
        ),
        (
            (
                "Rapport à l'appui d'un projet de décret portant octroi d'un crédit d'engagement de 5 millions de "
                "francs pour le programme d'intégration cantonal"
            ),
            "requested",
        ),
        ("Le gouvernement bernois a autorisé une dépense annuelle de 80'000 francs pour l'intégration.", "approved"),
        # A relative clause in the present after a past one.
        (
            (
                "Les cantons ont élaboré un plan d'intégration des réfugiés qui implique un coût de 12 millions de "
                "francs par an."
            ),
            "planned",
        ),
        ("La somma forfettaria per l'integrazione ammonta attualmente a 18 000 franchi per persona.", "approved"),
    ],
)
def test_what_became_of_the_money(extract: Extract, text: str, status: str) -> None:
    assert extract(text).funding[0].status == status


@pytest.mark.parametrize(
    "text",
    [
        (
            "L'agenda intégration inclut une hausse du forfait fédéral d'intégration par décision d'admission "
            "provisoire ou d'asile de 6000 à 18 000 francs."
        ),
        (
            "L'agenda integrazione prevede un aumento della somma forfettaria per l'integrazione, pagata dalla "
            "Confederazione per ogni decisione d'asilo, da 6000 a 18 000 franchi."
        ),
    ],
)
def test_an_old_value_and_a_new_one_far_from_their_verb(extract: Extract, text: str) -> None:
    roles = [(row.amount_chf, row.role) for row in extract(text).funding]
    assert roles == [(6000, "superseded"), (18_000, "level")]


def test_a_new_period_is_that_of_the_programme(extract: Extract) -> None:
    records = extract(
        "Rapport sur le programme d'intégration cantonal 2024-2027\n\nPour la période 2018-2021, le programme "
        "d'intégration a reçu 4,8 millions de francs. Pour la nouvelle période, la contribution fédérale s'élève à 1,3 "
        "million de francs par an."
    )
    assert [(row.period_start, row.period_end) for row in records.funding] == [(2018, 2021), (2024, 2027)]


def test_what_is_asked_last_year_is_of_the_year_before(extract: Extract) -> None:
    records = extract(
        "Le budget 2024 prévoit 1,9 million de francs pour le programme d'intégration. L'an dernier, 1,75 million "
        "avait été dépensé."
    )
    assert [row.period_start for row in records.funding] == [2024, 2023]


def test_money_of_another_act_is_not_of_the_years_before(extract: Extract) -> None:
    records = extract(
        "Le Conseil d'Etat a alloué 600 000 francs à des cours de français pour migrants de 2024 à 2027. Il a par "
        "ailleurs attribué 95 000 francs à un lieu d'accueil pour femmes migrantes."
    )
    assert only(records, 95_000).period_start is None


@pytest.mark.parametrize(
    ("text", "payers"),
    [
        # Offers of towns, and foundations in a list of those who get money, pay nothing.
        ("Le Conseil d'Etat prévoit d'allouer 350'000 francs aux projets d'intégration des communes.", ["kanton"]),
        (
            (
                "Subventions 2024 du canton à l'intégration des étrangers :\n- Fondation Relais, cours de français : "
                "60'000 francs\n- Association Lire, intégration des migrants : 21'000 francs"
            ),
            ["kanton", "kanton"],
        ),
        (
            (
                "Les moyens fédéraux pour l'intégration pourraient augmenter de 132 millions pour atteindre plus de "
                "210 millions de francs par an."
            ),
            ["bund", "bund"],
        ),
    ],
)
def test_those_who_get_money_pay_nothing(extract: Extract, text: str, payers: list[str]) -> None:
    assert [row.payer for row in extract(text).funding] == payers


def test_the_name_of_an_office_tells_no_area(extract: Extract) -> None:
    text = (
        "Le Bureau cantonal pour l'intégration des étrangers et la prévention du racisme dispose de 2,4 millions de "
        "francs par an pour les mesures d'intégration."
    )
    assert extract(text).funding[0].foerderbereich is None


def test_the_lump_sum_that_is_paid_is_in_force(extract: Extract) -> None:
    text = "La Confédération verse aux cantons un forfait d'intégration de 18'000 francs par personne réfugiée."
    assert extract(text).funding[0].status == "approved"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "Le canton met 5,6 millions sur la table pour intégrer ses migrants. Le reste est à la charge de la "
                "Confédération (2,8 millions)."
            ),
            [(5.6e6, "bund_kanton", True), (2.8e6, "bund", True)],
        ),
        (
            (
                "Il credito di 6,8 milioni è finanziato per il 60% da Berna e per il 40% dal Cantone. Serve al "
                "programma d'integrazione cantonale."
            ),
            [(6.8e6, "bund_kanton", True)],
        ),
        ("Le Jura consacrera 640'000 francs par an à l'intégration.", [(640_000, "kanton", True)]),
        # Other things are integrated too.
        ("Le Jura consacrera 640'000 francs par an à l'intégration des systèmes.", [(640_000, "kanton", False)]),
    ],
)
def test_money_told_as_the_press_tells_it(extract: Extract, text: str, expected: list[tuple[float, str, bool]]) -> None:
    assert [(row.amount_chf, row.payer, row.is_integration) for row in extract(text).funding] == expected


def test_berne_that_pays_is_no_canton(extract: Extract) -> None:
    assert (
        extract("Il PIC 3 costerà 14 milioni di franchi: metà li mette Berna, il resto il Cantone.").facts.canton
        is None
    )
