"""Goals: one for each row of a Zielraster with its indicator and values, and those under headings such as `Ziele`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from pipeline.domain.areas import area_of_title
from pipeline.domain.lexicon import joined_pattern, lexicon, says
from pipeline.extraction.facts import Context
from pipeline.extraction.grid import Grid, heading_says
from pipeline.extraction.number_words import number_words, word_value
from pipeline.extraction.numbers import NUMBER, parse_number
from pipeline.extraction.passages import evidence, strip_bullet
from pipeline.extraction.periods import find_periods
from pipeline.records import Block, Document, Goal, record_id

RULE = "goals/2"
CONFIDENCE = 0.85
CONFIDENCE_TEXT = 0.7
# A goal is a sentence or a phrase; shorter cells hold numbers or signs.
SHORTEST_GOAL = 8
# A unit ends before words like these; a longer text beside a number is a remark.
LONGEST_UNIT = 24
# `ein` is an article more often than a number.
SMALLEST_IN_WORDS = Decimal(2)
_LEVELS = ("strategic", "outcome", "output")
_GOAL_KEYS = ("goal_strategic", "goal_outcome", "goal_output", "goal")
_TOLD_IN = ("paragraph", "list_item", "caption")
_BESIDE = ("indicator", "target", "actual", "due")
_KEYS = (*_GOAL_KEYS, "goal_level", "indicator", "target", "actual", "due", "milestone", "responsible")
_VALUE = re.compile(rf"(?P<n>{NUMBER})\s*(?P<unit>%|[^\W\d_][\w-]*)?")
_BULLETED = re.compile(r"(?:^|\n|;\s)\s*(?:[-–•▪]\s+|\d\)\s+|[a-z]\)\s+)")


@dataclass(frozen=True, slots=True)
class _Raster:
    """A Zielraster: its columns by what they hold, and what is true of the whole table."""

    grid: Grid
    columns: dict[str, int]
    area: str | None
    due: str | None
    language: str

    def value(self, key: str, row: int) -> str | None:
        """Return the text of a row in the column of a kind, or null where there is none or a dash."""
        col = self.columns.get(key)
        text = self.grid.text(row, col) if col is not None else ""
        return text if any(map(str.isalnum, text)) else None


@dataclass(frozen=True, slots=True)
class GoalOfRow:
    """A goal told in a row and a column of a grid."""

    row: int
    column: int
    goal: Goal


def goals_at(told: Sequence[GoalOfRow], rows: range) -> tuple[str, ...]:
    """Return the ids of the goals that rows of their grid serve: of each column those in them, else the last above."""
    found: list[GoalOfRow] = []
    for column in sorted({one.column for one in told}):
        own = [one for one in told if one.column == column]
        within = [one for one in own if one.row in rows]
        above = max((one.row for one in own if one.row < rows.start), default=None)
        found += within or [one for one in own if one.row == above]
    return tuple(one.goal.goal_id for one in found)


def goals_in(document: Document, grid: Grid, context: Context) -> list[GoalOfRow]:
    """Return a goal for each row of a table with a goal column and an indicator, a value or a date beside it.

    A goal that covers several rows comes once for each indicator; a wider goal (outcome over outputs) comes once.
    """
    raster = _raster(grid, context)
    if raster is None or not context.about_integration:
        return []
    keys = [key for key in _GOAL_KEYS if key in raster.columns]
    found = [told for key in keys for told in _goals_of(document, raster, key, inner=key == keys[-1])]
    return sorted(found, key=lambda told: (told.goal.evidence.char_start, told.goal.evidence.char_end))


def _raster(grid: Grid, context: Context) -> _Raster | None:
    columns: dict[str, int] = {}
    for col in range(grid.n_cols):
        label = grid.column_label(col)
        key = next((k for k in _KEYS if heading_says(label, context.language, k)), None)
        if key and key not in columns:
            columns[key] = col
    goals = [key for key in _GOAL_KEYS if key in columns]
    beside = [key for key in (*_BESIDE, "milestone", "responsible") if key in columns]
    if not goals or not (set(_BESIDE) & set(columns) or (len(beside) > 1 and goals != ["goal"])):
        return None
    titles = (*reversed(grid.section), *re.split(r"\s[–-]\s|: ", grid.table.caption or ""), grid.title)
    area = next((found for title in titles if title and (found := area_of_title(title))), None)
    return _Raster(grid, columns, area, _due_of_heading(grid, columns, context.language), context.language)


def _due_of_heading(grid: Grid, columns: dict[str, int], language: str) -> str | None:
    """`Soll 2026` over the target values says by when."""
    for key in ("target", "actual"):
        periods = find_periods(grid.column_label(columns[key]), language) if key in columns else []
        if periods and periods[0].single_year:
            return str(periods[0].first)
    return None


def _goals_of(document: Document, raster: _Raster, key: str, *, inner: bool) -> Iterator[GoalOfRow]:
    grid, col = raster.grid, raster.columns[key]
    source: int | None = None
    for row in grid.body_rows:
        if grid.starts(row, col) and len(grid.text(row, col)) >= SHORTEST_GOAL:
            source = row
        elif not inner or not (raster.value("indicator", row) or raster.value("target", row)):
            continue
        if source is not None and not _is_heading(raster, row, col):
            paired = _paired(document, raster, key, source, row, inner=inner)
            yield from (GoalOfRow(row, col, goal) for goal in paired)


def _is_heading(raster: _Raster, row: int, col: int) -> bool:
    """One text over the whole row heads the rows below it."""
    texts = {raster.grid.text(row, other) for other in range(raster.grid.n_cols)} - {""}
    return len(texts) == 1 and (area_of_title(next(iter(texts))) is not None or raster.grid.n_cols > 2)


def _paired(document: Document, raster: _Raster, key: str, source: int, row: int, *, inner: bool) -> Iterator[Goal]:
    """Yield the goal with the values of its row; lists of equal length in indicator and value are pairs."""
    indicators, targets, actuals = (_items(document, raster, name, row) for name in ("indicator", "target", "actual"))
    several = len(indicators) > 1 and len(indicators) in (len(targets), len(actuals))
    count = len(indicators) if several and inner else 1
    for at in range(count):
        yield _goal(
            document,
            raster,
            (key, source, row, at),
            indicators[at] if count > 1 else raster.value("indicator", row) if inner else None,
            _at(targets, at) if count > 1 else raster.value("target", row) if inner else None,
            _at(actuals, at) if count > 1 else raster.value("actual", row) if inner else None,
        )


def _items(document: Document, raster: _Raster, key: str, row: int) -> list[str]:
    """Return the items of a cell that is a list, else its one text."""
    cell = raster.grid.cells.get((row, raster.columns.get(key, -1)))
    if cell is None:
        return []
    return [text for part in _BULLETED.split(document.text[cell.start : cell.end]) if (text := " ".join(part.split()))]


def _at(items: list[str], at: int) -> str | None:
    return items[at] if at < len(items) else None


def _goal(
    document: Document,
    raster: _Raster,
    place: tuple[str, int, int, int],
    indicator: str | None,
    target_text: str | None,
    actual_text: str | None,
) -> Goal:
    key, source, row, at = place
    grid, language = raster.grid, raster.language
    cell, text = grid.cells[(source, raster.columns[key])], grid.text(source, raster.columns[key])
    reached, target_text = _reached(indicator, target_text, language)
    target, unit = _quantity(target_text, language)
    actual, actual_unit = _quantity(actual_text or reached, language)
    if "target" not in raster.columns and target is None:
        target, unit = _quantity_in_goal(text, language)
    elif target is not None or actual is not None:
        unit = unit or actual_unit or _counted(_without_reached(indicator, language), language)
    identity = (cell.start, cell.end) if (row, at) == (source, 0) else (cell.start, cell.end, row, at)
    return Goal(
        goal_id=record_id(document.document_id, "goal", *identity),
        evidence=evidence(document, cell.start, cell.end, grid.section, RULE, CONFIDENCE),
        level=_level(raster, key, row, f"{text} {indicator or ''}"),
        text=text,
        foerderbereich=_area(raster, row) or raster.area,
        indicator=indicator,
        target_value=target,
        unit=unit,
        due=raster.value("due", row) or raster.due or _due(raster, row, text),
        actual_value=actual,
        responsible=_lead(raster.value("responsible", row), language),
    )


def _due(raster: _Raster, row: int, text: str) -> str | None:
    """`Bis Ende 2025 haben …`: a date in the goal, else in its milestone, which beside measures is one of theirs."""
    milestone = raster.value("milestone", row) or ""
    columns = (raster.grid.column_label(col) for col in range(raster.grid.n_cols))
    if milestone and any(heading_says(label, raster.language, "measure") for label in columns):
        milestone = ""
    pattern = joined_pattern(raster.language, "goals", "due_re")
    told = pattern.search(text) or pattern.search(milestone)
    alone = joined_pattern(raster.language, "goals", "date_re").search(milestone)
    return str(told["due"]) if told else milestone if alone else None


def _reached(indicator: str | None, target: str | None, language: str) -> tuple[str | None, str | None]:
    """`Zahl der Kurse (2022: 31)`: what was reached, told beside indicator or target value; and the target without."""
    pattern = joined_pattern(language, "goals", "reached_re")
    found = (match for text in (indicator, target) if (match := pattern.search(text or "")))
    told = next((value for match in found for value in match.groups() if value), None)
    return told, _without_reached(target, language)


def _without_reached(text: str | None, language: str) -> str | None:
    return joined_pattern(language, "goals", "reached_re").sub(" ", text) if text else text


def _level(raster: _Raster, key: str, row: int, text: str) -> str:
    """The column for the level says it, else the heading; words tell the goals of the Integrationsagenda."""
    stated = "".join((raster.value("goal_level", row) or "").split())
    level = next((name for name in _LEVELS if says(stated, raster.language, "goals", f"{name}_re")), None)
    level = level or (key.removeprefix("goal_") if key != "goal" else "output")
    ias = says(f"{stated} {text}", raster.language, "goals", "ias_re")
    return "ias" if ias and level in ("outcome", "strategic") else level


def _area(raster: _Raster, row: int) -> str | None:
    """The area in one of the row's cells, else in the nearest row above that holds nothing but an area."""
    grid = raster.grid
    others = [col for col in range(grid.n_cols) if col not in raster.columns.values()]
    for col in others:
        above = next((at for at in range(row, grid.header_rows - 1, -1) if grid.text(at, col)), row)
        if area := area_of_title(grid.text(above, col)):
            return area
    for above in range(row - 1, grid.header_rows - 1, -1):
        texts = {grid.text(above, col) for col in range(grid.n_cols)} - {""}
        if len(texts) == 1 and (area := area_of_title(texts.pop())):
            return area
    return None


def _lead(text: str | None, language: str) -> str | None:
    """`FF: Amt für Soziales; Gemeinden` names the body in the lead first."""
    mark = joined_pattern(language, "goals", "lead_re").search(text or "")
    return re.split(r"\s*[;,\n]\s*", (text or "")[mark.end() :])[0] if mark else text


# --- values --------------------------------------------------------------------------------------


def _quantity(text: str | None, language: str) -> tuple[float | None, str | None]:
    match = _VALUE.search(text or "")
    if match is None:
        return None, None
    return float(parse_number(match["n"])), _unit(match["unit"], language)


def _unit(text: str | None, language: str) -> str | None:
    if text and says(text, language, "goals", "percent_re"):
        return str(lexicon(language)["goals"]["percent"])
    return text if text and text[0].isupper() else None


def _counted(indicator: str | None, language: str) -> str | None:
    """An indicator that is a count names its unit: `Zahl der Gruppen`, `Teilnehmende pro Jahr`."""
    core = joined_pattern(language, "goals", "rate_re").sub("", indicator or "")
    core = joined_pattern(language, "goals", "count_re").sub("", core).strip()
    return core if core and " " not in core and len(core) <= LONGEST_UNIT else None


def _quantity_in_goal(text: str, language: str) -> tuple[float | None, str | None]:
    """A raster without target values states them in its goals: `70 Gemeinden führen …`, `in zwölf Sprachen`."""
    for match in _written_quantity(language).finditer(text):
        if says(text[: match.start()], language, "goals", "not_target_re") or match["unit"][0].islower():
            continue
        value = parse_number(match["n"]) if match["n"] else word_value(match["word"], language)
        if value is None or (match["word"] and value < SMALLEST_IN_WORDS):
            continue
        return float(value), _unit(match["unit"], language)
    return None, None


@cache
def _written_quantity(language: str) -> re.Pattern[str]:
    """Return the pattern of a number, in digits or words, and of what it counts."""
    word = rf"(?<!\w){number_words(language)}(?!\w)"
    return re.compile(rf"(?<![\w.])(?:(?P<n>{NUMBER})|(?P<word>{word}))\s+(?P<unit>%|[A-ZÄÖÜ][\w-]*)", re.I)


# --- running text --------------------------------------------------------------------------------


def goals_in_text(document: Document, context: Context) -> list[Goal]:
    """Return the goals under headings that announce nothing else (`Strategisches Ziel`), up to the next heading."""
    if not context.about_integration:
        return []
    found = []
    level: str | None = None
    for block in document.blocks:
        if block.kind in _TOLD_IN and (lead := _lead_of_goal(document.text[block.start : block.end], context.language)):
            found.append(_told_goal(document, replace(block, start=block.start + lead[1]), lead[0]))
            continue
        if block.kind == "heading":
            level = _heading_level(document.text[block.start : block.end], context.language)
        elif block.kind == "table":
            level = None
        elif level and block.kind in ("paragraph", "list_item"):
            found.append(_told_goal(document, block, level))
    return found


def _lead_of_goal(text: str, language: str) -> tuple[str, int] | None:
    """`Strategisches Ziel: Die Zugewanderten …`: the level before the colon, and where the goal begins."""
    for level in _LEVELS:
        if (lead := joined_pattern(language, "goals", f"{level}_lead_re").match(text)) and lead.end() < len(text):
            return level, lead.end()
    return None


def _heading_level(title: str, language: str) -> str | None:
    return next((name for name in _LEVELS if says(title.strip(), language, "goals", f"{name}_heading_re")), None)


def _told_goal(document: Document, block: Block, level: str) -> Goal:
    section = document.section_at(block.start)
    text = strip_bullet(" ".join(document.text[block.start : block.end].split()))
    full_stop = "." if document.text[: block.end].rstrip().endswith(".") else ""
    return Goal(
        goal_id=record_id(document.document_id, "goal", block.start, block.end),
        evidence=evidence(document, block.start, block.end, section, RULE, CONFIDENCE_TEXT),
        level=level,
        text=f"{text}{full_stop}",
        foerderbereich=next((a for title in reversed(section) if (a := area_of_title(title))), None),
    )
