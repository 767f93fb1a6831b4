"""Controls whose values stand in the address by their ids, so that a view can be sent in any language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

SEPARATOR = ","


def choose_one(
    place: DeltaGenerator, key: str, title: str, options: Sequence[str], told: Callable[[str], str], default: str
) -> str:
    """Draw a choice of one and return its id; the default is what the address does not name."""
    _begin(key, lambda text: text if text in options else default, default)
    chosen = str(place.selectbox(title, options, format_func=told, key=key))
    _keep(key, "" if chosen == default else chosen)
    return chosen


def choose_room(place: DeltaGenerator, title: str, options: Sequence[str], told: Callable[[str], str]) -> str:
    """Draw the list of rooms and return the one that is open."""
    _begin("room", lambda text: text if text in options else options[0], options[0])
    chosen = str(place.radio(title, options, format_func=told, key="room"))
    _keep("room", "" if chosen == options[0] else chosen)
    return chosen


def choose_several(
    place: DeltaGenerator, key: str, title: str, options: Sequence[str], told: Callable[[str], str], none: str
) -> tuple[str, ...]:
    """Draw a choice of any number and return the ids; `none` is what stands there while none is chosen."""
    _begin(key, lambda text: [item for item in options if item in text.split(SEPARATOR)], [])
    chosen = place.multiselect(title, options, format_func=told, placeholder=none, key=key)
    _keep(key, SEPARATOR.join(chosen))
    return tuple(chosen)


def typed(place: DeltaGenerator, key: str, title: str) -> str:
    """Draw a line to type in and return its text."""
    _begin(key, str, "")
    text = place.text_input(title, key=key) or ""
    _keep(key, text)
    return text


def ticked(place: DeltaGenerator, key: str, title: str, *, default: bool) -> bool:
    """Draw a box to tick and return whether it is."""
    _begin(key, lambda text: text == "1", default)
    chosen = place.checkbox(title, key=key)
    _keep(key, "" if chosen == default else str(int(chosen)))
    return chosen


def counted(place: DeltaGenerator, key: str, title: str, most: int) -> int:
    """Draw a number from 1 to `most` and return it."""
    _begin(key, lambda text: min(most, max(1, int(text))) if text.isdecimal() else 1, 1)
    st.session_state[key] = min(most, int(st.session_state[key]))
    chosen = int(place.number_input(title, 1, most, key=key))
    _keep(key, "" if chosen == 1 else str(chosen))
    return chosen


def _begin(key: str, parse: Callable[[str], Any], default: Any) -> None:
    """Give a control that is new in this session the value the address has for it."""
    if key not in st.session_state:
        st.session_state[key] = parse(st.query_params[key]) if key in st.query_params else default


def _keep(key: str, text: str) -> None:
    if text:
        st.query_params[key] = text
    elif key in st.query_params:
        del st.query_params[key]
