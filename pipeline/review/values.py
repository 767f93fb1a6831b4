"""Which columns people may correct, and what they may put there."""

from __future__ import annotations

import math
from typing import Any, Literal

from pipeline.codebook import ColumnSpec, tables
from pipeline.domain.data import vocabulary
from pipeline.records import IDENTITIES

_UNKNOWN = ("", "-", "–", "—")
_YES, _NO = ("true", "1", "yes", "ja", "oui", "si", "sì"), ("false", "0", "no", "nein", "non")


Reason = Literal["empty", "not_known", "not_truth", "not_number"]
REASONS: tuple[Reason, ...] = ("empty", "not_known", "not_truth", "not_number")
"""Why a column can't hold what was typed; whoever shows it says so in the language of its page."""


class RefusedValueError(ValueError):
    """A column can't hold what was typed: `reason` is one of REASONS, `known` what it could hold, where that is few."""

    def __init__(self, reason: Reason, column: str, typed: str, known: tuple[str, ...] = ()) -> None:
        """Say which column refused what, and why."""
        super().__init__(f"{column}: {reason} ({typed})")
        self.reason, self.column, self.typed, self.known = reason, column, typed, known


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

    Numbers may have the Swiss apostrophe between thousands; lists have `|` between items. Raises
    RefusedValueError where the column can't hold it.
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
        raise RefusedValueError("empty", column.name, "")
    return None


def _single(column: ColumnSpec, kind: str, text: str) -> Any:
    if kind == "bool":
        return _truth(column, text)
    if kind in ("int", "float"):
        return _number(column, kind, text)
    if column.vocabulary and text not in vocabulary(column.vocabulary):
        raise RefusedValueError("not_known", column.name, text, vocabulary(column.vocabulary))
    return text


def _truth(column: ColumnSpec, text: str) -> bool:
    if text.casefold() in _YES:
        return True
    if text.casefold() in _NO:
        return False
    raise RefusedValueError("not_truth", column.name, text)


def _number(column: ColumnSpec, kind: str, text: str) -> float | int:
    plain = text.replace("'", "").replace("’", "").replace("\u202f", "").replace(" ", "").replace(",", ".")
    try:
        number = int(plain) if kind == "int" else float(plain)
    except ValueError as error:
        raise RefusedValueError("not_number", column.name, text) from error
    if not math.isfinite(number):
        raise RefusedValueError("not_number", column.name, text)
    return number
