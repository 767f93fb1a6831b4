"""A page for people, before it has a form: headings, statements with their sources, bars."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statement:
    """A text with the sources it rests on, each as it stands in a footnote."""

    text: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` is 1 for a programme, 2 and 3 below."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Listing:
    """Statements as a list."""

    items: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a chart: its label, its amounts as written, and its share of the longest bar, 0 to 1."""

    label: str
    amount: Statement
    per_year: str
    share: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Amounts that can be compared with one another, as a table with bars; `columns` heads its four columns."""

    title: str
    columns: tuple[str, str, str, str]
    bars: tuple[Bar, ...]


Block = Heading | Statement | Listing | Chart


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole page in a language (de, fr, it)."""

    title: str
    language: str
    blocks: tuple[Block, ...]
