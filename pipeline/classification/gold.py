"""The annotated phrases the classifier learns from: one JSON object per line, checked on reading."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.domain.data import vocabulary

NO_AREA = ("quality", "steering", "other_field")
OTHER = "other"


@dataclass(frozen=True, slots=True)
class GoldPhrase:
    """A phrase with its area, or the reason why it has none; phrases of one `document` are alike."""

    text: str
    lang: str
    foerderbereich: str | None
    no_area_reason: str | None
    kind: str
    canton: str | None
    document: str
    alt: tuple[str, ...]

    @property
    def label(self) -> str:
        """Return what the model learns: the area, or the reason where there is none."""
        return self.foerderbereich or str(self.no_area_reason)

    def accepts(self, label: str) -> bool:
        """Tell whether a label (an area, or `other`) is right: the first one or one that can be defended."""
        return label == (self.foerderbereich or OTHER) or label in self.alt


def read_gold(path: Path) -> list[GoldPhrase]:
    """Return the phrases of a gold file. Raises ValueError, with line number, where a line breaks the schema."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_phrase(number, json.loads(line)) for number, line in enumerate(lines, start=1)]


def _phrase(number: int, row: dict[str, Any]) -> GoldPhrase:
    try:
        phrase = GoldPhrase(**{**row, "alt": tuple(row["alt"])})
    except (KeyError, TypeError) as error:
        raise ValueError(f"line {number} of the gold file: fields are wrong ({error})") from error
    problem = _problem(phrase)
    if problem:
        raise ValueError(f"line {number} of the gold file: {problem}")
    return phrase


def _problem(phrase: GoldPhrase) -> str | None:
    areas = vocabulary("foerderbereich")
    if not phrase.text.strip():
        return "the text is empty"
    if (phrase.foerderbereich is None) == (phrase.no_area_reason is None):
        return "give either an area or the reason why there is none"
    if phrase.label not in (*areas, *NO_AREA):
        return f"{phrase.label!r} is neither an area nor a reason"
    if not set(phrase.alt) <= {*areas, OTHER}:
        return f"unknown alternative in {phrase.alt}"
    return None
