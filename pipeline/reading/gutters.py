"""Gutters: what lines of a table leave free between its columns."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.reading.tokens import SEGMENT_GAP, Line, Token

Span = tuple[float, float]

# A gutter is wider than a space between words, in type heights; justified text widens its spaces less than this.
MIN_GUTTER = 0.45


@dataclass(frozen=True, slots=True)
class Gutters:
    """Between each two columns the stretches that no line so far has covered; the first is left of the header."""

    free: tuple[tuple[Span, ...], ...]

    def under(self, line: Line) -> Gutters | None:
        """Return what a further line leaves free, or null where it runs across a gutter."""
        gaps = _gaps(line)
        left = tuple(
            tuple((a, b) for span in spans for a, b in _shared(span, gaps) if b - a >= MIN_GUTTER * line.size)
            for spans in self.free
        )
        return Gutters(left) if all(left[1:]) else None

    def between(self, tokens: Sequence[Token]) -> tuple[Span, ...]:
        """Return the gutters that part these tokens, left to right: of each the widest free stretch."""
        found = []
        for index, spans in enumerate(self.free):
            parting = [span for span in spans if index or any(token.box[2] <= span[0] for token in tokens)]
            if parting:
                found.append(max(parting, key=lambda span: (span[1] - span[0], span[0])))
        return tuple(found)


def header_gutters(line: Line) -> Gutters:
    """Return the gutters a header line sets: the gaps between its segments, and what is free to its left."""
    segments = line.segments
    inner = [(a[-1].box[2], b[0].box[0]) for a, b in itertools.pairwise(segments)]
    return Gutters((((0.0, line.box[0]),), *(((a, b),) for a, b in inner)))


def column_at(gutters: Sequence[Span], token: Token) -> int:
    """Return the column a token stands in."""
    return bisect_right([(a + b) / 2 for a, b in gutters], (token.box[0] + token.box[2]) / 2)


def by_column(lines: Iterable[Line], gutters: Sequence[Span]) -> dict[int, list[Token]]:
    """Return the words of lines by column."""
    middles = [(a + b) / 2 for a, b in gutters]
    columns: dict[int, list[Token]] = {}
    for line in lines:
        for token in line.tokens:
            columns.setdefault(bisect_right(middles, (token.box[0] + token.box[2]) / 2), []).append(token)
    return columns


def is_wide(gutters: Sequence[Span], line: Line) -> bool:
    """Return whether a line with words in several columns leaves more between them than justified text may."""
    held = by_column([line], gutters)
    columns = [held[column] for column in sorted(held)]
    gaps = [min(t.box[0] for t in b) - max(t.box[2] for t in a) for a, b in itertools.pairwise(columns)]
    return all(gap > SEGMENT_GAP * line.size for gap in gaps)


def _gaps(line: Line) -> list[Span]:
    """Return what a line leaves free, from the page's left edge to beyond its right one."""
    gaps: list[Span] = []
    end = 0.0
    for token in line.tokens:
        if token.box[0] > end:
            gaps.append((end, token.box[0]))
        end = max(end, token.box[2])
    return [*gaps, (end, float("inf"))]


def _shared(span: Span, gaps: Sequence[Span]) -> list[Span]:
    return [(max(span[0], a), min(span[1], b)) for a, b in gaps if min(span[1], b) > max(span[0], a)]
