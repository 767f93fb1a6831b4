"""`kip evaluate classifier` and `kip train classifier`: areas of phrases, learned and measured."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from cli.exits import FINE, USAGE, CommandError
from pipeline.domain.data import data_path

WORD = "classifier"
GOLD = ("corpus", "gold", "measures.jsonl")
Row = dict[str, Any]


def is_phrases(path: Path) -> bool:
    """Tell whether `kip evaluate` is asked for the classifier: by its name, or by a file of phrases without spans."""
    if str(path) == WORD and not path.exists():
        return True
    try:
        with path.open(encoding="utf-8") as lines:
            return path.suffix == ".jsonl" and '"spans"' not in lines.readline()
    except (OSError, UnicodeDecodeError):
        return False


def evaluate_areas(path: Path, as_json: bool, curve: Path | None) -> int:
    """Score the classifier on phrases whose area is known, print the figures, return the exit code.

    For the gold it learned from, the figures are those of the nested cross-validation in its card. With `curve`, the
    risk–coverage curve is written there as SVG. Raises CommandError.
    """
    from pipeline.classification.curves import risk_coverage_svg  # noqa: PLC0415 - numpy and scikit-learn come with it

    try:
        source = data_path(*GOLD) if str(path) == WORD else path
        card = json.loads(data_path("models", "classifier", "card.json").read_text(encoding="utf-8"))
        seen = card["gold_sha256"] == hashlib.sha256(source.read_bytes()).hexdigest()
        figures = card["cross_validation"] if seen else _scored(source)
        if curve:
            curve.write_text(risk_coverage_svg(figures["risk_coverage"]), encoding="utf-8")
    except (OSError, ValueError) as error:
        raise CommandError(USAGE, f"{error}.") from error
    if as_json:
        sys.stdout.write(json.dumps({"cross_validated": seen, **figures}, ensure_ascii=False, indent=2) + "\n")
    else:
        _print(figures, "cross-validated, as it learned from these phrases" if seen else "phrases it has not seen")
    return FINE


def train_areas(gold: Path | None, out: Path, corrections: Path | None, weak: Path | None) -> None:
    """Train the classifier and print its scores.

    `corrections` is a folder of corrections, `weak` an output folder whose headings give weak labels. Raises
    CommandError where the material is missing or wrong.
    """
    from pipeline.classification.train import train  # noqa: PLC0415 - brings scikit-learn
    from pipeline.review.corrections import CorrectionsError  # noqa: PLC0415 - as above

    console = Console(stderr=True)
    try:
        extra = _extra(corrections, weak)
        card = train(gold or data_path(*GOLD), out, extra, lambda step: console.print(step, highlight=False))
    except (OSError, ValueError, CorrectionsError) as error:
        raise CommandError(USAGE, f"{error}.") from error
    _print(card["cross_validation"], f"{card['model']}, nested cross-validation")
    Console().print(f"Written to {out}; the figures stand in {out / 'README.md'}.", highlight=False)


def _extra(corrections: Path | None, weak: Path | None) -> list[Any]:
    from pipeline.classification.extra import corrected_phrases, weak_phrases  # noqa: PLC0415 - as above
    from pipeline.review.corrections import default_folder  # noqa: PLC0415 - as above

    found = corrected_phrases(corrections or default_folder())
    return found + weak_phrases(_measures(weak)) if weak else found


def _measures(out: Path) -> list[Row]:
    import pyarrow.parquet as pq  # noqa: PLC0415 - only with --weak

    rows: list[Row] = pq.read_table(out / "tables" / "measures.parquet").to_pylist()
    return rows


def _scored(path: Path) -> Row:
    from pipeline.classification.classifier import load_classifier  # noqa: PLC0415 - brings scikit-learn
    from pipeline.classification.gold import read_phrases  # noqa: PLC0415 - as above
    from pipeline.classification.scores import answered, scores  # noqa: PLC0415 - as above

    phrases = read_phrases(path)
    predictions = load_classifier().predict(
        [phrase.text for phrase in phrases],
        [phrase.heading for phrase in phrases],
        [phrase.context for phrase in phrases],
    )
    return scores(answered(phrases, predictions))


def _print(figures: Row, what: str) -> None:
    console = Console()
    table = _table(f"Areas, {what} (interval: Wilson, 95 %)", ("Of", "Right", "Share", "Interval"))
    named = {"all": "accuracy", "none of the seven": "none_recognised", "most confident 85 %": "most_confident"}
    rows = [(title, figures[key]) for title, key in named.items()]
    for title, row in [*rows, *figures["by_language"].items(), *figures["by_canton"].items()]:
        table.add_row(title, *_shares(row))
    console.print(table)
    classes = _table("By area", ("Phrases", "Precision", "Recall", "Interval", "F1"))
    for name, row in figures["by_class"].items():
        numbers = (_number(row["precision"]), _number(row["recall"]), _range(row["recall_interval_95"]))
        classes.add_row(name, str(row["of"]), *numbers, _number(row["f1"]))
    console.print(classes)
    console.print(_confusion(figures["confusion"]))
    told = f"Macro F1 over the seven {_number(figures['macro_f1'])}, calibration error {figures['calibration_error']}"
    console.print(told, highlight=False)


def _confusion(confusion: Row) -> Table:
    """Return the confusion table, answers numbered in the order of the rows."""
    table = _table("Label (row) and answer (column, numbered as the rows)", [str(n + 1) for n in range(len(confusion))])
    for number, (truth, answers) in enumerate(confusion.items(), start=1):
        table.add_row(f"{number} {truth}", *(str(count) for count in answers.values()))
    return table


def _table(title: str, headings: Iterable[str]) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("", no_wrap=True)
    for heading in headings:
        table.add_column(heading, justify="right", no_wrap=True)
    return table


def _shares(row: Row) -> tuple[str, str, str, str]:
    return str(row["of"]), str(row["right"]), _number(row["share"]), _range(row["interval_95"])


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _range(interval: list[float] | None) -> str:
    return "–" if interval is None else f"{interval[0]:.2f}–{interval[1]:.2f}"
