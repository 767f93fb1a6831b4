"""Tables of the digital samples, kip beside pdfplumber: `python -m benchmarks.tables [--rounds N] [NAME…]`.

Of each sample the share of true cells with the right text at the right place, as F1 (the harmonic mean of how many
of the true cells were found and how many of those read are right), and seconds for the whole document: kip reads
it as a run does, pdfplumber takes words and tables of every page as its documentation shows. Both read the same
bytes in turns, after one round that is not counted; seconds are the median of the rounds.
"""

from __future__ import annotations

import argparse
import io
import json
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pdfplumber

from pipeline.evaluation.reading import table_scores
from pipeline.reading.read import read_document
from pipeline.records import Cell, Document, Page, Table

CORPUS = Path(__file__).resolve().parent.parent / "corpus"


@dataclass(frozen=True, slots=True)
class Measured:
    """One sample read by one tool: F1 of its cells, median seconds."""

    f1: float
    seconds: float


def main() -> None:
    """Print a line for each sample and one for all of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="parts of names of samples; all digital ones with tables if none")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    pairs = []
    print(f"{'sample':40} {'kip F1':>8} {'plumber':>8} {'kip s':>8} {'plumber':>8} {'faster':>7}")
    for name, data, truth in samples(options.names):
        ours, theirs = compare(data, truth, options.rounds)
        pairs.append((ours, theirs))
        print(line(name, ours, theirs))
    if pairs:
        print(line("mean of F1, sum of seconds", *(_together(side) for side in zip(*pairs, strict=True))))


def samples(names: Sequence[str]) -> Iterator[tuple[str, bytes, dict[str, Any]]]:
    """Yield name, bytes and truth of the PDF samples with tables all of whose pages are digital."""
    for path in sorted((CORPUS / "truth").glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        wanted = not names or any(name in path.name for name in names)
        if not wanted or not truth["file"].endswith(".pdf") or not truth["tables"]:
            continue
        data = (CORPUS / "samples" / truth["file"]).read_bytes()
        if all(page.route == "digital" for page in read_document(data).pages):
            yield path.stem, data, truth


def compare(data: bytes, truth: dict[str, Any], rounds: int) -> tuple[Measured, Measured]:
    """Return kip and pdfplumber on one document, in turns."""
    readers: tuple[Callable[[bytes], Document], ...] = (read_document, read_with_pdfplumber)
    seconds: tuple[list[float], list[float]] = ([], [])
    scores = [f1(read(data), truth) for read in readers]
    for _ in range(rounds):
        for read, own in zip(readers, seconds, strict=True):
            started = time.perf_counter()
            read(data)
            own.append(time.perf_counter() - started)
    ours, theirs = (Measured(score, statistics.median(own)) for score, own in zip(scores, seconds, strict=True))
    return ours, theirs


def f1(document: Document, truth: dict[str, Any]) -> float:
    """Return the F1 of the cells of a document's tables."""
    scores = table_scores(document, truth)
    found, right = scores["tables", "cells found"], scores["tables", "cells right"]
    return 2 * found.right / max(found.of + right.of, 1)


def read_with_pdfplumber(data: bytes) -> Document:
    """Return the tables that pdfplumber finds with its own settings, as a document of nothing but cells."""
    text, tables = "", []
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_words()
            for rows in page.extract_tables():
                cells, start = [], len(text)
                for row, values in enumerate(rows):
                    for column, value in enumerate(values):
                        cells.append(Cell(row, column, len(text), len(text) + len(value or "")))
                        text += value or ""
                widest = max(map(len, rows))
                tables.append(Table("", page.page_number, start, len(text), len(rows), widest, tuple(cells)))
        pages = (Page(1, 0, len(text), "digital"),)
    return Document("", "application/pdf", "pdfplumber", None, text, pages, (), tuple(tables))


def line(name: str, ours: Measured, theirs: Measured) -> str:
    """Return one line of the report."""
    faster = theirs.seconds / ours.seconds
    return f"{name:40} {ours.f1:8.3f} {theirs.f1:8.3f} {ours.seconds:8.3f} {theirs.seconds:8.3f} {faster:6.1f}x"


def _together(side: Sequence[Measured]) -> Measured:
    return Measured(statistics.fmean(one.f1 for one in side), sum(one.seconds for one in side))


if __name__ == "__main__":
    main()
