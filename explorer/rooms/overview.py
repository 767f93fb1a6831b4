"""Überblick: a tile map of the cantons and a heat table of cantons and areas, unknown unlike zero."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from explorer.cells import Value, values
from explorer.controls import choose_one
from explorer.data import rows_of
from explorer.downloads import offer
from explorer.house import House
from explorer.markup import Cell, link, table
from explorer.relations import Values, lump_sum_per_head, payer_shares, per_head
from explorer.words import UNKNOWN, load, number
from pipeline.domain.data import vocabulary

FIGURES = ("money", "money_per_year", "per_head", "lump_sum_per_head", "share", "payer_share", "count")
_PER_HEAD = ("per_head", "lump_sum_per_head")
_PER_CENT = ("share", "payer_share")
STEPS = 4


def show(house: House) -> None:
    """Draw the room."""
    words = house.words
    figure = choose_one(
        st.container(), "figure", words("filters", "figure"), FIGURES, partial(words, "filters"), FIGURES[0]
    )
    if figure in _PER_HEAD and not house.population.persons:
        st.info(words("text", "no_population"))
    found = _values(house, figure)
    # With one area chosen the map is of that area; areas have shares, a canton as a whole has none.
    mapped = house.selection.areas[0] if len(house.selection.areas) == 1 else None
    told = words.value("foerderbereich", mapped) if mapped else words("text", "total")
    st.subheader(f"{words('text', 'map')}: {told}")
    if figure == "share" and mapped is None:
        st.info(words("text", "share_of_area"))
    st.html(_tiles(house, {canton: value for (canton, area), value in found.items() if area == mapped}))
    st.caption(words("text", "legend"))
    st.html(_heat(house, found))
    offer(words, "heat", lambda: _as_rows(house, found))
    st.html(_coverage(house))


def _values(house: House, figure: str) -> Values:
    comparison, chosen = house.tables["comparison"], house.selection
    if figure == "per_head":
        return per_head(comparison, chosen, house.population)
    if figure == "lump_sum_per_head":
        return lump_sum_per_head(comparison, chosen, house.population)
    if figure == "payer_share":
        return payer_shares(comparison, chosen)
    return values(comparison, chosen, figure)


def _tiles(house: House, totals: dict[str, Value]) -> str:
    most = _most(totals.values())
    tiles = []
    for canton, (column, row) in load("tiles")["tiles"].items():
        value = totals.get(canton)
        place = f"grid-column:{column + 1};grid-row:{row + 1}"
        told = link(canton, house.room("comparison", canton=canton))
        program = f"<div class='kip-program'>{escape(value.program)}</div>" if value and value.program else ""
        inner = f"{told}<br>{escape(_told(value))}{program}"
        tiles.append(f"<div class='{_shade(value, most)}' style='{place}'>{inner}</div>")
    return f"<div class='kip-tiles'>{''.join(tiles)}</div>"


def _heat(house: House, found: Values) -> str:
    words = house.words
    areas = [area for area in vocabulary("foerderbereich") if area in (house.selection.areas or (area,))]
    most = _most(value for (_, area), value in found.items() if area)
    rows = []
    for canton in _cantons(house):
        total = found.get((canton, None))
        cells = [
            Cell(canton, house.room("comparison", canton=canton), heads=True),
            Cell(_programs(found, canton)),
            Cell(_told(total), _target(house, canton, None, total), f"num {_shade(total, 0)}"),
        ]
        for area in areas:
            value = found.get((canton, area))
            cells.append(Cell(_told(value), _target(house, canton, area, value), f"num {_shade(value, most)}"))
        rows.append(cells)
    headings = [words("columns", "canton"), words("columns", "program"), words("text", "total")]
    return table([*headings, *map(words.area, areas)], rows, words("text", "heat"))


def _programs(found: Values, canton: str) -> str:
    """Return the programmes that speak in a canton's row."""
    known = {value.program for (place, _), value in found.items() if place == canton and value.program}
    return ", ".join(program for program in vocabulary("program") if program in known) or UNKNOWN


def _cantons(house: House) -> list[str]:
    chosen = house.selection.cantons
    return [canton for canton in vocabulary("canton") if canton != "CH" and (not chosen or canton in chosen)]


def _target(house: House, canton: str, area: str | None, value: Value | None) -> str | None:
    """Return where a number leads: to its place in the source, or to the list of the measures it counts."""
    if value is None:
        return None
    if len(value.funding) == 1:
        return house.source_of(value.funding[0])
    return house.room("funding" if value.funding else "measures", canton=canton, **({"area": area} if area else {}))


def _most(found: object) -> float:
    return max((value.amount or 0.0 for value in found), default=0.0)  # type: ignore[attr-defined]


def _shade(value: Value | None, most: float) -> str:
    if value is None or value.amount is None:
        return "unknown"
    step = 0 if not most else round(STEPS * min(1.0, value.amount / most))
    return f"heat{step}{' conflict' if value.conflict else ''}"


def _told(value: Value | None) -> str:
    if value is None or value.amount is None:
        return UNKNOWN
    return f"{value.amount:.1f} %" if st.session_state["figure"] in _PER_CENT else number(value.amount)


def _as_rows(house: House, found: Values) -> list[dict[str, object]]:
    words = house.words
    return [
        {
            words("columns", "canton"): canton,
            words("columns", "foerderbereich"): words("text", "total")
            if area is None
            else words.value("foerderbereich", area),
            words("filters", str(st.session_state["figure"])): value.amount,
        }
        for (canton, area), value in sorted(found.items(), key=lambda item: (item[0][0], item[0][1] or ""))
    ]


def _coverage(house: House) -> str:
    """Return why holes are holes: the state of each canton and programme."""
    words, coverage = house.words, house.tables["coverage"]
    chosen = house.selection
    rows = coverage[coverage["foerderbereich"].isna()] if coverage["foerderbereich"].isna().any() else coverage
    for column, kept in (("canton", chosen.cantons), ("program", chosen.programs)):
        rows = rows[rows[column].isin(kept)] if kept else rows
    rows = rows.drop_duplicates(["canton", "program"])
    shown = [
        [
            Cell(str(row["canton"]), heads=True),
            Cell(words.value(None, row["program"])),
            Cell(words.value(None, row["documents"]), style="num"),
            Cell(words.value("coverage_state", row["state"])),
            Cell(words.value("why_empty", row["why_empty"])),
        ]
        for row in rows_of(rows)
    ]
    headings = [words("columns", name) for name in ("canton", "program", "documents", "state", "why_empty")]
    return table(headings, shown, words("text", "coverage"))
