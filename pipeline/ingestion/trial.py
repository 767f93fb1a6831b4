"""A page of the registry tried out, as it answers now or in a saved copy: which of its links would be followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.ingestion.addresses import is_allowed
from pipeline.ingestion.clock import Clock, SystemClock
from pipeline.ingestion.fetching import Fetcher
from pipeline.ingestion.links import Link, links_of
from pipeline.ingestion.refusals import Refusal
from pipeline.ingestion.registry import Page, Source
from pipeline.ingestion.settings import IngestSettings
from pipeline.ingestion.visiting import leads_on


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of a page, or the problem.

    Of `total` links some lead to `documents` and some to further `pages`, or to both; those on `foreign` hosts, which
    the source does not name, fit its patterns and would not be asked for.
    """

    documents: tuple[Link, ...] = ()
    pages: tuple[Link, ...] = ()
    foreign: tuple[Link, ...] = ()
    total: int = 0
    problem: str = ""

    @property
    def followed(self) -> int:
        """Return how many links would be asked for."""
        return len({*self.documents, *self.pages})


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
    return _sorted(source, page, links_of(answer.body or b"", answer.address))


def try_saved(source: Source, page: Page, body: bytes) -> Trial:
    """Return what a saved copy of a page holds; nobody is asked."""
    links = links_of(body, page.address)
    return _sorted(source, page, links) if links else Trial(problem="the saved copy holds no link")


def _sorted(source: Source, page: Page, links: Sequence[Link]) -> Trial:
    """Sort links as a visit does."""
    wanted = [link for link in links if not link.matches(page.leave)]
    fitting = [link for link in wanted if link.matches((*page.follow, *page.through))]
    asked = [link for link in fitting if is_allowed(link.address, source.hosts)]
    return Trial(
        tuple(link for link in asked if link.matches(page.follow)),
        tuple(link for link in asked if leads_on(page, link)),
        tuple(link for link in fitting if link not in asked),
        len(links),
    )
