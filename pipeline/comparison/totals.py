"""Sums that nobody states but that follow: only of parts that are complete, and never next to a stated total."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from pipeline.comparison.resolve import Resolved
from pipeline.comparison.statements import SINGLE_PAYERS, Key, money
from pipeline.domain.data import vocabulary
from pipeline.domain.programs import years_of

_NEEDED_PAYERS = frozenset({"bund", "kanton", "gemeinden"})

Parts = dict[object, Resolved]


def with_totals(known: Mapping[Key, Resolved]) -> dict[Key, Resolved]:
    """Return what is known with the sums that follow from it: over areas, then years, then payers.

    A sum needs all seven areas, all years of the programme, or Confederation, canton and municipalities (third parties
    where stated). A part in conflict carries no sum. Where the total is stated, it stays, with a note if its parts do
    not add up to it.
    """
    result = dict(known)
    for dimension, complete in (
        ("foerderbereich", _all_areas),
        ("year", _all_years),
        ("payer", _all_payers),
    ):
        for total in list(_sums(result, dimension, complete)):
            stated = result.get(total.key)
            result[total.key] = total if stated is None else _compared(stated, total)
    return result


def _sums(known: Mapping[Key, Resolved], dimension: str, complete: Callable[[Key, Parts], bool]) -> Iterator[Resolved]:
    groups: dict[Key, Parts] = defaultdict(dict)
    for key, item in known.items():
        value = getattr(key, dimension)
        if value is not None and item.state != "conflict" and (dimension != "payer" or value in SINGLE_PAYERS):
            groups[_over_all(key, dimension)][value] = item
    for key, parts in groups.items():
        if complete(key, parts):
            yield _sum(key, parts, dimension)


def _over_all(key: Key, dimension: str) -> Key:
    return Key(**{**key._asdict(), dimension: None})


def _all_areas(_key: Key, parts: Parts) -> bool:
    return parts.keys() == set(vocabulary("foerderbereich"))


def _all_years(key: Key, parts: Parts) -> bool:
    return key.program is not None and parts.keys() == set(years_of(key.program))


def _all_payers(_key: Key, parts: Parts) -> bool:
    return parts.keys() >= _NEEDED_PAYERS


def _sum(key: Key, parts: Parts, dimension: str) -> Resolved:
    items = sorted(parts.items(), key=lambda part: str(part[0]))
    added = " + ".join(f"{value} {money(item.amount)}" for value, item in items)
    return Resolved(
        key=key,
        amount=math.fsum(item.amount for _, item in items),
        interval=(sum(item.interval[0] for _, item in items), sum(item.interval[1] for _, item in items)),
        figures=sum(item.figures for _, item in items),
        funding_ids=tuple(dict.fromkeys(found for _, item in items for found in item.funding_ids)),
        state="derived",
        note=f"sum over {dimension}: {added}",
    )


def _compared(stated: Resolved, total: Resolved) -> Resolved:
    """Return the stated total, with a note where its parts, at their precision, add up to something else."""
    apart = total.interval[1] < stated.interval[0] or stated.interval[1] < total.interval[0]
    if not apart or stated.state == "conflict":
        return stated
    found = f"its parts add up to {money(total.amount)} ({total.note})"
    return replace(stated, note="; ".join(part for part in (stated.note, found) if part))
