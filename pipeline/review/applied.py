"""Corrections applied: rows as people left them, the machine's values kept beside."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from pipeline.records import IDENTITIES, Decision, Evidence, Funding, Goal, Measure, Records
from pipeline.review.corrections import CORRECTED, Correction, standing

Row = TypeVar("Row", Funding, Measure, Goal, Decision)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Records by document with corrections applied, and the corrections whose row or document is not there any more."""

    found: Mapping[str, Records]
    open: tuple[Correction, ...]


def apply_corrections(
    found: Mapping[str, Records], paths: Mapping[str, str], corrections: Iterable[Correction]
) -> Reviewed:
    """Return the records of documents, by document id, as people left them; `paths` says where each was read from.

    A row is known by its id, or else by its table, quote and an overlapping place, so that corrections outlive a
    change of kip's rules. Where the file at a path was replaced, a correction does not hold: rows of the new document
    with the same quote wait for review again.
    """
    by_document: dict[str, list[Correction]] = defaultdict(list)
    for correction in standing(corrections):
        by_document[correction.place.document_id].append(correction)
    reviewed = dict(found)
    left: list[Correction] = []
    for document_id, own in by_document.items():
        if document_id in reviewed:
            reviewed[document_id], unmatched = _corrected(reviewed[document_id], own)
            left += unmatched
        else:
            left += own
    for document_id, path in paths.items():
        replaced = [item for item in left if item.place.path == path and item.place.document_id != document_id]
        if replaced and document_id in reviewed:
            reviewed[document_id] = _reopened(reviewed[document_id], replaced)
    return Reviewed(reviewed, tuple(left))


def _corrected(records: Records, corrections: Sequence[Correction]) -> tuple[Records, list[Correction]]:
    left = [item for item in corrections if item.place.table not in IDENTITIES]
    for table in IDENTITIES:
        own = [item for item in corrections if item.place.table == table]
        if own:
            rows, unmatched = _rows(table, getattr(records, table), own)
            records = _with_rows(records, {table: rows})
            left += unmatched
    return records, left


def _with_rows(records: Records, tables: Mapping[str, Any]) -> Records:
    return replace(records, **tables)


def _rows(
    table: str, rows: Sequence[Row], corrections: Sequence[Correction]
) -> tuple[tuple[Row, ...], list[Correction]]:
    said: dict[int, list[Correction]] = defaultdict(list)
    left = []
    for correction in corrections:
        index = _index(table, rows, correction)
        if index is None:
            left.append(correction)
        else:
            said[index].append(correction)
    return tuple(_with_all(row, said[index]) if index in said else row for index, row in enumerate(rows)), left


def _index(table: str, rows: Sequence[Row], correction: Correction) -> int | None:
    """Return the position of the row a correction is about, or null where none or several fit."""
    place = correction.place
    for index, row in enumerate(rows):
        if getattr(row, IDENTITIES[table]) == place.record_id:
            return index
    alike = [index for index, row in enumerate(rows) if _is_alike(row.evidence, correction)]
    return alike[0] if len(alike) == 1 else None


def _is_alike(evidence: Evidence, correction: Correction) -> bool:
    place = correction.place
    overlaps = evidence.char_start < place.char_end and place.char_start < evidence.char_end
    return overlaps and evidence.quote == place.quote


def _with_all(row: Row, corrections: Sequence[Correction]) -> Row:
    """Return a row with all that was said of it: the last word on each column, the last action on the whole."""
    values = {item.column: item for item in corrections if item.action == CORRECTED and item.column}
    machine = [f"{name}={_as_json(getattr(row, name))}" for name in sorted(values)]
    changed: dict[str, Any] = {name: _typed(getattr(row, name), item.human_value) for name, item in values.items()}
    if isinstance(row, Measure) and "foerderbereich" in changed:
        changed |= {"assigned_by": "review", "no_area_reason": None, "foerderbereich_confidence": None}
    said = CORRECTED if values and corrections[-1].action != "rejected" else corrections[-1].action
    evidence = replace(row.evidence, needs_review=False, reviewed=said, machine_values=tuple(machine))
    return replace(row, evidence=evidence, **changed)


def _typed(machine: Any, human: Any) -> Any:
    """Return a value from JSON as the record has it: lists are tuples there."""
    return tuple(human) if isinstance(machine, tuple) or isinstance(human, list) else human


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _reopened(records: Records, corrections: Sequence[Correction]) -> Records:
    """Return records in which the rows that corrections of an earlier version were about wait for review."""
    quotes = {(item.place.table, item.place.quote) for item in corrections}
    return _with_rows(records, {table: tuple(_waiting(getattr(records, table), table, quotes)) for table in IDENTITIES})


def _waiting(rows: Iterable[Row], table: str, quotes: set[tuple[str, str]]) -> Iterator[Row]:
    for row in rows:
        again = (table, row.evidence.quote) in quotes and row.evidence.reviewed is None
        yield replace(row, evidence=replace(row.evidence, needs_review=True)) if again else row
