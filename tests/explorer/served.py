"""Two small documents, a run over them, the explorer that serves it, and a page of it in a browser."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

HOSTILE = "<script>document.title='taken'</script>"
FORMULA = "=cmd|'/c calc'!A1"
_LINES = (
    "Kanton Basel-Landschaft",
    "Kantonales Integrationsprogramm 2024-2027 (KIP 3)",
    "Der Regierungsrat hat am 14. November 2023 das KIP 3 genehmigt.",
    "Der Kanton bewilligt für das KIP 3 insgesamt 3'200'000 Franken für die Jahre 2024 bis 2027.",
    "Der Bund zahlt für die Jahre 2024 bis 2027 einen Integrationsförderkredit von 4'000'000 Franken.",
    "Im Förderbereich Sprache werden Deutschkurse für Eltern mit Kinderbetreuung angeboten.",
)
_HTML = f"""<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Integration Kanton Bern</title></head>
<body><h1>Kantonales Integrationsprogramm Kanton Bern (KIP 3)</h1>
<p>{HOSTILE.replace("<", "&lt;")} Der Kanton Bern zahlt im Jahr 2024 für Integration 1'500'000 Franken.</p>
<h2>Förderbereich Sprache</h2><ul><li>{FORMULA} Deutschkurs</li><li>Alphabetisierungskurs</li></ul></body></html>"""


@dataclass
class Seen:
    """An open page with what its console said."""

    page: Page
    base: str
    complaints: list[str] = field(default_factory=list)

    def open(self, parameters: str = "") -> Page:
        """Open an address of the explorer and wait until it is drawn."""
        self.page.goto(f"{self.base}/?{parameters}")
        return self.settle()

    def settle(self) -> Page:
        """Wait until the page is drawn."""
        self.page.wait_for_selector(".kip-drawn", state="attached", timeout=60_000)
        self.page.wait_for_selector("[data-testid='stApp'][data-test-script-state='notRunning']", timeout=60_000)
        return self.page


def write_documents(folder: Path) -> None:
    """Write the documents of the tests, one of them hostile."""
    folder.mkdir()
    _pdf(folder / "bl-kip3.pdf")
    (folder / "be-kip3.html").write_text(_HTML, encoding="utf-8")


def _pdf(path: Path) -> None:
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for number, line in enumerate(_LINES):
        canvas.setFont("Helvetica-Bold" if number < 2 else "Helvetica", 16 if number < 2 else 10)
        canvas.drawString(60, 770 - 30 * number, line)
    canvas.showPage()
    canvas.save()


def run_kip(folder: Path) -> str:
    """Run kip over the documents of a folder and return what it printed."""
    command = [sys.executable, "-m", "cli.main", "run", str(folder / "documents"), "--out", str(folder / "out")]
    environment = os.environ | {"KIP_CORRECTIONS": str(folder / "corrections"), "KIP_CACHE": str(folder / "cache")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=250)
    return done.stdout


@contextmanager
def explorer_of(folder: Path) -> Iterator[str]:
    """Serve the explorer of a folder and yield its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "cli.main", "explore", "--out", str(folder / "out"), "--port", str(port)]
    environment = os.environ | {"KIP_CORRECTIONS": str(folder / "corrections")}
    server = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=30)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        assert server.poll() is None, "the explorer ended"
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the explorer did not answer")


def is_foreign(address: str, base: str) -> bool:
    """Return whether an address lies outside of the explorer."""
    return not address.startswith((base, base.replace("http", "ws"), "data:", "blob:"))
