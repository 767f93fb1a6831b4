"""Votes: `mit 60:20 Stimmen`, `83 zu 39`, `61 Ja gegen 22 Nein`, `58,9 zu 41,1 Prozent`, `62,00 % Ja`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from pipeline.domain.expressions import Expression, expression
from pipeline.domain.lexicon import alternatives, lexicon
from pipeline.extraction.numbers import NUMBER, parse_number


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote named at `text[start:end]`; `unit` is votes or percent, absent counts are null.

    `labelled` where the text itself says which count is for and which against: `19 Ja gegen 72 Nein`.
    """

    start: int
    end: int
    votes_yes: float | None
    votes_no: float | None
    votes_abstain: float | None
    unit: str
    labelled: bool = False

    @property
    def decided(self) -> float:
        """Return how many, or which share, were for or against."""
        return (self.votes_yes or 0) + (self.votes_no or 0)


@dataclass(frozen=True, slots=True)
class _Grammar:
    """Patterns with groups a (for), b (against) and c (abstentions); `share_yes` and `share_no` have a alone.

    A pattern with an empty group `untold` leaves open how many were against. `label` finds what names a count.
    """

    pairs: tuple[Expression, ...]
    share_yes: tuple[Expression, ...]
    share_no: tuple[Expression, ...]
    percent: re.Pattern[str]
    label: Expression
    numbers: Mapping[str, int]


@cache
def _grammar(language: str) -> _Grammar:
    words = lexicon(language)["votes"]
    small = alternatives(words["numbers"])
    numbers = {name: rf"(?P<{name}>{NUMBER}|(?<!\w)(?:{small})(?!\w))" for name in ("a", "b", "c")}
    percent = rf"(?:\s*(?:{words['percent_re']}))"

    def compiled(pattern: str) -> Expression:
        parts = {**numbers, "percent": percent, "abstain": "", "untold": "(?P<untold>)"}
        parts["abstain"] = _filled(words["abstain_re"], parts)
        return expression(_filled(pattern, parts), re.IGNORECASE)

    pairs = tuple(compiled(pattern) for pattern in words["pairs_re"])
    yes, no = (tuple(compiled(pattern) for pattern in words[key]) for key in ("yes_share_re", "no_share_re"))
    label = expression(words["label_re"], re.IGNORECASE)
    return _Grammar(pairs, yes, no, re.compile(percent), label, dict(words["numbers"]))


def _filled(pattern: str, parts: Mapping[str, str]) -> str:
    """Return a pattern of the lexicon with its `<names>` put in; braces stay what they are in expressions."""
    return re.sub(r"<(\w+)>", lambda match: parts[match[1]], pattern)


def find_votes(text: str, language: str) -> list[Vote]:
    """Return the votes named in a text, in order, none overlapping; times of day and ratios are not votes."""
    grammar = _grammar(language)
    found: list[Vote] = []
    for pattern in grammar.pairs:
        for match in pattern.finditer(text):
            vote = _vote(match, grammar)
            if vote and not any(vote.start < other.end and other.start < vote.end for other in found):
                found.append(vote)
    shares = [(pattern, True) for pattern in grammar.share_yes] + [(pattern, False) for pattern in grammar.share_no]
    for pattern, yes in shares:
        for match in pattern.finditer(text):
            if not any(match.start() < other.end and other.start < match.end() for other in found):
                found.append(_share(match, yes))
    return _both_sides(sorted(found, key=lambda vote: vote.start))


def _both_sides(votes: list[Vote]) -> list[Vote]:
    """`58 Prozent sagten Ja, 42 Prozent Nein` is one vote, told by its two shares."""
    kept: list[Vote] = []
    for vote in votes:
        if kept and _completes(kept[-1], vote):
            kept[-1] = replace(kept[-1], votes_no=vote.votes_no)
            continue
        kept.append(vote)
    return kept


def _completes(before: Vote, vote: Vote) -> bool:
    shares = before.unit == vote.unit == "percent" and before.votes_no is None and vote.votes_yes is None
    return shares and abs((before.votes_yes or 0) + (vote.votes_no or 0) - 100) < 1


def _share(match: re.Match[str], yes: bool) -> Vote:
    value = float(parse_number(match["a"]))
    return Vote(match.start(), match.end(), value if yes else None, None if yes else value, None, "percent")


def _vote(match: re.Match[str], grammar: _Grammar) -> Vote | None:
    groups = match.groupdict()
    labelled = grammar.label.search(match[0]) is not None
    yes, no = _number(match["a"], grammar), _number(groups.get("b") or "0", grammar)
    percent = grammar.percent.search(match[0]) is not None
    share = bool(re.search(r"\(\s*\d+[.,]\d+\s*%", match[0]))
    if percent and not share and max(yes, no) <= 100:
        whole = abs(yes + no - 100) < 1
        return Vote(match.start(), match.end(), yes, no, None, "percent", labelled) if whole else None
    if yes != int(yes) or no != int(no) or yes + no < 5:
        return None
    abstain = _number(groups["c"], grammar) if groups.get("c") else None
    against = None if "untold" in groups else no
    return Vote(match.start(), match.end(), yes, against, abstain, "votes", labelled)


def _number(text: str, grammar: _Grammar) -> float:
    """Return a count in digits or, as small ones are told, in words."""
    return float(grammar.numbers.get(text.casefold()) or parse_number(text))
