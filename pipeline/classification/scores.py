"""How right the classifier is on phrases whose area is known: per area, canton and language, with intervals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.classification.classifier import Prediction
from pipeline.classification.gold import OTHER, GoldPhrase
from pipeline.domain.data import vocabulary
from pipeline.evaluation.rates import Rate

STEPS = 20
BINS = 10
# The most confident share whose accuracy is told, beside that of all.
CONFIDENT = 0.85


@dataclass(frozen=True, slots=True)
class Answered:
    """A phrase with the classifier's answer: an area, or `other` where it gave none."""

    phrase: GoldPhrase
    answer: str
    confidence: float
    unclear: bool

    @property
    def right(self) -> bool:
        """Tell whether the answer is the label or one that can be defended."""
        return self.phrase.accepts(self.answer)

    @property
    def truth(self) -> str:
        """Return the label the answer is held against: itself where it can be defended, else the first label."""
        return self.answer if self.right else self.phrase.answer


def answered(phrases: Sequence[GoldPhrase], predictions: Sequence[Prediction]) -> list[Answered]:
    """Return phrases beside their answers."""
    return [
        Answered(phrase, item.foerderbereich or OTHER, item.confidence, item.no_area_reason == "unclear")
        for phrase, item in zip(phrases, predictions, strict=True)
    ]


def scores(cases: Sequence[Answered]) -> dict[str, Any]:
    """Return all figures of answers, as plain values for a card or JSON.

    Rates come as `right`, `of`, `share` and `interval_95` (Wilson). Macro F1 is over the seven areas; a label that can
    be defended counts as right.
    """
    by_class = {name: _class_row(cases, name) for name in _names()}
    areas = [by_class[name]["f1"] for name in vocabulary("foerderbereich") if by_class[name]["of"]]
    surest = sorted(cases, key=lambda case: -case.confidence)[: round(CONFIDENT * len(cases))]
    return {
        "accuracy": rate(cases),
        "first_label": _told(Rate(sum(case.answer == case.phrase.answer for case in cases), len(cases))),
        "macro_f1": round(sum(areas) / len(areas), 4) if areas else None,
        "none_recognised": rate([case for case in cases if case.phrase.answer == OTHER]),
        "most_confident": rate(surest),
        "unclear": _told(Rate(sum(case.unclear for case in cases), len(cases))),
        "calibration_error": calibration_error(cases),
        "by_language": _by(cases, lambda case: case.phrase.lang),
        "by_canton": _by(cases, lambda case: case.phrase.canton),
        "by_class": by_class,
        "confusion": confusion(cases),
        "risk_coverage": risk_coverage(cases),
    }


def rate(cases: Sequence[Answered]) -> dict[str, Any]:
    """Return the share of right answers."""
    return _told(Rate(sum(case.right for case in cases), len(cases)))


def confusion(cases: Sequence[Answered]) -> dict[str, dict[str, int]]:
    """Return how often each label (rows: the seven and `other`) got each answer (columns)."""
    counts = Counter((case.truth, case.answer) for case in cases)
    return {truth: {answer: counts[truth, answer] for answer in _names()} for truth in _names()}


def risk_coverage(cases: Sequence[Answered]) -> list[tuple[float, float]]:
    """Return (coverage, share of wrong answers) when only the most confident share of answers is given.

    Twenty steps of coverage, 0.05 to 1 (R. El-Yaniv and Y. Wiener, JMLR 11, 2010).
    """
    ordered = sorted(cases, key=lambda case: -case.confidence)
    sizes = [(step / STEPS, round(step / STEPS * len(ordered))) for step in range(1, STEPS + 1)]
    return [
        (coverage, round(sum(not case.right for case in ordered[:size]) / size, 4)) for coverage, size in sizes if size
    ]


def calibration_error(cases: Sequence[Answered]) -> float:
    """Return the mean distance between confidence and share of right answers, over ten bins of confidence."""
    bins: dict[int, list[Answered]] = {}
    for case in cases:
        bins.setdefault(min(int(case.confidence * BINS), BINS - 1), []).append(case)
    gaps = (abs(sum(case.confidence - case.right for case in bin_)) for _, bin_ in sorted(bins.items()))
    return round(sum(gaps) / len(cases), 4) if cases else 0.0


def _class_row(cases: Sequence[Answered], name: str) -> dict[str, Any]:
    true = [case for case in cases if case.truth == name]
    said = [case for case in cases if case.answer == name]
    hits = sum(case.right for case in said)
    precision, recall = Rate(hits, len(said)), Rate(hits, len(true))
    f1 = 2 * hits / (len(said) + len(true)) if said or true else 0.0
    return {
        "precision": _rounded(precision.share),
        "recall": _rounded(recall.share),
        "recall_interval_95": _interval(recall),
        "f1": round(f1, 4),
        "of": len(true),
    }


def _by(cases: Iterable[Answered], key: Callable[[Answered], str | None]) -> dict[str, dict[str, Any]]:
    kept: dict[str, list[Answered]] = {}
    for case in cases:
        name = key(case)
        if name is not None:
            kept.setdefault(name, []).append(case)
    return {name: rate(kept[name]) for name in sorted(kept)}


def _told(found: Rate) -> dict[str, Any]:
    return {
        "right": found.right,
        "of": found.of,
        "share": _rounded(found.share),
        "interval_95": _interval(found),
    }


def _interval(found: Rate) -> list[float] | None:
    interval = found.interval()
    return [round(bound, 4) for bound in interval] if interval else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _names() -> tuple[str, ...]:
    return (*vocabulary("foerderbereich"), OTHER)
