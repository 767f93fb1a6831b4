"""Measure kip on this machine: `python -m benchmarks.run [NAME…] [--quick]` prints each figure.

| name | figure |
|---|---|
| unchanged | seconds of a run over documents that are all done already |
| overhead | Prefect and ledger together over a bare loop with the same workers, as a ratio |
| memory | peak memory of a reading and of an extraction worker on the samples |
| long_scan | peak memory of a reading worker on a scan of 20 pages and on one of 500 |
| extraction | words per second and core through extraction and classification, beside reading |
| classifier | seconds to load the classifier of areas, and texts per second |
| small_files | documents per second over small text files on two workers, and where the time goes |
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.choosing import print_figures
from benchmarks.overhead import measure_overhead
from benchmarks.scans import sparse

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "corpus" / "samples"
# Nobody listens on the port of the discard service: what is measured here is kip without Prefect.
NO_PREFECT = "http://127.0.0.1:9/api"
TEXT = "Protokoll. Der Regierungsrat beschliesst am 8. Juni 2023: Der Kredit von Fr. {}'000 für Kurse wird bewilligt."
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured: documents and rounds of each benchmark."""

    unchanged: int = 1000
    overhead: int = 200
    small_files: int = 5000
    rounds: int = 5
    # A worker is replaced after 1,000 tasks, and what it had of the processors is then told no more.
    overhead_rounds: int = 3
    scanned: tuple[int, ...] = (20, 500)
    samples: str = "*"


FULL = Size()
QUICK = Size(
    unchanged=4, overhead=4, small_files=4, rounds=1, overhead_rounds=1, scanned=(1, 2), samples="*medienmitteilung*"
)


def unchanged(size: Size, folder: Path) -> Iterator[str]:
    """Time the same command again once every document is done; median of the rounds."""
    write_texts(folder / "docs", size.unchanged)
    assert run_kip(folder)["done"] == size.unchanged
    seconds = [timed(lambda: run_kip(folder)) for _ in range(size.rounds)]
    yield f"{size.unchanged} documents already done: {statistics.median(seconds):.2f} s ({spread(seconds)})"


def overhead(size: Size, folder: Path) -> Iterator[str]:
    """Compare a run under Prefect and ledger with a bare loop, in turns."""
    pairs = measure_overhead(
        folder, SAMPLES / "tg-kip3-medienmitteilung-muster.html", size.overhead, size.overhead_rounds
    )
    for name, at in (("bare loop", 0), ("Prefect and ledger", 1)):
        wall, processors = ([getattr(pair[at], of) for pair in pairs] for of in ("wall", "processors"))
        yield f"{size.overhead} documents, {name}: {statistics.median(wall):.2f} s ({spread(wall)})"
        yield f"  of the processors, all processes: {statistics.median(processors):.2f} s ({spread(processors)})"
    # Round by round: whatever else the machine does meets both of a pair.
    for what, of in (("the clock", "wall"), ("the processors", "processors")):
        ratio = statistics.median(getattr(watched, of) / getattr(bare, of) for bare, watched in pairs)
        yield f"ratio by {what} {ratio:.3f}, that is {100 * (ratio - 1):+.1f} % (median of the rounds' ratios)"


def memory(size: Size, folder: Path) -> Iterator[str]:
    """Let one process of each kind do all samples, and ask the system for the most memory it had."""
    for kind in ("reading", "extraction"):
        told = _memory_of(kind, SAMPLES, size.samples, folder)
        yield (
            f"{kind} worker: {told['peak'] / MEGABYTE:.0f} MB at most after {told['documents']} samples "
            f"({told['warm'] / MEGABYTE:.0f} MB when warm); loaded: {', '.join(told['loaded']) or 'none of the heavy'}"
        )


def long_scan(size: Size, folder: Path) -> Iterator[str]:
    """Let one process read a short scan, and another a long one with the same picture on every page."""
    for pages in size.scanned:
        (folder / f"{pages}.pdf").write_bytes(sparse(pages, folder))
        told = _memory_of("reading", folder, f"{pages}.pdf", folder)
        peak, warm = told["peak"] / MEGABYTE, told["warm"] / MEGABYTE
        yield f"{pages} scanned pages: {peak:.0f} MB at most ({warm:.0f} MB when warm)"


def _memory_of(kind: str, documents: Path, pattern: str, folder: Path) -> dict[str, Any]:
    """Return what a fresh process of one kind of worker tells of its memory."""
    command = [sys.executable, "-m", "benchmarks.memory", kind, str(documents), pattern, str(folder)]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    told: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return told


def extraction(size: Size, folder: Path) -> Iterator[str]:
    """Extract and classify all samples on one core."""
    for number in range(size.rounds):
        command = [sys.executable, "-m", "benchmarks.extraction", str(SAMPLES), size.samples]
        answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        told = json.loads(answer.stdout.splitlines()[-1])
        speed = told["words"] / told["understanding"]
        share = told["understanding"] / told["reading"]
        yield f"round {number + 1}: {speed:,.0f} words per second and core, {100 * share:.0f} % of the time of reading"


def classifier(size: Size, folder: Path) -> Iterator[str]:
    """Load the classifier of areas and let it label all phrases of the gold, on one core."""
    for number in range(size.rounds):
        command = [sys.executable, "-m", "benchmarks.classifier"]
        answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        told = json.loads(answer.stdout.splitlines()[-1])
        yield (
            f"round {number + 1}: model loaded in {told['model']:.2f} s after {told['libraries']:.1f} s for libraries; "
            f"{told['new']:,.0f} new texts per second, {told['again']:,.0f} seen before"
        )


def small_files(size: Size, folder: Path) -> Iterator[str]:
    """Read small text files on two workers and add up where the time went."""
    write_texts(folder / "docs", size.small_files)
    started = time.perf_counter()
    report = run_kip(folder, "--workers", "2")
    wall = time.perf_counter() - started
    assert report["done"] == size.small_files
    yield f"{size.small_files} small text files: {size.small_files / wall:.1f} documents per second ({wall:.1f} s)"
    for stage, seconds in report["seconds"].items():
        yield f"  {stage}: {seconds:.1f} s"
    stages = sum(report["seconds"][name] for name in ("reading", "extraction"))
    after = sum(report["seconds"][name] for name in ("comparison", "export"))
    yield f"  worker time per document: {1000 * stages / size.small_files:.1f} ms"
    before = report["seconds"]["total"] - after
    yield f"  all before the comparison, with start of workers and bookkeeping: {before:.1f} s"


BENCHMARKS: Mapping[str, Callable[[Size, Path], Iterator[str]]] = {
    "unchanged": unchanged,
    "overhead": overhead,
    "memory": memory,
    "long_scan": long_scan,
    "extraction": extraction,
    "classifier": classifier,
    "small_files": small_files,
}


def write_texts(folder: Path, count: int) -> None:
    """Write so many small text files, each with other bytes."""
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"d{number:05}.txt").write_text(TEXT.format(number), encoding="utf-8")


def run_kip(folder: Path, *options: str) -> dict[str, Any]:
    """Run kip over `folder/docs` with a cache of its own and return the report."""
    command = [sys.executable, "-m", "cli.main", "run", "docs", "--json", "--quiet", *options]
    ours = {"KIP_CACHE": str(folder / "cache"), "PREFECT_API_URL": NO_PREFECT, "PYTHONPATH": str(ROOT)}
    answer = subprocess.run(command, cwd=folder, env={**os.environ, **ours}, capture_output=True, text=True, check=True)
    report: dict[str, Any] = json.loads(answer.stdout)
    return report


def timed(function: Callable[[], object]) -> float:
    """Return the seconds a call takes."""
    started = time.perf_counter()
    function()
    return time.perf_counter() - started


def spread(seconds: list[float]) -> str:
    """Return the range of several measurements."""
    return f"{min(seconds):.2f} to {max(seconds):.2f} in {len(seconds)} rounds"


def main() -> None:
    """Print the figures of the benchmarks named, of all if none is."""
    print_figures("benchmarks.run", __doc__.splitlines()[0], BENCHMARKS, FULL, QUICK)


if __name__ == "__main__":
    main()
