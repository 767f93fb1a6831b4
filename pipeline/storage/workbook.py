"""The tables as one XLSX workbook for reading: comparison first, the codebook last, without page texts."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from pipeline.codebook import ColumnSpec, TableSpec
from pipeline.codebook import tables as table_specs
from pipeline.domain.data import vocabulary
from pipeline.storage.schema import LIST_SEPARATOR
from pipeline.storage.sheet_rows import ColumnStyle, render_rows

ROW_LIMIT = 1_048_576
"""Rows of a sheet, header included (Excel specifications and limits)."""

_FIRST = ("comparison", "coverage", "co_financing")
_LEFT_OUT = (("pages", "text"),)
_FORMATS = {"CHF": "#,##0", "pt": "0.0"}
_WIDTHS = {"str": 22, "int": 11, "float": 14, "bool": 9}
_WIDE = {"quote": 60, "title": 50, "description": 60, "what": 60, "note": 60, "alternatives": 60, "meaning": 80}
_DEFAULT_WIDTH = 22
_CODEBOOK = ("table", "column", "meaning", "type", "nullable", "unit", "vocabulary", "values", "source")
# A workbook carries the time of its making; a fixed one (the first a ZIP can hold) keeps the bytes the same.
_FIXED_TIME = datetime(1980, 1, 1)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_END_OF_ROWS = b"</sheetData>"

_Column = tuple[Sequence[Any], ColumnStyle]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A worksheet to be: its columns by name, with their width and values."""

    name: str
    header: tuple[str, ...]
    widths: tuple[int, ...]
    columns: tuple[_Column, ...]


def write_workbook(tables: Mapping[str, pa.Table], path: Path) -> None:
    """Write the workbook at `path`.

    Each sheet has a frozen header and a filter. Text is always text, whatever it starts with; control characters are
    taken out and text too long for a cell is cut, with a mark. Rows over ROW_LIMIT stand in the other exports only.
    Raises OSError if it can't be written.
    """
    book = Workbook(write_only=True)
    book.properties.creator = "kip"
    book.properties.created = _FIXED_TIME
    styles = _styles(book)
    names = [*(name for name in _FIRST if name in tables), *(name for name in tables if name not in _FIRST)]
    sheets = [_table_sheet(table_specs()[name], tables[name], styles) for name in names]
    sheets.append(_codebook_sheet(styles[None]))
    for sheet in sheets:
        _add_frame(book, sheet)
    frame = path.with_name(f"{path.name}.frame")
    try:
        book.save(frame)
        _fill(frame, path, sheets)
    finally:
        frame.unlink(missing_ok=True)


def _styles(book: Workbook) -> dict[str | None, ColumnStyle]:
    """Register the styles of the cells with the workbook and return them by unit; null is any other column's."""
    quoted = WriteOnlyCell(book.create_sheet("styles"), "")
    book.remove(book["styles"])
    quoted.quotePrefix = True
    styles: dict[str | None, ColumnStyle] = {None: ColumnStyle(0, quoted.style_id)}
    for unit, number_format in _FORMATS.items():
        cell = WriteOnlyCell(quoted.parent, 0)
        cell.number_format = number_format
        styles[unit] = ColumnStyle(cell.style_id, quoted.style_id)
    return styles


def _table_sheet(spec: TableSpec, table: pa.Table, styles: Mapping[str | None, ColumnStyle]) -> _Sheet:
    columns = [column for column in spec.columns if (spec.name, column.name) not in _LEFT_OUT]
    rows = table.slice(0, ROW_LIMIT - 1)
    return _Sheet(
        name=spec.name,
        header=tuple(column.name for column in columns),
        widths=tuple(_WIDE.get(column.name) or _WIDTHS.get(column.type, _DEFAULT_WIDTH) for column in columns),
        columns=tuple(
            (_values(column, rows.column(column.name)), styles.get(column.unit, styles[None])) for column in columns
        ),
    )


def _values(column: ColumnSpec, values: pa.ChunkedArray) -> list[Any]:
    plain: list[Any] = values.to_pylist()
    if not column.type.startswith("list"):
        return plain
    return [LIST_SEPARATOR.join(map(str, value)) if value else None for value in plain]


def _codebook_sheet(style: ColumnStyle) -> _Sheet:
    rows = [_codebook_row(table.name, column) for table in table_specs().values() for column in table.columns]
    columns = tuple((values, style) for values in zip(*rows, strict=True))
    widths = tuple(_WIDE.get(title, _DEFAULT_WIDTH) for title in _CODEBOOK)
    return _Sheet("codebook", _CODEBOOK, widths, columns)


def _codebook_row(table: str, column: ColumnSpec) -> tuple[str | None, ...]:
    values = ", ".join(vocabulary(column.vocabulary)) if column.vocabulary else None
    nullable = "yes" if column.nullable else "no"
    about = (column.unit, column.vocabulary, values, column.source)
    return (table, column.name, column.meaning, column.type, nullable, *about)


def _add_frame(book: Workbook, sheet: _Sheet) -> None:
    """Add a worksheet that has everything but its rows: widths, a bold and frozen header, a filter over all rows."""
    worksheet = book.create_sheet(sheet.name)
    last = get_column_letter(len(sheet.header))
    for number, width in enumerate(sheet.widths, start=1):
        worksheet.column_dimensions[get_column_letter(number)].width = width
    worksheet.freeze_panes = "A2"
    worksheet.auto_filter.ref = f"A1:{last}{len(sheet.columns[0][0]) + 1}"
    header = [WriteOnlyCell(worksheet, title) for title in sheet.header]
    for cell in header:
        cell.font = Font(bold=True)
    worksheet.append(header)


def _fill(frame: Path, target: Path, sheets: Sequence[_Sheet]) -> None:
    """Copy a workbook, its sheets with their rows, and without the time of its making."""
    with zipfile.ZipFile(frame) as empty, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as filled:
        for name in empty.namelist():
            entry = zipfile.ZipInfo(name, _FIXED_TIME.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            with filled.open(entry, "w", force_zip64=True) as part:
                for piece in _content(name, empty.read(name), sheets):
                    part.write(piece)


def _content(name: str, content: bytes, sheets: Sequence[_Sheet]) -> Iterator[bytes]:
    number = _SHEET.fullmatch(name)
    if number is None:
        yield _MODIFIED.sub(rb"\g<1>" + f"{_FIXED_TIME.isoformat()}Z".encode(), content)
        return
    before, after = content.split(_END_OF_ROWS)
    yield before
    yield from render_rows(sheets[int(number[1]) - 1].columns, first_row=2)
    yield _END_OF_ROWS + after
