"""A compact view of the comparison: one line per canton and programme, for a terminal or a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.domain.data import vocabulary
from pipeline.records import ComparisonRow, CoverageRow

_PAYERS = ("bund", "kanton", "gemeinden")
# All payers: stated or summed as such, else a mix named, else an amount whose payers are not said.
_ALL_PAYERS = (None, "mixed", "unknown")
_STATUSES = ("approved", "planned", "requested", "spent", "unknown")
_IP_SCOPES = ("excluded", "included", "unknown", "only")

Frame = tuple[str, str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class OverviewLine:
    """A canton's programme in one line: amounts in francs for the whole period; null is unknown, never zero.

    All amounts of a line speak of the same instrument, ip_scope, side and status, so that they can be read together;
    beside programme money without the Integrationspauschale the Confederation's is its Integrationsförderkredit.
    `measures` has the count of each area that has any, in the order of the areas; `measures_all` those of all areas.
    `conflict` is true where one of the amounts is not settled.
    """

    canton: str
    program: str
    total_chf: float | None
    bund_chf: float | None
    kanton_chf: float | None
    gemeinden_chf: float | None
    instrument: str | None
    ip_scope: str | None
    side: str | None
    status: str | None
    conflict: bool
    measures: tuple[tuple[str, int], ...]
    measures_all: int | None
    documents: int | None


def overview(rows: Iterable[ComparisonRow], coverage: Iterable[CoverageRow] = ()) -> list[OverviewLine]:
    """Return one line per canton and programme of which anything is known, in the order of the vocabularies.

    With the rows of coverage each line also has the count of documents, and a programme has a line even if its
    documents hold nothing to compare.
    """
    groups: dict[tuple[str, str], list[ComparisonRow]] = defaultdict(list)
    for row in rows:
        if row.program is not None:
            groups[row.canton, row.program].append(row)
    documents = {(row.canton, row.program): row.documents for row in coverage}
    places = [(canton, program) for canton in vocabulary("canton") for program in vocabulary("program")]
    return [
        _line(place, groups[place], documents.get(place)) for place in places if place in groups or documents.get(place)
    ]


def _line(place: tuple[str, str], rows: Sequence[ComparisonRow], documents: int | None) -> OverviewLine:
    whole = [row for row in rows if row.year is None and row.foerderbereich is None and row.instrument is not None]
    frame = _best_frame(whole)
    chosen = {row.payer: row for row in whole if _frame(row) == frame}
    if frame and "bund" not in chosen:
        chosen |= {row.payer: row for row in whole if row.payer == "bund" and _frame(row) == _credit_beside(frame)}
    bund, kanton, gemeinden = (chosen.get(payer) for payer in _PAYERS)
    total = _total(chosen)
    counts = {row.foerderbereich: row.measures for row in rows if row.measures is not None}
    return OverviewLine(
        *place,
        total_chf=_amount(total),
        bund_chf=_amount(bund),
        kanton_chf=_amount(kanton),
        gemeinden_chf=_amount(gemeinden),
        instrument=frame[0] if frame else None,
        ip_scope=frame[1] if frame else None,
        side=frame[2] if frame else None,
        status=frame[3] if frame else None,
        conflict=any(row.state == "conflict" for row in (total, bund, kanton, gemeinden) if row),
        measures=tuple((area, counts[area]) for area in vocabulary("foerderbereich") if area in counts),
        measures_all=counts.get(None),
        documents=documents,
    )


def _credit_beside(frame: Frame) -> Frame | None:
    """Return where the federal credit stands that is part of programme money without the Integrationspauschale."""
    return ("ifk", *frame[1:]) if frame[:2] == ("kip_total", "excluded") else None


def _total(chosen: Mapping[str | None, ComparisonRow]) -> ComparisonRow | None:
    """Return the money of all payers; an amount whose payers are not told is none if its parts come to more."""
    parts = sum(chosen[payer].amount_chf or 0.0 for payer in _PAYERS if payer in chosen)
    for payer in _ALL_PAYERS:
        row = chosen.get(payer)
        if row and (payer is None or (row.amount_chf or 0.0) >= parts):
            return row
    return None


def _best_frame(rows: Iterable[ComparisonRow]) -> Frame | None:
    """Return the instrument, ip_scope, side and status of which most payers are known; ties go to the firmer one."""
    payers: dict[Frame, set[str | None]] = defaultdict(set)
    for row in rows:
        if row.payer in (*_PAYERS, *_ALL_PAYERS):
            payers[_frame(row)].add(row.payer)
    return min(payers, key=lambda frame: (-len(payers[frame]), *_preference(frame)), default=None)


def _preference(frame: Frame) -> tuple[int, int, int, int]:
    instrument, ip_scope, side, status = frame
    instruments = ("kip_total", *vocabulary("instrument"))
    sides = ("sources", None, "uses")
    return (
        instruments.index(instrument),
        _STATUSES.index(status or "unknown"),
        _IP_SCOPES.index(ip_scope or "unknown"),
        sides.index(side),
    )


def _frame(row: ComparisonRow) -> Frame:
    return row.instrument or "other", row.ip_scope, row.side, row.status


def _amount(row: ComparisonRow | None) -> float | None:
    return row.amount_chf if row else None
