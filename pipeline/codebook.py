"""What every table and column of a run means: made from the records, so that it cannot drift."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import Field, dataclass, fields
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from pipeline.domain.data import vocabulary
from pipeline.records import (
    CoFinancingRow,
    ComparisonRow,
    CoverageRow,
    Decision,
    Evidence,
    Facts,
    Funding,
    Goal,
    Measure,
    Mention,
    Outcome,
    PageRow,
)


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A column: its type (str, int, float, bool, list[str], list[float]) and what it means.

    `path` leads from the row's record to the value: `evidence.page`, `facts.canton`, `amount_chf`.
    """

    name: str
    type: str
    nullable: bool
    meaning: str
    unit: str | None
    vocabulary: str | None
    source: str | None
    path: str


@dataclass(frozen=True, slots=True)
class TableSpec:
    """An output table: what one row of it is, and its columns in order."""

    name: str
    meaning: str
    columns: tuple[ColumnSpec, ...]


_MEANINGS = {
    "documents": "one row per requested input, read or not; columns found in the text are null where it was not read",
    "pages": "one row per page of each document read, with its text; documents without pages have one row, page 1",
    "funding": "one row for each mention of an amount of money, in text or table",
    "measures": "one row per measure of a document; its place is that of its first mention",
    "mentions": "one row for each place at which a measure is named",
    "goals": "one row per goal, or per row of a Zielraster, so that goal, indicator and value stay paired",
    "decisions": "one row for each act taken, with a stated outcome",
    "comparison": "what a canton's documents say together: one row per canton, programme, year, area, payer, "
    "instrument, ip_scope, side and status",
    "coverage": "one row per canton, programme and area, so that a hole in the comparison explains itself",
    "co_financing": "whether the stated money of canton and municipalities reaches the stated federal credit, "
    "per canton, programme and year",
}

_ROWS: dict[str, type[Any]] = {
    "pages": PageRow,
    "funding": Funding,
    "measures": Measure,
    "mentions": Mention,
    "goals": Goal,
    "decisions": Decision,
    "comparison": ComparisonRow,
    "coverage": CoverageRow,
    "co_financing": CoFinancingRow,
}

# The order people read a document in: which input, what it is, how it went.
# fmt: off
_DOCUMENT_ORDER = (
    "input_id", "document_id", "duplicate_of", "path", "url", "retrieved_at", "media_type", "canton", "canton_from",
    "language", "doc_type", "title", "program", "period_start", "period_end", "published", "issuer", "number",
    "page_count", "pages_ocr", "text_quality", "foerderbereiche_named", "relevance", "state", "failure_code",
    "failure_reason", "pipeline_version", "duration_ms",
)
# fmt: on


@cache
def tables() -> dict[str, TableSpec]:
    """Return every output table by name, in the order they are written."""
    specs = {"documents": TableSpec("documents", _MEANINGS["documents"], _document_columns())}
    for name, record in _ROWS.items():
        specs[name] = TableSpec(name, _MEANINGS[name], tuple(_columns(record)))
    return specs


def markdown() -> str:
    """Return the codebook as Markdown: each table with its columns, then each vocabulary with its values."""
    lines = [
        "# Codebook",
        "",
        "What each table and column holds. The same columns stand in Parquet, CSV, XLSX and SQLite.",
        "An empty cell means unknown or not applicable, never zero.",
    ]
    for table in tables().values():
        lines += ["", f"## {table.name}", "", f"{table.meaning[0].upper()}{table.meaning[1:]}.", ""]
        lines += ["| column | meaning | type | unit | vocabulary | source |", "|---|---|---|---|---|---|"]
        lines += [_markdown_row(column) for column in table.columns]
    lines += ["", "## Vocabularies", "", "| vocabulary | values |", "|---|---|"]
    lines += [f"| `{name}` | {_values(name)} |" for name in vocabularies()]
    return "\n".join(lines) + "\n"


def vocabularies() -> tuple[str, ...]:
    """Return the names of all vocabularies that columns use, in alphabetical order."""
    named = {column.vocabulary for table in tables().values() for column in table.columns}
    return tuple(sorted(name for name in named if name))


def _columns(record: type[Any], prefix: str = "", *, unread: bool = False) -> Iterator[ColumnSpec]:
    hints = get_type_hints(record)
    for item in fields(record):
        hint = hints[item.name]
        if hint is Evidence:
            yield from _columns(Evidence, f"{prefix}{item.name}.")
        else:
            yield _column(item, hint, prefix, unread)


def _column(item: Field[Any], hint: Any, prefix: str, unread: bool) -> ColumnSpec:
    type_name, nullable = _type_of(hint)
    about = item.metadata
    return ColumnSpec(
        name=item.name,
        type=type_name,
        nullable=nullable or unread,
        meaning=about["meaning"],
        unit=about["unit"],
        vocabulary=about["vocabulary"],
        source=about["source"],
        path=f"{prefix}{item.name}",
    )


def _type_of(hint: Any) -> tuple[str, bool]:
    """Return the column type of an annotation and whether it allows null: `tuple[str, ...]` is list[str]."""
    if isinstance(hint, UnionType):
        inner = next(part for part in get_args(hint) if part is not NoneType)
        return _type_of(inner)[0], NoneType in get_args(hint)
    if get_origin(hint) is tuple:
        return f"list[{get_args(hint)[0].__name__}]", False
    return hint.__name__, False


def _document_columns() -> tuple[ColumnSpec, ...]:
    """Return the columns of an outcome with the facts of its document; a column new to both stands at the end."""
    found = {column.name: column for column in _columns(Facts, "facts.", unread=True)}
    found |= {column.name: column for column in _columns(Outcome, "outcome.")}
    order = [*_DOCUMENT_ORDER, *(name for name in found if name not in _DOCUMENT_ORDER)]
    return tuple(found[name] for name in order)


def _markdown_row(column: ColumnSpec) -> str:
    kind = f"{column.type} or null" if column.nullable else column.type
    values = f"`{column.vocabulary}`: {_values(column.vocabulary)}" if column.vocabulary else ""
    cells = (f"`{column.name}`", column.meaning, kind, column.unit or "", values, column.source or "")
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _values(name: str) -> str:
    return ", ".join(vocabulary(name))
