"""A sheet cut into what stands on it: lines of text and tables, set apart by empty rows and columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pipeline.reading import shapes
from pipeline.reading.draft import DraftBlock
from pipeline.reading.grids import CELL_BREAK, GridCell, is_figure, table_block
from pipeline.reading.limits import Limits

CAPTION_BREAK = " – "
# Above this many lines of text in front of a table it is a text of its own, no caption.
MAX_CAPTION_LINES = 4
# A lone text below a table that is longer than a label is a note.
MIN_NOTE = 60


@dataclass(frozen=True, slots=True)
class Placed:
    """A filled cell: first row and column, the ones after its last, and its text. Hidden ones are not counted."""

    top: int
    left: int
    bottom: int
    right: int
    text: str


Region = tuple[Placed, ...]


def sheet_blocks(name: str, cells: Iterable[Placed], limits: Limits) -> Iterator[DraftBlock]:
    """Yield the blocks of a sheet: its name as a heading, then lines of text and tables as they are read.

    Raises DocumentFailure: too_large.
    """
    yield DraftBlock("heading", name, 1)
    for region in _joined(list(_regions(tuple(cells)))):
        yield from _region_blocks(name, region, limits)


def _regions(cells: Region) -> Iterator[Region]:
    """Yield the parts of a sheet between empty rows, then between empty columns, top to bottom, left to right."""
    bands = _split(cells, by_rows=True)
    for band in bands:
        parts = _with_labels(_split(band, by_rows=False))
        if len(bands) == len(parts) == 1:
            yield band
        elif len(parts) == 1:
            yield parts[0]
        else:
            for part in parts:
                yield from _regions(part)


def _split(cells: Region, *, by_rows: bool) -> list[Region]:
    parts: list[list[Placed]] = []
    reached = -1
    for cell in sorted(cells, key=lambda c: (c.top, c.left) if by_rows else (c.left, c.top)):
        start, end = (cell.top, cell.bottom) if by_rows else (cell.left, cell.right)
        if start > reached or not parts:
            parts.append([])
        parts[-1].append(cell)
        reached = max(reached, end)
    return [tuple(sorted(part, key=lambda c: (c.top, c.left))) for part in parts]


def _with_labels(parts: list[Region]) -> list[Region]:
    """Return the parts of a band; columns of figures without labels of their own go with the part on their left."""
    joined: list[Region] = []
    for part in parts:
        left = min(cell.left for cell in part)
        first = [cell.text for cell in part if cell.left == left]
        labelled = sum(not is_figure(text) for text in first) * 2 > len(first)
        if joined and not labelled:
            joined[-1] = tuple(sorted(joined[-1] + part, key=lambda c: (c.top, c.left)))
        else:
            joined.append(part)
    return joined


def _joined(regions: Sequence[Region]) -> list[Region]:
    """Return the regions, those that go on with the table above them joined to it."""
    joined: list[Region] = []
    for region in regions:
        # A table at the side may stand between a table and its last rows.
        above = next((i for i in reversed(range(len(joined))) if _overlap(joined[i], region)), None)
        if above is not None and _goes_on(joined[above], region):
            joined[above] += region
        else:
            joined.append(region)
    return joined


def _overlap(one: Region, other: Region) -> bool:
    return _left(one) < _right(other) and _left(other) < _right(one)


def _goes_on(above: Region, below: Region) -> bool:
    """Return whether figures without a header of their own stand in the columns of the table above them."""
    rows = _rows(below)
    labels = next((index for index, row in enumerate(rows) if len(row) > 1), None)
    if labels is None or labels > 1 or max(len(row) for row in _rows(above)) < 2:
        return False
    within = _left(above) <= _left(below) and _right(below) <= _right(above)
    return within and any(is_figure(cell.text) for cell in rows[labels])


def _rows(region: Region) -> list[list[Placed]]:
    return [list(row) for _, row in groupby(region, key=lambda cell: cell.top)]


def _left(region: Region) -> int:
    return min(cell.left for cell in region)


def _right(region: Region) -> int:
    return max(cell.right for cell in region)


def _region_blocks(name: str, region: Region, limits: Limits) -> Iterator[DraftBlock]:
    rows = _rows(region)
    left, filled = _left(region), [index for index, row in enumerate(rows) if len(row) > 1]
    if len(filled) < 2:
        yield from (_line(row) for row in rows)
        return
    # A lone text in a later column heads the columns below it; one in the first stands above the table.
    first = next(index for index, row in enumerate(rows) if len(row) > 1 or row[0].left > left or _is_figure(row))
    last = next(index for index in range(len(rows), first, -1) if not _is_note(rows[index - 1], left))
    above = [row[0].text for row in rows[:first]]
    kind = "caption" if len(above) <= MAX_CAPTION_LINES else "paragraph"
    yield from (DraftBlock(kind, text) for text in above)
    caption = CAPTION_BREAK.join([name, *above]) if kind == "caption" else name
    yield table_block(list(_grid([cell for row in rows[first:last] for cell in row], limits)), caption)
    yield from (_line(row) for row in rows[last:])


def _is_figure(row: Sequence[Placed]) -> bool:
    return any(is_figure(cell.text) for cell in row)


def _is_note(row: Sequence[Placed], left: int) -> bool:
    text = row[0].text
    noted = len(text) > MIN_NOTE or shapes.ends_sentence(text) or not text[0].isalnum() or row[0].right - left > 1
    return len(row) == 1 and row[0].left == left and noted and not is_figure(text)


def _line(row: Sequence[Placed]) -> DraftBlock:
    # Figures of neighbouring cells must not read as one number.
    text = (CELL_BREAK if _is_figure(row) else " ").join(cell.text for cell in row)
    return DraftBlock(shapes.plain_kind(text), text)


def _grid(cells: Sequence[Placed], limits: Limits) -> Iterator[list[GridCell]]:
    """Yield the rows of a table, empty rows left out, empty cells filled in where no merged cell covers them."""
    shown = sorted({row for cell in cells for row in range(cell.top, cell.bottom)})
    places = {row: index for index, row in enumerate(shown)}
    left, right = min(cell.left for cell in cells), max(cell.right for cell in cells)
    limits.check("max_cells", len(shown) * (right - left), "cells in a table")
    by_row: dict[int, dict[int, Placed]] = {}
    for cell in cells:
        moved = replace(cell, top=places[cell.top], bottom=places[cell.bottom - 1] + 1)
        by_row.setdefault(moved.top, {})[cell.left] = moved
    covered: set[tuple[int, int]] = set()
    for row in range(len(shown)):
        yield list(_grid_row(row, range(left, right), by_row.get(row, {}), covered))


def _grid_row(row: int, columns: range, cells: dict[int, Placed], covered: set[tuple[int, int]]) -> Iterator[GridCell]:
    for col in columns:
        if (row, col) in covered:
            continue
        cell = cells.get(col, Placed(row, col, row + 1, col + 1, ""))
        covered |= {(r, c) for r in range(cell.top, cell.bottom) for c in range(cell.left, cell.right)}
        yield GridCell(cell.text, cell.bottom - cell.top, cell.right - cell.left)
