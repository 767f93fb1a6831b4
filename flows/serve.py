"""`kip serve`: a Prefect server of kip's own that stays, and a runner that starts what its schedules ask for.

Both are watched: one that ends, or a server that no longer answers, is started again. Deployments, flow runs and their
states are in the server's database, SQLite in kip's folder or PostgreSQL, and outlive any of the processes.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from flows.server import LOOPBACK, QUIET, Server, given_server
from pipeline.guardian import GUARDED_SETTING, Guardian
from pipeline.runs.settings import new_run_id
from pipeline.storage.locks import LockHeldError, lock_file

# How often the processes are looked at.
LOOK_S = 1.0
# The wait before a process is started again doubles from the first to the last while it keeps ending.
FIRST_PAUSE_S = 1.0
LAST_PAUSE_S = 60.0
# A server may take so long to start with migrations, or to answer under load, before it counts as dead.
SILENCE_S = 120.0
FAREWELL_S = 10.0


class HomeInUseError(Exception):
    """Another kip serve uses this folder."""


@dataclass(frozen=True, slots=True)
class ServeSettings:
    """What to serve: the file of deployments, the port on loopback, the folder for state and logs.

    `database` is the address of a PostgreSQL database as SQLAlchemy writes it, null for SQLite in `home`.
    """

    home: Path
    deployments: Path
    port: int
    database: str | None = None

    @property
    def environment(self) -> dict[str, str]:
        """Return the settings of Prefect for both processes."""
        database = self.database or f"sqlite+aiosqlite:///{self.home.absolute() / 'prefect.db'}"
        return {
            **QUIET,
            # What a command says is the log of its flow run.
            "PREFECT_LOGGING_TO_API_ENABLED": "true",
            "PREFECT_LOGGING_LEVEL": "INFO",
            "PREFECT_HOME": str(self.home.absolute()),
            "PREFECT_API_DATABASE_CONNECTION_URL": database,
        }


def serve(settings: ServeSettings, stopping: threading.Event, tell: Callable[[str], None]) -> None:
    """Keep server and runner up until `stopping` is set; `tell` gets a sentence for whatever happens.

    With PREFECT_API_URL set only the runner is started, for that server. Raises HomeInUseError, and OSError if the
    folder can't be written.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    with _held(settings.home), closing(Guardian(settings.home / "processes" / new_run_id())) as guardian:
        given = given_server()
        if not given:
            _check_port(settings.port)
        server = given or Server(f"http://{LOOPBACK}:{settings.port}/api")
        environment = {
            **os.environ,
            **settings.environment,
            "PREFECT_API_URL": server.url,
            "NO_PROXY": ",".join(filter(None, (os.environ.get("NO_PROXY"), LOOPBACK, "localhost"))),
            GUARDED_SETTING: str(guardian.folder),
        }
        hire = _Hiring(settings.home, guardian, environment, tell)
        own = None if given else hire.keeper("server", "flows.standing", str(settings.port))
        runner = hire.keeper("runner", "flows.runner", str(settings.deployments.absolute()))
        try:
            _watch(server, own, runner, guardian, stopping)
        finally:
            runner.stop()
            if own:
                own.stop()


def _watch(server: Server, own: Keeper | None, runner: Keeper, guardian: Guardian, stopping: threading.Event) -> None:
    while not stopping.is_set():
        ready = server.is_ready()
        if own:
            own.tend(answers=ready)
        if ready or runner.is_alive():
            runner.tend(answers=True)
        # A command whose flow run was ended from outside would go on without it.
        guardian.sweep()
        stopping.wait(LOOK_S)


def _check_port(port: int) -> None:
    """Raise OSError if another process has the port; a server that is just being ended gets some seconds."""
    end = time.monotonic() + FAREWELL_S
    while True:
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind((LOOPBACK, port))
            except OSError as error:
                if time.monotonic() > end:
                    raise OSError(f"port {port} is in use ({error.strerror}); name another --port") from error
            else:
                return
        time.sleep(LOOK_S)


@contextmanager
def _held(home: Path) -> Iterator[None]:
    try:
        handle = lock_file(home / "lock")
    except LockHeldError as error:
        raise HomeInUseError from error
    try:
        yield
    finally:
        os.close(handle)


@dataclass(frozen=True, slots=True)
class _Hiring:
    """What all processes of one `kip serve` share."""

    home: Path
    guardian: Guardian
    environment: Mapping[str, str]
    tell: Callable[[str], None]

    def keeper(self, name: str, module: str, argument: str) -> Keeper:
        """Return the keeper of a module that is run as a process; it starts when first tended."""
        command = [sys.executable, "-m", "flows.hired", module, str(self.guardian.folder), str(os.getpid()), argument]
        return Keeper(name, command, self.environment, self.home / f"{name}.log", self.tell)


class Keeper:
    """A process that is started again whenever it ends or falls silent."""

    def __init__(
        self, name: str, command: list[str], environment: Mapping[str, str], log: Path, tell: Callable[[str], None]
    ) -> None:
        """Say what to keep; `log` gets what the process prints."""
        self._name, self._command, self._environment, self._log, self._tell = name, command, environment, log, tell
        self._process: subprocess.Popen[bytes] | None = None
        self._pause, self._due, self._started, self._heard = FIRST_PAUSE_S, 0.0, 0.0, 0.0

    def is_alive(self) -> bool:
        """Return whether the process runs."""
        return self._process is not None and self._process.poll() is None

    def tend(self, *, answers: bool) -> None:
        """Start the process where it is due, and end it where it has not answered for long."""
        now = time.monotonic()
        if self.is_alive():
            if answers:
                self._heard = now
                if now - self._started > LAST_PAUSE_S:
                    self._pause = FIRST_PAUSE_S
            elif now - self._heard > SILENCE_S:
                self._tell(f"The {self._name} does not answer; it is ended.")
                self._end(0.0)
            return
        if self._process is not None:
            self._tell(f"The {self._name} ended ({self._process.returncode}) and is started again; see {self._log}.")
            self._process = None
            self._due, self._pause = now + self._pause, min(LAST_PAUSE_S, 2 * self._pause)
        if now >= self._due:
            self._start(now)

    def stop(self) -> None:
        """End the process, politely first."""
        self._end(FAREWELL_S)

    def _start(self, now: float) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603
                self._command, env=self._environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        self._started = self._heard = now

    def _end(self, patience_s: float) -> None:
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(patience_s)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
