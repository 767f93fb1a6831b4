from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from pipeline.classification.jsonl import BATCH, classify_lines


def test_lines_come_back_in_order_with_their_own_fields() -> None:
    rows: list[dict[str, object]] = [
        {"id": 7, "text": "Deutschkurs für Erwachsene"},
        {"text": "Neubau der Turnhalle", "note": "größer"},
    ]
    found = [json.loads(line) for line in classify_lines(json.dumps(row) for row in rows)]
    assert [row["text"] for row in found] == [row["text"] for row in rows]
    assert (found[0]["id"], found[0]["foerderbereich"]) == (7, "sprache")
    assert (found[1]["note"], found[1]["foerderbereich"]) == ("größer", None)
    assert 0 < found[0]["confidence"] <= 1
    assert found[0]["scores"]["sprache"] == found[0]["confidence"]


def test_order_holds_over_batches() -> None:
    count = BATCH + 3
    found = classify_lines(json.dumps({"text": "Dolmetschen", "n": n}) for n in range(count))
    assert [json.loads(line)["n"] for line in found] == list(range(count))


def test_blank_lines_are_left_out_and_letters_stay_readable() -> None:
    found = list(classify_lines(["\n", '{"text": "Für Eltern"}\n', ""]))
    assert len(found) == 1
    assert "Für Eltern" in found[0]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{text: 1}", "Line 2 is not JSON"),
        ('["Deutschkurs"]', "Line 2 is not an object"),
        ('{"title": "Deutschkurs"}', "Line 2 has no `text`"),
        ('{"text": null}', "Line 2 has no `text`"),
    ],
)
def test_a_bad_line_is_named_by_its_number(line: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        list(classify_lines(['{"text": "Deutschkurs"}', line]))


def test_lines_are_read_only_as_they_are_needed() -> None:
    def endless() -> Iterator[str]:
        while True:
            yield '{"text": "Deutschkurs"}'

    assert json.loads(next(classify_lines(endless())))["foerderbereich"] == "sprache"
