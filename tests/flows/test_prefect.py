"""With a real Prefect server: what a run stores there, where it connects to, and what happens when Prefect fails."""

from __future__ import annotations

import http.server
import json
import os
import socketserver
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pytest

from flows.server import start_server
from pipeline.guardian import Guardian
from tests.conftest import ROOT, Kip, wait_until
from tests.ingestion.sites import sites, source

# A first start brings a database up to date: 15 s on two cores, many times that on a machine that is starved.
PATIENCE_S = 600
TEXT = "Protokoll. Der Regierungsrat beschliesst am 8. Juni 2023: Der Kredit von Fr. {}'000 wird bewilligt.\n"

# Runs in every Python process of a test before anything else: writes down each address somebody connects to.
WITNESS = """
import os, sys

def note(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.bind"):
        address = arguments[1]
    elif event == "socket.getaddrinfo":
        address = arguments[:2]
    else:
        return
    with open(os.environ["KIP_TEST_WITNESS"], "a") as file:
        file.write(f"{event} {address!r}\\n")

sys.addaudithook(note)
"""


@dataclass(frozen=True)
class Kept:
    """A server kept for the tests, and the environment in which processes note where they connect to."""

    url: str
    environment: dict[str, str]
    witness: Path


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, bytecode: dict[str, str]) -> Iterator[Kept]:
    folder = tmp_path_factory.mktemp("prefect")
    (folder / "sitecustomize.py").write_text(WITNESS)
    witness = folder / "witness.txt"
    environment = {**bytecode, "PYTHONPATH": str(folder), "KIP_TEST_WITNESS": str(witness)}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        patch.delenv("PREFECT_API_URL", raising=False)
        guardian = Guardian(folder / "run")
        server = start_server(folder / "cache", guardian, folder / "log.txt")
    assert wait_until(server.is_ready, PATIENCE_S), (folder / "log.txt").read_text()
    yield Kept(server.url, {**environment, "PREFECT_API_URL": server.url}, witness)
    server.stop()
    guardian.close()


def ask(url: str, path: str) -> Any:
    request = urllib.request.Request(f"{url}/{path}", data=b"{}", headers={"Content-Type": "application/json"})
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
        return json.load(answer)


@pytest.fixture(scope="module")
def watched(kept: Kept, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The report of a run that Prefect watched from beginning to end."""
    kip = Kip(tmp_path_factory.mktemp("watched"), kept.environment)
    for number in range(12):
        kip.write(f"docs/d{number}.txt", TEXT.format(number))
    kip.write("docs/zero.txt", "")
    return kip.report("docs")


def test_the_flow_and_its_batches_are_completed(kept: Kept, watched: dict[str, Any]) -> None:
    assert watched["orchestration"] == f"Prefect flow over 12 batches at {kept.url}"
    assert (watched["done"], watched["failed"]) == (12, 1)
    runs = {run["name"]: run["state_type"] for run in ask(kept.url, "flow_runs/filter")}
    assert runs[watched["run_id"]] == "COMPLETED"
    assert wait_until(lambda: len(batches(kept.url)) == 12)
    assert set(batches(kept.url).values()) == {"COMPLETED"}


def batches(url: str) -> dict[str, str]:
    return {run["name"]: run["state_type"] for run in ask(url, "task_runs/filter") if run["end_time"]}


def test_outcomes_are_an_artifact_and_no_text_is(kept: Kept, watched: dict[str, Any]) -> None:
    artifacts = {artifact["key"]: artifact for artifact in ask(kept.url, "artifacts/filter") if artifact["key"]}
    rows = json.loads(artifacts["kip-outcomes"]["data"])
    assert [row["state"] for row in rows] == ["done"] * 12
    assert watched["run_id"] in artifacts["kip-outcomes"]["description"]
    assert "Regierungsrat" not in json.dumps(artifacts)


def test_nothing_but_loopback_is_spoken_to(kept: Kept, watched: dict[str, Any]) -> None:
    lines = kept.witness.read_text().splitlines()
    assert any("socket.connect ('127.0.0.1'" in line for line in lines)
    foreign = [line for line in lines if not any(name in line for name in ("'127.0.0.1'", "'localhost'", "'::1'"))]
    # A socket of the file system has a path, or no name, for an address.
    assert [line for line in foreign if "(" in line.partition(" ")[2]] == []


class Nonsense(http.server.BaseHTTPRequestHandler):
    """Says that it is healthy and fails at everything else, like a server that dies right after its start."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path.endswith("/health") else 500)
        self.end_headers()

    def do_POST(self) -> None:
        self.send_response(500)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        return


def test_a_prefect_that_fails_loses_no_document(tmp_path: Path, bytecode: dict[str, str]) -> None:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Nonsense)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}/api"
    kip = Kip(tmp_path, {**bytecode, "PREFECT_API_URL": url})
    for number in range(12):
        kip.write(f"docs/d{number}.txt", TEXT.format(number))
    answer = kip("run", "docs", "--json")
    server.shutdown()
    report = json.loads(answer.stdout)
    assert report["done"] == 12
    assert report["orchestration"].startswith("Prefect failed (")
    assert "Traceback" not in answer.stderr


def test_two_servers_at_once_do_not_share_a_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    guardian = Guardian(tmp_path / "run")
    servers = [start_server(tmp_path, guardian, tmp_path / "log.txt") for _ in range(2)]
    assert {path.name for path in (tmp_path / "prefect").iterdir()} == {"0", "1"}
    assert len({server.url for server in servers}) == 2
    for server in servers:
        server.stop()
        assert not server.is_alive()
    guardian.close()
    again = Guardian(tmp_path / "run")
    start_server(tmp_path, again, tmp_path / "log.txt").stop()
    assert {path.name for path in (tmp_path / "prefect").iterdir()} == {"0", "1"}
    again.close()


class Postbox(socketserver.StreamRequestHandler):
    """A mail server that takes everything (SMTP, RFC 5321) and keeps it in `mails`."""

    mails: ClassVar[list[str]] = []

    def handle(self) -> None:
        self.wfile.write(b"220 postbox\r\n")
        for line in self.rfile:
            if line.upper().startswith(b"DATA"):
                self.wfile.write(b"354 go on\r\n")
                self.mails.append(b"".join(iter(self.rfile.readline, b".\r\n")).decode())
            self.wfile.write(b"250 postbox\r\n")


class Hook(http.server.BaseHTTPRequestHandler):
    """An address that is called, which keeps what it was told in `calls`."""

    calls: ClassVar[list[dict[str, str]]] = []

    def do_POST(self) -> None:
        self.calls.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(200 if self.path == "/kip" else 500)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        return


@contextmanager
def serving(handler: type[socketserver.BaseRequestHandler]) -> Iterator[str]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True, kwargs={"poll_interval": 0.02}).start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()


BLOCKS = """
from flows.blocks import Mail
from prefect.blocks.webhook import Webhook
Mail(url="mailto://{postbox}?from=kip@example.org&to=office@example.org").save("kip")
Webhook(url="http://{hook}/kip").save("kip")
Webhook(url="http://{hook}/broken").save("broken")
"""


def test_an_ingestion_is_a_flow_with_a_task_for_each_source_and_tells_people(kept: Kept, tmp_path: Path) -> None:
    kip = Kip(tmp_path, {**kept.environment, "KIP_ALLOW_LOOPBACK": "1"})
    with sites(1) as [site], serving(Postbox) as postbox, serving(Hook) as hook:
        code = BLOCKS.format(postbox=postbox, hook=hook)
        environment = {**os.environ, **kept.environment}
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=True, capture_output=True)
        site.page("/kip")
        kip.write("sources/ag.toml", source("AG", site))
        told = [option for name in ("mail/kip", "webhook/kip", "webhook/broken") for option in ("--notify", name)]
        answer = kip("ingest", "--once", "--json", "--sources", "sources", "--delay", "0", *told)
        assert site.served() == ["/kip"]
    ended = json.loads(answer.stdout)
    assert ended["state"] == "unchanged", answer.stderr
    [mail] = Postbox.mails
    assert "Subject: kip: nothing new, unchanged" in mail
    assert "Content-Type: text/plain" in mail
    assert [call["subject"] for call in Hook.calls] == ["kip: nothing new, unchanged"] * 2
    assert ended["run_id"] in Hook.calls[0]["text"]
    assert "could not tell webhook/broken (" in answer.stderr
    tasks = {run["name"]: run["state_name"] for run in ask(kept.url, "task_runs/filter")}
    assert tasks["source-AG"] == "Completed"
    [artifact] = [item for item in ask(kept.url, "artifacts/filter") if item["key"] == "kip-changes"]
    assert ended["run_id"] in artifact["data"]
    [run] = [run for run in ask(kept.url, "flow_runs/filter") if run["name"] == ended["run_id"]]
    assert run["state_name"] == "Failed"
