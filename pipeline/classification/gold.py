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
    """A phrase with its area, or the reason why it has none; phrases of one `document` are alike.

    `heading` and `context` are what stood above and around it, empty where nothing did; `weight` is how much it
    counts in training beside a phrase of the gold, which has 1.
    """

    text: str
    lang: str
    foerderbereich: str | None
    no_area_reason: str | None
    kind: str
    canton: str | None
    document: str
    alt: tuple[str, ...]
    heading: str = ""
    context: str = ""
    weight: float = 1.0

    @property
    def label(self) -> str:
        """Return what the model learns: the area, or the reason where there is none."""
        return self.foerderbereich or str(self.no_area_reason)

    @property
    def answer(self) -> str:
        """Return the area, or `other` where there is none."""
        return self.foerderbereich or OTHER

    def accepts(self, answer: str) -> bool:
        """Tell whether an answer (an area, or `other`) is right: the first one or one that can be defended."""
        return answer == self.answer or answer in self.alt


def read_gold(path: Path) -> list[GoldPhrase]:
    """Return the phrases of a gold file. Raises ValueError, with line number, where a line breaks the schema."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_phrase(number, line) for number, line in enumerate(lines, start=1) if line.strip()]


def read_phrases(path: Path) -> list[GoldPhrase]:
    """Return phrases to measure with: lines with a `text` and its area, of the gold or of another annotator.

    The area stands in `foerderbereich` (an id or null) or `label` (an id or `other`), others that can be defended in
    `alt` or `alt_labels`; `lang` and `canton` may be missing. Raises ValueError, with line number, for any other line.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_measured(number, line) for number, line in enumerate(lines, start=1) if line.strip()]


def _measured(number: int, line: str) -> GoldPhrase:
    try:
        row: dict[str, Any] = json.loads(line)
        area = row["foerderbereich"] if "foerderbereich" in row else row["label"]
        area = None if area == OTHER else area
        # Which of the reasons is nobody's question here, and the scores do not tell them apart.
        reason = None if area else row.get("no_area_reason") or NO_AREA[-1]
        alt = tuple(row.get("alt") or row.get("alt_labels") or ())
        heading, context = (str(row.get(name) or "") for name in ("heading", "context"))
        lang = str(row.get("lang") or "und")
        phrase = GoldPhrase(row["text"], lang, area, reason, "", row.get("canton"), str(number), alt, heading, context)
        problem = _problem(phrase)
    except (KeyError, TypeError, AttributeError, json.JSONDecodeError) as error:
        raise ValueError(f"line {number} is no phrase with its area ({type(error).__name__}: {error})") from error
    if problem:
        raise ValueError(f"line {number}: {problem}")
    return phrase


def _phrase(number: int, line: str) -> GoldPhrase:
    try:
        row: dict[str, Any] = json.loads(line)
        phrase = GoldPhrase(**{**row, "alt": tuple(row["alt"])})
    except (KeyError, TypeError, json.JSONDecodeError) as error:
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
    if phrase.canton is not None and phrase.canton not in vocabulary("canton"):
        return f"{phrase.canton!r} is no canton"
    return None
