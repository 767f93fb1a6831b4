"""PDF: digital pages by their characters, scanned ones and bad text layers by recognition, page by page."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pypdfium2 as pdfium
import pypdfium2.raw as api

from pipeline.domain.failures import DocumentFailure
from pipeline.reading.draft import Source
from pipeline.reading.image_lines import separate_lines
from pipeline.reading.limits import Limits
from pipeline.reading.ocr import Recognised, RecognitionTimeoutError, fitting_dpi
from pipeline.reading.pages import PageRead, check_read, to_document
from pipeline.reading.pdfium import (
    POINTS_PER_INCH,
    Drawing,
    Frame,
    Picture,
    frame_of,
    read_drawing,
    read_tokens,
    render_gray,
)
from pipeline.reading.recognition import Recogniser, ink_share, looks_like_text
from pipeline.reading.tokens import Token
from pipeline.reading.triage import MIN_INTERIOR_CHARS, Triage, layer_score, signs_of, triage
from pipeline.records import Box, Document, Page

MEDIA_TYPE = "application/pdf"
MARK = b"%PDF-"
# Where readers have always looked for the mark, and for the end of the file.
MARK_ZONE = 1_024
END_ZONE = 8_192
INK_DPI = 50.0
# A recognised picture beside text is kept where it holds this many words, this sure.
MIN_PICTURE_WORDS = 5
MIN_PICTURE_CONFIDENCE = 0.7
_METADATA = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate")


class PdfReader:
    """Reads PDF files."""

    name = "pdf"
    version = "1"

    def score(self, data: bytes) -> float:
        """Return 1 where the mark of a PDF stands near the start."""
        return 1.0 if MARK in data[:MARK_ZONE] else 0.0

    def read(self, data: bytes, limits: Limits) -> Document:
        """Return the document. Raises DocumentFailure: encrypted, damaged, too_large, ocr_unavailable, ocr_failed."""
        pdf = _open(data)
        try:
            count = len(pdf)
            if count > limits.max_pages:
                raise DocumentFailure("too_large", f"{count} pages, limit {limits.max_pages}")
            pages = list(_read_pages(pdf, limits))
            metadata = pdf.get_metadata_dict(skip_empty=True)
        finally:
            pdf.close()
        check_read(pages)
        known = tuple((key.lower(), str(metadata[key])) for key in _METADATA if metadata.get(key))
        return to_document(Source(data, MEDIA_TYPE, metadata.get("Title"), known, paginated=True), pages)


def _open(data: bytes) -> pdfium.PdfDocument:
    tail = data.rstrip(b"\0\r\n\t ")[-END_ZONE:]
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code == api.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise DocumentFailure("encrypted") from error
        raise DocumentFailure("damaged", "not a readable PDF") from error
    # pdfium mends files that were cut off, silently without what is missing.
    if b"%%EOF" not in tail or len(pdf) == 0:
        pdf.close()
        raise DocumentFailure("damaged", "the end of the PDF is missing")
    return pdf


def _read_pages(pdf: pdfium.PdfDocument, limits: Limits) -> Iterator[PageRead]:
    recogniser = Recogniser(limits.page_seconds)
    for index in range(len(pdf)):
        started = time.perf_counter()
        read = _read_page(pdf, index, recogniser, limits)
        elapsed = round((time.perf_counter() - started) * 1_000)
        yield replace(read, facts=replace(read.facts, duration_ms=elapsed))


def _read_page(pdf: pdfium.PdfDocument, index: int, recogniser: Recogniser, limits: Limits) -> PageRead:
    try:
        page = pdf[index]
    except pdfium.PdfiumError:
        return PageRead(Page(index + 1, 0, 0, "failed", ("the page is damaged",)))
    try:
        frame = frame_of(page)
        tokens, drawing = read_tokens(page, frame), read_drawing(page, frame)
        decision = _decide(page, tokens, drawing, frame, recogniser.language)
        facts = Page(index + 1, 0, 0, decision.route, decision.reasons, frame.width, frame.height)
        read = PageRead(facts, tuple(tokens), drawing.edges)
        if decision.route == "blank":
            return replace(read, tokens=(), edges=())
        if decision.route == "ocr":
            return _recognised_page(page, read, drawing, recogniser, limits)
        return _with_pictures(page, read, drawing, recogniser, limits) if decision.route == "mixed" else read
    finally:
        page.close()


def _decide(
    page: pdfium.PdfPage, tokens: Sequence[Token], drawing: Drawing, frame: Frame, language: str | None
) -> Triage:
    signs = signs_of(tokens, drawing, frame, None)
    if signs.interior_chars < MIN_INTERIOR_CHARS:
        signs = replace(signs, ink=ink_share(render_gray(page, INK_DPI)))
    return triage(signs, language)


def _fitting_dpi(page_size: tuple[float, float], pictures: Sequence[Picture], limits: Limits) -> float:
    """Return the resolution for a page: of its largest image, within what Tesseract likes and the limit allows."""
    native = max(pictures, key=lambda p: (p.box[2] - p.box[0]) * (p.box[3] - p.box[1])).dpi if pictures else None
    dpi = fitting_dpi(native)
    pixels = page_size[0] * page_size[1] * (dpi / POINTS_PER_INCH) ** 2
    if pixels <= limits.max_pixels:
        return dpi
    return float(dpi * (limits.max_pixels / pixels) ** 0.5)


def _recognised_page(
    page: pdfium.PdfPage, read: PageRead, drawing: Drawing, recogniser: Recogniser, limits: Limits
) -> PageRead:
    """Return the page as recognised, or as its text layer has it where that is the better reading."""
    size = (read.facts.width_pt or 0.0, read.facts.height_pt or 0.0)
    dpi = _fitting_dpi(size, drawing.pictures, limits)
    ruled = separate_lines(render_gray(page, dpi), dpi)
    read = replace(read, edges=read.edges or ruled.edges)
    try:
        result = recogniser.read(ruled.image, dpi)
    except RecognitionTimeoutError as error:
        return _failed(read, str(error))
    return _better(read, result, recogniser.language)


def _failed(read: PageRead, why: str) -> PageRead:
    reasons = (*read.facts.reasons, f"recognition failed: {why}")
    route = "digital" if read.tokens else "failed"
    return replace(read, facts=replace(read.facts, route=route, reasons=reasons))


def _better(read: PageRead, result: Recognised, language: str | None) -> PageRead:
    layer = " ".join(token.text for token in read.tokens)
    if layer and layer_score(layer, language) > layer_score(result.text, language):
        reasons = (*read.facts.reasons, "kept the text layer: better than recognition")
        return replace(read, facts=replace(read.facts, route="digital", reasons=reasons))
    facts = replace(read.facts, ocr_confidence=result.confidence)
    return replace(read, facts=facts, tokens=result.tokens, recognised=True)


def _with_pictures(
    page: pdfium.PdfPage, read: PageRead, drawing: Drawing, recogniser: Recogniser, limits: Limits
) -> PageRead:
    """Return the page with the text of its large images added, where they hold text."""
    frame = frame_of(page)
    pictures = signs_of(read.tokens, drawing, frame, None).pictures
    dpi = _fitting_dpi((frame.width, frame.height), pictures, limits)
    found: list[Token] = []
    confidences: list[float] = []
    for picture in pictures:
        result = _recognised_picture(page, picture.box, dpi, read.tokens, recogniser)
        if result and (result.confidence or 0.0) >= MIN_PICTURE_CONFIDENCE and len(result.tokens) >= MIN_PICTURE_WORDS:
            found += result.tokens
            confidences.append(result.confidence or 0.0)
    if not found:
        reasons = (*read.facts.reasons, "no text in the image")
        return replace(read, facts=replace(read.facts, route="digital", reasons=reasons))
    facts = replace(read.facts, ocr_confidence=sum(confidences) / len(confidences))
    return replace(read, facts=facts, tokens=(*read.tokens, *found))


def _recognised_picture(
    page: pdfium.PdfPage, box: Box, dpi: float, tokens: Sequence[Token], recogniser: Recogniser
) -> Recognised | None:
    """Return the words in a region of the page that no digital word covers, or null for a photograph."""
    scale = dpi / POINTS_PER_INCH
    whole = render_gray(page, dpi)
    left, top = max(0, int(box[0] * scale)), max(0, int(box[1] * scale))
    image = whole.crop((left, top, min(whole.width, int(box[2] * scale)), min(whole.height, int(box[3] * scale))))
    if image.width < 20 or image.height < 20 or not looks_like_text(image):
        return None
    try:
        result = recogniser.read(image, dpi)
    except RecognitionTimeoutError:
        return None
    moved = [replace(t, box=_moved(t.box, left / scale, top / scale)) for t in result.tokens]
    free = tuple(token for token in moved if not any(_touch(token.box, other.box) for other in tokens))
    return Recognised(free, result.confidence)


def _moved(box: Box, right: float, down: float) -> Box:
    return box[0] + right, box[1] + down, box[2] + right, box[3] + down


def _touch(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
