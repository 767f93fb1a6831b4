"""Hyphens at line ends: joined where the evidence says that the printer put them there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from pipeline.domain.data import load_toml
from pipeline.reading.edits import Change

RULE = "hyphen"
SOFT_HYPHEN = "\u00ad"

_LINE_END = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)([-\u00ad\u2010])[ \t]*\n\s*([^\W_]+)")
_SOFT = re.compile(r"[^\W\d_]+(?:\u00ad[^\W\d_]+)+")


@cache
def _conjunctions() -> frozenset[str]:
    return frozenset(word for words in load_toml("languages")["hyphen_keepers"].values() for word in words.split())


def joined(head: str, tail: str, known: Collection[str] = (), *, soft: bool = False) -> str:
    """Return what a word broken as `head-` / `tail` reads: one word, or with its hyphen, or `Sprach- und`.

    `known` holds lower-case words of the same document: the form it uses elsewhere decides.
    A soft hyphen is always the printer's.
    """
    if soft:
        return head + tail
    if tail.lower() in _conjunctions():
        return f"{head}- {tail}"
    with_hyphen, without = f"{head}-{tail}", head + tail
    if with_hyphen.lower() in known and without.lower() not in known:
        return with_hyphen
    # A capital or a digit after the hyphen, or an acronym before it, is a hyphen of the writer's.
    last = head.rsplit("-", 1)[-1]
    acronym = len(last) > 1 and last.isupper() and not tail.isupper()
    capital = not tail[:1].islower() and not (tail.isupper() and last.isupper())
    return with_hyphen if acronym or capital else without


def hyphen_changes(text: str, start: int, end: int, known: Collection[str] = ()) -> Iterator[Change]:
    """Yield the joins of words broken over line ends within `text[start:end]`."""
    position = start
    while match := _LINE_END.search(text, position, end):
        head, hyphen, tail = match.groups()
        word = joined(head, tail, known, soft=hyphen == SOFT_HYPHEN)
        if word.split() != match.group().split():
            yield Change(RULE, match.start(), match.end(), word)
        position = match.start(3)


def soft_hyphen_changes(text: str) -> Iterator[Change]:
    """Yield the removal of soft hyphens inside words."""
    for match in _SOFT.finditer(text):
        yield Change(RULE, match.start(), match.end(), match.group().replace(SOFT_HYPHEN, ""))
