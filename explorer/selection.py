"""What a person chose at the side, and what of a table fits it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

ALL_PAYERS = "all"


@dataclass(frozen=True, slots=True)
class Selection:
    """Chosen cantons, programmes, areas (none: all), a payer (`all`: all together), a year (null: whole period)."""

    cantons: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    payer: str = ALL_PAYERS
    year: int | None = None


def fitting(frame: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """Return the rows of a table that fit; columns the table doesn't have choose nothing."""
    for column, values in (
        ("canton", selection.cantons),
        ("program", selection.programs),
        ("foerderbereich", selection.areas),
    ):
        if values and column in frame:
            frame = frame[frame[column].isin(values)]
    if selection.payer != ALL_PAYERS and "payer" in frame:
        frame = frame[frame["payer"] == selection.payer]
    return in_year(frame, selection.year)


def in_year(frame: pd.DataFrame, year: int | None) -> pd.DataFrame:
    """Return the rows that speak of a year: those of a period that holds it."""
    if year is None or not {"period_start", "period_end"} <= set(frame.columns):
        return frame
    starts = frame["period_start"].isna() | (frame["period_start"] <= year)
    ends = frame["period_end"].isna() | (frame["period_end"] >= year)
    known = frame["period_start"].notna() | frame["period_end"].notna()
    return frame[starts & ends & known]


def containing(frame: pd.DataFrame, columns: Sequence[str], words: str) -> pd.DataFrame:
    """Return the rows in which each of the words stands somewhere in the columns, in capitals or not."""
    wanted = words.casefold().split()
    if not wanted or frame.empty:
        return frame
    lines = zip(*(frame[column].fillna("") for column in columns), strict=True)
    texts = (" ".join(map(str, line)).casefold() for line in lines)
    return frame[[all(word in text for word in wanted) for text in texts]]


def ordered(frame: pd.DataFrame, column: str, *, descending: bool) -> pd.DataFrame:
    """Return the rows sorted by a column, unknown last, rows alike in the order they had."""
    key = frame[column]
    if key.map(lambda value: isinstance(value, list | tuple) or hasattr(value, "tolist")).any():
        key = key.map(lambda value: " ".join(map(str, value)) if value is not None else None)
    order = key.sort_values(ascending=not descending, kind="stable", na_position="last").index
    return frame.loc[order]
