"""The tables of a run as the explorer needs them: read once, findings joined with their documents."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.codebook import tables

FINDINGS = {"funding": "funding_id", "measures": "measure_id", "goals": "goal_id", "decisions": "decision_id"}
"""The tables of findings, each with the column that names a row."""

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
            for name, identity in FINDINGS.items()
            for position, record in enumerate(self.frames[name][identity])
        }

    @cached_property
    def page_starts(self) -> Mapping[tuple[str, int], int]:
        """Return for each document and page where its text begins in the document's text."""
        pages = self.frames["pages"]
        lengths = pages["text"].str.len().fillna(0).astype(int) + 1
        before = lengths.groupby(pages["document_id"]).cumsum() - lengths
        return {(str(d), int(p)): int(s) for d, p, s in zip(pages["document_id"], pages["page"], before, strict=True)}


def stamp_of(out: Path) -> int:
    """Return a number that changes when a run writes new tables. Raises NoTablesError."""
    try:
        return (out / "tables" / "documents.parquet").stat().st_mtime_ns
    except OSError as error:
        raise NoTablesError(str(out)) from error


def load_tables(out: Path) -> Tables:
    """Return the tables below an output folder. Raises NoTablesError where one of them is missing."""
    try:
        frames = {name: pd.read_parquet(out / "tables" / f"{name}.parquet") for name in tables()}
    except OSError as error:
        raise NoTablesError(str(out)) from error
    documents = frames["documents"]
    facts = documents[documents["duplicate_of"].isna() & documents["document_id"].notna()][_FACTS]
    facts = facts.drop_duplicates("document_id").rename(columns={"title": "document_title"})
    for name in FINDINGS:
        frames[name] = frames[name].merge(facts, on="document_id", how="left")
    return Tables(frames)


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table, each by column name."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def is_unknown(value: Any) -> bool:
    """Return whether a cell of a table is null, as pandas has it: None or not a number."""
    return value is None or (isinstance(value, float) and math.isnan(value))


def reports(out: Path) -> list[dict[str, Any]]:
    """Return the reports of all runs, newest first; one that can't be read is left out, as a run may be writing it."""
    found = []
    for path in sorted((out / "runs").glob("*/report.json"), reverse=True):
        try:
            found.append(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, json.JSONDecodeError):
            continue
    return found
