from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.domain.failures import DocumentFailure
from pipeline.storage.ledger import (
    Entry,
    Input,
    Ledger,
    OutputInUseError,
    failed_entry,
    make_input,
    read_entries,
    unfinished,
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path)) as opened:
        yield opened


def done(item: Input, document_id: str) -> Entry:
    entry = unfinished(item)
    outcome = replace(entry.outcome, state="done", failure_code=None, failure_reason=None, document_id=document_id)
    return replace(entry, outcome=outcome, records_version="v1", pages=3)


def duplicate(item: Input, first: Input, document_id: str) -> Entry:
    entry = failed_entry(item, DocumentFailure("duplicate", first.path), document_id)
    return replace(entry, outcome=replace(entry.outcome, state="skipped", duplicate_of=first.input_id))


def states(ledger: Ledger) -> dict[str | None, tuple[str, str | None]]:
    return {entry.outcome.path: (entry.outcome.state, entry.outcome.failure_code) for entry in ledger.entries()}


def test_every_input_starts_as_not_finished(ledger: Ledger) -> None:
    ledger.register([make_input("a.pdf"), make_input("b.pdf")])
    assert states(ledger) == {"a.pdf": ("failed", "not_finished"), "b.pdf": ("failed", "not_finished")}


def test_an_end_once_earned_stays_when_the_input_is_asked_for_again(ledger: Ledger) -> None:
    item = make_input("a.pdf")
    ledger.register([item])
    ledger.settle([done(item, "d1")])
    ledger.register([item])
    assert ledger.entries() == [done(item, "d1")]


def test_entries_of_which_one_cannot_be_written_are_not_written_at_all(ledger: Ledger) -> None:
    broken = replace(unfinished(make_input("b.pdf")), pages=object())  # type: ignore[arg-type]
    with pytest.raises(Exception, match="type 'object'"):
        ledger.settle([done(make_input("a.pdf"), "d1"), broken])
    assert ledger.entries() == []


def test_the_same_file_is_the_same_input_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sub").mkdir()
    absolute = make_input(tmp_path / "a.pdf")
    assert make_input("./a.pdf").input_id == make_input("sub/../a.pdf").input_id == absolute.input_id
    assert make_input("./a.pdf").path == "a.pdf"
    assert make_input("b.pdf").input_id != absolute.input_id


def test_a_name_that_is_no_text_is_kept_and_shown_escaped(ledger: Ledger) -> None:
    item = make_input(os.fsdecode(b"caf\xe9.pdf"))
    ledger.register([item])
    (entry,) = ledger.entries()
    assert entry.location.endswith(b"caf\xe9.pdf")
    assert entry.outcome.path == "caf\\xe9.pdf"


def test_a_duplicate_is_reopened_when_its_first_is_gone(ledger: Ledger) -> None:
    first, second = make_input("a.pdf"), make_input("b.pdf")
    ledger.settle([failed_entry(first, DocumentFailure("not_found")), duplicate(second, first, "d1")])
    assert [entry.outcome.path for entry in ledger.reopen_orphans()] == ["b.pdf"]
    assert states(ledger)["b.pdf"] == ("failed", "not_finished")


def test_a_duplicate_of_a_document_that_stands_or_fails_stays_skipped(ledger: Ledger) -> None:
    first, second = make_input("a.pdf"), make_input("b.pdf")
    ledger.settle([done(first, "d1"), duplicate(second, first, "d1")])
    assert ledger.reopen_orphans() == []
    ledger.settle([failed_entry(first, DocumentFailure("encrypted"), "d1")])
    assert ledger.reopen_orphans() == []


def test_one_run_at_a_time_writes_and_the_other_hears_who(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(OutputInUseError) as caught:
        Ledger(tmp_path)
    assert caught.value.pid == os.getpid()


KILLED = """
import os, pathlib, sys
from pipeline.storage.ledger import Ledger, make_input
ledger = Ledger(pathlib.Path(sys.argv[1]))
ledger.register([make_input("a")])
os.kill(os.getpid(), 9)
"""


def test_a_killed_run_leaves_no_lock(tmp_path: Path) -> None:
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    assert subprocess.run(command, check=False, cwd=Path(__file__).parents[2]).returncode == -9
    with closing(Ledger(tmp_path)) as reopened:
        assert states(reopened) == {"a": ("failed", "not_finished")}


def test_readers_need_no_lock_and_see_what_is_committed(ledger: Ledger, tmp_path: Path) -> None:
    ledger.settle([done(make_input("a.pdf"), "d1")])
    assert read_entries(tmp_path) == ledger.entries()
    assert read_entries(tmp_path / "elsewhere") == []


def test_notes_are_kept(ledger: Ledger) -> None:
    assert ledger.note("exports") is None
    ledger.keep_note("exports", "1")
    ledger.keep_note("exports", "2")
    assert ledger.note("exports") == "2"
