from __future__ import annotations

from dataclasses import fields

import pytest

from pipeline.codebook import markdown, tables, vocabularies
from pipeline.domain.data import vocabulary
from pipeline.records import Evidence, Facts, Funding, Outcome


def names(table: str) -> list[str]:
    return [column.name for column in tables()[table].columns]


def section(table: str) -> str:
    return markdown().split(f"\n## {table}\n")[1].split("\n## ")[0]


def test_the_tables_of_the_contract_are_there_in_order() -> None:
    expected = [
        "documents",
        "pages",
        "funding",
        "measures",
        "mentions",
        "goals",
        "decisions",
        "comparison",
        "coverage",
        "co_financing",
    ]
    assert list(tables()) == expected


@pytest.mark.parametrize("table", list(tables()))
def test_columns_are_told_apart_and_all_have_a_meaning(table: str) -> None:
    assert len(set(names(table))) == len(names(table))
    assert tables()[table].meaning
    assert all(column.meaning for column in tables()[table].columns)


@pytest.mark.parametrize("table", ["funding", "measures", "mentions", "goals", "decisions"])
def test_evidence_stands_in_place(table: str) -> None:
    evidence = [item.name for item in fields(Evidence)]
    start = names(table).index("document_id")
    assert names(table)[start : start + len(evidence)] == evidence


def test_documents_have_every_fact_and_outcome_once() -> None:
    found = names("documents")
    assert found[:2] == ["input_id", "document_id"]
    assert found[-2:] == ["pipeline_version", "duration_ms"]
    assert set(found) == {item.name for record in (Facts, Outcome) for item in fields(record)}


def test_types_and_nulls_are_those_of_the_records() -> None:
    funding = {column.name: (column.type, column.nullable) for column in tables()["funding"].columns}
    assert funding["amount_chf"] == ("float", True)
    assert funding["payers"] == ("list[str]", False)
    assert funding["payer_shares"] == ("list[float]", False)
    assert funding["each"] == ("bool", False)
    assert funding["period_start"] == ("int", True)


def test_what_stands_in_an_unread_document_may_be_null() -> None:
    nullable = {column.name: column.nullable for column in tables()["documents"].columns}
    assert nullable["page_count"]
    assert not nullable["input_id"]


@pytest.mark.parametrize("table", list(tables()))
def test_the_markdown_names_each_column_of_each_table(table: str) -> None:
    rows = [line for line in section(table).splitlines() if line.startswith("| `")]
    assert [line.split("`")[1] for line in rows] == names(table)
    assert {line.replace("\\|", "").count("|") for line in rows} == {7}


def test_the_markdown_has_each_vocabulary_with_its_values() -> None:
    text = section("Vocabularies")
    for name in vocabularies():
        assert f"| `{name}` | {', '.join(vocabulary(name))} |" in text


def test_amounts_are_in_francs() -> None:
    units = {column.name: column.unit for column in tables()["funding"].columns}
    assert (units["amount_chf"], units["x0"], units["period_start"]) == ("CHF", "pt", "year")
    assert "amount_chf" in {item.name for item in fields(Funding)}
