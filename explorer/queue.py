"""What waits for a person: uncertain, conflicting and contradicting rows, the most valuable first."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd

from explorer.data import Tables, is_unknown, rows_of
from explorer.selection import Selection, fitting
from pipeline.records import IDENTITIES
from pipeline.review.corrections import Correction, Place, standing

# A figure others are added to or compared with is worth more than a name.
_WORTH = {"funding": 0, "decisions": 1, "goals": 2, "measures": 3}

# What the finder of a total adds to its name where the parts of the table come to something else.
_SUM_FAILED = "sum_check/"


def waiting(
    tables: Tables, corrections: Sequence[Correction], selection: Selection
) -> list[tuple[str, dict[str, Any]]]:
    """Return table and row of all that waits, without what people have spoken of since the run.

    Money of integration promotion comes first, the largest amounts before smaller ones; then decisions, goals and
    measures, the least certain first.
    """
    spoken = {item.place.record_id for item in standing(corrections)}
    found = [(name, row) for name in IDENTITIES for row in _rows(tables[name], name, spoken, selection)]
    return sorted(found, key=lambda item: _urgency(*item))


def _rows(frame: pd.DataFrame, name: str, spoken: Collection[str], selection: Selection) -> list[dict[str, Any]]:
    rows = fitting(frame[frame["needs_review"] & frame["reviewed"].isna()], selection)
    return rows_of(rows[~rows[IDENTITIES[name]].isin(spoken)])


def _urgency(name: str, row: dict[str, Any]) -> tuple[bool, int, float, float, str]:
    foreign = name == "funding" and not row["is_integration"]
    amount = row["amount_chf"] if name == "funding" else None
    known = 0.0 if amount is None or is_unknown(amount) else float(amount)
    return foreign, _WORTH[name], -known, row["confidence"], row[IDENTITIES[name]]


def causes(name: str, row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return why a row waits, by the ids of [waits] in words.toml; unknown values of the row are null."""
    found = {
        "sum": _SUM_FAILED in row["found_by"],
        "no_amount": name == "funding" and row["amount_chf"] is None,
        "readings": row.get("verification") == "conflict",
        "read_once": row.get("verification") == "single",
        "second_area": row.get("second_foerderbereich") is not None,
        "area": name == "measures" and row["assigned_by"] == "classifier",
        "goal_area": name == "goals",
    }
    return tuple(cause for cause, holds in found.items() if holds) or ("unsure",)


def place_of(name: str, row: dict[str, Any]) -> Place:
    """Return the place a correction of a row is about."""
    page = row["page"]
    return Place(
        table=name,
        record_id=str(row[IDENTITIES[name]]),
        document_id=str(row["document_id"]),
        path=row["path"] or row["url"],
        page=None if is_unknown(page) else int(page),
        char_start=int(row["char_start"]),
        char_end=int(row["char_end"]),
        quote=str(row["quote"]),
    )
