"""Alarms: a source that fails or falls silent, has too little, or an expectation that nobody has looked after."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pipeline.ingestion.registry import Source
from pipeline.ingestion.sightings import PRESENT, Publication
from pipeline.ingestion.store import Health, Store

INBOX_NAME = "inbox"


class UnknownAlarmError(Exception):
    """There is no alarm of this key; the message names those there are."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """An alarm since the day it was first raised (ISO).

    One that somebody acknowledged stays quiet until its reason is gone; one that is muted, until that day has passed.
    """

    key: str
    sentence: str
    since: str
    acknowledged: str | None = None
    muted_until: str | None = None

    def is_loud(self, today: date) -> bool:
        """Return whether somebody should hear of it."""
        return self.acknowledged is None and (self.muted_until is None or self.muted_until < today.isoformat())


def find_alarms(
    source: Source, health: Health, publications: Iterable[Publication], unmet: Mapping[str, str], now: datetime
) -> Iterator[tuple[str, str]]:
    """Yield key and sentence of each reason for an alarm about a source; `unmet` are expectations not met."""
    name = source.canton
    if health.failures:
        yield f"{name}:failing", f"{name} could not be looked at as a whole: {' '.join(health.failures)}"
    present = sum(item.state == PRESENT and bool(item.file) for item in publications)
    if present < source.bounds.at_least:
        yield f"{name}:too_few", f"{name} has {present} publications, and should have {source.bounds.at_least} or more."
    quiet = (now - datetime.fromisoformat(health.last_new or health.first_seen)).days
    if quiet > source.bounds.silent_days:
        yield f"{name}:silent", f"{name} has published nothing new for {quiet} days."
    for item in source.expected:
        if item.until is not None and item.until < now.date():
            what = f"{item.doc_type} of {item.program}"
            yield f"{name}:expired:{item.program}:{item.doc_type}", f"{name}: what is expected of {what} has expired."
    for what, sentence in unmet.items():
        yield f"{name}:unmet:{what}", f"{name}: {sentence}."


def strangers(inbox: Path, sources: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield key and sentence of an alarm where the inbox holds what no source would take."""
    entries = sorted(inbox.iterdir()) if inbox.is_dir() else []
    names = [path.name for path in entries if not (path.is_dir() and path.name in sources)]
    shown = [os.fsencode(name).decode("utf-8", "backslashreplace") for name in names if not name.startswith(".")]
    if shown:
        told = ", ".join(shown)
        yield (
            f"{INBOX_NAME}:unknown",
            f"The inbox holds {told}, which no source takes; put it into a folder such as AG.",
        )


def renew(store: Store, raised: Mapping[str, str], looked_at: Iterable[str], today: date) -> list[Alarm]:
    """Bring the alarms of the store up to date and return those of all sources, loud or not.

    `raised` has sentences by key. An alarm of a source that was looked at, and is not raised any more, is over.
    """
    known = load_alarms(store)
    sources = set(looked_at)
    over = [key for key in known if key not in raised and key.partition(":")[0] in sources]
    store.forget_alarms(over)
    renewed = {
        key: replace(known.get(key) or Alarm(key, sentence, today.isoformat()), sentence=sentence)
        for key, sentence in raised.items()
    }
    _save(store, renewed.values())
    return list(load_alarms(store).values())


def load_alarms(store: Store) -> dict[str, Alarm]:
    """Return all alarms of a store by key."""
    return {key: Alarm(**content) for key, content in store.notes("alarms").items()}


def acknowledge(store: Store, key: str, why: str) -> Alarm:
    """Keep an alarm quiet until its reason is gone. Raises UnknownAlarmError."""
    return _change(store, key, acknowledged=why)


def mute(store: Store, key: str, until: date) -> Alarm:
    """Keep an alarm quiet up to and with a day. Raises UnknownAlarmError."""
    return _change(store, key, muted_until=until.isoformat())


def _change(store: Store, key: str, **values: Any) -> Alarm:
    known = load_alarms(store)
    if key not in known:
        raise UnknownAlarmError(f"There is no alarm {key}; there are: {', '.join(known) or 'none'}.")
    changed = replace(known[key], **values)
    _save(store, [changed])
    return changed


def _save(store: Store, alarms: Iterable[Alarm]) -> None:
    store.keep_notes("alarms", {alarm.key: asdict(alarm) for alarm in alarms})
