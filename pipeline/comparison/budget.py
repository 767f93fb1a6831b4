"""Budget against accounts: what was planned beside what was spent, each in its own row, never added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.records import ComparisonRow

# What is firm comes first; the accounts are held against one of them.
_BUDGETS = ("approved", "planned", "requested")
_ACCOUNTS = "spent"


class Place(NamedTuple):
    """What budget and accounts have in common: all of a row's key but its status."""

    canton: str
    program: str | None
    year: int | None
    foerderbereich: str | None
    payer: str | None
    instrument: str | None
    ip_scope: str | None
    side: str | None


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """Budget and accounts of one place, both with an amount, and how far the accounts are above the budget."""

    place: Place
    budget: ComparisonRow
    accounts: ComparisonRow

    @property
    def difference_chf(self) -> float:
        """Return the accounts less the budget, in francs: negative where less was spent than planned."""
        return (self.accounts.amount_chf or 0.0) - (self.budget.amount_chf or 0.0)


def budget_against_accounts(rows: Iterable[ComparisonRow]) -> list[BudgetLine]:
    """Return a line for each place of which both budget and accounts are known, in the order of the rows.

    A side told on one of the two only is no obstacle if the other tells none: `spent` in running text rarely says
    whether it is of the sources or of the uses.
    """
    found: dict[Place, dict[str, ComparisonRow]] = defaultdict(dict)
    for row in rows:
        if row.instrument is not None and row.amount_chf is not None:
            found[_place(row)][row.status or ""] = row
    return list(_lines(found))


def _lines(found: dict[Place, dict[str, ComparisonRow]]) -> Iterator[BudgetLine]:
    for place, by_status in found.items():
        accounts = by_status.get(_ACCOUNTS)
        sides = [place] if place.side else [place, place._replace(side="sources"), place._replace(side="uses")]
        budgets = [found[at][status] for at in sides if at in found for status in _BUDGETS if status in found[at]]
        if accounts and budgets:
            yield BudgetLine(place, budgets[0], accounts)


def _place(row: ComparisonRow) -> Place:
    return Place(*(getattr(row, name) for name in Place._fields))
