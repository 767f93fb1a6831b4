"""Styles and numbering of a Word document: what makes a paragraph a heading or a list item, and its number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from docx.oxml.ns import qn

from pipeline.domain.data import load_toml
from pipeline.reading.docx_text import value_of

# Styles that rest on one another in a circle occur in broken files.
MAX_CHAIN = 20
MAX_LEVEL = 9
BULLETS = "•◦▪"

_PLACE = re.compile(r"%(\d)")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
# Longer ones are no numbers of a list.
MAX_ROMAN = 3_999


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: its name, the style it rests on, its outline level and its list."""

    name: str
    based_on: str | None
    outline: str | None
    list_id: str | None
    list_level: str | None


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: where it starts, the kind of its numbers, and the text around them (`%1.%2`)."""

    start: int
    form: str
    text: str


@dataclass(frozen=True, slots=True)
class Styles:
    """The paragraph styles of a document by their id; `default` is that of paragraphs that name none."""

    by_id: dict[str, Style]
    default: str | None = None

    def chain(self, paragraph: Any) -> Iterator[Style]:
        """Yield the paragraph's style and those it rests on."""
        name = value_of(paragraph, "w:pPr/w:pStyle") or self.default
        for _ in range(MAX_CHAIN):
            style = self.by_id.get(name or "")
            if style is None:
                return
            yield style
            name = style.based_on

    def heading_level(self, paragraph: Any) -> int:
        """Return the level of a heading, by its own outline level, its style's name or its style's level; or 0."""
        own = value_of(paragraph, "w:pPr/w:outlineLvl")
        if own is not None:
            return _outline(own)
        for style in self.chain(paragraph):
            if level := level_of_name(style.name) or _outline(style.outline):
                return level
        return 0

    def kind(self, paragraph: Any) -> str | None:
        """Return toc, list_item, caption and so on where the name of a style says so, else null."""
        kinds = load_toml("formats")["style_kinds"].items()
        names = [style.name for style in self.chain(paragraph)]
        return next((kind for name in names for kind, words in kinds if name.startswith(tuple(words))), None)

    def is_title(self, paragraph: Any) -> bool:
        """Return whether the paragraph is set as the title of the document."""
        return any(style.name in load_toml("formats")["title_styles"]["names"] for style in self.chain(paragraph))

    def list_place(self, paragraph: Any) -> tuple[str, int] | None:
        """Return the id of the paragraph's list and its level from 0, or null outside lists."""
        own = value_of(paragraph, "w:pPr/w:numPr/w:numId"), value_of(paragraph, "w:pPr/w:numPr/w:ilvl")
        styled = ((style.list_id, style.list_level) for style in self.chain(paragraph))
        places = [own, *styled]
        list_id = next((found for found, _ in places if found is not None), None)
        level = next((found for _, found in places if found is not None), "0")
        # A list with the id 0 takes a paragraph out of its style's list.
        return (list_id, min(_number(level), MAX_LEVEL - 1)) if list_id not in (None, "", "0") and list_id else None


def read_styles(root: Any | None) -> Styles:
    """Return the paragraph styles of `styles.xml`; none where there is no such part."""
    found: dict[str, Style] = {}
    default = None
    for style in root.iter(qn("w:style")) if root is not None else ():
        key = style.get(qn("w:styleId"))
        if style.get(qn("w:type")) not in (None, "paragraph") or key is None:
            continue
        found[key] = Style(
            (value_of(style, "w:name") or "").lower(),
            value_of(style, "w:basedOn"),
            value_of(style, "w:pPr/w:outlineLvl"),
            value_of(style, "w:pPr/w:numPr/w:numId"),
            value_of(style, "w:pPr/w:numPr/w:ilvl"),
        )
        default = key if style.get(qn("w:default")) in ("1", "true") else default
    return Styles(found, default)


@cache
def level_of_name(name: str) -> int:
    """Return the level in the name of a heading's style (`heading 2`, `Überschrift 2`, `Titre 2`), or 0."""
    words = [word for group in load_toml("formats")["heading_styles"].values() for word in group]
    match = re.fullmatch(rf"(?:{'|'.join(words)})[ _]?([1-9])", name.lower())
    if match:
        return int(match.group(1))
    return 1 if name.lower() in load_toml("formats")["title_styles"]["names"] else 0


def _outline(value: str | None) -> int:
    # Word counts heading levels from 0; 9 is its number for body text.
    return int(value) + 1 if value is not None and value in tuple("012345678") else 0


def _number(value: str | None) -> int:
    return int(value) if value is not None and value.isdecimal() and len(value) < MAX_LEVEL else 0


@dataclass(slots=True)
class Numbering:
    """The lists of a document: counts on, item by item, and gives each its label."""

    lists: dict[str, tuple[str, dict[int, int]]] = field(default_factory=dict)
    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def label(self, list_id: str, depth: int) -> str:
        """Return the label of the next item, such as `2.1`, `a)` or a bullet; empty where the list shows none."""
        shape, starts = self.lists.get(list_id, ("", {}))
        level = self.levels.get(shape, {}).get(depth)
        if level is None:
            return ""
        self._count(list_id, shape, starts, depth)
        if level.form == "bullet":
            return BULLETS[min(depth, len(BULLETS) - 1)]
        return _PLACE.sub(lambda match: self._shown(shape, int(match.group(1)) - 1), level.text).strip()

    def _count(self, list_id: str, shape: str, starts: dict[int, int], depth: int) -> None:
        counts = self.counts.setdefault(shape, {})
        if list_id not in self.begun:
            # Lists of one shape go on counting unless a new one says where it starts.
            self.begun.add(list_id)
            counts |= {level: start - 1 for level, start in starts.items()}
        counts[depth] = counts.get(depth, self.levels[shape][depth].start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]

    def _shown(self, shape: str, depth: int) -> str:
        level = self.levels[shape].get(depth)
        if level is None or level.form == "none":
            return ""
        return formatted(self.counts[shape].get(depth, level.start), level.form)


def read_numbering(root: Any | None) -> Numbering:
    """Return the lists of `numbering.xml`; none where there is no such part."""
    numbering = Numbering()
    for shape in root.iter(qn("w:abstractNum")) if root is not None else ():
        key = shape.get(qn("w:abstractNumId"), "")
        numbering.levels[key] = {_number(level.get(qn("w:ilvl"))): _level(level) for level in shape.iter(qn("w:lvl"))}
    for item in root.iter(qn("w:num")) if root is not None else ():
        overrides = item.iter(qn("w:lvlOverride"))
        starts = {_number(o.get(qn("w:ilvl"))): value_of(o, "w:startOverride") for o in overrides}
        known = {level: _number(start) for level, start in starts.items() if start is not None}
        numbering.lists[item.get(qn("w:numId"), "")] = (value_of(item, "w:abstractNumId") or "", known)
    return numbering


def _level(level: Any) -> Level:
    start = value_of(level, "w:start")
    form = value_of(level, "w:numFmt") or "decimal"
    return Level(_number(start) if start else 1, form, value_of(level, "w:lvlText") or "")


def formatted(number: int, form: str) -> str:
    """Return a number of a list as its form, by Word's name, writes it: `3`, `c`, `iii`, `03`."""
    if form in ("lowerLetter", "upperLetter") and number > 0:
        # After z comes aa, then bb.
        letter = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, MAX_LEVEL)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < number <= MAX_ROMAN:
        roman = _roman(number)
        return roman.upper() if form == "upperRoman" else roman
    return f"{number:02}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    parts = []
    for value, letters in _ROMAN:
        parts.append(letters * (number // value))
        number %= value
    return "".join(parts)
