"""Outcomes, records and comparison → Arrow tables in a fixed order of rows, whatever the order of processing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import pyarrow as pa

from pipeline.codebook import ColumnSpec, tables
from pipeline.comparison.compare import Comparison
from pipeline.records import Facts, Outcome, Records
from pipeline.storage.schema import schemas

Entry = tuple[Outcome, Records | None]

_FOUND = ("funding", "measures", "mentions", "goals", "decisions")


@dataclass(frozen=True, slots=True)
class _DocumentRow:
    """A row of the table documents: facts are null where the input was not read."""

    outcome: Outcome
    facts: Facts | None


def build_tables(entries: Iterable[Entry], comparison: Comparison | None = None) -> dict[str, pa.Table]:
    """Return every output table by name, each with all its columns, even where it has no rows.

    An entry is how an input ended and what was found in it, null where it was not read (failed, or a duplicate). Rows
    of a document given twice are written once. Documents are sorted by path (or address); rows of a document follow
    its first place there, then page, place on the page and id. Raises pyarrow.ArrowInvalid if a value does not have
    its column's type.
    """
    ordered = sorted(entries, key=_place_of_input)
    told = comparison or Comparison()
    rows: dict[str, Sequence[Any]] = {
        "documents": [_document_row(outcome, records) for outcome, records in ordered],
        "comparison": told.rows,
        "coverage": told.coverage,
        "co_financing": told.co_financing,
    }
    documents = _once_each(ordered)
    rows["pages"] = [page for item in documents for page in sorted(item.pages, key=attrgetter("page"))]
    for name in _FOUND:
        rows[name] = [row for item in documents for row in _in_order(name, item)]
    return {name: _table(name, rows[name]) for name in tables()}


def _place_of_input(entry: Entry) -> tuple[str, str]:
    outcome = entry[0]
    return outcome.path or outcome.url or "", outcome.input_id


def _document_row(outcome: Outcome, records: Records | None) -> _DocumentRow:
    """Return the row of an input; the facts of a duplicate stand in the row of the input that was read."""
    duplicate = outcome.duplicate_of is not None
    return _DocumentRow(outcome, None if records is None or duplicate else records.facts)


def _once_each(entries: Sequence[Entry]) -> list[Records]:
    """Return the records of each document once, at the first place any input has its bytes."""
    by_id = {records.facts.document_id: records for _, records in entries if records is not None}
    named = [records.facts.document_id if records else outcome.document_id for outcome, records in entries]
    return [by_id[document_id] for document_id in dict.fromkeys(named) if document_id in by_id]


def _in_order(name: str, records: Records) -> list[Any]:
    """Return the rows of one document and table by place and id; an id names a kind and place, so it stands once."""
    identity = attrgetter(tables()[name].columns[0].name)
    rows = {identity(row): row for row in getattr(records, name)}
    return sorted(rows.values(), key=lambda row: (row.evidence.page or 0, row.evidence.char_start, identity(row)))


def _table(name: str, rows: Sequence[Any]) -> pa.Table:
    schema = schemas()[name]
    columns = [_array(_values(column, rows), schema.field(column.name).type) for column in tables()[name].columns]
    return pa.Table.from_arrays(columns, schema=schema)


def _values(column: ColumnSpec, rows: Sequence[Any]) -> list[Any]:
    if column.path.startswith("facts."):
        get = attrgetter(column.path.removeprefix("facts."))
        return [None if row.facts is None else get(row.facts) for row in rows]
    get = attrgetter(column.path)
    return [get(row) for row in rows]


def _array(values: list[Any], kind: pa.DataType) -> pa.Array:
    try:
        return pa.array(values, kind)
    except UnicodeEncodeError:
        # A file name that is not UTF-8 holds surrogates, which no table can: they are written out as \udc80.
        return pa.array([_printable(value) for value in values], kind)


def _printable(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_printable(item) for item in value)
    return value.encode("utf-8", "backslashreplace").decode("utf-8") if isinstance(value, str) else value
