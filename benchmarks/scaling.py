"""Measure how kip grows: `python -m benchmarks.scaling [NAME…] [--quick] [--pages N]` prints each figure.

| name | figure |
|---|---|
| growth | what a run costs once and what each page costs, digital and scanned; what larger corpora would take |
| workers | one and two workers of a Dask cluster over the same scans, each on a core of its own |
| schedule | seconds from a minute of cron to the start of an ingestion, on SQLite and on PostgreSQL |
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import linear_regression
from types import MappingProxyType
from typing import Any

import pypdfium2

from benchmarks.choosing import print_figures
from benchmarks.run import NO_PREFECT, ROOT, SAMPLES, run_kip, timed, write_texts
from benchmarks.scans import DPI, POINTS_PER_INCH, prose

PATIENCE_S = 300.0
FAREWELL_S = 30.0
# 26 cantons, 4 programmes, 100 pages each; and the million of a whole administration.
PLANNED = 26 * 4 * 100
MILLION = 1_000_000
HOUR_S = 3600
# Short texts that are read before the clock starts: enough for both workers to get some, and to be warm after.
WARMING = 12
ROUNDS = 3
CRON = """
deployments:
  - name: minute
    entrypoint: flows/deployments.py:kip
    parameters:
      command: [ingest, --once, --delay, "0", --sources, {folder}/sources, --store, {folder}/store, --out, {folder}/out]
    schedules:
      - cron: "* * * * *"
        timezone: Europe/Zurich
"""
SOURCE = """
canton = "AG"
office = "Amt"
languages = ["de"]
hosts = ["{host}"]
confirmed = "unconfirmed"
how = "A site of this benchmark."

[[pages]]
address = "http://{host}/kip.html"
follow = ["Integrationsprogramm"]
confirmed = "unconfirmed"
how = "A site of this benchmark."
"""


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured: copies of the digital samples, scanned pages, and those for the cluster."""

    digital: tuple[int, ...] = (1, 2, 4)
    scanned: tuple[int, ...] = (4, 8, 16)
    shared: int = 24


FULL = Size()
QUICK = Size(digital=(1, 2), scanned=(1, 2), shared=4)


def of_pages(pages: int) -> Size:
    """Return a size with so many scanned pages; the digital samples, 77 pages, are copied until there are as many."""
    copies = max(2, pages // 77)
    return Size((1, copies), (max(1, pages // 4), max(2, pages)), pages)


@dataclass(frozen=True, slots=True)
class Point:
    """A run: its pages, the seconds of the whole command, and those of its parts."""

    pages: int
    wall: float
    parts: Mapping[str, float]


def growth(size: Size, folder: Path) -> Iterator[str]:
    """Time corpora that double, and draw a line through them: its height is the start-up, its slope the page."""
    for kind, counts, write in (("digital", size.digital, write_digital), ("scanned", size.scanned, write_scanned)):
        points = []
        for count in counts:
            place = folder / f"{kind}{count}"
            write(place / "docs", count)
            points.append(_measured(place))
            yield f"{kind}, {points[-1].pages} pages: {points[-1].wall:.1f} s for the whole command"
        yield from _line(kind, points)


def _measured(place: Path) -> Point:
    started = time.perf_counter()
    report = run_kip(place)
    assert not report["failed"]
    return Point(report["pages"], time.perf_counter() - started, report["seconds"])


def _line(kind: str, points: Sequence[Point]) -> Iterator[str]:
    pages = [point.pages for point in points]
    each, start = linear_regression(pages, [point.wall for point in points])
    yield f"{kind}: {start:.1f} s of start-up once per run, then {1000 * each:.0f} s per 1,000 pages"
    names = [name for name in points[-1].parts if name != "total"]
    slopes = {name: linear_regression(pages, [point.parts[name] for point in points])[0] for name in names}
    # Workers read side by side, so that their seconds are more than those of the clock.
    yield f"{kind}, of 1,000 pages: " + ", ".join(f"{name} {1000 * slopes[name]:.0f} s" for name in names)
    hours = {count: (start + each * count) / HOUR_S for count in (PLANNED, MILLION)}
    yield f"{kind}, if it goes on like that: " + ", ".join(f"{n:,} pages {hours[n]:.1f} hours" for n in hours)


def write_digital(folder: Path, copies: int) -> None:
    """Write copies of the digital PDFs among the samples; a comment at the end gives each bytes of its own."""
    folder.mkdir(parents=True)
    for path in sorted(SAMPLES.glob("*.pdf")):
        if "scan" not in path.name:
            for number in range(copies):
                (folder / f"{number}-{path.name}").write_bytes(path.read_bytes() + b"\n%% %d\n" % number)


def write_scanned(folder: Path, count: int) -> None:
    """Write scans of one full page of running text, each of another page."""
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"scan{number:03}.pdf").write_bytes(prose(1, seed=number).data)


def workers(size: Size, folder: Path) -> Iterator[str]:
    """Time the same scans on a cluster of one worker and of two; each is bound to a core, as if it were a machine.

    The coordinator is bound to none: it reads nothing, and what it takes from the workers is part of the price.
    """
    yield f"two bare Tesseract processes are {_bare(folder):.2f} times one on this machine, which is the most there is"
    write_scanned(folder / "docs", size.shared)
    seconds = {}
    for count in (1, 2):
        with _cluster(folder / f"cluster{count}", count) as address:
            warming, measured = folder / f"warming{count}", folder / f"run{count}"
            write_texts(warming / "docs", WARMING)
            _timed_run(warming, address)
            measured.mkdir()
            (measured / "docs").symlink_to(folder / "docs")
            seconds[count] = _timed_run(measured, address)
        yield f"{count} workers: {seconds[count]:.1f} s for {size.shared} scanned pages"
    yield f"two workers are {seconds[1] / seconds[2]:.2f} times one"


def _bare(folder: Path) -> float:
    """Return how many times the pages of one Tesseract process two of them recognise, each on a core of its own."""
    picture = folder / "page.png"
    with pypdfium2.PdfDocument(prose(1).data) as pdf:
        pdf[0].render(scale=DPI / POINTS_PER_INCH, grayscale=True).to_pil().save(picture)

    def recognise(cores: Sequence[int]) -> None:
        command = ["tesseract", str(picture), "stdout", "-l", "deu"]
        crew = [_bound(command, core, {"OMP_THREAD_LIMIT": "1"}) for core in cores]
        for process in crew:
            assert process.wait() == 0

    one, two = (min(timed(partial(recognise, _cores()[:count])) for _ in range(ROUNDS)) for count in (1, 2))
    return 2 * one / two


def _cores() -> list[int]:
    return sorted(os.sched_getaffinity(0))


def _timed_run(folder: Path, address: str) -> float:
    report = run_kip(folder, "--cluster", address)
    assert not report["failed"]
    return float(report["seconds"]["total"])


@contextmanager
def _cluster(folder: Path, count: int) -> Iterator[str]:
    folder.mkdir()
    file = folder / "scheduler.json"
    options = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
    crew = [_start(folder, "distributed.cli.dask_scheduler", *options)]
    try:
        _wait(file.is_file)
        address = str(json.loads(file.read_text())["address"])
        for core in _cores()[:count]:
            cache = folder / f"cache{core}"
            command = ("cli.main", "worker", address, "--workers", "1", "--cache", str(cache))
            crew.append(_start(folder, *command, core=core))
        _wait(lambda: len(list(folder.glob("cache*/dask/**/worker-*"))) >= count)
        yield address
    finally:
        _end(crew)


def schedule(size: Size, folder: Path) -> Iterator[str]:
    """Let kip serve run the ingestion that cron asks for each minute, on both databases."""
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
    """Serve until cron has published a document from a site on loopback; return how long that took."""
    with _site(folder) as host:
        (folder / "sources").mkdir()
        (folder / "sources" / "ag.toml").write_text(SOURCE.format(host=host))
        (folder / "what.yaml").write_text(CRON.format(folder=folder))
        options = ("--home", "home", "--deployments", "what.yaml", "--port", str(port))
        environment = {"PREFECT_API_URL": "", "PREFECT_API_DATABASE_CONNECTION_URL": database}
        environment |= {"KIP_ALLOW_LOOPBACK": "1", "KIP_CACHE": str(folder / "cache")}
        process = _start(folder, "cli.main", "serve", *options, environment=environment)
        try:
            _wait(lambda: bool(_completed(port)))
            late, took = _completed(port)[0]
        finally:
            _end([process])
    assert (folder / "out" / "tables" / "documents.parquet").is_file(), "cron ran, and nothing was published"
    return f"started {late:.1f} s after its minute, and published what it found in {took:.1f} s"


@contextmanager
def _site(folder: Path) -> Iterator[str]:
    """Serve a page with one document on loopback and yield the host."""
    (folder / "site").mkdir(parents=True)
    document = next(path for path in sorted(SAMPLES.glob("*.pdf")) if "scan" not in path.name)
    (folder / "site" / "kip.pdf").write_bytes(document.read_bytes())
    (folder / "site" / "kip.html").write_text('<ul><li><a href="kip.pdf">Integrationsprogramm</a></li></ul>')
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder / "site")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


def _completed(port: int) -> list[tuple[float, float]]:
    """Return for each completed flow run of cron how late it started, and how long it took, in seconds."""
    query = {"flows": {"name": {"any_": ["kip"]}}, "flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}}
    request = urllib.request.Request(f"http://127.0.0.1:{port}/api/flow_runs/filter", data=json.dumps(query).encode())
    request.add_header("Content-Type", "application/json")
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10) as answer:
            runs = json.load(answer)
    except OSError:
        return []
    return [
        (_moment(run["start_time"]) - _moment(run["expected_start_time"]), float(run["total_run_time"])) for run in runs
    ]


def _moment(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def _start(
    folder: Path,
    module: str,
    *arguments: str,
    core: int | None = None,
    environment: Mapping[str, str] = MappingProxyType({}),
) -> subprocess.Popen[bytes]:
    ours = {"PREFECT_API_URL": NO_PREFECT, "PYTHONPATH": str(ROOT), **environment}
    return _bound([sys.executable, "-m", module, *arguments], core, ours, folder)


def _bound(
    command: Sequence[str], core: int | None, environment: Mapping[str, str], folder: Path | None = None
) -> subprocess.Popen[bytes]:
    """Start a command, bound to a core unless that is null."""
    return subprocess.Popen(
        [*([] if core is None else ["taskset", "-c", str(core)]), *command],
        cwd=folder,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in reversed(processes):
        process.terminate()
        try:
            process.wait(FAREWELL_S)
        except subprocess.TimeoutExpired:
            process.kill()
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
    summary = (__doc__ or "").splitlines()[0]
    print_figures("benchmarks.scaling", summary, BENCHMARKS, FULL, QUICK, of_pages)


if __name__ == "__main__":
    main()
