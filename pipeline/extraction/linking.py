"""Links between records of one document: which measure an amount pays for."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.records import Document, Funding, Measure, Mention

# An amount pays for a measure named in the same sentence, at most this far away.
REACH = 160
_SENTENCE_END = re.compile(r"[.!?;](?:\s|$)|\n")


def link_measures(
    funding: tuple[Funding, ...],
    measures: tuple[Measure, ...],
    mentions: tuple[Mention, ...],
    document: Document,
) -> tuple[Funding, ...]:
    """Return the funding rows with `measure_id` where exactly one measure stands in the sentence of an amount.

    Money of a whole programme pays for no single measure.
    """
    known = {measure.measure_id for measure in measures}
    return tuple(_linked(row, mentions, known, document.text) for row in funding)


def _linked(row: Funding, mentions: tuple[Mention, ...], known: set[str], text: str) -> Funding:
    if row.measure_id or row.instrument in ("kip_total", "ifk", "ip", "status_s") or row.found_in == "table":
        return row
    near = {mention.measure_id for mention in mentions if _same_sentence(row, mention, text)} & known
    return replace(row, measure_id=near.pop()) if len(near) == 1 else row


def _same_sentence(row: Funding, mention: Mention, text: str) -> bool:
    first = min(row.evidence.char_end, mention.evidence.char_end)
    second = max(row.evidence.char_start, mention.evidence.char_start)
    return second - first <= REACH and _SENTENCE_END.search(text[first:second]) is None
