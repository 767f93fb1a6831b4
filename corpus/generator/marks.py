"""Inline marks: `{{f1|1,2 Mio. Franken}}` says that the words are the place of record `f1`.

Marks may hold marks: a clause of a decision holds the amounts it decides on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

SOFT_HYPHEN = "\u00ad"
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
        return self.text[span.start : span.end].replace(SOFT_HYPHEN, "")


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
    """Return the text as a reader sees it, without marks and soft hyphens."""
    return parse(source).text.replace(SOFT_HYPHEN, "")


def mark(name: str, words: str) -> str:
    """Return words under a mark."""
    return f"{{{{{name}|{words}}}}}"
