"""Whether cantons and municipalities put in what the federal credit asks for (Art. 16 Abs. 3 VIntA)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from pipeline.comparison.resolve import Resolved
from pipeline.comparison.statements import Key
from pipeline.domain.data import vocabulary
from pipeline.domain.programs import years_of
from pipeline.records import CoFinancingRow

# What is firm comes first; budgets and accounts never stand in one row.
_STATUSES = (("approved", "requested", "planned"), ("spent",), ("unknown",))
_SIDES = ("sources", None)
_OWN_MONEY = ("kip_total", "ifk")
_IP_SCOPES = ("excluded", "unknown", "included")

Place = tuple[str, str, int | None]


def co_financing(known: Mapping[Key, Resolved]) -> tuple[CoFinancingRow, ...]:
    """Return a row for the whole period of each canton and programme, and for each year money is stated for.

    Budgets are held against budgets, accounts against accounts: the group of statuses that states the federal credit
    is taken, else the first that states anything. Figures in conflict are left out: they reach nothing for sure.
    """
    cantons = [canton for canton in vocabulary("canton") if canton != "CH"]
    rows = []
    for canton, program in product(cantons, vocabulary("program")):
        for year in (None, *years_of(program)):
            row = _row((canton, program, year), known)
            stated = any(amount is not None for amount in (row.ifk_chf, row.canton_chf, row.gemeinden_chf))
            if year is None or stated:
                rows.append(row)
    return tuple(rows)


def _row(place: Place, known: Mapping[Key, Resolved]) -> CoFinancingRow:
    groups = [_money(place, statuses, known) for statuses in _STATUSES]
    with_credit = [group for group in groups if group[0]]
    ifk, canton, gemeinden = (with_credit or [group for group in groups if any(group)] or groups)[0]
    return CoFinancingRow(
        canton=place[0],
        program=place[1],
        year=place[2],
        ifk_chf=ifk.amount if ifk else None,
        canton_chf=canton.amount if canton else None,
        gemeinden_chf=gemeinden.amount if gemeinden else None,
        reached=_reached(ifk, canton, gemeinden),
    )


def _money(
    place: Place, statuses: Sequence[str], known: Mapping[Key, Resolved]
) -> tuple[Resolved | None, Resolved | None, Resolved | None]:
    """Return the federal credit, the canton's and the municipalities' money, all of one group of statuses."""
    ifk = _first(place, "bund", ("ifk",), statuses, known)
    canton = _first(place, "kanton", _OWN_MONEY, statuses, known)
    gemeinden = _first(place, "gemeinden", _OWN_MONEY, statuses, known)
    return ifk, canton, gemeinden


def _first(
    place: Place, payer: str, instruments: Sequence[str], statuses: Sequence[str], known: Mapping[Key, Resolved]
) -> Resolved | None:
    canton, program, year = place
    for status, instrument, ip_scope, side in product(statuses, instruments, _IP_SCOPES, _SIDES):
        found = known.get(Key(canton, program, year, None, payer, instrument, ip_scope, side, status))
        if found and found.state != "conflict":
            return found
    return None


def _reached(ifk: Resolved | None, canton: Resolved | None, gemeinden: Resolved | None) -> str:
    """Return yes, no, or unknown where money is not stated or a gap is smaller than the figures are exact."""
    own = [item for item in (canton, gemeinden) if item]
    if ifk is None or not own:
        return "unknown"
    if sum(item.amount for item in own) >= ifk.amount:
        return "yes"
    surely_less = sum(item.interval[1] for item in own) < ifk.interval[0]
    return "no" if surely_less and len(own) == 2 else "unknown"
