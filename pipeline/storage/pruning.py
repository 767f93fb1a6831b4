"""What the cache holds, and what of it can go: artefacts of old stage versions first, then the oldest.

Each run shares a lock on the cache, and pruning takes it alone. While a run goes on, nothing of today's versions goes
and nothing that was made in the last hour; what goes else is read again should some output folder rest on it.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.storage.versions import STAGES, stage_version

ARTEFACTS = "artefacts"
# What was just made is about to be used, by this run or by one of another version of kip.
YOUNG_S = 3600.0
DAY_S = 86_400.0
_SUFFIX = ".json.z"


@dataclass(frozen=True, slots=True)
class Stored:
    """An artefact on disk: stage and version, size in bytes, and its age in seconds, never negative."""

    path: Path
    stage: str
    version: str
    size: int
    age_s: float

    @property
    def is_current(self) -> bool:
        """Return whether today's kip would use it."""
        return self.stage in STAGES and self.version == stage_version(self.stage)


@dataclass(frozen=True, slots=True)
class Limits:
    """What is to go beside old versions: artefacts older than so many days, and the oldest beyond so many bytes."""

    older_than_days: float | None = None
    max_size: int | None = None


@contextmanager
def shared(cache: Path) -> Iterator[None]:
    """Hold the cache as a run does: it waits for a pruning to end, and none begins with what it needs."""
    try:
        handle = _open(cache)
    except OSError:
        # Nobody can prune what nobody can write.
        yield
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_SH)
        yield
    finally:
        os.close(handle)


@contextmanager
def alone(cache: Path) -> Iterator[bool]:
    """Hold the cache so that no run begins; yields false where one is going on. Raises OSError."""
    handle = _open(cache)
    try:
        yield _is_granted(handle)
    finally:
        os.close(handle)


def stored(cache: Path) -> list[Stored]:
    """Return every artefact of a cache, oldest first."""
    now = time.time()
    found = [_stored(path, now) for path in (cache / ARTEFACTS).glob(f"*/*/*/*{_SUFFIX}")]
    return sorted((item for item in found if item), key=lambda item: (-item.age_s, item.path))


def choose(items: Iterable[Stored], limits: Limits, *, going_on: bool) -> list[Stored]:
    """Return what is to go: all of old versions, what is older than asked, and the oldest of the rest beyond the size.

    What is younger than an hour stays, unless no run goes on and 0 days are asked for. `going_on` keeps all of today's.
    """
    asked_for_young = limits.older_than_days == 0 and not going_on
    items = list(items)
    free = [item for item in items if asked_for_young or item.age_s >= YOUNG_S]
    if going_on:
        return [item for item in free if not item.is_current]
    gone = [item for item in free if not item.is_current or _is_older(item, limits)]
    going = set(gone)
    left = [item for item in free if item not in going]
    return gone + _beyond(left, sum(item.size for item in items) - sum(item.size for item in gone), limits)


def remove(items: Iterable[Stored]) -> int:
    """Remove artefacts and the folders that are empty then; return the bytes that are free. Raises OSError."""
    freed = 0
    for item in items:
        with suppress(FileNotFoundError):
            item.path.unlink()
            freed += item.size
        with suppress(OSError):
            item.path.parent.rmdir()
            item.path.parent.parent.rmdir()
    return freed


def folder_sizes(cache: Path) -> Mapping[str, int]:
    """Return the bytes of each other folder of a cache by name: compiled modules, Prefect, runs going on."""
    folders = sorted(path for path in cache.glob("*") if path.is_dir() and path.name != ARTEFACTS)
    return {path.name: sum(_size(file) for file in path.rglob("*")) for path in folders}


def _open(cache: Path) -> int:
    cache.mkdir(parents=True, exist_ok=True)
    return os.open(cache / "lock", os.O_RDWR | os.O_CREAT, 0o644)


def _is_granted(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _stored(path: Path, now: float) -> Stored | None:
    try:
        about = path.stat()
    except OSError:
        return None
    stage, version = path.parts[-4:-2]
    # After a clock was set back, what was made before is from the future: that is young.
    return Stored(path, stage, version, about.st_size, max(0.0, now - about.st_mtime))


def _is_older(item: Stored, limits: Limits) -> bool:
    return limits.older_than_days is not None and item.age_s >= limits.older_than_days * DAY_S


def _beyond(items: Iterable[Stored], total: int, limits: Limits) -> list[Stored]:
    """Return the oldest of the items, as many as must go for the total to fit the size."""
    gone: list[Stored] = []
    for item in items:
        if limits.max_size is None or total <= limits.max_size:
            break
        gone.append(item)
        total -= item.size
    return gone


def _size(path: Path) -> int:
    try:
        return 0 if path.is_symlink() or path.is_dir() else path.stat().st_size
    except OSError:
        return 0
