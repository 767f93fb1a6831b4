"""Measure how kip grows: `python -m benchmarks.scaling [NAME…] [--quick]` prints each figure.

| name | figure |
|---|---|
| growth | seconds per 1,000 pages, digital and scanned, for corpora that double; what larger ones would take |
| workers | one and two workers of a Dask cluster over the same scans, each on a core of its own |
| schedule | seconds from a minute of cron to the start of what is due, on SQLite and on PostgreSQL |
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.choosing import print_figures
from benchmarks.run import NO_PREFECT, ROOT, SAMPLES, run_kip
from benchmarks.scans import prose

SCANNED_PAGES = 5
PATIENCE_S = 300.0
# 26 cantons, 4 programmes, 100 pages each; and the million of a whole administration.
PLANNED = 26 * 4 * 100
MILLION = 1_000_000
HOUR_S = 3600
CRON = """
deployments:
  - name: minute
    entrypoint: flows/deployments.py:kip
    parameters: {command: [version]}
    schedules:
      - cron: "* * * * *"
        timezone: Europe/Zurich
"""


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured: copies of the digital samples, scanned documents, and those for the cluster."""

    digital: tuple[int, ...] = (4, 8, 16)
    scanned: tuple[int, ...] = (4, 8, 16)
    shared: int = 16


FULL = Size()
QUICK = Size(digital=(1, 2), scanned=(1, 3), shared=2)


def growth(size: Size, folder: Path) -> Iterator[str]:
    """Time corpora that double; each document has bytes of its own."""
    for kind, counts, write in (("digital", size.digital, write_digital), ("scanned", size.scanned, write_scanned)):
        reports = []
        for count in counts:
            place = folder / f"{kind}{count}"
            write(place / "docs", count)
            reports.append(run_kip(place))
            yield _cost(kind, reports[-1])
        each = _each(reports)
        hours = {pages: each * pages / HOUR_S for pages in (PLANNED, MILLION)}
        yield f"{kind}: {1000 * each:.0f} s per 1,000 further pages; " + ", ".join(
            f"{pages:,} pages {hours[pages]:.1f} hours" for pages in hours
        )


def _cost(kind: str, report: Mapping[str, Any]) -> str:
    seconds, pages = report["seconds"], report["pages"]
    stages = ", ".join(f"{name} {1000 * seconds[name] / pages:.0f}" for name in seconds if name != "total")
    return f"{kind}, {pages} pages: {1000 * seconds['total'] / pages:.0f} s per 1,000 pages ({stages})"


def _each(reports: Sequence[Mapping[str, Any]]) -> float:
    """Return the seconds of one more page: from the smallest corpus to the largest, which leaves the start out."""
    first, last = reports[0], reports[-1]
    if first is last:
        return float(last["seconds"]["total"] / last["pages"])
    return float((last["seconds"]["total"] - first["seconds"]["total"]) / (last["pages"] - first["pages"]))


def write_digital(folder: Path, copies: int) -> None:
    """Write copies of the digital PDFs among the samples; a comment at the end gives each bytes of its own."""
    folder.mkdir(parents=True)
    for path in sorted(SAMPLES.glob("*.pdf")):
        if "scan" not in path.name:
            for number in range(copies):
                (folder / f"{number}-{path.name}").write_bytes(path.read_bytes() + b"\n%% %d\n" % number)


def write_scanned(folder: Path, count: int) -> None:
    """Write scans of running text, each of other pages."""
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"scan{number:03}.pdf").write_bytes(prose(SCANNED_PAGES, seed=number).data)


def workers(size: Size, folder: Path) -> Iterator[str]:
    """Time the same scans on a cluster of one worker and of two; each is bound to a core, as if it were a machine."""
    write_scanned(folder / "docs", size.shared)
    seconds = {}
    for count in (1, 2):
        with _cluster(folder / f"cluster{count}", count) as address:
            (folder / f"run{count}").mkdir()
            (folder / f"run{count}" / "docs").symlink_to(folder / "docs")
            # The first run warms the workers and is not measured.
            _timed_run(folder / f"run{count}", address)
            seconds[count] = _timed_run(folder / f"run{count}", address, "--force")
        yield f"{count} workers: {seconds[count]:.1f} s for {size.shared * SCANNED_PAGES} scanned pages"
    yield f"two workers are {seconds[1] / seconds[2]:.2f} times one"


def _timed_run(folder: Path, address: str, *options: str) -> float:
    report = run_kip(folder, "--cluster", address, *options)
    assert not report["failed"]
    return float(report["seconds"]["total"])


@contextmanager
def _cluster(folder: Path, count: int) -> Iterator[str]:
    folder.mkdir()
    file = folder / "scheduler.json"
    options = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
    crew = [_start(folder, "distributed.cli.dask_scheduler", *options)]
    _wait(file.is_file)
    address = str(json.loads(file.read_text())["address"])
    for core in range(count):
        cache = folder / f"cache{core}"
        command = ("cli.main", "worker", address, "--workers", "1", "--cache", str(cache))
        crew.append(_start(folder, *command, core=core))
    _wait(lambda: len(list(folder.glob("cache*/dask/**/worker-*"))) >= count)
    try:
        yield address
    finally:
        _end(crew)


def schedule(size: Size, folder: Path) -> Iterator[str]:
    """Let kip serve run what cron asks for each minute, on both databases."""
    yield f"SQLite: {_wait_of_cron(folder / 'sqlite', 4391)}"
    script = ROOT / "flows" / "postgres.sh"
    place = folder / "postgres"
    # The cluster belongs to the user postgres where root measures.
    folder.chmod(0o755)
    started = subprocess.run([script, "start", place, "5491"], capture_output=True, text=True, check=True)
    try:
        yield f"PostgreSQL: {_wait_of_cron(folder / 'served', 4392, started.stdout.strip())}"
    finally:
        subprocess.run([script, "stop", place], capture_output=True, check=True)


def _wait_of_cron(folder: Path, port: int, database: str = "") -> str:
    folder.mkdir()
    (folder / "what.yaml").write_text(CRON)
    options = ("--home", "home", "--deployments", "what.yaml", "--port", str(port))
    process = _start(
        folder, "cli.main", "serve", *options, PREFECT_API_URL="", PREFECT_API_DATABASE_CONNECTION_URL=database
    )
    try:
        _wait(lambda: bool(_started(port)))
        return f"started {_started(port)[0]:.1f} s after its minute"
    finally:
        _end([process])


def _started(port: int) -> list[float]:
    """Return for each completed flow run the seconds from when it was due to when it started."""
    body = json.dumps({"flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}}).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{port}/api/flow_runs/filter", data=body)
    request.add_header("Content-Type", "application/json")
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10) as answer:
            runs = json.load(answer)
    except OSError:
        return []
    return [_moment(run["start_time"]) - _moment(run["expected_start_time"]) for run in runs]


def _moment(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def _start(folder: Path, module: str, *arguments: str, core: int | None = None, **more: str) -> subprocess.Popen[bytes]:
    bound = [] if core is None else ["taskset", "-c", str(core)]
    environment = {**os.environ, "PREFECT_API_URL": NO_PREFECT, "PYTHONPATH": str(ROOT), **more}
    return subprocess.Popen(
        [*bound, sys.executable, "-m", module, *arguments],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in reversed(processes):
        process.send_signal(signal.SIGTERM)
        process.wait()


def _wait(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not happened():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.2)


BENCHMARKS: Mapping[str, Callable[[Size, Path], Iterator[str]]] = {
    "growth": growth,
    "workers": workers,
    "schedule": schedule,
}


def main() -> None:
    """Print the figures of the benchmarks named, of all if none is."""
    print_figures("benchmarks.scaling", (__doc__ or "").splitlines()[0], BENCHMARKS, FULL, QUICK)


if __name__ == "__main__":
    main()
