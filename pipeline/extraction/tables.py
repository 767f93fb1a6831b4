"""Tables to records: finance tables to funding, tables of measures to measures, a Zielraster to goals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.domain.areas import area_of_title
from pipeline.domain.lexicon import joined_pattern, says
from pipeline.extraction.facts import Context
from pipeline.extraction.finance_tables import funding_of
from pipeline.extraction.goals import goals_in, goals_in_text
from pipeline.extraction.grid import Grid, grids_of, heading_says, number_of
from pipeline.extraction.measures import Found
from pipeline.extraction.naming import Details, Place
from pipeline.extraction.passages import Passage
from pipeline.extraction.prose_cells import prose_money
from pipeline.records import Document, Funding, Goal

CONFIDENCE_MEASURE = 0.85
# Shorter cells name nothing.
SHORTEST_NAME = 4
# A name before a colon is no longer than this; what follows describes it.
LONGEST_HEAD = 80
# Parts of a cell that names several measures.
_PARTS = re.compile(r"\s*;\s+|\n\s*(?=[-–•▪]\s)")
_BULLET = re.compile(r"^\s*[-–•▪]\s+")


@dataclass(frozen=True, slots=True)
class TableFindings:
    """What the tables of a document hold, and the goals told in its text."""

    funding: tuple[Funding, ...]
    measures: tuple[Place, ...]
    goals: tuple[Goal, ...]


def read_tables(document: Document, context: Context, context_at: Callable[[int], Context]) -> TableFindings:
    """Return the funding, measures and goals of all tables of a document; `context_at` tells the context of a place."""
    funding: list[Funding] = []
    measures: list[Place] = []
    goals: list[Goal] = goals_in_text(document, context)
    for grid, here in _grids(document, context_at):
        found = goals_in(document, grid, here)
        goals += found
        measures += _measures(document, grid, here)
        funding += [] if found else funding_of(document, grid, here)
        funding += prose_money(document, grid, here)
    goals.sort(key=lambda goal: goal.evidence.char_start)
    return TableFindings(tuple(funding), tuple(measures), tuple(goals))


def _grids(document: Document, context_at: Callable[[int], Context]) -> Iterator[tuple[Grid, Context]]:
    """Yield the tables as grids, each with the context of its place; those of one language before those of another."""
    contexts = {context_at(table.start).language: context_at(table.start) for table in document.tables}
    for language, context in contexts.items():
        for grid in grids_of(document, language):
            if context_at(grid.table.start).language == language:
                yield grid, context


def column_of(grid: Grid, context: Context, *keys: str) -> int | None:
    """Return the first column whose heading says one of `[columns] keys`, earlier keys first, or null."""
    for key in keys:
        for col in range(grid.n_cols):
            if heading_says(grid.column_label(col), context.language, key):
                return col
    return None


def _measures(document: Document, grid: Grid, context: Context) -> list[Place]:
    col = column_of(grid, context, "measure")
    if col is None or not context.about_integration or _mostly_numbers(grid, col):
        return []
    columns = {
        "responsible": column_of(grid, context, "responsible"),
        "due": column_of(grid, context, "due", "milestone"),
        "audience": column_of(grid, context, "audience"),
        "provider": column_of(grid, context, "provider"),
    }
    places = []
    for row in grid.body_rows:
        text = grid.text(row, col)
        if not grid.starts(row, col) or len(text) < SHORTEST_NAME or number_of(text) is not None:
            continue
        if says(text, context.language, "totals", "label_re") or area_of_title(text):
            continue
        details = _details(grid, row, columns, col, context.language)
        places += [
            Place(passage, Found(0, _name_end(passage.text), CONFIDENCE_MEASURE), details)
            for passage in _named(document, grid, row, col)
        ]
    return places


def _named(document: Document, grid: Grid, row: int, col: int) -> Iterator[Passage]:
    """Yield a passage for each measure of a cell: parts after a semicolon or a bullet are measures of their own."""
    cell = grid.cells[(row, col)]
    text = document.text[cell.start : cell.end]
    at = 0
    for piece in _PARTS.split(text):
        start = text.index(piece, at)
        at = start + len(piece)
        bullet = _BULLET.match(piece)
        start += bullet.end() if bullet else 0
        if at - start >= SHORTEST_NAME:
            yield Passage("table", cell.start + start, cell.start + at, text[start:at], grid.section)


def _name_end(text: str) -> int:
    """A cell names the measure before a colon; what follows describes it."""
    first = text.split(": ", maxsplit=1)[0]
    return len((first if SHORTEST_NAME < len(first) < LONGEST_HEAD else text).rstrip())


def _mostly_numbers(grid: Grid, col: int) -> bool:
    values = [grid.text(row, col) for row in grid.body_rows]
    numbers = sum(number_of(value) is not None for value in values)
    return numbers * 2 > len(values)


def _details(grid: Grid, row: int, columns: dict[str, int | None], name_col: int, language: str) -> Details:
    def cell(key: str) -> str | None:
        col = columns[key]
        text = grid.text(row, col) if col is not None and col != name_col else ""
        return text if any(map(str.isalnum, text)) else None

    area, by = _area(grid, row, name_col)
    lead, partners = _lead(cell("responsible"), language)
    providers = tuple(part.strip() for part in re.split(r"[,;]", cell("provider") or partners) if part.strip())
    if columns["provider"] == columns["responsible"]:
        providers = tuple(part.strip() for part in re.split(r"[,;]", partners) if part.strip())
    return Details(None, area, by, providers, lead, cell("due"), cell("audience") or "")


def _lead(text: str | None, language: str) -> tuple[str | None, str]:
    """Return the body in the lead and the others beside it: `FF: Amt für Soziales; Gemeinden`."""
    mark = joined_pattern(language, "goals", "lead_re").search(text or "")
    if text is None or mark is None:
        return text, ""
    parts = re.split(r"\s*[;,]\s*", text[mark.end() :], maxsplit=1)
    return parts[0], parts[1] if len(parts) > 1 else ""


def _area(grid: Grid, row: int, name_col: int) -> tuple[str | None, str | None]:
    """Return the area of a row and what it rests on: a cell, a row above that holds nothing else, a heading."""
    for above in range(row, grid.header_rows - 1, -1):
        texts = [grid.text(above, col) for col in range(grid.n_cols) if col != name_col or above != row]
        alone = len({text for text in texts if text}) == 1
        area = next((found for text in texts if text and (found := area_of_title(text))), None)
        if area and (above == row or alone):
            return area, "table"
    area = next((found for title in reversed(grid.section) if (found := area_of_title(title))), None)
    return area, "heading" if area else None
