"""Tables of every format: cells placed in a grid, then one block of text with the cells at known offsets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.reading.draft import DraftBlock, DraftTable, moved
from pipeline.records import Box, Cell, Edit, Word, union

# Visible, so that figures of neighbouring cells never read as one number.
CELL_BREAK = " | "
ROW_BREAK = "\n"

# More columns or rows than a printed table ever has: spans of broken files.
MAX_SPAN = 1_000

_DIGITS = re.compile(r"\d")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell as its format gives it; words and edits count from the start of its text."""

    text: str
    row_span: int = 1
    col_span: int = 1
    header: bool = False
    box: Box | None = None
    words: tuple[Word, ...] = ()
    edits: tuple[Edit, ...] = ()


def table_block(
    rows: Sequence[Sequence[GridCell]], caption: str | None = None, box: Box | None = None, *, headed: bool = True
) -> DraftBlock:
    """Return the block of a table given row by row, each cell once, at the row and column where it begins.

    `headed` is false for the rest of a table whose header stands on an earlier page.
    """
    placed = _place(rows)
    parts: list[str] = []
    cells: list[Cell] = []
    words: list[Word] = []
    edits: list[Edit] = []
    offset = 0
    for index, (row, col, cell) in enumerate(placed):
        if index:
            parts.append(CELL_BREAK if placed[index - 1][0] == row else ROW_BREAK)
            offset += len(parts[-1])
        cells.append(_cell(row, col, cell, offset))
        words += (moved(word, offset) for word in cell.words)
        edits += (replace(edit, start=edit.start + offset, end=edit.end + offset) for edit in cell.edits)
        parts.append(cell.text)
        offset += len(cell.text)
    n_rows = max((cell.row + cell.row_span for cell in cells), default=0)
    n_cols = max((cell.col + cell.col_span for cell in cells), default=0)
    text = "".join(parts)
    table = DraftTable(n_rows, n_cols, with_headers(cells, text) if headed else tuple(cells), caption, box)
    place = box or union(word.box for word in words)
    return DraftBlock("table", text, box=place, words=tuple(words), edits=tuple(edits), table=table)


def _cell(row: int, col: int, cell: GridCell, offset: int) -> Cell:
    end = offset + len(cell.text)
    return Cell(row, col, offset, end, cell.row_span, cell.col_span, cell.header, cell.box)


def _place(rows: Sequence[Sequence[GridCell]]) -> list[tuple[int, int, GridCell]]:
    """Return row, column and cell in reading order; a place covered by a span above stays free."""
    taken: set[tuple[int, int]] = set()
    placed: list[tuple[int, int, GridCell]] = []
    for row, cells in enumerate(rows):
        col = 0
        for cell in cells:
            while (row, col) in taken:
                col += 1
            height = min(cell.row_span, len(rows) - row, MAX_SPAN)
            width = min(cell.col_span, MAX_SPAN)
            if height > 1:
                taken |= {(row + down, col + right) for down in range(1, height) for right in range(width)}
            placed.append((row, col, _spanning(cell, height, width)))
            col += width
    return placed


def _spanning(cell: GridCell, height: int, width: int) -> GridCell:
    if (cell.row_span, cell.col_span) == (height, width):
        return cell
    return replace(cell, row_span=height, col_span=width)


def with_headers(cells: Sequence[Cell], text: str) -> tuple[Cell, ...]:
    """Return the cells with header rows marked: as the format says, else the rows above the first figures.

    A row counts as header while it holds text and no figures but years, and a later row holds figures.
    """
    if any(cell.header for cell in cells):
        return tuple(cells)
    figures = {cell.row for cell in cells if is_figure(text[cell.start : cell.end])}
    first = min(figures, default=0)
    filled = {cell.row for cell in cells if cell.start < cell.end}
    headers = {row for row in range(first) if row in filled}
    if not figures and len(filled) > 1:
        headers = {0}
    return tuple([replace(cell, header=True) if cell.row in headers else cell for cell in cells])


def is_figure(text: str) -> bool:
    """Return whether a cell holds a figure rather than a label or a year."""
    if not _DIGITS.search(text):
        return False
    rest = _YEAR.sub("", text)
    digits = len(_DIGITS.findall(rest))
    return digits > 0 and digits >= 0.5 * sum(character.isalnum() for character in rest)
