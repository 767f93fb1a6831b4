"""Output folders of older and newer versions of kip."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.storage.ledger import Ledger, make_input, read_entries
from pipeline.storage.migrations import LEDGER_SCHEMA, MIGRATIONS, NewerOutputError, check_tables, migrate_ledger
from tests.conftest import Kip


def number_ledger(out: Path, version: int) -> None:
    with closing(sqlite3.connect(out / ".kip" / "ledger.sqlite")) as connection:
        connection.execute(f"PRAGMA user_version = {version}")


def version_of(out: Path) -> int:
    with closing(sqlite3.connect(out / ".kip" / "ledger.sqlite")) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


@pytest.fixture
def out(tmp_path: Path) -> Path:
    with closing(Ledger(tmp_path)) as ledger:
        assert ledger.migrated_from is None
        ledger.register([make_input("a.pdf")])
    return tmp_path


def test_a_new_ledger_has_todays_schema(out: Path) -> None:
    assert version_of(out) == LEDGER_SCHEMA


def test_an_older_ledger_is_migrated_and_keeps_its_entries(out: Path) -> None:
    number_ledger(out, 0)
    assert [entry.outcome.path for entry in read_entries(out)] == ["a.pdf"]
    assert version_of(out) == 0
    with closing(Ledger(out)) as ledger:
        assert ledger.migrated_from == 0
        assert [entry.outcome.path for entry in ledger.entries()] == ["a.pdf"]
    assert version_of(out) == LEDGER_SCHEMA


def test_a_newer_ledger_is_left_alone_and_its_lock_let_go(out: Path) -> None:
    number_ledger(out, LEDGER_SCHEMA + 1)
    for _ in range(2):
        with pytest.raises(NewerOutputError):
            Ledger(out)
    with pytest.raises(NewerOutputError):
        read_entries(out)
    assert version_of(out) == LEDGER_SCHEMA + 1


def test_every_older_schema_has_its_step() -> None:
    assert sorted(MIGRATIONS) == list(range(LEDGER_SCHEMA))


def test_steps_follow_one_another_and_a_failed_one_leaves_all_as_it_was() -> None:
    def fail(connection: sqlite3.Connection) -> None:
        raise ValueError("the second step")

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("CREATE TABLE old (x)")
        steps = {0: lambda c: c.execute("ALTER TABLE old RENAME TO new"), 1: fail}
        with pytest.raises(ValueError, match="second"):
            migrate_ledger(connection, 2, steps)
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("old",)]
        steps[1] = lambda c: c.execute("ALTER TABLE new ADD COLUMN y")
        assert migrate_ledger(connection, 2, steps) == 0
        assert connection.execute("SELECT x, y FROM new").fetchall() == []
        assert migrate_ledger(connection, 2, steps) is None


def test_tables_of_any_schema_are_told_by_the_head_of_the_file(tmp_path: Path) -> None:
    assert check_tables(tmp_path) is None
    with closing(sqlite3.connect(tmp_path / "kip.sqlite")) as connection:
        connection.execute("CREATE TABLE t (x)")
        assert check_tables(tmp_path) == 0
        connection.execute("PRAGMA user_version = 1")
        assert check_tables(tmp_path) is None
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(NewerOutputError):
        check_tables(tmp_path)


def test_commands_refuse_newer_outputs_and_say_what_becomes_of_older_ones(kip: Kip) -> None:
    kip.write("a.txt", "")
    assert kip.report("a.txt")["failed"] == 1
    number_ledger(kip.out, 0)
    with closing(sqlite3.connect(kip.out / "kip.sqlite")) as connection:
        connection.execute("PRAGMA user_version = 0")
    kip.write("b.txt", "")
    older = kip("run", "a.txt", "b.txt")
    assert "bringing a ledger of schema 0 to schema 1" in older.stderr
    assert "the tables of schema 0 will be written anew" in older.stderr
    assert check_tables(kip.out) is None
    number_ledger(kip.out, 99)
    for command in (["run", "a.txt"], ["status"]):
        answer = kip(*command)
        assert (answer.returncode, "A newer version of kip wrote the ledger" in answer.stderr) == (2, True)
        assert "Traceback" not in answer.stderr
