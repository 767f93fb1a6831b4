"""The tables as a Data Package (datapackage.org, version 1 of the specification) that a repository can take in.

CSV with a schema for each table, the codebook, a licence, a version, and a checksum of every file.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline import __version__
from pipeline.codebook import ColumnSpec, TableSpec, markdown
from pipeline.codebook import tables as table_specs
from pipeline.domain.data import load_toml, vocabulary
from pipeline.domain.persons import REDACTED, find_names, redactor
from pipeline.storage.atomic import replacing
from pipeline.storage.exports import safe_text
from pipeline.storage.schema import PRIMARY_KEYS

DESCRIPTOR = "datapackage.json"
CHECKSUMS = "SHA256SUMS"

# The text of pages belongs to those who wrote it, and everything quoted stands in the other tables.
LEFT_OUT = frozenset({("pages", "text")})
_TYPES = {
    "str": "string",
    "int": "integer",
    "float": "number",
    "bool": "boolean",
    "list[str]": "array",
    "list[float]": "array",
}
_REFERENCES = {
    "funding": {"document_id": "documents", "measure_id": "measures"},
    "measures": {"document_id": "documents"},
    "mentions": {"document_id": "documents", "measure_id": "measures"},
    "goals": {"document_id": "documents"},
    "decisions": {"document_id": "documents"},
    "pages": {"document_id": "documents"},
}


@dataclass(frozen=True, slots=True)
class About:
    """What a package says of itself; `licence` is an id of licences.toml, `runs` the runs its tables come from."""

    name: str
    title: str
    version: str
    licence: str
    runs: tuple[str, ...]
    redacted: bool


def licences() -> tuple[str, ...]:
    """Return the ids of the licences a package can have."""
    return tuple(load_toml("licences")["licences"])


def write_package(tables: Mapping[str, pa.Table], about: About, folder: Path) -> list[Path]:
    """Write a Data Package of the tables of a run into a folder and return its files.

    Page texts are left out, and paths are told from the folder all documents share. With `about.redacted` the names of
    persons are left out of every table. The same tables give the same bytes. Raises OSError if a file can't be written,
    KeyError for an unknown licence.
    """
    rewrite = _rewriter(tables, about.redacted)
    files: dict[str, bytes] = {}
    for name, table in tables.items():
        files[f"data/{name}.csv"] = _csv(table_specs()[name], table, rewrite)
    files["codebook.md"] = markdown().encode("utf-8")
    descriptor = _checked(_descriptor(about, files, {name: table.num_rows for name, table in tables.items()}))
    files[DESCRIPTOR] = (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
    files["README.md"] = _readme(about).encode("utf-8")
    files[CHECKSUMS] = "".join(f"{_sha256(files[name])}  {name}\n" for name in sorted(files)).encode("utf-8")
    for name, content in files.items():
        with replacing(folder / name) as draft:
            draft.write_bytes(content)
    return [folder / name for name in files]


def _rewriter(tables: Mapping[str, pa.Table], redacted: bool) -> Callable[[str], str]:
    """Return what is done with the text of a cell: places on this machine, and names if asked, are left out."""
    shared = _shared_folder(tables["documents"].column("path").to_pylist())
    redact = redactor(_names(tables)) if redacted else None

    def rewrite(text: str) -> str:
        local = text.replace(shared, "") if shared else text
        return redact(local) if redact else local

    return rewrite


def _shared_folder(paths: Iterable[str | None]) -> str:
    """Return the folder all absolute paths share, with its last slash; nothing if there is none."""
    folders = [str(Path(path).parent) for path in paths if path and Path(path).is_absolute()]
    shared = os.path.commonpath(folders) if folders else ""
    return "" if shared in ("", "/") else f"{shared}/"


def _names(tables: Mapping[str, pa.Table]) -> Iterator[str]:
    """Yield the names of persons of all page texts: one that is plain in one place is known in all others."""
    for text in tables["pages"].column("text").to_pylist():
        yield from find_names(text or "")


def _columns(spec: TableSpec) -> list[ColumnSpec]:
    return [column for column in spec.columns if (spec.name, column.name) not in LEFT_OUT]


def _csv(spec: TableSpec, table: pa.Table, rewrite: Callable[[str], str]) -> bytes:
    columns = _columns(spec)
    cells = [_cells(column, table.column(column.name).to_pylist(), rewrite) for column in columns]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    writer.writerows(zip(*cells, strict=True))
    return text.getvalue().encode("utf-8")


def _cells(column: ColumnSpec, values: Sequence[Any], rewrite: Callable[[str], str]) -> list[Any]:
    """Return the cells of a column: null is empty, lists are JSON, text is no formula for any spreadsheet."""
    if column.type.startswith("list"):
        items = ([_text(column, item, rewrite) for item in value or ()] for value in values)
        return [json.dumps(item, ensure_ascii=False) for item in items]
    if column.type == "bool":
        return [None if value is None else str(value).lower() for value in values]
    if column.type == "str":
        return [None if value is None else safe_text(_text(column, value, rewrite)) for value in values]
    return list(values)


def _text(column: ColumnSpec, value: Any, rewrite: Callable[[str], str]) -> Any:
    """Return a value with its text rewritten; ids, hashes and vocabularies hold no text of people."""
    if not isinstance(value, str) or column.vocabulary or column.name.endswith(("_id", "_ids")):
        return value
    return _file_name(rewrite(value), rewrite) if column.name in ("path", "url") else rewrite(value)


def _file_name(place: str, rewrite: Callable[[str], str]) -> str:
    """Return a path or address without its file name if this reads as a name once its words are apart."""
    folder, slash, name = place.rpartition("/")
    words = re.sub(r"[_.\-]+|%20", " ", name)
    return place if rewrite(words) == words else f"{folder}{slash}{REDACTED}{Path(name).suffix}"


def _checked(descriptor: dict[str, Any]) -> dict[str, Any]:
    """Return a descriptor as frictionless writes it, in version 1 of the specification, which repositories read."""
    # Imported here: it takes a second, which no other command has to wait for.
    from frictionless import Package, system  # noqa: PLC0415

    with system.use_context(standards="v1"):
        checked: dict[str, Any] = Package.from_descriptor(descriptor).to_descriptor()
    return checked


def _descriptor(about: About, files: Mapping[str, bytes], rows: Mapping[str, int]) -> dict[str, Any]:
    licence = load_toml("licences")["licences"][about.licence]
    return {
        "profile": "data-package",
        "name": about.name,
        "title": about.title,
        "version": about.version,
        "description": _description(about),
        "licenses": [{"name": about.licence, **licence}],
        "keywords": ["integration", "Switzerland", "cantons", "KIP", "public finance"],
        "kip_version": __version__,
        "runs": list(about.runs),
        "names_redacted": about.redacted,
        "resources": [
            *(_resource(name, count, files[f"data/{name}.csv"]) for name, count in rows.items()),
            {
                "profile": "data-resource",
                "name": "codebook",
                "path": "codebook.md",
                "description": "What every table and column means.",
                "format": "md",
                "mediatype": "text/markdown",
                **_content(files["codebook.md"]),
            },
        ],
    }


def _resource(name: str, rows: int, content: bytes) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"data/{name}.csv",
        "description": table_specs()[name].meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        **_content(content),
        "rows": rows,
        "schema": _schema(table_specs()[name]),
    }


def _content(content: bytes) -> dict[str, Any]:
    return {"encoding": "utf-8", "bytes": len(content), "hash": f"sha256:{_sha256(content)}"}


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _schema(spec: TableSpec) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in _columns(spec)], "missingValues": [""]}
    if spec.name in PRIMARY_KEYS:
        schema["primaryKey"] = list(PRIMARY_KEYS[spec.name])
    if spec.name in _REFERENCES:
        schema["foreignKeys"] = [
            {"fields": column, "reference": {"resource": target, "fields": column}}
            for column, target in _REFERENCES[spec.name].items()
        ]
    return schema


def _field(column: ColumnSpec) -> dict[str, Any]:
    about = {"name": column.name, "type": _TYPES[column.type], "description": column.meaning}
    extra = {"unit": column.unit, "source": column.source}
    constraints: dict[str, Any] = {}
    # Text may be empty, which in CSV is the same as none.
    if not column.nullable and column.type != "str":
        constraints["required"] = True
    if column.vocabulary and column.type == "str":
        constraints["enum"] = list(vocabulary(column.vocabulary))
    told = {name: value for name, value in extra.items() if value}
    return {**about, **told, **({"constraints": constraints} if constraints else {})}


def _description(about: About) -> str:
    told = (
        "What documents of Swiss cantonal integration programmes (KIP) say of funding, measures, goals and decisions, "
        "with the place in the source behind every value, found by kip. An empty cell is unknown, never zero."
    )
    names = (
        f" Names of persons that rules recognised are replaced by {REDACTED}, in quotes too." if about.redacted else ""
    )
    return told + names


def _readme(about: About) -> str:
    licence = load_toml("licences")["licences"][about.licence]
    return f"""# {about.title}

{_description(about)}

Version {about.version} · kip {__version__} · licence [{licence["title"]}]({licence["path"]})

Runs: {", ".join(about.runs) or "unknown"}

- `{DESCRIPTOR}`: every table with its columns, types, keys and checksum (Data Package)
- `data/*.csv`: the tables; comma-separated, UTF-8, lists as JSON; text that a spreadsheet would take for a formula
  has an apostrophe in front
- `codebook.md`: what every table and column means
- `{CHECKSUMS}`: check with `sha256sum -c {CHECKSUMS}`

The text of the pages is not part of the package: it belongs to the documents, which `documents` names.
"""
