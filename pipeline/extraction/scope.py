"""How far a remark on the Integrationspauschale reaches: whether the lump sum is in the amounts around it.

Beside an amount the remark is of that amount alone. A sentence of its own governs the amounts told before it in its
paragraph, else those of the paragraphs before it in its section; a remark on all amounts governs the document. A part
of a sum without the lump sum is without it, and a sum of which a part is the lump sum includes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.domain.lexicon import joined_pattern, says
from pipeline.domain.programs import program_of_years
from pipeline.extraction.numbers import NUMBER, parse_number
from pipeline.extraction.passages import Passage
from pipeline.extraction.sentences import bounds_or_whole
from pipeline.records import Funding

UNKNOWN = "unknown"
# From here on two equal amounts of a text are one sum; small ones are prices and fees.
LARGE_SUM = 100_000.0
# So many paragraphs before its own a remark may reach back to.
PARAGRAPHS_BACK = 2
_WRITTEN = re.compile(NUMBER)


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
                found[index] = _told(found[index], remark.scope)
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


def _told(row: Funding, scope: str) -> Funding:
    """Return an amount of programme money with what is said of it; one that tells its own keeps that."""
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
            rows[index] = _told(part, "excluded")
        elif part.instrument == "ip":
            rows[index - 1] = _told(whole, "included")
    return rows


def with_equal_totals(rows: Sequence[Funding]) -> tuple[Funding, ...]:
    """Return amounts with what a sum told twice says: a table whose total is that of another one holds the same money.

    Sources and uses of a programme come to the same. Where one of them tells the lump sum, so does the other.
    """
    told = [row for row in rows if row.ip_scope in ("excluded", "included") and _is_whole(row)]
    scopes: dict[tuple[str | None, str | None], str] = {}
    for row in rows:
        if row.table_id and row.ip_scope == UNKNOWN and row.is_total and _is_whole(row):
            same = {other.ip_scope for other in told if other.table_id != row.table_id and _same_money(row, other)}
            if (scope := _only(same)) != UNKNOWN:
                scopes.setdefault((row.table_id, row.side), scope)
    return tuple(_told(row, scopes.get((row.table_id, row.side), UNKNOWN)) for row in rows)


def with_sums_told_again(rows: Sequence[Funding]) -> tuple[Funding, ...]:
    """Return amounts with a large sum told again, of which its sentence says nothing, as money of integration too."""
    told = {_sum(row) for row in rows if row.is_integration and row.found_in == "text"}
    return tuple(replace(row, is_integration=True) if _is_again(row, told) else row for row in rows)


def _is_again(row: Funding, told: set[tuple[float | None, str, str]]) -> bool:
    open_ended = row.instrument == "other" and row.found_in == "text" and not row.is_integration
    return open_ended and (row.amount_chf or 0.0) >= LARGE_SUM and _sum(row) in told


def _sum(row: Funding) -> tuple[float | None, str, str]:
    return (row.amount_chf, row.basis, row.role)


def with_same_money(rows: Sequence[Funding]) -> tuple[Funding, ...]:
    """Return amounts with what the document says of the lump sum where it tells the same amount of the same payer."""
    told: dict[tuple[object, ...], set[str]] = {}
    for row in rows:
        if row.instrument in ("kip_total", "ifk") and row.ip_scope != UNKNOWN and row.role == "level":
            told.setdefault(_money(row), set()).add(row.ip_scope)
    return tuple(_told(row, _only(told.get(_money(row), set()))) for row in rows)


def _money(row: Funding) -> tuple[object, ...]:
    """What makes two amounts the same money: the sum for all of its years, however it is told."""
    amount, years = row.amount_chf or 0.0, (row.period_end or 0) - (row.period_start or 0) + 1
    yearly = row.basis == "per_year" and row.period_start and row.period_end
    whole = amount * years if yearly else amount
    basis = "total" if yearly or years == 1 else row.basis
    return (whole, row.payer, row.period_start, row.period_end, basis, row.foerderbereich)


def _only(scopes: set[str]) -> str:
    return next(iter(scopes)) if len(scopes) == 1 else UNKNOWN


def _is_whole(row: Funding) -> bool:
    """Programme money of all areas, of several payers or without one named."""
    several = row.payer in ("mixed", "unknown", "bund_kanton") and not row.each
    return row.instrument == "kip_total" and row.foerderbereich is None and several and row.role == "level"


def _same_money(one: Funding, other: Funding) -> bool:
    periods = [(row.period_start, row.period_end) for row in (one, other)]
    if periods[0] != periods[1] or None in periods[0] or not one.amount_chf or not other.amount_chf:
        return False
    return abs(one.amount_chf - other.amount_chf) <= max(_step(one), _step(other)) / 2


def _step(row: Funding) -> float:
    """Return the last place an amount is written to, in francs: 100'000 for `15,1` in millions."""
    match = _WRITTEN.search(row.evidence.quote)
    value = float(parse_number(match.group())) if match else 0.0
    decimals = len((re.search(r"[.,](\d{1,2})$", match.group()) or ("", ""))[1]) if match else 0
    return (row.amount_chf or 0.0) / value / 10**decimals if value else 0.0
