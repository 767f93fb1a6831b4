"""What Prefect and the ledger cost: the same workers' work in a bare loop and in a run, in turns.

Each round has documents of its own, so that nothing comes from the cache. Server and workers are up before the clock
starts: what is compared is the keeping of books, not the start.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.server import Server, start_server
from pipeline.guardian import GROUPS, Guardian
from pipeline.runs.inputs import expand
from pipeline.runs.plan import Task, document_key, make_plan, records_key
from pipeline.runs.settings import Settings
from pipeline.runs.stages import EXTRACTION, READING, read_stage, understand_stage
from pipeline.runs.work import Progress, Work, make_batches
from pipeline.storage.ledger import Ledger
from pipeline.workers import WorkerPool

WORKERS = 2
SILENT = Progress(lambda entry: None, lambda what: None)
START_S = 180.0


@dataclass(frozen=True, slots=True)
class Seconds:
    """What one round took: by the clock, and of the processors in all of the run's processes, Prefect's included."""

    wall: float
    processors: float


def measure_overhead(folder: Path, document: Path, count: int, rounds: int) -> list[tuple[Seconds, Seconds]]:
    """Return what bare loop and run took in each round; the first round of both, unmeasured, warms up."""
    settings = Settings(folder / "out", folder / "cache", WORKERS)
    with ExitStack() as stack:
        guardian = stack.enter_context(closing(Guardian(folder / "guarded")))
        server = start_server(folder / "cache", guardian, folder / "log.txt")
        stack.callback(server.stop)
        ledger = stack.enter_context(closing(Ledger(settings.out)))
        work = stack.enter_context(closing(Work("work", settings, ledger, SILENT, folder / "log.txt")))
        pools = [
            stack.enter_context(closing(WorkerPool(kind, size, guardian, folder / "log.txt", folder / "bytecode")))
            for kind, size in ((READING, WORKERS), (EXTRACTION, settings.extraction_workers))
        ]
        _wait_for(server)
        found = []
        for number in range(rounds + 1):
            tasks = [_tasks(folder / f"{name}{number}", document, count, settings) for name in ("bare", "watched")]
            # Whoever comes first meets the fresher machine: they take turns.
            seconds = [Seconds(0, 0), Seconds(0, 0)]
            for which in (0, 1) if number % 2 else (1, 0):
                started = Seconds(time.perf_counter(), _processor_seconds(guardian, work.guardian))
                _bare(tasks[0], settings, pools, work.threads) if which == 0 else _watched(tasks[1], work, ledger)
                used = _processor_seconds(guardian, work.guardian) - started.processors
                seconds[which] = Seconds(time.perf_counter() - started.wall, used)
            found.append((seconds[0], seconds[1]))
    return found[1:]


def _processor_seconds(*guardians: Guardian) -> float:
    """Return what this process and those under the guardians have had of the processors; Linux tells it in /proc."""
    ticks = 0
    for process in (process for guardian in guardians for process in (guardian.folder / GROUPS).iterdir()):
        # The name of a program stands in brackets and may hold spaces; user and system time are fields 14 and 15.
        fields = Path("/proc", process.name, "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def _wait_for(server: Server) -> None:
    end = time.monotonic() + START_S
    while not server.is_ready():
        if time.monotonic() > end:
            raise TimeoutError(f"no answer from {server.url}")
        time.sleep(0.1)
    server.prepare_client()


def _tasks(folder: Path, document: Path, count: int, settings: Settings) -> list[Task]:
    """Copy a document so often, each copy with other bytes behind its end, and plan to read it."""
    folder.mkdir()
    content = document.read_bytes()
    for number in range(count):
        mark = f"\n<!-- {folder.name} {number} -->\n".encode()
        (folder / f"{number:04}{document.suffix}").write_bytes(content + mark)
    return [step for step in make_plan(expand([str(folder)]), (), settings) if isinstance(step, Task)]


def _bare(tasks: Sequence[Task], settings: Settings, pools: Sequence[WorkerPool], threads: int) -> None:
    reading, extraction = pools
    scratch = settings.cache / "bare"
    scratch.mkdir(exist_ok=True)

    def both_stages(task: Task) -> None:
        store, name = settings.artefacts, task.document_id
        read, understood = scratch / f"{name}.document", scratch / f"{name}.records"
        reading.run(read_stage, task.requested.location, name, read, timeout_s=600)
        store.adopt(document_key(name), read)
        extraction.run(understand_stage, store.path(document_key(name)), understood, timeout_s=600)
        store.adopt(records_key(name), understood)

    with ThreadPoolExecutor(threads) as executor:
        list(executor.map(both_stages, tasks))


def _watched(tasks: Sequence[Task], work: Work, ledger: Ledger) -> None:
    # Imported here, as a run does: Prefect asks for its server's address when it is loaded.
    from flows.extract import Assignment, extract  # noqa: PLC0415

    overview: Future[Sequence[dict[str, Any]]] = Future()
    overview.set_result(())
    ledger.register([task.requested for task in tasks])
    extract(
        Assignment(f"benchmark-{os.getpid()}", make_batches(tasks, work.threads), work.finish, overview, work.threads)
    )
