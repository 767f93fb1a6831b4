"""A table as a grid: headings over columns, labels beside rows, numbers in between.

A table that goes on over a page break is one grid: the part after the break has as many columns, stands under the same
heading, and repeats the header or has none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from pipeline.domain.lexicon import alternatives, lexicon, says
from pipeline.extraction.amounts import find_amounts
from pipeline.extraction.numbers import GROUP_SIGNS, GROUP_SPACES, NO_RAPPEN, NUMBER, parse_number
from pipeline.records import Cell, Document, Table

Place = tuple[int, int]

_MONEY_SIGN = r"(?:[A-Z]{3,4}|[SsF]?Fr\.)?\s*"
_NOTE_SIGN = r"\s*(?:\*+\)?|[¹²³⁴⁵]\)?|\d\))?"
_NUMERIC = re.compile(
    rf"^{_MONEY_SIGN}(?P<sign>[-–−+]\s?)?(?P<n>{NUMBER}){NO_RAPPEN}(?:\s?(?:[A-Z]{{3,4}}|[SsF]?Fr\.))?{_NOTE_SIGN}$"
)
_LOOSE = re.compile(
    rf"^(?!(?:19|20)\d{{2}}\D)\d{{4,6}}(?P<sign>[{GROUP_SIGNS}{GROUP_SPACES}])\d{{3}}(?:(?P=sign)\d{{3}})*$"
)
_GLUED = re.compile(
    rf"(?P<first>\d{{3}}[{GROUP_SIGNS}]\d{{3}})[{GROUP_SIGNS}{GROUP_SPACES}](?P<second>\d{{3}}[{GROUP_SIGNS}]\d{{3}})"
)
_QUALIFIERS = ("about", "at_least", "at_most")
_YEAR = re.compile(r"^(?:19|20)\d{2}$")
_YEARS = re.compile(r"^\D{0,12}(?:19|20)\d{2}(?:\s?[-–/]\s?(?:20)?\d{2})?$")
_DASH = re.compile(r"^[-–—−./]*$")
# A run of so many letters makes a cell with digits a label (`1.1 Beratung`) and no quantity (`50 %`).
_WORD = re.compile(r"[^\W\d_]{4}")
THOUSAND = 1000
# A cell holds an amount in words if nothing but so many characters stands beside it.
BESIDE_AMOUNT = 12
# So large a share of the cells right of the first column are numbers in a table of numbers.
NUMERIC_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Value:
    """The number of a cell; `francs` is true where the cell states its own unit, `high` closes a range."""

    amount: Decimal
    francs: bool = False
    high: Decimal | None = None
    qualifier: str = "exact"


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells by place, spans filled in; `header_rows` leading rows hold headings only.

    `heads` are the headings over each column from the top, without those that stand over all of them, which are
    `title`. `labels` are the columns that head rows. `origins` tells the table and its row for each row of the grid.
    """

    table: Table
    section: tuple[str, ...]
    cells: dict[Place, Cell]
    texts: dict[Place, str]
    values: dict[Place, Value]
    origins: tuple[tuple[Table, int], ...]
    header_rows: int
    heads: tuple[tuple[str, ...], ...]
    title: str
    labels: frozenset[int]

    @property
    def n_cols(self) -> int:
        """Return the number of columns."""
        return self.table.n_cols

    @property
    def body_rows(self) -> range:
        """Return the rows below the header."""
        return range(self.header_rows, len(self.origins))

    def text(self, row: int, col: int) -> str:
        """Return the text of a place, white space folded; empty where there is no cell."""
        return self.texts.get((row, col), "")

    def starts(self, row: int, col: int) -> bool:
        """Tell whether a cell starts at a place and does not reach there from the left or from above."""
        cell = self.cells.get((row, col))
        return cell is not None and (cell.row, cell.col) == (self.origins[row][1], col)

    def column_label(self, col: int) -> str:
        """Return the headings over a column in one line."""
        return " ".join(self.heads[col])

    def label_run(self, col: int) -> list[int]:
        """Return the label columns that head the numbers of a column: the nearest ones before it, else after it."""
        left: list[int] = []
        for other in range(col - 1, -1, -1):
            if other in self.labels:
                left.insert(0, other)
            elif left and self._holds_text(other):
                break
        return left or [other for other in range(col + 1, self.n_cols) if other in self.labels]

    def _holds_text(self, col: int) -> bool:
        return any(self.text(row, col) for row in self.body_rows)

    def row_parts(self, row: int, col: int, without: Collection[int] = ()) -> tuple[str, ...]:
        """Return the labels that head a row at a column, outermost first, each once, but those `without`."""
        parts = (self.text(row, other) for other in self.label_run(col) if other not in without)
        return tuple(dict.fromkeys(part for part in parts if part))

    def repeats_header(self, row: int) -> bool:
        """Tell whether a row of the body says over the columns of numbers what the header says there."""
        inner = [col for col in range(self.n_cols) if col not in self.labels and self.text(row, col)]
        return bool(inner) and all(self.text(row, col) in self.heads[col] for col in inner)

    def numbers_in(self, row: int) -> list[int]:
        """Return the columns in which a row has a number that is no label."""
        if self.repeats_header(row):
            return []
        return [col for col in range(self.n_cols) if col not in self.labels and (row, col) in self.values]


def grids_of(document: Document, language: str) -> list[Grid]:
    """Return the tables of a document as grids; the parts of a table over several pages make one."""
    chains: list[list[Table]] = []
    for table in document.tables:
        if chains and _goes_on(document, chains[-1], table, language):
            chains[-1].append(table)
        else:
            chains.append([table])
    return [_grid(document, chain, language) for chain in chains]


def _goes_on(document: Document, before: list[Table], table: Table, language: str) -> bool:
    first, last = before[0], before[-1]
    if table.page != last.page + 1 or table.n_cols != first.n_cols or not table.cells:
        return False
    if table.caption and table.caption != first.caption and not says(table.caption, language, "columns", "goes_on_re"):
        return False
    if document.section_at(table.start) != document.section_at(last.start):
        return False
    headed = any(cell.header for cell in table.cells if cell.row == 0)
    return not headed or _line(document, table, 0) == _line(document, first, 0)


def _line(document: Document, table: Table, row: int) -> list[tuple[int, str]]:
    return [(cell.col, _text(document, cell)) for cell in table.cells if cell.row == row]


def _text(document: Document, cell: Cell) -> str:
    return " ".join(document.text[cell.start : cell.end].split())


def _grid(document: Document, chain: list[Table], language: str) -> Grid:
    first = chain[0]
    cells, texts = _filled(document, first)
    header_rows = _header_rows(first, texts, language)
    origins = [(first, row) for row in range(first.n_rows)]
    for table in chain[1:]:
        more_cells, more_texts = _filled(document, table)
        skipped = _repeated(texts, more_texts, header_rows, first.n_cols)
        shift = len(origins) - skipped
        cells.update({(row + shift, col): cell for (row, col), cell in more_cells.items() if row >= skipped})
        texts.update({(row + shift, col): text for (row, col), text in more_texts.items() if row >= skipped})
        origins += [(table, row) for row in range(skipped, table.n_rows)]
    values = {place: value for place, text in texts.items() if (value := value_of(text, language)) is not None}
    rows = range(header_rows, len(origins))
    labels = _label_columns(first.n_cols, rows, texts, values)
    if _is_numeric(first, texts):
        _fill_down(texts, rows, labels, language)
    title, heads = _heads(first, texts, header_rows, labels)
    section = document.section_at(first.start)
    return Grid(first, section, cells, texts, values, tuple(origins), header_rows, heads, title, labels)


def _filled(document: Document, table: Table) -> tuple[dict[Place, Cell], dict[Place, str]]:
    """Return cells and texts by place, each at all places its spans cover."""
    cells: dict[Place, Cell] = {}
    texts: dict[Place, str] = {}
    for cell in _parted(document, table):
        text = _text(document, cell)
        for row in range(cell.row, cell.row + cell.row_span):
            for col in range(cell.col, cell.col + cell.col_span):
                cells[(row, col)] = cell
                texts[(row, col)] = text
    return cells, texts


def _parted(document: Document, table: Table) -> Iterator[Cell]:
    """Yield the cells of a table, one that holds its neighbour's number too as two: `285'000'289'000` beside nothing.

    Recognition takes a narrow gap for a sign between groups; nobody's budget has twelve digits.
    """
    blank = {(cell.row, cell.col) for cell in table.cells if not document.text[cell.start : cell.end].strip()}
    taken: set[Place] = set()
    for cell in table.cells:
        glued = _GLUED.fullmatch(document.text[cell.start : cell.end].strip())
        following = (cell.row, cell.col + 1)
        if glued and following in blank and (cell.row_span, cell.col_span) == (1, 1):
            start = document.text.index(glued[0], cell.start)
            yield replace(cell, start=start, end=start + glued.end("first"))
            yield replace(cell, col=cell.col + 1, start=start + glued.start("second"), end=start + glued.end())
            taken.add(following)
        elif (cell.row, cell.col) not in taken:
            yield cell


def _repeated(first: dict[Place, str], texts: dict[Place, str], header_rows: int, n_cols: int) -> int:
    """Return how many rows at the top of a later part repeat the header."""
    for row in range(header_rows):
        if any(first.get((row, col), "") != texts.get((row, col), "") for col in range(n_cols)):
            return row
    return header_rows


def heading_says(label: str, language: str, key: str) -> bool:
    """Tell whether a heading says `[columns] key`, also where a narrow column parts its words (`Zielwer t`)."""
    return any(text and says(text, language, "columns", f"{key}_re") for text in (label, "".join(label.split())))


# --- header --------------------------------------------------------------------------------------


def _header_rows(table: Table, texts: dict[Place, str], language: str) -> int:
    """Count the leading rows that head columns: marked ones, those of years, and words over a table of numbers."""
    plain = {cell.row for cell in table.cells if not cell.header and texts.get((cell.row, cell.col))}
    numeric = _is_numeric(table, texts)
    for row in range(table.n_rows):
        values = [texts.get((row, col), "") for col in range(table.n_cols)]
        if any(value_of(text, language) is not None and not _is_heading(text) for text in values):
            return row
        marked = row not in plain and any(values)
        if row and not marked and not _is_year_row(values) and not (numeric and _spreads(values)):
            return row
    return min(1, table.n_rows)


def _is_numeric(table: Table, texts: dict[Place, str]) -> bool:
    inner = [text for (_, col), text in texts.items() if col and text]
    numbers = sum(number_of(text) is not None or _DASH.match(text) is not None for text in inner)
    return numbers > NUMERIC_SHARE * len(inner)


def _is_year_row(values: list[str]) -> bool:
    """Years of a header fill it and ascend or descend; numbers that look like years don't, nor does a date in a row."""
    years = [int(text) for text in values if is_year(text)]
    if not years or 2 * len(years) < len([text for text in values if text]):
        return False
    return years == sorted(years) or years == sorted(years, reverse=True)


def _spreads(values: list[str]) -> bool:
    """Words in at least one of the columns after the first, and not one cell over all."""
    return (
        any(values[1:]) and len({text for text in values if text}) > 1 and not any(_DASH.match(v) for v in values if v)
    )


def _is_heading(text: str) -> bool:
    """Years head a column, with a currency as well (`CHF 2024`, `Fr. 2024–2027`), and so does the unit `Fr. 1000`."""
    return _YEARS.match(text) is not None or (not text[:1].isdigit() and number_of(text) == THOUSAND)


def _heads(
    table: Table, texts: dict[Place, str], header_rows: int, labels: frozenset[int]
) -> tuple[str, tuple[tuple[str, ...], ...]]:
    """Return what stands over all columns of numbers, and the other headings of each column."""
    rows: list[list[str]] = [[texts.get((row, col), "") for col in range(table.n_cols)] for row in range(header_rows)]
    title = []
    for line in rows:
        over = {line[col] for col in range(table.n_cols) if col not in labels}
        alone = [text for text in line if text]
        if header_rows > 1 and len(set(alone)) == 1 and (len(over) == 1 or line[0] == alone[0]):
            title.append(alone[0])
            line[:] = [""] * table.n_cols
    heads = tuple(tuple(dict.fromkeys(line[col] for line in rows if line[col])) for col in range(table.n_cols))
    return " ".join(title), heads


# --- columns -------------------------------------------------------------------------------------


def _label_columns(n_cols: int, rows: range, texts: dict[Place, str], values: dict[Place, Value]) -> frozenset[int]:
    """Return the columns that head rows: those of words, of years, and of running numbers before the first words."""
    kinds = [_kind(col, rows, texts, values) for col in range(n_cols)]
    words = [col for col, kind in enumerate(kinds) if kind == "words"]
    labels = {col for col, kind in enumerate(kinds) if kind in ("words", "years")}
    if words and "numbers" in kinds[words[0] :]:
        labels.update(range(words[0]))
    return frozenset(labels)


def _kind(col: int, rows: range, texts: dict[Place, str], values: dict[Place, Value]) -> str:
    found = [(row, col) for row in rows if texts.get((row, col)) and not _DASH.match(texts[(row, col)])]
    years = sum(is_year(texts[place]) for place in found)
    numbers = sum(place in values for place in found)
    words = sum(place not in values and _is_label(texts[place]) for place in found)
    if years and years == numbers and not col:
        return "years"
    if words > numbers or (words and words == numbers and not col):
        return "words"
    return "numbers" if numbers else "other"


def _is_label(text: str) -> bool:
    return _WORD.search(text) is not None or not any(char.isdigit() for char in text)


def _fill_down(texts: dict[Place, str], rows: range, labels: frozenset[int], language: str) -> None:
    """An empty outer label of words goes on from the row above where an inner label stands beside it, no total."""
    ordered = [col for col in sorted(labels) if set(range(col)) <= labels]
    for at, col in enumerate(ordered[:-1]):
        for row in rows[1:]:
            inner = " ".join(texts.get((row, other), "") for other in ordered[at + 1 :]).strip()
            above = texts.get((row - 1, col), "")
            total = says(inner, language, "totals", "label_re") or says(above, language, "totals", "label_re")
            if inner and not texts.get((row, col)) and _WORD.search(above) and not total:
                texts[(row, col)] = above


# --- numbers -------------------------------------------------------------------------------------


def value_of(text: str, language: str) -> Value | None:
    """Return the value of a cell that holds a number or an amount in words (`ca. 2,4 Mio. Franken`), or null."""
    number = number_of(text)
    if number is not None:
        return Value(number)
    if not any(char.isdigit() for char in text):
        return None
    scaled = _scaled(language).match(text)
    if scaled:
        scale = lexicon(language)["money"]["scales"].get(scaled["scale"])
        qualifier = next((name for name in _QUALIFIERS if scaled[name]), "exact")
        return Value(parse_number(scaled["n"]) * (scale or 1), scale is not None, qualifier=qualifier)
    amounts = find_amounts(text, language)
    if len(amounts) != 1 or amounts[0].low is None:
        return None
    amount = amounts[0]
    beside = len(text) - (amount.end - amount.start)
    return Value(amounts[0].low, True, amount.high, amount.qualifier) if beside <= BESIDE_AMOUNT else None


@cache
def _scaled(language: str) -> re.Pattern[str]:
    """A number with a word that says how exact it is, or with a scale and no currency: `rund 500'000`, `1,2 Mio.`."""
    money = lexicon(language)["money"]
    words = "|".join(f"(?P<{name}>{alternatives(money['qualifiers'][name])})" for name in _QUALIFIERS)
    scales = alternatives(money["scales"])
    return re.compile(rf"^(?:(?:{words})\s+)?(?P<n>{NUMBER}){NO_RAPPEN}(?:\s*(?P<scale>{scales}))?$")


def number_of(text: str) -> Decimal | None:
    """Return the number a cell holds if it holds nothing else but a currency sign, or null.

    A cell is one number, so that a group sign lost in print or in recognition does no harm: `3720 000`.
    """
    match = _NUMERIC.match(text.strip())
    if match is None:
        loose = _LOOSE.match(text.strip())
        return Decimal("".join(char for char in text if char.isdigit())) if loose else None
    value = parse_number(match["n"])
    return -value if match["sign"] and match["sign"].strip() != "+" else value


def is_year(text: str) -> bool:
    """Tell whether a cell holds a calendar year and nothing else."""
    return _YEAR.match(text.strip()) is not None
