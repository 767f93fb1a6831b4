"""Train the German pipeline `models/de_kip` from gold passages: cross-validation, learning curve, model and card.

The figures of the card are those of passages the model had not seen: groups (canton and document) are never split.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import load_config, load_model_from_config, registry
from thinc.api import Optimizer, fix_random_seed

from pipeline.domain.data import load_toml
from pipeline.extraction import tokenizer  # noqa: F401 - registers the tokenizer
from pipeline.extraction.recogniser import FACTORY, GROUP, LABELS, Recognised, calibrated, recognised_spans
from pipeline.training.card import render_card
from pipeline.training.passages import GoldPassage, folds_by_group, read_passages
from pipeline.training.scores import Match, SpanScore, add_up, calibration, match
from pipeline.training.treebank import TaggedSentence, read_treebank

VERSION = "1"
FOLDS = 5
# Shares of the groups known to the model at each point of the learning curve, and the folds it is measured on; the
# last share is the cross-validation, over all folds.
CURVE = (0.25, 0.5, 0.75, 1.0)
FOLDS_OF_CURVE = 2
# Rounds over the treebank before the passages, and the share of it that comes along with each round over them.
GRAMMAR_EPOCHS = 6
TREEBANK_SHARE = 0.1
# The learning rate falls in a straight line to this share of what it was.
LAST_RATE = 0.05
# How freely a calibration may leave the scale of the network; fewer cases than this leave it as it is.
CALIBRATION_C = 10.0
FEWEST_TO_CALIBRATE = 30
CONFIG = Path(__file__).with_name("de_kip.cfg")
LIBRARIES = ("numpy", "spacy", "thinc")

Found = Sequence[Sequence[Recognised]]
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Material:
    """What is learned from: annotated passages, and tagged sentences, of which there may be none."""

    passages: tuple[GoldPassage, ...]
    sentences: tuple[TaggedSentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Trial:
    """What models found in the passages of some folds, none of which they had seen."""

    passages: tuple[GoldPassage, ...]
    found: tuple[tuple[Recognised, ...], ...]


def train(gold_path: Path, out_dir: Path, treebank: Path | None, progress: Progress) -> dict[str, Any]:
    """Cross-validate, train on everything, write pipeline, `card.json` and `README.md`; return the card.

    The same gold, treebank and libraries give the same weights. Raises ValueError where the gold breaks its schema and
    FileNotFoundError where the treebank is missing.
    """
    sentences, held_out = read_treebank(treebank) if treebank else ((), ())
    material = Material(tuple(read_passages(gold_path)), sentences)
    progress("grammar")
    grammar = learn_grammar(sentences)
    trials = {share: _trial(material, grammar, share, progress) for share in CURVE}
    progress("all passages")
    nlp = fit(material, grammar)
    card = _card(gold_path, material, trials) | {"tag_accuracy": _tag_accuracy(nlp, held_out)}
    recogniser: Any = nlp.get_pipe(FACTORY)
    recogniser.cfg["calibration"] = card["calibration"]
    nlp.meta.update({"name": "kip", "version": VERSION, "description": "Measures, providers and target groups"})
    without_words(nlp).to_disk(out_dir)
    (out_dir / "card.json").write_text(json.dumps(card, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (out_dir / "README.md").write_text(render_card(card), encoding="utf-8")
    return card


def fit(material: Material, grammar: bytes | None = None) -> Language:
    """Return a pipeline trained on passages; it starts from what `learn_grammar` returned, if given.

    A small share of the tagged sentences comes along, so that the tagger keeps up with the shared network.
    """
    nlp, settings = _untrained(with_tagger=bool(material.sentences))
    passages = [passage_example(nlp, passage) for passage in material.passages]
    sentences = [_tagged_example(nlp, sentence) for sentence in material.sentences]
    if grammar is None:
        nlp.initialize(lambda: [*passages, *sentences])
    else:
        nlp.from_bytes(grammar)
    share = int(len(sentences) * TREEBANK_SHARE)
    return _taught(nlp, settings, lambda: [*passages, *random.sample(sentences, share)], settings["max_epochs"])


def learn_grammar(sentences: Sequence[TaggedSentence]) -> bytes | None:
    """Return a pipeline that has learned to tag, as bytes; null without sentences.

    The shared network knows the forms of German words from it before it sees the first passage.
    """
    if not sentences:
        return None
    nlp, settings = _untrained(with_tagger=True)
    examples = [_tagged_example(nlp, sentence) for sentence in sentences]
    nlp.initialize(lambda: examples)
    return _taught(nlp, settings, lambda: list(examples), GRAMMAR_EPOCHS).to_bytes()


def _untrained(*, with_tagger: bool) -> tuple[Language, dict[str, Any]]:
    config = load_config(CONFIG)
    if not with_tagger:
        config["nlp"]["pipeline"].remove("tagger")
        del config["components"]["tagger"]
    settings = registry.resolve(config["training"])
    fix_random_seed(settings["seed"])
    return load_model_from_config(config, auto_fill=True), settings


def _taught(
    nlp: Language, settings: dict[str, Any], examples_of_epoch: Callable[[], list[Example]], epochs: int
) -> Language:
    optimizer, rate = settings["optimizer"], settings["optimizer"].learn_rate
    for epoch in range(epochs):
        optimizer.learn_rate = rate * max(LAST_RATE, 1 - epoch / epochs)
        examples = examples_of_epoch()
        random.shuffle(examples)
        for batch in settings["batcher"](examples):
            nlp.update(batch, sgd=optimizer, drop=settings["dropout"])
    return _with_averages(nlp, optimizer)


def _with_averages(nlp: Language, optimizer: Optimizer) -> Language:
    """Return the pipeline with the mean of its weights over the training, which varies less than the last ones."""
    with nlp.use_params(optimizer.averages):
        data = nlp.to_bytes()
    return nlp.from_bytes(data)


def without_words(nlp: Language) -> Language:
    """Return the same pipeline with a vocabulary of labels alone: the words of the material need not travel with it."""
    fresh = load_model_from_config(nlp.config)
    fresh.from_bytes(nlp.to_bytes(exclude=["vocab"]), exclude=["vocab"])
    for labels in fresh.pipe_labels.values():
        for label in labels:
            fresh.vocab.strings.add(label)
    fresh.meta.update({name: nlp.meta[name] for name in ("name", "version", "description")})
    return fresh


def passage_example(nlp: Language, passage: GoldPassage) -> Example:
    """Return a passage as an example with its spans. Raises ValueError where a span cuts through a token."""
    reference = nlp.make_doc(passage.text)
    spans = [reference.char_span(span.start, span.end, label=span.label) for span in passage.spans]
    if None in spans:
        raise ValueError(f"{passage.id}: a span cuts through a word")
    reference.spans[GROUP] = [span for span in spans if span is not None]
    return Example(nlp.make_doc(passage.text), reference)


def _tagged_example(nlp: Language, sentence: TaggedSentence) -> Example:
    reference = Doc(nlp.vocab, words=list(sentence.words), spaces=list(sentence.spaces), tags=list(sentence.tags))
    return Example(nlp.make_doc(reference.text), reference)


def _tag_accuracy(nlp: Language, sentences: Sequence[TaggedSentence]) -> float | None:
    """Return the share of right tags in sentences the tagger has not seen; null without any."""
    if not sentences:
        return None
    return round(float(nlp.evaluate([_tagged_example(nlp, sentence) for sentence in sentences])["tag_acc"]), 4)


def find(nlp: Language, passages: Sequence[GoldPassage]) -> list[list[Recognised]]:
    """Return what the recogniser finds in each passage."""
    return [recognised_spans(doc) for doc in nlp.pipe(passage.text for passage in passages)]


def _trial(material: Material, grammar: bytes | None, share: float, progress: Progress) -> Trial:
    """Train for each fold on a share of the groups of the others; on less than all of them for the first folds only."""
    folds = folds_by_group(material.passages, FOLDS, seed=0)
    passages: list[GoldPassage] = []
    found: list[list[Recognised]] = []
    for fold in range(FOLDS if share == 1 else FOLDS_OF_CURVE):
        progress(f"{share:.0%} of the passages, fold {fold + 1}")
        known = tuple(_some_groups(material.passages, folds, fold, share))
        unseen = [passage for passage, number in zip(material.passages, folds, strict=True) if number == fold]
        found += find(fit(Material(known, material.sentences), grammar), unseen)
        passages += unseen
    return Trial(tuple(passages), tuple(tuple(spans) for spans in found))


def _some_groups(
    passages: Sequence[GoldPassage], folds: Sequence[int], fold: int, share: float
) -> Iterator[GoldPassage]:
    groups = sorted({passage.group for passage, number in zip(passages, folds, strict=True) if number != fold})
    random.Random(fold).shuffle(groups)  # noqa: S311 - a shuffle that can be repeated, no secret
    known = set(islice(groups, round(len(groups) * share)))
    return (passage for passage in passages if passage.group in known)


def matches(passages: Sequence[GoldPassage], found: Found, label: str) -> list[Match]:
    """Return the matches of one label, passage by passage."""
    return [
        match([((s.start, s.end), s.confidence) for s in spans if s.label == label], passage.places(label))
        for passage, spans in zip(passages, found, strict=True)
    ]


def _slope_and_offset(rows: Sequence[Match]) -> list[float]:
    """Return slope and offset on the scale of log odds, fitted to spans found in unseen passages."""
    cases = [(confidence, right) for row in rows for _, confidence, right in row.found]
    if len(cases) < FEWEST_TO_CALIBRATE or len({right for _, right in cases}) == 1:
        return [1.0, 0.0]
    raw = np.clip([confidence for confidence, _ in cases], 1e-6, 1 - 1e-6)
    odds = np.log(raw / (1 - raw)).reshape(-1, 1)
    model = LogisticRegression(C=CALIBRATION_C).fit(odds, [right for _, right in cases])
    return [round(float(model.coef_[0][0]), 4), round(float(model.intercept_[0]), 4)]


def _card(gold_path: Path, material: Material, trials: dict[float, Trial]) -> dict[str, Any]:
    passages, whole = material.passages, trials[1.0]
    rows = {label: matches(whole.passages, whole.found, label) for label in LABELS}
    fitted = {label: _slope_and_offset(rows[label]) for label in LABELS}
    return {
        "version": VERSION,
        "gold_sha256": hashlib.sha256(gold_path.read_bytes()).hexdigest(),
        "config_sha256": hashlib.sha256(CONFIG.read_bytes()).hexdigest(),
        "words_sha256": words_hash(),
        "libraries": {name: version(name) for name in LIBRARIES},
        "passages": len(passages),
        "groups": len({passage.group for passage in passages}),
        "words": sum(len(passage.text.split()) for passage in passages),
        "without_spans": sum(not passage.spans for passage in passages),
        "treebank_sentences": len(material.sentences),
        "folds": FOLDS,
        "folds_of_curve": FOLDS_OF_CURVE,
        "calibration": fitted,
        "labels": {label: told(add_up(rows[label])) for label in LABELS},
        "curve": {f"{share:.0%}": _point(trial, trials) for share, trial in trials.items()},
        "reliability": {label: reliability(rows[label], fitted[label]) for label in LABELS},
    }


def words_hash() -> str:
    """Return a hash of the endings and names the features rest on; with others the model must be trained again."""
    words = load_toml("recogniser_de")
    known = json.dumps([words["endings"], words["names"]], ensure_ascii=False)
    return hashlib.sha256(known.encode("utf-8")).hexdigest()


def _point(trial: Trial, trials: dict[float, Trial]) -> dict[str, float]:
    """Return F1 by label over the passages that all trials have in common, so that the points can be compared."""
    size = min(len(other.passages) for other in trials.values())
    passages, found = trial.passages[:size], trial.found[:size]
    return {label: round(add_up(matches(passages, found, label)).f1, 4) for label in LABELS}


def told(score: SpanScore) -> dict[str, Any]:
    """Return counts and shares of a score as plain values, with Wilson intervals."""
    return {
        "right": score.right,
        "found": score.found,
        "of": score.of,
        "exact": score.exact,
        "precision": score.precision.share,
        "precision_interval_95": score.precision.interval(),
        "recall": score.recall.share,
        "recall_interval_95": score.recall.interval(),
        "f1": round(score.f1, 4),
    }


def reliability(rows: Sequence[Match], fitted: Sequence[float] = (1.0, 0.0)) -> list[dict[str, Any]]:
    """Return how many spans are right by confidence, put on the scale of a calibration (slope, offset) first."""
    slope, offset = fitted
    cases = [(calibrated(confidence, slope, offset), right) for row in rows for _, confidence, right in row.found]
    return [
        {"from": low, "to": high, "mean": round(mean, 3), "right": rate.right, "of": rate.of}
        for low, high, mean, rate in calibration(cases)
    ]
