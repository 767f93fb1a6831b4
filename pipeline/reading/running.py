"""What stands around the text of a page: heads and feet that run over pages, page numbers, footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.domain.data import load_toml
from pipeline.reading import shapes
from pipeline.reading.tokens import Line
from pipeline.records import Box

# Running heads stand in these shares of the page's height and return on other pages.
HEAD_ZONE = 0.12
FOOT_ZONE = 0.88
MIN_REPEATS = 2
REPEAT_SHARE = 0.3
# The head of a chapter returns on fewer pages, each near the next, at the same place give or take so many points.
MIN_CHAPTER_PAGES = 3
NEAR_PAGES = 2
SAME_PLACE = 2.0
# The outermost line of a page may be its number so far from the edge, where other pages' numbers agree.
NUMBER_ZONE = 0.2
MIN_NUMBERED = 2
# Further inside, as on small pages printed on large paper, so many stand at the same height.
MIN_NUMBERED_INSIDE = 4
# Notes are set smaller than the body, in the lower part of the page.
NOTE_RATIO = 0.92
NOTE_ZONE = 0.5

_DIGITS = re.compile(r"\d+")
_NOTE = re.compile(r"(\d{1,3}|\*)\)?\s*[^\W\d_]")
_PAGE_NUMBER = re.compile(
    r"[-–—\s(\[]*(?:(?P<word>[^\W\d_]+)\.?\s*)?(?P<number>\d{1,4})(?:\s*(?:/|[^\W\d_]{2,3})\s*\d{1,4})?[-–—\s)\]]*"
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as lines, for what repeats; `height` is in points."""

    number: int
    height: float
    recognised: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number at the top or foot of a page's lines, less that of the page; `outer` says that it is near the edge."""

    page: int
    offset: int
    box: Box
    outer: bool


@dataclass(frozen=True, slots=True)
class Running:
    """What runs over the pages of a document: lines without their digits, and the places of page numbers by page."""

    body: float
    repeated: frozenset[str]
    chapters: frozenset[tuple[int, str]]
    numbers: frozenset[tuple[int, Box]]

    def zone(self, line: Line, page: Sheet) -> str | None:
        """Return `header` or `footer` for a line of what runs over the pages, else null."""
        if (page.number, line.box) in self.numbers:
            return "header" if line.box[1] < page.height / 2 else "footer"
        zone = _zone(line.box, page.height)
        if zone is None:
            return None
        runs = _pattern(line.text) in self.repeated or (page.number, _pattern(line.text)) in self.chapters
        return zone if _number_of(line) is not None or (runs and not self.is_note(line, page)) else None

    def is_note(self, line: Line, page: Sheet) -> bool:
        """Return whether a line begins a footnote: small type, in the lower part, a number that is not the page's."""
        small = line.size <= NOTE_RATIO * self.body and line.box[1] > NOTE_ZONE * page.height
        match = _NOTE.match(line.text) if small and not page.recognised else None
        return match is not None and (match.group(1) != str(page.number) or _pattern(line.text) not in self.repeated)


def running_of(pages: Sequence[Sheet], body: float) -> Running:
    """Return what runs over pages whose text is mostly set in type of one size."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_pattern(line.text) for line in page.lines if _zone(line.box, page.height)})
    enough = max(MIN_REPEATS, REPEAT_SHARE * len(pages))
    repeated = frozenset(pattern for pattern, count in seen.items() if count >= enough)
    return Running(body, repeated, frozenset(_chapters(pages, body)), frozenset(_numbers(pages)))


@cache
def _page_words() -> frozenset[str]:
    return frozenset(word for words in load_toml("languages")["page_words"].values() for word in words.split())


def _pattern(text: str) -> str:
    # Page numbers change sides on left and right pages.
    return _DIGITS.sub("#", text).strip("# ")


def _zone(box: Box, height: float) -> str | None:
    if box[3] <= HEAD_ZONE * height:
        return "header"
    return "footer" if box[1] >= FOOT_ZONE * height else None


def _number_of(line: Line) -> int | None:
    """Return the page number that a line is, or null."""
    match = _PAGE_NUMBER.fullmatch(line.text)
    if match is None or (match["word"] and match["word"].lower() not in _page_words()):
        return None
    return int(match["number"])


def _chapters(pages: Sequence[Sheet], body: float) -> Iterator[tuple[int, str]]:
    """Yield page and pattern of heads that name the chapter: the same at one place on pages near each other."""
    places: dict[tuple[str, int], list[int]] = {}
    for page in pages:
        for line in page.lines:
            if _zone(line.box, page.height) and _may_name_chapter(line, body):
                places.setdefault((_pattern(line.text), round(line.box[1] / SAME_PLACE)), []).append(page.number)
    for (pattern, _), numbers in places.items():
        near = [n for n in numbers if any(0 < abs(n - other) <= NEAR_PAGES for other in numbers)]
        if len(near) >= MIN_CHAPTER_PAGES:
            yield from ((number, pattern) for number in near)


def _may_name_chapter(line: Line, body: float) -> bool:
    """Return whether a line is set no larger than the body and not in bold: pages often begin with the same heading."""
    return line.size < body and not line.bold and shapes.is_short_line(line.text)


def _numbers(pages: Sequence[Sheet]) -> Iterator[tuple[int, Box]]:
    """Yield page and place of page numbers: outermost lines that count the pages."""
    found = [numbered for page in pages for numbered in _outermost(page)]
    offsets = Counter(one.offset for one in found if one.outer)
    places = Counter((one.offset, round(one.box[1] / SAME_PLACE)) for one in found)
    for one in found:
        inside = places[one.offset, round(one.box[1] / SAME_PLACE)] >= MIN_NUMBERED_INSIDE
        if inside or (one.outer and offsets[one.offset] >= MIN_NUMBERED):
            yield one.page, one.box


def _outermost(page: Sheet) -> Iterator[Numbered]:
    """Yield the first and the last line of a page where they are numbers."""
    if not page.lines:
        return
    first, last = min(page.lines, key=lambda line: line.box[1]), max(page.lines, key=lambda line: line.box[3])
    near = first.box[3] <= NUMBER_ZONE * page.height, last.box[1] >= (1 - NUMBER_ZONE) * page.height
    for line, outer in zip((first, last), near, strict=True):
        if (number := _number_of(line)) is not None:
            yield Numbered(page.number, number - page.number, line.box, outer)
