"""`kip audit`: a random sample for two coders, and what their verdicts say."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cli.exits import NOTHING_TO_DO, USAGE, CommandError
from cli.outputs import rows_of, writing
from pipeline.domain.labels import LANGUAGES, label
from pipeline.evaluation.audit import Agreement, Finding, GroupScore, Judged, Precision, draw, score
from pipeline.evaluation.audit_files import AuditFileError, as_csv, as_workbook, read_judged
from pipeline.records import IDENTITIES
from pipeline.reporting.plain import UNKNOWN, one_line
from pipeline.reporting.telling import tell

CODERS = ("coder-1", "coder-2")


@dataclass(frozen=True, slots=True)
class Request:
    """What `kip audit` was asked for when it draws."""

    out: Path
    folder: Path
    size: int
    seed: int
    language: str
    as_csv: bool


def draw_sample(request: Request) -> None:
    """Write the same sample for each coder. Raises CommandError; what a coder may have filled in is never replaced."""
    if request.language not in LANGUAGES:
        raise CommandError(USAGE, f"The guide is written in {', '.join(LANGUAGES)}, not in {request.language}.")
    suffix = "csv" if request.as_csv else "xlsx"
    files = [request.folder / f"{coder}.{suffix}" for coder in CODERS]
    for path in files:
        if path.exists():
            raise CommandError(USAGE, f"{path} is there already; name another folder with --to.")
    sample = draw(_findings(request), request.size, request.seed)
    if not sample:
        raise CommandError(NOTHING_TO_DO, f"Nothing to do: nothing was found in {request.out}.")
    content = as_csv(sample) if request.as_csv else as_workbook(sample, request.language)
    for path in files:
        with writing(path) as draft:
            draft.write_bytes(content)
    _say(f"{len(sample)} rows, the same in each file: {' and '.join(map(str, files))}")
    _say(f"When both are filled in: kip audit {files[0]} {files[1]}")


def _findings(request: Request) -> Iterator[Finding]:
    """Yield every row of the run that can be judged; what a person rejected is gone already."""
    documents = {row["document_id"]: row for row in rows_of(request.out, "documents") if not row["duplicate_of"]}
    speak = partial(label, language=request.language)
    for kind, identity in IDENTITIES.items():
        for row in rows_of(request.out, kind):
            if row["reviewed"] != "rejected":
                document = documents.get(row["document_id"], {})
                yield _finding(kind, row[identity], row, document, tell(kind, row, speak))


def _finding(kind: str, record_id: str, row: Mapping[str, Any], document: Mapping[str, Any], says: str) -> Finding:
    place = document.get("path") or document.get("url") or row["document_id"]
    return Finding(
        record_id=record_id,
        kind=kind,
        canton=document.get("canton") or "",
        program=document.get("program") or "",
        document=PurePosixPath(place).name,
        page=row["page"],
        section=one_line(row["section"] or ""),
        quote=one_line(row["quote"]),
        says=says,
    )


def show_scores(files: Sequence[Path], as_json: bool) -> None:
    """Print precision and agreement of two coders' files. Raises CommandError."""
    if len(files) != len(CODERS):
        raise CommandError(USAGE, "Name the files of both coders, or none to draw a sample.")
    first, second = (_read(path) for path in files)
    try:
        scores = score(first, second)
    except ValueError as error:
        raise CommandError(USAGE, f"{error}.") from error
    if as_json:
        json.dump([asdict(item) for item in scores], sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
        return
    Console().print(_table(scores))
    for line in _notes(first, second):
        _say(line)


def _read(path: Path) -> list[Judged]:
    try:
        return read_judged(path)
    except OSError as error:
        raise CommandError(USAGE, f"Cannot read {path} ({error.strerror or error}).") from error
    except AuditFileError as error:
        raise CommandError(USAGE, f"{error}.") from error


def _table(scores: Sequence[GroupScore]) -> Table:
    title = "Share of rows that are right (interval: Wilson, 95 %; strata weighted by their size)"
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    table.add_column("Rows of", no_wrap=True)
    for heading in ("Rows", "Coder 1", "Coder 2", "Both agree", "Agreed", "Cohen's\nkappa"):
        table.add_column(heading, justify="right", no_wrap=True)
    for item in scores:
        shares = [_share(part) for part in (item.first, item.second, item.settled)]
        observed = UNKNOWN if item.agreement.observed is None else f"{item.agreement.observed:.2f}"
        # The name of a group comes from the coders' files.
        table.add_row(Text(one_line(item.group)), str(item.rows), *shares, observed, _kappa(item.agreement))
    return table


def _share(part: Precision) -> str:
    if part.share is None or part.interval is None:
        return UNKNOWN
    return f"{part.share:.3f} of {part.judged}\n{_span(part.interval)}"


def _kappa(part: Agreement) -> str:
    if part.kappa is None or part.interval is None:
        return UNKNOWN
    return f"{part.kappa:.2f}\n{_span(part.interval)}"


def _span(interval: tuple[float, float]) -> str:
    """Return an interval, on a line of its own so that a terminal of 80 signs shows all columns."""
    return f"({interval[0]:.2f}–{interval[1]:.2f})"


def _notes(first: Sequence[Judged], second: Sequence[Judged]) -> Iterator[str]:
    others = {item.record_id: item.verdict for item in second}
    for name, rows in zip(CODERS, (first, second), strict=True):
        waiting = sum(row.verdict is None for row in rows)
        if waiting:
            yield f"Not judged by {name}: {waiting} rows"
    apart = [row.number for row in first if row.verdict and others[row.record_id] not in (None, row.verdict)]
    if apart:
        yield f"The coders disagree on the rows {', '.join(map(str, apart))}"


def _say(line: str) -> None:
    Console().print(line, highlight=False, markup=False, soft_wrap=True)
