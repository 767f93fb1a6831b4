"""What a run is asked to do, and where things lie."""

from __future__ import annotations

import importlib.util
import os
import secrets
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from pipeline.review.corrections import default_folder
from pipeline.storage.artefacts import ArtefactStore

# A page takes a second or so to read, but a scanned one up to ten on an old machine; scans are rarely under 80 kB
# a page. Whoever waits longer than two hours for one document wants to know that.
MIN_TIMEOUT_S = 900.0
TIMEOUT_S_PER_MB = 120.0
MAX_TIMEOUT_S = 7200.0


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a run; `timeout_s` is for one document and stage, null for one that grows with its size.

    `corrections` is the folder of what people said of rows. `cluster` is the address of a Dask scheduler whose workers
    do the stages, null for processes of this machine.
    """

    out: Path
    cache: Path
    workers: int
    only_failed: bool = False
    force: bool = False
    timeout_s: float | None = None
    corrections: Path = field(default_factory=default_folder)
    cluster: str | None = None

    @property
    def extraction_workers(self) -> int:
        """Return how many processes extract: it is the lighter stage, and each holds spaCy in memory."""
        return max(1, self.workers // 2)

    @property
    def artefacts(self) -> ArtefactStore:
        """Return the artefacts in the cache."""
        return ArtefactStore(self.cache / "artefacts")

    def timeout_for(self, size: int) -> float:
        """Return the seconds one stage may take for a document of so many bytes."""
        if self.timeout_s is not None:
            return self.timeout_s
        return min(MAX_TIMEOUT_S, max(MIN_TIMEOUT_S, TIMEOUT_S_PER_MB * size / 1e6))


def default_cache() -> Path:
    """Return $KIP_CACHE, or the folder `kip` in the place the system has for caches."""
    if named := os.environ.get("KIP_CACHE"):
        return Path(named)
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "kip"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kip"


def check_german_model(package: str | None) -> None:
    """Find out whether the spaCy package named by KIP_GERMAN_MODEL, if any, is there. Raises ValueError if not."""
    if package and not (Path(package).is_dir() or (package.isidentifier() and importlib.util.find_spec(package))):
        raise ValueError(
            f"KIP_GERMAN_MODEL names {package}, which is not installed: install it with pip, or unset KIP_GERMAN_MODEL."
        )


def default_workers() -> int:
    """Return the number of cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def new_run_id() -> str:
    """Return an id that sorts by time: UTC to the second, and four random hex digits."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"
