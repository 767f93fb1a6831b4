"""The file around the pages of a PDF: whether it is whole, what had to be mended, and what it says of itself.

pdfium mends broken files in silence, without what is missing. Here their bytes are asked what that may be.
"""

from __future__ import annotations

import ctypes
import re
import zlib
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as api

from pipeline.domain.failures import DocumentFailure

# A file may begin with something else; readers look for its mark in the first kilobyte (PDF 1.7, annex H.3.4.1).
MARK = b"%PDF-"
MARK_ZONE = 1_024
MENDED = "the file's table of its parts is broken; they were found one by one"

_END_MARK = b"%%EOF"
_OBJECT = re.compile(rb"(?<!\d)(\d{1,10})\s+\d{1,5}\s+obj\b")
_TRAILER = re.compile(rb"\btrailer\s*<<|\bstartxref\s+\d")
_STARTXREF = re.compile(rb"\bstartxref\s+(\d{1,12})")
_TABLE = re.compile(rb"\s*(?:xref\b|\d{1,10}\s+\d{1,5}\s+obj\b)")
_PLACE = re.compile(rb"(\d{10}) \d{5} n")
_WEB_LENGTH = re.compile(rb"/Linearized\b[^>]{0,400}?/L\s+(\d{1,12})|/L\s+(\d{1,12})[^>]{0,400}?/Linearized\b")
# Stands in the trailer of every encrypted PDF (ISO 32000-1, 7.6.1).
_ENCRYPTION = b"/Encrypt"
# Whatever a page's text and the tree of pages rest on.
_NEEDED = re.compile(rb"/(?:Contents|Kids)\s*(?:\[([^\]]*)\]|(\d{1,10}\s+\d{1,5}\s+R))")
_REFERENCE = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+R")
_PACKED = re.compile(rb"obj\s*<<((?:[^>]|>(?!>)){0,2000}/ObjStm(?:[^>]|>(?!>)){0,2000})>>\s*stream\r?\n")
_COUNT_OF = re.compile(rb"/N\s+(\d{1,7})")
_LAYERS_OFF = re.compile(rb"/OFF\s*(?:\[\s*\d|\d)|/BaseState\s*/OFF")
# Parts packed into one stream are a few hundred; no more than this is unpacked of a stream.
MAX_PACKED = 20_000_000


def open_pdf(data: bytes) -> pdfium.PdfDocument:
    """Open a PDF, one under an empty password too. Raises DocumentFailure: encrypted, damaged."""
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        # pdfium keeps the reason of the document before where it has none of its own.
        if error.err_code in (api.FPDF_ERR_PASSWORD, api.FPDF_ERR_SECURITY) and _ENCRYPTION in data:
            raise DocumentFailure("encrypted") from error
        raise DocumentFailure("damaged", "not a readable PDF") from error
    _start_forms(pdf)
    if is_cut_off(data) or page_count(pdf, data) == 0:
        pdf.close()
        raise DocumentFailure("damaged", "the end of the PDF is missing")
    return pdf


def _start_forms(pdf: pdfium.PdfDocument) -> None:
    """Let pdfium draw the values of form fields that were saved without a picture of them; scripts are not run."""
    try:
        pdf.init_forms()
    except pdfium.PdfiumError:
        # A form too broken to draw has no bearing on the page's text.
        return


def has_objects(data: bytes) -> bool:
    """Return whether there is an object of a PDF in the bytes."""
    return _OBJECT.search(data) is not None


def is_cut_off(data: bytes) -> bool:
    """Return whether the end of a PDF is missing: its trailer, which is written after everything else."""
    end = data.rfind(_END_MARK)
    if end >= 0 and not _OBJECT.search(data, end):
        return _is_web_beginning(data)
    closed = data.rfind(b"endobj")
    if closed < 0 or _OBJECT.search(data, closed):
        return True
    # In files since PDF 1.5 a stream stands for the trailer, as the last object.
    last = data[data.rfind(b" obj", 0, closed) : closed]
    return b"/XRef" not in last and not _TRAILER.search(data, closed)


def _is_web_beginning(data: bytes) -> bool:
    """Return whether the file is the first part of one made for the web, which ends with a mark of its own."""
    stated = _WEB_LENGTH.search(data[:MARK_ZONE])
    last = _last_startxref(data)
    return bool(stated and last == 0 and int(stated.group(1) or stated.group(2)) > len(data))


def _last_startxref(data: bytes) -> int | None:
    place = data.rfind(b"startxref")
    found = _STARTXREF.match(data, place) if place >= 0 else None
    return int(found.group(1)) if found else None


def is_mended(data: bytes) -> bool:
    """Return whether the table of a PDF's parts is not where the file says, or does not lead to them."""
    place, junk = _last_startxref(data), max(0, data.find(MARK, 0, MARK_ZONE))
    # Places count from the mark of the PDF or from the start of the file.
    tables = [at for at in (place, place + junk) if _TABLE.match(data, at)] if place is not None else []
    if not tables:
        return True
    entries = _PLACE.findall(data, tables[0], tables[0] + 2_000) if data[tables[0] :].lstrip()[:4] == b"xref" else []
    leads = (any(_OBJECT.match(data, int(entry) + more) for more in (0, junk)) for entry in entries)
    return not all(leads)


def mending_notes(pdf: pdfium.PdfDocument, data: bytes, count: int) -> Iterator[str]:
    """Yield what was mended to read a PDF, of which so many pages are there."""
    if is_mended(data):
        yield MENDED
    if count != len(pdf):
        yield f"the file says it has {len(pdf)} pages; {count} are there"


def page_count(pdf: pdfium.PdfDocument, data: bytes) -> int:
    """Return the number of pages: no more than are there, unless some that the file needs are lost."""
    stated = len(pdf)
    count = min(stated, _object_count(data)) if stated > 1 else stated
    there = count
    while there and not _is_there(pdf, there - 1):
        there -= 1
    return count if there < count and lost_parts(data) else there


def _is_there(pdf: pdfium.PdfDocument, index: int) -> bool:
    return bool(api.FPDF_GetPageSizeByIndexF(pdf.raw, index, api.FS_SIZEF()))


def _object_count(data: bytes) -> int:
    packed = sum(int(number.group(1)) for part in _PACKED.finditer(data) if (number := _COUNT_OF.search(part.group(1))))
    return data.count(b"obj") + packed


def lost_parts(data: bytes) -> frozenset[int]:
    """Return the numbers of pages and texts that a PDF needs and that stand nowhere in it.

    Of a PDF under a password, where most can't be seen, none.
    """
    if b"/Encrypt" in data:
        return frozenset()
    known = {int(number) for number in _OBJECT.findall(data)}
    needed = set(_needed(data))
    for head, text in _packed(data):
        numbers = [int(number) for number in head.split() if number.isdigit()]
        known.update(numbers[::2])
        needed.update(_needed(text))
    return frozenset(needed - known)


def has_layers_off(data: bytes) -> bool:
    """Return whether a PDF has layers (optional content) of which some are not shown when it is opened.

    Of a PDF under a password, where most can't be seen, no.
    """
    texts = [data, *(text for _, text in _packed(data))]
    return any(b"/OCProperties" in text for text in texts) and any(_LAYERS_OFF.search(text) for text in texts)


def _needed(data: bytes) -> Iterator[int]:
    for several, one in _NEEDED.findall(data):
        yield from (int(number) for number in _REFERENCE.findall(several or one))


def _packed(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the numbers and the text of the objects packed into each stream of objects."""
    for part in _PACKED.finditer(data):
        first = re.search(rb"/First\s+(\d{1,7})", part.group(1))
        try:
            text = zlib.decompressobj().decompress(data[part.end() :], MAX_PACKED)
        except zlib.error:
            continue
        if first:
            yield text[: int(first.group(1))], text[int(first.group(1)) :]


def draws_nothing(pdf: pdfium.PdfDocument, index: int) -> bool:
    """Return whether there is nothing at all on a page, not even white."""
    page = pdf[index]
    try:
        return int(api.FPDFPage_CountObjects(page.raw)) == 0
    finally:
        page.close()


def read_metadata(pdf: pdfium.PdfDocument, name: str) -> str:
    """Return what a PDF says of itself under a name such as `Title`, empty if nothing; half characters as U+FFFD."""
    key = name.encode("ascii")
    length = api.FPDF_GetMetaText(pdf.raw, key, None, 0)
    buffer = ctypes.create_string_buffer(length)
    api.FPDF_GetMetaText(pdf.raw, key, buffer, length)
    return buffer.raw.decode("utf-16-le", errors="replace").rstrip("\0")
