"""The links of a page or a feed, with their text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree, html

from pipeline.domain.data import load_toml
from pipeline.ingestion.addresses import AddressError, normalised
from pipeline.reading.decoding import decode

# The text around a link that says no more than `PDF` counts with it, up to so many characters.
MAX_CONTEXT = 300
# A link around a whole page is judged by its beginning.
MAX_TEXT = 500
_AROUND = ("li", "tr", "p", "dd", "figure", "article", "div")
_FEED = re.compile(r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its address as it is sent, and its text."""

    address: str
    text: str

    def matches(self, patterns: Iterable[str]) -> bool:
        """Return whether one of the patterns is found in the text or in the address, as people would write it."""
        spellings = (self.text, unquote(self.address))
        return any(re.search(pattern, spelling) for pattern in patterns for spelling in spellings)


def links_of(body: bytes, address: str) -> tuple[Link, ...]:
    """Return the links of a page or an RSS or Atom feed that lies at an address, each address once, in order.

    What is no text has no links.
    """
    decoded = decode(body)
    if decoded is None or not decoded[0].strip():
        return ()
    text = _DECLARATION.sub("", decoded[0].lstrip("\ufeff"))
    pairs = _feed_links(text) if _FEED.match(text) else _page_links(text)
    found: dict[str, Link] = {}
    for target, words in pairs:
        try:
            there = normalised(target, address)
        except AddressError:
            continue
        # A link may stand around a picture and again around its title.
        if there not in found or not found[there].text:
            found[there] = Link(there, " ".join(words.split())[:MAX_TEXT])
    found.pop(normalised(address), None)
    return tuple(found.values())


def _page_links(text: str) -> Iterator[tuple[str, str]]:
    try:
        root = html.document_fromstring(text, parser=html.HTMLParser(no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return
    base = next((element.get("href") or "" for element in root.iter("base")), "")
    for element in root.iter("a", "area"):
        target = element.get("href")
        if target:
            yield _joined(base, target), _words(element)


def _joined(base: str, target: str) -> str:
    if not base:
        return target
    try:
        return normalised(target, base)
    except AddressError:
        return target


def _words(element: html.HtmlElement) -> str:
    """Return the text of a link, with that around it where its own says no more than `PDF`."""
    own = " ".join(filter(None, (element.text_content(), element.get("title"), element.get("aria-label"))))
    generic = load_toml("ingestion")["links"]["generic"]
    if " ".join(re.findall(r"[^\W\d_]+", own)).casefold() not in generic:
        return own
    around = next(element.iterancestors(*_AROUND), None)
    return f"{own} {around.text_content()[:MAX_CONTEXT]}" if around is not None else own


def _feed_links(text: str) -> Iterator[tuple[str, str]]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError:
        return
    if root is None:
        return
    for item in root.iter("{*}item", "{*}entry"):
        title = item.findtext("{*}title") or ""
        for link in item.iterchildren("{*}link", "{*}enclosure"):
            target = link.get("href") or link.get("url") or (link.text or "").strip()
            if target:
                yield target, title
