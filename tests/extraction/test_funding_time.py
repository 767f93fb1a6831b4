"""Basis and years of an amount that are told elsewhere than beside it: for a list, of its whole, before and after."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.records import Records

Extract = Callable[[str], Records]
PROGRAMME = "Der Kanton Uri führt das Kantonale Integrationsprogramm (KIP 3) 2024–2027 weiter. "


def bases(records: Records) -> list[str]:
    return [row.basis for row in records.funding]


@pytest.mark.parametrize(
    "text",
    [
        "Die jährlichen Beiträge verteilen sich so: Sprache 120'000 Franken, Beratung 60'000 Franken.",
        "Finanzierung pro Jahr. Der Bund zahlt 210'000 Franken. Vom Kanton kommen 105'000 Franken.",
        "1,3 Millionen Franken zahlt der Bund und 1,1 Millionen der Kanton – jedes Jahr.",
        "Der Bund zahlt 210'000 Franken, der Kanton 105'000 Franken. Diese Beträge gelten pro Jahr.",
        "Der Bund zahlt jährlich 210'000 Franken, der Kanton selbst 105'000 und die Gemeinden 305'000 Franken.",
        "Die Kosten betragen 510'000 Franken pro Jahr; die Hälfte, 255'000 Franken, deckt der Bund.",
        "Die Kosten betragen 510'000 Franken pro Jahr. Weitere 90'000 Franken kosten die Kurse.",
        "Der grösste Posten im Budget von 280'000 Franken pro Jahr sind mit 150'000 Franken die Kurse.",
        "Alle Angaben verstehen sich pro Jahr. Bund 210'000 Franken, Kanton 105'000 Franken.",
        "Wie viel kostet das im Jahr? 380'000 Franken. Und der Anteil des Bundes? 250'000 Franken.",
        "Der Beitrag steigt auf 120'000 Franken pro Jahr. Bisher waren es 90'000 Franken.",
    ],
)
def test_what_is_said_of_all_amounts_makes_each_yearly(extract: Extract, text: str) -> None:
    found = bases(extract(PROGRAMME + text))
    assert len(found) > 1
    assert set(found) == {"per_year"}


def test_an_item_of_a_list_has_what_its_lead_says(extract: Extract) -> None:
    text = (
        PROGRAMME + "Jährliche Beiträge an Projekte:\n\n- Lernatelier: 30'000 Franken\n- Sprachcafé: 12'000 Franken\n"
    )
    assert bases(extract(text)) == ["per_year", "per_year"]


@pytest.mark.parametrize(
    "text",
    [
        "Die Kurse kosten 510'000 Franken pro Jahr. Für 2024 bis 2027 zahlt der Bund 400'000 Franken.",
        "Für die jährlichen Kurse gibt es Geld: Der Kanton zahlt für alle vier Jahre 400'000 Franken.",
        "Der Bund zahlt 400'000 Franken, jährlich finden zwölf Anlässe statt.",
        "Die Beratung kostet 85'000 Franken pro Jahr, der Bund zahlt eine Anschubfinanzierung von 20'000 Franken.",
    ],
)
def test_what_is_for_all_years_or_paid_once_is_not_yearly(extract: Extract, text: str) -> None:
    assert bases(extract(PROGRAMME + text))[-1] == "total"


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Im Jahr 2019 haben Bund und Kanton für das KIP 2 rund 210'000 Franken ausgegeben.", (2019, 2019)),
        ("Ab 2024 für vier Jahre zahlt der Kanton 240'000 Franken.", (2024, 2027)),
        ("Der Kanton zahlt von 2022 an 240'000 Franken.", (2022, None)),
        ("Von Anfang 2022 bis Mitte 2024 kostet das Projekt für Geflüchtete 180'000 Franken.", (2022, 2024)),
        ("Vom 1. Januar 2024 bis zum 31. Dezember 2026 zahlt der Kanton 160'000 Franken.", (2024, 2026)),
        ("Bis Ende 2025 stehen für Sprachkurse 350'000 Franken zur Verfügung.", (None, 2025)),
        ("2021 bewilligte der Landrat für Sprachkurse 120'000 Franken.", (None, None)),
        ("Der Landrat sprach 2017 für Sprachkurse 90'000 Franken.", (None, None)),
        ("2024 zahlt der Kanton 90'000 Franken an Sprachkurse. Im Jahr davor waren es 80'000 Franken.", (2023, 2023)),
        ("2024 und 2025 sind es 90'000 Franken, in den beiden Folgejahren je 60'000 Franken.", (None, None)),
        ("Der Beitrag an die Sprachkurse steigt ab 2024 auf 90'000 Franken, bisher waren es 60'000.", (None, None)),
    ],
)
def test_years_of_what_lasts_and_of_what_went_before(
    extract: Extract, text: str, years: tuple[int | None, int | None]
) -> None:
    row = extract("Der Kanton Uri fördert die Integration der Geflüchteten. " + text).funding[-1]
    assert (row.period_start, row.period_end) == years


def test_a_programme_before_a_number_is_no_range_and_no_decimal(extract: Extract) -> None:
    text = (
        "Das KIP 2 des Kantons Uri kostete 1,2 Millionen Franken, das KIP 2bis 650'000 Franken, das KIP 3,8 Millionen."
    )
    assert [(row.amount_chf, row.period_start) for row in extract(text).funding][:2] == [
        (1_200_000, 2018),
        (650_000, 2022),
    ]


def test_a_rate_is_counted_and_dated_by_the_sentence_before(extract: Extract) -> None:
    text = (
        "Kanton Uri: Ansätze 2025 für Deutschkurse von Geflüchteten. Der Beitrag wird pro Lektion berechnet. "
        "Er beträgt 45 Franken. An jede vor Ort geleistete Stunde der Kinderbetreuung zahlt der Kanton 20 Franken."
    )
    rows = [(row.unit, row.period_start, row.period_end) for row in extract(text).funding]
    assert rows == [("lesson", 2025, 2025), ("hour", 2025, 2025)]


def test_the_year_of_a_bracket_is_that_of_its_amount(extract: Extract) -> None:
    text = (
        "2024 kostet das KIP 3 den Kanton Uri 400'000 Franken. "
        "90'000 Franken gehen an Kurse (2022 waren es 80'000 Franken)."
    )
    assert [row.period_start for row in extract(text).funding] == [2024, 2024, 2022]


def test_instalments_partners_and_ones_own_share_of_a_yearly_sum(extract: Extract) -> None:
    text = PROGRAMME + (
        "Der Kredit beträgt 780'000 Franken, aufgeteilt in vier Tranchen von 195'000 Franken. "
        "Der Kanton zahlt jährlich 110'000 Franken. Der Bund steuert 140'000 Franken bei."
    )
    assert bases(extract(text)) == ["total", "per_year", "per_year", "per_year"]


def test_a_sum_right_after_a_yearly_amount_is_not_yearly_and_heads_are_told_before(extract: Extract) -> None:
    text = (
        "Beantragt werden für das KIP 3 des Kantons Uri 260'000 Franken pro Jahr, insgesamt 1'040'000 Franken. "
        "Die Integrationspauschale wird einmal pro Person ausbezahlt. "
        "Früher waren es 6000 Franken, heute sind es 18 000 Franken."
    )
    assert bases(extract(text)) == ["per_year", "total", "per_person", "per_person"]
