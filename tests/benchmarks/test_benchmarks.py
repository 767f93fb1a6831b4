"""Each benchmark runs, with tiny sizes, and prints its figures."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.conftest import ROOT


def quick(name: str, environment: dict[str, str]) -> str:
    command = [sys.executable, "-m", "benchmarks.run", name, "--quick"]
    answer = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False, timeout=200
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def test_memory_is_told_for_both_kinds_and_reading_holds_neither_spacy_nor_scikit_learn(
    bytecode: dict[str, str],
) -> None:
    reading, extraction = quick("memory", bytecode).splitlines()[1:]
    assert "reading worker" in reading
    assert "spacy" in extraction
    assert "sklearn" in extraction
    assert "spacy" not in reading
    assert "sklearn" not in reading


def test_overhead_is_told_as_a_ratio(bytecode: dict[str, str]) -> None:
    assert "ratio " in quick("overhead", bytecode)


def test_small_files_are_told_with_where_the_time_goes(bytecode: dict[str, str]) -> None:
    told = quick("small_files", bytecode)
    assert "documents per second" in told
    assert "  reading: " in told


def test_an_unknown_name_is_refused() -> None:
    command = [sys.executable, "-m", "benchmarks.run", "nonsense"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (answer.returncode, "no benchmark is called nonsense" in answer.stderr) == (2, True)
