from __future__ import annotations

import csv
import io

import pytest

from pipeline.classification.csv_rows import classify_csv


def classified(text: str) -> str:
    target = io.StringIO(newline="")
    classify_csv(io.StringIO(text, newline=""), target)
    return target.getvalue()


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_rows_come_back_in_order_with_their_own_columns(delimiter: str) -> None:
    text = f'id{delimiter}text\r\n7{delimiter}"Deutschkurse, ""A1""\nam Abend"\r\n8{delimiter}Neubau der Turnhalle\r\n'
    rows = list(csv.DictReader(io.StringIO(classified(text), newline=""), delimiter=delimiter))
    assert [row["id"] for row in rows] == ["7", "8"]
    assert rows[0]["text"] == 'Deutschkurse, "A1"\nam Abend'
    assert [row["foerderbereich"] for row in rows] == ["sprache", ""]
    assert rows[1]["no_area_reason"] == "other_field"
    assert rows[0]["score_sprache"] == rows[0]["confidence"]


def test_a_file_without_rows_keeps_its_header() -> None:
    assert classified("text\n").startswith("text;foerderbereich;confidence")


@pytest.mark.parametrize(
    ("text", "problem"),
    [("", "no column `text`"), ("title;id\nKurs;1\n", "no column `text`"), ("text\nKurs;A1\n", "more cells")],
)
def test_a_file_that_is_no_table_of_texts_is_refused(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        classified(text)
