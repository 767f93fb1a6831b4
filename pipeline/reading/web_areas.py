"""What of a web page is not its text: menus, side columns, notices on cookies, footers, and what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Any

from lxml import etree

from pipeline.domain.data import load_toml

# Names of classes are believed only of elements that hold less than this share of the page's text.
MAX_MENU_SHARE = 0.5
# So many links and nothing else are a menu, where they stand before or beside the page's text.
MIN_LINKS = 3

_ROLES = {
    "navigation": "menu",
    "menu": "menu",
    "menubar": "menu",
    "complementary": "menu",
    "search": "menu",
    "dialog": "menu",
    "alertdialog": "menu",
    "contentinfo": "footer",
}
_CONTAINERS = frozenset({"div", "section", "ul", "ol", "form", "article", "table", "td", "header", "a"})
_WORD = re.compile(r"[A-ZÄÖÜ]?[a-zäöüéèà]+|[A-Z]+")
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Names:
    """Words of class names: `single` ones, and pairs that follow one another."""

    menu: frozenset[str]
    pairs: frozenset[str]
    footer: frozenset[str]
    unlike: frozenset[str]


@dataclass(slots=True)
class Shape:
    """A page as a whole, learnt in one pass: asking each element anew would take the square of its length.

    `letters` is the length of the text in each container, `main` those that hold the page's main part or its title,
    `early` the lists before the title.
    """

    total: int = 0
    letters: dict[Any, int] = field(default_factory=dict)
    main: set[Any] = field(default_factory=set)
    early: set[Any] = field(default_factory=set)
    has_main: bool = False
    has_title: bool = False


def shape_of(body: Any, root: Any) -> Shape:
    """Return the shape of the page whose text is in `body`."""
    shape = Shape(has_main=root.find(".//main") is not None, has_title=root.find(".//h1") is not None)
    # Containers around the place at hand, each with the length of the text before it.
    around: list[tuple[Any, int]] = []
    titled = False
    for event, element in etree.iterwalk(body, events=("start", "end")):
        tag = tag_of(element)
        if event == "start":
            shape.total += len(element.text or "") if tag else 0
            if tag in _CONTAINERS:
                around.append((element, shape.total - len(element.text or "")))
            if tag in ("ul", "ol") and not titled:
                shape.early.add(element)
            continue
        if around and around[-1][0] is element:
            shape.letters[element] = shape.total - around.pop()[1]
        titled = titled or tag == "h1"
        if tag in ("h1", "main") or (tag and element.get("role") == "main"):
            shape.main.update(container for container, _ in around if container not in shape.main)
        shape.total += len(element.tail or "")
    return shape


@cache
def _names() -> Names:
    web = load_toml("formats")["web"]
    return Names(*(frozenset(web[key]) for key in ("menu", "menu_pairs", "footer", "unlike")))


def tag_of(element: Any) -> str:
    """Return the name of an element in small letters, empty for comments and the like."""
    return element.tag.lower() if isinstance(element.tag, str) else ""


def is_hidden(element: Any) -> bool:
    """Return whether an element is not shown; what a page's search may open (`until-found`) is text all the same."""
    hidden = element.get("hidden")
    if hidden is not None and hidden.strip().lower() != "until-found":
        return True
    if element.get("aria-hidden", "").strip().lower() == "true" or _HIDDEN_STYLE.search(element.get("style", "")):
        return True
    return tag_of(element) == "dialog" and element.get("open") is None


def is_inside(element: Any, *tags: str) -> bool:
    """Return whether an element stands within one of these."""
    return next(element.iterancestors(*tags), None) is not None


def area_of(element: Any, shape: Shape) -> str | None:
    """Return menu or footer where an element begins one, else null."""
    tag = tag_of(element)
    if tag in ("nav", "aside"):
        return "menu"
    if tag == "footer":
        return None if is_inside(element, "article", "main", "section", "blockquote") else "footer"
    if role := _ROLES.get(element.get("role", "").strip().lower()):
        return role
    if tag in ("ul", "ol") and _is_link_list(element, shape):
        return "menu"
    named = _named_area(element) if tag in _CONTAINERS else None
    return named if named and not _holds_page(element, shape) else None


def _named_area(element: Any) -> str | None:
    names = _names()
    for name in _labels(element):
        words = [word.lower() for word in _WORD.findall(name)]
        if names.unlike.intersection(words):
            continue
        pairs = {f"{one} {two}" for one, two in pairwise(words)}
        if names.menu.intersection(words) or names.pairs.intersection(pairs):
            return "menu"
        if names.footer.intersection(words):
            return "footer"
    return None


def _labels(element: Any) -> Iterator[str]:
    yield from element.get("class", "").split()
    yield element.get("id", "")
    yield element.get("aria-label", "")


def _holds_page(element: Any, shape: Shape) -> bool:
    """Return whether an element of whatever name holds the page's main part or most of its text."""
    return element in shape.main or shape.letters.get(element, 0) > MAX_MENU_SHARE * shape.total


def _is_link_list(element: Any, shape: Shape) -> bool:
    """Return whether a list is nothing but links and stands before the page's title or beside its main part."""
    links = list(element.iter("a"))
    if len(links) < MIN_LINKS or is_inside(element, "main", "article"):
        return False
    linked = sum(len("".join(link.itertext()).split()) for link in links)
    if linked < len("".join(element.itertext()).split()):
        return False
    return shape.has_main or (shape.has_title and element in shape.early)
