"""Measures from tables: their column by its heading, and what the columns beside it say of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.domain.areas import area_of_title
from pipeline.domain.lexicon import joined_pattern, lexicon, says
from pipeline.extraction.details import Details
from pipeline.extraction.facts import Context
from pipeline.extraction.goals import GoalOfRow, goals_at
from pipeline.extraction.grid import Grid, heading_says, number_of
from pipeline.extraction.measures import Found
from pipeline.extraction.naming import Place
from pipeline.extraction.passages import Passage
from pipeline.extraction.periods import Day, Period, find_dates, find_periods
from pipeline.extraction.telling import NO_YEARS, Years, providers_leading, providers_named
from pipeline.records import Document

CONFIDENCE_MEASURE = 0.85
# Shorter cells name nothing.
SHORTEST_NAME = 4
# A name before a colon is no longer than this; what follows describes it.
LONGEST_HEAD = 80
# A mark in a column headed `Neu` is no longer than this: `x`, `✓`, `ja`.
LONGEST_MARK = 2
# An ISO date begins with its year.
YEAR_DIGITS = 4
# Parts of a cell that names several measures.
_PARTS = re.compile(r"\s*;\s+|\n\s*(?=[-–•▪]\s)")
_BULLET = re.compile(r"^\s*[-–•▪]\s+")
_RECEIVING = ("provider", "involved", "responsible", "audience", "description")
_BESIDE = ("provider", "involved", "responsible", "due", "milestone", "audience", "description", "measure_status")


@dataclass(frozen=True, slots=True)
class MeasureColumns:
    """The column that names measures, and those beside it by what they hold."""

    name: int
    beside: dict[str, int]


def measure_columns(grid: Grid, context: Context) -> MeasureColumns | None:
    """Return the columns of a table of measures, or null for another table.

    What heads a column of services (`Leistung`) heads measures only beside one of those who provide them.
    """
    beside = {key: col for key in _BESIDE if (col := column_of(grid, context, key)) is not None}
    name = column_of(grid, context, "measure")
    if name is None and "provider" in beside:
        name = column_of(grid, context, "service")
    if name is None or not context.about_integration or _mostly_numbers(grid, name):
        return None
    return MeasureColumns(name, {key: col for key, col in beside.items() if col != name})


def column_of(grid: Grid, context: Context, key: str) -> int | None:
    """Return the first column whose heading says `[columns] key`, or null."""
    return next((c for c in range(grid.n_cols) if heading_says(grid.column_label(c), context.language, key)), None)


def name_of_row(grid: Grid, columns: MeasureColumns, row: int) -> str:
    """Return what heads a row of a table of measures: outer labels and the name, not what is said beside it."""
    said = set(columns.beside.values())
    heads = [col for col in sorted({*grid.labels, columns.name}) if col <= columns.name and col not in said]
    return " ".join(dict.fromkeys(text for col in heads if (text := grid.text(row, col))))


def receiving_columns(columns: MeasureColumns | None, recipient: int | None) -> frozenset[int]:
    """Return the columns of those who get the money of a table or do what it pays for."""
    told = {columns.beside[key] for key in _RECEIVING if key in columns.beside} if columns is not None else set()
    return frozenset(told if recipient is None else {*told, recipient})


def _mostly_numbers(grid: Grid, col: int) -> bool:
    values = [grid.text(row, col) for row in grid.body_rows]
    numbers = sum(number_of(value) is not None for value in values)
    return numbers * 2 > len(values)


def measures_of(document: Document, grid: Grid, goals: Sequence[GoalOfRow], context: Context) -> list[Place]:
    """Return a place for each measure of a table, with what its row says of it; `goals` are those of the table."""
    columns = measure_columns(grid, context)
    if columns is None:
        return []
    places = []
    for row in grid.body_rows:
        text = grid.text(row, columns.name)
        if not grid.starts(row, columns.name) or len(text) < SHORTEST_NAME or number_of(text) is not None:
            continue
        if says(text, context.language, "totals", "label_re") or area_of_title(text):
            continue
        details = _details(grid, row, columns, goals, context.language)
        places += [_place(passage, details, context.language) for passage in _named(document, grid, row, columns.name)]
    return places


def _place(passage: Passage, details: Details, language: str) -> Place:
    """A cell names the measure before a colon; what follows describes it. Who runs it, its name may tell too."""
    first, _, rest = passage.text.partition(": ")
    named = SHORTEST_NAME < len(first) < LONGEST_HEAD
    end = len((first if named else passage.text).rstrip())
    told = " ".join(rest.split()) if named else ""
    found = replace(
        details,
        description=details.description or told or None,
        providers=details.providers or providers_named(passage.text[:end], language),
    )
    return Place(passage, Found(0, end, CONFIDENCE_MEASURE), found)


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


def _details(grid: Grid, row: int, columns: MeasureColumns, goals: Sequence[GoalOfRow], language: str) -> Details:
    def cell(key: str) -> str | None:
        col = columns.beside.get(key)
        text = grid.text(row, col) if col is not None else ""
        return text if any(map(str.isalnum, text)) else None

    area, by = _area(grid, row, columns.name)
    lead, partners = _lead(cell("responsible"), language)
    shared = columns.beside.get("provider") == columns.beside.get("responsible")
    last = row + grid.cells[(row, columns.name)].row_span
    return Details(
        description=cell("description"),
        foerderbereich=area,
        assigned_by=by,
        providers=_providers(partners if shared else cell("provider"), lead, language),
        responsible=lead,
        schedule=cell("due") or cell("milestone"),
        audience=cell("audience") or "",
        status=_status(grid, row, columns, language),
        years=_years(cell("due"), language),
        goals=goals_at(goals, range(row, last)),
    )


def _providers(told: str | None, lead: str | None, language: str) -> tuple[str, ...]:
    """Return those of the column of providers; without one those in the lead that are no office.

    Who only takes part beside the lead need not run anything.
    """
    if told:
        return tuple(part.strip() for part in re.split(r"[,;]", told) if part.strip())
    return providers_leading(lead or "", language)


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


def _years(due: str | None, language: str) -> Years:
    """Return the years of a timetable: `2024–2027`, `ab Januar 2025`, `bis 2026`; none where it tells several."""
    text = due or ""
    found = find_periods(text, language) or [_year_of(day, text, language) for day in find_dates(text, language)]
    if len(found) != 1:
        return NO_YEARS
    only = found[0]
    until = only.single_year and says(text[: only.start], language, "periods", "until_re")
    return (None, only.last) if until else (only.first, only.last)


def _year_of(day: Day, text: str, language: str) -> Period:
    """Return the year of a date, open where it tells the first day: `ab Januar 2025`."""
    year = int(day.iso[:YEAR_DIGITS])
    opened = re.search(rf"\b(?:{lexicon(language)['periods']['from_re']})$", text[: day.start], re.IGNORECASE)
    return Period(day.start, day.end, year, None if opened else year)


def _status(grid: Grid, row: int, columns: MeasureColumns, language: str) -> str | None:
    """Return what a cell says of the state of a measure, a marked column, a row of words above, or a heading."""
    col = columns.beside.get("measure_status")
    if col is not None and (told := _status_said(grid.text(row, col), language)):
        return told
    marked = (
        c for c in range(grid.n_cols) if 0 < len(grid.text(row, c)) <= LONGEST_MARK and (row, c) not in grid.values
    )
    heads = (grid.column_label(c) for c in marked)
    above = (text for text in (_alone(grid, at) for at in range(row - 1, grid.header_rows - 1, -1)) if text)
    titles = (grid.table.caption or "", grid.title, *reversed(grid.section))
    headed = (head for head in (next(above, ""), *titles) if says(head, language, "measure_status", "heading_re"))
    return next((told for text in (*heads, *headed) if (told := _status_said(text, language))), None)


def _alone(grid: Grid, row: int) -> str:
    """Return the only text of a row, which heads the rows below it; empty where there are several."""
    texts = {grid.text(row, col) for col in range(grid.n_cols)} - {""}
    return texts.pop() if len(texts) == 1 else ""


def _status_said(text: str, language: str) -> str | None:
    states = lexicon(language).get("measure_status", {}).get("order", ())
    return next((state for state in states if says(text, language, "measure_status", f"{state}_re")), None)
