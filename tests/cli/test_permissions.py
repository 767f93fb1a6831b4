"""Files and folders without the right to read or write them, with real permission bits."""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Kip

# Linux capabilities with which root reads and writes past the permission bits (capabilities(7)).
PR_CAPBSET_DROP = 24
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2


def obey_permissions() -> None:
    """Take from the process about to start what lets root ignore permission bits; others obey them anyway."""
    if sys.platform == "linux" and os.geteuid() == 0:
        library = ctypes.CDLL(None)
        for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
            library.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


def run(kip: Kip, *arguments: str) -> subprocess.CompletedProcess[str]:
    process = kip.start(*arguments, preexec_fn=obey_permissions)
    out, err = process.communicate(timeout=120)
    return subprocess.CompletedProcess(arguments, process.returncode, out, err)


def test_an_unreadable_file_fails_alone_with_its_reason(kip: Kip) -> None:
    kip.write("docs/good.txt", "Der Regierungsrat hat das Programm genehmigt.")
    kip.write("docs/locked.txt", "Der Landrat hat den Kredit bewilligt.").chmod(0o000)
    answer = run(kip, "run", "docs", "--json")
    report = json.loads(answer.stdout)
    failed = [item for item in report["inputs"] if item["state"] == "failed"]
    assert (answer.returncode, report["done"]) == (1, 1)
    assert [(Path(item["path"]).name, item["failure_code"]) for item in failed] == [("locked.txt", "unreadable")]
    assert "check its permissions" in failed[0]["failure_reason"]


@pytest.mark.parametrize("out", ["closed", "closed/below"])
def test_an_output_folder_without_write_permission_is_one_sentence(kip: Kip, out: str) -> None:
    kip.write("docs/good.txt", "Der Regierungsrat hat das Programm genehmigt.")
    (kip.folder / "closed").mkdir(mode=0o500)
    answer = run(kip, "run", "docs", "--out", out)
    sentences = [line for line in answer.stderr.splitlines() if line.startswith("Cannot write")]
    assert (answer.returncode, len(sentences)) == (2, 1)
    assert "Traceback" not in answer.stderr
