"""From the ledger and the artefacts to tables and exports; rewritten only when something behind them changed."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.domain.failures import DocumentFailure
from pipeline.domain.whereabouts import canton_of_place
from pipeline.records import Records
from pipeline.review.applied import apply_corrections
from pipeline.review.corrections import Correction, read
from pipeline.runs.changed import changes_between, tables_before
from pipeline.runs.work import Timings
from pipeline.storage.artefacts import ArtefactStore, Key
from pipeline.storage.ledger import SETTLED, Entry, Ledger, as_input, failed_entry
from pipeline.storage.versions import stage_version

NOTE = "exports"


@dataclass(frozen=True, slots=True)
class Published:
    """What stands in the output folder: whether this run wrote it, and the comparison in lines for a terminal.

    `open_corrections` counts those whose document was replaced or whose row is gone; `changes` are those of the tables
    against what stood there before, null where nothing was written or nothing stood there.
    """

    written: bool
    overview: tuple[dict[str, Any], ...]
    open_corrections: int = 0
    changes: dict[str, Any] | None = None


def publish(out: Path, ledger: Ledger, store: ArtefactStore, timings: Timings, corrections: Path) -> Published:
    """Bring the exports of an output folder up to date, with the corrections of a folder applied.

    Raises OSError if they can't be written, CorrectionsError if the corrections can't be read.
    """
    entries = ledger.entries()
    said = read(corrections)
    fingerprint = _fingerprint(entries, said)
    before = json.loads(ledger.note(NOTE) or "{}")
    if before.get("fingerprint") == fingerprint and _all_there(out, before["files"]):
        return _as_noted(before)
    entries, found = _load(entries, ledger, store)
    found = _with_whereabouts(entries, found)
    reviewed = apply_corrections(found, _paths(entries), said)
    overview, files, changes = _write(out, entries, dict(reviewed.found), timings)
    state = {
        "fingerprint": _fingerprint(entries, said),
        "files": files,
        "overview": overview,
        "open_corrections": len(reviewed.open),
    }
    ledger.keep_note(NOTE, json.dumps(state))
    return Published(True, tuple(overview), len(reviewed.open), changes)


def last_published(ledger: Ledger) -> Published:
    """Return what stands in the output folder from a run before; nothing is checked or written."""
    return _as_noted(json.loads(ledger.note(NOTE) or "{}"))


def _as_noted(note: Mapping[str, Any]) -> Published:
    return Published(False, tuple(note.get("overview", ())), note.get("open_corrections", 0))


def _paths(entries: Sequence[Entry]) -> dict[str, str]:
    """Return where each document was read from."""
    outcomes = (entry.outcome for entry in entries)
    return {item.document_id: item.path or item.url or "" for item in outcomes if item.document_id}


def _fingerprint(entries: Sequence[Entry], corrections: Sequence[Correction]) -> str:
    rows = [[*astuple(entry.outcome), entry.records_version] for entry in entries]
    said = [correction.correction_id for correction in corrections]
    text = json.dumps([stage_version("tables"), rows, said])
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _all_there(out: Path, files: dict[str, int]) -> bool:
    try:
        return all((out / name).stat().st_size == size for name, size in files.items())
    except OSError:
        return False


def _load(entries: Sequence[Entry], ledger: Ledger, store: ArtefactStore) -> tuple[list[Entry], dict[str, Records]]:
    """Return the entries and the records by document; one whose artefact is gone from the cache is not finished."""
    found: dict[str, Records] = {}
    checked: list[Entry] = []
    for entry in entries:
        document_id, state = entry.outcome.document_id, entry.outcome.state
        if state in SETTLED and document_id and entry.records_version and document_id not in found:
            records = store.load(Key("records", entry.records_version, document_id), Records)
            if records is None:
                lost = failed_entry(as_input(entry), DocumentFailure("not_finished"), document_id)
                ledger.settle([lost])
                checked.append(lost)
                continue
            found[document_id] = records
        checked.append(entry)
    return checked, found


def _with_whereabouts(entries: Sequence[Entry], found: dict[str, Records]) -> dict[str, Records]:
    """Return the records with the canton that address or name tell where the content names none.

    The first place of a document decides, in the order of the tables. Artefacts know nothing of it: the same bytes
    elsewhere are the same artefact.
    """
    told = dict(found)
    outcomes = (entry.outcome for entry in entries if entry.outcome.state in SETTLED)
    for outcome in sorted(outcomes, key=lambda item: (item.path or item.url or "", item.input_id)):
        records = told.get(outcome.document_id or "")
        place = canton_of_place(outcome.path, outcome.url)
        if records and place and records.facts.canton is None:
            facts = replace(records.facts, canton=place[0], canton_from=place[1])
            told[records.facts.document_id] = replace(records, facts=facts)
    return told


def _write(
    out: Path, entries: Sequence[Entry], found: dict[str, Records], timings: Timings
) -> tuple[list[dict[str, Any]], dict[str, int], dict[str, Any] | None]:
    # Imported here: pandas and pyarrow take a second, which a run with nothing new doesn't have.
    from pipeline.comparison.compare import compare  # noqa: PLC0415
    from pipeline.comparison.view import overview  # noqa: PLC0415
    from pipeline.storage.exports import write_exports  # noqa: PLC0415
    from pipeline.storage.tables import build_tables  # noqa: PLC0415

    started = time.perf_counter()
    comparison = compare(list(found.values()), _cantons_without_text(entries, found))
    timings.add("comparison", time.perf_counter() - started)
    started = time.perf_counter()
    tables = build_tables([(e.outcome, found.get(e.outcome.document_id or "")) for e in entries], comparison)
    before = tables_before(out)
    files = write_exports(tables, out)
    changes = None if before is None else changes_between(before, tables)
    timings.add("export", time.perf_counter() - started)
    lines = [asdict(line) for line in overview(comparison.rows, comparison.coverage)]
    return lines, {path.relative_to(out).as_posix(): path.stat().st_size for path in files}, changes


def _cantons_without_text(entries: Sequence[Entry], found: dict[str, Records]) -> list[str]:
    empty = {entry.outcome.document_id for entry in entries if entry.outcome.state == "empty"}
    cantons = {records.facts.canton for document_id, records in found.items() if document_id in empty}
    return sorted(canton for canton in cantons if canton)
