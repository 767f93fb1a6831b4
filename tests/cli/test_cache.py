"""`kip cache`: what goes, what stays, and what stays while a run goes on."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from cli.cache import parse_size, readable
from cli.exits import CommandError
from pipeline.storage.artefacts import ArtefactStore, Key
from pipeline.storage.pruning import DAY_S, Limits, alone, choose, remove, shared, stored
from pipeline.storage.versions import stage_version
from tests.conftest import Kip

AGES = {"new": 0.0, "hour": 2.0 / 24, "week": 7.0, "month": 30.0}


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """A cache with artefacts of this version and of another, of several ages, 1000 bytes each."""
    place = tmp_path / "cache"
    store = ArtefactStore(place / "artefacts")
    for version in (stage_version("records"), "0123456789abcdef"):
        for number, (name, days) in enumerate(AGES.items()):
            key = Key("records", version, f"{number}{name}".ljust(64, "0"))
            store.save(key, b"x" * 1000)
            made = time.time() - days * DAY_S
            os.utime(store.path(key), (made, made))
    return place


def going(cache: Path, limits: Limits = Limits(), *, going_on: bool = False) -> list[tuple[bool, str]]:  # noqa: B008
    chosen = choose(stored(cache), limits, going_on=going_on)
    return sorted((item.is_current, item.path.name[1:5].strip("0")) for item in chosen)


OLD = [(False, "hour"), (False, "mont"), (False, "week")]


def test_what_other_versions_made_goes_but_not_in_its_first_hour(cache: Path) -> None:
    assert going(cache) == OLD


def test_days_take_what_is_older_of_this_version_too(cache: Path) -> None:
    assert going(cache, Limits(older_than_days=5)) == [*OLD, (True, "mont"), (True, "week")]


def test_a_size_takes_the_oldest_until_the_rest_fits(cache: Path) -> None:
    assert going(cache, Limits(max_size=4000)) == [*OLD, (True, "mont")]
    assert going(cache, Limits(max_size=5000)) == OLD
    assert going(cache, Limits(max_size=0)) == [*OLD, (True, "hour"), (True, "mont"), (True, "week")]


def test_zero_days_take_even_what_is_new(cache: Path) -> None:
    assert len(going(cache, Limits(older_than_days=0))) == 8


@pytest.mark.parametrize("limits", [Limits(), Limits(0, 0)])
def test_while_a_run_goes_on_all_of_this_version_and_all_new_stays(cache: Path, limits: Limits) -> None:
    assert going(cache, limits, going_on=True) == OLD


def test_what_is_from_the_future_is_young(cache: Path) -> None:
    (path,) = (cache / "artefacts" / "records" / "0123456789abcdef").rglob("*month*")
    os.utime(path, (time.time() + DAY_S, time.time() + DAY_S))
    assert (False, "mont") not in going(cache)


def test_removing_frees_the_bytes_and_empty_folders(cache: Path) -> None:
    chosen = choose(stored(cache), Limits(0), going_on=False)
    assert remove(chosen) == 8000
    assert list((cache / "artefacts").rglob("*.z")) == []
    assert list((cache / "artefacts" / "records").iterdir()) == []
    assert remove(chosen) == 0


def test_a_run_and_a_pruning_know_of_each_other(cache: Path) -> None:
    with shared(cache), shared(cache), alone(cache) as is_alone:
        assert not is_alone
    with alone(cache) as is_alone:
        assert is_alone


def test_a_cache_that_cannot_be_written_is_shared_without_a_lock(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file, no folder")
    with shared(tmp_path / "cache"):
        assert (tmp_path / "cache").is_file()


def test_the_command_shows_first_and_removes_when_told(kip: Kip, cache: Path) -> None:
    shown = kip("cache")
    assert shown.returncode == 0, shown.stderr
    assert "another version" in shown.stdout
    assert "would remove 3 artefacts, 3.0 kB" in shown.stdout
    assert len(stored(cache)) == 8
    assert "Removed 3 of 8 artefacts; 3.0 kB are free." in kip("cache", "--prune").stdout
    with shared(cache):
        answer = kip("cache", "--prune", "--older-than", "0")
    assert "A run is going on" in answer.stdout
    assert len(stored(cache)) == 5


def test_what_cannot_be_done_is_a_sentence(kip: Kip) -> None:
    assert "There is no cache" in kip("cache").stdout
    answer = kip("cache", "--max-size", "much")
    assert (answer.returncode, "much is no size" in answer.stderr) == (2, True)


def test_sizes_are_read_and_written() -> None:
    assert [parse_size(text) for text in (None, "12", "1.5 kB", "500M", "2GB")] == [
        None,
        12,
        1500,
        500_000_000,
        2 * 10**9,
    ]
    with pytest.raises(CommandError):
        parse_size("-1M")
    assert [readable(size) for size in (12, 1500, 2 * 10**9, 3 * 10**12)] == ["12 B", "1.5 kB", "2.0 GB", "3000.0 GB"]
