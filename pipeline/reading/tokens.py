"""Printed words with their looks, as pdfium or Tesseract give them, and the lines they stand in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from statistics import fmean

from pipeline.records import Box, union

# Words stand in one line where their boxes overlap by half of the smaller one's height.
LINE_OVERLAP = 0.5
# Word gaps of justified text stay under this many heights of the type; columns stand further apart.
SEGMENT_GAP = 1.0
# Share of a line's letters that must be bold for the line to be bold.
BOLD_SHARE = 0.6
# Letters set apart (`B e s c h l u s s`) leave mostly tokens of one or two characters.
SPACED_SHARE = 0.75
MIN_SPACED = 5

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Token:
    """A printed word; `size` is the height of its type in points, `broken` marks a hyphen pdfium saw at a line end.

    `hidden` words are drawn without ink, `pale` ones in white or nearly so; `state` and `alternatives` are those of
    `Word`.
    """

    text: str
    box: Box
    size: float
    bold: bool = False
    hidden: bool = False
    broken: bool = False
    pale: bool = False
    confidence: float | None = None
    state: str | None = None
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """Tokens of one line, from left to right; without slots, to keep what each stage of a page asks for again."""

    tokens: tuple[Token, ...]
    box: Box
    size: float
    bold: bool

    @cached_property
    def text(self) -> str:
        """Return the words with single spaces."""
        return " ".join(token.text for token in self.tokens)

    @cached_property
    def segments(self) -> list[tuple[Token, ...]]:
        """Return the tokens divided at gaps wider than between words."""
        parts: list[list[Token]] = [[self.tokens[0]]]
        for left, right in pairwise(self.tokens):
            if right.box[0] - left.box[2] > SEGMENT_GAP * min(left.size, right.size):
                parts.append([])
            parts[-1].append(right)
        return [tuple(part) for part in parts]


def make_line(tokens: Sequence[Token]) -> Line:
    """Return a line of these tokens, in the given order."""
    if len(tokens) == 1:
        return Line(tuple(tokens), tokens[0].box, round(tokens[0].size, 1), tokens[0].bold)
    lefts, tops, rights, bottoms = zip(*(token.box for token in tokens), strict=True)
    box = (min(lefts), min(tops), max(rights), max(bottoms))
    return Line(tuple(tokens), box, _usual_size(tokens), _is_bold(tokens))


def _is_bold(tokens: Sequence[Token]) -> bool:
    if len({token.bold for token in tokens}) == 1:
        return tokens[0].bold
    letters = sum(len(token.text) for token in tokens)
    return sum(len(token.text) for token in tokens if token.bold) >= BOLD_SHARE * letters


def _usual_size(tokens: Sequence[Token]) -> float:
    """Return the size of most of the letters."""
    if len({token.size for token in tokens}) == 1:
        return round(tokens[0].size, 1)
    sizes: Counter[float] = Counter()
    for token in tokens:
        sizes[round(token.size, 1)] += len(token.text)
    return sizes.most_common(1)[0][0]


def to_lines(tokens: Iterable[Token]) -> list[Line]:
    """Return the tokens as lines from top to bottom."""
    rows: list[list[Token]] = []
    bands: list[tuple[float, float]] = []
    for token in sorted(tokens, key=lambda t: ((t.box[1] + t.box[3]) / 2, t.box[0])):
        if rows and _overlaps(bands[-1], token.box):
            rows[-1].append(token)
            # The tallest word decides, or a superscript would tear its line apart.
            bands[-1] = max(bands[-1], (token.box[1], token.box[3]), key=lambda band: band[1] - band[0])
        else:
            rows.append([token])
            bands.append((token.box[1], token.box[3]))
    return [make_line(sorted(row, key=lambda t: t.box[0])) for row in rows]


def _overlaps(band: tuple[float, float], box: Box) -> bool:
    shared = min(band[1], box[3]) - max(band[0], box[1])
    return shared >= LINE_OVERLAP * min(band[1] - band[0], box[3] - box[1])


def close_up(line: Line) -> Line:
    """Return a line with its letter-spaced words closed: gaps like those between the letters vanish."""
    tokens = line.tokens
    if len(tokens) < MIN_SPACED or not _is_spaced(tokens):
        return line
    gaps = sorted(b.box[0] - a.box[2] for a, b in pairwise(tokens))
    # Between words the gap is at least half as wide again as the usual one between letters.
    limit = 1.5 * max(gaps[len(gaps) // 2], 0.1 * line.size)
    closed: list[Token] = [tokens[0]]
    for token in tokens[1:]:
        if token.box[0] - closed[-1].box[2] <= limit:
            closed[-1] = _merged(closed[-1], token)
        else:
            closed.append(token)
    return make_line(closed)


def _is_spaced(tokens: Sequence[Token]) -> bool:
    short = [token for token in tokens if len(token.text) <= 2 and not _DIGIT.search(token.text)]
    # Dots set apart lead to a page number.
    lettered = sum(any(map(str.isalpha, token.text)) for token in short)
    return len(short) >= SPACED_SHARE * len(tokens) and 2 * lettered > len(short)


def _merged(left: Token, right: Token) -> Token:
    box = union([left.box, right.box])
    assert box is not None  # noqa: S101 - two boxes have a union
    known = [c for c in (left.confidence, right.confidence) if c is not None]
    return replace(left, text=left.text + right.text, box=box, confidence=fmean(known) if known else None)
