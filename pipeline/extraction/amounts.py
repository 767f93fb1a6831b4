"""Amounts of money in running text: a grammar of numbers, scales and currencies, words from the lexicon.

Patterns, each with optional qualifier and range: currency first (`CHF 1.2–1.5 Mio.`), currency last
(`drei bis vier Millionen Franken`), a scale without a currency where the sentence is about money
(`das 1,5 Millionen teure Programm`), vague amounts (`mehrere hunderttausend Franken`), and a bare
number that shares the unit of its neighbour (`von 6'000 auf 18'000 Franken`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.domain.lexicon import alternatives, joined_pattern, lexicon
from pipeline.extraction.amount_forms import (
    grammar_of,
    hung_factor,
    is_short_for,
    read_number,
    scale_value,
    takes_scale,
    unit_of_currency,
)
from pipeline.extraction.bare_amounts import bare_numbers
from pipeline.extraction.linked_amounts import YEARS, Amount, meets, sharing_scale, with_linked
from pipeline.extraction.listed_amounts import listed_figures
from pipeline.extraction.numbers import NUMBER, parse_number
from pipeline.extraction.spans import put_spans
from pipeline.extraction.tokenizer import text_of

RULE = "amounts/1"

DASHES = "-–—"
ROUND = Decimal(1000)

# A full stop before a small letter is that of an abbreviation: `54 Mio. und der Bund 31 Mio. beigetragen`.
_SENTENCE_END = re.compile(r"\.\s(?![a-zäöü])")
# So far back stands the noun that an amount is the size of.
LONGEST_NOUN = 40
# So much room one word before an amount takes.
LONGEST_WORDS = 40
# What tells that a range is an old value and a new one stands so near before it.
CHANGE_REACH = 160


def find_amounts(text: str, language: str) -> list[Amount]:
    """Return the amounts of a passage in order, none overlapping."""
    grammar = grammar_of(language)
    found = [amount for match in grammar.bracket.finditer(text) for amount in _bracketed(match, language)]
    for pattern in (grammar.vague, grammar.between, grammar.before, grammar.after, grammar.scaled, grammar.alone):
        for match in pattern.finditer(text):
            amount = _amount(text, match, language, pattern is grammar.scaled)
            if amount is not None and not meets(amount, found):
                found.append(amount)
    found += [amount for amount in _by_digits(text, language) if not meets(amount, found)]
    listed = (Amount(start, end, value) for start, end, value in listed_figures(text, language))
    found += [amount for amount in listed if not meets(amount, found)]
    found = [part for amount in _joined(text, found, language) for part in _parted(text, amount, language)]
    found = _added(text, found, language)
    found = with_linked(text, found, language)
    found += sharing_scale(text, found, language)
    places = [(amount.start, amount.end) for amount in found]
    found += [Amount(m.start(), m.end(), parse_number(m["a"])) for m in bare_numbers(text, places, language)]
    return sorted((_with_words(text, amount, language) for amount in found), key=lambda item: item.start)


def _by_digits(text: str, language: str) -> list[Amount]:
    """`ein tiefer sechsstelliger Betrag` is an amount without a number."""
    return [Amount(match.start(), match.end(), None) for match in grammar_of(language).digits.finditer(text)]


def _bracketed(match: re.Match[str], language: str) -> list[Amount]:
    """`je 211'000 (138'000) Franken`: the bracket before the currency holds the old value, of the same scale."""
    scale = scale_value(match["scale"], language)
    current, old = (parse_number(match[name]) * scale for name in ("a", "old"))
    return [
        Amount(match.start("a"), match.end("a"), current, scale=scale),
        Amount(match.start("old"), match.end("old"), old, link="old", scale=scale),
    ]


def _joined(text: str, found: list[Amount], language: str) -> list[Amount]:
    """`Fr. 10.- bis Fr. 20.-`: two amounts with a range word between them and nothing else are one."""
    spread = grammar_of(language).spread
    joined: list[Amount] = []
    for amount in sorted(found, key=lambda item: item.start):
        last = joined[-1] if joined else None
        if last and _can_span(last, amount) and spread.fullmatch(text, last.end, amount.start):
            joined[-1] = replace(last, end=amount.end, high=amount.low)
        else:
            joined.append(amount)
    return joined


def _added(text: str, found: list[Amount], language: str) -> list[Amount]:
    """`eine Million zweihunderttausend Franken`: what follows a scale, without a sign between, is added to it."""
    ends = _scale_at_end(language)
    kept: list[Amount] = []
    for amount in found:
        last = kept[-1] if kept else None
        joined = last is not None and text[last.end : amount.start].isspace()
        if last and joined and ends.search(text[last.start : last.end]) and (both := _sum(last, amount)):
            kept[-1] = replace(amount, start=last.start, low=both)
        else:
            kept.append(amount)
    return kept


@cache
def _scale_at_end(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(lexicon(language)['money']['scales'])})$", re.IGNORECASE)


def _sum(million: Amount, rest: Amount) -> Decimal | None:
    """Return both amounts together where the second is smaller than the scale of the first, and neither a range."""
    if million.low is None or rest.low is None or million.high is not None or rest.high is not None:
        return None
    return million.low + rest.low if ROUND <= rest.low < million.scale else None


def _parted(text: str, amount: Amount, language: str) -> list[Amount]:
    """`passe de 6000 à 18 000 francs`: words of a range that tell an old value and the new one."""
    if amount.high is None or not _tells_a_change(text, amount.start, language):
        return [amount]
    written = list(re.finditer(NUMBER, text[amount.start : amount.end]))
    if len(written) < 2:
        return [amount]
    old = replace(amount, end=amount.start + written[0].end(), high=None, link="old")
    return [old, replace(amount, start=amount.start + written[1].start(), low=amount.high, high=None)]


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
    if grammar_of(language).foreign.match(text, match.end()):
        return None
    if "a" not in groups:
        return _vague(text, match, language)
    if "last" in groups and not any(groups[name] for name in ("lead", "cur", "last", "scale")):
        return None
    if _states_unit(text, match, language):
        return None
    if scaled and not _is_money(text, match, language):
        return None
    if groups["b"] is None and groups["ascale"] is None and _swallowed_year(text, match):
        return None
    amount = _measured(text, match, language)
    if amount.high is not None and amount.low is not None and amount.high <= amount.low:
        changed = _tells_a_change(text, match.start(), language)
        return amount if changed else replace(amount, low=amount.high, high=None)
    return amount


def _measured(text: str, match: re.Match[str], language: str) -> Amount:
    """Return the amount of a match: what its numbers, their scales and the unit of its currency come to."""
    groups = match.groupdict()
    unit = unit_of_currency(groups["cur"] or groups.get("lead"), language)
    first, last = groups["ascale"], groups["scale"]
    scaled = bool(first or last) or unit != 1
    low, high = read_number(match["a"], language, scaled), None
    if match["b"] is None:
        first = last or first
    else:
        other = read_number(match["b"], language, scaled)
        first, last = (
            first or (last if takes_scale(low, match["a"]) else None),
            last or (first if takes_scale(other, match["b"]) else None),
        )
        high = other * scale_value(last, language) * unit
    scale = scale_value(first, language)
    low *= _hung(text, match, language) * scale * unit
    # `une dizaine de milliers de francs` are about so many.
    rounded = " ".join(match["a"].split()).casefold() in lexicon(language)["money"].get("rounded", ())
    qualifier = "about" if rounded else "exact"
    # `eine Viertelmillion` is no scale of its neighbour.
    shared = scale if scale.normalize().as_tuple().digits == (1,) else Decimal(1)
    return Amount(match.start(), match.end(), low, high, qualifier, scale=shared, unit=unit)


def _hung(text: str, match: re.Match[str], language: str) -> Decimal:
    """`20- bis 30'000 Franken`, `20–30'000 Franken`: what the first number shares with the end of the second."""
    if match["b"] is None or not match.groupdict().get("hung"):
        short = match["b"] is not None and text[match.end("a") : match.start("b")] in DASHES
        return ROUND if short and is_short_for(match["a"], match["b"]) else Decimal(1)
    return hung_factor(match["a"], match["b"], language)


def _swallowed_year(text: str, match: re.Match[str]) -> bool:
    """`Fr. 2023` without groups may be an amount, but `CHF` in a header before a column of years is not."""
    number = match["a"]
    return number.isdigit() and len(number) == 4 and int(number) in YEARS and text[match.end() :].startswith(("–", "-"))


def _states_unit(text: str, match: re.Match[str], language: str) -> bool:
    """`in Fr. 1000` over a table states the unit of its figures."""
    units = grammar_of(language).unit.finditer(text)
    return any(m.start() <= match.start() and match.end() <= m.end() for m in units)


def _vague(text: str, match: re.Match[str], language: str) -> Amount | None:
    if not match["cur"] and joined_pattern(language, "money", "counted_after_re").match(text[match.end() :].lstrip()):
        return None
    if not match["cur"] and not _about_money(text, match, language):
        return None
    return Amount(match.start(), match.end(), None)


def _is_money(text: str, match: re.Match[str], language: str) -> bool:
    """A scale without a currency is money if no noun that could be counted follows, in a sentence about money."""
    rest = text[match.end() :]
    if joined_pattern(language, "money", "counted_after_re").match(rest):
        return False
    if (compound := re.match(r"-(\w+)", rest)) and not _names_money(compound[1], language):
        return False
    small, counted = _small_words(language), _counted(language)
    following = counted.match(rest)
    # `Mio.` may end its sentence, and the next one may begin with a small word.
    begins = following is not None and (
        small.fullmatch(following[1]) is not None or _ends_sentence(match, following[1], language)
    )
    if following and not begins and not _names_money(following[1], language):
        noun_follows_directly = re.match(r"\s+[A-ZÄÖÜ]", text[match.end() :]) is not None
        adjective = re.match(r"\s+([a-zäöü]+)", text[match.end() :])
        if noun_follows_directly or adjective is None or adjective[1] not in lexicon(language)["money"]["money_nouns"]:
            return False
    return _about_money(text, match, language) or _currency(language).search(text) is not None


def _ends_sentence(match: re.Match[str], following: str, language: str) -> bool:
    """`auf neu 40,8 Mio. Zusätzlich kommen …`: after the full stop of a scale stands what begins a sentence."""
    return match["scale"].endswith(".") and following in lexicon(language)["sentences"].get("openers", ())


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
    ends = [end.end() for end in _SENTENCE_END.finditer(text, 0, match.start())]
    start = max(ends[-1] if ends else 0, text.rfind("; ", 0, match.start()))
    end = _SENTENCE_END.search(text, match.end())
    sentence = text[start : end.start() if end else len(text)]
    return joined_pattern(language, "money", "money_cues_re").search(sentence) is not None


def _with_words(text: str, amount: Amount, language: str) -> Amount:
    """Take `je`, `rund`, `mehr als` before the amount and `oder mehr` after it into its span.

    A bound says more than `rund`: `mindestens rund ¤`.
    """
    told = amount
    while match := grammar_of(language).prefix.search(text[max(0, told.start - LONGEST_WORDS) : told.start]):
        kind = str(match.lastgroup)
        if _is_of_size(text[: told.start], match[0], language) or (kind == "each" and told.each):
            break
        told = replace(told, start=told.start - len(match[0]))
        told = replace(told, each=True) if kind == "each" else _qualified(told, kind)
    if suffix := grammar_of(language).suffix.match(text, told.end):
        told = replace(_qualified(told, str(suffix.lastgroup)), end=suffix.end())
    return told


def _qualified(amount: Amount, kind: str) -> Amount:
    """The upper bound of a range is one already: `bis zu 3 bis 5 Franken` has no other."""
    if amount.qualifier in ("at_least", "at_most") or (kind == "at_most" and amount.high is not None):
        return amount
    return replace(amount, qualifier=kind)


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
