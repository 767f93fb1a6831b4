"""Limits are settings; the page on them names each limit and each code there is, and no other."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from pipeline.domain.failures import DocumentFailure, sentences
from pipeline.process import load_bytes, process
from pipeline.reading.limits import DEFAULT_LIMITS, Limits, limits_from, setting_of
from pipeline.reading.read import read_document
from pipeline.storage.versions import STAGES
from pipeline.workers import memory_bound
from tests.conftest import ROOT, Kip
from tests.hostile import packages, pdfs
from tests.hostile.cases import TEXT

PAGE = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "number"), [("500", 500), ("5_000", 5000), ("2k", 2000), ("1.5M", 1_500_000), ("2GB", 2_000_000_000)]
)
def test_a_limit_is_a_number_of_any_common_form(text: str, number: int) -> None:
    assert limits_from({"KIP_MAX_BYTES": text}) == Limits(max_bytes=number)


def test_without_settings_the_defaults_hold() -> None:
    assert limits_from({"KIP_MAX_BYTES": " ", "KIP_CACHE": "elsewhere"}) == DEFAULT_LIMITS


@pytest.mark.parametrize("text", ["much", "-1", "1e9", "5 apples"])
def test_what_is_no_number_is_told_before_a_run(kip: Kip, text: str) -> None:
    with pytest.raises(ValueError, match="KIP_MAX_PAGES is"):
        limits_from({"KIP_MAX_PAGES": text})
    if text == "much":
        kip.write("a.txt", TEXT)
        answer = Kip(kip.folder, {**kip.environment, "KIP_MAX_PAGES": text})("run", "a.txt")
        assert (answer.returncode, answer.stderr.strip()) == (2, answer.stderr.strip())
        assert "KIP_MAX_PAGES is 'much'" in answer.stderr


@pytest.mark.parametrize(
    ("name", "limit", "data"),
    [
        ("max_bytes", 100, TEXT.encode()),
        ("max_chars", 50, TEXT.encode()),
        ("max_pages", 2, pdfs.many_pages(3)),
        ("max_unzipped", 1_000, packages.word()),
        ("max_markup", 1_000, packages.word()),
        ("max_parts", 3, packages.word()),
        ("max_cells", 2, packages.workbook()),
    ],
)
def test_whoever_is_over_a_limit_hears_which_and_how_to_raise_it(name: str, limit: int, data: bytes) -> None:
    with pytest.raises(DocumentFailure) as failure:
        read_document(data, Limits(**{name: limit}))
    assert failure.value.code == "too_large"
    assert f"limit {limit}, setting {setting_of(name)}" in failure.value.reason


def test_settings_hold_wherever_a_document_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    monkeypatch.setenv("KIP_MAX_BYTES", "10")
    with pytest.raises(DocumentFailure, match="KIP_MAX_BYTES"):
        load_bytes(path)
    monkeypatch.setenv("KIP_MAX_BYTES", "1M")
    monkeypatch.setenv("KIP_MAX_CHARS", "10")
    with pytest.raises(DocumentFailure, match="KIP_MAX_CHARS"):
        process(path)


def test_the_memory_of_a_worker_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIP_MAX_MEMORY", "5G")
    assert memory_bound(1) == memory_bound(64) == 5_000_000_000


def test_settings_that_change_what_is_read_are_part_of_its_version() -> None:
    shaping = {setting_of(limit.name) for limit in fields(Limits) if limit.metadata["shapes"]}
    assert shaping <= set(STAGES["document"].settings)


def test_the_page_on_limits_names_each_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `(KIP_\w+)` \| ([\d ]+(?:\.\d+)?) \|", PAGE, re.MULTILINE))
    stated = {name: float(number.replace(" ", "")) for name, number in rows.items()}
    assert stated == {setting_of(limit.name): float(limit.default) for limit in fields(Limits)}  # type: ignore[arg-type]


def test_the_page_on_limits_names_each_code_with_its_sentence() -> None:
    rows = dict(re.findall(r"^\| `([a-z_]+)` \| ([^|]+) \|", PAGE, re.MULTILINE))
    assert {code: text.strip() for code, text in rows.items()} == {
        code: sentence.replace("{detail}", "…") for code, sentence in sentences().items()
    }
