"""The report of a run: what was asked for, how each input ended, and what it took."""

from __future__ import annotations

import json
import os
import platform
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.runs.settings import Settings
from pipeline.storage.atomic import replacing
from pipeline.storage.ledger import Entry
from pipeline.storage.versions import STAGES, library_version, stage_version, tesseract_parts

_LINE = ("path", "input_id", "document_id", "duplicate_of", "state", "failure_code", "failure_reason", "duration_ms")
STATES = ("done", "empty", "failed", "skipped")


@dataclass(frozen=True, slots=True)
class Report:
    """requested = done + empty + failed + skipped, with the name of every input.

    `interrupted` is true where a person stopped the run; `orchestration` says what part Prefect had.
    """

    run_id: str
    started: str
    finished: str
    interrupted: bool
    requested: int
    done: int
    empty: int
    failed: int
    skipped: int
    pages: int
    failures: dict[str, int]
    inputs: tuple[dict[str, Any], ...]
    settings: dict[str, Any]
    versions: dict[str, str]
    seconds: dict[str, float]
    orchestration: str
    exports_written: bool

    @property
    def balanced(self) -> bool:
        """Return whether every requested input is accounted for."""
        return self.requested == len(self.inputs) == self.done + self.empty + self.failed + self.skipped


@dataclass(frozen=True, slots=True)
class Course:
    """How a run went, as far as its entries don't tell."""

    run_id: str
    started: datetime
    finished: datetime
    interrupted: bool
    seconds: dict[str, float]
    orchestration: str
    exports_written: bool


def make_report(course: Course, settings: Settings, requested: int, entries: Sequence[Entry]) -> Report:
    """Return the report over the entries of the inputs a run asked for. Raises AssertionError if one is missing."""
    states = Counter(entry.outcome.state for entry in entries)
    codes = Counter(entry.outcome.failure_code or "" for entry in entries if entry.outcome.state == "failed")
    report = Report(
        run_id=course.run_id,
        started=course.started.isoformat(timespec="seconds"),
        finished=course.finished.isoformat(timespec="seconds"),
        interrupted=course.interrupted,
        requested=requested,
        done=states["done"],
        empty=states["empty"],
        failed=states["failed"],
        skipped=states["skipped"],
        pages=sum(entry.pages for entry in entries),
        failures=dict(sorted(codes.items())),
        inputs=tuple(_line(entry) for entry in entries),
        settings={name: _plain(value) for name, value in asdict(settings).items()},
        versions=versions(),
        seconds={**course.seconds, "total": round((course.finished - course.started).total_seconds(), 3)},
        orchestration=course.orchestration,
        exports_written=course.exports_written,
    )
    if not report.balanced:
        raise AssertionError(f"{requested} inputs were requested, but {dict(states)} are accounted for")
    return report


def versions() -> dict[str, str]:
    """Return the versions of kip, its stages, Python, Tesseract and the libraries the stages use."""
    libraries = sorted({library for stage in STAGES.values() for library in stage.libraries} | {"prefect"})
    return {
        "kip": __version__,
        "python": platform.python_version(),
        "tesseract": tesseract_parts()[0].removeprefix("tesseract "),
        **{f"stage {name}": stage_version(name) for name in STAGES},
        **{library: library_version(library) for library in libraries},
    }


def write_report(report: Report, out: Path) -> Path:
    """Write report.json and report.md below `out/runs/RUN_ID` and return the folder. Raises OSError."""
    folder = out / "runs" / report.run_id
    texts = {"report.json": to_json(report), "report.md": to_markdown(report)}
    for name, text in texts.items():
        with replacing(folder / name) as draft:
            draft.write_text(text, encoding="utf-8")
    return folder


def to_json(report: Report) -> str:
    """Return the report as JSON."""
    return json.dumps(asdict(report), ensure_ascii=False, indent=2) + "\n"


def to_markdown(report: Report) -> str:
    """Return the report for people."""
    parts = [
        f"# Run {report.run_id}",
        f"{report.started} to {report.finished}" + (", interrupted" if report.interrupted else ""),
        f"{report.requested} requested = " + " + ".join(f"{getattr(report, state)} {state}" for state in STATES),
        *_failure_sections(report),
        _section("Seconds", (f"{name}: {value}" for name, value in report.seconds.items())),
        f"Orchestration: {report.orchestration}",
        _section("Settings", (f"{name}: {value}" for name, value in report.settings.items())),
        _section("Versions", (f"{name}: {value}" for name, value in report.versions.items())),
        *(_section(state.capitalize(), _names(report, state)) for state in ("done", "empty", "skipped")),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _failure_sections(report: Report) -> list[str]:
    return [
        _section(f"Failed: {code}", (f"{item['path']}: {item['failure_reason']}" for item in _failed(report, code)))
        for code in report.failures
    ]


def _failed(report: Report, code: str) -> list[dict[str, Any]]:
    return [item for item in report.inputs if item["state"] == "failed" and item["failure_code"] == code]


def _names(report: Report, state: str) -> list[str]:
    chosen = [item for item in report.inputs if item["state"] == state]
    return [item["path"] + (f": {item['failure_reason']}" if item["failure_reason"] else "") for item in chosen]


def _section(title: str, lines: Any) -> str:
    listed = [f"- {line}" for line in lines]
    return "\n".join([f"## {title}", "", *listed]) if listed else ""


def _line(entry: Entry) -> dict[str, Any]:
    outcome = entry.outcome
    names = (
        "path",
        "input_id",
        "document_id",
        "duplicate_of",
        "state",
        "failure_code",
        "failure_reason",
        "duration_ms",
    )
    return {name: getattr(outcome, name) for name in names} | {"pages": entry.pages}


def _plain(value: Any) -> Any:
    # A folder whose name is no valid UTF-8 is shown escaped, as the names of documents are.
    return os.fsencode(value).decode("utf-8", "backslashreplace") if isinstance(value, Path) else value
