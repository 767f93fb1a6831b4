"""Cells between ruling lines: the same as pdfplumber finds, which asks every crossing for every other."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from pdfplumber import table as ruling

from pipeline.reading.crossings import cells_between
from pipeline.records import Box

SLACK = 3.0

# Few places, so that lines often meet, end at each other, or miss each other by as much as is allowed.
_places = st.sampled_from([0.0, 2.9, 3.0, 3.1, 20.0, 40.0, 41.5, 60.0, 63.0])
_lines = st.lists(st.tuples(_places, _places, _places), max_size=9, unique=True)


@settings(max_examples=80, deadline=None)
@given(_lines, _lines)
def test_cells_are_those_that_pdfplumber_finds(
    columns: list[tuple[float, float, float]], rows: list[tuple[float, float, float]]
) -> None:
    upright = [(x, min(a, b), x, max(a, b)) for x, a, b in columns]
    level = [(min(a, b), y, max(a, b), y) for y, a, b in rows]
    edges = [_edge(line, "v") for line in upright] + [_edge(line, "h") for line in level]
    expected = ruling.intersections_to_cells(ruling.edges_to_intersections(edges, SLACK, SLACK))
    assert cells_between(upright, level, SLACK) == expected


def test_a_line_that_ends_inside_merges_two_cells() -> None:
    upright = [(0.0, 0.0, 0.0, 40.0), (50.0, 0.0, 50.0, 20.0), (90.0, 0.0, 90.0, 40.0)]
    level = [(0.0, y, 90.0, y) for y in (0.0, 20.0, 40.0)]
    merged = (0.0, 20.0, 90.0, 40.0)
    assert cells_between(upright, level, SLACK) == [(0.0, 0.0, 50.0, 20.0), merged, (50.0, 0.0, 90.0, 20.0)]


def _edge(line: Box, way: str) -> dict[str, object]:
    return {"orientation": way, "x0": line[0], "top": line[1], "x1": line[2], "bottom": line[3]}
