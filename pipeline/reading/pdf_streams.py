"""Streams of a PDF that can't be unpacked whole, and the pages that lose text by them.

pdfium shows what comes before the damage and says nothing, so the bytes are asked.
"""

from __future__ import annotations

import base64
import io
import re
import zlib
from collections.abc import Iterator, Set
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.psexceptions import PSException

# Dictionaries of streams are shorter; what stands further before a stream is another object.
MAX_HEAD = 4_000
MAX_NUMBER = 24
# No more of a stream is unpacked.
MAX_UNPACKED = 20_000_000
PIECE = 1 << 20
MAX_FORM_DEPTH = 5
CHECKSUM_BYTES = 4

_BEGIN = re.compile(rb"(?<!end)stream\r?\n")
_END = b"endstream"
_NUMBER = re.compile(rb"(?<!\d)(\d{1,10})\s+\d{1,5}\s+$")
_FILTERS = re.compile(rb"/Filter\s*(\[[^\]]*\]|/\w+)")
# Images have a look of their own, and a font's letters are drawn without it; neither is text.
_NO_TEXT = re.compile(rb"/Subtype\s*/Image\b|/Length1\b|/FontFile|/Type\s*/(?:XRef|Metadata)\b")
# All filters there are (PDF 1.7, table 6); a stream under another name can't be unpacked by anybody.
_KNOWN = frozenset(
    name
    for names in (
        ("ASCIIHexDecode", "AHx", "ASCII85Decode", "A85", "LZWDecode", "LZW", "FlateDecode", "Fl", "RunLengthDecode"),
        ("RL", "CCITTFaxDecode", "CCF", "JBIG2Decode", "DCTDecode", "DCT", "JPXDecode", "Crypt"),
    )
    for name in names
)
_DEFLATED = (("FlateDecode",), ("Fl",))
_IN_LETTERS = (("ASCII85Decode", "FlateDecode"), ("A85", "Fl"))
# How an encoder leaves a stream that it never closes (RFC 1979, 2.1).
_FLUSHED = b"\0\0\xff\xff"


def broken_streams(data: bytes) -> frozenset[int]:
    """Return the numbers of objects whose stream, no image or font, ends too soon or is damaged.

    Of a PDF under a password, whose streams can't be unpacked here, none.
    """
    if b"/Encrypt" in data:
        return frozenset()
    # Of several versions of an object the last one counts.
    state = dict(_streams(data))
    return frozenset(number for number, whole in state.items() if not whole)


def _streams(data: bytes) -> Iterator[tuple[int, bool]]:
    """Yield the number of each stream's object, and whether the stream is whole as far as can be told."""
    place = 0
    while begin := _BEGIN.search(data, place):
        end = data.find(_END, begin.end())
        place = end if end >= 0 else len(data)
        head = data.rfind(b"obj", max(0, begin.start() - MAX_HEAD), begin.start())
        number = _NUMBER.search(data[max(0, head - MAX_NUMBER) : head]) if head >= 0 else None
        if number:
            entries = data[head : begin.start()]
            yield int(number.group(1)), bool(_NO_TEXT.search(entries)) or _is_whole(data[begin.end() : place], entries)


def _is_whole(packed: bytes, entries: bytes) -> bool:
    found = _FILTERS.search(entries)
    names = tuple(name.decode("ascii", "replace") for name in re.findall(rb"/(\w+)", found.group(1))) if found else ()
    if names in _IN_LETTERS:
        try:
            packed = base64.a85decode(packed.strip().removesuffix(b"~>").removeprefix(b"<~"))
        except ValueError:
            return False
    elif names not in _DEFLATED:
        return _KNOWN.issuperset(names)
    return not packed.strip() or _inflates(packed)


def _inflates(packed: bytes) -> bool:
    """Return whether deflated bytes unpack to their end and to their checksum, if it has not been left away."""
    if packed[0] & 0x0F != zlib.DEFLATED or int.from_bytes(packed[:2]) % 31:
        return False
    unpacker, rest, size, checksum = zlib.decompressobj(-zlib.MAX_WBITS), packed[2:], 0, 1
    try:
        while rest and not unpacker.eof and size < MAX_UNPACKED:
            piece = unpacker.decompress(rest, PIECE)
            size, checksum = size + len(piece), zlib.adler32(piece, checksum)
            rest = unpacker.unconsumed_tail
    except zlib.error:
        return False
    if unpacker.eof:
        stated = unpacker.unused_data[:CHECKSUM_BYTES]
        return len(stated) < CHECKSUM_BYTES or int.from_bytes(stated) == checksum
    return size >= MAX_UNPACKED or packed.rstrip(b"\r\n").endswith(_FLUSHED)


def pages_with(data: bytes, objects: Set[int]) -> frozenset[int] | None:
    """Return the numbers, from 1, of the pages that draw with these objects; null where that can't be told."""
    try:
        pages = PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(data))))
        return frozenset(number for number, page in enumerate(pages, 1) if not objects.isdisjoint(_drawn_with(page)))
    except (PSException, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        # What is broken may be the tree of pages itself, in as many ways as it has parts.
        return None


def _drawn_with(page: PDFPage) -> Iterator[int]:
    """Yield the numbers of a page's contents and of the forms it draws."""
    contents = page.attrs.get("Contents")
    several = resolve1(contents)
    for part in [contents, *(several if isinstance(several, list) else [])]:
        if isinstance(part, PDFObjRef):
            yield part.objid
    yield from _forms(page.resources, MAX_FORM_DEPTH)


def _forms(resources: Any, depth: int) -> Iterator[int]:
    drawn = resolve1((resolve1(resources) or {}).get("XObject")) or {}
    for reference in drawn.values():
        form = resolve1(reference)
        if not isinstance(form, PDFStream) or depth == 0:
            continue
        if isinstance(reference, PDFObjRef):
            yield reference.objid
        yield from _forms(form.attrs.get("Resources"), depth - 1)
