"""Plain text: kept as it is in the file; blocks are spans over it, form feeds are page breaks."""

from __future__ import annotations

import hashlib
import re
from itertools import accumulate

from pipeline.domain.failures import DocumentFailure
from pipeline.reading.decoding import decode, unify_line_ends
from pipeline.reading.edits import Change, apply_changes
from pipeline.reading.hyphens import hyphen_changes
from pipeline.reading.limits import Limits
from pipeline.reading.signatures import is_other_format
from pipeline.reading.text_blocks import is_wrapped, page_blocks, text_lines
from pipeline.records import PAGE_BREAK, Block, Document, Page

# Any format with a mark of its own wins over plain text.
PLAIN_SCORE = 0.1
# Enough of a file to see that it is not text.
SNIFFED_BYTES = 65_536

MEDIA_TYPE = "text/plain"


class PlainTextReader:
    """Reads text in any common encoding."""

    name = "plain_text"
    version = "1"

    def score(self, data: bytes) -> float:
        """Return a low score for anything that decodes."""
        # An even cut keeps UTF-16 whole; UTF-8 cut inside a letter is mended by trimming up to three bytes.
        head = data[:SNIFFED_BYTES]
        if is_other_format(head):
            return 0.0
        return PLAIN_SCORE if any(decode(head[: len(head) - cut]) for cut in (0, 1, 2, 3)) else 0.0

    def read(self, data: bytes, limits: Limits) -> Document:
        """Return the text as one page, or as the pages its form feeds make. Raises DocumentFailure: unsupported."""
        decoded = decode(data)
        if decoded is None:
            raise DocumentFailure("unsupported", "text in an unknown encoding")
        text, encoding = decoded
        # A form feed at the very end closes the last page, it opens none.
        text = unify_line_ends(text).removesuffix(PAGE_BREAK)
        pages = _pages(text)
        limits.check("max_pages", len(pages), "pages")
        return _document(data, text, encoding, pages)


def _pages(text: str) -> tuple[Page, ...]:
    parts = text.split(PAGE_BREAK)
    starts = accumulate([len(part) + 1 for part in parts[:-1]], initial=0)
    return tuple(
        Page(number, start, start + len(part), "digital" if part.strip() else "blank")
        for number, (start, part) in enumerate(zip(starts, parts, strict=True), 1)
    )


def _document(data: bytes, text: str, encoding: str, pages: tuple[Page, ...]) -> Document:
    wrapped = is_wrapped(text_lines(text))
    blocks = [
        block for page in pages for block in page_blocks(text, page.start, page.end, page.number, wrapped=wrapped)
    ]
    document = Document(
        document_id=hashlib.sha256(data).hexdigest(),
        media_type=MEDIA_TYPE,
        reader="",
        language=None,
        text=text,
        pages=pages,
        blocks=tuple(blocks),
        title=_title(text, blocks),
        metadata=(("encoding", encoding),),
        paginated=len(pages) > 1,
    )
    return apply_changes(document, _line_end_changes(text, blocks)) if wrapped else document


def _title(text: str, blocks: list[Block]) -> str | None:
    first = next((block for block in blocks if block.kind == "heading"), None)
    return " ".join(text[first.start : first.end].split()) if first else None


def _line_end_changes(text: str, blocks: list[Block]) -> list[Change]:
    known = frozenset(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.lower()))
    return [change for block in blocks for change in hyphen_changes(text, block.start, block.end, known)]
