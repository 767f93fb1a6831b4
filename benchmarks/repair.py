"""Repair of German read by an English model: `python -m benchmarks.repair [--quick] [--wrong]`.

Pages of the project's own German texts are printed in several typefaces, scanned, and recognised with Tesseract's
English model, as many offices did. Two figures: words right before and after the repair, and words of clean text that
the repair changes though they were right. The bars are 95 % and 0.05 %.
"""

from __future__ import annotations

import argparse
import difflib
import io
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import pypdfium2
import pytesseract
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from corpus.generator.scan import noise_for
from pipeline.domain.data import data_path
from pipeline.reading.pdfium import POINTS_PER_INCH
from pipeline.reading.read import read_document

FACES = ("Helvetica", "Times-Roman", "Vera", "Times-Italic", "Courier", "Helvetica-Bold")
RESOLUTIONS = (300, 220)
PAGE_LETTERS = 2_400
PAGES, QUICK_PAGES = 18, 3
LEFT, TOP, BOTTOM, WIDTH = 65.0, 780.0, 50.0, 460.0
NOISE, PAPER = 12, 245
# Marks around a word are not what is measured, nor which of two shapes a mark has.
MARKS = ".,;:()\"'„“«»–—-•[]|’"
SHAPES = str.maketrans({"’": "'", "–": "-", "—": "-", "ß": "ss"})


@dataclass(slots=True)
class Score:
    """Counts of words: in all, right as recognised, right after the repair; and the words that are wrong then."""

    words: int = 0
    recognised: int = 0
    repaired: int = 0
    wrong: Counter[tuple[str, str]] = field(default_factory=Counter)


def passages() -> list[str]:
    """Return the German passages written for the project, in the order of their file."""
    lines = data_path("corpus", "gold", "passages.jsonl").read_text(encoding="utf-8").splitlines()
    return [" ".join(json.loads(line)["text"].split()) for line in lines]


def page_texts(count: int) -> list[list[str]]:
    """Return so many pages of passages, taken evenly from all there are."""
    pages: list[list[str]] = [[]]
    for passage in passages():
        if sum(map(len, pages[-1])) > PAGE_LETTERS:
            pages.append([])
        pages[-1].append(passage)
    step = max(1, len(pages) // count)
    return pages[::step][:count]


def printed(paragraphs: Sequence[str], number: int) -> tuple[Image.Image, list[str], int]:
    """Return a page as scanned, the words that fit on it, and its resolution."""
    face, size = FACES[number % len(FACES)], 10 + number % 2
    dpi = RESOLUTIONS[number // len(FACES) % len(RESOLUTIONS)]
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    words: list[str] = []
    height = TOP
    for line in (line for paragraph in paragraphs for line in (*simpleSplit(paragraph, face, size, WIDTH), "")):
        if height < BOTTOM:
            break
        canvas.setFont(face, size)
        canvas.drawString(LEFT, height, line)
        height -= size * (1.35 if line else 0.5)
        words += line.split()
    canvas.save()
    with pypdfium2.PdfDocument(target.getvalue()) as pdf:
        picture = pdf[0].render(scale=dpi / POINTS_PER_INCH, grayscale=True).to_pil().convert("L")
    gray = np.asarray(picture, dtype=np.int32) * PAPER // 255
    noisy = np.clip(gray + noise_for(gray.shape, NOISE, number), 0, 255).astype(np.uint8)
    return Image.fromarray(noisy), words, dpi


def bare(text: str) -> list[str]:
    """Return the words of a text without the marks around them."""
    words = (word.translate(SHAPES).strip(MARKS) for word in text.split())
    return [word for word in words if any(character.isalpha() for character in word)]


def measure(count: int) -> Score:
    """Recognise and repair pages, and compare them with what was printed."""
    for name in {"Vera"}.intersection(FACES):
        registerFont(TTFont(name, f"{name}.ttf"))
    score = Score()
    for number, paragraphs in enumerate(page_texts(count)):
        picture, printed_words, dpi = printed(paragraphs, number)
        text = pytesseract.image_to_string(picture, lang="eng", config=f"--dpi {dpi}", timeout=120)
        truth = bare(" ".join(printed_words))
        score.words += len(truth)
        score.recognised += len(truth) - sum(len(right) for right, _ in differences(truth, bare(text)))
        left = list(differences(truth, bare(read_document(text.encode()).text)))
        score.repaired += len(truth) - sum(len(right) for right, _ in left)
        score.wrong.update((" ".join(right), " ".join(found)) for right, found in left)
    return score


def differences(truth: Sequence[str], found: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Yield the stretches of words that differ: as they should be and as they are."""
    matcher = difflib.SequenceMatcher(None, truth, found, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            yield truth[a:b], found[c:d]


def harm() -> tuple[int, list[tuple[str, str]]]:
    """Return how many words of clean text there are, and those that the repair changes."""
    words, changed = 0, []
    for paragraphs in page_texts(len(passages())):
        document = read_document("\n".join(paragraphs).encode())
        words += len(document.text.split())
        edits = [edit for page in document.pages for edit in page.edits]
        changed += [(edit.before, edit.after) for edit in edits]
    return words, changed


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few pages")
    parser.add_argument("--wrong", action="store_true", help="tell the words that are wrong after the repair")
    options = parser.parse_args()
    score = measure(QUICK_PAGES if options.quick else PAGES)
    before, after = score.recognised / score.words, score.repaired / score.words
    print(f"{score.words} words: right as recognised {before:.2%}, after the repair {after:.2%}")
    words, changed = harm()
    print(f"{words} words of clean text: {len(changed)} changed ({len(changed) / words:.3%}) {changed[:10]}")
    for (right, found), times in score.wrong.most_common() if options.wrong else ():
        print(f"  {times} × {right!r} left as {found!r}")


if __name__ == "__main__":
    main()
