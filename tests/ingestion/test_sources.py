"""`kip sources`: a registry that grows by commands, and pages that are tried before they are trusted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.ingestion.registry import Page, Source
from pipeline.ingestion.trial import try_page
from tests.conftest import Kip
from tests.ingestion.conftest import StillClock
from tests.ingestion.sites import Reply, Site


@pytest.fixture
def source(five: list[Site]) -> Source:
    site = five[0]
    page = Page(address=site["/kip"], follow=("KIP",), leave=("alt",), confirmed="unconfirmed", how="Test.")
    about = {"office": "Amt", "languages": ("de",), "confirmed": "unconfirmed", "how": "Test."}
    return Source.model_validate({"canton": "ZG", "hosts": (site.host,), "pages": (page,), **about})


def test_a_trial_shows_what_would_be_followed_and_asks_for_nothing_else(five: list[Site], source: Source) -> None:
    five[0].page("/kip", ("/a.pdf", "KIP 3"), ("/b.pdf", "KIP 2 alt"), ("/c.pdf", "Bau"), ("/d.pdf", "PDF"))
    trial = try_page(source, source.pages[0], allow_loopback=True, clock=StillClock())
    assert ([link.text for link in trial.links], trial.total, trial.problem) == (["KIP 3"], 4, "")
    assert five[0].served() == ["/kip"]


def test_a_trial_says_what_hinders_it(five: list[Site], source: Source) -> None:
    five[0].serve("/kip", Reply(status=403))
    assert "403" in try_page(source, source.pages[0], allow_loopback=True, clock=StillClock()).problem
    assert "no public address" in try_page(source, source.pages[0], clock=StillClock()).problem


def test_a_source_is_added_tried_confirmed_and_listed(
    five: list[Site], tmp_path: Path, bytecode: dict[str, str]
) -> None:
    kip = Kip(tmp_path, {**bytecode, "KIP_ALLOW_LOOPBACK": "1", "KIP_SOURCES": "sources"})
    (tmp_path / "sources").mkdir()
    five[0].page("/kip", ("/a.pdf", "KIP 3"))
    where = ("ZG", five[0]["/kip"], "--follow", "KIP", "--how", "Told by the office.")
    assert "--office" in kip("sources", "add", *where).stderr
    assert kip("sources", "add", *where, "--office", "Kantonales Sozialamt").returncode == 0
    tried = kip("sources", "test", "ZG", "--confirm")
    assert tried.returncode == 0, tried.stderr
    assert "1 of 1 links would be followed" in tried.stdout
    [listed] = json.loads(kip("sources", "list", "--json").stdout)
    assert listed["pages"][0]["confirmed"] != "unconfirmed"
    assert (listed["office"], listed["confirmed"]) == ("Kantonales Sozialamt", "unconfirmed")
