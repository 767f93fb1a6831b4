"""`kip serve`, with real processes: cron ingests, what is killed comes back, and nothing of the schedule is lost."""

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

import pyarrow.parquet as pq
import pytest

from flows import serve as serve_module
from flows.schedules import DeploymentsError, load_deployments
from flows.serve import HomeInUseError, ServeSettings, serve
from pipeline.domain.data import data_path
from tests.conftest import Kip, processes_with, wait_until
from tests.ingestion.sites import concept, sites, source

PATIENCE_S = 600
DEPLOYMENTS = """
deployments:
  - name: often
    entrypoint: flows/deployments.py:kip
    parameters: {command: [version]}
    schedules:
      - interval: 2
"""
# Cron with a sixth field, for seconds: nobody waits for a minute here.
INGESTING = """
deployments:
  - name: often
    entrypoint: flows/deployments.py:kip
    parameters:
      command:
        [ingest, --once, --delay, "0", --workers, "1", --sources, {0}/sources, --store, {0}/store, --out, {0}/out]
    schedules:
      - cron: "* * * * * */3"
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

    def completed(self) -> dict[str, dict[str, Any]]:
        """Return what cron has brought to its end so far, by id."""
        query = {"flows": {"name": {"any_": ["kip"]}}, "flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}}
        try:
            found = self.ask("flow_runs/filter", query)
        except OSError:
            return {}
        return {run["id"]: run for run in found}

    def servers(self) -> list[int]:
        return [pid for pid in processes_with(self.marker) if b"flows.standing" in command_of(pid)]


def command_of(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


@pytest.fixture
def served(tmp_path: Path, bytecode: dict[str, str], marker: str) -> Served:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    kip = Kip(tmp_path, {**bytecode, "PREFECT_API_URL": "", "KIP_TEST_MARK": marker, "KIP_ALLOW_LOOPBACK": "1"})
    kip.write("what.yaml", INGESTING.format(tmp_path))
    return Served(kip, port, marker)


@pytest.mark.timeout(1800)
def test_cron_ingests_and_outlives_its_server_and_kip_serve_itself(served: Served) -> None:
    with sites(1) as [site]:
        served.kip.write("sources/ag.toml", source("AG", site))
        site.page("/kip", ("/kip.pdf", "Integrationsprogramm"))
        site.serve("/kip.pdf", concept("Aargau", "1'200'000"))

        process = served.start()
        assert wait_until(lambda: bool(served.completed()), PATIENCE_S), logs(served)
        first = served.completed()
        documents = pq.read_table(served.kip.folder / "out" / "tables" / "documents.parquet").to_pylist()
        assert [(row["canton"], row["state"], row["url"]) for row in documents] == [("AG", "done", site["/kip.pdf"])]
        deployment = served.asked("deployments/name/kip/often")["id"]
        cut_off = served.asked(f"deployments/{deployment}/create_flow_run", {"state": {"type": "RUNNING"}})["id"]

        [server] = served.servers()
        os.kill(server, signal.SIGKILL)
        assert process.stderr is not None
        assert any("The server ended (-9) and is started again" in line for line in process.stderr)
        assert wait_until(lambda: bool(set(served.servers()) - {server}), PATIENCE_S)

        process.kill()
        process.communicate()
        assert wait_until(lambda: not processes_with(served.marker), PATIENCE_S)
        process = served.start()
        assert wait_until(lambda: bool(set(served.completed()) - set(first)), PATIENCE_S), logs(served)
        assert served.asked(f"flow_runs/{next(iter(first))}")["state_type"] == "COMPLETED"
        assert served.asked("deployments/name/kip/often")["id"] == deployment
        assert served.asked(f"flow_runs/{cut_off}")["state_type"] == "CRASHED"
        assert site.served(200).count("/kip.pdf") == 1
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE_S)
        assert process.returncode == 0
        assert wait_until(lambda: not processes_with(served.marker), PATIENCE_S)


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
