"""Links between records of one document: which measure an amount pays for, in a clause or in a row of a table.

`45'000 Franken für den Treff, der Verein X 210'000 Franken für Deutschkurse` pays for two: an amount belongs to a
measure of its own clause, and never over another amount to one told after both.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.domain.lexicon import COMPLETE, SUPPORTED, says
from pipeline.extraction.reasoned import revises
from pipeline.records import Document, Funding, Measure, Mention, Table

# An amount pays for a measure named in the same sentence, at most this far away.
REACH = 160
# The word for stands so near before a measure.
FOR_REACH = 40
OF_PROGRAMME = ("kip_total", "ifk", "ip", "status_s")
_SENTENCE_END = re.compile(r"[.!?;](?:\s|$)|\n")


@revises("measure_beside_it")
def link_measures(
    funding: tuple[Funding, ...],
    measures: tuple[Measure, ...],
    mentions: tuple[Mention, ...],
    document: Document,
) -> tuple[Funding, ...]:
    """Return the funding rows with `measure_id` where exactly one measure stands in the clause or row of an amount.

    Money of a whole programme pays for no single measure but where somebody gets it for one; in a table it does where
    the row names one.
    """
    language = document.language if document.language in SUPPORTED else COMPLETE
    text = _Text(document.text, language, sorted(row.evidence.char_start for row in funding))
    known = {measure.measure_id for measure in measures}
    named = _Places.of(mention for mention in mentions if mention.measure_id in known)
    rows = {(table.table_id, row): place for table in document.tables for row, place in _rows(table).items()}
    return tuple(_linked(row, named, rows, text) for row in funding)


@dataclass(frozen=True, slots=True)
class _Text:
    """The text of a document with its language and where its amounts begin, in order."""

    text: str
    language: str
    amounts: Sequence[int]

    def has_amount(self, start: int, end: int) -> bool:
        return bisect_left(self.amounts, start) < bisect_left(self.amounts, end)


@dataclass(frozen=True, slots=True)
class _Places:
    """Mentions in the order of their places, so that those near an amount are found without asking them all."""

    mentions: tuple[Mention, ...]
    longest: int

    @staticmethod
    def of(mentions: Iterable[Mention]) -> _Places:
        ordered = tuple(sorted(mentions, key=_start))
        return _Places(ordered, max((m.evidence.char_end - _start(m) for m in ordered), default=0))

    def beginning_in(self, start: int, end: int) -> tuple[Mention, ...]:
        first, last = (bisect_left(self.mentions, place, key=_start) for place in (start, end))
        return self.mentions[first:last]

    def around(self, start: int, end: int) -> tuple[Mention, ...]:
        return self.beginning_in(start - REACH - self.longest, end + REACH + 1)


def _start(mention: Mention) -> int:
    return mention.evidence.char_start


def _rows(table: Table) -> dict[int, tuple[int, int]]:
    """Return first and last offset of each row of a table."""
    places: dict[int, tuple[int, int]] = {}
    for cell in table.cells:
        start, end = places.get(cell.row, (cell.start, cell.end))
        places[cell.row] = (min(start, cell.start), max(end, cell.end))
    return places


def _linked(row: Funding, mentions: _Places, rows: dict[tuple[str, int], tuple[int, int]], text: _Text) -> Funding:
    if row.measure_id:
        return row
    if row.found_in == "table":
        start, end = rows.get((row.table_id or "", -1 if row.row is None else row.row), (0, 0))
        near = {mention.measure_id for mention in mentions.beginning_in(start, end)}
        return replace(row, measure_id=near.pop()) if len(near) == 1 else row
    beside = mentions.around(row.evidence.char_start, row.evidence.char_end)
    joined = _nearest(row, [mention for mention in beside if _in_one_clause(row, mention, text)], text)
    purposes = {mention.measure_id for mention in joined if _is_for(row, mention, text)}
    if row.instrument in OF_PROGRAMME:
        # What an area costs is told by the names of its offers; who gets money gets it for a single one.
        found = purposes if row.recipient else set()
    else:
        found = purposes or {mention.measure_id for mention in joined}
    return replace(row, measure_id=found.pop()) if len(found) == 1 else row


def _nearest(row: Funding, mentions: list[Mention], text: _Text) -> list[Mention]:
    """Return those told since the amount before, where there are some, else all of a clause."""
    near = [mention for mention in mentions if not text.has_amount(*_between(row, mention))]
    return near or mentions


def _between(row: Funding, mention: Mention) -> tuple[int, int]:
    """Return where the text between an amount and a measure begins and ends."""
    first = min(row.evidence.char_end, mention.evidence.char_end)
    return first, max(row.evidence.char_start, mention.evidence.char_start)


def _in_one_clause(row: Funding, mention: Mention, text: _Text) -> bool:
    """Tell whether no clause ends between an amount and a measure, nor another amount begins before the measure."""
    first, second = _between(row, mention)
    gap = text.text[first:second]
    if second - first > REACH or _SENTENCE_END.search(gap) or says(gap, text.language, "links", "border_re"):
        return False
    if mention.evidence.char_start < row.evidence.char_start:
        return True
    closed = ")" in gap.split("(", maxsplit=1)[0]
    return not closed and not text.has_amount(first, second)


def _is_for(row: Funding, mention: Mention, text: _Text) -> bool:
    """`90'000 Franken für Deutschkurse`, `Für die Deutschkurse erhält …`: the measure stands after the word for."""
    first, second = _between(row, mention)
    if mention.evidence.char_start >= row.evidence.char_end:
        return says(text.text[first:second], text.language, "links", "for_after_re")
    before = text.text[max(0, mention.evidence.char_start - FOR_REACH) : mention.evidence.char_start]
    return says(before, text.language, "links", "for_before_re")
