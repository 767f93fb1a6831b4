"""One value for each canton and area out of the comparison, without counting anything twice."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from explorer.selection import ALL_PAYERS, Selection, fitting
from pipeline.domain.data import vocabulary

# Of several statements side by side the first in these orders is shown; the others stand in the tables of a room.
_INSTRUMENTS = ("kip_total", *vocabulary("instrument"))
_STATUSES = ("approved", "planned", "requested", "spent", "unknown")
_SCOPES = ("excluded", "included", "unknown", "only")
_WHOLE = ("mixed", "unknown")
# What a value is chosen by and tells of itself.
_OF_A_VALUE = [
    *("canton", "program", "foerderbereich", "payer", "year"),
    *("instrument", "status", "ip_scope", "state", "funding_ids"),
]


@dataclass(frozen=True, slots=True)
class Value:
    """The value of a cell, null for unknown; whether its statements conflict; the rows of `funding` behind it.

    `kinds` says what money it is: instrument, ip_scope and funding_status, each by the name of its vocabulary;
    `program` is the programme that speaks.
    """

    amount: float | None
    conflict: bool = False
    funding: tuple[str, ...] = ()
    kinds: tuple[tuple[str, str], ...] = ()
    program: str | None = None


def values(comparison: pd.DataFrame, selection: Selection, figure: str) -> dict[tuple[str, str | None], Value]:
    """Return a value per canton and area (null: all areas together) for `money`, `money_per_year`, `count` or `share`.

    Where a canton has several programmes in the selection, the newest speaks.
    """
    rows = fitting(comparison, Selection(cantons=selection.cantons, programs=selection.programs))
    if figure == "count":
        return _counts(rows)
    if figure == "share":
        return _shares(values(comparison, selection, "money_per_year"))
    rows = _of_payer(rows[rows["instrument"].notna()], selection.payer)
    whole = figure == "money" and selection.year is None
    rows = rows[rows["year"].isna()] if whole else _in_year(rows, selection.year)
    column = "amount_chf" if figure == "money" else "amount_per_year_chf"
    return _firsts(rows, column)


def _counts(rows: pd.DataFrame) -> dict[tuple[str, str | None], Value]:
    counted = rows[rows["measures"].notna()].sort_values("program", kind="stable")
    return {
        (str(row["canton"]), _area(row["foerderbereich"])): Value(float(row["measures"]), program=row["program"])
        for row in counted.to_dict("records")
    }


def _shares(amounts: dict[tuple[str, str | None], Value]) -> dict[tuple[str, str | None], Value]:
    """Return each area's share of the sum of a canton's areas, in per cent."""
    sums: dict[str, float] = {}
    for (canton, area), value in amounts.items():
        if area is not None and value.amount is not None:
            sums[canton] = sums.get(canton, 0.0) + value.amount
    return {
        (canton, area): replace(value, amount=100 * value.amount / sums[canton], kinds=())
        for (canton, area), value in amounts.items()
        if area is not None and value.amount is not None and sums.get(canton)
    }


def _of_payer(rows: pd.DataFrame, payer: str) -> pd.DataFrame:
    if payer == ALL_PAYERS:
        return rows[rows["payer"].isna() | rows["payer"].isin(_WHOLE)]
    return rows[rows["payer"] == payer]


def _in_year(rows: pd.DataFrame, year: int | None) -> pd.DataFrame:
    """Return the rows of a year; without one the whole period before single years, the newest of these first."""
    return rows if year is None else rows[rows["year"] == year]


def _firsts(rows: pd.DataFrame, column: str) -> dict[tuple[str, str | None], Value]:
    rows = rows.loc[rows[column].notna(), [*_OF_A_VALUE, column]]
    ranked = rows.assign(
        _program=rows["program"].map(_rank(vocabulary("program"))),
        _payer=rows["payer"].notna(),
        _year=-rows["year"].fillna(9999),
        _instrument=rows["instrument"].map(_rank(_INSTRUMENTS)),
        _status=rows["status"].map(_rank(_STATUSES)),
        _scope=rows["ip_scope"].map(_rank(_SCOPES)),
    ).sort_values(["_program", "_year", "_payer", "_instrument", "_status", "_scope"], kind="stable")
    ranked = ranked.sort_values("_program", ascending=False, kind="stable")
    firsts = ranked.drop_duplicates(["canton", "foerderbereich"]).to_dict("records")
    return {(str(row["canton"]), _area(row["foerderbereich"])): _value(row, column) for row in firsts}


def _value(row: dict[Hashable, Any], column: str) -> Value:
    kinds = ("instrument", row["instrument"]), ("ip_scope", row["ip_scope"]), ("funding_status", row["status"])
    said = tuple((name, value) for name, value in kinds if isinstance(value, str) and value != "unknown")
    return Value(float(row[column]), row["state"] == "conflict", tuple(row["funding_ids"]), said, row["program"])


def _rank(order: tuple[str, ...]) -> dict[str, int]:
    return {value: place for place, value in reversed(list(enumerate(order)))}


def _area(value: object) -> str | None:
    return value if isinstance(value, str) else None
