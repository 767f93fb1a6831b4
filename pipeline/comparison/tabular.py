"""Figures of one table that speak of the same key: totals and their parts are told apart.

A programme before KIP 3 has two rows for what is one area today (Erstinformation and Beratung), so that the rows of
one column add up to the area's figure. Where the table gives a total for the key, the other rows are its parts and
give way; where it gives totals of pillars and a grand total, the grand total stands.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.comparison.statements import Key, Statement, money


def merge_tables(statements: Iterable[Statement]) -> list[Statement]:
    """Return the statements of one document with those of one table and key put together where they are parts."""
    alone: list[Statement] = []
    tables: dict[tuple[str, Key], list[Statement]] = defaultdict(list)
    for statement in statements:
        table_id = statement.parts[0].table_id
        if table_id is None:
            alone.append(statement)
        else:
            tables[table_id, statement.key].append(statement)
    return [*alone, *(merged for group in tables.values() for merged in _merge(group))]


def _merge(group: list[Statement]) -> list[Statement]:
    totals = [statement for statement in group if statement.parts[0].is_total]
    if totals:
        return _grand_total(totals)
    if group[0].key.foerderbereich and _side_by_side(group):
        return [_sum(group)]
    return group


def _grand_total(totals: list[Statement]) -> list[Statement]:
    """Return the total that the others add up to, if there is one, else all of them."""
    largest = max(totals, key=lambda statement: statement.amount)
    others = [statement for statement in totals if statement is not largest]
    low, high = _added_interval([*others, largest])
    allowed = (high - low) / 2
    adds_up = math.fabs(math.fsum(item.amount for item in others) - largest.amount) <= allowed
    return [largest] if len(others) > 1 and adds_up else totals


def _side_by_side(group: Sequence[Statement]) -> bool:
    """Return whether the figures stand in different rows of one column, or in different columns of one row."""
    rows = [statement.parts[0].row for statement in group]
    columns = [statement.parts[0].column for statement in group]
    if len(group) < 2 or None in rows or None in columns:
        return False
    below = len(set(columns)) == 1 and len(set(rows)) == len(rows)
    beside = len(set(rows)) == 1 and len(set(columns)) == len(columns)
    return below or beside


def _sum(group: Sequence[Statement]) -> Statement:
    added = " + ".join(money(statement.amount) for statement in group)
    how = [statement.derivation for statement in group if statement.derivation]
    return replace(
        group[0],
        amount=math.fsum(statement.amount for statement in group),
        interval=_added_interval(group),
        derivation="; ".join([f"sum of {len(group)} places of one table: {added}", *dict.fromkeys(how)]),
        parts=tuple(part for statement in group for part in statement.parts),
    )


def _added_interval(group: Sequence[Statement]) -> tuple[float, float]:
    return sum(statement.interval[0] for statement in group), sum(statement.interval[1] for statement in group)
