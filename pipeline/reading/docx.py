"""DOCX: headings, paragraphs, lists, tables, text boxes and notes in the order of the document."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn
from docx.package import Package

from pipeline.reading import shapes
from pipeline.reading.docx_styles import Numbering, Styles, read_numbering, read_styles
from pipeline.reading.docx_tables import grid_of, holds_data, rows_of, within
from pipeline.reading.docx_text import STRUCK, Notes, boxes_of, is_on, parse_part, text_of
from pipeline.reading.draft import DraftBlock, DraftPage, Source, assemble
from pipeline.reading.grids import table_block
from pipeline.reading.limits import Limits
from pipeline.reading.packages import (
    BROKEN,
    PackageKind,
    broken_package,
    check_package,
    score_package,
    sensible_title,
)
from pipeline.records import Document, Page

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# The Word of the web numbers its main part.
KIND = PackageKind(re.compile(r"word/document\d*\.xml"), "word/", "a Word document")
_METADATA = ("author", "title", "subject", "created", "modified", "last_modified_by")
_RELATION = qn("r:id")
# The mark at a paragraph's end, its deletion tracked.
_END_DELETED = "/".join(map(qn, ("w:pPr", "w:rPr", "w:del")))
_NOTE_PARTS = {"footnote": "footnotes", "endnote": "endnotes"}


class DocxReader:
    """Reads Word documents of 2007 and later."""

    name = "docx"
    version = "4"

    def score(self, data: bytes) -> float:
        """Return 1 for a ZIP archive with the main part of a Word document."""
        return score_package(data, KIND)

    def read(self, data: bytes, limits: Limits) -> Document:
        """Return the document as one page. Raises DocumentFailure: damaged, encrypted, too_large."""
        check_package(data, limits, KIND)
        try:
            # Not through docx.Document, which refuses documents with macros (.docm) and templates.
            package = Package.open(io.BytesIO(data))
            main = package.main_document_part
            walker = Walker(main, limits, read_styles(_part(main, "styles")), _numbering(main))
            blocks = tuple(walker.document())
            metadata = (*_properties(package), *_struck(_root(main)))
            title = _title(dict(metadata).get("title"), walker.titled, blocks)
        except BROKEN as error:
            raise broken_package(error, KIND) from error
        page = Page(1, 0, 0, "digital" if blocks else "blank")
        return assemble(Source(data, MEDIA_TYPE, title, metadata), [DraftPage(blocks, page)])


def _part(part: Any, name: str) -> Any | None:
    """Return the root of a part that the document refers to, such as `footnotes`, or null."""
    found = (rel for rel in part.rels.values() if rel.reltype.endswith(f"/{name}") and not rel.is_external)
    relation = next(found, None)
    return _root(relation.target_part) if relation else None


def _root(part: Any) -> Any:
    element = getattr(part, "element", None)
    return parse_part(part.blob) if element is None else element


def _numbering(part: Any) -> Numbering:
    return read_numbering(_part(part, "numbering"))


@dataclass(slots=True)
class Walker:
    """Walks a Word document in its order; `caption` is the text that names a table if one follows.

    `carried` is the text of paragraphs whose end was deleted: they go on in the next one.
    """

    part: Any
    limits: Limits
    styles: Styles
    numbering: Numbering
    notes: Notes = field(default_factory=Notes)
    caption: str | None = None
    titled: str | None = None
    carried: str = ""

    def document(self) -> Iterator[DraftBlock]:
        """Yield the page headers, the body, its notes and the page footers."""
        body = _root(self.part).find(qn("w:body"))
        if body is None:
            return
        yield from self._margins(body, "header")
        yield from self.blocks(body)
        yield from self._notes()
        yield from self._margins(body, "footer")

    def blocks(self, parent: Any) -> Iterator[DraftBlock]:
        """Yield the blocks of a body, a cell, a text box or a content control."""
        for element in within(parent, "w:p", "w:tbl"):
            if element.tag == qn("w:tbl"):
                yield from self._left_over()
                yield from self._table(element)
                self.caption = None
            else:
                yield from self._paragraph(element)
        yield from self._left_over()

    def _left_over(self) -> Iterator[DraftBlock]:
        if self.carried:
            yield DraftBlock("paragraph", self.carried)
        self.carried = ""

    def _paragraph(self, paragraph: Any) -> Iterator[DraftBlock]:
        level = self.styles.heading_level(paragraph)
        text = " ".join(filter(None, (self.carried, text_of(paragraph, self.notes, " " if level else "\n"))))
        self.carried = text if paragraph.find(_END_DELETED) is not None else ""
        if text and not self.carried:
            block = self._block(paragraph, text, level)
            self.caption = block.text if block.kind in ("caption", "heading") else None
            if self.titled is None and self.styles.is_title(paragraph):
                self.titled = text
            yield block
        for box in boxes_of(paragraph):
            yield from self.blocks(box)

    def _block(self, paragraph: Any, text: str, level: int) -> DraftBlock:
        text, listed = self._labelled(paragraph, text)
        if level:
            return DraftBlock("heading", text, level)
        kind = self.styles.kind(paragraph)
        if kind is None and (listed or shapes.is_list_item(text)):
            kind = "list_item"
        return DraftBlock(kind or "paragraph", text)

    def _labelled(self, paragraph: Any, text: str) -> tuple[str, bool]:
        """Return the text with the number or bullet Word shows before it, and whether it is in a list."""
        place = self.styles.list_place(paragraph)
        label = self.numbering.label(*place) if place else ""
        return f"{label} {text}" if label else text, place is not None

    def _table(self, table: Any) -> Iterator[DraftBlock]:
        cells = [cell for row in rows_of(table) for cell in within(row, "w:tc")]
        if not holds_data(table):
            for cell in cells:
                yield from self.blocks(cell)
            return
        block = table_block(grid_of(table, self._cell_text, self.limits), self.caption)
        if block.text.strip(" |\n"):
            yield block
        for cell in cells:
            for nested in within(cell, "w:tbl"):
                yield from self._table(nested)

    def _cell_text(self, cell: Any) -> str:
        return " ".join(filter(None, (self._line(paragraph) for paragraph in within(cell, "w:p"))))

    def _line(self, paragraph: Any) -> str:
        own = text_of(paragraph, self.notes, " ")
        texts = [self._labelled(paragraph, own)[0]] if own else []
        return " ".join([*texts, *(self._cell_text(box) for box in boxes_of(paragraph))])

    def _margins(self, body: Any, kind: str) -> Iterator[DraftBlock]:
        """Yield what stands above or below each page, once: a first page's own only where a section has one."""
        seen: set[str] = set()
        for section in body.iter(qn("w:sectPr")):
            for reference in section.iter(qn(f"w:{kind}Reference")):
                relation = self.part.rels.get(reference.get(_RELATION))
                unused = reference.get(qn("w:type")) == "first" and not is_on(section, "w:titlePg")
                if relation is None or relation.is_external or unused:
                    continue
                texts = (text_of(paragraph, Notes()) for paragraph in _root(relation.target_part).iter(qn("w:p")))
                fresh = dict.fromkeys(text for text in texts if text and text not in seen)
                seen.update(fresh)
                yield from (DraftBlock(kind, text) for text in fresh)

    def _notes(self) -> Iterator[DraftBlock]:
        """Yield the notes in the order of their numbers; a note may refer to a further one."""
        parts = {kind: _by_id(_part(self.part, name), kind) for kind, name in _NOTE_PARTS.items()}
        done: set[tuple[str, str]] = set()
        while waiting := [key for key in self.notes.numbers if key not in done]:
            for kind, note_id in waiting:
                done.add((kind, note_id))
                found = parts[kind].get(note_id)
                text = (
                    " ".join(filter(None, (self._line(p) for p in within(found, "w:p")))) if found is not None else ""
                )
                if text:
                    yield DraftBlock("footnote", f"[{self.notes.number(kind, note_id)}] {text}")


def _by_id(root: Any | None, kind: str) -> dict[str, Any]:
    """Return the notes of a part by their id, the first of several."""
    notes = list(root.iter(qn(f"w:{kind}"))) if root is not None else []
    return {note.get(qn("w:id")): note for note in reversed(notes)}


def _title(stated: str | None, titled: str | None, blocks: Iterable[DraftBlock]) -> str | None:
    """Return the paragraph set as title, else what the file says if its text does too, else the highest heading."""
    told = [block for block in blocks if block.kind not in ("header", "footer")]
    headings = (block for block in told if block.kind == "heading")
    best = min(headings, key=lambda block: block.level, default=None)
    text = "\n".join(block.text for block in told)
    return titled or sensible_title(stated, text) or (best.text if best else None)


def _properties(package: Any) -> tuple[tuple[str, str], ...]:
    """Return what the file says of itself, or a note that this can't be read, which leaves its text as it is."""
    try:
        return tuple(_metadata(package.core_properties))
    except BROKEN:
        return (("properties", "not readable"),)


def _struck(root: Any) -> Iterator[tuple[str, str]]:
    if any(is_on(run, switch) for run in root.iter(qn("w:r")) for switch in STRUCK):
        yield "struck_out", "left out"


def _metadata(properties: Any) -> Iterator[tuple[str, str]]:
    for name in _METADATA:
        value = getattr(properties, name)
        if value:
            yield name, value.isoformat() if hasattr(value, "isoformat") else str(value)
