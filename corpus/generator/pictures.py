"""`python -m corpus.generator.pictures`: the samples' pages as pictures, and the page of the docs that shows them."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

CORPUS = Path(__file__).resolve().parents[1]
DOCS = CORPUS.parent / "docs"
# Width of a page in the picture, in pixels, and how many pages of a document are shown.
PAGE_WIDTH = 300
SHOWN = 4
PAPER, EDGE = "white", "#999999"


def pages_of(path: Path) -> list[Image.Image]:
    """Return pictures of the first pages of a PDF or image, none of other formats."""
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as document:
            return [page.render(scale=1.2).to_pil() for page in list(document)[:SHOWN]]
    if path.suffix in (".jpg", ".tif"):
        with Image.open(path) as image:
            return [image.convert("RGB")]
    return []


def strip(pages: list[Image.Image]) -> Image.Image:
    """Return the pages side by side, with a thin edge each."""
    small = [page.convert("RGB").resize((PAGE_WIDTH, round(page.height * PAGE_WIDTH / page.width))) for page in pages]
    edged = [ImageOps.expand(page, 1, EDGE) for page in small]
    whole = Image.new("RGB", (sum(page.width + 8 for page in edged), max(page.height for page in edged)), PAPER)
    at = 0
    for page in edged:
        whole.paste(page, (at, 0))
        at += page.width + 8
    return whole


def section(path: Path, pages: int) -> str:
    """Return the lines of the docs about one sample."""
    facts = json.loads((CORPUS / "truth" / f"{path.stem}.json").read_text(encoding="utf-8"))["facts"]
    told = [facts["canton"], facts["program"], facts["doc_type"], facts["language"]]
    line = " · ".join(value for value in told if value)
    return f"## {path.stem}\n\n`{path.name}`: {line}, {facts['page_count']} pages, the first {pages} shown\n\n"


def main() -> None:
    """Write docs/pictures/NAME.png and docs/samples.md."""
    (DOCS / "pictures").mkdir(exist_ok=True)
    text = "# What the samples look like\n\nAll figures are invented. Web pages and Office files are not shown.\n\n"
    for path in sorted((CORPUS / "samples").iterdir()):
        pages = pages_of(path)
        if not pages:
            continue
        picture = DOCS / "pictures" / f"{path.stem}.png"
        strip(pages).quantize(48).save(picture, optimize=True)
        text += section(path, len(pages)) + f"![pages of {path.stem}](pictures/{picture.name})\n\n"
    (DOCS / "samples.md").write_text(text.rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
