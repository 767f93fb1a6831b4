from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace

import pyarrow as pa
import pytest

from pipeline.codebook import tables
from pipeline.comparison.compare import compare
from pipeline.storage.schema import schemas
from pipeline.storage.tables import Entry, build_tables

EntryMaker = Callable[..., Entry]


def test_every_table_has_every_column_even_when_empty() -> None:
    built = build_tables([])
    assert list(built) == list(tables())
    for name, table in built.items():
        assert table.num_rows == 0
        assert table.schema == schemas()[name]


def test_documents_stand_by_path_and_rows_by_document_page_and_place(entry: EntryMaker) -> None:
    first, second = entry("a"), entry("b")
    built = build_tables([second, first])
    assert built["documents"]["path"].to_pylist() == ["/documents/a.pdf", "/documents/b.pdf"]
    places = [(first[0].document_id, 1), (first[0].document_id, 2), (second[0].document_id, 1)]
    found = zip(built["pages"]["document_id"].to_pylist(), built["pages"]["page"].to_pylist(), strict=True)
    assert list(found)[:3] == places
    assert built["funding"]["char_start"].to_pylist() == [40, 300, 40, 300]


def test_the_order_of_processing_does_not_matter(entry: EntryMaker, failed: EntryMaker) -> None:
    entries = [entry("c"), failed("b"), entry("a")]
    forward, backward = build_tables(entries), build_tables(reversed(entries))
    assert all(forward[name].equals(backward[name]) for name in forward)


@pytest.mark.parametrize("with_records", [False, True])
def test_a_document_given_twice_is_written_once(entry: EntryMaker, with_records: bool) -> None:
    read = entry("z")
    outcome = replace(
        read[0],
        input_id="input-copy",
        path="/documents/copy.pdf",
        duplicate_of=read[0].input_id,
        state="skipped",
        failure_code="duplicate",
    )
    built = build_tables([read, (outcome, read[1] if with_records else None)])
    assert built["documents"].num_rows == 2
    assert built["documents"]["title"].to_pylist() == [None, "Bericht"]
    assert [built[name].num_rows for name in ("pages", "funding", "measures", "mentions")] == [2, 2, 1, 1]


def test_an_input_that_was_not_read_has_a_row_of_nulls(failed: EntryMaker) -> None:
    (row,) = build_tables([failed("broken")])["documents"].to_pylist()
    assert (row["state"], row["failure_code"]) == ("failed", "damaged")
    assert row["document_id"] is None
    assert row["page_count"] is None
    assert row["foerderbereiche_named"] is None


def test_lists_are_real_lists_and_unknown_is_null(entry: EntryMaker) -> None:
    funding = build_tables([entry("a")])["funding"]
    assert funding.schema.field("payers").type == pa.list_(pa.string())
    assert funding.schema.field("payer_shares").type == pa.list_(pa.float64())
    assert funding["payer_shares"].to_pylist() == [[], [0.5, 0.5]]
    assert funding["amount_chf"].to_pylist() == [None, 1_500_000.0]


def test_evidence_stands_in_columns_of_its_own(entry: EntryMaker) -> None:
    for name in ("funding", "measures", "mentions", "goals", "decisions"):
        row = build_tables([entry("a")])[name].to_pylist()[0]
        assert (row["page"], row["char_start"], row["quote"], row["needs_review"]) == (1, 40, "1,5 Mio. Franken", False)


def test_the_comparison_is_among_the_tables(entry: EntryMaker) -> None:
    read = entry("a")
    found = compare([records for _, records in [read] if records])
    built = build_tables([read], found)
    assert built["comparison"].num_rows == len(found.rows)
    assert built["coverage"].num_rows == 26 * 4 * 7
    assert built["co_financing"].num_rows == len(found.co_financing)


def test_a_path_that_is_not_utf8_keeps_its_bytes_readable(entry: EntryMaker) -> None:
    outcome, records = entry("a")
    path = os.fsdecode(b"/documents/caf\xe9.pdf")
    built = build_tables([(replace(outcome, path=path), records)])
    assert built["documents"]["path"].to_pylist() == ["/documents/caf\\udce9.pdf"]


def test_a_record_with_the_same_id_stands_once(entry: EntryMaker) -> None:
    outcome, records = entry("a")
    assert records is not None
    twice = replace(records, funding=records.funding * 2)
    assert build_tables([(outcome, twice)])["funding"].num_rows == 2
