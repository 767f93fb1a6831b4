"""`kip sources`: a registry that grows by commands, and pages that are tried before they are trusted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.sources import app
from pipeline.ingestion.registry import Page, Source
from pipeline.ingestion.trial import try_page, try_saved
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
    assert ([link.text for link in trial.documents], trial.total, trial.problem) == (["KIP 3"], 4, "")
    assert five[0].served() == ["/kip"]


def test_a_trial_says_what_hinders_it(five: list[Site], source: Source) -> None:
    five[0].serve("/kip", Reply(status=403))
    assert "403" in try_page(source, source.pages[0], allow_loopback=True, clock=StillClock()).problem
    assert "no public address" in try_page(source, source.pages[0], clock=StillClock()).problem


def test_a_saved_page_shows_the_same_and_nobody_is_asked(five: list[Site], source: Source) -> None:
    page = source.pages[0].model_copy(update={"through": ("weitere",)})
    body = "".join(
        f'<li><a href="{address}">{text}</a></li>'
        for address, text in (
            ("bericht.pdf", "KIP 3"),
            ("https://elsewhere.example/kip.pdf", "KIP 2"),
            ("/list", "weitere Dokumente"),
            ("/old.pdf", "KIP 1 alt"),
        )
    )
    trial = try_saved(source, page, body.encode())
    assert [link.address for link in trial.documents] == [five[0]["/bericht.pdf"]]
    assert [link.address for link in trial.pages] == [five[0]["/list"]]
    assert [link.text for link in trial.foreign] == ["KIP 2"]
    assert (trial.total, five[0].asked) == (4, [])
    assert "no link" in try_saved(source, page, b"%PDF-1.7").problem


def test_a_source_is_added_tried_confirmed_and_listed(
    five: list[Site], tmp_path: Path, bytecode: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIP_SOURCES", str(tmp_path))
    kip = Kip(tmp_path, {**bytecode, "KIP_ALLOW_LOOPBACK": "1", "KIP_SOURCES": str(tmp_path)})
    five[0].page("/kip", ("/a.pdf", "KIP 3"))
    where = ["add", "ZG", five[0]["/kip"], "--follow", "KIP", "--how", "Told by the office."]
    assert "--office" in str(CliRunner().invoke(app, where).exception)
    assert CliRunner().invoke(app, [*where, "--office", "Kantonales Sozialamt"]).exit_code == 0
    saved = tmp_path / "saved.html"
    saved.write_text('<a href="/b.pdf">KIP 3</a>')
    assert f"document: KIP 3  {five[0]['/b.pdf']}" in kip("sources", "test", "ZG", "--saved", str(saved)).stdout
    assert five[0].asked == []
    tried = kip("sources", "test", "ZG", "--confirm")
    assert tried.returncode == 0, tried.stderr
    assert "1 of 1 links would be followed" in tried.stdout
    [listed] = json.loads(CliRunner().invoke(app, ["list", "--json"]).stdout)
    assert listed["pages"][0]["confirmed"] != "unconfirmed"
    assert (listed["office"], listed["confirmed"]) == ("Kantonales Sozialamt", "unconfirmed")


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["XX"], "has no file for XX"),
        (["BE", "--page", "https://www.be.ch/"], "BE does not watch https://www.be.ch/; it watches https://"),
        (["BE", "--saved", "kip.html"], "Say with --page which one kip.html is a copy of: https://"),
        (["ZG", "--saved", "kip.html"], "Cannot read kip.html: No such file or directory."),
        (["ZG", "--saved", "kip.html", "--confirm"], "A saved page confirms nothing"),
    ],
)
def test_what_can_not_be_tried_is_a_sentence(more: list[str], sentence: str) -> None:
    assert sentence in str(CliRunner().invoke(app, ["test", *more]).exception)
