"""`kip serve`, with real processes: what is killed comes back, and nothing of the schedule is lost."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import socket
import subprocess
import threading
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from flows import serve as serve_module
from flows.schedules import DeploymentsError, load_deployments
from flows.serve import HomeInUseError, ServeSettings, serve
from pipeline.domain.data import data_path
from tests.conftest import Kip, processes_with, wait_until

PATIENCE_S = 240
DEPLOYMENTS = """
deployments:
  - name: often
    entrypoint: flows/deployments.py:kip
    parameters: {command: [version]}
    schedules:
      - interval: 2
"""


@dataclass(frozen=True)
class Served:
    """A `kip serve` of a test: the command, its port, and the mark all its processes carry."""

    kip: Kip
    port: int
    marker: str

    def start(self) -> subprocess.Popen[str]:
        return self.kip.start("serve", "--home", "home", "--deployments", "what.yaml", "--port", str(self.port))

    def ask(self, path: str, body: dict[str, Any] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/api/{path}", data=data)
        request.add_header("Content-Type", "application/json")
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30) as answer:
            return json.load(answer)

    def asked(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """Ask until the server has its database again: right after a start it may say that it is not there yet."""
        found: list[Any] = []

        def is_told() -> bool:
            try:
                found.append(self.ask(path, body))
            except OSError:
                return False
            return True

        assert wait_until(is_told, PATIENCE_S)
        return found[0]

    def answers(self) -> bool:
        try:
            return bool(self.ask("health"))
        except OSError:
            return False

    def runs(self, state: str) -> dict[str, dict[str, Any]]:
        try:
            found = self.ask("flow_runs/filter", {"flow_runs": {"state": {"type": {"any_": [state]}}}})
        except OSError:
            return {}
        return {run["id"]: run for run in found}

    def server(self) -> int:
        lines = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in processes_with(self.marker)}
        return next(pid for pid, line in lines.items() if b"flows.standing" in line)


@pytest.fixture
def served(tmp_path: Path, bytecode: dict[str, str], marker: str) -> Served:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    kip = Kip(tmp_path, {**bytecode, "PREFECT_API_URL": "", "KIP_TEST_MARK": marker})
    kip.write("what.yaml", DEPLOYMENTS)
    return Served(kip, port, marker)


@pytest.mark.timeout(900)
def test_a_schedule_outlives_its_server_and_kip_serve_itself(served: Served) -> None:
    process = served.start()
    assert wait_until(lambda: bool(served.runs("COMPLETED")), PATIENCE_S), logs(served)
    first = served.runs("COMPLETED")
    assert next(iter(first.values()))["state"]["message"].startswith("kip ")

    os.kill(served.server(), signal.SIGKILL)
    assert process.stderr is not None
    assert any("The server ended (-9) and is started again" in line for line in process.stderr)
    assert wait_until(served.answers, PATIENCE_S), logs(served)
    deployment = served.asked("deployments/name/kip/often")["id"]
    cut_off = served.asked(f"deployments/{deployment}/create_flow_run", {"state": {"type": "RUNNING"}})["id"]

    process.kill()
    process.communicate()
    assert wait_until(lambda: not processes_with(served.marker))
    process = served.start()
    assert wait_until(lambda: bool(set(served.runs("COMPLETED")) - set(first)), PATIENCE_S), logs(served)
    assert served.asked(f"flow_runs/{next(iter(first))}")["state_type"] == "COMPLETED"
    assert served.asked("deployments/name/kip/often")["id"] == deployment
    assert served.asked(f"flow_runs/{cut_off}")["state_type"] == "CRASHED"
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0
    assert wait_until(lambda: not processes_with(served.marker))


def test_a_home_is_served_once(tmp_path: Path) -> None:
    settings = ServeSettings(tmp_path, tmp_path / "what.yaml", 0)
    (tmp_path / "lock").touch()
    with (tmp_path / "lock").open() as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(HomeInUseError):
            serve(settings, threading.Event(), print)


def test_a_port_that_others_have_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setattr(serve_module, "FAREWELL_S", 0.0)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        settings = ServeSettings(tmp_path, tmp_path / "what.yaml", listener.getsockname()[1])
        with pytest.raises(OSError, match="name another --port"):
            serve(settings, threading.Event(), print)


def logs(served: Served) -> str:
    return "\n".join(path.read_text()[-2000:] for path in (served.kip.folder / "home").glob("*.log"))


def test_the_week_of_kip_is_swiss() -> None:
    (weekly,) = load_deployments(data_path("prefect.yaml"))
    assert weekly.command == ("ingest", "--once")
    assert [str(when) for when in weekly.schedules] == ["0 5 * * 1 Europe/Zurich"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("deployments: []", "names no deployment"),
        ("jobs: []", "is no file of deployments"),
        ("{", "can't be read"),
        (DEPLOYMENTS.replace("interval: 2", "timezone: UTC"), "either cron or interval"),
        (DEPLOYMENTS.replace("interval: 2", "often: 2"), "often"),
        (DEPLOYMENTS.replace("[version]", "version"), "list of words"),
        (DEPLOYMENTS.replace("kip\n", "other\n"), "serves flows/deployments.py:kip alone"),
    ],
)
def test_a_file_that_is_none_is_a_sentence(tmp_path: Path, text: str, what: str) -> None:
    (tmp_path / "what.yaml").write_text(text)
    with pytest.raises(DeploymentsError, match=what):
        load_deployments(tmp_path / "what.yaml")
