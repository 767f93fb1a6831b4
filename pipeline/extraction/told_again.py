"""One sum told in several places of a document: what one place says of the money holds in the others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extraction.numbers import NUMBER, parse_number
from pipeline.extraction.reasoned import revises
from pipeline.extraction.scope import UNKNOWN, scope_told
from pipeline.records import Funding

# From here on two equal amounts of a text are one sum; small ones are prices and fees.
LARGE_SUM = 100_000.0
# The headline stands within so many characters, and rounds what its report tells by less than this share.
TITLE_REACH = 200
ROUNDED = 0.03
_WRITTEN = re.compile(NUMBER)


@revises("same_sum_elsewhere")
def with_sums_told_again(rows: Sequence[Funding], text: str) -> tuple[Funding, ...]:
    """Return the amounts of a document with this text, in order, with what is said of the same sum elsewhere in it.

    That is whether the lump sum is in it, whether it is money of integration, and for one in a headline all that the
    report below tells of it.
    """
    return _with_same_purpose(_with_same_scope(_with_equal_totals(_with_headlines(rows, text))))


def _with_headlines(rows: Sequence[Funding], text: str) -> tuple[Funding, ...]:
    """`2,6 Millionen für Deutschkurse`: who pays and whether it is decided stands in the report below the headline."""
    return tuple(
        _as_reported(row, report) if _in_headline(row, text) and (report := _report(row, rows)) else row for row in rows
    )


def _in_headline(row: Funding, text: str) -> bool:
    """Tell whether an amount stands in a first line that ends no sentence, with more text below."""
    start, end = row.evidence.char_start, row.evidence.char_end
    before, after = text[:start], text[end:].split("\n", maxsplit=1)
    first = start < TITLE_REACH and "\n" not in before.strip()
    return first and row.found_in == "text" and len(after) > 1 and not after[0].rstrip().endswith((".", ":", ";"))


def _report(row: Funding, rows: Sequence[Funding]) -> Funding | None:
    """Return the first amount below a headline that is the same, or the one that it rounds."""
    below = (other for other in rows if other.evidence.char_start > row.evidence.char_end and other.found_in == "text")
    return next((other for other in below if _is_rounded(row, other)), None)


def _is_rounded(row: Funding, other: Funding) -> bool:
    if not row.amount_chf or not other.amount_chf or row.role != other.role:
        return False
    return abs(row.amount_chf / other.amount_chf - 1) <= ROUNDED


def _as_reported(row: Funding, report: Funding) -> Funding:
    """Return an amount of a headline with what only the report tells of it."""
    told = replace(row, payer=report.payer, payers=report.payers) if row.payer == UNKNOWN else row
    if told.status in (UNKNOWN, "planned"):
        told = replace(told, status=report.status)
    if told.instrument == "other" and report.instrument != "other":
        told = replace(told, instrument=report.instrument, is_integration=True)
    if told.period_start is None:
        told = replace(told, period_start=report.period_start, period_end=report.period_end)
    return replace(told, basis=report.basis) if told.basis in (UNKNOWN, "total") else told


def _with_equal_totals(rows: Sequence[Funding]) -> tuple[Funding, ...]:
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
    return tuple(scope_told(row, scopes.get((row.table_id, row.side), UNKNOWN)) for row in rows)


def _with_same_purpose(rows: Sequence[Funding]) -> tuple[Funding, ...]:
    """Return amounts with a large sum told again, of which its sentence says nothing, as money of integration too."""
    told = {_sum(row) for row in rows if row.is_integration and row.found_in == "text"}
    return tuple(replace(row, is_integration=True) if _is_again(row, told) else row for row in rows)


def _is_again(row: Funding, told: set[tuple[float | None, str, str]]) -> bool:
    open_ended = row.instrument == "other" and row.found_in == "text" and not row.is_integration
    return open_ended and (row.amount_chf or 0.0) >= LARGE_SUM and _sum(row) in told


def _sum(row: Funding) -> tuple[float | None, str, str]:
    return (row.amount_chf, row.basis, row.role)


def _with_same_scope(rows: Sequence[Funding]) -> tuple[Funding, ...]:
    """Return amounts with what the document says of the lump sum where it tells the same amount of the same payer."""
    told: dict[tuple[object, ...], set[str]] = {}
    for row in rows:
        if row.instrument in ("kip_total", "ifk") and row.ip_scope != UNKNOWN and row.role == "level":
            told.setdefault(_money(row), set()).add(row.ip_scope)
    return tuple(scope_told(row, _only(told.get(_money(row), set()))) for row in rows)


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
