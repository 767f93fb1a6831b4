"""The forms an amount takes in running text, as expressions made of a lexicon's words, and how its number is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from pipeline.domain.expressions import Expression, expression
from pipeline.domain.lexicon import alternatives, lexicon
from pipeline.extraction.number_words import last_factor, number_words, word_initials, word_value
from pipeline.extraction.numbers import NO_RAPPEN, NUMBER, is_grouped, parse_number

# From here on a number is written out and takes no scale from its neighbour: `von 800'000 auf 1,2 Millionen`.
SMALLEST_WRITTEN_OUT = Decimal(1000)
_QUARTERS = {"¼": Decimal("0.25"), "½": Decimal("0.5"), "¾": Decimal("0.75")}
_MIXED = r"\d{0,3}\s?[¼½¾]"
# `-.50`, `–.80`: a dash instead of the francs.
_RAPPEN_ONLY = r"(?<![\w.])(?:--?|[–—−])[.,]\d\d(?!\d)"
# Three digits after a full stop or comma are thousands where no scale follows: Rappen have two.
_THOUSANDS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_START = r"(?<![\w.,%])(?<!\d[’'])"


@dataclass(frozen=True, slots=True)
class Grammar:
    """The expressions of a language: currency before or after the number, a scale alone, vague amounts, and so on."""

    before: Expression
    after: Expression
    scaled: Expression
    vague: Expression
    alone: Expression
    prefix: Expression
    suffix: Expression
    foreign: Expression
    between: Expression
    bracket: Expression
    digits: Expression
    unit: Expression
    spread: re.Pattern[str]


@cache
def grammar_of(language: str) -> Grammar:
    """Return the expressions of a language of the lexicon. Raises KeyError for others."""
    money = lexicon(language)["money"]
    number, scale = written_number(language), rf"(?:{alternatives(money['scales'])})(?!\w)"
    spread, after, before = _spread(money), _after(money), _before(money)
    small = rf"(?:{alternatives([*money['small'], *_thousands(money)])})(?!\w)"
    first = rf"(?P<a>{number}){NO_RAPPEN}(?:\s*(?P<ascale>{scale}))?"
    # `20- bis 30'000 Franken`, `zwei- bis dreitausend`: the first of two without the end they share.
    span = rf"{first}(?:(?P<hung>-(?=\s))?{spread}(?P<b>{number}){NO_RAPPEN})?"
    # After a currency a word counts only with a scale: `CHF drei Millionen`, but not `setzten 60 Mio. CHF ein`.
    digits_first = rf"(?=\d|½|{_RAPPEN_ONLY}|\w+\s*{scale}){span}"
    # `800'000-Franken-Kredit`
    gap, about = r"(?:\s*|-)", rf"(?:(?:{qualifiers(language)})\s+)?"
    return Grammar(
        before=expression(rf"(?<!\w)(?P<cur>{before})\s*{digits_first}(?:\s*(?P<scale>{scale}))?", re.IGNORECASE),
        after=expression(rf"{_START}{span}(?:{gap}(?P<scale>{scale}))?{gap}(?P<cur>{small}|{after})", re.IGNORECASE),
        scaled=expression(rf"{_START}{span}{gap}(?P<scale>{scale})(?P<cur>)", re.IGNORECASE),
        vague=_vague_pattern(money, after),
        alone=_alone_pattern(money, after),
        prefix=_prefix_pattern(money),
        suffix=_suffix_pattern(money),
        foreign=expression(rf"\s*(?:{alternatives(money['foreign'])})(?!\w)"),
        between=expression(
            rf"(?<!\w){money['between']}\s+{about}(?:(?P<lead>{before})\s*)?{first}"
            rf"(?:\s*{after})?\s+{money['between_and']}\s+{about}(?:(?P<cur>{before})\s*)?(?P<b>{number}){NO_RAPPEN}"
            rf"(?:\s*(?P<scale>{scale}))?(?:\s*(?P<last>{after}))?",
            re.IGNORECASE,
        ),
        bracket=expression(
            rf"{_START}(?P<a>{NUMBER}){NO_RAPPEN}\s*\(\s*(?:[^\W\d]+:?\s+){{0,2}}(?P<old>{NUMBER})\s*\)(?:\s*(?P<scale>{scale}))?\s*{after}",
            re.IGNORECASE,
        ),
        digits=expression(money["vague"]["digits_re"], re.IGNORECASE),
        unit=expression(money["unit_re"], re.IGNORECASE),
        spread=re.compile(spread, re.IGNORECASE),
    )


def _before(money: dict[str, Any]) -> str:
    named = alternatives([*money["prefixed"], *money["currency_before"]])
    return rf"(?:{'|'.join([named, *money.get('currency_before_re', ())])})"


def _after(money: dict[str, Any]) -> str:
    return rf"(?:{alternatives(money['currency_after'])})(?!\w)"


def _thousands(money: dict[str, Any]) -> list[str]:
    """`60 TCHF` is written as well as `TCHF 60`."""
    return [word for word in money["prefixed"] if " " not in word]


def _spread(money: dict[str, Any]) -> str:
    """Letters stand apart: `KIP 2bis 650'000 Franken` is no range."""
    signs, words = (
        alternatives(word for word in money["range"] if word[0].isalpha() == letters) for letters in (False, True)
    )
    return rf"(?:\s*(?:{signs})\s*|\s+(?:{words})\s+)"


def _vague_pattern(money: dict[str, Any], after: str) -> Expression:
    """`mehrere hunderttausend Franken`, `einige 10'000 Franken`."""
    vague = money["vague"]
    quantified = rf"(?:{alternatives(vague['quantifiers'])})\s+(?:{alternatives(vague['scales'])})(?!\w)"
    round_sum = rf"10{{0,2}}(?:['’ ]?000)?(?:\s+(?:{alternatives(money['scales'])}))?"
    rounded = rf"(?:{alternatives(vague['quantifiers'])})\s+{round_sum}(?=\s*{after})"
    of = "".join(rf"(?:\s+{word})?" for word in vague.get("of", ()))
    return expression(rf"(?<!\w)(?:{quantified}|{rounded})(?:{of}\s*(?P<cur>{after}))?", re.IGNORECASE)


def _alone_pattern(money: dict[str, Any], after: str) -> Expression:
    """`Hunderttausende von Franken`: a plural with no number before it."""
    return expression(rf"(?:{money['vague'].get('alone_re', '(?!)')})\s+(?P<cur>{after})", re.IGNORECASE)


def _prefix_pattern(money: dict[str, Any]) -> Expression:
    """Return the pattern of one word before an amount: who gets it each, or how exact it is."""
    kinds = {"each": money["each"], **money["qualifiers"]}
    groups = "|".join(rf"(?P<{name}>{alternatives(words)})" for name, words in kinds.items())
    return expression(rf"(?<!\w)(?:{groups})(?:\s+|(?<=[^\w\s]))$", re.IGNORECASE)


def _suffix_pattern(money: dict[str, Any]) -> Expression:
    groups = (
        rf"(?P<{name}>{alternatives(words) or '(?!)'})" for name, words in money.get("qualifiers_after", {}).items()
    )
    return expression(rf"\s+(?:{'|'.join(groups) or '(?!)'})(?!\w)", re.IGNORECASE)


@cache
def qualifiers(language: str) -> str:
    """Return the pattern of all words that say how exact an amount is."""
    return alternatives(word for words in lexicon(language)["money"]["qualifiers"].values() for word in words)


@cache
def written_number(language: str) -> str:
    """Return the pattern of a number in digits or words: `1'500`, `1½`, `-.50`, `zweihunderttausend`."""
    # Most places of a text begin no number: that is told by one sign, before any form is tried.
    digits = rf"(?=[\d¼½¾–—−-])(?:{_MIXED}|{_RAPPEN_ONLY}|{NUMBER})"
    return rf"(?:{digits}|(?<!\w)(?=[{word_initials(language)}]){number_words(language)}(?!\w))"


def read_number(written: str, language: str, scaled: bool) -> Decimal:
    """Return the value of what `written_number` matches; `scaled` tells whether a scale or unit multiplies it.

    Raises ValueError where the text is no such number.
    """
    word = word_value(written, language)
    if word is not None:
        return word
    if written[-1] in _QUARTERS:
        return Decimal(written[:-1].strip() or 0) + _QUARTERS[written[-1]]
    if re.fullmatch(_RAPPEN_ONLY, written):
        return Decimal(f"0.{written[-2:]}")
    if not scaled and _THOUSANDS.fullmatch(written):
        return Decimal(re.sub("[.,]", "", written))
    return parse_number(written)


def takes_scale(value: Decimal, written: str) -> bool:
    """Tell whether a number without a scale has that of its neighbour: one that is written out stays in francs."""
    return value < SMALLEST_WRITTEN_OUT and not is_grouped(written)


def hung_factor(written: str, other: str, language: str) -> Decimal:
    """Return what the first of `20- bis 30'000` or `zwei- bis dreitausend` shares with the other number's end."""
    if word_value(other, language) is not None:
        return last_factor(other, language)
    groups = re.findall(r"\d+", other) if is_grouped(other) and written.isdigit() else []
    return Decimal(1000) ** max(len(groups) - 1, 0)


def is_short_for(written: str, other: str) -> bool:
    """Tell whether the first of `20–30'000` stands for thousands too: it is no larger than those of the other."""
    thousands = re.fullmatch(r"(\d{1,3})\D000", other)
    return thousands is not None and written.isdigit() and int(written) <= int(thousands[1])


def unit_of_currency(written: str | None, language: str) -> Decimal:
    """Return how many francs a currency word stands for: a thousand for `TCHF`, a hundredth for `Rappen`, else one."""
    units = {**_values(language, "prefixed"), **_values(language, "small")}
    return units.get(" ".join((written or "").split()).casefold(), Decimal(1))


def scale_value(written: str | None, language: str) -> Decimal:
    """Return the factor of a scale word, one without any."""
    return _values(language, "scales").get((written or "").casefold(), Decimal(1))


@cache
def _values(language: str, table: str) -> dict[str, Decimal]:
    """Return a table of `[money]` with its words in small letters and its numbers exact."""
    return {word.casefold(): Decimal(str(value)) for word, value in lexicon(language)["money"][table].items()}
