"""Gutters: what lines of a table leave free between its columns."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
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
        left: list[tuple[Span, ...]] = []
        for index, spans in enumerate(self.free):
            free = [s for span in spans for s in _shared(span, line.gaps) if s[1] - s[0] >= MIN_GUTTER * line.size]
            if index and not free:
                return None
            left.append(tuple(free))
        return Gutters(tuple(left))

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


def in_columns(line: Line, gutters: Sequence[Span]) -> Mapping[int, Sequence[Token]]:
    """Return the words of a line by column."""
    known = tuple(gutters)
    columns = line.by_gutters.get(known)
    if columns is None:
        columns = line.by_gutters[known] = {}
        middles = [(a + b) / 2 for a, b in gutters]
        for token in line.tokens:
            columns.setdefault(bisect_right(middles, (token.box[0] + token.box[2]) / 2), []).append(token)
    return columns


def by_column(lines: Iterable[Line], gutters: Sequence[Span]) -> dict[int, list[Token]]:
    """Return the words of lines by column."""
    columns: dict[int, list[Token]] = {}
    for line in lines:
        for column, tokens in in_columns(line, gutters).items():
            columns.setdefault(column, []).extend(tokens)
    return columns


def is_wide(gutters: Sequence[Span], line: Line) -> bool:
    """Return whether a line with words in several columns leaves more between them than justified text may."""
    held = in_columns(line, gutters)
    columns = [held[column] for column in sorted(held)]
    gaps = [min(t.box[0] for t in b) - max(t.box[2] for t in a) for a, b in itertools.pairwise(columns)]
    return all(gap > SEGMENT_GAP * line.size for gap in gaps)


def _shared(span: Span, gaps: Iterable[Span]) -> list[Span]:
    start, end = span
    # Asked for each line under each gutter: comparing is cheaper than calling min and max.
    near = [(a if a > start else start, b if b < end else end) for a, b in gaps if a < end and b > start]
    return [(a, b) for a, b in near if a < b]
