"""Words printed behind the text of a page, as `ENTWURF` or `Muster` across it: they stand in none of its lines."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from pipeline.reading.tokens import Token
from pipeline.records import Box

# A stamp is so many times as high as most words; so many of them stand on it.
MIN_LARGER = 3.0
MIN_COVERED = 3


def part_stamps(tokens: Sequence[Token]) -> tuple[Sequence[Token], list[Token]]:
    """Return the words of a page's text, and those that it is printed over."""
    if not tokens:
        return tokens, []
    usual = median(_height(token) for token in tokens)
    small = [token for token in tokens if _height(token) < MIN_LARGER * usual]
    large = [token for token in tokens if _height(token) >= MIN_LARGER * usual]
    stamps = [token for token in large if sum(_holds(token.box, other.box) for other in small) >= MIN_COVERED]
    behind = {id(token) for token in stamps}
    return ([token for token in tokens if id(token) not in behind], stamps) if stamps else (tokens, [])


def _height(token: Token) -> float:
    return token.box[3] - token.box[1]


def _holds(stamp: Box, word: Box) -> bool:
    x, y = (word[0] + word[2]) / 2, (word[1] + word[3]) / 2
    return stamp[0] < x < stamp[2] and stamp[1] < y < stamp[3]
