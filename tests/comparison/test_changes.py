from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.comparison.changes import TABLES, TableChanges, find_changes
from pipeline.comparison.compare import compare
from pipeline.records import Funding, Measure, Outcome, Records
from pipeline.reporting.changes import as_lines
from pipeline.storage.tables import build_tables

Run = Mapping[str, Sequence[Mapping[str, Any]]]


def run(*documents: tuple[str, Records]) -> Run:
    entries = [(Outcome(f"input of {path}", path, document_id=r.facts.document_id), r) for path, r in documents]
    tables = build_tables(entries, compare([records for _, records in documents]))
    return {name: tables[name].to_pylist() for name in TABLES}


def kinds(changes: Sequence[TableChanges], table: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(change.kind, change.columns) for found in changes if found.table == table for change in found.changes]


Amount = Callable[..., Funding]
MeasureOf = Callable[..., Measure]
Made = Callable[..., Records]


def test_a_run_has_no_changes_against_itself(document: Made, amount: Amount, measure: MeasureOf) -> None:
    same = run(("a.pdf", document("one", amount(5000.0), measure("Deutschkurse", "sprache"))))
    assert all(not found.changes and found.rows_before == found.rows_after for found in find_changes(same, same))


def test_a_value_that_changed_names_its_column(document: Made, amount: Amount) -> None:
    before = run(("a.pdf", document("one", amount(5000.0, "5000 Franken", status="planned"))))
    after = run(("a.pdf", document("one", amount(5000.0, "5000 Franken", status="approved"))))
    changes = find_changes(before, after)
    assert kinds(changes, "funding") == [("changed", ("status",))]
    assert sorted(kind for kind, _ in kinds(changes, "comparison")) == ["added", "lost"]


def test_a_document_more_is_added_with_all_it_holds(document: Made, amount: Amount, measure: MeasureOf) -> None:
    first = ("a.pdf", document("one", amount(5000.0)))
    second = ("b.pdf", document("two", amount(700.0), measure("Treffpunkt", "zusammenleben"), canton="BE"))
    changes = find_changes(run(first), run(first, second))
    assert kinds(changes, "documents") == [("added", ())]
    assert kinds(changes, "funding") == [("added", ())]
    assert kinds(changes, "measures") == [("added", ())]
    assert kinds(find_changes(run(first, second), run(first)), "documents") == [("lost", ())]


def test_lines_tell_other_values_first_and_count_what_stands_in_new_documents(document: Made, amount: Amount) -> None:
    old = document("one", amount(5000.0, "5000 Franken"), amount(80.0, "80 Franken"))
    new = document("two", amount(90.0, "90 Franken"), amount(5000.0, "5000 Franken", status="spent"))
    other = document("three", amount(1.0), amount(2.0), canton="BE")
    changes = find_changes(run(("a.pdf", old)), run(("a.pdf", new), ("b.pdf", other)))
    lines = list(
        as_lines([found for found in changes if found.table in ("documents", "funding")], {"three": "in/b.pdf"})
    )
    assert [line[:4].strip() for line in lines if line.startswith(" ")] == ["~", "+", "~", "-", "+", "+"]
    assert lines[1].endswith(": another version of the file")
    assert lines[-1] == "  + 2 in b.pdf, which is new"


def test_a_replaced_file_shows_what_differs_in_it_and_nothing_else(document: Made, amount: Amount) -> None:
    before = run(("a.pdf", document("old", amount(5000.0, "5000 Franken"), amount(80.0, "80 Franken"))))
    after = run(("a.pdf", document("new", amount(90.0, "90 Franken"), amount(5000.0, "5000 Franken"))))
    changes = find_changes(before, after)
    assert kinds(changes, "documents") == [("changed", ("document_id",))]
    assert kinds(changes, "funding") == [("added", ()), ("lost", ())]


def test_a_moved_folder_is_no_change(document: Made, amount: Amount) -> None:
    records = document("one", amount(5000.0))
    changes = find_changes(run(("old/a.pdf", records)), run(("new/a.pdf", records)))
    assert [found.changes for found in changes] == [()] * len(TABLES)


def test_a_longer_quote_at_the_same_place_is_the_same_row(document: Made, amount: Amount) -> None:
    records = document("one", amount(5000.0, "5000 Franken"))
    (row,) = records.funding
    longer = replace(row.evidence, char_start=row.evidence.char_start - 5, quote="rund 5000 Franken")
    other = replace(records, funding=(replace(row, funding_id="other", evidence=longer, qualifier="about"),))
    changes = find_changes(run(("a.pdf", records)), run(("a.pdf", other)))
    assert kinds(changes, "funding") == [("changed", ("quote", "qualifier"))]


def test_the_same_words_twice_are_paired_in_order(document: Made, amount: Amount) -> None:
    def twice(first: float, second: float) -> Records:
        return document("new", amount(first, "total"), amount(second, "total"))

    before = run(("a.pdf", replace(twice(1.0, 2.0), facts=replace(twice(1.0, 2.0).facts, document_id="old"))))
    changes = find_changes(before, run(("a.pdf", twice(1.0, 3.0))))
    assert kinds(changes, "funding") == [("changed", ("amount_chf",))]


@pytest.mark.parametrize("empty", [None, []])
def test_an_empty_list_and_null_say_the_same(document: Made, amount: Amount, empty: object) -> None:
    after = run(("a.pdf", document("one", amount(5000.0))))
    before = {**after, "funding": [{**after["funding"][0], "payers": empty}]}
    assert kinds(find_changes(before, after), "funding") == []


@given(st.lists(st.integers(1, 9), max_size=6), st.lists(st.integers(1, 9), max_size=6))
def test_no_row_is_told_twice_or_forgotten(first: list[int], second: list[int]) -> None:
    def rows(values: list[int]) -> list[dict[str, Any]]:
        keys = ("program", "year", "foerderbereich", "payer", "instrument", "ip_scope", "side", "status")
        return [{**dict.fromkeys(keys), "canton": str(value), "amount_chf": 1.0} for value in values]

    empty: Run = {name: [] for name in TABLES}
    found = find_changes({**empty, "comparison": rows(first)}, {**empty, "comparison": rows(second)})[-1]
    shared = sum(min(first.count(value), second.count(value)) for value in set(first))
    assert (found.count("lost"), found.count("added")) == (len(first) - shared, len(second) - shared)
    assert found.count("changed") == 0
