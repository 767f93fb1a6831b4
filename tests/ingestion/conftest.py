"""Five cantonal sites on loopback, and a clock on which nobody waits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.ingestion.fetching import Fetcher
from pipeline.ingestion.look import look_at
from pipeline.ingestion.registry import Page, Source
from pipeline.ingestion.releases import stamp
from pipeline.ingestion.settings import IngestSettings, Manners
from pipeline.ingestion.settling import settle
from pipeline.ingestion.sightings import Event, Publication
from pipeline.ingestion.store import Store
from pipeline.ingestion.visiting import Tools, visit
from tests.ingestion.sites import Site, sites

START = datetime(2026, 1, 5, 6, 0, tzinfo=UTC)
MANNERS = Manners(delay_s=2.0, answer_s=60.0, quiet_s=60.0, max_bytes=200_000, backoff_s=5.0)


@dataclass
class StillClock:
    """A clock that goes on only when somebody waits, and keeps how long each waited."""

    at: datetime = START
    waits: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return (self.at - START).total_seconds()

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.at += timedelta(seconds=seconds)


@pytest.fixture(scope="session")
def served() -> Iterator[list[Site]]:
    with sites(5) as found:
        yield found


@pytest.fixture
def five(served: list[Site]) -> list[Site]:
    """The five sites, empty."""
    for site in served:
        site.replies.clear()
        site.asked.clear()
        site.agents.clear()
        site.most_at_once = 0
    return served


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


def settings_in(folder: Path) -> IngestSettings:
    return IngestSettings(
        sources=folder / "sources",
        store=folder / "store",
        out=folder / "out",
        cache=folder / "cache",
        contact="kip@example.org",
        allow_loopback=True,
        corrections=folder / "corrections",
        manners=MANNERS,
    )


@dataclass
class Watch:
    """A source that is looked at again and again, with a store, as an ingestion does it."""

    site: Site
    store: Store
    clock: StillClock
    folder: Path
    source: Source

    def look(self) -> list[Event]:
        settings = settings_in(self.folder)
        known = tuple(item for item in self.store.publications() if item.source == self.source.canton)
        answers = self.store.answers()
        tools = Tools(Fetcher(settings, self.clock), self.store.keep, self.store.content, look_at, answers, known)
        seen = visit(self.source, tools, settings.inbox)
        bodies = {address: body for address, (_, body) in answers.items()}
        health = self.store.health().get(self.source.canton)
        settlement = settle(seen, known, bodies, health, stamp(self.clock.now()))
        self.store.settle(settlement)
        self.clock.sleep(86_400)
        return list(settlement.events)

    def kinds(self) -> list[tuple[str, str]]:
        return [(event.kind, event.address.removeprefix(self.site.address)) for event in self.look()]

    def publication(self, path: str) -> Publication:
        return next(item for item in self.store.publications() if item.address in {self.site[path], path})

    def watch(self, page: Page) -> None:
        self.source = self.source.model_copy(update={"pages": (page,)})


@pytest.fixture
def watch(five: list[Site], clock: StillClock, tmp_path: Path) -> Iterator[Watch]:
    site = five[0]
    page = Page(address=site["/kip"], follow=("(?i)integrationsprogramm",), confirmed="unconfirmed", how="Test.")
    source = Source(
        canton="AG",
        office="Amt",
        languages=("de",),
        hosts=(site.host,),
        pages=(page,),
        confirmed="unconfirmed",
        how="Test.",
    )
    with closing(Store(tmp_path / "store")) as store:
        yield Watch(site, store, clock, tmp_path, source)
