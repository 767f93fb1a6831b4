"""Arrow schemas and keys of the output tables, made from the codebook."""

from __future__ import annotations

from functools import cache

import pyarrow as pa

from pipeline.codebook import ColumnSpec, TableSpec, tables
from pipeline.storage.migrations import SCHEMA_VERSION

LIST_SEPARATOR = " | "
"""Between the items of a list where a cell holds text only (CSV, XLSX)."""

_TYPES = {
    "str": pa.string(),
    "int": pa.int64(),
    "float": pa.float64(),
    "bool": pa.bool_(),
    "list[str]": pa.list_(pa.string()),
    "list[float]": pa.list_(pa.float64()),
}

PRIMARY_KEYS: dict[str, tuple[str, ...]] = {
    "documents": ("input_id",),
    "pages": ("document_id", "page"),
    "funding": ("funding_id",),
    "measures": ("measure_id",),
    "mentions": ("mention_id",),
    "goals": ("goal_id",),
    "decisions": ("decision_id",),
    "coverage": ("canton", "program", "foerderbereich"),
}
"""Columns that tell the rows of a table apart. `comparison` and `co_financing` have nulls in theirs (year)."""


@cache
def schemas() -> dict[str, pa.Schema]:
    """Return the Arrow schema of every table, in the order they are written, with meaning and unit of each column."""
    return {name: _schema(table) for name, table in tables().items()}


def _schema(table: TableSpec) -> pa.Schema:
    about = {"kip_schema_version": str(SCHEMA_VERSION), "meaning": table.meaning}
    return pa.schema([_field(column) for column in table.columns], metadata=about)


def _field(column: ColumnSpec) -> pa.Field:
    about = {"meaning": column.meaning} | ({"unit": column.unit} if column.unit else {})
    return pa.field(column.name, _TYPES[column.type], metadata=about)
