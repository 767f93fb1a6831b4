"""Expressions with a guard match exactly where their patterns do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.data import data_path
from pipeline.domain.expressions import expression, needed_literals
from pipeline.domain.lexicon import lexicon
from pipeline.training.passages import read_passages

PASSAGES = data_path("corpus", "gold", "passages.jsonl")

# Patterns of few letters, so that short texts often match; the text after a pattern is made of the same letters.
_LETTERS = ["a", "b", "A", "ä", "ß", r"\.", r"\u00a0"]
_ATOMS = st.sampled_from([*_LETTERS, r"\w", "[ab]", "[^a]", r"[\]a]", ".", r"\b", "^", "$", r"(?<!a)", "(?=b)"])
_PATTERNS = st.recursive(
    _ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{0,2}", "{2}", "??", "{,2}"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
    ),
    max_leaves=8,
)


@given(pattern=_PATTERNS, text=st.text(alphabet="abAÄä.ßs\u00a0 ", max_size=12))
def test_guard_never_hides_a_match(pattern: str, text: str) -> None:
    guarded, plain = expression(pattern, re.IGNORECASE), re.compile(pattern, re.IGNORECASE)
    assert [match.span() for match in guarded.finditer(text)] == [match.span() for match in plain.finditer(text)]
    assert guarded.sub("-", text) == plain.sub("-", text)
    for method in ("search", "match"):
        for start in (0, 2):
            ours, theirs = getattr(guarded, method)(text, start), getattr(plain, method)(text, start)
            assert (ours and ours.span()) == (theirs and theirs.span())


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r"(?:gewähr|leist)et\w*", (("gewähr", "leist"), ("et",))),
        (r"\bkredite?\b", (("kredit",),)),
        (r"Kredit|(?:gross)?kredite", (("kredit",),)),
        (r"ab{0,3}c", (("a",), ("c",))),
        (r"beitrag+s", (("beitrag",), ("s",))),
        (r"(?!ohne )mit(?= franken)", (("mit",),)),
        (r"[abc]\d+", ()),
        (r"kredit|", ()),
        (r"(?i)kredit", ()),
    ],
)
def test_what_every_match_must_hold(pattern: str, needed: tuple[tuple[str, ...], ...]) -> None:
    assert needed_literals(pattern) == needed


def _patterns(entry: Any) -> Iterator[str]:
    """Return all expressions of a lexicon: the lists under keys that end in `_re`, with those of tables below them."""
    for key, value in entry.items():
        if isinstance(value, dict):
            yield from _patterns(value)
        elif key.endswith("_re") and isinstance(value, list):
            yield "|".join(f"(?:{pattern})" for pattern in value)


def test_expressions_of_the_lexicon_match_as_their_patterns_do() -> None:
    texts = [passage.text for passage in read_passages(PASSAGES)]
    found = 0
    for pattern in _patterns(lexicon("de")):
        guarded, plain = expression(pattern, re.IGNORECASE), re.compile(pattern, re.IGNORECASE)
        for text in texts[::5]:
            spans = [match.span() for match in plain.finditer(text)]
            assert [match.span() for match in guarded.finditer(text)] == spans
            found += bool(spans)
    assert found


def test_most_expressions_of_the_lexicon_have_a_guard() -> None:
    patterns = list(_patterns(lexicon("de")))
    assert sum(bool(needed_literals(pattern)) for pattern in patterns) > 0.8 * len(patterns)
