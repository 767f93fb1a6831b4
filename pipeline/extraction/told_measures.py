"""Measures that a decision names, and those that the next sentence about money goes back to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.domain.lexicon import says
from pipeline.extraction.linking import OF_PROGRAMME
from pipeline.extraction.reasoned import revises
from pipeline.extraction.sentences import sentence_bounds
from pipeline.records import Decision, Funding, Mention

# An amount and the sentence before its own stand within so many characters.
SENTENCES_REACH = 500


def link_decisions(decisions: tuple[Decision, ...], mentions: tuple[Mention, ...]) -> tuple[Decision, ...]:
    """Return the decisions with the measures that their clause names, or a point of their dispositive, in order."""
    return tuple(replace(row, measures=_decided_on(row, mentions)) for row in decisions)


def _decided_on(row: Decision, mentions: Iterable[Mention]) -> tuple[str, ...]:
    start, end = row.evidence.char_start, row.evidence.char_end
    # The place of a dispositive is its first point; the others follow it.
    return tuple(
        dict.fromkeys(
            mention.measure_id
            for mention in mentions
            if start <= mention.evidence.char_start
            and (mention.evidence.char_start < end or any(_flat(mention) in item for item in row.items))
        )
    )


def _flat(mention: Mention) -> str:
    return " ".join(mention.evidence.quote.split())


@revises("measure_told_before")
def with_measures_before(
    funding: tuple[Funding, ...], mentions: tuple[Mention, ...], text: str, language: str
) -> tuple[Funding, ...]:
    """Return the amounts with the one measure of the sentence before that theirs goes back to: `Dafür stellt er …`."""
    return tuple(_going_back(row, mentions, text, language) for row in funding)


def _going_back(row: Funding, mentions: Iterable[Mention], text: str, language: str) -> Funding:
    if row.measure_id or row.found_in == "table" or row.instrument in OF_PROGRAMME:
        return row
    first = max(0, row.evidence.char_start - SENTENCES_REACH)
    bounds = sentence_bounds(text[first : row.evidence.char_end], language)[-2:]
    if len(bounds) < len(("before", "own")):
        return row
    (before, end), (own, _) = ((first + start, first + stop) for start, stop in bounds)
    if not says(text[own : row.evidence.char_start], language, "measures", "goes_back_re"):
        return row
    found = {mention.measure_id for mention in mentions if before <= mention.evidence.char_start < end}
    return replace(row, measure_id=found.pop()) if len(found) == 1 else row
