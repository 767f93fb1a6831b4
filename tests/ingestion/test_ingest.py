"""`kip ingest` as people and schedules call it: from sites on loopback to tables that are published, or held back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from lxml import etree
from typer.testing import CliRunner

from cli.main import app
from pipeline.ingestion.feed import ATOM
from pipeline.storage.ledger import read_entries
from tests.conftest import Kip
from tests.ingestion.sites import Reply, Site, concept, sites, source

CANTONS = (("AG", "Aargau"), ("BE", "Bern"), ("LU", "Luzern"), ("ZG", "Zug"), ("TG", "Thurgau"))


class Ingestions:
    """The command over five sites, with what stands after each call."""

    def __init__(self, kip: Kip, served: list[Site]) -> None:
        self.kip, self.served = kip, served
        self.store, self.out = kip.folder / "store", kip.folder / "published"
        for site, (canton, name) in zip(served, CANTONS, strict=True):
            kip.write(f"sources/{canton.lower()}.toml", source(canton, site))
            site.page("/kip", ("/kip.pdf", "Integrationsprogramm"), ("/anhang.pdf", "Integrationsprogramm, Anhang"))
            site.serve("/kip.pdf", concept(name, "1'200'000"))
            site.serve("/anhang.pdf", concept(name, "300'000", more="Anhang zum Programm."))

    def once(self, *more: str) -> tuple[int, dict[str, Any]]:
        places = ("--sources", "sources", "--store", str(self.store), "--out", str(self.out))
        answer = self.kip("ingest", "--once", "--json", "--delay", "0", "--workers", "1", *places, *more)
        assert answer.stdout, answer.stderr
        told: dict[str, Any] = json.loads(answer.stdout)
        return answer.returncode, told

    def call(self, *arguments: str) -> tuple[int, str]:
        answer = self.kip("ingest", *arguments, "--store", str(self.store))
        return answer.returncode, answer.stdout + answer.stderr

    def documents(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = pq.read_table(self.out / "tables" / "documents.parquet").to_pylist()
        return found

    def report(self, told: dict[str, Any]) -> str:
        return (Path(told["folder"]) / "report.md").read_text(encoding="utf-8")

    def titles(self) -> list[str]:
        feed = etree.parse(self.store / "changes.atom")
        return [str(title.text) for title in feed.iterfind(f"{{{ATOM}}}entry/{{{ATOM}}}title")]


@pytest.fixture(scope="module")
def ingestions(tmp_path_factory: pytest.TempPathFactory, bytecode: dict[str, str]) -> Iterator[Ingestions]:
    with sites(len(CANTONS)) as served:
        environment = {**bytecode, "KIP_ALLOW_LOOPBACK": "1"}
        yield Ingestions(Kip(tmp_path_factory.mktemp("ingest"), environment), served)


def test_five_sites_from_the_first_look_to_a_run_accepted_by_hand(ingestions: Ingestions) -> None:
    """One long story, as each chapter rests on the one before: reading begins anew only where something is new."""
    _the_first_run_publishes_everything(ingestions)
    _the_second_run_fetches_nothing(ingestions)
    _a_backup_goes_on_elsewhere(ingestions)
    _a_spoiled_run_is_held_back(ingestions)


def _the_first_run_publishes_everything(ingestions: Ingestions) -> None:
    ingestions.served[3].serve("/robots.txt", Reply(b"User-agent: *\nDisallow: /anhang", media_type="text/plain"))
    code, told = ingestions.once()
    assert (code, told["state"], told["failed"]) == (0, "published", [])
    documents = ingestions.documents()
    assert len(documents) == 9
    assert {row["state"] for row in documents} == {"done"}
    assert {row["canton"] for row in documents} == {canton for canton, _ in CANTONS}
    assert {row["url"] for row in documents} >= {site["/kip.pdf"] for site in ingestions.served}
    assert all(row["retrieved_at"] for row in documents)
    report = ingestions.report(told)
    assert "## New (9)" in report
    assert "## Not fetched (1)" in report
    assert len(read_entries(ingestions.out)) == 9
    assert ingestions.titles() == ["9 new (AG, BE, LU, TG, ZG) – published"]


def _the_second_run_fetches_nothing(ingestions: Ingestions) -> None:
    stands = ingestions.out.resolve()
    for site in ingestions.served:
        site.forget()
    code, told = ingestions.once()
    assert (code, told["state"], told["headline"]) == (0, "unchanged", "nothing new")
    assert all(site.served(200) in ([], ["/robots.txt"]) for site in ingestions.served)
    assert ingestions.out.resolve() == stands
    assert "Nothing changed at the sources." in ingestions.report(told)


def _a_backup_goes_on_elsewhere(ingestions: Ingestions) -> None:
    here, there = ingestions.kip.folder, ingestions.kip.folder / "elsewhere"
    for command, folder in (("backup", here), ("restore", there)):
        names = {"out": "published", "store": "store", "cache": "cache", "corrections": "corrections"}
        places = [word for option, name in names.items() for word in (f"--{option}", str(folder / name))]
        answer = CliRunner().invoke(app, [command, str(here / "kip.zip"), *places])
        assert answer.exit_code == 0, answer.exception
    for site in ingestions.served:
        site.forget()
    places = [word for name in ("store", "cache") for word in (f"--{name}", str(there / name))]
    code, told = ingestions.once(*places, "--out", str(there / "published"))
    assert (code, told["state"], told["headline"]) == (0, "unchanged", "nothing new")
    assert all(site.served(200) in ([], ["/robots.txt"]) for site in ingestions.served)
    assert read_entries(there / "published") == read_entries(ingestions.out)


def _a_spoiled_run_is_held_back(ingestions: Ingestions) -> None:
    before, documents = ingestions.out.resolve(), ingestions.documents()
    for site in ingestions.served:
        del site.replies["/anhang.pdf"]
    ingestions.served[4].serve("/kip", Reply(status=403))
    code, told = ingestions.once()
    assert (code, told["state"], told["failed"]) == (1, "held", ["TG"])
    assert any(alarm.startswith("TG could not be looked at") for alarm in told["alarms"])
    assert "AG: 1 of 2 documents have vanished from its site." in told["reasons"]
    assert (ingestions.out.resolve(), ingestions.documents()) == (before, documents)
    accepted, said = ingestions.call(
        "accept", told["run_id"], "--why", "The office has removed them.", "--out", str(ingestions.out)
    )
    assert accepted == 0, said
    assert ingestions.out.resolve() == Path(told["folder"]).resolve() / "out"
    publications = (ingestions.out / "publications.csv").read_text(encoding="utf-8-sig")
    assert publications.count("vanished") >= 4
    assert ingestions.titles()[0].endswith("– accepted")
