"""HTML: headings, paragraphs, lists and tables; menus and side columns kept, but apart. Nothing is ever fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree, html

from pipeline.domain.failures import DocumentFailure
from pipeline.reading.decoding import decode, unify_line_ends
from pipeline.reading.draft import DraftBlock, DraftPage, Source, assemble
from pipeline.reading.grids import MAX_SPAN, GridCell, table_block
from pipeline.reading.html_lists import ListNumbers
from pipeline.reading.language import detect_language
from pipeline.reading.limits import Limits
from pipeline.reading.raised import raised
from pipeline.reading.web_areas import Shape, area_of, is_hidden, is_inside, shape_of, tag_of
from pipeline.records import Document, Page

MEDIA_TYPE = "text/html"
MARKED_SCORE = 0.9
TAGGED_SCORE = 0.5
SNIFFED_BYTES = 4_096
# A fragment without <html> must show this many tags to be one.
MIN_TAGS = 3
# Code that follows elements goes no deeper than this, whatever the limit; Python's own limit is near.
MAX_DEPTH = 200

_ROOT = re.compile(r"<(?:!doctype\s+html|html[\s>])", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|div|h[1-6]|table|tr|td|ul|ol|li|br|span|a|body|head|title|section|article)\b[^<>]*>", re.I)
_META_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]+encoding\s*=\s*[\"']([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# Declarations of entities have no place in HTML and are never followed.
_INTERNAL_SUBSET = re.compile(r"\s*<!DOCTYPE[^>\[]{0,1000}\[.*?\]\s*>", re.IGNORECASE | re.DOTALL)
_SPACE = re.compile(r"[ \t\n\r\f]+")
# Declared encodings that no page is in: a declaration in ASCII can't be UTF-16, the others are no encodings of text.
_NO_CHARSET = re.compile(r"utf-?(?:7|16|32)|idna|punycode|unicode|undefined|raw", re.IGNORECASE)
# Of a page that says UTF-8, so many letters beyond ASCII may be broken for each that is whole.
MAX_BROKEN_SHARE = 0.1
_LANGUAGES = ("de", "fr", "it", "rm", "en")

# What a page strikes out it takes back: `<del>100'000</del> 120'000` is one amount.
STRUCK = ("del", "s", "strike")
_DROPPED = frozenset(
    {"script", "style", "noscript", "template", "svg", "head", "iframe", "object", "select", "textarea", *STRUCK}
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_INLINE = re.compile(
    r"a|abbr|acronym|b|bdi|bdo|big|button|cite|code|data|del|dfn|em|font|i|img|input|ins|kbd|label|mark|q|s|samp|"
    r"small|span|strike|strong|sub|sup|time|tt|u|var|wbr|math|semantics|m[inos]|mrow|mtext|mfrac|msu[bp]|msqrt"
)
_KINDS = {"li": "list_item", "dt": "list_item", "dd": "list_item", "figcaption": "caption", "caption": "caption"}
# What a page says of itself, by the names it uses in <meta>.
_METADATA = ("author", "date", "publisher", "description", "og:site_name", "article:published_time", "dcterms.issued")


class HtmlReader:
    """Reads web pages that were saved."""

    name = "html"
    version = "4"

    def score(self, data: bytes) -> float:
        """Return a high score for a doctype or <html>, a middling one for several tags."""
        head = data[:SNIFFED_BYTES]
        # Cut within a letter, or with zero bytes, which browsers pass over.
        heads = (head, head[:-1], head[:-2], head.replace(b"\0", b""))
        decoded = next(filter(None, map(decode, heads)), None)
        if decoded is None:
            return 0.0
        if _ROOT.search(decoded[0]):
            return MARKED_SCORE
        starts = decoded[0].lstrip().startswith("<")
        return TAGGED_SCORE if starts and len(_TAG.findall(decoded[0])) >= MIN_TAGS else 0.0

    def read(self, data: bytes, limits: Limits) -> Document:
        """Return the page as one page of blocks. Raises DocumentFailure: damaged, unsupported."""
        limits.check("max_markup", len(data), "bytes of a web page")
        root = _parse(_decode_html(data))
        body = root.find(".//body")
        body = root if body is None else body
        walker = Walker(limits, shape_of(body, root))
        walker.walk(body, None, 0)
        walker.flush()
        page = Page(1, 0, 0, "digital" if walker.blocks else "blank")
        source = Source(data, MEDIA_TYPE, _title(root), tuple(_metadata(root)))
        return _with_language(assemble(source, [DraftPage(tuple(walker.blocks), page)]), root)


def _with_language(document: Document, root: html.HtmlElement) -> Document:
    """Return the document in the language it states, if its text is too short to tell: templates state wrong ones."""
    stated = _language(root)[:2].lower()
    known = stated in _LANGUAGES and detect_language(document.text) is None
    return replace(document, language=stated) if known else document


def _decode_html(data: bytes) -> str:
    """Return the text: by its byte order mark, else by what the page says of its charset, else by its bytes."""
    declared = _META_CHARSET.search(data[:SNIFFED_BYTES]) or _XML_CHARSET.search(data[:SNIFFED_BYTES])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = declared.group(1).decode("ascii").lower()
        # As browsers do: what calls itself Latin-1 or ASCII is cp1252.
        name = "cp1252" if name in ("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii") else name
        if text := _declared_text(data, name):
            return text
    decoded = decode(data) or decode(data.replace(b"\0", b""))
    if decoded is None:
        raise DocumentFailure("unsupported", "a web page in an unknown encoding")
    return decoded[0]


def _declared_text(data: bytes, name: str) -> str | None:
    """Return the text in the encoding the page names, or null where its bytes contradict it."""
    if _NO_CHARSET.match(name):
        return None
    try:
        return data.decode(name)
    except (LookupError, ValueError):
        if not name.startswith("utf"):
            return None
    text = data.decode("utf-8", errors="replace")
    broken, whole = text.count("\ufffd"), sum(character > "\x7f" for character in text)
    return text if broken <= MAX_BROKEN_SHARE * whole else None


def _parse(text: str) -> html.HtmlElement:
    text = _XML_DECLARATION.sub("", unify_line_ends(text).replace("\0", "")).lstrip("\ufeff")
    if subset := _INTERNAL_SUBSET.match(text):
        text = "<!DOCTYPE html>" + text[subset.end() :]
    # Without `huge_tree` the parser leaves out what is nested deeper than 256 levels, and says so in its log only.
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8", huge_tree=True)
    try:
        root = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        _check_depth(parser)
        raise DocumentFailure("damaged", "a web page without content") from error
    _check_depth(parser)
    return root


def _check_depth(parser: html.HTMLParser) -> None:
    """Raise DocumentFailure too_large where the parser has left out what is nested too deep for it."""
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise DocumentFailure("too_large", "a web page with elements too deep in one another")


@dataclass(slots=True)
class Walker:
    """Walks the tree and collects blocks; text of inline elements gathers until a block begins or ends.

    `shape` is what is known of the page as a whole.
    """

    limits: Limits
    shape: Shape
    blocks: list[DraftBlock] = field(default_factory=list)
    buffer: list[str] = field(default_factory=list)
    kind: str = "paragraph"
    level: int = 0
    label: str = ""
    numbers: ListNumbers = field(default_factory=ListNumbers)

    def walk(self, element: html.HtmlElement, area: str | None, depth: int) -> None:
        """Collect the blocks of an element; `area` is menu, footer or header inside one of these."""
        tag = tag_of(element)
        if tag in _DROPPED or is_hidden(element):
            return
        if tag == "li" and not area:
            self.label = self.numbers.label(element)
        if depth > min(self.limits.max_nesting, MAX_DEPTH):
            self.buffer.append(_inline_text(element))
            return
        inner = area or area_of(element, self.shape) or self._skip_link(element, tag)
        if not area and inner and tag == "a":
            self._alone(element, inner)
        elif tag == "br":
            self.buffer.append("\n")
        elif tag == "sup":
            self.buffer.append(raised(_inline_text(element), "".join(self.buffer[-2:])))
        elif tag == "table" and _is_data_table(element):
            self._table(element, inner, depth)
        elif tag == "dl":
            self._definitions(element, inner, depth)
        else:
            self._block(element, tag, inner, depth)

    def _skip_link(self, element: html.HtmlElement, tag: str) -> str | None:
        """Return menu for links within the page before anything of its text."""
        target = element.get("href", "") if tag == "a" else ""
        told = any(block.kind != "menu" for block in self.blocks) or "".join(self.buffer).strip()
        return "menu" if len(target) > 1 and target.startswith("#") and not told else None

    def _alone(self, element: html.HtmlElement, area: str) -> None:
        before = self.kind, self.level
        self.flush()
        self.kind, self.level = area, 0
        self.buffer.append(_inline_text(element))
        self.flush()
        self.kind, self.level = before

    def _block(self, element: html.HtmlElement, tag: str, area: str | None, depth: int) -> None:
        block = not _INLINE.fullmatch(tag)
        if block:
            self.flush()
            self.kind, self.level = _kind(tag, area, (self.kind, self.level))
        self._children(element, area, depth)
        if block:
            self.flush()
            self.kind, self.level = area or "paragraph", 0

    def _definitions(self, element: html.HtmlElement, area: str | None, depth: int) -> None:
        """Collect a list of terms: one item for a term and its description, where both are plain lines."""
        self.flush()
        term = ""
        for child in element.iter("dt", "dd"):
            if next(child.iterancestors("dl")) is not element or is_hidden(child):
                continue
            plain = all(_INLINE.fullmatch(tag_of(node)) or tag_of(node) in ("p", "br", "sup") for node in child[:])
            text = _inline_text(child) if plain else ""
            if tag_of(child) == "dt" and text:
                self._item(term, area)
                term = text
            elif text:
                self._item(f"{term.rstrip(':')}: {text}" if term else text, area)
                term = ""
            else:
                self._item(term, area)
                term = ""
                self.walk(child, area, depth + 1)
        self._item(term, area)
        self.kind, self.level = area or "paragraph", 0

    def _item(self, text: str, area: str | None) -> None:
        if text:
            self.blocks.append(DraftBlock(area or "list_item", text))

    def _children(self, element: html.HtmlElement, area: str | None, depth: int) -> None:
        # Lines of a text set as it was typed are its own.
        shown = unify_line_ends if tag_of(element) == "pre" or is_inside(element, "pre") else _space
        self.buffer.append(shown(element.text or ""))
        for child in element:
            if isinstance(child.tag, str):
                self.walk(child, area, depth + 1)
            self.buffer.append(shown(child.tail or ""))

    def flush(self) -> None:
        """End the block at hand; two line breaks in a row divide it."""
        text = "".join(self.buffer)
        self.buffer.clear()
        for part in re.split(r"\n[ ]*(?:\n[ ]*)+", text):
            lines = [_SPACE.sub(" ", line).strip(" ") for line in part.split("\n")]
            plain = "\n".join(line for line in lines if line.strip())
            if plain:
                label, self.label = self.label, ""
                self.blocks.append(DraftBlock(self.kind, f"{label} {plain}" if label else plain, self.level))

    def _table(self, element: html.HtmlElement, area: str | None, depth: int) -> None:
        self.flush()
        caption = next((_inline_text(child) for child in element if tag_of(child) == "caption"), None)
        if area:
            # A menu's table is part of the menu: its figures are none of the page's.
            self.buffer.append(_inline_text(element))
            self.kind, self.level = area, 0
            self.flush()
            return
        if caption:
            self.blocks.append(DraftBlock("caption", caption))
        elif self.blocks and self.blocks[-1].kind in ("heading", "caption"):
            caption = self.blocks[-1].text
        rows = [list(_cells(row)) for row in _rows(element)]
        self._check(rows)
        block = table_block(rows, caption)
        if any(cell.start < cell.end for cell in (block.table.cells if block.table else ())):
            self.blocks.append(block)
        self.kind, self.level = "paragraph", 0
        for nested in element.iter("table"):
            if next(nested.iterancestors("table"), None) is element and not is_hidden(nested):
                self.walk(nested, area, depth + 1)

    def _check(self, rows: list[list[GridCell]]) -> None:
        places = sum(min(cell.row_span, len(rows)) * min(cell.col_span, MAX_SPAN) for row in rows for cell in row)
        self.limits.check("max_cells", places, "cells in a table")


def _kind(tag: str, area: str | None, current: tuple[str, int]) -> tuple[str, int]:
    if area:
        return area, 0
    if tag in _HEADINGS:
        return "heading", _HEADINGS[tag]
    if tag in _KINDS:
        return _KINDS[tag], 0
    # A <p> inside <li> is still the list's item, one inside <h2> still the heading.
    return current if current[0] in ("list_item", "heading", "caption") else ("paragraph", 0)


def _space(text: str) -> str:
    return _SPACE.sub(" ", text)


def _inline_text(element: html.HtmlElement) -> str:
    """Return all text below an element in one line, words of different blocks kept apart, tables inside left out."""
    parts: list[str] = []
    _collect(element, parts)
    return _SPACE.sub(" ", "".join(parts)).strip(" ")


def _collect(element: html.HtmlElement, parts: list[str], depth: int = 0) -> None:
    # Inline elements and line breaks: `<br>` parts words too, though it holds none.
    apart = "" if _INLINE.fullmatch(tag_of(element)) or tag_of(element) == "sup" else " "
    parts += [apart, element.text or ""]
    for child in element:
        tag = tag_of(child)
        if tag == "sup":
            parts.append(raised("".join(child.itertext()), "".join(parts[-2:])))
        elif depth > MAX_DEPTH:
            parts.append("".join(child.itertext()))
        elif tag and tag not in _DROPPED and tag != "table" and not is_hidden(child):
            _collect(child, parts, depth + 1)
        parts.append(child.tail or "")
    parts.append(apart)


def _is_data_table(table: html.HtmlElement) -> bool:
    """Return whether a table holds data, not the layout of a page: two columns or more, and marked if it nests."""
    if table.get("role", "").lower() in ("presentation", "none"):
        return False
    rows = [list(_cells(row)) for row in _rows(table)]
    if len(rows) < 2 or max(len(row) for row in rows) < 2:
        return False
    marked = any(cell.header for row in rows for cell in row) or any(tag_of(child) == "caption" for child in table)
    return marked or next(table.iterdescendants("table", *_HEADINGS), None) is None


def _rows(table: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Yield a table's own rows as they are shown: those of its foot come last wherever they are written."""
    own = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table and not is_hidden(row)]
    for foot in (False, True):
        yield from (row for row in own if (tag_of(row.getparent()) == "tfoot") is foot)


def _cells(row: html.HtmlElement) -> Iterator[GridCell]:
    cells = [cell for cell in row if tag_of(cell) in ("td", "th") and not is_hidden(cell)]
    header = tag_of(row.getparent()) == "thead" or (bool(cells) and all(tag_of(cell) == "th" for cell in cells))
    for cell in cells:
        # A row span of zero reaches down to the end of the table.
        down = _span(cell, "rowspan") or MAX_SPAN
        yield GridCell(_inline_text(cell), down, _span(cell, "colspan") or 1, header)


def _span(cell: html.HtmlElement, name: str) -> int:
    value = cell.get(name, "1").strip()
    return int(value) if value.isdecimal() and len(value) < 5 else 1


def _title(root: html.HtmlElement) -> str | None:
    for path in (".//h1", ".//title"):
        found = root.find(path)
        if found is not None and (text := _inline_text(found)):
            return text
    return None


def _language(root: html.HtmlElement) -> str:
    return str(root.get("lang") or root.get("xml:lang") or "").strip()


def _metadata(root: html.HtmlElement) -> Iterator[tuple[str, str]]:
    if language := _language(root):
        yield "lang", language
    if any((element.text or "").strip() for element in root.iter(*STRUCK)):
        yield "struck_out", "left out"
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        if name in _METADATA and (content := meta.get("content")):
            yield name, content
