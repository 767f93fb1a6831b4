"""`kip diff`: what changed between two output folders."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from rich.console import Console

from cli.exits import USAGE, CommandError
from cli.outputs import rows_of, writing
from pipeline.comparison.changes import TABLES, find_changes
from pipeline.reporting.changes import as_lines, as_markdown, as_plain

SHOWN = 20
"""Changes of a table that the terminal shows; the Markdown page has all."""


def show_changes(before: Path, after: Path, target: Path | None, limit: int | None, as_json: bool) -> None:
    """Print the changes from one run to another, and write them as Markdown if a file is named. Raises CommandError."""
    old, new = ({name: rows_of(folder, name) for name in TABLES} for folder in map(_output_folder, (before, after)))
    changes = find_changes(old, new)
    names = {row["document_id"]: row["path"] or row["url"] or "" for row in (*old["documents"], *new["documents"])}
    if target is not None:
        with writing(target) as draft:
            draft.write_text(as_markdown(changes, names, str(before), str(after)), encoding="utf-8")
    if as_json:
        json.dump(as_plain(changes), sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
        return
    console = Console()
    for line in as_lines(changes, names, SHOWN if limit is None else limit):
        console.print(line, highlight=False, markup=False, emoji=False, soft_wrap=True)
    if target is not None:
        console.print(f"All changes stand in {target}", highlight=False, markup=False, soft_wrap=True)


def _output_folder(path: Path) -> Path:
    """Return an output folder, also where the folder of its last run is named. Raises CommandError for earlier runs."""
    if not (path / "report.json").is_file():
        return path
    runs = path.absolute().parent
    if path.absolute() == max(report.parent for report in runs.glob("*/report.json")):
        return runs.parent
    raise CommandError(
        USAGE,
        f"{path} is not the last run of its folder, and tables are kept of the last one only; keep a copy of them.",
    )
