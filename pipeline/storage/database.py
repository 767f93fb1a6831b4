"""The tables as one SQLite database, with keys, indexes and a full-text index over page text."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline import __version__
from pipeline.codebook import ColumnSpec
from pipeline.codebook import tables as table_specs
from pipeline.storage.migrations import SCHEMA_VERSION
from pipeline.storage.schema import PRIMARY_KEYS

_TYPES = {"str": "TEXT", "int": "INTEGER", "float": "REAL", "bool": "INTEGER"}

# `documents` has a row per input, so that a document given twice stands there twice; `contents` has each one once.
_CONTENTS = """
CREATE TABLE contents (
    document_id TEXT PRIMARY KEY,
    input_id TEXT NOT NULL REFERENCES documents (input_id)
)
"""
_FILL_CONTENTS = """
INSERT INTO contents
SELECT document_id, input_id FROM documents WHERE document_id IS NOT NULL
ORDER BY duplicate_of IS NOT NULL, rowid
ON CONFLICT DO NOTHING
"""
_FOREIGN_KEYS = {
    "documents": {"duplicate_of": "documents (input_id)"},
    "funding": {"document_id": "contents (document_id)", "measure_id": "measures (measure_id)"},
    "measures": {"document_id": "contents (document_id)"},
    "mentions": {"document_id": "contents (document_id)", "measure_id": "measures (measure_id)"},
    "goals": {"document_id": "contents (document_id)"},
    "decisions": {"document_id": "contents (document_id)"},
    "pages": {"document_id": "contents (document_id)"},
}
_INDEXED = {
    "documents": ("document_id", "canton", "program", "state"),
    "funding": ("document_id", "foerderbereich", "payer", "measure_id"),
    "measures": ("document_id", "foerderbereich"),
    "mentions": ("document_id", "measure_id"),
    "goals": ("document_id", "foerderbereich"),
    "decisions": ("document_id", "body"),
    "comparison": ("canton", "program", "foerderbereich"),
    "co_financing": ("canton", "program"),
}
# The index keeps no copy of the text; accents don't matter when searching (`zurich` finds Zürich).
_FULL_TEXT = """
CREATE VIRTUAL TABLE pages_fts
USING fts5(text, content='pages', tokenize='unicode61 remove_diacritics 2')
"""


def write_database(tables: Mapping[str, pa.Table], path: Path) -> None:
    """Write a new database at `path`, which must not exist.

    Lists are JSON text, booleans 0 and 1. `PRAGMA user_version` and the table `meta` hold the schema version. Search
    with `SELECT … FROM pages_fts JOIN pages ON pages.rowid = pages_fts.rowid WHERE pages_fts MATCH 'word'`.
    Raises OSError if it can't be written.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            _fill(connection, tables)
    except sqlite3.Error as error:
        raise OSError(f"the database cannot be written ({error})") from error


def _fill(connection: sqlite3.Connection, tables: Mapping[str, pa.Table]) -> None:
    # A draft that fails is thrown away, so that a journal would only cost time.
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    connection.execute("BEGIN")
    _write_meta(connection)
    for name, table in tables.items():
        _write_table(connection, name, table)
        if name == "documents":
            connection.execute(_CONTENTS)
            connection.execute(_FILL_CONTENTS)
    if "pages" in tables:
        connection.execute(_FULL_TEXT)
        connection.execute("INSERT INTO pages_fts (pages_fts) VALUES ('rebuild')")
    connection.execute("COMMIT")


def _write_meta(connection: sqlite3.Connection) -> None:
    rows = [("pipeline_version", __version__), ("schema_version", str(SCHEMA_VERSION))]
    connection.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
    connection.executemany("INSERT INTO meta VALUES (?, ?)", rows)


def _write_table(connection: sqlite3.Connection, name: str, table: pa.Table) -> None:
    columns = table_specs()[name].columns
    connection.execute(_definition(name, columns))
    marks = ", ".join("?" * len(columns))
    cells = [_cells(column, table.column(column.name)) for column in columns]
    connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', zip(*cells, strict=True))  # noqa: S608
    for column_name in _INDEXED.get(name, ()):
        connection.execute(f'CREATE INDEX "{name}_{column_name}" ON "{name}" ("{column_name}")')


def _definition(name: str, columns: Iterable[ColumnSpec]) -> str:
    lines = [f'"{column.name}" {_TYPES.get(column.type, "TEXT")}' for column in columns]
    if name in PRIMARY_KEYS:
        lines.append(f"PRIMARY KEY ({', '.join(PRIMARY_KEYS[name])})")
    references = _FOREIGN_KEYS.get(name, {})
    lines += [f"FOREIGN KEY ({column}) REFERENCES {target}" for column, target in references.items()]
    return f'CREATE TABLE "{name}" ({", ".join(lines)})'


def _cells(column: ColumnSpec, values: pa.ChunkedArray) -> list[Any]:
    plain: list[Any] = values.to_pylist()
    if not column.type.startswith("list"):
        return plain
    dump: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False).encode
    return [None if value is None else dump(value) for value in plain]
