"""Give each measure and goal its area: what the document's headings say first, else what the classifier thinks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from pipeline.classification.classifier import UNCLEAR, Prediction, load_classifier
from pipeline.domain.areas import area_of_title
from pipeline.domain.lexicon import SUPPORTED, lexicon
from pipeline.extraction.offers import offers_in
from pipeline.records import Evidence, Funding, Goal, Measure, Records

SECTION_BREAK = " › "
# A title that is an area's own name is surer than a heading somewhere above.
TITLE_CONFIDENCE = 0.97
HEADING_CONFIDENCE = 0.93
# Of names that say what kind of offer they are of, so many are of its area: 321 of 323 in texts noted by hand.
NAME_CONFIDENCE = 0.95
# The classifier is heard against a heading only where it is this sure.
CONTRADICTION = 0.8
# And against the kind of offer that a name tells.
SURE = 0.9
PLACED = ("heading", "table", "review")
# The innermost headings say what a measure is about; those far above are titles of parts of the document.
HEADINGS_HEARD = 2
# A sentence is longer than this only where its end was not found.
CONTEXT_REACH = 240
_CLAUSE_END = re.compile(r"[.!?;:]\s|\n|\f")
_SENTENCE_END = re.compile(r"[.!?]\s|\n|\f")


def assign_areas(records: Records, text: str = "") -> Records:
    """Return the records with an area, or the reason for none, on every measure and on the money tied to one.

    An area from a table, a heading or a person stays; where the classifier is sure of another one, the row waits for
    review, and so does a row on which the classifier is unsure. `text` is the document's, for what stands around a
    measure.
    """
    if not records.measures and not records.goals:
        return records
    proofs = [*(row.evidence for row in records.measures), *(row.evidence for row in records.goals)]
    texts = [*(_text(measure) for measure in records.measures), *(goal.text for goal in records.goals)]
    classifier = load_classifier()
    named = _places(records)
    predictions = classifier.predict(
        texts,
        [_headings(proof) for proof in proofs],
        [_around(proof, text) for proof in proofs],
        [_between(proof, text, named) for proof in proofs],
    )
    review = classifier.calibration.review
    pairs = zip(records.measures, predictions[: len(records.measures)], strict=True)
    language = records.facts.language
    measures = tuple(_assigned(measure, prediction, review, language) for measure, prediction in pairs)
    goals = zip(records.goals, predictions[len(records.measures) :], strict=True)
    areas = {measure.measure_id: measure.foerderbereich for measure in measures}
    return replace(
        records,
        measures=measures,
        goals=tuple(_placed_goal(goal, prediction) for goal, prediction in goals),
        funding=tuple(_inherited(row, areas) for row in records.funding),
    )


def _placed_goal(goal: Goal, prediction: Prediction) -> Goal:
    """Return a goal with its area; the classifier's waits for review, for it learned on measures."""
    if goal.foerderbereich:
        return goal
    if heading := _area_of_section(goal.evidence.section):
        return replace(goal, foerderbereich=heading)
    evidence = replace(goal.evidence, needs_review=True)
    return replace(goal, foerderbereich=prediction.foerderbereich, evidence=evidence)


def _text(measure: Measure) -> str:
    return f"{measure.title}. {measure.description}" if measure.description else measure.title


def _headings(evidence: Evidence) -> str:
    """Return the innermost headings above a row, as one text."""
    return ". ".join((evidence.section or "").split(SECTION_BREAK)[-HEADINGS_HEARD:])


def _around(evidence: Evidence, text: str) -> str:
    """Return the clause or line around a row without the row's own words."""
    before = text[max(0, evidence.char_start - CONTEXT_REACH) : evidence.char_start]
    return _within(before, text[evidence.char_end : evidence.char_end + CONTEXT_REACH], _CLAUSE_END)


def _places(records: Records) -> tuple[list[int], list[int]]:
    """Return where the places that name measures begin and where they end, each in order."""
    proofs = [mention.evidence for mention in records.mentions]
    return sorted(proof.char_start for proof in proofs), sorted(proof.char_end for proof in proofs)


def _between(evidence: Evidence, text: str, named: tuple[Sequence[int], Sequence[int]]) -> str:
    """Return the words of a row's sentence up to the measures named beside it: those that can speak of it alone.

    In `ein Velokurs, eine Schreibstube, in der Freiwillige …` the last words are about the second.
    """
    starts, ends = named
    place = bisect_right(ends, evidence.char_start)
    first = max(evidence.char_start - CONTEXT_REACH, ends[place - 1] if place else 0)
    place = bisect_left(starts, evidence.char_end)
    last = min(evidence.char_end + CONTEXT_REACH, starts[place] if place < len(starts) else len(text))
    return _within(text[first : evidence.char_start], text[evidence.char_end : last], _SENTENCE_END)


def _within(before: str, after: str, end: re.Pattern[str]) -> str:
    """Return what stands from the last end in one stretch to the first end in the next."""
    starts = [match.end() for match in end.finditer(before)]
    stop = end.search(after)
    return f"{before[starts[-1] if starts else 0 :]} {after[: stop.start() if stop else None]}".strip()


def _area_of_kind(title: str, language: str | None) -> str | None:
    """Return the area of the one kind of offer a name tells (`Eltern-Kind-Treffs`), or null."""
    if language not in SUPPORTED or not lexicon(language).get("offers"):
        return None
    areas = offers_in(title, language)
    return areas.pop() if len(areas) == 1 else None


def _assigned(measure: Measure, prediction: Prediction, review: float, language: str | None) -> Measure:
    if measure.assigned_by == "review":
        return measure
    if measure.assigned_by in PLACED and measure.foerderbereich:
        return _checked(measure, prediction)
    named = area_of_title(measure.title)
    if named:
        return _placed(measure, named, TITLE_CONFIDENCE)
    heading = _area_of_section(measure.evidence.section)
    if heading:
        return _checked(_placed(measure, heading, HEADING_CONFIDENCE), prediction)
    kind = _area_of_kind(measure.title, language)
    if kind and kind != prediction.foerderbereich and prediction.confidence < SURE:
        return _placed(measure, kind, NAME_CONFIDENCE)
    unsure = prediction.no_area_reason == UNCLEAR or prediction.confidence < review
    evidence = replace(measure.evidence, needs_review=True) if unsure else measure.evidence
    return replace(
        measure,
        evidence=evidence,
        foerderbereich=prediction.foerderbereich,
        foerderbereich_confidence=prediction.confidence,
        second_foerderbereich=prediction.second_foerderbereich,
        assigned_by="classifier",
        no_area_reason=prediction.no_area_reason,
    )


def _placed(measure: Measure, area: str, confidence: float) -> Measure:
    return replace(
        measure,
        foerderbereich=area,
        foerderbereich_confidence=confidence,
        assigned_by="heading",
        no_area_reason=None,
    )


def _checked(measure: Measure, prediction: Prediction) -> Measure:
    """Mark a placed measure for review where the classifier is sure of something else."""
    agrees = measure.foerderbereich in (prediction.foerderbereich, prediction.second_foerderbereich)
    if agrees or prediction.confidence < CONTRADICTION or prediction.no_area_reason == UNCLEAR:
        return measure
    second = measure.second_foerderbereich or prediction.foerderbereich
    return replace(measure, second_foerderbereich=second, evidence=replace(measure.evidence, needs_review=True))


def _area_of_section(section: str | None) -> str | None:
    """Return the area of the innermost heading that is an area's title."""
    headings = (section or "").split(SECTION_BREAK)
    return next((area for area in map(area_of_title, reversed(headings)) if area), None)


def _inherited(row: Funding, areas: dict[str, str | None]) -> Funding:
    if row.foerderbereich or row.measure_id is None:
        return row
    return replace(row, foerderbereich=areas.get(row.measure_id))
