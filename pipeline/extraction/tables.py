"""Tables to records: finance tables to funding, tables of measures to measures, a Zielraster to goals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.extraction.facts import Context
from pipeline.extraction.finance_tables import funding_of
from pipeline.extraction.goals import goals_in, goals_in_text
from pipeline.extraction.grid import Grid, grids_of
from pipeline.extraction.naming import Place
from pipeline.extraction.prose_cells import prose_money
from pipeline.extraction.table_measures import measures_of
from pipeline.records import Document, Funding, Goal


@dataclass(frozen=True, slots=True)
class TableFindings:
    """What the tables of a document hold, and the goals told in its text."""

    funding: tuple[Funding, ...]
    measures: tuple[Place, ...]
    goals: tuple[Goal, ...]


def read_tables(document: Document, context: Context, context_at: Callable[[int], Context]) -> TableFindings:
    """Return the funding, measures and goals of all tables of a document; `context_at` tells the context of a place."""
    funding: list[Funding] = []
    measures: list[Place] = []
    goals: list[Goal] = goals_in_text(document, context)
    for grid, here in _grids(document, context_at):
        found = goals_in(document, grid, here)
        goals += [told.goal for told in found]
        measures += measures_of(document, grid, found, here)
        funding += [] if found else funding_of(document, grid, here)
        funding += prose_money(document, grid, here)
    goals.sort(key=lambda goal: goal.evidence.char_start)
    return TableFindings(tuple(funding), tuple(measures), tuple(goals))


def _grids(document: Document, context_at: Callable[[int], Context]) -> Iterator[tuple[Grid, Context]]:
    """Yield the tables as grids, each with the context of its place; those of one language before those of another."""
    contexts = {context_at(table.start).language: context_at(table.start) for table in document.tables}
    for language, context in contexts.items():
        for grid in grids_of(document, language):
            if context_at(grid.table.start).language == language:
                yield grid, context
