"""Notes around a table that hold for all of its figures: `Alle Angaben pro Jahr`, before it or under it.

What introduces a table ends with a colon or names it; a note under a table stands before the next heading or table.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import islice, takewhile

from pipeline.domain.lexicon import says
from pipeline.extraction.grid import Grid
from pipeline.records import Block, Document

# So many blocks right before a table may introduce it, and so many right after it be notes on it.
BLOCKS_BEFORE = 2
BLOCKS_AFTER = 3


def is_told_yearly(document: Document, grid: Grid, language: str) -> bool:
    """Tell whether a note says that all figures of a table are for one year each."""
    first, last = grid.table.start, grid.origins[-1][0].end
    before = _beside(document, [block for block in document.blocks if block.end <= first][::-1], BLOCKS_BEFORE)
    after = _beside(document, [block for block in document.blocks if block.start >= last], BLOCKS_AFTER)
    notes = [*before, *(text for text in after if not text.rstrip().endswith(":"))]
    return (
        any(says(text, language, "columns", "yearly_note_re") for text in notes)
        or any(says(text, language, "columns", "yearly_table_re") for text in before)
        or _of_all_tables(document.text, language)
    )


def _beside(document: Document, blocks: list[Block], most: int) -> list[str]:
    """Return the texts of the first blocks of a list up to a heading or a table."""
    near = takewhile(lambda block: block.kind not in ("heading", "table"), blocks)
    told = (block for block in near if block.kind not in ("header", "footer"))
    return [document.text[block.start : block.end] for block in islice(told, most)]


@lru_cache(maxsize=1)
def _of_all_tables(text: str, language: str) -> bool:
    return says(text, language, "columns", "yearly_everywhere_re")
