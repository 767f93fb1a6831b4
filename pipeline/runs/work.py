"""The work of a run: each task goes through the workers once and ends in the ledger, whoever asks and how often.

Batches may be asked for by several threads, and again after a failure: what is finished stays finished. That is what
lets plain threads begin while Prefect's server is still starting, and lets them take over should it die.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.domain.failures import DocumentFailure
from pipeline.guardian import Guardian
from pipeline.runs.crew import hire
from pipeline.runs.plan import Task, document_key, records_key, settled_entry
from pipeline.runs.settings import Settings
from pipeline.storage.artefacts import Key, Summary
from pipeline.storage.ledger import Entry, Ledger, failed_entry

# Enough documents that Prefect's bookkeeping (about 0.13 s a task) doesn't count, few enough to see progress.
MAX_BATCH = 20
# Batches in flight beyond one per worker, so that no worker waits while a batch ends with a long document.
SPARE_THREADS = 2


@dataclass(frozen=True, slots=True)
class Batch:
    """A handful of tasks that Prefect sees as one."""

    number: int
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """What the run tells whoever watches: each entry as it settles, and what it is busy with."""

    settled: Callable[[Entry], None]
    busy_with: Callable[[str], None]


@dataclass(slots=True)
class Timings:
    """Seconds of worker time by stage."""

    seconds: dict[str, float] = field(default_factory=dict)

    def add(self, stage: str, seconds: float) -> None:
        """Add to a stage."""
        self.seconds[stage] = round(self.seconds.get(stage, 0.0) + seconds, 3)


class Work:
    """The tasks of a run, the workers that do them, and the ledger that knows how they ended."""

    def __init__(self, run_id: str, settings: Settings, ledger: Ledger, progress: Progress, log: Path) -> None:
        """Start guardian and workers at once; they warm up while inputs are still being hashed.

        Raises ClusterError if the settings name a cluster that can't be worked with.
        """
        self.settings, self.ledger, self.timings = settings, ledger, Timings()
        self._progress, self._log, self._mutex = progress, log, threading.Lock()
        self._begun: dict[str, Future[Entry]] = {}
        self._running, self._quiet_since = 0, time.monotonic()
        self.guardian = Guardian(settings.cache / "runs" / run_id)
        try:
            self._crew = hire(settings, self.guardian, log)
        except BaseException:
            self.guardian.close()
            raise
        self.threads = self._crew.size + SPARE_THREADS
        self._executor = ThreadPoolExecutor(self.threads, thread_name_prefix="document")

    def finish(self, batch: Batch) -> list[Entry]:
        """Return how the tasks of a batch ended, once they have; those already begun are waited for.

        Raises what hinders the coordinator itself, such as OSError for a full disk, after all tasks of the batch came
        to rest; asked again, it does again what did not end. Raises StoppedError once the run is stopped.
        """
        futures = [self._begin(task) for task in batch.tasks]
        for future in futures:
            future.exception()
        return [future.result() for future in futures]

    def has_finished(self, batches: Iterable[Batch]) -> bool:
        """Return whether every task of the batches ended."""
        with self._mutex:
            begun = [self._begun.get(task.requested.input_id) for batch in batches for task in batch.tasks]
        return all(future is not None and _ended_well(future) for future in begun)

    def quiet_for(self) -> float:
        """Return the seconds in which nobody has asked for a document; 0 while one is being done."""
        with self._mutex:
            return 0.0 if self._running else time.monotonic() - self._quiet_since

    def stop(self) -> None:
        """Stop all workers; tasks that did not end stay not finished."""
        self._crew.stop()

    def close(self) -> None:
        """Stop what still runs and leave no process behind."""
        self.stop()
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._crew.close()
        self.guardian.close()

    def _begin(self, task: Task) -> Future[Entry]:
        name = task.requested.input_id
        with self._mutex:
            begun = self._begun.get(name)
            if begun is None or (begun.done() and not _ended_well(begun)):
                begun = self._begun[name] = self._executor.submit(self._do, task)
        return begun

    def _do(self, task: Task) -> Entry:
        self._count_running(1)
        try:
            return self._settle(task)
        finally:
            self._count_running(-1)

    def _count_running(self, change: int) -> None:
        with self._mutex:
            self._running += change
            self._quiet_since = time.monotonic()

    def _settle(self, task: Task) -> Entry:
        try:
            entry = settled_entry(task.requested, task.document_id, self._through_both_stages(task))
        except DocumentFailure as failure:
            self._note(task, failure)
            entry = failed_entry(task.requested, failure, task.document_id)
        self.ledger.settle([entry])
        self._progress.settled(entry)
        return entry

    def _through_both_stages(self, task: Task) -> Summary:
        timeout = self.settings.timeout_for(task.size)
        document, records = document_key(task.document_id), records_key(task.document_id)
        known = None if self.settings.force else self.settings.artefacts.summary(document)
        if known is None:
            draft = self._draft(document)
            self._crew.read(task.requested.location, task.document_id, draft, timeout)
            known = self._keep(document, draft)
            self._count("reading", known.duration_ms)
        draft = self._draft(records)
        self._crew.understand(self.settings.artefacts.path(document), draft, timeout)
        summary = self._keep(records, draft)
        self._count("extraction", summary.duration_ms - known.duration_ms)
        return summary

    def _draft(self, key: Key) -> Path:
        return self.guardian.scratch / f"{key.document_id}.{key.stage}"

    def _keep(self, key: Key, draft: Path) -> Summary:
        """Move a worker's result to the artefacts and return its summary."""
        self.settings.artefacts.adopt(key, draft)
        summary = self.settings.artefacts.summary(key)
        if summary is None:
            raise DocumentFailure("internal", f"the artefact of {key.stage} was damaged on its way")
        return summary

    def _count(self, stage: str, milliseconds: int) -> None:
        with self._mutex:
            self.timings.add(stage, milliseconds / 1000)

    def _note(self, task: Task, failure: DocumentFailure) -> None:
        notes = getattr(failure, "__notes__", ())
        if notes:
            with self._mutex, self._log.open("a", encoding="utf-8") as log:
                log.write(f"{task.requested.path}\n{''.join(notes)}\n")


def _ended_well(future: Future[Entry]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def make_batches(tasks: Sequence[Task], threads: int) -> list[Batch]:
    """Return the tasks in batches: small ones for a small run, so that all threads have work.

    The biggest documents come first; a long one that begins last would keep all other workers waiting.
    """
    ordered = sorted(tasks, key=lambda task: -task.size)
    size = max(1, min(MAX_BATCH, len(tasks) // (2 * threads)))
    return [Batch(number, tuple(ordered[at : at + size])) for number, at in enumerate(range(0, len(tasks), size))]


def finish_plainly(work: Work, batches: Iterable[Batch], until: threading.Event) -> None:
    """Finish batches in plain threads, beginning no more once `until` is set. Raises what `Work.finish` raises."""

    def unless_told(batch: Batch) -> None:
        if not until.is_set():
            work.finish(batch)

    with ThreadPoolExecutor(work.threads, thread_name_prefix="batch") as executor:
        list(executor.map(unless_told, batches))
