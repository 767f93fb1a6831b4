"""The ledger of an output folder: every input ever requested in it, and how it ended.

Each input starts as failed("not_finished") and earns its end: done, empty, failed or skipped. An output folder
accumulates: a later run with other paths adds to it, and the tables show all of it. One run at a time may
write; the lock is the kernel's, so a killed run leaves none behind.
"""

from __future__ import annotations

import errno
import hashlib
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from pipeline.domain.failures import DocumentFailure
from pipeline.records import Outcome
from pipeline.storage.locks import LockHeldError, lock_file
from pipeline.storage.migrations import migrate_ledger
from pipeline.storage.uris import as_path, is_uri

FOLDER = ".kip"
DATABASE, LOCK = "ledger.sqlite", "lock"
SETTLED = ("done", "empty")
# A reader such as `kip status` may hold the database for a moment.
BUSY_TIMEOUT_S = 30.0
INPUT_ID_LENGTH = 24


class OutputInUseError(Exception):
    """Another run writes to this output folder; `pid` is its process, null if it could not be read."""

    def __init__(self, pid: int | None) -> None:
        """Say which process holds the folder."""
        super().__init__(pid)
        self.pid = pid


@dataclass(frozen=True, slots=True)
class Input:
    """A requested document: `path` as people see it, `location` the absolute path as the system has it.

    `input_id` is a hash of the absolute path with `.` and `..` resolved and links kept: the same file is the same
    input from whatever folder kip is called, while a link that later points elsewhere stays the input it was.
    """

    input_id: str
    path: str
    location: bytes
    url: str | None = None
    retrieved_at: str | None = None


def make_input(path: str | Path, *, url: str | None = None, retrieved_at: str | None = None) -> Input:
    """Return the input for a path or address as requested; names that are no valid UTF-8 are shown escaped."""
    name = as_path(str(path))
    # An address is taken as it is: what is a detour in a path is part of a name in a store.
    location = os.fsencode(name if is_uri(name) else os.path.abspath(name))  # noqa: PTH100 - Path.absolute keeps `..`
    digest = hashlib.sha256(location).hexdigest()[:INPUT_ID_LENGTH]
    shown = os.fsencode(name if is_uri(name) else os.path.normpath(name)).decode("utf-8", "backslashreplace")
    return Input(digest, shown, location, url, retrieved_at)


@dataclass(frozen=True, slots=True)
class Entry:
    """An input, its outcome, the version of the stage `records` behind it, and its pages."""

    location: bytes
    outcome: Outcome
    records_version: str | None = None
    pages: int = 0


def unfinished(requested: Input) -> Entry:
    """Return the entry every input starts with."""
    return failed_entry(requested, DocumentFailure("not_finished"))


def failed_entry(requested: Input, failure: DocumentFailure, document_id: str | None = None) -> Entry:
    """Return the entry of an input that failed."""
    outcome = Outcome(
        requested.input_id,
        requested.path,
        requested.url,
        requested.retrieved_at,
        document_id,
        state="failed",
        failure_code=failure.code,
        failure_reason=failure.reason,
    )
    return Entry(requested.location, outcome)


_OUTCOME_COLUMNS = tuple(column.name for column in fields(Outcome))
_COLUMNS = ("location", *_OUTCOME_COLUMNS, "records_version", "pages")
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS inputs (
    location BLOB NOT NULL, {", ".join(_OUTCOME_COLUMNS)}, records_version, pages INTEGER NOT NULL,
    PRIMARY KEY (input_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_document ON inputs (document_id);
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


class Ledger:
    """The ledger of one output folder, open for writing by this process alone; safe to use from threads."""

    def __init__(self, out: Path) -> None:
        """Lock the folder and open its ledger, brought to today's schema.

        Raises OutputInUseError, NewerOutputError, and OSError if it can't be written.
        """
        self._path = out / FOLDER / DATABASE
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._mutex = threading.RLock()
        self._lock_handle = _lock(self._path.parent / LOCK)
        try:
            with _as_os_error():
                self._connection, self.migrated_from = _open_for_writing(self._path)
            self._inode = self._path.stat().st_ino
        except BaseException:
            os.close(self._lock_handle)
            raise

    def close(self) -> None:
        """Close the ledger and let the folder go."""
        with self._mutex:
            self._connection.close()
            os.close(self._lock_handle)

    def register(self, requested: Iterable[Input]) -> None:
        """Enter inputs not seen before as not finished; those known keep their end until they earn another."""
        self._write([unfinished(item) for item in requested], "INSERT OR IGNORE")

    def settle(self, entries: Iterable[Entry]) -> None:
        """Write how inputs ended, all of them or none."""
        self._write(entries, "INSERT OR REPLACE")

    def entries(self) -> list[Entry]:
        """Return every input of this folder, ordered by path."""
        with self._mutex:
            return _entries(self._connection)

    def reopen_orphans(self) -> list[Entry]:
        """Send duplicates back to work whose first is no longer there with the same bytes; return them.

        Otherwise a file that is deleted would take along the document it shares with a file that is not.
        """
        with self._mutex:
            entries = self.entries()
            settled = {entry.outcome.document_id for entry in entries if entry.outcome.state in SETTLED}
            firsts = {e.outcome.input_id: e.outcome.document_id for e in entries if e.outcome.state != "skipped"}
            orphans = [entry for entry in entries if _is_orphan(entry.outcome, settled, firsts)]
            reopened = [unfinished(as_input(entry)) for entry in orphans]
            self.settle(reopened)
        return reopened

    def note(self, name: str) -> str | None:
        """Return a note kept beside the entries, or null."""
        with self._mutex:
            row = self._connection.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def keep_note(self, name: str, value: str) -> None:
        """Keep a note beside the entries."""
        with self._mutex, _as_os_error():
            self._connection.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, value))

    def _write(self, entries: Iterable[Entry], verb: str) -> None:
        statement = f"{verb} INTO inputs ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
        rows = [_row(entry) for entry in entries]
        with self._mutex, _as_os_error():
            self._check_place()
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._connection.executemany(statement, rows)
                self._connection.execute("COMMIT")
            except BaseException:
                # On a full disk SQLite may have rolled back by itself.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _check_place(self) -> None:
        """Raise FileNotFoundError if the folder is gone: what SQLite writes then goes to a file without a name."""
        try:
            there = self._path.stat().st_ino == self._inode
        except FileNotFoundError:
            there = False
        if not there:
            raise FileNotFoundError(errno.ENOENT, "it was removed or replaced while kip was at work", str(self._path))


def as_input(entry: Entry) -> Input:
    """Return the input an entry is of."""
    outcome = entry.outcome
    return Input(outcome.input_id, outcome.path or "", entry.location, outcome.url, outcome.retrieved_at)


@contextmanager
def hold(lock: Path) -> Iterator[None]:
    """Hold a lock as a run does, so that none begins. Raises OutputInUseError while one goes on."""
    handle = _lock(lock)
    try:
        yield
    finally:
        os.close(handle)


def read_entries(out: Path) -> list[Entry]:
    """Return the entries of a folder without locking it; none if nothing ever ran there."""
    database = out / FOLDER / DATABASE
    if not database.is_file():
        return []
    with closing(_open_for_reading(database)) as stored, closing(sqlite3.connect(":memory:")) as connection:
        # What a run has just begun to make is not there yet; what an older version made is migrated in memory.
        stored.backup(connection)
        begun = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'inputs'").fetchone()
        if not begun:
            return []
        migrate_ledger(connection)
        return _entries(connection)


def _open_for_writing(database: Path) -> tuple[sqlite3.Connection, int | None]:
    """Return the open ledger, and the schema it was migrated from, null where nothing was to be done."""
    connection = sqlite3.connect(database, timeout=BUSY_TIMEOUT_S, check_same_thread=False, isolation_level=None)
    try:
        # A commit survives the death of kip; after a power cut the last ones may be missing, and are done again.
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        migrated_from = migrate_ledger(connection)
        connection.executescript(_SCHEMA)
    except BaseException:
        connection.close()
        raise
    return connection, migrated_from


@contextmanager
def _as_os_error() -> Iterator[None]:
    """Turn what SQLite says of a full disk, a lock or a damaged file into an OSError with a sentence."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise OSError(f"the ledger of the output folder cannot be used ({error})") from error


def _open_for_reading(database: Path) -> sqlite3.Connection:
    uri = database.resolve().as_uri()
    connection = sqlite3.connect(f"{uri}?mode=ro", uri=True, timeout=BUSY_TIMEOUT_S)
    try:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1")
    except sqlite3.OperationalError:
        # On a read-only disk SQLite can't make the shared memory file that WAL asks for.
        connection.close()
        connection = sqlite3.connect(f"{uri}?immutable=1", uri=True)
    return connection


def _entries(connection: sqlite3.Connection) -> list[Entry]:
    rows = connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM inputs ORDER BY path, input_id").fetchall()  # noqa: S608
    return [_entry(row) for row in rows]


def _row(entry: Entry) -> tuple[Any, ...]:
    values = (getattr(entry.outcome, name) for name in _OUTCOME_COLUMNS)
    return (entry.location, *values, entry.records_version, entry.pages)


def _entry(row: tuple[Any, ...]) -> Entry:
    location, *values, records_version, pages = row
    return Entry(location, Outcome(*values), records_version, pages)


def _is_orphan(outcome: Outcome, settled: set[str | None], firsts: dict[str, str | None]) -> bool:
    if outcome.state != "skipped" or outcome.duplicate_of is None or outcome.document_id in settled:
        return False
    return firsts.get(outcome.duplicate_of) != outcome.document_id


def _lock(path: Path) -> int:
    """Return the handle that holds the lock. Raises OutputInUseError."""
    try:
        handle = lock_file(path)
    except LockHeldError as error:
        raise OutputInUseError(int(error.note) if error.note.strip().isdigit() else None) from error
    os.truncate(handle, 0)
    os.write(handle, str(os.getpid()).encode("ascii"))
    return handle
