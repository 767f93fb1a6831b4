"""How sure the digits behind a record are: the states of the recognised words its figures stand on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from typing import TypeVar

from pipeline.extraction.numbers import NUMBER, parse_number
from pipeline.records import Decision, Document, Funding, Goal, Records, Word

# From worst to best: the worst word of a figure speaks for it.
STATES = ("conflict", "single", "repaired", "verified")
# States a person should look at.
DOUBTFUL = ("conflict", "single")

_NUMBER = re.compile(NUMBER)
_DIGIT = re.compile(r"\d")

Row = TypeVar("Row", Funding, Goal, Decision)


@dataclass(frozen=True, slots=True)
class Verification:
    """The state of a figure and what else was read in its place."""

    state: str
    alternatives: tuple[str, ...]


def with_verification(document: Document, records: Records) -> Records:
    """Return the records with the state of the digits of each amount, vote and goal; doubtful ones need review."""
    return replace(
        records,
        funding=tuple(_marked(row, _of_amount(document, row)) for row in records.funding),
        goals=tuple(_marked(row, _of_goal(document, row)) for row in records.goals),
        decisions=tuple(_marked(row, _of_votes(document, row)) for row in records.decisions),
    )


def verification_of(text: str, words: Iterable[Word]) -> Verification:
    """Return the worst state of words with digits, or of all words where none has any.

    A recognised word without a state was read once; other words without one are printed text.
    """
    chosen = list(words)
    chosen = [word for word in chosen if _DIGIT.search(text[word.start : word.end])] or chosen
    states = [word.state or ("verified" if word.confidence is None else "single") for word in chosen]
    others = dict.fromkeys(other for word in chosen for other in word.alternatives)
    return Verification(min(states, key=STATES.index, default="verified"), tuple(others))


def _marked(row: Row, found: Verification) -> Row:
    review = row.evidence.needs_review or found.state in DOUBTFUL
    evidence = replace(row.evidence, needs_review=review)
    return replace(row, evidence=evidence, verification=found.state, alternatives=found.alternatives)


def _of_amount(document: Document, row: Funding) -> Verification:
    words = _words(document, row.evidence.char_start, row.evidence.char_end)
    return verification_of(document.text, words)


def _of_votes(document: Document, row: Decision) -> Verification:
    """Return the verification of the votes counted; an act without votes rests on no figure."""
    votes = {float(vote) for vote in (row.votes_yes, row.votes_no, row.votes_abstain) if vote is not None}
    words = _words(document, row.evidence.char_start, row.evidence.char_end)
    return verification_of(document.text, _saying(document.text, words, votes))


def _of_goal(document: Document, row: Goal) -> Verification:
    """Return the verification of target and actual value, which stand in the row of the goal or in its sentence."""
    values = {value for value in (row.target_value, row.actual_value) if value is not None}
    spans = _spans_of_row(document, row)
    words = (word for start, end in spans for word in _words(document, start, end))
    return verification_of(document.text, _saying(document.text, words, values))


def _spans_of_row(document: Document, row: Goal) -> list[tuple[int, int]]:
    start, end = row.evidence.char_start, row.evidence.char_end
    table = next((table for table in document.tables if table.start <= start and end <= table.end), None)
    own = next((cell for cell in table.cells if cell.start <= start and end <= cell.end), None) if table else None
    if table is None or own is None:
        return [(start, end)]
    return [
        (cell.start, cell.end)
        for cell in table.cells
        if cell.row < own.row + own.row_span and own.row < cell.row + cell.row_span
    ]


def _words(document: Document, start: int, end: int) -> Iterator[Word]:
    """Yield the words that touch `text[start:end]`."""
    words = document.page_at(start).words
    first = bisect_left(words, start + 1, key=lambda word: word.end)
    for word in words[first:]:
        if word.start >= end:
            return
        yield word


def _saying(text: str, words: Iterable[Word], values: Set[float]) -> list[Word]:
    """Return the words that hold one of the values."""
    return [word for word in words if values & set(_numbers(text[word.start : word.end]))]


def _numbers(text: str) -> Iterator[float]:
    for match in _NUMBER.finditer(text):
        yield float(parse_number(match.group()))
