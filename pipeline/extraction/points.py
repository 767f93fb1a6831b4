"""The points of a dispositive: where each begins, where the last one ends, and what each decides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from pipeline.domain.lexicon import joined_pattern, lexicon, says
from pipeline.extraction.sentences import month_ahead
from pipeline.extraction.verbs import PARTICIPLE, Verb, clause_at, clauses_of, find_verbs

# A label at the beginning of a line: `1.`, `3.2`, `IV.`, `a)`, `§ 2`; no point has a number of three digits.
_LABEL = re.compile(
    r"^[^\S\n]*(?:(?P<number>\d{1,2}(?:\.\d{1,2})*)(?P<dot>[.)]?)|(?P<roman>[IVX]{1,6})\.|(?P<letter>[a-z])\)"
    r"|§\s*(?P<section>\d{1,2})\.?)[^\S\n]+(?=\S)",
    re.MULTILINE,
)
# What recognition makes of a first `1.` or `I.`.
_MISREAD = re.compile(r"^\s*[lIi|!1]\s?[.)]\s*")
# Recognition may lose a label; a number farther off is none.
_STEP = 2
_ROMAN = {"I": 1, "V": 5, "X": 10}
# Below a finished point a line as short as that, without a stop, is a signature or a footer.
SIGNATURE = 80


@dataclass(frozen=True, slots=True)
class _Label:
    """A label at `text[start:end]`: its kind of numbers, and its place among them."""

    start: int
    end: int
    kind: str
    place: tuple[int, ...]


def points_of(text: str, language: str) -> list[str]:
    """Return the points of a dispositive without their labels; a text without labels is one point."""
    labels = _counted(_labels(text, language))
    if len(labels) < 2:
        inline = joined_pattern(language, "decisions", "inline_point_re").finditer(text)
        labels = [_Label(match.start(), match.end(), "inline", (no,)) for no, match in enumerate(inline, start=1)]
    if not labels:
        return [_flat(_closed(text, language))] if text.strip() else []
    edges = [(label.start, label.end) for label in labels]
    if labels[0].place[-1] == _STEP and text[: labels[0].start].strip():
        lost = _MISREAD.match(text)
        edges.insert(0, (0, lost.end() if lost else 0))
    ends = [*(start for start, _ in edges[1:]), len(text)]
    pieces = [text[begin:end] for (_, begin), end in zip(edges, ends, strict=True)]
    return [_flat(piece) for piece in (*pieces[:-1], _closed(pieces[-1], language))]


def begins_with_label(text: str, language: str) -> bool:
    """Tell whether a text begins as a point does: `1. …`, `§ 2 …`, or an article of a decree."""
    inline = joined_pattern(language, "decisions", "inline_point_re")
    return _LABEL.match(text) is not None or inline.match(text) is not None


def _flat(text: str) -> str:
    return " ".join(text.split())


def _labels(text: str, language: str) -> list[_Label]:
    return [
        _label(match)
        for match in _LABEL.finditer(text)
        # A label ends with white space.
        if not month_ahead(language).match(text, match.end() - 1) and not _is_amount(text, match)
    ]


def _is_amount(text: str, match: re.Match[str]) -> bool:
    """`12 Gemeinden` and `30 Prozent` begin a line as points do; a bare number is one only before a capital."""
    if match["number"] is None or match["dot"] or "." in match["number"]:
        return False
    return not text[match.end()].isupper()


def _label(match: re.Match[str]) -> _Label:
    if match["number"]:
        return _Label(*match.span(), "number", tuple(map(int, match["number"].split("."))))
    if match["roman"]:
        return _Label(*match.span(), "roman", (_roman(match["roman"]),))
    if match["letter"]:
        return _Label(*match.span(), "letter", (ord(match["letter"]) - ord("a") + 1,))
    return _Label(*match.span(), "section", (int(match["section"]),))


def _roman(text: str) -> int:
    values = [_ROMAN[sign] for sign in text]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def _counted(labels: list[_Label]) -> list[_Label]:
    """Return the labels that count on: `24.` after point 2 is the rest of a line, not a point."""
    kept: list[_Label] = []
    last: dict[str, tuple[int, ...]] = {}
    for label in labels:
        before = last.get(label.kind)
        restarts = label.place[-1] == 1 and label.kind == "letter"
        if restarts or before is None or _follows(before, label.place):
            kept.append(label)
            last[label.kind] = label.place
    return kept


def _follows(before: tuple[int, ...], place: tuple[int, ...]) -> bool:
    """`3.3` follows `3.2`, `3.2.1` does, `4` does; `3.2` a second time and `3.9` don't."""
    for old, new in zip(before, place, strict=False):
        if new != old:
            return old < new <= old + _STEP
    return len(place) > len(before) and place[len(before)] <= _STEP


def _closed(text: str, language: str) -> str:
    """Return the last point without what stands below it: signatures, place and date, who gets a copy."""
    start = len(text) - len(text.lstrip())
    ends = [match.start() for match in joined_pattern(language, "decisions", "closing_re").finditer(text, start + 1)]
    at = start
    lines = text[start:].splitlines(keepends=True)
    for above, line in pairwise(lines):
        at += len(above)
        if above.rstrip().endswith((".", ";")) and _is_signature(line):
            ends.append(at)
    return text[: min(ends, default=len(text))]


def _is_signature(line: str) -> bool:
    words = line.strip()
    return 0 < len(words) < SIGNATURE and not words.endswith((".", ";", ":", ",", "-")) and not words[0].islower()


def outcome_of(text: str, language: str) -> str:
    """Return what a point decides, by the verbs of decision; those of relative clauses tell of other acts."""
    verbs = [readings[0] for readings in find_verbs(text, language)]
    clauses = clauses_of(text, language)
    own = [verb for verb in verbs if not _is_said_of(text[slice(*clauses[clause_at(clauses, verb.start)])], language)]
    verb = next((verb for verb in own if verb.kind == PARTICIPLE), next(iter(own), None))
    if verb is None:
        return "other"
    return "rejected" if verb.outcome == "approved" and _is_negated(text, verb, language) else verb.outcome


def _is_said_of(clause: str, language: str) -> bool:
    return says(clause.lstrip(), language, "decisions", "subordinate_re") or (
        says(clause.lstrip(), language, "decisions", "relative_re") and clause[:1].isspace()
    )


def _is_negated(text: str, verb: Verb, language: str) -> bool:
    negation = lexicon(language)["decisions"]["negation"]
    return re.search(rf"\b{negation}\s+(?:\w+\s+)?$", text[: verb.start]) is not None
