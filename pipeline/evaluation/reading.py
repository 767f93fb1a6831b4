"""Scores of reading: words, hyphens, whole passages, and the cells of tables, beside the truth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.evaluation.matching import Row, flat, pair, same_page
from pipeline.evaluation.rates import Rate
from pipeline.records import Document, Table

# What stands around the text is no part of the truth.
_AROUND = ("header", "footer", "menu", "toc")
# A table counts as found if at least half of its cells are where they belong.
MIN_CELLS = 0.5
# So far a table may be off to the side as a whole: an empty column that the reader saw before its first.
MAX_COLUMN_SHIFT = 1

Grid = dict[tuple[int, int], str]


def text_scores(document: Document, truth: Row) -> dict[tuple[str, str], Rate]:
    """Return recall and precision of words, the same for words with a hyphen, and passages read whole."""
    blocks = [block for block in truth["blocks"] if block["kind"] != "toc"]
    passages = [flat(block["text"]) for block in blocks]
    text = flat(document.text)
    wanted, present = _words(passages), _words([text])
    # The line that marks a sample stands on every page, and a table of contents is told in many ways.
    free = _words([flat(truth.get("sample_mark")), *(flat(b["text"]) for b in truth["blocks"] if b["kind"] == "toc")])
    main = Counter({word: count for word, count in _words([_main_text(document)]).items() if word not in free})
    allowed = wanted + _words(flat(text) for text in [*_table_texts(truth), *(block.get("label") for block in blocks)])
    return {
        ("text", "words found"): _covered(wanted, present),
        ("text", "words right"): _covered(main, allowed),
        ("text", "hyphenated words found"): _covered(_hyphenated(wanted), present),
        ("text", "hyphenated words right"): _covered(_hyphenated(main), allowed),
        ("text", "passages whole"): Rate(sum(passage in text for passage in passages), len(passages)),
    }


def _main_text(document: Document) -> str:
    around = [(block.start, block.end) for block in document.blocks if block.kind in _AROUND]
    kept, at = [], 0
    for start, end in sorted(around):
        kept.append(document.text[at:start])
        at = max(at, end)
    return flat(" ".join([*kept, document.text[at:]]))


def _table_texts(truth: Row) -> Iterator[str | None]:
    for table in truth["tables"]:
        yield table["caption"]
        yield from (cell for row in table["rows"] for cell in row)


def _words(texts: Iterable[str]) -> Counter[str]:
    """Count what has a letter or a digit: lone signs, such as those a reader puts between cells, are no words."""
    return Counter(word for text in texts for word in text.split() if any(map(str.isalnum, word)))


def _covered(wanted: Counter[str], present: Counter[str]) -> Rate:
    return Rate((wanted & present).total(), wanted.total())


def _hyphenated(words: Counter[str]) -> Counter[str]:
    return Counter({word: count for word, count in words.items() if "-" in word.strip("-.,;:()«»")})


@dataclass(frozen=True, slots=True)
class _Part:
    """The part of a true table that stands on one page."""

    page: int | None
    cells: Grid


@dataclass(frozen=True, slots=True)
class _Read:
    """A table as read."""

    page: int
    cells: Grid


def table_scores(document: Document, truth: Row) -> dict[tuple[str, str], Rate]:
    """Return cells found and right by text and place, and tables found and right; a part on each page counts for one.

    A table is laid over the true one where most cells meet: a header repeated on the next page shifts its rows.
    """
    parts = [part for table in truth["tables"] for part in _parts(table)]
    read = [_Read(table.page, _grid(document, table)) for table in document.tables]
    pairs = pair(parts, read, _shared)
    right = sum(_hits(part.cells, table.cells) for part, table in pairs)
    found = sum(_hits(part.cells, table.cells) >= MIN_CELLS * len(part.cells) for part, table in pairs)
    return {
        ("tables", "cells found"): Rate(right, sum(len(part.cells) for part in parts)),
        ("tables", "cells right"): Rate(right, sum(len(table.cells) for _, table in pairs)),
        ("tables", "tables found"): Rate(found, len(parts)),
        ("tables", "tables right"): Rate(found, len(read)),
    }


def _parts(table: Row) -> Iterator[_Part]:
    pages = table["row_pages"]
    for page in dict.fromkeys(pages):
        rows = [row for row, where in zip(table["rows"], pages, strict=True) if where == page]
        yield _Part(page, _filled((r, c, cell) for r, row in enumerate(rows) for c, cell in enumerate(row)))


def _grid(document: Document, table: Table) -> Grid:
    return _filled((cell.row, cell.col, document.text[cell.start : cell.end]) for cell in table.cells)


def _filled(cells: Iterable[tuple[int, int, str | None]]) -> Grid:
    """Return the cells that have a text: an empty one can't be told from one that was never there."""
    return {(row, column): flat(text) for row, column, text in cells if flat(text)}


def _shared(part: _Part, table: _Read) -> float:
    return float(_hits(part.cells, table.cells)) if same_page(part.page, table.page) else 0.0


def _hits(truth: Grid, read: Grid) -> int:
    """Return the most cells that have the same text at the same place, the table moved as a whole."""
    places: dict[str, list[tuple[int, int]]] = {}
    for place, text in truth.items():
        places.setdefault(text, []).append(place)
    moves: Counter[tuple[int, int]] = Counter()
    for (row, column), text in read.items():
        moves.update((row - r, column - c) for r, c in places.get(text, ()))
    return max((count for (_, side), count in moves.items() if abs(side) <= MAX_COLUMN_SHIFT), default=0)
