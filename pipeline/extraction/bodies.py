"""The bodies that decide: governments, parliaments, the people, committees, federal and municipal bodies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.domain.expressions import Expression, expression
from pipeline.domain.lexicon import lexicon, over_lines, says

# Each amount, decision and vote of a sentence asks for its bodies.
SENTENCES_KEPT = 256


@dataclass(frozen=True, slots=True)
class NamedBody:
    """A body named at `text[start:end]`, with its normalised name and type."""

    start: int
    end: int
    body: str
    body_type: str


@cache
def _patterns(language: str) -> tuple[tuple[str, str, Expression], ...]:
    entries = lexicon(language)["bodies"]["list"]
    return tuple(
        (body, kind, expression(rf"(?<![\w-])(?:{over_lines(pattern)})(?![\w-])")) for body, kind, pattern in entries
    )


@lru_cache(maxsize=SENTENCES_KEPT)
def named_bodies(text: str, language: str) -> tuple[NamedBody, ...]:
    """Return the bodies named in a text, in order; at one place the longest name wins."""
    found = [
        NamedBody(match.start(), match.end(), body, kind)
        for body, kind, pattern in _patterns(language)
        for match in pattern.finditer(text)
        if not says(match[0], language, "bodies", "not_committee_re") or kind != "committee"
    ]
    found.sort(key=lambda item: (item.start, -item.end))
    kept: list[NamedBody] = []
    for item in found:
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return tuple(kept)
