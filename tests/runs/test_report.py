from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.domain.failures import DocumentFailure
from pipeline.runs.plan import settled_entry
from pipeline.runs.report import Course, make_report, to_json, to_markdown, write_report
from pipeline.runs.settings import Settings
from pipeline.storage.artefacts import Summary
from pipeline.storage.ledger import Entry, failed_entry, make_input

COURSE = Course(
    "r1",
    datetime(2026, 1, 1, tzinfo=UTC),
    datetime(2026, 1, 1, 0, 1, tzinfo=UTC),
    False,
    {"reading": 1.5},
    "none",
    True,
)
SETTINGS = Settings(Path("out"), Path("cache"), 2)


def entries() -> list[Entry]:
    skipped = failed_entry(make_input("d.pdf"), DocumentFailure("duplicate", "a.pdf"), "d1")
    return [
        settled_entry(make_input("a.pdf"), "d1", Summary(3, False, 10)),
        settled_entry(make_input("b.pdf"), "d2", Summary(1, True, 10)),
        failed_entry(make_input("c.pdf"), DocumentFailure("encrypted"), "d3"),
        replace(skipped, outcome=replace(skipped.outcome, state="skipped")),
    ]


def test_requested_is_the_sum_of_how_inputs_ended() -> None:
    report = make_report(COURSE, SETTINGS, 4, entries())
    assert (report.requested, report.done, report.empty, report.failed, report.skipped) == (4, 1, 1, 1, 1)
    assert (report.pages, report.failures) == (4, {"encrypted": 1})
    assert report.seconds == {"reading": 1.5, "total": 60.0}


def test_a_report_that_misses_an_input_is_refused() -> None:
    with pytest.raises(AssertionError, match="5 inputs were requested"):
        make_report(COURSE, SETTINGS, 5, entries())


def test_the_report_names_every_input_settings_and_versions(tmp_path: Path) -> None:
    report = make_report(COURSE, SETTINGS, 4, entries())
    folder = write_report(report, tmp_path)
    read = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert read == json.loads(to_json(report))
    assert [item["path"] for item in read["inputs"]] == ["a.pdf", "b.pdf", "c.pdf", "d.pdf"]
    assert read["settings"]["workers"] == 2
    assert {"kip", "tesseract", "pdfplumber", "stage records"} <= set(read["versions"])
    text = (folder / "report.md").read_text(encoding="utf-8")
    assert text == to_markdown(report)
    assert "4 requested = 1 done + 1 empty + 1 failed + 1 skipped" in text
    assert "c.pdf: The document is protected by a password" in text
    assert "d.pdf: The same bytes were given before, as a.pdf" in text
