from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import Block, Cell, Document, Edit, Facts, Page, PageRow, Records, Table, Word
from pipeline.storage.artefacts import ArtefactStore, CorruptArtefactError, Key, Summary, pack, summarise, unpack

KEY = Key("document", "v1", "ab" * 32)
TEXT = "Förderung «KIP 3»\n1’200’000"


def document(text: str = TEXT) -> Document:
    page = Page(
        1,
        0,
        len(text),
        "digital",
        ("text",),
        595.3,
        841.9,
        (Word(0, 9, (1.5, 2.0, 3.0, 4.25), 0.5),),
        edits=(Edit("r", 0, 1, "a", "b"),),
    )
    table = Table("t", 1, 0, 3, 1, 1, (Cell(0, 0, 0, 3),))
    return Document(
        "ab" * 32,
        "text/plain",
        "plain 1",
        "de",
        text,
        (page,),
        (Block("heading", 1, 1, 0, 9),),
        (table,),
        metadata=(("a", "b"),),
    )


def test_a_document_comes_back_as_it_was() -> None:
    assert unpack(pack(document(), 12), Document) == document()


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert unpack(pack(document(text), 0), Document).text == text


def test_records_come_back_as_they_were() -> None:
    page = PageRow("ab", 1, "blank", ("no text",), 1.0, 2.0, "", 0, None, None, None, 0, 3)
    records = Records(Facts("ab", "text/plain", canton="ZG", foerderbereiche_named=("sprache",)), (page,))
    assert unpack(pack(records, 1), Records) == records


def test_the_summary_tells_pages_emptiness_and_time() -> None:
    assert summarise(pack(document(), 12)) == Summary(1, False, 12)
    assert summarise(pack(document(" \n\f"), 5)) == Summary(1, True, 5)


def test_the_same_value_gives_the_same_bytes() -> None:
    assert pack(document(), 12) == pack(document(), 12)


BLOB = pack(document(), 12)


@given(st.integers(0, len(BLOB) - 1), st.integers(1, 255))
def test_an_altered_byte_is_noticed(position: int, change: int) -> None:
    blob = bytearray(BLOB)
    blob[position] ^= change
    try:
        found = unpack(bytes(blob), Document), summarise(bytes(blob))
    except CorruptArtefactError:
        return
    # A blank of the header that became a tab alters nothing.
    assert found == (document(), summarise(BLOB))


@given(st.integers(0, len(BLOB) - 1))
def test_a_cut_off_artefact_is_noticed(length: int) -> None:
    with pytest.raises(CorruptArtefactError):
        summarise(BLOB[:length])


def test_sound_bytes_of_another_type_are_noticed() -> None:
    with pytest.raises(CorruptArtefactError):
        unpack(pack(document(), 12), Records)


def test_a_stored_artefact_is_found_under_stage_version_and_hash(tmp_path: Path) -> None:
    store = ArtefactStore(tmp_path)
    store.save(KEY, pack(document(), 12))
    assert store.load(KEY, Document) == document()
    assert store.summary(KEY) == Summary(1, False, 12)
    assert store.path(KEY) == tmp_path / "document" / "v1" / "ab" / f"{'ab' * 32}.json.z"
    assert store.summary(replace(KEY, version="v2")) is None


def test_a_damaged_artefact_is_dropped(tmp_path: Path) -> None:
    store = ArtefactStore(tmp_path)
    store.save(KEY, pack(document(), 12))
    path = store.path(KEY)
    path.write_bytes(path.read_bytes()[:-5])
    assert store.load(KEY, Document) is None
    assert not path.exists()


def test_an_artefact_whose_json_no_longer_fits_is_dropped(tmp_path: Path) -> None:
    store = ArtefactStore(tmp_path)
    store.save(KEY, pack(document(), 12))
    assert store.load(KEY, Records) is None
    assert not store.path(KEY).exists()


def test_a_failed_write_leaves_the_old_artefact_and_nothing_else(tmp_path: Path) -> None:
    store = ArtefactStore(tmp_path)
    store.save(KEY, b"old")
    with pytest.raises(TypeError):
        store.save(KEY, "no bytes")  # type: ignore[arg-type]
    assert [path.name for path in store.path(KEY).parent.iterdir()] == [store.path(KEY).name]
    assert store.path(KEY).read_bytes() == b"old"
