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
# `2,4` of millions and `350` have so many signs.
SHORTEST_FIGURE = 3
_YEARS = range(1900, 2101)
# A line of its own: a sign of a list or none, a label, its figure.
_LINE = re.compile(rf"\s*[-–—•»*·◦▪●]?\s*[A-ZÄÖÜ][^;:.\d]{{1,80}}?:?\s+(?P<a>{NUMBER})\s*[.;,]?\s*")
# After the unit stands nothing else: `Budget der Fachstelle (in Franken):`.
_STATED = re.compile(r"\W*")


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


def stated_unit(text: str, language: str) -> Decimal | None:
    """Return the francs that the figures of the lines below count, where a heading or lead-in ends with their unit."""
    stated = [unit for unit in _unit(language).finditer(text) if _STATED.fullmatch(text, unit.end())]
    return _factors(language)[" ".join(stated[-1][0].split()).casefold()] if stated else None


def figure_of_line(text: str, factor: Decimal) -> tuple[int, int, Decimal] | None:
    """Return start, end and value in francs of the figure of a line such as `– Deutschkurse: 420'000`; null for others.

    A line with a sentence or a year is none, nor is one with a small number: that of a page or chapter.
    """
    line = _LINE.fullmatch(text)
    if line is None or _is_year(line["a"]) or len(line["a"]) < SHORTEST_FIGURE:
        return None
    return line.start("a"), line.end("a"), parse_number(line["a"]) * factor


def _is_year(written: str) -> bool:
    return written.isdigit() and int(written) in _YEARS


@cache
def _unit(language: str) -> re.Pattern[str]:
    words = alternatives(lexicon(language)["money"]["listed"])
    return re.compile(rf"(?<!\w)(?:{words})(?!['’ ]?\d|\w)", re.IGNORECASE)


@cache
def _factors(language: str) -> dict[str, Decimal]:
    return {words.casefold(): Decimal(value) for words, value in lexicon(language)["money"]["listed"].items()}
