"""The model on disk: terms as plain text beside the weights, for a file with a node per term loads ten times slower."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion, Pipeline
from skops.io import dump, load

from pipeline.classification.model import KINDS, vectorizer

FILE = "model.skops"
_BREAK = "\n"


def store(model: Pipeline, folder: Path) -> None:
    """Write a trained pipeline to `model.skops` in a folder."""
    parts = dict(model.named_steps["features"].transformer_list)
    stored = {
        "terms": {name: _terms(part) for name, part in parts.items()},
        "idf": {name: part.idf_ for name, part in parts.items()},
        "estimator": model.named_steps["model"],
    }
    dump(stored, folder / FILE, compression=8, compresslevel=9)


def restore(folder: Path) -> Pipeline:
    """Return the pipeline that `store` wrote. The file may hold nothing but scikit-learn's and numpy's own types."""
    stored = load(folder / FILE, trusted=[])
    parts = []
    for kind in KINDS:
        part = vectorizer(kind)
        terms = stored["terms"][kind.name].split(_BREAK)
        part.set_params(vocabulary={term: column for column, term in enumerate(terms)})
        part.idf_ = stored["idf"][kind.name]
        parts.append((kind.name, part))
    union = FeatureUnion(parts, transformer_weights={kind.name: kind.weight for kind in KINDS})
    return Pipeline([("features", union), ("model", stored["estimator"])])


def _terms(part: TfidfVectorizer) -> str:
    vocabulary: dict[str, Any] = part.vocabulary_
    return _BREAK.join(sorted(vocabulary, key=lambda term: int(vocabulary[term])))
