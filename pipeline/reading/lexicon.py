"""How probable a German word is: by wordfreq, by the field's stems, or by the parts it is made of."""

from __future__ import annotations

import math
from functools import lru_cache

from pipeline.domain.data import load_toml
from pipeline.reading.quality import frequency

# wordfreq's Zipf scale: 3 is once in a million words, 6 once in a thousand; 0 stands for unknown.
UNKNOWN = 0.0
STEM_ZIPF = 5.0
# Parts must be ordinary words, and a compound is a guess where a listed word is knowledge.
MIN_PART_ZIPF = 3.0
COMPOUND_COST = 1.0
MIN_PART = 4
MAX_PARTS = 3
# Words of a page and their candidates, more than once over.
_CACHED = 40_000
# Letters between the parts of a compound that belong to neither.
_JOINTS = ("", "s", "es", "n", "en")


@lru_cache(maxsize=1)
def _stems() -> tuple[str, ...]:
    return tuple(load_toml("repair")["stems"]["de"].split())


@lru_cache(maxsize=_CACHED)
def zipf(word: str) -> float:
    """Return how common a German word is on the Zipf scale, compounds by their rarest part; 0 if unknown."""
    lower = word.lower().replace("ß", "ss")
    if lower.startswith(_stems()):
        return STEM_ZIPF
    return max(listed_zipf(lower), _compound(lower, MAX_PARTS) - COMPOUND_COST)


def listed_zipf(lower: str) -> float:
    """Return how common a word of small letters is by wordfreq alone; 0 if it is not listed."""
    listed = frequency(lower, "de")
    return math.log10(listed) + 9 if listed > 0 else UNKNOWN


@lru_cache(maxsize=_CACHED)
def _compound(lower: str, parts: int) -> float:
    """Return the Zipf value of the rarest part of the best split, or 0."""
    best = UNKNOWN
    for cut in range(MIN_PART, len(lower) - MIN_PART + 1) if parts > 1 else ():
        tail = _part(lower[cut:], parts - 1)
        if tail >= MIN_PART_ZIPF:
            best = max(best, min(tail, _head(lower[:cut])))
    return best if best >= MIN_PART_ZIPF else UNKNOWN


def _head(lower: str) -> float:
    stripped = (lower.removesuffix(joint) for joint in _JOINTS if lower.endswith(joint))
    return max((listed_zipf(head) for head in stripped if len(head) >= MIN_PART), default=UNKNOWN)


def _part(lower: str, parts: int) -> float:
    known = STEM_ZIPF if lower.startswith(_stems()) else listed_zipf(lower)
    return max(known, _compound(lower, parts))
