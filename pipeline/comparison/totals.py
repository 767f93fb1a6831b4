"""Sums that nobody states but that follow: only of parts that are complete, and never next to a stated total."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from pipeline.comparison.remarks import content, remark
from pipeline.comparison.resolve import Resolved
from pipeline.comparison.statements import ALL_PAYERS, SINGLE_PAYERS, Key
from pipeline.domain.crosswalk import parts_of_area
from pipeline.domain.data import vocabulary
from pipeline.domain.programs import years_of

Parts = dict[object, Resolved]


def with_totals(known: Mapping[Key, Resolved]) -> dict[Key, Resolved]:
    """Return what is known with the sums that follow from it: over parts of an area, areas, years, then payers.

    What was two areas before KIP 3 and is one today is added up, and its parts then have no rows of their own. A sum
    needs all seven areas, all years of the programme, or Confederation, canton and municipalities (third parties where
    stated). A part in conflict carries no sum. Where the total is stated, it stays, with a note if its parts do not add
    up to it.
    """
    result = _harmonised(known)
    for dimension, complete in (
        ("foerderbereich", _all_areas),
        ("year", _all_years),
        ("payer", _all_payers),
    ):
        for total in list(_sums(result, dimension, complete)):
            stated = result.get(total.key)
            result[total.key] = total if stated is None else _compared(stated, total)
    return result


def _harmonised(known: Mapping[Key, Resolved]) -> dict[Key, Resolved]:
    """Return what is known in the areas of today; where one part of an area is all that is stated, the note says so."""
    result = dict(known)
    for total in list(_sums(known, "part", _all_parts)):
        stated = result.get(total.key)
        result[total.key] = total if stated is None else _compared(stated, total)
    for key in [key for key in known if key.part]:
        whole, item = _over_all(key, "part"), result.pop(key)
        result.setdefault(whole, _only_part(item, whole))
    return result


def _only_part(item: Resolved, whole: Key) -> Resolved:
    missing = [code for code in parts_of_area(whole.program, whole.foerderbereich) if code != item.key.part]
    found = remark("only_part", part=item.key.part, missing=missing)
    state = "derived" if item.state == "reported" else item.state
    return replace(item, key=whole, state=state, remarks=(*item.remarks, found))


def _sums(known: Mapping[Key, Resolved], dimension: str, complete: Callable[[Key, Parts], bool]) -> Iterator[Resolved]:
    groups: dict[Key, Parts] = defaultdict(dict)
    for key, item in known.items():
        value = getattr(key, dimension)
        if value is not None and item.state != "conflict" and (dimension != "payer" or value in SINGLE_PAYERS):
            groups[_over_all(key, dimension)][value] = item
    if dimension == "payer":
        _with_federal_credit(groups, known)
    for key, parts in groups.items():
        if complete(key, parts):
            yield _sum(key, parts, dimension)


def _with_federal_credit(groups: dict[Key, Parts], known: Mapping[Key, Resolved]) -> None:
    """Put the federal credit where programme money has no other of the Confederation: it is its part of it.

    Art. 58 Abs. 3 AIG pays it into the programmes; the lump sum is another credit and has an ip_scope of its own.
    """
    for key, item in known.items():
        if (key.payer, key.instrument) == ("bund", "ifk") and item.state != "conflict":
            whole = key._replace(payer=None, instrument="kip_total")
            if whole in groups:
                groups[whole].setdefault("bund", item)


def _over_all(key: Key, dimension: str) -> Key:
    return Key(**{**key._asdict(), dimension: None})


def _all_parts(key: Key, parts: Parts) -> bool:
    return parts.keys() == set(parts_of_area(key.program, key.foerderbereich))


def _all_areas(_key: Key, parts: Parts) -> bool:
    return parts.keys() == set(vocabulary("foerderbereich"))


def _all_years(key: Key, parts: Parts) -> bool:
    return key.program is not None and parts.keys() == set(years_of(key.program))


def _all_payers(_key: Key, parts: Parts) -> bool:
    return parts.keys() >= ALL_PAYERS


def _sum(key: Key, parts: Parts, dimension: str) -> Resolved:
    items = sorted(parts.items(), key=lambda part: str(part[0]))
    found = tuple(dict.fromkeys(name for _, item in items for name in item.funding_ids))
    return Resolved(
        key=key,
        amount=math.fsum(item.amount for _, item in items),
        interval=(sum(item.interval[0] for _, item in items), sum(item.interval[1] for _, item in items)),
        # Shares of one amount are one figure.
        figures=min(len(found), sum(item.figures for _, item in items)),
        funding_ids=found,
        state="derived",
        remarks=(remark("sum_over", dimension=dimension, parts=[(value, item.amount) for value, item in items]),),
    )


def _compared(stated: Resolved, total: Resolved) -> Resolved:
    """Return the stated total, with a note where its parts, at their precision, add up to something else."""
    apart = total.interval[1] < stated.interval[0] or stated.interval[1] < total.interval[0]
    if not apart or stated.state == "conflict":
        return stated
    code = "parts_differ_by_area" if _less_by_area(stated, total) else "parts_differ"
    return replace(stated, remarks=(*stated.remarks, remark(code, amount=total.amount, made=total.remarks)))


def _less_by_area(stated: Resolved, total: Resolved) -> bool:
    """Return whether areas come to less than their stated total: steering, say, is money of no area."""
    by_area = any(content(item).get("dimension") == "foerderbereich" for item in total.remarks)
    return by_area and total.amount < stated.amount
