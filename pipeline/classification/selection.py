"""The choice among kinds of model by nested cross-validation: chosen inside each fold, scored outside of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.model_selection import StratifiedGroupKFold

from pipeline.classification.calibration import (
    Calibration,
    Decisions,
    fit_says,
    fit_temperature,
    review_below,
    softmax,
    withhold_below,
)
from pipeline.classification.classifier import Prediction, decide
from pipeline.classification.gold import OTHER, GoldPhrase
from pipeline.classification.groups import groups_of
from pipeline.classification.model import SEED, Counts, Lessons, candidates, count, decide_by, train_one
from pipeline.domain.data import load_toml

OUTER_FOLDS = 5
INNER_FOLDS = 3
LEARNING_SHARES = (0.125, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Material:
    """All there is to learn from, counted once; rows of names of areas stand behind those of the phrases."""

    phrases: tuple[GoldPhrase, ...]
    groups: Any
    labels: tuple[str, ...]
    counts: Counts
    truth: Any
    weights: Any

    def lessons(self, rows: Any) -> Lessons:
        """Return what some rows teach."""
        defensible = [self.phrases[row].alt if row < len(self.phrases) else () for row in rows]
        return Lessons(list(map(str, self.truth[rows])), defensible, list(map(float, self.weights[rows])))

    @property
    def names(self) -> Any:
        """Return the rows of the areas' names, which every fold may learn from."""
        return np.arange(len(self.phrases), len(self.truth))

    @property
    def alone(self) -> Any:
        """Tell which phrases say their area by themselves; those that need a heading or context teach no words."""
        return np.asarray([not phrase.heading and not phrase.context for phrase in self.phrases])

    @property
    def scored(self) -> Any:
        """Return the rows that scores are about: the gold, not what was added with a weight of its own."""
        return np.flatnonzero(np.asarray([phrase.weight == 1.0 for phrase in self.phrases]))


@dataclass(frozen=True, slots=True)
class Choice:
    """The kind of model chosen, the log loss of each that competed, and what was learned from answers out of fold."""

    name: str
    losses: dict[str, float]
    calibration: Calibration


def prepare(phrases: Sequence[GoldPhrase]) -> Material:
    """Return the material of phrases, with their groups and counted features."""
    names, areas = titles()
    truth = [*(phrase.label for phrase in phrases), *areas]
    texts = [*(phrase.text for phrase in phrases), *names]
    around = [*(phrase.heading for phrase in phrases), *(phrase.context for phrase in phrases), ""]
    return Material(
        tuple(phrases),
        np.asarray(groups_of(phrases)),
        tuple(sorted(set(truth))),
        count([*texts, *around]),
        np.asarray(truth),
        np.asarray([*(phrase.weight for phrase in phrases), *(1.0 for _ in names)]),
    )


def titles() -> tuple[list[str], list[str]]:
    """Return the names of areas with their ids: known words that every fold may learn from."""
    pairs = [
        (name.replace("*", "e"), area)
        for area, entry in load_toml("foerderbereiche")["areas"].items()
        for name in [*entry["titles"].values(), *entry["names"], *entry["short"]]
    ]
    return [name for name, _ in pairs], [area for _, area in pairs]


def choose(material: Material, rows: Any, folds: int) -> Choice:
    """Return the kind of model with the lowest log loss out of fold on some rows, and its calibration there."""
    found = {name: _empty(material) for name in candidates()}
    for known, unknown in _folds(material, rows, folds):
        _fill(material, found, known, unknown)
    scored = np.intersect1d(rows, material.scored)
    truth = [material.labels.index(label) for label in material.truth[scored]]
    tempered = {name: fit_temperature(item.text[scored], truth) for name, item in found.items()}
    losses = {name: round(loss, 4) for name, (_, loss) in tempered.items()}
    best = min(losses, key=lambda name: (losses[name], name))
    return Choice(best, losses, _calibrated(material, found[best], scored, truth, tempered[best][0]))


def nested(material: Material) -> tuple[list[Prediction], list[str]]:
    """Return a prediction for each scored phrase by a model that was chosen, calibrated and trained without it.

    The second list names the kind chosen in each outer fold.
    """
    found: dict[int, Prediction] = {}
    chosen = []
    for known, unknown in _folds(material, np.arange(len(material.phrases)), OUTER_FOLDS):
        choice = choose(material, known, INNER_FOLDS)
        chosen.append(choice.name)
        decisions = {choice.name: _empty(material)}
        _fill(material, decisions, known, unknown)
        rows = np.intersect1d(unknown, material.scored)
        predicted = predictions(material, decisions[choice.name], rows, choice.calibration)
        found |= dict(zip(map(int, rows), predicted, strict=True))
    return [found[row] for row in sorted(found)], chosen


def learning_curve(material: Material, choice: Choice) -> list[tuple[int, float]]:
    """Return the accuracy out of fold by how many phrases the model knew, for growing shares of the groups."""
    name = choice.name
    points = []
    splits = _folds(material, np.arange(len(material.phrases)), OUTER_FOLDS)
    for share in LEARNING_SHARES:
        decisions, sizes = {name: _empty(material)}, []
        for known, unknown in splits:
            part = _part(material, known, share)
            sizes.append(len(part))
            _fill(material, decisions, part, unknown)
        answers = predictions(material, decisions[name], material.scored, choice.calibration)
        right = [
            material.phrases[row].accepts(item.foerderbereich or OTHER)
            for row, item in zip(material.scored, answers, strict=True)
        ]
        points.append((round(float(np.mean(sizes))), round(float(np.mean(right)), 4)))
    return points


def predictions(material: Material, decisions: Decisions, rows: Any, calibration: Calibration) -> list[Prediction]:
    """Return the predictions of rows from decision values."""
    likely = softmax(decisions.together(calibration)[rows], calibration.temperature)
    return [decide(dict(zip(material.labels, map(float, row), strict=True)), calibration.threshold) for row in likely]


def _calibrated(
    material: Material, decisions: Decisions, rows: Any, truth: Sequence[int], temperature: float
) -> Calibration:
    own = Decisions(decisions.text[rows], decisions.heading[rows], decisions.context[rows])
    heading, context = fit_says(own, truth, temperature)
    calibration = Calibration(temperature, heading=heading, context=context)
    answers = predictions(material, decisions, rows, calibration)
    right = [
        material.phrases[row].accepts(item.foerderbereich or OTHER) for row, item in zip(rows, answers, strict=True)
    ]
    areas = [(item.confidence, ok) for item, ok in zip(answers, right, strict=True) if item.foerderbereich]
    threshold = withhold_below([score for score, _ in areas], [ok for _, ok in areas])
    review = review_below([item.confidence for item in answers], right)
    return Calibration(temperature, threshold, review, heading, context)


def _folds(material: Material, rows: Any, folds: int) -> list[tuple[Any, Any]]:
    """Return (known, unknown) rows of each fold; no group stands on both sides."""
    splitter = StratifiedGroupKFold(folds, shuffle=True, random_state=SEED)
    splits = splitter.split(rows, material.truth[rows], material.groups[rows])
    return [(rows[known], rows[unknown]) for known, unknown in splits]


def _part(material: Material, known: Any, share: float) -> Any:
    """Return the known rows of a share of the groups, the same ones in every run."""
    groups = np.random.default_rng(SEED).permutation(np.unique(material.groups[known]))
    return known[np.isin(material.groups[known], groups[: max(1, round(share * len(groups)))])]


def _empty(material: Material) -> Decisions:
    shape = (len(material.phrases), len(material.labels))
    return Decisions(np.zeros(shape), np.zeros(shape), np.zeros(shape))


def _fill(material: Material, found: dict[str, Decisions], known: Any, unknown: Any) -> None:
    """Train each kind on known rows and fill in its decision values for unknown ones."""
    first, size = len(material.truth), len(material.phrases)
    nothing = np.asarray([first + 2 * size])
    rows = np.concatenate([known[material.alone[known]], material.names])
    sets = [unknown, first + unknown, first + size + unknown, nothing]
    features, unseen = material.counts.split(rows, sets)
    lessons = material.lessons(rows)
    for name, decisions in found.items():
        estimator = train_one(candidates()[name], features, lessons)
        columns = [material.labels.index(label) for label in estimator.classes_]
        text, heading, context, silent = (decide_by(estimator, part) for part in unseen)
        for target, values in ((decisions.text, text), (decisions.heading, heading - silent)):
            target[np.ix_(unknown, columns)] = values
        decisions.context[np.ix_(unknown, columns)] = context - silent
