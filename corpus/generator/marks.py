"""Inline marks: `{{f1|1,2 Mio. Franken}}` says that the words are the place of record `f1`.

Marks may hold marks: a clause of a decision holds the amounts it decides on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

SOFT_HYPHEN = "\u00ad"
# Stands between the letters of spaced type; a renderer draws it as a gap.
LETTER_GAP = "\u2060"
_UNSEEN = str.maketrans("", "", SOFT_HYPHEN + LETTER_GAP)
_TOKEN = re.compile(r"\{\{([A-Za-z0-9_.-]+)\||\}\}")


@dataclass(frozen=True, slots=True)
class Span:
    """A mark and its place in the plain text."""

    mark: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Marked:
    """Plain text with the spans of its marks, outer before inner."""

    text: str
    spans: tuple[Span, ...]

    def quote(self, span: Span) -> str:
        """Return the words under a mark."""
        return self.text[span.start : span.end].translate(_UNSEEN)


def parse(source: str) -> Marked:
    """Split marked text into plain text and spans. Raises ValueError where the marks do not pair."""
    text, open_marks, spans, last = "", list[tuple[str, int]](), list[Span](), 0
    for token in _TOKEN.finditer(source):
        text += source[last : token.start()]
        last = token.end()
        if token.group(1):
            open_marks.append((token.group(1), len(text)))
        elif open_marks:
            mark, start = open_marks.pop()
            spans.append(Span(mark, start, len(text)))
        else:
            raise ValueError(f"a mark is closed that was never opened: {source!r}")
    if open_marks:
        raise ValueError(f"the mark {open_marks[-1][0]} is not closed: {source!r}")
    return Marked(text + source[last:], tuple(sorted(spans, key=lambda span: (span.start, -span.end))))


def plain(source: str) -> str:
    """Return the text as a reader sees it, without marks, soft hyphens and gaps between letters."""
    return parse(source).text.translate(_UNSEEN)


def mark(name: str, words: str) -> str:
    """Return words under a mark."""
    return f"{{{{{name}|{words}}}}}"


def letter_spaced(words: str) -> str:
    """Return words in spaced type, as older offices print `b e s c h l i e s s t`."""
    return LETTER_GAP.join(words)
