"""Amounts that share the unit of the amount beside them: old and new values, parts told without their scale."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pipeline.domain.expressions import Expression, expression
from pipeline.domain.lexicon import alternatives, joined_pattern, lexicon
from pipeline.extraction.numbers import NUMBER, is_grouped, parse_number
from pipeline.extraction.sentences import sentence_bounds

# Below this a bare number without digit groups is no amount of its own (`3 bis 5 Franken` is a range).
SMALLEST_LINKED = Decimal(1000)
YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in francs at `text[start:end]`; `low` is null where the text is vague, `high` for no range."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None = None
    qualifier: str = "exact"
    each: bool = False
    link: str | None = None  # old, new or same: how a bare number hangs on its neighbour


def linked_amounts(text: str, found: list[Amount], language: str) -> list[Amount]:
    """Return the bare numbers with the unit of the amount beside them, joined by `auf`, `statt`, `neu`, a bracket."""
    links: list[Amount] = []
    for amount in found:
        if amount.low is None:
            continue
        link = _link_before(text, amount, language)
        if link and not _meets(link, [*found, *links]):
            links.append(link)
    return links


def _link_before(text: str, amount: Amount, language: str) -> Amount | None:
    words = lexicon(language)["money"]["linked"]
    window = text[max(0, amount.start - 30) : amount.start]
    match = _link(language).search(window)
    if match is None or not (_stands_alone(match["a"], amount) or _is_old_of_two(window, match, language)):
        return None
    start = amount.start - len(window) + match.start("a")
    word = match["word"].casefold()
    kind = "old" if word in words["old_first"] else "new" if word in words["new_first"] else "same"
    return Amount(start, start + len(match["a"]), parse_number(match["a"]) * _unit_of(text, amount), link=kind)


@cache
def _link(language: str) -> Expression:
    """Return the pattern of a bare number with the word that joins it to the amount right after it."""
    words = lexicon(language)["money"]["linked"]
    joiners = alternatives([*words["old_first"], *words["new_first"], *words["same"]])
    qualifier = rf"(?:(?:{_all_qualifiers(language)})\s+)?"
    return expression(
        rf"(?<![\w.,’'])(?P<a>{NUMBER})(?P<gap>\s*[,(]?\s*(?P<word>{joiners})\s+{qualifier})$", re.IGNORECASE
    )


def _is_old_of_two(window: str, match: re.Match[str], language: str) -> bool:
    """`von 14 auf 5 Franken`: with both prepositions a small number is an amount too."""
    return joined_pattern(language, "money", "from_re").search(window[: match.start()]) is not None


def _unit_of(text: str, amount: Amount) -> Decimal:
    """A bare number has the scale of its neighbour only where both are small (`von 1,2 auf 1,5 Millionen`)."""
    written = re.search(NUMBER, text[amount.start : amount.end])
    if written is None or amount.low is None:
        return Decimal(1)
    value = parse_number(written[0])
    return amount.low / value if value else Decimal(1)


def _stands_alone(written: str, amount: Amount) -> bool:
    """A year, or a small number beside a large amount, is no amount of its own."""
    value = parse_number(written)
    if is_grouped(written):
        return True
    if written.isdigit() and int(written) in YEARS:
        return False
    return value >= SMALLEST_LINKED or (amount.low is not None and "," in written) or "." in written


@cache
def _all_qualifiers(language: str) -> str:
    qualifiers = lexicon(language)["money"]["qualifiers"]
    return alternatives(word for words in qualifiers.values() for word in words)


def _meets(amount: Amount, others: Sequence[Amount]) -> bool:
    return any(amount.start < other.end and other.start < amount.end for other in others)


def sharing_scale(text: str, found: Sequence[Amount], language: str) -> list[Amount]:
    """Return the bare numbers that share the scale of an amount before them in their sentence.

    `4,8 milioni di franchi, di cui 2,3 a carico della Confederazione e 1,7 del Cantone`: who pays or what became of it
    is told right beside such a number.
    """
    return list(_sharing(text, sorted(found, key=lambda amount: amount.start), language))


def _sharing(text: str, found: Sequence[Amount], language: str) -> Iterator[Amount]:
    for match in joined_pattern(language, "money", "shared_scale_re").finditer(text):
        amount = Amount(*match.span("a"), parse_number(match["a"]))
        start = max(first for first, _ in [(0, 0), *sentence_bounds(text, language)] if first <= amount.start)
        before = [_unit_of(text, other) for other in found if start <= other.start < amount.start]
        if before and before[-1] > 1 and not _meets(amount, found):
            yield Amount(amount.start, amount.end, parse_number(match["a"]) * before[-1])
