"""A table as a grid: header labels over columns, labels before rows, numbers in between."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from pipeline.extraction.numbers import NO_RAPPEN, NUMBER, parse_number
from pipeline.records import Cell, Document, Table

_MONEY_SIGN = r"(?:[A-Z]{3,4}|[SsF]?Fr\.)?\s*"
_NUMERIC = re.compile(rf"^{_MONEY_SIGN}(?P<sign>[-–−+]\s?)?(?P<n>{NUMBER}){NO_RAPPEN}\s*\*?$")
_YEAR = re.compile(r"^(?:19|20)\d{2}$")


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells by place, spans filled in; `header_rows` leading rows hold labels only."""

    table: Table
    cells: dict[tuple[int, int], Cell]
    texts: dict[tuple[int, int], str]
    header_rows: int
    labels: tuple[str, ...]

    def text(self, row: int, col: int) -> str:
        """Return the text of a place, white space folded; empty where there is no cell."""
        return self.texts.get((row, col), "")

    def column_label(self, col: int) -> str:
        """Return the header texts over a column, each once, top to bottom; a continued table has those before it."""
        return self.labels[col] if col < len(self.labels) else ""

    def row_label(self, row: int) -> str:
        """Return the texts that head a row: those before its first number."""
        parts = []
        for col in range(self.table.n_cols):
            text = self.text(row, col)
            if number_of(text) is not None and not is_year(text):
                break
            if text:
                parts.append(text)
        return " ".join(dict.fromkeys(parts))

    @property
    def body_rows(self) -> range:
        """Return the rows below the header."""
        return range(self.header_rows, self.table.n_rows)


def grid_of(document: Document, table: Table, before: Grid | None = None) -> Grid:
    """Return the grid of a table; one without a header right after a page break goes on under that of `before`."""
    cells: dict[tuple[int, int], Cell] = {}
    texts: dict[tuple[int, int], str] = {}
    for cell in table.cells:
        text = " ".join(document.text[cell.start : cell.end].split())
        for row in range(cell.row, cell.row + cell.row_span):
            for col in range(cell.col, cell.col + cell.col_span):
                cells[(row, col)] = cell
                texts[(row, col)] = text
    if before is not None and _goes_on(table, before.table):
        return Grid(table, cells, texts, 0, before.labels)
    header_rows = _header_rows(table, texts)
    return Grid(table, cells, texts, header_rows, _labels(table, texts, header_rows))


def _goes_on(table: Table, before: Table) -> bool:
    """A table at the head of the next page with as many columns and no header of its own."""
    headed = any(cell.header for cell in table.cells)
    return not headed and table.page == before.page + 1 and table.n_cols == before.n_cols


def _labels(table: Table, texts: dict[tuple[int, int], str], header_rows: int) -> tuple[str, ...]:
    columns = (dict.fromkeys(texts.get((row, col), "") for row in range(header_rows)) for col in range(table.n_cols))
    return tuple(" ".join(part for part in parts if part) for parts in columns)


def _header_rows(table: Table, texts: dict[tuple[int, int], str]) -> int:
    """Count the leading rows that head columns: those marked as header, those of years, and a first row of words."""
    marked = {cell.row for cell in table.cells if cell.header}
    for row in range(table.n_rows):
        values = [texts.get((row, col), "") for col in range(table.n_cols)]
        if any(number_of(text) is not None and not is_year(text) for text in values):
            return row
        if row and row not in marked and not any(is_year(text) for text in values):
            return row
    return min(1, table.n_rows)


def number_of(text: str) -> Decimal | None:
    """Return the number a cell holds if it holds nothing else but a currency sign, or null."""
    match = _NUMERIC.match(text.strip())
    if match is None:
        return None
    value = parse_number(match["n"])
    return -value if match["sign"] and match["sign"].strip() != "+" else value


def is_year(text: str) -> bool:
    """Tell whether a cell holds a calendar year and nothing else."""
    return _YEAR.match(text.strip()) is not None
