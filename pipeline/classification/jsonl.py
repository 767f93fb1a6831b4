"""Classify lines of JSON: objects with a `text` in, the same objects with an area out, in order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from pipeline.classification.classifier import AreaClassifier, Prediction, load_classifier

BATCH = 1024
OPTIONAL = ("heading", "context")


def classify_lines(lines: Iterable[str]) -> Iterator[str]:
    """Yield each object again, with `foerderbereich` (an id or null), `confidence`, `scores` and what else was found.

    A `heading` above the text and a `context` around it are weighed in where a line has them. Blank lines are left
    out. Raises ValueError, with line number and what is wrong, at the first bad line.
    """
    classifier = load_classifier()
    rows = (_parse(number, line) for number, line in enumerate(lines, start=1) if line.strip())
    while batch := list(islice(rows, BATCH)):
        for row, prediction in zip(batch, predict_rows(classifier, batch), strict=True):
            yield json.dumps(row | found(prediction) | {"scores": prediction.scores}, ensure_ascii=False)


def predict_rows(classifier: AreaClassifier, rows: list[dict[str, Any]]) -> list[Prediction]:
    """Return the predictions of rows with a `text` and, where they have them, a `heading` and a `context`."""
    headings, contexts = ([str(row.get(name) or "") for row in rows] for name in OPTIONAL)
    return classifier.predict([row["text"] for row in rows], headings, contexts)


def found(prediction: Prediction) -> dict[str, Any]:
    """Return what a row gains: area, confidence, second area, and the reason for none."""
    return {
        "foerderbereich": prediction.foerderbereich,
        "confidence": prediction.confidence,
        "second_foerderbereich": prediction.second_foerderbereich,
        "no_area_reason": prediction.no_area_reason,
    }


def _parse(number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise _bad(number, f"is not JSON ({error.msg} at character {error.colno})") from error
    if not isinstance(row, dict):
        raise _bad(number, "is not an object with a `text`")
    if not isinstance(row.get("text"), str):
        raise _bad(number, "has no `text` that is a string")
    return row


def _bad(number: int, problem: str) -> ValueError:
    return ValueError(f"Line {number} {problem}.")
