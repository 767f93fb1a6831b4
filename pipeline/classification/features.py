"""What the classifier looks at in a text: words, letters, and concepts that hold across languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import dropwhile, islice, pairwise, takewhile

from pipeline.domain.data import load_toml

_TOKEN = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_PART = re.compile(r"[^\W_]+")
_ACCENTED = re.compile(r"[^\x00-\x7fäöü]")
# What is left of a word without its ending; shorter rests would tie unrelated words together.
LEMMA_LETTERS = 4
# Shorter parts of a compound are accidents of spelling.
PART_LETTERS = 3
# A title says in its first words what kind of thing it names; later ones say for whom, where and how.
HEAD_WORDS = 3
# Letter groups: short enough for endings, long enough for stems.
LETTERS = (3, 5)
# The kinds of features look at the same text one after the other.
TEXTS_KEPT = 4096


@lru_cache(maxsize=TEXTS_KEPT)
def normalise(text: str) -> str:
    """Return a text in lower case, with one kind of apostrophe and hyphen, digits as 0, without soft hyphens."""
    plain = unicodedata.normalize("NFKC", text).replace("\u00ad", "").casefold().replace("’", "'")
    return re.sub(r"\d+", lambda match: match.group() if len(match.group()) == 1 else "0", plain)


def words(text: str) -> list[str]:
    """Return the words of a text and pairs of neighbours."""
    found = _TOKEN.findall(normalise(text))
    return [*found, *(f"{left} {right}" for left, right in pairwise(found))]


def lemmas(text: str) -> list[str]:
    """Return the words of a text without accents and endings, so that their forms count as one."""
    return [_lemma(word) for word in _TOKEN.findall(_plain(text))]


def parts(text: str) -> list[str]:
    """Return the known stems that words and compounds of a text are made of, the longest of those in one another."""
    return [part for word in _TOKEN.findall(_plain(text)) for part in _known_in(word)[1]]


def heads(text: str) -> list[str]:
    """Return the lemmas and concepts of the words before the first preposition or article: what a title names."""
    links = _links()
    after = dropwhile(links.__contains__, _TOKEN.findall(_plain(text)))
    first = list(islice(takewhile(lambda word: word not in links, after), HEAD_WORDS))
    return [*(f"={_lemma(word)}" for word in first), *(name for word in first for name in _known_in(word)[0])]


def letters(text: str) -> list[str]:
    """Return the letter groups of each word with a space at its ends: what unknown words share with known ones."""
    return [group for word in normalise(text).split() for group in _letters_of(word)]


@lru_cache(maxsize=65536)
def _letters_of(word: str) -> tuple[str, ...]:
    padded = f" {word} "
    sizes = range(LETTERS[0], LETTERS[1] + 1)
    return tuple(padded[place : place + size] for size in sizes for place in range(len(padded) - size + 1))


@lru_cache(maxsize=TEXTS_KEPT)
def _plain(text: str) -> str:
    return without_accents(normalise(text))


@lru_cache(maxsize=65536)
def _lemma(word: str) -> str:
    ending = next((end for end in _endings() if word.endswith(end) and len(word) - len(end) >= LEMMA_LETTERS), "")
    return word.removesuffix(ending)


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted(load_toml("endings")["endings"], key=lambda ending: (-len(ending), ending)))


@cache
def _links() -> frozenset[str]:
    return frozenset(load_toml("endings")["links"])


def concepts(text: str) -> list[str]:
    """Return the concepts a text speaks of, with repetition, and the pairs of different concepts."""
    plain = _plain(text)
    found = [concept for word in _TOKEN.findall(plain) for concept in _known_in(word)[0]]
    single = _PART.findall(plain)
    spaced, known = f" {' '.join(single)}", _stems().phrases
    # Few words start a phrase, so that few phrases are looked for.
    started = (known[word] for word in dict.fromkeys(single) if word in known)
    found += [concept for phrases in started for phrase, concept in phrases if phrase in spaced]
    unique = sorted(set(found))
    pairs = [f"{left}+{right}" for place, left in enumerate(unique) for right in unique[place + 1 :]]
    return [*found, *pairs]


@dataclass(frozen=True, slots=True)
class _Stems:
    """The stems of all concepts by the way they count; each leads to the names of its concepts.

    `phrases` leads from a first word to phrases, each after a space, with their concepts; `beginnings` from the first
    `shortest` letters to the stems that count inside a word, the shorter first.
    """

    starts: dict[str, tuple[str, ...]]
    parts: dict[str, tuple[str, ...]]
    wholes: dict[str, tuple[str, ...]]
    excluding: dict[str, tuple[str, ...]]
    phrases: dict[str, tuple[tuple[str, str], ...]]
    beginnings: dict[str, tuple[str, ...]]
    shortest: int


@lru_cache(maxsize=65536)
def _known_in(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the concepts of a word without accents, looking into compounds, and the stems that it is made of."""
    stems = _stems()
    hits: list[tuple[str, tuple[str, ...]]] = []
    for piece in (word, *re.split(r"[-']", word)[1:]):
        hits += _hits((piece,), stems.wholes)
        hits += _hits([piece[:end] for end in range(1, len(piece) + 1)], stems.starts)
    inside = _inside(word, stems)
    hits += _hits(inside, stems.parts)
    ruled_out = {name for _, names in _hits(inside, stems.excluding) for name in names}
    found = {name for _, names in hits for name in names} - ruled_out
    kept = {stem for stem, _ in hits if len(stem) >= PART_LETTERS}
    longest = (stem for stem in kept if not any(stem != other and stem in other for other in kept))
    return tuple(sorted(found)), tuple(sorted(longest))


def _hits(stretches: Sequence[str], stems: dict[str, tuple[str, ...]]) -> list[tuple[str, tuple[str, ...]]]:
    return [(stretch, stems[stretch]) for stretch in stretches if stretch in stems]


def _inside(word: str, stems: _Stems) -> list[str]:
    """Return the stems that stand anywhere in a word: few begin as it goes on, so that few are looked for."""
    size = stems.shortest
    return [
        stem
        for place in range(len(word) - size + 1)
        for stem in stems.beginnings.get(word[place : place + size], ())
        if word.startswith(stem, place)
    ]


@cache
def _stems() -> _Stems:
    marked: dict[str, dict[str, tuple[str, ...]]] = {mark: {} for mark in ("", "~", "=", "!")}
    phrases: dict[str, tuple[tuple[str, str], ...]] = {}
    for name, stems in load_toml("concepts")["concepts"].items():
        for stem in stems:
            mark = stem[0] if stem[0] in marked else ""
            plain = without_accents(stem.removeprefix(mark))
            if " " in plain:
                first, *rest = _PART.findall(plain)
                phrases[first] = (*phrases.get(first, ()), (f" {' '.join([first, *rest])}", name))
            else:
                marked[mark][plain] = (*marked[mark].get(plain, ()), name)
    inside = sorted({*marked["~"], *marked["!"]}, key=lambda stem: (len(stem), stem))
    shortest = len(inside[0])
    beginnings: dict[str, tuple[str, ...]] = {}
    for stem in inside:
        beginnings[stem[:shortest]] = (*beginnings.get(stem[:shortest], ()), stem)
    return _Stems(marked[""], marked["~"], marked["="], marked["!"], phrases, beginnings, shortest)


def without_accents(text: str) -> str:
    """Return a text without the accents of French and Italian; umlauts stay."""
    if text.isascii():
        return text
    return _ACCENTED.sub(lambda match: unicodedata.normalize("NFD", match.group())[0], text)
