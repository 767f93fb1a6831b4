"""Blocks of a plain text: spans over its lines, the text itself untouched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.reading import shapes
from pipeline.records import Block

# A text is wrapped where many of its longer lines stop in the middle of a sentence.
WRAPPED_SHARE = 0.25
MIN_WRAPPED_LINES = 2
LONG_LINE = 40
# Nobody wraps wider; longer lines are whole paragraphs.
MAX_WRAPPED_WIDTH = 160
# A line that stops before this share of the usual width ended on purpose.
FULL_WIDTH_SHARE = 0.7
# Heading by looks alone: what follows must be this much longer.
FOLLOWED_BY = 1.5

_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without the space around it; `gap` says that a blank line precedes it."""

    start: int
    end: int
    text: str
    gap: bool


@dataclass(frozen=True, slots=True)
class Span:
    """Lines that belong together."""

    start: int
    end: int
    text: str
    lines: int


def text_lines(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """Return the lines of `text[start:end]` that are not blank."""
    end = len(text) if end is None else end
    lines: list[Line] = []
    last = start
    for match in _LINE.finditer(text, start, end):
        plain = match.group().strip()
        if not plain:
            continue
        begin = match.start() + len(match.group()) - len(match.group().lstrip())
        lines.append(Line(begin, begin + len(plain), plain, text.count("\n", last, begin) > 1))
        last = begin + len(plain)
    return lines


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Return whether paragraphs run over several lines, as in text made from pages."""
    pairs = [(a, b) for a, b in pairwise(lines) if not b.gap and len(a.text) >= LONG_LINE]
    running = sum(_runs_on(a.text, b.text) and len(a.text) <= MAX_WRAPPED_WIDTH for a, b in pairs)
    return running >= MIN_WRAPPED_LINES and running >= WRAPPED_SHARE * len(pairs)


def _runs_on(line: str, following: str) -> bool:
    """Return whether a sentence goes on over the line's end."""
    if line.endswith("-") and line[-2:-1].isalpha():
        return True
    # Paragraphs hardly ever begin with a bracket.
    starts = following.lstrip('«"')[:1]
    figure = starts.isdigit() and not shapes.numbering(following)
    goes_on = starts.islower() or starts == "(" or figure
    return goes_on and not shapes.ends_sentence(line) and not shapes.is_list_item(following)


def page_blocks(text: str, start: int, end: int, number: int, *, wrapped: bool) -> list[Block]:
    """Return the blocks of one page, `text[start:end]`."""
    lines = text_lines(text, start, end)
    spans = _paragraphs(text, lines) if wrapped else [Span(x.start, x.end, x.text, 1) for x in lines]
    blocks: list[Block] = []
    depth = 1
    for index, span in enumerate(spans):
        kind, level = _classify(spans, index, depth, first=not blocks and number == 1)
        depth = level if kind == "heading" and shapes.numbering(span.text) else depth
        blocks.append(Block(kind, level, number, span.start, span.end))
    return blocks


def _paragraphs(text: str, lines: Sequence[Line]) -> list[Span]:
    widths = sorted(len(line.text) for line in lines)
    width = widths[int(0.9 * (len(widths) - 1))] if widths else 0
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _continues(groups[-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [Span(g[0].start, g[-1].end, text[g[0].start : g[-1].end], len(g)) for g in groups]


def _continues(group: Sequence[Line], line: Line, width: int) -> bool:
    last = group[-1].text
    if shapes.is_list_item(line.text) or shapes.is_toc_entry(last):
        return False
    runs_on = _runs_on(last, line.text)
    full = len(last) >= FULL_WIDTH_SHARE * width
    if line.gap:
        # Recognised pages have blank lines inside paragraphs; only a broken sentence may cross one.
        return runs_on and (full or last.endswith("-"))
    ended = shapes.ends_sentence(last)
    if shapes.numbering(line.text) and (ended or not full):
        return False
    if len(group) == 1 and shapes.heading_depth(last) and not full:
        return False
    return runs_on or full or (shapes.is_list_item(group[0].text) and not ended)


def _classify(spans: Sequence[Span], index: int, depth: int, *, first: bool) -> tuple[str, int]:
    span = spans[index]
    if shapes.is_toc_entry(span.text):
        return "toc", 0
    if shapes.is_caption(span.text) or _is_doubled(spans, index):
        return "caption", 0
    kind = shapes.plain_kind(span.text)
    one_line = span.lines == 1 and not shapes.is_list_item(span.text)
    if one_line and (level := shapes.heading_depth(span.text)):
        return "heading", level
    if one_line and kind == "paragraph" and shapes.is_short_line(span.text):
        return _by_looks(spans, index, depth, first=first)
    return kind, 0


def _is_doubled(spans: Sequence[Span], index: int) -> bool:
    """Return whether a neighbour says the same: a picture's alternative text beside its caption."""
    text = spans[index].text
    return any(0 <= other < len(spans) and spans[other].text == text for other in (index - 1, index + 1))


def _by_looks(spans: Sequence[Span], index: int, depth: int, *, first: bool) -> tuple[str, int]:
    if index + 1 == len(spans):
        return "paragraph", 0
    if first:
        return "heading", 1
    following = spans[index + 1]
    substance = len(following.text) >= FOLLOWED_BY * len(spans[index].text) and shapes.ends_sentence(following.text)
    if substance or shapes.heading_depth(following.text):
        return "heading", depth + 1
    return "paragraph", 0
