"""What an ingestion is asked to do, and where things lie."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import __version__
from pipeline.review.corrections import default_folder

# Whoever runs a site should find out who asks, and how to reach them (RFC 9110, section 10.1.5).
PRODUCT = "kip-pipeline"
_LINE = re.compile(r"[\r\n]+")


@dataclass(frozen=True, slots=True)
class Manners:
    """How a site is asked: seconds between two requests to a host and for a whole answer, bytes, hops, tries.

    `longest_wait_s` is the most kip waits because a site asks it to (Retry-After); beyond, the source is left for the
    next run.
    """

    delay_s: float = 2.0
    answer_s: float = 120.0
    quiet_s: float = 20.0
    max_bytes: int = 100_000_000
    max_redirects: int = 5
    tries: int = 4
    backoff_s: float = 5.0
    longest_wait_s: float = 300.0


@dataclass(frozen=True, slots=True)
class IngestSettings:
    """The settings of an ingestion.

    `sources` is the folder of the registry, `store` keeps what was fetched with its versions and runs, `out` is the
    link to the last good outputs. `only` are ids of sources, such as AG; none means all. `contact` is an address for
    the user agent. `allow_loopback` is for tests against a server on this machine. `notify` names Prefect blocks, such
    as `slack-webhook/kip`, that are told of changes and alarms.
    """

    sources: Path
    store: Path
    out: Path
    cache: Path
    only: tuple[str, ...] = ()
    workers: int = 1
    contact: str = ""
    allow_loopback: bool = False
    corrections: Path = field(default_factory=default_folder)
    manners: Manners = field(default_factory=Manners)
    notify: tuple[str, ...] = ()

    @property
    def user_agent(self) -> str:
        """Return what kip calls itself to a site."""
        contact = _LINE.sub(" ", self.contact).strip()
        return f"{PRODUCT}/{__version__}" + (f" (+{contact})" if contact else "")

    @property
    def inbox(self) -> Path:
        """Return the folder for documents that came by mail: one folder in it for each source."""
        return self.store / "inbox"
