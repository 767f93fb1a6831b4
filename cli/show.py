"""`kip show`: one document, page by page: how it was read and what was found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.markup import escape

from cli.exits import USAGE, CommandError
from cli.figures import UNKNOWN, amount
from cli.outputs import entries_of
from cli.why import figure_lines, measure_lines, reasons_in
from pipeline.domain.reasons import Reason
from pipeline.records import Block, Decision, Document, Evidence, Funding, Goal, Measure, PageRow, Records
from pipeline.runs.plan import document_key
from pipeline.runs.settings import default_cache
from pipeline.storage.artefacts import ArtefactStore, Key
from pipeline.storage.ledger import Entry, make_input

R = TypeVar("R", Funding, Measure, Decision, Goal)

MIN_PREFIX = 4
# How finders note that a printed sum is not that of its parts: printed less added, in francs or votes.
_SUM_CHECK = re.compile(r"sum_check/\d+:(?P<off>[+-][\d.]+)")


@dataclass(frozen=True, slots=True)
class Shown:
    """A document as read (null where it was read by another version of kip) and what was found in it.

    `reasons` are those of its figures by where they begin; null where nobody asked why.
    """

    entry: Entry
    document: Document | None
    records: Records
    reasons: Mapping[int, Sequence[Reason]] | None = None


def show_document(name: str, out: Path, cache: Path | None, why: bool = False) -> None:
    """Print what kip knows of a document, with reasons if asked. Raises CommandError if it knows none or several."""
    entry = find_entry(entries_of(out), name)
    console = Console()
    for line in _head(entry):
        console.print(line, soft_wrap=True, highlight=False)
    shown = _load(entry, ArtefactStore((cache or default_cache()) / "artefacts"))
    if shown is not None:
        for line in document_lines(explained(shown) if why else shown):
            console.print(line, soft_wrap=True, highlight=False)


def find_entry(entries: Sequence[Entry], name: str) -> Entry:
    """Return the entry of a path, an id or the beginning of one, or of a part of a path. Raises CommandError."""
    location = make_input(name).location
    exact = [entry for entry in entries if entry.location == location or entry.outcome.path == name]
    if exact:
        return exact[0]
    found = [entry for entry in entries if len(name) >= MIN_PREFIX and _has_id(entry, name)]
    found = found or [entry for entry in entries if name.casefold() in (entry.outcome.path or "").casefold()]
    if not found:
        raise CommandError(USAGE, f"No document of this folder has the path or id {name}; kip status lists them.")
    if len({entry.outcome.document_id for entry in found}) > 1:
        raise CommandError(USAGE, f"{len(found)} documents fit {name}; give more of the path or id.")
    return found[0]


def explained(shown: Shown) -> Shown:
    """Return a document with the reasons of its values. Raises CommandError if another version of kip read it."""
    if shown.document is None:
        raise CommandError(USAGE, "Another version of kip read this document; run kip run on it again to ask why.")
    return replace(shown, reasons=reasons_in(shown.document))


def document_lines(shown: Shown) -> Iterator[str]:
    """Yield the facts of a document, then each page with its headings, tables and finds, as lines of rich markup."""
    facts = shown.records.facts
    period = f"{facts.period_start or ''}–{facts.period_end or ''}" if facts.period_start or facts.period_end else None
    told = (facts.canton, facts.doc_type, facts.program, period, facts.language, facts.media_type)
    yield f"[bold]{escape(facts.title or UNKNOWN)}[/bold]"
    yield escape(" · ".join(item for item in told if item))
    for page in shown.records.pages:
        yield from _page_lines(shown, page)


def _page_lines(shown: Shown, page: PageRow) -> Iterator[str]:
    confidence = "" if page.ocr_confidence is None else f", confidence {page.ocr_confidence:.2f}"
    reasons = f" ({', '.join(page.reasons)})" if page.reasons else ""
    yield f"\n[bold]Page {page.page}[/bold] {page.route}{reasons} · {page.chars} characters{confidence}"
    if shown.document is not None:
        yield from _layout_lines(shown.document, page.page)
    records = shown.records
    for figure in _on(records.funding, page.page):
        yield _funding_line(figure)
        if shown.reasons is not None:
            yield from figure_lines(figure, shown.reasons.get(figure.evidence.char_start, ()))
    for measure in _on(records.measures, page.page):
        yield _measure_line(measure)
        yield from () if shown.reasons is None else measure_lines(measure)
    yield from (_goal_line(row) for row in _on(records.goals, page.page))
    yield from (_decision_line(row) for row in _on(records.decisions, page.page))


def _layout_lines(document: Document, page: int) -> Iterator[str]:
    for block in document.blocks:
        if block.page == page and block.kind == "heading":
            yield f"  [cyan]{'#' * max(1, block.level)} {escape(_text(document, block))}[/cyan]"
    for table in document.tables:
        if table.page == page:
            caption = f": {escape(table.caption)}" if table.caption else ""
            yield f"  table of {table.n_rows} × {table.n_cols}{caption}"


def _funding_line(row: Funding) -> str:
    upper = f" to {amount(row.amount_max_chf)}" if row.amount_max_chf is not None else ""
    told = (row.payer, row.instrument, row.basis, row.foerderbereich, row.status, row.role)
    kinds = " · ".join(item for item in told if item)
    return f"  [green]CHF {amount(row.amount_chf)}{upper}[/green] {kinds} {_quote(row.evidence)}{_sum_note(row)}"


def _off(evidence: Evidence) -> float | None:
    """Return by how much a sum errs, null for one that adds up and for what is none."""
    found = _SUM_CHECK.search(evidence.found_by)
    return float(found["off"]) if found else None


def _sum_note(row: Funding) -> str:
    """Return by how much a printed sum differs from its parts, which the rule that found it tells; else nothing."""
    off = _off(row.evidence)
    if off is None or row.amount_chf is None:
        return ""
    word = "more" if off > 0 else "less"
    return f" [yellow]sum: CHF {amount(abs(off))} {word} than its parts, CHF {amount(row.amount_chf - off)}[/yellow]"


def _measure_line(row: Measure) -> str:
    area = f"{row.foerderbereich or UNKNOWN} ({row.assigned_by or UNKNOWN})"
    return f"  [magenta]measure[/magenta] {escape(row.title)} · {area}"


def _goal_line(row: Goal) -> str:
    both = (("target", row.target_value), ("actual", row.actual_value))
    values = [f"{name} {value:g}" for name, value in both if value is not None]
    told = " · ".join(item for item in (row.level, row.foerderbereich, row.indicator, *values) if item)
    return f"  [blue]goal[/blue] {escape(' '.join(row.text.split()))} · {escape(told)}"


def _decision_line(row: Decision) -> str:
    told = " · ".join(item for item in (row.body, row.date, row.number, row.outcome) if item)
    return f"  [yellow]decision[/yellow] {escape(told)} {_quote(row.evidence)}{_count_note(row)}"


def _count_note(row: Decision) -> str:
    """Return by how much the total of a form of votes differs from its counts; nothing where they add up."""
    off = _off(row.evidence)
    if off is None:
        return ""
    return f" [yellow]total: {abs(off):.0f} {'more' if off > 0 else 'less'} than its counts[/yellow]"


def _quote(evidence: Evidence) -> str:
    return f"[dim]“{escape(' '.join(evidence.quote.split()))}”[/dim]"


def _on(rows: Iterable[R], page: int) -> list[R]:
    """Return the rows of a page; those without a page stand with the first."""
    return [row for row in rows if (row.evidence.page or 1) == page]


def _text(document: Document, block: Block) -> str:
    return " ".join(document.text[block.start : block.end].split())


def _has_id(entry: Entry, name: str) -> bool:
    return entry.outcome.input_id.startswith(name) or (entry.outcome.document_id or "").startswith(name)


def _head(entry: Entry) -> Iterator[str]:
    outcome = entry.outcome
    yield f"[bold]{escape(outcome.path or outcome.url or '')}[/bold] · {outcome.state}"
    yield f"input {outcome.input_id} · document {outcome.document_id or UNKNOWN}"
    if outcome.failure_reason:
        yield escape(outcome.failure_reason)


def _load(entry: Entry, store: ArtefactStore) -> Shown | None:
    document_id = entry.outcome.document_id
    if document_id is None or entry.records_version is None:
        return None
    records = store.load(Key("records", entry.records_version, document_id), Records)
    if records is None:
        raise CommandError(USAGE, "What was read is no longer in the cache; run kip run on it again.")
    return Shown(entry, store.load(document_key(document_id), Document), records)
