"""What breaks around a run: no fault loses a document, leaves a broken output, or leaves a process behind."""

from __future__ import annotations

import errno
import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from threading import Event
from typing import Any

import pyarrow.parquet as pq
import pytest

from flows import run as run_module
from pipeline.domain.failures import DocumentFailure
from pipeline.runs.inputs import expand
from pipeline.runs.settings import Settings
from pipeline.runs.stages import read_stage
from pipeline.runs.work import Progress
from pipeline.storage import ledger as ledger_module
from pipeline.storage.ledger import Ledger, make_input, read_entries
from tests.conftest import Kip, processes_with, wait_until

TEXT = "Protokoll. Der Regierungsrat beschliesst am 8. Juni 2023: Der Kredit von Fr. {}'000 wird bewilligt.\n"
DOCUMENTS = 6
SILENT = Progress(lambda entry: None, lambda what: None)


@pytest.fixture
def marked(tmp_path: Path, bytecode: dict[str, str]) -> Iterator[Kip]:
    """The command, with a check that nothing of it lives or lies about after the test."""
    marker = f"{tmp_path.name}{os.getpid()}"
    kip = Kip(tmp_path, {**bytecode, "KIP_TEST_MARK": marker})
    yield kip
    assert wait_until(lambda: not processes_with(marker))
    assert not list(tmp_path.rglob("*.part"))
    assert not list(tmp_path.rglob("*.frame"))
    assert wait_until(lambda: not list(kip.cache.glob("runs/*")))


@pytest.fixture(scope="module")
def read_before(tmp_path_factory: pytest.TempPathFactory, bytecode: dict[str, str]) -> Path:
    """A cache with the documents of these tests: a run over them then needs no worker."""
    kip = Kip(tmp_path_factory.mktemp("before"), bytecode)
    write(kip, DOCUMENTS)
    assert kip.report("docs", "--workers", "1")["done"] == DOCUMENTS
    return kip.cache / "artefacts"


@pytest.fixture
def known(marked: Kip, read_before: Path) -> Kip:
    shutil.copytree(read_before, marked.cache / "artefacts")
    return marked


def write(kip: Kip, count: int) -> None:
    for number in range(count):
        kip.write(f"docs/d{number:03}.txt", TEXT.format(number))


def crew(kip: Kip) -> list[int]:
    """Return the processes a run has started: workers, and the server if it is the run's own."""
    return [int(path.name) for path in kip.cache.glob("runs/*/groups/*")]


def workers(kip: Kip) -> list[int]:
    return [pid for pid in crew(kip) if not has_open(pid, "/prefect/")]


def has_open(pid: int, name: str) -> bool:
    return any(name in str(link.readlink()) for link in Path(f"/proc/{pid}/fd").iterdir() if link.is_symlink())


@contextmanager
def held_back(kip: Kip, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A run whose workers, one for reading and one for extraction, stand still inside the block, and go on after it."""
    process = kip.start("run", "docs", "--workers", "1", *arguments)
    assert wait_until(lambda: len(workers(kip)) == 2, 60)
    stopped = workers(kip)
    for pid in stopped:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield process
    finally:
        for pid in stopped:
            os.kill(pid, signal.SIGCONT)


def end(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=120)
    assert "Traceback" not in err
    return process.returncode, out, err


def states(kip: Kip) -> dict[str, tuple[str, str | None]]:
    return {
        Path(entry.outcome.path or "").name: (entry.outcome.state, entry.outcome.failure_code)
        for entry in read_entries(kip.out)
    }


def all_done(kip: Kip, count: int) -> bool:
    """Run the same command again, and tell whether ledger, tables and database then have every document."""
    report = kip.report("docs", "--workers", "1")
    rows = pq.read_table(kip.out / "tables" / "documents.parquet").to_pylist()
    with closing(sqlite3.connect(kip.out / "kip.sqlite")) as connection:
        stored = connection.execute("SELECT count(*) FROM documents WHERE state = 'done'").fetchone()[0]
    return bool(report["done"] == stored == len(rows) == count)


def test_a_full_disk_ends_the_run_with_a_sentence_and_keeps_the_last_outputs(known: Kip) -> None:
    write(known, 3)
    assert all_done(known, 3)
    before = {path: path.read_bytes() for path in outputs(known)}
    known.write("docs/d003.txt", TEXT.format(3))
    code, _, err = end(known.start("run", "docs", preexec_fn=lambda: no_file_beyond(65_536)))
    assert (code, err.strip().splitlines()[-1][:14]) == (2, "Cannot write: ")
    assert len(before) > 10
    assert {path: path.read_bytes() for path in before} == before
    assert all_done(known, 4)


def test_no_room_for_an_artefact_is_no_failure_of_the_document(marked: Kip) -> None:
    marked.write("docs/long.txt", "\n".join(sha256(str(number).encode()).hexdigest() for number in range(12_000)))
    code, _, err = end(marked.start("run", "docs", preexec_fn=lambda: no_file_beyond(262_144)))
    assert (code, "or make room" in err) == (2, True), err
    assert states(marked) == {"long.txt": ("failed", "not_finished")}


def outputs(kip: Kip) -> list[Path]:
    return [path for folder in ("", "tables", "csv") for path in (kip.out / folder).glob("*.*") if path.is_file()]


def no_file_beyond(size: int) -> None:
    """Let no file of the process about to start, and of those it starts, grow beyond a size, as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_an_output_folder_that_vanishes_ends_the_run_and_the_same_command_makes_it_again(marked: Kip) -> None:
    write(marked, 1)
    with held_back(marked) as process:
        shutil.rmtree(marked.out)
    code, _, err = end(process)
    assert (code, "it was removed or replaced while kip was at work" in err) == (2, True), err
    assert not (marked.out / "kip.xlsx").exists()
    assert all_done(marked, 1)


def test_a_ledger_locked_a_file_changed_and_a_worker_killed_in_one_run(marked: Kip) -> None:
    write(marked, 6)
    with held_back(marked, "--json") as process:
        assert process.stderr is not None
        assert any(line.strip() == "reading" for line in process.stderr)
        marked.write("docs/d000.txt", TEXT.format(700))
        lock = sqlite3.connect(marked.out / ".kip" / "ledger.sqlite", isolation_level=None)
        lock.execute("BEGIN IMMEDIATE")
        # As the out-of-memory killer of Linux does it.
        os.kill(max(workers(marked)), signal.SIGKILL)
    assert not wait_until(lambda: process.poll() is not None, 2)
    lock.execute("ROLLBACK")
    lock.close()
    code, out, _ = end(process)
    ends = {Path(item["path"]).name: item["failure_code"] for item in json.loads(out)["inputs"]}
    assert (code, ends.pop("d000.txt")) == (1, "changed")
    assert sorted(ends.values(), key=str) in ([None] * 5, [None] * 4 + ["worker_died"])


def test_a_ledger_locked_for_good_is_an_error_with_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_module, "BUSY_TIMEOUT_S", 0.1)
    with closing(Ledger(tmp_path)) as ledger:
        lock = sqlite3.connect(tmp_path / ".kip" / "ledger.sqlite", isolation_level=None)
        lock.execute("BEGIN IMMEDIATE")
        with pytest.raises(OSError, match="database is locked"):
            ledger.register([make_input("a.pdf")])
        lock.close()
        ledger.register([make_input("a.pdf")])
        assert len(ledger.entries()) == 1


def test_damaged_artefacts_are_made_again(known: Kip) -> None:
    write(known, 3)
    assert all_done(known, 3)
    good = pq.read_table(known.out / "tables" / "funding.parquet")
    for number, path in enumerate(sorted((known.cache / "artefacts").rglob("*.z"))):
        blob = path.read_bytes()
        path.write_bytes((b"", blob[: len(blob) // 2], blob[:-3] + b"xyz")[number % 3])
    assert all_done(known, 3)
    assert pq.read_table(known.out / "tables" / "funding.parquet") == good


def test_a_server_killed_in_mid_run_loses_no_document(marked: Kip) -> None:
    write(marked, 8)
    own = Kip(marked.folder, {**marked.environment, "PREFECT_API_URL": ""})
    with held_back(own, "--json") as process:
        assert process.stderr is not None
        assert any("watched by Prefect" in line for line in process.stderr)
        (server,) = [pid for pid in crew(own) if pid not in workers(own)]
        os.kill(server, signal.SIGKILL)
    code, out, _ = end(process)
    report = json.loads(out)
    assert (code, report["done"]) == (0, 8)
    assert "Prefect" in report["orchestration"]


def test_a_clock_set_back_makes_no_negative_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Jumping(datetime):
        times: Iterator[datetime] = iter(datetime(2024, 3, 31, 3, tzinfo=UTC) - timedelta(hours=n) for n in range(9))

        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return next(cls.times)

    monkeypatch.setattr(run_module, "datetime", Jumping)
    settings = Settings(tmp_path / "out", tmp_path / "cache", 1)
    report = run_module.run(settings, expand([str(tmp_path / "none.pdf")]), SILENT, Event()).report
    assert report.finished >= report.started
    assert all(seconds >= 0 for seconds in report.seconds.values())


def test_a_file_that_changed_since_it_was_hashed_is_not_taken_for_what_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT.format(1))
    before = sha256(path.read_bytes()).hexdigest()
    path.write_text(TEXT.format(2))
    with pytest.raises(DocumentFailure, match="changed while kip was at work"):
        read_stage(os.fsencode(path), before, tmp_path / "target")
    assert not (tmp_path / "target").exists()


NAMES = (
    b"caf\xe9.txt",
    b"\xff\xfe.txt",
    "Förderung.txt".encode(),
    b"two\nlines.txt",
    "\U0001f4c4.txt".encode(),
    b"[red].txt",
)


def test_names_of_any_encoding_are_read_exported_and_shown(known: Kip) -> None:
    folder = os.fsencode(known.folder / "docs")
    os.mkdir(folder)  # noqa: PTH102 - the names are bytes
    for number, name in enumerate(NAMES):
        with open(folder + b"/" + name, "w") as file:  # noqa: PTH123
            file.write(TEXT.format(number))
    old_terminal = Kip(known.folder, {**known.environment, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert all_done(known, len(NAMES))
    for arguments in (
        ["run", "docs"],
        ["status"],
        ["status", "--json"],
        ["show", "docs/caf"],
        ["run", "docs", "--json"],
    ):
        answer = old_terminal(*arguments)
        assert (answer.returncode, "Traceback" in answer.stderr) == (0, False), (arguments, answer.stderr)
    paths = [row["path"] for row in json.loads(known("status", "--json").stdout)]
    assert sorted(paths) == sorted(name.decode("utf-8", "backslashreplace").join(("docs/", "")) for name in NAMES)


def test_an_output_folder_may_have_any_name(known: Kip) -> None:
    known.write("zero.txt", "")
    out = os.fsdecode(b"caf\xe9")
    answer = known("run", "zero.txt", "--out", out)
    assert (answer.returncode, "Traceback" in answer.stderr) == (1, False), answer.stderr
    assert (known.folder / out / "kip.xlsx").is_file()
    assert "caf\\xe9" in next((known.folder / out / "runs").glob("*/report.md")).read_text(encoding="utf-8")


def test_a_list_on_standard_input_keeps_the_bytes_of_a_name(known: Kip) -> None:
    name = os.fsencode(known.folder) + b"/caf\xe9.txt"
    with open(name, "w") as file:  # noqa: PTH123
        file.write(TEXT.format(1))
    process = known.start("run", "-", "--json", stdin=subprocess.PIPE, errors="surrogateescape")
    out, err = process.communicate(os.fsdecode(name) + "\n", timeout=120)
    assert process.returncode == 0, err
    assert json.loads(out)["done"] == 1


def test_links_in_circles_end(known: Kip) -> None:
    write(known, 2)
    docs = known.folder / "docs"
    (docs / "self").symlink_to(docs)
    (docs / "a").symlink_to(docs / "b")
    (docs / "b").symlink_to(docs / "a")
    (docs / "sub").mkdir()
    (docs / "sub" / "up.txt").symlink_to(docs / "d001.txt")
    report = known.report("docs", "--workers", "1")
    ends = {Path(item["path"]).name: item["failure_code"] for item in report["inputs"]}
    assert ends == {"d000.txt": None, "d001.txt": None, "a": "unreadable", "b": "unreadable", "up.txt": "duplicate"}


def test_the_number_of_a_system_error_is_handed_on(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT.format(1))
    assert read_stage(os.fsencode(path), sha256(path.read_bytes()).hexdigest(), Path("/dev/full")) == errno.ENOSPC
