"""Lines and cells of figures side by side."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.comparison.remarks import Remark, tell_all
from pipeline.records import ComparisonRow


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure: its value (null is unknown), or words of the vocabularies, or a text of the documents.

    `state` is that of its row of the comparison, `remarks` tell how it was made or what it is in conflict with, and
    `funding_ids` name the amounts behind it.
    """

    value: float | None = None
    words: tuple[str, ...] = ()
    text: str | None = None
    state: str | None = None
    remarks: tuple[str, ...] = ()
    funding_ids: tuple[str, ...] = ()

    def note(self, language: str) -> str:
        """Return the remarks in one line; empty where there are none."""
        return tell_all(self.remarks, language)


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of all columns. `unit` is CHF, share (0 to 1), count or text.

    `name` is an id of labels or of an area; a line that is `named` has its name from the documents. `about` is what
    else tells it apart, such as a year.
    """

    section: str
    name: str
    unit: str
    cells: tuple[Cell, ...]
    about: str | None = None
    named: bool = False


UNKNOWN = Cell()


def of_row(row: ComparisonRow | None) -> Cell:
    """Return the amount of a row for its whole period, in francs."""
    return UNKNOWN if row is None else _cell(row, row.amount_chf)


def per_year(row: ComparisonRow | None) -> Cell:
    """Return the amount of a row per year of its period, in francs."""
    return UNKNOWN if row is None else _cell(row, row.amount_per_year_chf)


def of_value(value: float, funding_ids: tuple[str, ...], *remarks: Remark) -> Cell:
    """Return a figure worked out from others."""
    return Cell(value, state="derived", remarks=remarks, funding_ids=tuple(dict.fromkeys(funding_ids)))


def _cell(row: ComparisonRow, value: float | None) -> Cell:
    # Rows of tables that an older kip wrote have no remarks.
    return Cell(value, state=row.state, remarks=tuple(row.remarks or ()), funding_ids=row.funding_ids)
