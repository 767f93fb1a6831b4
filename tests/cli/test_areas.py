"""`kip classify`, `kip evaluate classifier` and `kip train classifier`."""

from __future__ import annotations

import json

import pytest

from cli.exits import FINE, USAGE
from pipeline.domain.data import data_path
from tests.conftest import Kip

PHRASES = '{"text": "Deutschkurse", "label": "sprache", "lang": "de"}\n{"text": "Strassenbau", "label": "other"}\n'


def test_the_word_stands_for_the_phrases_it_learned_from(kip: Kip) -> None:
    told = json.loads(kip("evaluate", "classifier", "--json").stdout)
    assert told["cross_validated"] is True
    assert told["accuracy"]["of"] > 3000


def test_other_phrases_are_scored_and_the_curve_is_drawn(kip: Kip) -> None:
    path = kip.write("mine.jsonl", PHRASES)
    answer = kip("evaluate", str(path), "--json", "--curve", "curve.svg")
    assert answer.returncode == FINE, answer.stderr
    told = json.loads(answer.stdout)
    assert told["cross_validated"] is False
    assert told["accuracy"]["right"] == 2
    assert (kip.folder / "curve.svg").read_text(encoding="utf-8").startswith("<svg")


def test_the_tables_name_every_area_and_the_confusion(kip: Kip) -> None:
    answer = kip("evaluate", str(kip.write("mine.jsonl", PHRASES)))
    assert all(name in answer.stdout for name in ("fruehe_kindheit", "most confident 85 %", "8 other", "Macro F1"))


def test_the_curve_of_the_docs_is_that_of_the_model_in_use() -> None:
    curve = data_path("models", "classifier", "risk_coverage.svg").read_bytes()
    assert data_path("corpus").parent.joinpath("docs", "risk_coverage.svg").read_bytes() == curve


@pytest.mark.parametrize("command", [("evaluate",), ("train", "classifier", "--gold")])
def test_faulty_phrases_are_named_with_their_line(kip: Kip, command: tuple[str, ...]) -> None:
    path = kip.write("mine.jsonl", PHRASES + '{"text": " ", "label": "sprache"}\n')
    answer = kip(*command, str(path))
    assert answer.returncode == USAGE
    assert "line" in answer.stderr
    assert len(answer.stderr.splitlines()) == 1


def test_rows_of_a_csv_file_get_their_area(kip: Kip) -> None:
    kip.write("in.csv", "\ufeffid;text\n1;Deutschkurse für Erwachsene\n2;Neubau der Turnhalle\n")
    answer = kip("classify", "in.csv", "--out", "out.csv")
    assert answer.returncode == FINE, answer.stderr
    lines = (kip.folder / "out.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[1].startswith("1;Deutschkurse für Erwachsene;sprache;")


def test_a_csv_file_without_texts_leaves_nothing_behind(kip: Kip) -> None:
    kip.write("in.csv", "id;title\n1;Deutschkurs\n")
    answer = kip("classify", "in.csv", "--out", "out.csv")
    assert answer.returncode == USAGE
    assert "no column `text`" in answer.stderr
    assert not (kip.folder / "out.csv").exists()
