"""Numbers in words: those a lexicon lists, and the compounds its language makes of them (`zweihundertfünfzigtausend`).

A language that writes a number as one word names its parts in `[money.numerals]`: a hundred and a thousand, with what
stands before them as a factor and what stands after them added, and the fractions that end a word (`zweieinhalb`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from pipeline.domain.lexicon import alternatives, lexicon


@dataclass(frozen=True, slots=True)
class _Numerals:
    """The parts of compounds: units up to nine, all that stands alone below a hundred, tens, and what joins them."""

    units: dict[str, Decimal]
    small: dict[str, Decimal]
    tens: dict[str, Decimal]
    hundred: str
    thousand: str
    joint: str
    fractions: dict[str, Decimal]


@cache
def number_words(language: str) -> str:
    """Return the pattern of a number in words, case left to its flags, not bound to the borders of words."""
    listed = alternatives(listed_words(language))
    parts = _numerals(language)
    return listed if parts is None else rf"(?:{_compound(parts)}|{listed})"


@cache
def word_initials(language: str) -> str:
    """Return the small letters that numbers in words begin with."""
    parts = _numerals(language)
    words = [*listed_words(language), *(() if parts is None else (*parts.small, parts.hundred, parts.thousand))]
    return "".join(sorted({word[0] for word in words}))


@cache
def listed_words(language: str) -> dict[str, Decimal]:
    """Return the number words a lexicon lists, in small letters, with their values."""
    return _exact(lexicon(language)["money"]["words"])


def word_value(written: str, language: str) -> Decimal | None:
    """Return the value of a number in words, or null where the text is none."""
    word = " ".join(written.split()).casefold()
    listed, parts = listed_words(language).get(word), _numerals(language)
    if listed is not None or parts is None:
        return listed
    return _value(word, parts) if _compounds(language).fullmatch(word) else None


def last_factor(written: str, language: str) -> Decimal:
    """Return what the end of a number in words multiplies by: a hundred thousand in `dreihunderttausend`, else one."""
    parts, rest, factor = _numerals(language), written.casefold(), Decimal(1)
    if parts is None:
        return factor
    for ending, value in ((parts.thousand, Decimal(1000)), (parts.hundred, Decimal(100))):
        if rest.endswith(ending) and rest != ending:
            rest, factor = rest.removesuffix(ending), factor * value
    return factor


def _exact(words: dict[str, float]) -> dict[str, Decimal]:
    return {word.casefold(): Decimal(str(value)) for word, value in words.items()}


@cache
def _numerals(language: str) -> _Numerals | None:
    table: dict[str, Any] | None = lexicon(language)["money"].get("numerals")
    if table is None:
        return None
    units, tens = _exact(table["units"]), _exact(table["tens"])
    return _Numerals(
        units=units,
        small={**units, **_exact(table["teens"]), **tens},
        tens=tens,
        hundred=table["hundred"],
        thousand=table["thousand"],
        joint=table["joint"],
        fractions=_exact(table["fractions"]),
    )


@cache
def _compounds(language: str) -> re.Pattern[str]:
    parts = _numerals(language)
    return re.compile("(?!)" if parts is None else _compound(parts))


def _compound(parts: _Numerals) -> str:
    """Return the pattern of a number in one word, up to a million, or of one with a half or quarter at its end."""
    below_100 = (
        rf"(?:(?:{alternatives(parts.units)}){parts.joint}(?:{alternatives(parts.tens)})|{alternatives(parts.small)})"
    )
    below_1000 = rf"(?:(?:{below_100})?{parts.hundred}(?:(?:{parts.joint})?{below_100})?|{below_100})"
    whole = rf"(?:(?:{below_1000})?{parts.thousand}(?:(?:{parts.joint})?{below_1000})?|{below_1000})"
    return rf"(?:{below_100}(?:{alternatives(parts.fractions)})|{whole})"


def _value(word: str, parts: _Numerals) -> Decimal:
    """Return the value of a compound in small letters; its thousands are a factor of all before them."""
    for fraction, value in parts.fractions.items():
        if word.endswith(fraction) and word != fraction:
            return _value(word.removesuffix(fraction), parts) + value
    for multiple, value in ((parts.thousand, Decimal(1000)), (parts.hundred, Decimal(100))):
        before, found, after = word.partition(multiple)
        if found:
            return (_value(before, parts) if before else Decimal(1)) * value + _rest(after, parts)
    if word in parts.small:
        return parts.small[word]
    unit, _, ten = word.partition(parts.joint)
    return parts.units[unit] + parts.tens[ten]


def _rest(after: str, parts: _Numerals) -> Decimal:
    """`hundertundzwei`: what joins units to tens may also stand after a hundred."""
    rest = after.removeprefix(parts.joint)
    return _value(rest, parts) if rest else Decimal(0)
