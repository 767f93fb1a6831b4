"""Pages as read, from a PDF or from images → Document: tables taken out, the rest laid out over all pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.domain.failures import DocumentFailure
from pipeline.reading.arrangement import arrange
from pipeline.reading.banded import Columns
from pipeline.reading.counted_lines import part_counters
from pipeline.reading.draft import DraftBlock, DraftPage, Source, assemble
from pipeline.reading.finding import find_tables
from pipeline.reading.flow import flow_text
from pipeline.reading.layout import Item, PageLayout, lay_out, style_of, title_of
from pipeline.reading.running import FOOT_ZONE
from pipeline.reading.stamped import part_stamps
from pipeline.reading.tokens import Token, make_line
from pipeline.reading.turned import turned_apart
from pipeline.records import Box, Document, Page, union

# Why a page failed; the reason of a document in which none could be read.
DAMAGED = "the page is damaged"
PARTLY_DAMAGED = "a part of the page is damaged"
TOO_LARGE = "the page is too large to be looked at"
_CODES = {DAMAGED: "damaged", TOO_LARGE: "too_large"}


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
    style = style_of(layouts)
    drafts = [DraftPage(blocks, page.facts) for blocks, page in zip(lay_out(layouts, style), pages, strict=True)]
    document = assemble(source, drafts)
    return replace(document, title=title_of(layouts, style) or _first_heading(document) or source.title)


def check_read(pages: Sequence[PageRead]) -> None:
    """Raise DocumentFailure where nothing could be read: ocr_failed, damaged or too_large."""
    failed = [page for page in pages if page.facts.route == "failed"]
    if not failed or any(page.tokens for page in pages):
        return
    reason = failed[0].facts.reasons[-1]
    raise DocumentFailure(_CODES.get(reason, "ocr_failed"), reason)


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
    plain, stamps = (page.tokens, []) if page.recognised else part_stamps(page.tokens)
    plain, counters = part_counters(plain)
    tokens, aside = turned_apart(plain, page.edges)
    found = find_tables(tokens, page.edges, before)
    last = found.last
    height = page.facts.height_pt or 0.0
    beside = [Item(lines=(make_line([line]),)) for line in aside]
    beside += [Item(block=_around_the_text(own)) for own in (stamps, counters) if own]
    items = (*arrange(tokens, found), *beside)
    ends = last is not None and not _goes_on_below(tokens, last.bottom, height)
    return PageLayout(page.facts.number, height, items, page.recognised), last.columns if last and ends else None


def _around_the_text(tokens: Sequence[Token]) -> DraftBlock:
    """Return the block of words that stand in no line of the text; as what runs around it, it is no paragraph."""
    text, words, edits = flow_text([make_line(tokens)])
    return DraftBlock("footer", text, box=union(token.box for token in tokens), words=words, edits=edits)


def _goes_on_below(tokens: Iterable[Token], bottom: float, height: float) -> bool:
    return any(bottom < (token.box[1] + token.box[3]) / 2 and token.box[1] < FOOT_ZONE * height for token in tokens)
