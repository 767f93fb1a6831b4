"""Changes between two runs as lines for a terminal, Markdown and JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from pipeline.comparison.changes import Change, TableChanges
from pipeline.reporting.plain import UNKNOWN, markdown, one_line, swiss
from pipeline.reporting.telling import tell

Row = Mapping[str, Any]
KINDS = ("added", "lost", "changed")
# What a reader looks for first: other values, then what is gone, then what is new.
_SHOWN = ("changed", "lost", "added")
QUOTE_LIMIT = 80
"""Characters of a value or quote that one line shows."""

_WHOLE = {"added": "new", "lost": "lost"}
_SIGNS = {"added": "+", "lost": "-", "changed": "~"}
_TITLES = {
    "documents": "Documents",
    "funding": "Figures",
    "measures": "Measures",
    "goals": "Goals",
    "decisions": "Decisions",
    "comparison": "Comparison",
}
_PLACE = ("canton", "program", "year", "foerderbereich", "payer", "instrument", "ip_scope", "side", "status")


def as_lines(changes: Sequence[TableChanges], names: Mapping[str, str], limit: int | None = None) -> Iterator[str]:
    """Yield a line for each table and each change, at most `limit` changes of a table.

    `names` has the path of each document id, of both runs. What stands in a document that is new or lost itself is
    counted in one line.
    """
    whole = _whole_documents(changes)
    for table in changes:
        yield f"{_TITLES[table.table]}: {_counts(table)}"
        told, counted = _parted(table, whole)
        shown = told if limit is None else told[:limit]
        for change in shown:
            yield f"  {_SIGNS[change.kind]} {_told(table.table, change, names, one_line)}"
        if len(shown) < len(told):
            yield f"  … and {len(told) - len(shown)} more"
        for (kind, document), count in counted.items():
            yield f"  {_SIGNS[kind]} {count} in {one_line(_name(document, names))}, which is {_WHOLE[kind]}"


def as_markdown(changes: Sequence[TableChanges], names: Mapping[str, str], before: str, after: str) -> str:
    """Return all changes as a Markdown page; `before` and `after` name the runs."""
    lines = [f"# Changes from {markdown(before)} to {markdown(after)}", ""]
    lines += ["| | before | after | added | lost | changed |", "|---|---:|---:|---:|---:|---:|"]
    for table in changes:
        counts = " | ".join(str(table.count(kind)) for kind in KINDS)
        lines.append(f"| {_TITLES[table.table]} | {table.rows_before} | {table.rows_after} | {counts} |")
    for table in changes:
        for kind in _SHOWN:
            chosen = [change for change in table.changes if change.kind == kind]
            if chosen:
                lines += ["", f"## {_TITLES[table.table]} {kind}", ""]
                lines += [f"- {_told(table.table, change, names, markdown)}" for change in chosen]
    return "\n".join(lines) + "\n"


def as_plain(changes: Sequence[TableChanges]) -> dict[str, Any]:
    """Return all changes as JSON can hold them: counts, and each change with its rows and columns, by table."""
    return {
        table.table: {
            "rows_before": table.rows_before,
            "rows_after": table.rows_after,
            **{kind: table.count(kind) for kind in KINDS},
            "changes": [
                {"kind": item.kind, "columns": list(item.columns), "before": item.before, "after": item.after}
                for item in table.changes
            ],
        }
        for table in changes
    }


def _whole_documents(changes: Sequence[TableChanges]) -> frozenset[tuple[str, str]]:
    """Return kind and id of documents that are new or lost as a whole."""
    found = (change for table in changes if table.table == "documents" for change in table.changes)
    return frozenset((item.kind, item.row["document_id"]) for item in found if item.kind in _WHOLE)


def _parted(table: TableChanges, whole: frozenset[tuple[str, str]]) -> tuple[list[Change], Counter[tuple[str, str]]]:
    """Return the changes to tell one by one, in order, and how many stand in documents that are new or lost."""
    apart = table.table not in ("documents", "comparison")
    counted: Counter[tuple[str, str]] = Counter()
    told: list[Change] = []
    for change in sorted(table.changes, key=lambda change: _SHOWN.index(change.kind)):
        place = (change.kind, str(change.row.get("document_id")))
        if apart and place in whole:
            counted[place] += 1
        else:
            told.append(change)
    return told, counted


def _name(document: str, names: Mapping[str, str]) -> str:
    return PurePosixPath(names.get(document, document)).name


def _counts(table: TableChanges) -> str:
    counts = ", ".join(f"{table.count(kind)} {kind}" for kind in KINDS)
    return f"{table.rows_before} before, {table.rows_after} after; {counts}"


def _told(table: str, change: Change, names: Mapping[str, str], write: Callable[[str], str]) -> str:
    """Return a change as one line: what it is about, what differs, and the words of the source."""
    parts = [write(_subject(table, change.row, names))]
    if change.columns:
        parts.append("; ".join(_difference(name, change, write) for name in change.columns))
    if change.row.get("quote"):
        parts.append(f"«{write(one_line(change.row['quote'], QUOTE_LIMIT))}»")
    return ": ".join(parts[:2]) + "".join(f" {part}" for part in parts[2:])


def _subject(table: str, row: Row, names: Mapping[str, str]) -> str:
    if table == "documents":
        state = f"{row['state']} ({row['failure_code']})" if row["failure_code"] else row["state"]
        return f"{row['path'] or row['url'] or row['input_id']}, {state}"
    if table == "comparison":
        place = ", ".join(str(row[name]) for name in _PLACE if row[name] is not None)
        amount = f": CHF {swiss(row['amount_chf'])}" if row["amount_chf"] is not None else ""
        measures = f": {row['measures']} measures" if row.get("measures") is not None else ""
        return f"{place}{amount}{measures}"
    page = f", page {row['page']}" if row["page"] is not None else ""
    return f"{_name(row['document_id'], names)}{page}: {one_line(tell(table, row), 2 * QUOTE_LIMIT)}"


def _difference(name: str, change: Change, write: Callable[[str], str]) -> str:
    if name == "document_id":
        return "another version of the file"
    before, after = (_value(row[name]) for row in (change.before, change.after) if row is not None)
    return f"{write(name)} {write(before)} → {write(after)}"


def _value(value: Any) -> str:
    if value is None or value == []:
        return UNKNOWN
    if isinstance(value, float):
        return swiss(value)
    if isinstance(value, list):
        return one_line(" | ".join(map(str, value)), QUOTE_LIMIT)
    return one_line(str(value), QUOTE_LIMIT)
