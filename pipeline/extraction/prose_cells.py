"""Amounts in cells that hold sentences, as in a synopsis: read as running text, placed by row and column."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from pipeline.extraction.amounts import find_amounts
from pipeline.extraction.facts import Context
from pipeline.extraction.funding import funding_in
from pipeline.extraction.grid import Grid, Place, heading_says
from pipeline.extraction.linked_amounts import Amount
from pipeline.extraction.passages import Passage
from pipeline.extraction.sentences import bounds_or_whole
from pipeline.records import Document, Funding

# A cell with fewer words beside its amounts is a label or a figure with its unit.
FEWEST_WORDS = 4
_WORD = re.compile(r"[^\W\d_]{2,}")


def prose_money(document: Document, grid: Grid, context: Context) -> list[Funding]:
    """Return a row for each amount told in a sentence of a cell.

    In a synopsis, where what is in force stands beside its draft, the amounts in force are old ones and those of the
    draft are planned.
    """
    in_force, draft = _columns(grid, context, "in_force"), _columns(grid, context, "draft")
    rows = [row for place in _prose(grid) for row in _told_in(document, grid, place, context)]
    if not in_force or not draft:
        return rows
    return [_in_force(row) if row.column in in_force else _drafted(row, draft) for row in rows]


def _columns(grid: Grid, context: Context, key: str) -> frozenset[int]:
    labels = ((col, grid.column_label(col)) for col in range(grid.n_cols))
    return frozenset(col for col, label in labels if heading_says(label, context.language, key))


def _prose(grid: Grid) -> Iterator[Place]:
    """Yield the places of cells with words and digits that are no figures."""
    for place in sorted(grid.cells):
        text = grid.texts[place]
        read = place[0] not in grid.body_rows or not grid.starts(*place) or place in grid.values
        if not read and any(map(str.isdigit, text)) and len(_WORD.findall(text)) >= FEWEST_WORDS:
            yield place


def _told_in(document: Document, grid: Grid, place: Place, context: Context) -> Iterator[Funding]:
    row, col = place
    cell, (table, own_row) = grid.cells[place], grid.origins[row]
    text = document.text[cell.start : cell.end]
    amounts = find_amounts(text, context.language)
    if not amounts or len(_WORD.findall(_beside(text, amounts))) < FEWEST_WORDS:
        return
    passage = Passage("table", cell.start, cell.end, text, grid.section)
    bounds = bounds_or_whole(text, context.language)
    for found in funding_in(document, passage, amounts, bounds, context):
        yield replace(
            found,
            found_in="table",
            table_id=table.table_id,
            row=own_row,
            column=col,
            row_label=grid.text(row, 0) or None,
            column_label=grid.column_label(col) or None,
        )


def _beside(text: str, amounts: Sequence[Amount]) -> str:
    """Return a text without its amounts."""
    kept = zip(
        [0, *(amount.end for amount in amounts)], [*(amount.start for amount in amounts), len(text)], strict=True
    )
    return " ".join(text[start:end] for start, end in kept)


def _in_force(row: Funding) -> Funding:
    """What a draft replaces is an old value, of no stated years."""
    if row.role != "level":
        return row
    return replace(row, role="superseded", status="spent", period_start=None, period_end=None, side=None)


def _drafted(row: Funding, draft: Collection[int]) -> Funding:
    settled = row.column in draft and row.role == "level" and row.status not in ("planned", "requested")
    return replace(row, status="planned") if settled else row
