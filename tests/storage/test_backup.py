"""A backup brings back all of it, or says in a sentence why not."""

from __future__ import annotations

import fcntl
import json
import shutil
import sqlite3
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.records import Outcome
from pipeline.storage.artefacts import ArtefactStore, Key
from pipeline.storage.backup import BackupError, Places, check_backup, restore_backup, write_backup
from pipeline.storage.ledger import Entry, Ledger, OutputInUseError, make_input, read_entries
from tests.conftest import wait_until


def places(folder: Path, *, with_store: bool = True) -> Places:
    store = folder / "store" if with_store else None
    return Places(folder / "out", store, folder / "cache", folder / "corrections")


def document(name: str) -> str:
    return sha256(name.encode()).hexdigest()


def settle(out: Path, *names: str) -> None:
    with closing(Ledger(out)) as ledger:
        for name in names:
            item = make_input(f"/docs/{name}")
            outcome = Outcome(item.input_id, item.path, None, None, document(name), state="done", failure_code=None)
            ledger.settle([Entry(item.location, outcome, "v1", 1)])


@pytest.fixture
def kept(tmp_path: Path) -> Places:
    """An output folder, a store with a database that is open, a cache others share, corrections."""
    here = places(tmp_path / "here")
    settle(here.out, "a", "ü")
    (here.out / "tables").mkdir()
    (here.out / "tables" / "funding.parquet").write_bytes(b"PAR1" * 1000)
    artefacts = ArtefactStore(here.cache / "artefacts")
    for name in ("a", "ü", "of another folder"):
        for stage in ("document", "records"):
            artefacts.save(Key(stage, "v1", document(name)), f"{stage} of {name}".encode())
    here.corrections.mkdir()
    (here.corrections / "corrections.jsonl").write_text("{}\n")
    return here


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and ".sqlite" not in path.name)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files if path.name != "lock"}


def test_what_was_backed_up_stands_elsewhere_as_it_was(kept: Places, tmp_path: Path) -> None:
    assert kept.store is not None
    kept.store.mkdir()
    with closing(sqlite3.connect(kept.store / "store.sqlite", isolation_level=None)) as live:
        live.execute("PRAGMA journal_mode=WAL")
        live.execute("CREATE TABLE publications (address)")
        live.execute("INSERT INTO publications VALUES ('https://example.ch/a')")
        assert (kept.store / "store.sqlite-wal").stat().st_size > 0
        written = write_backup(kept, tmp_path / "kip.zip")
    there = places(tmp_path / "there")
    assert restore_backup(tmp_path / "kip.zip", there) == written
    assert read_entries(there.out) == read_entries(kept.out)
    assert contents(there.out) == contents(kept.out)
    assert contents(there.corrections) == contents(kept.corrections)
    known = {name: blob for name, blob in contents(kept.cache).items() if b"another" not in blob and blob}
    assert len(known) == 4
    assert contents(there.cache / "artefacts") == {
        name.removeprefix("artefacts/"): blob for name, blob in known.items()
    }
    assert there.store is not None
    with closing(sqlite3.connect(there.store / "store.sqlite")) as restored:
        assert restored.execute("SELECT address FROM publications").fetchall() == [("https://example.ch/a",)]
    settle(there.out, "b")
    assert len(read_entries(there.out)) == 3


def test_an_output_folder_that_is_a_link_into_the_store_is_one_again(kept: Places, tmp_path: Path) -> None:
    assert kept.store is not None
    good = kept.store / "runs" / "r1" / "out"
    good.parent.mkdir(parents=True)
    kept.out.rename(good)
    kept.out.symlink_to(good)
    (kept.store / "last").symlink_to("runs/r1")
    write_backup(kept, tmp_path / "kip.zip")
    shutil.rmtree(kept.store)
    there = places(tmp_path / "there")
    restore_backup(tmp_path / "kip.zip", there)
    assert there.store is not None
    assert there.out.resolve() == there.store.resolve() / "runs" / "r1" / "out"
    assert (there.store / "last").resolve() == there.store.resolve() / "runs" / "r1"
    assert len(read_entries(there.out)) == 2


def test_the_same_state_gives_the_same_bytes(kept: Places, tmp_path: Path) -> None:
    write_backup(kept, tmp_path / "1.zip")
    write_backup(kept, tmp_path / "2.zip")
    assert (tmp_path / "1.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()


def test_no_byte_of_a_backup_can_change_unseen(kept: Places, tmp_path: Path) -> None:
    write_backup(kept, tmp_path / "kip.zip")
    good = (tmp_path / "kip.zip").read_bytes()
    assert check_backup(tmp_path / "kip.zip").count("out") == 2
    spoiled = tmp_path / "spoiled.zip"
    with zipfile.ZipFile(tmp_path / "kip.zip") as archive:
        starts = [info.header_offset + 30 + len(info.filename.encode()) + 20 for info in archive.infolist()]
    for damage in (good[: len(good) // 2], good[:-7], b"", *(changed(good, at + 2) for at in starts)):
        spoiled.write_bytes(damage)
        with pytest.raises(BackupError, match="damaged or no backup of kip"):
            restore_backup(spoiled, places(tmp_path / "there"))
    assert not (tmp_path / "there").exists()


def changed(blob: bytes, at: int) -> bytes:
    return blob[:at] + bytes([blob[at] ^ 1]) + blob[at + 1 :]


@pytest.mark.parametrize("path", ["../escaped", "/escaped", "a/../../escaped"])
def test_nothing_is_written_outside_the_named_folders(path: str, tmp_path: Path) -> None:
    item = {"root": "out", "path": path, "size": 1, "sha256": sha256(b"x").hexdigest()}
    content = json.dumps({"format": 1, "kip": "0", "items": [item], "links": []}).encode()
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as archive:
        archive.writestr(f"out/{path}", b"x")
        archive.writestr("manifest.json", content)
        archive.comment = sha256(content).hexdigest().encode()
    with pytest.raises(BackupError, match="leads elsewhere"):
        restore_backup(tmp_path / "evil.zip", places(tmp_path / "there"))


@pytest.mark.parametrize("taken", ["out", "corrections"])
def test_a_folder_that_holds_something_is_left_alone(kept: Places, tmp_path: Path, taken: str) -> None:
    write_backup(kept, tmp_path / "kip.zip")
    there = places(tmp_path / "there", with_store=False)
    (tmp_path / "there" / taken).mkdir(parents=True)
    (tmp_path / "there" / taken / "mine.txt").write_text("mine")
    with pytest.raises(BackupError, match="holds something already"):
        restore_backup(tmp_path / "kip.zip", there)
    assert contents(tmp_path / "there") == {f"{taken}/mine.txt": b"mine"}


def test_a_newer_backup_is_left_alone(tmp_path: Path) -> None:
    content = json.dumps({"format": 99, "kip": "9.9", "items": [], "links": []}).encode()
    with zipfile.ZipFile(tmp_path / "new.zip", "w") as archive:
        archive.writestr("manifest.json", content)
        archive.comment = sha256(content).hexdigest().encode()
    with pytest.raises(BackupError, match="newer kip"):
        check_backup(tmp_path / "new.zip")


def test_no_backup_is_made_while_a_run_writes(kept: Places, tmp_path: Path) -> None:
    with closing(Ledger(kept.out)), pytest.raises(OutputInUseError):
        write_backup(kept, tmp_path / "kip.zip")
    assert not (tmp_path / "kip.zip").exists()


def test_no_backup_is_made_while_an_ingestion_writes(kept: Places, tmp_path: Path) -> None:
    assert kept.store is not None
    kept.store.mkdir()
    with (kept.store / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(OutputInUseError):
            write_backup(kept, tmp_path / "kip.zip")


def test_a_backup_waits_for_what_is_half_written_and_lets_no_run_begin(kept: Places, tmp_path: Path) -> None:
    assert kept.store is not None
    kept.store.mkdir()
    with (
        ThreadPoolExecutor(1) as executor,
        closing(sqlite3.connect(kept.store / "store.sqlite", isolation_level=None)) as live,
    ):
        live.execute("CREATE TABLE publications (address)")
        live.execute("BEGIN EXCLUSIVE")
        live.execute("INSERT INTO publications VALUES ('https://example.ch/a')")
        backup = executor.submit(write_backup, kept, tmp_path / "kip.zip")
        assert wait_until(lambda: bool(list(tmp_path.glob("*kip.zip*"))))
        with pytest.raises(OutputInUseError):
            Ledger(kept.out)
        live.execute("COMMIT")
        backup.result()
    there = places(tmp_path / "there")
    restore_backup(tmp_path / "kip.zip", there)
    assert there.store is not None
    with closing(sqlite3.connect(there.store / "store.sqlite")) as restored:
        assert restored.execute("SELECT address FROM publications").fetchall() == [("https://example.ch/a",)]
    settle(kept.out, "b")


def test_nothing_to_back_up_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="nothing to back up"):
        write_backup(places(tmp_path), tmp_path / "kip.zip")
