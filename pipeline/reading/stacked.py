"""Lines of a table → its rows: wrapped cells joined, subheadings and further lines kept apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from pipeline.reading import shapes
from pipeline.reading.tokens import Line, Piece, Token, make_piece, to_lines

# Rows stand further apart than the lines of a cell by this, lines of a cell no further than the usual, in type heights.
ROW_GAP = 0.25
MAX_LEADING = 0.5
# Lines that overlap by this much of a type height stand beside each other, as cells centred upright do.
OVERLAP = -0.15
# Lines that end this close to the edge of their column, in type heights, fill it; so many show where the edge is.
RAGGED = 1.2
MIN_ENDS = 3
# Lines of a numbered label begin at the same place, give or take this, in points.
HANGING = 2.5
# A space between words, in type heights.
WORD_SPACE = 0.3
# A row falls apart into so many lines or more.
MIN_SPLIT = 2
# Of the lines of a column of figures so many are figures; a unit may stand above them.
FIGURE_SHARE = 0.6

T = TypeVar("T")

_REST = re.compile(r"\d{3}(?:\.\d\d)?")


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of a table with its pieces by column."""

    line: Line
    cells: Mapping[int, Sequence[Piece]]
    figures: bool


def rows_of(lines: Sequence[Placed]) -> list[list[Placed]]:
    """Return the rows of a table's body."""
    edge = _Edge.of(lines)
    rows: list[list[Placed]] = []
    for chunk in chunks_of(lines, _own_line):
        alone = sum(placed.figures for placed in chunk) <= 1
        rows += _rows(chunk, edge, alone=alone)
    return rows


@dataclass(frozen=True, slots=True)
class _Edge:
    """Where the lines of each column end: at a common edge if several lines come close to it."""

    rights: Mapping[int, float]
    common: frozenset[int]

    @classmethod
    def of(cls, lines: Sequence[Placed]) -> _Edge:
        ends: dict[int, set[float]] = {}
        for placed in lines:
            for column, pieces in placed.cells.items():
                ends.setdefault(column, set()).add(pieces[-1].right)
        near = RAGGED * min(placed.line.size for placed in lines)
        common = {c for c, values in ends.items() if sum(max(values) - v <= near for v in values) >= MIN_ENDS}
        return cls({column: max(values) for column, values in ends.items()}, frozenset(common))

    def is_full(self, column: int, above: Piece, below: Piece, *, alone: bool) -> bool:
        """Return whether a line has no room left for the first word of the next."""
        first = below.tokens[0]
        sure = alone or column in self.common
        return sure and self.rights[column] - above.right <= first.box[2] - first.box[0] + WORD_SPACE * first.size


def space(above: Line, below: Line) -> float:
    """Return the free space between two lines in type heights."""
    return (below.box[1] - above.box[3]) / below.size


def chunks_of(lines: Sequence[T], line_of: Callable[[T], Line]) -> list[list[T]]:
    """Return lines, or what holds one each, parted where the space is clearly larger than between those of a cell."""
    spaces = [space(line_of(above), line_of(below)) for above, below in pairwise(lines)]
    leading = min(max(min(spaces, default=0.0), 0.0), MAX_LEADING)
    chunks = [[lines[0]]]
    for below, free in zip(lines[1:], spaces, strict=True):
        if free > leading + ROW_GAP:
            chunks.append([])
        chunks[-1].append(below)
    return chunks


def line_chunks(lines: Sequence[Line]) -> list[list[Line]]:
    """Return lines parted where the space is clearly larger than between those of a cell."""
    return chunks_of(lines, lambda line: line)


def _own_line(placed: Placed) -> Line:
    return placed.line


def _rows(chunk: Sequence[Placed], edge: _Edge, *, alone: bool) -> list[list[Placed]]:
    """Return the rows of lines that stand close; `alone` says that at most one of them holds figures."""
    rows = [[chunk[0]]]
    for above, below in pairwise(chunk):
        held = below.figures and any(placed.figures for placed in rows[-1])
        if _ends_number(above, below) or (not held and _goes_on(above, below, edge, alone=alone)):
            rows[-1].append(below)
        else:
            rows.append([below])
    return rows


def _hangs(above: Piece, below: Piece) -> bool:
    """Return whether a line stands under the words of a numbered label, right of its number."""
    numbered = len(above.tokens) > 1 and shapes.numbering(above.text) > 0
    return numbered and abs(above.tokens[1].box[0] - below.left) <= HANGING


def _ends_number(above: Placed, below: Placed) -> bool:
    """Return whether the only text of a line are the last three digits of a number too long for its cell."""
    ((column, pieces),) = below.cells.items() if len(below.cells) == 1 else ((-1, ()),)
    return column > 0 and column in above.cells and above.figures and bool(_REST.fullmatch(pieces[0].text))


def _goes_on(above: Placed, below: Placed, edge: _Edge, *, alone: bool) -> bool:
    """Return whether a line goes on with the row of the line above it."""
    if space(above.line, below.line) < OVERLAP:
        return True
    column = min(below.cells)
    if column not in above.cells:
        return alone or not below.figures
    last, first = above.cells[column][-1], below.cells[column][0]
    if column and alone:
        return True
    if last.text.endswith(("-", "\u00ad")) or first.text.lstrip("-–")[:1].islower():
        return True
    if shapes.numbering(first.text) or shapes.is_list_item(first.text):
        return False
    if _hangs(last, first):
        return True
    return above.line.bold == below.line.bold and edge.is_full(column, last, first, alone=alone)


# --- tall rows of a table with rules ------------------------------------------------------------


def split_row(cells: Sequence[Sequence[Token]]) -> list[list[list[Token]]] | None:
    """Return the rows that a row without rules inside holds, each as tokens by column, or null where it is one.

    Figures under one another are rows; so are lines of words, where the same wide gaps part them in all columns.
    """
    lines = [_placed_in(line, cells) for line in to_lines(token for cell in cells for token in cell)]
    if len(lines) < MIN_SPLIT:
        return None
    figures = [_mostly_figures([p.cells[c][0] for p in lines if c in p.cells]) for c in range(1, len(cells))]
    rows = rows_of(lines) if any(figures) else chunks_of(lines, _own_line)
    filled = [{column for placed in row for column in placed.cells} for row in rows]
    whole = len(rows) >= MIN_SPLIT and all(0 in own and len(own) == len(cells) for own in filled)
    if len(rows) < 2 or not (any(figures) or (whole and len(cells) > 1)):
        return None
    return [
        [[t for p in row for piece in p.cells.get(c, ()) for t in piece.tokens] for c in range(len(cells))]
        for row in rows
    ]


def holds_figures(tokens: Sequence[Token]) -> bool:
    """Return whether a cell holds figures one below the other, and hardly anything else."""
    lines = to_lines(tokens)
    return _mostly_figures([make_piece(line.tokens) for line in lines])


def holds_row(tokens: Sequence[Token]) -> bool:
    """Return whether a cell over several columns holds figures side by side that belong to each of them."""
    return any(sum(piece.figure for piece in line.pieces) >= MIN_SPLIT for line in to_lines(tokens))


def _placed_in(line: Line, cells: Sequence[Sequence[Token]]) -> Placed:
    columns = {id(token): column for column, cell in enumerate(cells) for token in cell}
    by_column: dict[int, list[Token]] = {}
    for token in line.tokens:
        by_column.setdefault(columns[id(token)], []).append(token)
    pieces = {column: [make_piece(tokens)] for column, tokens in by_column.items()}
    return Placed(line, pieces, any(piece.figure for column, (piece,) in pieces.items() if column))


def _mostly_figures(pieces: Sequence[Piece]) -> bool:
    figures = sum(piece.figure for piece in pieces)
    return figures >= MIN_SPLIT and figures >= FIGURE_SHARE * len(pieces)
