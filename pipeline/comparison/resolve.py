"""One row out of all statements of one key: the highest rank wins, equals that differ are a conflict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.comparison.precision import Interval, agree
from pipeline.comparison.remarks import ENGLISH, OTHER, TOGETHER, Remark, content, remark, tell_all, tell_statement
from pipeline.comparison.standing import order, outranks
from pipeline.comparison.statements import Key, Statement, length
from pipeline.records import ComparisonRow

_ID_LENGTH = 12
MIXED = "mixed"
"""The payer of amounts that several pay together; which ones, the figures say."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What is known of a key; `interval` holds the values its wording allows, `payers` who is named as paying it."""

    key: Key
    amount: float
    interval: Interval
    figures: int
    funding_ids: tuple[str, ...]
    state: str
    others: tuple[Remark, ...] = ()
    remarks: tuple[Remark, ...] = ()
    payers: tuple[str, ...] = ()

    def row(self) -> ComparisonRow:
        """Return the row of the table `comparison`."""
        place = self.key._asdict()
        del place["part"]
        return ComparisonRow(
            **place,
            amount_chf=self.amount,
            amount_per_year_chf=self.amount / length(self.key.program, self.key.year),
            figures=self.figures,
            funding_ids=self.funding_ids,
            measures=None,
            state=self.state,
            alternatives=tuple(tell_statement(content(item)["statement"], ENGLISH) for item in self.others),
            note=tell_all(self.remarks, ENGLISH) or None,
            remarks=(*self.remarks, *self.others),
        )


def resolve_all(statements: Iterable[Statement]) -> dict[Key, Resolved]:
    """Return what is known of each key any statement speaks of."""
    groups: dict[Key, list[Statement]] = defaultdict(list)
    for statement in statements:
        groups[statement.key].append(statement)
    return {key: resolve(group) for key, group in groups.items()}


def resolve(statements: Sequence[Statement]) -> Resolved:
    """Return what statements of one key say together; at least one is needed.

    In a conflict the amount is that of the first in a fixed order (see `standing.order`), and every other value stands
    in `alternatives`: the state tells that it is not settled.
    """
    ranked = sorted(statements, key=order)
    best = ranked[0]
    behind = [item for item in ranked if _agree(best, item)]
    others = _told_once([item for item in ranked if not _agree(best, item)])
    rivals = [item for item in others if not outranks(best, item) and _same_payers(best, item)]
    return Resolved(
        key=best.key,
        amount=best.amount,
        interval=best.interval,
        figures=_count(behind),
        funding_ids=tuple(dict.fromkeys(part.funding_id for item in behind for part in item.parts)),
        state="conflict" if rivals else "derived" if best.derivation else "reported",
        others=tuple(remark(OTHER, statement=_described(item)) for item in others),
        remarks=(*_remarks(best, rivals), *_together(best)),
        payers=best.parts[0].payers,
    )


def _described(statement: Statement) -> dict[str, Any]:
    """Return what a remark says of a statement; see `remarks.tell_statement`."""
    first = statement.parts[0]
    return {
        "amount": statement.amount,
        "derivation": statement.derivation,
        "wording": _wording(statement),
        "doc_type": statement.facts.doc_type,
        "published": statement.facts.published,
        "document": first.evidence.document_id[:_ID_LENGTH],
        "title": statement.facts.title,
        "canton": statement.facts.canton,
        "page": first.evidence.page,
        "quote": " ".join(first.evidence.quote.split()),
    }


def _agree(one: Statement, other: Statement) -> bool:
    return agree(one.amount, one.interval, other.amount, other.interval)


def _same_payers(one: Statement, other: Statement) -> bool:
    """Return whether two amounts of several payers may be of the same ones: none named is no other."""
    named, others = set(one.parts[0].payers), set(other.parts[0].payers)
    return one.key.payer != MIXED or not named or not others or named == others


def _told_once(statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements without those that repeat a value their own document has already given."""
    kept: list[Statement] = []
    for item in statements:
        same_document = [seen for seen in kept if seen.facts.document_id == item.facts.document_id]
        if not any(_agree(seen, item) for seen in same_document):
            kept.append(item)
    return kept


def _count(statements: Iterable[Statement]) -> int:
    """Return how many figures there are; one repeated in its document counts once, parts of a sum one by one."""
    by_document: dict[str, int] = {}
    for item in statements:
        document = item.facts.document_id
        by_document[document] = max(by_document.get(document, 0), len(item.parts))
    return sum(by_document.values())


def _remarks(best: Statement, rivals: Sequence[Statement]) -> tuple[Remark, ...]:
    against = list(dict.fromkeys(item.amount for item in rivals))
    conflict = [remark("conflict", statement=_described(best), against=against)] if rivals else []
    return (*best.derivation, *_wording(best), *conflict)


def _together(statement: Statement) -> tuple[Remark, ...]:
    """Return who pays an amount together, where it is not everybody: no reader may take it for the whole."""
    payers = statement.parts[0].payers
    return (remark(TOGETHER, payers=payers),) if statement.key.payer == MIXED and len(payers) > 1 else ()


def _wording(statement: Statement) -> tuple[Remark, ...]:
    """Return how exact the amount is where it is not exact: about so much, at least so much, a range."""
    first = statement.parts[0]
    if first.amount_max_chf is not None:
        return (remark("range", low=first.amount_chf or 0.0, high=first.amount_max_chf),)
    return () if first.qualifier == "exact" else (remark(first.qualifier),)
