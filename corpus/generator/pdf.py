"""A sample as PDF with reportlab; nothing in it depends on the clock, the machine or a compression library."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Table,
)
from reportlab.platypus import Paragraph as Words
from reportlab.platypus.tableofcontents import TableOfContents

from corpus.generator.ink import Ink, draw
from corpus.generator.marks import LETTER_GAP, Marked, parse
from corpus.generator.model import Block, Break, Contents, Grid, Heading, Item, Paragraph, Rendered, Sample

HEADER_GAP = 12 * mm
COLUMN_GAP = 7 * mm
NARROW_SPACE, NO_BREAK_SPACE = 0x202F, 0x00A0


@dataclass(frozen=True, slots=True)
class Look:
    """The typeface and layout of one canton's office; sizes in points, margin in millimetres."""

    body: str
    bold: str
    accent: str
    header: str
    footer: str
    size: float = 10.0
    leading: float = 13.5
    heading_sizes: tuple[float, float, float] = (15.0, 12.0, 10.5)
    title_size: float = 22.0
    margin: float = 25.0
    table: str = "grid"
    table_size: float = 8.5
    justify: bool = False
    mark_at_top: bool = True
    columns: int = 1
    page_label: str = "{page}"
    header_line: bool = False
    toc_levels: int = 3
    inks: tuple[Ink, ...] = ()


def render_pdf(sample: Sample, look: Look, pictures: Mapping[int, bytes] | None = None) -> Rendered:
    """Lay the sample out on pages and note where each mark was drawn; `pictures` stand in for pages by number."""
    _register_vera()
    places: dict[str, list[int]] = {}
    target = io.BytesIO()
    template = _Template(target, sample, look)
    template.multiBuild(list(_Story(sample, look).flowables()), canvasmaker=_canvas_maker(places, pictures or {}))
    pages = {name: tuple(found) for name, found in places.items()}
    return Rendered(target.getvalue(), pages, template.page)


def _register_vera() -> None:
    """Register Vera; it lacks the narrow no-break space, which borrows the glyph of the wide one."""
    for name in ("Vera", "VeraBd"):
        font = TTFont(name, f"{name}.ttf")
        font.face.charToGlyph[NARROW_SPACE] = font.face.charToGlyph[NO_BREAK_SPACE]
        font.face.charWidths[NARROW_SPACE] = font.face.charWidths[NO_BREAK_SPACE]
        pdfmetrics.registerFont(font)


class _Pages(Canvas):  # type: ignore[misc]
    """A canvas that puts a picture in the place of some pages."""

    pictures: Mapping[int, bytes]

    def showPage(self) -> None:  # noqa: N802 - reportlab calls it by this name
        """Finish the page; what was drawn on a page that is a picture goes."""
        picture = self.pictures.get(self.getPageNumber())
        if picture is not None:
            self._code: list[str] = []
            self.drawImage(ImageReader(io.BytesIO(picture)), 0, 0, *self._pagesize)
        super().showPage()


def _canvas_maker(places: dict[str, list[int]], pictures: Mapping[int, bytes]) -> Callable[..., Canvas]:
    """Return a maker of canvases that note the page of each mark; the last pass over the document counts."""

    def note(canvas: Any, _kind: str, name: str) -> None:
        places.setdefault(name, []).append(canvas.getPageNumber())

    def make(*args: Any, **kwargs: Any) -> Canvas:
        places.clear()
        canvas = _Pages(*args, **kwargs)
        canvas.pictures = pictures
        canvas.setNamedCB("note_mark", note)
        return canvas

    return make


class _Template(BaseDocTemplate):  # type: ignore[misc]
    """The pages: upright and turned, each with header, footer and the mark of a sample."""

    def __init__(self, target: io.BytesIO, sample: Sample, look: Look) -> None:
        super().__init__(
            target,
            pagesize=A4,
            invariant=1,
            pageCompression=0,
            title=sample.facts.title,
            author=sample.facts.issuer,
            subject=sample.sample_mark,
            keywords=["kip-sample", sample.name],
            creator="corpus.generator",
            lang=sample.facts.language,
        )
        self._sample, self._look = sample, look
        self.addPageTemplates([self._page("upright", A4), self._page("turned", landscape(A4))])

    def _page(self, name: str, size: tuple[float, float]) -> PageTemplate:
        margin, columns = self._look.margin * mm, self._look.columns
        width = (size[0] - 2 * margin - (columns - 1) * COLUMN_GAP) / columns
        frames = [
            Frame(
                margin + column * (width + COLUMN_GAP), margin, width, size[1] - 2 * margin - HEADER_GAP / 2,
                leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
            )
            for column in range(columns)
        ]  # fmt: skip
        return PageTemplate(name, frames, onPage=self._furnish, pagesize=size)

    def _furnish(self, canvas: Any, document: Any) -> None:
        look, margin = self._look, self._look.margin * mm
        width, height = canvas._pagesize
        mark_y = height - 10 * mm if look.mark_at_top else 9 * mm
        for ink in look.inks:
            draw(canvas, ink, document.page)
        canvas.saveState()
        canvas.setFillColor(colors.HexColor("#b00020"))
        canvas.setFont(look.bold, 8)
        canvas.drawCentredString(width / 2, mark_y, self._sample.sample_mark)
        canvas.setFillColor(colors.HexColor("#333333"))
        canvas.setFont(look.body, 8)
        canvas.drawString(margin, height - 17 * mm, look.header)
        canvas.drawString(margin, 14 * mm, look.footer)
        canvas.drawRightString(width - margin, 14 * mm, look.page_label.format(page=document.page))
        if look.header_line:
            canvas.setStrokeColor(colors.HexColor(look.accent))
            canvas.line(margin, height - 18.5 * mm, width - margin, height - 18.5 * mm)
        canvas.restoreState()

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - reportlab calls it by this name
        """Tell the table of contents of each heading."""
        level = getattr(flowable, "toc_level", None)
        if level is not None and level < self._look.toc_levels:
            self.notify("TOCEntry", (level, flowable.getPlainText(), self.page))


class _Story:
    """The blocks of a sample as flowables in one look."""

    def __init__(self, sample: Sample, look: Look) -> None:
        self._blocks, self._look = sample.blocks, look
        self._base = ParagraphStyle(
            "base", fontName=look.body, fontSize=look.size, leading=look.leading, spaceAfter=look.size * 0.6,
            alignment=TA_JUSTIFY if look.justify else TA_LEFT,
        )  # fmt: skip

    def flowables(self) -> Iterator[Flowable]:
        """Yield the flowables in order."""
        for number, block in enumerate(self._blocks):
            yield from self._flow(number, block)

    def _flow(self, number: int, block: Block) -> Iterator[Flowable]:
        match block:
            case Heading():
                yield self._heading(number, block)
            case Paragraph():
                yield Words(_drawn(number, block.text), self._style(block.style))
            case Item():
                yield self._item(number, block)
            case Grid():
                yield from self._grid(number, block)
            case Contents():
                yield Words(_drawn(number, block.title), self._heading_style(1))
                yield self._contents()
            case Break():
                yield NextPageTemplate("turned" if block.landscape else "upright")
                yield PageBreak()

    def _style(self, name: str) -> ParagraphStyle:
        look, bold, accent = self._look, self._look.bold, colors.HexColor(self._look.accent)
        title = {"fontName": bold, "fontSize": look.title_size, "leading": look.title_size * 1.25, "textColor": accent}
        changes: dict[str, dict[str, Any]] = {
            "body": {},
            "title": {**title, "spaceBefore": 12, "spaceAfter": 14, "alignment": TA_LEFT},
            "subtitle": {
                "fontName": bold,
                "fontSize": look.size + 3,
                "leading": look.leading + 4,
                "alignment": TA_LEFT,
            },
            "lead": {"fontName": bold},
            "small": {"fontSize": look.size - 1.5, "leading": look.leading - 2},
        }
        return ParagraphStyle(name, parent=self._base, **changes[name])

    def _heading_style(self, level: int) -> ParagraphStyle:
        size = self._look.heading_sizes[level - 1]
        return ParagraphStyle(
            f"heading{level}", parent=self._base, fontName=self._look.bold, fontSize=size, leading=size * 1.25,
            spaceBefore=size * 0.9, spaceAfter=size * 0.45, keepWithNext=1, alignment=TA_LEFT,
            textColor=colors.HexColor(self._look.accent),
        )  # fmt: skip

    def _heading(self, number: int, block: Heading) -> Flowable:
        heading = Words(_drawn(number, block.text), self._heading_style(block.level))
        heading.toc_level = block.level - 1
        return heading

    def _item(self, number: int, block: Item) -> Flowable:
        indent = max(14.0, 6.2 * len(block.label) + 6)
        style = ParagraphStyle(
            "item", parent=self._base, leftIndent=indent, bulletIndent=2, spaceAfter=4,
            bulletFontName=self._look.body, bulletFontSize=self._look.size,
        )  # fmt: skip
        return Words(_drawn(number, block.text), style, bulletText=block.label)

    def _contents(self) -> Flowable:
        contents = TableOfContents(dotsMinLevel=0)
        contents.levelStyles = [
            ParagraphStyle(f"toc{level}", parent=self._base, leftIndent=14 * level, spaceAfter=2, alignment=TA_LEFT)
            for level in range(3)
        ]
        return contents

    def _grid(self, number: int, grid: Grid) -> Iterator[Flowable]:
        margin = self._look.margin * mm
        columns = self._look.columns
        room = (A4[1] if self._is_turned(number) else A4[0]) - 2 * margin - (columns - 1) * COLUMN_GAP
        widths = [room / columns * width / sum(grid.widths) for width in grid.widths]
        rows = [self._cells(grid, row, _note(f"row:{number}:{row}")) for row in range(len(grid.rows))]
        table = Table(rows, colWidths=widths, repeatRows=grid.header_rows, spaceBefore=4, spaceAfter=10)
        table.setStyle(self._table_style(grid))
        caption_style = ParagraphStyle(
            "caption", parent=self._style("small"), fontName=self._look.bold, alignment=TA_LEFT,
            keepWithNext=grid.keep_together,
        )  # fmt: skip
        parts = [Words(_drawn(number, grid.caption), caption_style), table] if grid.caption else [table]
        # A table of money is looked up as a whole; longer tables go on over the page.
        yield from [KeepTogether(parts)] if grid.numeric and grid.keep_together else parts

    def _is_turned(self, number: int) -> bool:
        breaks = [block for block in self._blocks[:number] if isinstance(block, Break)]
        return bool(breaks) and breaks[-1].landscape

    def _cells(self, grid: Grid, row: int, note: str) -> list[Flowable]:
        look = self._look
        header = row < grid.header_rows
        strong = header or row >= len(grid.rows) - grid.total_rows
        base = ParagraphStyle(
            "cell", fontName=look.bold if strong else look.body, fontSize=look.table_size,
            leading=look.table_size + 2.5,
            textColor=colors.white if header and self._kind(grid) == "dark" else colors.black,
        )  # fmt: skip
        number = ParagraphStyle("number", parent=base, alignment=TA_RIGHT)
        first = next(col for col in range(len(grid.rows[row])) if not _is_covered(grid, row, col))
        texts = [note * (col == first) + _with_notes(parse(text)) for col, text in enumerate(grid.rows[row])]
        return [
            Words(text, number if grid.numeric and col >= grid.label_columns else base)
            for col, text in enumerate(texts)
        ]

    def _kind(self, grid: Grid) -> str:
        return grid.style or self._look.table

    def _table_style(self, grid: Grid) -> list[tuple[Any, ...]]:
        style: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP"), *self._rules(grid)]
        style += [
            ("SPAN", (merge.column, merge.row),
             (merge.column + merge.column_span - 1, merge.row + merge.row_span - 1))
            for merge in grid.merged
        ]  # fmt: skip
        if grid.total_rows and self._kind(grid) != "bare":
            style.append(("LINEABOVE", (0, -grid.total_rows), (-1, -grid.total_rows), 0.9, colors.black))
        return style

    def _rules(self, grid: Grid) -> list[tuple[Any, ...]]:
        """Return the lines and shades of the table's style: grid, dark, zebra, lines or bare."""
        accent, pale = colors.HexColor(self._look.accent), colors.HexColor("#eef1f4")
        head, last = grid.header_rows - 1, len(grid.rows) - 1
        match self._kind(grid):
            case "grid":
                return [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("BACKGROUND", (0, 0), (-1, head), pale)]
            case "dark":
                return [("GRID", (0, 0), (-1, -1), 0.4, accent), ("BACKGROUND", (0, 0), (-1, head), accent)]
            case "zebra":
                return [
                    *(("BACKGROUND", (0, row), (-1, row), pale) for row in range(head + 2, last + 1, 2)),
                    ("LINEBELOW", (0, head), (-1, head), 1, accent),
                    ("LINEBELOW", (0, last), (-1, last), 1, accent),
                ]
            case "bare":
                return [("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 2)]
            case _:
                return [("LINEBELOW", (0, row), (-1, row), 0.4, colors.black) for row in range(head, last + 1)]


def _is_covered(grid: Grid, row: int, column: int) -> bool:
    """Return whether a merged cell to the left or above covers this one, which then is not drawn."""
    return any(
        merge.row <= row < merge.row + merge.row_span
        and merge.column <= column < merge.column + merge.column_span
        and (row, column) != (merge.row, merge.column)
        for merge in grid.merged
    )


def _drawn(number: int, text: str) -> str:
    return _note(f"block:{number}") + _with_notes(parse(text))


def _note(name: str) -> str:
    return f'<onDraw name="note_mark" label="{name}"/>'


def _with_notes(marked: Marked) -> str:
    """Return reportlab markup in which each mark calls the canvas when it is drawn."""
    parts, last = [], 0
    for span in marked.spans:
        parts.append(_escaped(marked.text[last : span.start]))
        parts.append(_note(span.mark))
        last = span.start
    return "".join([*parts, _escaped(marked.text[last:])])


def _escaped(text: str) -> str:
    return escape(text).replace(LETTER_GAP, chr(NO_BREAK_SPACE))
