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

    def text(self, row: int, col: int) -> str:
        """Return the text of a place, white space folded; empty where there is no cell."""
        return self.texts.get((row, col), "")

    def column_label(self, col: int) -> str:
        """Return the header texts over a column, each once, top to bottom."""
        parts = dict.fromkeys(self.text(row, col) for row in range(self.header_rows))
        return " ".join(part for part in parts if part)

    def row_label(self, row: int) -> str:
        """Return the texts that head a row: those before its first number."""
        parts = []
        for col in range(self.table.n_cols):
            text = self.text(row, col)
            if number_of(text) is not None:
                break
            if text:
                parts.append(text)
        return " ".join(dict.fromkeys(parts))

    @property
    def body_rows(self) -> range:
        """Return the rows below the header."""
        return range(self.header_rows, self.table.n_rows)


def grid_of(document: Document, table: Table) -> Grid:
    """Return the grid of a table."""
    cells: dict[tuple[int, int], Cell] = {}
    texts: dict[tuple[int, int], str] = {}
    for cell in table.cells:
        text = " ".join(document.text[cell.start : cell.end].split())
        for row in range(cell.row, cell.row + cell.row_span):
            for col in range(cell.col, cell.col + cell.col_span):
                cells[(row, col)] = cell
                texts[(row, col)] = text
    return Grid(table, cells, texts, _header_rows(table, texts))


def _header_rows(table: Table, texts: dict[tuple[int, int], str]) -> int:
    """Leading rows without amounts are header: years head columns and are no amounts."""
    marked = {cell.row for cell in table.cells if cell.header}
    for row in range(table.n_rows):
        values = [texts.get((row, col), "") for col in range(table.n_cols)]
        amounts = [text for text in values if number_of(text) is not None and not _YEAR.match(text)]
        years = [text for text in values if _YEAR.match(text)]
        if amounts or (row not in marked and not years and row > 0):
            return max(row, 1) if row or not amounts else 0
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
