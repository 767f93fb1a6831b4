"""Figures side by side as people read them: labels in their language, a table for the terminal, Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.table import Table
from rich.text import Text

from cli.figures import UNKNOWN, amount
from pipeline.comparison.cells import Cell, Line
from pipeline.comparison.labels import Labels
from pipeline.comparison.side_by_side import SideBySide

_MARKS = {"derived": "*", "conflict": "!"}
_LONG_SECTIONS = ("similar",)
# What is said of the whole holds for its yearly part.
_TOLD_ELSEWHERE = ("total_per_year",)


def cell_text(cell: Cell, unit: str, labels: Labels) -> str:
    """Return what a cell says: Swiss apostrophes, per cent, a mark for derived and conflicting figures."""
    if cell.words:
        return ", ".join(labels.word(word) for word in cell.words)
    if cell.text:
        return cell.text
    if cell.value is None:
        return UNKNOWN
    if unit == "share":
        return f"{100 * cell.value:.1f} %"
    return amount(cell.value) + (_MARKS.get(cell.state or "", "") if unit == "CHF" else "")


def title_of(shown: SideBySide, labels: Labels) -> str:
    """Return the heading: the programme or the canton that all columns share, and what amounts are told for."""
    cantons = dict.fromkeys(column.canton for column in shown.columns)
    programs = dict.fromkeys(column.program for column in shown.columns)
    span = labels.word("per_year" if shown.annual else "whole_period")
    return f"{', '.join(cantons)} · {', '.join(programs)} · CHF, {span}"


def headings(shown: SideBySide) -> list[str]:
    """Return the heading of each column: the canton, or the programme where all are of one canton."""
    one_canton = len({column.canton for column in shown.columns}) == 1
    return [column.program if one_canton and shown.annual else column.canton for column in shown.columns]


def as_table(shown: SideBySide, language: str) -> Table:
    """Return the table for a terminal."""
    labels = Labels(language)
    table = Table(title=Text(title_of(shown, labels)), title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(labels.word("figure"), ratio=2, overflow="fold")
    for heading in headings(shown):
        table.add_column(heading, justify="right", ratio=1)
    for section, lines in sections(shown):
        table.add_section()
        table.add_row(Text(labels.section(section), style="bold"))
        for line in lines:
            cells = [Text(cell_text(cell, line.unit, labels)) for cell in line.cells]
            table.add_row(Text(f"  {labels.line(line)}"), *cells)
    table.caption = Text(labels.word("legend"))
    table.caption_justify = "left"
    return table


def as_markdown(shown: SideBySide, language: str) -> str:
    """Return the comparison as Markdown: a table per section, then the notes."""
    labels = Labels(language)
    lines = [f"# {_escaped(title_of(shown, labels))}", ""]
    for section, members in sections(shown):
        lines += [f"## {labels.section(section)}", "", _row([labels.word("figure"), *headings(shown)])]
        lines.append("|---|" + ("---|" if section in _LONG_SECTIONS else "---:|") * len(shown.columns))
        for line in members:
            lines.append(_row([labels.line(line), *(cell_text(cell, line.unit, labels) for cell in line.cells)]))
        lines.append("")
    lines += [_escaped(labels.word("legend")), ""]
    notes = notes_of(shown, language)
    if notes:
        lines += [f"## {labels.word('notes')}", "", *(f"- {_escaped(note)}" for note in notes), ""]
    return "\n".join(lines)


def notes_of(shown: SideBySide, language: str, *, conflicts_only: bool = False) -> list[str]:
    """Return what each conflict is between, and how each derived figure was made, line by line."""
    labels = Labels(language)
    notes = []
    for line in shown.lines:
        if line.name in _TOLD_ELSEWHERE:
            continue
        for heading, cell in zip(headings(shown), line.cells, strict=True):
            note = cell.note(language)
            if note and cell.value is not None and (cell.state == "conflict" or not conflicts_only):
                notes.append(f"{heading}, {labels.line(line)}{_MARKS.get(cell.state or '', '')}: {note}")
    return list(dict.fromkeys(notes))


def sections(shown: SideBySide) -> Iterator[tuple[str, list[Line]]]:
    """Yield the sections that have lines, in order."""
    for section in dict.fromkeys(line.section for line in shown.lines):
        yield section, [line for line in shown.lines if line.section == section]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(_escaped(cell) for cell in cells)} |"


def _escaped(text: str) -> str:
    """Return text that no reader of Markdown takes for markup or HTML, on one line."""
    plain = " ".join(text.split())
    for sign in "\\`*_[]|~#":
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
