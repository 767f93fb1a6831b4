"""The explorer over a whole country: `python -m benchmarks.explorer [--quick]` prints what a person waits for.

26 cantons, four programmes, 6,000 measures and 20,000 figures are generated and written as the tables of a run; a real
server shows them to a real browser (playwright and Chromium, as in the tests). Cold is the first page of a server that
has shown none, warm the same page of a browser that has never been there, or that has been there before. Seconds are
those of the clock, from the address or the press of a key to the page being drawn; of warm pages and changed filters
the median is told. Beside each stands what the server had of the processors, which other work on the machine does not
lengthen.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pyarrow.parquet as pq
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from benchmarks.comparison import FULL, QUICK, Corpus, Size
from pipeline.comparison.compare import compare
from pipeline.records import Outcome, PageRow, Records
from pipeline.storage.tables import build_tables

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_S = 120
PAYERS = ("Bund", "Kanton", "Gemeinden")
RESTING = "[data-testid='stApp'][data-test-script-state='notRunning']"
SIX = "canton=BE,BL,ZH,AG,VD,TI"


def write_country(size: Size, out: Path) -> None:
    """Write the tables of a generated country below an output folder, and print how long the comparison took."""
    documents = [_with_page(records) for records in Corpus(size).documents()]
    started = time.perf_counter()
    comparison = compare(documents)
    print(f"building the comparison: {time.perf_counter() - started:.2f} s")
    entries = [(_outcome(records), records) for records in documents]
    (out / "tables").mkdir(parents=True)
    for name, table in build_tables(entries, comparison).items():
        pq.write_table(table, out / "tables" / f"{name}.parquet")


def _with_page(records: Records) -> Records:
    text = "Kantonales Integrationsprogramm. " * 100
    page = PageRow(records.facts.document_id, 1, "digital", (), 595.0, 842.0, text, len(text), None, 0.03, 0.99, 0, 4)
    return replace(records, pages=(page,))


def _outcome(records: Records) -> Outcome:
    document_id = records.facts.document_id
    return Outcome(document_id, f"{document_id}.pdf", document_id=document_id, state="done", failure_code=None)


@dataclass(frozen=True, slots=True)
class Served:
    """An explorer that is running: its address, and the group of its processes."""

    address: str
    group: int

    def processor_seconds(self) -> float:
        """Return what all its processes have had of the processors so far (proc(5): group, user and system ticks)."""
        ticks = 0
        for place in Path("/proc").glob("[0-9]*/stat"):
            fields = place.read_text(encoding="utf-8").rpartition(")")[2].split()
            if int(fields[2]) == self.group:
                ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(out: Path) -> Iterator[Served]:
    """Serve an output folder."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "cli.main", "explore", "--out", str(out), "--port", str(port)]
    settings = {"KIP_CORRECTIONS": str(out / "corrections"), "PYTHONPATH": str(ROOT)}
    server = subprocess.Popen(
        command, env=os.environ | settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        yield Served(f"http://127.0.0.1:{port}", server.pid)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=30)


def _wait_for(address: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)


@dataclass(frozen=True, slots=True)
class Wait:
    """Seconds by the clock, and seconds the server had of the processors."""

    clock: float
    processors: float

    def __str__(self) -> str:
        """Return both for people."""
        return f"{self.clock:.2f} s (server {self.processors:.2f} s of the processors)"


def waited(server: Served, act: Callable[[], object]) -> Wait:
    """Do something, and return how long it took."""
    before, started = server.processor_seconds(), time.perf_counter()
    act()
    clock = time.perf_counter() - started
    return Wait(clock, server.processor_seconds() - before)


def middle(waits: Sequence[Wait]) -> Wait:
    """Return the medians of several."""
    return Wait(statistics.median(w.clock for w in waits), statistics.median(w.processors for w in waits))


def new_page(browser: Browser) -> Page:
    """Return a page of a browser that has never been anywhere."""
    return browser.new_context(locale="de-CH", viewport={"width": 1400, "height": 1000}).new_page()


def open_page(page: Page, address: str) -> None:
    """Open an address and wait until the page is drawn."""
    page.goto(address)
    page.wait_for_selector(".kip-drawn", state="attached", timeout=1000 * PATIENCE_S)
    page.wait_for_selector(RESTING, state="attached", timeout=1000 * PATIENCE_S)


def opened(server: Served, page: Page) -> Wait:
    """Open the first page, and close it again, as a page beside it would have its share of the processors."""
    wait = waited(server, partial(open_page, page, server.address))
    page.close()
    return wait


def choose(page: Page, option: Locator, payer: str) -> None:
    """Choose a payer and wait until the page is drawn; the address says when the choice is in."""
    option.click()
    page.wait_for_url(f"**payer={payer.lower()}**")
    page.wait_for_selector(RESTING, state="attached", timeout=1000 * PATIENCE_S)


def changed_payers(server: Served, page: Page) -> Iterator[Wait]:
    """Choose one payer after the other and yield how long each took."""
    for payer in PAYERS:
        page.get_by_label("Wer zahlt").click()
        option = page.get_by_role("option", name=payer, exact=True)
        option.wait_for()
        yield waited(server, partial(choose, page, option, payer))


def measure(browser: Browser, server: Served) -> None:
    """Print how long the first page takes, and in three rooms the opening and a changed filter."""
    print(f"first page, cold: {opened(server, new_page(browser))}")
    print(f"first page, warm: {middle([opened(server, new_page(browser)) for _ in range(3)])}")
    known = new_page(browser).context
    again = [opened(server, known.new_page()) for _ in range(4)][1:]
    print(f"first page, warm, browser known: {middle(again)}")
    for room, parameters in (("overview", ""), ("funding", ""), ("comparison", f"&{SIX}")):
        page, address = new_page(browser), f"{server.address}/?room={room}{parameters}"
        print(f"{room}, opened: {waited(server, partial(open_page, page, address))}")
        print(f"{room}, changed filter: {middle(list(changed_payers(server, page)))}")


def main() -> None:
    """Generate, serve, look and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two cantons only")
    size = QUICK if parser.parse_args().quick else FULL
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        out = Path(folder) / "out"
        write_country(size, out)
        options = ["--no-sandbox", "--disable-dev-shm-usage"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=options)
        with served(out) as server:
            measure(browser, server)
        browser.close()


if __name__ == "__main__":
    main()
