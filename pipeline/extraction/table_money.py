"""Which tables are about money in francs, and which of their numbers are amounts."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.domain.lexicon import says
from pipeline.extraction.amounts import find_amounts
from pipeline.extraction.facts import Context
from pipeline.extraction.grid import Grid, Place
from pipeline.extraction.numbers import is_grouped
from pipeline.extraction.payers import payer_set
from pipeline.records import Document

# In percent.
WHOLE = 100
# So many different payers on one axis make a table one of money.
PAYERS_ON_AXIS = 2
# How much text before a table may state its unit, its period or its side, in characters and lines.
LEAD = 400
LEAD_LINES = 3


def near_table(document: Document, grid: Grid, language: str) -> str:
    """Return caption, title and the lines right before a table; a line with an amount of its own tells a figure."""
    start = grid.table.start
    before = max((table.end for table in document.tables if table.end <= start), default=0)
    lines = document.text[max(0, before, start - LEAD) : start].rstrip().splitlines()[-LEAD_LINES:]
    lead = [line for line in lines if not find_amounts(line, language) and line != grid.table.caption]
    return " | ".join([grid.table.caption or "", grid.title, *reversed(lead)])


def corner_of(grid: Grid) -> str:
    """Return the headings over the label columns, where a table may state its unit."""
    return " ".join(grid.column_label(col) for col in sorted(grid.labels))


def headings_of(grid: Grid) -> str:
    """Return the title and all headings of a table in one line."""
    return " ".join([grid.title, *(grid.column_label(col) for col in range(grid.n_cols))])


def is_money(grid: Grid, near: str, context: Context) -> bool:
    """A table of money states francs, and over its columns or near it that it is about money."""

    def tells(text: str, section: str, key: str) -> bool:
        return says(text, context.language, section, f"{key}_re")

    heads = headings_of(grid)
    around = f"{near} {' '.join(grid.section[-2:])}"
    if tells(f"{heads} {grid.table.caption or ''}", "columns", "foreign"):
        return False
    if tells(f"{heads} {grid.table.caption or ''}", "columns", "unit"):
        return True
    about = tells(f"{heads} {around}", "columns", "finance") or _payers_on_an_axis(grid, context.language)
    if tells(around, "columns", "unit"):
        return about
    if 2 * sum(tells(grid.texts[place], "columns", "unit") for place in grid.values) > len(grid.values):
        return about
    large = [place for place, value in grid.values.items() if value.francs or is_grouped(grid.texts[place])]
    told = tells(f"{heads} {around}", "sides", "sources") or tells(f"{heads} {around}", "sides", "uses")
    return context.about_integration and 2 * len(large) > len(grid.values) and (told or about)


def _payers_on_an_axis(grid: Grid, language: str) -> bool:
    columns = {payer_set(grid.column_label(col), language) for col in range(grid.n_cols)}
    rows = {payer_set(" ".join(grid.row_parts(row, grid.n_cols)), language) for row in grid.body_rows}
    return any(len(found - {()}) >= PAYERS_ON_AXIS for found in (columns, rows))


def money_places(grid: Grid, cols: Sequence[int], language: str) -> list[Place]:
    """Return the places of amounts; percentages, head counts and running numbers stand under headings of their own."""
    return [
        (row, col)
        for row in grid.body_rows
        if not grid.repeats_header(row)
        for col in cols
        if (row, col) in grid.values and grid.starts(row, col) and not _counts(grid.row_parts(row, col), language)
    ]


def money_columns(grid: Grid, language: str) -> list[int]:
    """Return the columns that may hold amounts: neither labels nor headed as a count or a share."""
    return [
        col
        for col in range(grid.n_cols)
        if col not in grid.labels
        and not says(grid.column_label(col), language, "columns", "not_money_re")
        and not (says(grid.column_label(col), language, "columns", "share_re") and _are_shares(grid, col))
    ]


def _are_shares(grid: Grid, col: int) -> bool:
    """`Anteil Bund` may be a percentage or an amount: percentages are 100 at most."""
    return all(abs(grid.values[(row, col)].amount) <= WHOLE for row in grid.body_rows if (row, col) in grid.values)


def _counts(parts: Sequence[str], language: str) -> bool:
    return any(says(part, language, "columns", "not_money_row_re") for part in parts)


def panels_of(grid: Grid, language: str) -> list[list[int]]:
    """Return the columns of money by the labels that head their rows: an account form has two sides with their own."""
    panels: dict[tuple[int, ...], list[int]] = {}
    for col in money_columns(grid, language):
        panels.setdefault(tuple(grid.label_run(col)), []).append(col)
    return list(panels.values())
