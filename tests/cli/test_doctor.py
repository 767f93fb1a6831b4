"""`kip doctor`: complete, and with a sentence for each problem."""

from __future__ import annotations

import json
import os

import pytest
from packaging.requirements import Requirement

from cli.doctor import CARE, GOOD, MISSING, check_languages, check_library, check_memory, requirements
from tests.conftest import Kip


def test_a_sound_installation_is_fine(kip: Kip) -> None:
    answer = kip("doctor", "--json")
    checks = {check["name"]: check for check in json.loads(answer.stdout)}
    assert answer.returncode == 0, answer.stdout
    assert {"python", "tesseract", "tesseract languages", "fastapi", "sqlalchemy", "machine", "cache", "model"} <= set(
        checks
    )
    assert checks["tesseract languages"]["found"] == "deu, fra, ita"
    assert str(kip.cache) in checks["cache"]["found"]


def test_without_tesseract_it_says_what_to_install_and_exits_with_one(kip: Kip) -> None:
    (kip.folder / "bin").mkdir()
    answer = Kip(kip.folder, {"PATH": str(kip.folder / "bin")})("doctor")
    assert answer.returncode == 1
    assert "missing tesseract: absent" in answer.stdout
    assert "apt install tesseract-ocr" in answer.stdout


def test_a_cache_that_cannot_be_written_is_told(kip: Kip) -> None:
    answer = kip("doctor", "--json", "--cache", "/proc/1/none")
    check = next(check for check in json.loads(answer.stdout) if check["name"] == "cache")
    assert check["state"] == (MISSING if not os.access("/proc/1", os.W_OK) else check["state"])


def test_the_model_loads_where_asked(kip: Kip) -> None:
    checks = json.loads(kip("doctor", "--full", "--json").stdout)
    assert [check["found"].endswith("loads") for check in checks if check["name"] == "model"] == [True]


@pytest.mark.parametrize(
    ("needed", "found", "state"),
    [("a>=2", "2.1", GOOD), ("a>=2", "1.9", MISSING), ("fastapi<0.155", "0.155.0", MISSING), ("a", "absent", MISSING)],
)
def test_a_library_is_held_against_its_bounds(needed: str, found: str, state: str) -> None:
    check = check_library(Requirement(needed), found)
    assert (check.state, check.advice is None) == (state, state == GOOD)


def test_each_missing_language_is_named() -> None:
    listing = 'List of available languages in "/usr/share/tessdata/" (2):\ndeu\nosd\n'
    check = check_languages(listing)
    assert (check.state, check.found) == (MISSING, "deu")
    assert "Install fra, ita" in (check.advice or "")


def test_little_memory_asks_for_fewer_workers() -> None:
    check = check_memory(4_000_000_000, 8)
    assert (check.state, "--workers 2" in (check.advice or "")) == (CARE, True)
    assert check_memory(1_000_000, 1).state == GOOD


def test_every_requirement_of_the_project_is_known() -> None:
    names = {needed.name for needed in requirements()}
    assert {"prefect", "fastapi", "sqlalchemy", "spacy"} <= names


def test_a_german_package_that_is_not_installed_is_told_before_anything_is_read(kip: Kip) -> None:
    (kip.folder / "a.txt").write_text("Der Bund zahlt 10'000 Franken.", encoding="utf-8")
    other = Kip(kip.folder, {"KIP_GERMAN_MODEL": "de_nowhere_md"})
    run, doctor = other("run", "a.txt"), other("doctor")
    assert (run.returncode, doctor.returncode) == (2, 1)
    for said in (run.stderr, doctor.stdout):
        assert "KIP_GERMAN_MODEL names de_nowhere_md, which is not installed" in " ".join(said.split())
