"""Vergleich: two to six cantons side by side: money, measures per area, what one has and the others lack."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from explorer.cells import Value, values
from explorer.data import rows_of
from explorer.house import House
from explorer.markup import Cell, bar, table
from explorer.rooms.findings import shortened
from explorer.selection import Selection, fitting
from explorer.words import UNKNOWN, number
from pipeline.domain.data import vocabulary

FEWEST, MOST = 2, 6
PAYERS = ("all", "bund", "kanton", "gemeinden")


def show(house: House) -> None:
    """Draw the room."""
    words, cantons = house.words, house.selection.cantons
    if not FEWEST <= len(cantons) <= MOST:
        st.info(words("text", "choose_two"))
        if len(cantons) != 1:
            return
    st.html(_figures(house, cantons))
    st.html(_areas(house, cantons))
    st.html(_co_financing(house))
    st.html(_missing(house, cantons))


def _figures(house: House, cantons: Sequence[str]) -> str:
    """Return the money per year of each payer, with a bar for its size, unknown as a dash."""
    words, chosen = house.words, house.selection
    by_payer = {
        payer: values(
            house.tables["comparison"],
            Selection(tuple(cantons), chosen.programs, payer=payer, year=chosen.year),
            "money_per_year",
        )
        for payer in PAYERS
    }
    known = [value.amount for found in by_payer.values() for (_, area), value in found.items() if area is None]
    most = max((amount for amount in known if amount is not None), default=0.0)
    rows = []
    for payer, found in by_payer.items():
        name = words("filters", "any_payer") if payer == "all" else words.value("payer", payer)
        bars = [_bar(house, found.get((canton, None)), most) for canton in cantons]
        rows.append([f"<th scope='row'>{escape(name)}</th>", *bars])
    return _side_by_side(f"{words('text', 'figures')}, {words('filters', 'money_per_year')}", cantons, rows)


def _bar(house: House, value: Value | None, most: float) -> str:
    if value is None or value.amount is None:
        return f"<td class='unknown'>{UNKNOWN}</td>"
    looks = "num conflict" if value.conflict else "num"
    drawn = bar(value.amount / most if most else 0.0, number(value.amount))
    target = house.source_of(value.funding[0]) if value.funding else None
    inner = f"<a href='{escape(target)}'>{drawn}</a>" if target else drawn
    kinds = ", ".join(house.words.value(name, kind) for name, kind in value.kinds)
    return f"<td class='{looks}'>{inner}<div class='kip-kinds'>{escape(kinds)}</div></td>"


def _side_by_side(caption: str, cantons: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th scope='col'>{escape(canton)}</th>" for canton in cantons)
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    return (
        f"<table class='kip'><caption>{escape(caption)}</caption><thead><tr><td></td>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )


def _areas(house: House, cantons: Sequence[str]) -> str:
    words = house.words
    found = values(house.tables["comparison"], house.selection, "count")
    rows = []
    for area in vocabulary("foerderbereich"):
        counts = [found.get((canton, area)) for canton in cantons]
        rows.append([Cell(words.value("foerderbereich", area), heads=True), *map(_count, counts)])
    return table(["", *cantons], rows, words("text", "per_area"))


def _count(value: Value | None) -> Cell:
    return Cell(UNKNOWN if value is None or value.amount is None else number(value.amount), style="num")


def _co_financing(house: House) -> str:
    words = house.words
    rows = fitting(house.tables["co_financing"], house.selection)
    shown = [
        [
            Cell(str(row["canton"]), heads=True),
            Cell(words.value(None, row["program"])),
            Cell("" if pd.isna(row["year"]) else str(int(row["year"]))),
            Cell(words.value("reached", row["reached"])),
        ]
        for row in rows_of(rows)
    ]
    headings = [words("columns", name) for name in ("canton", "program", "year", "reached")]
    return table(headings, shown, words("text", "co_financing"))


def _missing(house: House, cantons: Sequence[str]) -> str:
    """Return the areas and measures that only some of the cantons name."""
    words = house.words
    measures = fitting(house.tables["measures"], house.selection)
    rows: list[list[Cell]] = []
    for area, part in measures[~measures["generic"]].groupby("foerderbereich", sort=True):
        cells = [Cell(words.value("foerderbereich", area), heads=True)]
        rows.append([*cells, *(_names(part[part["canton"] == canton]) for canton in cantons)])
    return table(["", *cantons], rows, words("text", "missing"))


def _names(rows: pd.DataFrame) -> Cell:
    titles: list[Any] = sorted(set(rows["title"]))
    return Cell(shortened("; ".join(titles)) if titles else UNKNOWN, style=None if titles else "unknown")
