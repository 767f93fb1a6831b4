"""A run from beginning to end: ledger, plan, workers, Prefect, exports, report."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future, TimeoutError
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flows.conduct import Conducted, conduct
from flows.server import Server, start_server
from pipeline.domain.failures import DocumentFailure
from pipeline.runs.changed import write_changes
from pipeline.runs.plan import Task, make_plan
from pipeline.runs.publish import Published, last_published, publish
from pipeline.runs.report import Course, Report, make_report, write_report
from pipeline.runs.settings import Settings, new_run_id
from pipeline.runs.work import Batch, Progress, Timings, Work, make_batches
from pipeline.storage.ledger import Entry, Input, Ledger, as_input, failed_entry, unfinished
from pipeline.storage.migrations import LEDGER_SCHEMA, SCHEMA_VERSION, check_tables
from pipeline.storage.pruning import shared

# What a finished run still waits for its flow to store the artifacts.
FAREWELL_S = 75.0

Overview = Sequence[dict[str, Any]]


class NothingToDoError(Exception):
    """No input is asked for, or with --only-failed none has failed."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A run's report, the folder it lies in, and the comparison as it now stands, one line per programme."""

    report: Report
    folder: Path
    overview: Overview
    open_corrections: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """What the steps of one run share."""

    run_id: str
    settings: Settings
    ledger: Ledger
    progress: Progress
    stopping: threading.Event
    timings: Timings

    @property
    def log(self) -> Path:
        """Return the file for what libraries print and for tracebacks; never shown."""
        return self.settings.out / "runs" / self.run_id / "log.txt"


def run(settings: Settings, inputs: Sequence[Input], progress: Progress, stopping: threading.Event) -> Finished:
    """Bring all inputs to an end, publish the tables, and report.

    `stopping` set from outside ends the run early: what is unfinished is failed("interrupted") and comes first with
    the next run. Raises OutputInUseError, NewerOutputError, NothingToDoError, and OSError if the output folder can't be
    written.
    """
    started, clock = datetime.now(UTC), time.monotonic()
    older = check_tables(settings.out)
    with shared(settings.cache), closing(Ledger(settings.out)) as ledger:
        this = Run(new_run_id(), settings, ledger, progress, stopping, Timings())
        _tell_of_older(this, older)
        requested = _requested(this, inputs)
        with ExitStack() as stack:
            conducted, published = _carry_out(this, requested, stack)
        course = Course(
            this.run_id,
            started,
            # The clock on the wall may be set while a run goes on.
            started + timedelta(seconds=time.monotonic() - clock),
            stopping.is_set(),
            this.timings.seconds,
            conducted.sentence,
            published.written,
        )
        asked = {item.input_id for item in requested}
        entries = [entry for entry in ledger.entries() if entry.outcome.input_id in asked]
        report = make_report(course, settings, len(requested), entries)
        folder = write_report(report, settings.out)
        if published.changes is not None:
            write_changes(published.changes, folder)
        return Finished(report, folder, published.overview, published.open_corrections)


def _tell_of_older(this: Run, tables: int | None) -> None:
    """Say what an older version of kip has written here, and what becomes of it."""
    if this.ledger.migrated_from is not None:
        this.progress.busy_with(f"bringing a ledger of schema {this.ledger.migrated_from} to schema {LEDGER_SCHEMA}")
    if tables is not None:
        this.progress.busy_with(f"the tables of schema {tables} will be written anew with schema {SCHEMA_VERSION}")


def _requested(this: Run, inputs: Sequence[Input]) -> list[Input]:
    """Return the inputs of this run: those given; with --only-failed those that failed, of those given if any are."""
    chosen = list(inputs)
    if this.settings.only_failed:
        given = {item.input_id for item in inputs}
        failed = [as_input(entry) for entry in this.ledger.entries() if entry.outcome.state == "failed"]
        chosen = [item for item in failed if not given or item.input_id in given]
    if not chosen:
        raise NothingToDoError
    this.ledger.register(chosen)
    return chosen


def _carry_out(this: Run, requested: Sequence[Input], stack: ExitStack) -> tuple[Conducted, Published]:
    tasks, work = _plan(this, requested, stack)
    overview: Future[Overview] = Future()
    conducted = Conducted(None, "nothing was to be read, so Prefect was not started")
    if work:
        conducted = _conduct(this, work, tasks, overview, stack)
        this.timings.seconds.update(work.timings.seconds)
    _close_the_books(this, requested)
    this.progress.busy_with("comparing and writing tables")
    published = last_published(this.ledger) if this.stopping.is_set() else _publish(this)
    overview.set_result(published.overview)
    if conducted.flow:
        conducted = _farewell(this, conducted.flow, conducted.sentence)
    return conducted, published


def _farewell(this: Run, flow: Future[None], sentence: str) -> Conducted:
    """Wait for the flow to store its artifacts, and say so if it could not: no figure depends on them."""
    if not flow.done():
        this.progress.busy_with("leaving the account of the run with Prefect")
    try:
        error = flow.exception(FAREWELL_S)
    except TimeoutError as late:
        error = late
    return Conducted(None, f"without Prefect ({type(error).__name__}: {error})" if error else sentence)


def _plan(this: Run, requested: Sequence[Input], stack: ExitStack) -> tuple[list[Task], Work | None]:
    """Settle what needs no work; call the workers with the first task: they warm up while the rest is hashed."""
    this.progress.busy_with("looking through the documents")
    tasks: list[Task] = []
    entries: list[Entry] = []
    work: Work | None = None
    for step in make_plan(requested, this.ledger.entries(), this.settings):
        if isinstance(step, Task):
            tasks.append(step)
            work = work or _call_workers(this, len(requested), stack)
        else:
            entries.append(step)
        if this.stopping.is_set():
            break
    this.ledger.settle([*entries, *(unfinished(task.requested) for task in tasks)])
    for entry in entries:
        this.progress.settled(entry)
    return tasks, work


def _call_workers(this: Run, most: int, stack: ExitStack) -> Work:
    """Start the workers, no more than there may be documents."""
    this.progress.busy_with("starting workers")
    settings = replace(this.settings, workers=min(this.settings.workers, most))
    return stack.enter_context(closing(Work(this.run_id, settings, this.ledger, this.progress, this.log)))


def _conduct(this: Run, work: Work, tasks: Sequence[Task], overview: Future[Overview], stack: ExitStack) -> Conducted:
    def start() -> Server:
        this.progress.busy_with("reading, while Prefect's server starts")
        server = start_server(this.settings.cache, work.guardian, this.log)
        stack.callback(server.stop)
        return server

    this.progress.busy_with("reading")
    batches = make_batches(tasks, work.threads)
    return conduct(work, batches, start, lambda: _flow(this, work, batches, overview), this.stopping)


def _flow(this: Run, work: Work, batches: Sequence[Batch], overview: Future[Overview]) -> None:
    # Imported here: Prefect takes two seconds, and workers must be spawned before it is there.
    from flows.extract import Assignment, extract  # noqa: PLC0415

    this.progress.busy_with("reading, watched by Prefect")
    extract(Assignment(this.run_id, batches, work.finish, overview, work.threads))


def _close_the_books(this: Run, requested: Sequence[Input]) -> None:
    """Name what an interruption left, and reopen duplicates whose first is gone."""
    if this.stopping.is_set():
        open_ids = {e.outcome.input_id for e in this.ledger.entries() if e.outcome.failure_code == "not_finished"}
        left = [item for item in requested if item.input_id in open_ids]
        this.ledger.settle([failed_entry(item, DocumentFailure("interrupted")) for item in left])
    this.ledger.reopen_orphans()


def _publish(this: Run) -> Published:
    return publish(this.settings.out, this.ledger, this.settings.artefacts, this.timings, this.settings.corrections)
