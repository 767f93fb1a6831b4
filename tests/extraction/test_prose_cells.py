"""Amounts in cells of sentences, and who pays for a programme; the texts are written for these tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from pipeline.records import Funding, Records

Extract = Callable[[str], Records]

INTRO = "Das Kantonale Integrationsprogramm KIP 3 (2024–2027) des Kantons Zug fördert die Migrationsbevölkerung."
SYNOPSIS = (
    (
        "§ 3 Deutsch. Der Kanton zahlt an Deutschkurse Fr. 5.– pro Lektion.",
        "§ 3 Deutsch. Der Kanton zahlt an Deutschkurse Fr. 7.50 pro Lektion.",
        "Die Teuerung wird ausgeglichen.",
    ),
    (
        "§ 6 Vereine. Der Kanton gewährt Vereinen Beiträge von höchstens Fr. 30'000.– im Jahr.",
        "§ 6 Vereine. Der Kanton gewährt Vereinen Beiträge von höchstens Fr. 48'000.– im Jahr.",
        "Das führt zu Mehrkosten von Fr. 18'000.– pro Jahr.",
    ),
    ("–", "§ 7 Meldung. Die Gemeinden melden bis 31. März 2024 alle Zuzüge nach Art. 12.", "Neue Grundlage."),
)


def page(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th>{cell}</th>" for cell in header)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f"<html lang='de'><body><main><h1>KIP 3</h1><p>{INTRO}</p><h2>Vergleich</h2>{table}</main></body></html>"


def told(row: Funding) -> tuple[object, ...]:
    return (row.amount_chf, row.role, row.status, row.basis, row.column)


def test_amounts_of_a_synopsis_are_old_or_planned_by_their_column(extract: Extract) -> None:
    records = extract(page(("Geltendes Recht", "Entwurf", "Bemerkungen"), SYNOPSIS))
    assert [told(row) for row in records.funding] == [
        (5.0, "superseded", "spent", "per_unit", 0),
        (7.5, "level", "planned", "per_unit", 1),
        (30_000.0, "superseded", "spent", "per_year", 0),
        (48_000.0, "level", "planned", "per_year", 1),
        (18_000.0, "increase", "planned", "per_year", 2),
    ]
    grant = records.funding[3]
    assert (grant.payer, grant.qualifier, grant.side, grant.found_in) == ("kanton", "at_most", None, "table")
    assert (grant.column_label, grant.row, grant.row_label) == ("Entwurf", 2, SYNOPSIS[1][0])


def test_where_no_column_is_in_force_nothing_is_old(extract: Extract) -> None:
    remark = "Die Kurse kosten rund 64'000 Franken pro Jahr und werden vom Kanton bezahlt."
    records = extract(page(("Massnahme", "Bemerkungen"), [("Deutschkurse am Abend", remark)]))
    assert [told(row) for row in records.funding] == [(64_000.0, "level", "planned", "per_year", 1)]


@pytest.mark.parametrize(
    ("sentence", "payer", "payers"),
    [
        ("Bund, Kanton und Gemeinden teilen sich die Kosten.", "mixed", ("bund", "kanton", "gemeinden")),
        ("Bund und Kanton teilen sich die Kosten des Programms.", "bund_kanton", ("bund", "kanton")),
        ("Kanton und Gemeinden finanzieren das Programm gemeinsam.", "mixed", ("kanton", "gemeinden")),
        ("Kanton und Gemeinden teilen sich die Kosten der Dolmetschdienste.", "mixed", ()),
        ("Der Kanton teilt die Kosten in zwei Gruppen.", "mixed", ()),
    ],
)
def test_who_shares_the_costs_of_the_programme_pays_its_sum(
    extract: Extract, sentence: str, payer: str, payers: tuple[str, ...]
) -> None:
    text = (
        f"Kantonales Integrationsprogramm KIP 3 des Kantons Zug, 2024–2027\n\n"
        f"In den Jahren 2024 bis 2027 werden 40 Vorhaben des Programms mit rund 12,4 Millionen Franken unterstützt, "
        f"die Integrationspauschale eingeschlossen.\n\n2 Grundsätze\n\n{sentence}\n\n"
        f"Für Deutschkurse sind im Jahr 2025 80'000 Franken vorgesehen."
    )
    whole, part = extract(text).funding
    assert (whole.payer, whole.payers) == (payer, payers)
    assert part.payers == ()


@pytest.mark.parametrize(
    ("text", "years"),
    [
        (
            "Im Jahr 2025 wird das Programm von aussen überprüft. Die Evaluation des Programms kostet 45'000 Franken.",
            2025,
        ),
        ("Im Herbst 2026 folgt eine Fachtagung. Sie kostet rund 20'000 Franken.", 2026),
        ("Im Jahr 2025 wird das Programm überprüft. Die Kurse kosten jährlich 45'000 Franken.", None),
    ],
)
def test_what_takes_place_in_a_year_is_paid_in_it(extract: Extract, text: str, years: int | None) -> None:
    row = extract(f"{INTRO} {text}").funding[-1]
    assert row.period_start == years or (years is None and row.period_start != 2025)


def test_a_purpose_told_after_an_item_without_a_full_stop_is_its_own(extract: Extract) -> None:
    text = "Geplant sind Vorlehren mit dem Gewerbe Für die Sprachkurse sind 90'000 Franken pro Jahr vorgesehen."
    assert extract(f"{INTRO} {text}").funding[-1].foerderbereich == "sprache"


def test_a_purpose_told_after_a_comma_is_that_of_the_next_amount(extract: Extract) -> None:
    text = "Für die Sprachkurse sind 90'000 Franken pro Jahr vorgesehen, für das Dolmetschen 40'000 Franken."
    assert [row.foerderbereich for row in extract(f"{INTRO} {text}").funding] == ["sprache", "dolmetschen"]


def test_the_evaluation_of_a_programme_is_money_of_integration(extract: Extract) -> None:
    text = "Im Jahr 2025 wird es überprüft. Die Evaluation des Programms kostet 45'000 Franken."
    row = extract(f"{INTRO} {text}").funding[-1]
    assert row.is_integration
    assert row.instrument == "other"


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Der Landrat bewilligt einen Zusatzkredit von 120'000 Franken zum Integrationsprogramm.", ["increase"]),
        ("Der Kredit für das Programm wird um 120'000 Franken auf 948'000 Franken aufgestockt.", ["increase", "level"]),
        ("Der Kredit für das Programm wird um 90'000 Franken auf 600'000 Franken gekürzt.", ["decrease", "level"]),
    ],
)
def test_what_is_added_to_a_credit_is_no_credit_of_its_own(extract: Extract, text: str, roles: list[str]) -> None:
    assert [row.role for row in extract(f"{INTRO} {text}").funding] == roles
