"""Who gets an amount and who pays it, and which part of a sum each of several payers gives."""

from collections.abc import Callable

from pipeline.records import Funding, Records

Extract = Callable[[str], Records]

INTRO = "Kantonales Integrationsprogramm 2024–2027 des Kantons Thurgau.\n\n"
FRENCH = "Programme d'intégration cantonal 2024–2027 du canton de Vaud pour la population migrante.\n\n"


def funding(extract: Extract, *paragraphs: str, intro: str = INTRO) -> tuple[Funding, ...]:
    return extract(intro + "\n\n".join(paragraphs)).funding


def test_who_receives_money_does_not_pay_it(extract: Extract) -> None:
    rows = funding(
        extract,
        "Die Stiftung Lernwerk erhält 11'000 Franken für Deutschkurse.",
        "Der Bund zahlt dem Kanton Waadt 55 Prozent der Kosten, das sind 12'000 Franken.",
        "Für die Spielgruppen erhält die Caritas Luzern vom Kanton 13'000 Franken.",
        "Der Kanton zahlt der Stiftung Lernwerk 14'000 Franken.",
        "Dem Verein Femmes-Tische werden 15'000 Franken ausgerichtet.",
        "Der Regierungsrat spricht einen Beitrag von 16'000 Franken an den Verein für Integration.",
        "Der Kanton unterstützt das HEKS im Jahr 2025 mit 17'000 Franken.",
        "An die Volkshochschule gehen 18'000 Franken.",
        "Der Verein Brücke erhält vom Kanton 19'000 Franken, die Stiftung Lernwerk 20'000 Franken für Kurse.",
    )
    assert [(row.amount_chf, row.recipient, row.payer) for row in rows] == [
        (11_000, "Stiftung Lernwerk", "unknown"),
        (12_000, "Kanton Waadt", "bund"),
        (13_000, "Caritas Luzern", "kanton"),
        (14_000, "Stiftung Lernwerk", "kanton"),
        (15_000, "Verein Femmes-Tische", "unknown"),
        (16_000, "Verein für Integration", "kanton"),
        (17_000, "HEKS", "kanton"),
        (18_000, "Volkshochschule", "kanton"),
        (19_000, "Verein Brücke", "kanton"),
        (20_000, "Stiftung Lernwerk", "kanton"),
    ]


def test_who_is_paid_for_a_service_or_asks_for_money_receives_it(extract: Extract) -> None:
    rows = funding(
        extract,
        "Die Anlaufstelle wird mit 11'000 Franken pro Jahr abgegolten.",
        "Ein Gespräch wird der Gemeinde mit 120 Franken vergütet.",
        "Mit 12'000 Franken unterstützt der Regierungsrat den Verein Lesebrücke.",
        "13'000 Franken und damit den grössten Anteil erhält die Stiftung Lernwerk.",
        "Die Pauschale von 14'000 Franken wird den regionalen Partnern ausbezahlt.",
        "Der Verein Lesebrücke ersucht die Stadt um einen Beitrag von 15'000 Franken.",
        "Für zwei Jahre ersucht der Kanton den Bund um 16 Millionen Franken.",
        "Der Beitrag an den Dolmetschdienst steigt auf 17'000 Franken.",
        "Für die Kurse erhält die Caritas Thurgau 18'000 Franken.",
        "Die Stiftung Lernwerk, die 19'000 Franken erhält, baut aus.",
        "Der Regierungsrat spricht 20'000 Franken zugunsten der Stiftung Lernwerk.",
    )
    assert [row.recipient for row in rows] == [
        "Anlaufstelle",
        "Gemeinde",
        "Verein Lesebrücke",
        "Stiftung Lernwerk",
        "regionalen Partnern",
        "Verein Lesebrücke",
        "Kanton",
        "Dolmetschdienst",
        "Caritas Thurgau",
        "Stiftung Lernwerk",
        "Stiftung Lernwerk",
    ]
    assert rows[1].payer != "gemeinden"


def test_what_money_is_for_receives_nothing(extract: Extract) -> None:
    rows = funding(
        extract,
        "Für den Umbau der Stadtbibliothek hat er einen Beitrag von 11'000 Franken zugesichert.",
        "Die Einsätze werden mit 12'000 Franken abgegolten.",
        "Das Amt beantragt dem Regierungsrat einen Kredit von 13'000 Franken.",
    )
    assert [row.recipient for row in rows] == [None, None, None]


def test_areas_offers_and_who_pays_receive_nothing(extract: Extract) -> None:
    rows = funding(
        extract,
        "Die Sprachförderung erhält 11'000 Franken.",
        "Die Stiftung Lernwerk zahlt 12'000 Franken an das Programm.",
        "Der Kanton zahlt der Reihe nach 13'000 Franken an die Kurse.",
    )
    assert [row.recipient for row in rows] == [None, None, None]
    assert rows[1].payer == "dritte"


def test_french_tells_who_receives_too(extract: Extract) -> None:
    rows = funding(
        extract,
        "La fondation Avenir reçoit 11'000 francs pour des cours.",
        "Le canton verse 12'000 francs à l'association Passerelle.",
        intro=FRENCH,
    )
    assert [row.recipient for row in rows] == ["fondation Avenir", "association Passerelle"]
    assert rows[1].payer == "kanton"


def test_parts_of_a_sum_told_in_any_form_belong_to_their_payers(extract: Extract) -> None:
    rows = funding(
        extract,
        "Die Kosten von 11'000 Franken tragen zur Hälfte der Bund und zu je einem Viertel Kanton und Gemeinden.",
        "Der Kredit beträgt 12'000 Franken. Davon tragen der Bund 60 Prozent und der Kanton 40 Prozent.",
        "Die Kosten von 13'000 Franken übernehmen Bund und Kanton je hälftig.",
        "Von den 14'000 Franken trägt der Kanton zwei Drittel und die Gemeinden ein Drittel.",
        "Bund und Kanton teilen sich die Kosten von 15'000 Franken im Verhältnis 70 zu 30.",
        "Die Kosten von 16'000 Franken tragen Bund, Kanton und Gemeinden zu gleichen Teilen.",
        "Von den 17'000 Franken zahlt der Bund 55 Prozent, den Rest der Kanton.",
        "Die Kosten von 18'000 Franken tragen der Bund zu 60 Prozent sowie Kanton und Gemeinden zu 40 Prozent.",
    )
    assert [(row.payers, row.payer_shares) for row in rows] == [
        (("bund", "kanton", "gemeinden"), (0.5, 0.25, 0.25)),
        (("bund", "kanton"), (0.6, 0.4)),
        (("bund", "kanton"), (0.5, 0.5)),
        (("kanton", "gemeinden"), (0.6667, 0.3333)),
        (("bund", "kanton"), (0.7, 0.3)),
        (("bund", "kanton", "gemeinden"), (0.3333, 0.3333, 0.3333)),
        (("bund", "kanton"), (0.55, 0.45)),
        (("bund", "kanton", "gemeinden"), ()),
    ]


def test_a_whole_is_paid_by_all_who_pay_what_areas_get_of_it(extract: Extract) -> None:
    rows = funding(
        extract,
        "Der Regierungsrat hat für das KIP 2024–2027 insgesamt 6,4 Millionen Franken freigegeben. Davon entfallen 2,1 "
        "Millionen auf die Sprachförderung und 0,9 Millionen auf die Frühe Förderung. Der Bund beteiligt sich mit 3,2 "
        "Millionen Franken, den Rest teilen sich Kanton und Gemeinden.",
    )
    assert [row.payer for row in rows] == ["mixed", "mixed", "mixed", "bund"]


def test_a_year_behind_a_border_is_not_that_of_a_sum_for_several(extract: Extract) -> None:
    (row,) = funding(extract, "Bereit stehen Fr. 60 500 000 in vier Jahren; im Jahr 2025 sind Kurse geplant.")
    assert (row.basis, row.period_start, row.period_end) == ("total", 2024, 2027)
