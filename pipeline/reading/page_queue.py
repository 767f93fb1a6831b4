"""Scans of one document, recognised as many at a time as there are slots, with the language they turn out to be in.

The result is the same for any number of slots and whatever finishes first. Images are drawn by the calling thread,
as pdfium knows one thread only, and no more of them than are about to be recognised, so that a document of 500
pages needs no more memory than one of five.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from pipeline.reading.engines import RecognitionTimeoutError
from pipeline.reading.ocr import tesseract_language
from pipeline.reading.recognition import Scan, ScanRead, read_scan
from pipeline.reading.slots import slot_count


@dataclass(frozen=True, slots=True)
class Job:
    """Something to recognise: where it belongs (page and, of several on one page, which), and how to draw it.

    `draw` may be called a second time, and returns null where there is nothing to recognise after all.
    """

    page: int
    part: int
    draw: Callable[[], Scan | None]


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a job: its reading, or why there is none, and the seconds it took."""

    job: Job
    read: ScanRead | None
    failure: str | None
    seconds: float


def read_scans(jobs: Iterable[Job], language: str | None) -> Iterator[Done]:
    """Recognise all that the jobs draw and yield it in their order, but what has to be read again at the end.

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
    finally:
        queue.executor.shutdown(cancel_futures=True)


class _Queue:
    def __init__(self, language: str | None) -> None:
        self.language = language
        self.slots = slot_count()
        self.executor = ThreadPoolExecutor(self.slots, thread_name_prefix="page")
        self.waiting: deque[tuple[Job, str | None, Future[Done]]] = deque()

    def is_full(self) -> bool:
        """Return whether one image more than can be recognised at once is drawn."""
        return len(self.waiting) > self.slots

    def begin(self, job: Job) -> None:
        scan = job.draw()
        if scan:
            self.waiting.append((job, self.language, self.executor.submit(_read, job, scan, self.language)))

    def finish(self) -> Iterator[Done]:
        """Wait for the job that was begun first; yield it, or begin it again now that the language is known."""
        job, assumed, future = self.waiting.popleft()
        done = future.result()
        own = done.read.language if done.read else None
        self.language = self.language or own
        if assumed is None and self.language and _differ(None, self.language, own or self.language):
            self.begin(job)
        else:
            yield done


def _differ(*languages: str | None) -> bool:
    """Return whether Tesseract has different data for these languages."""
    return len({tesseract_language(language) for language in languages}) > 1


def _read(job: Job, scan: Scan, language: str | None) -> Done:
    started = time.perf_counter()
    try:
        read, failure = read_scan(scan, language), None
    except RecognitionTimeoutError as error:
        read, failure = None, str(error)
    return Done(job, read, failure, time.perf_counter() - started)
