"""`kip train recogniser` and `kip evaluate PASSAGES.jsonl`."""

from __future__ import annotations

import json

import pytest

from cli.exits import FINE, USAGE
from pipeline.domain.data import data_path
from tests.conftest import Kip

TEXT = "Die Caritas führt Deutschkurse für Erwachsene durch."


def passage(**changes: object) -> str:
    span = {"start": 18, "end": 45, "label": "MEASURE"}
    row = {"id": "p1", "group": "AG/x", "kind": "press", "text": TEXT, "spans": [span]}
    return json.dumps({**row, **changes}, ensure_ascii=False) + "\n"


def test_passages_it_learned_from_are_told_by_cross_validation(kip: Kip) -> None:
    answer = kip("evaluate", str(data_path("corpus", "gold", "passages.jsonl")), "--json")
    assert answer.returncode == FINE, answer.stderr
    told = json.loads(answer.stdout)
    assert told["cross_validated"] is True
    assert told["labels"]["MEASURE"]["of"] > 400


def test_other_passages_are_scored(kip: Kip) -> None:
    path = kip.write("mine.jsonl", passage())
    told = json.loads(kip("evaluate", str(path), "--json").stdout)
    assert told["cross_validated"] is False
    assert told["labels"]["MEASURE"]["right"] == 1


def test_the_table_names_every_label(kip: Kip) -> None:
    answer = kip("evaluate", str(kip.write("mine.jsonl", passage())))
    assert all(label in answer.stdout for label in ("MEASURE", "PROVIDER", "TARGET_GROUP", "RESPONSIBLE"))


@pytest.mark.parametrize("command", [("evaluate",), ("train", "recogniser", "--gold")])
def test_faulty_passages_are_named_with_their_line(kip: Kip, command: tuple[str, ...]) -> None:
    path = kip.write("mine.jsonl", passage() + passage(text=" "))
    answer = kip(*command, str(path))
    assert answer.returncode == USAGE
    assert "line 2" in answer.stderr
    assert len(answer.stderr.splitlines()) == 1


def test_a_missing_treebank_is_said_at_once(kip: Kip) -> None:
    answer = kip("train", "recogniser", "--treebank", "nowhere")
    assert answer.returncode == USAGE
    assert "nowhere" in answer.stderr
