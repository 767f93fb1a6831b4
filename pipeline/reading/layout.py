"""Lines of all pages → blocks: paragraphs, headings, lists, contents, running heads, footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import takewhile

from pipeline.domain.data import load_toml
from pipeline.reading import shapes
from pipeline.reading.draft import DraftBlock
from pipeline.reading.flow import flow_text
from pipeline.reading.grouping import SAME_SIZE, column_of, continues
from pipeline.reading.tokens import Line, close_up
from pipeline.records import Box, union

# Type this much larger than the body's sets a heading off; recognised type varies more.
HEADING_RATIO = 1.12
HEADING_RATIO_OCR = 1.3
# Running heads stand in these shares of the page's height and return on other pages.
HEAD_ZONE = 0.12
FOOT_ZONE = 0.88
MIN_REPEATS = 2
REPEAT_SHARE = 0.3
# Notes are set smaller than the body, in the lower part of the page.
NOTE_RATIO = 0.92
NOTE_ZONE = 0.5
MAX_HEADING_LINES = 3
MIN_TITLE_LETTERS = 4
MAX_CAPTION = 200
# A unit below a caption (`in 1000 Franken`) has so few characters.
MAX_UNIT = 40
_CAPTIONING = ("caption", "heading", "paragraph")

_DIGITS = re.compile(r"\d+")
_NOTE = re.compile(r"(\d{1,3}|\*)\)?\s*[^\W\d_]")
_PAGE_NUMBER = re.compile(
    r"[-–—\s(\[]*(?:(?P<word>[^\W\d_]+)\.?\s*)?\d{1,4}(?:\s*(?:/|[^\W\d_]{2,3})\s*\d{1,4})?[-–—\s)\]]*"
)


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of a page in reading order: lines of one column, or a table that is already a block."""

    lines: tuple[Line, ...] = ()
    table: DraftBlock | None = None


@dataclass(frozen=True, slots=True)
class PageLayout:
    """A page as items in reading order."""

    number: int
    height: float
    items: tuple[Item, ...]
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """What holds for the whole document: size of the body, sizes of headings, repeated lines, words in use."""

    body: float
    bold_body: bool
    sizes: tuple[float, ...]
    repeated: frozenset[str]
    known: frozenset[str] = field(repr=False, default=frozenset())


@cache
def _page_words() -> frozenset[str]:
    return frozenset(word for words in load_toml("languages")["page_words"].values() for word in words.split())


def lay_out(pages: Sequence[PageLayout]) -> list[tuple[DraftBlock, ...]]:
    """Return the blocks of each page; what repeats over pages and the body's size are seen over all of them."""
    style = _style(pages)
    return [tuple(_captioned(list(_page_blocks(page, style)))) for page in pages]


def title_of(pages: Sequence[PageLayout]) -> str | None:
    """Return the largest type on the first page, where it is larger than the body's and not a running head."""
    if not pages:
        return None
    style, page = _style(pages), pages[0]
    lines = [line for item in page.items for line in item.lines if not _furniture(line, page, style)]
    worded = [line for line in lines if sum(c.isalpha() for c in line.text) >= MIN_TITLE_LETTERS]
    largest = max((line.size for line in worded), default=0.0)
    if not style.body or largest < HEADING_RATIO * style.body:
        return None
    start = next(i for i, line in enumerate(lines) if line in worded and line.size >= (1 - SAME_SIZE) * largest)
    run = takewhile(lambda line: line.size >= (1 - SAME_SIZE) * largest, lines[start : start + MAX_HEADING_LINES])
    return flow_text(list(run))[0].rstrip(": ")


def _captioned(blocks: Sequence[DraftBlock]) -> Iterable[DraftBlock]:
    """Give each table without a caption the short block right above it."""
    for index, block in enumerate(blocks):
        table = block.table
        caption = _caption_above(blocks[max(0, index - 2) : index]) if table and not table.caption else None
        yield replace(block, table=replace(table, caption=caption)) if table and caption else block


def _caption_above(above: Sequence[DraftBlock]) -> str | None:
    """Return the text right above a table; a short line of its own, such as a unit, with the caption over it."""
    if not above or above[-1].kind not in _CAPTIONING or len(above[-1].text) > MAX_CAPTION:
        return None
    name, last = above[0], above[-1]
    short = len(last.text) <= MAX_UNIT and last.kind == "paragraph" and not shapes.ends_sentence(last.text)
    named = len(above) > 1 and name.kind in ("caption", "heading") and len(name.text) + MAX_UNIT <= MAX_CAPTION
    return f"{name.text} {last.text}" if short and named else last.text


def _style(pages: Sequence[PageLayout]) -> Style:
    lines = [line for page in pages for item in page.items for line in item.lines]
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[_rounded(line.size)] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    bold = sum(len(line.text) for line in lines if line.bold and _rounded(line.size) == body)
    larger = sorted(
        {_rounded(line.size) for line in lines if _rounded(line.size) >= HEADING_RATIO * body}, reverse=True
    )
    words = frozenset(word for line in lines for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text.lower()))
    return Style(body, bold > sizes[body] / 2, tuple(larger), _repeated(pages), words)


def _rounded(size: float) -> float:
    return round(size * 2) / 2


# --- running heads -----------------------------------------------------------------------------


def _repeated(pages: Sequence[PageLayout]) -> frozenset[str]:
    """Return the lines, digits left out, that stand at the head or foot of several pages."""
    seen: Counter[str] = Counter()
    for page in pages:
        lines = [line for item in page.items for line in item.lines]
        seen.update({_pattern(line.text) for line in lines if _zone(line.box, page.height)})
    enough = max(MIN_REPEATS, REPEAT_SHARE * len(pages))
    return frozenset(pattern for pattern, count in seen.items() if count >= enough)


def _pattern(text: str) -> str:
    # Page numbers change sides on left and right pages.
    return _DIGITS.sub("#", text).strip("# ")


def _zone(box: Box, height: float) -> str | None:
    if box[3] <= HEAD_ZONE * height:
        return "header"
    return "footer" if box[1] >= FOOT_ZONE * height else None


def _furniture(line: Line, page: PageLayout, style: Style) -> str | None:
    zone = _zone(line.box, page.height)
    if zone is None:
        return None
    match = _PAGE_NUMBER.fullmatch(line.text)
    numbered = match is not None and (not match["word"] or match["word"].lower() in _page_words())
    repeated = _pattern(line.text) in style.repeated and not _is_note(line, page, style)
    return zone if numbered or repeated else None


def _is_note(line: Line, page: PageLayout, style: Style) -> bool:
    """Return whether a line begins a footnote: small type, in the lower part, a number that is not the page's."""
    small = line.size <= NOTE_RATIO * style.body and line.box[1] > NOTE_ZONE * page.height
    match = _NOTE.match(line.text)
    return bool(small and match and not page.recognised and match.group(1) != str(page.number))


# --- blocks of a page ---------------------------------------------------------------------------


def _page_blocks(page: PageLayout, style: Style) -> Iterable[DraftBlock]:
    for item in page.items:
        if item.table:
            yield item.table
            continue
        lines = [close_up(line) for line in item.lines]
        contents = _toc_lines(lines)
        for group in _groups(page, lines, style, contents):
            yield _block(page, group, style, toc=group[0] in contents)


def _toc_lines(lines: Sequence[Line]) -> frozenset[Line]:
    """Return the entries of a table of contents: leaders, or several page numbers far right that only grow."""
    entries = [line for line in lines if shapes.is_toc_entry(line.text)]
    far = [line for line in lines if len(line.segments) > 1 and line.segments[-1][0].text.isdecimal()]
    far = [line for line in far if len(line.segments[-1]) == 1 and line.tokens[0].text[:1].isalnum()]
    growing = shapes.are_page_numbers([line.tokens[-1].text for line in far])
    worded = [line for line in far if any(c.isalpha() for c in line.text)]
    found = frozenset([*entries, *(worded if growing else [])])
    # A line between two entries is the first half of the second.
    triples = zip(lines, lines[1:], lines[2:], strict=False)
    return found | {middle for before, middle, after in triples if before in found and after in found}


def _groups(page: PageLayout, lines: Sequence[Line], style: Style, contents: Collection[Line]) -> list[list[Line]]:
    column = column_of(lines, recognised=page.recognised)
    groups: list[list[Line]] = []
    for line in lines:
        last = groups[-1][-1] if groups else None
        apart = last is None or line in contents or last in contents
        if last is None or apart or _furniture(line, page, style) != _furniture(last, page, style):
            groups.append([line])
        elif continues(last, line, column):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _block(page: PageLayout, lines: Sequence[Line], style: Style, *, toc: bool) -> DraftBlock:
    text, words, edits = flow_text(lines, style.known)
    kind, level = ("toc", 0) if toc else _kind(page, lines, text, style)
    return DraftBlock(kind, text, level, union(line.box for line in lines), words, edits)


def _kind(page: PageLayout, lines: Sequence[Line], text: str, style: Style) -> tuple[str, int]:
    first = lines[0]
    if furniture := _furniture(first, page, style):
        return furniture, 0
    if _is_note(first, page, style):
        return "footnote", 0
    if shapes.is_caption(text):
        return "caption", 0
    level = 0 if shapes.is_list_item(text) else _heading_level(page, lines, text, style)
    return ("heading", level) if level else (shapes.plain_kind(text), 0)


def _heading_level(page: PageLayout, lines: Sequence[Line], text: str, style: Style) -> int:
    if len(lines) > MAX_HEADING_LINES or not shapes.is_short_line(text):
        return 0
    ratio = HEADING_RATIO_OCR if page.recognised else HEADING_RATIO
    large = lines[0].size >= ratio * style.body
    bold = lines[0].bold and not style.bold_body
    if depth := shapes.heading_depth(text):
        return depth if large or bold or (len(lines) == 1 and not shapes.is_bare_number(text)) else 0
    if not (large or bold):
        return 0
    rank = next((i for i, size in enumerate(style.sizes, 1) if lines[0].size >= size - 0.5), len(style.sizes) + 1)
    return min(rank, 6)
