"""Digits on scans: `python -m benchmarks.figures [--quick]` tells how many figures are verified and how many right.

Tables of numbers are drawn in four typefaces, with both apostrophes, with and without rules, printed at 300 and 200 dpi
with mild noise, and read as a scanned page is read. The truth of every cell is known.
"""

from __future__ import annotations

import argparse
import io
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import pypdfium2
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from corpus.generator.scan import noise_for
from pipeline.reading.figure_forms import form_of
from pipeline.reading.figures import check_figures
from pipeline.reading.image_lines import separate_lines
from pipeline.reading.ocr import recognise
from pipeline.reading.pdfium import POINTS_PER_INCH
from pipeline.reading.tokens import Token
from pipeline.records import Box

# Three of the faces every PDF reader knows, and the one reportlab brings along.
TYPEFACES = ("Helvetica", "Times-Roman", "Courier", "Vera")
MARKS = ("'", "’")
RESOLUTIONS = (300, 200)
ROWS, COLUMNS = 14, 4
LABELS = ("Sprache", "Beratung", "Frühe Förderung", "Arbeit", "Zusammenleben", "Dolmetschen", "Schutz", "Verwaltung")
LEFT, TOP, PITCH, LABEL_WIDTH, WIDTH, SIZE = 60.0, 760.0, 16.0, 110.0, 90.0, 9.0
NOISE, PAPER, QUALITY = 14, 243, 60
SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is printed and scanned."""

    face: str
    mark: str
    ruled: bool
    dpi: int


@dataclass(frozen=True, slots=True)
class Truth:
    """What a cell says, and its box in points."""

    text: str
    box: Box


def looks(*, quick: bool) -> list[Look]:
    """Return the looks of all pages: a few with `quick`."""
    if quick:
        return [Look(face, MARKS[0], ruled=False, dpi=300) for face in TYPEFACES]
    return [Look(*choice) for choice in product(TYPEFACES, MARKS, (False, True), RESOLUTIONS)]


def print_page(look: Look, seed: int) -> tuple[Image.Image, list[Truth]]:
    """Return a page of numbers as scanned, and what its cells say."""
    if look.face == "Vera":
        registerFont(TTFont("Vera", "Vera.ttf"))
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    truth = list(_draw(canvas, look, random.Random(seed)))
    canvas.save()
    with pypdfium2.PdfDocument(target.getvalue()) as pdf:
        picture = pdf[0].render(scale=look.dpi / POINTS_PER_INCH, grayscale=True).to_pil().convert("L")
    return _scanned(picture, seed), truth


def _draw(canvas: Canvas, look: Look, chance: random.Random) -> Iterator[Truth]:
    canvas.setFont(look.face, SIZE)
    for row in range(ROWS):
        base = TOP - PITCH * row
        canvas.drawString(LEFT + 4, base, chance.choice(LABELS))
        for column in range(COLUMNS):
            right = LEFT + LABEL_WIDTH + WIDTH * (column + 1)
            text = _figure(chance, look.mark)
            canvas.drawRightString(right - 4, base, text)
            top = A4[1] - base
            yield Truth(text, (right - WIDTH, top - PITCH + 4, right, top + 4))
    if look.ruled:
        _rule(canvas)


def _rule(canvas: Canvas) -> None:
    right, bottom = LEFT + LABEL_WIDTH + WIDTH * COLUMNS, TOP - PITCH * (ROWS - 1) - 4
    for row in range(ROWS + 1):
        canvas.line(LEFT, TOP + 12 - PITCH * row, right, TOP + 12 - PITCH * row)
    for x in (LEFT, *(LEFT + LABEL_WIDTH + WIDTH * column for column in range(COLUMNS + 1))):
        canvas.line(x, TOP + 12, x, bottom)


def _figure(chance: random.Random, mark: str) -> str:
    kind = chance.random()
    whole = chance.randrange(10 ** chance.randrange(3, 8))
    grouped = f"{whole:,}".replace(",", mark)
    if kind < 0.65:
        return grouped
    if kind < 0.75:
        return f"{grouped}.{chance.choice(('00', '50', '25'))}"
    if kind < 0.85:
        return f"{chance.randrange(1000) / 10:.1f}%"
    return str(chance.randrange(1000)) if kind < 0.95 else f"-{grouped}"


def _scanned(picture: Image.Image, seed: int) -> Image.Image:
    gray = np.asarray(picture, dtype=np.int32)
    gray = 40 + gray * (PAPER - 40) // 255 + noise_for(gray.shape, NOISE, seed)
    buffer = io.BytesIO()
    Image.fromarray(np.clip(gray, 0, 255).astype(np.uint8)).save(buffer, "JPEG", quality=QUALITY)
    return Image.open(buffer).convert("L")


@dataclass(slots=True)
class Score:
    """Counts of cells by the state of their figure, and of those whose digits are right."""

    cells: Counter[str]
    right: Counter[str]
    recognition: float = 0.0
    checking: float = 0.0

    def line(self, name: str) -> str:
        """Return a row of the table."""
        total, verified = self.cells.total(), self.cells["verified"] + self.cells["repaired"]
        right = self.right["verified"] + self.right["repaired"]
        states = ", ".join(f"{state} {self.right[state]}/{count}" for state, count in sorted(self.cells.items()))
        share, precision = verified / max(total, 1), right / max(verified, 1)
        return (
            f"{name:12} {total:5} cells, verified or repaired {share:6.1%}, of these right {precision:7.2%}; "
            f"right at all {self.right.total() / max(total, 1):6.1%} ({states})"
        )


def read_page(image: Image.Image, dpi: int, score: Score) -> Sequence[Token]:
    """Read a page as a scan is read, its rules erased, its figures checked."""
    ruled = separate_lines(image, dpi)
    started = time.perf_counter()
    found = recognise(ruled.image, dpi, "de", SECONDS)
    between = time.perf_counter()
    tokens = check_figures(ruled.image, dpi, found.tokens, "de", SECONDS)
    score.recognition += between - started
    score.checking += time.perf_counter() - between
    return tokens


def judge(truths: Iterable[Truth], tokens: Sequence[Token], scores: Iterable[Score]) -> Iterator[str]:
    """Count each cell in all scores, and yield those that are verified and wrong."""
    for truth in truths:
        inside = sorted((t for t in tokens if _holds(truth.box, t.box)), key=lambda token: token.box[0])
        text = "".join(token.text for token in inside)
        states = {token.state or "none" for token in inside} or {"missing"}
        worst = next(s for s in ("missing", "none", "conflict", "single", "repaired", "verified") if s in states)
        right = form_of(text).value == form_of(truth.text).value
        for score in scores:
            score.cells[worst] += 1
            score.right[worst] += right
        if not right:
            yield f"  {worst}: {truth.text} read as {text} {[t.alternatives for t in inside]}"


def _holds(box: Box, other: Box) -> bool:
    x, y = (other[0] + other[2]) / 2, (other[1] + other[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one page of each typeface")
    parser.add_argument("--wrong", action="store_true", help="tell each figure that was read wrong")
    options = parser.parse_args()
    whole = Score(Counter(), Counter())
    by_face = {face: Score(Counter(), Counter()) for face in TYPEFACES}
    for seed, look in enumerate(looks(quick=options.quick)):
        image, truths = print_page(look, seed)
        tokens = read_page(image, look.dpi, whole)
        for wrong in judge(truths, tokens, (whole, by_face[look.face])):
            if options.wrong or wrong.startswith(("  verified", "  repaired")):
                print(look, wrong)
    for face, score in by_face.items():
        print(score.line(face))
    print(whole.line("all"))
    print(f"{whole.recognition:.1f} s of recognition, {whole.checking:.1f} s of checking")


if __name__ == "__main__":
    main()
