from __future__ import annotations

from xml.etree import ElementTree

import pytest

from pipeline.classification.classifier import Prediction
from pipeline.classification.curves import learning_curve_svg, risk_coverage_svg
from pipeline.classification.gold import GoldPhrase
from pipeline.classification.scores import Answered, answered, scores


def case(label: str, answer: str, confidence: float, lang: str = "de", canton: str | None = None) -> Answered:
    area, reason = (None, "quality") if label == "other" else (label, None)
    phrase = GoldPhrase("Text", lang, area, reason, "title", canton, "g1", ("zusammenleben",))
    return Answered(phrase, answer, confidence, answer == "other")


CASES = [
    case("sprache", "sprache", 0.9, canton="BE"),
    case("sprache", "zusammenleben", 0.8),
    case("sprache", "dolmetschen", 0.3, "fr"),
    case("other", "other", 0.7, "fr", "BE"),
]


def test_an_answer_that_can_be_defended_is_right() -> None:
    figures = scores(CASES)
    assert (figures["accuracy"]["right"], figures["accuracy"]["of"]) == (3, 4)
    assert figures["first_label"]["right"] == 2
    assert figures["none_recognised"]["share"] == 1.0


def test_figures_are_told_by_language_canton_and_area() -> None:
    figures = scores(CASES)
    assert {name: row["right"] for name, row in figures["by_language"].items()} == {"de": 2, "fr": 1}
    assert figures["by_canton"]["BE"]["of"] == 2
    assert figures["by_class"]["sprache"]["recall"] == 0.5
    assert figures["by_class"]["dolmetschen"]["precision"] == 0.0
    assert figures["by_class"]["fruehe_kindheit"]["precision"] is None
    assert figures["confusion"]["sprache"] == {**dict.fromkeys(figures["confusion"], 0), "sprache": 1, "dolmetschen": 1}


def test_the_surest_answers_come_first_on_the_curve() -> None:
    curve = scores(CASES)["risk_coverage"]
    assert curve[-1] == (1.0, 0.25)
    assert dict(curve)[0.75] == 0.0
    assert scores(CASES)["most_confident"] == {"right": 3, "of": 3, "share": 1.0, "interval_95": [0.4385, 1.0]}


def test_a_withheld_area_counts_as_none() -> None:
    phrase = CASES[0].phrase
    found = answered([phrase], [Prediction(None, 0.3, {}, no_area_reason="unclear")])[0]
    assert (found.answer, found.unclear, found.right) == ("other", True, False)


@pytest.mark.parametrize(
    ("draw", "points"), [(risk_coverage_svg, [(0.5, 0.0), (1.0, 0.2)]), (learning_curve_svg, [(100, 0.6), (200, 0.8)])]
)
def test_a_curve_is_well_formed_and_says_its_points_in_words(draw, points) -> None:  # type: ignore[no-untyped-def]
    picture = ElementTree.fromstring(draw(points))
    description = picture.find("{http://www.w3.org/2000/svg}desc")
    assert description is not None
    assert len((description.text or "").split(";")) == 2
