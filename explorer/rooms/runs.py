"""Läufe: how each run ended, what failed and why, how long each stage took, what changed against the run before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from explorer.controls import choose_one
from explorer.data import changes_of, reports
from explorer.house import House
from explorer.markup import Cell, table
from explorer.rooms.findings import shortened
from explorer.words import moment, number
from pipeline.domain.failures import detail_of, told
from pipeline.records import IDENTITIES
from pipeline.reporting.telling import tell

STATES = ("done", "empty", "failed", "skipped")
KINDS = ("added", "lost", "changed")
# More changes of a table than these are for `kip diff`.
MOST_CHANGES = 50
_PLACE = (
    ("canton", None),
    ("program", None),
    ("year", None),
    ("foerderbereich", "foerderbereich"),
    ("payer", "payer"),
    ("instrument", "instrument"),
    ("status", "funding_status"),
)


def show(house: House) -> None:
    """Draw the room."""
    words = house.words
    found = {str(report["run_id"]): report for report in reports(house.out)}
    if not found:
        st.info(words("text", "nothing"))
        return
    headings = [words("text", "run"), words("text", "run_started"), *(words.value("state", state) for state in STATES)]
    st.html(table([*headings, words("text", "seconds")], map(_row, found.values()), words("rooms", "runs")))
    run = choose_one(st.container(), "run", words("text", "run"), tuple(found), str, next(iter(found)))
    if found[run]["failed"]:
        st.html(_failures(house, found[run]))
    st.html(_timings(house, found[run]))
    _changes(house, run)


def _row(report: Mapping[str, Any]) -> list[Cell]:
    counts = [Cell(number(report[state]), style="num") for state in STATES]
    return [
        Cell(str(report["run_id"]), heads=True),
        Cell(moment(str(report["started"]))),
        *counts,
        _seconds(report, "total"),
    ]


def _seconds(report: Mapping[str, Any], stage: str) -> Cell:
    return Cell(f"{report['seconds'][stage]:.1f}", style="num")


def _failures(house: House, report: Mapping[str, Any]) -> str:
    words = house.words
    rows = [
        [
            Cell(str(item["path"] or ""), heads=True),
            Cell(words.value("failure_code", item["failure_code"])),
            Cell(told(item["failure_code"], words.language)),
            Cell(detail_of(item["failure_code"], item["failure_reason"] or "")),
        ]
        for item in report["inputs"]
        if item["state"] == "failed"
    ]
    headings = [words("columns", name) for name in ("path", "failure_code")]
    headings += [words("text", name) for name in ("what_to_do", "detail")]
    return table(headings, rows, words("text", "failures"))


def _timings(house: House, report: Mapping[str, Any]) -> str:
    """Return the seconds of each stage; those of reading and extraction are added over all workers."""
    words = house.words
    rows = [[Cell(words("stages", stage), heads=True), _seconds(report, stage)] for stage in report["seconds"]]
    return table([words("text", "stage"), words("text", "seconds")], rows, words("text", "timings"))


def _changes(house: House, run: str) -> None:
    words = house.words
    found = changes_of(house.out, run)
    if found is None:
        st.info(words("text", "no_changes"))
        return
    rows = [
        [Cell(_title(house, name), heads=True), *(Cell(number(counts[kind]), style="num") for kind in _COUNTS)]
        for name, counts in found.items()
    ]
    st.html(table(["", *(words("changes", kind) for kind in _COUNTS)], rows, words("text", "changes")))
    for name, counts in found.items():
        if counts["changes"]:
            st.html(_told(house, name, counts["changes"][:MOST_CHANGES]))


_COUNTS = ("rows_before", "rows_after", *KINDS)


def _title(house: House, name: str) -> str:
    return house.words("text" if name == "documents" else "rooms", name)


def _told(house: House, name: str, changes: list[dict[str, Any]]) -> str:
    words = house.words
    rows = []
    for change in changes:
        row = change["after"] or change["before"]
        record = str(row[IDENTITIES[name]]) if name in IDENTITIES else ""
        target = house.source_of(record) if record in house.tables.places else None
        columns = ", ".join(words("columns", column) for column in change["columns"])
        rows.append(
            [Cell(words("changes", change["kind"]), heads=True), Cell(_about(house, name, row), target), Cell(columns)]
        )
    headings = [words("changes", "kind"), words("changes", "row"), words("changes", "columns")]
    return table(headings, rows, f"{words('text', 'changes')}: {_title(house, name)}")


def _about(house: House, name: str, row: Mapping[str, Any]) -> str:
    """Return what a row that changed is, in one line."""
    words = house.words
    if name == "documents":
        return f"{row['path'] or row['url'] or ''}, {words.value('state', row['state'])}"
    if name == "comparison":
        place = (words.value(vocabulary, str(row[column])) for column, vocabulary in _PLACE if row[column] is not None)
        return f"{', '.join(place)}: {words.value(None, row['amount_chf'])}"
    return shortened(tell(name, row, words.value))
