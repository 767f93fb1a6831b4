"""A page as read, together with how it was set upright for that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.reading.pages import PageRead
from pipeline.reading.recognition import ScanRead
from pipeline.reading.upright import Placement


@dataclass(frozen=True, slots=True)
class PlacedPage:
    """A page as read, laid out upright, and how it was set so; null where it lay as it is shown."""

    read: PageRead
    placement: Placement | None = None


def placed_page(read: PageRead, scan: ScanRead) -> PlacedPage:
    """Return a page with what was recognised of it, or with its text layer where that was kept."""
    if scan.kept:
        layered = replace(read, tokens=scan.tokens, edges=read.edges or scan.edges)
        return PlacedPage(with_facts(layered, "digital", *scan.reasons))
    facts = read.facts
    placement = replace(scan.placement, width=facts.width_pt or 0.0, height=facts.height_pt or 0.0)
    width, height = placement.size
    moved = bool(placement.turn or placement.skew)
    read = with_facts(replace(read, tokens=scan.tokens, recognised=True), "ocr", *scan.reasons)
    facts = replace(read.facts, ocr_confidence=scan.confidence, width_pt=width, height_pt=height)
    # Drawn lines are where the page shows them, recognised words where they stand upright.
    edges = scan.edges if moved else read.edges or scan.edges
    return PlacedPage(replace(read, facts=facts, edges=edges), placement if moved else None)


def laid_back(page: PlacedPage, turn: int) -> PlacedPage:
    """Return a page that was turned clockwise by so many degrees before it was read, to be shown as it lay."""
    if not turn:
        return page
    facts = page.read.facts
    read = page.placement or Placement(facts.width_pt or 0.0, facts.height_pt or 0.0)
    size = (read.height, read.width) if turn in (90, 270) else (read.width, read.height)
    return replace(page, placement=Placement(*size, (read.turn + turn) % 360, read.skew))


def with_facts(read: PageRead, route: str, *reasons: str) -> PageRead:
    """Return the page with a route and further reasons."""
    return replace(read, facts=replace(read.facts, route=route, reasons=(*read.facts.reasons, *reasons)))


def placements_of(pages: Iterable[PlacedPage]) -> dict[int, Placement]:
    """Return how pages were set upright, by number, of those that were."""
    return {page.read.facts.number: page.placement for page in pages if page.placement}
