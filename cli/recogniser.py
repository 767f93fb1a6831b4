"""`kip evaluate PASSAGES.jsonl`: how well the recogniser marks measures, providers and target groups."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from cli.exits import FINE, USAGE, CommandError
from pipeline.domain.data import data_path
from pipeline.extraction.nlp import trained_pipeline
from pipeline.extraction.recogniser import LABELS
from pipeline.training.passages import read_passages
from pipeline.training.recogniser import find, matches, reliability, told
from pipeline.training.scores import add_up


def evaluate_passages(path: Path, as_json: bool) -> int:
    """Score the recogniser on annotated passages, print the rates and return the exit code. Raises CommandError.

    For the passages it learned from, the figures are those of the cross-validation in its card.
    """
    try:
        card = json.loads(data_path("models", "de_kip", "card.json").read_text(encoding="utf-8"))
        seen = card["gold_sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
        rates = {name: card[name] for name in ("labels", "reliability")} if seen else _scored(path)
    except (OSError, ValueError) as error:
        raise CommandError(USAGE, f"{error}.") from error
    if as_json:
        sys.stdout.write(json.dumps({"cross_validated": seen, **rates}, ensure_ascii=False, indent=2) + "\n")
    else:
        _print(rates, "cross-validated, as it learned from these passages" if seen else "passages it has not seen")
    return FINE


def _scored(path: Path) -> dict[str, Any]:
    passages = read_passages(path)
    nlp = trained_pipeline("de")
    if nlp is None:
        raise CommandError(USAGE, "There is no trained pipeline in this installation of kip.")
    found = find(nlp, passages)
    rows = {label: matches(passages, found, label) for label in LABELS}
    return {
        "labels": {label: told(add_up(items)) for label, items in rows.items()},
        "reliability": {label: reliability(items) for label, items in rows.items()},
    }


def _print(rates: dict[str, Any], what: str) -> None:
    console = Console()
    title = f"Recogniser, {what} (interval: Wilson, 95 %)"
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("Label", "Precision", "Interval", "Recall", "Interval", "F1", "Spans"):
        table.add_column(heading, justify="left" if heading == "Label" else "right", no_wrap=True)
    for label, row in rates["labels"].items():
        shares = [cell for name in ("precision", "recall") for cell in _share(row, name)]
        table.add_row(label, *shares, f"{row['f1']:.3f}", str(row["of"]))
    console.print(table)
    for label, rows in rates["reliability"].items():
        steps = ", ".join(f"{row['from']:.1f}–{row['to']:.1f}: {row['right']} of {row['of']}" for row in rows)
        console.print(f"{label}, right by confidence: {steps}", highlight=False, soft_wrap=True)


def _share(row: dict[str, Any], name: str) -> tuple[str, str]:
    share, interval = row[name], row[f"{name}_interval_95"]
    return ("–", "–") if share is None else (f"{share:.3f}", f"{interval[0]:.2f}–{interval[1]:.2f}")
