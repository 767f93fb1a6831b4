from __future__ import annotations

import json

from openpyxl import load_workbook

from tests.cli.test_diff import HOSTILE, write_run
from tests.conftest import Kip


def test_a_sample_is_drawn_once_filled_in_and_scored(kip: Kip) -> None:
    write_run(kip.folder / "one", "planned", HOSTILE)
    drawn = kip("audit", "--out", "one", "--to", "audit", "--size", "5")
    assert drawn.returncode == 0, drawn.stderr
    files = ["audit/coder-1.xlsx", "audit/coder-2.xlsx"]
    for name, verdict in zip(files, ("richtig", "faux"), strict=True):
        book = load_workbook(kip.folder / name)
        assert book.worksheets[0]["J2"].value == "CHF 1’500’000 · Kanton · anderes · geplant"
        book.worksheets[0]["L2"] = verdict
        book.save(kip.folder / name)
    again = kip("audit", "--out", "one", "--to", "audit")
    assert (again.returncode, "is there already" in again.stderr) == (2, True)
    scored = kip("audit", *files)
    assert scored.returncode == 0, scored.stderr
    assert "1.000 of 1" in scored.stdout
    assert "(0.21–1.00)" in scored.stdout
    assert "The coders disagree on the rows 1" in scored.stdout
    found = json.loads(kip("audit", *files, "--json").stdout)
    assert [item["group"] for item in found] == ["all", "funding", "BL"]
    assert found[0]["agreement"]["observed"] == 0.0


def test_what_cannot_be_audited_is_said_in_a_sentence(kip: Kip) -> None:
    write_run(kip.folder / "one", "planned")
    kip.write("a.csv", "a;b\n")
    for arguments, sentence in (
        (["--out", "none"], "There are no tables in none"),
        (["--out", "one", "--language", "en"], "de, fr, it"),
        (["a.csv"], "Name the files of both coders"),
        (["a.csv", "none.csv"], "lacks the columns"),
        (["none.csv", "a.csv"], "Cannot read none.csv"),
    ):
        answer = kip("audit", *arguments)
        assert answer.returncode == 2
        assert sentence in answer.stderr
        assert "Traceback" not in answer.stderr
