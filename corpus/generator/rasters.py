"""Tables of measures and of goals, made from their records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.generator.marks import mark
from corpus.generator.model import Goal, Grid, Measure, Merge


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


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A row of the federal template; the outcome goal is null where it is that of the row above.

    Goals and measures stand with the name of their record; the output goal's `responsible` leads, `partners` take part.
    """

    number: str
    outcome: tuple[str, Goal] | None
    output: tuple[str, Goal]
    measures: tuple[tuple[str, str], ...]
    milestones: str
    evaluation: str
    partners: str


TEMPLATE_HEADER = (
    "Nr.", "Wirkungsziel (Outcome)", "Leistungsziel (Output)", "Geplante Umsetzung (Massnahmen)", "Meilensteine",
    "Überprüfung/Evaluation", "Zuständigkeit und Beteiligte",
)  # fmt: skip


def template_table(table_id: str, lines: Sequence[TemplateLine], caption: str) -> Grid:
    """Return a Zielraster with the columns of the federal template; an outcome covers all rows it belongs to."""
    rows: list[tuple[str, ...]] = [TEMPLATE_HEADER]
    merged: list[Merge] = []
    start = 0
    for number, line in enumerate(lines, start=1):
        if line.outcome:
            start = number
        else:
            merged = [merge for merge in merged if merge.row != start]
            merged.append(Merge(start, 1, number - start + 1))
        rows.append(_template_row(line))
    return Grid(
        table_id, tuple(rows), (0.8, 3.2, 3.4, 3.5, 2.2, 3.1, 2.6), caption=caption, merged=tuple(merged)
    )  # fmt: skip


def _template_row(line: TemplateLine) -> tuple[str, ...]:
    lead = line.output[1].responsible
    return (
        line.number,
        mark(line.outcome[0], line.outcome[1].text) if line.outcome else "",
        mark(line.output[0], line.output[1].text),
        "; ".join(mark(name, title) for name, title in line.measures),
        line.milestones,
        line.evaluation,
        f"FF: {lead}; {line.partners}" if line.partners else f"FF: {lead}",
    )


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A goal of an annual report with its target and actual value as printed, and a remark."""

    name: str
    number: str
    target: str
    actual: str
    goal: Goal
    remark: str


def report_table(table_id: str, header: tuple[str, ...], lines: Sequence[ReportLine], caption: str) -> Grid:
    """Return a table with the columns number, goal, indicator, target, actual, remark."""
    rows = [
        (line.number, mark(line.name, line.goal.text), line.goal.indicator or "", line.target, line.actual, line.remark)
        for line in lines
    ]
    return Grid(table_id, (header, *rows), (0.6, 4.0, 3.0, 1.3, 1.3, 2.6), caption=caption)
