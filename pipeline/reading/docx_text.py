"""The text of a Word paragraph as a reader sees it: insertions in, deletions out, text boxes apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from pipeline.domain.data import load_toml
from pipeline.reading.grids import CELL_BREAK
from pipeline.reading.raised import raised
from pipeline.reading.tokens import EMPTY, TICKED

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_CHARACTERS = {
    f"{_W}tab": "\t",
    f"{_W}ptab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
    f"{_W}softHyphen": "\u00ad",
}
_NOTES = {f"{_W}footnoteReference": "footnote", f"{_W}endnoteReference": "endnote"}
# Deleted or moved away, properties, and what stands in a frame of its own.
_LEFT_OUT = frozenset(_W + name for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "instrText", "delText"))
_BOX = f"{_W}txbxContent"
_FORMULA_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
# What is struck out is taken back, though it still shows.
STRUCK = ("w:rPr/w:strike", "w:rPr/w:dstrike")
_SPACE = re.compile(r"[ \t\r\f\v]+")
_FIGURES_APART = re.compile(r"(?<=\d) *\t+ *(?=\d)")
_OFF = ("0", "false", "off", "none")


@dataclass(slots=True)
class Notes:
    """Footnotes and endnotes in the order of their references; the number shown is their place in it."""

    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def number(self, kind: str, note_id: str) -> int:
        """Return the number of a note, the next one where it is referred to for the first time."""
        if (kind, note_id) not in self.numbers:
            self.counts[kind] += 1
            self.numbers[kind, note_id] = self.counts[kind]
        return self.numbers[kind, note_id]


def value_of(element: Any, path: str) -> str | None:
    """Return `w:val` of the element at a path such as `w:pPr/w:outlineLvl`, or null."""
    found = element.find("/".join(qn(step) for step in path.split("/"))) if element is not None else None
    return found.get(qn("w:val")) if found is not None else None


def is_on(element: Any, path: str) -> bool:
    """Return whether a switch such as `w:rPr/w:vanish` is there and not turned off."""
    found = element.find("/".join(qn(step) for step in path.split("/"))) if element is not None else None
    return found is not None and found.get(qn("w:val")) not in _OFF


def children(element: Any) -> Iterator[Any]:
    """Yield the child elements that count: no deletions, and one version of what is stored in several."""
    for child in element:
        if child.tag == f"{_MC}AlternateContent":
            version = child.find(f"{_MC}Choice")
            version = child.find(f"{_MC}Fallback") if version is None else version
            if version is not None:
                yield from children(version)
        elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
            yield child


def text_of(paragraph: Any, notes: Notes, line_break: str = "\n") -> str:
    """Return a paragraph's text, notes marked by their number in brackets, text boxes left out."""
    parts: list[str] = []
    _collect(paragraph, parts, notes)
    text = _FIGURES_APART.sub(CELL_BREAK, "".join(parts))
    lines = (_SPACE.sub(" ", line).strip(" ") for line in text.split("\n"))
    return line_break.join(line for line in lines if line)


def _collect(element: Any, parts: list[str], notes: Notes, *, above: bool = False) -> None:
    for child in children(element):
        if child.tag in (f"{_W}t", _FORMULA_TEXT):
            parts.append(raised(child.text or "", parts[-1] if parts else "") if above else child.text or "")
        elif child.tag in _CHARACTERS:
            parts.append(_CHARACTERS[child.tag])
        elif child.tag in _NOTES:
            parts.append(_mark(child, notes))
        elif child.tag in _SIGNS:
            parts.append(_SIGNS[child.tag](child))
        elif child.tag == f"{_W}r":
            if not any(is_on(child, switch) for switch in ("w:rPr/w:vanish", *STRUCK)):
                _collect(child, parts, notes, above=value_of(child, "w:rPr/w:vertAlign") == "superscript")
        elif child.tag != _BOX:
            _collect(child, parts, notes, above=above)


def _symbol(element: Any) -> str:
    """Return a letter of a symbol font that stands for a box to tick; other symbols say nothing."""
    symbols: dict[str, str] = load_toml("formats")["symbols"].get((element.get(qn("w:font")) or "").lower(), {})
    # Word adds F000 to the letter's place in the font.
    return symbols.get((element.get(qn("w:char")) or "")[-2:].lower(), "")


def _tick_box(field_start: Any) -> str:
    """Return the box to tick at which a field begins, as it is set; nothing for other fields."""
    box = field_start.find(f"{_W}ffData/{_W}checkBox")
    if box is None:
        return ""
    state = "w:checked" if box.find(f"{_W}checked") is not None else "w:default"
    return TICKED if is_on(box, state) else EMPTY


_SIGNS: dict[str, Callable[[Any], str]] = {f"{_W}sym": _symbol, f"{_W}fldChar": _tick_box}


def _mark(reference: Any, notes: Notes) -> str:
    number = notes.number(_NOTES[reference.tag], reference.get(qn("w:id"), ""))
    # A mark of the author's own follows as text.
    return "" if reference.get(qn("w:customMarkFollows")) not in (None, *_OFF) else f"[{number}]"


def boxes_of(element: Any) -> Iterator[Any]:
    """Yield the contents of the text boxes anchored in a paragraph, those within a box left to it."""
    for child in children(element):
        if child.tag == _BOX:
            yield child
        else:
            yield from boxes_of(child)


def parse_part(data: bytes) -> Any:
    """Return the root of a part's XML; entities stay as they are and nothing is fetched. Raises lxml's errors."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
