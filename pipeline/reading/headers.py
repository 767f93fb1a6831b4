"""Lines above the body of a table → its header rows: names over several lines, names over several columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.reading.pieces import ALIGNED, Column, column_under
from pipeline.reading.stacked import space
from pipeline.reading.tokens import Line, Piece

# Header lines closer than this are one row of names over several lines, in type heights.
SAME_ROW = 0.35

Names = list[tuple[int, int, Piece]]


def header_rows(lines: Sequence[tuple[Line, Sequence[Piece]]], columns: Sequence[Column]) -> list[list[Names]]:
    """Return the header's rows, each as lines of names: first column, how many columns, piece."""
    rows: list[list[Names]] = []
    for index, (line, pieces) in enumerate(lines):
        below = lines[index + 1][1] if index + 1 < len(lines) else ()
        names = [(*_columns_under(piece, pieces, below, columns), piece) for piece in pieces]
        apart = index > 0 and space(lines[index - 1][0], line) > SAME_ROW
        if rows and not apart and not any(width > 1 for _, width, _ in rows[-1][-1]):
            rows[-1].append(names)
        else:
            rows.append([names])
    return rows


def _columns_under(
    piece: Piece, line: Sequence[Piece], below: Sequence[Piece], columns: Sequence[Column]
) -> tuple[int, int]:
    """Return the first column under a name and how many there are."""
    labels = columns[0].right if not columns[0].figures and piece.left > columns[0].right else 0.0
    own = _own(piece, line, [part for part in below if part.left > labels])
    if len(own) > 1:
        places = [column_under(part, columns) for part in own]
        return min(places), max(places) - min(places) + 1
    if len(line) == len(columns):
        return list(line).index(piece), 1
    if len(line) == len(columns) - 1 and line[0].left > columns[0].right:
        return list(line).index(piece) + 1, 1
    return column_under(piece, columns), 1


def _own(piece: Piece, line: Sequence[Piece], below: Sequence[Piece]) -> list[Piece]:
    """Return the names below that one over several columns heads: nearest to it, and none of them right under it."""
    nearest = [part for part in below if min(line, key=lambda other: abs(_middle(other) - _middle(part))) is piece]
    if len(nearest) < 2 or len(below) <= len(line) or any(_in_line(piece, part) for part in nearest):
        return []
    between = any(a.right < _middle(piece) < b.left for a, b in pairwise(nearest))
    inside = any(part.left <= _middle(piece) <= part.right for part in nearest[1:-1])
    return nearest if between or inside else []


def _in_line(above: Piece, below: Piece) -> bool:
    return abs(above.left - below.left) <= ALIGNED or abs(above.right - below.right) <= ALIGNED


def _middle(piece: Piece) -> float:
    return (piece.left + piece.right) / 2
