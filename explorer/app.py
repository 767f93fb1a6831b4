"""The explorer's page: what is chosen at the side, then the room that is open. Run by `kip explore`."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import streamlit as st

from explorer.controls import choose_one, choose_room, choose_several
from explorer.data import NoTablesError, Tables, load_tables, stamp_of
from explorer.house import House
from explorer.rooms import comparison, findings, overview, review, runs, source
from explorer.selection import ALL_PAYERS, Selection
from explorer.settings import OUT_SETTING, REFERENCE_SETTING
from explorer.words import Words, language_of
from pipeline.comparison.reference import Population, load_population
from pipeline.domain.data import data_path, vocabulary
from pipeline.domain.labels import LANGUAGES
from pipeline.review.corrections import default_folder

LANGUAGE_NAMES = {"de": "Deutsch", "fr": "Français", "it": "Italiano"}
WHOLE_PERIOD = "all"
ROOMS: dict[str, Callable[[House], None]] = {
    "overview": overview.show,
    "comparison": comparison.show,
    "measures": partial(findings.show, "measures"),
    "goals": partial(findings.show, "goals"),
    "funding": partial(findings.show, "funding"),
    "decisions": partial(findings.show, "decisions"),
    "source": source.show,
    "review": review.show,
    "runs": runs.show,
}


@st.cache_resource(max_entries=2, show_spinner=False)
def _tables(out: Path, stamp: int) -> Tables:
    """Return the tables of an output folder; `stamp` changes when a run writes new ones."""
    return load_tables(out)


@st.cache_resource(show_spinner=False)
def _population(reference: Path) -> Population:
    return load_population(reference)


def main() -> None:
    """Draw the page."""
    out = Path(os.environ[OUT_SETTING])
    st.set_page_config(page_title="kip", layout="wide", initial_sidebar_state="expanded")
    st.html(Path(__file__).with_name("style.css").read_text(encoding="utf-8"))
    words = Words(_language())
    st.html(f"<script>document.documentElement.lang = '{words.language}'</script>", unsafe_allow_javascript=True)
    try:
        tables = _tables(out, stamp_of(out))
    except NoTablesError:
        st.warning(words("text", "no_tables"))
        return
    room = choose_room(st.sidebar, words("text", "title"), tuple(ROOMS), partial(words, "rooms"))
    selection = _selection(tables, words)
    st.title(words("rooms", room))
    reference = os.environ.get(REFERENCE_SETTING)
    population = _population(Path(reference) if reference else data_path("corpus", "reference", "population.csv"))
    ROOMS[room](House(out, default_folder(), tables, words, selection, population))
    # Whoever prints or takes a picture of the page sees here that all of it is drawn.
    st.html(f"<div class='kip-drawn' data-room='{room}'></div>")


def _language() -> str:
    wanted = language_of(st.context.locale)
    # The language always stands in the address: who is sent a view sees it as it was.
    chosen = choose_one(
        st.sidebar, "lang", "Sprache · Langue · Lingua", LANGUAGES, LANGUAGE_NAMES.__getitem__, default=wanted
    )
    st.query_params["lang"] = chosen
    return chosen


def _selection(tables: Tables, words: Words) -> Selection:
    side = st.sidebar
    none = words("filters", "all")
    cantons = choose_several(side, "canton", words("filters", "cantons"), vocabulary("canton"), str, none)
    programs = choose_several(side, "program", words("filters", "programs"), vocabulary("program"), str, none)
    told = partial(words.value, "foerderbereich")
    areas = choose_several(side, "area", words("filters", "areas"), vocabulary("foerderbereich"), told, none)
    payers = {ALL_PAYERS: words("filters", "any_payer")} | {
        payer: words.value("payer", payer) for payer in vocabulary("payer")
    }
    payer = choose_one(side, "payer", words("filters", "payer"), tuple(payers), payers.__getitem__, ALL_PAYERS)
    years = {WHOLE_PERIOD: words("filters", "whole_period")} | {
        str(int(year)): str(int(year)) for year in sorted(tables["comparison"]["year"].dropna().unique())
    }
    year = choose_one(side, "year", words("filters", "year"), tuple(years), years.__getitem__, WHOLE_PERIOD)
    return Selection(cantons, programs, areas, payer, None if year == WHOLE_PERIOD else int(year))


main()
