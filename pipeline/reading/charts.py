"""Charts whose axes, ticks and labels stand in rows and columns as those of tables do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.reading.draft import DraftBlock

# So many marks of an axis, one as far from the next as all, and so much of all numbers of its column.
MIN_MARKS = 4
MARKS_SHARE = 0.7
# Beside an axis a chart fills fewer of the cells; a table whose first column counts in tens fills all.
MAX_FILLED = 0.6
_NUMBER = re.compile(r"[-–−]?\d[\d'’,.]*")
_GROUPS = str.maketrans("–−", "--", "'’,")


def is_chart(block: DraftBlock) -> bool:
    """Return whether the cells of a block's table are those of a chart: an axis, and much empty space beside it."""
    table = block.table
    if table is None:
        return False
    columns = ((column, tuple(_numbers(block, column))) for column in range(table.n_cols))
    axes = {column: numbers for column, numbers in columns if _is_axis(numbers)}
    others = table.n_rows * (table.n_cols - len(axes))
    if not axes or not others:
        # Charts side by side have the same axis; a tariff's two columns go by steps of their own.
        return len(axes) > len(set(axes.values()))
    return sum(cell.end > cell.start and cell.col not in axes for cell in table.cells) <= MAX_FILLED * others


def _numbers(block: DraftBlock, column: int) -> list[float]:
    """Return the numbers of a column, top to bottom."""
    assert block.table is not None  # noqa: S101 - its caller saw it
    texts = [block.text[cell.start : cell.end] for cell in block.table.cells if cell.col == column]
    plain = [match.translate(_GROUPS).rstrip(".") for text in texts for match in _NUMBER.findall(text)]
    return [float(number) for number in plain if number.count(".") <= 1 and number.strip("-.")]


def _is_axis(numbers: Sequence[float]) -> bool:
    """Return whether most of the numbers go up or down by equal steps, other than rows that are counted or years."""
    longest, marks = 1, 1
    for (first, second), (_, third) in pairwise(pairwise(numbers)):
        even = abs((third - second) - (second - first)) < 1e-6 * max(1.0, abs(second))
        marks = (marks + 1 if marks > 1 else 3) if even and abs(second - first) not in (0, 1) else 1
        longest = max(longest, marks)
    return longest >= MIN_MARKS and longest >= MARKS_SHARE * len(numbers)
