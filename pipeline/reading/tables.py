"""Tables on a page: by their ruling lines, or by figures that stand right-aligned under one another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pdfplumber import table as ruling

from pipeline.reading import shapes
from pipeline.reading.draft import DraftBlock
from pipeline.reading.flow import flow_text
from pipeline.reading.grids import GridCell, table_block
from pipeline.reading.tokens import Line, Token, to_lines
from pipeline.records import Box, union

# A table has at least two rows and two columns; fewer cells are a frame around text.
MIN_LINES_EACH_WAY = 3
MIN_CELLS = 4
MIN_FILLED_SHARE = 0.25
# How far ruling lines may miss each other and still meet, in points.
SNAP = 3.0
# Figures are aligned where their right edges differ by less, in points.
ALIGNED = 4.0
MIN_FIGURE_ROWS = 2
MIN_FIGURE_ROWS_ONE_COLUMN = 3
# Lines without figures (a label over two lines, a subheading) that a table may hold between rows of figures.
MAX_PLAIN_ROWS = 1
# A table's rows stand no further apart than this many type heights.
MAX_ROW_GAP = 4.0

_FIGURE = re.compile(r"[^\d%]{0,6}\d[\d'’‘`.,\s\u00a0\u2009\u202f]*(?:[-–.]{1,3}|%)?\)?")


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
    if not has_grid(edges):
        return []
    merged = ruling.merge_edges([_edge(box) for box in edges], SNAP, SNAP, SNAP, SNAP)
    crossings = ruling.edges_to_intersections(merged, SNAP, SNAP)
    cells = ruling.intersections_to_cells(crossings)
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


def _ruled(tokens: Sequence[Token], boxes: Sequence[Box]) -> FoundTable | None:
    """Return a table of cell boxes filled with the tokens in them; null for frames and all but empty grids."""
    box = union(boxes)
    assert box is not None  # noqa: S101 - a table has cells
    xs, ys = _positions([b[0] for b in boxes]), _positions([b[1] for b in boxes])
    if len(boxes) < MIN_CELLS or len(xs) < 2 or len(ys) < 2:
        return None
    inside = {cell: [i for i, token in enumerate(tokens) if _holds(cell, token.box)] for cell in boxes}
    if sum(bool(indices) for indices in inside.values()) < MIN_FILLED_SHARE * len(boxes):
        return None
    rows: list[list[GridCell]] = [[] for _ in ys]
    for cell in sorted(boxes, key=lambda b: (_index(ys, b[1]), b[0])):
        rows[_index(ys, cell[1])].append(_grid_cell([tokens[i] for i in inside[cell]], cell, xs, ys))
    block = table_block(rows, box=box)
    return FoundTable(block, box, frozenset(i for indices in inside.values() for i in indices))


def _holds(cell: Box, token: Box) -> bool:
    x, y = (token[0] + token[2]) / 2, (token[1] + token[3]) / 2
    return cell[0] <= x < cell[2] and cell[1] <= y < cell[3]


def _positions(values: Sequence[float]) -> list[float]:
    """Return the distinct positions, those closer than the snap being one."""
    distinct: list[float] = []
    for value in sorted(values):
        if not distinct or value - distinct[-1] > SNAP:
            distinct.append(value)
    return distinct


def _index(positions: Sequence[float], value: float) -> int:
    return min(range(len(positions)), key=lambda i: abs(positions[i] - value))


def _grid_cell(tokens: Sequence[Token], box: Box, xs: Sequence[float], ys: Sequence[float]) -> GridCell:
    text, words, edits = flow_text(to_lines(tokens))
    row_span = sum(box[1] - SNAP <= y < box[3] - SNAP for y in ys)
    col_span = sum(box[0] - SNAP <= x < box[2] - SNAP for x in xs)
    return GridCell(text, max(1, row_span), max(1, col_span), box=box, words=words, edits=edits)


# --- tables without lines -----------------------------------------------------------------------


def find_aligned(lines: Sequence[Line]) -> list[tuple[int, int, DraftBlock]]:
    """Return tables without ruling lines among lines of one column: first line, line after the last, block."""
    figures = [_figures(line) for line in lines]
    found: list[tuple[int, int, DraftBlock]] = []
    start = 0
    while start < len(lines):
        end = _run(lines, figures, start) if figures[start] else start
        if end == start or not _is_table(figures[start:end]):
            start += 1
            continue
        if _is_contents(lines[start:end]):
            start = end
            continue
        first = _with_header(lines, start, found[-1][1] if found else 0)
        found.append((first, end, _aligned_block(lines[first:end])))
        start = end
    return found


def _figures(line: Line) -> list[float]:
    """Return the right edges of the line's figures that stand apart from a label to their left."""
    segments = line.segments
    texts = [" ".join(token.text for token in segment) for segment in segments]
    return [
        segment[-1].box[2]
        for index, (segment, text) in enumerate(zip(segments, texts, strict=True))
        if index and _FIGURE.fullmatch(text)
    ]


def _run(lines: Sequence[Line], figures: Sequence[Sequence[float]], start: int) -> int:
    """Return the line after the last row that goes on with the figures of the first."""
    end, plain = start + 1, 0
    for index in range(start + 1, len(lines)):
        if lines[index].box[1] - lines[index - 1].box[3] > MAX_ROW_GAP * lines[index].size:
            break
        if figures[index] and _shares(figures[end - 1], figures[index]):
            end, plain = index + 1, 0
        else:
            plain += 1
            if plain > MAX_PLAIN_ROWS:
                break
    return end


def _shares(left: Sequence[float], right: Sequence[float]) -> bool:
    return any(abs(a - b) <= ALIGNED for a in left for b in right)


def _is_table(figures: Sequence[Sequence[float]]) -> bool:
    rows = [row for row in figures if row]
    columns = max(len(row) for row in rows)
    return len(rows) >= (MIN_FIGURE_ROWS if columns > 1 else MIN_FIGURE_ROWS_ONE_COLUMN)


def _is_contents(lines: Sequence[Line]) -> bool:
    """Return whether the only figures are page numbers that only grow."""
    rows = [line.segments for line in lines if len(line.segments) > 1]
    return all(len(row) == 2 for row in rows) and shapes.are_page_numbers([row[1][0].text for row in rows])


def _with_header(lines: Sequence[Line], start: int, limit: int) -> int:
    """Return the first line of the table's header: lines right above that stand in several segments."""
    first = start
    while first > limit and len(lines[first - 1].segments) > 1:
        if lines[first].box[1] - lines[first - 1].box[3] > MAX_ROW_GAP * lines[first].size:
            break
        first -= 1
    return first


def _aligned_block(lines: Sequence[Line]) -> DraftBlock:
    columns = _columns(lines)
    rows = [_aligned_row(line, columns) for line in lines]
    return table_block(rows, box=union(line.box for line in lines))


def _columns(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Return left and right of each column: segments of all rows that overlap, those over two columns left out."""
    spans = sorted((segment[0].box[0], segment[-1].box[2]) for line in lines for segment in line.segments)
    narrow = [s for s in spans if sum(o[0] > s[0] and o[1] < s[1] for o in spans) < 2]
    columns: list[tuple[float, float]] = []
    for left, right in narrow:
        if columns and left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns


def _aligned_row(line: Line, columns: Sequence[tuple[float, float]]) -> list[GridCell]:
    cells: list[GridCell] = []
    by_column: dict[int, list[Token]] = {}
    for segment in line.segments:
        by_column.setdefault(_column_of(segment, columns), []).extend(segment)
    for column in range(len(columns)):
        tokens = by_column.get(column, [])
        text, words, edits = flow_text(to_lines(tokens))
        cells.append(GridCell(text, box=union(token.box for token in tokens), words=words, edits=edits))
    return cells


def _column_of(segment: Sequence[Token], columns: Sequence[tuple[float, float]]) -> int:
    left, right = segment[0].box[0], segment[-1].box[2]
    shared = [min(right, end) - max(left, start) for start, end in columns]
    return max(range(len(columns)), key=lambda index: (shared[index], -index))
