"""How good a text is: the share of umlauts among its letters and of words a word list knows."""

from __future__ import annotations

import re
from functools import cache

from wordfreq import get_frequency_dict

# Under this many letters or words a share says nothing.
MIN_LETTERS = 40
MIN_WORDS = 5

_WORD = re.compile(r"[^\W\d_]{3,}")
_UMLAUTS = frozenset("äöüÄÖÜ")

# wordfreq's list for Romansh does not exist; a rate against another language would mislead.
_LISTED = ("de", "fr", "it", "en")

# Words rarer than this in wordfreq's list (once in 10 million) are as often misspelt as rare.
MIN_FREQUENCY = 1e-7


@cache
def _frequencies(language: str) -> dict[str, float]:
    frequencies: dict[str, float] = get_frequency_dict(language, wordlist="large")
    return frequencies


def frequency(word: str, language: str) -> float:
    """Return how often a word occurs (0 to 1) by wordfreq; Swiss ss is as good as ß. 0 where it is not listed."""
    return _frequencies(language).get(word.lower().replace("ß", "ss"), 0.0)


def umlaut_rate(text: str) -> float | None:
    """Return the share of ä, ö, ü among the letters; null for a text too short to tell."""
    letters = sum(character.isalpha() for character in text)
    if letters < MIN_LETTERS:
        return None
    return sum(character in _UMLAUTS for character in text) / letters


def dictionary_rate(text: str, language: str | None) -> float | None:
    """Return the share of distinct words (3 letters or more) that are known; null without a list or enough words."""
    words = sorted({word.lower() for word in _WORD.findall(text)})
    if language not in _LISTED or len(words) < MIN_WORDS:
        return None
    return sum(frequency(word, language) >= MIN_FREQUENCY for word in words) / len(words)
