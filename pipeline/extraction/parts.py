"""Amounts of one sentence that add up: `24 Millionen: 15 aus der Pauschale und 9 vom Kanton`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extraction.payers import PAYERS, combined
from pipeline.records import Funding

# Amounts that were rounded before they were printed add up within this share.
ROUNDING = 0.002
MIN_PARTS = 2


def with_totals(rows: Sequence[Funding], bounds: Sequence[tuple[int, int]], start: int) -> list[Funding]:
    """Return the rows of a passage with their sums marked: a sum is paid by all who pay its parts.

    `bounds` are the sentences, counted from the passage, which begins at `start` in the document.
    """
    marked = list(rows)
    for first, last in bounds:
        inside = [at for at, row in enumerate(marked) if first <= row.evidence.char_start - start < last]
        for place, at in enumerate(inside):
            parts = _parts([marked[other] for other in inside[place + 1 :]], marked[at].amount_chf)
            if parts:
                marked[at] = _total(marked[at], parts)
    return marked


def _parts(following: Sequence[Funding], total: float | None) -> Sequence[Funding]:
    """Return the amounts right after one that add up to it, nothing where they don't."""
    reached = 0.0
    for count, row in enumerate(following, 1):
        if not total or row.amount_chf is None or row.unit is not None:
            return ()
        reached += row.amount_chf
        if count >= MIN_PARTS and abs(reached / total - 1) <= ROUNDING:
            return following[:count]
    return ()


def _total(row: Funding, parts: Sequence[Funding]) -> Funding:
    named = {payer for part in parts for payer in part.payers} | set(row.payers)
    if not all(part.payers for part in parts):
        return replace(row, is_total=True)
    payers = tuple(payer for payer in PAYERS if payer in named)
    return replace(row, is_total=True, payers=payers, payer=combined(payers))
