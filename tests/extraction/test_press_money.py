"""Money as the press tells it: headlines, refusals, old and new values, sums in words, who pays in a passive."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.records import Records

Extract = Callable[[str], Records]


@pytest.mark.parametrize(
    ("text", "status", "role"),
    [
        ("Das Volk hat Nein zu einem Integrationskredit von 3 Millionen Franken gesagt.", "requested", "rejected"),
        ("Der Landrat schickte den Integrationskredit von 3 Millionen Franken bachab.", "requested", "rejected"),
        ("Der Landrat nickte den Integrationskredit von 3 Millionen Franken durch.", "approved", "level"),
        ("Der Landrat kürzte die Integrationsgelder um 300'000 Franken.", "approved", "decrease"),
        ("Die Räte haben entschieden, die Integrationsgelder um 300'000 Franken zu kürzen.", "approved", "decrease"),
        ("Die Regierung hat beschlossen, dafür beim Landrat 3 Millionen Franken zu beantragen.", "requested", "level"),
        ("Im Mai stimmt Uri über 3 Millionen Franken für das Integrationsprogramm ab.", "requested", "level"),
        ("Über den Integrationskredit von 3 Millionen Franken wird im Mai entschieden.", "requested", "level"),
        ("Die Finanzkommission unterstützt den Integrationskredit von 3 Millionen Franken.", "requested", "level"),
        ("Der Landrat hat Ja gesagt: 3 Millionen Franken fliessen in das Integrationsprogramm.", "approved", "level"),
    ],
)
def test_status_by_what_became_of_it(extract: Extract, text: str, status: str, role: str) -> None:
    (row,) = extract(text).funding
    assert (row.status, row.role) == (status, role)


def test_lump_sum_that_is_to_rise_is_planned(extract: Extract) -> None:
    text = "Der Bund wird die Integrationspauschale von heute 6000 Franken auf neu 18'000 Franken pro Person erhöhen."
    old, new = extract(text).funding
    assert (old.role, old.status, new.status) == ("superseded", "spent", "planned")


@pytest.mark.parametrize(
    "text",
    [
        "Bislang betrug die Integrationspauschale 6000 Franken pro Person. Neu sind es 18'000 Franken.",
        "Seit Mai beträgt die Integrationspauschale 18'000 Franken pro Person. Zuvor lag sie bei 6000 Franken.",
    ],
)
def test_old_lump_sum_is_told_by_the_word_that_begins_its_sentence(extract: Extract, text: str) -> None:
    rows = sorted(extract(text).funding, key=lambda row: row.amount_chf or 0.0)
    assert [(row.status, row.role, row.instrument, row.payer) for row in rows] == [
        ("spent", "superseded", "ip", "bund"),
        ("approved", "level", "ip", "bund"),
    ]


def test_headline_has_what_its_report_tells(extract: Extract) -> None:
    text = "2,6 Millionen für die Integration\n\nDer Landrat hat für das KIP 3 rund 2,58 Millionen Franken bewilligt."
    title, report = extract(text).funding
    assert (title.payer, title.status, title.period_start) == (report.payer, report.status, report.period_start)
    assert (title.payer, title.status, title.period_start) == ("kanton", "approved", 2024)


def test_millions_for_something_are_money(extract: Extract) -> None:
    (row,) = extract("Kantonsrat bewilligt 2,6 Millionen für Integration").funding
    assert (row.amount_chf, row.status, row.payer) == (2_600_000.0, "approved", "kanton")
    assert not extract("In der Schweiz leben 2,6 Millionen Menschen für sich.").funding


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("Das KIP kostet eine Million zweihunderttausend Franken.", [1_200_000.0]),
        ("Das KIP kostet 1 Million 250'000 Franken.", [1_250_000.0]),
        ("Der Bund zahlt 2 Millionen, 300'000 Franken zahlt der Kanton.", [2_000_000.0, 300_000.0]),
        (
            "Der Kredit steigt um 4,5 Mio. Franken auf 40,8 Mio. Zusätzlich braucht es Personal.",
            [4_500_000.0, 40_800_000.0],
        ),
        ("Der Bund zahlt einen Beitrag in Millionenhöhe.", [None]),
        ("Das Kurswesen kostet in zweistelliger Millionenhöhe.", [None]),
    ],
)
def test_sums_in_words(extract: Extract, text: str, amounts: list[float | None]) -> None:
    assert [row.amount_chf for row in extract(text).funding] == amounts


def test_whoever_supports_stands_behind_the_verb(extract: Extract) -> None:
    (row,) = extract("Letztes Jahr unterstützte der Kanton Projekte zur Integration mit 420'000 Franken.").funding
    assert (row.payer, row.recipient) == ("kanton", None)


def test_value_instead_of_another_has_its_payer(extract: Extract) -> None:
    text = "Der Kanton hat statt der budgetierten 900'000 nur 760'000 Franken für das KIP ausgegeben."
    assert [row.payer for row in extract(text).funding] == ["kanton", "kanton"]


@pytest.mark.parametrize(
    ("text", "payers"),
    [
        ("Der Kanton wird für sein Integrationsprogramm künftig 1,3 Millionen Franken pro Jahr erhalten.", ["bund"]),
        ("Mit 36 Millionen Franken wurden die Kantone bei ihren Integrationsprogrammen unterstützt.", ["bund"]),
        ("Mit 15'000 Franken hilft der Kanton dem Begegnungscafé für Geflüchtete im Pfarreisaal.", ["kanton"]),
        ("Wer einen Deutschkurs besucht, zahlt dank dem Beitrag des Kantons 5 Franken pro Lektion.", ["dritte"]),
        ("Von den 2,4 Millionen Franken, die das KIP kostete, zahlte der Bund 1,3 Millionen.", ["mixed", "bund"]),
        (
            "Die Bundesmittel für die Integration steigen um 13 Millionen Franken und erreichen 21 Millionen Franken.",
            ["bund", "bund"],
        ),
    ],
)
def test_who_pays(extract: Extract, text: str, payers: list[str]) -> None:
    assert [row.payer for row in extract(text).funding] == payers


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("Die Stadt Muri gibt für ihre Integrationsförderung jährlich 900'000 Franken aus.", [False]),
        ("Die Stadt Muri zahlt 90'000 Franken an das Integrationsprogramm.", [True]),
        ("Für Integrationsklassen zahlt der Kanton 2 Millionen Franken.", [False]),
        (
            "Neben dem Integrationskredit von 3 Mio. Franken bewilligte der Rat 12 Mio. Franken für eine Strasse.",
            [True, False],
        ),
    ],
)
def test_money_of_integration_or_of_something_beside_it(extract: Extract, text: str, flags: list[bool]) -> None:
    assert [row.is_integration for row in extract(text).funding] == flags


def test_time_of_a_clause_is_that_of_what_is_told_of_it(extract: Extract) -> None:
    text = (
        "Am meisten floss in die Deutschkurse, nämlich 820'000 Franken, gefolgt von der Beratung mit 340'000 Franken."
    )
    assert [row.status for row in extract(text).funding] == ["spent", "spent"]


def test_full_stop_of_a_scale_ends_no_sentence(extract: Extract) -> None:
    text = "Die Integrationsförderung teilten sie sich: Der Kanton hat 54 Mio. und der Bund 31 Mio. beigetragen."
    assert [(row.amount_chf, row.payer) for row in extract(text).funding] == [(54e6, "kanton"), (31e6, "bund")]


def test_flat_sum_for_housing_is_none_of_integration(extract: Extract) -> None:
    text = "Für Personen mit Schutzstatus S zahlt der Bund eine Globalpauschale von 18'000 Franken pro Person und Jahr."
    (row,) = extract(text).funding
    assert (row.instrument, row.is_integration) == ("other", False)


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("Für die Integration haben die Kantone 54 Mio. und der Bund 31 Mio. Franken beigetragen.", ["spent", "spent"]),
        ("Die SP hatte 5 Millionen Franken für das Integrationsprogramm gefordert.", ["requested"]),
        (
            "Für Deutschkurse stehen dieses Jahr 400'000 Franken zur Verfügung, letztes Jahr waren es 350'000 Franken.",
            ["planned", "spent"],
        ),
    ],
)
def test_status_of_several_amounts(extract: Extract, text: str, statuses: list[str]) -> None:
    assert [row.status for row in extract(text).funding] == statuses


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        (
            "Budget der Fachstelle Integration (in Franken)\n- Deutschkurse: 420'000\n- Beratung: 180'000\n",
            [420_000.0, 180_000.0],
        ),
        ("Beiträge an das KIP (in 1000 Franken):\n• Bund 400\n• Kanton 300\n• Jahr 2024\n", [400_000.0, 300_000.0]),
        ("Budget (in Franken)\n- Deutschkurse: 420'000\n\nDer Kurs hat Platz.\n\n- Plätze: 1'200\n", [420_000.0]),
        ("Alle Beträge sind in Franken angegeben.\n- Plätze: 1'200\n", []),
    ],
)
def test_lines_below_a_unit_are_amounts(extract: Extract, text: str, amounts: list[float]) -> None:
    assert [row.amount_chf for row in extract(text).funding] == amounts
