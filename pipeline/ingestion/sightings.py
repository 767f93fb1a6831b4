"""What a look at a source brings home, and what it means for what was known of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.ingestion.fetching import Validators

PRESENT, VANISHED, MOVED = "present", "vanished", "moved"


@dataclass(frozen=True, slots=True)
class Content:
    """A content that was fetched: sha256 of its bytes, hash of its text, the ending for its file.

    `relevance` is null where there is no text to judge by; `left_out` is true where it is not about the field.
    """

    body_hash: str
    text_hash: str
    suffix: str
    relevance: float | None = None
    left_out: bool = False
    validators: Validators = field(default_factory=Validators)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A publication as seen today: its address, the words of its link and the page with the link.

    `content` is null where it has not changed since it was last fetched, or with a `problem`, a code of a refusal and
    its sentence. `address` is the link's; where it redirects the content came from elsewhere.
    """

    address: str
    label: str
    page: str
    content: Content | None = None
    problem: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PageSeen:
    """A page as seen today: sha256 of its bytes, null with a `problem`; `new` validators where it was fetched."""

    address: str
    body_hash: str | None = None
    validators: Validators = field(default_factory=Validators)
    problem: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """Everything one look at one source has seen; `trouble` is what kept it from being looked at as a whole."""

    source: str
    pages: tuple[PageSeen, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    trouble: str = ""

    @property
    def failures(self) -> tuple[str, ...]:
        """Return why the source could not be looked at, or not all of it."""
        pages = tuple(f"{page.address}: {page.reason}" for page in self.pages if page.problem)
        return (self.trouble, *pages) if self.trouble else pages


@dataclass(frozen=True, slots=True)
class Publication:
    """An address in the registry and what became of it.

    `state` is present, vanished or moved (then `moved_to` names the other). `file` is the name of its current version
    below the store's documents, `number` that version's, 0 while there is none. `problem` is why it could not be
    fetched last, `left_out` says that it is not about integration promotion.
    """

    publication_id: str
    source: str
    address: str
    label: str
    page: str
    state: str
    first_seen: str
    last_seen: str
    file: str | None = None
    number: int = 0
    body_hash: str | None = None
    text_hash: str | None = None
    left_out: bool = False
    relevance: float | None = None
    problem: str | None = None
    reason: str = ""
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """What changed about a publication.

    `kind` is new, changed, restamped (other bytes, same text), moved, vanished, back, left_out or refused.
    """

    kind: str
    source: str
    publication_id: str
    address: str
    label: str
    detail: str = ""
