"""`kip evaluate`: a run over documents whose content is known, and how much of it was right."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cli.exits import FINE, INTERRUPTED, SOME_FAILED, USAGE, CommandError
from cli.outputs import entries_of
from pipeline.comparison.compare import compare
from pipeline.evaluation.cells import COMPARISON, cell_scores, documents_of, load_cells
from pipeline.evaluation.rates import Rate, Scores, add_up
from pipeline.evaluation.scores import STAGES, score_document
from pipeline.evaluation.truth import TruthError, load_truths
from pipeline.records import Document, Records
from pipeline.runs.inputs import expand
from pipeline.runs.plan import document_key
from pipeline.runs.settings import default_cache
from pipeline.storage.artefacts import ArtefactStore, Key
from pipeline.storage.ledger import Entry

Truths = Mapping[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Rates of each document by name; which documents have no truth, no records, or no text to compare, and why.

    `comparison` rates what all of them say together, and is empty where a document of its truth is missing.
    """

    documents: dict[str, Scores]
    without_truth: tuple[str, ...]
    without_records: dict[str, str]
    without_text: tuple[str, ...]
    comparison: Scores

    def overall(self) -> dict[tuple[str, str], Rate]:
        """Return the rates of all documents together, and those of their comparison."""
        return {**add_up(self.documents.values()), **self.comparison}


def evaluate(path: Path, out: Path | None, cache: Path | None, as_json: bool) -> int:
    """Score a run over a folder of documents, print the rates, and return the exit code. Raises CommandError.

    The run of `out` is taken as it stands if there is one; else the documents are read into it.
    """
    truths = _truths(path)
    place = (cache or default_cache()).absolute()
    target = out or Path("outputs") / "evaluation"
    if out is None or not entries_of(target):
        _read(path, target, place)
    asked = {item.input_id for item in expand([str(path)])}
    entries = [entry for entry in entries_of(target) if entry.outcome.input_id in asked]
    evaluation = _evaluate(entries, truths, _cells(path), ArtefactStore(place / "artefacts"))
    if not evaluation.documents:
        raise CommandError(USAGE, f"No document of {path} has both a truth and records in {target}.")
    if as_json:
        sys.stdout.write(to_json(evaluation))
    else:
        _print(evaluation)
    return SOME_FAILED if evaluation.without_records else FINE


def to_json(evaluation: Evaluation) -> str:
    """Return all rates as JSON: overall and by document, by stage and figure."""
    rated = {name: _plain(scores) for name, scores in evaluation.documents.items()}
    told = asdict(evaluation) | {"overall": _plain(evaluation.overall()), "documents": rated}
    del told["comparison"]
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _truth_folder(path: Path) -> Path:
    return (path if path.is_dir() else path.parent).absolute().parent / "truth"


def _cells(path: Path) -> list[dict[str, Any]]:
    try:
        return load_cells(_truth_folder(path))
    except TruthError as error:
        raise CommandError(USAGE, f"{error}.") from error


def _truths(path: Path) -> Truths:
    folder = _truth_folder(path)
    try:
        truths = load_truths(folder)
    except TruthError as error:
        raise CommandError(USAGE, f"{error}.") from error
    if not truths:
        raise CommandError(USAGE, f"There is no truth in {folder}; the documents of a corpus have theirs beside them.")
    return truths


def _read(path: Path, out: Path, cache: Path) -> None:
    # Imported here: a run that stands already is scored without Prefect and its libraries.
    from cli.run import Options, carry_out  # noqa: PLC0415

    finished = carry_out(Options((str(path),), out, cache, None, False, False, None, True, False))
    if finished.report.interrupted:
        raise CommandError(INTERRUPTED, "Interrupted; the same command goes on from here.")


def _evaluate(
    entries: Sequence[Entry], truths: Truths, cells: Sequence[dict[str, Any]], store: ArtefactStore
) -> Evaluation:
    documents: dict[str, Scores] = {}
    read: dict[str, Records] = {}
    missing: dict[str, str] = {}
    textless: list[str] = []
    for entry in entries:
        name = Path(entry.outcome.path or "").name
        if name not in truths:
            continue
        records = _records(entry, store)
        if records is None:
            missing[name] = entry.outcome.failure_reason or "What was read is no longer in the cache."
            continue
        document = store.load(document_key(records.facts.document_id), Document)
        textless += [] if document else [name]
        documents[name] = score_document(document, records, truths[name])
        read[Path(name).stem] = records
    names = {Path(entry.outcome.path or "").name for entry in entries}
    missing |= {name: "It is not in the run." for name in truths if name not in names}
    comparison = _compared(read, cells)
    return Evaluation(documents, tuple(sorted(names - set(truths))), missing, tuple(textless), comparison)


def _compared(read: Mapping[str, Records], cells: Sequence[dict[str, Any]]) -> Scores:
    """Rate what the documents say together: only where all of those that the truth rests on were read."""
    if not cells or not documents_of(cells) <= set(read):
        return {}
    return cell_scores(compare(list(read.values())).rows, cells)


def _records(entry: Entry, store: ArtefactStore) -> Records | None:
    if entry.outcome.document_id is None or entry.records_version is None:
        return None
    return store.load(Key("records", entry.records_version, entry.outcome.document_id), Records)


def _plain(scores: Scores) -> dict[str, dict[str, dict[str, Any]]]:
    told: dict[str, dict[str, dict[str, Any]]] = {}
    for (stage, figure), rate in scores.items():
        told.setdefault(stage, {})[figure] = {
            "right": rate.right,
            "of": rate.of,
            "share": rate.share,
            "interval_95": rate.interval(),
        }
    return told


def _print(evaluation: Evaluation) -> None:
    console = Console()
    overall = evaluation.overall()
    title = f"{len(evaluation.documents)} documents beside their truth (interval: Wilson, 95 %)"
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("Stage", "Figure"):
        table.add_column(heading, no_wrap=True)
    for heading in ("Right", "Of", "Share", "Interval"):
        table.add_column(heading, justify="right", no_wrap=True)
    for stage in (*STAGES, COMPARISON):
        for number, (figure, rate) in enumerate((f, r) for (s, f), r in overall.items() if s == stage):
            table.add_row(stage if number == 0 else "", figure, *_shares(rate))
        table.add_section()
    console.print(table)
    for line in _notes(evaluation):
        console.print(escape(line), highlight=False, soft_wrap=True)


def _shares(rate: Rate) -> tuple[str, str, str, str]:
    share, interval = rate.share, rate.interval()
    if share is None or interval is None:
        return str(rate.right), str(rate.of), "–", "–"
    return str(rate.right), str(rate.of), f"{share:.3f}", f"{interval[0]:.2f}–{interval[1]:.2f}"


def _notes(evaluation: Evaluation) -> list[str]:
    lines = [f"Not scored: {name}: {why}" for name, why in sorted(evaluation.without_records.items())]
    if evaluation.without_text:
        names = ", ".join(evaluation.without_text)
        lines.append(f"Read by another version of kip, so text and tables are not rated: {names}")
    if evaluation.without_truth:
        lines.append(f"Without truth: {', '.join(evaluation.without_truth)}")
    return lines
