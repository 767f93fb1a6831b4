"""A run on more than one machine: the coordinator asks, workers of a Dask cluster do the stages.

A worker is kip's own processes (`LocalCrew`) behind a Dask worker, so that a document that crashes or hangs ends as it
does on one machine. It gets a place or an artefact and gives bytes back; files and ledger are written by the
coordinator alone. Workers announce which versions of the stages they have: a task goes only to one that makes exactly
what the coordinator would make, which is why the tables are the same. What a killed worker was at, others do again.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError
from pathlib import Path
from typing import Any
from uuid import uuid4

from distributed import Client, Worker, WorkerPlugin, get_worker
from distributed.scheduler import KilledWorker

from pipeline.domain.failures import DocumentFailure
from pipeline.guardian import Guardian
from pipeline.runs.crew import ClusterError, LocalCrew
from pipeline.runs.settings import Settings, new_run_id
from pipeline.storage.versions import stage_version
from pipeline.workers import DETAIL_LENGTH, StoppedError

READ, UNDERSTAND = "document", "records"
HAND = "kip"
POLL_S = 0.05
CONNECT_S = 20.0
# How long a run waits for a worker that can do its tasks: at its start, and when all have gone.
PATIENCE_S = 60.0
# How often the scheduler is asked which workers there are.
LOOK_S = 2.0


def capability(stage: str) -> str:
    """Return the name under which workers announce that they have this kip's version of a stage."""
    return f"kip-{stage}-{stage_version(stage)}"


class ClusterCrew:
    """The workers of a cluster that have this version of kip."""

    def __init__(self, address: str, patience_s: float = PATIENCE_S) -> None:
        """Connect to a scheduler and wait for a worker. Raises ClusterError."""
        self._stopping, self._patience_s = threading.Event(), patience_s
        try:
            self._client = Client(address, timeout=CONNECT_S, set_as_default=False, name="kip")  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as error:
            raise ClusterError(f"No Dask scheduler answers at {address} ({type(error).__name__})") from error
        self._seen = time.monotonic()
        end = self._seen + patience_s
        while not (size := self._count_hands()) and time.monotonic() < end:
            time.sleep(POLL_S)
        if not size:
            self._client.close()  # type: ignore[no-untyped-call]
            raise ClusterError(
                f"The cluster at {address} has no worker with this version of kip, its libraries and Tesseract; "
                f"start one on each machine: kip worker {address}"
            )
        self.size = size
        threading.Thread(target=self._watch, daemon=True).start()

    def read(self, location: bytes, document_id: str, draft: Path, timeout_s: float) -> None:
        """Let a worker read a document at a path or address that it reaches too."""
        draft.write_bytes(self._ask(READ, read_there, location, document_id, timeout_s))

    def understand(self, artefact: Path, draft: Path, timeout_s: float) -> None:
        """Let a worker find the records in an artefact."""
        draft.write_bytes(self._ask(UNDERSTAND, understand_there, artefact.read_bytes(), timeout_s))

    def stop(self) -> None:
        """Ask nothing more, and give up what is under way."""
        self._stopping.set()

    def close(self) -> None:
        """Leave the cluster; its workers stay for others."""
        self.stop()
        self._client.close()  # type: ignore[no-untyped-call]

    def _ask(self, stage: str, function: Callable[..., bytes], *given: object) -> bytes:
        while not self._stopping.is_set():
            future = self._client.submit(
                function, *given, key=f"kip-{stage}-{uuid4().hex}", pure=False, resources={capability(stage): 1}
            )
            try:
                return self._await(future)
            except StoppedError:
                # Its worker was told to end: another one does it, unless this run was.
                continue
            finally:
                future.release()  # type: ignore[no-untyped-call]
        raise StoppedError

    def _await(self, future: Any) -> bytes:
        while not future.done():
            if self._stopping.wait(POLL_S):
                future.cancel()
                raise StoppedError
            if time.monotonic() - self._seen > self._patience_s:
                future.cancel()
                raise DocumentFailure("worker_died", "no worker of the cluster is left")
        try:
            result: bytes = future.result()
        except KilledWorker as error:
            raise DocumentFailure("worker_died", "several workers of the cluster died over it") from error
        except CancelledError as error:
            raise DocumentFailure("worker_died", "the scheduler of the cluster is gone") from error
        except (DocumentFailure, StoppedError):
            raise
        except Exception as error:
            # Such as a scheduler without kip, which can't unpack what it is to pass on.
            text = " ".join(str(error).split())[:DETAIL_LENGTH]
            raise DocumentFailure("internal", f"{type(error).__name__}: {text}") from error
        return result

    def _watch(self) -> None:
        """Note when a worker was last there; the scheduler is asked once for all threads that wait."""
        while not self._stopping.wait(LOOK_S):
            if self._count_hands():
                self._seen = time.monotonic()

    def _count_hands(self) -> int:
        """Return how many stages the workers of this version do at once."""
        try:
            workers = self._client.scheduler_info()["workers"].values()
        except (OSError, RuntimeError, TimeoutError, KeyError):
            return 0
        names = (capability(READ), capability(UNDERSTAND))
        return int(sum(worker["resources"].get(name, 0) for worker in workers for name in names))


class Hand(WorkerPlugin):
    """What makes a Dask worker one of kip's: the processes that do the stages, and a folder for their results."""

    name = HAND

    def __init__(self, crew: LocalCrew, scratch: Path) -> None:
        """Take processes that were started before."""
        self._crew, self._scratch = crew, scratch

    def read(self, location: bytes, document_id: str, timeout_s: float) -> bytes:
        """Return the artefact of a document."""
        return self._result_of(lambda draft: self._crew.read(location, document_id, draft, timeout_s))

    def understand(self, artefact: bytes, timeout_s: float) -> bytes:
        """Return the artefact of the records in an artefact."""
        given = self._scratch / uuid4().hex
        try:
            given.write_bytes(artefact)
            return self._result_of(lambda draft: self._crew.understand(given, draft, timeout_s))
        finally:
            given.unlink(missing_ok=True)

    def _result_of(self, stage: Callable[[Path], None]) -> bytes:
        draft = self._scratch / uuid4().hex
        try:
            stage(draft)
            return draft.read_bytes()
        except OSError as error:
            # No room here says nothing of the document.
            raise DocumentFailure("worker_died", f"{error.strerror or error} on its machine") from error
        finally:
            draft.unlink(missing_ok=True)


def read_there(location: bytes, document_id: str, timeout_s: float) -> bytes:
    """Read a document, on a worker of the cluster."""
    return _hand().read(location, document_id, timeout_s)


def understand_there(artefact: bytes, timeout_s: float) -> bytes:
    """Find the records of a document, on a worker of the cluster."""
    return _hand().understand(artefact, timeout_s)


def _hand() -> Hand:
    hand = get_worker().plugins[HAND]
    assert isinstance(hand, Hand)  # noqa: S101 - only such workers announce what a task asks for
    return hand


def lend(address: str, settings: Settings, stopping: threading.Event) -> None:
    """Be a worker of a cluster until `stopping` is set or the scheduler is gone.

    Raises ClusterError if no scheduler answers, OSError if the cache can't be written.
    """
    place = settings.cache / "runs" / f"worker-{new_run_id()}"
    guardian = Guardian(place)
    crew = LocalCrew(settings, guardian, settings.cache / "worker.log")
    try:
        asyncio.run(_lend(address, settings, Hand(crew, guardian.scratch), stopping))
    finally:
        crew.close()
        guardian.close()


async def _lend(address: str, settings: Settings, hand: Hand, stopping: threading.Event) -> None:
    hands: dict[str, float] = {capability(READ): settings.workers, capability(UNDERSTAND): settings.extraction_workers}
    worker = Worker(
        address,
        nthreads=settings.workers + settings.extraction_workers,
        resources=hands,
        plugins=(hand,),
        # kip's processes have bounds of their own; this one holds results on their way only.
        memory_limit=0,
        local_directory=str(settings.cache / "dask"),
        death_timeout=CONNECT_S,
    )
    try:
        await asyncio.wait_for(worker, CONNECT_S)
    except (OSError, TimeoutError, ValueError, RuntimeError) as error:
        # Dask wraps whatever keeps a worker from starting, such as an address that is none, in a RuntimeError.
        raise ClusterError(f"No Dask scheduler answers at {address} ({type(error).__name__})") from error
    while not stopping.is_set() and worker.status.name in ("running", "paused"):
        await asyncio.sleep(POLL_S)
    await worker.close(timeout=CONNECT_S, executor_wait=False)
