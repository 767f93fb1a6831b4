"""Goals from a Zielraster: one row of the table, one goal with its indicator and values."""

from __future__ import annotations

import re

from pipeline.domain.areas import area_of_title
from pipeline.domain.lexicon import says
from pipeline.extraction.facts import Context
from pipeline.extraction.grid import Grid
from pipeline.extraction.numbers import NUMBER, parse_number
from pipeline.extraction.passages import evidence
from pipeline.records import Document, Goal, record_id

RULE = "goals/1"
CONFIDENCE = 0.85
_VALUE = re.compile(rf"(?P<n>{NUMBER})\s*(?P<unit>%|Prozent|[^\W\d_]+)?")
_KEYS = ("goal_outcome", "goal_output", "indicator", "target", "actual", "due", "responsible")


def goals_in(document: Document, grid: Grid, section: tuple[str, ...], context: Context) -> list[Goal]:
    """Return a goal for each row of a table that has a goal column with an indicator, a value or a date beside it."""
    columns = _columns(grid, context)
    goal_col = columns.get("goal_output", columns.get("goal_outcome"))
    beside = {"indicator", "target", "actual", "due"} & set(columns)
    if goal_col is None or not beside or not context.about_integration:
        return []
    level = "output" if "goal_output" in columns else "outcome"
    area = next((a for title in [*reversed(section), grid.table.caption or ""] if (a := area_of_title(title))), None)
    rows = (_goal(document, grid, row, columns, goal_col, level, area, section) for row in grid.body_rows)
    return [goal for goal in rows if goal is not None]


def _columns(grid: Grid, context: Context) -> dict[str, int]:
    found: dict[str, int] = {}
    for col in range(grid.table.n_cols):
        label = grid.column_label(col)
        key = next((k for k in _KEYS if label and says(label, context.language, "columns", f"{k}_re")), None)
        if key and key not in found:
            found[key] = col
    return found


def _goal(
    document: Document,
    grid: Grid,
    row: int,
    columns: dict[str, int],
    goal_col: int,
    level: str,
    area: str | None,
    section: tuple[str, ...],
) -> Goal | None:
    cell = grid.cells.get((row, goal_col))
    text = grid.text(row, goal_col)
    if cell is None or cell.row != row or len(text) < 4:
        return None

    def value(key: str) -> str | None:
        col = columns.get(key)
        return (grid.text(row, col) or None) if col is not None else None

    own = next((a for col in range(grid.table.n_cols) if (a := area_of_title(grid.text(row, col) or " "))), None)
    target, unit = _number(value("target"))
    actual, actual_unit = _number(value("actual"))
    return Goal(
        goal_id=record_id(document.document_id, "goal", cell.start, cell.end),
        evidence=evidence(document, cell.start, cell.end, section, RULE, CONFIDENCE),
        level=level,
        text=text,
        foerderbereich=own or area,
        indicator=value("indicator"),
        target_value=target,
        unit=unit or actual_unit,
        due=value("due"),
        actual_value=actual,
        responsible=value("responsible"),
    )


def _number(text: str | None) -> tuple[float | None, str | None]:
    match = _VALUE.search(text or "")
    if match is None:
        return None, None
    return float(parse_number(match["n"])), match["unit"]
