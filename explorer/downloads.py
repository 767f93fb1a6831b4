"""Downloads of exactly what is shown, as XLSX and CSV; text of documents is never a formula there."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from explorer.words import Words
from pipeline.storage.exports import safe_text
from pipeline.storage.schema import LIST_SEPARATOR

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Rows = Sequence[Mapping[str, Any]]


def offer(words: Words, name: str, rows: Callable[[], Rows]) -> None:
    """Draw the two buttons for the rows of a table that is shown; rows are made when one of them is pressed."""
    left, right, _ = st.columns([1, 1, 3])
    left.download_button(
        words("text", "download_csv"), lambda: csv_of(rows()), f"kip-{name}.csv", "text/csv", key=f"csv-{name}"
    )
    right.download_button(
        words("text", "download_xlsx"), lambda: xlsx_of(rows()), f"kip-{name}.xlsx", XLSX, key=f"xlsx-{name}"
    )


def csv_of(rows: Rows) -> bytes:
    """Return rows as CSV the way a Swiss Excel opens it: UTF-8 with BOM, semicolons."""
    return _frame(rows).to_csv(sep=";", index=False).encode("utf-8-sig")


def xlsx_of(rows: Rows) -> bytes:
    """Return rows as a workbook with one sheet."""
    target = io.BytesIO()
    with pd.ExcelWriter(target, engine="openpyxl") as writer:
        _frame(rows).to_excel(writer, index=False, freeze_panes=(1, 0))
    return target.getvalue()


def _frame(rows: Rows) -> pd.DataFrame:
    return pd.DataFrame([{column: _plain(value) for column, value in row.items()} for row in rows])


def _plain(value: Any) -> Any:
    """Return a value as a cell can hold it: lists as text, text harmless, numbers left alone."""
    if isinstance(value, str):
        return safe_text(value)
    if hasattr(value, "tolist"):
        value = value.tolist()
    return safe_text(LIST_SEPARATOR.join(map(str, value))) if isinstance(value, list | tuple) else value
