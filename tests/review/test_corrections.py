"""The file of corrections: nothing is lost, nothing is overwritten, and a broken line is told."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.review.corrections import (
    FILE,
    Correction,
    CorrectionsError,
    Place,
    append,
    last_of,
    new_correction,
    read,
    standing,
)

PLACE = Place("funding", "f1", "d" * 64, "rrb.pdf", 2, 10, 22, "1,5 Millionen")


def said(who: str = "Anna", action: str = "accepted", **values: object) -> Correction:
    return new_correction(who, action, PLACE, **values)


def test_a_folder_without_a_file_has_no_corrections(tmp_path: Path) -> None:
    assert read(tmp_path / "none") == ()


def test_corrections_are_read_as_they_were_added(tmp_path: Path) -> None:
    entered = [said(), said("Béatrice", "corrected", column="payer", machine_value="bund", human_value="kanton")]
    for correction in entered:
        append(tmp_path / "new" / "folder", correction)
    assert read(tmp_path / "new" / "folder") == tuple(entered)


@given(st.text(), st.one_of(st.none(), st.floats(allow_nan=False), st.text(), st.lists(st.text())))
def test_any_text_and_value_survives(tmp_path_factory: pytest.TempPathFactory, quote: str, value: object) -> None:
    folder = tmp_path_factory.mktemp("corrections")
    quote = quote.encode("utf-8", "replace").decode("utf-8")
    place = Place("goals", "g1", "d", None, None, 0, len(quote), quote)
    entered = new_correction("Anna", "corrected", place, column="text", human_value=value)
    try:
        append(folder, entered)
    except UnicodeEncodeError:
        return
    assert read(folder) == (entered,)


def test_an_unknown_action_is_refused() -> None:
    with pytest.raises(ValueError, match="deleted is no action"):
        said(action="deleted")


def test_a_line_that_was_never_finished_does_not_count_and_harms_no_other(tmp_path: Path) -> None:
    first, second = said(), said("Ben")
    append(tmp_path, first)
    with (tmp_path / FILE).open("a", encoding="utf-8") as file:
        file.write('{"action": "accepted", "at": "20')
    assert read(tmp_path) == (first,)
    append(tmp_path, second)
    assert read(tmp_path) == (first, second)


def test_a_line_that_is_no_correction_is_named(tmp_path: Path) -> None:
    append(tmp_path, said())
    with (tmp_path / FILE).open("a", encoding="utf-8") as file:
        file.write('{"action": "accepted"}\n')
    with pytest.raises(CorrectionsError, match="line 2"):
        read(tmp_path)


def test_what_is_undone_does_not_stand_and_the_one_before_does() -> None:
    first, second = said(action="rejected"), said(action="accepted")
    undoing = said(action="undone", undoes=second.correction_id)
    assert standing([first, second, undoing]) == (first,)


def test_the_last_of_a_person_is_their_own() -> None:
    entered = [said("Anna", "rejected"), said("Ben"), said("Anna")]
    undoing = said("Anna", "undone", undoes=entered[2].correction_id)
    assert last_of([*entered, undoing], "Anna") == entered[0]
    assert last_of(entered, "Carla") is None


def _write(folder: Path, who: str) -> None:
    for _ in range(40):
        append(folder, said(who))


def test_two_people_at_once_lose_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=_write, args=(tmp_path, who)) for who in ("Anna", "Ben", "Carla")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    names = [correction.who for correction in read(tmp_path)]
    assert {name: names.count(name) for name in set(names)} == {"Anna": 40, "Ben": 40, "Carla": 40}
