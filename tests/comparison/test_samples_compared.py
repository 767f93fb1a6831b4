"""The comparison of all samples beside the truth the generator has worked out from their sources."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from corpus.generator.__main__ import CORPUS
from corpus.generator.documents import ALL
from corpus.generator.model import Planted
from pipeline.comparison.compare import Comparison, compare
from pipeline.records import ComparisonRow, Funding, Records

KEY = ("canton", "program", "year", "foerderbereich", "payer", "instrument", "ip_scope", "side", "status")
TRUTH = CORPUS / "truth" / "comparison.jsonl"


@pytest.fixture(scope="module")
def compared(samples: list[Records]) -> Comparison:
    return compare(samples)


def money_rows(compared: Comparison) -> list[ComparisonRow]:
    return [row for row in compared.rows if row.instrument is not None]


def true_cells() -> dict[tuple[Any, ...], dict[str, Any]]:
    cells = [json.loads(line) for line in TRUTH.read_text(encoding="utf-8").splitlines()]
    return {tuple(cell[name] for name in KEY): cell for cell in cells}


def planted(*kinds: str) -> Iterator[tuple[str, Planted]]:
    for entry in ALL:
        yield from ((entry.sample.name, thing) for thing in entry.sample.planted if thing.kind in kinds)


def ids_of(name: str, thing: Planted) -> tuple[list[str], list[str]]:
    other = thing.with_sample or name
    return [f"{name}#{mark}" for mark in thing.ids], [f"{other}#{mark}" for mark in thing.with_ids]


def rows_of(compared: Comparison, ids: Sequence[str]) -> list[ComparisonRow]:
    return [row for row in money_rows(compared) if set(ids) & set(row.funding_ids)]


def test_there_is_a_cell_for_each_of_the_truth_and_none_more(compared: Comparison) -> None:
    found = [tuple(getattr(row, name) for name in KEY) for row in money_rows(compared)]
    assert len(found) == len(set(found))
    assert set(found) ^ set(true_cells()) == set()


def test_every_cell_has_amount_state_and_figures_of_the_truth(compared: Comparison) -> None:
    truth = true_cells()
    wrong = []
    for row in money_rows(compared):
        cell = truth[tuple(getattr(row, name) for name in KEY)]
        told = (cell["amount_chf"], cell["amount_per_year_chf"], cell["state"], cell["ids"], len(cell["alternatives"]))
        amounts = (round(row.amount_chf or 0.0, 2), round(row.amount_per_year_chf or 0.0, 2))
        found = (*amounts, row.state, sorted(row.funding_ids), len(row.alternatives))
        wrong += [(row, told)] if found != told else []
    assert wrong == []


def test_every_planted_conflict_is_found_and_no_other(compared: Comparison) -> None:
    expected = set()
    for name, thing in planted("conflict"):
        ids, others = ids_of(name, thing)
        rows = [row for row in rows_of(compared, [*ids, *others]) if row.state == "conflict"]
        assert len(rows) == 1, thing
        assert set(rows[0].funding_ids) & {*ids, *others}
        expected.add((rows[0].canton, rows[0].program, rows[0].payer))
    conflicts = {(row.canton, row.program, row.payer) for row in money_rows(compared) if row.state == "conflict"}
    assert conflicts == expected


def test_amounts_planted_as_equal_agree(compared: Comparison) -> None:
    assert list(planted("agreement"))
    titles = {entry.sample.name: entry.sample.facts.title for entry in ALL}
    for name, thing in planted("agreement"):
        ids, others = ids_of(name, thing)
        told = " ".join(other for row in rows_of(compared, [*ids, *others]) for other in row.alternatives)
        assert rows_of(compared, ids), thing
        assert all(titles[document] not in told for document in {name, thing.with_sample or name}), thing
        assert not others or rows_of(compared, others), thing


def test_what_a_later_document_replaces_names_it(compared: Comparison) -> None:
    ((name, thing),) = planted("replaced")
    ids, others = ids_of(name, thing)
    (new,), (old,) = rows_of(compared, ids), rows_of(compared, others)
    assert "CHF 260’000" in (new.note or "")
    assert "CHF 231’500" in (old.note or "")


def test_sums_planted_wrong_are_told(compared: Comparison) -> None:
    cases = list(planted("wrong_sum"))
    assert cases
    for name, thing in cases:
        (row,) = rows_of(compared, ids_of(name, thing)[0])
        assert "its parts add up to" in (row.note or ""), thing


def test_planted_holes_are_told_with_their_reason(compared: Comparison) -> None:
    def states(canton: str, program: str) -> set[tuple[str, str | None]]:
        rows = [row for row in compared.coverage if (row.canton, row.program) == (canton, program)]
        return {(row.state, row.why_empty) for row in rows}

    assert {name for name, _ in planted("hole")} == {
        "ai-kip3-seite-muster",
        "sz-kip2-beschluss-scan-muster",
        "zg-kip2-protokoll-scan-muster",
        "zh-kip1-konzept-muster",
    }
    assert states("AI", "KIP 3") <= {("partly", None), ("empty", "nothing_found")}
    for program in ("KIP 1", "KIP 2bis", "KIP 3"):
        assert states("SZ", program) == {("empty", "no_document")}
    without_money = [row for row in compared.coverage if (row.canton, row.program) == ("ZG", "KIP 2")]
    assert len([row for row in without_money if row.figures == 0]) == 4
    towns = [row for row in money_rows(compared) if (row.canton, row.payer) == ("ZH", "gemeinden")]
    assert "vielfalt_diskriminierungsschutz" not in {row.foerderbereich for row in towns}


def test_no_amount_rests_on_a_total_and_on_its_parts(compared: Comparison, samples: list[Records]) -> None:
    figures = {item.funding_id: item for records in samples for item in records.funding}
    twice = []
    for row in money_rows(compared):
        behind = [figures[name] for name in row.funding_ids]
        if row.state == "derived":
            twice += [(row, total) for total in behind for part in behind if is_part(part, total)]
    assert twice == []


def is_part(part: Funding, total: Funding) -> bool:
    same_table = part.table_id == total.table_id is not None and part.side == total.side
    in_line = (part.row == total.row) != (part.column == total.column)
    return same_table and in_line and total.is_total and not part.is_total


def test_the_federal_credit_is_matched_where_canton_and_municipalities_put_in_as_much(compared: Comparison) -> None:
    reached = {(row.canton, row.program, row.year): row.reached for row in compared.co_financing}
    assert reached["SZ", "KIP 2", 2018] == "yes"
    assert reached["TG", "KIP 3", None] == "yes"
    assert reached["AI", "KIP 3", None] == "unknown"
