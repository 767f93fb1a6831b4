"""The tables as files for other programs: Parquet, CSV, XLSX, SQLite, and the codebook."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.codebook import ColumnSpec, markdown
from pipeline.codebook import tables as table_specs
from pipeline.storage.atomic import replacing
from pipeline.storage.database import write_database
from pipeline.storage.schema import LIST_SEPARATOR
from pipeline.storage.workbook import write_workbook

# Spreadsheets take text that starts so for a formula (OWASP, CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_exports(tables: Mapping[str, pa.Table], out: Path) -> list[Path]:
    """Write all exports of a run below `out` and return their paths.

    `tables` are those of `build_tables`. The same tables give the same bytes. All are written before the first takes
    the place of an old one: after a failure, such as a full disk, the old ones are still there, and all of one run.
    Raises OSError, naming what could not be written.
    """
    writers: dict[Path, Callable[[Path], None]] = {}
    for name, table in tables.items():
        writers[out / "tables" / f"{name}.parquet"] = _parquet_writer(table)
        writers[out / "csv" / f"{name}.csv"] = _csv_writer(name, table)
    writers[out / "kip.xlsx"] = lambda path: write_workbook(tables, path)
    writers[out / "kip.sqlite"] = lambda path: write_database(tables, path)
    writers[out / "codebook.md"] = lambda path: _write_text(path, markdown())
    with ExitStack() as stack:
        for path, write in writers.items():
            write(stack.enter_context(replacing(path)))
    return list(writers)


def safe_text(text: str) -> str:
    """Return a text cell that no spreadsheet takes for a formula: an apostrophe goes before what starts like one.

    Text that starts with apostrophes before such a start gets one more, so that `plain_text` gives back any text.
    """
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA_STARTS) else text


def plain_text(cell: str) -> str:
    """Return the text that `safe_text` was given."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA_STARTS) else cell


def _parquet_writer(table: pa.Table) -> Callable[[Path], None]:
    return lambda path: _write_parquet(table, path)


def _write_parquet(table: pa.Table, path: Path) -> None:
    # An open file, as pyarrow takes no path whose name is not valid UTF-8.
    with path.open("wb") as file:
        pq.write_table(table, file, compression="zstd")


def _csv_writer(name: str, table: pa.Table) -> Callable[[Path], None]:
    return lambda path: _write_csv(name, table, path)


def _write_csv(name: str, table: pa.Table, path: Path) -> None:
    columns = [_csv_cells(column, table.column(column.name)) for column in table_specs()[name].columns]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(table.column_names)
        writer.writerows(zip(*columns, strict=True))


def _csv_cells(column: ColumnSpec, values: pa.ChunkedArray) -> Iterator[Any]:
    """Return the cells of a column; null is empty, numbers are left alone."""
    plain = values.to_pylist()
    if column.type.startswith("list"):
        return (None if value is None else safe_text(LIST_SEPARATOR.join(map(str, value))) for value in plain)
    if column.type == "bool":
        return (None if value is None else str(value).lower() for value in plain)
    if column.type == "str":
        return (None if value is None else safe_text(value) for value in plain)
    return iter(plain)


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
