"""Amounts that share the unit of the amount beside them: old and new values, parts told without their scale."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import pairwise, zip_longest

from pipeline.domain.expressions import Expression, expression
from pipeline.domain.lexicon import alternatives, joined_pattern, lexicon, says
from pipeline.extraction.amount_forms import qualifiers, read_number, takes_scale, written_number
from pipeline.extraction.bare_amounts import counted
from pipeline.extraction.numbers import NO_RAPPEN, is_grouped, parse_number
from pipeline.extraction.sentences import sentence_bounds

# Below this a bare number without digit groups is no amount of its own (`3 bis 5 Franken` is a range).
SMALLEST_LINKED = Decimal(1000)
YEARS = range(1900, 2101)
# So far before an amount stands the number that shares its unit.
LINK_REACH = 90


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
    scale: Decimal = Decimal(1)  # what the word after its number multiplies by (`Millionen`)
    unit: Decimal = Decimal(1)  # francs of its currency (`TCHF`, `Rappen`)


def with_linked(text: str, found: Sequence[Amount], language: str) -> list[Amount]:
    """Return the amounts with the bare numbers that have their unit, joined by `auf`, `statt`, `neu` or a bracket.

    Each may have another one before it: `1,2, 1,3 und 1,4 Millionen`.
    """
    linked = _with_scale_after(text, found, language)
    for amount in list(linked):
        linked += [link for link in _links_before(text, amount, language) if not meets(link, linked)]
        link = _link_after(text, amount, language)
        if link and not meets(link, linked):
            linked.append(replace(link, link=None))
            # What follows the second tells of both.
            linked[linked.index(amount)] = replace(amount, link=link.link)
    return linked


def _with_scale_after(text: str, found: Sequence[Amount], language: str) -> list[Amount]:
    """`von CHF 1,2 auf 1,4 Mio.`: the scale after the second number holds for the first one too."""
    ordered = sorted(found, key=lambda amount: amount.start)
    scales = [_scale_after(text, amount, other, language) for amount, other in pairwise(ordered)]
    return [
        amount if scale is None or amount.low is None else replace(amount, low=amount.low * scale, scale=scale)
        for amount, scale in zip_longest(ordered, scales)
    ]


def _scale_after(text: str, amount: Amount, other: Amount, language: str) -> Decimal | None:
    """Return the scale of the next amount where an amount waits for it, else null."""
    if amount.scale != 1 or amount.high is not None or other.scale == 1 or not text[other.start].isdigit():
        return None
    joiner = _joiner(language).fullmatch(text, amount.end, other.start)
    if joiner is None or amount.low is None or amount.low >= SMALLEST_LINKED:
        return None
    window = text[max(0, amount.start - LINK_REACH) : amount.start]
    moved = any(says(window, language, "money", key) for key in ("from_re", "by_re"))
    words = lexicon(language)["money"]["linked"]
    one_unit = joiner["word"].casefold() in (*words["new_first"], *words.get("after", ()))
    # Two digits after the sign may be Rappen.
    written = text[amount.start : amount.end]
    parted = re.search(r"[.,]\d$|[¼½¾]$", written)
    return other.scale if moved or parted or (one_unit and not re.search(r"[.,]\d\d$", written)) else None


@cache
def _joiner(language: str) -> re.Pattern[str]:
    words = lexicon(language)["money"]["linked"]
    joiners = alternatives([*words["old_first"], *words["new_first"], *words["same"]])
    return re.compile(rf"\s*,?\s*(?P<word>{joiners})\s+(?:(?:{qualifiers(language)})\s+)?", re.IGNORECASE)


def _links_before(text: str, amount: Amount, language: str) -> Iterator[Amount]:
    last = _link_before(text, amount, language) if amount.low is not None else None
    while last is not None:
        yield last
        last = _link_before(text, last, language) if last.link == "same" else None


def _link_before(text: str, amount: Amount, language: str) -> Amount | None:
    window = text[max(0, amount.start - LINK_REACH) : amount.start]
    match = (_listed if amount.link == "same" else _link)(language).search(window)
    if match is None:
        return _told_apart(text, window, amount, language)
    before, word = window[: match.start()], match["word"].casefold()
    kind = _kind(word, language)
    changed, moved = (kind == "old" and says(before, language, "money", key) for key in ("by_re", "from_re"))
    if _is_year(match["a"]) and amount.scale != 1:
        return None
    if not (changed or moved or (match["when"] is None and _stands_alone(match, before, language))):
        return None
    # `um 1,5 auf 7,8 Millionen`: what it rises or falls by is no old value.
    link = None if changed else kind
    return _sharing_unit(amount.start - len(window) + match.start("a"), match["a"], amount, link, language)


def _told_apart(text: str, window: str, amount: Amount, language: str) -> Amount | None:
    """`1,5, die Gemeinden 0,5 Millionen`, `2024 2,3 und 2025 2,4 Mio.`: a decimal number beside a scale."""
    match = _apart(language).search(window) if amount.scale > 1 else None
    if match is None:
        return None
    return _sharing_unit(amount.start - len(window) + match.start("a"), match["a"], amount, None, language)


@cache
def _apart(language: str) -> Expression:
    labels = "|".join(lexicon(language)["money"].get("linked_label_re", ())) or "(?!)"
    return expression(rf"(?<![\w.,’'/:-])(?P<a>\d{{1,3}}[.,]\d{{1,2}})(?:{labels})$", re.IGNORECASE)


def _is_year(written: str) -> bool:
    return written.isdigit() and int(written) in YEARS


def _link_after(text: str, amount: Amount, language: str) -> Amount | None:
    """`CHF 300 bzw. 500`, `von Fr. 12.– auf 15.–`: a currency before its number is not written again."""
    match = _following(language).match(text, amount.end)
    if match is None or amount.low is None or amount.high is not None or not text[amount.start].isalpha():
        return None
    window = text[max(0, amount.start - LINK_REACH) : amount.start]
    changed, moved = (says(window, language, "money", key) for key in ("by_re", "from_re"))
    if not (match["same"] or changed or moved):
        return None
    link = None if changed and not match["same"] else _kind(match["word"].casefold(), language)
    return replace(_sharing_unit(match.start("a"), match["a"], amount, link, language), end=match.end())


def _sharing_unit(start: int, written: str, amount: Amount, link: str | None, language: str) -> Amount:
    """Return the amount of a bare number: it has the unit of its neighbour, and its scale if both are small."""
    value = read_number(written, language, amount.scale != 1 or amount.unit != 1)
    scale = amount.scale if takes_scale(value, written) else Decimal(1)
    return replace(amount, start=start, end=start + len(written), low=value * scale * amount.unit, high=None, link=link)


def _kind(word: str, language: str) -> str:
    words = lexicon(language)["money"]["linked"]
    return "old" if word in words["old_first"] else "new" if word in words["new_first"] else "same"


@cache
def _link(language: str) -> Expression:
    """Return the pattern of a bare number with the word that joins it to the amount right after it."""
    words = lexicon(language)["money"]["linked"]
    return _joined_by(language, [*words["old_first"], *words["new_first"], *words["same"]])


@cache
def _listed(language: str) -> Expression:
    """Return the pattern of a number of a list, before one that shares its unit with the next."""
    return _joined_by(language, [",", *lexicon(language)["money"]["linked"]["same"]])


def _joined_by(language: str, joiners: Sequence[str]) -> Expression:
    """Between the number and its joiner stands at most when it held: `von 1,2 im Vorjahr auf 1,4 Millionen`."""
    when = "|".join(lexicon(language)["money"].get("linked_when_re", ())) or "(?!)"
    return expression(
        rf"(?<![\w.,’'])(?P<a>{written_number(language)}){NO_RAPPEN}(?P<when>\s+(?:{when}))?"
        rf"\s*[,(]?\s*(?P<word>{alternatives(joiners)})\s+(?:(?:{qualifiers(language)})\s+)?$",
        re.IGNORECASE,
    )


@cache
def _following(language: str) -> Expression:
    """Return the pattern of a bare number after an amount that it shares the unit of; what counts heads is none."""
    words = lexicon(language)["money"]["linked"]
    return expression(
        rf"\s*,?\s+(?P<word>(?P<same>(?i:{alternatives(words.get('after', ())) or '(?!)'}))|"
        rf"(?i:{alternatives(words['old_first'])}))\s+(?:(?i:{qualifiers(language)})\s+)?"
        rf"(?P<a>{written_number(language)}){NO_RAPPEN}(?![\w’'])(?!{counted(language)})"
    )


def _stands_alone(match: re.Match[str], before: str, language: str) -> bool:
    """A year, or a small number that a noun before it counts or names, is no amount of its own."""
    written = match["a"]
    if says(before, language, "money", "from_re") or is_grouped(written):
        return True
    if _is_year(written):
        return False
    value = read_number(written, language, scaled=False)
    if value >= SMALLEST_LINKED or re.search(r"\d[.,]|[¼½¾]", written):
        return True
    one_unit = match["word"].casefold() in lexicon(language)["money"]["linked"].get("after", ())
    return value > 1 and (one_unit or says(before, language, "money", "linked_small_re"))


def meets(amount: Amount, others: Sequence[Amount]) -> bool:
    """Tell whether an amount lies over any of the others."""
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
        before = [other.scale * other.unit for other in found if start <= other.start < amount.start]
        if before and before[-1] > 1 and not meets(amount, found):
            yield Amount(amount.start, amount.end, parse_number(match["a"]) * before[-1])
