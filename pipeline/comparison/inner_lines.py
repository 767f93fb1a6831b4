"""Lines of a table that are inside another one, as their labels tell: `davon`, a dash, a number of lower order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.comparison.statements import Statement
from pipeline.domain.lexicon import COMPLETE, SUPPORTED, says

_DASHED = re.compile(r"[-–—•▪·]\s")
_NUMBER = re.compile(r"(?P<n>\d+(?:\.\d+)*)\.?\s")


def without_inner_lines(group: Sequence[Statement]) -> list[Statement]:
    """Return statements of one table and key without those whose line is inside that of another, larger one.

    `Sprache 900`, `davon Alphabetisierung 200`: the second is in the first, and adding them would count it twice.
    """
    return [item for item in group if not any(_inside(item, other) for other in group)]


def _inside(item: Statement, other: Statement) -> bool:
    inner, outer = item.parts[0], other.parts[0]
    if item.amount > other.amount or None in (inner.row, inner.column, outer.row, outer.column):
        return False
    if inner.column == outer.column and (outer.row or 0) < (inner.row or 0):
        return _label_inside(inner.row_label, outer.row_label, item.facts.language)
    if inner.row == outer.row and (outer.column or 0) < (inner.column or 0):
        return _label_inside(inner.column_label, outer.column_label, item.facts.language)
    return False


def _label_inside(inner: str | None, outer: str | None, language: str | None) -> bool:
    """Tell whether a label says that its line is a part, as that of an earlier line does not."""
    if not inner or not outer:
        return False
    own = inner.removeprefix(outer).strip()
    return _order(own, language) > _order(outer, language) or _is_numbered_below(own, outer)


def _order(label: str, language: str | None) -> bool:
    spoken = language if language in SUPPORTED else COMPLETE
    return _DASHED.match(label) is not None or says(label, spoken, "totals", "part_re")


def _is_numbered_below(inner: str, outer: str) -> bool:
    """Tell whether one label is numbered below another: `2.1 Kurse` below `2 Sprache`."""
    found = [_NUMBER.match(label) for label in (inner, outer)]
    numbers = [match["n"] for match in found if match]
    return len(numbers) == len(found) and numbers[0].startswith(f"{numbers[1]}.")
