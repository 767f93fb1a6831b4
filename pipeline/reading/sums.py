"""Sums settle what recognition left open: rows and columns with their totals, and votes with the votes cast.

A sum is a witness of its own: where exactly one choice among the readings of its figures makes it right, that choice
stands. A figure no other reading was made of is never changed, only confirmed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import product
from math import prod

from pipeline.domain.data import load_toml
from pipeline.reading.edits import Change, apply_changes
from pipeline.reading.figure_forms import amount_of, form_of
from pipeline.reading.figures import CONFLICT, REPAIRED, SINGLE, VERIFIED
from pipeline.records import Cell, Document, Page, Table, Word

RULE = "figure_sum"
OPEN = (SINGLE, CONFLICT)
# More choices than this come right by chance.
MAX_CHOICES = 64
# Without a label that says so, a last row is a sum only where so many figures and such an amount can't agree by chance.
MIN_ADDENDS = 3
MIN_UNLABELLED = Decimal(1000)
# A figure settled by one sum may settle another.
MAX_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a table: where its word stands in the text, what it may read, the likeliest first."""

    start: int
    end: int
    readings: tuple[tuple[Decimal, str], ...]
    is_open: bool

    @property
    def amount(self) -> Decimal:
        """Return the amount as it reads now."""
        return self.readings[0][0]


Equation = tuple[tuple[Figure, ...], Figure]
Settled = Mapping[int, tuple[Decimal, str]]


def settle_figures(document: Document) -> Document:
    """Return the document with its open figures settled where a sum in their table does so.

    Confirmed figures become `verified`; a changed one becomes `repaired`, its first reading kept as an alternative and
    in an edit `figure_sum` that can be undone.
    """
    doubtful = {page.number for page in document.pages if any(word.state in OPEN for word in page.words)}
    settled: dict[int, tuple[Decimal, str]] = {}
    for table in document.tables:
        settled |= _settled(document, table) if table.page in doubtful else {}
    if not settled:
        return document
    changes = [change for page in document.pages for change in _changes(document, page, settled)]
    pages = tuple(_with_states(document, page, settled) for page in document.pages)
    return apply_changes(replace(document, pages=pages), changes)


def _settled(document: Document, table: Table) -> dict[int, tuple[Decimal, str]]:
    """Return the readings that the sums of a table decide, by the start of their word."""
    figures = _figures(document, table)
    if not any(figure.is_open for figure in figures.values()):
        return {}
    equations = list(_equations(document, table, figures))
    settled: dict[int, tuple[Decimal, str]] = {}
    for _ in range(MAX_ROUNDS):
        found = {start: reading for equation in equations for start, reading in _solve(equation, settled)}
        new = {start: reading for start, reading in found.items() if start not in settled}
        if not new:
            break
        settled |= new
    return settled


# --- figures ---------------------------------------------------------------------------------


def _figures(document: Document, table: Table) -> dict[tuple[int, int], Figure]:
    """Return the figures of a table by row and column; cells with more than one number are left out."""
    words = document.page_at(table.start).words
    found: dict[tuple[int, int], Figure] = {}
    for cell in table.cells:
        first = bisect_left(words, cell.start, key=lambda word: word.start)
        last = bisect_right(words, cell.end, key=lambda word: word.end)
        inside = words[first:last]
        numbers = [figure for word in inside if (figure := _figure(document.text, word))]
        if len(numbers) == 1:
            found[cell.row, cell.col] = numbers[0]
    return found


def _figure(text: str, word: Word) -> Figure | None:
    core = form_of(text[word.start : word.end]).core
    cores = [core, *(word.alternatives if word.state in OPEN else ())]
    amounts = [(amount, printed) for printed in cores if (amount := amount_of(printed)) is not None]
    if not amounts or amounts[0][1] != core:
        return None
    return Figure(word.start, word.end, tuple(amounts), word.state in OPEN)


# --- equations -------------------------------------------------------------------------------


def _equations(document: Document, table: Table, figures: Mapping[tuple[int, int], Figure]) -> Iterator[Equation]:
    texts = {(cell.row, cell.col): document.text[cell.start : cell.end] for cell in table.cells}
    yield from _votes(texts, figures)
    rows = _total_lines(table.cells, document.text, across=False)
    columns = _total_lines(table.cells, document.text, across=True)
    for col in range(table.n_cols):
        line = [(row, figures[row, col]) for row in range(table.n_rows) if (row, col) in figures]
        yield from _sums(line, rows)
    for row in range(table.n_rows):
        line = [(col, figures[row, col]) for col in range(table.n_cols) if (row, col) in figures]
        yield from _sums(line, columns)


def _total_lines(cells: Iterable[Cell], text: str, *, across: bool) -> frozenset[int]:
    """Return the rows, or with `across` the columns, that a label calls a total."""
    labels = ((cell, _label(text[cell.start : cell.end])) for cell in cells)
    return frozenset(cell.col if across else cell.row for cell, label in labels if _matches(label, _totals()))


def _sums(line: Sequence[tuple[int, Figure]], totals: Iterable[int]) -> Iterator[Equation]:
    """Yield the sums a row or column may hold: totals over what stands since the last one, over all, over totals."""
    known = set(totals)
    for index, (place, figure) in enumerate(line):
        before = line[:index]
        plain = tuple(other for at, other in before if at not in known)
        if place in known:
            last = max((at for at, _ in before if at in known), default=-1)
            since = tuple(other for at, other in before if at > last)
            subtotals = tuple(other for at, other in before if at in known)
            yield from ((addends, figure) for addends in dict.fromkeys((since, plain, subtotals)) if len(addends) > 1)
        elif index == len(line) - 1 and len(plain) >= MIN_ADDENDS and abs(figure.amount) >= MIN_UNLABELLED:
            yield plain, figure


def _votes(texts: Mapping[tuple[int, int], str], figures: Mapping[tuple[int, int], Figure]) -> Iterator[Equation]:
    """Yield yes + no + abstentions = votes cast, for labels left of their figures or above them."""
    for down, right in ((0, 1), (1, 0)):
        found: dict[str, Figure] = {}
        for (row, col), text in sorted(texts.items()):
            figure = figures.get((row + down, col + right))
            part = next((part for part in _vote_words() if _matches(_label(text), _vote_words()[part])), None)
            if figure and part:
                found.setdefault(part, figure)
        if {"yes", "no", "cast"} <= set(found):
            addends = tuple(found[part] for part in ("yes", "no", "abstain") if part in found)
            yield addends, found["cast"]


def _label(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(": ")


def _matches(label: str, patterns: Iterable[re.Pattern[str]]) -> bool:
    return any(pattern.fullmatch(label) for pattern in patterns)


@cache
def _totals() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in load_toml("sums")["totals"])


@cache
def _vote_words() -> dict[str, tuple[re.Pattern[str], ...]]:
    return {part: tuple(map(re.compile, patterns)) for part, patterns in load_toml("sums")["votes"].items()}


# --- decisions -------------------------------------------------------------------------------


def _solve(equation: Equation, settled: Settled) -> Iterator[tuple[int, tuple[Decimal, str]]]:
    """Yield the readings of open figures where exactly one choice makes the sum right."""
    addends, total = equation
    figures = [*addends, total]
    choices = [(settled[f.start],) if f.start in settled else f.readings for f in figures]
    still_open = [figure.is_open and figure.start not in settled for figure in figures]
    if not any(still_open) or prod(map(len, choices)) > MAX_CHOICES:
        return
    right = [choice for choice in product(*choices) if sum(amount for amount, _ in choice[:-1]) == choice[-1][0]]
    if len(right) != 1:
        return
    for figure, reading, was_open in zip(figures, right[0], still_open, strict=True):
        if was_open:
            yield figure.start, reading


def _changes(document: Document, page: Page, settled: Settled) -> Iterator[Change]:
    for word in page.words:
        form = form_of(document.text[word.start : word.end])
        if word.start in settled and settled[word.start][1] != form.core:
            yield Change(RULE, word.start, word.end, f"{form.before}{settled[word.start][1]}{form.after}")


def _with_states(document: Document, page: Page, settled: Settled) -> Page:
    text = document.text
    words = (_decided(text, w, settled[w.start][1]) if w.start in settled else w for w in page.words)
    return replace(page, words=tuple(words))


def _decided(text: str, word: Word, core: str) -> Word:
    printed = form_of(text[word.start : word.end]).core
    if printed == core:
        return replace(word, state=VERIFIED)
    others = tuple(other for other in (printed, *word.alternatives) if other != core)
    return replace(word, state=REPAIRED, alternatives=others)
