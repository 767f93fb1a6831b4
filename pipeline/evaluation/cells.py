"""The cells of a comparison beside those that were worked out from the sources of its documents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.evaluation.matching import Row
from pipeline.evaluation.rates import Rate
from pipeline.evaluation.truth import TruthError
from pipeline.records import ComparisonRow

# What a cell is about.
KEY = ("canton", "program", "year", "foerderbereich", "payer", "instrument", "ip_scope", "side", "status")
FILE = "comparison.jsonl"
# The stage of the rates of cells.
COMPARISON = "comparison"
# Amounts are told to the centime.
_CENTIMES = 2


def load_cells(folder: Path) -> list[Row]:
    """Return the true cells of a folder of truths, none where it has no file of them. Raises TruthError."""
    path = folder / FILE
    if not path.exists():
        return []
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise TruthError(f"{path} cannot be read ({error})") from error


def documents_of(cells: Iterable[Row]) -> set[str]:
    """Return the names, without ending, of the documents whose amounts stand behind cells."""
    return {name.split("#", maxsplit=1)[0] for cell in cells for name in cell["ids"]}


def cell_scores(rows: Sequence[ComparisonRow], cells: Sequence[Row]) -> dict[tuple[str, str], Rate]:
    """Return how many cells are right in key, amount and state, and how many of those told have another value.

    *cells right* is of all true cells, *rows right* of all rows of money, and *values right* of the cells that are
    there: a hole is missing from the first, a wrong amount or state from the last.
    """
    told = {_key(row): _value(row.amount_chf, row.state) for row in rows if row.instrument is not None}
    true = {tuple(cell[name] for name in KEY): _value(cell["amount_chf"], cell["state"]) for cell in cells}
    there = [key for key in true if key in told]
    right = sum(told[key] == true[key] for key in there)
    return {
        (COMPARISON, "cells right"): Rate(right, len(true)),
        (COMPARISON, "rows right"): Rate(right, len(told)),
        (COMPARISON, "values right"): Rate(right, len(there)),
    }


def _key(row: ComparisonRow) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in KEY)


def _value(amount: float | None, state: str) -> tuple[float, str]:
    return round(amount or 0.0, _CENTIMES), state
