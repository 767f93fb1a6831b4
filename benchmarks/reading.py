"""Reading against the tools people use: `python -m benchmarks.reading [NAME…] [--quick]`, or `make bench`.

| name | figure |
|---|---|
| prose8, prose1 | scanned prose of 8 pages and of 1: pages per minute of kip, OCRmyPDF, pdfplumber with pytesseract |
| numbers | the same for pages full of numbers, which kip reads twice |
| errors | characters wrong in a hundred on scanned prose: kip and OCRmyPDF |
| digital | digital documents: words with boxes, with layout, with tables; kip, pdfplumber, pdftotext |

All read the same files in the same run, in turns; a figure is the median of the rounds, a ratio that of the rounds'
ratios. kip is timed twice: reading a document in a process that is warm, as its workers are, and the whole command
`kip run` with its start and its exports. The others are timed as the commands they are.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pypdfium2

from benchmarks.choosing import print_figures
from benchmarks.distance import error_rate
from benchmarks.run import ROOT, SAMPLES, run_kip, timed
from benchmarks.scans import Scanned, numbers, prose
from pipeline.process import read
from pipeline.reading.pdf_words import read_tokens
from pipeline.reading.pdfium import frame_of

PEERS = ROOT / ".venv-bench" / "bin"
TUTORIAL = ROOT / "benchmarks" / "peers" / "tutorial.py"
WORDS = ROOT / "benchmarks" / "peers" / "words.py"
FAST = ("--output-type", "pdf", "-O0")
# Threads are left as the tools have them; kip sets this for its own Tesseract processes.
THREADS = "OMP_THREAD_LIMIT"

Contender = tuple[str, Callable[[], object]]


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured: rounds, and pages of the files named by their pages in full size."""

    rounds: int = 5
    pages: int = 8
    numbers: int = 4
    samples: str = "*.pdf"


FULL = Size()
QUICK = Size(rounds=1, pages=2, numbers=1, samples="s*-rrb-*.pdf")


def prose8(size: Size, folder: Path) -> Iterator[str]:
    """Time eight pages of scanned prose."""
    return _scans(prose(size.pages), size.pages, size.rounds, folder)


def prose1(size: Size, folder: Path) -> Iterator[str]:
    """Time one page of scanned prose."""
    return _scans(prose(1), 1, size.rounds, folder)


def full_of_numbers(size: Size, folder: Path) -> Iterator[str]:
    """Time pages full of numbers."""
    return _scans(numbers(size.numbers), size.numbers, size.rounds, folder)


def _scans(scan: Scanned, pages: int, rounds: int, folder: Path) -> Iterator[str]:
    path = folder / "docs" / "scan.pdf"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(scan.data)
    contenders: list[Contender] = [
        ("kip, reading in a warm worker", lambda: read(scan.data)),
        ("kip run, the whole command", lambda: run_kip(folder, "--force")),
        ("OCRmyPDF --output-type pdf -O0", lambda: _ocrmypdf(path, folder, *FAST)),
        ("OCRmyPDF default", lambda: _ocrmypdf(path, folder)),
        ("pdfplumber.to_image + pytesseract", lambda: _command(PEERS / "python", TUTORIAL, path)),
    ]
    return _told(_in_turns(contenders, rounds), lambda seconds: f"{60 * pages / seconds:.1f} pages per minute")


def _ocrmypdf(path: Path, folder: Path, *options: str) -> str:
    """Run OCRmyPDF with two jobs and return the text it found."""
    sidecar = folder / "sidecar.txt"
    ours = ["-l", "deu", "--jobs", "2", *options, "--sidecar", str(sidecar)]
    _command(PEERS / "ocrmypdf", *ours, path, folder / "out.pdf")
    return sidecar.read_text(encoding="utf-8")


def _command(*arguments: str | Path) -> None:
    surroundings = {name: value for name, value in os.environ.items() if name != THREADS}
    # The tools find their own programs beside them.
    surroundings["PATH"] = f"{PEERS}{os.pathsep}{surroundings['PATH']}"
    subprocess.run([str(part) for part in arguments], env=surroundings, check=True, capture_output=True)


def _in_turns(contenders: Sequence[Contender], rounds: int) -> dict[str, list[float]]:
    """Return the seconds of each contender by round; whatever else the machine does meets all of a round."""
    seconds: dict[str, list[float]] = {name: [] for name, _ in contenders}
    for _ in range(rounds):
        for name, contend in contenders:
            seconds[name].append(timed(contend))
    return seconds


def _told(seconds: Mapping[str, Sequence[float]], unit: Callable[[float], str]) -> Iterator[str]:
    """Yield a line for each contender: median, and how many times as long it took as the first one."""
    first = next(iter(seconds.values()))
    for name, own in seconds.items():
        ratio = median(other / ours for other, ours in zip(own, first, strict=True))
        told = f"{name:36} {median(own):8.2f} s ({min(own):.2f} to {max(own):.2f})  {unit(median(own)):>24}"
        yield told if own is first else f"{told}  kip is {ratio:.2f} times as fast"


def errors(size: Size, folder: Path) -> Iterator[str]:
    """Compare what was read with what was printed."""
    scan = prose(size.pages)
    path = folder / "scan.pdf"
    path.write_bytes(scan.data)
    for name, text in (("kip", read(scan.data).text), ("OCRmyPDF", _ocrmypdf(path, folder, *FAST))):
        yield f"{name:36} {100 * error_rate(scan.text, text):8.3f} % of characters wrong"


def digital(size: Size, folder: Path) -> Iterator[str]:
    """Time words with boxes, layout and tables of the samples that are digital."""
    paths = [path for path in sorted(SAMPLES.glob(size.samples)) if _is_digital(path)]
    with subprocess.Popen(
        [PEERS / "python", WORDS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as pdfplumber:
        contenders: list[Contender] = [
            ("kip, words with boxes", lambda: _words(paths)),
            ("kip, everything (layout, tables)", lambda: [read(path.read_bytes()) for path in paths]),
            ("pdfplumber, extract_words", lambda: _ask(pdfplumber, "words", paths)),
            ("pdfplumber, with extract_tables", lambda: _ask(pdfplumber, "tables", paths)),
            ("pdftotext -bbox", lambda: _pdftotext(paths, folder / "out.html")),
        ]
        seconds = _in_turns([*contenders], size.rounds + 1)
        assert pdfplumber.stdin
        pdfplumber.stdin.close()
    # The first round warms all of them up.
    seconds = {name: own[1:] for name, own in seconds.items()}
    words, everything, plumber, tables, _ = seconds.values()
    yield from _told(seconds, lambda total: f"{1000 * total / len(paths):.0f} ms per document")
    yield f"words with boxes against pdfplumber's words: {_ratio(plumber, words):.1f} times as fast"
    yield f"with layout against pdfplumber's words: {_ratio(plumber, everything):.1f} times as fast"
    yield f"with tables against pdfplumber's words and tables: {_ratio(tables, everything):.1f} times as fast"


def _ratio(theirs: Sequence[float], ours: Sequence[float]) -> float:
    return median(their / our for their, our in zip(theirs, ours, strict=True))


def _words(paths: Sequence[Path]) -> None:
    """Take all words of digital documents with their boxes, as reading does it first."""
    for path in paths:
        with pypdfium2.PdfDocument(path.read_bytes()) as pdf:
            for index in range(len(pdf)):
                page = pdf[index]
                read_tokens(page, frame_of(page))
                page.close()


def _pdftotext(paths: Sequence[Path], target: Path) -> None:
    for path in paths:
        _command("pdftotext", "-bbox", path, target)


def _is_digital(path: Path) -> bool:
    return all(page.route == "digital" and page.ocr_confidence is None for page in read(path.read_bytes()).pages)


def _ask(peer: subprocess.Popen[str], kind: str, paths: Sequence[Path]) -> None:
    assert peer.stdin
    assert peer.stdout
    for path in paths:
        print(kind, path, file=peer.stdin, flush=True)
        peer.stdout.readline()


BENCHMARKS: Mapping[str, Callable[[Size, Path], Iterator[str]]] = {
    "prose8": prose8,
    "prose1": prose1,
    "numbers": full_of_numbers,
    "errors": errors,
    "digital": digital,
}


def main() -> None:
    """Print the figures of the benchmarks named, of all if none is."""
    if not (PEERS / "ocrmypdf").exists():
        sys.exit("The tools to compare with are missing; `make bench` installs them into .venv-bench.")
    print_figures("benchmarks.reading", __doc__.splitlines()[0], BENCHMARKS, FULL, QUICK)


if __name__ == "__main__":
    main()
