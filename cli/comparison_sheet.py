"""Figures side by side as a workbook: the comparison, its notes, and the source of every amount."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from cli.comparison_page import cell_text, headings, notes_of, sections, title_of
from pipeline.comparison.cells import Cell
from pipeline.comparison.labels import Labels
from pipeline.comparison.side_by_side import SideBySide
from pipeline.storage.atomic import replacing
from pipeline.storage.sheet_rows import cell_text as clean

_FORMATS = {"CHF": "#,##0", "share": "0.0\\ %", "count": "0"}
_WIDTH, _FIRST_WIDTH, _WIDE = 20, 52, 100
_SOURCE = ("path", "page", "quote", "amount_chf", "basis", "period_start", "period_end", "document_id", "funding_id")
_AMOUNT = _SOURCE.index("amount_chf") + 3
_WIDTHS, _NARROW = {"figure": 36, "path": 52, "quote": 36}, 14
# Sheet names take 31 characters and no such sign (Excel specifications and limits).
_LONGEST_NAME = 31


def write_sheet(shown: SideBySide, path: Path, language: str, sources: Mapping[str, Mapping[str, Any]]) -> None:
    """Write the workbook; `sources` are the rows of `funding`, with the document's path, by id. Raises OSError.

    Text of documents is always text, whatever it starts with.
    """
    labels = Labels(language)
    book = Workbook()
    sheet = book.worksheets[0]
    _figures(sheet, shown, labels)
    _notes(book.create_sheet(labels.word("notes")[:_LONGEST_NAME]), notes_of(shown, language))
    _sources(book.create_sheet(labels.word("sources")[:_LONGEST_NAME]), shown, labels, sources)
    buffer = io.BytesIO()
    book.save(buffer)
    with replacing(path) as target:
        target.write_bytes(buffer.getvalue())


def _figures(sheet: Worksheet, shown: SideBySide, labels: Labels) -> None:
    sheet.title = labels.section("money")[:_LONGEST_NAME]
    _put(sheet, 1, 1, title_of(shown, labels)).font = Font(bold=True)
    for column, text in enumerate((labels.word("figure"), *headings(shown)), start=1):
        _put(sheet, 2, column, text).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTH if column > 1 else _FIRST_WIDTH
    sheet.freeze_panes = "B3"
    row = 3
    for section, lines in sections(shown):
        _put(sheet, row, 1, labels.section(section)).font = Font(bold=True)
        row += 1
        for line in lines:
            _put(sheet, row, 1, labels.line(line))
            for column, cell in enumerate(line.cells, start=2):
                _figure(sheet, row, column, cell, line.unit, labels)
            row += 1
    _put(sheet, row + 1, 1, labels.word("legend"))


def _figure(sheet: Worksheet, row: int, column: int, cell: Cell, unit: str, labels: Labels) -> None:
    """Put a figure as a number with the mark of its state in the format, everything else as text."""
    if cell.value is None:
        _put(sheet, row, column, cell_text(cell, unit, labels))
        return
    mark = {"derived": '"*"', "conflict": '"!"'}.get(cell.state or "", "") if unit == "CHF" else ""
    place = sheet.cell(row, column, cell.value)
    place.number_format = _FORMATS[unit] + mark


def _notes(sheet: Worksheet, notes: list[str]) -> None:
    sheet.column_dimensions["A"].width = _WIDE
    for row, note in enumerate(notes, start=1):
        _put(sheet, row, 1, note)


def _sources(sheet: Worksheet, shown: SideBySide, labels: Labels, sources: Mapping[str, Mapping[str, Any]]) -> None:
    for column, name in enumerate(("figure", "column", *_SOURCE), start=1):
        _put(sheet, 1, column, labels.word(name)).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(name, _NARROW)
    sheet.freeze_panes = "A2"
    row = 2
    for line in shown.lines:
        for heading, cell in zip(headings(shown), line.cells, strict=True):
            for name in cell.funding_ids:
                found = sources.get(name, {})
                told = (labels.word(str(found.get(key))) if key == "basis" else found.get(key) for key in _SOURCE)
                for column, value in enumerate((labels.line(line), heading, *told), start=1):
                    _put(sheet, row, column, value)
                sheet.cell(row, _AMOUNT).number_format = _FORMATS["CHF"]
                row += 1


def _put(sheet: Worksheet, row: int, column: int, value: Any) -> SheetCell:
    """Put a value into a cell, text as text even where it looks like a formula."""
    place: SheetCell = sheet[f"{get_column_letter(column)}{row}"]
    if isinstance(value, str):
        place.value = clean(value)
        place.data_type = "s"
        place.quotePrefix = value.startswith(("=", "+", "-", "@"))
    else:
        place.value = value
    return place
