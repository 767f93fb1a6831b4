"""Whether the totals a table states are the sums of its other figures."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.comparison.precision import adds_up, interval_of
from pipeline.records import Funding

# One figure beside a total is no sum.
_MIN_PARTS = 2


@dataclass(frozen=True, slots=True)
class TableSum:
    """A row or column (`way`) with a stated total, in francs, and what its parts come to.

    `agrees` is true where the two are the same as exactly as all figures are stated.
    """

    way: str
    label: str | None
    total_id: str
    total_chf: float
    parts_chf: float
    agrees: bool


def table_sums(figures: Sequence[Funding]) -> list[TableSum]:
    """Return the sums of one table, rows before columns, each in its order in the table.

    `figures` are the amounts of the table. Where a line has totals of its own besides the grand total (pillars), the
    largest is compared with its parts and with the other totals, and the closer of the two is told.
    """
    lines: dict[tuple[str, int], list[Funding]] = defaultdict(list)
    for figure in figures:
        if figure.amount_chf is not None and figure.row is not None and figure.column is not None:
            lines["row", figure.row].append(figure)
            lines["column", figure.column].append(figure)
    ways = sorted(lines, key=lambda line: (line[0] != "row", line[1]))
    return [found for line in ways for found in _sum_of(line[0], lines[line])]


def _sum_of(way: str, line: Sequence[Funding]) -> Iterator[TableSum]:
    totals = [figure for figure in line if figure.is_total]
    if not totals:
        return
    total = max(totals, key=_amount)
    choices = [[figure for figure in line if not figure.is_total], [figure for figure in totals if figure is not total]]
    sums = [_against(way, total, parts) for parts in choices if len(parts) >= _MIN_PARTS]
    if sums:
        yield min(sums, key=lambda found: (not found.agrees, abs(found.parts_chf - found.total_chf)))


def _against(way: str, total: Funding, parts: Sequence[Funding]) -> TableSum:
    return TableSum(
        way=way,
        label=total.row_label if way == "row" else total.column_label,
        total_id=total.funding_id,
        total_chf=_amount(total),
        parts_chf=math.fsum(_amount(part) for part in parts),
        agrees=adds_up([(_amount(part), interval_of(part)) for part in parts], _amount(total), interval_of(total)),
    )


def _amount(figure: Funding) -> float:
    return figure.amount_chf or 0.0
