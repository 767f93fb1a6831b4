"""Cells of a comparison beside the true ones: holes and wrong amounts count apart."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluation.cells import KEY, cell_scores, documents_of, load_cells
from pipeline.evaluation.rates import Rate
from pipeline.evaluation.truth import TruthError
from pipeline.records import ComparisonRow

PLACE: dict[str, Any] = dict.fromkeys(KEY) | {"canton": "UR", "instrument": "kip_total", "ip_scope": "excluded"}


def cell(amount: float, **changes: Any) -> dict[str, Any]:
    return PLACE | {"amount_chf": amount, "state": "reported", "ids": ["ur-a#f1"], "alternatives": []} | changes


def row(amount: float | None, **changes: Any) -> ComparisonRow:
    rest = {"amount_per_year_chf": amount, "figures": 1, "funding_ids": (), "measures": None, "alternatives": ()}
    return ComparisonRow(**(PLACE | rest | {"amount_chf": amount, "state": "reported", "note": None} | changes))


def test_a_hole_is_not_a_wrong_amount() -> None:
    true = [cell(100), cell(200, payer="bund"), cell(300, payer="kanton"), cell(400, year=2024)]
    told = [row(100), row(250, payer="bund"), row(300, payer="kanton", state="conflict"), row(5, payer="dritte")]
    assert cell_scores(told, true) == {
        ("comparison", "cells right"): Rate(1, 4),
        ("comparison", "rows right"): Rate(1, 4),
        ("comparison", "values right"): Rate(1, 3),
    }


def test_rows_that_count_measures_are_no_cells_of_money() -> None:
    assert cell_scores([row(None, instrument=None)], [])["comparison", "rows right"] == Rate(0, 0)


def test_cells_name_their_documents(tmp_path: Path) -> None:
    assert load_cells(tmp_path) == []
    (tmp_path / "comparison.jsonl").write_text(json.dumps(cell(1, ids=["ur-a#f1", "ur-b#t1.2"])) + "\n")
    assert documents_of(load_cells(tmp_path)) == {"ur-a", "ur-b"}


def test_a_file_that_holds_no_cells_is_told(tmp_path: Path) -> None:
    (tmp_path / "comparison.jsonl").write_text("{")
    with pytest.raises(TruthError, match=r"comparison\.jsonl cannot be read"):
        load_cells(tmp_path)
