"""Scans of one document, recognised as many at a time as there are slots, with the language they turn out to be in.

The result is the same for any number of slots and whatever finishes first. Images are drawn by the calling thread,
as pdfium knows one thread only, and no more of them than are about to be recognised, so that a document of 500
pages needs no more memory than one of five.
"""

from __future__ import annotations

import itertools
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

from pipeline.reading.engines import RecognitionTimeoutError
from pipeline.reading.figures import Numbers, check_numbers
from pipeline.reading.ocr import tesseract_language
from pipeline.reading.recognition import Scan, ScanRead, read_scan
from pipeline.reading.slots import slot_count
from pipeline.reading.tokens import Token

# So many numbers are worth a call of Tesseract of their own; prose has 10 to 50 on a page.
FULL_BATCH = 60


@dataclass(frozen=True, slots=True)
class Job:
    """Something to recognise: where it belongs (page and, of several on one page, which), and how to draw it.

    `draw` may be called a second time, and returns null where there is nothing to recognise after all. `language` is
    what other pages told without recognition, or null.
    """

    page: int
    part: int
    draw: Callable[[], Scan | None]
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a job, by its page and part: its reading, or why there is none, and the seconds it took."""

    page: int
    part: int
    read: ScanRead | None
    failure: str | None
    seconds: float

    @property
    def numbers(self) -> Numbers | None:
        """Return the numbers that are to be checked, or null where there are none."""
        return self.read.numbers if self.read else None


@dataclass(frozen=True, slots=True)
class Begun:
    """A job at work: its place among the jobs, the language it is read in, the seconds it may take, and its result."""

    place: int
    job: Job
    assumed: str | None
    seconds: float
    future: Future[Done]


def read_scans(jobs: Iterable[Job], language: str | None) -> Iterator[Done]:
    """Recognise all that the jobs draw and yield each once it is read and its numbers are checked.

    `language` is that of the document, null if it is to be learnt: the first job whose words tell settles it, and
    what was read as German until then is read again if it is another. Raises DocumentFailure: ocr_unavailable.
    """
    queue = _Queue(language)
    try:
        for job in jobs:
            queue.begin(job)
            if queue.is_full():
                yield from queue.finish()
        while queue.waiting:
            yield from queue.finish()
        queue.checks.send()
        yield from queue.checks.wait()
    finally:
        queue.executor.shutdown(cancel_futures=True)


class _Queue:
    def __init__(self, language: str | None) -> None:
        self.language = language
        self.slots = slot_count()
        self.executor = ThreadPoolExecutor(self.slots, thread_name_prefix="page")
        self.waiting: deque[Begun] = deque()
        self.checks = _Checks(self.executor)
        self.places = itertools.count()

    def is_full(self) -> bool:
        """Return whether one image more than can be recognised at once is drawn."""
        return len(self.waiting) > self.slots

    def begin(self, job: Job, place: int | None = None) -> None:
        scan = job.draw()
        language = job.language or self.language
        if scan:
            future = self.executor.submit(_read, job, scan, language)
            place = next(self.places) if place is None else place
            self.waiting.append(Begun(place, job, language, scan.seconds, future))

    def finish(self) -> Iterator[Done]:
        """Wait for the job begun first; begin it again where its language is another, or yield what is done."""
        begun = self.waiting.popleft()
        done = begun.future.result()
        own = done.read.language if done.read else None
        self.language = self.language or own
        if begun.assumed is None and self.language and _differ(None, self.language, own or self.language):
            self.begin(begun.job, begun.place)
        else:
            yield from self.checks.add(begun.place, done, begun.seconds)


class _Checks:
    """Numbers of several pages, checked together, as each call of Tesseract costs a fifth of a second to start.

    Which pages are checked together follows from the order of the jobs alone: what Tesseract reads in a number may
    depend on those around it.
    """

    def __init__(self, executor: Executor) -> None:
        self.executor = executor
        self.early: dict[int, Done] = {}
        self.next = 0
        self.batch: list[Done] = []
        self.seconds = 0.0
        self.running: deque[Future[list[Done]]] = deque()

    def add(self, place: int, done: Done, seconds: float) -> Iterator[Done]:
        """Take a page that is read, and yield it where there is nothing to check, with those checked meanwhile."""
        self.early[place] = done
        self.seconds = max(self.seconds, seconds)
        while self.next in self.early:
            self._take(self.early.pop(self.next))
            self.next += 1
        if done.numbers is None:
            yield done
        while self.running and self.running[0].done():
            yield from self.running.popleft().result()

    def _take(self, done: Done) -> None:
        if done.numbers:
            self.batch.append(done)
        if sum(len(page.numbers.figures) for page in self.batch if page.numbers) >= FULL_BATCH:
            self.send()

    def send(self) -> None:
        """Let the pages taken be checked, though they be few."""
        if self.batch:
            self.running.append(self.executor.submit(_check, self.batch, self.seconds))
        self.batch = []

    def wait(self) -> Iterator[Done]:
        """Yield the rest once it is checked."""
        while self.running:
            yield from self.running.popleft().result()


def _differ(*languages: str | None) -> bool:
    """Return whether Tesseract has different data for these languages."""
    return len({tesseract_language(language) for language in languages}) > 1


def _read(job: Job, scan: Scan, language: str | None) -> Done:
    started = time.perf_counter()
    try:
        read, failure = read_scan(scan, language), None
    except RecognitionTimeoutError as error:
        read, failure = None, str(error)
    return Done(job.page, job.part, read, failure, time.perf_counter() - started)


def _check(pages: Sequence[Done], seconds: float) -> list[Done]:
    """Return the pages with their numbers checked; the time for it is shared out among them."""
    started = time.perf_counter()
    checked = check_numbers([page.numbers for page in pages if page.numbers], seconds)
    share = (time.perf_counter() - started) / len(pages)
    return [_checked(page, tokens, share) for page, tokens in zip(pages, checked, strict=True)]


def _checked(page: Done, tokens: tuple[Token, ...], seconds: float) -> Done:
    read = replace(page.read, tokens=tokens, numbers=None) if page.read else None
    return replace(page, read=read, seconds=page.seconds + seconds)
