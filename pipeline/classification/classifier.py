"""One text, one area: the trained classifier, with calibrated scores and the courage to say null."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.classification.gold import NO_AREA, OTHER
from pipeline.domain.data import data_path, vocabulary

# In the grouped cross-validation an area below it was wrong about as often as right (see the model card).
AREA_THRESHOLD = 0.35
# A second area can be defended where it has at least this share of the first one's score.
SECOND_SHARE = 0.4
# Functions of the project that the stored model refers to; skops loads nothing else that is not sklearn's own.
TRUSTED = [f"pipeline.classification.features.{name}" for name in ("concepts", "normalise", "words")]


@dataclass(frozen=True, slots=True)
class Prediction:
    """The area of a text, or the reason for none; `scores` holds the seven ids and `other`, summing to 1."""

    foerderbereich: str | None
    confidence: float
    scores: dict[str, float]
    second_foerderbereich: str | None = None
    no_area_reason: str | None = None


@dataclass(frozen=True, slots=True)
class AreaClassifier:
    """A trained model with its temperature: texts in, predictions out, in the same order."""

    model: Any
    temperature: float
    version: str

    def predict(self, texts: Sequence[str]) -> list[Prediction]:
        """Return one prediction for each text; an empty text is unclear."""
        if not texts:
            return []
        probabilities = softmax(self.model.decision_function(list(texts)), self.temperature)
        labels = [str(label) for label in self.model.classes_]
        return [
            decide(dict(zip(labels, map(float, row), strict=True)), empty=not text.strip())
            for text, row in zip(texts, probabilities, strict=True)
        ]


def softmax(decision: Any, temperature: float) -> Any:
    """Return probabilities (rows sum to 1) of decision values; a temperature over 1 makes them less sure."""
    import numpy as np  # noqa: PLC0415 - loaded with the model only, like scikit-learn

    scaled = np.asarray(decision, dtype=np.float64) / temperature
    powers = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def decide(probabilities: dict[str, float], *, empty: bool = False) -> Prediction:
    """Return the prediction for the probabilities of areas and reasons."""
    reasons = {reason: probabilities.get(reason, 0.0) for reason in NO_AREA}
    scores = {area: round(probabilities.get(area, 0.0), 4) for area in vocabulary("foerderbereich")}
    areas = sorted(scores, key=lambda area: (-scores[area], area))
    scores[OTHER] = round(sum(reasons.values()), 4)
    best, second = areas[0], areas[1]
    if scores[OTHER] > scores[best] and not empty:
        reason = max(sorted(reasons), key=lambda item: reasons[item])
        return Prediction(None, scores[OTHER], scores, no_area_reason=reason)
    if empty or scores[best] < AREA_THRESHOLD:
        return Prediction(None, scores[best], scores, no_area_reason="unclear")
    close = scores[second] >= SECOND_SHARE * scores[best]
    return Prediction(best, scores[best], scores, second_foerderbereich=second if close else None)


@cache
def load_classifier() -> AreaClassifier:
    """Return the classifier that is part of this installation; loaded once per process.

    Raises FileNotFoundError where the model is missing.
    """
    return load_from(data_path("models", "classifier"))


def load_from(folder: Path) -> AreaClassifier:
    """Return the classifier stored in a folder by `pipeline.classification.train`."""
    from skops.io import load  # noqa: PLC0415 - reading workers must not pay for scikit-learn

    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    model = load(folder / "model.skops", trusted=TRUSTED)
    return AreaClassifier(model, float(card["temperature"]), str(card["version"]))
