"""`kip evaluate` over two samples: a run, its rates, and the same run taken again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, Kip

NAME = "tg-kip3-medienmitteilung-muster"


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory, bytecode: dict[str, str]) -> tuple[Kip, dict[str, Any]]:
    kip = Kip(tmp_path_factory.mktemp("evaluate"), bytecode)
    for folder in ("samples", "truth"):
        (kip.folder / "corpus" / folder).mkdir(parents=True)
    shutil.copy(ROOT / "corpus" / "samples" / f"{NAME}.html", kip.folder / "corpus" / "samples")
    shutil.copy(ROOT / "corpus" / "truth" / f"{NAME}.json", kip.folder / "corpus" / "truth")
    cells = (ROOT / "corpus" / "truth" / "comparison.jsonl").read_text(encoding="utf-8").splitlines()
    mine = [line for line in cells if {mark.split("#")[0] for mark in json.loads(line)["ids"]} == {NAME}]
    kip.write("corpus/truth/comparison.jsonl", "\n".join(mine))
    kip.write("corpus/samples/other.txt", "Der Landrat bewilligt den Kredit.")
    answer = kip("evaluate", "corpus/samples", "--json")
    assert answer.returncode == 0, answer.stderr
    return kip, json.loads(answer.stdout)


def test_every_stage_is_rated_with_counts_and_intervals(scored: tuple[Kip, dict[str, Any]]) -> None:
    told = scored[1]
    assert list(told["documents"]) == [f"{NAME}.html"]
    assert told["without_truth"] == ["other.txt"]
    found = told["overall"]["text"]["words found"]
    assert found["right"] <= found["of"]
    assert found["interval_95"][0] <= found["share"] <= found["interval_95"][1]
    assert {"text", "tables", "funding", "measures", "goals", "decisions", "areas", "facts"} <= set(told["overall"])


def test_cells_of_the_comparison_are_rated_where_all_their_documents_are_there(
    scored: tuple[Kip, dict[str, Any]],
) -> None:
    kip, told = scored
    rates = told["overall"]["comparison"]
    assert rates["cells right"]["of"] == len((kip.folder / "corpus/truth/comparison.jsonl").read_text().splitlines())
    assert 0 < rates["cells right"]["right"] <= rates["rows right"]["of"]
    cells = kip.folder / "corpus" / "truth" / "comparison.jsonl"
    whole = cells.read_text(encoding="utf-8")
    cells.write_text(whole.replace(NAME, "not-in-the-run"), encoding="utf-8")
    again = kip("evaluate", "corpus/samples", "--out", "outputs/evaluation", "--json")
    cells.write_text(whole, encoding="utf-8")
    assert "comparison" not in json.loads(again.stdout)["overall"]


def test_a_run_that_stands_is_taken_as_it_is(scored: tuple[Kip, dict[str, Any]]) -> None:
    kip, told = scored
    runs = list((kip.folder / "outputs" / "evaluation" / "runs").iterdir())
    answer = kip("evaluate", "corpus/samples", "--out", "outputs/evaluation")
    assert answer.returncode == 0, answer.stderr
    assert "amounts found" in answer.stdout
    assert "Without truth: other.txt" in answer.stdout
    assert list((kip.folder / "outputs" / "evaluation" / "runs").iterdir()) == runs
    again = kip("evaluate", "corpus/samples", "--out", "outputs/evaluation", "--json")
    assert json.loads(again.stdout)["overall"]["funding"] == told["overall"]["funding"]


def test_a_document_that_is_not_in_the_run_is_named_and_counts_as_a_failure(scored: tuple[Kip, dict[str, Any]]) -> None:
    kip = scored[0]
    truth = kip.folder / "corpus" / "truth" / "late.json"
    truth.write_text(json.dumps({"schema": 1, "file": "late.pdf"}))
    answer = kip("evaluate", "corpus/samples", "--out", "outputs/evaluation")
    truth.unlink()
    assert (answer.returncode, "Not scored: late.pdf: It is not in the run." in answer.stdout) == (1, True)


def test_documents_without_truth_cannot_be_scored(kip: Kip) -> None:
    kip.write("docs/a.txt", "Text")
    answer = kip("evaluate", "docs")
    assert (answer.returncode, "There is no truth in" in answer.stderr) == (2, True)


def test_a_truth_that_cannot_be_read_is_a_sentence(kip: Kip) -> None:
    kip.write("samples/a.txt", "Text")
    kip.write("truth/a.json", "{")
    answer = kip("evaluate", str(Path("samples")))
    assert (answer.returncode, "a.json cannot be read" in answer.stderr) == (2, True)
