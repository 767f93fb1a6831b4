"""Who pays for the programme, where a document says once that several share its costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.domain.lexicon import joined_pattern
from pipeline.domain.programs import years_of
from pipeline.extraction.facts import Context
from pipeline.extraction.passages import Passage
from pipeline.extraction.payers import combined, payer_set
from pipeline.extraction.reasoned import revises
from pipeline.extraction.sentences import bounds_or_whole
from pipeline.records import Funding

# So many payers at least share something.
FEWEST = 2
_UNTOLD = ("mixed", "unknown")


@revises("payers_told_for_the_whole")
def with_joint_payers(rows: Sequence[Funding], prose: Sequence[Passage], context: Context) -> list[Funding]:
    """Return the amounts of running text; a sum for the whole programme without a payer has those who share its costs.

    `Bund, Kanton und Gemeinden teilen sich die Kosten` tells it of the programme; documents that name different payers
    in such sentences tell nothing.
    """
    if context.program is None or not any(_is_whole(row, context.program) for row in rows):
        return list(rows)
    told = set(_told(prose, context.language))
    if len(told) != 1:
        return list(rows)
    payers = told.pop()
    return [
        replace(row, payers=payers, payer=combined(payers)) if _is_whole(row, context.program) else row for row in rows
    ]


def _told(prose: Sequence[Passage], language: str) -> Iterator[tuple[str, ...]]:
    """Yield the payers of each sentence that says of several that they share the costs of the programme."""
    shared = joined_pattern(language, "payers", "share_costs_re")
    for passage in prose:
        if passage.kind == "heading" or not shared.search(passage.text):
            continue
        for start, end in bounds_or_whole(passage.text, language):
            sentence = passage.text[start:end]
            payers = payer_set(sentence, language) if shared.search(sentence) else ()
            if len(payers) >= FEWEST:
                yield payers


def _is_whole(row: Funding, program: str) -> bool:
    """Return whether an amount is the money of a whole programme of which nobody is named as paying it."""
    years = years_of(program)
    of_programme = row.instrument == "kip_total" and row.foerderbereich is None and row.measure_id is None
    untold = not row.payers and row.payer in _UNTOLD and row.unit is None and row.role == "level" and not row.each
    return of_programme and untold and (row.period_start, row.period_end) == (years[0], years[-1])
