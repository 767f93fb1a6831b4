"""Which part of a sum each of those who share it pays: halves and thirds, percentages, a ratio, equal parts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from pipeline.domain.lexicon import joined_pattern, lexicon, says
from pipeline.extraction.case import Case
from pipeline.extraction.payers import named_payers

# Parts of a whole told as thirds come to it but for their rounding.
ROUNDING = 0.01
# Shares are kept to so many digits after the point.
DIGITS = 4
WHOLE = 100


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a whole told at `text[start:end]`; `each` where each of several pays it, null for the rest."""

    start: int
    end: int
    value: float | None
    each: bool


@dataclass(frozen=True, slots=True)
class _Group:
    """Payers told together, the first at `text[start]`."""

    start: int
    payers: tuple[str, ...]


def fractions_of(case: Case, named: tuple[str, ...]) -> tuple[float, ...]:
    """Return which part of an amount each of the payers named gives, in their order; none where not all is told.

    `Der Bund übernimmt die Hälfte, Kanton und Gemeinden tragen je einen Viertel`; `der Bund 60 Prozent, der Kanton 40`.
    """
    for text in (case.view.sentence, case.view.following):
        told = _equal(text, case.context.language) or _ratio(text, case.context.language)
        for fractions in (told, *_paired(text, case.context.language)):
            if set(fractions) == set(named) and abs(sum(fractions.values()) - 1) <= ROUNDING:
                return tuple(round(fractions[payer], DIGITS) for payer in named)
    return ()


def _payers_in_order(text: str, language: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.payer for item in named_payers(text, language)))


def _equal(text: str, language: str) -> dict[str, float]:
    """`Kanton und Gemeinden zu gleichen Teilen`: as much of each of those named."""
    payers = _payers_in_order(text, language) if says(text, language, "shares", "equal_re") else ()
    return {payer: 1 / len(payers) for payer in payers}


def _ratio(text: str, language: str) -> dict[str, float]:
    """`Bund und Kanton im Verhältnis 60 zu 40`: in the order in which they are named."""
    told = joined_pattern(language, "shares", "ratio_re").search(text)
    values = [float(number) for number in re.findall(r"\d+", told[0])] if told else []
    payers = _payers_in_order(text, language)
    if not any(values) or len(payers) != len(values):
        return {}
    return {payer: value / sum(values) for payer, value in zip(payers, values, strict=True)}


def _paired(text: str, language: str) -> Iterator[dict[str, float]]:
    """Yield what payers and the parts beside them may tell, two by two; the first or last payer may have none."""
    items = _items(text, language)
    for first in (0, 1):
        pairs = list(zip(items[first::2], items[first + 1 :: 2], strict=False))
        told = [_pair(*pair) for pair in pairs]
        dropped = [*items[:first], *items[first + 2 * len(pairs) :]]
        if pairs and None not in told and not any(isinstance(item, _Part) for item in dropped):
            yield _told([pair for pair in told if pair is not None])


def _pair(one: _Group | _Part, other: _Group | _Part) -> tuple[_Group, _Part] | None:
    if isinstance(one, _Group) and isinstance(other, _Part):
        return one, other
    return (other, one) if isinstance(one, _Part) and isinstance(other, _Group) else None


def _items(text: str, language: str) -> list[_Group | _Part]:
    """Return payers and parts in the order of a text, payers with no part between them as one group."""
    parts = _parts(text, language)
    places = [part.start for part in parts]
    groups = [
        _Group(found[0].start, tuple(dict.fromkeys(item.payer for item in found)))
        for found in (
            list(run) for _, run in groupby(named_payers(text, language), lambda item: bisect_left(places, item.start))
        )
    ]
    return sorted([*parts, *groups], key=lambda item: item.start)


def _parts(text: str, language: str) -> list[_Part]:
    found: list[_Part] = []
    for match in _part_pattern(language).finditer(text):
        around = text[found[-1].end if found else 0 : match.start()]
        each = says(f"{around} {match[0]}", language, "shares", "each_re")
        found.append(_Part(match.start(), match.end(), _value(match, language), each))
    return found


def _value(match: re.Match[str], language: str) -> float | None:
    """Return the value of a part, null for the rest."""
    if match["percent"]:
        return float(match["percent"].replace(",", ".")) / WHOLE
    return next((value for word, value in _part_words(language) if match[0].casefold().startswith(word)), None)


@cache
def _part_pattern(language: str) -> re.Pattern[str]:
    shares = lexicon(language)["shares"]
    words = "|".join(re.escape(word) for word, _ in _part_words(language))
    percent = rf"(?<![\d.,])(?P<percent>\d{{1,3}}(?:[.,]\d+)?)\s?(?:{'|'.join(shares['percent'])})"
    return re.compile(rf"{percent}|\b(?:{words})(?!\w*mill)\w*|{'|'.join(shares['rest_re'])}", re.IGNORECASE)


@cache
def _part_words(language: str) -> tuple[tuple[str, float], ...]:
    """Return the words for parts of a whole with their values, the longest first: `zwei drittel` is no `drittel`."""
    return tuple(sorted(lexicon(language)["shares"]["values"].items(), key=lambda item: -len(item[0])))


def _told(pairs: Sequence[tuple[_Group, _Part]]) -> dict[str, float]:
    """Return the part of each payer, empty where a part is that of several together or the rest cannot be told."""
    told: dict[str, float] = {}
    left: tuple[str, ...] = ()
    for group, part in pairs:
        if (len(group.payers) > 1 and not part.each) or told.keys() & set(group.payers):
            return {}
        left = group.payers if part.value is None else left
        told |= dict.fromkeys(group.payers, part.value or 0.0)
    rest = 1 - sum(told.values())
    return told | dict.fromkeys(left, rest / max(1, len(left)))
