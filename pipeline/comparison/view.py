"""A compact view of the comparison: one line per canton and programme, for a terminal or a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.comparison.choice import choose
from pipeline.domain.data import vocabulary
from pipeline.records import ComparisonRow, CoverageRow


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
    chosen = choose(row for row in rows if row.year is None and row.foerderbereich is None)
    frame = chosen.frame
    counts = {row.foerderbereich: row.measures for row in rows if row.measures is not None}
    return OverviewLine(
        *place,
        total_chf=_amount(chosen.total),
        bund_chf=_amount(chosen.payer("bund")),
        kanton_chf=_amount(chosen.payer("kanton")),
        gemeinden_chf=_amount(chosen.payer("gemeinden")),
        instrument=frame.instrument if frame else None,
        ip_scope=frame.ip_scope if frame else None,
        side=frame.side if frame else None,
        status=frame.status if frame else None,
        conflict=any(row.state == "conflict" for row in chosen.rows()),
        measures=tuple((area, counts[area]) for area in vocabulary("foerderbereich") if area in counts),
        measures_all=counts.get(None),
        documents=documents,
    )


def _amount(row: ComparisonRow | None) -> float | None:
    return row.amount_chf if row else None
