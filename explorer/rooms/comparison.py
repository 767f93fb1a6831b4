"""Vergleich: two to six cantons side by side, or the programmes of one: figures with small charts, areas, measures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from explorer.beside import beside, similar, without_partner
from explorer.cells import Value, values
from explorer.data import rows_of
from explorer.downloads import offer
from explorer.house import House
from explorer.lines import as_rows, notes, section_table, title_of
from explorer.markup import Cell, bar, caption, link, linked_list, table
from explorer.selection import Selection, fitting
from explorer.words import UNKNOWN, number
from pipeline.comparison.side_by_side import Column, SideBySide
from pipeline.domain.data import vocabulary

if TYPE_CHECKING:
    from pipeline.comparison.similar import Named

MOST = 6
PAYERS = ("all", "bund", "kanton", "gemeinden")
# More titles than these do not fit beside others; the table of measures has all of them.
MOST_TITLES = 12


def show(house: House) -> None:
    """Draw the room."""
    words, cantons = house.words, house.selection.cantons
    if not 0 < len(cantons) <= MOST:
        st.info(words("text", "choose_two"))
        return
    if len(cantons) == 1:
        st.info(words("text", "choose_more"))
    shown = beside(house.tables, house.selection, house.population)
    if not shown.columns:
        st.info(words("text", "nothing"))
        return
    st.subheader(title_of(shown, house))
    st.html(caption(words("text", "marks")))
    _sections(house, shown)
    st.html(_by_payer(house, cantons))
    st.html(_similar(house, shown.columns))
    st.html(_alone(house, shown.columns))
    st.html(_co_financing(house))


def _sections(house: House, shown: SideBySide) -> None:
    for section in dict.fromkeys(line.section for line in shown.lines):
        st.html(section_table(house, shown, section))
    offer(house.words, "comparison", lambda: as_rows(house, shown))
    told = notes(house, shown)
    if told:
        with st.expander(house.words("text", "notes")):
            st.html("".join(told))


def _by_payer(house: House, cantons: Sequence[str]) -> str:
    """Return what each payer gives per year, or in the year chosen, each amount with the kind of money it is."""
    words, chosen = house.words, house.selection
    found = {
        payer: values(
            house.tables["comparison"],
            Selection(tuple(cantons), chosen.programs, payer=payer, year=chosen.year),
            "money_per_year",
        )
        for payer in PAYERS
    }
    known = [value.amount or 0.0 for cells in found.values() for (_, area), value in cells.items() if area is None]
    rows = []
    for payer, cells in found.items():
        name = words("filters", "any_payer") if payer == "all" else words.value("payer", payer)
        amounts = (_amount(house, cells.get((canton, None)), max(known, default=0.0)) for canton in cantons)
        rows.append([Cell(name, heads=True), *amounts])
    when = words("filters", "money_per_year") if chosen.year is None else str(chosen.year)
    return table(["", *cantons], rows, f"{words('text', 'figures')}, {when}")


def _amount(house: House, value: Value | None, most: float) -> Cell:
    if value is None or value.amount is None:
        return Cell(UNKNOWN, style="unknown")
    target = house.source_of(value.funding[0]) if value.funding else None
    kinds = ", ".join(house.words.value(name, kind) for name, kind in value.kinds)
    looks = "num conflict" if value.conflict else "num"
    return Cell(number(value.amount), target, looks, above=bar(value.amount, most), below=kinds)


def _similar(house: House, columns: Sequence[Column]) -> str:
    """Return a row for each thing that two columns have under names of their own."""
    rows = [
        [Cell(name, heads=True), *(_titles(house, column, found) for column, found in zip(columns, cells, strict=True))]
        for name, cells in similar(house.tables, columns, house.selection.areas)
    ]
    return table(["", *_headings(columns)], rows, house.words("text", "similar"))


def _alone(house: House, columns: Sequence[Column]) -> str:
    """Return what one column names and no other has anything like, by area."""
    words = house.words
    found = without_partner(house.tables, columns, house.selection.areas)
    rows = []
    for area in (*vocabulary("foerderbereich"), None):
        cells = [[item for item in items if item.foerderbereich == area] for items in found]
        if any(cells):
            name = words("text", "no_area") if area is None else words.value("foerderbereich", area)
            titles = (_titles(house, column, items) for column, items in zip(columns, cells, strict=True))
            rows.append([Cell(name, heads=True), *titles])
    return table(["", *_headings(columns)], rows, words("text", "missing"))


def _titles(house: House, column: Column, found: Sequence[Named]) -> Cell:
    if not found:
        return Cell(UNKNOWN, style="unknown")
    firsts = {item.title: item for item in reversed(found)}
    links = [link(title, house.source_of(firsts[title].measure_id)) for title in sorted(firsts)]
    if len(links) > MOST_TITLES:
        more = f"{len(links) - MOST_TITLES} {house.words('text', 'more')}"
        links = [*links[:MOST_TITLES], link(more, house.room("measures", canton=column.canton))]
    return Cell("", markup=linked_list(links))


def _headings(columns: Sequence[Column]) -> list[str]:
    programs = len({column.canton for column in columns}) == 1
    return [column.program if programs else column.canton for column in columns]


def _co_financing(house: House) -> str:
    words = house.words
    rows = fitting(house.tables["co_financing"], house.selection)
    amounts = ("ifk_chf", "canton_chf", "gemeinden_chf", "together_chf")
    shown = [
        [
            Cell(str(row["canton"]), heads=True),
            Cell(words.value(None, row["program"])),
            Cell("" if pd.isna(row["year"]) else str(int(row["year"]))),
            *(Cell(words.value(None, row[name]), style="num") for name in amounts),
            Cell(words.value("reached", row["reached"])),
        ]
        for row in rows_of(rows)
    ]
    headings = [words("columns", name) for name in ("canton", "program", "year", *amounts, "reached")]
    return table(headings, shown, words("text", "co_financing"))
