"""A document cut into passages: the blocks in reading order, each with the headings above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from pipeline.domain.areas import area_of_title
from pipeline.records import Block, Document, Evidence

# Running headers, menus and page numbers repeat what stands elsewhere or belong to another page of the site.
SKIPPED_KINDS = ("header", "footer", "menu")
SECTION_JOINER = " › "
# A list with so many titles of areas, and more of them than other items, lists areas.
AREAS_IN_LIST = 3
# Texts without any paragraph would cost time by the square of their length.
LONGEST = 4_000
_BULLET = re.compile(r"\s*(?:[-–—•»*·◦▪●]|\d+(?:\.\d+)*[.)]?|[a-z]\))?\s+|\s*[-–—•»*·◦▪●]?\s*")

# Stands after the rule of a figure whose sum was checked and does not add up.
SUM_CHECK = "sum_check/1"


@dataclass(frozen=True, slots=True)
class Passage:
    """One block with its text and the headings above it; `start` is its offset in the document's text.

    `area_list` is true for an item of a list that enumerates the Förderbereiche themselves.
    """

    kind: str
    start: int
    end: int
    text: str
    section: tuple[str, ...]
    area_list: bool = False


def passages(document: Document) -> list[Passage]:
    """Return the blocks that carry content, with their heading paths."""
    return _with_area_lists(list(_walk(document)))


def _walk(document: Document) -> Iterator[Passage]:
    path: list[tuple[int, str]] = []
    for block in document.blocks:
        text = document.text[block.start : block.end]
        if block.kind == "heading":
            path = [(level, title) for level, title in path if level < block.level]
        if text.strip() and block.kind not in SKIPPED_KINDS:
            yield from _pieces(_passage(block, text, path))
        if block.kind == "heading":
            path.append((block.level, " ".join(text.split())))


def _pieces(passage: Passage) -> Iterator[Passage]:
    """Cut a passage longer than any paragraph, at the ends of sentences: what is said of a place stands near it."""
    start = 0
    while len(passage.text) - start > LONGEST:
        window = passage.text[start : start + LONGEST]
        cut = start + next((at + 2 for at in (window.rfind(". "), window.rfind("\n")) if at > 0), LONGEST)
        yield _part(passage, start, cut)
        start = cut
    yield passage if start == 0 else _part(passage, start, len(passage.text))


def _part(passage: Passage, start: int, end: int) -> Passage:
    return replace(passage, text=passage.text[start:end], start=passage.start + start, end=passage.start + end)


def _with_area_lists(found: list[Passage]) -> list[Passage]:
    """Mark runs of list items most of which are titles of areas: they list areas, not offers."""
    marked: list[Passage] = []
    for is_item, run in groupby(found, key=lambda passage: passage.kind == "list_item"):
        items = list(run)
        areas = sum(area_of_title(strip_bullet(item.text)) is not None for item in items) if is_item else 0
        listing = areas >= AREAS_IN_LIST and areas * 2 > len(items)
        marked += [replace(item, area_list=True) for item in items] if listing else items
    return marked


def strip_bullet(text: str) -> str:
    """Return the text of a list item without its bullet or number."""
    return text[bullet_length(text) :].rstrip(" .;,\n")


def bullet_length(text: str) -> int:
    """Return how many characters the bullet or number of a list item takes."""
    match = _BULLET.match(text)
    return match.end() if match else 0


def is_item(passage: Passage) -> bool:
    """Tell whether a passage is an item of a list, or begins as one."""
    return passage.kind == "list_item" or bullet_length(passage.text) > 0


def _passage(block: Block, text: str, path: list[tuple[int, str]]) -> Passage:
    return Passage(block.kind, block.start, block.end, text, tuple(title for _, title in path))


def with_sum_check(rule: str, off: Decimal) -> str:
    """Return a rule with by how much a printed sum differs from its parts: printed less added, in francs or votes."""
    return f"{rule} {SUM_CHECK}:{off:+f}"


def evidence(
    document: Document,
    start: int,
    end: int,
    section: tuple[str, ...],
    found_by: str,
    confidence: float,
    *,
    needs_review: bool = False,
) -> Evidence:
    """Return the evidence of `document.text[start:end]`: page, box and quote."""
    page = document.page_at(start)
    box = document.box_of(start, end)
    x0, y0, x1, y1 = (round(value, 2) for value in box) if box else (None, None, None, None)
    return Evidence(
        document_id=document.document_id,
        page=page.number if document.paginated else None,
        x0=x0,
        y0=y0,
        x1=x1,
        y1=y1,
        char_start=start,
        char_end=end,
        quote=document.text[start:end],
        section=SECTION_JOINER.join(section) or None,
        found_by=found_by,
        confidence=round(confidence, 3),
        needs_review=needs_review,
    )
