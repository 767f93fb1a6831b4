"""Tasks are functions of the standard library: what a spawned worker runs it must be able to import."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from pipeline.domain.failures import DocumentFailure
from pipeline.guardian import GROUPS, Guardian
from pipeline.workers import MAX_MEMORY, MIN_MEMORY, Kind, StoppedError, WorkerPool, memory_bound
from tests.conftest import wait_until

PLAIN = Kind("plain", os.getpid)
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def guardian(tmp_path: Path) -> Iterator[Guardian]:
    opened = Guardian(tmp_path / "run")
    yield opened
    opened.close()


@pytest.fixture
def pool(guardian: Guardian, tmp_path: Path) -> Iterator[WorkerPool]:
    opened = WorkerPool(PLAIN, 2, guardian, tmp_path / "log.txt", tmp_path / "bytecode")
    yield opened
    opened.close()


def later(function: Callable[[], Any]) -> Future[Any]:
    future: Future[Any] = Future()

    def work() -> None:
        try:
            future.set_result(function())
        except Exception as error:  # noqa: BLE001 - handed to the test
            future.set_exception(error)

    threading.Thread(target=work, daemon=True).start()
    return future


def runs(*command: str) -> bool:
    """Return whether a process with this command line is alive."""
    wanted = b"\0".join(part.encode() for part in command) + b"\0"
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if (place / "cmdline").read_bytes() == wanted:
                return True
        except OSError:
            continue
    return False


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_a_task_runs_in_another_process_that_leads_its_own_group(pool: WorkerPool) -> None:
    pid = pool.run(os.getpid, timeout_s=30)
    assert pid != os.getpid()
    assert os.getpgid(pid) == pid


def test_a_worker_stays_warm_between_tasks(pool: WorkerPool) -> None:
    assert len({pool.run(os.getpid, timeout_s=30) for _ in range(6)}) <= 2


def test_a_worker_killed_from_outside_fails_its_own_task_only(pool: WorkerPool) -> None:
    pids = {pool.run(os.getpid, timeout_s=30) for _ in range(4)}
    asleep = [later(lambda: pool.run(time.sleep, 2, timeout_s=30)) for _ in range(2)]
    time.sleep(0.7)
    os.kill(min(pids), signal.SIGKILL)
    failures = [future.exception(timeout=30) for future in asleep]
    died = [failure for failure in failures if failure]
    assert [(type(failure), getattr(failure, "code", None)) for failure in died] == [(DocumentFailure, "worker_died")]
    assert "SIGKILL" in str(died[0])
    assert pool.run(abs, -3, timeout_s=30) == 3


def test_a_worker_that_dies_between_tasks_does_not_break_the_pool(guardian: Guardian, tmp_path: Path) -> None:
    pool = WorkerPool(PLAIN, 1, guardian, tmp_path / "log.txt", tmp_path / "bytecode")
    os.kill(pool.run(os.getpid, timeout_s=30), signal.SIGKILL)
    time.sleep(0.5)
    first = later(lambda: pool.run(abs, -1, timeout_s=30)).exception(timeout=60)
    assert first is None or isinstance(first, DocumentFailure)
    assert pool.run(abs, -2, timeout_s=30) == 2
    pool.close()


def test_a_hanging_task_is_stopped_with_the_process_it_started(pool: WorkerPool) -> None:
    command = ["sleep", "31337.25"]
    with pytest.raises(DocumentFailure) as caught:
        pool.run(subprocess.run, command, timeout_s=1)
    assert caught.value.code == "timeout"
    assert "1 seconds" in caught.value.reason
    assert wait_until(lambda: not runs(*command))
    assert pool.run(abs, -3, timeout_s=30) == 3


def test_a_worker_that_aborts_is_named_by_its_signal(pool: WorkerPool) -> None:
    with pytest.raises(DocumentFailure) as caught:
        pool.run(os.abort, timeout_s=30)
    assert (caught.value.code, caught.value.detail) == ("worker_died", "signal SIGABRT")


def test_a_task_that_needs_too_much_memory_fails_alone(pool: WorkerPool) -> None:
    with pytest.raises(DocumentFailure) as caught:
        pool.run(bytearray, 2 * MAX_MEMORY, timeout_s=30)
    assert caught.value.code == "out_of_memory"
    assert pool.run(abs, -3, timeout_s=30) == 3


def test_an_unforeseen_exception_is_one_line_with_its_trace_as_a_note(pool: WorkerPool) -> None:
    with pytest.raises(DocumentFailure) as caught:
        pool.run(int, "a\nb", timeout_s=30)
    assert caught.value.code == "internal"
    assert caught.value.detail.startswith("ValueError: invalid literal")
    assert "\n" not in caught.value.reason
    assert "Traceback" in caught.value.__notes__[0]


def test_a_result_that_cannot_travel_fails_its_task_only(pool: WorkerPool) -> None:
    with pytest.raises(DocumentFailure):
        pool.run(threading.Lock, timeout_s=30)
    assert pool.run(abs, -3, timeout_s=30) == 3


def test_whoever_waits_for_a_stopped_pool_hears_so_at_once(pool: WorkerPool) -> None:
    waiting = [later(lambda: pool.run(time.sleep, 60, timeout_s=90)) for _ in range(3)]
    time.sleep(1)
    pool.stop()
    assert [type(future.exception(timeout=45)) for future in waiting] == [StoppedError] * 3


def test_what_libraries_print_goes_to_the_log(
    pool: WorkerPool, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    pool.run(os.system, "echo noise from a library >&2", timeout_s=30)
    assert "noise from a library" in (tmp_path / "log.txt").read_text()
    assert "noise" not in capfd.readouterr().err


def test_a_worker_that_cannot_warm_up_still_works_and_says_why_in_the_log(guardian: Guardian, tmp_path: Path) -> None:
    pool = WorkerPool(Kind("cold", os.strerror), 1, guardian, tmp_path / "log.txt", tmp_path / "bytecode")  # type: ignore[arg-type]
    assert pool.run(abs, -3, timeout_s=30) == 3
    assert "TypeError" in (tmp_path / "log.txt").read_text()
    pool.close()


@pytest.mark.parametrize("workers", [1, 2, 64])
def test_the_memory_of_a_worker_is_bounded(workers: int) -> None:
    assert MIN_MEMORY <= memory_bound(workers) <= MAX_MEMORY


KILLED = """
import os, pathlib, subprocess, sys, threading
from pipeline.guardian import Guardian
from tests.conftest import wait_until
from pipeline.workers import Kind, WorkerPool

def main():
    folder = pathlib.Path(sys.argv[1])
    pool = WorkerPool(Kind("plain", os.getpid), 2, Guardian(folder / "run"), folder / "log.txt", folder / "bytecode")
    command = ["sleep", sys.argv[2]]
    threading.Thread(target=pool.run, args=(subprocess.run, command), kwargs={"timeout_s": 300}, daemon=True).start()
    threading.Event().wait()

if __name__ == "__main__":
    main()
"""


def test_a_killed_run_leaves_no_process_and_no_scratch_behind(tmp_path: Path) -> None:
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    command = ["sleep", "31338.75"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen([sys.executable, str(script), str(tmp_path), command[1]], env=environment)
    groups = tmp_path / "run" / GROUPS
    assert wait_until(lambda: runs(*command) and len(list(groups.iterdir())) == 2)
    pids = [int(record.name) for record in groups.iterdir()]
    process.kill()
    process.wait()
    assert wait_until(lambda: not runs(*command) and not any(map(is_alive, pids)))
    assert wait_until(lambda: not (tmp_path / "run").exists())
