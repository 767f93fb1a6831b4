"""The columns that pieces of lines make, and the pieces cut where columns begin inside of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.reading.gutters import Span
from pipeline.reading.tokens import FIGURE_GAP, Piece, Token, make_piece

# A word that begins where a column does is the column's, even this close to the word before, in type heights.
NARROW_GAP = 0.3
# A figure that follows its label without a wide gap still needs more than nothing before it, in type heights.
GLUED_GAP = 0.1
# Edges of a column's words differ by less, in points.
ALIGNED = 2.5
# A piece that runs over columns of so many lines each belongs to none of them.
MIN_SUPPORT = 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its left and right edge in points, and whether figures make it."""

    left: float
    right: float
    figures: bool


def stacks(spans: Iterable[tuple[float, float, int]]) -> list[tuple[Span, int]]:
    """Return the columns that pieces (left, right, line) make, with the number of their lines, left to right.

    Pieces that overlap stand in one column; one that runs over several well-filled columns is left out.
    """
    # None of the columns found overlap, so that those a piece touches stand side by side.
    lefts: list[float] = []
    rights: list[float] = []
    held: list[set[int]] = []
    for left, right, line in sorted(spans, key=lambda span: (span[1] - span[0], span)):
        first, end = bisect_right(rights, left), bisect_left(lefts, right)
        if first >= end:
            first = end = bisect_right(lefts, left)
        elif sum(len(lines) >= MIN_SUPPORT for lines in held[first:end]) > 1:
            continue
        held[first:end] = [{line}.union(*held[first:end])]
        lefts[first:end] = [min(left, *lefts[first:end]) if first < end else left]
        rights[first:end] = [max(right, *rights[first:end]) if first < end else right]
    return [((left, right), len(lines)) for left, right, lines in zip(lefts, rights, held, strict=True)]


def columns_of(rows: Sequence[Sequence[Piece]]) -> list[Column]:
    """Return the columns of rows that hold figures, left to right."""
    figures = [
        Column(*span, figures=True)
        for span, lines in stacks((p.left, p.right, i) for i, row in enumerate(rows) for p in row if p.figure)
        if lines >= MIN_SUPPORT or _stands_apart(span, rows)
    ]
    texts = [(p.left, p.right, i) for i, row in enumerate(rows) for p in row if not p.figure and not _is_in(p, figures)]
    edges = [-float("inf"), *(column.left for column in figures), float("inf")]
    labels: list[Column] = []
    for left, right in pairwise(edges):
        inside = stacks((a, b, i) for a, b, i in texts if left <= a < right)
        # The labels of a table without more columns of words may be wide apart.
        filled = [span for span, lines in inside if lines >= MIN_SUPPORT or (len(inside) == 1 and left == edges[0])]
        labels += (Column(*span, figures=False) for span in filled)
    return sorted([*figures, *labels], key=lambda column: column.left)


def _is_in(piece: Piece, columns: Iterable[Column]) -> bool:
    """Return whether the middle of a text stands in a column of figures, as `n/a` does."""
    middle = (piece.left + piece.right) / 2
    return any(column.left - ALIGNED <= middle <= column.right + ALIGNED for column in columns)


def _stands_apart(span: Span, rows: Sequence[Sequence[Piece]]) -> bool:
    """Return whether the only figure of a column follows a label, rather than beginning its line."""
    return any(p.figure and p.left == span[0] for row in rows for p in row[1:])


def column_at(columns: Sequence[Column], piece: Piece) -> int:
    """Return the column of a piece: of a figure the one that covers most of it, of words the one they begin in."""
    if piece.figure or _is_in(piece, (column for column in columns if column.figures)):
        left, right = piece.left, piece.right
        shared = [min(right, column.right) - max(left, column.left) for column in columns]
        best = max(range(len(columns)), key=lambda i: (columns[i].figures and shared[i] > 0, shared[i]))
        if shared[best] > 0:
            return best
    return max(0, bisect_right([column.left - ALIGNED for column in columns], piece.left) - 1)


def cut(pieces: Iterable[Piece], columns: Sequence[Column]) -> list[Piece]:
    """Return the pieces cut where a column begins inside of them without a wide gap."""
    return [part for piece in pieces for part in (_cut(piece, columns) if not piece.figure else [piece])]


def _cut(piece: Piece, columns: Sequence[Column]) -> list[Piece]:
    parts: list[list[Token]] = [[piece.tokens[0]]]
    for index, (left, right) in enumerate(pairwise(piece.tokens), 1):
        gap = (right.box[0] - left.box[2]) / min(left.size, right.size)
        begins = gap > NARROW_GAP and any(abs(right.box[0] - c.left) <= ALIGNED for c in columns if not c.figures)
        if begins or (gap > GLUED_GAP and _begins_figure(piece.tokens[index:], columns)):
            parts.append([])
        parts[-1].append(right)
    return [make_piece(part) for part in parts] if len(parts) > 1 else [piece]


def _begins_figure(tokens: Sequence[Token], columns: Sequence[Column]) -> bool:
    """Return whether the rest of a piece is a figure that begins or ends where a column's do, or is centred there."""
    left, right = tokens[0].box[0], tokens[-1].box[2]
    over = [c for c in columns if c.figures and left >= c.left - ALIGNED and right <= c.right + ALIGNED]
    aligned = (
        min(abs(left - c.left), abs((left + right) / 2 - (c.left + c.right) / 2), abs(right - c.right)) <= ALIGNED
        for c in over
    )
    return any(aligned) and make_piece(tokens).figure


def parted(pieces: Iterable[Piece], columns: Sequence[Column]) -> list[Piece]:
    """Return names of columns, those parted that stand over two columns and close to each other."""
    found: list[Piece] = []
    for piece in pieces:
        parts: list[list[Token]] = [[piece.tokens[0]]]
        for left, right in pairwise(piece.tokens):
            gap = (right.box[0] - left.box[2]) / min(left.size, right.size)
            if gap > FIGURE_GAP and column_under(make_piece(parts[-1]), columns) != column_under(
                make_piece([right]), columns
            ):
                parts.append([])
            parts[-1].append(right)
        found += map(make_piece, parts)
    return found


def column_under(piece: Piece, columns: Sequence[Column]) -> int:
    """Return the column that a name shares most of its width with, else the nearest."""
    shared = [min(piece.right, column.right) - max(piece.left, column.left) for column in columns]
    return max(range(len(columns)), key=lambda index: (shared[index], -index))
