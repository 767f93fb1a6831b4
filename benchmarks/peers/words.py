"""Read digital pages with pdfplumber in one warm process: lines of `words|tables PATH` in, seconds out."""

import sys
import time

import pdfplumber


def read(path: str, with_tables: bool) -> None:
    """Take all words of a document, and the tables of every page."""
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_words()
            if with_tables:
                page.extract_tables()
            page.close()


for line in sys.stdin:
    kind, path = line.rstrip("\n").split(" ", 1)
    started = time.perf_counter()
    read(path, kind == "tables")
    print(time.perf_counter() - started, flush=True)
