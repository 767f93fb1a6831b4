"""Tables without ruling lines: figures that stand under one another, with the words beside and above them."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.reading import shapes
from pipeline.reading.draft import DraftBlock
from pipeline.reading.flow import flow_cell
from pipeline.reading.grids import GridCell, table_block
from pipeline.reading.headers import Names, header_rows
from pipeline.reading.pieces import Column, column_at, columns_of, cut, parted
from pipeline.reading.stacked import ROW_GAP, Placed, rows_of, space
from pipeline.reading.tokens import SEGMENT_GAP, Line, Piece, Token, make_piece
from pipeline.records import union

# Figures are aligned where their right edges, or their middles, differ by less, in points.
ALIGNED = 4.0
MIN_FIGURE_ROWS = 2
MIN_FIGURE_ROWS_ONE_COLUMN = 3
# Lines without figures that a table may hold between rows of figures: one that runs over the columns of figures,
# as a subheading does, and so many of a label over several lines.
MAX_CROSSING = 1
MAX_PLAIN = 4
# Labels this many type heights right of figures begin a table of their own.
SIDE_GAP = 2.5
# Lines of prose fill their column to this share of its width, as so many of them do, and have so many characters.
PROSE_FILL = 0.75
PROSE_CHARS = 25.0
MIN_PROSE_LINES = 4
# The name of a column of words is no wider than this share of it.
MAX_NAME = 0.6
# A table's rows stand no further apart than this many type heights, its header lines no further than that.
MAX_ROW_GAP = 4.0
MAX_HEADER_GAP = 2.5
MAX_HEADER_LINES = 6
# What stands in a column of figures where there is none (`n/a`) has so few characters.
MAX_VOID = 5
# The last label goes on below its figures where its lines stand this close, in type heights.
TRAILING_GAP = 0.35

# Right edge and middle of a figure, in points: what figures of one column share.
Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Aligned:
    """A table among lines: the first of its lines, the one after its last, columns, lines of header and body.

    `cuts` are where it falls apart: between two tables side by side, or a table and the prose beside it.
    """

    first: int
    end: int
    columns: tuple[Column, ...]
    heads: tuple[tuple[Line, Sequence[Piece]], ...]
    body: tuple[Placed, ...]
    cuts: tuple[float, ...]

    @property
    def lines(self) -> list[Line]:
        """Return the lines of header and body."""
        return [*(line for line, _ in self.heads), *(placed.line for placed in self.body)]


@dataclass(frozen=True, slots=True)
class _Text:
    """Lines with their pieces, and the right edges and middles of the figures that stand apart in them."""

    lines: Sequence[Line]
    pieces: Sequence[Sequence[Piece]]
    figures: Sequence[Sequence[Place]]


def find_aligned(lines: Sequence[Line]) -> list[Aligned]:
    """Return the tables without ruling lines among lines of one column, top to bottom."""
    pieces = [line.pieces for line in lines]
    figures = [_apart(line, parts) for line, parts in zip(lines, pieces, strict=True)]
    text = _Text(lines, pieces, figures)
    found: list[Aligned] = []
    start = 0
    while start < len(lines):
        end = _run(text, start) if figures[start] else start
        if end == start or not _is_table(figures[start:end]):
            start += 1
            continue
        if not _is_contents(text, start, end) and not _is_counted(text, start, end):
            table = _aligned(text, start, end, found[-1].end if found else 0)
            # Figures without any label are those of a chart.
            found += [table] if any(any(map(str.isalpha, line.text)) for line in table.lines) else []
            end = table.end
        start = end
    return found


def _apart(line: Line, pieces: Sequence[Piece]) -> list[Place]:
    """Return the places of the line's figures that stand apart from what is left of them; years alone are a header."""
    figures = [
        piece
        for before, piece in pairwise(pieces)
        if piece.counts and (before.figure or piece.left - before.right > SEGMENT_GAP * line.size)
    ]
    if all(piece.is_time for piece in figures) or shapes.is_toc_entry(line.text):
        return []
    return [_place(piece) for piece in figures]


def _place(piece: Piece) -> Place:
    return piece.right, (piece.left + piece.right) / 2


def _run(text: _Text, start: int) -> int:
    """Return the line after the last row that goes on with the figures of the first."""
    end, plain, crossing, last = start + 1, 0, 0, text.figures[start]
    for index in range(start + 1, len(text.lines)):
        line, above = text.lines[index], text.lines[index - 1]
        apart = line.box[1] - above.box[3] > MAX_ROW_GAP * line.size
        if apart or shapes.is_caption(line.text) or _names_years(text.figures[index - 1], line, text.pieces[index]):
            break
        places = text.figures[index] or _other_places(text.pieces[index])
        if _shares(last, places):
            end, plain, crossing, last = index + 1, 0, 0, places
            continue
        plain += 1
        crosses = line.box[2] > _first_figure(text.pieces[start:end])
        crossing += crosses
        wide = line.box[2] > max(right for right, _ in last) - line.size or not shapes.is_short_line(line.text)
        prose = crosses and wide and len(text.pieces[index]) == 1
        if prose or crossing > MAX_CROSSING or plain > MAX_PLAIN:
            break
    return end


def _other_places(pieces: Sequence[Piece]) -> list[Place]:
    """Return the places of what stands in for figures, and of a total without a label, the only figure of its line."""
    if len(pieces) == 1:
        return [_place(piece) for piece in pieces if piece.counts]
    if any(piece.counts for piece in pieces):
        return []
    return [_place(piece) for piece in pieces[1:] if len(piece.text) <= MAX_VOID]


def _names_years(above: Sequence[Place], line: Line, pieces: Sequence[Piece]) -> bool:
    """Return whether a line is the header of another table.

    It names years or dates: nothing else, or in bold type, or below a line without figures.
    """
    if len(pieces) > 1 and all(piece.is_time for piece in pieces):
        return True
    years = [piece for piece in pieces[1:] if piece.figure]
    return bool(years) and all(piece.is_time for piece in years) and (line.bold or not above)


def _first_figure(rows: Iterable[Sequence[Piece]]) -> float:
    return min((piece.left for pieces in rows for piece in pieces[1:] if piece.figure), default=math.inf)


def _shares(above: Iterable[Place], below: Sequence[Place]) -> bool:
    return any(abs(a - b) <= ALIGNED for one in above for other in below for a, b in zip(one, other, strict=True))


def _is_table(figures: Sequence[Sequence[object]]) -> bool:
    rows = [row for row in figures if row]
    columns = max(len(row) for row in rows)
    return len(rows) >= (MIN_FIGURE_ROWS if columns > 1 else MIN_FIGURE_ROWS_ONE_COLUMN)


def _is_contents(text: _Text, start: int, end: int) -> bool:
    """Return whether the only figures besides numbers of headings are page numbers that only grow."""
    rows = [text.pieces[i] for i in range(start, end) if text.figures[i]]
    one = all(sum(piece.figure for piece in row[1:]) == 1 and row[-1].figure for row in rows)
    return one and shapes.are_page_numbers([row[-1].text for row in rows])


def _is_counted(text: _Text, start: int, end: int) -> bool:
    """Return whether the lines are a list counted from the first to the last, such as notes that cite `SR 142.20`."""
    rows = [text.pieces[i] for i in range(start, end)]
    counts = [row[0].text.rstrip(".)") for row in rows]
    if not all(len(row) == 2 and count.isdecimal() for row, count in zip(rows, counts, strict=True)):
        return False
    return [int(count) for count in counts] == list(range(int(counts[0]), int(counts[0]) + len(counts)))


# --- the table ----------------------------------------------------------------------------------


def _aligned(text: _Text, start: int, end: int, limit: int) -> Aligned:
    """Return the table whose rows of figures are these lines, with its header above and what goes on around."""
    start, end = _with_rest(text, start, end, limit)
    rows = text.pieces[start:end]
    columns = columns_of(rows)
    parts = [cut(pieces, columns) for pieces in rows]
    columns = columns_of(parts) if sum(map(len, parts)) > sum(map(len, rows)) else columns
    first, start = _with_header(text, start, limit, columns)
    body = tuple(_placed(text.lines[i], cut(text.pieces[i], columns), columns) for i in range(start, end))
    heads = tuple((text.lines[i], parted(text.pieces[i], columns)) for i in range(first, start))
    named = {column_at(columns, piece) for _, pieces in heads for piece in pieces if _is_name(piece, columns)}
    return Aligned(first, end, tuple(columns), heads, body, _cuts(body, columns, named))


def aligned_block(table: Aligned) -> DraftBlock:
    """Return the block of a table."""
    rows = [_head_cells(row, len(table.columns)) for row in header_rows(table.heads, table.columns)]
    rows += [_body_cells(row, table.columns) for row in rows_of(table.body)]
    return table_block(rows, box=union(line.box for line in table.lines))


def _with_rest(text: _Text, start: int, end: int, limit: int) -> tuple[int, int]:
    """Return the lines of figures with those above and below in which a label over several lines begins and ends."""
    rows = [i for i in range(start, end) if text.figures[i]]
    spaces = [space(text.lines[a], text.lines[b]) for a, b in pairwise(rows)]
    tight = min(spaces) - ROW_GAP
    edge = _first_figure(text.pieces[i] for i in rows)
    left = min(text.lines[i].box[0] for i in rows)

    def is_label(index: int, beside: int) -> bool:
        line, other = text.lines[index], text.lines[beside]
        near = space(*sorted((line, other), key=lambda line: line.box[1])) <= tight
        goes_on = index > beside and line.text[:1].islower() and space(other, line) <= TRAILING_GAP
        inside = left - ALIGNED <= line.box[0] and line.box[2] <= edge
        return inside and line.bold == other.bold and (near or goes_on)

    while end < len(text.lines) and is_label(end, end - 1):
        end += 1
    while start > limit and is_label(start - 1, start):
        start -= 1
    return start, end


def _with_header(text: _Text, start: int, limit: int, columns: Sequence[Column]) -> tuple[int, int]:
    """Return the first line of the header, and that of the body, whose first rows may be subheadings."""
    first = body = index = start
    while index > max(limit, start - MAX_HEADER_LINES):
        line, below = text.lines[index - 1], text.lines[index]
        if line.box[1] > below.box[1] or space(line, below) > MAX_HEADER_GAP or shapes.is_caption(line.text):
            break
        index -= 1
        pieces = text.pieces[index]
        over = len(pieces) > 1 or (len(columns) > 1 and pieces[0].left > columns[0].right)
        if over and not (_is_listed(pieces) and pieces[0].left <= columns[0].right):
            body = index + 1 if first == start else body
            first = index
        elif first < start or start - index > MAX_CROSSING or not _is_label(pieces[0], columns):
            break
    return first, body


def _is_label(piece: Piece, columns: Sequence[Column]) -> bool:
    """Return whether a text stands over the column of labels alone."""
    beyond = [column.left for column in columns if column.figures]
    return piece.left >= columns[0].left - ALIGNED and piece.right <= min(beyond, default=0.0)


def _is_listed(pieces: Sequence[Piece]) -> bool:
    """Return whether a line is a number or bullet and its text, as those of headings and lists are."""
    first = pieces[0].text
    words = len(pieces) > 1 and not pieces[1].figure
    return words and (shapes.is_list_item(f"{first} x") or shapes.numbering(f"{first} X") > 0)


def _placed(line: Line, pieces: Sequence[Piece], columns: Sequence[Column]) -> Placed:
    cells: dict[int, list[Piece]] = {}
    for piece in pieces:
        cells.setdefault(column_at(columns, piece), []).append(piece)
    return Placed(line, cells, any(piece.figure and columns[c].figures for c, ps in cells.items() for piece in ps))


def _is_name(piece: Piece, columns: Sequence[Column]) -> bool:
    """Return whether a text above a column of words is its name: it begins where they do, and is narrow."""
    own = columns[column_at(columns, piece)]
    return abs(piece.left - own.left) <= ALIGNED and piece.right - piece.left <= MAX_NAME * (own.right - own.left)


def _cuts(lines: Sequence[Placed], columns: Sequence[Column], named: Collection[int]) -> tuple[float, ...]:
    """Return where a table falls apart: before labels far right of figures, and beside prose without a name above."""
    size = min(placed.line.size for placed in lines)
    found = [
        right.left - ALIGNED
        for left, right in pairwise(columns)
        if left.figures
        and not right.figures
        and not columns[0].figures
        and right.left - left.right > SIDE_GAP * size
        and any(column.figures for column in columns[columns.index(right) :])
    ]
    for index, column in enumerate(columns):
        if not column.figures and index not in named and _is_prose([p.cells[index] for p in lines if index in p.cells]):
            found += [column.left - ALIGNED] if index else [columns[1].left - ALIGNED]
    return tuple(sorted(found))


def _is_prose(cells: Sequence[Sequence[Piece]]) -> bool:
    """Return whether the lines of a column are running text: long, filling it, many beginning with a small letter."""
    texts = [" ".join(piece.text for piece in cell) for cell in cells]
    widths = [cell[-1].right - cell[0].left for cell in cells]
    filling = sum(width >= PROSE_FILL * max(widths) for width in widths)
    small = sum(text[:1].islower() for text in texts)
    long = sum(map(len, texts)) >= PROSE_CHARS * len(texts)
    return len(texts) >= MIN_PROSE_LINES and long and filling >= PROSE_FILL * len(texts) and small >= len(texts) / 4


# --- cells --------------------------------------------------------------------------------------


def _head_cells(lines: Sequence[Names], count: int) -> list[GridCell]:
    """Return a header row's cells: names over several lines joined, columns without one empty."""
    tokens: dict[int, list[Token]] = {}
    spans: dict[int, int] = {}
    for names in lines:
        for column, width, piece in names:
            tokens.setdefault(column, []).extend(piece.tokens)
            spans[column] = max(width, spans.get(column, 1))
    return _cells(tokens, spans, count)


def _body_cells(lines: Sequence[Placed], columns: Sequence[Column]) -> list[GridCell]:
    tokens: dict[int, list[Token]] = {}
    for placed in lines:
        for column, pieces in placed.cells.items():
            tokens.setdefault(column, []).extend(token for piece in pieces for token in piece.tokens)
    alone = len(tokens) == 1 and len(lines) == 1
    spans = {column: _reach(make_piece(own), column, columns) for column, own in tokens.items()} if alone else {}
    return _cells(tokens, spans, len(columns))


def _reach(piece: Piece, column: int, columns: Sequence[Column]) -> int:
    """Return over how many columns the only text of a row runs."""
    return 1 + sum(piece.right > other.left + ALIGNED for other in columns[column + 1 :])


def _cells(tokens: Mapping[int, Sequence[Token]], spans: Mapping[int, int], count: int) -> list[GridCell]:
    cells: list[GridCell] = []
    column = 0
    while column < count:
        own, width = tokens.get(column, ()), max(1, spans.get(column, 1))
        # A name over several columns ends where the next one begins.
        width = next((i for i in range(1, width) if tokens.get(column + i)), width)
        text, words, edits = flow_cell(own)
        box = union(token.box for token in own)
        cells.append(GridCell(text, col_span=width, box=box, words=words, edits=edits))
        column += width
    return cells
