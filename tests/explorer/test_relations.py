"""Amounts per head and shares of payers, out of a table of comparison."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pandas as pd
import pytest

from explorer.relations import lump_sum_per_head, payer_shares, per_head
from explorer.selection import Selection
from pipeline.comparison.reference import Population
from pipeline.records import ComparisonRow

PEOPLE = Population(
    {
        ("foreign_population", "BE", 2024): (1000, "invented"),
        ("foreign_population", "BE", 2025): (3000, "invented"),
        ("refugees_and_provisionally_admitted", "BE", 2024): (50, "invented"),
    }
)


def row(amount: float, payer: str | None, **values: Any) -> dict[str, Any]:
    settings: dict[str, Any] = {"instrument": "kip_total", "ip_scope": "excluded", "canton": "BE", "year": None}
    settings |= {"side": "sources", "status": "planned", "foerderbereich": None, "state": "reported"} | values
    settings |= {"amount_chf": amount, "amount_per_year_chf": amount / 4, "payer": payer, "program": "KIP 3"}
    settings |= {"figures": 1, "funding_ids": (), "measures": None, "alternatives": (), "note": None}
    return asdict(ComparisonRow(**settings))


def frame(*rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(list(rows))


def test_money_per_head_is_set_against_the_mean_of_the_years_or_the_year_chosen() -> None:
    table = frame(
        row(8000.0, None), row(90_000.0, "bund", instrument="ip", ip_scope="only"), row(500.0, None, year=2024)
    )
    assert per_head(table, Selection(), PEOPLE)["BE", None].amount == 1.0
    assert per_head(table, Selection(year=2024), PEOPLE)["BE", None].amount == 0.125
    assert lump_sum_per_head(table, Selection(), PEOPLE)["BE", None].amount == 450.0


def test_without_people_or_with_the_lump_sum_in_it_nothing_stands_per_head() -> None:
    assert per_head(frame(row(8000.0, None)), Selection(), Population()) == {}
    assert per_head(frame(row(8000.0, None, ip_scope="included")), Selection(), PEOPLE) == {}


@pytest.mark.parametrize(("state", "share"), [("reported", 25.0), ("conflict", None)])
def test_the_share_of_a_payer_is_of_the_whole_unless_one_is_in_conflict(state: str, share: float | None) -> None:
    table = frame(row(8000.0, None), row(2000.0, "kanton", state=state), row(500.0, "bund", status="spent"))
    found = payer_shares(table, Selection(payer="kanton"))
    assert (found["BE", None].amount if found else None) == share
    assert payer_shares(table, Selection()) == {}
