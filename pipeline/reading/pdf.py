"""PDF: digital pages by their characters, scanned ones and bad text layers by recognition, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pypdfium2 as pdfium

from pipeline.reading.draft import Source
from pipeline.reading.limits import Limits
from pipeline.reading.pages import DAMAGED, PARTLY_DAMAGED, PageRead, check_read, to_document
from pipeline.reading.pdf_file import (
    MARK,
    MARK_ZONE,
    draws_nothing,
    has_layers_off,
    has_objects,
    is_mended,
    lost_parts,
    mending_notes,
    open_pdf,
    page_count,
    read_metadata,
)
from pipeline.reading.pdf_pages import read_pages
from pipeline.reading.pdf_streams import broken_streams, pages_with
from pipeline.reading.placed import PlacedPage, placements_of, with_facts
from pipeline.reading.upright import as_shown
from pipeline.records import Document

MEDIA_TYPE = "application/pdf"
# A mark after other bytes may be quoted by a text or packed into an archive: formats with marks at the start win.
LATER_MARK_SCORE = 0.8
_METADATA = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate")


class PdfReader:
    """Reads PDF files."""

    name = "pdf"
    version = "5"

    def score(self, data: bytes) -> float:
        """Return 1 where the mark of a PDF stands at the start, less where it stands near it with objects behind it."""
        place = data.find(MARK, 0, MARK_ZONE)
        if place >= 0 and not data[:place].strip():
            return 1.0
        return LATER_MARK_SCORE if place > 0 and has_objects(data) else 0.0

    def read(self, data: bytes, limits: Limits) -> Document:
        """Return the document. Raises DocumentFailure: encrypted, damaged, too_large, ocr_unavailable, ocr_failed."""
        pdf = open_pdf(data)
        try:
            count = page_count(pdf, data)
            limits.check("max_pages", count, "pages")
            pages = read_pages(pdf, count, limits, layered=has_layers_off(data))
            hurt = _hurt_pages(data)
            placed = [_as_hurt(_unless_lost(pdf, page, data), hurt) for page in pages]
            metadata = {name: read_metadata(pdf, name) for name in _METADATA}
            notes = [("mended", note) for note in mending_notes(pdf, data, count)]
            notes += [("damaged", note) for note in _damage_notes(hurt)]
        finally:
            pdf.close()
        reads = [page.read for page in placed]
        check_read(reads)
        known = tuple((name.lower(), text) for name, text in metadata.items() if text)
        source = Source(data, MEDIA_TYPE, metadata["Title"] or None, (*known, *notes), paginated=True)
        document = to_document(source, reads)
        return as_shown(document, placements_of(placed))


def _unless_lost(pdf: pdfium.PdfDocument, page: PlacedPage, data: bytes) -> PlacedPage:
    """Return the page; as failed where it is blank because its content is missing from the file."""
    facts = page.read.facts
    if facts.route != "blank" or not draws_nothing(pdf, facts.number - 1) or not lost_parts(data):
        return page
    return PlacedPage(PageRead(replace(facts, route="failed", reasons=(DAMAGED,))))


def _hurt_pages(data: bytes) -> frozenset[int] | None:
    """Return the numbers of pages that lose something by a damaged or missing part; null where that is unknown."""
    broken = broken_streams(data)
    if broken or is_mended(data):
        broken |= lost_parts(data)
    return pages_with(data, broken) if broken else frozenset()


def _as_hurt(page: PlacedPage, hurt: frozenset[int] | None) -> PlacedPage:
    """Return the page; as failed where all its text is lost, with a reason where some of it may be."""
    facts = page.read.facts
    if not hurt or facts.number not in hurt or facts.route == "failed":
        return page
    if facts.route == "blank":
        return PlacedPage(PageRead(replace(facts, route="failed", reasons=(DAMAGED,))))
    return replace(page, read=with_facts(page.read, facts.route, PARTLY_DAMAGED))


def _damage_notes(hurt: frozenset[int] | None) -> Iterator[str]:
    if hurt is None:
        yield "a part of the file is damaged; it can't be told which pages need it"
    elif hurt:
        yield f"text may be missing on page {', '.join(map(str, sorted(hurt)))}"
