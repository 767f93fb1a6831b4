"""A sample as a Word file; the archive is written anew with fixed times and without compression.

Two styles of paragraph exist in Word alone: `box` stands in a text box, `footnote` hangs on the end of the block
before it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Pt, RGBColor

from corpus.generator.archive import fixed_archive
from corpus.generator.marks import plain
from corpus.generator.model import Block, Break, Contents, Grid, Heading, Item, Merge, Paragraph, Rendered, Sample

_UNUSED_PARTS = ("/thumbnail", "/stylesWithEffects")
_SPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The typeface of an office's Word template and the lines above and below each page."""

    font: str
    header: str
    footer: str
    size: float = 10.5
    accent: str = "000000"
    table_style: str = "Table Grid"


def render_docx(sample: Sample, letterhead: Letterhead) -> Rendered:
    """Return the sample as a Word file. Pages are unknown: Word makes them when it shows the file."""
    document = Document()
    _set_properties(document, sample)
    _strip_template(document, letterhead)
    _set_styles(document, letterhead)
    section = document.sections[0]
    section.header.paragraphs[0].text = f"{letterhead.header}\t\t{sample.sample_mark}"
    section.footer.paragraphs[0].text = letterhead.footer
    mark = document.add_paragraph().add_run(sample.sample_mark)
    mark.bold = True
    for block in sample.blocks:
        _add(document, block, letterhead)
    _add_footnotes(document, sample)
    target = io.BytesIO()
    document.save(target)
    return Rendered(fixed_archive(target.getvalue()))


def _strip_template(document: Any, letterhead: Letterhead) -> None:
    """Drop what python-docx's template brings and nobody uses: a picture, a second style sheet, table styles."""
    for part in (document.part, document.part.package):
        unused = [name for name, relation in part.rels.items() if relation.reltype.endswith(_UNUSED_PARTS)]
        for name in unused:
            del part.rels[name]
    unused_styles = [
        style for style in document.styles
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in (letterhead.table_style, "Normal Table")
    ]  # fmt: skip
    for style in unused_styles:
        style.delete()


def _set_properties(document: Any, sample: Sample) -> None:
    properties = document.core_properties
    properties.title, properties.author = sample.facts.title, sample.facts.issuer
    properties.subject, properties.comments = sample.sample_mark, "corpus.generator"
    properties.keywords, properties.language = f"kip-sample {sample.name}", sample.facts.language
    properties.last_modified_by, properties.revision = "corpus.generator", 1
    properties.created = properties.modified = datetime.fromisoformat(f"{sample.facts.published}T00:00:00")


def _set_styles(document: Any, letterhead: Letterhead) -> None:
    normal = document.styles["Normal"].font
    normal.name, normal.size = letterhead.font, Pt(letterhead.size)
    for level in (1, 2, 3):
        font = document.styles[f"Heading {level}"].font
        font.name, font.size = letterhead.font, Pt(letterhead.size + 6 - 2 * level)
        font.color.rgb = RGBColor.from_string(letterhead.accent)


def _add(document: Any, block: Block, letterhead: Letterhead) -> None:
    match block:
        case Heading():
            document.add_heading(plain(block.text), block.level)
        case Paragraph():
            _add_paragraph(document, block, letterhead)
        case Item():
            _add_item(document, block)
        case Grid():
            _add_table(document, block, letterhead)
        case Break():
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        case Contents():
            raise ValueError("Word makes its own table of contents")


def _add_paragraph(document: Any, block: Paragraph, letterhead: Letterhead) -> None:
    if block.style == "box":
        document.add_paragraph()._p.append(parse_xml(_text_box(plain(block.text))))
        return
    if block.style == "footnote":
        paragraph = document.paragraphs[-1]
        number = len(document.element.body.xpath(".//w:footnoteReference")) + 1
        paragraph._p.append(parse_xml(_footnote_reference(number)))
        return
    run = document.add_paragraph().add_run(plain(block.text))
    if block.style in ("title", "subtitle", "lead"):
        run.bold = True
    sizes = {"title": 8.0, "subtitle": 2.0, "small": -1.5}
    run.font.size = Pt(letterhead.size + sizes.get(block.style, 0.0))


def _add_item(document: Any, block: Item) -> None:
    if block.label == "–":
        document.add_paragraph(plain(block.text), style="List Bullet")
        return
    paragraph = document.add_paragraph(f"{block.label}\t{plain(block.text)}")
    paragraph.paragraph_format.left_indent = Pt(28)
    paragraph.paragraph_format.first_line_indent = Pt(-28)


def _add_table(document: Any, grid: Grid, letterhead: Letterhead) -> None:
    if grid.caption:
        document.add_paragraph(plain(grid.caption), style="Caption")
    table = document.add_table(rows=len(grid.rows), cols=len(grid.rows[0]), style=letterhead.table_style)
    for row_number, row in enumerate(grid.rows):
        strong = row_number < grid.header_rows or row_number >= len(grid.rows) - grid.total_rows
        for col_number, text in enumerate(row):
            paragraph = table.cell(row_number, col_number).paragraphs[0]
            run = paragraph.add_run(plain(text))
            run.bold, run.font.size = strong, Pt(letterhead.size - 1.5)
            if grid.numeric and col_number:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for merge in grid.merged:
        _merge(table, merge)
    document.add_paragraph()


def _merge(table: Any, merge: Merge) -> None:
    """Merge cells; the empty paragraphs that the covered ones leave behind are dropped."""
    last = table.cell(merge.row + merge.row_span - 1, merge.column + merge.column_span - 1)
    merged = table.cell(merge.row, merge.column).merge(last)
    for paragraph in merged.paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)


def _text_box(text: str) -> str:
    """Return a run with a text box as Word writes it: a shape, and the same once more for older versions."""
    words = f'<w:txbxContent><w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:txbxContent>'
    shape = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    return (
        f'<w:r {_SPACES}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="5400000" cy="1080000"/>'
        f'<wp:docPr id="1" name="Textfeld 1"/><a:graphic><a:graphicData uri="{shape}"><wps:wsp>'
        '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5400000" cy="1080000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:ln w="9525"><a:solidFill><a:srgbClr val="666666"/>'
        f"</a:solidFill></a:ln></wps:spPr><wps:txbx>{words}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>"
        "</a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f'<v:shape style="width:425pt;height:85pt"><v:textbox>{words}</v:textbox></v:shape></w:pict></mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )


def _footnote_reference(number: int) -> str:
    return (
        f'<w:r {_SPACES}><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'
    )


def _add_footnotes(document: Any, sample: Sample) -> None:
    notes = [block for block in sample.blocks if isinstance(block, Paragraph) and block.style == "footnote"]
    if not notes:
        return
    lines = [
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{tag}/></w:r></w:p></w:footnote>'
        for number, kind, tag in (
            (-1, "separator", "separator"),
            (0, "continuationSeparator", "continuationSeparator"),
        )
    ]
    lines += [
        f'<w:footnote w:id="{number}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(plain(note.text))}</w:t></w:r></w:p></w:footnote>'
        for number, note in enumerate(notes, 1)
    ]
    content = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:footnotes {_SPACES}>{"".join(lines)}'
    name = PackURI("/word/footnotes.xml")
    part = Part(name, CONTENT_TYPE.WML_FOOTNOTES, f"{content}</w:footnotes>".encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
