"""DOCX: headings with their level, paragraphs, lists and tables in the order of the document."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph

from pipeline.domain.failures import DocumentFailure
from pipeline.reading import shapes
from pipeline.reading.draft import DraftBlock, DraftPage, Source, assemble
from pipeline.reading.grids import GridCell, table_block
from pipeline.reading.limits import Limits
from pipeline.reading.signatures import ZIP_MARK, zip_names
from pipeline.records import Document, Page

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAIN_PART = "word/document.xml"
FOLDER = b"word/"
SNIFFED_BYTES = 65_536
_LEVEL = re.compile(r"(\d)$")
# Word counts heading levels from 0; 9 is its number for body text.
_OUTLINE = tuple("012345678")
_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_KINDS = {"toc": "toc", "list": "list_item", "caption": "caption", "footnote": "footnote", "header": "header"}
_METADATA = ("author", "title", "subject", "created", "modified", "last_modified_by")


class DocxReader:
    """Reads Word documents of 2007 and later."""

    name = "docx"
    version = "1"

    def score(self, data: bytes) -> float:
        """Return 1 for a ZIP archive with the main part of a Word document."""
        if not data.startswith(ZIP_MARK):
            return 0.0
        # A cut-off archive has lost its list of parts; their names stand before each of them too.
        return 1.0 if MAIN_PART in zip_names(data) or FOLDER in data[:SNIFFED_BYTES] else 0.0

    def read(self, data: bytes, limits: Limits) -> Document:
        """Return the document as one page. Raises DocumentFailure: damaged, too_large."""
        _check_size(data, limits)
        try:
            word = docx.Document(io.BytesIO(data))
            blocks = tuple(_blocks(word))
        except (OpcError, KeyError, ValueError, zipfile.BadZipFile, SyntaxError) as error:
            raise DocumentFailure("damaged", "not a readable Word document") from error
        page = Page(1, 0, 0, "digital" if blocks else "blank")
        metadata = tuple(_metadata(word.core_properties))
        return assemble(Source(data, MEDIA_TYPE, _title(word, blocks), metadata), [DraftPage(blocks, page)])


def _check_size(data: bytes, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(item.file_size for item in archive.infolist())
    except zipfile.BadZipFile as error:
        raise DocumentFailure("damaged", "the end of the Word document is missing") from error
    if size > limits.max_unzipped:
        raise DocumentFailure("too_large", f"{size} bytes unpacked, limit {limits.max_unzipped}")


def _blocks(word: Any) -> Iterator[DraftBlock]:
    caption: str | None = None
    for item in word.iter_inner_content():
        if isinstance(item, WordTable):
            block = _table(item, caption)
            if block.text.strip(" |\n"):
                yield block
            caption = None
            continue
        text = _text(item)
        if text:
            kind, level = _kind(item, text)
            caption = text if kind in ("caption", "heading") else None
            yield DraftBlock(kind, text, level)


def _text(paragraph: Paragraph) -> str:
    """Return the paragraph's text, that of links and of tracked insertions included, deletions left out."""
    parts = []
    for node in paragraph._p.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:noBreakHyphen")):
        if node.tag == qn("w:t"):
            parts.append(node.text or "")
        else:
            parts.append("-" if node.tag == qn("w:noBreakHyphen") else " ")
    return _SPACE.sub(" ", "".join(parts)).strip(" ")


def _kind(paragraph: Paragraph, text: str) -> tuple[str, int]:
    # The English name of a built-in style stands in the file whatever the language of Word.
    style = str((paragraph.style.name if paragraph.style else None) or "").lower()
    if level := _outline_level(paragraph, style):
        return "heading", level
    for word, kind in _KINDS.items():
        if style.startswith(word):
            return kind, 0
    numbered = paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
    if numbered or shapes.is_list_item(text):
        return "list_item", 0
    return "paragraph", 0


def _outline_level(paragraph: Paragraph, style: str) -> int:
    """Return the level of a heading by its style's name or its outline level, or 0."""
    if style == "title":
        return 1
    match = _LEVEL.search(style)
    if style.startswith("heading") and match:
        return int(match.group(1))
    for properties in (paragraph._p.pPr, paragraph.style.element.pPr if paragraph.style else None):
        outline = properties.find(qn("w:outlineLvl")) if properties is not None else None
        value = outline.get(qn("w:val")) if outline is not None else None
        if value in _OUTLINE:
            return int(value) + 1
    return 0


def _table(table: WordTable, caption: str | None) -> DraftBlock:
    """Return a table; a cell merged over columns or rows appears once, with its spans."""
    grid = [[cell._tc for cell in row.cells] for row in table.rows]
    spans: dict[Any, list[tuple[int, int]]] = {}
    for row, cells in enumerate(grid):
        for col, cell in enumerate(cells):
            spans.setdefault(cell, []).append((row, col))
    rows: list[list[GridCell]] = [[] for _ in grid]
    for cell, places in spans.items():
        height = places[-1][0] - places[0][0] + 1
        width = max(col for _, col in places) - places[0][1] + 1
        rows[places[0][0]].append(GridCell(_cell_text(cell, table), height, width, _is_header(table, places[0][0])))
    return table_block(rows, caption)


def _cell_text(cell: Any, table: WordTable) -> str:
    texts = (_text(Paragraph(paragraph, table)) for paragraph in cell.iter(qn("w:p")))
    return " ".join(text for text in texts if text)


def _is_header(table: WordTable, row: int) -> bool:
    properties = table.rows[row]._tr.trPr
    return properties is not None and properties.find(qn("w:tblHeader")) is not None


def _title(word: Any, blocks: tuple[DraftBlock, ...]) -> str | None:
    """Return the paragraph set as title, else what the file says of itself, else the highest heading."""
    titled = (_text(p) for p in word.paragraphs if p.style is not None and str(p.style.name).lower() == "title")
    headings = (block for block in blocks if block.kind == "heading")
    best = min(headings, key=lambda block: block.level, default=None)
    return next(filter(None, titled), None) or word.core_properties.title or (best.text if best else None)


def _metadata(properties: Any) -> Iterator[tuple[str, str]]:
    for name in _METADATA:
        value = getattr(properties, name)
        if value:
            yield name, value.isoformat() if hasattr(value, "isoformat") else str(value)
