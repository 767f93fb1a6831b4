"""`kip run` over every hostile file at once: each ends as it must, and nothing else happens."""

from __future__ import annotations

import http.server
import json
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.conftest import Kip, processes_with, wait_until
from tests.hostile.make import CASES, write_cases, write_odd_paths

# The time one file may take; none of those without the mark `slow` takes as much.
PATIENCE_S = "60"
# All of them take a minute or two of one core; the first test waits for the whole run.
PATIENCE_ALL_S = 840
pytestmark = pytest.mark.timeout(900)
ROOT_LINE = b"root:x:0"


@dataclass
class Ran:
    """A run over the hostile files: how each ended with which sentence, what was read, what the server was asked."""

    kip: Kip
    expected: dict[str, str]
    ends: dict[str, tuple[str, str]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, list[str]]]:
    """A server that must never be asked, with a list of what it was asked."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_POST = do_GET

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as opened:
        threading.Thread(target=opened.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{opened.server_port}", asked
        opened.shutdown()


@pytest.fixture(scope="module")
def ran(
    tmp_path_factory: pytest.TempPathFactory, bytecode: dict[str, str], server: tuple[str, list[str]]
) -> Iterator[Ran]:
    address, asked = server
    folder = tmp_path_factory.mktemp("hostile")
    marker = f"hostile{os.getpid()}"
    kip = Kip(folder, {**bytecode, "KIP_TEST_MARK": marker})
    (folder / "docs").mkdir()
    expected = write_cases(folder / "docs", address) | write_odd_paths(folder / "docs")
    report = _report(kip)
    ran = Ran(kip, expected, asked=asked)
    texts: dict[str, str] = {}
    for page in pq.read_table(kip.out / "tables" / "pages.parquet").to_pylist():
        texts[page["document_id"]] = texts.get(page["document_id"], "") + (page["text"] or "")
    for item in report["inputs"]:
        name = item["path"].removeprefix("docs/")
        ran.ends[name] = (item["failure_code"] or item["state"], item["failure_reason"] or "")
        ran.texts[name] = texts.get(item["document_id"], "")
    yield ran
    assert wait_until(lambda: not processes_with(marker))


def _report(kip: Kip) -> dict[str, Any]:
    process = kip.start("run", "docs", "--json", "--timeout", PATIENCE_S)
    out, err = process.communicate(timeout=PATIENCE_ALL_S)
    assert "Traceback" not in err
    report: dict[str, Any] = json.loads(out)
    return report


@pytest.mark.parametrize("case", [case for case in CASES if not case.slow], ids=lambda case: case.name)
def test_each_file_ends_as_it_must(ran: Ran, case: Any) -> None:
    end, reason = ran.ends[case.name]
    assert end == case.end, reason
    assert case.says in (ran.texts[case.name] if end in ("done", "empty") else reason)
    assert len(reason) < 400


def test_odd_names_and_what_is_no_file_end_as_they_must(ran: Ran) -> None:
    cases = {case.name for case in CASES}
    odd = {name: end for name, end in ran.expected.items() if name not in cases}
    assert {name: ran.ends.get(name, ("absent", ""))[0] for name in odd} == odd


def test_nothing_is_forgotten_and_nothing_dies(ran: Ran) -> None:
    assert set(ran.ends) == set(ran.expected)
    ends = {end for end, _ in ran.ends.values()}
    assert not ends & {"internal", "worker_died", "timeout", "out_of_memory", "not_finished"}


def test_nobody_was_asked_for_anything(ran: Ran) -> None:
    assert ran.ends
    assert ran.asked == []


def test_no_file_of_the_system_gets_into_the_outputs(ran: Ran) -> None:
    written = [path for path in ran.kip.out.rglob("*") if path.is_file()]
    assert written
    assert [path.name for path in written if ROOT_LINE in path.read_bytes()] == []
