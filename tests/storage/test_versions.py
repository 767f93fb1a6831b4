from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.storage import versions
from pipeline.storage.versions import PACKAGE, STAGES, hash_files, library_version, stage_version, tesseract_parts


@pytest.fixture
def fresh() -> None:
    stage_version.cache_clear()
    tesseract_parts.cache_clear()


def test_a_version_is_stable_and_differs_between_stages(fresh: None) -> None:
    before = {name: stage_version(name) for name in STAGES}
    stage_version.cache_clear()
    assert {name: stage_version(name) for name in STAGES} == before
    assert len(set(before.values())) == len(STAGES)


@pytest.mark.parametrize(
    ("changed", "stages"), [("reading", {"document", "records", "tables"}), ("comparison", {"tables"})]
)
def test_changed_code_changes_its_stage_and_those_after_it(
    changed: str, stages: set[str], fresh: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("records.py", "process.py"):
        (tmp_path / name).write_text("")
    (tmp_path / changed).mkdir()
    file = tmp_path / changed / "code.py"
    monkeypatch.setattr(versions, "PACKAGE", tmp_path)
    found = []
    for text in ("a = 1", "a = 2"):
        file.write_text(text)
        stage_version.cache_clear()
        found.append({name: stage_version(name) for name in STAGES})
    stage_version.cache_clear()
    assert {name for name in STAGES if found[0][name] != found[1][name]} == stages


def test_another_language_data_of_tesseract_is_another_version(
    fresh: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = tmp_path / "tesseract"
    tool.write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo tesseract 9 || echo \'List in "{tmp_path}/" (1):\'\n')
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    found = []
    for content in ("old", "new"):
        (tmp_path / "deu.traineddata").write_text(content)
        tesseract_parts.cache_clear()
        found.append(tesseract_parts())
    tesseract_parts.cache_clear()
    assert found[0][0] == "tesseract 9"
    assert found[0] != found[1]


def test_without_tesseract_there_is_still_a_version(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert tesseract_parts() == ["tesseract absent"]
    tesseract_parts.cache_clear()


def test_another_engine_of_recognition_is_another_version_of_reading(
    fresh: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stage_version("document")
    monkeypatch.setenv("KIP_OCR_ENGINE", "tesserocr")
    stage_version.cache_clear()
    other = stage_version("document")
    monkeypatch.setattr(versions, "version", lambda name: f"{name} as of tomorrow")
    stage_version.cache_clear()
    assert len({before, other, stage_version("document")}) == 3
    stage_version.cache_clear()


def test_a_file_that_moves_is_another_content(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    one = hash_files(tmp_path, [tmp_path / "a"])
    (tmp_path / "a").rename(tmp_path / "b")
    assert one != hash_files(tmp_path, [tmp_path / "b"])


def test_an_absent_library_is_named_so() -> None:
    assert library_version("no-such-library") == "absent"
    assert library_version("pydantic")[0].isdigit()


def test_reading_names_every_domain_file_it_uses() -> None:
    named = {name.removeprefix("domain/") for name in STAGES["document"].code if name.startswith("domain/")}
    code = "\n".join(path.read_text(encoding="utf-8") for path in (PACKAGE / "reading").rglob("*.py"))
    modules = {f"{name}.py" for name in re.findall(r"from pipeline\.domain\.(\w+) import", code)}
    files = {f"{name}.toml" for name in re.findall(r"load_toml\(\"(\w+)\"\)", code)}
    assert code.count("load_toml(") == len(re.findall(r"load_toml\(\"", code))
    assert modules | files <= named
