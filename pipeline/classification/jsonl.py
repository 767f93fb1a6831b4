"""Classify lines of JSON: objects with a `text` in, the same objects with an area out, in order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from pipeline.classification.classifier import AreaClassifier, load_classifier

BATCH = 1024


def classify_lines(lines: Iterable[str]) -> Iterator[str]:
    """Yield each object again, with `foerderbereich` (an id or null), `confidence` and `scores`.

    Blank lines are left out. Raises ValueError, with line number and what is wrong, at the first bad line.
    """
    classifier = load_classifier()
    rows = (_parse(number, line) for number, line in enumerate(lines, start=1) if line.strip())
    while batch := list(islice(rows, BATCH)):
        yield from _classified(classifier, batch)


def _classified(classifier: AreaClassifier, batch: list[dict[str, Any]]) -> Iterator[str]:
    for row, prediction in zip(batch, classifier.predict([row["text"] for row in batch]), strict=True):
        found = {
            "foerderbereich": prediction.foerderbereich,
            "confidence": prediction.confidence,
            "scores": prediction.scores,
        }
        yield json.dumps(row | found, ensure_ascii=False)


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
