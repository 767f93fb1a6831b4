from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from typing import Any

import pytest

from corpus.generator.comparison import headings_above
from corpus.generator.documents import ALL
from corpus.generator.model import Sample
from corpus.generator.truth import Place, all_places, labels_of
from pipeline.records import Evidence, Facts, Funding, Measure, Records, record_id

EvidenceMaker = Callable[..., Evidence]


def _evidence(document_id: str, start: int, quote: str) -> Evidence:
    return Evidence(
        document_id=document_id,
        page=1,
        x0=None,
        y0=None,
        x1=None,
        y1=None,
        char_start=start,
        char_end=start + len(quote),
        quote=quote,
        section=None,
        found_by="test@1",
        confidence=0.9,
    )


@pytest.fixture
def amount() -> Callable[..., Funding]:
    """A figure that enters the comparison: money of the canton for its whole programme, exact to the franc."""

    def make(amount_chf: float | None, quote: str | None = None, **values: Any) -> Funding:
        written = quote if quote is not None else f"{amount_chf:.0f} Franken"
        settings: dict[str, Any] = {
            "basis": "total",
            "payer": "kanton",
            "instrument": "kip_total",
            "status": "approved",
            "is_integration": True,
        }
        return Funding("", _evidence("", 0, written), amount_chf=amount_chf, **(settings | values))

    return make


@pytest.fixture
def measure() -> Callable[..., Measure]:
    def make(title: str, foerderbereich: str | None, **values: Any) -> Measure:
        return Measure("", _evidence("", 0, title), title=title, foerderbereich=foerderbereich, **values)

    return make


@pytest.fixture
def document() -> Callable[..., Records]:
    """A document of Aargau's KIP 2 with the figures and measures given, each at a place of its own."""

    def make(name: str, *rows: Funding | Measure, **facts: Any) -> Records:
        settings: dict[str, Any] = {"canton": "AG", "program": "KIP 2", "doc_type": "kip_concept", "language": "de"}
        placed = [_placed(name, number, row) for number, row in enumerate(rows)]
        return Records(
            Facts(name, "application/pdf", **(settings | facts)),
            funding=tuple(row for row in placed if isinstance(row, Funding)),
            measures=tuple(row for row in placed if isinstance(row, Measure)),
        )

    return make


def _placed(name: str, number: int, row: Funding | Measure) -> Funding | Measure:
    start = number * 100
    evidence = replace(row.evidence, document_id=name, char_start=start, char_end=start + len(row.evidence.quote))
    if isinstance(row, Funding):
        return replace(row, evidence=evidence, funding_id=record_id(name, "funding", start))
    return replace(row, evidence=evidence, measure_id=record_id(name, "measure", start))


@pytest.fixture(scope="session")
def samples() -> list[Records]:
    """The records of all samples as their sources have them: what a pipeline without errors would find."""
    return [_of_sample(entry.sample) for entry in ALL]


def _of_sample(sample: Sample) -> Records:
    places = list(all_places(sample))
    firsts = {place.mark: (number, place) for number, place in reversed(list(enumerate(places)))}
    return Records(
        Facts(document_id=sample.name, **asdict(sample.facts)),
        funding=tuple(_figures(sample, places)),
        measures=tuple(
            Measure(f"{sample.name}#{mark}", _at(sample, *firsts[mark]), **asdict(measure))
            for mark, measure in sample.measures.items()
        ),
    )


def _figures(sample: Sample, places: list[Place]) -> Iterator[Funding]:
    for number, place in enumerate(places):
        if place.mark in sample.money:
            table_id = f"{sample.name}:{place.table.table_id}" if place.table else None
            yield Funding(
                f"{sample.name}#{place.mark}",
                _at(sample, number, place),
                **asdict(sample.money[place.mark]),
                **labels_of(place),
                measure_id=f"{sample.name}#{sample.pays_for[place.mark]}" if place.mark in sample.pays_for else None,
                found_in="table" if place.table else "text",
                table_id=table_id,
                row=place.row,
                column=place.column,
            )


def _at(sample: Sample, number: int, place: Place) -> Evidence:
    evidence = _evidence(sample.name, number * 1000, place.quote)
    return replace(evidence, section=" › ".join(headings_above(sample, place)) or None)
