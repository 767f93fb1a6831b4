"""Trained spans: measures, providers, target groups and responsible bodies, as one spaCy component.

Each label has three scores per token (begins, goes on, outside), so that spans of different labels may lie in one
another: `Deutschkurse für Erwachsene` is a measure, `Erwachsene` within it a target group. Scores come from a linear
layer over the shared tok2vec; the likeliest legal sequence of a label makes its spans.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.ml.models.tok2vec import MaxoutWindowEncoder
from spacy.pipeline import TrainablePipe
from spacy.strings import get_string_id
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import registry
from spacy.vocab import Vocab
from thinc.api import HashEmbed, Linear, Maxout, Model, chain, concatenate, with_array, zero_init

from pipeline.domain.data import load_toml
from pipeline.extraction.snapping import snapped

LABELS = ("MEASURE", "PROVIDER", "TARGET_GROUP", "RESPONSIBLE")
GROUP = "recognised"
FACTORY = "kip_recogniser"
# Places of a label's three scores.
BEGIN, INSIDE, OUTSIDE = 0, 1, 2
STATES = 3
FORBIDDEN = -1e9
# Rows of the hash tables, one table for each feature of a word; collisions are rare at the size of the vocabulary.
ROWS = (4000, 2500, 2500, 1500, 2500, 2500, 300, 1000, 100)
CACHED_WORDS = 200_000
# Pieces of each maxout layer.
PIECES = 2
# Shorter endings (`Bon`, `AG`) count as words of their own alone.
SHORTEST_ENDING = 4

Scores = list[Any]


@dataclass(frozen=True, slots=True)
class Recognised:
    """A span found at `text[start:end]`, with its calibrated probability of being one."""

    label: str
    start: int
    end: int
    confidence: float


# ---------------------------------------------------------------------------------------------
# Features and network
# ---------------------------------------------------------------------------------------------


@lru_cache(maxsize=CACHED_WORDS)
def word_features(word: str) -> tuple[int, ...]:
    """Return a word's features as hashes: itself, its first and last letters, its shape, its known ending and class.

    The endings matter most: the head of a German compound is its last part.
    """
    lower = word.casefold()
    ending, kind = word_class(lower)
    parts = (lower, lower[:5], lower[-5:], lower[:3], lower[-7:], lower[-3:], _shape(word), ending, kind)
    return tuple(get_string_id(f"{number}{part}") for number, part in enumerate(parts))


@cache
def _classes() -> dict[str, str]:
    return {word: kind for kind, words in load_toml("recogniser_de")["endings"].items() for word in words}


@cache
def _names() -> frozenset[str]:
    return frozenset(load_toml("recogniser_de")["names"]["provider"])


def word_class(lower: str) -> tuple[str, str]:
    """Return a word's longest known ending and the class of that ending; empty where none is known."""
    if lower in _names():
        return lower, "name"
    classes = _classes()
    for first in range(len(lower)):
        if lower[first:] in classes and (first == 0 or len(lower) - first >= SHORTEST_ENDING):
            return lower[first:], classes[lower[first:]]
    return "", ""


def _shape(word: str) -> str:
    """Return what kind of token a word is; a sign is its own shape."""
    if word.isdigit():
        return f"9{min(len(word), 4)}"
    if not word[:1].isalpha():
        return word
    if len(word) > 1 and word.isupper():
        return "XX"
    return ("Xx" if word[0].isupper() else "xx") + ("" if word[1:].islower() or len(word) == 1 else "X")


def _extract(docs: Sequence[Doc]) -> list[Any]:
    """Return the features of each doc's words, shaped (tokens, features); those of a word are worked out once."""
    words = np.concatenate([np.zeros(0, dtype=np.uint64), *(doc.to_array("ORTH") for doc in docs)])
    distinct, places = np.unique(words, return_inverse=True)
    texts = (docs[0].vocab.strings[int(word)] for word in distinct)
    table = np.array([word_features(text) for text in texts], dtype=np.uint64)
    features = table.reshape(-1, len(ROWS))[places]
    return np.split(features, np.cumsum([len(doc) for doc in docs])[:-1])


def _forward(
    model: Model[Any, Any], docs: Sequence[Doc], is_train: bool
) -> tuple[list[Any], Callable[[Any], list[Any]]]:
    return _extract(docs), lambda gradient: []


def build_tok2vec(width: int, depth: int, window: int, table_width: int) -> Model[list[Doc], list[Any]]:
    """Return the shared network: hash tables of the features, then `depth` convolutions over `window` neighbours."""
    tables: list[Model[Any, Any]] = [
        HashEmbed(table_width, rows, column=column, seed=column + 7) for column, rows in enumerate(ROWS)
    ]
    mix = Maxout(nO=width, nI=table_width * len(tables), nP=PIECES, dropout=0.0, normalize=True)
    features: Model[Any, Any] = Model("kip_features", _forward)
    embed: Model[Any, Any] = chain(features, with_array(chain(concatenate(*tables), mix)))
    encode = MaxoutWindowEncoder(width=width, window_size=window, maxout_pieces=PIECES, depth=depth)
    network: Model[list[Doc], list[Any]] = chain(embed, encode)
    network.set_dim("nO", width)
    return network


def build_span_scores(tok2vec: Model[list[Doc], list[Any]]) -> Model[list[Doc], list[Any]]:
    """Return the scores of a recogniser: three for each label and token."""
    width = tok2vec.get_dim("nO")
    output: Model[Any, Any] = Linear(len(LABELS) * STATES, width, init_W=zero_init)
    return chain(tok2vec, with_array(output))


# ---------------------------------------------------------------------------------------------
# Component
# ---------------------------------------------------------------------------------------------


class SpanRecogniser(TrainablePipe):  # type: ignore[misc]
    """Fills `doc.spans["recognised"]`; each span has its confidence in `_.confidence`.

    `slope` and `offset` of each label turn the network's own confidence into a share of right spans.
    """

    def __init__(self, vocab: Vocab, model: Model[Any, Any], name: str, calibration: dict[str, list[float]]) -> None:
        self.vocab = vocab
        self.model = model
        self.name = name
        self.cfg = {"calibration": calibration}
        self._rehearsal_model = None

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the labels; they are the same for every model."""
        return LABELS

    def predict(self, docs: Sequence[Doc]) -> Scores:
        """Return for each doc an array of probabilities, shaped (tokens, labels, states)."""
        if not any(len(doc) for doc in docs):
            return [np.zeros((len(doc), len(LABELS), STATES), dtype="f") for doc in docs]
        together = _probabilities(np.vstack(self.model.predict(docs)))
        return np.split(together, np.cumsum([len(doc) for doc in docs])[:-1])

    def set_annotations(self, docs: Sequence[Doc], scores: Scores) -> None:
        """Write the likeliest spans of each label to the docs."""
        for doc, probabilities in zip(docs, scores, strict=True):
            touched = (probabilities.argmax(axis=2) != OUTSIDE).any(axis=0)
            spans = [
                span
                for number, label in enumerate(LABELS)
                if touched[number]
                for span in self._spans(doc, label, probabilities[:, number])
            ]
            doc.spans[GROUP] = sorted(spans, key=lambda span: (span.start, -span.end, span.label_))

    def _spans(self, doc: Doc, label: str, probabilities: Any) -> Iterator[Span]:
        free = 0
        for first, last, raw in decode(probabilities):
            ends = snapped(doc, first, last)
            if ends is None or ends[0] < free:
                continue
            span = Span(doc, *ends, label=label)
            slope, offset = self.cfg["calibration"].get(label, (1.0, 0.0))
            span._.confidence = round(calibrated(raw, slope, offset), 4)
            free = ends[1]
            yield span

    def get_loss(self, examples: Iterable[Example], scores: Scores) -> tuple[float, Scores]:
        """Return the summed squared error and its gradient; a doc without annotation of spans teaches nothing."""
        gradients = []
        loss = 0.0
        for example, given in zip(examples, scores, strict=True):
            truth = _truth(example)
            gradient = np.zeros_like(given) if truth is None else (_probabilities(given) - truth).reshape(given.shape)
            gradients.append(gradient)
            loss += float((gradient**2).sum())
        return loss, gradients

    def initialize(self, get_examples: Callable[[], Iterable[Example]], *, nlp: Language | None = None) -> None:
        """Set up the weights; the labels are fixed."""
        docs = [example.predicted for example, _ in zip(get_examples(), range(10), strict=False)]
        self.model.initialize(X=docs)


def calibrated(raw: float, slope: float, offset: float) -> float:
    """Return a confidence stretched and shifted on the scale of log odds."""
    bounded = min(max(raw, 1e-6), 1 - 1e-6)
    return 1 / (1 + math.exp(-(slope * math.log(bounded / (1 - bounded)) + offset)))


def _probabilities(scores: Any) -> Any:
    shaped = np.asarray(scores).reshape(-1, len(LABELS), STATES)
    powers = np.exp(shaped - shaped.max(axis=2, keepdims=True))
    return powers / powers.sum(axis=2, keepdims=True)


def _truth(example: Example) -> Any | None:
    """Return the states of each token and label as an array of zeros and ones, null without annotation."""
    if GROUP not in example.reference.spans:
        return None
    doc = example.predicted
    truth = np.zeros((len(doc), len(LABELS), STATES), dtype="f")
    truth[:, :, OUTSIDE] = 1
    for span in example.reference.spans[GROUP]:
        place = doc.char_span(span.start_char, span.end_char, alignment_mode="expand")
        if place is None:
            continue
        states = [BEGIN] + [INSIDE] * (len(place) - 1)
        number = LABELS.index(span.label_)
        truth[place.start : place.end, number] = np.eye(STATES)[states]
    return truth


def decode(probabilities: Any) -> Iterator[tuple[int, int, float]]:
    """Yield (first token, token after the last, confidence) of the likeliest spans of one label.

    `probabilities` is shaped (tokens, states). A span can't go on where none began. Confidence is the geometric mean
    of the probabilities of the span's tokens.
    """
    states = _best_path(np.log(probabilities + 1e-9))
    first = None
    for index, state in enumerate([*states, OUTSIDE]):
        if first is not None and state != INSIDE:
            path = probabilities[range(first, index), states[first:index]]
            yield first, index, float(np.exp(np.log(path + 1e-9).mean()))
            first = None
        if state == BEGIN:
            first = index


def _best_path(logs: Any) -> list[int]:
    """Return the likeliest states; `INSIDE` follows `BEGIN` or `INSIDE` alone (Viterbi)."""
    if not len(logs) or bool((logs.argmax(axis=1) == OUTSIDE).all()):
        return [OUTSIDE] * len(logs)
    best = [logs[0][BEGIN], FORBIDDEN, logs[0][OUTSIDE]]
    back: list[tuple[int, int, int]] = []
    for begin, inside, outside in logs[1:].tolist():
        before = max(range(STATES), key=best.__getitem__)
        within = BEGIN if best[BEGIN] >= best[INSIDE] else INSIDE
        back.append((before, within, before))
        best = [best[before] + begin, best[within] + inside, best[before] + outside]
    state = max(range(STATES), key=best.__getitem__)
    path = [state]
    for choices in reversed(back):
        state = choices[state]
        path.append(state)
    return path[::-1]


registry.architectures.register("kip_tok2vec.v1", func=build_tok2vec)
registry.architectures.register("kip_span_scores.v1", func=build_span_scores)

if not Span.has_extension("confidence"):
    Span.set_extension("confidence", default=1.0)


@Language.factory(FACTORY, default_config={"calibration": {}})
def make_recogniser(
    nlp: Language, name: str, model: Model[Any, Any], calibration: dict[str, list[float]]
) -> SpanRecogniser:
    """Return the component for a pipeline."""
    return SpanRecogniser(nlp.vocab, model, name, calibration)


def recognised_spans(doc: Doc) -> list[Recognised]:
    """Return the spans the recogniser found in a doc, in order; none where the pipeline has no recogniser."""
    return [
        Recognised(span.label_, span.start_char, span.end_char, span._.confidence) for span in doc.spans.get(GROUP, ())
    ]
