"""Building the comparison of a whole country: `python -m benchmarks.comparison [--quick]` prints processor seconds.

26 cantons, four programmes, 6,000 measures and 20,000 figures are generated from a seed: concepts with tables of areas
by year and of payers by year, decisions and press releases that state some of it again, rounded or otherwise.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any, TypeVar

from pipeline.comparison.compare import compare
from pipeline.comparison.side_by_side import Column, Material, side_by_side
from pipeline.comparison.similar import Named, similar_measures
from pipeline.domain.data import vocabulary
from pipeline.domain.programs import years_of
from pipeline.records import Evidence, Facts, Funding, Measure, Records, record_id

T = TypeVar("T")
OFFERS = (
    "Deutschkurs",
    "Mentoring",
    "Spielgruppe",
    "Dolmetschdienst",
    "Beratungsstelle",
    "Quartiertreff",
    "Jobcoaching",
)
FOR_WHOM = ("Eltern", "Frauen", "Jugendliche", "Geflüchtete", "Neuzugezogene", "Betriebe", "Gemeinden", "Vereine")
WHERE = ("am Abend", "im Quartier", "mit Kinderbetreuung", "in den Regionen", "mit Freiwilligen", "auf Stufe A1")
TOWNS = tuple(
    f"{first}{last}" for first in ("Ober", "Nieder", "Alt", "Neu") for last in ("dorf", "stadt", "wil", "berg")
)
PAYERS = (("bund", "ifk"), ("kanton", "kip_total"), ("gemeinden", "kip_total"))
SEED = 26


@dataclass(frozen=True, slots=True)
class Size:
    """How much is generated; figures are filled up with statements in text."""

    cantons: int = 26
    measures: int = 6_000
    figures: int = 20_000


FULL, QUICK = Size(), Size(2, 100, 600)


class Corpus:
    """Makes the records of documents, each figure at a place of its own."""

    def __init__(self, size: Size) -> None:
        """Begin with a seed."""
        self._chance = random.Random(SEED)
        self._size = size
        self._places = list(product(vocabulary("canton")[: size.cantons], vocabulary("program")))

    def documents(self) -> list[Records]:
        """Return a concept and two shorter documents per canton and programme."""
        figures, measures = (count // len(self._places) for count in (self._size.figures, self._size.measures))
        return [found for place in self._places for found in self._of_place(*place, figures, measures)]

    def _of_place(self, canton: str, program: str, figures: int, measures: int) -> Iterator[Records]:
        concept = Facts(f"{canton} {program} concept", "application/pdf", canton, "de", "kip_concept", program=program)
        tables = list(self._tables(concept, program))
        yield Records(
            concept,
            funding=tuple(tables),
            measures=tuple(self._measure(concept, number) for number in range(measures)),
        )
        for kind in ("government_decision", "press_release"):
            facts = Facts(f"{canton} {program} {kind}", "text/html", canton, "de", kind, program=program)
            told = [self._chance.choice(tables) for _ in range(max(0, figures - len(tables)) // 2)]
            yield Records(facts, funding=tuple(self._again(facts, number, one) for number, one in enumerate(told)))

    def _tables(self, facts: Facts, program: str) -> Iterator[Funding]:
        number = 0
        for column, year in enumerate(years_of(program), start=1):
            for row, area in enumerate((*vocabulary("foerderbereich"), None), start=1):
                values = {"foerderbereich": area, "side": "uses", "payer": "unknown", "is_total": area is None}
                yield self._figure(facts, number, year, "uses", (row, column), **values)
                number += 1
            for row, (payer, instrument) in enumerate(PAYERS, start=1):
                values = {"payer": payer, "instrument": instrument, "side": "sources"}
                yield self._figure(facts, number, year, "sources", (row, column), payers=(payer,), **values)
                number += 1

    def _figure(
        self, facts: Facts, number: int, year: int, table: str, place: tuple[int, int], **values: Any
    ) -> Funding:
        amount = float(self._chance.randrange(10_000, 3_000_000))
        settings = {
            "instrument": "kip_total",
            "ip_scope": "excluded",
            "status": "planned",
            "basis": "per_year",
        } | values
        return Funding(
            record_id(facts.document_id, "funding", number),
            _evidence(facts, number, f"{amount:,.0f}".replace(",", "'")),
            amount_chf=amount,
            period_start=year,
            period_end=year,
            is_integration=True,
            found_in="table",
            table_id=f"{facts.document_id} {table}",
            row=place[0],
            column=place[1],
            **settings,
        )

    def _again(self, facts: Facts, number: int, one: Funding) -> Funding:
        """State a figure again in text: the same, rounded, or another."""
        amount = one.amount_chf or 0.0
        told = self._chance.choice((amount, float(round(amount, -5)), amount * 1.1))
        return Funding(
            record_id(facts.document_id, "funding", number),
            _evidence(facts, number, f"{told / 1e6:.1f} Mio. Franken" if told % 1e5 == 0 else f"{told:.0f} Franken"),
            amount_chf=told,
            period_start=one.period_start,
            period_end=one.period_end,
            basis=one.basis,
            payer=one.payer,
            payers=one.payers,
            instrument=one.instrument,
            ip_scope=one.ip_scope,
            foerderbereich=one.foerderbereich,
            status=one.status,
            side=one.side,
            is_integration=True,
        )

    def _measure(self, facts: Facts, number: int) -> Measure:
        offer, whom = self._chance.choice(OFFERS), self._chance.choice(FOR_WHOM)
        title = f"{offer} für {whom} {self._chance.choice(WHERE)} {self._chance.choice(TOWNS)}"
        return Measure(
            record_id(facts.document_id, "measure", number),
            _evidence(facts, 10_000 + number, title),
            title=title,
            description=f"Ein Angebot der Fachstelle: {title.lower()}, {self._chance.choice(WHERE)}.",
            foerderbereich=self._chance.choice(vocabulary("foerderbereich")),
        )


def _evidence(facts: Facts, number: int, quote: str) -> Evidence:
    start = number * 100
    return Evidence(facts.document_id, 1, None, None, None, None, start, start + len(quote), quote, None, "made@1", 0.9)


def timed(what: str, function: Callable[[], T]) -> T:
    """Run a function and print what it had of the processor."""
    before = time.process_time()
    found = function()
    print(f"{what}: {time.process_time() - before:.2f} s of the processor")
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two cantons only")
    documents = Corpus(QUICK if parser.parse_args().quick else FULL).documents()
    measures = [
        Named(item.measure_id, records.facts.canton or "", records.facts.program, item.title, item.description)
        for records in documents
        for item in records.measures
    ]
    print(f"{len(documents)} documents, {sum(len(r.funding) for r in documents)} figures, {len(measures)} measures")
    found = timed("comparison", lambda: compare(documents))
    groups = timed("similar measures", lambda: similar_measures(measures))
    material = Material(found.rows, found.coverage, found.co_financing, groups)
    columns = [Column(canton, "KIP 3") for canton in vocabulary("canton")[:6]]
    lines = timed("six cantons side by side", lambda: side_by_side(material, columns)).lines
    conflicts = sum(row.state == "conflict" for row in found.rows)
    print(f"{len(found.rows)} rows, {conflicts} in conflict, {len(groups)} groups of measures, {len(lines)} lines")


if __name__ == "__main__":
    main()
