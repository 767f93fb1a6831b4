"""Who does the two stages of a run: warm processes of this machine, or the workers of a cluster."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Protocol

from pipeline.guardian import Guardian
from pipeline.runs.settings import Settings
from pipeline.runs.stages import EXTRACTION, READING, read_stage, understand_stage
from pipeline.workers import WorkerPool, keep_bytecode

NEEDS_EXTRA = "A cluster needs more libraries; install kip-pipeline with its extra `cluster` (see docs/scaling.md)"


class ClusterError(Exception):
    """A cluster can't be worked with; the message says why, in a sentence."""


class Crew(Protocol):
    """Does stages, for many threads at once; the result of a stage is left as the file `draft`.

    Both stages raise DocumentFailure, OSError if there is no room for the draft, StoppedError once stopped.
    """

    @property
    def size(self) -> int:
        """Return how many stages it does at once."""

    def read(self, location: bytes, document_id: str, draft: Path, timeout_s: float) -> None:
        """Read a document whose bytes have this sha256."""

    def understand(self, artefact: Path, draft: Path, timeout_s: float) -> None:
        """Find the records of a document that was read."""

    def stop(self) -> None:
        """End all work; whoever waits gets StoppedError."""

    def close(self) -> None:
        """Stop, and leave nothing running."""


class LocalCrew:
    """Processes of this machine, so many for each stage; they warm up at once."""

    def __init__(self, settings: Settings, guardian: Guardian, log: Path) -> None:
        """Start them under a guardian; `log` gets what libraries print."""
        bytecode = settings.cache / "bytecode"
        keep_bytecode(bytecode)
        self.size = settings.workers + settings.extraction_workers
        self._reading = WorkerPool(READING, settings.workers, guardian, log, bytecode)
        self._extraction = WorkerPool(EXTRACTION, settings.extraction_workers, guardian, log, bytecode)

    def read(self, location: bytes, document_id: str, draft: Path, timeout_s: float) -> None:
        """Read a document in a reading process."""
        _check_room(self._reading.run(read_stage, location, document_id, draft, timeout_s=timeout_s), draft)

    def understand(self, artefact: Path, draft: Path, timeout_s: float) -> None:
        """Find the records in an extraction process."""
        _check_room(self._extraction.run(understand_stage, artefact, draft, timeout_s=timeout_s), draft)

    def stop(self) -> None:
        """Stop all processes."""
        self._reading.stop()
        self._extraction.stop()

    def close(self) -> None:
        """Stop all processes and wait for their end."""
        self._reading.close()
        self._extraction.close()


def _check_room(trouble: int | None, draft: Path) -> None:
    if trouble is not None:
        raise OSError(trouble, os.strerror(trouble), str(draft))


def hire(settings: Settings, guardian: Guardian, log: Path) -> Crew:
    """Return the crew a run asks for. Raises ClusterError if its cluster can't be worked with."""
    if settings.cluster is None:
        return LocalCrew(settings, guardian, log)
    try:
        # Imported here: one machine needs no cluster, and may not have the libraries for it.
        from pipeline.runs.cluster import ClusterCrew  # noqa: PLC0415
    except ImportError as error:
        raise ClusterError(NEEDS_EXTRA) from error
    return ClusterCrew(settings.cluster)
