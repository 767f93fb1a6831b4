"""Hyphens at line ends: joined where the evidence says that the printer put them there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from pipeline.reading.edits import Change
from pipeline.reading.language import word_lists
from pipeline.reading.quality import frequency

RULE = "hyphen"
SOFT_HYPHEN = "\u00ad"
# Programs that recognise text write the last one for a hyphen that they take for the printer's.
SOFT_HYPHENS = (SOFT_HYPHEN, "\u00ac")
LINE_END_HYPHENS = ("-", "\u2010", *SOFT_HYPHENS)
# A word that occurs once in a million words or more is an ordinary one.
MIN_ORDINARY = 1e-6
# So many words of grammar tell the language of a document's words.
MIN_GRAMMAR = 3
# Languages in which two whole words at a line end are two words: German makes one of them.
_APART = ("fr", "it", "en")

_LINE_END = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)([-\u00ad\u00ac\u2010])[ \t]*\n\s*([^\W_]+)")
# From the start of a word and without going back in it: else a word without end takes the square of its length.
# Soft hyphens, and the spaces and joiners without width that web pages put where a word may be broken.
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_SOFT = re.compile(rf"(?<![^\W\d_])[^\W\d_]++(?:[{_UNSEEN}]++[^\W\d_]++)+")
_NO_WIDTH = str.maketrans("", "", _UNSEEN)


@cache
def _all(name: str) -> frozenset[str]:
    return frozenset().union(*word_lists(name).values())


def joined(head: str, tail: str, known: Collection[str] = (), *, soft: bool = False) -> str:
    """Return what a word broken as `head-` / `tail` reads: one word, or with its hyphen, or `Sprach- und`.

    `known` holds lower-case words of the same document: the form it uses elsewhere decides.
    A soft hyphen is always the printer's.
    """
    if soft:
        return head + tail
    with_hyphen, without = f"{head}-{tail}", head + tail
    if with_hyphen.lower() in known and without.lower() not in known:
        return with_hyphen
    language = _language_of(known)
    if _is_suspended(head, tail, without, language):
        return f"{head}- {tail}"
    return with_hyphen if _has_own_hyphen(head, tail, without, language) else without


def is_keeper(word: str) -> bool:
    """Return whether a word like *und* may follow a hyphen that stands for the rest of a word."""
    return word in _all("hyphen_keepers") or word in _all("weak_hyphen_keepers")


def _language_of(known: Collection[str]) -> str:
    """Return the language whose words of grammar a document uses most; German where nothing tells."""
    hits = {name: sum(word in known for word in words) for name, words in word_lists("function_words").items()}
    best = max(sorted(hits), key=lambda name: hits[name])
    return best if hits[best] >= MIN_GRAMMAR else "de"


def _is_suspended(head: str, tail: str, without: str, language: str) -> bool:
    """Return whether the hyphen stands for the rest of a word: `Sprach- und`."""
    if tail in _all("hyphen_keepers"):
        return True
    weak = tail in word_lists("weak_hyphen_keepers").get(language, ())
    return weak and not _is_ordinary(without, language) and _is_ordinary(head, language)


def _has_own_hyphen(head: str, tail: str, without: str, language: str) -> bool:
    """Return whether the hyphen is the writer's: `EU-Staaten`, `E-Mail`, `Basel-Landschaft`, `rendez-vous`."""
    last = head.rsplit("-", 1)[-1]
    if last.isupper() and tail.isupper():
        # Both halves are capitals: a word in a heading, or two acronyms.
        return len(last) == 1 or (_is_acronym(last) and _is_acronym(tail) and not _is_ordinary(without, language))
    if not tail[:1].islower() or last.isupper() or len(last) == 1:
        return True
    return language in _APART and _are_two_words(last, tail, without, language)


def _is_acronym(capitals: str) -> bool:
    return len(capitals) <= 5


def _are_two_words(head: str, tail: str, without: str, language: str) -> bool:
    if tail in word_lists("hyphen_tails").get(language, ()) and _is_ordinary(head, language):
        return True
    if _is_ordinary(without, language):
        return False
    prefixed = head.lower() in word_lists("hyphen_heads").get(language, ())
    return _is_ordinary(tail, language) and (prefixed or (len(tail) > 2 and _is_ordinary(head, language)))


def _is_ordinary(word: str, language: str) -> bool:
    return frequency(word, language) >= MIN_ORDINARY


def hyphen_changes(text: str, start: int, end: int, known: Collection[str] = ()) -> Iterator[Change]:
    """Yield the joins of words broken over line ends within `text[start:end]`."""
    position = start
    while match := _LINE_END.search(text, position, end):
        head, hyphen, tail = match.groups()
        word = joined(head, tail, known, soft=hyphen in SOFT_HYPHENS)
        if word.split() != match.group().split():
            yield Change(RULE, match.start(), match.end(), word)
        position = match.start(3)


def soft_hyphen_changes(text: str) -> Iterator[Change]:
    """Yield the removal of soft hyphens, and of signs without width, inside words."""
    for match in _SOFT.finditer(text):
        yield Change(RULE, match.start(), match.end(), without_soft_hyphens(match.group()))


def without_soft_hyphens(text: str) -> str:
    """Return a text without its soft hyphens and signs without width."""
    return text.translate(_NO_WIDTH)
