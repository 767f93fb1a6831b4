"""What a run shows while it goes on: a live line on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from pipeline.storage.ledger import Entry

# Seconds between two lines where there is no terminal.
LINE_EVERY_S = 10.0
# Fewer documents say nothing about those to come, the more so as the biggest come first.
MIN_FOR_GUESS = 5


@dataclass(slots=True)
class Tally:
    """What has settled so far; pages per second count from the first document on."""

    total: int
    documents: int = 0
    pages: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    started: float = field(default_factory=time.monotonic)

    def add(self, entry: Entry) -> None:
        """Count one entry."""
        self.documents += 1
        self.pages += entry.pages
        if entry.outcome.state == "failed":
            self.failures[entry.outcome.failure_code or ""] += 1

    def pace(self) -> str:
        """Return pages, pages per second, and failures by code."""
        rate = self.pages / max(0.001, time.monotonic() - self.started)
        parts = [f"{self.pages} pages", f"{rate:.1f} pages/s"]
        parts += [f"{count} {code}" for code, count in sorted(self.failures.items())]
        return " · ".join(parts)

    def line(self) -> str:
        """Return the whole state as one line."""
        left = ""
        if MIN_FOR_GUESS <= self.documents < self.total:
            seconds = (time.monotonic() - self.started) / self.documents * (self.total - self.documents)
            left = f" · about {seconds:.0f} s left"
        return f"{self.documents} of {self.total} documents · {self.pace()}{left}"


class Silence:
    """Shows nothing, for --quiet."""

    def settled(self, entry: Entry) -> None:
        """Ignore an entry."""

    def busy_with(self, what: str) -> None:
        """Ignore a step."""

    def __enter__(self) -> Silence:
        return self

    def __exit__(self, *_: object) -> None:
        return None


class PlainLines(Silence):
    """A line for each step, and one with the tally now and then."""

    def __init__(self, console: Console, total: int) -> None:
        """Begin with nothing counted."""
        self._console, self._tally, self._mutex = console, Tally(total), threading.Lock()
        self._last = time.monotonic()

    def settled(self, entry: Entry) -> None:
        """Count an entry, and print the tally if the last line is a while ago or this was the last."""
        with self._mutex:
            self._tally.add(entry)
            now = time.monotonic()
            if now - self._last < LINE_EVERY_S and self._tally.documents < self._tally.total:
                return
            self._last = now
            line = self._tally.line()
        self._print(line)

    def busy_with(self, what: str) -> None:
        """Print a step."""
        self._print(what)

    def _print(self, line: str) -> None:
        self._console.print(line, highlight=False, markup=False, soft_wrap=True)


class LiveLine(Silence):
    """A progress bar with documents, pages, pages per second, remaining time and failures."""

    def __init__(self, console: Console, total: int) -> None:
        """Set up the bar."""
        self._tally, self._mutex = Tally(total), threading.Lock()
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[pace]}"),
            TimeRemainingColumn(),
            console=console,
            transient=True,
        )
        self._task = self._bar.add_task("", total=total, pace="")

    def settled(self, entry: Entry) -> None:
        """Move the bar."""
        with self._mutex:
            self._tally.add(entry)
            self._bar.update(self._task, advance=1, pace=self._tally.pace())

    def busy_with(self, what: str) -> None:
        """Say what is going on."""
        self._bar.update(self._task, description=what)

    def __enter__(self) -> LiveLine:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()


def make_display(console: Console, total: int, *, quiet: bool) -> Silence:
    """Return the display that fits where the output goes."""
    if quiet:
        return Silence()
    return LiveLine(console, total) if console.is_terminal else PlainLines(console, total)
