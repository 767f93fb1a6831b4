"""What is known of each canton, programme and area, and why a hole is a hole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from pipeline.comparison.measures import MeasureCounts
from pipeline.comparison.statements import Statement, program_of_document
from pipeline.domain.data import vocabulary
from pipeline.domain.lexicon import SUPPORTED
from pipeline.records import CoverageRow, Facts, Records

# Why there is a hole where all documents are in languages that kip finds no figures and measures in.
_FOREIGN = "language_not_supported"


@dataclass(frozen=True, slots=True)
class _Found:
    """What the corpus holds of one canton and programme; `read` are the documents with any text."""

    documents: tuple[Facts, ...] = ()
    read: tuple[Facts, ...] = ()
    named: frozenset[str] = frozenset()


def coverage(
    documents: Sequence[Records],
    statements: Sequence[Statement],
    measures: MeasureCounts,
    unreadable: Collection[str] = (),
) -> tuple[CoverageRow, ...]:
    """Return one row for each of 26 cantons, four programmes and seven areas.

    `known` has figures and measures of the area; `partly` has one of them, or a document that names the area; `empty`
    says why, and so does an area that is only named in a language kip reads no figures of. A document counts for the
    programme it is about and for those it states figures of.
    """
    found = _found(documents, statements)
    figures: dict[tuple[str, str | None, str | None], set[str]] = defaultdict(set)
    for item in statements:
        figures[(*item.key[:2], item.key.foerderbereich)].update(part.funding_id for part in item.parts)
    cantons = [canton for canton in vocabulary("canton") if canton != "CH"]
    return tuple(
        _row(
            place,
            found.get(place[:2], _Found()),
            len(figures.get(place, ())),
            len(measures.get(place, ())),
            place[0] in unreadable,
        )
        for place in product(cantons, vocabulary("program"), vocabulary("foerderbereich"))
    )


def _found(documents: Iterable[Records], statements: Iterable[Statement]) -> dict[tuple[str, str], _Found]:
    blank: set[str] = set()
    about: dict[tuple[str, str], dict[str, Facts]] = defaultdict(dict)
    for records in documents:
        facts, program = records.facts, program_of_document(records.facts)
        if facts.canton and program:
            about[facts.canton, program][facts.document_id] = facts
        if records.pages and not any(page.chars for page in records.pages):
            blank.add(facts.document_id)
    for item in statements:
        if item.key.program:
            about[item.key.canton, item.key.program][item.facts.document_id] = item.facts
    return {place: _of(place[1], tuple(facts.values()), blank) for place, facts in about.items()}


def _of(program: str, documents: tuple[Facts, ...], blank: Collection[str]) -> _Found:
    """Return what documents hold of a programme; areas are named for the programme the document is about."""
    own = [facts for facts in documents if program_of_document(facts) == program]
    read = tuple(facts for facts in documents if facts.document_id not in blank)
    return _Found(documents, read, frozenset(area for facts in own for area in facts.foerderbereiche_named))


def _row(place: tuple[str, str, str], found: _Found, figures: int, measures: int, unreadable: bool) -> CoverageRow:
    canton, program, area = place
    state = _state(figures > 0, measures > 0, area in found.named)
    why = _why_empty(found, unreadable)
    return CoverageRow(
        canton=canton,
        program=program,
        foerderbereich=area,
        documents=len(found.documents),
        pages=sum(facts.page_count for facts in found.documents),
        figures=figures,
        measures=measures,
        state=state,
        why_empty=why if state == "empty" or (why == _FOREIGN and not figures and not measures) else None,
    )


def _state(figures: bool, measures: bool, named: bool) -> str:
    if figures and measures:
        return "known"
    return "partly" if figures or measures or named else "empty"


def _why_empty(found: _Found, unreadable: bool) -> str:
    if not found.read:
        return "unreadable" if unreadable or found.documents else "no_document"
    foreign = all(facts.language and facts.language not in SUPPORTED for facts in found.read)
    return _FOREIGN if foreign else "nothing_found"
