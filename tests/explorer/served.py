"""Two small documents, a run over them, the explorer that serves it, and a page of it in a browser."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

# Nobody listens on the port of the discard service.
NO_PREFECT = "http://127.0.0.1:9/api"
PEOPLE = """canton;year;group;persons;as_of;source
BL;2024;foreign_population;80000;2024-12-31;invented for tests
"""
HOSTILE = "<script>document.title='taken'</script>"
FORMULA = "=cmd|'/c calc'!A1"
# Asked for, it would show in what the page complains of: it lies outside.
PICTURE = "![Bild](http://127.0.0.2:9/seen.png)"
PATIENCE_MS = 90_000
# Where nothing came of a click for so long, it is made again.
TRY_MS = 15_000
# Idle twice in a row: between two scripts that follow one another the page is idle for a moment too.
_STILL = """() => {
    const app = document.querySelector("[data-testid='stApp']");
    const idle = app?.dataset.testScriptState === 'notRunning' && app.dataset.testConnectionState === 'CONNECTED'
        && document.querySelector('.kip-drawn') && !document.querySelector('[data-testid=stSkeleton]');
    window.kipIdle = idle ? (window.kipIdle ?? 0) + 1 : 0;
    if (window.kipIdle < 3) return false;
    window.kipIdle = 0;
    return true;
}"""
_FOCUSED = """() => {
    const at = document.activeElement;
    return (at.getAttribute('aria-label') ?? at.innerText).split('\\n')[0];
}"""
# What scrolled has said so after that.
_TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
_LINES = (
    "Kanton Basel-Landschaft",
    "Kantonales Integrationsprogramm 2024-2027 (KIP 3)",
    "Der Regierungsrat hat am 14. November 2023 das KIP 3 genehmigt.",
    "Der Kanton bewilligt für das KIP 3 insgesamt 3'200'000 Franken für die Jahre 2024 bis 2027.",
    "Der Bund zahlt für die Jahre 2024 bis 2027 einen Integrationsförderkredit von 4'000'000 Franken.",
    "Im Förderbereich Sprache werden Deutschkurse für Eltern mit Kinderbetreuung angeboten. Das Konver-",
    "sationscafé in der Bibliothek wird weitergeführt.",
)
_HTML = f"""<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Integration Kanton Bern</title></head>
<body><h1>Kantonales Integrationsprogramm Kanton Bern (KIP 3)</h1>
<p>{HOSTILE.replace("<", "&lt;")} Der Kanton Bern zahlt im Jahr 2024 für Integration 1'500'000 Franken.</p>
<table><caption>Ausgaben für das Integrationsprogramm in Franken</caption>
<tr><th>Förderbereich</th><th>2024</th><th>2025</th></tr><tr><td>Sprache</td><td>300'000</td><td>310'000</td></tr>
<tr><td>Frühe Kindheit</td><td>200'000</td><td>210'000</td></tr><tr><td>Total</td><td>500'000</td><td>530'000</td></tr>
</table><h2>Förderbereich Sprache</h2><ul><li>{FORMULA} Deutschkurs</li><li>Deutschkurs {PICTURE}</li>
<li>Alphabetisierungskurs</li><li>Deutschkurse für Eltern</li></ul></body></html>"""


@dataclass
class Seen:
    """An open page with what its console said; each thing done to it waits for what it brings about."""

    page: Page
    base: str
    complaints: list[str] = field(default_factory=list)

    def open(self, parameters: str = "") -> Page:
        """Open an address of the explorer and wait until it is drawn."""
        self.page.goto(f"{self.base}/?{parameters}")
        return self.settle()

    def settle(self) -> Page:
        """Wait until the page is drawn and stays as it is: no script runs, nothing is still to be loaded."""
        self.page.wait_for_function(_STILL, polling=50)
        return self.page

    def enter(self, title: str) -> Page:
        """Go to the room with a title by the list at the side, as people do, and wait until it is drawn."""
        heading = self.page.locator("h1", has_text=title)
        return self.insist(self.page.get_by_text(title, exact=True).first.click, heading)

    def follow(self, name: str, room: str) -> Page:
        """Click on a link and wait until the room it leads to is drawn."""
        link = self.page.get_by_role("link", name=name)
        return self.insist(link.click, self.page.locator(f".kip-drawn[data-room='{room}']"))

    def type(self, label: str, text: str, brings: str) -> Page:
        """Type a text into a line, hand it over, and wait for what it brings, given as a selector."""
        line = self.page.get_by_label(label)

        def typed(timeout: float) -> None:
            line.fill(text, timeout=timeout)
            line.press("Enter", timeout=timeout)

        return self.insist(typed, self.page.locator(brings))

    def choose(self, label: str, option: str) -> Page:
        """Choose an option of a list by its label."""
        box = self.page.get_by_role("combobox", name=label)

        def chosen(timeout: float) -> None:
            # Streamlit closes an open list when the page scrolls, also when it still scrolls towards the list.
            box.scroll_into_view_if_needed(timeout=timeout)
            self.page.evaluate(_TWO_FRAMES)
            box.click(timeout=timeout)
            self.page.get_by_role("option", name=option, exact=True).click(timeout=timeout)

        return self.insist(chosen, box.and_(self.page.locator(f"[value='{option}']")))

    def press(self, key: str, button: str, place: str, *, leaves: bool = False) -> Page:
        """Press the key of a button, once the button can be pressed, and wait until a place is there, or `leaves`."""
        self.page.locator(f"button:not([disabled]):has-text('{button}')").wait_for()
        self.settle()
        # What people type in is not a key of the page.
        self.page.locator("h1").click()
        self.page.keyboard.press(key)
        self.page.locator(place).first.wait_for(state="detached" if leaves else "visible")
        return self.settle()

    def tabs(self, label: str, count: int) -> list[str]:
        """Return the names of what Tab leads to, so many times, from the line with a label."""
        self.page.get_by_label(label).focus()
        return [self._next_by_tab() for _ in range(count)]

    def _next_by_tab(self) -> str:
        self.page.keyboard.press("Tab")
        return str(self.page.evaluate(_FOCUSED))

    def submit(self, label: str, text: str, button: str, brings: str) -> Page:
        """Type a text into a line of a form, press its button, and wait for the text that it brings."""
        self.page.get_by_label(label).fill(text)
        self.page.get_by_role("button", name=button).click()
        self.page.get_by_text(brings).first.wait_for()
        return self.settle()

    def download(self, button: str, path: Path) -> None:
        """Press the button of a download and keep the file."""
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name=button).click()
        download.value.save_as(path)

    def insist(self, act: Callable[..., object], brings: Locator) -> Page:
        """Do something, again where a page that was drawn anew swallowed it, until what it brings is there."""
        end = time.monotonic() + PATIENCE_MS / 1000
        while True:
            try:
                act(timeout=TRY_MS)
                brings.first.wait_for(state="attached", timeout=TRY_MS)
                return self.settle()
            except PlaywrightTimeoutError:
                assert time.monotonic() < end, f"never there: {brings}"
                # What came late after all is not done twice.
                self.settle()
                if brings.count():
                    return self.page


def write_documents(folder: Path) -> None:
    """Write the documents of the tests, one of them hostile, into a new folder."""
    folder.mkdir()
    _pdf(folder / "bl-kip3.pdf")
    (folder / "be-kip3.html").write_text(_HTML, encoding="utf-8")


def _pdf(path: Path) -> None:
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for number, line in enumerate(_LINES):
        canvas.setFont("Helvetica-Bold" if number < 2 else "Helvetica", 16 if number < 2 else 10)
        canvas.drawString(60, 770 - 30 * number + (18 if number == len(_LINES) - 1 else 0), line)
    canvas.showPage()
    canvas.save()


@dataclass(frozen=True)
class Folder:
    """Where documents, output, corrections and cache of the tests lie, and how kip is started over them."""

    path: Path
    environment: Mapping[str, str]

    def run(self) -> None:
        """Run kip over the documents, without Prefect: what is shown here does not depend on it."""
        command = [sys.executable, "-m", "cli.main", "run", str(self.path / "documents"), "--out", str(self.out)]
        subprocess.run(command, env=self._environment(), capture_output=True, check=True, timeout=250)

    @property
    def out(self) -> Path:
        """Return the output folder."""
        return self.path / "out"

    @contextmanager
    def explorer(self) -> Iterator[str]:
        """Serve the explorer and yield its address."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [sys.executable, "-m", "cli.main", "explore", "--out", str(self.out), "--port", str(port)]
        command += ["--reference", str(self.path / "people.csv")]
        server = subprocess.Popen(command, env=self._environment(), stderr=subprocess.DEVNULL)
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            # The command is the server: ending it leaves nothing behind.
            server.terminate()
            server.wait(timeout=30)
            with pytest.raises(OSError, match="refused"), urllib.request.urlopen(f"http://127.0.0.1:{port}", timeout=5):
                pass

    def _environment(self) -> dict[str, str]:
        ours = {
            "KIP_CORRECTIONS": str(self.path / "corrections"),
            "KIP_CACHE": str(self.path / "cache"),
            "PREFECT_API_URL": NO_PREFECT,
        }
        return os.environ | dict(self.environment) | ours


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE_MS / 1000
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
