"""Which find belongs to which row of the truth: words laid over each other, and pairs from the best down."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

A = TypeVar("A")
B = TypeVar("B")

Row = dict[str, Any]

# Characters that look alike and stand for one another in print.
_ALIKE = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "—": "-", "−": "-", "\u00ad": None})
_WORD = re.compile(r"\w+")
# Two passages are at one place if the words they share are at least half of the shorter one.
MIN_OVERLAP = 0.5


def flat(text: str | None) -> str:
    """Return a text on one line, composed, with one kind of apostrophe, dash and space."""
    return " ".join(unicodedata.normalize("NFC", text or "").translate(_ALIKE).split())


def same_text(first: str | None, second: str | None) -> bool:
    """Return whether two texts read the same, line breaks and look-alike characters aside."""
    return flat(first) == flat(second)


def overlap(first: str | None, second: str | None) -> float:
    """Return the share of the shorter text's words that the other one has too, 0 to 1."""
    words = [_WORD.findall(flat(text).casefold()) for text in (first, second)]
    shorter, longer = sorted(words, key=len)
    left = list(longer)
    shared = 0
    for word in shorter:
        if word in left:
            left.remove(word)
            shared += 1
    return shared / len(shorter) if shorter else 0.0


def same_page(first: int | None, second: int | None, slack: int = 0) -> bool:
    """Return whether two places are on one page; documents without pages have one place."""
    return first is None or second is None or abs(first - second) <= slack


def pair(truths: Sequence[A], finds: Sequence[B], likeness: Callable[[A, B], float]) -> list[tuple[A, B]]:
    """Return pairs, each row in one at most, from the likest down; null likeness makes none.

    Among equals the first in the text goes with the first: both lists stand in the order of the document.
    """
    scored = [
        (-score, at, of) for at, truth in enumerate(truths) for of, find in enumerate(finds)
        if (score := likeness(truth, find)) > 0
    ]  # fmt: skip
    taken_truths: set[int] = set()
    taken_finds: set[int] = set()
    pairs: list[tuple[int, int]] = []
    for _, at, of in sorted(scored):
        if at not in taken_truths and of not in taken_finds:
            taken_truths.add(at)
            taken_finds.add(of)
            pairs.append((at, of))
    return [(truths[at], finds[of]) for at, of in sorted(pairs)]
