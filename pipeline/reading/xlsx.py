"""XLSX: each visible sheet as a heading with its lines and tables, figures as their formats show them."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter, range_boundaries

from pipeline.domain.failures import DocumentFailure
from pipeline.reading.draft import DraftBlock, DraftPage, Source, assemble
from pipeline.reading.limits import Limits
from pipeline.reading.number_formats import show
from pipeline.reading.packages import (
    BROKEN,
    PackageKind,
    broken_package,
    check_package,
    score_package,
    sensible_title,
)
from pipeline.reading.sheets import Placed, sheet_blocks
from pipeline.records import Document, Page

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KIND = PackageKind(re.compile(r"xl/workbook\d*\.xml"), "xl/", "an Excel workbook")
# Cells named one by one in the metadata; more are only counted.
MAX_NAMED = 20

_SHEET_DATA = b"sheetData"
_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
# Areas of which openpyxl makes every cell.
_AREA = re.compile(rb"<(?:\w+:)?(?:mergeCell|hyperlink)\s[^>]*?\bref\s*=\s*[\"']([$A-Z0-9]{1,20}:[$A-Z0-9]{1,20})[\"']")
# The last column and row of a sheet (ECMA-376 part 1, 18.3.1.73).
MAX_COLUMN, MAX_ROW = 16_384, 1_048_576
_PROPERTIES = (
    ("creator", "author"),
    ("title", "title"),
    ("subject", "subject"),
    ("created", "created"),
    ("modified", "modified"),
    ("lastModifiedBy", "last_modified_by"),
)


@dataclass(frozen=True, slots=True)
class Books:
    """A workbook with the values Excel last saw, and with its formulas where it has any."""

    values: Any
    formulas: Any | None


@dataclass(frozen=True, slots=True)
class SheetRead:
    """A sheet's blocks; names of its hidden rows and columns that hold something, and of formulas without a value."""

    blocks: tuple[DraftBlock, ...]
    hidden_rows: tuple[str, ...] = ()
    hidden_columns: tuple[str, ...] = ()
    without_value: tuple[str, ...] = ()


class XlsxReader:
    """Reads Excel workbooks of 2007 and later; macros and links to other files are left alone."""

    name = "xlsx"
    version = "2"

    def score(self, data: bytes) -> float:
        """Return 1 for a ZIP archive with the main part of a workbook."""
        return score_package(data, KIND)

    def read(self, data: bytes, limits: Limits) -> Document:
        """Return the workbook as one page. Raises DocumentFailure: damaged, encrypted, too_large."""
        check_package(data, limits, KIND)
        books = _open(data, limits)
        shown = [sheet for sheet in books.values.worksheets if sheet.sheet_state == "visible"]
        sheets = {sheet.title: _read_sheet(sheet, books.formulas, limits) for sheet in shown}
        blocks = tuple(block for read in sheets.values() for block in read.blocks)
        # The name of a sheet alone says nothing.
        filled = any(block.kind != "heading" for block in blocks)
        page = DraftPage(blocks if filled else (), Page(1, 0, 0, "digital" if filled else "blank"))
        metadata = (*_properties(books.values.properties), *_notes(books.values, sheets))
        title = _title(books.values.properties.title, page)
        return assemble(Source(data, MEDIA_TYPE, title, metadata), [page])


def _open(data: bytes, limits: Limits) -> Books:
    try:
        has_formulas = _check_sheets(data, limits)
        values = _load(data, data_only=True)
        if not values.sheetnames:
            # openpyxl passes over sheets that the file names and does not have.
            raise DocumentFailure("damaged", "a workbook without its sheets")
        return Books(values, _load(data, data_only=False) if has_formulas else None)
    except BROKEN as error:
        raise broken_package(error, KIND) from error


def _load(data: bytes, *, data_only: bool) -> Any:
    with warnings.catch_warnings():
        # openpyxl warns of extensions it drops: colours, drop-down lists and the like.
        warnings.simplefilter("ignore", UserWarning)
        return openpyxl.load_workbook(io.BytesIO(data), data_only=data_only, keep_links=False)


def _check_sheets(data: bytes, limits: Limits) -> bool:
    """Return whether a sheet holds formulas. Raises DocumentFailure where openpyxl would make too many cells."""
    cells, formulas = 0, False
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            xml = archive.read(name) if name.endswith(".xml") else b""
            if _SHEET_DATA not in xml:
                continue
            cells += sum(1 for _ in _CELL.finditer(xml)) + sum(_size(match.group(1)) for match in _AREA.finditer(xml))
            formulas = formulas or bool(_FORMULA.search(xml))
    limits.check("max_cells", cells, "cells")
    return formulas


def _size(reference: bytes) -> int:
    left, top, right, bottom = range_boundaries(reference.decode("ascii"))
    columns, rows = (right or MAX_COLUMN) - (left or 1), (bottom or MAX_ROW) - (top or 1)
    return (abs(columns) + 1) * (abs(rows) + 1)


def _read_sheet(sheet: Any, formulas: Any | None, limits: Limits) -> SheetRead:
    texts, missing = _texts(sheet, formulas[sheet.title] if formulas else None)
    rows = sorted(number for number, row in sheet.row_dimensions.items() if row.hidden or row.height == 0)
    columns = list(_hidden_columns(sheet))
    spans = {(area.min_row, area.min_col): (area.max_row, area.max_col) for area in sheet.merged_cells.ranges}
    placed = []
    for (row, col), text in texts.items():
        last_row, last_col = spans.get((row, col), (row, col))
        top, bottom = row - bisect_left(rows, row), last_row + 1 - bisect_left(rows, last_row + 1)
        left, right = col - bisect_left(columns, col), last_col + 1 - bisect_left(columns, last_col + 1)
        if top < bottom and left < right:
            placed.append(Placed(top, left, bottom, right, text))
    used_rows, used_columns = {row for row, _ in texts}, {col for _, col in texts}
    return SheetRead(
        tuple(sheet_blocks(sheet.title, placed, limits)),
        tuple(str(row) for row in rows if row in used_rows),
        tuple(get_column_letter(col) for col in columns if col in used_columns),
        missing,
    )


def _hidden_columns(sheet: Any) -> Iterator[int]:
    reached = 0
    for column in sorted(sheet.column_dimensions.values(), key=lambda column: column.min):
        if column.hidden or column.width == 0:
            # Broken files give each column a range to the end of the sheet.
            last = min(column.max, MAX_COLUMN)
            yield from range(max(1, column.min, reached + 1), last + 1)
            reached = max(reached, last)


def _texts(sheet: Any, formulas: Any | None) -> tuple[dict[tuple[int, int], str], tuple[str, ...]]:
    """Return the text of each filled cell, and the names of formulas shown themselves for want of a value."""
    texts: dict[tuple[int, int], str] = {}
    missing = []
    # The public ways to a sheet's cells make every cell up to the last one, seventeen thousand million at worst.
    for (row, col), cell in sorted(sheet._cells.items()):
        value = cell.value
        if value is None and formulas is not None and (formula := _formula(formulas, row, col)):
            missing.append(cell.coordinate)
            value = formula
        text = " ".join(show(value, cell.number_format).split()) if value is not None else ""
        if text:
            texts[row, col] = text
    return texts, tuple(missing)


def _formula(sheet: Any, row: int, col: int) -> str | None:
    cell = sheet._cells.get((row, col))
    value = getattr(cell, "value", None)
    value = getattr(value, "text", value)
    return value if isinstance(value, str) and value.startswith("=") else None


def _title(stated: str | None, page: DraftPage) -> str | None:
    """Return what the workbook says of itself if its text says so too, else its first line of text."""
    lines = (block.text for block in page.blocks if block.kind in ("paragraph", "caption"))
    names = (block.text for block in page.blocks if block.kind == "heading")
    return sensible_title(stated, page.text) or next(lines, None) or next(names, None)


def _properties(properties: Any) -> Iterator[tuple[str, str]]:
    for name, called in _PROPERTIES:
        value = getattr(properties, name)
        if value:
            yield called, value.isoformat() if hasattr(value, "isoformat") else str(value)


def _notes(book: Any, sheets: dict[str, SheetRead]) -> Iterator[tuple[str, str]]:
    """Yield what was not read, and formulas that were read as such."""
    if hidden := [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]:
        yield "hidden_sheets", ", ".join(hidden)
    for key in ("hidden_rows", "hidden_columns", "without_value"):
        found = [f"{name}!{place}" for name, read in sheets.items() for place in getattr(read, key)]
        if found:
            yield "formulas_without_value" if key == "without_value" else key, _listed(found)


def _listed(names: Iterable[str]) -> str:
    found = list(names)
    more = len(found) - MAX_NAMED
    return ", ".join(found[:MAX_NAMED]) + (f" (+{more})" if more > 0 else "")
