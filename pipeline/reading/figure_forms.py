"""Forms of printed numbers: which words are numbers, what two readings must share, how Swiss print groups digits.

A word is taken apart into what stands before the number, the number itself (its core) and what stands after it:
`(1'359'053.–` has the core `1'359'053`. Cores are compared without grouping marks and with a point for a comma, for
neither changes the value, and recognition mistakes the one for the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from pipeline.domain.data import load_toml

MARK = "'"
# U+0027, U+2019, U+2018, U+02BC, U+201A, grave and acute accents: all of them come out of recognition for one mark.
MARKS = "'’‘ʼ‚`´"
DASHES = "-–—−"
# More digits than this without a mark are no amount as Swiss offices print it, and often two digits for one.
LONGEST_UNGROUPED = 4

_CORE = re.compile(rf"[-+]?\w(?:[\w{MARK}.,:/%-]*[\w%])?")
# What a currency, an article or a page has before its number without a space.
_ABBREVIATION = re.compile(r"(?:[^\W\d_]{2,}\.?|[^\W\d_]\.)(?=\d)")
_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
_GROUPED = re.compile(rf"\d{{1,3}}(?:{MARK}\d{{3}})+(?:[.,]\d{{1,2}})?")
_PLAIN = re.compile(rf"\d{{1,{LONGEST_UNGROUPED}}}(?:[.,]\d{{1,4}})?")
_AMOUNT = re.compile(r"[-+]?\d+(?:\.\d+)?")
# Groups behind full stops, as Germany prints them: with a comma for the decimals, or more than one group.
_STOPPED = re.compile(r"\d{1,3}(?:(?:\.\d{3})+,\d{1,2}|(?:\.\d{3}){2,})")
_CHAIN = re.compile(r"\d{1,4}(?:\.\d{1,4}){2,}")
# Votes, ranges and shares are several numbers with a sign between; dates and chapters are chains.
_JOINTS = re.compile(r"[:/%]|(?<=\d)-")


@dataclass(frozen=True, slots=True)
class Form:
    """A word in three parts; `core` has plain marks and dashes and is empty where there is no number.

    `printed` is the core with the marks and dashes of the word.
    """

    before: str
    core: str
    after: str
    printed: str = ""

    @property
    def value(self) -> str:
        """Return what the core says: without grouping marks, with a point for a comma."""
        return self.core.replace(MARK, "").replace(",", ".").replace("+", "")


def form_of(text: str) -> Form:
    """Return a word in its parts; the stretch with the most digits is its core."""
    plain = text.translate(_plain_signs())
    found = max(_CORE.finditer(plain), key=lambda match: (_digits(match.group()), len(match.group())), default=None)
    if found is None:
        return Form(text, "", "")
    head = _ABBREVIATION.match(found.group())
    start = found.start() + (head.end() if head else 0)
    end = found.end()
    return Form(text[:start], plain[start:end], text[end:], text[start:end])


def without_own_digits(form: Form, core: str) -> Form:
    """Return a form without those digits beside its number that belong to it, as the core of another reading shows.

    Of `1'311°500.-`, read elsewhere as `1'311'500`, the digits after the first core are the number's own.
    """
    if form.core == core or _DIGIT.findall(form.before + form.core + form.after) != _DIGIT.findall(core):
        return form
    before, after = _DIGIT.split(form.before, maxsplit=1)[0], _DIGIT.split(form.after)[-1]
    return replace(form, before=before, after=after)


@cache
def _plain_signs() -> dict[int, str]:
    return {**dict.fromkeys(map(ord, MARKS), MARK), **dict.fromkeys(map(ord, DASHES), "-")}


def _digits(text: str) -> int:
    return len(_DIGIT.findall(text))


def is_number(text: str) -> bool:
    """Tell whether a word is a number, a few of its digits perhaps read as letters (`t02`, `1O`)."""
    core = form_of(text).core
    letters = _LETTER.findall(core)
    return _digits(core) > len(letters) or (_digits(core) > 0 and _stand_ins().issuperset(letters))


def is_clean(core: str) -> bool:
    """Tell whether a core has digits and no letter in it."""
    return _digits(core) > 0 and not _LETTER.search(core)


def may_be_digits(text: str) -> bool:
    """Tell whether a word is nothing but a sign that recognition writes for a digit (`O`, `l`)."""
    return text in _stand_ins()


@cache
def _stand_ins() -> frozenset[str]:
    return frozenset(form for forms in load_toml("repair")["figures"].values() for form in forms.split())


def is_well_formed(core: str) -> bool:
    """Tell whether a core keeps to the grammar: groups of three behind marks, few digits without one."""
    parts = [part for part in _JOINTS.split(core.lstrip("-+")) if part]
    return bool(parts) and all(_is_part(part) for part in parts)


def _is_part(text: str) -> bool:
    return any(pattern.fullmatch(text) for pattern in (_GROUPED, _PLAIN, _STOPPED, _CHAIN))


def completed(core: str) -> str:
    """Return a core with the grouping marks it lacks, where those it has stand in their places; else unchanged."""
    whole, point, decimals = core.partition(".")
    digits = whole.replace(MARK, "")
    grouped = f"{int(digits):,}".replace(",", MARK) if MARK in whole and digits.isdigit() else ""
    places = {len(whole) - index - whole[index:].count(MARK) for index, sign in enumerate(whole) if sign == MARK}
    return f"{grouped}{point}{decimals}" if grouped and all(place % 3 == 0 for place in places) else core


def amount_of(core: str) -> Decimal | None:
    """Return the amount a core stands for, of a percentage the number; null for dates, ranges and the like."""
    value = core.replace(MARK, "").replace(",", ".").removesuffix("%")
    return Decimal(value) if _AMOUNT.fullmatch(value) else None
