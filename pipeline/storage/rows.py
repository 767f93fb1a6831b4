"""Rows of an output folder's tables, back as the records they were written from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

import pyarrow.parquet as pq

R = TypeVar("R")


def read_columns(out: Path, table: str, columns: Sequence[str]) -> list[dict[str, Any]]:
    """Return some columns of a table as plain rows, lists as tuples.

    Raises FileNotFoundError where nothing was published, pyarrow.ArrowInvalid for a file that is no such table.
    """
    found: list[dict[str, Any]] = pq.read_table(out / "tables" / f"{table}.parquet", columns=list(columns)).to_pylist()
    return [{name: tuple(value) if isinstance(value, list) else value for name, value in row.items()} for row in found]


def read_rows(out: Path, table: str, record: type[R]) -> list[R]:
    """Return the rows of a table whose columns are the fields of a record, such as ComparisonRow. Raises as above."""
    names = [item.name for item in fields(record)]  # type: ignore[arg-type]
    return [record(**row) for row in read_columns(out, table, names)]
