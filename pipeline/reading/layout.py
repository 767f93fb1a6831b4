"""Lines of all pages → blocks: paragraphs, headings, lists, contents, running heads, footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from pipeline.reading import shapes
from pipeline.reading.draft import DraftBlock
from pipeline.reading.flow import flow_text
from pipeline.reading.grouping import SAME_SIZE, column_of, continues
from pipeline.reading.running import Running, Sheet, running_of
from pipeline.reading.tokens import Line, close_up
from pipeline.records import union

# Type this much larger than the body's sets a heading off; recognised type varies more.
HEADING_RATIO = 1.12
HEADING_RATIO_OCR = 1.3
# Sizes this close are one, in points; of recognised type as a share.
SAME_LOOK = 0.5
SAME_LOOK_OCR = 0.15
MAX_LEVEL = 6
MAX_HEADING_LINES = 3
MIN_TITLE_LETTERS = 4
MAX_CAPTION = 200
# A unit below a caption (`in 1000 Franken`) has so few characters.
MAX_UNIT = 40
_CAPTIONING = ("caption", "heading", "paragraph")

_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

# Size of type, and whether it is bold.
Look = tuple[float, bool]


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of a page in reading order: lines of one column, or what is already a block, such as a table."""

    lines: tuple[Line, ...] = ()
    block: DraftBlock | None = None


@dataclass(frozen=True, slots=True)
class PageLayout:
    """A page as items in reading order."""

    number: int
    height: float
    items: tuple[Item, ...]
    recognised: bool = False

    @property
    def sheet(self) -> Sheet:
        """Return the lines of the page outside of tables."""
        lines = tuple(line for item in self.items for line in item.lines)
        return Sheet(self.number, self.height, self.recognised, lines)


@dataclass(frozen=True, slots=True)
class Style:
    """What holds for the whole document: size of the body, whether it is bold, what runs over pages, words in use."""

    body: float
    bold_body: bool
    running: Running
    known: frozenset[str] = field(repr=False, default=frozenset())


@dataclass(frozen=True, slots=True)
class Told:
    """A block, and of a heading its look, its number's depth, and the least level by a name or letter before it."""

    block: DraftBlock
    look: Look | None = None
    depth: int = 0
    least: int = 0


def lay_out(pages: Sequence[PageLayout], style: Style) -> list[tuple[DraftBlock, ...]]:
    """Return the blocks of each page of a document of this style."""
    told = [list(_page_blocks(page, style)) for page in pages]
    levels = _levels([one for page in told for one in page], recognised=any(page.recognised for page in pages))
    return [tuple(_captioned([_levelled(one, levels) for one in page])) for page in told]


def title_of(pages: Sequence[PageLayout], style: Style) -> str | None:
    """Return the largest type on the first page, where it is larger than the body's and not a running head."""
    if not pages:
        return None
    page = pages[0].sheet
    lines = [line for line in page.lines if not style.running.zone(line, page)]
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


def style_of(pages: Sequence[PageLayout]) -> Style:
    """Return what holds for a document: what repeats over its pages and the body's size are seen over all of them."""
    sheets = [page.sheet for page in pages]
    lines = [line for sheet in sheets for line in sheet.lines]
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[_rounded(line.size)] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    bold = sum(len(line.text) for line in lines if line.bold and _rounded(line.size) == body)
    words = frozenset(word for line in lines for word in _WORDS.findall(line.text.lower()))
    return Style(body, bold > sizes[body] / 2, running_of(sheets, body), words)


def _rounded(size: float) -> float:
    return round(size * 2) / 2


# --- blocks of a page ---------------------------------------------------------------------------


def _page_blocks(page: PageLayout, style: Style) -> Iterable[Told]:
    sheet = page.sheet
    for item in page.items:
        if item.block:
            yield Told(item.block)
            continue
        lines = [close_up(line) for line in item.lines]
        contents = _toc_lines(lines)
        for group in _groups(sheet, lines, style, contents):
            yield _told(sheet, group, style, toc=id(group[0]) in contents)


def _toc_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Return the ids of the entries of contents: lines with leaders, or with page numbers far right that only grow."""
    entries = [line for line in lines if shapes.is_toc_entry(line.text)]
    far = [line for line in lines if len(line.segments) > 1 and line.segments[-1][0].text.isdecimal()]
    far = [line for line in far if len(line.segments[-1]) == 1 and line.tokens[0].text[:1].isalnum()]
    growing = shapes.are_page_numbers([line.tokens[-1].text for line in far])
    worded = [line for line in far if any(c.isalpha() for c in line.text)]
    found = {id(line) for line in (*entries, *(worded if growing else ()))}
    # A line between two entries is the first half of the second.
    triples = zip(lines, lines[1:], lines[2:], strict=False)
    return frozenset(found | {id(middle) for before, middle, after in triples if {id(before), id(after)} <= found})


def _groups(page: Sheet, lines: Sequence[Line], style: Style, contents: Collection[int]) -> list[list[Line]]:
    column = column_of(lines, recognised=page.recognised)
    groups: list[list[Line]] = []
    zone = None
    for line in lines:
        last, zone_above = (groups[-1][-1] if groups else None), zone
        zone = style.running.zone(line, page)
        apart = last is None or zone != zone_above or id(line) in contents or id(last) in contents
        if last is not None and not apart and continues(last, line, column):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _told(page: Sheet, lines: Sequence[Line], style: Style, *, toc: bool) -> Told:
    text, words, edits = flow_text(lines, style.known)
    kind, depth = ("toc", 0) if toc else _kind(page, lines, text, style)
    block = DraftBlock(kind, text, 0, union(line.box for line in lines), words, edits)
    if kind != "heading":
        return Told(block)
    return Told(block, (lines[0].size, lines[0].bold), depth, shapes.chapter_depth(text))


def _kind(page: Sheet, lines: Sequence[Line], text: str, style: Style) -> tuple[str, int]:
    """Return the kind of a block, and of a heading the depth of its number."""
    first = lines[0]
    if zone := style.running.zone(first, page):
        return zone, 0
    if style.running.is_note(first, page):
        return "footnote", 0
    if shapes.is_caption(text):
        return "caption", 0
    if shapes.is_list_item(text) or shapes.is_lettered(text):
        return "list_item", 0
    depth = _heading_depth(page, lines, text, style)
    return (shapes.plain_kind(text), 0) if depth is None else ("heading", depth)


def _heading_depth(page: Sheet, lines: Sequence[Line], text: str, style: Style) -> int | None:
    """Return the depth of a heading's number, 0 without one; null for what is no heading."""
    first = lines[0]
    if len(lines) > MAX_HEADING_LINES or not shapes.is_short_line(text):
        return None
    if not page.recognised and first.tokens[0].confidence is not None:
        # Words in a picture are labels.
        return None
    ratio = HEADING_RATIO_OCR if page.recognised else HEADING_RATIO
    stands_out = first.size >= ratio * style.body or (first.bold and not style.bold_body)
    depth = shapes.heading_depth(text)
    if stands_out:
        return depth
    return depth if depth and len(lines) == 1 and not shapes.is_bare_number(text) else None


# --- levels of headings -------------------------------------------------------------------------


def _levels(told: Iterable[Told], *, recognised: bool) -> dict[Look, int]:
    """Return the level of each look that headings without a number have.

    It is that of most numbered headings that look the same; else one more than that of the next larger look.
    """
    depths: dict[Look, Counter[int]] = {}
    for one in told:
        if one.look:
            depths.setdefault(one.look, Counter())[one.depth] += 1
    levels: dict[Look, int] = {}
    level = 0
    for looks in _alike(depths, recognised=recognised):
        numbered = sum((depths[look] for look in looks), Counter())
        numbered.pop(0, None)
        level = max(numbered, key=lambda depth: (numbered[depth], -depth)) if numbered else min(level + 1, MAX_LEVEL)
        levels |= dict.fromkeys(looks, level)
    return levels


def _alike(looks: Iterable[Look], *, recognised: bool) -> list[list[Look]]:
    """Return looks in groups that the eye can't tell apart, the largest first, bold before plain."""
    groups: list[list[Look]] = []
    for look in sorted(looks, key=lambda look: (not look[1], -look[0])):
        slack = SAME_LOOK_OCR * look[0] if recognised else SAME_LOOK
        if groups and groups[-1][0][1] == look[1] and groups[-1][0][0] - look[0] <= slack:
            groups[-1].append(look)
        else:
            groups.append([look])
    return sorted(groups, key=lambda group: (-_rounded(group[0][0]), not group[0][1]))


def _levelled(told: Told, levels: Mapping[Look, int]) -> DraftBlock:
    if told.look is None:
        return told.block
    return replace(told.block, level=told.depth or max(told.least, levels[told.look]))
