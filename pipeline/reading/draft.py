"""What format modules hand in: pages of blocks with offsets of their own, and how they become one Document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from pipeline.records import PAGE_BREAK, Block, Box, Cell, Document, Edit, Page, Table, Word, record_id

BLOCK_BREAK = "\n"


@dataclass(frozen=True, slots=True)
class DraftTable:
    """A table whose cells count from the start of its block's text."""

    n_rows: int
    n_cols: int
    cells: tuple[Cell, ...]
    caption: str | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class DraftBlock:
    """A block with its text; words, edits and cells count from the start of that text."""

    kind: str
    text: str
    level: int = 0
    box: Box | None = None
    words: tuple[Word, ...] = ()
    edits: tuple[Edit, ...] = ()
    table: DraftTable | None = None


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A page as blocks in reading order; `facts` carries route, size and the like, its offsets still unset."""

    blocks: tuple[DraftBlock, ...]
    facts: Page

    @property
    def text(self) -> str:
        """Return the page's text: its blocks, one per line or more."""
        return BLOCK_BREAK.join(block.text for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of the document as a whole besides its pages."""

    data: bytes
    media_type: str
    title: str | None = None
    metadata: tuple[tuple[str, str], ...] = ()
    paginated: bool = False


def assemble(source: Source, pages: Sequence[DraftPage]) -> Document:
    """Join draft pages into a Document: pages by a form feed, blocks by a line feed, all offsets made absolute."""
    document_id = hashlib.sha256(source.data).hexdigest()
    texts = [page.text for page in pages]
    starts = list(accumulate([len(text) + len(PAGE_BREAK) for text in texts[:-1]], initial=0))
    blocks: list[Block] = []
    tables: list[Table] = []
    placed: list[Page] = []
    for page, text, start in zip(pages, texts, starts, strict=True):
        placed.append(_place_page(page, start, start + len(text)))
        for offset, block in _with_offsets(page.blocks, start):
            blocks.append(_place_block(block, page.facts.number, offset))
            if block.table:
                tables.append(_place_table(block.table, document_id, page.facts.number, offset, len(block.text)))
    return Document(
        document_id=document_id,
        media_type=source.media_type,
        reader="",
        language=None,
        text=PAGE_BREAK.join(texts),
        pages=tuple(placed),
        blocks=tuple(blocks),
        tables=tuple(tables),
        title=source.title,
        metadata=source.metadata,
        paginated=source.paginated,
    )


def moved(word: Word, by: int) -> Word:
    """Return a word whose place counts from so many characters further left."""
    return Word(word.start + by, word.end + by, word.box, word.confidence, word.state, word.alternatives)


def _moved_cell(cell: Cell, by: int) -> Cell:
    start, end = cell.start + by, cell.end + by
    return Cell(cell.row, cell.col, start, end, cell.row_span, cell.col_span, cell.header, cell.box)


def _with_offsets(blocks: Sequence[DraftBlock], start: int) -> Iterable[tuple[int, DraftBlock]]:
    lengths = [len(block.text) + len(BLOCK_BREAK) for block in blocks]
    return zip(accumulate(lengths[:-1], initial=start), blocks, strict=True) if blocks else ()


def _place_page(page: DraftPage, start: int, end: int) -> Page:
    words: list[Word] = []
    edits: list[Edit] = []
    for offset, block in _with_offsets(page.blocks, start):
        words += (moved(word, offset) for word in block.words)
        edits += (replace(edit, start=edit.start + offset, end=edit.end + offset) for edit in block.edits)
    words.sort(key=lambda word: word.start)
    return replace(page.facts, start=start, end=end, words=tuple(words), edits=tuple(edits))


def _place_block(block: DraftBlock, page: int, offset: int) -> Block:
    return Block(block.kind, block.level, page, offset, offset + len(block.text), block.box)


def _place_table(table: DraftTable, document_id: str, page: int, offset: int, length: int) -> Table:
    cells = tuple([_moved_cell(cell, offset) for cell in table.cells])
    table_id = record_id(document_id, "table", page, offset)
    return Table(table_id, page, offset, offset + length, table.n_rows, table.n_cols, cells, table.caption, table.box)
