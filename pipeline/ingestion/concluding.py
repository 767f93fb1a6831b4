"""The end of an ingestion: from what the store holds to outputs that are published or held back, with a report."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime
from pathlib import Path

from pipeline.comparison.changes import TABLES, TableChanges, find_changes
from pipeline.ingestion.alarms import INBOX_NAME, Alarm, find_alarms, renew, strangers
from pipeline.ingestion.checks import State, Tables, expectations, find_reasons
from pipeline.ingestion.feed import write_feed
from pipeline.ingestion.registry import Source
from pipeline.ingestion.releases import (
    HELD,
    PUBLISHED,
    SUPERSEDED,
    UNCHANGED,
    Run,
    folder_of,
    last_good,
    last_held,
    publish,
    runs_of,
    save,
    stamp,
)
from pipeline.ingestion.report import Account, to_markdown
from pipeline.ingestion.settings import IngestSettings
from pipeline.ingestion.settling import contents_of
from pipeline.ingestion.sightings import Event, Publication
from pipeline.ingestion.store import Store
from pipeline.ingestion.visiting import INBOX
from pipeline.review.corrections import FILE as CORRECTIONS
from pipeline.storage.atomic import replacing
from pipeline.storage.exports import safe_text
from pipeline.storage.ledger import Input, make_input
from pipeline.storage.originals import keep_originals
from pipeline.storage.stored import NoTablesError, load_table
from pipeline.storage.versions import stage_version

FEED = "changes.atom"

Read = Callable[[Path, list[Input]], bool]


class InterruptedIngestionError(Exception):
    """Somebody ended the ingestion while it was reading; the next one goes on from here."""


@dataclass(frozen=True, slots=True)
class Round:
    """What an ingestion has seen so far: its id, the whole registry, the sources looked at, events, and the time.

    `prefect` says what part Prefect had.
    """

    run_id: str
    registry: tuple[Source, ...]
    looked_at: tuple[str, ...]
    events: tuple[Event, ...]
    now: datetime
    prefect: str


@dataclass(frozen=True, slots=True)
class Conclusion:
    """How an ingestion ended, its report in Markdown, and the alarms somebody should hear of."""

    run: Run
    report: str
    alarms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Judged:
    """A run with its end, and how its tables differ from the last good ones."""

    run: Run
    changes: tuple[TableChanges, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    replaced: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def conclude(store: Store, settings: IngestSettings, this: Round, read: Read) -> Conclusion:
    """Publish what the store holds, hold it back, or leave it where nothing is new; write report and feed.

    `read` reads inputs into an output folder and says whether all came to an end. Raises InterruptedIngestionError,
    ReleaseError, and OSError.
    """
    publications = store.publications()
    run = Run(
        this.run_id,
        stamp(this.now),
        UNCHANGED,
        fingerprint=_fingerprint(publications, settings),
        publications={item.publication_id: asdict(item) for item in publications},
        events=tuple(asdict(event) for event in this.events),
    )
    judged = _decide(store, settings, this, run, read)
    alarms = _alarms(store, settings, this)
    report = to_markdown(
        Account(
            judged.run,
            this.events,
            tuple(publications),
            store.health(),
            tuple(alarms),
            judged.changes,
            judged.names,
            judged.replaced,
            this.prefect,
        )
    )
    _write(store, judged.run, report)
    loud = tuple(alarm.sentence for alarm in alarms if alarm.is_loud(this.now.date()))
    return Conclusion(judged.run, report, loud)


def _fingerprint(publications: Sequence[Publication], settings: IngestSettings) -> str:
    """Return a hash of everything the outputs are made of: documents, their states, corrections, kip itself."""
    parts = [(item.source, item.address, item.state, item.file, item.body_hash) for item in contents_of(publications)]
    corrections = settings.corrections / CORRECTIONS
    said = hashlib.sha256(corrections.read_bytes()).hexdigest() if corrections.is_file() else ""
    return hashlib.sha256(json.dumps([stage_version("tables"), said, parts]).encode("utf-8")).hexdigest()


def _decide(store: Store, settings: IngestSettings, this: Round, run: Run, read: Read) -> _Judged:
    good, held = last_good(store), last_held(store)
    inputs = list(_inputs(store))
    stands = settings.out.is_dir()
    if not inputs or (good and stands and good.fingerprint == run.fingerprint):
        return _Judged(replace(run, publications=None))
    if held and held.fingerprint == run.fingerprint and _out(store, held).is_dir():
        still = (f"Run {held.run_id} is still held back.", *held.reasons)
        return _Judged(replace(run, publications=None, reasons=still))
    if not read(_out(store, run), inputs):
        raise InterruptedIngestionError
    keep_originals(_out(store, run), {item.body_hash: path for item, path in _documents(store) if item.body_hash})
    _write_publications(_out(store, run) / "publications.csv", store)
    judged = _judge(store, this, run, good)
    _release(store, judged.run, settings.out)
    return judged


def _judge(store: Store, this: Round, run: Run, good: Run | None) -> _Judged:
    """Return the run as published or held, measured by the last good one where its tables can still be read."""
    after = State(_tables(_out(store, run)), _states(run))
    before = _known_state(store, good)
    if before is None:
        return _Judged(replace(run, state=PUBLISHED))
    reasons = find_reasons(before, after, {source.canton: source.bounds for source in this.registry})
    rows = (*before.tables["documents"], *after.tables["documents"])
    return _Judged(
        replace(run, state=HELD if reasons else PUBLISHED, reasons=reasons),
        find_changes(before.tables, after.tables),
        {row["document_id"]: row["url"] or row["path"] or "" for row in rows if row["document_id"]},
        _replaced(before, after),
    )


def _release(store: Store, run: Run, out: Path) -> None:
    if run.state == PUBLISHED:
        publish(store, run, out)
        return
    for item in runs_of(store):
        if item.state == HELD:
            save(store, replace(item, state=SUPERSEDED))
    save(store, run)


def _known_state(store: Store, good: Run | None) -> State | None:
    if good is None:
        return None
    try:
        return State(_tables(_out(store, good)), _states(good))
    except NoTablesError:
        return None


def _states(run: Run) -> dict[str, Publication]:
    return {key: Publication(**content) for key, content in (run.publications or {}).items()}


def _replaced(before: State, after: State) -> dict[str, tuple[str, str]]:
    """Return by address the documents before and after of each publication that has a new version."""
    found = {}
    for key, new in after.publications.items():
        old = before.publications.get(key)
        if old and old.body_hash and new.body_hash and old.body_hash != new.body_hash:
            found[new.address] = (old.body_hash, new.body_hash)
    return found


def _tables(out: Path) -> Tables:
    return {name: load_table(out, name).to_pylist() for name in TABLES}


def _out(store: Store, run: Run) -> Path:
    return folder_of(store, run.run_id) / "out"


def _documents(store: Store) -> Iterator[tuple[Publication, Path]]:
    """Yield each publication that belongs into the tables, and where its current version lies."""
    for item in contents_of(store.publications()):
        path = store.document(item)
        if path is not None:
            yield item, path


def _inputs(store: Store) -> Iterator[Input]:
    for item, path in _documents(store):
        url = None if item.address.startswith(INBOX) else item.address
        versions = store.versions(item.publication_id)
        yield make_input(path, url=url, retrieved_at=versions[-1].seen_at if versions else None)


def _alarms(store: Store, settings: IngestSettings, this: Round) -> list[Alarm]:
    publications, health = store.publications(), store.health()
    good = _known_state(store, last_good(store))
    unmet = expectations(good.tables["documents"], this.registry) if good else {}
    raised = dict(strangers(settings.inbox, {source.canton for source in this.registry}))
    for source in this.registry:
        if source.canton in this.looked_at:
            own = [item for item in publications if item.source == source.canton]
            found = find_alarms(source, health[source.canton], own, unmet.get(source.canton, {}), this.now)
            raised |= dict(found)
    return renew(store, raised, (*this.looked_at, INBOX_NAME), this.now.date())


def _write(store: Store, run: Run, report: str) -> None:
    if run.state == UNCHANGED:
        save(store, run)
    folder = folder_of(store, run.run_id)
    texts = {"report.md": report, "ingest.json": json.dumps(asdict(run), ensure_ascii=False, indent=2) + "\n"}
    for name, text in texts.items():
        with replacing(folder / name) as draft:
            draft.write_text(text, encoding="utf-8")
    write_feed(store.folder / FEED, runs_of(store))


def _write_publications(path: Path, store: Store) -> None:
    """Write every publication with its state, as CSV that opens right in a Swiss Excel."""
    names = [field.name for field in fields(Publication)]
    with replacing(path) as draft, draft.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(names)
        for item in store.publications():
            values = (getattr(item, name) for name in names)
            writer.writerow([safe_text(value) if isinstance(value, str) else value for value in values])
