"""The command of the benchmarks; the figures themselves are for `python -m benchmarks.run`, not for tests."""

from __future__ import annotations

import subprocess
import sys

from tests.conftest import ROOT


def test_an_unknown_name_is_refused() -> None:
    command = [sys.executable, "-m", "benchmarks.run", "nonsense"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (answer.returncode, "no benchmark is called nonsense" in answer.stderr) == (2, True)
