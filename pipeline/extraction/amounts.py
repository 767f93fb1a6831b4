"""Amounts of money in running text: a grammar of numbers, scales and currencies, words from the lexicon.

Patterns, each with optional qualifier and range: currency first (`CHF 1.2–1.5 Mio.`), currency last
(`drei bis vier Millionen Franken`), a scale without a currency where the sentence is about money
(`das 1,5 Millionen teure Programm`), vague amounts (`mehrere hunderttausend Franken`), and a bare
number that shares the unit of its neighbour (`von 6'000 auf 18'000 Franken`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.domain.expressions import Expression, expression
from pipeline.domain.lexicon import alternatives, joined_pattern, lexicon
from pipeline.extraction.bare_amounts import bare_numbers
from pipeline.extraction.linked_amounts import YEARS, Amount, linked_amounts, sharing_scale
from pipeline.extraction.listed_amounts import listed_figures
from pipeline.extraction.numbers import NO_RAPPEN, NUMBER, parse_number
from pipeline.extraction.spans import put_spans
from pipeline.extraction.tokenizer import text_of

RULE = "amounts/1"

# So far back stands the noun that an amount is the size of.
LONGEST_NOUN = 40
# What tells that a range is an old value and a new one stands so near before it.
CHANGE_REACH = 60


@dataclass(frozen=True, slots=True)
class _Grammar:
    before: Expression
    after: Expression
    scaled: Expression
    vague: Expression
    prefix: Expression
    foreign: Expression
    between: Expression
    bracket: Expression
    digits: Expression
    unit: Expression
    spread: re.Pattern[str]


@cache
def _grammar(language: str) -> _Grammar:
    money = lexicon(language)["money"]
    number = rf"(?:{NUMBER}|(?<!\w)(?:{alternatives(money['words'])})(?!\w))"
    scale = rf"(?:{alternatives(money['scales'])})(?!\w)"
    # `60 TCHF` is written as well as `TCHF 60`.
    thousands = [word for word in money["prefixed"] if " " not in word]
    small = rf"(?:{alternatives([*money['small'], *thousands])})(?!\w)"
    signs, words = (
        alternatives(word for word in money["range"] if word.isalpha() == letters) for letters in (False, True)
    )
    # Letters stand apart: `KIP 2bis 650'000 Franken` is no range.
    spread = rf"(?:\s*(?:{signs})\s*|\s+(?:{words})\s+)"
    span = rf"(?P<a>{number}){NO_RAPPEN}(?:\s*(?P<ascale>{scale}))?(?:{spread}(?P<b>{number}){NO_RAPPEN})?"
    # After a currency a word counts only with a scale: `CHF drei Millionen`, but not `setzten 60 Mio. CHF ein`.
    digits_first = rf"(?=\d|\w+\s*{scale}){span}"
    after = rf"(?:{alternatives(money['currency_after'])})(?!\w)"
    before = rf"(?:{alternatives([*money['prefixed'], *money['currency_before']])})"
    start = r"(?<![\w.,%])(?<!\d[’'])"
    return _Grammar(
        before=expression(rf"(?<!\w)(?P<cur>{before})\s*{digits_first}(?:\s*(?P<scale>{scale}))?", re.IGNORECASE),
        after=expression(rf"{start}{span}(?:\s*(?P<scale>{scale}))?\s*(?P<cur>{small}|{after})", re.IGNORECASE),
        scaled=expression(rf"{start}{span}\s*(?P<scale>{scale})(?P<cur>)", re.IGNORECASE),
        vague=expression(
            rf"(?<!\w)(?:{alternatives(money['vague']['quantifiers'])})\s+"
            rf"(?:{alternatives(money['vague']['scales'])})(?!\w)\s*(?P<cur>{after})?",
            re.IGNORECASE,
        ),
        prefix=_prefix_pattern(money),
        foreign=expression(rf"\s*(?:{alternatives(money['foreign'])})(?!\w)"),
        between=expression(
            rf"(?<!\w){money['between']}\s+(?:{before}\s*)?(?P<a>{number}){NO_RAPPEN}(?:\s*(?P<ascale>{scale}))?"
            rf"(?:\s*{after})?\s+{money['between_and']}\s+(?:(?P<cur>{before})\s*)?(?P<b>{number}){NO_RAPPEN}"
            rf"(?:\s*(?P<scale>{scale}))?(?:\s*(?P<last>{after}))?",
            re.IGNORECASE,
        ),
        bracket=expression(
            rf"{start}(?P<a>{NUMBER}){NO_RAPPEN}\s*\(\s*(?P<old>{NUMBER})\s*\)\s*{after}", re.IGNORECASE
        ),
        digits=expression(money["vague"]["digits_re"], re.IGNORECASE),
        unit=expression(money["unit_re"], re.IGNORECASE),
        spread=re.compile(spread, re.IGNORECASE),
    )


def _prefix_pattern(money: dict[str, Any]) -> Expression:
    groups = "|".join(rf"(?P<{name}>{alternatives(words)})" for name, words in money["qualifiers"].items())
    each = alternatives(money["each"])
    return expression(rf"(?:(?<!\w)(?P<each>{each})\s+)?(?:(?<!\w)(?:{groups})\s+)?$", re.IGNORECASE)


def find_amounts(text: str, language: str) -> list[Amount]:
    """Return the amounts of a passage in order, none overlapping."""
    grammar = _grammar(language)
    found = [amount for match in grammar.bracket.finditer(text) for amount in _bracketed(match)]
    for pattern in (grammar.vague, grammar.between, grammar.before, grammar.after, grammar.scaled):
        for match in pattern.finditer(text):
            amount = _amount(text, match, language, pattern is grammar.scaled)
            if amount is not None and not _meets(amount, found):
                found.append(amount)
    found += [amount for amount in _by_digits(text, language) if not _meets(amount, found)]
    listed = (Amount(start, end, value) for start, end, value in listed_figures(text, language))
    found += [amount for amount in listed if not _meets(amount, found)]
    found = [part for amount in _joined(text, found, language) for part in _parted(text, amount, language)]
    found += linked_amounts(text, found, language)
    found += sharing_scale(text, found, language)
    places = [(amount.start, amount.end) for amount in found]
    found += [Amount(m.start(), m.end(), parse_number(m["a"])) for m in bare_numbers(text, places, language)]
    return sorted((_with_prefix(text, amount, language) for amount in found), key=lambda item: item.start)


def _by_digits(text: str, language: str) -> list[Amount]:
    """`ein tiefer sechsstelliger Betrag` is an amount without a number."""
    return [Amount(match.start(), match.end(), None) for match in _grammar(language).digits.finditer(text)]


def _meets(amount: Amount, others: list[Amount]) -> bool:
    return any(amount.start < other.end and other.start < amount.end for other in others)


def _bracketed(match: re.Match[str]) -> list[Amount]:
    """`je 211'000 (138'000) Franken`: the bracket before the currency holds the old value."""
    current = Amount(match.start("a"), match.end("a"), parse_number(match["a"]))
    return [current, Amount(match.start("old"), match.end("old"), parse_number(match["old"]), link="old")]


def _joined(text: str, found: list[Amount], language: str) -> list[Amount]:
    """`Fr. 10.- bis Fr. 20.-`: two amounts with a range word between them and nothing else are one."""
    spread = _grammar(language).spread
    joined: list[Amount] = []
    for amount in sorted(found, key=lambda item: item.start):
        last = joined[-1] if joined else None
        if last and _can_span(last, amount) and spread.fullmatch(text, last.end, amount.start):
            joined[-1] = replace(last, end=amount.end, high=amount.low)
        else:
            joined.append(amount)
    return joined


def _parted(text: str, amount: Amount, language: str) -> list[Amount]:
    """`passe de 6000 à 18 000 francs`: words of a range that tell an old value and the new one."""
    if amount.high is None or not _tells_a_change(text, amount.start, language):
        return [amount]
    written = list(re.finditer(NUMBER, text[amount.start : amount.end]))
    if len(written) < 2:
        return [amount]
    old = replace(amount, end=amount.start + written[0].end(), high=None, link="old")
    return [old, Amount(amount.start + written[1].start(), amount.end, amount.high)]


def _tells_a_change(text: str, start: int, language: str) -> bool:
    """`passe de ¤`, `réduit de ¤`: the amount at a place is an old value."""
    return (
        joined_pattern(language, "money", "changed_re").search(text[max(0, start - CHANGE_REACH) : start]) is not None
    )


def _can_span(first: Amount, second: Amount) -> bool:
    if first.low is None or second.low is None:
        return False
    return first.high is None and second.high is None and second.low > first.low


def _amount(text: str, match: re.Match[str], language: str, scaled: bool) -> Amount | None:
    groups = match.groupdict()
    if _grammar(language).foreign.match(text, match.end()):
        return None
    if "a" not in groups:
        return _vague(text, match, language)
    if "last" in groups and not (groups["cur"] or groups["last"] or groups["scale"]):
        return None
    if _states_unit(text, match, language):
        return None
    if scaled and not _is_money(text, match, language):
        return None
    if groups["b"] is None and groups["ascale"] is None and _swallowed_year(text, match):
        return None
    low_factor, high_factor = _factors(groups, language)
    low = _value(groups["a"], language) * low_factor
    high = _value(groups["b"], language) * high_factor if groups["b"] else None
    if high is not None and high <= low and not _tells_a_change(text, match.start(), language):
        return Amount(match.start(), match.end(), high)
    # `une dizaine de milliers de francs` are about so many.
    rounded = " ".join(groups["a"].split()).casefold() in lexicon(language)["money"].get("rounded", ())
    return Amount(match.start(), match.end(), low, high, "about" if rounded else "exact")


def _swallowed_year(text: str, match: re.Match[str]) -> bool:
    """`Fr. 2023` without groups may be an amount, but `CHF` in a header before a column of years is not."""
    number = match["a"]
    return number.isdigit() and len(number) == 4 and int(number) in YEARS and text[match.end() :].startswith(("–", "-"))


def _states_unit(text: str, match: re.Match[str], language: str) -> bool:
    """`in Fr. 1000` over a table states the unit of its figures."""
    units = _grammar(language).unit.finditer(text)
    return any(m.start() <= match.start() and match.end() <= m.end() for m in units)


def _vague(text: str, match: re.Match[str], language: str) -> Amount | None:
    if not match["cur"] and joined_pattern(language, "money", "counted_after_re").match(text[match.end() :].lstrip()):
        return None
    if not match["cur"] and not _about_money(text, match, language):
        return None
    return Amount(match.start(), match.end(), None)


def _factors(groups: dict[str, str | None], language: str) -> tuple[Decimal, Decimal]:
    """Return the factors of both ends: a scale after the second number holds for both (`1.2–1.5 Mio.`)."""
    scales = _values(language, "scales")
    currency = {**_values(language, "prefixed"), **_values(language, "small")}
    unit = currency.get(" ".join((groups["cur"] or "").split()).casefold(), Decimal(1))
    last = scales.get((groups["scale"] or groups["ascale"] or "").casefold(), Decimal(1))
    first = scales.get((groups["ascale"] or groups["scale"] or "").casefold(), Decimal(1))
    return first * unit, last * unit


@cache
def _values(language: str, table: str) -> dict[str, Decimal]:
    """Return a table of `[money]` with its words in small letters and its numbers exact."""
    return {word.casefold(): Decimal(str(value)) for word, value in lexicon(language)["money"][table].items()}


def _value(written: str | None, language: str) -> Decimal:
    if written is None:
        raise ValueError("no number")
    word = _values(language, "words").get(" ".join(written.split()).casefold())
    return word if word is not None else parse_number(written)


def _is_money(text: str, match: re.Match[str], language: str) -> bool:
    """A scale without a currency is money if no noun that could be counted follows, in a sentence about money."""
    rest = text[match.end() :]
    if joined_pattern(language, "money", "counted_after_re").match(rest):
        return False
    small, counted = _small_words(language), _counted(language)
    following = counted.match(rest)
    # `Mio.` may end its sentence, and the next one may begin with a small word.
    begins = following is not None and small.fullmatch(following[1]) is not None
    if following and not begins and not _names_money(following[1], language):
        noun_follows_directly = re.match(r"\s+[A-ZÄÖÜ]", text[match.end() :]) is not None
        adjective = re.match(r"\s+([a-zäöü]+)", text[match.end() :])
        if noun_follows_directly or adjective is None or adjective[1] not in lexicon(language)["money"]["money_nouns"]:
            return False
    return _about_money(text, match, language) or _currency(language).search(text) is not None


def _names_money(noun: str, language: str) -> bool:
    """`33 Mio. Integrationsförderkredit` are francs: the last part of a compound says what is counted."""
    return noun.casefold().endswith(tuple(lexicon(language)["money"]["money_nouns"]))


@cache
def _small_words(language: str) -> re.Pattern[str]:
    return re.compile(alternatives(lexicon(language)["money"]["small_words"]), re.IGNORECASE)


@cache
def _counted(language: str) -> re.Pattern[str]:
    """Return the pattern of the noun after a number, an adjective before it or not."""
    small = alternatives(lexicon(language)["money"]["small_words"])
    return re.compile(rf"\s+(?:(?!(?:{small})\b)[a-zäöüéèà]+(?:e|en|er|es|em)\s+)?([A-ZÄÖÜ]\w+)")


@cache
def _currency(language: str) -> re.Pattern[str]:
    """Return the pattern of a currency; once a passage has named one, its millions are francs."""
    money = lexicon(language)["money"]
    names = [*money["prefixed"], *money["currency_before"], *money["currency_after"]]
    return re.compile(rf"(?<!\w)(?:{alternatives(names)})(?!\w)")


def _about_money(text: str, match: re.Match[str], language: str) -> bool:
    start = max(text.rfind(". ", 0, match.start()), text.rfind("; ", 0, match.start()), 0)
    end = text.find(". ", match.end())
    sentence = text[start : end if end >= 0 else len(text)]
    return joined_pattern(language, "money", "money_cues_re").search(sentence) is not None


def _with_prefix(text: str, amount: Amount, language: str) -> Amount:
    """Take `je`, `rund`, `mehr als` before the amount into its span."""
    match = _grammar(language).prefix.search(text[max(0, amount.start - 40) : amount.start])
    if match is None or not match[0].strip() or _is_of_size(text[: amount.start], match[0], language):
        return amount
    named = match.groupdict()
    qualifier = next((name for name, value in named.items() if value and name != "each"), "exact")
    if qualifier == "at_most" and amount.high is not None:
        qualifier = "exact"
    return replace(amount, start=amount.start - len(match[0].lstrip()), qualifier=qualifier, each=bool(named["each"]))


def _is_of_size(before: str, written: str, language: str) -> bool:
    """`ein Kredit über ¤` is one of so much, not of more."""
    noun = before[-LONGEST_NOUN - len(written) :]
    return joined_pattern(language, "money", "of_size_re").search(noun) is not None


@Language.factory("kip_amounts")
def make_amounts(nlp: Language, name: str) -> AmountFinder:
    """Return the component that fills `doc.spans["amounts"]`."""
    return AmountFinder(str(nlp.lang))


class AmountFinder:
    """Fill `doc.spans["amounts"]`; each span's `_.value` is its Amount."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, doc: Doc) -> Doc:
        """Find the amounts of the passage."""
        put_spans(doc, "amounts", "AMOUNT", find_amounts(text_of(doc), self.language))
        return doc
