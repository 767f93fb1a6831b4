"""Whether what was made may take the place of what was last good: documents, rows, fill rates and totals by source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from pipeline.domain.data import load_toml
from pipeline.ingestion.registry import Bounds, Source
from pipeline.ingestion.sightings import PRESENT, VANISHED, Publication
from pipeline.reporting.plain import swiss

Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]

READ = ("done", "empty")
# Shares of fewer rows say nothing.
MIN_ROWS = 10
_TOTAL = ("program", "year", "payer", "instrument", "ip_scope", "side", "status")


@dataclass(frozen=True, slots=True)
class State:
    """An output to be judged: its tables, and the publications behind it as they were then, by id."""

    tables: Tables
    publications: Mapping[str, Publication]


def find_reasons(before: State, after: State, bounds: Mapping[str, Bounds]) -> tuple[str, ...]:
    """Return why the later state may not take the place of the earlier one, as sentences; none if it may.

    A source without bounds of its own has the default ones.
    """
    found: list[str] = []
    for source in sorted(_sources(before)):
        limits = bounds.get(source, Bounds())
        found += _gone(source, before, after, limits)
        found += _unread(source, before, after, limits)
        found += _thinner(source, before, after, limits)
        found += _totals(source, before, after, limits)
    return tuple(found)


def _sources(state: State) -> set[str]:
    cantons = {row["canton"] for row in state.tables["comparison"]}
    return {item.source for item in state.publications.values()} | {canton for canton in cantons if canton}


def _gone(source: str, before: State, after: State, limits: Bounds) -> Iterator[str]:
    """Yield a reason where too many of the source's publications have vanished from its site."""
    own = ((key, item) for key, item in before.publications.items() if item.source == source)
    had = [key for key, item in own if item.state == PRESENT and item.file]
    gone = [key for key in had if key in after.publications and after.publications[key].state == VANISHED]
    if had and len(gone) > limits.lost * len(had):
        yield f"{source}: {len(gone)} of {len(had)} documents have vanished from its site."


def _unread(source: str, before: State, after: State, limits: Bounds) -> Iterator[str]:
    """Yield a reason where too many documents that were read before can't be read now."""
    had = _read_documents(source, before)
    lost = had - _read_documents(source, after)
    if had and len(lost) > limits.lost * len(had):
        yield f"{source}: {len(lost)} of {len(had)} documents that were read before are not read any more."


def _read_documents(source: str, state: State) -> set[str]:
    rows = (row for row in state.tables["documents"] if row["state"] in READ and row["path"])
    paths = (PurePosixPath(row["path"]) for row in rows)
    return {path.name for path in paths if path.parent.name == source}


def _thinner(source: str, before: State, after: State, limits: Bounds) -> Iterator[str]:
    """Yield reasons where a table has far fewer rows of the source, or a column of it far fewer values."""
    for table, columns in load_toml("ingestion")["checks"]["fill"].items():
        old, new = _rows_of(source, table, before), _rows_of(source, table, after)
        if len(old) < MIN_ROWS:
            continue
        if len(new) < (1 - limits.total_change) * len(old):
            yield f"{source}: {table} has {len(new)} rows of it where it had {len(old)}."
            continue
        for column in columns:
            had, has = _fill(old, column), _fill(new, column)
            if had - has > limits.fill_drop:
                yield f"{source}: {column} is filled in {has:.0%} of its rows of {table}, before in {had:.0%}."


def _rows_of(source: str, table: str, state: State) -> list[Row]:
    rows = (row for row in state.tables["documents"] if row["path"] and row["document_id"])
    owned = {row["document_id"] for row in rows if PurePosixPath(row["path"]).parent.name == source}
    return [row for row in state.tables[table] if row["document_id"] in owned]


def _fill(rows: Sequence[Row], column: str) -> float:
    return sum(row[column] not in {None, "unknown"} for row in rows) / len(rows) if rows else 0.0


def _totals(source: str, before: State, after: State, limits: Bounds) -> Iterator[str]:
    """Yield a reason for each total over all areas, a payer's or of all, that changed by more than its bounds."""
    old, new = _totals_of(source, before.tables["comparison"]), _totals_of(source, after.tables["comparison"])
    for key, had in old.items():
        has = new.get(key)
        place = ", ".join(str(part) for part in key if part is not None)
        if has is None:
            yield f"{source}: the total of {place}, CHF {swiss(had)}, is gone."
        elif abs(has - had) > limits.total_change * had:
            yield f"{source}: the total of {place} went from CHF {swiss(had)} to CHF {swiss(has)}."


def _totals_of(source: str, rows: Iterable[Row]) -> dict[tuple[Any, ...], float]:
    chosen = (row for row in rows if row["canton"] == source and not row["foerderbereich"])
    return {tuple(row[name] for name in _TOTAL): row["amount_chf"] for row in chosen if row["amount_chf"] is not None}


def expectations(documents: Iterable[Row], sources: Iterable[Source]) -> dict[str, dict[str, str]]:
    """Return by canton, and by what is expected, a sentence for each expectation that the documents don't meet."""
    found = Counter((row["canton"], row["program"], row["doc_type"]) for row in documents if row["state"] in READ)
    said: dict[str, dict[str, str]] = defaultdict(dict)
    for source in sources:
        for item in source.expected:
            has = found[source.canton, item.program, item.doc_type] > 0
            if has != (item.state == "published"):
                what = "was found, though none was expected" if has else "is expected, but none was found"
                said[source.canton][f"{item.program}:{item.doc_type}"] = f"a {item.doc_type} of {item.program} {what}"
    return dict(said)
