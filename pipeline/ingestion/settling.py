"""From what a look has seen and what was known before to what is known now: versions, moves, what has vanished."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from pipeline.ingestion.fetching import Validators
from pipeline.ingestion.sightings import MOVED, PRESENT, VANISHED, Content, Event, Publication, Sighting, Visit
from pipeline.ingestion.store import Health, Settlement, Version

ID_LENGTH = 16
# With four bytes for each letter a name still fits a file system.
NAME_LENGTH = 40
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
# Refusals that say that the document is gone, not that it could not be had today.
GONE = frozenset({"not_found"})


@dataclass(slots=True)
class _Draft:
    """A settlement in the making: publications by id as they will be, and what came of them."""

    now: str
    publications: dict[str, Publication]
    bodies: Mapping[str, str]
    versions: list[Version] = field(default_factory=list)
    copies: list[tuple[str, str, str, str]] = field(default_factory=list)
    answers: dict[str, tuple[Validators, str]] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    def tell(self, kind: str, publication: Publication, detail: str = "") -> None:
        self.events.append(
            Event(
                kind,
                publication.source,
                publication.publication_id,
                publication.address,
                publication.label,
                detail,
            )
        )


def publication_id(source: str, address: str) -> str:
    """Return the id of an address in the registry of a source."""
    return hashlib.sha256(f"{source}\x1f{address}".encode()).hexdigest()[:ID_LENGTH]


def settle(
    visit: Visit, known: Iterable[Publication], bodies: Mapping[str, str], health: Health | None, now: str
) -> Settlement:
    """Return what a visit changes, given the publications of the source as known.

    `bodies` has the sha256 of what each address gave last; `now` is ISO time in UTC. A publication has vanished when
    its address says so; one that can't be had today is still there.
    """
    before = {item.publication_id: item for item in known}
    draft = _Draft(now, dict(before), bodies)
    fresh = [sighting for sighting in visit.sightings if _settle_one(draft, visit.source, sighting)]
    for sighting in fresh:
        _settle_new(draft, visit.source, sighting)
    for page in visit.pages:
        if page.body_hash:
            draft.answers[page.address] = (page.validators, page.body_hash)
    changed = tuple(item for key, item in draft.publications.items() if before.get(key) != item)
    return Settlement(
        changed,
        tuple(draft.versions),
        tuple(draft.copies),
        draft.answers,
        _health(visit, health, draft),
        tuple(draft.events),
    )


def _settle_one(draft: _Draft, source: str, sighting: Sighting) -> bool:
    """Settle a publication that is known, or can't be had; return whether it is a new one with a content."""
    key = publication_id(source, sighting.address)
    known = draft.publications.get(key)
    if known is None:
        known = Publication(key, source, sighting.address, sighting.label, sighting.page, PRESENT, draft.now, draft.now)
        if sighting.content:
            return True
    _settle_known(draft, known, sighting)
    return False


def _settle_known(draft: _Draft, known: Publication, sighting: Sighting) -> None:
    seen = replace(
        known,
        label=sighting.label or known.label,
        page=sighting.page,
        last_seen=draft.now,
        problem=sighting.problem,
        reason=sighting.reason,
    )
    # A link that was dead from the beginning led to nothing that could vanish.
    if sighting.problem in GONE and known.text_hash:
        _vanish(draft, known, sighting.reason)
        return
    if sighting.problem:
        draft.publications[known.publication_id] = seen
        if sighting.problem != known.problem:
            draft.tell("refused", seen, sighting.reason)
        return
    seen = replace(seen, state=PRESENT, moved_to=None)
    if known.state != PRESENT:
        draft.tell("back", seen)
    draft.publications[known.publication_id] = seen
    if sighting.content:
        _take(draft, seen, sighting.content)


def _settle_new(draft: _Draft, source: str, sighting: Sighting) -> None:
    """Settle a publication seen for the first time: new, or one that was known at another address."""
    assert sighting.content is not None  # noqa: S101 - those without are settled with the known
    key = publication_id(source, sighting.address)
    fresh = Publication(key, source, sighting.address, sighting.label, sighting.page, PRESENT, draft.now, draft.now)
    origin = _moved_from(draft, sighting.content)
    if origin is None:
        _take(draft, fresh, sighting.content)
        return
    draft.publications[origin.publication_id] = replace(origin, state=MOVED, moved_to=key)
    fresh = replace(
        fresh,
        first_seen=origin.first_seen,
        file=origin.file,
        number=origin.number,
        body_hash=origin.body_hash,
        text_hash=origin.text_hash,
        left_out=origin.left_out,
        relevance=origin.relevance,
    )
    draft.events = [event for event in draft.events if event.publication_id != origin.publication_id]
    draft.publications[key] = fresh
    draft.versions.append(_version(fresh, origin, draft.now))
    _remember(draft, fresh, sighting.content)
    draft.tell("moved", fresh, f"from {origin.address}")


def _version(fresh: Publication, origin: Publication, now: str) -> Version:
    """Return the version that a moved publication begins with: the one its origin ended with."""
    suffix = PurePosixPath(origin.file or "").suffix
    return Version(fresh.publication_id, origin.number, origin.text_hash or "", origin.body_hash or "", suffix, now)


def _moved_from(draft: _Draft, content: Content) -> Publication | None:
    """Return the publication of the source that is gone from its address and had the same text."""
    gone = (item for item in draft.publications.values() if item.state == VANISHED)
    return next((item for item in gone if item.text_hash == content.text_hash and item.file), None)


def _take(draft: _Draft, publication: Publication, content: Content) -> None:
    """Take in a content: left out, the same text again, or a version."""
    _remember(draft, publication, content)
    is_same = publication.text_hash == content.text_hash
    if content.left_out and not publication.number:
        draft.publications[publication.publication_id] = replace(
            publication, left_out=True, relevance=content.relevance, text_hash=content.text_hash
        )
        if not is_same:
            draft.tell("left_out", publication, f"relevance {content.relevance}")
        return
    if is_same and publication.number:
        draft.publications[publication.publication_id] = publication
        if draft.bodies.get(publication.address) != content.body_hash:
            draft.tell("restamped", publication)
        return
    _take_version(draft, publication, content)


def _take_version(draft: _Draft, publication: Publication, content: Content) -> None:
    number = publication.number + 1
    taken = replace(
        publication,
        file=_file(publication, content),
        number=number,
        body_hash=content.body_hash,
        text_hash=content.text_hash,
        relevance=content.relevance,
        left_out=False,
    )
    draft.publications[publication.publication_id] = taken
    draft.versions.append(
        Version(taken.publication_id, number, content.text_hash, content.body_hash, content.suffix, draft.now)
    )
    draft.tell("new" if number == 1 else "changed", taken, "" if number == 1 else f"version {number}")


def _remember(draft: _Draft, publication: Publication, content: Content) -> None:
    draft.copies.append((publication.publication_id, content.body_hash, content.text_hash, draft.now))
    draft.answers[publication.address] = (content.validators, content.body_hash)


def _file(publication: Publication, content: Content) -> str:
    """Return the name of the file of a publication, which it keeps; its ending is that of what came first."""
    if publication.file:
        return publication.file
    path = PurePosixPath(unquote(urlsplit(publication.address).path))
    stem = path.stem if path.stem else publication.label
    name = _NOT_IN_NAMES.sub("-", stem).strip("-.")[:NAME_LENGTH] or "document"
    suffix = content.suffix or _NOT_IN_NAMES.sub("", path.suffix)[:NAME_LENGTH]
    return f"{name}-{publication.publication_id[:8]}{suffix}"


def _vanish(draft: _Draft, publication: Publication, reason: str) -> None:
    if publication.state == PRESENT:
        gone = replace(publication, state=VANISHED, reason=reason, problem=None)
        draft.publications[publication.publication_id] = gone
        draft.tell("vanished", gone, reason)


def _health(visit: Visit, known: Health | None, draft: _Draft) -> Health:
    health = known or Health(visit.source, draft.now)
    if any(event.kind in {"new", "changed"} for event in draft.events):
        health = replace(health, last_new=draft.now)
    if visit.failures:
        return replace(health, failing_since=health.failing_since or draft.now, failures=visit.failures)
    return replace(health, last_good=draft.now, failing_since=None, failures=())


def contents_of(publications: Sequence[Publication]) -> list[Publication]:
    """Return the publications whose current version belongs into the tables: all but those that moved elsewhere.

    What has vanished stays: a report that is taken off a site is a source all the same.
    """
    return [item for item in publications if item.file and item.state != MOVED]
