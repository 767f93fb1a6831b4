from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.domain.failures import DocumentFailure
from pipeline.records import Facts, PageRow, Records
from pipeline.runs.inputs import expand
from pipeline.runs.plan import Task, fingerprint, make_plan, records_key, settled_entry
from pipeline.runs.settings import MAX_TIMEOUT_S, MIN_TIMEOUT_S, Settings
from pipeline.storage.artefacts import Summary, pack
from pipeline.storage.ledger import Entry, make_input


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "out", tmp_path / "cache", workers=2)


def plan(folder: Path, settings: Settings, known: tuple[Entry, ...] = ()) -> dict[str, Entry | Task]:
    inputs = expand([str(folder)])
    return {
        Path(os.fsdecode(item.location)).name: step
        for item, step in zip(inputs, make_plan(inputs, known, settings), strict=True)
    }


def documents(tmp_path: Path, **contents: str) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    for name, content in contents.items():
        (folder / name).write_text(content)
    return folder


def keep_records(settings: Settings, document_id: str, text: str) -> None:
    page = PageRow(document_id, 1, "digital", (), None, None, text, len(text), None, None, None, 0, 0)
    settings.artefacts.save(records_key(document_id), pack(Records(Facts(document_id, "text/plain"), (page,)), 7))


def test_what_is_new_is_a_task(tmp_path: Path, settings: Settings) -> None:
    steps = plan(documents(tmp_path, a="one"), settings)
    assert isinstance(steps["a"], Task)
    assert steps["a"].size == 3


def test_of_the_same_bytes_the_first_is_read(tmp_path: Path, settings: Settings) -> None:
    steps = plan(documents(tmp_path, b="same", a="same", c="other"), settings)
    first, second = steps["a"], steps["b"]
    assert isinstance(first, Task)
    assert isinstance(second, Entry)
    assert (second.outcome.state, second.outcome.failure_code) == ("skipped", "duplicate")
    assert second.outcome.duplicate_of == first.requested.input_id
    assert isinstance(steps["c"], Task)


def test_what_an_earlier_run_settled_elsewhere_is_the_first(tmp_path: Path, settings: Settings) -> None:
    folder = documents(tmp_path, a="same")
    document_id, _ = fingerprint(os.fsencode(folder / "a"))
    earlier = settled_entry(make_input("elsewhere/z.txt"), document_id, Summary(1, False, 1))
    step = plan(folder, settings, (earlier,))["a"]
    assert isinstance(step, Entry)
    assert step.outcome.duplicate_of == earlier.outcome.input_id


def test_what_failed_elsewhere_is_read_here(tmp_path: Path, settings: Settings) -> None:
    folder = documents(tmp_path, a="same")
    document_id, _ = fingerprint(os.fsencode(folder / "a"))
    earlier = settled_entry(make_input("elsewhere/z.txt"), document_id, Summary(1, False, 1))
    failed = replace(earlier, outcome=replace(earlier.outcome, state="failed"))
    assert isinstance(plan(folder, settings, (failed,))["a"], Task)


@pytest.mark.parametrize(("text", "state"), [("Text", "done"), (" \n", "empty")])
def test_what_is_finished_is_not_read_again_unless_forced(
    text: str, state: str, tmp_path: Path, settings: Settings
) -> None:
    folder = documents(tmp_path, a="one")
    document_id, _ = fingerprint(os.fsencode(folder / "a"))
    keep_records(settings, document_id, text)
    step = plan(folder, settings)["a"]
    assert isinstance(step, Entry)
    assert (step.outcome.state, step.outcome.duration_ms, step.pages) == (state, 7, 1)
    assert isinstance(plan(folder, replace(settings, force=True))["a"], Task)


def test_a_changed_file_is_a_new_document(tmp_path: Path, settings: Settings) -> None:
    folder = documents(tmp_path, a="one")
    keep_records(settings, fingerprint(os.fsencode(folder / "a"))[0], "Text")
    (folder / "a").write_text("two")
    assert isinstance(plan(folder, settings)["a"], Task)


def test_a_damaged_artefact_is_made_again(tmp_path: Path, settings: Settings) -> None:
    folder = documents(tmp_path, a="one")
    document_id, _ = fingerprint(os.fsencode(folder / "a"))
    keep_records(settings, document_id, "Text")
    path = settings.artefacts.path(records_key(document_id))
    path.write_bytes(path.read_bytes()[:-1])
    assert isinstance(plan(folder, settings)["a"], Task)


def code_of(path: Path) -> str:
    with pytest.raises(DocumentFailure) as caught:
        fingerprint(os.fsencode(path))
    return caught.value.code


def test_each_hindrance_has_its_code(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe")
    codes = {
        name: code_of(tmp_path / name) for name in ("none", "empty", "loop", "dangling", "pipe", "empty/below", ".")
    }
    assert codes == {
        "none": "not_found",
        "empty": "empty_file",
        "loop": "unreadable",
        "dangling": "not_found",
        "pipe": "not_a_file",
        "empty/below": "not_found",
        ".": "not_a_file",
    }


def test_the_timeout_grows_with_the_document_within_bounds(settings: Settings) -> None:
    assert settings.timeout_for(1000) == MIN_TIMEOUT_S
    assert MIN_TIMEOUT_S < settings.timeout_for(20_000_000) < settings.timeout_for(40_000_000) < MAX_TIMEOUT_S
    assert settings.timeout_for(10**9) == MAX_TIMEOUT_S
    assert replace(settings, timeout_s=5).timeout_for(10**9) == 5
