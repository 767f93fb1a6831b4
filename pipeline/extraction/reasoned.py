"""Reasons that no expression of a lexicon tells: rules that look at all amounts, and the labels of a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from pipeline.domain.reasons import is_listening, settle
from pipeline.extraction.table_axes import Meaning
from pipeline.records import Funding

P = ParamSpec("P")
Before = TypeVar("Before", bound=Sequence[Funding])
After = TypeVar("After", bound=Sequence[Funding])

# The column of a record that each thing a label says decides.
DECIDED_BY_LABELS = {
    "years": "period",
    "payers": "payer",
    "area": "foerderbereich",
    "instrument": "instrument",
    "scope": "ip_scope",
    "side": "side",
    "status": "status",
    "unit": "unit",
    "yearly": "basis",
    "factor": "amount_chf",
    "total": "is_total",
}


def revises(
    rule: str,
) -> Callable[[Callable[Concatenate[Before, P], After]], Callable[Concatenate[Before, P], After]]:
    """Mark a function from amounts to the same amounts: each value it changes is decided by this rule."""

    def mark(function: Callable[Concatenate[Before, P], After]) -> Callable[Concatenate[Before, P], After]:
        @wraps(function)
        def marked(rows: Before, /, *args: P.args, **kwargs: P.kwargs) -> After:
            revised = function(rows, *args, **kwargs)
            if is_listening():
                for before, after in zip(rows, revised, strict=True):
                    _settle_changes(before, after, rule)
            return revised

        return marked

    return mark


def _settle_changes(before: Funding, after: Funding, rule: str) -> None:
    for column in (field.name for field in fields(Funding)):
        if getattr(before, column) != getattr(after, column):
            settle(after.evidence.char_start, column, rule)


def settle_labels(place: int, row: tuple[Meaning, str], column: tuple[Meaning, str], frame: Meaning) -> None:
    """Say which label of a figure in a table tells what: that of its row, of its column, or the table as a whole."""
    if not is_listening():
        return
    for told, value in DECIDED_BY_LABELS.items():
        for meaning, label in (row, column):
            if getattr(meaning, told):
                settle(place, value, "label", label)
        if getattr(frame, told) and not getattr(row[0], told) and not getattr(column[0], told):
            settle(place, value, "table")
