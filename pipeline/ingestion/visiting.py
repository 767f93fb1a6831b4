"""One look at one source: its pages, the links they hold, and what stands there."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from pipeline.domain.failures import DocumentFailure
from pipeline.extraction.relevance import RELEVANT
from pipeline.ingestion.fetching import Answer, Fetcher, Validators
from pipeline.ingestion.links import Link, links_of
from pipeline.ingestion.look import Look, promises_document
from pipeline.ingestion.refusals import Refusal
from pipeline.ingestion.registry import Page, Source
from pipeline.ingestion.sightings import PRESENT, Content, PageSeen, Publication, Sighting, Visit

INBOX = "inbox:"
# Pages behind pages: a list of news leads to news, which lead to documents.
MAX_DEPTH = 2
# A pattern that more links match matches everything.
MAX_LINKS = 500

LookAt = Callable[[Path, bool], Look]
Known = Mapping[str, tuple[Validators, str]]


@dataclass(frozen=True, slots=True)
class Tools:
    """What a visit works with.

    `keep` puts a content into the store and returns its sha256, `content` says where it lies, `look_at` looks at it in
    a worker, `known` is what each address gave last, `publications` are those of the source as known.
    """

    fetcher: Fetcher
    keep: Callable[[bytes], str]
    content: Callable[[str], Path]
    look_at: LookAt
    known: Known
    publications: tuple[Publication, ...]

    def has_taken(self, address: str) -> bool:
        """Return whether what stands at an address was taken in, or left out, so that news of it are enough."""
        return any(item.address == address and item.text_hash for item in self.publications)


def visit(source: Source, tools: Tools, inbox: Path) -> Visit:
    """Look at a source. Whatever fails is part of what was seen: this raises nothing the web can cause."""
    pages: list[PageSeen] = []
    found: dict[str, tuple[Link, Page, str]] = {}
    for page in source.pages:
        _walk(source, page, tools, pages, found)
    trouble = ""
    if len(found) > MAX_LINKS:
        trouble = Refusal("too_many_links", str(len(found))).reason
        found = {}
    _remember_unlinked(source, tools, found)
    sightings = [_see(source, link, page, where, tools) for link, page, where in found.values()]
    sightings += _from_inbox(inbox / source.canton, source, tools)
    return Visit(source.canton, tuple(pages), tuple(sightings), trouble)


def _remember_unlinked(source: Source, tools: Tools, found: dict[str, tuple[Link, Page, str]]) -> None:
    """Add what is known but no page links to: news leave their list long before they leave the site."""
    pages = {page.address: page for page in source.pages}
    for item in tools.publications:
        page = pages.get(item.page)
        if page and item.state == PRESENT and item.file:
            found.setdefault(item.address, (Link(item.address, item.label), page, item.page))


def _walk(
    source: Source, page: Page, tools: Tools, pages: list[PageSeen], found: dict[str, tuple[Link, Page, str]]
) -> None:
    """Add a page and those behind it to `pages`, and the links to documents to `found`."""
    waiting = [(Link(page.address, ""), 0)]
    asked = {page.address}
    while waiting:
        link, depth = waiting.pop(0)
        seen, links = _page(source, link.address, tools)
        pages.append(seen)
        if page.itself and depth == 0 and not seen.problem:
            found.setdefault(seen.address, (Link(seen.address, source.office), page, page.address))
        for there in links:
            if there.matches(page.leave):
                continue
            if there.matches(page.follow):
                found.setdefault(there.address, (there, page, page.address))
            if depth < MAX_DEPTH and there.address not in asked and leads_on(page, there):
                asked.add(there.address)
                waiting.append((there, depth + 1))


def leads_on(page: Page, link: Link) -> bool:
    """Return whether a link leads to a further page.

    One that fits `follow` as well does so too, as the page of a programme is a document that links to others, unless
    its address ends as that of a file does.
    """
    return link.matches(page.through) and not (link.matches(page.follow) and promises_document(link.address))


def _page(source: Source, address: str, tools: Tools) -> tuple[PageSeen, tuple[Link, ...]]:
    """Return a page as seen and its links; those of an unchanged page are read from what was kept."""
    validators, kept = tools.known.get(address, (Validators(), ""))
    if kept and not tools.content(kept).is_file():
        validators, kept = Validators(), ""
    try:
        answer = tools.fetcher.fetch(address, source.hosts, validators)
        if answer.body is None and not kept:
            answer = tools.fetcher.fetch(address, source.hosts)
    except Refusal as refusal:
        return PageSeen(address, problem=refusal.code, reason=refusal.reason), ()
    body = answer.body if answer.body is not None else tools.content(kept).read_bytes()
    body_hash = tools.keep(body)
    links = links_of(body, answer.address)
    fresh = answer.validators if answer.body is not None else validators
    return PageSeen(address, body_hash, fresh), links


def _see(source: Source, link: Link, page: Page, where: str, tools: Tools) -> Sighting:
    """Return what stands at a link."""
    sighting = Sighting(link.address, link.text, where)
    validators = Validators()
    if tools.has_taken(link.address):
        validators = tools.known.get(link.address, (validators, ""))[0]
    try:
        answer = tools.fetcher.fetch(link.address, source.hosts, validators)
        if answer.body is None:
            return sighting
        return replace(sighting, content=_content(answer, link, page, tools))
    except Refusal as refusal:
        return replace(sighting, problem=refusal.code, reason=refusal.reason)


def _content(answer: Answer, link: Link, page: Page, tools: Tools) -> Content:
    """Return what was fetched, looked at. Raises Refusal for what is no document."""
    if not answer.body:
        raise Refusal("empty")
    body_hash = tools.keep(answer.body)
    promised = promises_document(link.address) or promises_document(answer.address)
    look = _looked_at(tools, body_hash, promised)
    left_out = page.mixed and look.relevance is not None and look.relevance < RELEVANT
    return Content(body_hash, look.text_hash, look.suffix, look.relevance, left_out, answer.validators)


def _looked_at(tools: Tools, body_hash: str, promised: bool) -> Look:
    try:
        look = tools.look_at(tools.content(body_hash), promised)
    except DocumentFailure as failure:
        raise Refusal("unreadable", failure.reason) from failure
    if look.refusal:
        raise Refusal(look.refusal, look.detail)
    return look


def _from_inbox(folder: Path, source: Source, tools: Tools) -> Iterator[Sighting]:
    """Yield the documents that somebody put into the source's folder of the inbox."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or not path.is_file():
            continue
        # Names that are no valid text are shown escaped, as the ledger shows them.
        name = os.fsencode(path.name).decode("utf-8", "backslashreplace")
        sighting = Sighting(f"{INBOX}{source.canton}/{name}", PurePosixPath(name).stem, INBOX)
        try:
            body_hash = tools.keep(path.read_bytes())
            look = _looked_at(tools, body_hash, promises_document(path.name))
        except OSError as error:
            refusal = Refusal("unreadable", error.strerror or "unknown error")
            yield replace(sighting, problem=refusal.code, reason=refusal.reason)
        except Refusal as refused:
            yield replace(sighting, problem=refused.code, reason=refused.reason)
        else:
            yield replace(sighting, content=Content(body_hash, look.text_hash, look.suffix, look.relevance))
