"""Scores of finds made by hand: what counts as found, what as right."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation.findings import decision_scores, facts_scores, funding_scores, goal_scores, measure_scores
from pipeline.evaluation.matching import overlap, pair, same_text
from pipeline.evaluation.rates import Rate, add_up
from pipeline.evaluation.reading import table_scores, text_scores
from pipeline.evaluation.scores import STAGES, score_document
from pipeline.records import (
    Block,
    Cell,
    Decision,
    Document,
    Evidence,
    Facts,
    Funding,
    Goal,
    Measure,
    Mention,
    Page,
    Records,
    Table,
)

AMOUNT: dict[str, Any] = {
    "quote": "1'200'000 Franken", "page": 1, "amount_chf": 1_200_000, "amount_max_chf": None, "basis": "total",
    "period_start": 2024, "period_end": 2027, "payer": "bund", "instrument": "ifk", "ip_scope": "excluded",
    "foerderbereich": None, "status": "planned", "role": "level", "side": "sources", "is_total": False,
    "is_integration": True, "found_in": "text", "table_id": None, "row": None, "column": None,
    "row_label": None, "column_label": None,
}  # fmt: skip


def truth(**rows: Any) -> dict[str, Any]:
    facts = dict.fromkeys(("canton", "language", "doc_type", "program", "number", "published"))
    empty: dict[str, Any] = {name: [] for name in ("funding", "measures", "goals", "decisions", "tables", "blocks")}
    return {"facts": {**facts, "foerderbereiche_named": []}, "sample_mark": "Muster", **empty, **rows}


def evidence(quote: str, page: int | None = 1, start: int = 0) -> Evidence:
    return Evidence("d", page, None, None, None, None, start, start + len(quote), quote, None, "rule@1", 0.9)


def amount(quote: str = "1’200’000 Franken", page: int = 1, start: int = 0, **values: Any) -> Funding:
    told = {name: AMOUNT[name] for name in AMOUNT if name not in {"quote", "page"}} | values
    return Funding(f"f{start}", evidence(quote, page, start), **told)


def records(**rows: Any) -> Records:
    return Records(Facts("d", "text/plain"), **rows)


def of(scores: dict[tuple[str, str], Rate], stage: str, figure: str) -> tuple[int, int]:
    rate = scores[stage, figure]
    return rate.right, rate.of


def test_an_amount_is_found_by_its_value_its_page_and_its_words() -> None:
    scores = funding_scores(records(funding=(amount(),)), truth(funding=[AMOUNT]))
    assert of(scores, "funding", "amounts found") == of(scores, "funding", "all columns") == (1, 1)


@pytest.mark.parametrize(
    "find",
    [amount(page=2), amount(amount_chf=1_200_001.0), amount(amount_max_chf=2e6), amount("drei Kurse im Jahr")],
    ids=["page", "value", "range", "words"],
)
def test_an_amount_elsewhere_is_one_missing_and_one_too_many(find: Funding) -> None:
    scores = funding_scores(records(funding=(find,)), truth(funding=[AMOUNT]))
    assert of(scores, "funding", "amounts found") == of(scores, "funding", "amounts right") == (0, 1)


def test_a_vague_amount_is_never_taken_for_zero() -> None:
    vague = AMOUNT | {"amount_chf": None, "quote": "mehrere hunderttausend Franken"}
    zero = amount("mehrere hunderttausend Franken", amount_chf=0.0)
    none = amount("mehrere hunderttausend Franken", amount_chf=None)
    assert of(funding_scores(records(funding=(zero,)), truth(funding=[vague])), "funding", "amounts found") == (0, 1)
    assert of(funding_scores(records(funding=(none,)), truth(funding=[vague])), "funding", "amounts found") == (1, 1)


def test_a_wrong_column_counts_against_itself_alone() -> None:
    scores = funding_scores(records(funding=(amount(payer="kanton"),)), truth(funding=[AMOUNT]))
    assert of(scores, "funding", "payer") == of(scores, "funding", "all columns") == (0, 1)
    assert of(scores, "funding", "basis") == (1, 1)


def test_a_wrong_sum_is_told_by_the_rule_of_its_figure() -> None:
    place = {"found_in": "table", "table_id": "t1", "column": 1}
    rows = [{**AMOUNT, **place, "row": 4, "row_label": "Total"}, {**AMOUNT, **place, "row": 5, "row_label": "Saldo"}]
    tables = [{"table_id": "t1", "sums": "wrong", "sum_errors": [{"row": 4, "column": 1, "difference": -10}]}]
    told = truth(funding=rows, tables=tables)
    finds = [amount(start=at, found_in="table", row_label=row["row_label"]) for at, row in enumerate(rows)]
    checked = replace(finds[0], evidence=replace(finds[0].evidence, found_by="finance_table/2 sum_check/1:-10"))
    silent = funding_scores(records(funding=tuple(finds)), told)
    spoken = funding_scores(records(funding=(checked, finds[1])), told)
    assert of(silent, "finance tables", "wrong sums told") == (0, 1)
    assert of(spoken, "finance tables", "wrong sums told") == (1, 1)
    assert of(spoken, "finance tables", "sums told are wrong") == (1, 1)


def test_equal_amounts_of_a_table_are_told_apart_by_their_labels() -> None:
    in_table = AMOUNT | {"found_in": "table", "table_id": "t1"}
    rows = [
        in_table | {"row_label": label, "payer": payer} for label, payer in (("Bund", "bund"), ("Kanton", "kanton"))
    ]
    finds = (
        amount(found_in="table", table_id="x", row_label="Kanton", payer="kanton", start=1),
        amount(found_in="table", table_id="x", row_label="Bund", payer="bund", start=30),
    )
    money = truth(funding=rows, tables=[table(["Bund", "1'200'000"], sums="exact")])
    scores = funding_scores(records(funding=finds), money)
    assert of(scores, "finance tables", "figures found") == of(scores, "finance tables", "payer") == (2, 2)


def test_a_measure_is_found_by_any_of_its_mentions() -> None:
    told = {"quote": "Kurse am Abend", "page": 1, "title": "Deutschkurse am Abend", "foerderbereich": "sprache",
            "target_groups": [], "mentions": [{"quote": "Deutschkurse am Abend", "page": 2}]}  # fmt: skip
    find = Measure("m", evidence("Abendangebot", 1), "Deutschkurse am Abend", foerderbereich="sprache")
    mention = Mention("x", "m", evidence("Deutschkurse am Abend", 2))
    found = measure_scores(records(measures=(find,), mentions=(mention,)), truth(measures=[told]))
    assert (
        of(found, "measures", "found")
        == of(found, "measures", "area")
        == of(found, "measures", "title equal")
        == (1, 1)
    )
    missed = measure_scores(records(measures=(find,)), truth(measures=[told]))
    assert (of(missed, "measures", "found"), of(missed, "measures", "right")) == ((0, 1), (0, 1))


def test_what_is_seldom_told_counts_where_it_is_told_and_where_it_was_found() -> None:
    rows = [{**AMOUNT, "recipient": who, "payer_shares": []} for who in ("Caritas", None, None)]
    finds = tuple(amount(start=at, recipient=who) for at, who in enumerate(("Caritas", "ECAP", None)))
    scores = funding_scores(records(funding=finds), truth(funding=rows))
    assert of(scores, "funding", "recipient found") == (1, 1)
    assert of(scores, "funding", "recipient right") == (1, 2)
    assert of(scores, "funding", "payer_shares found") == (0, 0)


def test_goals_whose_values_are_swapped_are_found_but_not_paired() -> None:
    goals = [
        {"quote": text, "text": text, "page": 1, "level": "outcome", "foerderbereich": None, "indicator": None,
         "target_value": value, "unit": None, "due": None, "responsible": None}
        for text, value in (("Alle kennen die Angebote", 90), ("Eltern besuchen Kurse", 40))
    ]  # fmt: skip
    finds = [
        Goal(text, evidence(text), "outcome", text, target_value=value)
        for text, value in (("Alle kennen die Angebote", 40.0), ("Eltern besuchen Kurse", 90.0))
    ]
    scores = goal_scores(records(goals=tuple(finds)), truth(goals=goals))
    assert (of(scores, "goals", "found"), of(scores, "goals", "paired")) == ((2, 2), (0, 2))
    right = [replace(find, target_value=value) for find, value in zip(finds, (90.0, 40.0), strict=True)]
    assert of(goal_scores(records(goals=tuple(right)), truth(goals=goals)), "goals", "paired") == (2, 2)


def decision(quote: str, **values: Any) -> Decision:
    told = {"body": "Landrat", "body_as_named": "der Landrat", "body_type": "parliament"} | values
    return Decision(quote, evidence(quote), **told)


def test_a_decision_is_found_by_its_clause_or_by_a_point_of_its_dispositive() -> None:
    told = {"quote": "Der Landrat beschliesst:", "page": 1, "body": "Landrat", "date": "2021-05-27",
            "outcome": "approved", "number": None, "about_integration": True, "votes_yes": 59, "votes_no": 24,
            "votes_abstain": 2, "items": ["Das Programm wird genehmigt."], "item_outcomes": ["approved"],
            "legal_references": ["Art. 3 AIG", "§ 2 SG"], "refers_to": []}  # fmt: skip
    find = decision("1. Das Programm wird genehmigt.", date="2021-05-27", outcome="approved", about_integration=True)
    scores = decision_scores(records(decisions=(find,)), truth(decisions=[told]))
    assert of(scores, "decisions", "found") == of(scores, "decisions", "date") == (1, 1)
    assert of(scores, "decisions", "votes") == (0, 1)
    assert of(scores, "decisions", "items") == of(scores, "decisions", "legal_references") == (0, 1)
    assert of(scores, "decisions", "refers_to") == (0, 0)
    whole = replace(find, items=("Das Programm wird genehmigt.",), legal_references=("§ 2 SG", "Art. 3 AIG"))
    listed = decision_scores(records(decisions=(whole,)), truth(decisions=[told]))
    assert of(listed, "decisions", "items") == of(listed, "decisions", "legal_references") == (1, 1)
    assert of(listed, "decisions", "item_outcomes") == (0, 1)
    other = decision("Die Bibliothek erhält einen Kredit")
    assert of(decision_scores(records(decisions=(other,)), truth(decisions=[told])), "decisions", "right") == (0, 1)


def test_facts_and_areas_count_one_by_one() -> None:
    told = truth()
    told["facts"] |= {"canton": "TG", "foerderbereiche_named": ["sprache", "dolmetschen"]}
    facts = Facts("d", "text/plain", canton="TG", program="KIP 3", doc_type="other", foerderbereiche_named=("sprache",))
    scores = facts_scores(Records(facts), told)
    assert (of(scores, "facts", "canton"), of(scores, "facts", "program")) == ((1, 1), (0, 1))
    assert (of(scores, "areas", "named found"), of(scores, "areas", "named right")) == ((1, 2), (1, 1))


def document(text: str, tables: tuple[Table, ...] = (), blocks: tuple[Block, ...] = ()) -> Document:
    return Document("d", "text/plain", "plain", "de", text, (Page(1, 0, len(text), "digital"),), blocks, tables)


def test_words_lost_and_words_invented_are_told_apart() -> None:
    told = truth(blocks=[{"kind": "paragraph", "text": "Die Sprach- und Eltern-Kind-Kurse", "page": 1, "level": 0}])
    scores = text_scores(document("Die Sprach- und ElternKind-Kurse Seite"), told)
    assert of(scores, "text", "words found") == (3, 4)
    assert of(scores, "text", "words right") == (3, 5)
    assert of(scores, "text", "hyphenated words found") == (0, 1)
    assert of(scores, "text", "passages whole") == (0, 1)


def test_menus_and_marks_are_not_held_against_the_text() -> None:
    told = truth(blocks=[{"kind": "paragraph", "text": "Der Kredit", "page": 1, "level": 0}])
    text = "Start Kontakt\nDer Kredit\nMuster | –"
    scores = text_scores(document(text, blocks=(Block("menu", 0, 1, 0, 13),)), told)
    assert of(scores, "text", "words right") == (2, 2)


def table(*rows: list[str], sums: str | None = None, pages: list[int] | None = None) -> dict[str, Any]:
    return {"table_id": "t1", "caption": None, "rows": list(rows), "row_pages": pages or [1] * len(rows), "sums": sums}


def read_table(rows: list[list[str]], page: int = 1) -> tuple[str, Table]:
    text, cells = "", []
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            cells.append(Cell(r, c, len(text), len(text) + len(cell)))
            text += cell + "\n"
    return text, Table("x", page, 0, len(text), len(rows), len(rows[0]), tuple(cells))


ROWS = [["Beitrag", "2024", "2025"], ["Bund", "10", "20"], ["Kanton", "30", "40"]]


@pytest.mark.parametrize(
    ("rows", "found", "right"),
    [
        (ROWS, (9, 9), (9, 9)),
        ([["Titel", "", ""], *ROWS], (9, 9), (9, 10)),
        ([["", *row] for row in ROWS], (9, 9), (9, 9)),
        ([[a, c, b] for a, b, c in ROWS], (3, 9), (3, 9)),
        (ROWS[:2], (6, 9), (6, 6)),
    ],
    ids=["as it is", "a row too many", "an empty column", "columns swapped", "cut off"],
)
def test_a_cell_is_right_by_its_text_and_its_place(
    rows: list[list[str]], found: tuple[int, int], right: tuple[int, int]
) -> None:
    text, read = read_table(rows)
    scores = table_scores(document(text, (read,)), truth(tables=[table(*ROWS)]))
    assert of(scores, "tables", "cells found") == found
    assert of(scores, "tables", "cells right") == right


def test_a_table_over_a_page_break_is_two_parts_and_its_header_may_come_again() -> None:
    first, second = read_table(ROWS[:2]), read_table([ROWS[0], ROWS[2]], page=2)
    shifted = replace(
        second[1],
        cells=tuple(replace(c, start=c.start + len(first[0]), end=c.end + len(first[0])) for c in second[1].cells),
    )
    scores = table_scores(
        document(first[0] + second[0], (first[1], shifted)), truth(tables=[table(*ROWS, pages=[1, 1, 2])])
    )
    assert of(scores, "tables", "tables found") == of(scores, "tables", "tables right") == (2, 2)
    assert of(scores, "tables", "cells found") == (9, 9)


def test_without_the_document_text_and_tables_are_not_rated() -> None:
    scores = score_document(None, records(), truth())
    assert {stage for stage, _ in scores} == set(STAGES) - {"text", "tables"}


def test_wilsons_interval_is_the_published_one() -> None:
    # R. G. Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263, method 3.
    interval = Rate(81, 263).interval()
    assert interval == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert Rate(0, 0).interval() is None
    assert Rate(0, 0).share is None


@given(st.integers(0, 500), st.integers(1, 500))
def test_the_interval_holds_the_share(right: int, of_: int) -> None:
    rate = Rate(min(right, of_), of_)
    interval, share = rate.interval(), rate.share
    assert interval is not None
    assert share is not None
    assert 0 <= interval[0] <= share + 1e-9
    assert share - 1e-9 <= interval[1] <= 1


def test_rates_of_documents_add_up() -> None:
    total = add_up([{("a", "b"): Rate(1, 2)}, {("a", "b"): Rate(3, 4), ("c", "d"): Rate(0, 1)}])
    assert total == {("a", "b"): Rate(4, 6), ("c", "d"): Rate(0, 1)}


def test_each_find_belongs_to_one_row_and_equals_go_in_order() -> None:
    assert pair([1, 1, 2], [1, 1, 3], lambda a, b: float(a == b)) == [(1, 1), (1, 1)]
    assert pair(["x", "y"], ["y", "x"], lambda a, b: float(a == b)) == [("x", "x"), ("y", "y")]


def test_look_alike_characters_are_the_same_text() -> None:
    assert same_text("1’200\u00a0Fr. – «A»", "1'200 Fr. - «A»")
    assert not same_text("Fo\u0308rderung ", "Forderung")
    assert same_text("Fo\u0308rderung", "Förderung")
    assert overlap("", "x") == 0.0
