"""Images of a page as the eye sees them: the strips and tiles of one picture are one."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.reading.pdfium import Frame, Picture
from pipeline.records import union

# Images are laid on a grid of so many cells each way; those that touch a common or neighbouring cell are one.
GRID = 64

Cell = tuple[int, int]


def whole_pictures(pictures: Sequence[Picture], frame: Frame) -> list[Picture]:
    """Return the pictures with strips and tiles joined, each as large as its parts and as fine as the largest."""
    if len(pictures) < 2:
        return list(pictures)
    cells = [_cells(picture, frame) for picture in pictures]
    group_of = _groups({cell for taken in cells for cell in taken})
    groups: dict[int, list[Picture]] = {}
    for picture, taken in zip(pictures, cells, strict=True):
        if taken:
            groups.setdefault(group_of[taken[0]], []).append(picture)
    return [_joined(parts) for _, parts in sorted(groups.items())]


def covered_share(pictures: Sequence[Picture], frame: Frame) -> float:
    """Return the share of the page that pictures cover together."""
    if len(pictures) == 1:
        box = pictures[0].box
        wide = min(box[2], frame.width) - max(box[0], 0.0)
        high = min(box[3], frame.height) - max(box[1], 0.0)
        return max(0.0, wide) * max(0.0, high) / (frame.width * frame.height)
    return len({cell for picture in pictures for cell in _cells(picture, frame)}) / GRID**2


def _cells(picture: Picture, frame: Frame) -> list[Cell]:
    x0, y0, x1, y1 = picture.box
    columns = _range(x0 / frame.width, x1 / frame.width)
    return [(row, column) for row in _range(y0 / frame.height, y1 / frame.height) for column in columns]


def _range(low: float, high: float) -> range:
    """Return the cells from `low` to `high` (shares of a side) that are covered by half or more, at least one."""
    first = min(max(round(low * GRID), 0), GRID)
    last = min(max(round(high * GRID), 0), GRID)
    return range(first, last) if last > first else range(min(first, GRID - 1), min(first, GRID - 1) + 1)


def _groups(cells: set[Cell]) -> dict[Cell, int]:
    """Number the connected groups of cells, in reading order of their first."""
    group_of: dict[Cell, int] = {}
    for number, seed in enumerate(sorted(cells)):
        stack = [seed]
        while stack:
            cell = stack.pop()
            if cell in cells and cell not in group_of:
                group_of[cell] = number
                row, column = cell
                stack += [(row + 1, column), (row - 1, column), (row, column + 1), (row, column - 1)]
    return group_of


def _joined(parts: Sequence[Picture]) -> Picture:
    largest = max(parts, key=lambda p: (p.box[2] - p.box[0]) * (p.box[3] - p.box[1]))
    return Picture(union(part.box for part in parts) or largest.box, largest.dpi)
