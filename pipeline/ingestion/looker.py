"""Looks at fetched contents in one worker, which starts with the first of them and is replaced should it die."""

from __future__ import annotations

import threading
from pathlib import Path

from pipeline.guardian import Guardian
from pipeline.ingestion.look import LOOKING, Look, look_at
from pipeline.workers import WorkerPool, keep_bytecode

LOOK_S = 120.0


class Looker:
    """One worker for all sources; a look takes a fraction of a second, a polite request takes longer."""

    def __init__(self, cache: Path, run_id: str, log: Path) -> None:
        """Start nothing yet: most runs find nothing new."""
        self._cache, self._folder, self._log = cache, cache / "runs" / f"{run_id}-look", log
        self._mutex = threading.Lock()
        self._started: tuple[Guardian, WorkerPool] | None = None

    def look_at(self, path: Path, promised: bool) -> Look:
        """Return what a look at a file finds. Raises DocumentFailure."""
        with self._mutex:
            if self._started is None:
                self._started = self._start()
            pool = self._started[1]
        found: Look = pool.run(look_at, path, promised, timeout_s=LOOK_S)
        return found

    def close(self) -> None:
        """End the worker."""
        if self._started:
            guardian, pool = self._started
            pool.close()
            guardian.close()

    def _start(self) -> tuple[Guardian, WorkerPool]:
        bytecode = self._cache / "bytecode"
        keep_bytecode(bytecode)
        guardian = Guardian(self._folder)
        return guardian, WorkerPool(LOOKING, 1, guardian, self._log, bytecode)
