"""How many measures a canton has in a programme and area."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pipeline.comparison.statements import program_of_period
from pipeline.records import Records

MeasureCounts = dict[tuple[str, str, str | None], set[str]]
"""Canton, programme and area (null for all areas) → the titles of its measures, without case and spacing."""


def count_measures(documents: Iterable[Records]) -> MeasureCounts:
    """Return the measures of each canton, programme and area.

    One that several documents name by the same title is one measure. A measure belongs to the programme of the years
    it states, else to that of its document. One without an area counts for all areas only. Rejected ones don't count.
    """
    counts: MeasureCounts = defaultdict(set)
    for records in documents:
        canton = records.facts.canton
        for measure in records.measures:
            program = program_of_period(measure.period_start, measure.period_end, records.facts)
            if canton is None or program is None or measure.evidence.reviewed == "rejected":
                continue
            title = " ".join(measure.title.casefold().split())
            for area in {measure.foerderbereich, None}:
                counts[canton, program, area].add(title)
    return dict(counts)
