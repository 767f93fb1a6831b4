"""Marks in the source of a sample: what a reader sees, and what the truth quotes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.generator.marks import mark, parse, plain

WORDS = st.text(alphabet=st.characters(exclude_characters="{}|\u00ad"))


def test_a_mark_inside_a_mark_keeps_both_quotes() -> None:
    marked = parse("Er {{d1|bewilligt {{f1|Fr. 5'000.–}} für Kurse}}.")
    assert marked.text == "Er bewilligt Fr. 5'000.– für Kurse."
    assert [(span.mark, marked.quote(span)) for span in marked.spans] == [
        ("d1", "bewilligt Fr. 5'000.– für Kurse"),
        ("f1", "Fr. 5'000.–"),
    ]


def test_soft_hyphens_are_not_part_of_what_is_quoted() -> None:
    marked = parse("{{m1|Sprach\u00adkurse}} im Quartier")
    assert marked.quote(marked.spans[0]) == "Sprachkurse"
    assert plain("{{m1|Sprach\u00adkurse}} im Quartier") == "Sprachkurse im Quartier"


@pytest.mark.parametrize("source", ["{{f1|offen", "zu}} viel", "{{f1|a}}}}"])
def test_marks_that_do_not_pair_are_refused(source: str) -> None:
    with pytest.raises(ValueError, match="mark"):
        parse(source)


@given(before=WORDS, words=WORDS, after=WORDS)
def test_a_mark_covers_exactly_its_words(before: str, words: str, after: str) -> None:
    marked = parse(before + mark("f1", words) + after)
    assert marked.text == before + words + after
    assert marked.quote(marked.spans[0]) == words
