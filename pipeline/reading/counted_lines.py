"""Numbers in the margin that count the lines of a text, as minutes and drafts have them: they belong to no line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from statistics import median

from pipeline.reading.tokens import Line, Token, to_lines

# Every line is counted, or every fifth or tenth; so many numbers at least stand under one another then.
FEWEST = {1: 12, 5: 4, 10: 3}
# Their left or right edges differ by less, in points.
ALIGNED = 2.0
EDGES = (0, 2)
MAX_DIGITS = 3
# The lines counted are those of running text: nearly all without gaps between columns, many that begin small.
PROSE_SHARE = 0.8
SMALL_SHARE = 0.2


def part_counters(tokens: Sequence[Token]) -> tuple[Sequence[Token], list[Token]]:
    """Return the words of a page, and the numbers in its margin that count its lines."""
    numbers = [token for token in tokens if token.text.isdecimal() and len(token.text) <= MAX_DIGITS]
    if len(numbers) < min(FEWEST.values()):
        return tokens, []
    # Numbers with as many digits share both edges, all of them one.
    stacks = chain.from_iterable(_stacks(numbers, edge) for edge in EDGES)
    for stack in sorted(filter(_counts, stacks), key=len, reverse=True):
        own = {id(token) for token in stack}
        rest = [token for token in tokens if id(token) not in own]
        if _stands_aside(stack, rest) and _is_counted_prose(stack, rest):
            return rest, stack
    return tokens, []


def _stacks(numbers: Sequence[Token], edge: int) -> Iterator[list[Token]]:
    """Yield numbers whose left (0) or right (2) edges are the same, top to bottom."""
    stack: list[Token] = []
    for token in sorted(numbers, key=lambda token: token.box[edge]):
        if stack and token.box[edge] - stack[-1].box[edge] > ALIGNED:
            yield sorted(stack, key=lambda token: token.box[1])
            stack = []
        stack.append(token)
    yield sorted(stack, key=lambda token: token.box[1])


def _step(stack: Sequence[Token]) -> int:
    """Return by how much each number is more than the one above; 0 where that differs."""
    steps = {int(below.text) - int(above.text) for above, below in pairwise(stack)}
    return steps.pop() if len(steps) == 1 else 0


def _counts(stack: Sequence[Token]) -> bool:
    fewest = FEWEST.get(_step(stack))
    return fewest is not None and len(stack) >= fewest


def _beside(stack: Sequence[Token], rest: Sequence[Token]) -> list[Token]:
    top, bottom = stack[0].box[1], stack[-1].box[3]
    return [token for token in rest if top <= (token.box[1] + token.box[3]) / 2 <= bottom]


def _stands_aside(stack: Sequence[Token], rest: Sequence[Token]) -> bool:
    """Return whether all words beside the numbers stand on one side of them."""
    left, right = min(token.box[0] for token in stack), max(token.box[2] for token in stack)
    words = _beside(stack, rest)
    return all(token.box[2] <= left for token in words) or all(token.box[0] >= right for token in words)


def _is_counted_prose(stack: Sequence[Token], rest: Sequence[Token]) -> bool:
    """Return whether what stands beside the numbers is running text with as many lines as they count."""
    lines = to_lines(_beside(stack, rest))
    if not lines:
        return False
    whole = sum(len(line.segments) == 1 for line in lines)
    small = sum(line.text[0].islower() for line in lines)
    is_prose = whole >= PROSE_SHARE * len(lines) and small >= SMALL_SHARE * len(lines)
    return is_prose and _as_many(stack, lines)


def _as_many(stack: Sequence[Token], lines: Sequence[Line]) -> bool:
    """Return whether the numbers stand as far apart as lines do, or as so many of them."""
    leading = median([b.box[3] - a.box[3] for a, b in pairwise(lines)] or [0.0])
    distance = median(b.box[3] - a.box[3] for a, b in pairwise(stack))
    return leading > 0 and round(distance / leading) == _step(stack)
