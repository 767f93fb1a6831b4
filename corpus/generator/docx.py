"""A sample as a Word file; the archive is written anew with fixed times and without compression."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Pt, RGBColor

from corpus.generator.marks import plain
from corpus.generator.model import Block, Break, Contents, Grid, Heading, Item, Paragraph, Rendered, Sample

# The oldest time a zip archive can hold.
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_UNUSED_PARTS = ("/thumbnail", "/stylesWithEffects")


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
    target = io.BytesIO()
    document.save(target)
    return Rendered(_fixed_archive(target.getvalue()))


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
    document.add_paragraph()


def _fixed_archive(data: bytes) -> bytes:
    """Return the same archive with fixed times, its parts in the same order, stored as they are."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as archive:
        for entry in source.infolist():
            info = zipfile.ZipInfo(entry.filename, ZIP_TIME)
            info.create_system = 0
            archive.writestr(info, source.read(entry))
    return target.getvalue()
