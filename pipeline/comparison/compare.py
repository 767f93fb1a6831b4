"""Records of many documents → what cantons have in common and apart: comparison, coverage, co-financing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from pipeline.comparison.co_financing import co_financing
from pipeline.comparison.coverage import coverage
from pipeline.comparison.measures import MeasureCounts, count_measures
from pipeline.comparison.related import with_related
from pipeline.comparison.resolve import resolve_all
from pipeline.comparison.statements import statements_of
from pipeline.comparison.tabular import merge_tables
from pipeline.comparison.totals import with_totals
from pipeline.domain.data import vocabulary
from pipeline.records import CoFinancingRow, ComparisonRow, CoverageRow, Records


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a corpus says together: the tables comparison, coverage and co_financing."""

    rows: tuple[ComparisonRow, ...] = ()
    coverage: tuple[CoverageRow, ...] = ()
    co_financing: tuple[CoFinancingRow, ...] = ()


def compare(records: Sequence[Records], unreadable: Collection[str] = ()) -> Comparison:
    """Return what the documents say together, whatever the order they come in.

    A document given twice counts once. `unreadable` names cantons (AG to ZH) of which a document failed or was empty,
    so that their holes are explained.
    """
    by_id = {item.facts.document_id: item for item in records}
    documents = [by_id[document_id] for document_id in sorted(by_id)]
    statements = [statement for item in documents for statement in merge_tables(statements_of(item), item.funding)]
    known = with_related(with_totals(resolve_all(statements)))
    counts = count_measures(documents)
    rows = [item.row() for item in known.values()] + list(_measure_rows(counts))
    return Comparison(
        rows=tuple(sorted(rows, key=_place)),
        coverage=coverage(documents, statements, counts, unreadable),
        co_financing=co_financing(known),
    )


def _measure_rows(counts: MeasureCounts) -> Iterable[ComparisonRow]:
    """Yield one row per canton, programme and area with the count of its measures, and one for all areas."""
    for (canton, program, foerderbereich), titles in counts.items():
        yield ComparisonRow(
            canton=canton,
            program=program,
            year=None,
            foerderbereich=foerderbereich,
            payer=None,
            instrument=None,
            ip_scope=None,
            side=None,
            status=None,
            amount_chf=None,
            amount_per_year_chf=None,
            figures=0,
            funding_ids=(),
            measures=len(titles),
            state="reported",
            alternatives=(),
            note=None,
        )


def _place(row: ComparisonRow) -> tuple[tuple[int, str], ...]:
    """Return the sort key of a row: the order of the vocabularies, null (all, whole period) first."""
    values = (
        ("canton", row.canton),
        ("program", row.program),
        ("foerderbereich", row.foerderbereich),
        ("instrument", row.instrument),
        ("ip_scope", row.ip_scope),
        ("side", row.side),
        ("funding_status", row.status),
        ("payer", row.payer),
    )
    ranks = [_rank(name, value) for name, value in values]
    return (*ranks[:2], (row.year or 0, ""), *ranks[2:])


def _rank(name: str, value: str | None) -> tuple[int, str]:
    """Return the place of a value in its vocabulary; null is first, a value the vocabulary lacks last, by name."""
    known = ("", *vocabulary(name))
    return known.index(value or "") if (value or "") in known else len(known), value or ""
