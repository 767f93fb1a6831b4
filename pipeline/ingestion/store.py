"""What is known of all publications: SQLite beside the contents, one writer at a time.

Contents are files by the sha256 of their bytes and are never removed; `documents` holds the current version of each
publication under a name that stays, so that it is the same input of every run.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import threading
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from pipeline.ingestion.fetching import Validators
from pipeline.ingestion.sightings import Event, Publication
from pipeline.storage.atomic import replacing
from pipeline.storage.locks import LockHeldError, lock_file

DATABASE, LOCK = "ingest.sqlite", "lock"
SCHEMA_VERSION = 1
BUSY_TIMEOUT_S = 30.0

_PUBLICATION = tuple(field.name for field in fields(Publication))
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS publications ({", ".join(_PUBLICATION)}, PRIMARY KEY (publication_id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS versions (
    publication_id TEXT NOT NULL, number INTEGER NOT NULL, text_hash TEXT NOT NULL, body_hash TEXT NOT NULL,
    suffix TEXT NOT NULL, seen_at TEXT NOT NULL, PRIMARY KEY (publication_id, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS copies (
    publication_id TEXT NOT NULL, body_hash TEXT NOT NULL, text_hash TEXT NOT NULL, seen_at TEXT NOT NULL,
    PRIMARY KEY (publication_id, body_hash)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS answers (
    address TEXT NOT NULL, etag TEXT, last_modified TEXT, body_hash TEXT NOT NULL, PRIMARY KEY (address)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sources (
    source TEXT NOT NULL, first_seen TEXT NOT NULL, last_good TEXT, last_new TEXT, failing_since TEXT,
    failures TEXT NOT NULL, PRIMARY KEY (source)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS runs (run_id TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS alarms (key TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


class StoreInUseError(Exception):
    """Another ingestion works with this store."""


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a publication: its number from 1, and when it was first seen (ISO time in UTC)."""

    publication_id: str
    number: int
    text_hash: str
    body_hash: str
    suffix: str
    seen_at: str


@dataclass(frozen=True, slots=True)
class Health:
    """How a source fares: times are ISO in UTC, `failures` are sentences of the last look."""

    source: str
    first_seen: str
    last_good: str | None = None
    last_new: str | None = None
    failing_since: str | None = None
    failures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a look at a source changes in the store, to be written as a whole."""

    publications: tuple[Publication, ...]
    versions: tuple[Version, ...]
    copies: tuple[tuple[str, str, str, str], ...]
    answers: Mapping[str, tuple[Validators, str]]
    health: Health
    events: tuple[Event, ...]


class Store:
    """The store of an ingestion, open for this process alone."""

    def __init__(self, folder: Path) -> None:
        """Lock the folder and open its database. Raises StoreInUseError, and OSError if it can't be written."""
        self.folder = folder
        self._keeping = threading.Lock()
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = _lock(folder / LOCK)
        try:
            self._connection = _open(folder / DATABASE)
        except BaseException:
            os.close(self._lock)
            raise

    def close(self) -> None:
        """Close the database and let the folder go."""
        self._connection.close()
        os.close(self._lock)

    def keep(self, body: bytes) -> str:
        """Keep a content and return its sha256; one that is known already is not written again."""
        digest = hashlib.sha256(body).hexdigest()
        path = self.content(digest)
        # Sources are looked at in parallel, and two may have the same document.
        with self._keeping:
            if not path.exists():
                with replacing(path) as draft:
                    draft.write_bytes(body)
        return digest

    def content(self, body_hash: str) -> Path:
        """Return where a content lies."""
        return self.folder / "content" / body_hash[:2] / body_hash

    def document(self, publication: Publication) -> Path | None:
        """Return where the current version of a publication lies, or null."""
        return self.folder / "documents" / publication.source / publication.file if publication.file else None

    def publications(self) -> list[Publication]:
        """Return every publication, ordered by source and address."""
        rows = self._connection.execute(
            f"SELECT {', '.join(_PUBLICATION)} FROM publications ORDER BY source, address"  # noqa: S608
        ).fetchall()
        return [_publication(row) for row in rows]

    def versions(self, publication_id: str) -> list[Version]:
        """Return the versions of a publication, the oldest first."""
        rows = self._connection.execute(
            "SELECT publication_id, number, text_hash, body_hash, suffix, seen_at FROM versions "
            "WHERE publication_id = ? ORDER BY number",
            (publication_id,),
        ).fetchall()
        return [Version(*row) for row in rows]

    def copies(self, publication_id: str) -> list[str]:
        """Return the sha256 of every content a publication ever had, of the same text too."""
        rows = self._connection.execute(
            "SELECT body_hash FROM copies WHERE publication_id = ? ORDER BY seen_at, body_hash", (publication_id,)
        )
        return [str(row[0]) for row in rows]

    def answers(self) -> dict[str, tuple[Validators, str]]:
        """Return for each address what it gave last: validators and the sha256 of the body."""
        rows = self._connection.execute("SELECT address, etag, last_modified, body_hash FROM answers")
        return {row[0]: (Validators(row[1], row[2]), row[3]) for row in rows}

    def health(self) -> dict[str, Health]:
        """Return how each source fares."""
        rows = self._connection.execute(
            "SELECT source, first_seen, last_good, last_new, failing_since, failures FROM sources ORDER BY source"
        )
        return {row[0]: _health(row) for row in rows}

    def settle(self, settlement: Settlement) -> None:
        """Write what a look at a source changed, all of it or none; current versions are put in their place first."""
        for publication in settlement.publications:
            self._place(publication)
        with self._connection:
            self._insert(
                "publications", ((tuple(getattr(p, n) for n in _PUBLICATION)) for p in settlement.publications)
            )
            self._insert("versions", (tuple(asdict(version).values()) for version in settlement.versions))
            self._insert("copies", settlement.copies)
            answers = settlement.answers.items()
            self._insert("answers", ((a, v.etag, v.last_modified, body) for a, (v, body) in answers))
            health = settlement.health
            row = (health.source, health.first_seen, health.last_good, health.last_new, health.failing_since)
            self._insert("sources", [(*row, json.dumps(health.failures, ensure_ascii=False))])

    def notes(self, table: str) -> dict[str, Any]:
        """Return what is kept in `runs`, `alarms` or `notes`, by its name in order."""
        name = {"runs": "run_id", "alarms": "key", "notes": "name"}[table]
        value = "value" if table == "notes" else "content"
        rows = self._connection.execute(f"SELECT {name}, {value} FROM {table} ORDER BY {name}")  # noqa: S608
        return {row[0]: json.loads(row[1]) for row in rows}

    def keep_notes(self, table: str, values: Mapping[str, Any]) -> None:
        """Keep values in `runs`, `alarms` or `notes`, all of them or none."""
        with self._connection:
            self._insert(table, ((name, json.dumps(value, ensure_ascii=False)) for name, value in values.items()))

    def forget_alarms(self, keys: Iterable[str]) -> None:
        """Remove alarms whose reason is gone."""
        with self._connection:
            self._connection.executemany("DELETE FROM alarms WHERE key = ?", [(key,) for key in keys])

    def _insert(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        listed = list(rows)
        if listed:
            marks = ", ".join("?" * len(listed[0]))
            self._connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", listed)  # noqa: S608

    def _place(self, publication: Publication) -> None:
        """Put the current version of a publication under its lasting name, as a link to its content or a copy."""
        path = self.document(publication)
        if path is None or publication.body_hash is None:
            return
        content = self.content(publication.body_hash)
        if path.exists() and path.samefile(content):
            return
        with replacing(path) as draft:
            try:
                os.link(content, draft)
            except OSError:
                shutil.copyfile(content, draft)


def _publication(row: tuple[Any, ...]) -> Publication:
    values = dict(zip(_PUBLICATION, row, strict=True))
    return Publication(**{**values, "left_out": bool(values["left_out"])})


def _health(row: tuple[Any, ...]) -> Health:
    source, first_seen, last_good, last_new, failing_since, failures = row
    return Health(source, first_seen, last_good, last_new, failing_since, tuple(json.loads(failures)))


def _open(path: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, check_same_thread=False)
        connection.execute("PRAGMA journal_mode=WAL")
        found = connection.execute("PRAGMA user_version").fetchone()[0]
        if found > SCHEMA_VERSION:
            raise OSError(f"a newer kip wrote {path} (schema {found}, this one knows {SCHEMA_VERSION})")
        connection.executescript(_SCHEMA)
        connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
    except sqlite3.DatabaseError as error:
        raise OSError(f"the store can't be used ({path}: {error})") from error
    return connection


def _lock(path: Path) -> int:
    try:
        return lock_file(path)
    except LockHeldError as error:
        raise StoreInUseError from error
