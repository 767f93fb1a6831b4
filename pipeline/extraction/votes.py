"""Votes: `mit 60:20 Stimmen`, `83 zu 39`, `61 Ja gegen 22 Nein`, `58,9 zu 41,1 Prozent`, `62,00 % Ja`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extraction.numbers import NUMBER, parse_number

_A, _B, _C = (rf"(?P<{name}>{NUMBER})" for name in "abc")
_ABSTAIN = rf"(?:\s*(?:,|und|sowie|bei|mit)\s*(?:und\s+)?{_C}\s+Enthaltung(?:en)?)?"
_PERCENT = r"(?:\s*(?:Prozent|%))"

# Each pattern names a (for), b (against) and, where printed, c (abstentions).
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_A}\s*Ja(?:-Stimmen)?\s*(?:gegen|zu|,|und|;|/|–|-)?\s*(?:gegen\s+)?{_B}\s*Nein(?:-Stimmen)?{_ABSTAIN}",
        rf"{_A}\s*Stimmen[^;]{{0,20}}?(?:dafür|Ja)[^;]{{0,30}}?{_B}\s*Stimmen[^;]{{0,20}}?(?:dagegen|Nein)",
        rf"(?:mit|von|bei|,|\()\s*{_A}\s*(?::|zu|gegen)\s*{_B}\s*(?:Stimmen|Ja)?(?=\W|$){_ABSTAIN}",
        rf"{_A}\s*(?::|zu|gegen)\s*{_B}\s*Stimmen{_ABSTAIN}",
        rf"{_A}{_PERCENT}?\s*(?:zu|gegen)\s*{_B}{_PERCENT}",
    )
)
_SHARE_YES = re.compile(rf"{_A}{_PERCENT}\s*Ja(?!\w)", re.IGNORECASE)
_SHARE_NO = re.compile(rf"{_A}{_PERCENT}\s*Nein(?!\w)", re.IGNORECASE)
LARGEST_PARLIAMENT = 246  # the Federal Assembly in joint session; larger counts are votes of the people


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote named at `text[start:end]`; `unit` is votes or percent, absent counts are null."""

    start: int
    end: int
    votes_yes: float | None
    votes_no: float | None
    votes_abstain: float | None
    unit: str


def find_votes(text: str) -> list[Vote]:
    """Return the votes named in a text, in order, none overlapping; times of day and ratios are not votes."""
    found: list[Vote] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            vote = _vote(match, text)
            if vote and not any(vote.start < other.end and other.start < vote.end for other in found):
                found.append(vote)
    for pattern, yes in ((_SHARE_YES, True), (_SHARE_NO, False)):
        for match in pattern.finditer(text):
            if not any(match.start() < other.end and other.start < match.end() for other in found):
                found.append(_share(match, yes))
    return sorted(found, key=lambda vote: vote.start)


def _share(match: re.Match[str], yes: bool) -> Vote:
    value = float(parse_number(match["a"]))
    return Vote(match.start(), match.end(), value if yes else None, None if yes else value, None, "percent")


def _vote(match: re.Match[str], text: str) -> Vote | None:
    yes, no = float(parse_number(match["a"])), float(parse_number(match["b"]))
    percent = "%" in match[0] or "rozent" in match[0]
    share = bool(re.search(r"\(\s*\d+[.,]\d+\s*%", match[0]))
    if percent and not share:
        return Vote(match.start(), match.end(), yes, no, None, "percent") if abs(yes + no - 100) < 1 else None
    if yes != int(yes) or no != int(no) or yes + no < 5:
        return None
    groups = match.groupdict()
    abstain = float(parse_number(groups["c"])) if groups.get("c") else None
    return Vote(match.start(), match.end(), yes, no, abstain, "votes")
