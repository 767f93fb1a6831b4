"""Massnahmen, Ziele, Finanzen, Beschlüsse: searchable, sortable tables; each row leads to its place in the source."""

from __future__ import annotations

from functools import cache, partial
from typing import Any

import pandas as pd
import streamlit as st

from explorer.controls import choose_one, counted, ticked, typed
from explorer.data import is_unknown, rows_of
from explorer.downloads import offer
from explorer.house import House
from explorer.markup import Cell, table
from explorer.selection import containing, fitting, ordered
from explorer.words import load
from pipeline.codebook import tables
from pipeline.records import IDENTITIES

PER_PAGE = 50
LONGEST = 300
# Documents speak of much money; what is compared is that of integration promotion.
_ABOUT = {"funding": "is_integration", "decisions": "about_integration"}


def show(name: str, house: House) -> None:
    """Draw the table of a kind of findings: measures, goals, funding or decisions."""
    rows = _chosen(name, house)
    words = house.words
    st.caption(f"{len(rows)} {words('text', 'rows')}")
    if rows.empty:
        st.info(words("text", "nothing"))
        return
    columns = load("columns")[name]["shown"]
    st.html(table([words("columns", column) for column in columns], _page(name, rows, house), words("rooms", name)))
    offer(words, name, lambda: _as_rows(name, rows, house))


def _chosen(name: str, house: House) -> pd.DataFrame:
    """Return the rows that fit what is chosen, searched and sorted."""
    words, spec = house.words, load("columns")[name]
    search, sort, direction = st.columns([3, 2, 1], vertical_alignment="bottom")
    wanted = typed(search, "q", words("filters", "search"))
    shown = spec["shown"]
    column = choose_one(sort, f"sort_{name}", words("filters", "sort"), shown, partial(words, "columns"), shown[0])
    descending = ticked(direction, "desc", words("filters", "descending"), default=False)
    rows = fitting(house.tables[name], house.selection)
    boxes = st.container()
    if name in _ABOUT and ticked(boxes, "about", words("filters", "only_integration"), default=True):
        rows = rows[rows[_ABOUT[name]]]
    if ticked(boxes, "waiting", words("filters", "only_review"), default=False):
        rows = rows[rows["needs_review"]]
    return ordered(containing(rows, spec["searched"], wanted), column, descending=descending)


def _page(name: str, rows: pd.DataFrame, house: House) -> list[list[Cell]]:
    pages = -(-len(rows) // PER_PAGE)
    page = 1
    if pages > 1:
        page = counted(st.container(), "page", f"{house.words('filters', 'page')} (1–{pages})", pages)
    part = rows.iloc[(page - 1) * PER_PAGE : page * PER_PAGE]
    return [_cells(name, row, house) for row in rows_of(part)]


def _as_rows(name: str, rows: pd.DataFrame, house: House) -> list[dict[str, Any]]:
    """Return rows for a download: the columns and labels that are shown, texts in full, numbers as numbers."""
    columns = load("columns")[name]["shown"]
    return [
        {_heading(column, columns, house): _exported(name, column, row[column], house) for column in columns}
        for row in rows_of(rows[columns])
    ]


def _heading(column: str, columns: list[str], house: House) -> str:
    """Return a column's heading, its name where another column is headed alike."""
    told = house.words("columns", column)
    return told if [house.words("columns", other) for other in columns].count(told) == 1 else column


def _exported(name: str, column: str, value: Any, house: House) -> Any:
    if is_unknown(value):
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return int(value) if column.startswith("period_") or column == "page" else value
    return house.words.value(_vocabularies(name).get(column), value)


def _cells(name: str, row: dict[str, Any], house: House) -> list[Cell]:
    source = house.source_of(row[IDENTITIES[name]])
    cells = []
    for column in load("columns")[name]["shown"]:
        leads = column in ("amount_chf", "title", "text", "body", "page")
        text, below = _told(name, column, row[column], house), _remark(column, row, house)
        cells.append(Cell(text, source if leads else None, _looks(name, column), below=below))
    return cells


def _told(name: str, column: str, value: Any, house: House) -> str:
    """Return a value as a table shows it: areas by their short names, years without an apostrophe, no long texts."""
    if column == "foerderbereich":
        return house.words.area(value)
    return shortened(house.words.value(_vocabularies(name).get(column), _year(column, value)))


def _remark(column: str, row: dict[str, Any], house: House) -> str:
    """Return what stands below a value: where a measure has no area, why."""
    reason = row.get("no_area_reason") if column == "foerderbereich" and is_unknown(row[column]) else None
    return "" if is_unknown(reason) else house.words.value("no_area_reason", reason)


def _looks(name: str, column: str) -> str | None:
    """Return the class of a column's cells: numbers stand at the right, dates on one line."""
    types = {spec.name: spec.type for spec in tables()[name].columns}
    return "num" if types.get(column) in ("int", "float") else "date" if column == "date" else None


def _year(column: str, value: Any) -> Any:
    """Return years as text: they have no apostrophe between thousands."""
    return str(int(value)) if column.startswith("period_") and not is_unknown(value) else value


def shortened(text: str) -> str:
    """Return a text cut at a length that a table can show."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


@cache
def _vocabularies(name: str) -> dict[str, str | None]:
    found: dict[str, str | None] = {column.name: column.vocabulary for column in tables()[name].columns}
    return found
