"""`kip backup` and `kip restore` as people type them."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import app
from pipeline.records import Outcome
from pipeline.storage.ledger import Entry, Ledger, make_input, read_entries


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with an output folder `out` that knows of one document, and a backup of it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KIP_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("KIP_CORRECTIONS", str(tmp_path / "corrections"))
    with closing(Ledger(tmp_path / "out")) as ledger:
        item = make_input("/docs/a.pdf")
        outcome = Outcome(item.input_id, item.path, None, None, "a" * 64, state="done", failure_code=None)
        ledger.settle([Entry(item.location, outcome, "v1", 1)])
    assert kip("backup", "kip.zip", "--out", "out").startswith("kip.zip: ")
    return tmp_path


def kip(*words: str) -> str:
    """Return what a command says, or the sentence with which it gives up."""
    answer = CliRunner().invoke(app, list(words))
    return str(answer.exception) if answer.exception else answer.stdout


def test_a_backup_is_put_back_once_and_only_into_an_empty_folder(folder: Path) -> None:
    (folder / "there").mkdir()
    assert "Next: kip status --out there" in kip("restore", "kip.zip", "--out", "there")
    assert read_entries(folder / "there") == read_entries(folder / "out")
    (folder / "there" / "mine.txt").write_text("mine")
    assert kip("restore", "kip.zip", "--out", "there").startswith(
        "there holds something already; nothing was restored."
    )
    assert (folder / "there" / "mine.txt").read_text() == "mine"


def test_while_a_run_writes_neither_command_does(folder: Path) -> None:
    before = (folder / "kip.zip").read_bytes()
    with closing(Ledger(folder / "out")):
        assert "is writing to out or the store; wait for its end." in kip("backup", "kip.zip", "--out", "out")
        assert "out holds something already" in kip("restore", "kip.zip", "--out", "out")
    assert (folder / "kip.zip").read_bytes() == before


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        ("damaged.zip", "damaged.zip is damaged or no backup of kip ("),
        ("text.zip", "text.zip is damaged or no backup of kip ("),
        ("none.zip", "Cannot restore none.zip: No such file or directory (none.zip)."),
        ("out", "Cannot restore out: Is a directory (out)."),
    ],
)
def test_what_is_no_backup_is_refused_before_anything_is_written(folder: Path, file: str, sentence: str) -> None:
    blob = (folder / "kip.zip").read_bytes()
    (folder / "damaged.zip").write_bytes(blob[: len(blob) // 2])
    (folder / "text.zip").write_text("Guten Tag")
    assert kip("restore", file, "--out", "there").startswith(sentence)
    assert not (folder / "there").exists()


def test_a_place_for_a_backup_that_is_none_is_a_sentence(folder: Path) -> None:
    assert kip("backup", "out/tables", "--out", "nothing").startswith("There is nothing to back up in nothing")
    (folder / "file").touch()
    assert kip("backup", "file/kip.zip", "--out", "out").startswith("Cannot write file/kip.zip: ")
