"""Five cantonal sites on loopback, and a clock on which nobody waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.ingestion.settings import IngestSettings, Manners
from tests.ingestion.sites import Site, sites

START = datetime(2026, 1, 5, 6, 0, tzinfo=UTC)
MANNERS = Manners(delay_s=2.0, answer_s=2.0, quiet_s=2.0, max_bytes=200_000, backoff_s=5.0)


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
