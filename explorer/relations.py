"""Amounts in relation: to the people who live in a canton, or to the money of all payers."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from explorer.cells import Value, values
from explorer.data import records_of
from explorer.selection import ALL_PAYERS, Selection, fitting
from pipeline.comparison.choice import PAYERS, Choice, choose
from pipeline.comparison.reference import Population
from pipeline.domain.data import load_toml
from pipeline.domain.programs import years_of
from pipeline.records import ComparisonRow

Values = dict[tuple[str, str | None], Value]


def per_head(comparison: pd.DataFrame, selection: Selection, population: Population) -> Values:
    """Return francs per year and foreign resident: programme money, without the lump sum."""
    outside = (comparison["instrument"] != "ip") & ~comparison["ip_scope"].isin(("included", "only"))
    found = values(comparison[outside], selection, "money_per_year")
    return _by_heads(found, load_toml("comparison")["reference"]["groups"][0], selection.year, population)


def lump_sum_per_head(comparison: pd.DataFrame, selection: Selection, population: Population) -> Values:
    """Return francs of the lump sum per year and refugee or provisionally admitted person."""
    lump_sums = comparison[comparison["instrument"] == "ip"]
    found = values(lump_sums, replace(selection, payer="bund"), "money_per_year")
    return _by_heads(found, load_toml("comparison")["reference"]["groups"][1], selection.year, population)


def _by_heads(found: Values, group: str, year: int | None, people: Population) -> Values:
    """Return amounts divided by the people of the year, else by their mean over the programme's years."""
    divided: Values = {}
    for (canton, area), value in found.items():
        years = (year,) if year is not None else years_of(value.program) if value.program else ()
        persons = people.mean(group, canton, years)
        if persons and value.amount is not None:
            divided[canton, area] = replace(value, amount=value.amount / persons.number)
    return divided


def payer_shares(comparison: pd.DataFrame, selection: Selection) -> Values:
    """Return in per cent what a payer (the Confederation if none is chosen) gives of the money of all.

    Only amounts that can be read together are set in relation; a share of what is in conflict is unknown.
    """
    payer = selection.payer if selection.payer in PAYERS else "bund"
    rows = fitting(comparison, replace(selection, payer=ALL_PAYERS, areas=(), year=None))
    rows = rows[rows["instrument"].notna() & (rows["instrument"] != "ip")]
    rows = rows[rows["year"].isna() if selection.year is None else rows["year"] == selection.year]
    groups: dict[tuple[str, str | None], dict[str, list[ComparisonRow]]] = {}
    for row in records_of(rows, "comparison", ComparisonRow):
        groups.setdefault((row.canton, row.foerderbereich), {}).setdefault(row.program or "", []).append(row)
    shares = {place: _share(choose(found[max(found)]), payer) for place, found in groups.items()}
    return {place: value for place, value in shares.items() if value is not None}


def _share(choice: Choice, payer: str) -> Value | None:
    part, whole = choice.payer(payer), choice.total
    if part is None or whole is None or not whole.amount_chf or "conflict" in (part.state, whole.state):
        return None
    share = 100 * (part.amount_chf or 0.0) / whole.amount_chf
    found = (*part.funding_ids, *whole.funding_ids)
    return Value(share, funding=found, program=whole.program) if share <= 100 else None
