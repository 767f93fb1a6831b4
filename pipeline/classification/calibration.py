"""From decision values to probabilities, and from probabilities to an answer or an honest "unclear"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

TEMPERATURES = np.geomspace(0.05, 5.0, 61).round(3)
SAYS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.0)
# The share of right answers that people need before they take an area without looking.
RELIABLE = 0.95
# Below so many answers a share says nothing.
ENOUGH = 20


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was learned from answers out of fold.

    `temperature` divides decision values; `heading` and `context` are the say of the words above and around a measure
    beside its own. Below `threshold` an area is withheld; an answer below `review` waits for a person.
    """

    temperature: float
    threshold: float = 0.0
    review: float = 0.0
    heading: float = 0.0
    context: float = 0.0

    def as_dict(self) -> dict[str, float]:
        """Return the values by name, for the card."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Decisions:
    """Decision values (rows × classes) of texts and of what stood above and around them; zero where nothing did."""

    text: Any
    heading: Any
    context: Any

    def together(self, calibration: Calibration) -> Any:
        """Return the values of all three, each with its say."""
        return self.text + calibration.heading * self.heading + calibration.context * self.context


def softmax(decision: Any, temperature: float) -> Any:
    """Return probabilities (rows sum to 1) of decision values; a temperature over 1 makes them less sure."""
    scaled = np.asarray(decision, dtype=np.float64) / temperature
    powers = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def fit_temperature(decision: Any, truth: Sequence[int]) -> tuple[float, float]:
    """Return the temperature under which the true classes (column numbers) are likeliest, and the log loss there."""
    losses = [log_loss(decision, truth, float(value)) for value in TEMPERATURES]
    best = int(np.argmin(losses))
    return float(TEMPERATURES[best]), losses[best]


def log_loss(decision: Any, truth: Sequence[int], temperature: float) -> float:
    """Return the mean surprise (natural logarithm) at the true classes."""
    likely = softmax(decision, temperature)[np.arange(len(truth)), np.asarray(truth)]
    return float(-np.log(np.maximum(likely, 1e-12)).mean())


def fit_says(decisions: Decisions, truth: Sequence[int], temperature: float) -> tuple[float, float]:
    """Return how much headings and contexts should say, each from the rows that have one; 0 where none have."""
    return (
        _say(decisions.text, decisions.heading, truth, temperature),
        _say(decisions.text, decisions.context, truth, temperature),
    )


def _say(text: Any, other: Any, truth: Sequence[int], temperature: float) -> float:
    rows = np.flatnonzero(np.abs(other).sum(axis=1) > 0)
    if len(rows) < ENOUGH:
        return 0.0
    wanted = np.asarray(truth)[rows]
    losses = [log_loss(text[rows] + say * other[rows], list(wanted), temperature) for say in SAYS]
    return SAYS[int(np.argmin(losses))]


def withhold_below(confidence: Sequence[float], right: Sequence[bool]) -> float:
    """Return the confidence below which answers are more often wrong than right: the best point to fall silent.

    0 where every stretch of answers from the bottom is right at least as often as wrong.
    """
    order = np.argsort(confidence, kind="stable")
    gain = np.cumsum(np.where(np.asarray(right)[order], -1, 1))
    if not len(gain) or gain.max() <= 0:
        return 0.0
    return round(float(np.asarray(confidence)[order][int(np.argmax(gain))]) + 1e-4, 4)


def review_below(confidence: Sequence[float], right: Sequence[bool]) -> float:
    """Return the lowest confidence from which on upwards the share of right answers is `RELIABLE`; 1 if none is."""
    order = np.argsort(-np.asarray(confidence), kind="stable")
    share = np.cumsum(np.asarray(right, dtype=float)[order]) / np.arange(1, len(order) + 1)
    reached = np.flatnonzero(share >= RELIABLE)
    if not len(reached) or reached[-1] + 1 < ENOUGH:
        return 1.0
    return round(float(np.asarray(confidence)[order][reached[-1]]), 4)
