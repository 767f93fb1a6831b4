"""Prüfen: one waiting row after the other, the most valuable first, with its place in the source."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import streamlit as st

from explorer.data import FINDINGS, known_of
from explorer.house import House
from explorer.markup import caption
from explorer.queue import causes, waiting
from explorer.rooms.findings import shortened
from explorer.rooms.judging import judge, name_of_person, take_back
from explorer.rooms.source import draw_place, values_table
from explorer.words import UNKNOWN
from pipeline.reporting.telling import tell
from pipeline.review.corrections import read

_SKIPPED = "skipped"


def show(house: House) -> None:
    """Draw the room."""
    words = house.words
    who = name_of_person(house)
    said = read(house.corrections)
    skipped: set[str] = st.session_state.setdefault(_SKIPPED, set())
    queue = [item for item in waiting(house.tables, said, house.selection) if item[1][FINDINGS[item[0]]] not in skipped]
    st.caption(f"{len(queue)} {words('text', 'waiting')} · {words('text', 'keyboard')}")
    if not queue:
        st.info(words("text", "all_reviewed"))
        take_back(st.container(), house, who, said)
        return
    name, row = queue[0]
    st.html(_headline(house, name, row))
    if judge(house, who, name, row, said, queued=True):
        skipped.add(str(row[FINDINGS[name]]))
        st.rerun()
    draw_place(house, row)
    st.html(values_table(house, name, row))


def _headline(house: House, name: str, row: Mapping[str, Any]) -> str:
    """Return what the row says, in one line, and why it waits for a person."""
    words = house.words
    known = known_of(name, row)
    why = [words("waits", cause).format(**_seen(house, known)) for cause in causes(name, known)]
    said = f"{known['canton'] or UNKNOWN} · {shortened(tell(name, known, words.value))}"
    return (
        f"<h2 class='kip-headline'>{escape(words('rooms', name))}: {escape(said)}</h2>"
        f"{caption(' '.join([words('text', 'why_waiting'), *why]))}"
    )


def _seen(house: House, row: Mapping[str, Any]) -> dict[str, str]:
    words = house.words
    sure = row.get("foerderbereich_confidence")
    return {
        "confidence": f"{row['confidence']:.0%}",
        "area_confidence": UNKNOWN if sure is None else f"{sure:.0%}",
        "second": words.value("foerderbereich", row.get("second_foerderbereich")),
        "readings": words.value(None, row.get("alternatives")),
    }
