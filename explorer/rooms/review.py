"""Prüfen: one waiting row after the other, the most valuable first, with its place in the source."""

from __future__ import annotations

import streamlit as st

from explorer.house import House
from explorer.queue import waiting
from explorer.rooms.headline import headline
from explorer.rooms.judging import judge, name_of_person, take_back
from explorer.rooms.source import draw_place, values_table
from pipeline.records import IDENTITIES
from pipeline.review.corrections import read

_SKIPPED = "skipped"


def show(house: House) -> None:
    """Draw the room."""
    words = house.words
    who = name_of_person(house)
    said = read(house.corrections)
    skipped: set[str] = st.session_state.setdefault(_SKIPPED, set())
    queue = [
        item for item in waiting(house.tables, said, house.selection) if item[1][IDENTITIES[item[0]]] not in skipped
    ]
    st.caption(f"{len(queue)} {words('text', 'waiting')} · {words('text', 'keyboard')}")
    if not queue:
        st.info(words("text", "all_reviewed"))
        take_back(st.container(), house, who, said)
        return
    name, row = queue[0]
    st.html(headline(house, name, row))
    if judge(house, who, name, row, said, queued=True):
        skipped.add(str(row[IDENTITIES[name]]))
        st.rerun()
    draw_place(house, row)
    st.html(values_table(house, name, row))
