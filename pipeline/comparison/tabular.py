"""Figures of one table that speak of the same key: totals and their parts are told apart.

A programme before KIP 3 has two rows for what is one area today (Erstinformation and Beratung), so that the rows of
one column add up to the area's figure. Where the table gives a total for the key, the other rows are its parts and
give way; where it gives totals of pillars and a grand total, the grand total stands. Lines of no area (pillars, credits
of one payer) are added only where the table's own total proves that they stand side by side; else they are parts of
something the table does not state, and no figure of their key.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.comparison.inner_lines import without_inner_lines
from pipeline.comparison.precision import Interval, adds_up, interval_of
from pipeline.comparison.remarks import remark
from pipeline.comparison.statements import Key, Statement
from pipeline.records import Funding

_MIN_PARTS = 2

Line = tuple[str, str, int | None]
"""A table, `row` or `column`, and its number."""


def merge_tables(statements: Iterable[Statement], figures: Iterable[Funding] = ()) -> list[Statement]:
    """Return the statements of one document with those of one table and key put together where they are parts.

    `figures` are all amounts of the document: their totals prove which lines add up.
    """
    alone: list[Statement] = []
    tables: dict[tuple[str, Key], list[Statement]] = defaultdict(list)
    for statement in statements:
        table_id = statement.parts[0].table_id
        if table_id is None:
            alone.append(statement)
        else:
            tables[table_id, statement.key._replace(part=None)].append(statement)
    lines = _lines_that_add_up(figures)
    return [*alone, *(merged for group in tables.values() for merged in _merge(group, lines))]


def _merge(group: list[Statement], lines: frozenset[Line]) -> list[Statement]:
    group = without_inner_lines(group)
    parts = [statement.key.part for statement in group]
    if all(parts) and len(set(parts)) == len(parts):
        return group
    totals = [statement for statement in group if statement.parts[0].is_total]
    if totals:
        return _of_totals(totals)
    line = _line(group)
    if line is None:
        return group
    if group[0].key.foerderbereich or line in lines:
        return [_sum(group)]
    return []


def _of_totals(totals: list[Statement]) -> list[Statement]:
    """Return the total that the others add up to, if there is one, else the sum of an area's rows, else all of them."""
    largest = max(totals, key=lambda statement: statement.amount)
    others = [statement for statement in totals if statement is not largest]
    if len(others) > 1 and adds_up([(item.amount, item.interval) for item in others], largest.amount, largest.interval):
        return [largest]
    return [_sum(totals)] if totals[0].key.foerderbereich and _line(totals) else totals


def _line(group: Sequence[Statement]) -> Line | None:
    """Return the column or row in which several figures stand, each in a place of its own; null if they do not."""
    first = group[0].parts[0]
    rows = [statement.parts[0].row for statement in group]
    columns = [statement.parts[0].column for statement in group]
    if len(group) < _MIN_PARTS or None in rows or None in columns or first.table_id is None:
        return None
    if len(set(columns)) == 1 and len(set(rows)) == len(rows):
        return first.table_id, "column", first.column
    if len(set(rows)) == 1 and len(set(columns)) == len(columns):
        return first.table_id, "row", first.row
    return None


def _lines_that_add_up(figures: Iterable[Funding]) -> frozenset[Line]:
    """Return the lines of tables whose parts add up to their total."""
    lines: dict[Line, list[Funding]] = defaultdict(list)
    for figure in figures:
        if figure.table_id is not None and figure.amount_chf is not None:
            lines[figure.table_id, "column", figure.column].append(figure)
            lines[figure.table_id, "row", figure.row].append(figure)
    return frozenset(line for line, found in lines.items() if _has_its_total(found))


def _has_its_total(line: Sequence[Funding]) -> bool:
    stated: Mapping[bool, list[tuple[float, Interval]]] = {True: [], False: []}
    for figure in line:
        stated[figure.is_total].append((figure.amount_chf or 0.0, interval_of(figure)))
    parts = stated[False]
    return len(parts) >= _MIN_PARTS and any(adds_up(parts, *total) for total in stated[True])


def _sum(group: Sequence[Statement]) -> Statement:
    added = remark("places_of_table", count=len(group), added=[statement.amount for statement in group])
    how = dict.fromkeys(item for statement in group for item in statement.derivation)
    named = {statement.key.part for statement in group}
    return replace(
        group[0],
        key=group[0].key._replace(part=named.pop() if len(named) == 1 else None),
        amount=math.fsum(statement.amount for statement in group),
        interval=_added_interval(group),
        derivation=(added, *how),
        parts=tuple(part for statement in group for part in statement.parts),
    )


def _added_interval(group: Sequence[Statement]) -> Interval:
    return sum(statement.interval[0] for statement in group), sum(statement.interval[1] for statement in group)
