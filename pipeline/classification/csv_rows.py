"""Classify the rows of a CSV file with a column `text`; the same columns come back, with an area."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TextIO

from pipeline.classification.classifier import Prediction, load_classifier
from pipeline.classification.gold import OTHER
from pipeline.classification.jsonl import BATCH, found, predict_rows
from pipeline.domain.data import vocabulary

DELIMITERS = (";", ",", "\t")
TEXT = "text"


def classify_csv(source: TextIO, target: TextIO) -> None:
    """Read rows from one open file and write them, in order, to another, both opened with `newline=""`.

    The delimiter is the one (`;`, `,` or tab) under which the first row has a column `text`. Columns are added for the
    area, its confidence, a second area, the reason for none, and each score (`score_ID`). Raises ValueError where no
    column is called `text`, or a row has more cells than the first one.
    """
    lines = iter(source)
    header = next(lines, "")
    delimiter = _delimiter(header)
    reader = csv.DictReader(_chained(header, lines), delimiter=delimiter, strict=True)
    fields = list(reader.fieldnames or ())
    added = [*found(Prediction(None, 0.0, {})), *(f"score_{name}" for name in (*vocabulary("foerderbereich"), OTHER))]
    writer = csv.DictWriter(target, [*fields, *(name for name in added if name not in fields)], delimiter=delimiter)
    writer.writeheader()
    try:
        while batch := [_checked(row, reader.line_num) for row in islice(reader, BATCH)]:
            predictions = predict_rows(load_classifier(), batch)
            writer.writerows(row | _cells(item) for row, item in zip(batch, predictions, strict=True))
    except csv.Error as error:
        raise ValueError(f"Line {reader.line_num} is no row ({error}).") from error


def _chained(header: str, lines: Iterable[str]) -> Iterator[str]:
    yield header
    yield from lines


def _delimiter(header: str) -> str:
    for delimiter in DELIMITERS:
        if TEXT in next(csv.reader([header], delimiter=delimiter), []):
            return delimiter
    raise ValueError("The first row names no column `text`, separated by semicolon, comma or tab.")


def _checked(row: dict[str | Any, Any], line: int) -> dict[str, Any]:
    if None in row:
        raise ValueError(f"Line {line} has more cells than the first one.")
    return {name: value if value is not None else "" for name, value in row.items()}


def _cells(prediction: Prediction) -> dict[str, Any]:
    return found(prediction) | {f"score_{name}": score for name, score in prediction.scores.items()}
