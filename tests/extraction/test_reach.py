"""How far a statement reaches: a dispositive its decision, a heading its section, an offer the money beside it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.records import Records

Extract = Callable[[str], Records]

DECISION = """Regierungsrat des Kantons Zug
Beschluss Nr. 2031/2023
Sitzung vom 4. Juli 2023
Kantonales Integrationsprogramm 2024–2027 (KIP 3); Genehmigung

1. Sachverhalt

Der Bund leistet aus dem Integrationsförderkredit 410'000 Franken pro Jahr.

Kanton und Gemeinden bringen zusammen 420'000 Franken pro Jahr auf.

Die Integrationspauschale von Fr. 18'000.– je Flüchtling ist darin nicht enthalten.

Für die Deutschkurse werden 95'000 Franken pro Jahr eingesetzt.

2. Beschluss

Der Regierungsrat beschliesst:

1. Das Kantonale Integrationsprogramm 2024–2027 wird genehmigt.

2. Für die Jahre 2024 bis 2027 wird ein Kantonsbeitrag von Fr. 1'120'000.– bewilligt.

Beschluss Nr. 2031/2023
"""

BILL = """Bericht und Antrag des Regierungsrates an den Landrat des Kantons Nidwalden

Verpflichtungskredit für das Kantonale Integrationsprogramm 2024–2027 (KIP 3)

1. Ausgangslage

Am 3. Juni 2021 hat der Landrat für das KIP 2bis einen Kredit von 140'000 Franken für die Jahre 2022 und 2023 bewilligt.

Kanton und Gemeinden zahlen zusammen 175'000 (150'000) Franken pro Jahr.

2. Antrag

Der Landrat beschliesst:

1. Für das Kantonale Integrationsprogramm wird für die Jahre 2024 bis 2027 ein Kredit von 380'000 Franken bewilligt.
"""

PROGRAMME = "Der Kanton Uri führt das Kantonale Integrationsprogramm (KIP 3) 2024–2027 weiter. "


def by_amount(records: Records) -> dict[float, tuple[str, str]]:
    return {row.amount_chf or 0.0: (row.status, row.payer) for row in records.funding}


def test_the_dispositive_approves_and_its_grounds_expect(extract: Extract) -> None:
    records = extract(DECISION)
    assert by_amount(records) == {
        410_000: ("planned", "bund"),
        420_000: ("planned", "mixed"),
        18_000: ("approved", "bund"),
        95_000: ("planned", "unknown"),
        1_120_000: ("approved", "kanton"),
    }
    told = {row.amount_chf: (row.ip_scope, row.foerderbereich) for row in records.funding}
    assert told[420_000] == ("excluded", None)
    assert told[95_000][1] == "sprache"


def test_the_dispositive_of_a_bill_asks_and_an_old_value_in_brackets_shares_its_unit(extract: Extract) -> None:
    rows = {row.amount_chf: row for row in extract(BILL).funding}
    assert {amount: row.status for amount, row in rows.items()} == {
        140_000: "approved",
        175_000: "planned",
        150_000: "spent",
        380_000: "requested",
    }
    assert (rows[175_000].basis, rows[175_000].period_start, rows[150_000].role) == ("per_year", 2024, "superseded")


@pytest.mark.parametrize(
    ("sentence", "area"),
    [
        ("Für Sprachkurse sind 45'000 Franken im Jahr eingestellt.", "sprache"),
        ("An die Spielgruppen mit Sprachförderung gehen 30'000 Franken pro Jahr.", "fruehe_kindheit"),
        ("Das Jobcoaching kommt auf 82'000 Franken jährlich zu stehen.", "ausbildung_arbeit"),
        ("Der Beitrag an den Dolmetschdienst beträgt 26'000 Franken pro Jahr.", "dolmetschen"),
        ("Die Anlaufstelle gegen Rassismus erhält 40'000 Franken im Jahr.", "vielfalt_diskriminierungsschutz"),
        ("Für Sprachkurse und Dolmetscheinsätze sind 45'000 Franken eingestellt.", None),
        ("Das Programm kostet 900'000 Franken und trägt etwa Deutschkurse.", None),
    ],
)
def test_an_amount_is_for_the_offer_it_pays(extract: Extract, sentence: str, area: str | None) -> None:
    assert [row.foerderbereich for row in extract(PROGRAMME + sentence).funding] == [area]


def test_the_shares_of_three_payers_are_told_in_the_next_sentence(extract: Extract) -> None:
    text = PROGRAMME + (
        "Die Kosten betragen in den vier Jahren 800'000 Franken. Der Bund trägt die Hälfte, Kanton und Gemeinden "
        "übernehmen je einen Viertel."
    )
    (row,) = extract(text).funding
    assert (row.payers, row.payer_shares) == (("bund", "kanton", "gemeinden"), (0.5, 0.25, 0.25))


def test_what_is_left_over_or_pledged_and_thousands_behind_the_number(extract: Extract) -> None:
    text = PROGRAMME + (
        "Der Kanton zahlt 60 TCHF pro Jahr. Eine Stiftung hat für die vier Jahre 2024 bis 2027 20'000 "
        "Franken zugesagt. "
        "Im Vorjahr blieben 5'000 Franken unverbraucht."
    )
    rows = [(row.amount_chf, row.status, row.role) for row in extract(text).funding]
    assert rows[:2] == [(60_000, "planned", "level"), (20_000, "planned", "level")]
    assert rows[2][2] == "saving"
