"""`kip status`: how the documents of an output folder ended."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console

from cli.exits import USAGE, CommandError
from cli.outputs import entries_of
from pipeline.storage.ledger import Entry

STATES = ("done", "empty", "failed", "skipped")


def show_status(out: Path, as_json: bool) -> None:
    """Print counts, and each failure with its reason. Raises CommandError if nothing ever ran there."""
    entries = entries_of(out)
    if not entries:
        raise CommandError(USAGE, f"There is no run in {out}; begin with: kip run PATH --out {out}")
    if as_json:
        print(json.dumps([asdict(entry.outcome) for entry in entries], ensure_ascii=False, indent=2))  # noqa: T201
        return
    console = Console()
    for line in status_lines(entries):
        console.print(line, highlight=False, markup=False, soft_wrap=True)


def status_lines(entries: Sequence[Entry]) -> list[str]:
    """Return the counts, then what failed or was skipped, grouped by code."""
    counts = Counter(entry.outcome.state for entry in entries)
    told = " + ".join(f"{counts[state]} {state}" for state in STATES)
    lines = [f"{len(entries)} documents = {told} · {sum(entry.pages for entry in entries)} pages"]
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.outcome.failure_code:
            groups[f"{entry.outcome.state}: {entry.outcome.failure_code}"].append(entry)
    for name, group in sorted(groups.items()):
        lines.append(f"{name} ({len(group)})")
        lines += [f"  {entry.outcome.path}: {entry.outcome.failure_reason}" for entry in group]
    return lines
