"""Train the area classifier: `python -m pipeline.classification.train`, from gold to model and model card.

The scores in the card are those of a cross-validation that keeps phrases of one document together.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, log_loss, precision_recall_fscore_support
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.svm import LinearSVC
from skops.io import dump

from pipeline.classification.card import render_card
from pipeline.classification.classifier import Prediction, decide, softmax
from pipeline.classification.features import concepts, normalise, words
from pipeline.classification.gold import OTHER, GoldPhrase, read_gold
from pipeline.domain.data import data_path, load_toml, vocabulary

VERSION = "1"
SEED = 20240101
FOLDS = 5
# Every kind of feature has the same say, except that letters of a word alone mislead more often.
WEIGHTS = {"words": 1.0, "letters": 1.0, "concepts": 1.5}
TEMPERATURES = np.geomspace(0.05, 5.0, 93).round(3)
BINS = 10
LIBRARIES = ("numpy", "scikit-learn", "skops")


@dataclass(frozen=True, slots=True)
class Trial:
    """What one kind of model reached in the cross-validation, with its decision values out of fold."""

    name: str
    decision: Any
    temperature: float
    macro_f1: float


def train(gold_path: Path, out_dir: Path) -> dict[str, Any]:
    """Train on a gold file, write `model.skops`, `card.json` and `README.md` to a folder, return the card.

    The same gold gives the same weights and the same card. Raises ValueError where the gold breaks its schema.
    """
    gold = read_gold(gold_path)
    labels = sorted({*(phrase.label for phrase in gold), *_titles()[1]})
    trials = _trials(gold, labels)
    best = max(trials, key=lambda trial: trial.macro_f1)
    model = _fit(best.name, gold)
    card = _card(gold_path, gold, labels, trials, best) | {"weights_sha256": _weights_hash(model)}
    out_dir.mkdir(parents=True, exist_ok=True)
    dump(model, out_dir / "model.skops", compression=8, compresslevel=9)
    (out_dir / "card.json").write_text(json.dumps(card, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (out_dir / "README.md").write_text(render_card(card), encoding="utf-8")
    return card


def _features() -> FeatureUnion:
    steps = [
        ("words", TfidfVectorizer(analyzer=words, min_df=2, sublinear_tf=True, dtype=np.float32)),
        ("letters", _letters()),
        ("concepts", TfidfVectorizer(analyzer=concepts, min_df=2, sublinear_tf=True, dtype=np.float32)),
    ]
    return FeatureUnion(steps, transformer_weights=WEIGHTS)


def _letters() -> TfidfVectorizer:
    """Return letter groups of 3 to 5: what compounds and unknown forms share with known words."""
    return TfidfVectorizer(
        analyzer="char_wb", preprocessor=normalise, ngram_range=(3, 5), min_df=3, sublinear_tf=True, dtype=np.float32
    )


def _estimators() -> dict[str, Any]:
    """Return the kinds of model that compete."""
    logistic = LogisticRegression(C=10.0, class_weight="balanced", max_iter=2000, random_state=SEED)
    svm = LinearSVC(C=0.5, class_weight="balanced", random_state=SEED)
    return {"logistic regression, C=10": logistic, "linear SVM, C=0.5": svm}


def _titles() -> tuple[list[str], list[str]]:
    """Return the names of areas with their ids: known words that every fold may learn from."""
    pairs = [
        (name.replace("*", "e"), area)
        for area, entry in load_toml("foerderbereiche")["areas"].items()
        for name in [*entry["titles"].values(), *entry["names"], *entry["short"]]
    ]
    return [name for name, _ in pairs], [area for _, area in pairs]


def _fit(name: str, gold: Sequence[GoldPhrase]) -> Pipeline:
    texts, areas = _titles()
    model = Pipeline([("features", _features()), ("model", _estimators()[name])])
    model.fit([*(phrase.text for phrase in gold), *texts], [*(phrase.label for phrase in gold), *areas])
    # Half the size on disk, the same predictions to the fourth digit.
    model.named_steps["model"].coef_ = model.named_steps["model"].coef_.astype(np.float32)
    return model


def _trials(gold: Sequence[GoldPhrase], labels: list[str]) -> list[Trial]:
    """Cross-validate each kind of model; each fold's features are made once."""
    decisions = {name: np.zeros((len(gold), len(labels))) for name in _estimators()}
    titles, areas = _titles()
    texts, truth = [phrase.text for phrase in gold], np.array([phrase.label for phrase in gold])
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=SEED)
    for known, unknown in folds.split(texts, truth, [phrase.document for phrase in gold]):
        features = _features()
        seen = features.fit_transform([*(texts[place] for place in known), *titles])
        unseen = features.transform([texts[place] for place in unknown])
        for name, estimator in _estimators().items():
            estimator.fit(seen, [*truth[known], *areas])
            columns = [labels.index(label) for label in estimator.classes_]
            decisions[name][np.ix_(unknown, columns)] = estimator.decision_function(unseen)
    return [_trial(name, decision, gold, labels) for name, decision in decisions.items()]


def _trial(name: str, decision: Any, gold: Sequence[GoldPhrase], labels: list[str]) -> Trial:
    truth = [phrase.label for phrase in gold]
    losses = [log_loss(truth, softmax(decision, value), labels=labels) for value in TEMPERATURES]
    temperature = float(TEMPERATURES[int(np.argmin(losses))])
    guesses = _first_labels(_predictions(decision, temperature, labels))
    score = f1_score([_coarse(phrase) for phrase in gold], guesses, average="macro")
    return Trial(name, decision, temperature, round(float(score), 4))


def _predictions(decision: Any, temperature: float, labels: list[str]) -> list[Prediction]:
    rows = softmax(decision, temperature)
    return [decide(dict(zip(labels, map(float, row), strict=True))) for row in rows]


def _first_labels(predictions: Sequence[Prediction]) -> list[str]:
    """Return the label with the highest score: what the model thinks, whatever the threshold does with it."""
    return [max(item.scores, key=lambda label: item.scores[label]) for item in predictions]


def _coarse(phrase: GoldPhrase) -> str:
    return phrase.foerderbereich or OTHER


def _card(
    gold_path: Path, gold: Sequence[GoldPhrase], labels: list[str], trials: Sequence[Trial], best: Trial
) -> dict[str, Any]:
    predictions = _predictions(best.decision, best.temperature, labels)
    concept_words = json.dumps([load_toml("concepts"), load_toml("foerderbereiche")], ensure_ascii=False)
    return {
        "version": VERSION,
        "model": best.name,
        "temperature": best.temperature,
        "seed": SEED,
        "gold_sha256": hashlib.sha256(gold_path.read_bytes()).hexdigest(),
        "words_sha256": hashlib.sha256(concept_words.encode("utf-8")).hexdigest(),
        "phrases": _counts(gold),
        "libraries": {name: version(name) for name in LIBRARIES},
        "candidates": {trial.name: trial.macro_f1 for trial in trials},
        "cross_validation": {"folds": FOLDS, "grouped_by": "document", **_scores(gold, predictions)},
    }


def _counts(gold: Sequence[GoldPhrase]) -> dict[str, int]:
    languages = sorted({phrase.lang for phrase in gold})
    return {"all": len(gold)} | {lang: sum(phrase.lang == lang for phrase in gold) for lang in languages}


def _scores(gold: Sequence[GoldPhrase], predictions: Sequence[Prediction]) -> dict[str, Any]:
    truth, guesses = [_coarse(phrase) for phrase in gold], _first_labels(predictions)
    names = [*vocabulary("foerderbereich"), OTHER]
    table = np.transpose(precision_recall_fscore_support(truth, guesses, labels=names, zero_division=0))
    kept = [phrase.accepts(item.foerderbereich or OTHER) for phrase, item in zip(gold, predictions, strict=True)]
    right = [phrase.accepts(guess) for phrase, guess in zip(gold, guesses, strict=True)]
    unclear = [item.no_area_reason == "unclear" for item in predictions]
    return {
        "accuracy": _share([first == guess for first, guess in zip(truth, guesses, strict=True)]),
        "accuracy_with_alternatives": _share(right),
        "accuracy_after_threshold": _share(kept),
        "unclear": _share(unclear),
        "right_among_unclear": _share([ok for ok, vague in zip(right, unclear, strict=True) if vague]),
        "macro_f1": round(float(f1_score(truth, guesses, average="macro")), 4),
        "calibration_error": _calibration_error(predictions, right),
        "by_language": {
            lang: _share([ok for phrase, ok in zip(gold, right, strict=True) if phrase.lang == lang])
            for lang in sorted({phrase.lang for phrase in gold})
        },
        "by_class": {
            name: dict(zip(("precision", "recall", "f1", "support"), (round(float(v), 4) for v in row), strict=True))
            for name, row in zip(names, table, strict=True)
        },
    }


def _share(flags: Sequence[bool]) -> float:
    return round(sum(flags) / len(flags), 4) if flags else 0.0


def _calibration_error(predictions: Sequence[Prediction], right: Sequence[bool]) -> float:
    """Return the mean distance between score and share of right answers, over ten bins of the best score."""
    best = np.array([max(item.scores.values()) for item in predictions])
    hits = np.array(right, dtype=float)
    bins = np.minimum((best * BINS).astype(int), BINS - 1)
    gaps = [abs(best[bins == n].mean() - hits[bins == n].mean()) * (bins == n).mean() for n in sorted(set(bins))]
    return round(float(sum(gaps)), 4)


def _weights_hash(model: Pipeline) -> str:
    weights = model.named_steps["model"]
    names = "\n".join(model.named_steps["features"].get_feature_names_out())
    digest = hashlib.sha256(names.encode("utf-8"))
    digest.update(np.round(weights.coef_, 4).tobytes())
    return digest.hexdigest()


def main(arguments: Sequence[str] | None = None) -> None:
    """Train from the command line and print the scores."""
    parser = argparse.ArgumentParser(description="Train the classifier of areas.")
    parser.add_argument("--gold", type=Path, default=None, help="gold file, corpus/gold/measures.jsonl if left out")
    parser.add_argument("--out", type=Path, default=Path("models/classifier"), help="folder for model and card")
    options = parser.parse_args(arguments)
    card = train(options.gold or data_path("corpus", "gold", "measures.jsonl"), options.out)
    sys.stdout.write(json.dumps(card["candidates"] | card["cross_validation"], indent=2) + "\n")


if __name__ == "__main__":
    main()
