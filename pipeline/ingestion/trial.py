"""A page of the registry tried out: what it answers now, and which of its links would be followed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.ingestion.clock import Clock, SystemClock
from pipeline.ingestion.fetching import Fetcher
from pipeline.ingestion.links import Link, links_of
from pipeline.ingestion.refusals import Refusal
from pipeline.ingestion.registry import Page, Source
from pipeline.ingestion.settings import IngestSettings


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of a page: the links that lead to documents or further pages, of so many in all, or the problem."""

    links: tuple[Link, ...] = ()
    total: int = 0
    problem: str = ""


def try_page(
    source: Source, page: Page, contact: str = "", *, allow_loopback: bool = False, clock: Clock | None = None
) -> Trial:
    """Ask for a page and return what was found; nothing is kept, and no link is followed."""
    nowhere = Path()
    settings = IngestSettings(nowhere, nowhere, nowhere, nowhere, contact=contact, allow_loopback=allow_loopback)
    try:
        answer = Fetcher(settings, clock or SystemClock()).fetch(page.address, source.hosts)
    except Refusal as refusal:
        return Trial(problem=refusal.reason)
    links = links_of(answer.body or b"", answer.address)
    wanted = (link for link in links if not link.matches(page.leave))
    return Trial(tuple(link for link in wanted if link.matches((*page.follow, *page.through))), len(links))
