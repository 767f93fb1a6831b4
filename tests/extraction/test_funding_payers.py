"""Whose money an amount is, in the ways German running text tells it; the sentences are written for these tests."""

from collections.abc import Callable

import pytest

from pipeline.records import Records

Extract = Callable[[str], Records]

INTRO = "Der Kanton Thurgau führt das Kantonale Integrationsprogramm KIP 3 für die zugewanderte Bevölkerung. "


@pytest.mark.parametrize(
    ("text", "payer"),
    [
        ("Das Programm kostet 6 Millionen Franken, wovon der Bund die Hälfte trägt.", "mixed"),
        ("Die Gesamtkosten betragen 4 Millionen Franken, zwei Drittel davon kommen vom Bund.", "mixed"),
        (
            "Für das KIP stehen 900'000 Franken bereit: 500'000 Franken kommen vom Bund, 400'000 Franken vom Kanton.",
            "bund_kanton",
        ),
        ("Es kostet 640'000 Franken. Davon zahlt der Kanton 200'000 Franken, den Rest Bund und Gemeinden.", "mixed"),
        ("Für die Kurse sind 300'000 Franken nötig. Bund und Kanton tragen je die Hälfte.", "bund_kanton"),
        ("Für 2024 bis 2027 sind 5 Millionen Franken vorgesehen, die Integrationspauschale eingerechnet.", "mixed"),
        ("An die Kosten von 800'000 Franken zahlt der Bund 400'000 Franken.", "mixed"),
        ("Der Kanton trägt die Hälfte der Kosten von 900'000 Franken, den Rest die Gemeinden.", "mixed"),
        ("Der Kanton trägt 2 Millionen Franken, daran zahlt der Bund 1 Million Franken.", "bund_kanton"),
        (
            "Von den 800'000 Franken trägt der Kanton zwei Drittel, den Rest übernehmen die Gemeinden.",
            "mixed",
        ),
        (
            "2025 sind 700'000 Franken nötig, ein Drittel zulasten der Gemeinden, der Rest zulasten des Kantons.",
            "mixed",
        ),
    ],
)
def test_a_sum_is_paid_by_all_who_share_it(extract: Extract, text: str, payer: str) -> None:
    assert extract(INTRO + text).funding[0].payer == payer


@pytest.mark.parametrize(
    ("text", "payer"),
    [
        ("Davon übernimmt die Gemeinde 40'000 Franken, den Rest zahlen Bund und Kanton.", "gemeinden"),
        ("Der Beitrag des Kantons macht 250'000 Franken aus.", "kanton"),
        ("Im KIP geht es um 1,2 Millionen Franken des Kantons.", "kanton"),
        ("Der Bund überweist dem Kanton jährlich 1,4 Millionen Franken.", "bund"),
        ("Den Kanton kommt das auf 600'000 Franken zu stehen.", "kanton"),
        ("Vom KIP verbleiben dem Kanton Kosten von 120'000 Franken.", "kanton"),
        ("Vereine und Private können ein Gesuch einreichen; der Kanton zahlt höchstens 5'000 Franken.", "kanton"),
        ("Gemeinden können Beiträge beantragen, der Kanton gewährt 20'000 Franken.", "kanton"),
        ("Die Gemeinden leisten jährlich 310'000 Franken.", "gemeinden"),
        ("Mit jährlich 300'000 Franken unterstützt der Kanton die Gemeinden.", "kanton"),
        ("Bern überweist dafür 1,1 Millionen Franken.", "bund"),
        ("Der Regierungsrat spricht 450'000 Franken aus dem Lotteriefonds.", "dritte"),
    ],
)
def test_the_payer_beside_the_amount_wins_over_who_receives_or_applies(extract: Extract, text: str, payer: str) -> None:
    assert extract(INTRO + text).funding[0].payer == payer


def test_money_the_cantons_receive_is_federal(extract: Extract) -> None:
    text = (
        "Zur Integrationsförderung erhalten die Kantone jährlich 40 Millionen Franken. "
        "Für die Integrationsvorlehre wurden den beteiligten Kantonen 2022 insgesamt 8 Millionen Franken ausbezahlt."
    )
    assert [row.payer for row in extract(text).funding] == ["bund", "bund"]


def test_an_old_value_has_the_payer_of_the_new_one(extract: Extract) -> None:
    text = INTRO + "Der Kanton gibt pro Lektion neu 11 Franken. Zuvor waren es 14 Franken."
    assert [(row.payer, row.role) for row in extract(text).funding] == [("kanton", "level"), ("kanton", "superseded")]


def test_who_pays_is_told_in_the_sentence_before_a_tariff(extract: Extract) -> None:
    text = INTRO + "Der Kanton verbilligt Deutschkurse. Pro Lektion gibt es 8 Franken."
    assert extract(text).funding[0].payer == "kanton"


@pytest.mark.parametrize(
    "text",
    [
        "Teilnehmende bezahlen für die Deutschkurse 9 Franken pro Lektion.",
        "Für Einheimische beträgt der Tarif 6 Franken pro Lektion.",
        "Eltern bezahlen 12 Franken pro Halbtag.",
        "Die Kursgebühr beträgt 90 Franken.",
        "Die Kurskosten liegen bei 7 Franken pro Lektion.",
    ],
)
def test_a_fee_is_paid_by_those_who_come(extract: Extract, text: str) -> None:
    assert extract(INTRO + text).funding[0].payer == "dritte"


def test_the_second_tariff_has_the_payer_of_the_first(extract: Extract) -> None:
    text = INTRO + "Teilnehmende zahlen 6 Franken pro Lektion, wer auswärts wohnt 12 Franken pro Lektion."
    assert [row.payer for row in extract(text).funding] == ["dritte", "dritte"]


def test_a_slice_goes_on_with_those_who_share_the_whole(extract: Extract) -> None:
    text = INTRO + (
        "Bund und Kanton stellen 4 Millionen Franken bereit. Auf die Sprache entfallen 1,5 Millionen Franken, "
        "an die Beratungsstellen gehen 800'000 Franken."
    )
    assert [row.payer for row in extract(text).funding] == ["bund_kanton"] * 3


def test_the_pronoun_and_the_bare_parliament_go_back_to_the_federal_council(extract: Extract) -> None:
    text = (
        "Der Bundesrat will die Kantonalen Integrationsprogramme (KIP) weiterführen. "
        "Er beantragt dem Parlament dafür einen Kredit von 120 Millionen Franken."
    )
    [row] = extract(text).funding
    assert (row.payer, row.status) == ("bund", "requested")


def test_bund_and_kantone_in_general_pay_with_the_towns(extract: Extract) -> None:
    many = "Bund und Kantone setzten 2019 für die Kantonalen Integrationsprogramme 200 Millionen Franken ein."
    one = INTRO + "Bund und Kanton setzten 2019 für das KIP 2 Millionen Franken ein."
    assert [extract(text).funding[0].payer for text in (many, one)] == ["mixed", "bund_kanton"]


def test_parts_over_two_sentences_name_the_payers_of_their_sum(extract: Extract) -> None:
    text = INTRO + (
        "Das KIP umfasst 3 Millionen Franken. Davon stammen 1,5 Millionen Franken vom Bund, 900'000 vom Kanton "
        "und 600'000 von den Gemeinden."
    )
    rows = extract(text).funding
    assert [row.payer for row in rows] == ["mixed", "bund", "kanton", "gemeinden"]
    assert rows[0].is_total


def test_a_credit_of_the_parliament_is_no_sum_of_what_others_pay(extract: Extract) -> None:
    text = INTRO + ("Der Grosse Rat bewilligte 2 Millionen Franken. Der Bund zahlt zusätzlich 1,8 Millionen Franken.")
    assert [row.payer for row in extract(text).funding] == ["kanton", "bund"]


def test_shares_of_something_named_anew_say_nothing_of_the_amount_before(extract: Extract) -> None:
    text = INTRO + (
        "Der Grosse Rat bewilligte 2 Millionen Franken. Bund und Gemeinden zahlen die Hälfte der Gesamtkosten."
    )
    assert extract(text).funding[0].payer == "kanton"


@pytest.mark.parametrize(
    ("text", "payers"),
    [
        ("Uri steckt jährlich 300'000 Franken in das KIP.", ["kanton"]),
        ("Für das KIP budgetiert Glarus 410'000 Franken im Jahr.", ["kanton"]),
        ("Nidwalden und der Bund wenden für das KIP 800'000 Franken auf.", ["bund_kanton"]),
        ("Dem Bund stellt der Kanton für das KIP 1,2 Millionen Franken in Rechnung.", ["bund"]),
        ("Der Kanton entschädigt die Gemeinden im KIP mit 450 Franken pro Gespräch.", ["kanton"]),
        ("Das Bundesparlament hat die Mittel für die KIP auf 132 Millionen Franken festgesetzt.", ["bund"]),
        ("Wer einen Kurs besucht, zahlt 5 Franken pro Lektion; den Rest übernimmt der Kanton.", ["dritte"]),
        ("An der Gemeindeversammlung sprachen die Stimmberechtigten 60'000 Franken für das KIP.", ["gemeinden"]),
        ("Kantonsseitig sind für das KIP 800'000 Franken eingestellt.", ["kanton"]),
        ("Die Sozialregionen müssen für das Programm 150'000 Franken aufbringen.", ["gemeinden"]),
        ("Der Kanton verfügt über 1,7 Mio. Franken Bundesgelder für das KIP.", ["bund"]),
        ("Die Gemeinden erhalten vom Kanton 250'000 Franken für das KIP.", ["kanton"]),
        ("Die Kurse der Gemeinden werden vom Kanton mit 90'000 Franken unterstützt.", ["kanton"]),
        ("Für das KIP braucht es 1,2 Mio. Franken, die der Kanton aufbringt.", ["kanton"]),
        ("Der Kanton zahlt 590'000 Franken ans KIP, die Gemeinden müssen nichts beitragen.", ["kanton"]),
        ("Das KIP kostet 8 Mio. Franken. Die eine Hälfte bezahlt Bern, die andere der Kanton.", ["bund_kanton"]),
        ("Den Löwenanteil der 5,5 Mio. Franken für das KIP bestreitet der Bund.", ["mixed"]),
        ("Für 2024 stehen 90'000 Franken im KIP-Budget, Gemeindebeiträge inbegriffen.", ["mixed"]),
        ("Für jeden Franken des Bundes legt der Kanton einen drauf. Das ergibt 2 Mio. Franken.", ["bund_kanton"]),
        (
            "Der Kanton gibt 600'000 Franken; das KIP kostet 1'450'000 Franken, 850'000 Franken trägt der Bund.",
            ["kanton", "bund_kanton", "bund"],
        ),
        (
            "Über zehn Millionen Franken fliessen. Kanton und Gemeinden geben 5,4 Millionen, der Bund 5 Millionen.",
            ["mixed", "mixed", "bund"],
        ),
        (
            "Kredit von 900'000 Franken, abzüglich Bundesanteil 500'000 Franken, zulasten Kanton 400'000 Franken.",
            ["bund_kanton", "bund", "kanton"],
        ),
        ("Das KIP tragen Bund (1,5 Mio. Franken) und Loterie Romande (90'000 Franken).", ["bund", "dritte"]),
    ],
)
def test_who_gives_and_who_is_given(extract: Extract, text: str, payers: list[str]) -> None:
    assert [row.payer for row in extract(INTRO + text).funding] == payers


def test_the_next_sentence_tells_where_the_money_comes_from(extract: Extract) -> None:
    text = (
        "Kanton Uri, Budget 2024 der Integrationsförderung: Die Sprachkurse kosten 150'000 Franken. "
        "Sie werden aus der Integrationspauschale des Bundes bestritten."
    )
    [row] = extract(text).funding
    assert (row.payer, row.instrument) == ("bund", "ip")


def test_what_each_of_two_pays_adds_up_to_the_whole(extract: Extract) -> None:
    text = (
        "Für das KIP 2bis (2022–2023) des Kantons Uri sind pro Jahr 360'000 Franken eingeplant. Der Bund übernimmt "
        "180'000 Franken, Kanton und Gemeinden steuern je 90'000 Franken bei."
    )
    assert [row.payer for row in extract(text).funding] == ["mixed", "bund", "mixed"]


def test_an_amount_without_a_verb_has_payer_and_status_of_the_one_before(extract: Extract) -> None:
    text = (
        "Der Kanton Uri fördert die Integration. 2023 zahlte der Kanton 90'000 Franken an die Sprachkurse und 20'000 "
        "Franken an das Dolmetschen."
    )
    assert [(row.payer, row.status) for row in extract(text).funding] == [("kanton", "spent")] * 2
