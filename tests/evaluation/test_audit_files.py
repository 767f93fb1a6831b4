from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.domain.labels import LANGUAGES
from pipeline.evaluation.audit import RIGHT, UNCLEAR, WRONG, Drawn, Finding
from pipeline.evaluation.audit_files import AuditFileError, as_csv, as_workbook, read_judged

HOSTILE = "=cmd|'/c calc'!A1"
SAMPLE = [
    Drawn(1, Finding("id1", "funding", "BL", "KIP 3", "a.pdf", 2, "Kosten", HOSTILE, "CHF 5"), 40),
    Drawn(2, Finding("id2", "decisions", "", "", "b.html", None, "", "@SUM(A1)", "Volk"), 3),
]


def filled_workbook(path: Path, *verdicts: str | None) -> Path:
    path.write_bytes(as_workbook(SAMPLE, "de"))
    book = load_workbook(path)
    for row, verdict in enumerate(verdicts, start=2):
        book.worksheets[0].cell(row, 12, verdict)
    book.save(path)
    return path


def filled_csv(path: Path, *verdicts: str, delimiter: str = ";") -> Path:
    rows = list(csv.reader(io.StringIO(as_csv(SAMPLE).decode("utf-8-sig"), newline=""), delimiter=";"))
    for row, verdict in zip(rows[1:], verdicts, strict=True):
        row[11] = verdict
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_in_a_workbook_is_no_formula(tmp_path: Path, language: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(as_workbook(SAMPLE, language))
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert (sheet["I2"].value, sheet["I2"].data_type, sheet["I3"].data_type) == (HOSTILE, "s", "s")
    (choice,) = sheet.data_validations.dataValidation
    assert str(choice.sqref) == "L2:L3"


def test_text_in_csv_is_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(SAMPLE).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [row["quote"] for row in rows] == [f"'{HOSTILE}", "'@SUM(A1)"]


def test_the_same_sample_gives_the_same_bytes() -> None:
    assert as_workbook(SAMPLE, "fr") == as_workbook(SAMPLE, "fr")


def test_a_filled_workbook_is_read_back(tmp_path: Path) -> None:
    first, second = read_judged(filled_workbook(tmp_path / "a.xlsx", "richtig", None))
    assert (first.number, first.record_id, first.canton, first.stratum_rows, first.verdict) == (
        1,
        "id1",
        "BL",
        40,
        RIGHT,
    )
    assert (second.canton, second.verdict) == ("", None)


@pytest.mark.parametrize("delimiter", [";", ","])
def test_csv_is_read_back_as_spreadsheets_save_it(tmp_path: Path, delimiter: str) -> None:
    found = read_judged(filled_csv(tmp_path / "a.csv", "Falsch ", "incerto", delimiter=delimiter))
    assert [item.verdict for item in found] == [WRONG, UNCLEAR]


def not_a_workbook(folder: Path) -> Path:
    path = folder / "b.xlsx"
    path.write_bytes(b"no workbook")
    return path


def another_table(folder: Path) -> Path:
    path = folder / "b.csv"
    path.write_text("a;b\n1;2\n", encoding="utf-8")
    return path


def empty_file(folder: Path) -> Path:
    path = folder / "b.csv"
    path.write_bytes(b"")
    return path


def other_encoding(folder: Path) -> Path:
    path = folder / "b.csv"
    path.write_bytes("number;verdict\n1;gültig\n".encode("latin-1"))
    return path


def unknown_word(folder: Path) -> Path:
    return filled_csv(folder / "b.csv", "vielleicht", "")


def row_twice(folder: Path) -> Path:
    path = filled_csv(folder / "b.csv", "", "")
    path.write_text(path.read_text(encoding="utf-8").replace("id2", "id1"), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (not_a_workbook, "can't be read as a workbook"),
        (another_table, "lacks the columns number, record_id"),
        (empty_file, "lacks the columns"),
        (other_encoding, "UTF-8"),
        (unknown_word, "row 2: «vielleicht» is no verdict"),
        (row_twice, "holds a row twice"),
    ],
)
def test_other_files_are_refused_in_a_sentence(tmp_path: Path, make: Callable[[Path], Path], sentence: str) -> None:
    with pytest.raises(AuditFileError, match=sentence):
        read_judged(make(tmp_path))
