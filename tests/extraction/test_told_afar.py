"""What a note, a heading, an account or the next sentence says of an amount that says nothing of it itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.records import Records

Extract = Callable[[str], Records]

# Text, amount, attribute and its value: each told away from the amount.
TOLD = (
    ("Das Amt richtet Beiträge an Integrationsprojekte aus, Fr. 2000.– pro Projekt.", 2_000, ("period_start", None)),
    (
        "Im letzten Jahr des KIP 1 gab der Kanton Nidwalden für die Integration Fr. 300'000 aus.",
        300_000,
        ("period_start", 2017),
    ),
    (
        "Der Kanton Uri zahlte für das KIP 2019 Fr. 400'000, 2020 Fr. 500'000 und im Jahr darauf Fr. 600'000.",
        600_000,
        ("period_start", 2021),
    ),
    (
        "Der Kanton Uri zahlte für das KIP 2019 Fr. 400'000, 2020 Fr. 500'000 und im Jahr darauf Fr. 600'000.",
        500_000,
        ("status", "spent"),
    ),
    (
        "Vom Bund kommen jährlich 210'000 Franken für das KIP 3; bisher waren es 138'000 Franken gewesen.",
        138_000,
        ("period_start", None),
    ),
    (
        "Vom Bund kommen jährlich 210'000 Franken für das KIP 3; bisher waren es 138'000 Franken gewesen.",
        138_000,
        ("basis", "per_year"),
    ),
    (
        (
            "Der Bundesrat zahlt den Kantonen für Personen mit Schutzstatus S 3000 Franken pro Person und Jahr.\n\n"
            "Dafür wurden 2022 rund 140 Millionen Franken ausbezahlt."
        ),
        140_000_000,
        ("instrument", "status_s"),
    ),
    (
        "Integrationsförderkredit 2018–2021. Der Nationalrat hat den Betrag von 110 Millionen Franken bewilligt.",
        110_000_000,
        ("instrument", "ifk"),
    ),
    (
        (
            "Für die Integrationsagenda in den Gemeinden wird Fr. 20'000'000 bewilligt. Die Ausgabe wird "
            "vollständig aus der Integrationspauschale des Bundes gedeckt."
        ),
        20_000_000,
        ("instrument", "ip"),
    ),
    (
        (
            "Der Bund leistet aus dem Integrationsförderkredit pro Jahr CHF 200'000, für die Vertragsdauer 2024–2027 "
            "somit CHF 800'000."
        ),
        800_000,
        ("instrument", "ifk"),
    ),
    (
        "KIP 3 in Uri\n\nDer Kanton gibt 90'000 Franken für die Beratung aus.\n\nAlle Beträge in Franken pro Jahr.",
        90_000,
        ("basis", "per_year"),
    ),
    (
        "Finanzierung KIP 3 (jährlich)\n\nFür die Sprachkurse sind 310'000 Franken eingestellt.",
        310_000,
        ("basis", "per_year"),
    ),
    (
        "Das Amt fördert die Integration mit 80'000 Franken. In den Folgejahren rechnet es mit 30'000 Franken.",
        30_000,
        ("basis", "per_year"),
    ),
    (
        "Zugezogene erhalten einen Gutschein für einen Deutschkurs. Er ist 150 Franken wert.",
        150,
        ("unit", "voucher"),
    ),
    (
        "Kosten des Integrationsprogramms pro Teilnehmerin:\n\n- Deutschkurs: 900 Franken\n- Lehrmittel: 60 Franken\n",
        900,
        ("unit", "participant"),
    ),
    (
        "Der Landrat hat 2019 für die Integration der Flüchtlinge einen Kredit von 3,2 Mio. Franken bewilligt.",
        3_200_000,
        ("basis", "total"),
    ),
    (
        "Die Ausgabe von 70'000 Franken für Kurse des KIP 3 wird zulasten der Erfolgsrechnung 2025 bewilligt.",
        70_000,
        ("period_end", 2025),
    ),
    (
        "Beitrag des Kantons an die Stadt Chur\n\nFür die Integrationsförderung werden 60'000 Franken ausgerichtet.",
        60_000,
        ("payer", "kanton"),
    ),
    (
        "Das Integrationsprojekt der Caritas kostet 48'000 Franken. Finanziert wird es von Bund und Kanton.",
        48_000,
        ("payer", "bund_kanton"),
    ),
    (
        "Zulasten Konto 3636.10 werden dem HEKS für die Integration von Flüchtlingen 38'500 Franken ausbezahlt.",
        38_500,
        ("payer", "kanton"),
    ),
    (
        "Der Gemeinderat Altdorf belastet das Konto 3636.10 für Deutschkurse mit 8'500 Franken.",
        8_500,
        ("payer", "gemeinden"),
    ),
    (
        "Kanton Uri: Gestützt auf die Vereinbarung mit dem SEM werden für die Integration 410'000 Franken bewilligt.",
        410_000,
        ("payer", "kanton"),
    ),
    (
        "8 Mio. Franken kostet das Integrationsprogramm. Der Bund zahlt jährlich 1,2 Mio., der Kanton 0,8 Mio.",
        8_000_000,
        ("payer", "bund_kanton"),
    ),
    (
        "Der Bund zahlt aus dem Integrationsförderkredit 600'000 Franken in vier Jahrestranchen von 150'000 Franken.",
        150_000,
        ("instrument", "ifk"),
    ),
    (
        "Die Fachstelle Integration unterstützt Projekte von Vereinen mit bis zu 4'000 Franken.",
        4_000,
        ("basis", "per_unit"),
    ),
    (
        "Projektausschreibung 2025\n\nAus dem KIP 3 sind dafür insgesamt 1,4 Millionen Franken vorgesehen.",
        1_400_000,
        ("period_end", 2025),
    ),
    (
        "Für das KIP 3 rechnet die Regierung mit 16 Mio. Franken; auf die Gemeinden entfielen 5 Mio. Franken.",
        5_000_000,
        ("status", "planned"),
    ),
    (
        "Uri: Für das Integrationsprogramm sieht der Regierungsrat zusammen mit den Gemeinden 700'000 Franken vor.",
        700_000,
        ("payer", "mixed"),
    ),
)


@pytest.mark.parametrize(("text", "amount", "told"), TOLD)
def test_what_is_told_away_from_an_amount_is_said_of_it(
    extract: Extract, text: str, amount: float, told: tuple[str, object]
) -> None:
    (row,) = [row for row in extract(text).funding if row.amount_chf == amount]
    assert getattr(row, told[0]) == told[1]


def test_what_bodies_ask_of_each_other_is_not_what_a_rejected_motion_loses(extract: Extract) -> None:
    text = (
        "Der Landrat hat dem Kredit mit 61 zu 22 Stimmen zugestimmt. Die SVP kritisierte das 1,5 Millionen Franken "
        "teure Integrationsprogramm, unterlag aber mit ihrem Rückweisungsantrag."
    )
    (row,) = extract(text).funding
    assert row.role == "level"


def test_counts_before_the_act_and_a_subject_told_by_a_pronoun(extract: Extract) -> None:
    minutes = "Integrationsprogramm. Schlussabstimmung: Ja 79, Nein 27. Der Kantonsrat genehmigt den Kredit."
    (act,) = extract(minutes).decisions
    assert (act.votes_yes, act.votes_no) == (79, 27)
    news = (
        "Die Regierung hat das Integrationsprogramm gutgeheissen. Im Weiteren hat sie einen Beitrag von 5'000 Franken "
        "gesprochen."
    )
    assert len(extract(news).decisions) == 2
    count = "Der Landrat beriet das KIP 3. In der Schlussabstimmung passierte es mit 57:23. Ob es gilt, ist offen."
    assert extract(count).decisions[-1].votes_no == 23
