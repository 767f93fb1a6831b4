"""A run that is killed loses nothing, does nothing twice, and leaves no process behind."""

from __future__ import annotations

import os
import signal
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq

from pipeline.storage.ledger import read_entries
from tests.conftest import Kip, processes_with, wait_until

TEXT = "Protokoll. Der Regierungsrat beschliesst am 8. Juni 2023: Der Kredit von Fr. {}'000 wird bewilligt.\n"
DOCUMENTS = 120
# A reading worker, an extraction worker, a server.
MIN_CREW = 3
OWN_SERVER = {"PREFECT_API_URL": ""}


def test_sigkill_in_the_middle_then_the_same_command(tmp_path: Path, bytecode: dict[str, str]) -> None:
    marker = f"{tmp_path.name}{os.getpid()}"
    kip = Kip(tmp_path, {**bytecode, **OWN_SERVER, "KIP_TEST_MARK": marker})
    for number in range(DOCUMENTS):
        kip.write(f"docs/d{number:03}.txt", TEXT.format(number))
    process = kip.start("run", "docs")
    assert wait_until(lambda: count(kip, "done") >= 5, 90)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert wait_until(lambda: not processes_with(marker))

    entries = {entry.outcome.path: entry for entry in read_entries(kip.out)}
    finished = {path for path, entry in entries.items() if entry.outcome.state == "done"}
    assert len(entries) == DOCUMENTS
    assert {e.outcome.failure_code for path, e in entries.items() if path not in finished} == {"not_finished"}
    assert 5 <= len(finished) < DOCUMENTS
    before = {path: path.stat().st_mtime_ns for path in (kip.cache / "artefacts" / "records").rglob("*.z")}

    report = Kip(tmp_path, {**bytecode, "KIP_TEST_MARK": marker}).report("docs")
    assert (report["requested"], report["done"]) == (DOCUMENTS, DOCUMENTS)
    assert all(path.stat().st_mtime_ns == time for path, time in before.items())
    rows = pq.read_table(kip.out / "tables" / "documents.parquet").to_pylist()
    assert Counter(row["path"] for row in rows) == {f"docs/d{number:03}.txt": 1 for number in range(DOCUMENTS)}
    funding = pq.read_table(kip.out / "tables" / "funding.parquet").column("funding_id").to_pylist()
    assert len(funding) == len(set(funding))
    assert wait_until(lambda: not processes_with(marker))
    assert not list((kip.cache / "runs").iterdir())


def test_a_second_interrupt_ends_at_once_and_leaves_no_process(tmp_path: Path, bytecode: dict[str, str]) -> None:
    marker = f"{tmp_path.name}{os.getpid()}"
    kip = Kip(tmp_path, {**bytecode, **OWN_SERVER, "KIP_TEST_MARK": marker})
    for number in range(DOCUMENTS):
        kip.write(f"docs/d{number:03}.txt", TEXT.format(number))
    process = kip.start("run", "docs")
    assert wait_until(lambda: len(list(kip.cache.glob("runs/*/groups/*"))) >= MIN_CREW, 60)
    for _ in range(2):
        process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert wait_until(lambda: not processes_with(marker))


def count(kip: Kip, state: str) -> int:
    return sum(entry.outcome.state == state for entry in read_entries(kip.out))
