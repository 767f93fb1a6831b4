"""A sample as an Excel workbook: figures are numbers, totals are formulas with the value that Excel last saw.

A heading starts a sheet and is its name. A table shows no caption: in the truth it bears the name of its sheet.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zipfile import ZipFile

from lxml import etree
from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from corpus.generator.archive import fixed_archive
from corpus.generator.marks import plain
from corpus.generator.model import Block, Grid, Heading, Paragraph, Rendered, Sample

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_MODIFIED = "{http://purl.org/dc/terms/}modified"
# As `number_format` shows it on a Swiss machine.
_NUMBER = re.compile(r"\d{1,3}(?:'\d{3})*")
_FIRST_WIDTH, _WIDTH = 46, 15


@dataclass(frozen=True, slots=True)
class Palette:
    """The typeface and the colour of an office's workbook."""

    font: str
    fill: str
    number_format: str = "#,##0"


@dataclass(frozen=True, slots=True)
class HiddenSheet:
    """A sheet that Excel does not show, such as the entries of drop-down lists; no part of the truth."""

    name: str
    entries: tuple[str, ...]


def render_xlsx(sample: Sample, palette: Palette, hidden: Sequence[HiddenSheet] = ()) -> Rendered:
    """Return the sample as a workbook. Sheets are no pages: none is noted."""
    book = Workbook()
    _set_properties(book, sample)
    book.remove(book.worksheets[0])
    cached = [
        _fill(book.create_sheet(name), blocks, sample.sample_mark, palette) for name, blocks in _sheets(sample.blocks)
    ]
    for sheet in hidden:
        page = book.create_sheet(sheet.name)
        page.sheet_state = "hidden"
        for row, entry in enumerate((sample.sample_mark, *sheet.entries), 1):
            page.cell(row, 1, entry)
    target = io.BytesIO()
    book.save(target)
    return Rendered(_finished(target.getvalue(), cached, sample))


def _sheets(blocks: Sequence[Block]) -> Iterator[tuple[str, list[Block]]]:
    """Yield the name of each sheet and what stands on it."""
    starts = [number for number, block in enumerate(blocks) if isinstance(block, Heading)]
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        heading = blocks[start]
        if isinstance(heading, Heading):
            yield plain(heading.text), list(blocks[start + 1 : end])


def _set_properties(book: Workbook, sample: Sample) -> None:
    properties = book.properties
    properties.title, properties.creator = sample.facts.title, sample.facts.issuer
    properties.subject, properties.keywords = sample.sample_mark, f"kip-sample {sample.name}"
    properties.language, properties.lastModifiedBy = sample.facts.language, "corpus.generator"
    properties.created = datetime.fromisoformat(f"{sample.facts.published}T00:00:00")


def _fill(page: Worksheet, blocks: Sequence[Block], sample_mark: str, palette: Palette) -> dict[str, str]:
    """Write a sheet from the top; return the value of each cell of figures."""
    page.column_dimensions["A"].width = _FIRST_WIDTH
    row = _write_line(page, 1, Paragraph(sample_mark, "small"), palette)
    cached: dict[str, str] = {}
    for block in blocks:
        match block:
            case Paragraph():
                row = _write_line(page, row, block, palette)
            case Grid():
                row, values = _write_grid(page, row, block, palette)
                cached |= values
            case _:
                raise ValueError(f"{type(block).__name__} has no place on a sheet")
    return cached


def _write_line(page: Worksheet, row: int, block: Paragraph, palette: Palette) -> int:
    cell = page.cell(row, 1, plain(block.text))
    sizes = {"title": 14, "small": 9}
    cell.font = Font(name=palette.font, size=sizes.get(block.style, 10), bold=block.style in ("title", "small"))
    if block.style == "title":
        page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=6)
    return row + 1


def _write_grid(page: Worksheet, top: int, grid: Grid, palette: Palette) -> tuple[int, dict[str, str]]:
    """Write a table below an empty row; return the row after it and the value of each cell of figures."""
    first, cached = top + 1, dict[str, str]()
    for row, col, text in _cells(grid):
        cell = page.cell(first + row, col + 1)
        cell.value = text or None
        if row >= grid.header_rows and _NUMBER.fullmatch(text):
            number = text.replace("'", "")
            cached[cell.coordinate] = number
            cell.value = _formula(grid, first, row, col) or int(number)
        _dress(cell, grid, row, palette)
        if col:
            page.column_dimensions[get_column_letter(col + 1)].width = _WIDTH
    return first + len(grid.rows) + 1, cached


def _cells(grid: Grid) -> Iterator[tuple[int, int, str]]:
    for row, texts in enumerate(grid.rows):
        yield from ((row, col, plain(text)) for col, text in enumerate(texts))


def _formula(grid: Grid, first: int, row: int, col: int) -> str | None:
    """Return the sum that stands in a total row or in the last column, or null."""
    letter, last_part = get_column_letter(col + 1), len(grid.rows) - grid.total_rows - 1
    if row > last_part:
        return f"=SUM({letter}{first + grid.header_rows}:{letter}{first + last_part})"
    if col == len(grid.rows[0]) - 1:
        return f"=SUM(B{first + row}:{get_column_letter(col)}{first + row})"
    return None


def _dress(cell: Cell | MergedCell, grid: Grid, row: int, palette: Palette) -> None:
    strong = row < grid.header_rows or row >= len(grid.rows) - grid.total_rows
    cell.font = Font(name=palette.font, size=10, bold=strong)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.number_format = palette.number_format
    if row < grid.header_rows:
        cell.fill = PatternFill("solid", fgColor=palette.fill)


def _finished(data: bytes, cached: list[dict[str, str]], sample: Sample) -> bytes:
    """Return the workbook with the values of its formulas, which openpyxl cannot write, and without the clock."""
    with ZipFile(io.BytesIO(data)) as archive:
        changed = {"docProps/core.xml": _dated(archive.read("docProps/core.xml"), sample)}
        for number, values in enumerate(cached, 1):
            name = f"xl/worksheets/sheet{number}.xml"
            changed[name] = _with_values(archive.read(name), values)
    return fixed_archive(data, changed)


def _dated(core: bytes, sample: Sample) -> bytes:
    root = etree.fromstring(core)
    for modified in root.iter(_MODIFIED):
        modified.text = f"{sample.facts.published}T00:00:00Z"
    return _to_xml(root)


def _with_values(sheet: bytes, values: dict[str, str]) -> bytes:
    root = etree.fromstring(sheet)
    for cell in root.iter(f"{_MAIN}c"):
        value = values.get(cell.get("r", ""))
        if value is not None:
            stored = cell.find(f"{_MAIN}v")
            stored = etree.SubElement(cell, f"{_MAIN}v") if stored is None else stored
            stored.text = value
    return _to_xml(root)


def _to_xml(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
