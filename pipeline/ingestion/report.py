"""The report of an ingestion for people: what changed at the sources and in the tables, and what needs a look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.comparison.changes import TableChanges
from pipeline.ingestion.alarms import Alarm
from pipeline.ingestion.releases import Run
from pipeline.ingestion.sightings import MOVED, VANISHED, Event, Publication
from pipeline.ingestion.store import Health
from pipeline.reporting.changes import as_lines, as_markdown
from pipeline.reporting.plain import UNKNOWN, markdown

# What each kind of change is called, in the order of the report.
KINDS = {
    "new": "New",
    "changed": "Changed",
    "moved": "Moved",
    "vanished": "Vanished",
    "back": "Back again",
    "restamped": "Other bytes, same text",
    "left_out": "Left out: not about integration promotion",
    "refused": "Not fetched",
}
# Tables whose rows were found in one document.
FOUND = ("funding", "measures", "goals", "decisions")
# Changes worth telling people who are not at the machine.
NEWS = ("new", "changed", "moved", "vanished", "back")
_STATES = {
    "published": "Published",
    "held": "Held back: the last good outputs stay",
    "unchanged": "Nothing to publish: the last good outputs are of today's documents",
    "accepted": "Published on somebody's word",
    "superseded": "Held back, and superseded by a later run",
}


@dataclass(frozen=True, slots=True)
class Account:
    """Everything a report tells.

    `changes` are those of all tables against the last good outputs, empty where nothing was read or nothing stood
    before; `names` has the path of each document of both, `replaced` the pairs of documents (before, after) whose
    publication has a new version; `prefect` says what part Prefect had.
    """

    run: Run
    events: tuple[Event, ...]
    publications: tuple[Publication, ...]
    health: Mapping[str, Health]
    alarms: tuple[Alarm, ...]
    changes: tuple[TableChanges, ...] = ()
    names: Mapping[str, str] | None = None
    replaced: Mapping[str, tuple[str, str]] | None = None
    prefect: str = ""


def to_markdown(account: Account) -> str:
    """Return the report as a Markdown page."""
    run = account.run
    lines = [f"# Ingestion {run.run_id}", "", f"{run.at}: {_STATES[run.state]}.", *_listed(run.reasons)]
    lines += _events(account.events)
    lines += _replaced(account)
    if account.changes:
        page = as_markdown(account.changes, account.names or {}, "the last good outputs", f"run {run.run_id}")
        # Its headings become parts of this page.
        lines += ["", *(f"#{line}" if line.startswith("#") else line for line in page.splitlines())]
    lines += _alarms(account.alarms) + _sources(account)
    if account.prefect:
        lines += ["", f"Orchestration: {markdown(account.prefect)}"]
    return "\n".join(lines) + "\n"


def headline(events: Iterable[Event]) -> str:
    """Return in one line how many documents are new, changed and so on, and of whom."""
    listed = [event for event in events if event.kind in NEWS]
    counts = {kind: sum(event.kind == kind for event in listed) for kind in NEWS}
    told = ", ".join(f"{count} {KINDS[kind].lower()}" for kind, count in counts.items() if count)
    where = ", ".join(sorted({event.source for event in listed}))
    return f"{told} ({where})" if told else "nothing new"


def _listed(reasons: Sequence[str]) -> list[str]:
    return ["", *(f"- {markdown(reason)}" for reason in reasons)] if reasons else []


def _events(events: Sequence[Event]) -> list[str]:
    lines: list[str] = []
    for kind, title in KINDS.items():
        chosen = [event for event in events if event.kind == kind]
        if chosen:
            lines += ["", f"## {title} ({len(chosen)})", "", *(f"- {_event(event)}" for event in chosen)]
    return lines or ["", "Nothing changed at the sources."]


def _event(event: Event) -> str:
    label = f"{markdown(event.label)}, " if event.label else ""
    detail = f": {markdown(event.detail)}" if event.detail else ""
    return f"{event.source}: {label}{markdown(event.address)}{detail}"


def _replaced(account: Account) -> list[str]:
    """Return for each publication with a new version how its figures and measures differ."""
    lines: list[str] = []
    for address, documents in (account.replaced or {}).items():
        chosen = [_of_documents(table, documents) for table in account.changes if table.table in FOUND]
        told = as_lines([table for table in chosen if table.changes], account.names or {})
        # Indented lines are changes; those between them count the rows of whole tables.
        shown = [f"- {markdown(line.strip())}" for line in told if line.startswith(" ")] or [
            "No figure and no measure differs."
        ]
        lines += ["", f"## What changed in {markdown(address)}", "", *shown]
    return lines


def _of_documents(table: TableChanges, documents: tuple[str, str]) -> TableChanges:
    chosen = tuple(change for change in table.changes if change.row["document_id"] in documents)
    return TableChanges(table.table, table.rows_before, table.rows_after, chosen)


def _alarms(alarms: Sequence[Alarm]) -> list[str]:
    if not alarms:
        return []
    return ["", "## Alarms", "", *(f"- {_alarm(alarm)}" for alarm in alarms)]


def _alarm(alarm: Alarm) -> str:
    quiet = f", acknowledged: {alarm.acknowledged}" if alarm.acknowledged else ""
    quiet = quiet or (f", muted until {alarm.muted_until}" if alarm.muted_until else "")
    return markdown(f"{alarm.sentence} Since {alarm.since}{quiet} [{alarm.key}]")


def _sources(account: Account) -> list[str]:
    lines = [
        "",
        "## Sources",
        "",
        "| | present | vanished | moved | last looked at | last new |",
        "|---|---:|---:|---:|---|---|",
    ]
    lines += list(_source_rows(account))
    return lines


def _source_rows(account: Account) -> Iterator[str]:
    for name, health in sorted(account.health.items()):
        states = [item.state for item in account.publications if item.source == name and item.file]
        gone, moved = states.count(VANISHED), states.count(MOVED)
        looked = health.last_good or UNKNOWN
        yield f"| {name} | {len(states) - gone - moved} | {gone} | {moved} | {looked} | {health.last_new or UNKNOWN} |"


def as_event(content: Mapping[str, Any]) -> Event:
    """Return an event as a run keeps it."""
    return Event(**content)
