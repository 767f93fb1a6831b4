"""Figures listed under one unit: `in Tausend Franken: Sprache 1'200; Dolmetschen 95`, or each on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from pipeline.domain.lexicon import alternatives, lexicon, says
from pipeline.extraction.columns import cells
from pipeline.extraction.linked_amounts import Amount, meets
from pipeline.extraction.numbers import NO_RAPPEN, NUMBER, parse_number

# One labelled figure alone is no list.
SHORTEST_LIST = 2
# A label and its figure, another one in brackets at most, between two signs of a list.
_END = r"(?=\s*(?:[;,](?=\s)|\.?$|\.\s|\())"
_ITEM = re.compile(rf"(?<=[;:.,)])\s+[A-ZÄÖÜ][^;:.\d]{{1,80}}?:?\s(?P<a>{NUMBER}){_END}")
# The one in brackets.
_ASIDE = rf"\s\([^()\d]{{0,30}}?(?P<b>{NUMBER})\)"
_ASIDE_AFTER = re.compile(_ASIDE)
# Between the label of a line and its figure; a blank alone parts three digits at least: `Seite 12` is a page.
_SIGN = r"(?::[ \t]*|[ \t]*\.{3,}[ \t]*|[ \t]{2,}|\s[–—-]\s|(?<=[^\W\d])[ ](?=\d{3}|\d{1,3}['’‘]\d))"
# A line that is a label and its figure.
_LINE = re.compile(
    rf"(?:^|(?<=\n))(?P<label>[^\n:]{{2,80}}?){_SIGN}(?P<a>{NUMBER}){NO_RAPPEN}(?:{_ASIDE})?[ \t]*[;,.]?[ \t]*(?:\n|$)"
)
# After the unit at the end of what heads a list: nothing, or a few words up to a bracket or colon.
_REST_OF_HEAD = re.compile(r"(?:[^\d.;]{0,30}[):])?\s*")
_YEARS = range(1900, 2101)


def listed_figures(text: str, language: str) -> list[tuple[int, int, Decimal]]:
    """Return start, end and value in francs of the figures listed after a statement of their unit, in order."""
    unit = _unit(language).search(text)
    if unit is None:
        return []
    factor = _factor(unit, language)
    if rows := [cell for cell in cells(text) if cell.start > unit.end()]:
        return [(cell.start, cell.end, parse_number(text[cell.start : cell.end]) * factor) for cell in rows]
    items = [item for item in _ITEM.finditer(text, unit.end()) if not _is_year(item["a"])]
    if len(items) < SHORTEST_LIST:
        return []
    asides = (_ASIDE_AFTER.match(text, item.end("a")) for item in items)
    places = [item.span("a") for item in items] + [aside.span("b") for aside in asides if aside]
    return [(start, end, parse_number(text[start:end]) * factor) for start, end in sorted(places)]


def unit_after(text: str, before: Decimal | None, language: str) -> Decimal | None:
    """Return how many francs one is in the lines after a passage, null where no list goes on.

    A passage that ends with its unit, `Mittelherkunft 2020 (in Fr. 1000):`, heads a list; lines of a label and a
    figure, `Kanton: 410`, go on with it.
    """
    stated = list(_unit(language).finditer(text))
    if stated and _REST_OF_HEAD.fullmatch(text, stated[-1].end()):
        return _factor(stated[-1], language)
    return before if before is not None and _lines(text) else None


def with_lines(amounts: Sequence[Amount], text: str, unit: Decimal | None, language: str) -> list[Amount]:
    """Return the amounts of a passage and, where a list's unit is in force, the figures of its lines, in order."""
    if unit is None:
        return list(amounts)
    found = list(amounts)
    for line in _lines(text):
        if says(line["label"].strip(" -–—•*"), language, "columns", "not_money_row_re") or _is_year(line["a"]):
            continue
        for name in ("a", "b"):
            if line[name]:
                amount = Amount(line.start(name), line.end(name), parse_number(line[name]) * unit)
                found += [] if meets(amount, found) else [amount]
    return sorted(found, key=lambda item: item.start)


def _lines(text: str) -> list[re.Match[str]]:
    """Return the lines of a text that is nothing but lines of a label and a figure."""
    lines = list(_LINE.finditer(text))
    return lines if sum(len(line[0]) for line in lines) == len(text) else []


def _is_year(written: str) -> bool:
    return written.isdigit() and int(written) in _YEARS


@cache
def _unit(language: str) -> re.Pattern[str]:
    words = alternatives(lexicon(language)["money"]["listed"])
    return re.compile(rf"(?<!\w)(?:{words})(?!['’ ]?\d|\w)", re.IGNORECASE)


def _factor(unit: re.Match[str], language: str) -> Decimal:
    return _factors(language)[" ".join(unit[0].split()).casefold()]


@cache
def _factors(language: str) -> dict[str, Decimal]:
    return {words.casefold(): Decimal(value) for words, value in lexicon(language)["money"]["listed"].items()}
