"""Corrections applied to records: by id, by place, after a change of the source, and in the tables of a run."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.codebook import tables
from pipeline.records import Evidence, Facts, Funding, Measure, Records
from pipeline.review.applied import apply_corrections
from pipeline.review.corrections import Correction, Place, new_correction
from pipeline.review.values import correctable, parse_value

DOCUMENT, OTHER = "a" * 64, "b" * 64


def evidence(document: str = DOCUMENT, start: int = 10, quote: str = "1,5 Millionen") -> Evidence:
    return Evidence(document, 1, 0, 0, 1, 1, start, start + len(quote), quote, None, "rule", 0.5, needs_review=True)


def records(document: str = DOCUMENT, funding_id: str = "f1", start: int = 10) -> Records:
    funding = Funding(funding_id, evidence(document, start), 1_500_000.0, payer="bund", payers=("bund",))
    measure = Measure("m1", evidence(document, 90, "Deutschkurse"), "Deutschkurse", assigned_by="classifier")
    return Records(Facts(document, "application/pdf"), funding=(funding,), measures=(measure,))


def said(action: str, table: str = "funding", row: str = "f1", **values: object) -> Correction:
    start, quote = (10, "1,5 Millionen") if table == "funding" else (90, "Deutschkurse")
    place = Place(table, row, DOCUMENT, "rrb.pdf", 1, start, start + len(quote), quote)
    return new_correction("Anna", action, place, **values)


def corrected(column: str, value: object, **where: str) -> Correction:
    return said("corrected", **where, column=column, human_value=value)


def test_a_correction_changes_the_row_and_keeps_what_the_machine_found() -> None:
    entered = [corrected("amount_chf", 1_600_000.0), corrected("payers", ["kanton", "gemeinden"])]
    row = apply_corrections({DOCUMENT: records()}, {}, entered).found[DOCUMENT].funding[0]
    assert (row.amount_chf, row.payers, row.payer) == (1_600_000.0, ("kanton", "gemeinden"), "bund")
    assert row.evidence.machine_values == ("amount_chf=1500000.0", 'payers=["bund"]')
    assert (row.evidence.reviewed, row.evidence.needs_review) == ("corrected", False)


@pytest.mark.parametrize("action", ["accepted", "rejected"])
def test_a_row_that_was_looked_at_no_longer_waits(action: str) -> None:
    row = apply_corrections({DOCUMENT: records()}, {}, [said(action)]).found[DOCUMENT].funding[0]
    assert (row.evidence.reviewed, row.evidence.needs_review, row.amount_chf) == (action, False, 1_500_000.0)


def test_the_last_word_counts() -> None:
    entered = [corrected("amount_chf", 1.0), corrected("amount_chf", 2.0), said("rejected")]
    row = apply_corrections({DOCUMENT: records()}, {}, entered).found[DOCUMENT].funding[0]
    assert (row.amount_chf, row.evidence.reviewed) == (2.0, "rejected")


def test_an_area_given_by_a_person_is_assigned_by_review() -> None:
    given = corrected("foerderbereich", "sprache", table="measures", row="m1")
    row = apply_corrections({DOCUMENT: records()}, {}, [given]).found[DOCUMENT].measures[0]
    assert (row.foerderbereich, row.assigned_by) == ("sprache", "review")


def test_a_correction_outlives_a_change_of_ids() -> None:
    found = {DOCUMENT: records(funding_id="other", start=12)}
    reviewed = apply_corrections(found, {}, [said("accepted")])
    assert reviewed.found[DOCUMENT].funding[0].evidence.reviewed == "accepted"
    assert reviewed.open == ()


def test_a_correction_of_a_row_that_is_gone_stays_open() -> None:
    found = {DOCUMENT: records(funding_id="other", start=400)}
    reviewed = apply_corrections(found, {}, [said("accepted")])
    assert len(reviewed.open) == 1
    assert reviewed.found[DOCUMENT].funding[0].evidence.reviewed is None


def test_a_replaced_file_reopens_what_was_settled() -> None:
    calm = records(OTHER, "f9", 200)
    calm = replace(
        calm, funding=(replace(calm.funding[0], evidence=replace(calm.funding[0].evidence, needs_review=False)),)
    )
    reviewed = apply_corrections({OTHER: calm}, {OTHER: "rrb.pdf"}, [corrected("amount_chf", 7.0)])
    row = reviewed.found[OTHER].funding[0]
    assert (row.amount_chf, row.evidence.needs_review, row.evidence.reviewed) == (1_500_000.0, True, None)
    assert len(reviewed.open) == 1


COLUMNS = {column.name: column for column in tables()["funding"].columns}


@pytest.mark.parametrize(
    ("column", "typed", "value"),
    [
        ("amount_chf", "1’234’567.50", 1_234_567.5),
        ("amount_chf", "1'200", 1_200.0),
        ("amount_chf", "", None),
        ("amount_chf", "–", None),
        ("period_start", "2024", 2024),
        ("payers", "bund | kanton", ["bund", "kanton"]),
        ("payers", "", []),
        ("is_total", "ja", True),
        ("is_total", "non", False),
        ("payer", "kanton", "kanton"),
    ],
)
def test_what_people_type_becomes_a_value(column: str, typed: str, value: object) -> None:
    assert parse_value(COLUMNS[column], typed) == value


@pytest.mark.parametrize(
    ("column", "typed"),
    [
        ("amount_chf", "viel"),
        ("amount_chf", "nan"),
        ("period_start", "24.5"),
        ("payer", "Kirche"),
        ("payer", ""),
        ("is_total", "vielleicht"),
    ],
)
def test_what_a_column_cannot_hold_is_refused(column: str, typed: str) -> None:
    with pytest.raises(ValueError, match=column):
        parse_value(COLUMNS[column], typed)


def test_ids_and_places_cannot_be_corrected() -> None:
    names = {column.name for column in correctable("funding")}
    assert {"amount_chf", "payer", "is_integration"} <= names
    assert not names & {"funding_id", "document_id", "page", "quote", "table_id"}
