"""Which of two statements counts for more: decision before concept before report before press release before news;
table before text; newer before older."""

from __future__ import annotations

import math

from pipeline.comparison.statements import Statement

_DOC_TYPES = (
    ("government_decision", "parliament_bill", "programme_agreement", "law"),
    ("kip_concept",),
    ("report", "evaluation", "federal_guideline"),
    ("press_release", "web_page"),
    ("news",),
    ("other",),
)
_STANDING = {doc_type: place for place, group in enumerate(_DOC_TYPES) for doc_type in group}


def outranks(one: Statement, other: Statement) -> bool:
    """Return whether the one counts for more by its kind of document, its place in a table, or a later date.

    Dates are compared as far as both are stated: 2023 is neither before nor after 2023-06-08.
    """
    if _kind(one) != _kind(other):
        return _kind(one) < _kind(other)
    first, second = one.facts.published or "", other.facts.published or ""
    common = min(len(first), len(second))
    return first[:common] > second[:common]


def order(statement: Statement) -> tuple[object, ...]:
    """Return the sort key that puts statements of the highest rank first.

    Among equals those that stand in the text as they are come before derived ones, the more exact before the less,
    and then the place decides, so that the order never depends on the order of processing.
    """
    first = statement.parts[0]
    place = (first.evidence.document_id, first.evidence.char_start, first.funding_id)
    width = statement.interval[1] - statement.interval[0]
    exactness = width if math.isfinite(width) else math.inf
    return (*_kind(statement), -_day(statement.facts.published), bool(statement.derivation), exactness, *place)


def _kind(statement: Statement) -> tuple[int, bool]:
    standing = _STANDING.get(statement.facts.doc_type, len(_DOC_TYPES))
    return standing, statement.parts[0].found_in != "table"


def _day(published: str | None) -> int:
    """Return an ISO date as a number, missing parts as zero: 2023-06 is 20230600."""
    digits = (published or "").replace("-", "")[:8]
    return int(digits.ljust(8, "0")) if digits.isdecimal() else 0
