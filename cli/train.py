"""`kip train`: learn a model again from the annotations of the project."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from cli.exits import USAGE, CommandError
from pipeline.domain.data import data_path
from pipeline.training.recogniser import train


def train_recogniser(gold: Path | None, treebank: Path | None, out: Path) -> None:
    """Train the German pipeline and print its scores. Raises CommandError where the material is missing or wrong."""
    console = Console(stderr=True)
    try:
        source = gold or data_path("corpus", "gold", "passages.jsonl")
        card = train(source, out, treebank, lambda step: console.print(step, highlight=False))
    except (OSError, ValueError) as error:
        raise CommandError(USAGE, f"{error}.") from error
    for label, row in card["labels"].items():
        shares = " ".join(f"{name} {row[name] or 0.0:.3f}" for name in ("precision", "recall", "f1"))
        Console().print(f"{label}: {shares}", highlight=False)
    Console().print(f"Written to {out}; the figures stand in {out / 'README.md'}.", highlight=False)
