"""Which columns people may correct, and what they may put there."""

from __future__ import annotations

import math
from typing import Any

from pipeline.codebook import ColumnSpec, tables
from pipeline.domain.data import vocabulary
from pipeline.review.applied import IDENTITIES

_UNKNOWN = ("", "-", "–", "—")
_YES, _NO = ("true", "1", "yes", "ja", "oui", "si", "sì"), ("false", "0", "no", "nein", "non")


def correctable(table: str) -> tuple[ColumnSpec, ...]:
    """Return the columns of a table that people may correct: all but ids and the place in the source."""
    fixed = {IDENTITIES[table], "measure_id", "table_id", "row", "column", "row_label", "column_label", "found_in"}
    return tuple(
        column
        for column in tables()[table].columns
        if not column.path.startswith("evidence.") and column.name not in fixed
    )


def parse_value(column: ColumnSpec, typed: str) -> Any:
    """Return what a person typed as a value of a column; null for nothing or a dash alone.

    Numbers may have the Swiss apostrophe between thousands; lists have `|` between items. Raises ValueError with a
    sentence where the column can't hold it.
    """
    text = typed.strip()
    if text in _UNKNOWN:
        return _nothing(column)
    if column.type.startswith("list["):
        items = [item.strip() for item in text.split("|") if item.strip()]
        return [_single(column, column.type[5:-1], item) for item in items]
    return _single(column, column.type, text)


def _nothing(column: ColumnSpec) -> Any:
    if column.type.startswith("list["):
        return []
    if not column.nullable:
        raise ValueError(f"{column.name} can't be empty")
    return None


def _single(column: ColumnSpec, kind: str, text: str) -> Any:
    if kind == "bool":
        return _truth(column, text)
    if kind in ("int", "float"):
        return _number(column, kind, text)
    if column.vocabulary and text not in vocabulary(column.vocabulary):
        raise ValueError(f"{column.name} can't be {text}; known are {', '.join(vocabulary(column.vocabulary))}")
    return text


def _truth(column: ColumnSpec, text: str) -> bool:
    if text.casefold() in _YES:
        return True
    if text.casefold() in _NO:
        return False
    raise ValueError(f"{column.name} is yes or no, not {text}")


def _number(column: ColumnSpec, kind: str, text: str) -> float | int:
    plain = text.replace("'", "").replace("’", "").replace("\u202f", "").replace(" ", "").replace(",", ".")
    try:
        number = int(plain) if kind == "int" else float(plain)
    except ValueError as error:
        raise ValueError(f"{column.name} is a number, not {text}") from error
    if not math.isfinite(number):
        raise ValueError(f"{column.name} is a number, not {text}")
    return number
