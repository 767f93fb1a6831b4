"""Tables of measures and of goals, made from their records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.generator.marks import mark
from corpus.generator.model import Goal, Grid, Measure


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure and, as printed, whom it is for."""

    name: str
    measure: Measure
    target: str


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal with its number, level and target value as printed."""

    name: str
    number: str
    level: str
    value: str
    goal: Goal


def measure_table(table_id: str, header: tuple[str, str, str, str], lines: Sequence[MeasureLine]) -> Grid:
    """Return a table with the columns measure, target group, body in the lead, schedule."""
    rows = [
        (mark(line.name, line.measure.title), line.target, line.measure.responsible or "", line.measure.schedule or "")
        for line in lines
    ]
    return Grid(table_id, (header, *rows), (3.0, 2.4, 2.4, 2.0))


def goal_table(table_id: str, header: tuple[str, ...], lines: Sequence[GoalLine], caption: str) -> Grid:
    """Return a Zielraster with the columns number, goal, level, indicator, value, date, body in the lead."""
    rows = [
        (
            line.number,
            mark(line.name, line.goal.text),
            line.level,
            line.goal.indicator or "",
            line.value,
            line.goal.due or "",
            line.goal.responsible or "",
        )
        for line in lines
    ]
    return Grid(table_id, (header, *rows), (0.6, 4.2, 1.1, 3.2, 1.5, 1.2, 2.2), caption=caption)
