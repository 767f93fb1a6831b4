"""Pages as read, from a PDF or from images → Document: tables taken out, the rest laid out over all pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.domain.failures import DocumentFailure
from pipeline.reading.banded import Columns, find_banded
from pipeline.reading.columns import regions
from pipeline.reading.draft import DraftPage, Source, assemble
from pipeline.reading.layout import FOOT_ZONE, Item, PageLayout, lay_out, title_of
from pipeline.reading.tables import FoundTable, find_aligned, find_ruled
from pipeline.reading.tokens import Line, Token
from pipeline.records import Box, Document, Page


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page's words and ruling lines, and how it was read; `recognised` says that the words come from an image."""

    facts: Page
    tokens: tuple[Token, ...] = ()
    edges: tuple[Box, ...] = ()
    recognised: bool = False


def to_document(source: Source, pages: Sequence[PageRead]) -> Document:
    """Return the document these pages make."""
    layouts = _layouts(pages)
    drafts = [DraftPage(blocks, page.facts) for blocks, page in zip(lay_out(layouts), pages, strict=True)]
    document = assemble(source, drafts)
    return replace(document, title=title_of(layouts) or _first_heading(document) or source.title)


def check_read(pages: Sequence[PageRead]) -> None:
    """Raise DocumentFailure where nothing could be read: ocr_failed or damaged."""
    failed = [page for page in pages if page.facts.route == "failed"]
    if not failed or any(page.tokens for page in pages):
        return
    reason = failed[0].facts.reasons[-1]
    raise DocumentFailure("damaged" if "damaged" in reason else "ocr_failed", reason)


def _first_heading(document: Document) -> str | None:
    """Return the heading of the highest level on the first page, the first of several."""
    headings = [block for block in document.blocks if block.kind == "heading" and block.page == 1]
    best = min(headings, key=lambda block: (block.level, block.start), default=None)
    return document.text[best.start : best.end] if best else None


def _layouts(pages: Iterable[PageRead]) -> list[PageLayout]:
    layouts: list[PageLayout] = []
    columns: Columns | None = None
    for page in pages:
        layout, columns = _layout(page, columns)
        layouts.append(layout)
    return layouts


def _layout(page: PageRead, before: Columns | None) -> tuple[PageLayout, Columns | None]:
    """Return the layout of a page, and the columns of a table that may go on, as that of the page before does."""
    ruled = find_ruled(page.tokens, page.edges)
    taken = {index for table in ruled for index in table.tokens}
    banded = find_banded(page.tokens, page.edges, taken, before)
    tables = sorted([*ruled, *(b.table for b in banded)], key=lambda table: (table.box[1], table.box[0]))
    height = page.facts.height_pt or 0.0
    items = tuple(_items(page.tokens, tables))
    ends = banded and not _goes_on_below(page.tokens, banded[-1].table.box[3], height)
    return PageLayout(page.facts.number, height, items, page.recognised), banded[-1].columns if ends else None


def _goes_on_below(tokens: Iterable[Token], bottom: float, height: float) -> bool:
    return any(bottom < (token.box[1] + token.box[3]) / 2 and token.box[1] < FOOT_ZONE * height for token in tokens)


def _items(tokens: Sequence[Token], tables: Sequence[FoundTable]) -> Iterator[Item]:
    taken = {index for table in tables for index in table.tokens}
    free = [token for index, token in enumerate(tokens) if index not in taken]
    for table in tables:
        # What stands beside a table is read after it.
        above = [token for token in free if (token.box[1] + token.box[3]) / 2 < table.box[1]]
        free = [token for token in free if (token.box[1] + token.box[3]) / 2 >= table.box[1]]
        yield from _text_items(regions(above))
        yield Item(table=table.block)
    yield from _text_items(regions(free))


def _text_items(stretches: Iterable[list[Line]]) -> Iterator[Item]:
    for lines in stretches:
        last = 0
        for start, end, block in find_aligned(lines):
            if start > last:
                yield Item(lines=tuple(lines[last:start]))
            yield Item(table=block)
            last = end
        if last < len(lines):
            yield Item(lines=tuple(lines[last:]))
