"""Reference data: how many people live in a canton, so that amounts can be told per head."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pipeline.domain.data import load_toml, vocabulary

COLUMNS = ("canton", "year", "group", "persons", "as_of", "source")

Place = tuple[str, str, int]
"""Group, canton, year."""


class ReferenceDataError(Exception):
    """A file of reference data can't be used; the message names the line and what is wrong."""


@dataclass(frozen=True, slots=True)
class Persons:
    """How many people: the mean over `years`, and where the figures come from."""

    number: float
    years: tuple[int, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Population:
    """People by group, canton and year, each with its source; empty where there is no file."""

    persons: Mapping[Place, tuple[int, str]] = field(default_factory=dict)

    def mean(self, group: str, canton: str, years: Sequence[int]) -> Persons | None:
        """Return the mean of a group over those of the years that are known, or null if none is."""
        found = {year: self.persons[group, canton, year] for year in years if (group, canton, year) in self.persons}
        if not found:
            return None
        number = math.fsum(persons for persons, _ in found.values()) / len(found)
        return Persons(number, tuple(found), tuple(dict.fromkeys(source for _, source in found.values())))


def load_population(path: Path) -> Population:
    """Return the people of a CSV file as `corpus/reference/README.md` describes it.

    Raises ReferenceDataError for a file or row that does not fit, OSError if it can't be read.
    """
    persons: dict[Place, tuple[int, str]] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, delimiter=";")
            if tuple(reader.fieldnames or ()) != COLUMNS:
                raise ReferenceDataError(f"{path}: its columns must be {';'.join(COLUMNS)}")
            for row in reader:
                place, value = _row(row, f"{path}, line {reader.line_num}")
                if place in persons:
                    raise ReferenceDataError(f"{path}, line {reader.line_num}: {place} stands there twice")
                persons[place] = value
    except (UnicodeDecodeError, csv.Error) as error:
        raise ReferenceDataError(f"{path} is no CSV in UTF-8 ({error})") from error
    return Population(persons)


def _row(row: Mapping[str, str | None], where: str) -> tuple[Place, tuple[int, str]]:
    canton, group, source = row["canton"] or "", row["group"] or "", (row["source"] or "").strip()
    try:
        year, number = int(row["year"] or ""), int(row["persons"] or "")
        date.fromisoformat(row["as_of"] or "")
    except ValueError as error:
        raise ReferenceDataError(f"{where}: year and persons are whole numbers, as_of an ISO date ({error})") from error
    if canton not in vocabulary("canton") or group not in load_toml("comparison")["reference"]["groups"]:
        raise ReferenceDataError(f"{where}: no canton {canton!r} or no group {group!r}")
    if number <= 0 or not source:
        raise ReferenceDataError(f"{where}: persons must be more than zero, and the source be told")
    return (group, canton, year), (number, f"{source}, {row['as_of']}")
