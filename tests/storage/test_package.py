"""The package against the Data Package specification (version 1), checked value by value."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import frictionless
import pytest

from pipeline.storage.package import About, licences, write_package
from pipeline.storage.tables import Entry, build_tables

HOSTILE = "=cmd|'/c calc'!A1"
NAMED = "Frau Xhevahire Bytyqi leitet den Kurs; Beat Muster bezahlt 1,5 Mio. Franken"
ABOUT = About("kip-tables", "Tables", "1.2.0", "CC-BY-4.0", ("20260101T000000Z-aaaa",), redacted=False)
REDACTED = About("kip-tables", "Tables", "1.2.0", "CC-BY-4.0", (), redacted=True)

PARSED: dict[str, Callable[[str], Any]] = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": lambda cell: {"true": True, "false": False}[cell],
    "array": json.loads,
}


def packed(folder: Path, entries: list[Entry], about: About = ABOUT) -> dict[str, Any]:
    write_package(build_tables(entries), about, folder)
    descriptor: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return descriptor


def rows_of(folder: Path, resource: dict[str, Any]) -> list[dict[str, str]]:
    with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def tables_of(descriptor: dict[str, Any]) -> list[dict[str, Any]]:
    return [item for item in descriptor["resources"] if item["profile"] == "tabular-data-resource"]


@pytest.fixture
def entries(entry: Callable[..., Entry], failed: Callable[[str], Entry]) -> list[Entry]:
    return [entry("one", quote=HOSTILE), entry("two", text=NAMED, quote=NAMED), failed("three")]


@pytest.mark.parametrize("about", [ABOUT, REDACTED])
def test_frictionless_finds_the_package_valid(tmp_path: Path, entries: list[Entry], about: About) -> None:
    descriptor = packed(tmp_path, entries, about)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["name", "message"])
    assert report.stats["tasks"] == len(descriptor["resources"])


def test_frictionless_finds_a_changed_cell(tmp_path: Path, entries: list[Entry]) -> None:
    packed(tmp_path, entries)
    table = tmp_path / "data" / "documents.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("done", "gone"), encoding="utf-8")
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_every_file_has_its_checksum_and_size(tmp_path: Path, entries: list[Entry]) -> None:
    descriptor = packed(tmp_path, entries)
    for resource in descriptor["resources"]:
        content = (tmp_path / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    lines = (tmp_path / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {name: value for value, name in (line.split("  ") for line in lines)}
    files = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert set(sums) == files - {"SHA256SUMS"}
    assert all(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == value for name, value in sums.items())


def test_names_paths_and_licence_are_as_the_specification_asks(tmp_path: Path, entries: list[Entry]) -> None:
    descriptor = packed(tmp_path, entries)
    names = [resource["name"] for resource in descriptor["resources"]]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9._-]+", name) for name in [descriptor["name"], *names])
    assert not any(resource["path"].startswith(("/", "../")) for resource in descriptor["resources"])
    (licence,) = descriptor["licenses"]
    assert (licence["name"], licence["path"][:8], descriptor["version"]) == ("CC-BY-4.0", "https://", "1.2.0")
    assert descriptor["profile"] == "data-package"


def test_every_cell_has_its_type_and_keeps_its_constraints(tmp_path: Path, entries: list[Entry]) -> None:
    for resource in tables_of(packed(tmp_path, entries)):
        fields = resource["schema"]["fields"]
        rows = rows_of(tmp_path, resource)
        assert len(rows) == resource["rows"]
        assert all(list(row) == [field["name"] for field in fields] for row in rows)
        for field in fields:
            constraints = field.get("constraints", {})
            for cell in (row[field["name"]] for row in rows):
                assert cell or not constraints.get("required")
                assert not cell or PARSED[field["type"]](cell) in constraints.get("enum", [PARSED[field["type"]](cell)])


def test_keys_are_unique_and_references_lead_somewhere(tmp_path: Path, entries: list[Entry]) -> None:
    tables = {resource["name"]: resource for resource in tables_of(packed(tmp_path, entries))}
    rows = {name: rows_of(tmp_path, resource) for name, resource in tables.items()}
    for name, resource in tables.items():
        keys = [tuple(row[part] for part in resource["schema"].get("primaryKey", [])) for row in rows[name]]
        assert not keys or not keys[0] or len(set(keys)) == len(keys)
        for key in resource["schema"].get("foreignKeys", []):
            (own,), (other,) = key["fields"], key["reference"]["fields"]
            target = {row[other] for row in rows[key["reference"]["resource"]]}
            assert {row[own] for row in rows[name]} - {""} <= target


def test_text_is_never_a_formula_and_page_texts_stay_out(tmp_path: Path, entries: list[Entry]) -> None:
    descriptor = packed(tmp_path, entries)
    funding, pages = (next(r for r in tables_of(descriptor) if r["name"] == name) for name in ("funding", "pages"))
    assert {row["quote"] for row in rows_of(tmp_path, funding)} == {f"'{HOSTILE}", NAMED}
    assert "text" not in rows_of(tmp_path, pages)[0]


def test_paths_say_nothing_of_the_machine(tmp_path: Path, entries: list[Entry]) -> None:
    documents = tables_of(packed(tmp_path, entries))[0]
    assert [row["path"] for row in rows_of(tmp_path, documents)] == ["one.pdf", "three.pdf", "two.pdf"]


def test_names_are_left_out_of_every_table(tmp_path: Path, entries: list[Entry], entry: Callable[..., Entry]) -> None:
    outcome, records = entry("four")
    named = replace(outcome, path="/documents/brief_Nora-Muster.pdf"), records
    descriptor = packed(tmp_path, [*entries, named], REDACTED)
    documents = tables_of(descriptor)[0]
    assert [row["path"] for row in rows_of(tmp_path, documents)] == ["[Name].pdf", "one.pdf", "three.pdf", "two.pdf"]
    assert descriptor["names_redacted"] is True
    written = "".join(path.read_text(encoding="utf-8") for path in tmp_path.rglob("*") if path.is_file())
    assert "Frau [Name] leitet den Kurs; [Name] bezahlt 1,5 Mio. Franken" in written
    assert not re.search("Xhevahire|Bytyqi|Muster", written)


def test_the_same_tables_give_the_same_bytes(tmp_path: Path, entries: list[Entry]) -> None:
    for name, order in (("a", entries), ("b", entries[::-1])):
        packed(tmp_path / name, order)
    files = sorted(path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*") if path.is_file())
    assert [(tmp_path / "a" / name).read_bytes() for name in files] == [
        (tmp_path / "b" / name).read_bytes() for name in files
    ]


@pytest.mark.parametrize("licence", licences())
def test_each_licence_has_title_and_address(tmp_path: Path, entries: list[Entry], licence: str) -> None:
    about = About("kip-tables", "Tables", "1", licence, (), redacted=False)
    (told,) = packed(tmp_path, entries, about)["licenses"]
    assert told["name"] == licence
    assert told["title"]
    assert told["path"].startswith("https://")
