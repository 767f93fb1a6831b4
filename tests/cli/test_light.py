"""Commands that read no document load no library that does."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pipeline import __version__
from tests.conftest import ROOT, Kip

HEAVY = ("spacy", "sklearn", "prefect", "pandas", "pyarrow", "pdfplumber", "pypdfium2", "numpy")


@pytest.mark.parametrize("arguments", [["version"], ["--help"], ["run", "--help"]])
def test_light_commands_import_nothing_heavy(arguments: list[str]) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "cli.main", *arguments]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in answer.stderr.splitlines()}
    assert "typer" in imported
    assert imported.isdisjoint(HEAVY)


def test_version_is_that_of_the_package(kip: Kip) -> None:
    assert kip("version").stdout == f"kip {__version__}\n"


@pytest.mark.parametrize(
    "command",
    [
        "run",
        "status",
        "show",
        "classify",
        "evaluate",
        "cache",
        "doctor",
        "diff",
        "factsheet",
        "audit",
        "package",
        "backup",
        "restore",
    ],
)
def test_every_command_explains_itself_and_its_exit_codes(kip: Kip, command: str) -> None:
    answer = kip(command, "--help")
    assert answer.returncode == 0
    assert "Exit codes" in answer.stdout


def test_classify_labels_each_line_in_order(kip: Kip) -> None:
    kip.write("in.jsonl", '{"text": "Deutschkurse für Erwachsene"}\n{"text": "Dolmetschen im Spital", "id": 7}\n')
    answer = kip("classify", "in.jsonl", "--out", "out.jsonl")
    assert answer.returncode == 0, answer.stderr
    lines = (kip.folder / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2
    assert '"id": 7' in lines[1]
    assert all('"foerderbereich"' in line and '"scores"' in line for line in lines)
