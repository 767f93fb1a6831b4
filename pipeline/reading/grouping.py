"""Which lines of a column are one paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.reading import shapes
from pipeline.reading.tokens import Line

# Lines of one paragraph differ in size by less; recognised type varies more.
SAME_SIZE = 0.09
SAME_SIZE_OCR = 0.35
# A gap this much larger than the usual line distance divides paragraphs.
PARAGRAPH_GAP = 1.3
# Where paragraphs are mostly of one line, the usual distance is that between paragraphs: no more than this.
MAX_LEADING = 1.6
# Type this much larger than most of the column's is that of titles.
LARGE = 1.12
# So much of the column's width must be left over for a line to be short, since ragged lines differ.
SHORT_LINE = 0.1
# A bold word or two alone on a line do not make another paragraph.
MIN_BOLD_CHARS = 4


@dataclass(frozen=True, slots=True)
class Column:
    """Lines one below the other: edges, usual distance and size, and whether they were recognised."""

    left: float
    right: float
    leading: float
    size: float
    recognised: bool

    def is_short(self, line: Line, following: Line) -> bool:
        """Return whether a line ended on purpose: the next line's first word would have fitted."""
        first_word = following.tokens[0].box[2] - following.tokens[0].box[0]
        spare = max(line.size, SHORT_LINE * (self.right - self.left))
        return self.right - line.box[2] > first_word + spare

    def enlarges(self, line: Line) -> bool:
        """Return whether a line is set in larger type than most, as titles are."""
        return not self.recognised and line.size >= LARGE * self.size

    def usual(self, height: float) -> float:
        """Return the usual distance between lines of type of this height: large type stands further apart."""
        if not self.leading:
            return height * PARAGRAPH_GAP
        scale = height / self.size if not self.recognised and height >= LARGE * self.size else 1.0
        return min(self.leading * scale, MAX_LEADING * height)


def column_of(lines: Sequence[Line], *, recognised: bool) -> Column:
    """Return the column that lines stand in."""
    gaps = [gap for a, b in pairwise(lines) if (gap := b.box[3] - a.box[3]) > 0]
    left = min((line.box[0] for line in lines), default=0.0)
    right = max((line.box[2] for line in lines), default=0.0)
    size = median(line.size for line in lines) if lines else 0.0
    return Column(left, right, median(gaps) if gaps else 0.0, size, recognised)


def continues(last: Line, line: Line, column: Column) -> bool:
    """Return whether a line goes on with the paragraph of the line above it."""
    height = max(line.size, last.size)
    if line.box[3] - last.box[3] > PARAGRAPH_GAP * column.usual(height):
        return False
    if _is_broken_off(last.text, line.text) and abs(line.size - last.size) <= SAME_SIZE_OCR * height:
        return True
    return _same_type(last, line, column) and not _begins(last, line, column)


def _is_broken_off(last: str, following: str) -> bool:
    """Return whether a word is broken off: a letter and a hyphen, then a small letter."""
    return len(last) > 1 and last[-1] in "-\u00ad" and last[-2].isalpha() and following[:1].islower()


def _same_type(last: Line, line: Line, column: Column) -> bool:
    tolerance = SAME_SIZE_OCR if column.recognised else SAME_SIZE
    same_weight = line.bold == last.bold or len(line.text) < MIN_BOLD_CHARS
    return same_weight and abs(line.size - last.size) <= tolerance * max(line.size, last.size)


def _begins(last: Line, line: Line, column: Column) -> bool:
    """Return whether a line begins a paragraph, a list item or a heading of its own."""
    ended, short = shapes.ends_sentence(last.text), column.is_short(last, line)
    indented = line.box[0] - last.box[0] > max(line.size, last.size)
    # A short line before a capital ended on purpose, be it without a full stop; lines of titles are broken by sense.
    set_apart = short and shapes.is_short_line(last.text) and line.text[:1].isupper() and not column.enlarges(line)
    numbered = bool(shapes.numbering(line.text)) and (ended or short)
    lettered = shapes.is_lettered(line.text) and (ended or short or last.text.endswith(","))
    return shapes.is_list_item(line.text) or lettered or numbered or (ended and (short or indented)) or set_apart
