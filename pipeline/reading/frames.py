"""Ruling lines that stop at the sides of a table: the sides they leave open are closed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipeline.records import Box

# How far ruling lines may miss each other and still meet, or end at the same place, in points.
SNAP = 3.0
# So many lines must end at the same place for a side to be there that nobody drew.
MIN_ENDS = 2
# Lines across these must run over so much of the way from the first to the last of them.
MIN_REACH = 0.5

# A level line as left, y, right; an upright one with x and y exchanged.
Stroke = tuple[float, float, float]


def closed(edges: Sequence[Box]) -> list[Box]:
    """Return the edges with the sides of tables whose inner lines end without an outer one."""
    level = joined(_level(edges))
    upright = joined(_upright(edges))
    if not level or not upright:
        return list(edges)
    sides = _missing(level, upright)
    upright += sides
    tops = _missing(upright, level)
    level += tops
    sides += _missing(level, upright) if tops else []
    return [*edges, *((a, y, b, y) for a, y, b in tops), *((x, a, x, b) for a, x, b in sides)]


def _level(edges: Iterable[Box]) -> list[Stroke]:
    return [(x0, y0, x1) for x0, y0, x1, y1 in edges if x1 - x0 > y1 - y0]


def _upright(edges: Iterable[Box]) -> list[Stroke]:
    return [(y0, x0, y1) for x0, y0, x1, y1 in edges if x1 - x0 <= y1 - y0]


def joined(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Return strokes with those that lie on one line and touch put together."""
    found: list[Stroke] = []
    for start, at, end in sorted(strokes, key=lambda stroke: (round(stroke[1] / SNAP), stroke[0])):
        last = found[-1] if found else None
        if last and abs(last[1] - at) <= SNAP and start - last[2] <= SNAP:
            found[-1] = (last[0], last[1], max(last[2], end))
        else:
            found.append((start, at, end))
    return found


def _missing(along: Sequence[Stroke], across: Sequence[Stroke]) -> list[Stroke]:
    """Return the strokes that close the ends of `along`: where several end at one place with none across it.

    A side reaches from the first of them to the last, and to the ends of the lines across between them.
    """
    found: list[Stroke] = []
    met = _met(along, across)
    for end in (0, 2):
        for group in _by_place(met, end):
            first, last = min(at for _, at, _ in group), max(at for _, at, _ in group)
            place = group[0][end]
            crossing = [stroke for stroke in across if stroke[0] <= last + SNAP and stroke[2] >= first - SNAP]
            low, high = min(s[0] for s in group) - SNAP, max(s[2] for s in group) + SNAP
            inside = [s for s in crossing if low <= s[1] <= high]
            if _reach(inside, first, last) and not any(abs(stroke[1] - place) <= SNAP for stroke in crossing):
                found.append((min(first, *(s[0] for s in inside)), place, max(last, *(s[2] for s in inside))))
    return found


def _reach(strokes: Iterable[Stroke], first: float, last: float) -> bool:
    """Return whether strokes run over most of the way between two places; the marks of a printer's sheet do not."""
    covered, end = 0.0, first
    for start, _, stop in sorted(strokes):
        covered += max(0.0, min(stop, last) - max(start, end))
        end = max(end, stop)
    return covered >= MIN_REACH * (last - first)


def _met(along: Sequence[Stroke], across: Iterable[Stroke]) -> list[Stroke]:
    """Return the strokes of `along` that one of `across` meets."""
    ordered = sorted(across, key=lambda stroke: stroke[1])
    places = [at for _, at, _ in ordered]
    found = []
    for stroke in along:
        # Twice the snap leaves room for how fractions are rounded.
        near = ordered[bisect_left(places, stroke[0] - 2 * SNAP) : bisect_right(places, stroke[2] + 2 * SNAP)]
        if any(_meet(stroke, other) for other in near):
            found.append(stroke)
    return found


def _meet(stroke: Stroke, other: Stroke) -> bool:
    """Return whether two strokes, one level and one upright, cross or touch."""
    return stroke[0] - SNAP <= other[1] <= stroke[2] + SNAP and other[0] - SNAP <= stroke[1] <= other[2] + SNAP


def _by_place(strokes: Iterable[Stroke], end: int) -> list[list[Stroke]]:
    """Return the strokes that share one of their ends, several each."""
    groups: defaultdict[int, list[Stroke]] = defaultdict(list)
    for stroke in strokes:
        groups[round(stroke[end] / SNAP)].append(stroke)
    return [group for group in groups.values() if len({round(at / SNAP) for _, at, _ in group}) >= MIN_ENDS]
