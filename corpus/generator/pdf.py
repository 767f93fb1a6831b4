"""A sample as PDF with reportlab; nothing in it depends on the clock, the machine or a compression library."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
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

from corpus.generator.marks import Marked, parse
from corpus.generator.model import Block, Break, Contents, Grid, Heading, Item, Paragraph, Rendered, Sample

HEADER_GAP = 12 * mm


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


def render_pdf(sample: Sample, look: Look) -> Rendered:
    """Lay the sample out on pages and note where each mark was drawn."""
    _register_vera()
    places: dict[str, list[int]] = {}
    target = io.BytesIO()
    template = _Template(target, sample, look)
    template.multiBuild(list(_Story(sample, look).flowables()), canvasmaker=_canvas_maker(places))
    pages = {name: tuple(found) for name, found in places.items()}
    return Rendered(target.getvalue(), pages, template.page)


def _register_vera() -> None:
    for name in ("Vera", "VeraBd"):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))


def _canvas_maker(places: dict[str, list[int]]) -> Callable[..., Canvas]:
    """Return a maker of canvases that note the page of each mark; the last pass over the document counts."""

    def note(canvas: Any, _kind: str, name: str) -> None:
        places.setdefault(name, []).append(canvas.getPageNumber())

    def make(*args: Any, **kwargs: Any) -> Canvas:
        places.clear()
        canvas = Canvas(*args, **kwargs)
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
        margin = self._look.margin * mm
        frame = Frame(
            margin, margin, size[0] - 2 * margin, size[1] - 2 * margin - HEADER_GAP / 2,
            leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
        )  # fmt: skip
        return PageTemplate(name, [frame], onPage=self._furnish, pagesize=size)

    def _furnish(self, canvas: Any, document: Any) -> None:
        look, margin = self._look, self._look.margin * mm
        width, height = canvas._pagesize
        mark_y = height - 10 * mm if look.mark_at_top else 9 * mm
        canvas.saveState()
        canvas.setFillColor(colors.HexColor("#b00020"))
        canvas.setFont(look.bold, 8)
        canvas.drawCentredString(width / 2, mark_y, self._sample.sample_mark)
        canvas.setFillColor(colors.HexColor("#333333"))
        canvas.setFont(look.body, 8)
        canvas.drawString(margin, height - 17 * mm, look.header)
        canvas.drawString(margin, 14 * mm, look.footer)
        canvas.drawRightString(width - margin, 14 * mm, str(document.page))
        canvas.restoreState()

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - reportlab calls it by this name
        """Tell the table of contents of each heading."""
        level = getattr(flowable, "toc_level", None)
        if level is not None:
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
        room = (A4[1] if self._is_turned(number) else A4[0]) - 2 * margin
        widths = [room * width / sum(grid.widths) for width in grid.widths]
        rows = [self._cells(grid, row, _note(f"row:{number}:{row}")) for row in range(len(grid.rows))]
        table = Table(rows, colWidths=widths, repeatRows=grid.header_rows, spaceBefore=4, spaceAfter=10)
        table.setStyle(self._table_style(grid))
        caption_style = ParagraphStyle(
            "caption", parent=self._style("small"), fontName=self._look.bold, keepWithNext=1, alignment=TA_LEFT
        )
        parts = [Words(_drawn(number, grid.caption), caption_style), table] if grid.caption else [table]
        # A table of money is looked up as a whole; longer tables go on over the page.
        yield from [KeepTogether(parts)] if grid.numeric else parts

    def _is_turned(self, number: int) -> bool:
        breaks = [block for block in self._blocks[:number] if isinstance(block, Break)]
        return bool(breaks) and breaks[-1].landscape

    def _cells(self, grid: Grid, row: int, note: str) -> list[Flowable]:
        look = self._look
        strong = row < grid.header_rows or row >= len(grid.rows) - grid.total_rows
        base = ParagraphStyle(
            "cell", fontName=look.bold if strong else look.body, fontSize=look.table_size, leading=look.table_size + 2.5
        )
        number = ParagraphStyle("number", parent=base, alignment=TA_RIGHT)
        texts = [note * (col == 0) + _with_notes(parse(text)) for col, text in enumerate(grid.rows[row])]
        return [Words(text, number if grid.numeric and col else base) for col, text in enumerate(texts)]

    def _table_style(self, grid: Grid) -> list[tuple[Any, ...]]:
        accent, pale = colors.HexColor(self._look.accent), colors.HexColor("#eef1f4")
        head, last = grid.header_rows - 1, len(grid.rows) - 1
        style: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
        if self._look.table == "grid":
            style += [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("BACKGROUND", (0, 0), (-1, head), pale)]
        elif self._look.table == "zebra":
            style += [("BACKGROUND", (0, row), (-1, row), pale) for row in range(head + 2, last + 1, 2)]
            style += [("LINEBELOW", (0, head), (-1, head), 1, accent), ("LINEBELOW", (0, last), (-1, last), 1, accent)]
        else:
            style += [("LINEBELOW", (0, row), (-1, row), 0.4, colors.black) for row in range(head, last + 1)]
        if grid.total_rows:
            style.append(("LINEABOVE", (0, -grid.total_rows), (-1, -grid.total_rows), 0.9, colors.black))
        return style


def _drawn(number: int, text: str) -> str:
    return _note(f"block:{number}") + _with_notes(parse(text))


def _note(name: str) -> str:
    return f'<onDraw name="note_mark" label="{name}"/>'


def _with_notes(marked: Marked) -> str:
    """Return reportlab markup in which each mark calls the canvas when it is drawn."""
    parts, last = [], 0
    for span in marked.spans:
        parts.append(escape(marked.text[last : span.start]))
        parts.append(_note(span.mark))
        last = span.start
    return "".join([*parts, escape(marked.text[last:])])
