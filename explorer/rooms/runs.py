"""Läufe: how each run ended, what failed and why, how long it took, what changed against the run before."""

from __future__ import annotations

from typing import Any

import streamlit as st

from explorer.data import reports
from explorer.house import House
from explorer.markup import Cell, table
from explorer.words import number

STATES = ("done", "empty", "failed", "skipped")


def show(house: House) -> None:
    """Draw the room."""
    words = house.words
    found = reports(house.out)
    if not found:
        st.info(words("text", "nothing"))
        return
    headings = ["", words("text", "run_started"), *(words.value("state", state) for state in STATES)]
    st.html(table([*headings, words("text", "seconds")], [_row(report) for report in found], words("rooms", "runs")))
    rows = [
        [Cell(str(item["path"] or ""), heads=True), Cell(str(item["failure_reason"] or ""))]
        for item in found[0]["inputs"]
        if item["state"] == "failed"
    ]
    st.html(table([words("columns", "path"), words("columns", "failure_reason")], rows, words("text", "failures")))


def _row(report: dict[str, Any]) -> list[Cell]:
    counts = [Cell(number(report[state]), style="num") for state in STATES]
    seconds = Cell(number(round(report["seconds"]["total"], 1)), style="num")
    return [Cell(str(report["run_id"]), heads=True), Cell(str(report["started"])), *counts, seconds]
