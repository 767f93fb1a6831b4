"""Pages of a PDF: first all are looked at and digital text is taken, then what needs recognition is recognised."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import pypdfium2 as pdfium
from PIL import Image

from pipeline.reading.drawn import DrawnPage
from pipeline.reading.filled import Tick, load_filled, with_ticks
from pipeline.reading.language import detect_language
from pipeline.reading.limits import Limits
from pipeline.reading.look import LOOK_DPI
from pipeline.reading.ocr import fitting_dpi
from pipeline.reading.page_queue import Done, Job, read_scans
from pipeline.reading.pages import DAMAGED, TOO_LARGE, PageRead
from pipeline.reading.pdf_words import read_tokens
from pipeline.reading.pdfium import (
    POINTS_PER_INCH,
    Drawing,
    Frame,
    Picture,
    frame_of,
    read_drawing,
    render_gray,
)
from pipeline.reading.pictures import covered_share
from pipeline.reading.placed import PlacedPage, laid_back, placed_page, with_facts
from pipeline.reading.recognition import Scan, ScanRead
from pipeline.reading.seen import UNSEEN, seen_tokens
from pipeline.reading.tokens import Token, main_turn
from pipeline.reading.triage import OVER_A_SCAN, SCAN_COVER, triage_page
from pipeline.records import Box, Page

INK_DPI = 50.0
# Darker than this is ink, where pages are put in order by how much of it they have.
INK = 100
# A recognised picture beside text is kept where it holds this many words, this sure.
MIN_PICTURE_WORDS = 5
MIN_PICTURE_CONFIDENCE = 0.7
# Pictures smaller than this, in pixels, hold no text.
MIN_PICTURE_SIDE = 20
# So many scans are recognised while the other pages are still looked at, for any number of slots.
EARLY_PAGES = 2
# Of so many scans the drawing is kept from the first look to recognition; one takes 5 MB.
KEPT_DRAWINGS = 8


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a page to recognise, the whole of it if `box` is null, and at which resolution."""

    box: Box | None
    dpi: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is on a page: its words, lines and images, and `notes` on how the words were had.

    `turn` is by how many degrees clockwise it was turned so that its text stands upright.
    """

    number: int
    frame: Frame
    tokens: Sequence[Token]
    drawing: Drawing
    notes: tuple[str, ...]
    turn: int


@dataclass(frozen=True, slots=True)
class Glance:
    """A page as far as it can be read without recognition, the parts to recognise, and how much ink it has.

    `turn` is that of its sheet; `drawn` is a scan as it is to be recognised, null where it is still to be drawn.
    """

    read: PageRead
    regions: tuple[Region, ...] = ()
    ink: float = 0.0
    turn: int = 0
    drawn: Image.Image | None = None


def read_pages(pdf: pdfium.PdfDocument, count: int, limits: Limits, *, layered: bool = False) -> list[PlacedPage]:
    """Return the first `count` pages in order; `layered` says that layers are switched off.

    Raises DocumentFailure: ocr_unavailable.
    """
    glances: list[Glance] = []
    done: dict[int, list[Done]] = {}
    for result in read_scans(_jobs(pdf, count, glances, limits, layered=layered), None):
        done.setdefault(result.page, []).append(result)
    pages = (_together(glance, done.get(index, [])) for index, glance in enumerate(glances))
    return [laid_back(page, glance.turn) for page, glance in zip(pages, glances, strict=True)]


def _language(tokens: Sequence[Token]) -> str | None:
    return detect_language(" ".join(token.text for token in tokens)) if tokens else None


# --- first look ----------------------------------------------------------------------------------


def _glance(pdf: pdfium.PdfDocument, index: int, language: str | None, limits: Limits, *, layered: bool) -> Glance:
    started = time.perf_counter()
    try:
        page, ticks = load_filled(pdf, index)
    except pdfium.PdfiumError:
        return Glance(PageRead(Page(index + 1, 0, 0, "failed", (DAMAGED,))))
    try:
        sheet = _sheet_of(page, index + 1, ticks, layered=layered)
        glance = replace(_glance_at(page, sheet, language, limits), turn=sheet.turn)
    finally:
        page.close()
    elapsed = round((time.perf_counter() - started) * 1_000)
    return replace(glance, read=replace(glance.read, facts=replace(glance.read.facts, duration_ms=elapsed)))


def _sheet_of(page: pdfium.PdfPage, number: int, ticks: Sequence[Tick], *, layered: bool) -> Sheet:
    frame = frame_of(page)
    written = read_tokens(page, frame)
    if turn := main_turn(written):
        # The page stays so for whoever loads it later.
        page.set_rotation((frame.rotation + turn) % 360)
        frame = frame_of(page)
        written = read_tokens(page, frame)
    drawing = read_drawing(page, frame)
    seen = seen_tokens(written, drawing, frame, partial(render_gray, page), layered=layered)
    notes = (UNSEEN,) if len(seen) < len(written) else ()
    return Sheet(number, frame, with_ticks(seen, ticks, frame) if ticks else seen, drawing, notes, turn)


def _glance_at(page: pdfium.PdfPage, sheet: Sheet, language: str | None, limits: Limits) -> Glance:
    number, frame, tokens, drawing = sheet.number, sheet.frame, sheet.tokens, sheet.drawing
    if frame.width * frame.height * (LOOK_DPI / POINTS_PER_INCH) ** 2 > limits.max_pixels:
        route = "digital" if tokens else "failed"
        return Glance(PageRead(Page(number, 0, 0, route, (TOO_LARGE,), frame.width, frame.height), tuple(tokens)))
    size = frame.width, frame.height
    drawn = drawn_page(page, tokens, drawing, frame, limits)
    decision = triage_page(tokens, drawing, frame, language, drawn.at)
    facts = Page(number, 0, 0, decision.route, (*decision.reasons, *sheet.notes), frame.width, frame.height)
    if decision.route == "blank":
        return Glance(PageRead(facts))
    read = PageRead(facts, tuple(tokens), drawing.edges)
    layered = OVER_A_SCAN in decision.reasons and _has_figures(tokens)
    if decision.route == "ocr" or layered:
        regions: tuple[Region, ...] = (Region(None, _fitting_dpi(size, drawing.pictures, limits)),)
    else:
        boxes = decision.pictures if decision.route == "mixed" else ()
        regions = tuple(Region(picture.box, _fitting_dpi(size, [picture], limits)) for picture in boxes)
    ink = _ink(drawn.last or drawn.at(INK_DPI)) if regions else 0.0
    return Glance(read, regions, ink, drawn=drawn.whole)


def drawn_page(
    page: pdfium.PdfPage, tokens: Sequence[Token], drawing: Drawing, frame: Frame, limits: Limits
) -> DrawnPage:
    """Return a page to be looked at: if it holds a scan and no words, drawn as it would be recognised."""
    is_scan = not tokens and covered_share(drawing.pictures, frame) >= SCAN_COVER
    return DrawnPage(page, _fitting_dpi((frame.width, frame.height), drawing.pictures, limits) if is_scan else None)


def _has_figures(tokens: Iterable[Token]) -> bool:
    return any(character.isdigit() for token in tokens for character in token.text)


def _fitting_dpi(page_size: tuple[float, float], pictures: Sequence[Picture], limits: Limits) -> float:
    """Return the resolution for a page: of its largest image, within what Tesseract likes and the limit allows."""
    native = max(pictures, key=lambda p: (p.box[2] - p.box[0]) * (p.box[3] - p.box[1])).dpi if pictures else None
    dpi = fitting_dpi(native)
    pixels = page_size[0] * page_size[1] * (dpi / POINTS_PER_INCH) ** 2
    return dpi if pixels <= limits.max_pixels else float(dpi * (limits.max_pixels / pixels) ** 0.5)


def _ink(image: Image.Image) -> float:
    """Return the share of dark pixels."""
    histogram = image.histogram()
    return sum(histogram[:INK]) / max(sum(histogram), 1)


# --- recognition ---------------------------------------------------------------------------------


def _jobs(
    pdf: pdfium.PdfDocument, count: int, glances: list[Glance], limits: Limits, *, layered: bool
) -> Iterator[Job]:
    """Glance at each page, adding to `glances`, and yield what is to be recognised.

    The first scans come at once, so that recognition need not wait for the last page; of the others those with the most
    ink come first, so that none is left alone at the end.
    """
    language: str | None = None
    early: list[int] = []
    kept: dict[int, Glance] = {}
    for index in range(count):
        glance = _glance(pdf, index, language, limits, layered=layered)
        glances.append(replace(glance, drawn=None))
        language = language or _language(glance.read.tokens)
        if language is None and glance.regions and len(early) < EARLY_PAGES:
            early.append(index)
            yield from _jobs_of(pdf, index, glance, None, limits)
        elif glance.drawn and len(kept) < KEPT_DRAWINGS:
            kept[index] = glance
    for index in sorted(set(range(count)) - set(early), key=lambda index: (-glances[index].ink, index)):
        yield from _jobs_of(pdf, index, kept.pop(index, glances[index]), language, limits)


def _jobs_of(
    pdf: pdfium.PdfDocument, index: int, glance: Glance, language: str | None, limits: Limits
) -> Iterator[Job]:
    for part, region in enumerate(glance.regions):
        yield Job(index, part, partial(_scan, pdf, glance, region, limits), language)


def _scan(pdf: pdfium.PdfDocument, glance: Glance, region: Region, limits: Limits) -> Scan | None:
    read = glance.read
    image = glance.drawn or _drawn(pdf, read.facts.number, region.dpi)
    if region.box:
        image = image.crop(_pixels(region, image))
        return None if min(image.size) < MIN_PICTURE_SIDE else Scan(image, region.dpi, limits.page_seconds)
    return Scan(image, region.dpi, limits.page_seconds, read.tokens, trusted=read.facts.route == "digital")


def _drawn(pdf: pdfium.PdfDocument, number: int, dpi: float) -> Image.Image:
    page = pdf[number - 1]
    try:
        return render_gray(page, dpi)
    finally:
        page.close()


def _pixels(region: Region, image: Image.Image) -> tuple[int, int, int, int]:
    """Return the pixels of a region's box that are on the page."""
    scale = region.dpi / POINTS_PER_INCH
    left, top, right, bottom = (int(side * scale) for side in region.box or (0.0, 0.0, 0.0, 0.0))
    left, top = max(0, left), max(0, top)
    return left, top, max(left, min(image.width, right)), max(top, min(image.height, bottom))


def _together(glance: Glance, done: Sequence[Done]) -> PlacedPage:
    """Return the page with what was recognised of it, or as its text layer has it where that is better."""
    read = glance.read
    if not glance.regions:
        return PlacedPage(read)
    elapsed = read.facts.duration_ms + round(sum(result.seconds for result in done) * 1_000)
    read = replace(read, facts=replace(read.facts, duration_ms=elapsed))
    if read.facts.route == "mixed":
        return PlacedPage(_with_pictures(glance, read, sorted(done, key=lambda result: result.part)))
    result = done[0]
    if result.read is None:
        return PlacedPage(_failed(read, result.failure or ""))
    return placed_page(read, result.read)


def _failed(read: PageRead, why: str) -> PageRead:
    route = "digital" if read.tokens else "failed"
    return with_facts(read, route, f"recognition failed: {why}")


def _with_pictures(glance: Glance, read: PageRead, done: Sequence[Done]) -> PageRead:
    """Return the page with the text of its images added, where they hold text."""
    found: list[Token] = []
    confidences: list[float] = []
    reasons: list[str] = []
    for result in done:
        scan, region = result.read, glance.regions[result.part]
        if scan is None or region.box is None:
            continue
        free = _free(scan, region.box, read.tokens)
        if (scan.confidence or 0.0) >= MIN_PICTURE_CONFIDENCE and len(free) >= MIN_PICTURE_WORDS:
            found += free
            confidences.append(scan.confidence or 0.0)
            reasons += scan.reasons
    if not found:
        return with_facts(read, "digital", "no text in the image")
    facts = replace(read.facts, ocr_confidence=sum(confidences) / len(confidences))
    return with_facts(replace(read, facts=facts, tokens=(*read.tokens, *found)), "mixed", *reasons)


def _free(scan: ScanRead, box: Box, tokens: Sequence[Token]) -> list[Token]:
    """Return the words of a picture, placed on the page, that no digital word covers."""
    right, down = max(0.0, box[0]), max(0.0, box[1])
    moved = [replace(token, box=_moved(scan.placement.shown(token.box), right, down)) for token in scan.tokens]
    return [token for token in moved if not any(_touch(token.box, other.box) for other in tokens)]


def _moved(box: Box, right: float, down: float) -> Box:
    return box[0] + right, box[1] + down, box[2] + right, box[3] + down


def _touch(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
