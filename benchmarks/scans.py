"""Scans whose text is known: pages of prose from the samples' paragraphs and pages full of numbers, all seeded."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfgen.canvas import Canvas

from corpus.generator.documents import ALL
from corpus.generator.marks import plain
from corpus.generator.model import Paragraph
from corpus.generator.scan import noise_for

DPI = 300
POINTS_PER_INCH = 72
NOISE, PAPER, QUALITY = 14, 243, 75
# Like the office documents among the samples; pages take turns with the typefaces.
FACES = ("Helvetica", "Times-Roman")
SIZE, LEADING, MARGIN = 10.5, 14.5, 70.0
MIN_PARAGRAPH = 120
LABELS = ("Sprache und Bildung", "Beratung", "Frühe Förderung", "Arbeit", "Zusammenleben", "Dolmetschen")
COLUMNS = 5

# A line as printed: its words, each with the place of its right end, or of its left end for the first.
Line = Sequence[tuple[float, str]]


@dataclass(frozen=True, slots=True)
class Scanned:
    """A scanned PDF and the lines printed on its pages, from top to bottom."""

    data: bytes
    text: str


def prose(pages: int, seed: int = 4) -> Scanned:
    """Return pages of German running text, about 490 words each."""
    chance = random.Random(seed)
    paragraphs = sorted({text for text in _paragraphs() if len(text) >= MIN_PARAGRAPH})
    chance.shuffle(paragraphs)
    sheets: list[list[Line]] = []
    while len(sheets) < pages:
        sheets += _sheets(paragraphs)
    return _scan(sheets[:pages], seed)


def numbers(pages: int, seed: int = 5) -> Scanned:
    """Return pages full of amounts: rows of a label and five figures with Swiss grouping."""
    chance = random.Random(seed)
    return _scan([[_row(chance) for _ in range(_lines_per_page())] for _ in range(pages)], seed)


def _paragraphs() -> Iterator[str]:
    for entry in ALL:
        if entry.sample.facts.language == "de":
            yield from (plain(block.text) for block in entry.sample.blocks if isinstance(block, Paragraph))


def _lines_per_page() -> int:
    return int((A4[1] - 2 * MARGIN) / LEADING)


def _sheets(paragraphs: Sequence[str]) -> Iterator[list[Line]]:
    """Yield full pages of lines."""
    lines: list[Line] = []
    # The typefaces that need no file have no other characters.
    for text in (text for text in paragraphs if text.encode("cp1252", "replace").decode("cp1252") == text):
        lines += [[(MARGIN, line)] for line in simpleSplit(text, FACES[0], SIZE, A4[0] - 2 * MARGIN)]
        while len(lines) >= _lines_per_page():
            yield lines[: _lines_per_page()]
            lines = lines[_lines_per_page() :]


def _row(chance: random.Random) -> Line:
    figures = [f"{chance.randrange(10 ** chance.randrange(3, 8)):,}".replace(",", "'") for _ in range(COLUMNS)]
    width = (A4[0] - 2 * MARGIN - 100) / COLUMNS
    return [
        (MARGIN, chance.choice(LABELS)),
        *((MARGIN + 100 + width * (n + 1), text) for n, text in enumerate(figures)),
    ]


def sparse(pages: int, folder: Path, seed: int = 6) -> bytes:
    """Return a PDF whose pages all show one picture, of a few lines of figures; so it stays small, however long."""
    chance = random.Random(seed)
    picture = folder / "page.jpg"
    picture.write_bytes(next(_pictures(_print([[_row(chance) for _ in range(4)]]), seed)))
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    for _ in range(pages):
        canvas.drawImage(str(picture), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _scan(sheets: Sequence[Sequence[Line]], seed: int) -> Scanned:
    text = "\n".join(" ".join(words for _, words in line) for sheet in sheets for line in sheet)
    return Scanned(_bound(_pictures(_print(sheets), seed)), text)


def _print(sheets: Sequence[Sequence[Line]]) -> bytes:
    """Return the lines as a PDF, before it is scanned."""
    printed = io.BytesIO()
    canvas = Canvas(printed, pagesize=A4, invariant=1)
    for number, sheet in enumerate(sheets):
        canvas.setFont(FACES[number % len(FACES)], SIZE)
        for row, line in enumerate(sheet):
            _draw(canvas, line, A4[1] - MARGIN - row * LEADING)
        canvas.showPage()
    canvas.save()
    return printed.getvalue()


def _draw(canvas: Canvas, line: Line, y: float) -> None:
    (left, first), *others = line
    canvas.drawString(left, y, first)
    for right, words in others:
        canvas.drawRightString(right, y, words)


def _pictures(data: bytes, seed: int) -> Iterator[bytes]:
    """Yield each page as a scanner would hand it on: gray, with the noise of paper and glass, as JPEG."""
    with pypdfium2.PdfDocument(data) as pdf:
        for number, page in enumerate(pdf):
            gray = np.asarray(page.render(scale=DPI / POINTS_PER_INCH, grayscale=True).to_pil().convert("L"), np.int32)
            gray = 40 + gray * (PAPER - 40) // 255 + noise_for(gray.shape, NOISE, seed + number)
            target = io.BytesIO()
            Image.fromarray(np.clip(gray, 0, 255).astype(np.uint8)).save(target, "JPEG", quality=QUALITY)
            yield target.getvalue()


def _bound(pictures: Iterator[bytes]) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    for picture in pictures:
        canvas.drawImage(ImageReader(io.BytesIO(picture)), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return target.getvalue()
