from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.records import Facts, Funding, Outcome, Records, record_id
from pipeline.storage.exports import write_exports
from pipeline.storage.tables import build_tables
from tests.conftest import Kip
from tests.reporting.made import evidence

HOSTILE = "<script>alert(1)</script> \x1b[31m=cmd|'/c calc'!A1 [x](http://x)"


def write_run(out: Path, status: str, quote: str = "1,5 Mio. Franken") -> None:
    document_id = record_id("a", "document")
    figure = Funding("figure", evidence(document_id, quote), amount_chf=1_500_000.0, status=status, payer="kanton")
    records = Records(Facts(document_id, "application/pdf", canton="BL"), funding=(figure,))
    outcome = Outcome("input", "docs/a.pdf", document_id=document_id, state="done", failure_code=None)
    write_exports(build_tables([(outcome, records)]), out)


@pytest.fixture
def two_runs(kip: Kip) -> Kip:
    write_run(kip.folder / "one", "planned", HOSTILE)
    write_run(kip.folder / "two", "approved", HOSTILE)
    return kip


def test_changes_are_told_in_lines_and_hostile_text_is_text(two_runs: Kip) -> None:
    answer = two_runs("diff", "one", "two", "--to", "changes.md")
    assert answer.returncode == 0, answer.stderr
    assert "Figures: 1 before, 1 after; 0 added, 0 lost, 1 changed" in answer.stdout
    assert "~ a.pdf, page 1: CHF 1’500’000 · kanton · other · approved: status planned → approved" in answer.stdout
    assert "\x1b" not in answer.stdout
    page = (two_runs.folder / "changes.md").read_text(encoding="utf-8")
    assert "status planned → approved" in page
    assert "<script>" not in page


def test_json_has_both_rows(two_runs: Kip) -> None:
    told = json.loads(two_runs("diff", "one", "two", "--json").stdout)
    (change,) = told["funding"]["changes"]
    assert (change["kind"], change["columns"]) == ("changed", ["status"])
    assert (change["before"]["status"], change["after"]["status"]) == ("planned", "approved")


def test_no_more_changes_are_shown_than_asked_for(two_runs: Kip) -> None:
    assert "… and 1 more" in two_runs("diff", "one", "two", "--limit", "0").stdout


def test_the_folder_of_a_run_stands_for_its_output_folder_if_it_is_the_last(two_runs: Kip) -> None:
    for run in ("20260101T000000Z-aaaa", "20260102T000000Z-bbbb"):
        two_runs.write(f"one/runs/{run}/report.json", "{}")
    last = two_runs("diff", "one/runs/20260102T000000Z-bbbb", "two")
    assert "Figures: 1 before, 1 after; 0 added, 0 lost, 1 changed" in last.stdout
    earlier = two_runs("diff", "one/runs/20260101T000000Z-aaaa", "two")
    assert (earlier.returncode, "is not the last run" in earlier.stderr) == (2, True)


@pytest.mark.parametrize("damaged", [None, b"no parquet"])
def test_a_folder_without_tables_is_said_in_a_sentence(two_runs: Kip, damaged: bytes | None) -> None:
    place = two_runs.folder / "three" / "tables" / "documents.parquet"
    if damaged:
        place.parent.mkdir(parents=True)
        place.write_bytes(damaged)
    answer = two_runs("diff", "one", "three")
    assert answer.returncode == 2
    assert "kip run" in answer.stderr
    assert "Traceback" not in answer.stderr
