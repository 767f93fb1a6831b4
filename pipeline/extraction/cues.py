"""Small helpers to look for cues of the lexicon around a place in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Window:
    """The sentence around a place: what stands before and after it, and the sentences next to it."""

    sentence: str
    start: int  # offset of the sentence in the passage
    before: str
    after: str
    previous: str
    following: str

    @property
    def clause_before(self) -> str:
        """Return the text before the place up to the last semicolon or colon."""
        return re.split(r"[;:](?=\s)", self.before)[-1]

    @property
    def clause_after(self) -> str:
        """Return the text after the place up to the next semicolon or colon."""
        return re.split(r"[;:](?=\s)", self.after)[0]

    @property
    def clause(self) -> str:
        """Return the text around the place between semicolons or colons, the place itself left out."""
        return f"{self.clause_before} ¤ {self.clause_after}"


def window(text: str, bounds: list[tuple[int, int]], start: int, end: int) -> Window:
    """Return the window of `text[start:end]` in a passage with the given sentence bounds."""
    index = next((i for i, (_, last) in enumerate(bounds) if start < last), len(bounds) - 1)
    first, last = bounds[index]
    previous = text[slice(*bounds[index - 1])] if index else ""
    following = text[slice(*bounds[index + 1])] if index + 1 < len(bounds) else ""
    return Window(text[first:last], first, text[first:start], text[end : max(end, last)], previous, following)
