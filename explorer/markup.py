"""HTML for what documents say: everything is escaped, nothing of a document is ever markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

# Before any of these a backslash takes away its meaning (CommonMark 0.31, 2.4).
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: its text, a place to go to, a class for its looks, whether it heads its row.

    `above` (a chart) and `markup` (in place of the text) are HTML made by this module; `below` is a remark.
    """

    text: str
    href: str | None = None
    style: str | None = None
    heads: bool = False
    above: str = ""
    below: str = ""
    markup: str = ""

    @property
    def html(self) -> str:
        """Return the cell as HTML."""
        tag, scope = ("th", " scope='row'") if self.heads else ("td", "")
        inner = self.markup or (link(self.text, self.href) if self.href else escape(self.text))
        below = f"<div class='kip-kinds'>{escape(self.below)}</div>" if self.below else ""
        looks = f" class='{escape(self.style, quote=True)}'" if self.style else ""
        return f"<{tag}{scope}{looks}>{self.above}{inner}{below}</{tag}>"


def as_label(text: str) -> str:
    """Return text for a message that Streamlit takes for Markdown, in which it is to be read as it stands."""
    return _PUNCTUATION.sub(r"\\\1", text)


def caption(text: str) -> str:
    """Return a remark above what it is about."""
    return f"<p class='kip-note'>{escape(text)}</p>"


def table(headings: Sequence[str], rows: Iterable[Sequence[Cell]], caption: str) -> str:
    """Return a table with a caption, a header row, and a row for each sequence of cells."""
    head = "".join(f"<th scope='col'>{escape(text)}</th>" for text in headings)
    body = "".join(f"<tr>{''.join(cell.html for cell in row)}</tr>" for row in rows)
    return (
        f"<div class='kip-scroll' tabindex='0' role='region' aria-label='{escape(caption, quote=True)}'>"
        f"<table class='kip'><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def link(text: str, href: str) -> str:
    """Return a link within the explorer."""
    return f"<a href='{escape(href, quote=True)}'>{escape(text)}</a>"


def address(room: str, parameters: Mapping[str, str]) -> str:
    """Return the address of a room with its filters, relative to the explorer."""
    return f"./?{urlencode({'room': room, **parameters})}"


def marked(text: str, start: int, end: int, around: int) -> str:
    """Return a passage of a text with `text[start:end]` marked and so many characters on either side."""
    first, last = max(0, start - around), min(len(text), end + around)
    lead, trail = "… " if first else "", " …" if last < len(text) else ""
    before, inside, after = escape(text[first:start]), escape(text[start:end]), escape(text[end:last])
    return f"<div class='kip-text'>{lead}{before}<mark id='kip-mark'>{inside}</mark>{after}{trail}</div>"


def linked_list(links: Sequence[str]) -> str:
    """Return links, as `link` makes them, one below the other."""
    return f"<ul class='kip-list'>{''.join(f'<li>{one}</li>' for one in links)}</ul>"


def bar(value: float, most: float) -> str:
    """Return a bar that fills `value / most` of its width; the value stands beside it as text."""
    width = round(100 * min(1.0, max(0.0, value / most))) if most else 0
    return f"<div class='kip-bar' aria-hidden='true'><span style='width:{width}%'></span></div>"
