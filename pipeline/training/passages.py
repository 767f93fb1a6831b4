"""The annotated passages the recogniser learns from: one JSON object per line, checked on reading."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline.extraction.recogniser import LABELS


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """A span `text[start:end]` with its label, one of `LABELS`; spans of different labels may lie in one another."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class GoldPassage:
    """A passage with its spans; `group` names the canton and document it could stand in, `kind` what that is."""

    id: str
    group: str
    kind: str
    text: str
    spans: tuple[GoldSpan, ...]

    def places(self, label: str) -> list[tuple[int, int]]:
        """Return the places of a label's spans, in order."""
        return [(span.start, span.end) for span in self.spans if span.label == label]


def read_passages(path: Path) -> list[GoldPassage]:
    """Return the passages of a gold file. Raises ValueError, with line number, where a line breaks the schema."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_passage(number, line) for number, line in enumerate(lines, start=1)]


def folds_by_group(passages: Sequence[GoldPassage], folds: int, seed: int) -> list[int]:
    """Return the fold of each passage; all passages of a group are in one, and the folds are about equally long."""
    groups = sorted({passage.group for passage in passages})
    random.Random(seed).shuffle(groups)  # noqa: S311 - a shuffle that can be repeated, no secret
    fold = {group: number % folds for number, group in enumerate(groups)}
    return [fold[passage.group] for passage in passages]


def _passage(number: int, line: str) -> GoldPassage:
    try:
        row: dict[str, Any] = json.loads(line)
        spans = tuple(GoldSpan(**span) for span in row.pop("spans"))
        passage = GoldPassage(**row, spans=spans)
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"line {number} of the passages: fields are wrong ({error})") from error
    problem = _problem(passage)
    if problem:
        raise ValueError(f"line {number} of the passages: {problem}")
    return passage


def _problem(passage: GoldPassage) -> str | None:
    if not passage.text.strip():
        return "the text is empty"
    for span in passage.spans:
        quote = passage.text[span.start : span.end]
        if span.label not in LABELS:
            return f"{span.label!r} is no label"
        if not 0 <= span.start < span.end <= len(passage.text) or quote != quote.strip():
            return f"the span {span.start}:{span.end} is not a place in the text, or has white space at an end"
    for label in LABELS:
        places = sorted(passage.places(label))
        if any(second[0] < first[1] for first, second in pairwise(places)):
            return f"spans of {label} overlap"
    return None
