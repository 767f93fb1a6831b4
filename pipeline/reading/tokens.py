"""Printed words with their looks, as pdfium or Tesseract give them, and the lines they stand in."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from statistics import fmean

from pipeline.records import Box, union

# Words stand in one line where their boxes overlap by half of the smaller one's height.
LINE_OVERLAP = 0.5
# Word gaps of justified text stay under this many heights of the type; columns stand further apart.
SEGMENT_GAP = 1.0
# Two figures side by side stand in two columns where this many type heights part them: a grouping space is narrower.
FIGURE_GAP = 0.42
# No figure has more characters, its unit and notes included.
MAX_FIGURE = 40
# Share of a line's letters that must be bold for the line to be bold.
BOLD_SHARE = 0.6
# Letters set apart (`B e s c h l u s s`) leave mostly tokens of one or two characters.
SPACED_SHARE = 0.75
MIN_SPACED = 5

# How a box of a form reads, as Word writes its own.
TICKED, EMPTY = "☒", "☐"

_DIGIT = re.compile(r"\d")
_FIGURE = re.compile(
    r"[^\d%]{0,6}\d[\d'’‘`.,\s\u00a0\u2009\u202f]*(?:[-–—.]{1,3}|%)?(?:\s?[€$£])?\)?[¹²³⁴-⁹*]*"
    # A share in brackets goes with its number.
    r"(?:\s?\([-–+]?\d[\d.,]*\s?%\))?"
)
_PART = re.compile(r"[-–—−+(]?\d[\d'’‘`.,]*(?:[-–—.]{1,3})?%?\)?[¹²³⁴-⁹*]*|[-–—−]{1,3}|[%€$£]\)?")
_TIME = re.compile(
    r"(?:\d{1,2}\.\d{1,2}\.)?(?:(?:19|20)\d\d|(?<=\.)\d\d)(?:\s?[-–/]\s?(?:(?:19|20)?\d\d)?)?(?:\s[^\W\d]{1,4}|\s[€$£%])?"
)
_VOID = re.compile(r"[-–—−]{1,3}")


# Nobody changes one, but there are hundreds on a page, and a frozen one takes six times as long to make.
@dataclass(slots=True)
class Token:
    """A printed word; `size` is the height of its type in points, `broken` marks a hyphen pdfium saw at a line end.

    `hidden` words are drawn without ink, `pale` ones in white or nearly so, `turn` is by how many degrees clockwise
    (90, 180, 270) the page must be turned for the word to stand upright; `state` and `alternatives` are those of
    `Word`.
    """

    text: str
    box: Box
    size: float
    bold: bool = False
    hidden: bool = False
    broken: bool = False
    pale: bool = False
    turn: int = 0
    confidence: float | None = None
    state: str | None = None
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """Tokens of a line that belong to one cell; `figure` says that they are a number, or the dash for none.

    `text` has the words with single spaces.
    """

    tokens: tuple[Token, ...]
    figure: bool
    text: str

    @property
    def left(self) -> float:
        """Return the left edge."""
        return self.tokens[0].box[0]

    @property
    def right(self) -> float:
        """Return the right edge."""
        return self.tokens[-1].box[2]

    @property
    def is_time(self) -> bool:
        """Return whether it is a year, a span of years or a date, be it with a currency after it."""
        return _TIME.fullmatch(self.text) is not None

    @property
    def counts(self) -> bool:
        """Return whether it is a number rather than a dash."""
        return self.figure and not _VOID.fullmatch(self.text)


def main_turn(tokens: Iterable[Token]) -> int:
    """Return the turn of most of the letters of a page, 0 where they stand upright or there is no such majority."""
    letters: Counter[int] = Counter()
    for token in tokens:
        letters[token.turn] += len(token.text)
    turn, most = max(letters.items(), key=lambda item: item[1], default=(0, 0))
    return turn if 2 * most > letters.total() else 0


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
        return joined_text(self.tokens)

    @cached_property
    def segments(self) -> list[tuple[Token, ...]]:
        """Return the tokens divided at gaps wider than between words."""
        parts: list[list[Token]] = [[self.tokens[0]]]
        for left, right in pairwise(self.tokens):
            if right.box[0] - left.box[2] > SEGMENT_GAP * min(left.size, right.size):
                parts.append([])
            parts[-1].append(right)
        return [tuple(part) for part in parts]

    @cached_property
    def pieces(self) -> list[Piece]:
        """Return the tokens divided as the cells of a table: at wide gaps, between two figures at narrower ones."""
        parts: list[list[Token]] = [[self.tokens[0]]]
        for left, right in pairwise(self.tokens):
            gap = (right.box[0] - left.box[2]) / min(left.size, right.size)
            if gap > SEGMENT_GAP or (gap > FIGURE_GAP and _is_part(left) and _is_part(right)):
                parts.append([])
            parts[-1].append(right)
        return [make_piece(part) for part in parts]

    @cached_property
    def gaps(self) -> list[tuple[float, float]]:
        """Return what the words leave free, from the page's left edge to beyond its right one."""
        gaps: list[tuple[float, float]] = []
        end = 0.0
        for token in self.tokens:
            left, _, right, _ = token.box
            if left > end:
                gaps.append((end, left))
            end = right if right > end else end
        return [*gaps, (end, math.inf)]

    @cached_property
    def by_gutters(self) -> dict[tuple[tuple[float, float], ...], dict[int, list[Token]]]:
        """Return the tokens by column, for each set of gutters that was asked for; kept by `gutters.in_columns`."""
        return {}


def joined_text(tokens: Iterable[Token]) -> str:
    """Return words with single spaces."""
    return " ".join([token.text for token in tokens])


def _is_part(token: Token) -> bool:
    return _PART.fullmatch(token.text) is not None


def make_piece(tokens: Sequence[Token]) -> Piece:
    """Return a piece of these tokens, left to right."""
    text = joined_text(tokens)
    short = len(text) <= MAX_FIGURE
    return Piece(tuple(tokens), short and bool(_FIGURE.fullmatch(text) or _VOID.fullmatch(text)), text)


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
    return [make_line(row) for row in to_rows(tokens)]


def to_rows(tokens: Iterable[Token]) -> list[list[Token]]:
    """Return the tokens of each line, from left to right, the lines from top to bottom."""
    rows: list[list[Token]] = []
    top = bottom = 0.0
    for token in sorted(tokens, key=_middle_and_left):
        _, upper, _, lower = token.box
        # Every word of every table comes by here, many times: comparing is cheaper than calling min and max.
        shared = (bottom if bottom < lower else lower) - (top if top > upper else upper)
        height, own = bottom - top, lower - upper
        if rows and shared >= LINE_OVERLAP * (height if height < own else own):
            rows[-1].append(token)
            # The tallest word decides, or a superscript would tear its line apart.
            if own > height:
                top, bottom = upper, lower
        else:
            rows.append([token])
            top, bottom = upper, lower
    return [sorted(row, key=_left) if len(row) > 1 else row for row in rows]


def _middle_and_left(token: Token) -> tuple[float, float]:
    return (token.box[1] + token.box[3]) / 2, token.box[0]


def _left(token: Token) -> float:
    return token.box[0]


def without(lines: Iterable[Line], taken: Container[int]) -> list[Line]:
    """Return lines without the tokens of these ids; those that lose none stay the same."""
    rest: list[Line] = []
    for line in lines:
        kept = [token for token in line.tokens if id(token) not in taken]
        if len(kept) == len(line.tokens):
            rest.append(line)
        elif kept:
            rest += to_lines(kept)
    return rest


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
