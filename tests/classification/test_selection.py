from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.classification.calibration import (
    Decisions,
    fit_says,
    fit_temperature,
    review_below,
    softmax,
    withhold_below,
)
from pipeline.classification.gold import GoldPhrase
from pipeline.classification.groups import groups_of, near_pairs
from pipeline.classification.model import DEFENSIBLE, Lessons


def phrase(text: str, document: str, canton: str | None = None) -> GoldPhrase:
    return GoldPhrase(text, "de", "sprache", None, "title", canton, document, ())


def test_phrases_of_one_document_canton_or_wording_are_in_one_group() -> None:
    phrases = [
        phrase("Deutschkurse für Frauen im Quartier", "a"),
        phrase("Deutschkurse für Frauen in Quartieren", "b"),
        phrase("Telefondolmetschen", "b"),
        phrase("Kinderkrippe", "c", "ZH"),
        phrase("Strassenbau", "d", "ZH"),
        phrase("Jobcoaching", "e"),
    ]
    first, second, third, fourth, fifth, sixth = groups_of(phrases)
    assert first == second == third
    assert fourth == fifth
    assert len({first, fourth, sixth}) == 3


def test_near_pairs_come_once_and_unlike_texts_not_at_all() -> None:
    assert near_pairs(["Sprachkurs für Eltern", "Sprachkurse für Eltern", "Wald und Wild"]) == [(0, 1)]


@given(st.lists(st.lists(st.floats(-20, 20), min_size=3, max_size=3), min_size=1, max_size=5), st.floats(0.1, 5))
def test_probabilities_sum_to_one_and_keep_the_order(rows: list[list[float]], temperature: float) -> None:
    likely = softmax(np.asarray(rows), temperature)
    assert likely.sum(axis=1) == pytest.approx(1)
    assert [row.max() for row in likely] == [row[np.argmax(given)] for row, given in zip(likely, rows, strict=True)]


def test_decisions_that_are_often_wrong_are_made_less_sure() -> None:
    decision = np.asarray([[4.0, 0.0]] * 20)
    sure, _ = fit_temperature(decision, [0] * 20)
    doubtful, _ = fit_temperature(decision, [0, 1] * 10)
    assert sure < doubtful


def test_areas_are_withheld_where_answers_are_more_often_wrong_than_right() -> None:
    confidence = [0.2, 0.25, 0.3, 0.6, 0.7, 0.9]
    assert 0.3 < withhold_below(confidence, [False, False, False, True, True, True]) < 0.6
    assert withhold_below(confidence, [True] * 6) == 0.0
    assert withhold_below([], []) == 0.0


def test_a_person_looks_at_what_is_less_reliable_than_agreed() -> None:
    confidence = [step / 100 for step in range(100)]
    right = [step >= 40 for step in range(100)]
    below = review_below(confidence, right)
    kept = [ok for score, ok in zip(confidence, right, strict=True) if score >= below]
    assert sum(kept) / len(kept) >= 0.95
    assert below < 0.4
    assert review_below(confidence, [False] * 100) == 1.0


def test_headings_get_a_say_where_they_help_and_none_where_they_mislead_or_are_too_few() -> None:
    truth = [0, 1] * 15
    text = np.zeros((30, 2))
    helpful = np.asarray([[2.0, 0.0], [0.0, 2.0]] * 15)
    nothing = np.zeros((30, 2))
    assert fit_says(Decisions(text, helpful, nothing), truth, 1.0)[0] > 0.5
    assert fit_says(Decisions(text, -helpful, nothing), truth, 1.0) == (0.0, 0.0)
    assert fit_says(Decisions(text[:4], helpful[:4], nothing[:4]), truth[:4], 1.0) == (0.0, 0.0)


def test_labels_that_can_be_defended_are_learned_with_a_share_of_the_weight() -> None:
    lessons = Lessons(
        ["sprache", "fruehe_kindheit", "quality"], [("fruehe_kindheit",), (), ("other",)], [1.0, 1.0, 3.0]
    )
    places, labels, weights = lessons.rows()
    assert list(places) == [0, 0, 1, 2]
    assert labels == ["sprache", "fruehe_kindheit", "fruehe_kindheit", "quality"]
    assert weights == [1 - DEFENSIBLE, DEFENSIBLE, 1.0, 3.0]
