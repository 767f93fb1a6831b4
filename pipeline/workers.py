"""Warm worker processes that can be killed one by one.

Each worker is a Pebble pool of its own, and a call has it to itself. A shared pool passes messages through one
locked pipe, and a worker that dies holding the lock or halfway through a message takes the others with it; here it
takes its own document only. For the same reason messages are small: a worker gets paths and leaves its result as a
file in the run's scratch folder, where half a file harms nobody. Only the coordinator writes elsewhere.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import resource
import signal
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, TimeoutError
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from pickle import PicklingError
from typing import Any

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from pipeline.domain.failures import DocumentFailure
from pipeline.guardian import SCRATCH, Guardian, enlist
from pipeline.reading.limits import limits_from

# pdfplumber doesn't give memory back (its issues 193, 1229, 1339), so a worker that has grown beyond this is
# replaced, and any after so many tasks. Fewer tasks would cost more than they save: a worker takes 4 s to get warm.
MAX_GROWN = 1.5 * 1024**3
MAX_TASKS = 1000
# How often a waiting thread looks whether the run was stopped.
POLL_S = 0.25
# A worker that starts cold imports its libraries before its first task; Pebble's own clock starts after that.
START_GRACE_S = 180.0
# Bounds of the address space of one worker; a 40 MB PDF has needed 6 GB (pdfplumber 1240).
MIN_MEMORY = 3 * 1024**3
MAX_MEMORY = 8 * 1024**3
DETAIL_LENGTH = 160

# One thread per process: OpenMP threads of parallel Tesseract processes block each other (pytesseract 169).
THREAD_SETTINGS = {"OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


class StoppedError(Exception):
    """The run was stopped before this task was finished."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of worker: its name, and a function of a module that warms it up before its first task."""

    name: str
    warm: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a worker is told at its start: its run's folder, and where to write what libraries print and compile."""

    guarded: Path
    log: Path
    bytecode: Path
    parent: int
    warm: Callable[[], object]
    memory: int


@dataclass(frozen=True, slots=True)
class _Done:
    """The result of a task, and the most memory its worker ever had, in bytes."""

    result: Any
    memory: int


class WorkerPool:
    """So many warm workers of one kind; safe to use from threads."""

    def __init__(self, kind: Kind, size: int, guardian: Guardian, log: Path, bytecode: Path) -> None:
        """Start the workers at once; they warm up while the run does something else."""
        self._guardian = guardian
        self._surroundings = Surroundings(guardian.folder, log, bytecode, os.getpid(), kind.warm, memory_bound(size))
        self._stopping = threading.Event()
        self._free: queue.Queue[ProcessPool] = queue.Queue()
        for _ in range(size):
            self._free.put(self._start())

    def run(self, function: Callable[..., Any], *arguments: object, timeout_s: float) -> Any:
        """Run a function of a module in a worker and return its (small) result.

        Raises DocumentFailure: what the function raised, timeout, worker_died, out_of_memory or internal, and
        StoppedError once the pool is stopped. After anything abnormal the worker is replaced.
        """
        pool = self._take()
        sound = False
        try:
            done = self._wait(pool.schedule(_guarded, (function, *arguments), timeout=timeout_s), timeout_s)
            sound = done.memory < MAX_GROWN
        except DocumentFailure:
            sound = True
            raise
        except (TimeoutError, CancelledError) as error:
            raise DocumentFailure("timeout", f"{timeout_s:.0f} seconds") from error
        except MemoryError as error:
            raise DocumentFailure("out_of_memory") from error
        except (ProcessExpired, BrokenProcessPool, RuntimeError) as error:
            raise DocumentFailure("worker_died", _how_it_died(error)) from error
        except (TypeError, AttributeError, PicklingError) as error:
            # The result could not travel between processes.
            raise _internal(error) from error
        finally:
            self._free.put(pool if sound else self._replace(pool))
        return done.result

    def stop(self) -> None:
        """Stop all workers, those at work too; threads that wait for one get StoppedError."""
        self._stopping.set()

    def close(self) -> None:
        """Stop all workers and wait for their end."""
        self.stop()
        pools = [self._free.get() for _ in range(self._free.qsize())]
        for pool in pools:
            pool.stop()  # type: ignore[no-untyped-call]
        for pool in pools:
            pool.join()
        self._guardian.sweep()

    def _start(self) -> ProcessPool:
        pool = ProcessPool(
            max_workers=1,
            max_tasks=MAX_TASKS,
            initializer=_prepare,
            initargs=(self._surroundings,),
            context=multiprocessing.get_context("spawn"),
        )
        # Asking for the state starts the worker; otherwise it would start with the first task.
        assert pool.active  # noqa: S101
        return pool

    def _replace(self, pool: ProcessPool) -> ProcessPool:
        _end(pool)
        self._guardian.sweep()
        return pool if self._stopping.is_set() else self._start()

    def _take(self) -> ProcessPool:
        while not self._stopping.is_set():
            with suppress(queue.Empty):
                return self._free.get(timeout=POLL_S)
        raise StoppedError

    def _wait(self, future: ProcessFuture[_Done], timeout_s: float) -> _Done:
        for _ in range(int((timeout_s + START_GRACE_S) / POLL_S)):
            try:
                return future.result(timeout=POLL_S)
            except TimeoutError:
                if future.done():
                    return future.result()
            if self._stopping.is_set():
                raise StoppedError
        raise TimeoutError


def memory_bound(workers: int) -> int:
    """Return the bytes of address space one of so many workers may use: as set, or its share of the machine."""
    if stated := limits_from(os.environ).max_memory:
        return stated
    machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return min(MAX_MEMORY, max(MIN_MEMORY, machine // workers))


def keep_bytecode(folder: Path) -> None:
    """Let Python keep compiled modules in a folder of kip's where it may keep none of its own.

    With PYTHONDONTWRITEBYTECODE, usual in containers, each worker would compile spaCy anew: 11 seconds, not 4.
    """
    if sys.dont_write_bytecode:
        sys.pycache_prefix = str(folder)
        sys.dont_write_bytecode = False


def redirect_output(log: Path) -> None:
    """Send what this process and its libraries print to a file, C libraries included; the terminal is kip's."""
    log.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(handle, 1)
    os.dup2(handle, 2)
    os.close(handle)


def _prepare(surroundings: Surroundings) -> None:
    """Make a worker ready: its own process group, bounded memory, its libraries imported."""
    enlist(surroundings.guarded, surroundings.parent)
    redirect_output(surroundings.log)
    # Pebble's handler is Python code, which a worker deep in a C library never runs.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.environ.update(THREAD_SETTINGS)
    # So that page images for Tesseract go with the run's folder, even when the worker is killed over one.
    tempfile.tempdir = os.environ["TMPDIR"] = str(surroundings.guarded / SCRATCH)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (surroundings.memory, surroundings.memory))
    keep_bytecode(surroundings.bytecode)
    try:
        surroundings.warm()
    except Exception:  # noqa: BLE001 - the first document meets the same error, and ends as failed with it
        traceback.print_exc()


def _guarded(function: Callable[..., Any], *arguments: Sequence[object]) -> _Done:
    """Run a task and say how big its worker has grown.

    An exception nobody foresaw becomes failed(internal), its traceback a note for the log.
    """
    try:
        return _Done(function(*arguments), _memory())
    except (DocumentFailure, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - becomes a recorded state of the document
        raise _internal(error) from None


def _internal(error: Exception) -> DocumentFailure:
    text = " ".join(str(error).split())[:DETAIL_LENGTH]
    failure = DocumentFailure("internal", f"{type(error).__name__}: {text}")
    failure.add_note("".join(traceback.format_exception(error)))
    return failure


def _memory() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _how_it_died(error: BaseException) -> str:
    code = getattr(error, "exitcode", None)
    if code is None:
        return "it could not be reached"
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()
