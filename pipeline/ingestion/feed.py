"""The changes of the last runs as an Atom feed (RFC 4287), for whoever wants to be told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from pipeline.ingestion.releases import Run
from pipeline.ingestion.report import KINDS, NEWS, as_event, headline
from pipeline.storage.atomic import replacing

ATOM = "http://www.w3.org/2005/Atom"
# Nobody reads a feed further back, and readers fetch it whole.
MAX_ENTRIES = 50
TITLE = "kip: publications on cantonal integration programmes"


def write_feed(path: Path, runs: Sequence[Run]) -> None:
    """Write the feed of the runs that have news, or were held back, the latest first. Raises OSError."""
    told = [run for run in reversed(runs) if run.reasons or any(event["kind"] in NEWS for event in run.events)]
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})  # type: ignore[dict-item]
    _add(feed, "id", "urn:kip:changes")
    _add(feed, "title", TITLE)
    _add(feed, "updated", (told or runs)[0 if told else -1].at if runs else "1970-01-01T00:00:00+00:00")
    _add(_add(feed, "author", ""), "name", "kip")
    for run in told[:MAX_ENTRIES]:
        _entry(feed, run)
    with replacing(path) as draft:
        draft.write_bytes(etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _entry(feed: etree._Element, run: Run) -> None:
    events = [as_event(content) for content in run.events if content["kind"] in NEWS]
    entry = _add(feed, "entry", "")
    _add(entry, "id", f"urn:kip:run:{run.run_id}")
    _add(entry, "title", f"{headline(events)} – {run.state}")
    _add(entry, "updated", run.at)
    told = [*run.reasons, *(f"{KINDS[event.kind]}: {event.source}, {event.label} {event.address}" for event in events)]
    _add(entry, "content", "\n".join(told)).set("type", "text")
    for event in events:
        if event.address.startswith(("http://", "https://")):
            link = _add(entry, "link", "")
            link.set("rel", "related")
            link.set("href", event.address)


def _add(parent: etree._Element, name: str, text: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{ATOM}}}{name}")
    # What XML can't hold is no part of a label: control characters.
    element.text = "".join(char for char in text if char in "\t\n" or char.isprintable()) or None
    return element
