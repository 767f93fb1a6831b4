"""Rows that may speak of the same money: one tells the lump sum or the side of the budget, the other does not.

They stay apart, for nobody said that they are the same; where their amounts differ, each names the other in its note.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.comparison.precision import agree
from pipeline.comparison.remarks import Remark, remark
from pipeline.comparison.resolve import Resolved
from pipeline.comparison.statements import Key

_UNTOLD_SCOPE = "unknown"


def with_related(known: Mapping[Key, Resolved]) -> dict[Key, Resolved]:
    """Return what is known, with a note where a row that may be of the same money has another amount."""
    groups: dict[Key, list[Resolved]] = defaultdict(list)
    for key, item in known.items():
        groups[key._replace(ip_scope=_UNTOLD_SCOPE, side=None)].append(item)
    return {item.key: _noted(item, group) for group in groups.values() for item in group}


def _noted(item: Resolved, group: Sequence[Resolved]) -> Resolved:
    return replace(item, remarks=(*item.remarks, *_others(item, group)))


def _others(item: Resolved, group: Sequence[Resolved]) -> Iterator[Remark]:
    for other in group:
        same = agree(item.amount, item.interval, other.amount, other.interval)
        if other is not item and not same and _may_be_same(item.key, other.key):
            yield remark("elsewhere", amount=other.amount, ip_scope=other.key.ip_scope, side=other.key.side)


def _may_be_same(one: Key, other: Key) -> bool:
    scopes, sides = {one.ip_scope, other.ip_scope}, {one.side, other.side}
    return (len(scopes) == 1 or _UNTOLD_SCOPE in scopes) and (len(sides) == 1 or None in sides)
