"""What is new, lost or different between two runs: documents, what was found in them, and what they say together.

A row is the same row in both runs if it has the same id; else, in documents that belong together, if it says the same
in the same words; else, in one and the same document, if its place overlaps. So neither a file that was moved or
replaced nor a rule that finds a longer passage makes everything look new.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from pipeline.records import IDENTITIES

Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]
Pair = tuple[Row | None, Row | None]
Key = Callable[[Row], Hashable]

TABLES = ("documents", "funding", "measures", "goals", "decisions", "comparison")
"""The tables whose changes are told, in that order."""

_WORDS = {
    "funding": ("quote", "row_label", "column_label"),
    "measures": ("title",),
    "goals": ("text", "indicator"),
    "decisions": ("body", "number", "date", "what"),
}
_COMPARED_BY = ("canton", "program", "year", "foerderbereich", "payer", "instrument", "ip_scope", "side", "status")
# Ids and places differ wherever a document was replaced, times and versions with every run: none of them is a change
# of what is said.
# fmt: off
_NOT_SAID = frozenset((
    "input_id", "path", "url", "retrieved_at", "duration_ms", "pipeline_version", "duplicate_of", "document_id",
    "funding_id", "measure_id", "goal_id", "decision_id", "goals", "funding_ids", "table_id", "row", "column", "page",
    "x0", "y0", "x1", "y1", "char_start", "char_end", "section", "found_by", "confidence", "foerderbereich_confidence",
    "text_quality", "relevance", "remarks",
))
# fmt: on


@dataclass(frozen=True, slots=True)
class Change:
    """A row that is new (`before` is null), lost (`after` is null) or says something else in `columns`."""

    before: Row | None
    after: Row | None
    columns: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """Return added, lost or changed."""
        if self.before is None:
            return "added"
        return "lost" if self.after is None else "changed"

    @property
    def row(self) -> Row:
        """Return the row as it is, or as it was if it is lost."""
        return self.after or self.before or {}


@dataclass(frozen=True, slots=True)
class TableChanges:
    """The changes of one table, and how many rows it had and has."""

    table: str
    rows_before: int
    rows_after: int
    changes: tuple[Change, ...]

    def count(self, kind: str) -> int:
        """Return how many changes are of a kind: added, lost or changed."""
        return sum(change.kind == kind for change in self.changes)


def find_changes(before: Tables, after: Tables) -> tuple[TableChanges, ...]:
    """Return the changes of each of TABLES between two runs, given as rows by table.

    Rows that a person rejected count as they stand. Changes follow the order of the rows: those of the later run first,
    then what was lost.
    """
    documents = _pair_documents(before["documents"], after["documents"])
    partners = {
        old["document_id"]: new["document_id"]
        for old, new in documents
        if old and new and old["document_id"] and new["document_id"]
    }
    pairs = {"documents": documents}
    for name in IDENTITIES:
        pairs[name] = _pair_found(name, before[name], after[name], partners)
    pairs["comparison"] = _pair(before["comparison"], after["comparison"], [_columns(_COMPARED_BY)])
    return tuple(
        TableChanges(name, len(before[name]), len(after[name]), tuple(_changes(name, pairs[name]))) for name in TABLES
    )


def _pair_documents(before: Sequence[Row], after: Sequence[Row]) -> list[Pair]:
    """Return the inputs of both runs as pairs: by address, by content, and by a file name that is the only one."""
    names = Counter(_file_name(row) for rows in (before, after) for row in rows)
    return _pair(
        before,
        after,
        [
            lambda row: row["input_id"],
            lambda row: row["document_id"],
            lambda row: _file_name(row) if names[_file_name(row)] <= 2 else None,
        ],
    )


def _file_name(row: Row) -> str:
    return PurePosixPath(row["path"] or row["url"] or "").name


def _pair_found(name: str, before: Sequence[Row], after: Sequence[Row], partners: Mapping[str, str]) -> list[Pair]:
    words = _columns(_WORDS[name])

    def said(row: Row) -> Hashable:
        return partners.get(row["document_id"], row["document_id"]), words(row)

    pairs = _pair(before, after, [lambda row: row[IDENTITIES[name]], said])
    return _overlapping(pairs)


def _columns(names: Sequence[str]) -> Key:
    return lambda row: tuple(_folded(row[name]) for name in names)


def _folded(value: Any) -> Any:
    return " ".join(value.casefold().split()) if isinstance(value, str) else value


def _pair(before: Sequence[Row], after: Sequence[Row], keys: Iterable[Key]) -> list[Pair]:
    """Return rows of both sides as pairs, by one key after the other; rows that share a key are paired in order.

    A row whose key is null has no such key. Rows that stay alone stand beside null.
    """
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for key in keys:
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for index, row in enumerate(before):
            if index not in taken:
                waiting[key(row)].append(index)
        for index, row in enumerate(after):
            known = waiting.get(key(row)) if index not in partner and key(row) is not None else None
            if known:
                partner[index] = known.pop(0)
                taken.add(partner[index])
    found: list[Pair] = [(before[partner[i]] if i in partner else None, row) for i, row in enumerate(after)]
    return found + [(row, None) for index, row in enumerate(before) if index not in taken]


def _overlapping(pairs: Sequence[Pair]) -> list[Pair]:
    """Return pairs with rows that stand alone put together where their places in one document overlap."""
    alone: dict[str, list[Row]] = defaultdict(list)
    for old, new in pairs:
        if old is not None and new is None:
            alone[old["document_id"]].append(old)
    joined: list[Pair] = []
    for old, new in pairs:
        if old is None and new is not None:
            match = next((row for row in alone[new["document_id"]] if _overlap(row, new)), None)
            if match is not None:
                alone[new["document_id"]].remove(match)
            joined.append((match, new))
        elif new is not None:
            joined.append((old, new))
    lost = {id(row) for rows in alone.values() for row in rows}
    return joined + [(old, None) for old, new in pairs if new is None and id(old) in lost]


def _overlap(one: Row, other: Row) -> bool:
    return bool(one["char_start"] < other["char_end"] and other["char_start"] < one["char_end"])


def _changes(name: str, pairs: Iterable[Pair]) -> Iterator[Change]:
    for before, after in pairs:
        if before is None or after is None:
            yield Change(before, after)
            continue
        columns = tuple(_differing(name, before, after))
        if columns:
            yield Change(before, after, columns)


def _differing(name: str, before: Row, after: Row) -> Iterator[str]:
    for column in after:
        # A replaced file is a change of the document itself.
        told = column not in _NOT_SAID or (name == "documents" and column == "document_id")
        if told and column in before and _settled(before[column]) != _settled(after[column]):
            yield column


def _settled(value: Any) -> Any:
    """Return a value with an empty list as null: both say nothing."""
    return None if value == [] else value
