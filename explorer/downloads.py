"""Downloads of exactly what is shown, as XLSX and CSV; text of documents is never a formula there."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from functools import partial
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
    buttons = st.container(horizontal=True)
    for kind, made, mime in (("csv", csv_of, "text/csv"), ("xlsx", xlsx_of, XLSX)):
        buttons.download_button(
            words("text", f"download_{kind}"),
            partial(_made, made, rows),
            f"kip-{name}.{kind}",
            mime,
            key=f"{kind}-{name}",
            # Drawn anew, the page would forget the file that it is just asked for.
            on_click="ignore",
        )


def _made(made: Callable[[Rows], bytes], rows: Callable[[], Rows]) -> bytes:
    return made(rows())


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
