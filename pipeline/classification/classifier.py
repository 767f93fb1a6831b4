"""One text, one area: the trained classifier, with calibrated scores and the courage to say null."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.classification.features import concepts
from pipeline.classification.gold import NO_AREA, OTHER
from pipeline.domain.data import data_path, vocabulary

if TYPE_CHECKING:
    from pipeline.classification.calibration import Calibration

# A second area can be defended where it has at least this share of the first one's score.
SECOND_SHARE = 0.4
UNCLEAR = "unclear"
# What stands around a measure may tell of reports and decisions; that says nothing of what the measure is.
OF_ITS_OWN = ("quality", "steering")
# The kinds of features look at each text one after the other and remember fewer than all texts of a large file.
TEXTS_AT_ONCE = 2000


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
    """A trained model with its calibration: texts in, predictions out, in the same order."""

    model: Any
    calibration: Calibration
    version: str

    def predict(
        self,
        texts: Sequence[str],
        headings: Sequence[str] = (),
        contexts: Sequence[str] = (),
        clauses: Sequence[str] = (),
    ) -> list[Prediction]:
        """Return one prediction for each text; an empty text is unclear.

        `headings` and `contexts` are what stands above and around each text, `clauses` what of the words around it
        belongs to no other text; empty where there is nothing. Each is left out, or as many as the texts; clauses
        share the say of contexts.
        """
        from pipeline.classification.calibration import softmax  # noqa: PLC0415 - numpy is loaded with the model only

        if not texts:
            return []
        decision = self._decision(texts)
        shared = self.calibration.context / (2 if clauses else 1)
        for others, say in ((headings, self.calibration.heading), (contexts, shared), (clauses, shared)):
            if say and any(others):
                decision = decision + say * self._beyond_nothing(others)
        labels = [str(label) for label in self.model.classes_]
        likely = softmax(decision, self.calibration.temperature)
        found = (
            decide(dict(zip(labels, map(float, row), strict=True)), self.calibration.threshold, empty=not text.strip())
            for text, row in zip(texts, likely, strict=True)
        )
        return [_honest(prediction, text) for prediction, text in zip(found, texts, strict=True)]

    def _beyond_nothing(self, texts: Sequence[str]) -> Any:
        """Return what words say more than no words do, so that a heading that says nothing changes nothing.

        They speak against the reasons that only a measure's own words can give, never for them.
        """
        import numpy as np  # noqa: PLC0415 - as above

        beyond = self._decision(texts) - self._decision([""])
        own = np.isin(self.model.classes_, OF_ITS_OWN)
        beyond[:, own] = np.minimum(beyond[:, own], 0)
        return beyond

    def _decision(self, texts: Sequence[str]) -> Any:
        """Return decision values (rows × classes) of texts."""
        import numpy as np  # noqa: PLC0415 - as above

        starts = range(0, len(texts), TEXTS_AT_ONCE)
        parts = [self.model.decision_function(list(texts[start : start + TEXTS_AT_ONCE])) for start in starts]
        return np.concatenate(parts)


def _honest(prediction: Prediction, text: str) -> Prediction:
    """Return the prediction, unclear where a text of another field is only one in which nothing is known."""
    if prediction.no_area_reason != "other_field" or concepts(text):
        return prediction
    return replace(prediction, no_area_reason=UNCLEAR)


def decide(probabilities: dict[str, float], threshold: float, *, empty: bool = False) -> Prediction:
    """Return the prediction for the probabilities of areas and reasons; an area below the threshold is withheld."""
    reasons = {reason: probabilities.get(reason, 0.0) for reason in NO_AREA}
    scores = {area: round(probabilities.get(area, 0.0), 4) for area in vocabulary("foerderbereich")}
    areas = sorted(scores, key=lambda area: (-scores[area], area))
    scores[OTHER] = round(sum(reasons.values()), 4)
    best, second = areas[0], areas[1]
    if scores[OTHER] > scores[best] and not empty:
        reason = max(sorted(reasons), key=lambda item: reasons[item])
        return Prediction(None, scores[OTHER], scores, no_area_reason=reason)
    if empty or scores[best] < threshold:
        return Prediction(None, scores[best], scores, no_area_reason=UNCLEAR)
    close = scores[second] >= SECOND_SHARE * scores[best]
    return Prediction(best, scores[best], scores, second_foerderbereich=second if close else None)


@cache
def load_classifier() -> AreaClassifier:
    """Return the classifier that is part of this installation; loaded once per process.

    Raises FileNotFoundError where the model is missing.
    """
    return load_from(data_path("models", "classifier"))


def load_from(folder: Path) -> AreaClassifier:
    """Return the classifier stored in a folder by `kip train classifier`."""
    # Reading workers must not pay for scikit-learn.
    from pipeline.classification.calibration import Calibration  # noqa: PLC0415
    from pipeline.classification.stored import restore  # noqa: PLC0415

    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    return AreaClassifier(restore(folder), Calibration(**card["calibration"]), str(card["version"]))
