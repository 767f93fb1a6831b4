"""The tables of a run as the explorer needs them: read once, findings joined with their documents."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pandas as pd

from pipeline.codebook import tables
from pipeline.records import IDENTITIES, Evidence, Funding
from pipeline.runs.changed import CHANGES
from pipeline.storage import stored
from pipeline.storage.migrations import NewerOutputError

if TYPE_CHECKING:
    from pipeline.comparison.similar import Named, SimilarGroup

R = TypeVar("R")
Place = tuple[str, str | None]
"""A canton and a programme, null where it is not known."""

_FACTS = ["document_id", "canton", "program", "path", "url", "doc_type", "title"]


class NoTablesError(Exception):
    """The output folder holds no tables yet."""


@dataclass(frozen=True)
class Tables:
    """All tables by name; findings also have `canton`, `program` and `path` of their document."""

    frames: Mapping[str, pd.DataFrame]

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Return a table."""
        return self.frames[name]

    @cached_property
    def places(self) -> Mapping[str, tuple[str, int]]:
        """Return for each id of a finding its table and position."""
        return {
            str(record): (name, position)
            for name, identity in IDENTITIES.items()
            for position, record in enumerate(self.frames[name][identity])
        }

    @cached_property
    def page_starts(self) -> Mapping[tuple[str, int], int]:
        """Return for each document and page where its text begins in the document's text."""
        pages = self.frames["pages"]
        lengths = pages["text"].str.len().fillna(0).astype(int) + 1
        before = lengths.groupby(pages["document_id"]).cumsum() - lengths
        return {(str(d), int(p)): int(s) for d, p, s in zip(pages["document_id"], pages["page"], before, strict=True)}

    @cached_property
    def named(self) -> tuple[Named, ...]:
        """Return the measures of known cantons as they are compared."""
        measures = self.frames["measures"]
        known = measures[measures["canton"].notna() & ~(measures["reviewed"] == "rejected")]
        return tuple(_named(row) for row in rows_of(known[list(_NAMED)]))

    @cached_property
    def named_at(self) -> Mapping[Place, tuple[Named, ...]]:
        """Return the measures that are compared by canton and programme."""
        return _by_place(self.named)

    @cached_property
    def groups_at(self) -> tuple[tuple[str, Mapping[Place, tuple[Named, ...]]], ...]:
        """Return each group of similar measures: its name, and its measures by canton and programme."""
        return tuple((group.name, _by_place(group.measures)) for group in self.groups)

    @cached_property
    def groups(self) -> tuple[SimilarGroup, ...]:
        """Return the measures that are alike across cantons and programmes, as `kip compare` groups them."""
        # Imported here, as below: scikit-learn takes seconds, which the first page doesn't have.
        from pipeline.comparison.similar import similar_measures  # noqa: PLC0415

        return tuple(similar_measures(self.named))


def _by_place(measures: Iterable[Named]) -> Mapping[Place, tuple[Named, ...]]:
    found: dict[Place, list[Named]] = {}
    for item in measures:
        found.setdefault((item.canton, item.program), []).append(item)
    return {place: tuple(items) for place, items in found.items()}


_NAMED = ("measure_id", "canton", "program", "title", "description", "foerderbereich")


def _named(row: Mapping[str, Any]) -> Named:
    from pipeline.comparison.similar import Named  # noqa: PLC0415

    known: dict[str, Any] = {name: None if is_unknown(value) else value for name, value in row.items()}
    return Named(**known)


def stamp_of(out: Path) -> int:
    """Return a number that changes when a run writes new tables. Raises NoTablesError."""
    try:
        return (out / "tables" / "documents.parquet").stat().st_mtime_ns
    except OSError as error:
        raise NoTablesError(str(out)) from error


def load_tables(out: Path) -> Tables:
    """Return the tables below an output folder. Raises NoTablesError where one is missing or of a newer kip."""
    try:
        frames = {name: stored.load_table(out, name).to_pandas() for name in tables()}
    except (stored.NoTablesError, NewerOutputError) as error:
        raise NoTablesError(str(out)) from error
    documents = frames["documents"]
    facts = documents[documents["duplicate_of"].isna() & documents["document_id"].notna()][_FACTS]
    facts = facts.drop_duplicates("document_id").rename(columns={"title": "document_title"})
    for name in IDENTITIES:
        frames[name] = frames[name].merge(facts, on="document_id", how="left")
    return Tables(frames)


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table, each by column name."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def records_of(frame: pd.DataFrame, name: str, record: type[R]) -> list[R]:
    """Return rows of the table `name` as the records they were written from; each column is a field of the record."""
    columns = tables()[name].columns
    # Column by column: rows as dictionaries take four times as long, which a person who changes a filter waits for.
    known = [
        [as_written(value, whole=column.type == "int") for value in frame[column.name].tolist()] for column in columns
    ]
    names = [column.name for column in columns]
    return [record(**dict(zip(names, values, strict=True))) for values in zip(*known, strict=True)]


def funding_of(row: Mapping[str, Any]) -> Funding:
    """Return a row of the table `funding` as the record it was written from."""
    values: dict[str, Any] = {}
    evidence: dict[str, Any] = {}
    for column in tables()["funding"].columns:
        within = evidence if column.path.startswith("evidence.") else values
        within[column.name] = as_written(row[column.name], whole=column.type == "int")
    return Funding(evidence=Evidence(**evidence), **values)


def known_of(name: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of the table `name` with the facts of its document, each value as its record has it."""
    whole = {column.name for column in tables()[name].columns if column.type == "int"}
    return {column: as_written(value, whole=column in whole) for column, value in row.items()}


def as_written(value: Any, *, whole: bool = False) -> Any:
    """Return a cell as its record has it: null as None, lists as tuples, whole numbers as int."""
    if is_unknown(value):
        return None
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, list):
        return tuple(value)
    return int(value) if whole else value


def is_unknown(value: Any) -> bool:
    """Return whether a cell of a table is null, as pandas has it: None or not a number."""
    return value is None or (isinstance(value, float) and math.isnan(value))


def reports(out: Path) -> list[dict[str, Any]]:
    """Return the reports of all runs, newest first; one that can't be read is left out, as a run may be writing it."""
    found = (_json(path) for path in sorted((out / "runs").glob("*/report.json"), reverse=True))
    return [report for report in found if report is not None]


def changes_of(out: Path, run_id: str) -> dict[str, Any] | None:
    """Return what a run changed in the tables, by table, as it noted it; null where it wrote none."""
    return _json(out / "runs" / run_id / CHANGES)


def _json(path: Path) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError):
        return None
    return found
