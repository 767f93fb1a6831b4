"""Tables told in words: `Spalten: Bund | Kanton | Total. Sprache: 390'000 | 350'000 | 740'000.`"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extraction.numbers import NO_RAPPEN, NUMBER

# A cell holds a number or a dash for nothing.
_CELL = rf"(?:{NUMBER}{NO_RAPPEN}|[–—-])"
_ROW = re.compile(rf"(?P<label>[A-ZÄÖÜ][^:|.\n\d]{{1,60}}):\s*(?P<cells>{_CELL}(?:\s*\|\s*{_CELL})+)(?!\s*\|)")
_HEADER = re.compile(r"(?:^|[:.\n])\s*(?P<names>[^|:.\n\d]{1,40}(?:\|[^|:.\n\d]{1,40})+)")


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of such a table at `text[start:end]`, with the labels of its row and column and of all columns.

    Without a header the label of the column is null.
    """

    start: int
    end: int
    row: str
    column: str | None
    columns: tuple[str, ...] = ()


def cells(text: str) -> list[Cell]:
    """Return the numbers of the rows of a text, in order; dashes are left out."""
    if "|" not in text:
        return []
    found: list[Cell] = []
    for row in _ROW.finditer(text):
        written = list(re.finditer(_CELL, row["cells"]))
        names = _names(text[: row.start()], len(written))
        for place, cell in enumerate(written):
            start = row.start("cells") + cell.start()
            column = names[place] if names else None
            if number := re.match(NUMBER, cell[0]):
                found.append(Cell(start, start + number.end(), row["label"].strip(), column, names))
    return found


def cell_at(text: str, start: int, end: int) -> Cell | None:
    """Return the cell that an amount is, null for one that stands in no such row."""
    return next((cell for cell in cells(text) if cell.start < end and start < cell.end), None)


def _names(before: str, count: int) -> tuple[str, ...]:
    """Return the names of the columns from the last header of as many."""
    headers = [tuple(name.strip() for name in match["names"].split("|")) for match in _HEADER.finditer(before)]
    return next((names for names in reversed(headers) if len(names) == count), ())
