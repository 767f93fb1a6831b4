"""Tables of a Word document: cells with their spans, or the frame that a table without data is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from pipeline.reading.docx_text import children, is_on, value_of
from pipeline.reading.grids import MAX_SPAN, GridCell
from pipeline.reading.limits import Limits

# Tables in more of its cells than this make the outer table a frame for them.
MAX_NESTED_SHARE = 0.25

# Around rows and cells: content controls, tracked insertions, custom XML.
_WRAPPERS = frozenset(qn(name) for name in ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml"))


@dataclass(slots=True)
class _Growing:
    """A cell that may go on in the rows below."""

    text: str
    col: int
    width: int
    header: bool
    height: int = 1


def within(element: Any, *names: str) -> Iterator[Any]:
    """Yield the children of these names, also those inside content controls and tracked insertions."""
    tags = {qn(name) for name in names}
    for child in children(element):
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            yield from within(child, *names)


def rows_of(table: Any) -> list[Any]:
    """Return the rows of a table without hidden ones and those whose deletion is tracked."""
    rows = (row for row in within(table, "w:tr") if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None)
    return [row for row in rows if not is_on(row, "w:trPr/w:hidden")]


def holds_data(table: Any) -> bool:
    """Return whether a table has rows and columns, rather than being a frame around text or other tables."""
    rows = [list(within(row, "w:tc")) for row in rows_of(table)]
    cells = [cell for row in rows for cell in row]
    nested = sum(next(within(cell, "w:tbl"), None) is not None for cell in cells)
    widest = max((len(row) for row in rows), default=0)
    return len(rows) > 1 and widest > 1 and nested <= MAX_NESTED_SHARE * len(cells)


def grid_of(table: Any, text_of_cell: Callable[[Any], str], limits: Limits) -> list[list[GridCell]]:
    """Return the cells row by row; one merged over rows appears once. Raises DocumentFailure: too_large."""
    grown: list[list[_Growing]] = []
    above: dict[int, _Growing] = {}
    for row in rows_of(table):
        cells, above = _grow(row, above, text_of_cell)
        grown.append(cells)
    limits.check("max_cells", sum(cell.height * cell.width for row in grown for cell in row), "cells in a table")
    return [[GridCell(cell.text, cell.height, cell.width, cell.header) for cell in row] for row in grown]


def _grow(
    row: Any, above: dict[int, _Growing], text_of_cell: Callable[[Any], str]
) -> tuple[list[_Growing], dict[int, _Growing]]:
    """Return the cells that begin in a row, and those that may go on below it by their column."""
    header = is_on(row, "w:trPr/w:tblHeader")
    before = _span(value_of(row, "w:trPr/w:gridBefore"), 0)
    begun = [_Growing("", 0, before, header)] if before else []
    open_cells: dict[int, _Growing] = {}
    col = before
    for cell in within(row, "w:tc"):
        if begun and _goes_on_from_left(cell):
            begun[-1].width += _span(value_of(cell, "w:tcPr/w:gridSpan"), 1)
            col += _span(value_of(cell, "w:tcPr/w:gridSpan"), 1)
            continue
        width = _span(value_of(cell, "w:tcPr/w:gridSpan"), 1)
        merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        goes_on = above.get(col) if merged is not None and merged.get(qn("w:val")) != "restart" else None
        if goes_on is not None and goes_on.width == width:
            goes_on.height += 1
            open_cells[col] = goes_on
        else:
            begun.append(_Growing(text_of_cell(cell), col, width, header))
            open_cells |= {col: begun[-1]} if merged is not None else {}
        col += width
    return begun, open_cells


def _goes_on_from_left(cell: Any) -> bool:
    """Return whether a cell is merged into the one before it in the way of old files."""
    merged = cell.find(f"{qn('w:tcPr')}/{qn('w:hMerge')}")
    return merged is not None and merged.get(qn("w:val")) != "restart"


def _span(value: str | None, least: int) -> int:
    return min(max(int(value), least), MAX_SPAN) if value is not None and value.isdecimal() else least
