"""What the labels of a row or column of a finance table say of its figures: year, payer, area, side and so on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from typing import TypeVar

from pipeline.domain.areas import area_of_title, areas_named
from pipeline.domain.lexicon import alternatives, lexicon, says
from pipeline.extraction.payers import payer_of_instrument, payer_set
from pipeline.extraction.periods import find_periods

SIDES = ("sources", "uses")
_INSTRUMENTS = ("status_s", "ifk", "ip")
_STATUSES = ("spent", "approved", "requested", "planned")
_SCOPES = ("excluded", "included")
# Labels come back in row after row and table after table; so many of them are looked at once only.
LABELS_KEPT = 2048

Years = tuple[int | None, int | None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What labels say; null, empty or false where they say nothing.

    `factor` is what a printed 1 is worth in francs. `part` marks a row that is a part of the one above it (`davon`),
    `difference` one that compares two others, `price` what a participant pays, `with_lump_sum` a sum over a line of the
    Integrationspauschale.
    """

    years: Years | None = None
    payers: tuple[str, ...] = ()
    area: str | None = None
    instrument: str | None = None
    scope: str | None = None
    side: str | None = None
    status: str | None = None
    factor: Decimal | None = None
    unit: str | None = None
    yearly: bool = False
    total: bool = False
    part: bool = False
    difference: bool = False
    price: bool = False
    revenue: bool = False
    with_lump_sum: bool = False

    @property
    def single_year(self) -> bool:
        """Tell whether the labels name exactly one calendar year."""
        return self.years is not None and self.years[0] is not None and self.years[0] == self.years[1]


NOTHING = Meaning()


@lru_cache(maxsize=LABELS_KEPT)
def meaning_of(parts: tuple[str, ...], language: str) -> Meaning:
    """Return what labels say, outermost first; the innermost that says something wins."""
    found = NOTHING
    for part in reversed(parts):
        found = over(found, _meaning(part, language))
    if found.area is None:
        found = replace(found, area=_one_area(" | ".join(parts)))
    return found


def over(first: Meaning, second: Meaning) -> Meaning:
    """Return what `first` says, and what only `second` says; marks of a line are those of either."""
    return Meaning(
        years=first.years or second.years,
        payers=first.payers or second.payers,
        area=first.area or second.area,
        instrument=first.instrument or (None if first.payers and first.payers != ("bund",) else second.instrument),
        scope=first.scope or second.scope,
        side=first.side or second.side,
        status=first.status or second.status,
        factor=first.factor or second.factor,
        unit=first.unit or second.unit,
        yearly=first.yearly or second.yearly,
        total=first.total or second.total,
        part=first.part or second.part,
        difference=first.difference or second.difference,
        price=first.price or second.price,
        revenue=first.revenue or second.revenue,
        with_lump_sum=first.with_lump_sum or second.with_lump_sum,
    )


def _meaning(label: str, language: str) -> Meaning:
    def tells(section: str, key: str) -> bool:
        return says(label, language, section, f"{key}_re")

    scope = scope_of(label, language)
    payers, instrument = payer_set(label, language), None
    if scope is None:
        payers, instrument = _payers_and_instrument(label, payers, language)
    return Meaning(
        years=years_of_label(label, language),
        payers=payers,
        area=area_of_title(label),
        instrument=instrument,
        scope=scope,
        side=side_of(label, language),
        status=status_of(label, language),
        factor=factor_of(label, language),
        unit=unit_of(label, language),
        yearly=tells("intervals", "year"),
        total=tells("totals", "label"),
        part=tells("totals", "part"),
        difference=tells("totals", "difference"),
        price=tells("columns", "price"),
        revenue=tells("roles", "revenue"),
    )


def _payers_and_instrument(label: str, payers: tuple[str, ...], language: str) -> tuple[tuple[str, ...], str | None]:
    """A federal instrument is federal money, whoever hands it on; beside other payers the label means all of them."""
    instrument = instrument_of(label, language)
    implied = payer_of_instrument(instrument or "")
    if implied is None or payers in ((), (implied,)):
        return ((implied,) if implied else payers), instrument
    outside = re.sub(r"\([^)]*\)", "", label)
    if instrument_of(outside, language) is None:
        return (implied,), instrument
    return payer_order({implied, *payers}), None


def years_of_label(label: str, language: str) -> Years | None:
    """Return the first period a label names, or null."""
    found = find_periods(label, language)
    return (found[0].first, found[0].last) if found else None


def instrument_of(label: str, language: str) -> str | None:
    """Return the one instrument a label names, or null; two of them are programme money."""
    found = [name for name in _INSTRUMENTS if says(label, language, "instruments", f"{name}_re")]
    return found[0] if len(found) == 1 else None


def scope_of(label: str, language: str) -> str | None:
    """Return whether a label says that the lump sum is in its figures, or null."""
    return next((scope for scope in _SCOPES if says(label, language, "ip_scope", f"{scope}_re")), None)


def side_of(label: str, language: str) -> str | None:
    """Return the side a label names; one that names both names none."""
    found = [side for side in SIDES if says(label, language, "sides", f"{side}_re")]
    return found[0] if len(found) == 1 else None


def status_of(label: str, language: str) -> str | None:
    """Return whether a label speaks of a budget, an account and so on, or null."""
    return next((status for status in _STATUSES if says(label, language, "table_status", f"{status}_re")), None)


def factor_of(label: str, language: str) -> Decimal | None:
    """Return what a printed 1 is worth in francs where a label states a unit, else null."""
    if says(label, language, "columns", "thousand_re"):
        return Decimal(1000)
    if says(label, language, "columns", "million_re"):
        return Decimal(1_000_000)
    return Decimal(1) if says(label, language, "columns", "unit_re") else None


def unit_of(label: str, language: str) -> str | None:
    """Return what is counted in a label such as `Preis pro Lektion`, or null."""
    return next((unit for unit, pattern in _unit_patterns(language) if pattern.search(label)), None)


@cache
def _unit_patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = lexicon(language)
    per = alternatives(words["intervals"]["per"])
    return tuple(
        (unit, re.compile(rf"(?<!\w)(?:(?:{per})\s+|/\s?)(?:{alternatives(names)})(?!\w)", re.IGNORECASE))
        for unit, names in words["units"].items()
    )


def _one_area(labels: str) -> str | None:
    areas = {named.foerderbereich for named in areas_named(labels)}
    return areas.pop() if len(areas) == 1 else None


def common(meanings: Iterable[Meaning]) -> Meaning:
    """Return what a sum of several lines is: all their payers, their whole period, and what all of them share."""
    parts = list(meanings)
    return Meaning(
        years=_span([part.years for part in parts]),
        payers=_union([part.payers for part in parts]),
        area=_shared([part.area for part in parts]),
        instrument=_shared([part.instrument for part in parts]),
        side=_shared([part.side for part in parts]),
        status=_shared([part.status for part in parts]),
        factor=_shared([part.factor for part in parts]),
        with_lump_sum=any(part.instrument == "ip" or part.with_lump_sum for part in parts),
    )


def _span(years: Sequence[Years | None]) -> Years | None:
    known = [pair for pair in years if pair is not None]
    firsts = [first for first, _ in known if first is not None]
    lasts = [last for _, last in known if last is not None]
    return (min(firsts), max(lasts)) if firsts and lasts and len(known) == len(years) else None


def _union(payers: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return all payers, or none where one part does not tell its own."""
    if not all(payers):
        return ()
    return payer_order({payer for names in payers for payer in names})


def payer_order(payers: Iterable[str]) -> tuple[str, ...]:
    """Return payers in the fixed order bund, kanton, gemeinden, dritte."""
    named = set(payers)
    return tuple(payer for payer in ("bund", "kanton", "gemeinden", "dritte") if payer in named)


def _shared(values: Sequence[T | None]) -> T | None:
    return values[0] if values and all(value == values[0] for value in values) else None
