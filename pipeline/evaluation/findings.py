"""Scores of extraction and classification: each kind of record beside the truth, row by row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, TypeVar

from pipeline.evaluation.matching import MIN_OVERLAP, Row, flat, overlap, pair, same_page, same_text
from pipeline.evaluation.rates import Rate
from pipeline.records import Decision, Funding, Goal, Measure, Records

T = TypeVar("T")
Pairs = Sequence[tuple[Row, T]]
Scored = dict[tuple[str, str], Rate]

FACTS = ("canton", "language", "doc_type", "program", "number", "published")
_MONEY = ("basis", "period_start", "period_end", "payer", "instrument", "ip_scope", "foerderbereich")
FUNDING = (*_MONEY, "status", "role", "side", "is_total", "is_integration")
# What places a figure of a finance table in the comparison.
FIGURE = ("foerderbereich", "payer", "basis", "period_start", "period_end", "side", "is_total")
GOAL = ("foerderbereich", "indicator", "target_value", "unit", "due", "responsible")
# What stands beside a goal in its row of the Zielraster.
GOAL_PAIRED = ("indicator", "target_value", "due", "responsible")
_VOTES = ("votes_yes", "votes_no", "votes_abstain")
DECISION = ("body", "date", "outcome", "number", "about_integration")
# Lists of a decision, rated where the truth or the find has one.
DECISION_LISTS = ("items", "item_outcomes", "legal_references", "refers_to")
# Of these the order tells nothing.
CITED = ("legal_references", "refers_to")
_NUMBERS = re.compile(r"\d+(?:['’ \u00a0\u202f]\d{3})*(?:[.,]\d+)?")
# A clause may go on over the page, and one place is then as right as the other.
CLAUSE_PAGES = 1
HALF_A_FRANC = 0.5
# Marks the rule of a figure whose table does not add up.
SUM_CHECK = "sum_check"


def facts_scores(records: Records, truth: Row) -> Scored:
    """Return for each fact whether it is right, and the areas named, each for itself."""
    told = truth["facts"]
    right = {("facts", name): _rate([_same(told[name], getattr(records.facts, name))]) for name in FACTS}
    wanted, found = set(told["foerderbereiche_named"]), set(records.facts.foerderbereiche_named)
    return {
        **right,
        ("areas", "named found"): Rate(len(wanted & found), len(wanted)),
        ("areas", "named right"): Rate(len(wanted & found), len(found)),
    }


def funding_scores(records: Records, truth: Row) -> Scored:
    """Return amounts found and right, then each column over the pairs; and the figures of finance tables.

    An amount is found where a row has the same amount, on the same page, at the same words.
    """
    finds = sorted(records.funding, key=lambda row: row.evidence.char_start)
    pairs = pair(truth["funding"], finds, _same_amount)
    money_tables = {table["table_id"] for table in truth["tables"] if table["sums"] is not None}
    figures = [row for row in truth["funding"] if row["table_id"] in money_tables]
    of_tables = [(row, find) for row, find in pairs if row["table_id"] in money_tables]
    return {
        ("funding", "amounts found"): Rate(len(pairs), len(truth["funding"])),
        ("funding", "amounts right"): Rate(len(pairs), len(finds)),
        **_columns("funding", FUNDING, pairs),
        **_told_scores("funding", ("recipient", "payer_shares"), pairs),
        ("funding", "period"): _all_of(("period_start", "period_end"), pairs),
        ("funding", "all columns"): _all_of(FUNDING, pairs),
        ("finance tables", "figures found"): Rate(len(of_tables), len(figures)),
        **_columns("finance tables", FIGURE, of_tables),
        ("finance tables", "all columns"): Rate(_all_of(FIGURE, of_tables).right, len(figures)),
        **_sum_scores(truth, of_tables),
    }


def _sum_scores(truth: Row, of_tables: Pairs[Funding]) -> Scored:
    """Return the sums planted wrong that were told, and the sums told that err: in the row or column of a planted one.

    A wrong part of a sum of sums makes that one wrong as well.
    """
    wrong = {
        (table["table_id"], error["row"], error["column"])
        for table in truth["tables"]
        for error in table.get("sum_errors") or ()
    }
    found = {_place(row) for row, _ in of_tables}
    told = {_place(row) for row, find in of_tables if SUM_CHECK in find.evidence.found_by}
    err = [
        one for one in told if any(one[0] == other[0] and (one[1] == other[1] or one[2] == other[2]) for other in wrong)
    ]
    return {
        ("finance tables", "wrong sums told"): Rate(len(wrong & told), len(wrong & found)),
        ("finance tables", "sums told are wrong"): Rate(len(err), len(told)),
    }


def _place(row: Row) -> tuple[str, int, int]:
    return row["table_id"], row["row"], row["column"]


def measure_scores(records: Records, truth: Row) -> Scored:
    """Return measures found and right by overlapping mention, and of those found: title and area."""
    places: dict[str, list[tuple[str, int | None]]] = {}
    for mention in records.mentions:
        places.setdefault(mention.measure_id, []).append((mention.evidence.quote, mention.evidence.page))

    def likeness(row: Row, find: Measure) -> float:
        found = [(find.evidence.quote, find.evidence.page), *places.get(find.measure_id, ())]
        told = [(row["quote"], row["page"]), *((item["quote"], item["page"]) for item in row["mentions"])]
        best = max((overlap(a, b) for a, on in told for b, at in found if same_page(on, at)), default=0.0)
        return best + same_text(row["title"], find.title) if best >= MIN_OVERLAP else 0.0

    pairs = pair(truth["measures"], records.measures, likeness)
    return {
        ("measures", "found"): Rate(len(pairs), len(truth["measures"])),
        ("measures", "right"): Rate(len(pairs), len(records.measures)),
        ("measures", "title equal"): _all_of(("title",), pairs),
        ("measures", "area"): _all_of(("foerderbereich",), pairs),
        ("measures", "target groups"): _all_of(("target_groups",), pairs),
        **_told_scores("measures", ("status", "providers", "responsible", "schedule"), pairs),
        **_told_scores("measures", ("period_start", "period_end"), pairs),
    }


def goal_scores(records: Records, truth: Row) -> Scored:
    """Return goals found and right, each column, and goals beside which all values of their row stand."""
    pairs = pair(truth["goals"], records.goals, _same_goal)
    return {
        ("goals", "found"): Rate(len(pairs), len(truth["goals"])),
        ("goals", "right"): Rate(len(pairs), len(records.goals)),
        **_columns("goals", GOAL, pairs),
        ("goals", "paired"): Rate(_all_of(GOAL_PAIRED, pairs).right, len(truth["goals"])),
    }


def decision_scores(records: Records, truth: Row) -> Scored:
    """Return decisions found and right by overlapping clause, and of those found each column, the points, the votes."""
    pairs = pair(truth["decisions"], records.decisions, _same_decision)
    with_votes = [(row, find) for row, find in pairs if row["votes_yes"] is not None or find.votes_yes is not None]
    return {
        ("decisions", "found"): Rate(len(pairs), len(truth["decisions"])),
        ("decisions", "right"): Rate(len(pairs), len(records.decisions)),
        **_columns("decisions", DECISION, pairs),
        ("decisions", "votes"): _all_of(_VOTES, with_votes),
        **{("decisions", name): _lists(name, pairs) for name in DECISION_LISTS},
    }


def _lists(name: str, pairs: Pairs[Decision]) -> Rate:
    """Return whether lists are the same, over the pairs in which either is told; the order of points counts."""
    told = [([*map(flat, row[name])], [*map(flat, getattr(find, name))]) for row, find in pairs]
    if name in CITED:
        told = [(sorted(truth), sorted(found)) for truth, found in told]
    return _rate([truth == found for truth, found in told if truth or found])


def _same_amount(row: Row, find: Funding) -> float:
    """Return how well a find fits, 0 where amount, page or words differ; in a table labels tell equal amounts apart."""
    amounts = _same(row["amount_chf"], find.amount_chf) and _same(row["amount_max_chf"], find.amount_max_chf)
    if not amounts or not same_page(row["page"], find.evidence.page) or not _touch(row["quote"], find.evidence.quote):
        return 0.0
    labels = [same_text(row[name], getattr(find, name)) for name in ("row_label", "column_label")]
    place = bool(row["found_in"] == find.found_in)
    return 1.0 + 4 * place + 2 * sum(labels) + overlap(row["quote"], find.evidence.quote)


def _touch(first: str, second: str) -> bool:
    numbers = [{re.sub(r"\D", "", number) for number in _NUMBERS.findall(text)} for text in (first, second)]
    return bool(numbers[0] & numbers[1]) or overlap(first, second) >= MIN_OVERLAP


def _same_goal(row: Row, find: Goal) -> float:
    share: float = max(overlap(row["quote"], find.evidence.quote), overlap(row["text"], find.text))
    return share + same_text(row["text"], find.text) if same_page(row["page"], find.evidence.page) else 0.0


def _same_decision(row: Row, find: Decision) -> float:
    # The place of a dispositive may be its first words or one of its points.
    share: float = max(overlap(told, find.evidence.quote) for told in (row["quote"], *row["items"]))
    near = same_page(row["page"], find.evidence.page, CLAUSE_PAGES)
    agree = sum(_same(row[name], getattr(find, name)) for name in DECISION)
    return share + agree / len(DECISION) if near and share >= MIN_OVERLAP else 0.0


def _told_scores(stage: str, names: Sequence[str], pairs: Pairs[Any]) -> Scored:
    """Return for columns that are seldom told: the right ones of those the truth tells, and of those found."""
    scores: Scored = {}
    for name in names:
        right = [_same(row.get(name), getattr(find, name)) for row, find in pairs]
        true = [answer for answer, (row, _) in zip(right, pairs, strict=True) if _is_told(row.get(name))]
        found = [answer for answer, (_, find) in zip(right, pairs, strict=True) if _is_told(getattr(find, name))]
        scores[(stage, f"{name} found")] = _rate(true)
        scores[(stage, f"{name} right")] = _rate(found)
    return scores


def _is_told(value: Any) -> bool:
    return value not in (None, (), [], "", "unknown")


def _columns(stage: str, names: Sequence[str], pairs: Pairs[Any]) -> Scored:
    return {(stage, name): _all_of((name,), pairs) for name in names}


def _all_of(names: Sequence[str], pairs: Pairs[Any]) -> Rate:
    return _rate([all(_same(row[name], getattr(find, name)) for name in names) for row, find in pairs])


def _rate(answers: Sequence[bool]) -> Rate:
    return Rate(sum(answers), len(answers))


def _same(told: Any, found: Any) -> bool:
    """Return whether two values are the same: amounts to half a franc, texts as they read, lists in any order."""
    if isinstance(told, str) and isinstance(found, str):
        return same_text(told, found)
    if isinstance(told, (list, tuple)) and isinstance(found, (list, tuple)):
        return sorted(map(str, told)) == sorted(map(str, found))
    if isinstance(told, (int, float)) and isinstance(found, (int, float)):
        return abs(told - found) < HALF_A_FRANC
    return bool(told == found)
