"""Quelle: the page's picture with the place marked, the text beside it, the row's values, what people said of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

import streamlit as st

from explorer import markup, sources
from explorer.data import funding_of, is_unknown, rows_of
from explorer.house import House
from explorer.rooms.findings import shortened
from explorer.rooms.headline import headline
from explorer.rooms.judging import judge, name_of_person
from explorer.words import UNKNOWN, moment, number
from pipeline.codebook import tables
from pipeline.comparison.table_sums import table_sums
from pipeline.records import IDENTITIES
from pipeline.review.corrections import Correction, read

AROUND = 4000
_HIDDEN = ("document_id", "x0", "y0", "x1", "y1", "char_start", "char_end", "input_id")


def show(house: House) -> None:
    """Draw the room for the finding that the address names."""
    words = house.words
    record = st.query_params.get("record")
    if not record:
        st.info(words("text", "no_record"))
        return
    place = house.tables.places.get(record)
    if place is None:
        st.warning(words("text", "gone_record"))
        return
    name, position = place
    row = rows_of(house.tables[name].iloc[[position]])[0]
    st.html(_neighbours(house, name, row))
    st.html(headline(house, name, row))
    draw_place(house, row)
    if name == "funding" and isinstance(row["table_id"], str):
        st.html(_sums(house, row["table_id"]))
    st.html(values_table(house, name, row))
    if history := _history(house, record):
        st.html(history)
    judge(house, name_of_person(house), name, row, read(house.corrections))


def draw_place(house: House, row: Mapping[str, Any]) -> None:
    """Draw the picture of a finding's page and the text beside it."""
    words = house.words
    left, right = st.columns(2)
    told = f"{row['path'] or row['url'] or ''}, {words('columns', 'page')} {_page(row)}"
    with left:
        st.html(markup.caption(told))
        st.html(_picture(house, row, told))
    with right:
        st.html(markup.caption(words("text", "text_of_page")))
        st.html(_passage(house, row))
        st.html(_repairs(house, row))


def _repairs(house: House, row: Mapping[str, Any]) -> str:
    """Return the repairs of a finding's page: what the source reads, and what the text reads in its place."""
    words, page = house.words, _page_row(house, row)
    repairs = Counter([] if page is None or page["repairs"] is None else page["repairs"])
    if not repairs:
        return f"<p class='kip'>{escape(words('text', 'no_repairs'))}</p>"
    rows = [[markup.Cell(told, heads=True), markup.Cell(f"{count} ×", style="num")] for told, count in repairs.items()]
    return markup.table([words("columns", "repairs"), ""], rows, words("text", "repairs"))


def _sums(house: House, table_id: str) -> str:
    """Return for each total of a table whether its parts come to it."""
    words, funding = house.words, house.tables["funding"]
    found = table_sums([funding_of(row) for row in rows_of(funding[funding["table_id"] == table_id])])
    if not found:
        return f"<p class='kip'>{escape(words('text', 'no_sums'))}</p>"
    rows = []
    for item in found:
        amounts = (item.parts_chf, item.total_chf - item.parts_chf)
        rows.append(
            [
                markup.Cell(f"{words('columns', item.way)}: {shortened(item.label or '')}", heads=True),
                markup.Cell(number(item.total_chf), house.source_of(item.total_id), "num"),
                *(markup.Cell(number(amount), style="num") for amount in amounts),
                markup.Cell(words.value("bool", item.agrees), style=None if item.agrees else "conflict"),
            ]
        )
    headings = [words("text", name) for name in ("line", "stated", "added", "difference", "agrees")]
    return markup.table(headings, rows, words("text", "sums"))


def _page(row: Mapping[str, Any]) -> int:
    page = row["page"]
    return 1 if is_unknown(page) else int(page)


def _page_row(house: House, row: Mapping[str, Any]) -> Mapping[str, Any] | None:
    pages = house.tables["pages"]
    found = pages[(pages["document_id"] == row["document_id"]) & (pages["page"] == _page(row))]
    return None if found.empty else rows_of(found)[0]


def _picture(house: House, row: Mapping[str, Any], told: str) -> str:
    words = house.words
    try:
        png = sources.picture(house.out, str(row["document_id"]), _page(row))
    except sources.ChangedSourceError:
        return f"<p>{escape(words('text', 'changed_source'))}</p>"
    page = _page_row(house, row)
    if png is None or page is None:
        return f"<p>{escape(words('text', 'no_picture'))}</p>"
    alternative = f"{words('text', 'page_picture')}: {told}"
    return sources.sheet(png, row, page["width_pt"], page["height_pt"], alternative)


def _passage(house: House, row: Mapping[str, Any]) -> str:
    page = _page_row(house, row)
    if page is None:
        return f"<p>{escape(house.words('text', 'no_picture'))}</p>"
    start = house.tables.page_starts[str(row["document_id"]), _page(row)]
    return markup.marked(str(page["text"]), int(row["char_start"]) - start, int(row["char_end"]) - start, AROUND)


def _neighbours(house: House, name: str, row: Mapping[str, Any]) -> str:
    """Return links to the finding before and after in the same document and table."""
    frame = house.tables[name]
    same = frame[frame["document_id"] == row["document_id"]][IDENTITIES[name]].tolist()
    index = same.index(row[IDENTITIES[name]])
    links = []
    if index > 0:
        links.append(markup.link(house.words("text", "previous"), house.source_of(same[index - 1])))
    if index + 1 < len(same):
        links.append(markup.link(house.words("text", "next"), house.source_of(same[index + 1])))
    return f"<p class='kip'>{' · '.join(links)}</p>"


def values_table(house: House, name: str, row: Mapping[str, Any]) -> str:
    """Return all columns of a finding that have a value, with their labels, as a table."""
    words = house.words
    rows = []
    # What was found comes before where and how.
    for column in sorted(tables()[name].columns, key=lambda column: column.path.startswith("evidence.")):
        value = row[column.name]
        told = words.value(column.vocabulary, str(int(value)) if _is_year(column.unit, value) else value)
        if column.name == "machine_values" and told != UNKNOWN:
            told = _found_before(house, name, value)
        if column.name not in _HIDDEN and not column.name.endswith("_id") and told != UNKNOWN:
            rows.append([markup.Cell(words("columns", column.name), heads=True), markup.Cell(shortened(told))])
    headings = [words("columns", "column"), words("text", "values")]
    return markup.table(headings, rows, words("text", "values"))


def _found_before(house: House, name: str, found: Iterable[str]) -> str:
    """Return what kip had found where a person corrected it, each column by its heading."""
    words = house.words
    vocabularies = {column.name: column.vocabulary for column in tables()[name].columns}
    pairs = [(column, json.loads(value)) for column, _, value in (item.partition("=") for item in found)]
    return "; ".join(f"{words('columns', column)}: {words.value(vocabularies[column], told)}" for column, told in pairs)


def _is_year(unit: str | None, value: Any) -> bool:
    return unit == "year" and not is_unknown(value)


def _history(house: House, record: str) -> str:
    """Return what people said of a finding, undone or not, oldest first; nothing where nobody did."""
    said = [item for item in read(house.corrections) if item.place.record_id == record]
    if not said:
        return ""
    names = ("at", "who", "action", "column", "human_value", "note")
    rows = [[markup.Cell(text) for text in _told(house, item)] for item in said]
    return markup.table([house.words("columns", name) for name in names], rows, house.words("text", "history"))


def _told(house: House, item: Correction) -> tuple[str, ...]:
    """Return when, who, what was done, to which column, the new value, and the remark."""
    words = house.words
    vocabularies = {column.name: column.vocabulary for column in tables()[item.place.table].columns}
    column = words("columns", item.column) if item.column else UNKNOWN
    value = words.value(vocabularies.get(item.column or ""), item.human_value)
    return moment(item.at), item.who, words("actions", item.action), column, value, words.value(None, item.note)
