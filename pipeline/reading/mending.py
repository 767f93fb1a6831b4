"""One German word that a model of another language misread: its umlauts, and letters taken for others like them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.domain.data import load_toml
from pipeline.reading.lexicon import UNKNOWN, listed_zipf, stem_zipf, zipf

# How much more common (Zipf scale) the repaired word must be: 2.5 times where the page has no umlaut at all,
# 30 times where some survived and the printed form may be right.
MARGIN_NONE_LEFT = 0.4
MARGIN_SOME_LEFT = 1.5
# A candidate rarer than this (once in 10 million) is no evidence against an unknown word; compounds are rarer.
MIN_ZIPF = 2.0
MIN_COMPOUND_ZIPF = 1.4
MAX_SUBSTITUTIONS = 3
MIN_SETTLED_ZIPF = 3.0
MAX_CANDIDATES = 400
SUBSTITUTION_COST = 0.15
SHORT_WORD = 3
MAX_CODE = 4
# Words of a document and more.
_CACHED = 20_000
# The longest words of official German have about 80 letters; what is longer is no word.
LONG_WORD = 100

UMLAUT = re.compile(r"[äöüÄÖÜ]")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Substitution:
    """A way to mangle: `wrong` stands where `right` was printed; `cost` on the Zipf scale.

    `place` is any, inside (not first) or start; `shape` marks letters taken for others that look like them.
    """

    wrong: str
    right: str
    cost: float
    place: str
    shape: bool


@cache
def substitutions() -> tuple[Substitution, ...]:
    """Return the ways to mangle that repair.toml lists."""
    return tuple(
        Substitution(wrong, right, float(group["cost"]), group.get("place", "any"), group.get("shape", False))
        for group in load_toml("repair")["substitutions"]
        for wrong, right in (pair.split() for pair in group["pairs"])
    )


@lru_cache(maxsize=_CACHED)
def asks_at_first_sight(word: str) -> bool:
    """Return whether one umlaut makes a common listed word of it: a cheap look before the thorough one."""
    if not SHORT_WORD <= len(word) <= LONG_WORD or word.isupper() or UMLAUT.search(word):
        return False
    needed = max(MIN_ZIPF, listed_zipf(word.lower()) + MARGIN_NONE_LEFT + SUBSTITUTION_COST)
    steps = _steps(word, 0, shapes=False)
    return any(listed_zipf(changed.lower()) - cost >= needed for changed, _, cost in steps)


@lru_cache(maxsize=_CACHED)
def mend(word: str, margin: float) -> str:
    """Return the word as it was printed where that is more common by the margin (Zipf scale), else unchanged.

    A word that is known with its umlauts stays. Letters like others are exchanged in unknown words only.
    """
    if not SHORT_WORD <= len(word) <= LONG_WORD or word.isupper() or _is_code(word):
        return word
    printed = zipf(word)
    if printed > UNKNOWN and UMLAUT.search(word):
        return word
    needed = printed + margin if printed > UNKNOWN else UNKNOWN
    best, score = word, needed
    for candidates in _levels(word, shapes=printed < MIN_ZIPF):
        for candidate, cost in candidates:
            value = _worth(candidate, cost)
            if value > score:
                best, score = candidate, value
        # Fewer slips are likelier than more: the first level with a common word is the last.
        if best != word and listed_zipf(best.lower()) >= MIN_SETTLED_ZIPF:
            break
    # A repaired letter may be what another repair had waited for: `kKonnen`, `Konnen`, `Können`.
    best = best if best != word else _without_impossible(word, printed)
    return mend(best, margin) if best != word else word


def _is_code(word: str) -> bool:
    """Return whether a word with digits is a number or a name with one (`11a`, `KIP3`), not a word misread."""
    digits = len(_DIGIT.findall(word))
    return digits > 1 or (digits == 1 and len(word) <= MAX_CODE)


def _worth(candidate: str, cost: float) -> float:
    lower = candidate.lower().replace("ß", "ss")
    certain = max(listed_zipf(lower), stem_zipf(lower)) - cost
    if certain >= MIN_ZIPF:
        return certain
    value = zipf(candidate) - cost
    return value if value >= MIN_COMPOUND_ZIPF else UNKNOWN


@cache
def _impossible() -> tuple[tuple[str, str], ...]:
    """Return what no German word has, the longest first, with what it most often was."""
    marks = load_toml("repair")["never"].split()
    hits = [s for s in substitutions() if s.right in "äöü" and any(mark in s.wrong for mark in marks)]
    return tuple((s.wrong, s.right) for s in sorted(hits, key=lambda s: -len(s.wrong)))


def _without_impossible(word: str, printed: float) -> str:
    """Return an unknown word with an umlaut for what no German word has: `veréffentlic`, cut off at a line's end."""
    if printed > UNKNOWN:
        return word
    for wrong, right in _impossible():
        word = word.replace(wrong, right)
    return word


def _levels(word: str, *, shapes: bool) -> Iterator[list[tuple[str, float]]]:
    """Yield the readings with one, two and three substitutions and what each costs, in a fixed order."""
    level: dict[tuple[str, int], float] = {(word, 0): 0.0}
    found = 0
    for _ in range(MAX_SUBSTITUTIONS):
        following: dict[tuple[str, int], float] = {}
        best: dict[str, float] = {}
        for (reading, done), cost in level.items():
            if len(best) > MAX_CANDIDATES:
                break
            for changed, place, extra in _steps(reading, done, shapes=shapes):
                total = cost + extra + SUBSTITUTION_COST
                following[changed, place] = min(total, following.get((changed, place), total))
                best[changed] = min(total, best.get(changed, total))
        yield sorted(best.items(), key=lambda item: (item[1], item[0]))
        found += len(best)
        if found > MAX_CANDIDATES:
            return
        level = following


def _steps(reading: str, done: int, *, shapes: bool) -> Iterator[tuple[str, int, float]]:
    """Yield each reading with one substitution more, to the right of those already made."""
    for substitution in substitutions():
        if substitution.shape and not shapes:
            continue
        place = reading.find(substitution.wrong, done)
        while place >= 0:
            if substitution.place == "any" or (substitution.place == "start") == (place == 0):
                # Inside a word a capital is a misread small letter.
                right = substitution.right if place == 0 else substitution.right.lower()
                changed = reading[:place] + right + reading[place + len(substitution.wrong) :]
                yield changed, place + len(right), substitution.cost
            place = reading.find(substitution.wrong, place + 1)
