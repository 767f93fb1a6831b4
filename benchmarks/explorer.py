"""The explorer over a whole country: `python -m benchmarks.explorer [--quick]` prints what a person waits for.

26 cantons, four programmes, 6,000 measures and 20,000 figures are generated and written as the tables of a run; a real
server shows them to a real browser (playwright and Chromium, as in the tests). Cold is the first page of a server that
has shown none, warm the same page of a browser that has never been there. Seconds are those of the clock, from the
address or the press of a key to the page being drawn; of changed filters the median is told.
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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.comparison import FULL, QUICK, Corpus, Size
from pipeline.comparison.compare import compare
from pipeline.records import Outcome, PageRow, Records
from pipeline.storage.tables import build_tables

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_S = 120
FILTERS = ("Bund", "Kanton", "Gemeinden")
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


@contextmanager
def served(out: Path) -> Iterator[str]:
    """Serve an output folder and yield the address."""
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
        yield f"http://127.0.0.1:{port}"
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


def opened(browser: Browser, address: str) -> tuple[Page, float]:
    """Open an address in a browser without memory; return the page, and the seconds until it is drawn."""
    page = browser.new_context(locale="de-CH", viewport={"width": 1400, "height": 1000}).new_page()
    return page, seconds(lambda: page.goto(address), page, ".kip-drawn")


def seconds(act: Callable[[], object], page: Page, selector: str) -> float:
    """Do something and return the seconds until what it brings is on the page and nothing is being drawn."""
    started = time.perf_counter()
    act()
    page.wait_for_selector(selector, state="attached", timeout=1000 * PATIENCE_S)
    page.wait_for_selector(
        "[data-testid='stApp'][data-test-script-state='notRunning']", state="attached", timeout=1000 * PATIENCE_S
    )
    return time.perf_counter() - started


def changed_payer(page: Page) -> list[float]:
    """Choose one payer after the other and return the seconds of each; the address says when the choice is in."""
    found = []
    for name in FILTERS:
        page.get_by_label("Wer zahlt").click()
        option = page.get_by_role("option", name=name, exact=True)
        option.wait_for()
        started = time.perf_counter()
        option.click()
        page.wait_for_url(f"**payer={name.lower()}**")
        page.wait_for_selector("[data-testid='stApp'][data-test-script-state='notRunning']", state="attached")
        found.append(time.perf_counter() - started)
    return found


def measure(browser: Browser, address: str) -> None:
    """Print the seconds of the first page, of changed filters in three rooms, and of cantons side by side."""
    _, cold = opened(browser, address)
    print(f"first page, cold: {cold:.2f} s")
    warm = [opened(browser, address)[1] for _ in range(3)]
    print(f"first page, warm: {statistics.median(warm):.2f} s")
    for room, parameters in (("overview", ""), ("funding", ""), ("comparison", f"&{SIX}")):
        page, first = opened(browser, f"{address}/?room={room}{parameters}")
        filters = changed_payer(page)
        print(f"{room}: opened in {first:.2f} s; changed filter {statistics.median(filters):.2f} s")


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
        with served(out) as address:
            measure(browser, address)
        browser.close()


if __name__ == "__main__":
    main()
