"""Where ruling lines cross, and the cells between them, by pdfplumber's rules.

pdfplumber asks each crossing for all others; here each knows those in line with it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.records import Box

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Crossing:
    """The upright and the level lines that meet at a point."""

    upright: set[Box] = field(default_factory=set)
    level: set[Box] = field(default_factory=set)


def cells_between(upright: Sequence[Box], level: Sequence[Box], slack: float) -> list[Box]:
    """Return the smallest cell right of and below each crossing of lines, left to right, then top to bottom.

    Lines that miss each other by no more than `slack`, in points, cross; a cell has lines on its four sides.
    """
    found = _crossings(upright, level, slack)
    points = sorted(found)
    columns: dict[float, list[Point]] = {}
    rows: dict[float, list[Point]] = {}
    for x, y in points:
        columns.setdefault(x, []).append((x, y))
        rows.setdefault(y, []).append((x, y))
    cells = (next(_cells_at(point, found, columns[point[0]], rows[point[1]]), None) for point in points)
    return [cell for cell in cells if cell]


def _crossings(upright: Sequence[Box], level: Sequence[Box], slack: float) -> dict[Point, Crossing]:
    found: dict[Point, Crossing] = {}
    ordered = sorted(level, key=lambda line: line[1])
    heights = [line[1] for line in ordered]
    for line in upright:
        x, top, _, bottom = line
        # Twice the slack leaves room for how fractions are rounded.
        near = ordered[bisect_left(heights, top - 2 * slack) : bisect_right(heights, bottom + 2 * slack)]
        for other in near:
            left, y, right, _ = other
            if top <= y + slack and bottom >= y - slack and left - slack <= x <= right + slack:
                crossing = found.setdefault((x, y), Crossing())
                crossing.upright.add(line)
                crossing.level.add(other)
    return found


def _cells_at(
    corner: Point, found: dict[Point, Crossing], column: Sequence[Point], row: Sequence[Point]
) -> Iterator[Box]:
    """Yield the cells with this upper left corner; `column` and `row` are the crossings in line with it."""
    own = found[corner]
    rights = row[bisect_right(row, corner) :]
    for below in column[bisect_right(column, corner) :]:
        if own.upright.isdisjoint(found[below].upright):
            continue
        for right in rights:
            if own.level.isdisjoint(found[right].level):
                continue
            last = found.get((right[0], below[1]))
            if last and not (
                last.upright.isdisjoint(found[right].upright) or last.level.isdisjoint(found[below].level)
            ):
                yield (*corner, right[0], below[1])
