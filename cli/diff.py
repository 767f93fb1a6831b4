"""`kip diff`: what changed between two output folders."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from rich.console import Console

from cli.outputs import rows_of, writing
from pipeline.comparison.changes import TABLES, find_changes
from pipeline.reporting.changes import as_lines, as_markdown, as_plain

SHOWN = 20
"""Changes of a table that the terminal shows; the Markdown page has all."""


def show_changes(before: Path, after: Path, target: Path | None, limit: int | None, as_json: bool) -> None:
    """Print the changes from one run to another, and write them as Markdown if a file is named. Raises CommandError."""
    old, new = ({name: rows_of(out, name) for name in TABLES} for out in (before, after))
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
