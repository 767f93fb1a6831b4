"""What the classifier looks at in a text: words, letters, and concepts that hold across languages."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

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
    pairs = [f"{left} {right}" for left, right in zip(found, found[1:], strict=False)]
    stems = [f"{word[:STEM_LETTERS]}_" for word in found if len(word) > STEM_LETTERS]
    return [*found, *pairs, *stems]


def concepts(text: str) -> list[str]:
    """Return the concepts a text speaks of, with repetition, and the pairs of different concepts."""
    found = [concept for word in _TOKEN.findall(normalise(text)) for concept in _concepts_of(word)]
    unique = sorted(set(found))
    pairs = [f"{left}+{right}" for place, left in enumerate(unique) for right in unique[place + 1 :]]
    return [*found, *pairs]


@lru_cache(maxsize=65536)
def _concepts_of(word: str) -> tuple[str, ...]:
    """Return the concepts of a word, looking into compounds: stems with `~` count anywhere in it."""
    plain = _without_accents(word)
    pieces = re.split(r"[-']", plain)
    return tuple(
        concept
        for concept, starts, parts in _stems()
        if any(piece.startswith(starts) for piece in pieces) or any(part in plain for part in parts)
    )


@cache
def _stems() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """Return each concept with the stems that start a word and those that may stand inside one."""
    table = load_toml("concepts")["concepts"]
    return tuple(
        (
            concept,
            tuple(_without_accents(stem) for stem in stems if not stem.startswith("~")),
            tuple(_without_accents(stem[1:]) for stem in stems if stem.startswith("~")),
        )
        for concept, stems in table.items()
    )


def _without_accents(word: str) -> str:
    kept = [letter if letter in _UMLAUTS else unicodedata.normalize("NFD", letter)[0] for letter in word]
    return "".join(kept)
