"""Versions of what stands in an output folder, and the way from an older one to today's.

The ledger is migrated step by step. The tables are made from ledger and artefacts, so older ones are written anew.
What a newer kip has written is left alone: this one can't know what it would lose.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

SCHEMA_VERSION = 1
"""Of the tables: raised whenever a column or table is renamed, removed or changes its meaning, not for new columns."""

LEDGER_SCHEMA = 1
"""Of the ledger: raised with every change of its tables; for each there is a step in MIGRATIONS."""

# Where an SQLite file keeps PRAGMA user_version: 4 bytes, big end first (sqlite.org/fileformat.html, 1.3).
_USER_VERSION_AT = 60

Migration = Callable[[sqlite3.Connection], object]


class NewerOutputError(Exception):
    """A newer version of kip wrote this output folder; `what` is the file, `found` its schema, `known` today's."""

    def __init__(self, what: str, found: int, known: int) -> None:
        """Say which file has which schema."""
        super().__init__(what, found, known)
        self.what, self.found, self.known = what, found, known


def _number_the_schema(connection: sqlite3.Connection) -> None:
    """From 0 to 1: the first ledgers had today's tables and no number."""
    connection.execute("CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")


MIGRATIONS: Mapping[int, Migration] = {0: _number_the_schema}
"""For each older schema of the ledger the step to the next one."""


def migrate_ledger(
    connection: sqlite3.Connection, target: int = LEDGER_SCHEMA, steps: Mapping[int, Migration] = MIGRATIONS
) -> int | None:
    """Bring a ledger to today's schema, all of the way or none of it.

    Returns the schema it had, null where there was nothing to do, as in a new file. Raises NewerOutputError.
    """
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if found > target:
        raise NewerOutputError("ledger", found, target)
    if found == target:
        return None
    is_new = connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None
    connection.execute("BEGIN IMMEDIATE")
    try:
        for version in range(found, target):
            if not is_new:
                steps[version](connection)
        connection.execute(f"PRAGMA user_version = {target}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return None if is_new else found


def check_tables(out: Path) -> int | None:
    """Return the schema of the tables in an output folder if it is older than today's, else null.

    Raises NewerOutputError. Only the head of the file is read: a run with nothing to do need not open the database.
    """
    try:
        with (out / "kip.sqlite").open("rb") as file:
            head = file.read(_USER_VERSION_AT + 4)
    except OSError:
        return None
    if len(head) < _USER_VERSION_AT + 4:
        return None
    found = int.from_bytes(head[_USER_VERSION_AT:], "big")
    if found > SCHEMA_VERSION:
        raise NewerOutputError("tables", found, SCHEMA_VERSION)
    return found if found < SCHEMA_VERSION else None
