"""The gold passages are varied, sound and split without leaks."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from pipeline.domain.data import data_path
from pipeline.extraction.recogniser import LABELS
from pipeline.training.passages import GoldPassage, folds_by_group, read_passages

SHINGLE = 4
MOST_ALIKE = 0.3
FROM_ONE_TEMPLATE = 3
TEXT = "Die Caritas führt Deutschkurse für Erwachsene."


@pytest.fixture(scope="module")
def passages() -> list[GoldPassage]:
    return read_passages(data_path("corpus", "gold", "passages.jsonl"))


def shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


def skeleton(passage: GoldPassage) -> str:
    text = passage.text
    for span in sorted(passage.spans, key=lambda item: item.start, reverse=True):
        text = text[: span.start] + "…" + text[span.end :]
    return re.sub(r"\d[\d'’.,]*", "0", text)


def is_template(text: str) -> bool:
    """A bullet or a number before a name makes no template."""
    return len(re.findall(r"[^\W\d_]{2,}", text)) >= 3


def test_there_are_enough_passages_of_every_kind_and_label(passages: list[GoldPassage]) -> None:
    labels = Counter(span.label for passage in passages for span in passage.spans)
    assert len(passages) >= 400
    assert len({passage.group for passage in passages}) >= 100
    assert set(labels) == set(LABELS)
    assert sum(not passage.spans for passage in passages) >= len(passages) / 5


def test_ids_are_unique(passages: list[GoldPassage]) -> None:
    assert len({passage.id for passage in passages}) == len(passages)


def test_no_two_passages_are_nearly_alike(passages: list[GoldPassage]) -> None:
    rows = [(passage.id, shingles(passage.text)) for passage in passages]
    alike = [
        (first, second)
        for (first, one), (second, other) in combinations(rows, 2)
        if len(one & other) > MOST_ALIKE * max(1, len(one | other))
    ]
    assert alike == []


def test_at_most_three_passages_are_from_one_template(passages: list[GoldPassage]) -> None:
    counts = Counter(skeleton(passage) for passage in passages)
    assert [text for text, count in counts.items() if count > FROM_ONE_TEMPLATE and is_template(text)] == []


def test_no_group_is_in_two_folds(passages: list[GoldPassage]) -> None:
    folds = folds_by_group(passages, 5, seed=0)
    assert set(folds) == set(range(5))
    homes = {(passage.group, fold) for passage, fold in zip(passages, folds, strict=True)}
    assert len(homes) == len({passage.group for passage in passages})


@pytest.mark.parametrize(
    ("spans", "problem"),
    [
        ([{"start": 0, "end": 4, "label": "PLACE"}], "no label"),
        ([{"start": 3, "end": 11, "label": "PROVIDER"}], "white space"),
        ([{"start": 40, "end": 90, "label": "TARGET_GROUP"}], "not a place"),
        ([{"start": 18, "end": 30, "label": "MEASURE"}, {"start": 18, "end": 45, "label": "MEASURE"}], "overlap"),
        ([{"start": 18}], "fields are wrong"),
    ],
)
def test_a_faulty_line_is_named(tmp_path: Path, spans: list[dict[str, object]], problem: str) -> None:
    row = {"id": "p1", "group": "AG/x", "kind": "press", "text": TEXT, "spans": spans}
    path = tmp_path / "passages.jsonl"
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=f"line 1.*{problem}"):
        read_passages(path)
