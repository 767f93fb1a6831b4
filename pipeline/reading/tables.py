"""Tables that ruling lines draw."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pdfplumber import table as ruling

from pipeline.reading.crossings import cells_between
from pipeline.reading.draft import DraftBlock
from pipeline.reading.flow import flow_cell
from pipeline.reading.frames import SNAP, closed
from pipeline.reading.grids import GridCell, table_block
from pipeline.reading.inner_columns import with_inner_columns
from pipeline.reading.stacked import holds_figures, holds_row, split_row
from pipeline.reading.tokens import Token
from pipeline.records import Box, union

# A table has at least two rows and two columns; fewer cells are a frame around text.
MIN_LINES_EACH_WAY = 3
MIN_CELLS = 4
MIN_FILLED_SHARE = 0.25
# Where more of the words run over the lines, or stand upright, the lines are those of a chart.
MAX_CROSSING = 0.3
MIN_UPRIGHT = 4
MANY_COLUMNS = 25
MIN_MEAN_WIDTH = 18.0
# Narrower or lower cells can't hold a word, in points.
MIN_WIDTH = 15.0
MIN_HEIGHT = 6.0


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table and the tokens it took from the page."""

    block: DraftBlock
    box: Box
    tokens: frozenset[int]


def has_grid(edges: Sequence[Box]) -> bool:
    """Return whether the ruling lines may form a table: at least three different ones each way."""
    level = {round(y0 / SNAP) for _, y0, _, y1 in edges if y1 - y0 <= 1.0}
    upright = {round(x0 / SNAP) for x0, _, x1, _ in edges if x1 - x0 <= 1.0}
    return len(level) >= MIN_LINES_EACH_WAY and len(upright) >= MIN_LINES_EACH_WAY


def find_ruled(tokens: Sequence[Token], edges: Sequence[Box]) -> list[FoundTable]:
    """Return the tables that ruling lines draw, top to bottom; the geometry is pdfplumber's."""
    edges = closed(edges)
    if not has_grid(edges):
        return []
    merged = ruling.merge_edges([_edge(box) for box in edges], SNAP, SNAP, SNAP, SNAP)
    upright, level = ([_box(edge) for edge in merged if edge["orientation"] == way] for way in ("v", "h"))
    cells = cells_between(upright, level, SNAP)
    found = [_ruled(tokens, boxes) for boxes in ruling.cells_to_tables(cells)]
    return sorted((table for table in found if table), key=lambda table: (table.box[1], table.box[0]))


def _edge(box: Box) -> dict[str, object]:
    x0, top, x1, bottom = box
    level = x1 - x0 > bottom - top
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": "h" if level else "v",
        "object_type": "line",
    }


def _box(edge: Mapping[str, Any]) -> Box:
    return edge["x0"], edge["top"], edge["x1"], edge["bottom"]


def _ruled(tokens: Sequence[Token], boxes: Sequence[Box]) -> FoundTable | None:
    """Return a table of cell boxes filled with the tokens in them; null for frames, charts and all but empty grids."""
    box = union(boxes)
    assert box is not None  # noqa: S101 - a table has cells
    own = frozenset(i for i, token in enumerate(tokens) if _holds(box, token.box))
    words = [tokens[i] for i in own]
    boxes = with_inner_columns(boxes, _words_in(boxes, words))
    middles = [((t.box[0] + t.box[2]) / 2, (t.box[1] + t.box[3]) / 2) for t in words]
    xs = _worded([(b[0], b[2]) for b in boxes], [x for x, _ in middles], MIN_WIDTH)
    ys = _worded([(b[1], b[3]) for b in boxes], [y for _, y in middles], MIN_HEIGHT)
    if len(boxes) < MIN_CELLS or len(xs) < 2 or len(ys) < 2 or _is_fine(box, len(xs)):
        return None
    grid = Grid(xs, ys, boxes)
    held: dict[Box, list[Token]] = {cell: [] for cell in boxes}
    for token in words:
        if (cell := grid.cell_at(token.box)) is not None:
            held[cell].append(token)
    filled = sum(bool(inside) for inside in held.values())
    crossing = sum(_sticks_out(cell, token) for cell, inside in held.items() for token in inside)
    if filled < MIN_FILLED_SHARE * len(set(grid.cells.values())) or crossing > MAX_CROSSING * len(words):
        return None
    placed = {id(token) for inside in held.values() for token in inside}
    taken = frozenset(i for i in own if id(tokens[i]) in placed)
    return FoundTable(table_block(_rows(grid, held), box=box), box, taken)


def _is_fine(box: Box, columns: int) -> bool:
    """Return whether there are many columns too narrow for figures, as the bars of a chart make them."""
    return columns > MANY_COLUMNS and box[2] - box[0] < columns * MIN_MEAN_WIDTH


def _holds(cell: Box, token: Box) -> bool:
    x, y = (token[0] + token[2]) / 2, (token[1] + token[3]) / 2
    return cell[0] <= x < cell[2] and cell[1] <= y < cell[3]


def _words_in(cells: Sequence[Box], words: Sequence[Token]) -> dict[Box, list[Token]]:
    """Return the words in each cell; only those at its height are looked at."""
    ordered = sorted(words, key=_middle_height)
    heights = [_middle_height(word) for word in ordered]
    return {
        cell: [
            word
            for word in ordered[bisect_left(heights, cell[1]) : bisect_left(heights, cell[3])]
            if _holds(cell, word.box)
        ]
        for cell in cells
    }


def _middle_height(word: Token) -> float:
    return (word.box[1] + word.box[3]) / 2


def _sticks_out(cell: Box, token: Token) -> bool:
    """Return whether a word runs over the sides of its cell, or stands upright, as those of a chart do."""
    left, top, right, bottom = token.box
    upright = len(token.text) >= MIN_UPRIGHT and bottom - top > right - left
    return left < cell[0] - SNAP or right > cell[2] + SNAP or upright


def _worded(spans: Sequence[tuple[float, float]], centres: Sequence[float], least: float) -> list[float]:
    """Return where columns (or rows) begin, those too narrow for a word that hold none joined with a neighbour.

    Such are the padding around shaded cells and the gaps of double rules; each joins the side to which more of the
    cells (`spans` from edge to edge) run on.
    """
    starts = _positions([start for start, _ in spans])
    gone: set[float] = set()
    for a, b in pairwise([*starts, max(end for _, end in spans)]):
        if b - a >= least or any(a <= centre < b for centre in centres):
            continue
        onward = sum(abs(start - a) <= SNAP and end > b + SNAP for start, end in spans)
        back = sum(abs(end - b) <= SNAP and start < a - SNAP for start, end in spans)
        gone.add(b if onward > back or a == starts[0] else a)
    return [start for start in starts if start not in gone]


def _positions(values: Sequence[float]) -> list[float]:
    """Return the distinct positions, those closer than the snap being one."""
    distinct: list[float] = []
    for value in sorted(values):
        if not distinct or value - distinct[-1] > SNAP:
            distinct.append(value)
    return distinct


class Grid:
    """The cells of a table by row and column; a cell over several of them stands at each of its places."""

    def __init__(self, xs: Sequence[float], ys: Sequence[float], boxes: Sequence[Box]) -> None:
        """Take where columns and rows begin, and the cells."""
        self.xs, self.ys = xs, ys
        self.cells: dict[tuple[int, int], Box] = {}
        # Where a narrow gap has joined a cell, the larger of the two stands for both.
        for box in sorted(boxes, key=lambda b: ((b[2] - b[0]) * (b[3] - b[1]), b)):
            rows, columns = _covered(ys, box[1], box[3]), _covered(xs, box[0], box[2])
            self.cells |= {(row, column): box for row in rows for column in columns}

    def cell_at(self, token: Box) -> Box | None:
        """Return the cell in which the middle of a word stands, or null."""
        x, y = (token[0] + token[2]) / 2, (token[1] + token[3]) / 2
        cell = self.cells.get((bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1))
        return cell if cell and cell[0] <= x < cell[2] and cell[1] <= y < cell[3] else None

    def column_at(self, token: Box) -> int:
        """Return the column in which the middle of a word stands."""
        return max(0, bisect_right(self.xs, (token[0] + token[2]) / 2) - 1)

    def span(self, cell: Box) -> tuple[int, int]:
        """Return over how many rows and columns a cell goes."""
        return len(_covered(self.ys, cell[1], cell[3])), len(_covered(self.xs, cell[0], cell[2]))


def _covered(positions: Sequence[float], start: float, end: float) -> range:
    """Return the rows or columns that begin between a cell's edges; at least one."""
    first = bisect_right(positions, start + SNAP) - 1
    return range(first, max(first + 1, bisect_right(positions, end - SNAP)))


def _rows(grid: Grid, held: Mapping[Box, Sequence[Token]]) -> list[list[GridCell]]:
    """Return the rows of cells; rows without rules between their lines are split."""
    rows: list[list[GridCell]] = []
    start = 0
    while start < len(grid.ys):
        end = _group_end(grid, start)
        parts = _split(grid, held, start, end)
        if parts is None:
            rows += (_whole_row(grid, held, row) for row in range(start, end))
        else:
            rows += ([_grid_cell(own, union(t.box for t in own), (1, 1)) for own in part] for part in parts)
        start = end
    return rows


def _group_end(grid: Grid, start: int) -> int:
    """Return the row after those that cells over several rows hold together."""
    end = start + 1
    row = start
    while row < end:
        cells = (grid.cells.get((row, column)) for column in range(len(grid.xs)))
        end = max(end, *(_covered(grid.ys, cell[1], cell[3]).stop for cell in cells if cell), row + 1)
        row += 1
    return end


def _split(grid: Grid, held: Mapping[Box, Sequence[Token]], start: int, end: int) -> list[list[list[Token]]] | None:
    """Return the rows that lines of text make of rows of the grid, or null where the rules alone make them."""
    cells = {grid.cells.get((row, column)): column for row in range(start, end) for column in range(len(grid.xs))}
    inside = [(cell, held[cell]) for cell in cells if cell]
    single = end == start + 1 and all(grid.span(cell) == (1, 1) for cell, _ in inside)
    stacked = any(cell[0] > grid.xs[0] + SNAP and holds_figures(own) for cell, own in inside)
    rows = [own for cell, own in inside if grid.span(cell)[1] > 1 and holds_row(own)]
    if not (single or stacked or rows):
        return None
    columns: list[list[Token]] = [[] for _ in grid.xs]
    for _, own in inside:
        for token in own:
            columns[grid.column_at(token.box)].append(token)
    return split_row(columns) or ([columns] if rows and end == start + 1 else None)


def _whole_row(grid: Grid, held: Mapping[Box, Sequence[Token]], row: int) -> list[GridCell]:
    """Return the cells that begin in a row, each once."""
    cells: list[GridCell] = []
    for column in range(len(grid.xs)):
        cell = grid.cells.get((row, column))
        if cell is None:
            cells.append(GridCell(""))
        elif _begins(grid, cell, row, column):
            cells.append(_grid_cell(held[cell], cell, grid.span(cell)))
    return cells


def _begins(grid: Grid, cell: Box, row: int, column: int) -> bool:
    return grid.cells.get((row - 1, column)) != cell and grid.cells.get((row, column - 1)) != cell


def _grid_cell(tokens: Sequence[Token], box: Box | None, span: tuple[int, int]) -> GridCell:
    text, words, edits = flow_cell(tokens)
    return GridCell(text, *span, box=box, words=words, edits=edits)
