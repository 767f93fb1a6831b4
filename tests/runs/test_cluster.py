"""A run on a cluster: a real scheduler, two workers, and a store that speaks S3, all on loopback."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import fsspec
import pyarrow.parquet as pq
import pytest
from moto.server import ThreadedMotoServer

from pipeline.domain.failures import DocumentFailure
from pipeline.runs import cluster
from pipeline.runs.cluster import ClusterCrew
from pipeline.runs.crew import ClusterError
from pipeline.runs.inputs import expand
from pipeline.runs.plan import fingerprint
from tests.conftest import ROOT, Kip, processes_with, wait_until

PATIENCE_S = 600
DOCUMENTS = 12
DOCUMENTS_AND_SCAN = ("s3://kip-documents/2023", "s3://kip-documents/2024/scan.pdf")
SCAN = ROOT / "corpus" / "samples" / "zg-kip2-protokoll-scan-muster.pdf"
TEXT = "Protokoll. Der Regierungsrat beschliesst am 8. Juni 2023: Der Kredit von Fr. {}'000 wird bewilligt.\n"


@pytest.fixture(scope="module")
def store(bytecode: dict[str, str]) -> Iterator[dict[str, str]]:
    """The environment of a store with a bucket of documents."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    environment = {
        "AWS_ACCESS_KEY_ID": "kip",
        "AWS_SECRET_ACCESS_KEY": "kip",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "NO_PROXY": "127.0.0.1",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        system = fsspec.filesystem("s3", skip_instance_cache=True)
        system.mkdir("kip-documents")
        for number in range(DOCUMENTS):
            system.pipe(f"kip-documents/2023/d {number:02}ü.txt", TEXT.format(number).encode())
        system.pipe("kip-documents/2024/scan.pdf", SCAN.read_bytes())
        system.pipe("kip-documents/2023/empty.txt", b"")
        system.pipe("kip-documents/2023/.hidden.txt", b"hidden")
        yield {**bytecode, **environment}
    server.stop()


def tables(out: Path) -> dict[str, list[dict[str, Any]]]:
    """Return all tables of a run, without the time that each document took."""
    found = {path.stem: pq.read_table(path).to_pylist() for path in sorted((out / "tables").glob("*.parquet"))}
    return {
        name: [{key: value for key, value in row.items() if key != "duration_ms"} for row in rows]
        for name, rows in found.items()
    }


@pytest.mark.timeout(1800)
def test_a_worker_killed_while_it_reads_loses_nothing_and_the_tables_are_those_of_one_machine(
    tmp_path: Path, store: dict[str, str], marker: str
) -> None:
    here, there, *lent = (Kip(tmp_path / name, {**store, "KIP_TEST_MARK": f"{marker}-{name}"}) for name in "abcd")
    for kip in (here, there, *lent):
        kip.folder.mkdir()
    scheduler = scheduler_of(tmp_path, {**os.environ, "PYTHONPATH": str(ROOT), "KIP_TEST_MARK": marker})
    address = json.loads((tmp_path / "scheduler.json").read_text())["address"]
    workers = {kip.folder.name: kip.start("worker", address, "--workers", "1") for kip in lent}
    local = here.report(*DOCUMENTS_AND_SCAN, "--workers", "1")
    assert (local["done"], local["failed"]) == (DOCUMENTS + 1, 1)
    assert wait_until(lambda: all(is_at_work(kip) for kip in lent), PATIENCE_S)

    run = there.start("run", *DOCUMENTS_AND_SCAN, "--cluster", address, "--json")
    caught = held_at_the_scan({name: f"{marker}-{name}" for name in workers}, run)
    killed = workers.pop(caught)
    killed.kill()
    out, err = run.communicate(timeout=PATIENCE_S)
    assert out, err
    report = json.loads(out)
    assert (report["done"], report["failed"]) == (DOCUMENTS + 1, 1), err
    assert not list((there.cache / "runs").glob("*/groups/*"))
    killed.communicate()
    assert wait_until(lambda: not processes_with(f"{marker}-{caught}"))

    [other] = workers.values()
    other.send_signal(signal.SIGTERM)
    other.communicate(timeout=PATIENCE_S)
    assert other.returncode == 0
    with pytest.raises(ClusterError, match="has no worker with this version of kip"):
        ClusterCrew(address, patience_s=0.1)
    scheduler.terminate()
    scheduler.wait(PATIENCE_S)

    assert tables(there.out) == tables(here.out)
    assert len(tables(there.out)["funding"]) >= DOCUMENTS
    assert wait_until(lambda: not processes_with(marker))


def held_at_the_scan(marks: dict[str, str], run: subprocess.Popen[str]) -> str:
    """Wait until one of these workers recognises a page, stop that where it is, and return the worker's name."""
    held: list[str] = []

    def happened() -> bool:
        for name, mark in marks.items():
            for pid in processes_with(mark):
                with suppress(OSError):
                    words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
                    if words[0].endswith(b"tesseract") and words[1].endswith(b".bmp"):
                        os.kill(pid, signal.SIGSTOP)
                        held.append(name)
        return bool(held) or run.poll() is not None

    assert wait_until(happened, PATIENCE_S)
    assert held, "the run ended before any worker was seen at the scan"
    return held[0]


def test_a_cluster_that_is_not_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT_S", 0.1)
    with pytest.raises(ClusterError, match="No Dask scheduler answers"):
        ClusterCrew("tcp://127.0.0.1:9")


def scheduler_of(folder: Path, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    options = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", "scheduler.json")
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", *options]
    process = subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.DEVNULL)
    assert wait_until((folder / "scheduler.json").is_file, PATIENCE_S)
    return process


def is_at_work(kip: Kip) -> bool:
    """Return whether a worker has its folder for Dask, which it makes when it joins the scheduler."""
    return bool(list((kip.cache / "dask").glob("**/worker-*")))


def test_an_address_stands_for_what_lies_below_it(store: dict[str, str]) -> None:
    below = [item.path for item in expand(["s3://kip-documents/2023"])]
    assert len(below) == DOCUMENTS + 1
    assert below[0] == "s3://kip-documents/2023/d 00ü.txt"
    assert [item.path for item in expand(["s3://kip-documents/2023/*11*"])] == ["s3://kip-documents/2023/d 11ü.txt"]
    (one,) = expand(["s3://kip-documents/2023/d 03ü.txt"])
    assert fingerprint(one.location)[1] == len(TEXT.format(3).encode())


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("s3://kip-documents/none.pdf", "not_found"),
        ("s3://no-such-bucket/a.pdf", "not_found"),
        ("s3://kip-documents/2023/empty.txt", "empty_file"),
    ],
)
def test_an_address_that_leads_nowhere_is_a_failure_with_a_sentence(
    store: dict[str, str], address: str, code: str
) -> None:
    (item,) = expand([address])
    with pytest.raises(DocumentFailure) as caught:
        fingerprint(item.location)
    assert caught.value.code == code


def test_a_document_over_the_limit_is_not_fetched(store: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIP_MAX_BYTES", "10")
    (item,) = expand(["s3://kip-documents/2023/d 03ü.txt"])
    with pytest.raises(DocumentFailure, match=re.escape("limit 10")):
        fingerprint(item.location)


def test_a_file_address_is_the_path_it_names(tmp_path: Path) -> None:
    (tmp_path / "a b.txt").write_text("a")
    (address,) = expand([(tmp_path / "a b.txt").as_uri()])
    (path,) = expand([str(tmp_path / "a b.txt")])
    assert address == path
