"""A limit of time for a child process that a library has started: it is ended with all it has started itself."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

# Where Linux lists its processes; other systems have nothing here, and the library's own limit has to do.
PROCESSES = Path("/proc")
# A process that was about to start when the time was up is found the next time.
AGAIN_S = 0.05


@contextmanager
def time_limit(seconds: float, mark: str) -> Iterator[threading.Event]:
    """End children whose command line holds `mark` after so many seconds; yields the event that tells so."""
    done, over = threading.Event(), threading.Event()

    def watch() -> None:
        if done.wait(seconds):
            return
        over.set()
        while not done.wait(AGAIN_S):
            _end_children(mark)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield over
    finally:
        done.set()
        watcher.join()


def _end_children(mark: str) -> None:
    """Kill this process's children of that mark, and theirs: a command may be a script that starts another."""
    parents = _parents()
    doomed = [pid for pid, parent in parents.items() if parent == os.getpid() and mark in _command(pid)]
    for pid in doomed:
        doomed += [child for child, parent in parents.items() if parent == pid]
    for pid in doomed:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)


def _parents() -> dict[int, int]:
    """Return the parent of every process."""
    parents: dict[int, int] = {}
    for folder in PROCESSES.glob("[0-9]*"):
        with suppress(OSError):
            # The name, in brackets, may hold brackets and blanks itself; state and parent follow it.
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    return parents


def _command(pid: int) -> str:
    try:
        return (PROCESSES / str(pid) / "cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return ""
