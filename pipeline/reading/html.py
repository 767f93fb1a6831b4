"""HTML: headings, paragraphs, lists and tables; menus and footers kept, but apart. Nothing is ever fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from pipeline.domain.failures import DocumentFailure
from pipeline.reading.decoding import decode, unify_line_ends
from pipeline.reading.draft import DraftBlock, DraftPage, Source, assemble
from pipeline.reading.grids import GridCell, table_block
from pipeline.reading.limits import Limits
from pipeline.records import Document, Page

MEDIA_TYPE = "text/html"
MARKED_SCORE = 0.9
TAGGED_SCORE = 0.5
SNIFFED_BYTES = 4_096
# A fragment without <html> must show this many tags to be one.
MIN_TAGS = 3
# Deeper nesting is an attack on the parser or a broken file.
MAX_DEPTH = 250

_ROOT = re.compile(r"<(?:!doctype\s+html|html[\s>])", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|div|h[1-6]|table|tr|td|ul|ol|li|br|span|a|body|head|title|section|article)\b[^<>]*>", re.I)
_META_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]+encoding\s*=\s*[\"']([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# Declarations of entities have no place in HTML and are never followed.
_INTERNAL_SUBSET = re.compile(r"<!DOCTYPE[^>\[]*\[.*?\]\s*>", re.IGNORECASE | re.DOTALL)
_SPACE = re.compile(r"[ \t\n\r\f]+")
_MENU = re.compile(r"\b(?:breadcrumbs?|navigation|navbar|menu|skip-?links?)\b", re.IGNORECASE)

_DROPPED = frozenset(
    {"script", "style", "noscript", "template", "svg", "head", "iframe", "object", "select", "textarea"}
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_INLINE = re.compile(
    r"a|abbr|acronym|b|bdi|bdo|big|button|cite|code|data|del|dfn|em|font|i|img|input|ins|kbd|label|mark|q|s|samp|"
    r"small|span|strong|sub|sup|time|tt|u|var|wbr"
)
_KINDS = {"li": "list_item", "dt": "list_item", "dd": "list_item", "figcaption": "caption", "caption": "caption"}
_ROLES = {"navigation": "menu", "menu": "menu", "menubar": "menu", "contentinfo": "footer"}
# What a page says of itself, by the names it uses in <meta>.
_METADATA = ("author", "date", "publisher", "description", "og:site_name", "article:published_time", "dcterms.issued")


class HtmlReader:
    """Reads web pages that were saved."""

    name = "html"
    version = "1"

    def score(self, data: bytes) -> float:
        """Return a high score for a doctype or <html>, a middling one for several tags."""
        decoded = decode(data[:SNIFFED_BYTES]) or decode(data[: SNIFFED_BYTES - 1]) or decode(data[: SNIFFED_BYTES - 2])
        if decoded is None:
            return 0.0
        if _ROOT.search(decoded[0]):
            return MARKED_SCORE
        starts = decoded[0].lstrip().startswith("<")
        return TAGGED_SCORE if starts and len(_TAG.findall(decoded[0])) >= MIN_TAGS else 0.0

    def read(self, data: bytes, limits: Limits) -> Document:
        """Return the page as one page of blocks. Raises DocumentFailure: damaged, unsupported."""
        root = _parse(_decode_html(data))
        walker = Walker()
        body = root.find(".//body")
        walker.walk(root if body is None else body, None, 0)
        walker.flush()
        page = Page(1, 0, 0, "digital" if walker.blocks else "blank")
        source = Source(data, MEDIA_TYPE, _title(root), tuple(_metadata(root)))
        return assemble(source, [DraftPage(tuple(walker.blocks), page)])


def _decode_html(data: bytes) -> str:
    """Return the text: by its byte order mark, else by what the page says of its charset, else by its bytes."""
    declared = _META_CHARSET.search(data[:SNIFFED_BYTES]) or _XML_CHARSET.search(data[:SNIFFED_BYTES])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = declared.group(1).decode("ascii").lower()
        # As browsers do: what calls itself Latin-1 or ASCII is cp1252.
        name = "cp1252" if name in ("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii") else name
        try:
            return data.decode(name)
        except (LookupError, UnicodeDecodeError):
            pass  # a wrong declaration: the bytes decide below
    decoded = decode(data)
    if decoded is None:
        raise DocumentFailure("unsupported", "a web page in an unknown encoding")
    return decoded[0]


def _parse(text: str) -> html.HtmlElement:
    text = _XML_DECLARATION.sub("", unify_line_ends(text)).lstrip("\ufeff")
    text = _INTERNAL_SUBSET.sub("<!DOCTYPE html>", text, count=1)
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise DocumentFailure("damaged", "a web page without content") from error
    return root


@dataclass(slots=True)
class Walker:
    """Walks the tree and collects blocks; text of inline elements gathers until a block begins or ends."""

    blocks: list[DraftBlock] = field(default_factory=list)
    buffer: list[str] = field(default_factory=list)
    kind: str = "paragraph"
    level: int = 0

    def walk(self, element: html.HtmlElement, area: str | None, depth: int) -> None:
        """Collect the blocks of an element; `area` is menu, footer or header inside one of these."""
        tag = _tag(element)
        if tag in _DROPPED or depth > MAX_DEPTH:
            return
        area = area or _area(element, tag)
        if tag == "table" and _is_data_table(element):
            self._table(element, area)
            return
        if tag == "br":
            self.buffer.append("\n")
            return
        block = not _INLINE.fullmatch(tag)
        if block:
            self.flush()
            self.kind, self.level = _kind(tag, area, (self.kind, self.level))
        self._children(element, area, depth)
        if block:
            self.flush()
            self.kind, self.level = area or "paragraph", 0

    def _children(self, element: html.HtmlElement, area: str | None, depth: int) -> None:
        self.buffer.append(_space(element.text))
        for child in element:
            if isinstance(child.tag, str):
                self.walk(child, area, depth + 1)
            self.buffer.append(_space(child.tail))

    def flush(self) -> None:
        """End the block at hand; two line breaks in a row divide it."""
        text = "".join(self.buffer)
        self.buffer.clear()
        for part in re.split(r"\n[ ]*(?:\n[ ]*)+", text):
            lines = [_SPACE.sub(" ", line).strip(" ") for line in part.split("\n")]
            plain = "\n".join(line for line in lines if line.strip())
            if plain:
                self.blocks.append(DraftBlock(self.kind, plain, self.level))

    def _table(self, element: html.HtmlElement, area: str | None) -> None:
        self.flush()
        caption = next((_inline_text(child) for child in element if _tag(child) == "caption"), None)
        if caption:
            self.blocks.append(DraftBlock("caption", caption))
        elif self.blocks and self.blocks[-1].kind in ("heading", "caption"):
            caption = self.blocks[-1].text
        block = table_block([list(_cells(row)) for row in _rows(element)], caption)
        if any(cell.start < cell.end for cell in (block.table.cells if block.table else ())):
            self.blocks.append(block)
        self.kind, self.level = area or "paragraph", 0


def _tag(element: html.HtmlElement) -> str:
    return element.tag.lower() if isinstance(element.tag, str) else ""


def _area(element: html.HtmlElement, tag: str) -> str | None:
    if tag == "nav":
        return "menu"
    if tag == "footer" and not _inside(element, ("article", "main", "section", "blockquote")):
        return "footer"
    role = _ROLES.get(element.get("role", ""))
    if role:
        return role
    names = f"{element.get('class', '')} {element.get('id', '')} {element.get('aria-label', '')}"
    return "menu" if tag not in ("body", "html", "main", "article") and _MENU.search(names) else None


def _inside(element: html.HtmlElement, tags: tuple[str, ...]) -> bool:
    return next(element.iterancestors(*tags), None) is not None


def _kind(tag: str, area: str | None, current: tuple[str, int]) -> tuple[str, int]:
    if area:
        return area, 0
    if tag in _HEADINGS:
        return "heading", _HEADINGS[tag]
    if tag in _KINDS:
        return _KINDS[tag], 0
    # A <p> inside <li> is still the list's item, one inside <h2> still the heading.
    return current if current[0] in ("list_item", "heading", "caption") else ("paragraph", 0)


def _space(text: str | None) -> str:
    return _SPACE.sub(" ", text) if text else ""


def _inline_text(element: html.HtmlElement) -> str:
    """Return all text below an element in one line, words of different blocks kept apart."""
    parts = []
    for node in element.iter():
        if _tag(node) in _DROPPED:
            continue
        before = "" if _INLINE.fullmatch(_tag(node)) else " "
        parts += [before, node.text or "", before]
        if node is not element:
            parts.append(node.tail or "")
    return _SPACE.sub(" ", "".join(parts)).strip(" ")


def _is_data_table(table: html.HtmlElement) -> bool:
    """Return whether a table holds data, not the layout of a page: two columns or more and no table inside."""
    if table.find(".//table") is not None or table.get("role") == "presentation":
        return False
    rows = [list(_cells(row)) for row in _rows(table)]
    return len(rows) > 1 and max(len(row) for row in rows) > 1


def _rows(table: html.HtmlElement) -> Iterator[html.HtmlElement]:
    yield from table.iter("tr")


def _cells(row: html.HtmlElement) -> Iterator[GridCell]:
    in_head = _inside(row, ("thead",))
    cells = [cell for cell in row if _tag(cell) in ("td", "th")]
    header = in_head or (bool(cells) and all(_tag(cell) == "th" for cell in cells))
    for cell in cells:
        yield GridCell(_inline_text(cell), _span(cell, "rowspan"), _span(cell, "colspan"), header)


def _span(cell: html.HtmlElement, name: str) -> int:
    value = cell.get(name, "1").strip()
    return max(1, int(value)) if value.isdigit() and len(value) < 5 else 1


def _title(root: html.HtmlElement) -> str | None:
    for path in (".//h1", ".//title"):
        found = root.find(path)
        if found is not None and (text := _inline_text(found)):
            return text
    return None


def _metadata(root: html.HtmlElement) -> Iterator[tuple[str, str]]:
    if language := root.get("lang"):
        yield "lang", language
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        if name in _METADATA and (content := meta.get("content")):
            yield name, content
