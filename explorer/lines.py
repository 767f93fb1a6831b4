"""Lines of figures side by side as HTML: each value with a small chart, a mark for how sure it is, and its source."""

from __future__ import annotations

from explorer import markup
from explorer.house import House
from explorer.words import UNKNOWN, number
from pipeline.comparison.cells import Cell, Line
from pipeline.comparison.labels import Labels
from pipeline.comparison.side_by_side import SideBySide

_MARKS = {"derived": " *", "conflict": " !"}
_CHARTS = ("CHF", "share", "count")


def title_of(shown: SideBySide, house: House) -> str:
    """Return what all columns share, and what amounts are told for."""
    cantons = dict.fromkeys(column.canton for column in shown.columns)
    programs = dict.fromkeys(column.program for column in shown.columns)
    span = Labels(house.words.language).word("per_year" if shown.annual else "whole_period")
    return f"{', '.join(cantons)} · {', '.join(programs)} · CHF, {span}"


def section_table(house: House, shown: SideBySide, section: str) -> str:
    """Return the lines of a section as a table, with bars of one scale."""
    labels = Labels(house.words.language)
    lines = [line for line in shown.lines if line.section == section]
    most = max((abs(cell.value or 0.0) for line in lines for cell in line.cells), default=0.0)
    rows = [
        [markup.Cell(labels.line(line), heads=True), *(_cell(house, line, cell, most) for cell in line.cells)]
        for line in lines
    ]
    return markup.table(["", *headings(shown)], rows, labels.section(section))


def headings(shown: SideBySide) -> list[str]:
    """Return the heading of each column: the canton, or the programme where all are of one canton."""
    return [column.program if shown.annual else column.canton for column in shown.columns]


def as_rows(house: House, shown: SideBySide) -> list[dict[str, object]]:
    """Return the lines as rows for a download, numbers as numbers."""
    labels = Labels(house.words.language)
    return [
        {
            "": f"{labels.section(line.section)}: {labels.line(line)}",
            **{head: _plain(house, cell) for head, cell in zip(headings(shown), line.cells, strict=True)},
        }
        for line in shown.lines
    ]


def notes(house: House, shown: SideBySide) -> list[str]:
    """Return how derived figures were made and what conflicts are between, each as a paragraph."""
    labels = Labels(house.words.language)
    told = [
        markup.caption(f"{head}, {labels.line(line)}: {cell.note(house.words.language)}")
        for line in shown.lines
        for head, cell in zip(headings(shown), line.cells, strict=True)
        if cell.remarks and cell.value is not None
    ]
    return list(dict.fromkeys(told))


def _cell(house: House, line: Line, cell: Cell, most: float) -> markup.Cell:
    text = _told(house, line, cell)
    if cell.value is None:
        return markup.Cell(text, style="unknown" if text == UNKNOWN else None)
    target = house.source_of(cell.funding_ids[0]) if cell.funding_ids else None
    looks = "num conflict" if cell.state == "conflict" else "num"
    # Shares fill their part of the whole; amounts and counts compare with one another.
    chart = markup.bar(abs(cell.value), 1.0 if line.unit == "share" else most) if line.unit in _CHARTS else ""
    return markup.Cell(text, target, looks, above=chart)


def _told(house: House, line: Line, cell: Cell) -> str:
    if cell.value is None:
        return str(_plain(house, cell) or UNKNOWN)
    if line.unit == "share":
        return f"{100 * cell.value:.1f} %"
    return number(cell.value) + (_MARKS.get(cell.state or "", "") if line.unit == "CHF" else "")


def _plain(house: House, cell: Cell) -> float | str | None:
    if cell.words:
        labels = Labels(house.words.language)
        return ", ".join(labels.word(word) for word in cell.words)
    return cell.text or cell.value
