"""From what was fetched to what stands published: the report, the checks, alarms, and the word of a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from flows.ingest import ingest
from pipeline.comparison.compare import compare
from pipeline.ingestion.alarms import UnknownAlarmError, acknowledge, load_alarms, mute
from pipeline.ingestion.checks import State, expectations, find_reasons
from pipeline.ingestion.concluding import Conclusion, InterruptedIngestionError, Round, conclude
from pipeline.ingestion.feed import ATOM
from pipeline.ingestion.registry import Bounds, Expected, Source
from pipeline.ingestion.releases import ReleaseError, accept, check_target, last_held, runs_of
from pipeline.ingestion.settings import IngestSettings
from pipeline.ingestion.sightings import Event, Publication, Visit
from pipeline.ingestion.visiting import visit
from pipeline.process import process
from pipeline.records import Outcome
from pipeline.storage.exports import write_exports
from pipeline.storage.ledger import Input
from pipeline.storage.stored import load_table
from pipeline.storage.tables import build_tables
from tests.ingestion.conftest import StillClock, Watch, settings_in
from tests.ingestion.sites import PDF, Reply, Site, concept, pdf

TABLES = ("documents", "funding", "measures", "goals", "decisions", "comparison")


def read_here(out: Path, inputs: list[Input]) -> bool:
    """Read documents as a run does, without its workers."""
    found = [(item, process(Path(item.location.decode()))) for item in inputs]
    outcomes = [
        Outcome(
            *(item.input_id, item.path, item.url, item.retrieved_at, records.facts.document_id),
            state="done",
            failure_code=None,
            duration_ms=0,
        )
        for item, records in found
    ]
    records = [records for _, records in found]
    write_exports(build_tables(list(zip(outcomes, records, strict=True)), compare(records, [])), out)
    return True


class Rounds:
    """Ingestions of one source, one after the other."""

    def __init__(self, watch: Watch) -> None:
        self.watch, self.count = watch, 0
        self.settings: IngestSettings = settings_in(watch.folder)

    def once(self) -> Conclusion:
        self.count += 1
        events = tuple(self.watch.look())
        return conclude(self.watch.store, self.settings, self._round(events), read_here)

    def _round(self, events: tuple[Event, ...]) -> Round:
        source = self.watch.source
        return Round(f"run-{self.count}", (source,), (source.canton,), events, self.watch.clock.now(), "none")

    def rows(self, table: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = load_table(self.settings.out, table).to_pylist()
        return found


def _annex(stamp: str) -> Reply:
    """Return an annex without figures: two statements of one total would be a conflict."""
    lines = ("Kanton Aargau: Anhang zum Kantonalen Integrationsprogramm", "Liste der Ansprechstellen für Integration.")
    return Reply(pdf(*lines, stamp=stamp), media_type=PDF)


@pytest.fixture
def rounds(watch: Watch) -> Rounds:
    watch.site.page("/kip", ("/kip.pdf", "Integrationsprogramm"), ("/anhang.pdf", "Anhang zum Integrationsprogramm"))
    watch.site.serve("/kip.pdf", concept("Aargau", "1'200'000"))
    watch.site.serve("/anhang.pdf", _annex("1"))
    return Rounds(watch)


def test_a_report_tells_exactly_what_changed(rounds: Rounds) -> None:
    first = rounds.once()
    assert first.run.state == "published"
    assert "## New (2)" in first.report
    assert rounds.once().run.state == "unchanged"
    site = rounds.watch.site
    site.serve("/kip.pdf", concept("Aargau", "1'300'000"))
    site.serve("/anhang.pdf", _annex("2"))
    third = rounds.once()
    assert third.run.state == "published"
    for line in ("## Changed (1)", "## Other bytes, same text (1)", "## What changed in", "1’300’000", "1’200’000"):
        assert line in third.report
    assert "## New" not in third.report
    assert 1_300_000 in {row["amount_chf"] for row in rounds.rows("funding")}
    assert rounds.settings.out.is_symlink()
    feed = etree.parse(rounds.watch.store.folder / "changes.atom")
    titles = [title.text for title in feed.iterfind(f"{{{ATOM}}}entry/{{{ATOM}}}title")]
    assert titles == ["1 changed (AG) – published", "2 new (AG) – published"]


def test_a_total_beyond_its_bounds_is_held_back_until_somebody_accepts_it(rounds: Rounds) -> None:
    rounds.once()
    stands = rounds.settings.out.resolve()
    rounds.watch.site.serve("/kip.pdf", concept("Aargau", "12'000'000"))
    held = rounds.once()
    assert held.run.state == "held"
    assert any("went from CHF" in reason or "is gone" in reason for reason in held.run.reasons)
    assert rounds.settings.out.resolve() == stands
    again = rounds.once()
    assert again.run.state == "unchanged"
    assert again.run.reasons[0] == "Run run-2 is still held back."
    store, out = rounds.watch.store, rounds.settings.out
    for run, why, said in (("run-9", "x", "not known"), ("run-1", "x", "is published"), ("run-2", " ", "--why")):
        with pytest.raises(ReleaseError, match=said):
            accept(store, run, why, out)
    accepted = accept(store, "run-2", "The parliament has voted more.", out)
    assert (accepted.state, accepted.why) == ("accepted", "The parliament has voted more.")
    assert out.resolve().parent.name == "run-2"
    assert last_held(store) is None
    assert rounds.once().run.reasons == ()


def test_a_later_run_takes_the_place_of_one_that_was_held_back(rounds: Rounds) -> None:
    rounds.once()
    rounds.watch.site.serve("/kip.pdf", concept("Aargau", "12'000'000"))
    rounds.once()
    rounds.watch.site.serve("/kip.pdf", concept("Aargau", "1'250'000"))
    assert rounds.once().run.state == "published"
    assert [run.state for run in runs_of(rounds.watch.store)] == ["published", "superseded", "published"]


def test_an_interrupted_run_is_made_up_for_by_the_next(rounds: Rounds) -> None:
    events = tuple(rounds.watch.look())
    with pytest.raises(InterruptedIngestionError):
        conclude(rounds.watch.store, rounds.settings, rounds._round(events), lambda out, inputs: False)
    assert not rounds.settings.out.exists()
    assert rounds.once().run.state == "published"
    assert len(rounds.rows("documents")) == 2


def test_a_source_over_which_kip_stumbles_fails_alone(
    five: list[Site], clock: StillClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    settings = settings_in(tmp_path)
    settings.sources.mkdir()
    for canton, site in zip(("ag", "be", "lu"), five, strict=False):
        site.page("/kip")
        head = f'canton = "{canton.upper()}"\noffice = "Amt"\nlanguages = ["de"]\nhosts = ["{site.host}"]\n'
        said = 'confirmed = "unconfirmed"\nhow = "Test."\n'
        text = f'{head}{said}[[pages]]\naddress = "{site["/kip"]}"\n{said}'
        (settings.sources / f"{canton}.toml").write_text(text, encoding="utf-8")

    def stumble(source: Source, *rest: Any) -> Visit:
        if source.canton == "BE":
            raise RuntimeError("a case nobody thought of")
        return visit(source, *rest)

    monkeypatch.setattr("flows.ingest.visit", stumble)
    ended = ingest(settings, clock)
    assert (ended.state, ended.failed) == ("unchanged", ("BE",))
    assert [site.served() for site in five[:3]] == [["/kip"], [], ["/kip"]]
    assert "a case nobody thought of" in ended.alarms[0]
    assert ingest(replace(settings, only=("ag",)), clock).failed == ()


def test_outputs_of_others_are_not_replaced(tmp_path: Path) -> None:
    check_target(tmp_path / "new")
    (tmp_path / "empty").mkdir()
    check_target(tmp_path / "empty")
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "kip.xlsx").write_bytes(b"x")
    with pytest.raises(ReleaseError):
        check_target(tmp_path / "run")


def test_alarms_are_raised_acknowledged_muted_and_over(rounds: Rounds) -> None:
    watch = rounds.watch
    bounds = Bounds(at_least=3, silent_days=30)
    expected = (Expected(program="KIP 3", doc_type="evaluation", state="published", until=date(2026, 1, 1)),)
    watch.source = watch.source.model_copy(update={"bounds": bounds, "expected": expected})
    assert len(rounds.once().alarms) == 3
    keys = set(load_alarms(watch.store))
    assert keys == {"AG:too_few", "AG:expired:KIP 3:evaluation", "AG:unmet:KIP 3:evaluation"}
    acknowledge(watch.store, "AG:too_few", "Two is all there is.")
    mute(watch.store, "AG:expired:KIP 3:evaluation", date(2026, 2, 1))
    assert len(rounds.once().alarms) == 1
    watch.clock.sleep(40 * 86_400)
    watch.site.serve("/kip", Reply(status=500))
    assert set(load_alarms(watch.store)) == keys
    loud = rounds.once().alarms
    assert len(loud) == 4
    assert set(load_alarms(watch.store)) == keys | {"AG:silent", "AG:failing"}
    watch.site.page("/kip", ("/kip.pdf", "Integrationsprogramm"), ("/neu.pdf", "Integrationsprogramm neu"))
    watch.site.serve("/neu.pdf", concept("Aargau", "700'000", more="Neu"))
    rounds.once()
    assert set(load_alarms(watch.store)) == keys - {"AG:too_few"}
    with pytest.raises(UnknownAlarmError, match="AG:expired"):
        acknowledge(watch.store, "AG:gone", "x")


def test_what_lies_in_the_inbox_beside_its_folders_is_not_forgotten(rounds: Rounds) -> None:
    inbox = rounds.settings.inbox
    (inbox / "AG").mkdir(parents=True)
    assert rounds.once().alarms == ()
    (inbox / "Brief.pdf").write_bytes(b"x")
    (inbox / "Aargau").mkdir()
    [alarm] = rounds.once().alarms
    assert "Aargau, Brief.pdf" in alarm
    (inbox / "Brief.pdf").unlink()
    (inbox / "Aargau").rmdir()
    assert rounds.once().alarms == ()


def test_lost_rows_and_lost_values_are_reasons_to_hold_back() -> None:
    before = _state(filled=10)
    assert find_reasons(before, before, {}) == ()
    assert find_reasons(before, _state(filled=9), {}) == ()
    [thinner] = find_reasons(before, _state(filled=5), {})
    assert thinner == "AG: amount_chf is filled in 50% of its rows of funding, before in 100%."
    [fewer] = find_reasons(before, _state(filled=4, rows=4), {})
    assert fewer == "AG: funding has 4 rows of it where it had 10."
    assert find_reasons(before, _state(filled=5), {"AG": Bounds(fill_drop=0.6)}) == ()


def test_what_was_never_had_or_has_moved_counts_neither_as_had_nor_as_lost() -> None:
    one = _publication()
    before = {"p": one, "q": replace(one, state="moved"), "r": replace(one, file=None), "s": replace(one)}
    gone = {**before, "p": replace(one, state="vanished"), "r": replace(one, file=None, state="vanished")}
    tables = _state(10).tables
    assert find_reasons(State(tables, before), State(tables, gone), {}) == (
        "AG: 1 of 2 documents have vanished from its site.",
    )
    assert find_reasons(State(tables, before), State(tables, gone), {"AG": Bounds(lost=0.5)}) == ()


def test_documents_that_are_not_read_any_more_are_a_reason() -> None:
    lost = _state(filled=10, state="failed")
    assert "AG: 1 of 1 documents that were read before are not read any more." in find_reasons(_state(10), lost, {})


def test_what_is_expected_is_measured_by_the_documents(watch: Watch) -> None:
    row = {"canton": "AG", "program": "KIP 3", "doc_type": "kip_concept", "state": "done"}
    none = Expected(program="KIP 3", doc_type="kip_concept", state="none_published")
    there = replace_expected(none, state="published")
    for expected, rows, met in ((none, [], True), (none, [row], False), (there, [row], True), (there, [], False)):
        source = watch.source.model_copy(update={"expected": (expected,)})
        assert (not expectations(rows, [source])) == met


def replace_expected(item: Expected, **values: Any) -> Expected:
    return item.model_copy(update=values)


def _state(filled: int, rows: int = 10, state: str = "done") -> State:
    funding = [
        {
            "document_id": "d",
            "amount_chf": 1.0 if number < filled else None,
            **dict.fromkeys(("payer", "period_start", "instrument", "foerderbereich")),
        }
        for number in range(rows)
    ]
    document = {"document_id": "d", "path": "store/documents/AG/kip.pdf", "state": state, "canton": "AG"}
    tables: dict[str, list[dict[str, Any]]] = {
        **{name: [] for name in TABLES},
        "documents": [document],
        "funding": funding,
    }
    return State(tables, {"p": _publication()})


def _publication() -> Publication:
    return Publication(
        "p", "AG", "https://www.ag.ch/kip.pdf", "KIP", "https://www.ag.ch/", "present", "", "", "kip.pdf", 1
    )
