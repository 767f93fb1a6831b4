"""Rows of the comparison as charts: only amounts that speak of the same thing stand side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from pipeline.comparison.choice import Frame, choose, frame_of
from pipeline.comparison.remarks import OTHER, content, tell_all
from pipeline.domain.data import vocabulary
from pipeline.domain.labels import label
from pipeline.records import ComparisonRow
from pipeline.reporting.plain import one_line, swiss
from pipeline.reporting.sheet import Bar, Chart, Statement
from pipeline.reporting.sources import Sources, word

Row = Mapping[str, Any]

# What the bars of a chart tell apart, and how many there must be for a chart to say more than a number.
_AXES = {"payer": 1, "year": 2, "foerderbereich": 2}
# So many amounts at least are shown together.
_LEAST_TOGETHER = 2
_FRAME = {"instrument": "instrument", "ip_scope": "ip_scope", "side": "side", "status": "funding_status"}


def charts(rows: Iterable[Row], funding: Mapping[str, Row], sources: Sources) -> Iterator[Chart]:
    """Yield the charts of one programme: what can be read together, then all of it by payer, by year, by area.

    All bars of a chart are of one instrument, ip_scope, side and status, so that no total stands beside its parts of
    another kind. `funding` has the figures by id.
    """
    known = [row for row in rows if row["amount_chf"] is not None]
    yield from _overview(known, funding, sources)
    for axis, least in _AXES.items():
        for frame, members in _groups(known, axis).items():
            if len(members) >= least:
                title = _title(frame[:-1], sources.language)
                if axis != "payer" and frame[-1] is not None:
                    payer = label("payer", frame[-1], sources.language)
                    title = f"{title} · {word('payer', sources.language)}: {payer}"
                yield _chart(axis, title, members, funding, sources)


def _overview(rows: Sequence[Row], funding: Mapping[str, Row], sources: Sources) -> Iterator[Chart]:
    """Yield the whole and the payers that can be read together, as `kip compare` shows them; none for one alone."""
    whole = [row for row in rows if row["year"] is None and row["foerderbereich"] is None and row["instrument"] != "ip"]
    chosen = choose(_comparison_row(row) for row in whole)
    if chosen.frame is None or len(chosen.rows()) < _LEAST_TOGETHER:
        return
    places = [(row.payer, *frame_of(row)) for row in chosen.rows()]
    members = [row for place in places for row in whole if (row["payer"], *(row[name] for name in _FRAME)) == place]
    title = f"{word('overview', sources.language)}: {_title(tuple(chosen.frame), sources.language)}"
    drawn = _chart("payer", title, members, funding, sources)
    ordered = sorted(members, key=lambda row: _rank("payer", row["payer"]))
    named = zip(drawn.bars, ordered, strict=True)
    bars = (replace(bar, label=_apart(bar.label, row, chosen.frame, sources.language)) for bar, row in named)
    yield replace(drawn, bars=tuple(bars))


def _apart(name: str, row: Row, frame: Frame, language: str) -> str:
    """Return the name of a bar with what sets it apart from the others: the federal credit, money only requested."""
    kinds = (("instrument", "instrument", frame.instrument), ("status", "funding_status", frame.status))
    told = [label(kind, row[column], language) for column, kind, usual in kinds if row[column] and row[column] != usual]
    return f"{name} ({', '.join(told)})" if told else name


def _comparison_row(row: Row) -> ComparisonRow:
    return ComparisonRow(**{item.name: row[item.name] for item in fields(ComparisonRow) if item.name in row})


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


def _title(frame: tuple[Any, ...], language: str) -> str:
    """Return what the amounts of a chart have in common."""
    told = []
    for (name, kind), value in zip(_FRAME.items(), frame, strict=False):
        if value:
            untold = (name, value) == ("ip_scope", "unknown")
            told.append(word("scope_untold", language) if untold else label(kind, value, language))
    return " · ".join(told)


def _chart(axis: str, title: str, rows: Sequence[Row], funding: Mapping[str, Row], sources: Sources) -> Chart:
    language = sources.language
    ordered = sorted(rows, key=lambda row: _rank(axis, row[axis]))
    longest = max(row["amount_chf"] for row in ordered)
    # The amount of a year is that per year.
    annual = "" if axis == "year" else word("per_year", language)
    headings = (word(axis, language), word("amount", language), annual, word("share", language))
    return Chart(title, headings, tuple(_bar(axis, row, longest, funding, sources) for row in ordered))


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
        per_year="" if axis == "year" else swiss(row["amount_per_year_chf"]),
        share=row["amount_chf"] / longest if longest else 0.0,
    )
