"""What the classifier looks at in a text: words, letters, and concepts that hold across languages."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from pipeline.domain.data import load_toml

_TOKEN = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_UMLAUTS = "äöü"
# Stems this long tie the forms of a word together (Beratung, Beratungen) without a stemmer per language.
STEM_LETTERS = 6


def normalise(text: str) -> str:
    """Return a text in lower case, with one kind of apostrophe and hyphen, digits as 0, without soft hyphens."""
    plain = unicodedata.normalize("NFKC", text).replace("\u00ad", "").casefold().replace("’", "'")
    return re.sub(r"\d+", lambda match: match.group() if len(match.group()) == 1 else "0", plain)


def words(text: str) -> list[str]:
    """Return words, pairs of neighbours and stems of a text."""
    found = _TOKEN.findall(normalise(text))
    pairs = [f"{left} {right}" for left, right in pairwise(found)]
    stems = [f"{word[:STEM_LETTERS]}_" for word in found if len(word) > STEM_LETTERS]
    return [*found, *pairs, *stems]


def concepts(text: str) -> list[str]:
    """Return the concepts a text speaks of, with repetition, and the pairs of different concepts."""
    found = [concept for word in _TOKEN.findall(normalise(text)) for concept in _concepts_of(word)]
    unique = sorted(set(found))
    pairs = [f"{left}+{right}" for place, left in enumerate(unique) for right in unique[place + 1 :]]
    return [*found, *pairs]


@dataclass(frozen=True, slots=True)
class _Concept:
    """A concept with the stems that start a word, those that may stand inside one, and those that rule a word out."""

    name: str
    starts: tuple[str, ...]
    parts: tuple[str, ...]
    excluded: tuple[str, ...]

    def is_in(self, word: str, pieces: tuple[str, ...]) -> bool:
        if any(stem in word for stem in self.excluded):
            return False
        return any(piece.startswith(self.starts) for piece in pieces) or any(stem in word for stem in self.parts)


@lru_cache(maxsize=65536)
def _concepts_of(word: str) -> tuple[str, ...]:
    """Return the concepts of a word, looking into compounds."""
    plain = _without_accents(word)
    pieces = (plain, *re.split(r"[-']", plain)[1:])
    return tuple(concept.name for concept in _concepts() if concept.is_in(plain, pieces))


@cache
def _concepts() -> tuple[_Concept, ...]:
    table = load_toml("concepts")["concepts"]
    return tuple(
        _Concept(name, _marked(stems, ""), _marked(stems, "~"), _marked(stems, "!")) for name, stems in table.items()
    )


def _marked(stems: list[str], mark: str) -> tuple[str, ...]:
    """Return the stems with a mark, `~` or `!`, without it; an empty mark stands for the stems that have none."""
    chosen = [stem for stem in stems if (stem[0] if stem[0] in "~!" else "") == mark]
    return tuple(_without_accents(stem.removeprefix(mark)) for stem in chosen)


def _without_accents(word: str) -> str:
    kept = [letter if letter in _UMLAUTS else unicodedata.normalize("NFD", letter)[0] for letter in word]
    return "".join(kept)
