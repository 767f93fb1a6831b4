"""Footnotes of a DOCX file, which python-docx does not write (ECMA-376 part 1, 17.11)."""

from __future__ import annotations

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from lxml import etree

TEXT_STYLE, REFERENCE_STYLE = "footnote text", "footnote reference"
# The two footnotes every document has: the lines between text and footnotes.
_SEPARATORS = {-1: "separator", 0: "continuationSeparator"}


class Footnotes:
    """The footnotes of one document, numbered from 1 in the order they are added."""

    def __init__(self, document: Document) -> None:
        """Add the styles of footnotes to a document."""
        self._document = document
        text = document.styles.add_style(TEXT_STYLE, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        text.base_style = document.styles["Normal"]
        text.font.size = Pt(8)
        text.paragraph_format.space_after = Pt(0)
        reference = document.styles.add_style(REFERENCE_STYLE, WD_STYLE_TYPE.CHARACTER, builtin=True)
        reference.font.superscript = True
        self._styles = text.style_id, reference.style_id
        self._root = OxmlElement("w:footnotes")
        for number, kind in _SEPARATORS.items():
            self._root.append(self._footnote(number, OxmlElement(f"w:{kind}"), kind))
        self._count = 0

    def add(self, paragraph: Paragraph, text: str) -> None:
        """Put a footnote with a text at the end of a paragraph; the text holds no control characters."""
        self._count += 1
        mark = OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), str(self._count))
        paragraph.add_run(style=REFERENCE_STYLE)._r.append(mark)
        footnote = self._footnote(self._count, OxmlElement("w:footnoteRef"), None)
        written = etree.SubElement(footnote[0], qn("w:r"))
        words = etree.SubElement(written, qn("w:t"))
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        words.text = f" {text}"
        self._root.append(footnote)

    def close(self) -> None:
        """Add the part with all footnotes to the document."""
        blob = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        package = self._document.part.package
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, blob, package)
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    def _footnote(self, number: int, content: etree._Element, kind: str | None) -> etree._Element:
        footnote = OxmlElement("w:footnote")
        if kind:
            footnote.set(qn("w:type"), kind)
        footnote.set(qn("w:id"), str(number))
        paragraph = etree.SubElement(footnote, qn("w:p"))
        if kind is None:
            style = etree.SubElement(etree.SubElement(paragraph, qn("w:pPr")), qn("w:pStyle"))
            style.set(qn("w:val"), self._styles[0])
        run = etree.SubElement(paragraph, qn("w:r"))
        if kind is None:
            mark = etree.SubElement(etree.SubElement(run, qn("w:rPr")), qn("w:rStyle"))
            mark.set(qn("w:val"), self._styles[1])
        run.append(content)
        return footnote
