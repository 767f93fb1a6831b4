from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from pipeline.classification.gold import GoldPhrase, read_gold, read_phrases
from pipeline.domain.data import data_path, vocabulary

LINE: dict[str, object] = {
    "text": "Deutschkurs",
    "lang": "de",
    "foerderbereich": "sprache",
    "no_area_reason": None,
    "kind": "title",
    "canton": None,
    "document": "g1",
    "alt": [],
}


@pytest.fixture(scope="module")
def gold() -> list[GoldPhrase]:
    return read_gold(data_path("corpus", "gold", "measures.jsonl"))


def test_there_are_enough_phrases_of_each_kind(gold: list[GoldPhrase]) -> None:
    languages = Counter(phrase.lang for phrase in gold)
    assert languages["de"] >= 1500
    assert min(languages["fr"], languages["it"]) >= 300
    assert sum(phrase.foerderbereich is None and phrase.lang == "de" for phrase in gold) >= 200
    german = Counter(phrase.foerderbereich for phrase in gold if phrase.lang == "de")
    assert min(german[area] for area in vocabulary("foerderbereich")) >= 100


def test_each_area_is_there_in_each_language(gold: list[GoldPhrase]) -> None:
    pairs = {(phrase.lang, phrase.foerderbereich) for phrase in gold}
    assert all((lang, area) in pairs for lang in ("de", "fr", "it") for area in vocabulary("foerderbereich"))


def test_no_phrase_stands_twice(gold: list[GoldPhrase]) -> None:
    told = [f"{phrase.text} {phrase.heading} {phrase.context}" for phrase in gold]
    seen = Counter(re.sub(r"\W+", " ", text).casefold().strip() for text in told)
    assert [text for text, count in seen.items() if count > 1] == []


def test_at_most_three_phrases_share_a_template(gold: list[GoldPhrase]) -> None:
    assert max(Counter(phrase.document for phrase in gold).values()) <= 3


def test_values_are_those_of_the_schema(gold: list[GoldPhrase]) -> None:
    assert {phrase.kind for phrase in gold} == {"title", "description", "press", "table"}
    assert all(phrase.canton is None or phrase.canton in vocabulary("canton") for phrase in gold)
    assert all(phrase.label not in phrase.alt for phrase in gold)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"text": " "}, "the text is empty"),
        ({"foerderbereich": "Sprache"}, "neither an area nor a reason"),
        ({"foerderbereich": None}, "either an area or the reason"),
        ({"no_area_reason": "quality"}, "either an area or the reason"),
        ({"alt": ["kurse"]}, "unknown alternative"),
        ({"colour": "red"}, "fields are wrong"),
        ({"canton": "XX"}, "'XX' is no canton"),
    ],
)
def test_a_line_that_breaks_the_schema_is_refused(tmp_path: Path, change: dict[str, object], problem: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(LINE) + "\n" + json.dumps(LINE | change) + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=f"line 2 .*{problem}"):
        read_gold(path)


def test_phrases_of_another_annotator_are_read_with_their_own_names(tmp_path: Path) -> None:
    path = tmp_path / "phrases.jsonl"
    rows = [
        {"text": "Deutschkurs", "label": "sprache", "alt_labels": ["zusammenleben"], "lang": "de"},
        {"text": "Neubau", "label": "other", "heading": "Strassen"},
        {"text": "Treff", "foerderbereich": "zusammenleben", "canton": "BE"},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    first, second, third = read_phrases(path)
    assert first.accepts("zusammenleben")
    assert (second.answer, second.heading) == ("other", "Strassen")
    assert (third.answer, third.canton, third.lang) == ("zusammenleben", "BE", "und")


@pytest.mark.parametrize(
    "line", ['{"text": "Kurs"}', '{"text": "Kurs", "label": "kurse"}', "[]", '{"label": "sprache"}']
)
def test_a_line_without_a_known_area_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "phrases.jsonl"
    path.write_text(json.dumps({"text": "Deutschkurs", "label": "sprache"}) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 2"):
        read_phrases(path)
