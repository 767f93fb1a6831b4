"""Measure the triage of pages on the labelled ones: `python -m benchmarks.routes [FOLDER]`.

The labels are in corpus/gold/routes.jsonl. Without a folder the project's own pages are measured: the samples and the
odd pages. Official documents carry labels by the sha256 of their bytes; those found in FOLDER are measured too.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from corpus.generator.odd_pages import odd_page
from pipeline.domain.data import data_path
from pipeline.reading.limits import Limits
from pipeline.reading.pdf_pages import drawn_page
from pipeline.reading.pdf_words import read_tokens
from pipeline.reading.pdfium import frame_of, read_drawing
from pipeline.reading.triage import triage_page

ROUTES = ("digital", "ocr", "mixed", "blank")


@dataclass(frozen=True, slots=True)
class Routed:
    """A labelled page: where it comes from, its name, the right route, the route found, and why; time in ms."""

    source: str
    name: str
    right: str
    found: str
    reasons: tuple[str, ...]
    milliseconds: float


def routed_pages(folders: Iterable[Path]) -> Iterator[Routed]:
    """Yield the labelled pages that can be had: odd ones are made, documents looked for in the folders."""
    labels = [json.loads(line) for line in data_path("corpus", "gold", "routes.jsonl").read_text().splitlines()]
    for label in labels:
        if label["source"] == "odd":
            yield _routed(label, label["odd"], odd_page(label["odd"]), {0: label["route"]})[0]
    for path in sorted(path for folder in folders for path in folder.glob("*.pdf")):
        data = path.read_bytes()
        document = hashlib.sha256(data).hexdigest()
        mine = [label for label in labels if label.get("document") == document]
        if mine:
            yield from _routed(mine[0], path.name, data, {label["page"] - 1: label["route"] for label in mine})


def _routed(label: dict[str, str], name: str, data: bytes, routes: dict[int, str]) -> list[Routed]:
    pages = []
    with pypdfium2.PdfDocument(data) as document:
        for index, right in routes.items():
            page = document[index]
            frame = frame_of(page)
            tokens, drawing = read_tokens(page, frame), read_drawing(page, frame)
            started = time.perf_counter()
            # The language of the document so far is not given: each page has to do with its own.
            found = triage_page(tokens, drawing, frame, None, drawn_page(page, tokens, drawing, frame, Limits()).at)
            elapsed = (time.perf_counter() - started) * 1_000
            place = f"{name} {index + 1}"
            pages.append(Routed(label["source"], place, right, found.route, found.reasons, elapsed))
            page.close()
    return pages


def main(folders: list[str]) -> None:
    """Print a confusion table per source, the pages that went wrong, and what triage costs."""
    pages = list(routed_pages([data_path("corpus", "samples"), *map(Path, folders)]))
    for source in ("official", "sample", "odd"):
        mine = [page for page in pages if page.source == source]
        right = sum(page.right == page.found for page in mine)
        print(f"\n{source}: {right} of {len(mine)} right")
        table = Counter((page.right, page.found) for page in mine)
        print(f"| right \\ found | {' | '.join(ROUTES)} |")
        for route in ROUTES:
            print(f"| {route} | {' | '.join(str(table[route, found]) for found in ROUTES)} |")
    for page in pages:
        if page.right != page.found:
            print(f"wrong: {page.name}: {page.found} for {page.right}, {page.reasons}")
    times = sorted(page.milliseconds for page in pages)
    print(f"\nms per page: median {times[len(times) // 2]:.1f}, 90th percentile {times[len(times) * 9 // 10]:.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
