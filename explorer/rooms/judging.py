"""Accept, correct, reject, undo: what a person says of one row, added to the corrections at once."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from explorer.data import is_unknown
from explorer.house import House
from explorer.markup import as_label, caption
from explorer.queue import place_of
from explorer.rooms.findings import shortened
from explorer.words import UNKNOWN
from pipeline.codebook import ColumnSpec
from pipeline.domain.data import vocabulary
from pipeline.records import IDENTITIES
from pipeline.review.corrections import (
    ACCEPTED,
    CORRECTED,
    REJECTED,
    UNDONE,
    Correction,
    append,
    last_of,
    new_correction,
)
from pipeline.review.values import RefusedValueError, correctable, parse_value

# Streamlit keeps the keys C and R for itself.
KEYS = {ACCEPTED: "a", REJECTED: "x", "skip": "n", UNDONE: "u"}


def name_of_person(house: House) -> str:
    """Draw the line for a person's name and return it; nothing can be said without one."""
    words = house.words
    who = (st.text_input(words("text", "who"), key="who", persist_state="session") or "").strip()
    if not who:
        st.info(words("text", "who_first"))
    return who


def judge(
    house: House, who: str, name: str, row: dict[str, Any], said: tuple[Correction, ...], *, queued: bool = False
) -> bool:
    """Draw the buttons for a row of the table `name` in the order of their use, and the form to correct it.

    `said` is what people said so far, of which the last can be undone. Returns whether a `queued` row is left for
    later.
    """
    words = house.words
    buttons = st.container(horizontal=True)
    if buttons.button(words("text", "accept"), key="accept", shortcut=KEYS[ACCEPTED], disabled=not who):
        _say(house, new_correction(who, ACCEPTED, place_of(name, row)))
    if buttons.button(words("text", "reject"), key="reject", shortcut=KEYS[REJECTED], disabled=not who):
        _say(house, new_correction(who, REJECTED, place_of(name, row)))
    later = queued and buttons.button(words("text", "skip"), key="skip", shortcut=KEYS["skip"])
    take_back(buttons, house, who, said)
    _form(house, who, name, row)
    return later


def take_back(place: DeltaGenerator, house: House, who: str, said: tuple[Correction, ...]) -> None:
    """Draw the button that undoes the last thing a person said."""
    last = last_of(said, who) if who else None
    pressed = place.button(house.words("text", "undo"), key="undo", shortcut=KEYS[UNDONE], disabled=last is None)
    if pressed and last is not None:
        _say(house, new_correction(who, UNDONE, last.place, undoes=last.correction_id))


def _form(house: House, who: str, name: str, row: dict[str, Any]) -> None:
    words = house.words
    columns = {column.name: column for column in correctable(name)}
    left, right = st.columns([1, 3], vertical_alignment="bottom")
    chosen = left.selectbox(
        words("text", "column"), columns, format_func=lambda item: words("columns", item), key=f"column_{name}"
    )
    column = columns[str(chosen)]
    told = words.value(column.vocabulary, row[column.name])
    st.html(caption(f"{words('text', 'machine_value')}: {shortened(told)}"))
    # A form hands over what is typed together with the press of its button.
    with right.form(f"form_{row[IDENTITIES[name]]}_{column.name}", border=False):
        middle, end = st.columns([4, 1], vertical_alignment="bottom")
        typed = _value_line(house, middle, name, row, column)
        pressed = end.form_submit_button(words("text", "correct"), key="correct", disabled=not who)
    if pressed:
        _correct(house, who, name, row, column, typed)


def _value_line(house: House, place: DeltaGenerator, name: str, row: dict[str, Any], column: ColumnSpec) -> str:
    """Draw where the new value is given, chosen by its label where the column has a vocabulary; return it as text."""
    words = house.words
    title = words("text", "new_value")
    key = f"value_{row[IDENTITIES[name]]}_{column.name}"
    known = vocabulary(column.vocabulary) if column.vocabulary else ("true", "false") if column.type == "bool" else ()
    if not known:
        return place.text_input(title, key=key) or ""
    told_as = partial(words.value, column.vocabulary or "bool")
    if column.type.startswith("list["):
        return " | ".join(place.multiselect(title, known, format_func=told_as, placeholder=UNKNOWN, key=key))
    options = (UNKNOWN, *known) if column.nullable else known
    return place.selectbox(title, options, index=None, format_func=told_as, placeholder=UNKNOWN, key=key) or ""


def _correct(house: House, who: str, name: str, row: dict[str, Any], column: ColumnSpec, typed: str) -> None:
    words = house.words
    if not typed.strip():
        st.error(words("text", "value_first"))
        return
    try:
        value = parse_value(column, typed)
    except RefusedValueError as error:
        known = ", ".join(words.value(column.vocabulary, item) for item in error.known)
        st.error(words("refused", error.reason).format(typed=as_label(error.typed), known=known))
        return
    machine = row[column.name]
    values = {"column": column.name, "machine_value": _plain(machine), "human_value": value}
    _say(house, new_correction(who, CORRECTED, place_of(name, row), **values))


def _plain(value: Any) -> Any:
    """Return a value of a table as JSON has it."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    return None if is_unknown(value) else value


def _say(house: House, correction: Correction) -> None:
    append(house.corrections, correction)
    st.toast(house.words("text", "saved"))
    st.rerun()
