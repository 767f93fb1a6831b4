"""Figures as people in Switzerland write them, and the comparison as a table for a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

UNKNOWN = "–"
_AMOUNTS = {"total_chf": "Total CHF", "bund_chf": "Bund", "kanton_chf": "Kanton", "gemeinden_chf": "Gemeinden"}


def amount(value: float | None) -> str:
    """Return an amount with apostrophes between thousands; a dash for unknown, which is not zero."""
    return UNKNOWN if value is None else f"{value:,.0f}".replace(",", "’").replace("-", "−")


def overview_table(lines: Sequence[Mapping[str, Any]]) -> Table | Text:
    """Return the comparison, one line per canton and programme, or a sentence if there is none."""
    if not lines:
        return Text("No figure of a cantonal programme has been found yet.")
    title = "What the cantons say of their programmes, whole period (– is unknown)"
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("Canton", "Programme"):
        table.add_column(heading, no_wrap=True)
    for heading in (*_AMOUNTS.values(), "Measures", "Docs"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("Amounts are")
    for line in lines:
        table.add_row(*_cells(line))
    return table


def _cells(line: Mapping[str, Any]) -> list[str]:
    scope = f"lump sum {line['ip_scope']}" if line["ip_scope"] in ("included", "excluded") else None
    kinds = [line["status"], scope, line["side"], "in conflict" if line["conflict"] else None]
    counts = [UNKNOWN if line[name] is None else str(line[name]) for name in ("measures_all", "documents")]
    amounts = [amount(line[name]) for name in _AMOUNTS]
    return [line["canton"], line["program"], *amounts, *counts, ", ".join(kind for kind in kinds if kind)]
