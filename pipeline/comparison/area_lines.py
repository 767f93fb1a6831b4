"""What each area gets and how many measures it has, side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pipeline.comparison.cells import UNKNOWN, Cell, Line, of_row, per_year
from pipeline.comparison.choice import Frame, frame_of, preference, without_confederation
from pipeline.domain.data import vocabulary
from pipeline.records import ComparisonRow, CoverageRow

Rows = Sequence[ComparisonRow]

# The money of an area is that of all payers; where nobody says who pays, the amount stands for all.
_WHOLE = (None, "unknown", "mixed")


def amounts_by_area(columns: Sequence[Rows], *, annual: bool) -> Iterator[Line]:
    """Yield a line of francs for each area, those of a column all of one frame and payer."""
    chosen = [_by_area(rows) for rows in columns]
    for area in vocabulary("foerderbereich"):
        rows = [found.get(area) for found in chosen]
        yield Line("areas", area, "CHF", tuple(per_year(row) if annual else of_row(row) for row in rows))


def measures_by_area(columns: Sequence[Rows], coverage: Sequence[Sequence[CoverageRow]]) -> Iterator[Line]:
    """Yield a line with the count of measures for all areas and for each; a hole says why it is one."""
    yield Line("measures", "all_measures", "count", tuple(_count(rows, None) for rows in columns))
    for area in vocabulary("foerderbereich"):
        cells = [_count(rows, area) for rows in columns]
        filled = (
            _why_empty(known, area) if cell == UNKNOWN else cell for cell, known in zip(cells, coverage, strict=True)
        )
        yield Line("measures", area, "count", tuple(filled))


def _by_area(rows: Iterable[ComparisonRow]) -> dict[str, ComparisonRow]:
    """Return the rows of areas of the frame and payer that knows most areas; ties go to the firmer frame."""
    groups: dict[tuple[Frame, str | None], dict[str, ComparisonRow]] = defaultdict(dict)
    for row in rows:
        if (
            row.foerderbereich
            and row.instrument
            and row.year is None
            and row.payer in _WHOLE
            and not without_confederation(row)
        ):
            groups[frame_of(row), row.payer][row.foerderbereich] = row
    best = min(
        groups, key=lambda group: (-len(groups[group]), *preference(group[0]), _WHOLE.index(group[1])), default=None
    )
    return groups[best] if best else {}


def _count(rows: Iterable[ComparisonRow], area: str | None) -> Cell:
    counts = [row.measures for row in rows if row.foerderbereich == area and row.measures is not None]
    return Cell(float(counts[0])) if counts else UNKNOWN


def _why_empty(coverage: Iterable[CoverageRow], area: str) -> Cell:
    reasons = [row.why_empty for row in coverage if row.foerderbereich == area and row.why_empty]
    return Cell(words=(reasons[0],)) if reasons else UNKNOWN
