"""The truth of a sample: its records, each with the quote and page of its mark, and the text of its blocks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from corpus.generator.marks import parse, plain
from corpus.generator.model import Break, Contents, Grid, Heading, Item, Paragraph, Rendered, Sample

SCHEMA_VERSION = 1

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a mark: its words, its page, and its cell where it stands in a table."""

    mark: str
    quote: str
    page: int | None
    block: int
    table: Grid | None = None
    row: int | None = None
    column: int | None = None


def build_truth(sample: Sample, rendered: Rendered, file_name: str) -> Row:
    """Return the truth as plain data, ready for JSON.

    Raises ValueError where marks and records do not match one to one (measures: one to many).
    """
    places = defaultdict(list)
    for place in all_places(sample, rendered):
        places[place.mark].append(place)
    _check(sample, places)
    return {
        "schema": SCHEMA_VERSION,
        "sample": sample.name,
        "sample_mark": sample.sample_mark,
        "file": file_name,
        "text_layer": rendered.text_layer,
        "facts": {**asdict(sample.facts), "page_count": rendered.page_count},
        "funding": [_funding(sample, found[0]) for name, found in places.items() if name in sample.money],
        "measures": [_measure(sample, name, found) for name, found in places.items() if name in sample.measures],
        "goals": [_record(found[0], sample.goals[name]) for name, found in places.items() if name in sample.goals],
        "decisions": [
            _record(found[0], sample.decisions[name]) for name, found in places.items() if name in sample.decisions
        ],
        "tables": list(_tables(sample, rendered)),
        "blocks": list(_blocks(sample, rendered)),
        "planted": [asdict(planted) for planted in sample.planted],
    }


def all_places(sample: Sample, rendered: Rendered | None = None) -> Iterator[Place]:
    """Yield the place of each mark in reading order, with its page where the sample is drawn."""
    seen: Counter[str] = Counter()
    for number, source, table, row, column in _texts(sample):
        marked = parse(source)
        for span in marked.spans:
            page = rendered.page_of(span.mark, seen[span.mark]) if rendered else None
            seen[span.mark] += 1
            yield Place(span.mark, marked.quote(span), page, number, table, row, column)


def _texts(sample: Sample) -> Iterator[tuple[int, str, Grid | None, int | None, int | None]]:
    for number, block in enumerate(sample.blocks):
        if isinstance(block, Heading | Paragraph | Item):
            yield number, block.text, None, None, None
        elif isinstance(block, Grid):
            yield number, block.caption or "", None, None, None
            for row, cells in enumerate(block.rows):
                for column, cell in enumerate(cells):
                    yield number, cell, block, row, column


def _check(sample: Sample, places: dict[str, list[Place]]) -> None:
    declared = [*sample.money, *sample.measures, *sample.goals, *sample.decisions]
    twice = [name for name, count in Counter(declared).items() if count > 1]
    twice += [name for name, found in places.items() if len(found) > 1 and name not in sample.measures]
    unmatched = sorted(set(declared).symmetric_difference(places))
    if twice or unmatched:
        raise ValueError(f"{sample.name}: used twice {twice}, without mark or record {unmatched}")


def _record(place: Place, record: Any) -> Row:
    return {"id": place.mark, "quote": place.quote, "page": place.page, **asdict(record)}


def _funding(sample: Sample, place: Place) -> Row:
    table = place.table
    where: Row = {"found_in": "text", "table_id": None, "row": None, "column": None}
    if table is not None:
        where = {"found_in": "table", "table_id": table.table_id, "row": place.row, "column": place.column}
    return {**_record(place, sample.money[place.mark]), **where, **labels_of(place)}


def labels_of(place: Place) -> Row:
    """Return what a cell stands under: its label cells and its header cells, merged ones counted everywhere.

    Both are null for a place that is in no cell of a table.
    """
    table, row, column = place.table, place.row, place.column
    if table is None or row is None or column is None:
        return {"row_label": None, "column_label": None}
    filled = _filled(table)
    left, above = filled[row][: table.label_columns], [filled[line][column] for line in range(table.header_rows)]
    return {"row_label": _joined(left), "column_label": _joined(above)}


def _filled(table: Grid) -> list[list[str]]:
    """Return the texts of the cells, each merged one repeated over the cells it covers."""
    filled = [[plain(cell) for cell in row] for row in table.rows]
    for merge in table.merged:
        for row in range(merge.row, merge.row + merge.row_span):
            for column in range(merge.column, merge.column + merge.column_span):
                filled[row][column] = plain(table.rows[merge.row][merge.column])
    return filled


def _joined(texts: list[str]) -> str:
    return " ".join(text for text in dict.fromkeys(texts) if text)


def _measure(sample: Sample, name: str, found: list[Place]) -> Row:
    mentions = [{"quote": place.quote, "page": place.page} for place in found]
    return {**_record(found[0], sample.measures[name]), "mentions": mentions}


def _tables(sample: Sample, rendered: Rendered) -> Iterator[Row]:
    for number, block in enumerate(sample.blocks):
        if isinstance(block, Grid):
            yield {
                "table_id": block.table_id,
                "row_pages": [rendered.page_of(f"row:{number}:{row}") for row in range(len(block.rows))],
                "caption": plain(block.caption) if block.caption else None,
                "header_rows": block.header_rows,
                "total_rows": block.total_rows,
                "label_columns": block.label_columns,
                "unit": block.unit,
                "sums": block.sums,
                "sum_columns": [[column, list(added)] for column, added in block.sum_columns],
                "sum_errors": [
                    {**asdict(error), "difference": round(error.printed - error.sums_to, 6)}
                    for error in block.sum_errors
                ],
                "merged": [asdict(merge) for merge in block.merged],
                "rows": [[plain(cell) for cell in row] for row in block.rows],
            }


def _blocks(sample: Sample, rendered: Rendered) -> Iterator[Row]:
    for number, block in enumerate(sample.blocks):
        page = rendered.page_of(f"block:{number}") if not isinstance(block, Grid | Break) else None
        match block:
            case Heading():
                yield {"kind": "heading", "level": block.level, "page": page, "text": plain(block.text)}
            case Paragraph():
                kind = "heading" if block.style == "title" else "paragraph"
                yield {"kind": kind, "level": 0, "page": page, "text": plain(block.text)}
            case Item():
                yield {"kind": "list_item", "level": 0, "page": page, "text": plain(block.text), "label": block.label}
            case Contents():
                yield {"kind": "toc", "level": 0, "page": page, "text": block.title}
