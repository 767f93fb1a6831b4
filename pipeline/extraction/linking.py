"""Links between records of one document: which measure an amount pays for, in a sentence or in a row of a table."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.extraction.reasoned import revises
from pipeline.records import Document, Funding, Measure, Mention, Table

# An amount pays for a measure named in the same sentence, at most this far away.
REACH = 160
_SENTENCE_END = re.compile(r"[.!?;](?:\s|$)|\n")


@revises("measure_beside_it")
def link_measures(
    funding: tuple[Funding, ...],
    measures: tuple[Measure, ...],
    mentions: tuple[Mention, ...],
    document: Document,
) -> tuple[Funding, ...]:
    """Return the funding rows with `measure_id` where exactly one measure stands in the sentence or row of an amount.

    Money of a whole programme pays for no single measure; in a table it does where the row names one.
    """
    known = {measure.measure_id for measure in measures}
    named = _Places.of(mention for mention in mentions if mention.measure_id in known)
    rows = {(table.table_id, row): place for table in document.tables for row, place in _rows(table).items()}
    return tuple(_linked(row, named, rows, document.text) for row in funding)


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


def _linked(row: Funding, mentions: _Places, rows: dict[tuple[str, int], tuple[int, int]], text: str) -> Funding:
    if row.measure_id:
        return row
    if row.found_in == "table":
        start, end = rows.get((row.table_id or "", -1 if row.row is None else row.row), (0, 0))
        near = {mention.measure_id for mention in mentions.beginning_in(start, end)}
    elif row.instrument in ("kip_total", "ifk", "ip", "status_s"):
        return row
    else:
        beside = mentions.around(row.evidence.char_start, row.evidence.char_end)
        near = {mention.measure_id for mention in beside if _same_sentence(row, mention, text)}
    return replace(row, measure_id=near.pop()) if len(near) == 1 else row


def _same_sentence(row: Funding, mention: Mention, text: str) -> bool:
    first = min(row.evidence.char_end, mention.evidence.char_end)
    second = max(row.evidence.char_start, mention.evidence.char_start)
    return second - first <= REACH and _SENTENCE_END.search(text[first:second]) is None
