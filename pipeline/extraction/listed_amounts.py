"""Figures listed in running text under one unit: `in Tausend Franken: Sprache 1'200; Dolmetschen 95. Total 1'295`."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from pipeline.domain.lexicon import alternatives, lexicon
from pipeline.extraction.columns import cells
from pipeline.extraction.numbers import NUMBER, parse_number

# One labelled figure alone is no list.
SHORTEST_LIST = 2
# A label and its figure, nothing else, between two signs of a list.
_END = r"(?=\s*(?:[;,](?=\s)|\.?$|\.\s))"
_ITEM = re.compile(rf"(?<=[;:.,])\s+[A-ZÄÖÜ][^;:.\d]{{1,80}}?\s(?P<a>{NUMBER}){_END}")
_YEARS = range(1900, 2101)


def listed_figures(text: str, language: str) -> list[tuple[int, int, Decimal]]:
    """Return start, end and value in francs of the figures listed after a statement of their unit, in order."""
    unit = _unit(language).search(text)
    if unit is None:
        return []
    factor = _factors(language)[" ".join(unit[0].split()).casefold()]
    if rows := [cell for cell in cells(text) if cell.start > unit.end()]:
        return [(cell.start, cell.end, parse_number(text[cell.start : cell.end]) * factor) for cell in rows]
    items = [item for item in _ITEM.finditer(text, unit.end()) if not _is_year(item["a"])]
    if len(items) < SHORTEST_LIST:
        return []
    return [(item.start("a"), item.end("a"), parse_number(item["a"]) * factor) for item in items]


def _is_year(written: str) -> bool:
    return written.isdigit() and int(written) in _YEARS


@cache
def _unit(language: str) -> re.Pattern[str]:
    words = alternatives(lexicon(language)["money"]["listed"])
    return re.compile(rf"(?<!\w)(?:{words})(?!['’ ]?\d|\w)", re.IGNORECASE)


@cache
def _factors(language: str) -> dict[str, Decimal]:
    return {words.casefold(): Decimal(value) for words, value in lexicon(language)["money"]["listed"].items()}
