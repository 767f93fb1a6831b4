"""What every room of the explorer is given."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from explorer.data import Tables
from explorer.markup import address
from explorer.selection import ALL_PAYERS, Selection
from explorer.words import Words
from pipeline.comparison.reference import Population


@dataclass(frozen=True, slots=True)
class House:
    """The output folder and its tables, the folder of corrections, the surface's words, what is chosen at the side.

    `population` is the reference data that amounts per head need.
    """

    out: Path
    corrections: Path
    tables: Tables
    words: Words
    selection: Selection
    population: Population

    def source_of(self, record: str) -> str:
        """Return the address at which the place of a finding is shown."""
        return address("source", {"record": record, "lang": self.words.language})

    def room(self, name: str, **changed: str) -> str:
        """Return the address of a room with what is chosen, some of it changed."""
        chosen = self.selection
        parameters = {
            "lang": self.words.language,
            "canton": ",".join(chosen.cantons),
            "program": ",".join(chosen.programs),
            "area": ",".join(chosen.areas),
            "payer": "" if chosen.payer == ALL_PAYERS else chosen.payer,
            "year": "" if chosen.year is None else str(chosen.year),
        }
        return address(name, {key: value for key, value in (parameters | changed).items() if value})
