"""A Prefect server of kip's own, for runs on a machine where nobody keeps one.

It listens on loopback alone, keeps its database in kip's cache, and ends with the run: its process group is under the
run's guardian, so that it ends with a killed run too. With PREFECT_API_URL set kip uses that server and starts none.
"""

from __future__ import annotations

import multiprocessing
import os
import socket
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import DupFd
from pathlib import Path
from typing import Any

from pipeline.guardian import Guardian, enlist
from pipeline.storage.locks import LockHeldError, lock_file
from pipeline.workers import keep_bytecode, redirect_output

LOOPBACK = "127.0.0.1"
HEALTH_TIMEOUT_S = 1.0
# The documents come first: on two cores the server's start would take one of them.
NICENESS = 5

# Nothing leaves the machine, and the terminal is kip's.
QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
}
# What schedules, supervises and prunes deployments; a server that lives for one run has none.
IDLE_SERVICES = (
    "CANCELLATION_CLEANUP",
    "CLEANUP_RECONCILER",
    "FOREMAN",
    "LATE_RUNS",
    "PAUSE_EXPIRATIONS",
    "REPOSSESSOR",
    "SCHEDULER",
    "TRIGGERS",
)


@dataclass(frozen=True, slots=True)
class _Orders:
    """What the server's process is told: its home, its log, where compiled modules lie, its guardian, its parent."""

    home: Path
    log: Path
    bytecode: Path
    guarded: Path
    parent: int


class Server:
    """The server a run reports to; `process` is null for one that others keep."""

    def __init__(self, url: str, process: BaseProcess | None = None, home: Path | None = None) -> None:
        """Name a server that runs or starts."""
        self.url, self._process, self._home = url, process, home

    @property
    def is_own(self) -> bool:
        """Return whether kip started it, and ends it."""
        return self._process is not None

    def is_alive(self) -> bool:
        """Return whether its process runs; of a server of others nothing is known, so true."""
        return self._process is None or self._process.is_alive()

    def is_ready(self) -> bool:
        """Return whether it answers."""
        # Without proxies: a proxy between kip and its own loopback would be asked for the machine it runs on.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(f"{self.url}/health", timeout=HEALTH_TIMEOUT_S) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def prepare_client(self) -> None:
        """Set up the environment of this process for it; to be called before Prefect is imported."""
        os.environ.update(QUIET)
        os.environ["PREFECT_API_URL"] = self.url
        if self._home is not None:
            os.environ["PREFECT_HOME"] = str(self._home)
        no_proxy = os.environ.get("NO_PROXY", "")
        os.environ["NO_PROXY"] = ",".join(filter(None, (no_proxy, LOOPBACK, "localhost")))

    def stop(self) -> None:
        """End it, if it is kip's own; its database is SQLite, which takes no harm."""
        if self._process is not None:
            self._process.kill()
            self._process.join()


def given_server() -> Server | None:
    """Return the server the environment names, or null."""
    url = os.environ.get("PREFECT_API_URL")
    return Server(url.rstrip("/")) if url else None


def start_server(cache: Path, guardian: Guardian, log: Path) -> Server:
    """Start a server for one run; returns at once, `is_ready` says when it is up."""
    home, lock = _first_free_home(cache / "prefect")
    with socket.socket() as listener:
        # Bound here and handed over, so that no other process can take the port in between.
        listener.bind((LOOPBACK, 0))
        port = listener.getsockname()[1]
        orders = _Orders(home, log, cache / "bytecode", guardian.folder, os.getpid())
        context = multiprocessing.get_context("spawn")
        process = context.Process(target=_serve, args=(orders, listener, _Handle(lock)), name="prefect", daemon=True)
        process.start()
    os.close(lock)
    return Server(f"http://{LOOPBACK}:{port}/api", process, home)


def _first_free_home(folder: Path) -> tuple[Path, int]:
    """Return the first home no other server uses, and the handle of the lock on it; the server will hold it."""
    for number in count():
        home = folder / str(number)
        home.mkdir(parents=True, exist_ok=True)
        with suppress(LockHeldError):
            return home, lock_file(home / "lock")
    raise AssertionError("numbers do not end")


class _Handle:
    """An open file on its way to a spawned process, which keeps it open as long as it lives."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __reduce__(self) -> tuple[Any, ...]:
        return _arrive, (DupFd(self.number),)


def _arrive(duplicate: Any) -> _Handle:
    return _Handle(duplicate.detach())


def _serve(orders: _Orders, listener: socket.socket, lock: _Handle) -> None:
    """Be the server, in a process of its own, until killed."""
    enlist(orders.guarded, orders.parent)
    redirect_output(orders.log)
    keep_bytecode(orders.bytecode)
    os.nice(NICENESS)
    os.environ.update(QUIET)
    os.environ.update({f"PREFECT_SERVER_SERVICES_{name}_ENABLED": "false" for name in IDLE_SERVICES})
    os.environ["PREFECT_HOME"] = str(orders.home)
    os.environ["PREFECT_API_DATABASE_CONNECTION_URL"] = f"sqlite+aiosqlite:///{orders.home / 'prefect.db'}"
    # Imported here: this module also runs in kip itself, where Prefect's server has no business.
    import uvicorn  # noqa: PLC0415
    from prefect.server.api.server import create_app  # noqa: PLC0415

    config = uvicorn.Config(create_app(), log_level="critical", lifespan="on")
    uvicorn.Server(config).run(sockets=[listener])
