"""The guardian of a run: a small process that ends what kip leaves behind when it is killed.

It holds one end of a pipe and waits. When kip is gone, however it went, the kernel closes the other end, and the
guardian kills the process groups that enlisted: workers with the Tesseract processes they started, and the Prefect
server. A thread inside each worker could not do this: a worker deep in a C library never gets to run it.

Run as a script it imports the standard library alone, so that it costs 10 MB and no time to start.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

# Names the folder of the guardian to a process that kip did not start itself.
GUARDED_SETTING = "KIP_GUARDED"
GROUPS = "groups"
SCRATCH = "scratch"
# The exit code of a worker whose run is no more.
GONE = 1


def enlist(folder: Path, parent: int) -> None:
    """Lead a process group of one's own and put it under the guardian of `folder`; exit if kip is already gone.

    The order closes the gap in which kip could die unseen: enlisted first, then asked whether it still lives.
    """
    if os.getpgrp() != os.getpid():
        os.setsid()
    try:
        (folder / GROUPS / str(os.getpid())).touch()
    except FileNotFoundError:
        # The run was interrupted while this worker was starting, and its folder is removed already. There is nothing
        # to clean up, and an exception would be told as a fault of the worker.
        os._exit(GONE)
    if os.getppid() != parent:
        os._exit(GONE)


def join(folder: Path) -> None:
    """Put the group this process leads under the guardian of `folder`. Raises FileNotFoundError if that is gone."""
    (folder / GROUPS / str(os.getpgrp())).touch()


class Guardian:
    """The folder of one run, with its scratch files, and the process that watches over it."""

    def __init__(self, folder: Path) -> None:
        """Make the folder and start the guardian. Raises OSError."""
        self.folder = folder
        self.scratch = folder / SCRATCH
        self.scratch.mkdir(parents=True, exist_ok=True)
        (folder / GROUPS).mkdir(exist_ok=True)
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", "-S", __file__, str(folder)], stdin=subprocess.PIPE, start_new_session=True
        )

    def sweep(self) -> None:
        """Kill what dead workers have left running, such as Tesseract; leave the living alone."""
        for record in (self.folder / GROUPS).iterdir():
            if not is_running(int(record.name)):
                _kill(record)

    def close(self) -> None:
        """Kill every group that enlisted, remove the folder, and let the guardian go."""
        assert self._process.stdin is not None  # noqa: S101 - it was opened as a pipe above
        self._process.stdin.close()
        self._process.wait()


def is_running(pid: int) -> bool:
    """Return whether a process of this number lives, whoever owns it."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _kill(record: Path) -> None:
    # The number of a group stays taken as long as one of its processes lives, so it can't have passed to another.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(int(record.name), signal.SIGKILL)
    record.unlink(missing_ok=True)


def _watch(folder: Path) -> None:
    """Wait for the end of kip, then kill the groups and remove the folder."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    sys.stdin.buffer.read()
    for record in (folder / GROUPS).iterdir():
        _kill(record)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    _watch(Path(sys.argv[1]))
