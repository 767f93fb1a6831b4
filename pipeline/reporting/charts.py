"""Rows of the comparison as charts: only amounts that speak of the same thing stand side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pipeline.comparison.remarks import OTHER, content, tell_all
from pipeline.domain.data import vocabulary
from pipeline.domain.labels import label
from pipeline.reporting.plain import one_line, swiss
from pipeline.reporting.sheet import Bar, Chart, Statement
from pipeline.reporting.sources import Sources, word

Row = Mapping[str, Any]

# What the bars of a chart tell apart, and how many there must be for a chart to say more than a number.
_AXES = {"payer": 1, "year": 2, "foerderbereich": 2}
_FRAME = {"instrument": "instrument", "ip_scope": "ip_scope", "side": "side", "status": "funding_status"}


def charts(rows: Iterable[Row], funding: Mapping[str, Row], sources: Sources) -> Iterator[Chart]:
    """Yield the charts of one programme: by payer, by year, by area.

    All bars of a chart are of one instrument, ip_scope, side and status, so that no total stands beside its parts of
    another kind. `funding` has the figures by id.
    """
    known = [row for row in rows if row["amount_chf"] is not None]
    for axis, least in _AXES.items():
        for frame, members in _groups(known, axis).items():
            if len(members) >= least:
                yield _chart(axis, frame, members, funding, sources)


def _groups(rows: Iterable[Row], axis: str) -> dict[tuple[Any, ...], list[Row]]:
    """Return the rows that differ in the axis alone, by what they have in common; other axes are whole, but for payers.

    Years and areas are drawn for each payer apart.
    """
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        on_axis = axis == "payer" or row[axis] is not None
        others = (name for name in ("year", "foerderbereich") if name != axis)
        if on_axis and all(row[name] is None for name in others):
            payer = None if axis == "payer" else row["payer"]
            groups[(*(row[name] for name in _FRAME), payer)].append(row)
    return groups


def _chart(
    axis: str, frame: tuple[Any, ...], rows: Sequence[Row], funding: Mapping[str, Row], sources: Sources
) -> Chart:
    language = sources.language
    told = [label(name, value, language) for name, value in zip(_FRAME.values(), frame, strict=False) if value]
    if axis != "payer" and frame[-1] is not None:
        told.append(label("payer", frame[-1], language))
    ordered = sorted(rows, key=lambda row: _rank(axis, row[axis]))
    longest = max(row["amount_chf"] for row in ordered)
    headings = (word(axis, language), word("amount", language), word("per_year", language), word("share", language))
    return Chart(" · ".join(told), headings, tuple(_bar(axis, row, longest, funding, sources) for row in ordered))


def _rank(axis: str, value: Any) -> int:
    if value is None:
        return -1
    return int(value) if axis == "year" else vocabulary(axis).index(value)


def _bar(axis: str, row: Row, longest: float, funding: Mapping[str, Row], sources: Sources) -> Bar:
    language = sources.language
    name = word("all_payers", language) if row[axis] is None else label(axis, str(row[axis]), language)
    marks = [label("comparison_state", row["state"], language)] if row["state"] != "reported" else []
    rows = (funding[item] for item in row["funding_ids"] or () if item in funding)
    # How a derived amount was made stands with its sources.
    made = [item for item in row["remarks"] or () if content(item)["code"] != OTHER]
    notes = (one_line(tell_all(made, language)),) if made else ()
    amount = " ".join([swiss(row["amount_chf"]), *(f"({mark})" for mark in marks)])
    return Bar(
        label=name,
        amount=Statement(amount, (*sources.of_rows(rows), *notes) or sources.of_runs()),
        per_year=swiss(row["amount_per_year_chf"]),
        share=row["amount_chf"] / longest if longest else 0.0,
    )
