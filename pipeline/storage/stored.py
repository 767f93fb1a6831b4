"""The tables of an output folder, read back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.storage.migrations import SCHEMA_VERSION, NewerOutputError
from pipeline.storage.schema import schemas

Row = Mapping[str, Any]
"""A row of a table: its values by column name; lists are lists."""


class NoTablesError(Exception):
    """An output folder has no tables, or one of them can't be read; the message says which, in a sentence."""


def load_table(out: Path, name: str) -> pa.Table:
    """Return one table of an output folder with today's columns; one that an older kip did not write is null.

    Raises NoTablesError where it is missing or no Parquet, NewerOutputError if a newer kip wrote it.
    """
    path = out / "tables" / f"{name}.parquet"
    try:
        with path.open("rb") as file:
            table = pq.read_table(file)
    except FileNotFoundError as error:
        raise NoTablesError(f"There are no tables in {out}; begin with: kip run PATH --out {out}") from error
    except (OSError, pa.ArrowInvalid) as error:
        raise NoTablesError(f"{path} can't be read ({error}); write it again with kip run") from error
    _check_schema(path, table)
    return _with_columns(table, schemas()[name])


def runs_of_inputs(out: Path) -> dict[str, str]:
    """Return for each input the id of the last run that reports it; reports that can't be read don't count."""
    runs: dict[str, str] = {}
    # Ids of runs begin with their time, so that their order is that of the runs.
    for path in sorted((out / "runs").glob("*/report.json")):
        try:
            report = json.loads(path.read_text(encoding="utf-8"))
            runs |= {item["input_id"]: str(report["run_id"]) for item in report["inputs"]}
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return runs


def _check_schema(path: Path, table: pa.Table) -> None:
    found = int((table.schema.metadata or {}).get(b"kip_schema_version", b"0"))
    if found > SCHEMA_VERSION:
        raise NewerOutputError(f"table {path.name}", found, SCHEMA_VERSION)


def _with_columns(table: pa.Table, schema: pa.Schema) -> pa.Table:
    columns = [
        table.column(field.name) if field.name in table.column_names else pa.nulls(table.num_rows, field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(columns, names=schema.names)
