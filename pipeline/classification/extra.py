"""More to learn from than the gold: what people corrected, and measures whose own heading names their area."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.classification.gold import NO_AREA, GoldPhrase
from pipeline.domain.areas import area_of_title
from pipeline.domain.data import vocabulary
from pipeline.review.corrections import CORRECTED, Correction, read, standing

# A person looked at this very measure in its document, and kip was wrong about it.
CORRECTION_WEIGHT = 3.0
# A heading names the area of a chapter, in which a measure of another area may stand.
WEAK_WEIGHT = 0.25
NAMING = ("heading", "table")
# Rows of these sources have no place in the scores, so their language does not matter there.
NO_LANGUAGE = "und"


def corrected_phrases(folder: Path) -> list[GoldPhrase]:
    """Return the measures whose area people corrected, the last word on each, by the words that name them.

    "None" counts where its reason was given as well. Raises CorrectionsError or OSError where the file can't be read.
    """
    said: dict[str, dict[str, Correction]] = {}
    for item in standing(read(folder)):
        if item.place.table == "measures" and item.action == CORRECTED and item.column:
            said.setdefault(item.place.record_id, {})[item.column] = item
    phrases = (_corrected(columns) for columns in said.values())
    return [phrase for phrase in phrases if phrase is not None]


def _corrected(columns: dict[str, Correction]) -> GoldPhrase | None:
    area = columns.get("foerderbereich")
    reason = columns.get("no_area_reason")
    item = area or reason
    if item is None:
        return None
    chosen = area.human_value if area else None
    why = reason.human_value if reason else None
    if chosen not in vocabulary("foerderbereich") and (chosen is not None or why not in NO_AREA):
        return None
    return _phrase(item.place.quote, chosen, None if chosen else why, item.place.document_id, CORRECTION_WEIGHT)


def weak_phrases(measures: list[dict[str, Any]]) -> list[GoldPhrase]:
    """Return the measures of a run that a heading or table placed, as weak examples of that area.

    `measures` are rows of the run's table. The bare name of an area teaches nothing, and what a person rejected is left
    out.
    """
    return [
        _phrase(row["title"], row["foerderbereich"], None, row["document_id"], WEAK_WEIGHT)
        for row in measures
        if row["assigned_by"] in NAMING and row["foerderbereich"] and _teaches(row)
    ]


def _teaches(row: dict[str, Any]) -> bool:
    doubtful = row["generic"] or row["reviewed"] == "rejected" or row["needs_review"]
    return bool(row["title"].strip()) and not doubtful and area_of_title(row["title"]) is None


def _phrase(text: str, area: str | None, reason: str | None, document: str, weight: float) -> GoldPhrase:
    return GoldPhrase(text, NO_LANGUAGE, area, reason, "document", None, document, (), weight=weight)
