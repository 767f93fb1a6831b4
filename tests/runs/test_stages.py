"""The two kinds of worker: what each does, and what it holds in memory."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import ROOT

PROGRAM = """
import hashlib, os, sys
from pathlib import Path
from pipeline.runs.stages import read_stage, understand_stage, warm_{kind}
source, read, understood = map(Path, sys.argv[1:])
warm_{kind}()
if "{kind}" == "reading":
    read_stage(os.fsencode(source), hashlib.sha256(source.read_bytes()).hexdigest(), read)
else:
    understand_stage(read, understood)
print(*sorted({{name.partition(".")[0] for name in sys.modules}}))
"""
READING, EXTRACTION = ("pypdfium2", "pdfplumber", "pytesseract"), ("spacy", "sklearn")
SCANNED_AND_DIGITAL = "zg-kip2-protokoll-scan-muster.pdf"


def test_reading_workers_load_neither_spacy_nor_sklearn_and_extraction_workers_no_pdf_library(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("stages")
    files = [ROOT / "corpus" / "samples" / SCANNED_AND_DIGITAL, folder / "document", folder / "records"]
    loaded = {}
    for kind in ("reading", "extraction"):
        command = [sys.executable, "-c", PROGRAM.format(kind=kind), *map(str, files)]
        loaded[kind] = set(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split())
    assert "pypdfium2" in loaded["reading"]
    assert loaded["reading"].isdisjoint((*EXTRACTION, "prefect", "typer"))
    assert set(EXTRACTION) <= loaded["extraction"]
    assert loaded["extraction"].isdisjoint((*READING, "prefect"))
