"""The truth of a comparison of all samples: its cells, worked out from the sources alone.

Nothing here is shared with `pipeline.comparison`, which this truth is held against. It rests on what only the sources
know: which rows of a table are its totals, what a printed figure is worth, under which heading a table stands.

What pays for a single measure is in no cell: nothing there tells it from the money of all areas, and what two measures
cost would pass for two statements of one sum.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from corpus.generator.model import Grid, Heading, Money, Sample
from corpus.generator.terms import KIP1, KIP2, KIP2BIS, KIP3, SEVEN_AREAS
from corpus.generator.truth import Place, all_places, labels_of

PROGRAMS = {
    name: tuple(range(years["period_start"], years["period_end"] + 1))
    for name, years in (("KIP 1", KIP1), ("KIP 2", KIP2), ("KIP 2bis", KIP2BIS), ("KIP 3", KIP3))
}
# Decision before concept before report before press, as the contract of the comparison has it.
RANKS = (
    {"government_decision", "parliament_bill", "programme_agreement", "law"},
    {"kip_concept"},
    {"report", "evaluation", "federal_guideline"},
    {"press_release", "web_page"},
    {"news"},
)
# The two areas of KIP 1 to KIP 2bis that are one today, by a word of the labels the samples give them.
HALVES = {"1.1": "Erstinformation", "1.2": "Beratung"}
EVERYBODY = {"bund", "kanton", "gemeinden"}
ABOUT = 0.05


class Key(NamedTuple):
    """A cell; null means the whole period, all areas, all payers. `half` is an area of a programme before KIP 3."""

    canton: str
    program: str | None
    year: int | None
    foerderbereich: str | None
    payer: str | None
    instrument: str
    ip_scope: str
    side: str | None
    status: str
    half: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What a document says of a cell: the amount, how far it may be off, what it rests on, and its rank."""

    key: Key
    amount: float
    off: tuple[float, float]
    ids: tuple[str, ...]
    rank: tuple[int, bool]
    published: str
    derived: bool
    payers: frozenset[str]
    grid: str | None = None
    total_row: bool = False
    place: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Known:
    """What all documents say of a cell."""

    amount: float
    state: str
    ids: frozenset[str]
    others: tuple[float, ...] = ()


def comparison_truth(samples: Iterable[Sample]) -> list[dict[str, Any]]:
    """Return a row for each cell of the comparison, ready for JSON, in the order of its key."""
    said: dict[Key, list[Said]] = defaultdict(list)
    for sample in samples:
        for one in _said_by(sample):
            said[one.key].append(one)
    known = {key: _settle(group) for key, group in said.items()}
    for dimension, complete in SUMS:
        _add_sums(known, dimension, complete)
    known = {key: item for key, item in known.items() if key.half is None}
    return [_row(key, known[key]) for key in sorted(known, key=lambda key: [str(part or "") for part in key])]


def _row(key: Key, item: Known) -> dict[str, Any]:
    years = len(PROGRAMS[key.program]) if key.program and key.year is None else 1
    return {
        **{name: value for name, value in key._asdict().items() if name != "half"},
        "amount_chf": round(item.amount, 2),
        "amount_per_year_chf": round(item.amount / years, 2),
        "state": item.state,
        "ids": sorted(item.ids),
        "alternatives": sorted(round(other, 2) for other in item.others),
    }


# ---------------------------------------------------------------------------------------------
# What a sample says
# ---------------------------------------------------------------------------------------------


def _said_by(sample: Sample) -> Iterator[Said]:
    tables: dict[tuple[str, Key], list[Said]] = defaultdict(list)
    for place in all_places(sample):
        money = sample.money.get(place.mark)
        if money is None or not _enters(money) or place.mark in sample.pays_for or _of_no_area(sample, place):
            continue
        for one in _statements(sample, place, money):
            if one.grid is None:
                yield one
            else:
                tables[one.grid, one.key].append(one)
    for group in tables.values():
        yield from _one_of_table(group)


def _enters(money: Money) -> bool:
    kind = money.role == "level" and money.is_integration and money.basis in {"total", "per_year"}
    return kind and money.amount_chf is not None


def _of_no_area(sample: Sample, place: Place) -> bool:
    """Return whether a cell stands for steering or the like: a row without an area in a table of areas."""
    if place.table is None or sample.money[place.mark].foerderbereich or _in_total_row(place):
        return False
    prefix = f"{place.table.table_id}."
    return any(money.foerderbereich for mark, money in sample.money.items() if mark.startswith(prefix))


def _in_total_row(place: Place) -> bool:
    table = place.table
    return table is not None and place.row is not None and place.row >= len(table.rows) - table.total_rows


def _statements(sample: Sample, place: Place, money: Money) -> Iterator[Said]:
    facts = sample.facts
    for program, year, years in _periods(sample, money):
        for payer, share in _payers(money, place):
            key = Key(
                facts.canton, program, year, money.foerderbereich, payer, money.instrument, money.ip_scope,
                money.side, money.status, _half(sample, place, money, program),
            )  # fmt: skip
            factor = years * share
            low, high = _tolerance(money, place)
            yield Said(
                key=key,
                amount=(money.amount_chf or 0.0) * factor,
                off=(low * factor, high * factor),
                ids=(f"{sample.name}#{place.mark}",),
                rank=(_rank(facts.doc_type), place.table is None),
                published=facts.published or "",
                derived=factor != 1.0 or money.each or (year is not None and money.period_start != money.period_end),
                payers=frozenset(money.payers),
                grid=place.table.table_id if place.table else None,
                total_row=_in_total_row(place),
                place=(place.row or 0, place.column or 0),
            )


def _rank(doc_type: str) -> int:
    return next((rank for rank, group in enumerate(RANKS) if doc_type in group), len(RANKS))


def _periods(sample: Sample, money: Money) -> Iterator[tuple[str | None, int | None, float]]:
    """Yield programme, year (null: the whole), and the number of years by which the amount counts."""
    start, end = money.period_start, money.period_end
    if start is None and end is None:
        start, end = sample.facts.period_start, sample.facts.period_end
    if start is None and end is None:
        return
    inside = [name for name, years in PROGRAMS.items() if {y for y in (start, end) if y is not None} <= set(years)]
    if start == end:
        yield (inside[0] if inside else None), start, 1.0
        return
    for program in inside:
        years = [y for y in PROGRAMS[program] if (start or y) <= y <= (end or y)]
        yearly = money.basis == "per_year"
        if len(years) == len(PROGRAMS[program]):
            yield program, None, float(len(years)) if yearly else 1.0
        elif yearly:
            yield from ((program, year, 1.0) for year in years)


def _payers(money: Money, place: Place) -> Iterator[tuple[str | None, float]]:
    """Yield each payer (null: all) with its share; an amount that three and more pay each has no sum."""
    pair = money.payers or (("bund", "kanton") if money.payer == "bund_kanton" else ())
    if money.each:
        if len(pair) == 2:
            yield from ((payer, 1.0) for payer in pair)
        return
    total_of_sources = money.side == "sources" and money.payer in {"mixed", "unknown"} and _in_total_row(place)
    yield (None if total_of_sources or set(money.payers) >= EVERYBODY else money.payer), 1.0
    yield from zip(money.payers, money.payer_shares, strict=False)


def _half(sample: Sample, place: Place, money: Money, program: str | None) -> str | None:
    if money.foerderbereich != "information_beratung" or program not in {"KIP 1", "KIP 2", "KIP 2bis"}:
        return None
    labels = labels_of(place)
    texts = [labels["row_label"] or "", labels["column_label"] or "", *reversed(headings_above(sample, place))]
    for text in texts:
        named = [half for half, word in HALVES.items() if word in text]
        if len(named) == 1:
            return named[0]
    return None


def headings_above(sample: Sample, place: Place) -> list[str]:
    """Return the headings a place stands under, the highest first."""
    path: list[Heading] = []
    for block in sample.blocks[: place.block]:
        if isinstance(block, Heading):
            path = [*(above for above in path if above.level < block.level), block]
    return [heading.text for heading in path]


def _tolerance(money: Money, place: Place) -> tuple[float, float]:
    """Return how far below and above the printed amount the true one may lie: half of the last digit printed."""
    amount, top = money.amount_chf or 0.0, money.amount_max_chf or money.amount_chf or 0.0
    half = _worth_of_last_digit(amount, place) / 2
    if money.qualifier == "about":
        whole = str(round(amount))
        half = max(half, 10 ** (len(whole) - len(whole.rstrip("0"))) / 2, ABOUT * amount)
    infinite = float("inf")
    return (
        infinite if money.qualifier == "at_most" else half,
        infinite if money.qualifier == "at_least" else top - amount + half,
    )


def _worth_of_last_digit(amount: float, place: Place) -> float:
    if isinstance(place.table, Grid):
        return float(place.table.unit / 10 ** len(place.quote.partition(".")[2] or place.quote.partition(",")[2]))
    for number in re.findall(r"\d{1,3}(?:['’‘` \u00a0\u2009\u202f]\d{3})+|\d+(?:[.,]\d+)?", place.quote):
        value = float(re.sub(r"[^\d.]", "", number.replace(",", ".")))
        for unit in (1, 1e3, 1e6):
            if value and abs(value * unit - amount) < 0.005:
                return float(unit / 10 ** len(number.replace(",", ".").partition(".")[2]))
    whole = str(round(amount))
    return 10.0 ** (len(whole) - len(whole.rstrip("0")))


# ---------------------------------------------------------------------------------------------
# One figure out of several
# ---------------------------------------------------------------------------------------------


def _one_of_table(group: Sequence[Said]) -> Iterator[Said]:
    """Yield what a table says of a cell: its total row where it has one, else its rows added up."""
    totals = [one for one in group if one.total_row]
    if totals or len(group) == 1:
        yield from totals or group
        return
    if group[0].key.foerderbereich is None:
        raise ValueError(f"{group[0].ids}: rows without an area and without a total row have no sum")
    yield replace(
        group[0],
        amount=sum(one.amount for one in group),
        off=(sum(one.off[0] for one in group), sum(one.off[1] for one in group)),
        ids=tuple(name for one in group for name in one.ids),
        derived=True,
    )


def _settle(group: Sequence[Said]) -> Known:
    """Return the figure of highest rank; what differs from it stands beside, in conflict where the rank is equal."""
    ranked = sorted(group, key=lambda one: (*one.rank, [-ord(c) for c in one.published], one.derived, sum(one.off)))
    best = ranked[0]
    agreeing = [one for one in ranked if _agree(best, one)]
    apart = [one for one in ranked if not _agree(best, one)]
    rivals = [
        one for one in apart if _equal_rank(best, one) and (best.key.payer != "mixed" or best.payers == one.payers)
    ]
    state = "conflict" if rivals else "derived" if best.derived else "reported"
    ids = frozenset(name for one in agreeing for name in one.ids)
    return Known(best.amount, state, ids, tuple(dict.fromkeys(one.amount for one in apart)))


def _agree(one: Said, other: Said) -> bool:
    def within(a: Said, b: Said) -> bool:
        return b.amount - b.off[0] - 0.01 <= a.amount <= b.amount + b.off[1] + 0.01

    return within(one, other) or within(other, one)


def _equal_rank(one: Said, other: Said) -> bool:
    shorter = min(len(one.published), len(other.published))
    return one.rank == other.rank and one.published[:shorter] == other.published[:shorter]


# ---------------------------------------------------------------------------------------------
# What follows: sums of complete parts
# ---------------------------------------------------------------------------------------------

Complete = Callable[[Key, Mapping[Any, Known]], bool]

SUMS: tuple[tuple[str, Complete], ...] = (
    ("half", lambda _, parts: set(parts) == set(HALVES)),
    ("foerderbereich", lambda _, parts: set(parts) == set(SEVEN_AREAS)),
    ("year", lambda key, parts: key.program is not None and set(parts) == set(PROGRAMS[key.program])),
    ("payer", lambda _, parts: set(parts) >= EVERYBODY),
)


def _add_sums(known: dict[Key, Known], dimension: str, complete: Complete) -> None:
    """Put in the sums over one dimension that nobody states, of parts that are not in conflict."""
    groups: dict[Key, dict[Any, Known]] = defaultdict(dict)
    for key, item in known.items():
        value = getattr(key, dimension)
        several = dimension == "payer" and value not in {*EVERYBODY, "dritte"}
        if value is not None and not several and item.state != "conflict":
            groups[_over_all(key, dimension)][value] = item
    if dimension == "payer":
        for key, item in known.items():
            credit = key.payer == "bund" and key.instrument == "ifk" and item.state != "conflict"
            whole = key._replace(payer=None, instrument="kip_total")
            if credit and whole in groups:
                groups[whole].setdefault("bund", item)
    for key, parts in groups.items():
        if key not in known and complete(key, parts):
            ids = frozenset(name for part in parts.values() for name in part.ids)
            known[key] = Known(sum(part.amount for part in parts.values()), "derived", ids)
    if dimension == "half":
        _keep_single_halves(known)


def _over_all(key: Key, dimension: str) -> Key:
    return Key(**{**key._asdict(), dimension: None})


def _keep_single_halves(known: dict[Key, Known]) -> None:
    """Let one half stand for the area where the other is not stated: no longer as reported."""
    for key in [key for key in known if key.half]:
        item = known[key]
        state = "derived" if item.state == "reported" else item.state
        known.setdefault(key._replace(half=None), replace(item, state=state))
