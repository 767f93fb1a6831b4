"""What tests share: the command as a real process, with a cache of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# The first example of a test loads what it tests, which takes as long as the machine is busy.
settings.register_profile("kip", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kip")

ROOT = Path(__file__).resolve().parent.parent
# Nobody listens on the port of the discard service: the run goes on without Prefect, and need not wait for it.
NO_PREFECT = "http://127.0.0.1:9/api"
PATIENCE_S = 240


@dataclass(frozen=True)
class Kip:
    """The command `kip`, run in `folder` with an environment of its own."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def cache(self) -> Path:
        return self.folder / "cache"

    @property
    def out(self) -> Path:
        return self.folder / "outputs" / "run"

    def start(self, *arguments: str, **options: Any) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "cli.main", *arguments],
            cwd=self.folder,
            env=self._environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **options,
        )

    def __call__(self, *arguments: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
        process = self.start(*arguments, stdin=subprocess.PIPE)
        out, err = process.communicate(given, timeout=PATIENCE_S)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def report(self, *arguments: str, given: str | None = None) -> dict[str, Any]:
        """Run with --json and return the report."""
        answer = self("run", "--json", *arguments, given=given)
        assert answer.stdout, answer.stderr
        report: dict[str, Any] = json.loads(answer.stdout)
        return report

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def _environment(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "KIP_"))}
        path = os.pathsep.join(filter(None, (self.environment.get("PYTHONPATH"), str(ROOT))))
        ours = {"KIP_CACHE": str(self.cache), "PREFECT_API_URL": NO_PREFECT, "COLUMNS": "200"}
        return {**inherited, **ours, **self.environment, "PYTHONPATH": path}


@pytest.fixture(scope="session")
def bytecode(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Keep compiled modules for the session: workers start in a third of the time."""
    return {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(tmp_path_factory.mktemp("bytecode"))}


@pytest.fixture
def kip(tmp_path: Path, bytecode: dict[str, str]) -> Kip:
    return Kip(tmp_path, bytecode)


def wait_until(happened: Callable[[], bool], seconds: float = 120.0) -> bool:
    """Return whether something happens within a time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if happened():
            return True
        time.sleep(0.05)
    return happened()


@pytest.fixture
def marker(tmp_path: Path) -> Iterator[str]:
    """A mark for the environment of processes; those that still have it after a test, which then failed, are ended."""
    name = f"{tmp_path.name}{os.getpid()}"
    yield name
    for pid in processes_with(name):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def processes_with(marker: str) -> list[int]:
    """Return the living processes whose environment has a marker."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            environment = (place / "environ").read_bytes()
        except OSError:
            continue
        if marker.encode() in environment:
            found.append(int(place.name))
    return found
