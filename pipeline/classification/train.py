"""Train the area classifier: from gold to model, card and curves.

The scores in the card are those of a nested cross-validation that keeps together what is alike.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.pipeline import Pipeline
from threadpoolctl import threadpool_limits

from pipeline.classification.card import render_card
from pipeline.classification.curves import learning_curve_svg, risk_coverage_svg
from pipeline.classification.gold import GoldPhrase, read_gold
from pipeline.classification.model import SEED, fitted
from pipeline.classification.scores import answered, scores
from pipeline.classification.selection import (
    INNER_FOLDS,
    OUTER_FOLDS,
    Choice,
    Material,
    choose,
    learning_curve,
    nested,
    prepare,
    titles,
)
from pipeline.classification.stored import store
from pipeline.domain.data import load_toml

VERSION = "3"
LIBRARIES = ("numpy", "scikit-learn", "skops")
WORDS = ("concepts", "endings", "foerderbereiche")


def train(
    gold_path: Path,
    out_dir: Path,
    extra: Sequence[GoldPhrase] = (),
    tell: Callable[[str], object] = lambda step: None,
) -> dict[str, Any]:
    """Train on a gold file and return the card; writes `model.skops`, `card.json`, `README.md` and two curves.

    `extra` are phrases with a weight of their own (corrections, weak labels), which are learned from but not scored.
    `tell` hears of each step. The same phrases give the same weights and the same card. Raises ValueError where the
    gold breaks its schema.
    """
    gold = read_gold(gold_path)
    tell(f"{len(gold)} phrases, and {len(extra)} from corrections and headings")
    material = prepare([*gold, *extra])
    # The sums are small: threads wait for each other longer than they calculate.
    with threadpool_limits(limits=1):
        tell("Nested cross-validation")
        predicted, chosen = nested(material)
        tell("Choice of the model, learning curve")
        choice = choose(material, np.arange(len(material.phrases)), OUTER_FOLDS)
        curve = learning_curve(material, choice)
        model = _model(choice.name, material)
    card = _about(gold_path, material, choice) | {
        "cross_validation": {
            "outer_folds": OUTER_FOLDS,
            "inner_folds": INNER_FOLDS,
            "groups": len(set(material.groups)),
            "chosen": dict(sorted(Counter(chosen).items())),
            **scores(answered(gold, predicted)),
        },
        "learning_curve": curve,
        "weights_sha256": _weights_hash(model),
    }
    _write(out_dir, model, card)
    return card


def _model(name: str, material: Material) -> Pipeline:
    rows = np.concatenate([np.flatnonzero(material.alone), material.names])
    texts = [*(phrase.text for phrase in material.phrases), *titles()[0]]
    return fitted(name, [texts[row] for row in rows], material.lessons(rows))


def _write(out_dir: Path, model: Pipeline, card: dict[str, Any]) -> None:
    out_dir.mkdir(parents=True, exist_ok=True)
    store(model, out_dir)
    texts = {
        "card.json": json.dumps(card, ensure_ascii=False, indent=1) + "\n",
        "README.md": render_card(card),
        "risk_coverage.svg": risk_coverage_svg(card["cross_validation"]["risk_coverage"]),
        "learning_curve.svg": learning_curve_svg(card["learning_curve"]),
    }
    for name, text in texts.items():
        (out_dir / name).write_text(text, encoding="utf-8")


def _about(gold_path: Path, material: Material, choice: Choice) -> dict[str, Any]:
    weights = Counter(phrase.weight for phrase in material.phrases)
    return {
        "version": VERSION,
        "model": choice.name,
        "calibration": choice.calibration.as_dict(),
        "seed": SEED,
        "gold_sha256": hashlib.sha256(gold_path.read_bytes()).hexdigest(),
        "words_sha256": words_hash(),
        "phrases": _counts([phrase for phrase in material.phrases if phrase.weight == 1.0]),
        "phrases_by_weight": {str(weight): count for weight, count in sorted(weights.items())},
        "libraries": {name: version(name) for name in LIBRARIES},
        "log_loss_of_candidates": choice.losses,
    }


def words_hash() -> str:
    """Return the hash of the words that the features know beforehand."""
    known = json.dumps([load_toml(name) for name in WORDS], ensure_ascii=False)
    return hashlib.sha256(known.encode("utf-8")).hexdigest()


def _counts(phrases: Sequence[GoldPhrase]) -> dict[str, int]:
    languages = Counter(phrase.lang for phrase in phrases)
    return {"all": len(phrases)} | dict(sorted(languages.items()))


def _weights_hash(model: Pipeline) -> str:
    estimator = model.named_steps["model"]
    names = "\n".join(model.named_steps["features"].get_feature_names_out())
    digest = hashlib.sha256(names.encode("utf-8"))
    values = estimator.coef_ if hasattr(estimator, "coef_") else estimator.feature_log_prob_
    digest.update(np.round(values, 4).tobytes())
    return digest.hexdigest()
