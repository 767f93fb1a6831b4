"""How good a text is: umlauts among its letters, words a list knows, characters and words that print doesn't have."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from wordfreq import get_frequency_list

from pipeline.domain.data import load_toml

# Under this many letters or words a share says nothing.
MIN_LETTERS = 40
MIN_WORDS = 5

_WORD = re.compile(r"[^\W\d_]{3,}")
_UMLAUTS = frozenset("äöüÄÖÜ")

# wordfreq's list for Romansh does not exist; a rate against another language would mislead.
_LISTED = ("de", "fr", "it", "en")
_REPAIRED = "de"

# Words rarer than this in wordfreq's list (once in 10 million) are as often misspelt as rare.
MIN_FREQUENCY = 1e-7
# wordfreq counts in centibels: 0 is every word, -100 one in ten; the list's place is the centibels below 0.
_CENTIBELS = 100

# Words that mix letters and digits (`2oI6`, `O9`) are 1 in 200 of real text (`2bis`, `A4`), many of bad recognition.
_MIXED = re.compile(r"(?<!\w)(?=\w*\d)(?=\w*[^\W\d_])\w+")
# An upright stroke that stands alone was a rule or a dirty edge.
_STROKE = re.compile(r"(?<!\S)[Il](?!\S)")
# Letters of two alphabets in one word come from a font whose letters were numbered by chance.
_TWO_ALPHABETS = re.compile(r"\w*(?:[A-Za-z][\u0370-\u052f]|[\u0370-\u052f][A-Za-z])\w*")
_NOT_LATIN = re.compile(r"[\u0370-\u052f]")
_FIRST_NOT_LATIN = 0x0250
# Languages in Latin letters have 33 to 50 vowels among 100 letters, and at least one in each longer word.
MIN_VOWEL_SHARE = 0.33
MIN_VOICED_SHARE = 0.98
_VOWELS = frozenset("aeiouæøœı")
_MARKS = dict.fromkeys(range(0x300, 0x370))


@cache
def _frequencies(language: str) -> dict[str, float]:
    ranked = get_frequency_list(language, wordlist="large")
    # wordfreq would keep its list too. Words are repaired in German alone; elsewhere the common ones tell enough.
    get_frequency_list.cache_clear()
    shares = (10 ** (-rank / _CENTIBELS) for rank in range(len(ranked)))
    kept = ((words, share) for words, share in zip(ranked, shares, strict=True) if _is_kept(share, language))
    return {word: share for words, share in kept for word in words}


def _is_kept(share: float, language: str) -> bool:
    return language == _REPAIRED or share >= MIN_FREQUENCY


def frequency(word: str, language: str) -> float:
    """Return how often a word occurs (0 to 1) by wordfreq; Swiss ss is as good as ß. 0 where it is not listed."""
    return _frequencies(language).get(word.lower().replace("ß", "ss"), 0.0)


def umlaut_rate(text: str) -> float | None:
    """Return the share of ä, ö, ü among the letters; null for a text too short to tell."""
    counts = Counter(text)
    letters = sum(count for character, count in counts.items() if character.isalpha())
    if letters < MIN_LETTERS:
        return None
    return sum(counts[character] for character in _UMLAUTS) / letters


def dictionary_rate(text: str, language: str | None) -> float | None:
    """Return the share of distinct words (3 letters or more) that are known; null without a list or enough words."""
    words = sorted({word.lower() for word in _WORD.findall(text)})
    if language not in _LISTED or len(words) < MIN_WORDS:
        return None
    return sum(frequency(word, language) >= MIN_FREQUENCY for word in words) / len(words)


def known_letters(text: str, language: str) -> int:
    """Return how many letters stand in words that are known: how much of a text is surely read."""
    return sum(len(word) for word in _WORD.findall(text) if frequency(word, language) >= MIN_FREQUENCY)


def bad_share(text: str) -> float:
    """Return the share of characters without meaning: replacements, controls, private use, alphabets mixed in a word.

    A character that stands alone is a bullet of a symbol font, not a letter lost.
    """
    counts = Counter("".join(word for word in text.split() if len(word) > 1))
    bad = sum(count for character, count in counts.items() if _is_bad(ord(character)))
    if _NOT_LATIN.search(text):
        bad += sum(len(word) for word in _TWO_ALPHABETS.findall(text))
    return bad / max(len(text), 1)


def _is_bad(code: int) -> bool:
    return code == 0xFFFD or 0xE000 <= code <= 0xF8FF or (code < 32 and code not in (9, 10, 12, 13))


def is_latin(text: str) -> bool:
    """Return whether at least half of the letters are Latin, as in all languages whose words are listed."""
    letters = {ord(character): count for character, count in Counter(text).items() if character.isalpha()}
    latin = sum(count for code, count in letters.items() if code < _FIRST_NOT_LATIN)
    return 2 * latin >= sum(letters.values())


def reads_like_language(text: str) -> bool:
    """Return whether a text without known words may be one of another language: vowels enough, and in all words.

    Letters mapped by chance fail it: a font's table off by one leaves German a quarter of vowels.
    """
    plain = unicodedata.normalize("NFD", text.lower())
    words = re.findall(r"[^\W\d_]{3,}", plain.translate(_MARKS))
    letters, vowels = sum(map(len, words)), sum(character in _VOWELS for word in words for character in word)
    voiced = sum(not _VOWELS.isdisjoint(word) for word in words)
    return vowels >= MIN_VOWEL_SHARE * letters and voiced >= MIN_VOICED_SHARE * len(words)


@cache
def _odd_word() -> re.Pattern[str]:
    """Words with a sign that official print doesn't set beside letters."""
    signs = re.escape(load_toml("repair")["odd_signs"])
    return re.compile(rf"(?:[^\W\d_][{signs}]|[{signs}][^\W\d_])")


def slip_share(text: str) -> float:
    """Return the share of words with slips of recognition: letters among digits, signs among letters, lone strokes."""
    words = text.split()
    odd = sum(bool(_odd_word().search(word)) for word in words)
    return (len(_MIXED.findall(text)) + len(_STROKE.findall(text)) + odd) / max(len(words), 1)
