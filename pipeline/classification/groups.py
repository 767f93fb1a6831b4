"""Which phrases belong together, so that a cross-validation never tests on what it has all but seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from pipeline.classification.features import normalise
from pipeline.classification.gold import GoldPhrase

# Two phrases with this cosine of their letter groups say the same in nearly the same words.
NEAR = 0.7
LETTERS = (3, 5)


def groups_of(phrases: Sequence[GoldPhrase]) -> list[int]:
    """Return the number of each phrase's group: one template or document, one canton, or nearly the same letters.

    What is alike by a chain of others is in one group as well.
    """
    parents = list(range(len(phrases)))
    for left, right in [*_same_origin(phrases), *near_pairs([phrase.text for phrase in phrases])]:
        first, second = _root(parents, left), _root(parents, right)
        parents[max(first, second)] = min(first, second)
    return [_root(parents, place) for place in range(len(phrases))]


def near_pairs(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of texts that are nearly alike, each pair once, the earlier first."""
    letters = TfidfVectorizer(analyzer="char_wb", preprocessor=normalise, ngram_range=LETTERS, dtype=np.float32)
    vectors = letters.fit_transform(texts)
    alike = (vectors @ vectors.T).tocoo()
    near = alike.data >= NEAR
    return sorted((int(a), int(b)) for a, b in zip(alike.row[near], alike.col[near], strict=True) if a < b)


def _same_origin(phrases: Sequence[GoldPhrase]) -> list[tuple[int, int]]:
    first: dict[str, int] = {}
    pairs = []
    for place, phrase in enumerate(phrases):
        for origin in (f"document {phrase.document}", f"canton {phrase.canton}" if phrase.canton else None):
            if origin:
                pairs.append((first.setdefault(origin, place), place))
    return pairs


def _root(parents: list[int], place: int) -> int:
    while parents[place] != place:
        parents[place] = parents[parents[place]]
        place = parents[place]
    return place
