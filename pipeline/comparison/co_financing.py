"""Whether cantons and municipalities put in what the federal credit asks for (Art. 16 Abs. 3 VIntA)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from pipeline.comparison.resolve import Resolved
from pipeline.comparison.statements import Key
from pipeline.domain.data import vocabulary
from pipeline.domain.programs import years_of
from pipeline.records import CoFinancingRow

# Sources without the lump sum come first, as the check is about them, then what is firm; budgets and accounts never
# stand in one row.
_STATUSES = (("approved", "requested", "planned"), ("spent",), ("unknown",))
_SIDES = ("sources", None)
_OWN_MONEY = ("kip_total", "ifk")
_IP_SCOPES = ("excluded", "unknown", "included")
_TOGETHER = {"kanton", "gemeinden"}

Place = tuple[str, str, int | None]


@dataclass(frozen=True, slots=True)
class _Money:
    """The federal credit, the canton's and the municipalities' money, and what both are said to pay together."""

    ifk: Resolved | None
    canton: Resolved | None
    gemeinden: Resolved | None
    joint: Resolved | None

    def any(self) -> bool:
        return any((self.ifk, self.canton, self.gemeinden, self.joint))

    def own(self) -> list[Resolved]:
        """Return what makes up the own money as far as it is known; both parts go before a sum of both."""
        parts = [item for item in (self.canton, self.gemeinden) if item]
        return [self.joint] if self.joint and len(parts) < len(_TOGETHER) else parts

    def complete(self) -> bool:
        return bool(self.joint or (self.canton and self.gemeinden))


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
            amounts = (row.ifk_chf, row.canton_chf, row.gemeinden_chf, row.together_chf)
            stated = any(amount is not None for amount in amounts)
            if year is None or stated:
                rows.append(row)
    return tuple(rows)


def _row(place: Place, known: Mapping[Key, Resolved]) -> CoFinancingRow:
    groups = [_money(place, statuses, known) for statuses in _STATUSES]
    with_credit = [group for group in groups if group.ifk]
    money = (with_credit or [group for group in groups if group.any()] or groups)[0]
    return CoFinancingRow(
        canton=place[0],
        program=place[1],
        year=place[2],
        ifk_chf=money.ifk.amount if money.ifk else None,
        canton_chf=money.canton.amount if money.canton else None,
        gemeinden_chf=money.gemeinden.amount if money.gemeinden else None,
        together_chf=sum(item.amount for item in money.own()) if money.complete() else None,
        reached=_reached(money),
    )


def _money(place: Place, statuses: Sequence[str], known: Mapping[Key, Resolved]) -> _Money:
    """Return the money of a place, all of one group of statuses."""
    joint = _first(place, "mixed", _OWN_MONEY, statuses, known)
    return _Money(
        ifk=_first(place, "bund", ("ifk",), statuses, known),
        canton=_first(place, "kanton", _OWN_MONEY, statuses, known),
        gemeinden=_first(place, "gemeinden", _OWN_MONEY, statuses, known),
        joint=joint if joint and set(joint.payers) == _TOGETHER else None,
    )


def _first(
    place: Place, payer: str, instruments: Sequence[str], statuses: Sequence[str], known: Mapping[Key, Resolved]
) -> Resolved | None:
    canton, program, year = place
    for side, ip_scope, status, instrument in product(_SIDES, _IP_SCOPES, statuses, instruments):
        found = known.get(Key(canton, program, year, None, payer, instrument, ip_scope, side, status))
        if found and found.state != "conflict":
            return found
    return None


def _reached(money: _Money) -> str:
    """Return yes, no, or unknown where money is not stated or a gap is smaller than the figures are exact."""
    own = money.own()
    if money.ifk is None or not own:
        return "unknown"
    if sum(item.amount for item in own) >= money.ifk.amount:
        return "yes"
    surely_less = sum(item.interval[1] for item in own) < money.ifk.interval[0]
    return "no" if surely_less and money.complete() else "unknown"
