from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.runs.inputs import any_exists, expand


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("b.txt", "a.txt", "sub/c.pdf", ".hidden.txt", ".git/d.txt", "out/csv/funding.csv", "x[1].txt"):
        path = tmp_path / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "docs"


def paths(*asked: str, listed: tuple[str, ...] = (), leave_out: tuple[Path, ...] = ()) -> list[str]:
    return [item.path for item in expand(asked, listed, leave_out=leave_out)]


def test_a_folder_gives_all_below_it_in_order_without_hidden_files(folder: Path) -> None:
    wanted = ["a.txt", "b.txt", "out/csv/funding.csv", "sub/c.pdf", "x[1].txt"]
    assert paths("docs") == [f"docs/{name}" for name in wanted]


def test_a_run_does_not_read_its_own_outputs(folder: Path) -> None:
    assert not any("funding" in path for path in paths("docs", leave_out=(Path("docs/out"),)))


def test_the_same_file_named_twice_is_one_input(folder: Path) -> None:
    assert paths("docs/a.txt", "docs", str(folder / "a.txt")).count("docs/a.txt") == 1


def test_a_quoted_glob_is_unfolded(folder: Path) -> None:
    assert paths("docs/*.txt") == ["docs/a.txt", "docs/b.txt", "docs/x[1].txt"]
    assert paths("docs/**/*.pdf") == ["docs/sub/c.pdf"]


def test_a_file_whose_name_looks_like_a_glob_is_itself(folder: Path) -> None:
    assert paths("docs/x[1].txt") == ["docs/x[1].txt"]


def test_a_list_on_standard_input_may_hold_files_and_folders(folder: Path) -> None:
    assert paths("-", listed=("docs/a.txt\n", "\n", "docs/sub\r\n")) == ["docs/a.txt", "docs/sub/c.pdf"]


def test_a_path_that_leads_nowhere_is_not_forgotten(folder: Path) -> None:
    inputs = expand(["docs/none.pdf", "none/*.pdf"])
    assert [item.path for item in inputs] == ["docs/none.pdf", "none/*.pdf"]
    assert not any_exists(inputs)


def test_an_empty_folder_has_no_inputs(tmp_path: Path) -> None:
    assert expand([str(tmp_path)]) == []


def test_links_to_files_are_read_and_links_to_folders_below_are_not_walked(folder: Path) -> None:
    (folder / "sub" / "up").symlink_to(folder)
    (folder / "sub" / "link.txt").symlink_to(folder / "a.txt")
    assert paths("docs/sub") == ["docs/sub/c.pdf", "docs/sub/link.txt"]


def test_a_name_that_is_no_valid_text_is_an_input(tmp_path: Path) -> None:
    place = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(place, "w") as file:  # noqa: PTH123 - the name is bytes
        file.write("x")
    (item,) = expand([str(tmp_path)])
    assert item.location == place
    assert item.path.endswith("caf\\xe9.txt")
