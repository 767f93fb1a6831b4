"""Measures of several cantons that are alike, so that one sees who else offers mentoring.

A measure is a vector of the stems of its title and description and of the letters of its title, which tie forms and
compounds together (Deutschkurse für Eltern, Elterndeutschkurs). Groups are stars: each member is near its middle, so
that no chain leads from one thing to another.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from pipeline.domain.data import load_toml

MIN_LIKENESS = 0.45
"""Cosine from which two measures are alike; lower, titles of the samples meet that share an everyday word only."""

# Stems this long tie the forms of a word together without a stemmer per language.
_STEM_LETTERS = 6
_MIN_LETTERS = 3
# What is offered mostly stands first in a title (Mentoring für Jugendliche).
_WEIGHTS = {"first": 0.5, "title": 0.6, "letters": 0.6, "description": 0.4}
# Rows of the matrix of likeness held at a time: it is never there as a whole.
_BLOCK = 500
_WORD = re.compile(r"[^\W\d_]+")
_NAME_WORDS = 4
# So that the order of addition, which a library may change, does not show.
_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Named:
    """A measure as it is compared: of a canton and programme, with its title and description."""

    measure_id: str
    canton: str
    program: str | None
    title: str
    description: str | None = None
    foerderbereich: str | None = None


@dataclass(frozen=True, slots=True)
class SimilarGroup:
    """Measures that are alike, its middle first; the name is made of the words most of their titles share."""

    name: str
    measures: tuple[Named, ...]

    @property
    def cantons(self) -> tuple[str, ...]:
        """Return the cantons of the group in alphabetical order."""
        return tuple(sorted({measure.canton for measure in self.measures}))


def similar_measures(measures: Sequence[Named], likeness: float = MIN_LIKENESS) -> list[SimilarGroup]:
    """Return the groups of measures that are alike across cantons or programmes, the widest spread first.

    Each measure is in one group at most; the order of the measures does not matter.
    """
    by_title: dict[str, list[Named]] = defaultdict(list)
    for item in sorted(measures, key=lambda item: (item.title.casefold(), item.canton, item.measure_id)):
        by_title[" ".join(item.title.casefold().split())].append(item)
    alike = list(by_title.values())
    if not alike:
        return []
    groups = [_group([alike[place] for place in star]) for star in _stars(_graph(alike, likeness))]
    spread = [group for group in groups if len({(item.canton, item.program) for item in group.measures}) > 1]
    return sorted(spread, key=lambda group: (-len(group.cantons), -len(group.measures), group.name))


def _vectors(alike: Sequence[Sequence[Named]]) -> csr_matrix:
    """Return a vector of length 1 for each title, with the descriptions of all measures that bear it."""
    titles = [items[0].title for items in alike]
    about = [" ".join(dict.fromkeys(item.description or "" for item in items)) for items in alike]
    parts = [
        _WEIGHTS["first"] * _tfidf(titles, analyzer=lambda text: _stems(text)[:1]),
        _WEIGHTS["title"] * _tfidf(titles, analyzer=_stems),
        _WEIGHTS["letters"]
        * _tfidf([" ".join(_words(title)) for title in titles], analyzer="char_wb", ngram_range=(4, 5)),
        _WEIGHTS["description"] * _tfidf(about, analyzer=_stems),
    ]
    return normalize(hstack(parts, format="csr"))


def _tfidf(texts: Sequence[str], **options: Any) -> csr_matrix:
    try:
        return TfidfVectorizer(sublinear_tf=True, dtype=np.float32, **options).fit_transform(texts)
    except ValueError:
        # None of the texts has a word: scikit-learn takes that for an error.
        return csr_matrix((len(texts), 1), dtype=np.float32)


def _words(text: str) -> list[str]:
    return [
        word for word in _WORD.findall(text.casefold()) if len(word) >= _MIN_LETTERS and word not in _words_of_grammar()
    ]


def _stems(text: str) -> list[str]:
    return [word[:_STEM_LETTERS] for word in _words(text)]


@cache
def _words_of_grammar() -> frozenset[str]:
    return frozenset(word for words in load_toml("languages")["function_words"].values() for word in words.split())


def _graph(alike: Sequence[Sequence[Named]], likeness: float) -> csr_matrix:
    """Return which titles are at least so like each other, with how like they are."""
    vectors = _vectors(alike)
    others = vectors.T.tocsr()
    blocks = []
    for start in range(0, len(alike), _BLOCK):
        block = vectors[start : start + _BLOCK] @ others
        block.data[block.data < likeness] = 0.0
        block.eliminate_zeros()
        blocks.append(block)
    return vstack(blocks, format="csr")


def _stars(graph: csr_matrix) -> Iterator[list[int]]:
    """Yield middles with their neighbours, the widest star first, the most alike first, each row once."""
    taken = np.zeros(graph.shape[0], dtype=bool)
    degrees = np.diff(graph.indptr)
    for middle in np.lexsort((np.arange(len(degrees)), -degrees)):
        if taken[middle]:
            continue
        cells = slice(graph.indptr[middle], graph.indptr[middle + 1])
        places, values = graph.indices[cells], graph.data[cells].round(_DIGITS)
        free = ~taken[places] & (places != middle)
        order = np.lexsort((places[free], -values[free]))
        star = [int(middle), *(int(place) for place in places[free][order])]
        taken[star] = True
        yield star


def _group(alike: Sequence[Sequence[Named]]) -> SimilarGroup:
    members = tuple(item for items in alike for item in items)
    return SimilarGroup(_name(members), members)


def _name(members: Sequence[Named]) -> str:
    """Return the words of the middle's title that at least half of the titles share, else its title."""
    shared = Counter(stem for item in members for stem in set(_stems(item.title)))
    words = [
        word for word in _WORD.findall(members[0].title) if shared[word.casefold()[:_STEM_LETTERS]] * 2 >= len(members)
    ]
    return " ".join(words[:_NAME_WORDS]) if words and _stems(" ".join(words)) else members[0].title
