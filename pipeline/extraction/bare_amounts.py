"""Amounts without a currency of their own, in a passage that has named one: breakdowns, account lines, old values.

`Fr. 900'000 (Kanton 500'000, Bund 400'000)`, `Ertrag Bund 256'000.00`, `203 000 Franken (bisher 230 000)`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.domain.lexicon import alternatives, joined_pattern, lexicon
from pipeline.extraction.numbers import NO_RAPPEN, NUMBER, is_grouped
from pipeline.extraction.sentences import sentence_bounds

# Who pays, or what is paid for, stands so near before its number.
LABEL_REACH = 40

Place = tuple[int, int]


@cache
def counted(language: str) -> str:
    """Return the pattern of what follows a number that counts something: a noun, unit or share. Case matters in it."""
    units, small = alternatives(lexicon(language)["money"]["counted"]), _small_words(language)
    noun = r"[A-ZÄÖÜ][a-zäöü]"
    return rf"\s*(?:%|{noun}|(?i:{units})(?!\w)|(?!(?:{small})\b)[a-zäöü]+\s+{noun})"


@cache
def _number(language: str) -> re.Pattern[str]:
    """Return the pattern of a number that no counted noun, unit or share follows, its Rappen in the group."""
    return re.compile(rf"(?<![\w.,’'/:])(?P<a>{NUMBER}){NO_RAPPEN}(?![\w’'])(?!{counted(language)})")


def _small_words(language: str) -> str:
    return alternatives(lexicon(language)["money"]["small_words"])


def bare_numbers(text: str, taken: Sequence[Place], language: str) -> list[re.Match[str]]:
    """Return the numbers of a passage that are amounts though no currency stands beside them, in order.

    `taken` are the amounts already found: without any, no currency is in force and a bare number says nothing but for
    the sign of whole francs after it.
    """
    found: list[re.Match[str]] = []
    for match in _number(language).finditer(text):
        if not is_grouped(match["a"]) or any(match.start() < end and start < match.end() for start, end in taken):
            continue
        others = [*taken, *(other.span() for other in found)]
        labelled = bool(taken) and (_to_the_rappen(match) or _belongs(text, match, others, language))
        if labelled or _in_whole_francs(match, language):
            found.append(match)
    return found


def _in_whole_francs(match: re.Match[str], language: str) -> bool:
    """`203'000.–`: a dash instead of Rappen stands after francs only."""
    return joined_pattern(language, "money", "no_rappen_re").search(match[0][len(match["a"]) :]) is not None


def _to_the_rappen(match: re.Match[str]) -> bool:
    """A grouped number with two decimals stands in accounts: `489'310.45`."""
    return re.search(r"\d[.,]\d\d$", match["a"]) is not None


def _belongs(text: str, match: re.Match[str], others: Sequence[Place], language: str) -> bool:
    """It shares the sentence of an amount, or the old value's sign or a payer stands right before it."""
    start = max(first for first, _ in [(0, 0), *sentence_bounds(text, language)] if first <= match.start())
    before = text[max(start, match.start() - LABEL_REACH) : match.start()]
    labelled = any(joined_pattern(language, "money", cue).search(before) for cue in ("old_value_re", "label_re"))
    labelled = labelled or joined_pattern(language, "money", "label_after_re").match(text, match.end()) is not None
    same_sentence = any(start <= other < match.start() for other, _ in others)
    return labelled and (same_sentence or _speaks_of_money(text[start : match.end()], language))


def _speaks_of_money(sentence: str, language: str) -> bool:
    return joined_pattern(language, "money", "money_cues_re").search(sentence) is not None
