"""Lines that run upwards or downwards on a page whose text is level: labels of cells, and notes in the margin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.reading.tokens import LINE_OVERLAP, SEGMENT_GAP, Token
from pipeline.records import Box, union

_UPWARDS, _DOWNWARDS = 90, 270


def turned_apart(tokens: Sequence[Token], edges: Iterable[Box]) -> tuple[Sequence[Token], list[Token]]:
    """Return the words to lay out, and the turned lines that stand aside of them all, each line as one word.

    A turned line over or under level words, or under a ruling line, is a label of theirs and stays among them.
    """
    if not any(token.turn for token in tokens):
        return tokens, []
    level = [token for token in tokens if token.turn not in (_UPWARDS, _DOWNWARDS)]
    lines = _joined(token for token in tokens if token.turn in (_UPWARDS, _DOWNWARDS))
    spans = [(box[0], box[2]) for box in (*(token.box for token in level), *edges) if box[2] > box[0]]
    labels = [line for line in lines if any(left < _middle(line) < right for left, right in spans)]
    return [*level, *labels], [line for line in lines if line not in labels]


def _middle(token: Token) -> float:
    return (token.box[0] + token.box[2]) / 2


def _joined(tokens: Iterable[Token]) -> list[Token]:
    """Return turned words as lines, each as one word, in the order of the file."""
    lines: list[Token] = []
    for token in tokens:
        if lines and _goes_on(lines[-1], token):
            last = lines[-1]
            box = union((last.box, token.box)) or token.box
            lines[-1] = replace(last, text=f"{last.text} {token.text}", box=box, broken=token.broken)
        else:
            lines.append(token)
    return lines


def _goes_on(line: Token, token: Token) -> bool:
    """Return whether a turned word is the next one of a turned line."""
    if line.turn != token.turn:
        return False
    shared = min(line.box[2], token.box[2]) - max(line.box[0], token.box[0])
    wide = min(line.box[2] - line.box[0], token.box[2] - token.box[0])
    gap = line.box[1] - token.box[3] if token.turn == _UPWARDS else token.box[1] - line.box[3]
    return shared >= LINE_OVERLAP * wide and -token.size <= gap <= SEGMENT_GAP * token.size
