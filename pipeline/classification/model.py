"""The kinds of model that compete, and the features they all see."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import ComplementNB
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.svm import LinearSVC

from pipeline.classification.features import concepts, heads, lemmas, letters, parts, words

SEED = 20240101


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of feature: in how many phrases one must stand to count, and its say beside the others."""

    name: str
    analyzer: Callable[[str], list[str]]
    at_least: int
    weight: float


# Letters have most of a say, for they carry what compounds share with known words; each say was chosen out of fold.
KINDS = (
    Kind("words", words, 2, 1.0),
    Kind("lemmas", lemmas, 2, 0.8),
    Kind("letters", letters, 3, 1.8),
    Kind("parts", parts, 2, 1.0),
    Kind("concepts", concepts, 2, 1.0),
    Kind("heads", heads, 2, 0.7),
)
# The share of a text's weight that labels have which can be defended as well as its own.
DEFENSIBLE = 0.2


@dataclass(frozen=True, slots=True)
class Counts:
    """Features of all texts, counted once; what they weigh is learned from the known texts of each split."""

    blocks: tuple[Any, ...]

    def split(self, known: Any, unknown: Sequence[Any]) -> tuple[Any, list[Any]]:
        """Return the weighted features of known rows and of each set of unknown rows, seen through the known ones."""
        mine: list[Any] = []
        theirs: list[list[Any]] = [[] for _ in unknown]
        for kind, block in zip(KINDS, self.blocks, strict=True):
            seen = block[known]
            common = np.flatnonzero(np.asarray((seen > 0).sum(axis=0)).ravel() >= kind.at_least)
            weigh = TfidfTransformer(sublinear_tf=True)
            mine.append(weigh.fit_transform(seen[:, common]) * kind.weight)
            for rows, found in zip(unknown, theirs, strict=True):
                found.append(weigh.transform(block[rows][:, common]) * kind.weight)
        return csr_matrix(hstack(mine)), [csr_matrix(hstack(found)) for found in theirs]


def count(texts: Sequence[str]) -> Counts:
    """Return the features of texts, counted."""
    return Counts(
        tuple(CountVectorizer(analyzer=kind.analyzer, dtype=np.float32).fit_transform(texts) for kind in KINDS)
    )


def candidates() -> dict[str, Any]:
    """Return the kinds of model that compete, untrained, by name."""
    return {
        "logistic regression, C=5": LogisticRegression(C=5.0, class_weight="balanced", tol=1e-3, max_iter=500),
        "linear SVM, C=0.1": LinearSVC(C=0.1, class_weight="balanced", random_state=SEED),
        "linear SVM, C=0.25": LinearSVC(C=0.25, class_weight="balanced", random_state=SEED),
        "complement naive Bayes, alpha=0.3": ComplementNB(alpha=0.3),
    }


def decide_by(estimator: Any, features: Any) -> Any:
    """Return the decision values (rows × classes) of a trained model."""
    if hasattr(estimator, "decision_function"):
        return estimator.decision_function(features)
    return estimator.predict_joint_log_proba(features)


@dataclass(frozen=True, slots=True)
class Lessons:
    """What is to be learned: the label of each text, others that can be defended, and how much the text weighs."""

    labels: Sequence[str]
    defensible: Sequence[Sequence[str]]
    weights: Sequence[float]

    def rows(self) -> tuple[Any, list[str], list[float]]:
        """Return the number of a text, a label and a weight for each label of each text; weights sum as before.

        A defensible label that no text has as its own (`other` has three reasons) teaches nothing.
        """
        known = set(self.labels)
        found = []
        for place, (label, defensible, weight) in enumerate(
            zip(self.labels, self.defensible, self.weights, strict=True)
        ):
            others = [other for other in defensible if other in known]
            share = weight * DEFENSIBLE if others else 0.0
            found += [(place, label, weight - share), *((place, other, share / len(others)) for other in others)]
        places, labels, weights = zip(*found, strict=True)
        return np.asarray(places), list(labels), list(weights)


def fitted(name: str, texts: Sequence[str], lessons: Lessons) -> Pipeline:
    """Return a pipeline from text to decision values, trained on texts."""
    union = FeatureUnion(
        [(kind.name, vectorizer(kind)) for kind in KINDS],
        transformer_weights={kind.name: kind.weight for kind in KINDS},
    )
    estimator = train_one(candidates()[name], union.fit_transform(texts), lessons)
    return Pipeline([("features", union), ("model", _slim(estimator))])


def train_one(estimator: Any, features: Any, lessons: Lessons) -> Any:
    """Return the estimator, trained on the features of texts (a row each)."""
    places, labels, weights = lessons.rows()
    return estimator.fit(csr_matrix(features)[places], labels, sample_weight=np.asarray(weights))


def _slim(estimator: Any) -> Any:
    """Halve the size of linear weights on disk; predictions agree to the fourth digit."""
    if hasattr(estimator, "coef_"):
        estimator.coef_ = estimator.coef_.astype(np.float32)
    return estimator


def vectorizer(kind: Kind) -> TfidfVectorizer:
    """Return an untrained vectorizer of one kind of feature."""
    return TfidfVectorizer(analyzer=kind.analyzer, min_df=kind.at_least, sublinear_tf=True, dtype=np.float32)
