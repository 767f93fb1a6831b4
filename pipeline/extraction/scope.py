"""How far a remark on the Integrationspauschale reaches: whether the lump sum is in the amounts around it.

Beside an amount the remark is of that amount alone. A sentence of its own governs the amounts told before it in its
paragraph, else those of the paragraphs before it in its section; a remark on all amounts governs the document. A part
of a sum without the lump sum is without it, and a sum of which a part is the lump sum includes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.domain.lexicon import joined_pattern, says
from pipeline.domain.programs import program_of_years
from pipeline.extraction.passages import Passage
from pipeline.extraction.reasoned import revises
from pipeline.extraction.sentences import bounds_or_whole
from pipeline.records import Funding

UNKNOWN = "unknown"
# So many paragraphs before its own a remark may reach back to.
PARAGRAPHS_BACK = 2


@dataclass(frozen=True, slots=True)
class _Remark:
    """What a sentence at `[start:end]` of the document says of the lump sum, and its passage's place in the list.

    One `of_table` speaks of what a table shows: of the programme, not of earlier ones told before it.
    """

    start: int
    end: int
    passage: int
    scope: str
    of_all: bool
    of_table: bool = False


def scope_said(text: str, language: str) -> str | None:
    """Return whether a text says that the lump sum is left out (`excluded`) or in (`included`); null if neither."""
    # The full stop of `Fr.` ends no sentence.
    text = joined_pattern(language, "ip_scope", "francs_re").sub(" ", text)
    without = joined_pattern(language, "ip_scope", "excluded_re").sub(" ", text)
    if without != text:
        return "excluded"
    if says(text, language, "ip_scope", "included_re"):
        return "included"
    return "excluded" if says(text, language, "ip_scope", "added_re") else None


@revises("remark_on_the_lump_sum")
def with_scopes(
    rows: Sequence[Funding], prose: Sequence[Passage], language: str, program: str | None = None
) -> list[Funding]:
    """Return the amounts of running text, in order, with what remarks elsewhere say of those that say nothing.

    `program` is the one the document is about.
    """
    if not any(row.instrument == "kip_total" and row.ip_scope == UNKNOWN for row in rows):
        return list(rows)
    homes = _homes(rows, prose)
    found = dict(enumerate(rows))
    for remark in _remarks(rows, prose, language):
        for index in _governed(remark, rows, homes, prose):
            if not (remark.of_table and _is_of_another(rows[index], program)):
                found[index] = scope_told(found[index], remark.scope)
    return _with_parts(list(found.values()), homes, prose, language)


def _is_of_another(row: Funding, program: str | None) -> bool:
    """Return whether an amount is of years of another programme."""
    told = program_of_years(row.period_start, row.period_end)
    return program is not None and told is not None and told != program


def _homes(rows: Sequence[Funding], prose: Sequence[Passage]) -> list[int]:
    """Return for each amount the place of its passage in the list."""
    places = {passage.start: number for number, passage in enumerate(prose)}
    starts = sorted(places)
    homes, at = [], 0
    for row in rows:
        while at + 1 < len(starts) and starts[at + 1] <= row.evidence.char_start:
            at += 1
        homes.append(places[starts[at]])
    return homes


def _remarks(rows: Sequence[Funding], prose: Sequence[Passage], language: str) -> Iterator[_Remark]:
    """Yield the sentences that say something of the lump sum and have no amount of the programme of their own."""
    for number, passage in enumerate(prose):
        if passage.kind == "heading" or scope_said(passage.text, language) is None:
            continue
        for first, last in bounds_or_whole(passage.text, language):
            scope = scope_said(passage.text[first:last], language)
            start, end = passage.start + first, passage.start + last
            own = any(start <= row.evidence.char_start < end and row.instrument == "kip_total" for row in rows)
            of_all = says(passage.text[first:last], language, "ip_scope", "all_amounts_re")
            of_table = passage.kind == "caption" or says(passage.text[first:last], language, "ip_scope", "of_table_re")
            if scope and (of_all or not own):
                yield _Remark(start, end, number, scope, of_all, of_table)


def _governed(remark: _Remark, rows: Sequence[Funding], homes: Sequence[int], prose: Sequence[Passage]) -> list[int]:
    """Return which amounts a remark speaks of: all, those before it, else those after it in its paragraph."""
    if remark.of_all:
        return list(range(len(rows)))
    section = prose[remark.passage].section
    for home in range(remark.passage, max(-1, remark.passage - PARAGRAPHS_BACK - 1), -1):
        if prose[home].section != section:
            break
        before = [i for i, row in enumerate(rows) if homes[i] == home and row.evidence.char_start < remark.start]
        if before:
            return before
    return [i for i, row in enumerate(rows) if homes[i] == remark.passage and row.evidence.char_start >= remark.end]


def scope_told(row: Funding, scope: str) -> Funding:
    """Return an amount of programme money with what is said of the lump sum; one that tells its own keeps that."""
    if row.instrument != "kip_total" or row.ip_scope != UNKNOWN or row.unit is not None:
        return row
    # Federal money of the programme without the lump sum is its other federal source (Art. 58 Abs. 3 AIG).
    grant = scope == "excluded" and row.payer == "bund"
    return replace(row, ip_scope=scope, instrument="ifk" if grant else row.instrument)


def _with_parts(rows: list[Funding], homes: Sequence[int], prose: Sequence[Passage], language: str) -> list[Funding]:
    """Return amounts with what follows from the whole for its part, and from the part for its whole."""
    for index in range(1, len(rows)):
        whole, part = rows[index - 1], rows[index]
        if homes[index - 1] != homes[index] or "kip_total" not in (whole.instrument, part.instrument):
            continue
        passage = prose[homes[index]]
        between = passage.text[whole.evidence.char_end - passage.start : part.evidence.char_start - passage.start]
        if not says(between, language, "ip_scope", "part_re"):
            continue
        if whole.ip_scope == "excluded":
            rows[index] = scope_told(part, "excluded")
        elif part.instrument == "ip":
            rows[index - 1] = scope_told(whole, "included")
    return rows
