"""What a row of funding, measures, goals or decisions says, in one line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pipeline.codebook import tables
from pipeline.reporting.plain import one_line, swiss

Row = Mapping[str, Any]
Speak = Callable[[str, str], str]
"""What to write for an id of a vocabulary: (vocabulary, id) → words."""

_TOLD = {
    "funding": ("payer", "instrument", "ip_scope", "basis", "status", "role", "side", "foerderbereich"),
    "measures": ("title", "foerderbereich", "status"),
    "goals": ("text", "indicator", "target_value", "unit", "due", "foerderbereich"),
    "decisions": ("body", "date", "number", "outcome", "what"),
}
_USUAL = (("role", "level"), ("status", "unknown"), ("ip_scope", "unknown"), ("basis", "unknown"))


def ids(_: str, value: str) -> str:
    """Return an id as it stands: the speech of those who know the tables."""
    return value


def tell(table: str, row: Row, speak: Speak = ids) -> str:
    """Return what a row says, its values in a fixed order with what is unknown or usual left out."""
    parts = [*_amount(row), *_values(table, row, speak), *_period(row)] if table == "funding" else None
    return " · ".join(parts if parts is not None else _values(table, row, speak))


def _amount(row: Row) -> Iterator[str]:
    upper = f"–{swiss(row['amount_max_chf'])}" if row["amount_max_chf"] is not None else ""
    yield f"CHF {swiss(row['amount_chf'])}{upper}"


def _values(table: str, row: Row, speak: Speak) -> Iterator[str]:
    vocabularies = {column.name: column.vocabulary for column in tables()[table].columns}
    for name in _TOLD[table]:
        value = row[name]
        if value is None or (name, value) in _USUAL:
            continue
        text = swiss(value) if isinstance(value, float) else one_line(str(value))
        vocabulary = vocabularies[name]
        yield speak(vocabulary, text) if vocabulary else text


def _period(row: Row) -> Iterator[str]:
    start, end = row["period_start"], row["period_end"]
    if start is not None or end is not None:
        yield str(start) if start == end else f"{start or ''}–{end or ''}"
