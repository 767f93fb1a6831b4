"""How probable a German word is: by wordfreq, by the field's stems, or by the parts it is made of."""

from __future__ import annotations

import math
from functools import lru_cache

from pipeline.domain.data import load_toml
from pipeline.reading.quality import frequency

# wordfreq's Zipf scale: 3 is once in a million words, 6 once in a thousand; 0 stands for unknown.
UNKNOWN = 0.0
STEM_ZIPF = 5.0
# What a stem's rest is worth where no list has it: more than an unknown word, less than any ordinary one.
REST_ZIPF = 2.0
MAX_ENDING = 3
# Parts must be ordinary words, and a compound is a guess where a listed word is knowledge: each joint costs.
MIN_PART_ZIPF = 3.0
COMPOUND_COST = 1.0
MIN_PART = 4
MAX_PARTS = 4
# A part that is this much more common with an umlaut is that part misread: `uber`, `fluchtling`.
FALSE_PART_LEAD = 1.0
# Words of a page and their candidates, more than once over.
_CACHED = 40_000
# Letters between the parts of a compound that belong to neither.
_JOINTS = ("", "s", "es", "n", "en")
_DOTTED = {"a": "ä", "o": "ö", "u": "ü"}
_DOTTED_LETTERS = frozenset(_DOTTED.values())


@lru_cache(maxsize=1)
def _stems() -> tuple[str, ...]:
    return tuple(load_toml("repair")["stems"]["de"].split())


@lru_cache(maxsize=1)
def _field_words() -> frozenset[str]:
    return frozenset(load_toml("repair")["words"]["de"].split())


@lru_cache(maxsize=_CACHED)
def zipf(word: str) -> float:
    """Return how common a German word is on the Zipf scale, compounds by their rarest part; 0 if unknown."""
    lower = word.lower().replace("ß", "ss")
    return max(listed_zipf(lower), stem_zipf(lower), _compound(lower, MAX_PARTS))


def listed_zipf(lower: str) -> float:
    """Return how common a word of small letters is by wordfreq alone; 0 if it is not listed."""
    listed = frequency(lower, "de")
    return math.log10(listed) + 9 if listed > 0 else UNKNOWN


def stem_zipf(lower: str) -> float:
    """Return the value of a word that begins with a stem of the field: its own, or that of what follows it."""
    if lower in _field_words():
        return STEM_ZIPF
    stem = next((stem for stem in _stems() if lower.startswith(stem)), None)
    if stem is None:
        return UNKNOWN
    rest = lower[len(stem) :]
    if len(rest) <= MAX_ENDING and _DOTTED_LETTERS.isdisjoint(rest):
        return STEM_ZIPF
    return min(STEM_ZIPF, max(REST_ZIPF, _head(rest), _compound(rest, MAX_PARTS - 1)))


@lru_cache(maxsize=_CACHED)
def _compound(lower: str, parts: int) -> float:
    """Return the Zipf value of the rarest part of the best split, less the cost of its joints, or 0."""
    best = UNKNOWN
    for cut in range(MIN_PART, len(lower) - MIN_PART + 1) if parts > 1 else ():
        tail = max(_ordinary(lower[cut:]), _compound(lower[cut:], parts - 1))
        if tail > UNKNOWN:
            head = _head(lower[:cut])
            best = max(best, min(tail, head) - COMPOUND_COST if head > UNKNOWN else UNKNOWN)
    return best


def _head(lower: str) -> float:
    stripped = (lower.removesuffix(joint) for joint in _JOINTS if lower.endswith(joint))
    return max((_ordinary(head) for head in stripped if len(head) >= MIN_PART), default=UNKNOWN)


@lru_cache(maxsize=_CACHED)
def _ordinary(lower: str) -> float:
    """Return the value of a part that is an ordinary word, or begins as one of the field's stems; 0 for others."""
    if lower.startswith(_stems()):
        return STEM_ZIPF
    listed = listed_zipf(lower)
    dotted = (lower[:i] + _DOTTED[c] + lower[i + 1 :] for i, c in enumerate(lower) if c in _DOTTED)
    if listed < MIN_PART_ZIPF or any(listed_zipf(word) >= listed + FALSE_PART_LEAD for word in dotted):
        return UNKNOWN
    return listed
