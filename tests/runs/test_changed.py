"""What a run notes of its changes, for whoever looks at it later."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.records import Outcome
from pipeline.runs.changed import CHANGES, changes_between, tables_before, write_changes
from pipeline.storage.exports import write_exports
from pipeline.storage.tables import build_tables


def outcome(name: str, state: str) -> Outcome:
    return Outcome(name, f"{name}.pdf", document_id=None, state=state, failure_code=None)


def test_changes_are_counted_and_noted_against_what_stood_there(tmp_path: Path) -> None:
    assert tables_before(tmp_path / "nothing") is None
    write_exports(build_tables([(outcome("a", "failed"), None), (outcome("b", "done"), None)]), tmp_path)
    before = tables_before(tmp_path)
    assert before is not None
    after = build_tables([(outcome("a", "done"), None), (outcome("c", "done"), None)])
    write_changes(changes_between(before, after), tmp_path)
    noted = json.loads((tmp_path / CHANGES).read_text(encoding="utf-8"))
    documents = noted["documents"]
    assert [documents[name] for name in ("rows_before", "rows_after", "added", "lost", "changed")] == [2, 2, 1, 1, 1]
    assert [change["columns"] for change in documents["changes"]] == [["state"], [], []]
    assert noted["funding"]["changes"] == []
