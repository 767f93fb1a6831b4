"""A sheet as a DOCX file: headings, lists, real footnotes, and charts as tables with bars.

Charts are tables on purpose: each bar stands beside its number, the number can have a footnote, be copied and be read
out to those who don't see it, and no font or picture is needed.
"""

from __future__ import annotations

import io

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from pipeline.reporting.footnotes import Footnotes
from pipeline.reporting.plain import one_line
from pipeline.reporting.sheet import Bar, Chart, Heading, Listing, Sheet, Statement
from pipeline.storage.archives import FIXED_TIME, without_times

_BAR_COLOUR = "1F5F8B"
_WIDTHS = (Cm(5.5), Cm(4), Cm(3), Cm(3.5))
# A twentieth of a point, the unit of indents (ECMA-376 part 1, 22.9.2.14).
_TWIPS_PER_CM = 567
_BAR_ROOM = 3.0 * _TWIPS_PER_CM
_LOCALES = {"de": "de-CH", "fr": "fr-CH", "it": "it-CH"}


def as_docx(sheet: Sheet) -> bytes:
    """Return a sheet as a DOCX file; the same sheet gives the same bytes, and text is never more than text."""
    document = docx.Document()
    _prepare(document, sheet)
    footnotes = Footnotes(document)
    document.add_heading(one_line(sheet.title), 0)
    for block in sheet.blocks:
        if isinstance(block, Heading):
            document.add_heading(one_line(block.text), block.level)
        elif isinstance(block, Statement):
            _write(document.add_paragraph(), block, footnotes)
        elif isinstance(block, Listing):
            for item in block.items:
                _write(document.add_paragraph(style="List Bullet"), item, footnotes)
        else:
            _draw(document, block, footnotes)
    footnotes.close()
    written = io.BytesIO()
    document.save(written)
    return without_times(written.getvalue())


def _prepare(document: Document, sheet: Sheet) -> None:
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "kip", one_line(sheet.title), ""
    properties.language = _LOCALES[sheet.language]
    properties.created = properties.modified = FIXED_TIME
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10)
    # Readers that speak choose their voice by this.
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _LOCALES[sheet.language])


def _write(paragraph: Paragraph, statement: Statement, footnotes: Footnotes) -> None:
    paragraph.add_run(one_line(statement.text))
    if statement.sources:
        footnotes.add(paragraph, one_line("; ".join(statement.sources)))


def _draw(document: Document, chart: Chart, footnotes: Footnotes) -> None:
    caption = document.add_paragraph(one_line(chart.title), style="Caption")
    caption.paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=len(chart.columns), style="Table Grid")
    table.autofit = False
    for cell, text in zip(table.rows[0].cells, chart.columns, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    _repeat(table.rows[0])
    for bar in chart.bars:
        _fill(table.add_row(), bar, footnotes)
    for row in table.rows:
        for cell, width in zip(row.cells, _WIDTHS, strict=True):
            cell.width = width
    document.add_paragraph()


def _repeat(row: _Row) -> None:
    """Mark a row as header: repeated on each page, and told to readers that speak."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))


def _fill(row: _Row, bar: Bar, footnotes: Footnotes) -> None:
    label, amount, per_year, drawn = row.cells
    label.paragraphs[0].add_run(one_line(bar.label))
    for cell in (amount, per_year):
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _write(amount.paragraphs[0], bar.amount, footnotes)
    per_year.paragraphs[0].add_run(bar.per_year)
    if bar.share > 0:
        _shade(drawn, bar.share)


def _shade(cell: _Cell, share: float) -> None:
    """Draw a bar: the paragraph is filled up to its right indent."""
    properties = cell.paragraphs[0]._p.get_or_add_pPr()
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _BAR_COLOUR)):
        shading.set(qn(f"w:{name}"), value)
    indent = OxmlElement("w:ind")
    indent.set(qn("w:right"), str(round((1 - share) * _BAR_ROOM)))
    properties.extend([shading, indent])
