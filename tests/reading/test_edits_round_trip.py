from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.edits import Change, apply_changes
from pipeline.reading.flow import flow_text
from pipeline.reading.tokens import Token, make_line
from pipeline.records import Block, Document, Page, Word

Wish = tuple[int, int, str]
wishes = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 6), st.text("xyzü", max_size=5)), max_size=8)


def plain_document(texts: list[str]) -> Document:
    pages, start = [], 0
    for number, text in enumerate(texts, 1):
        words = tuple(Word(start + i, start + i + 1, (0, 0, 1, 1)) for i in range(len(text)))
        pages.append(Page(number, start, start + len(text), "digital", words=words))
        start += len(text) + 1
    blocks = tuple(Block("paragraph", 0, page.number, page.start, page.end) for page in pages)
    return Document("0", "text/plain", "test/1", None, "\f".join(texts), tuple(pages), blocks)


def changes_of(wished: list[Wish], length: int) -> list[Change]:
    return [Change("test", min(s, length), min(s + n, length), after) for s, n, after in wished]


@given(st.lists(st.text("abc ", max_size=25), min_size=1, max_size=3), wishes, wishes)
def test_repairs_made_twice_can_be_undone(texts: list[str], first: list[Wish], second: list[Wish]) -> None:
    document = plain_document(texts)
    once = apply_changes(document, changes_of(first, len(document.text)))
    twice = apply_changes(once, changes_of(second, len(once.text)))
    for changed in (once, twice):
        assert [changed.original(page) for page in changed.pages] == texts
        assert changed.text.split("\f") == [changed.page_text(page) for page in changed.pages]
        for page in changed.pages:
            assert all(changed.text[e.start : e.end] == e.after for e in page.edits)
            assert all(page.start <= w.start <= w.end <= page.end for w in page.words)


def test_offsets_after_a_repair_move_along() -> None:
    document = plain_document(["fiir alle da"])
    changed = apply_changes(document, [Change("umlaut", 0, 4, "für")])
    assert changed.text == "für alle da"
    last = changed.pages[0].words[-1]
    assert changed.text[last.start : last.end] == "a"
    assert changed.blocks[0].end == len(changed.text)


@given(st.lists(st.lists(st.from_regex(r"[a-zA-Z]{1,6}[-,]?", fullmatch=True), min_size=1, max_size=4), max_size=4))
def test_flowing_text_knows_each_word_and_each_line_end(rows: list[list[str]]) -> None:
    lines = [make_line([Token(text, (0, 0, 1, 1), 10.0) for text in row]) for row in rows]
    text, words, edits = flow_text(lines)
    assert len(words) == sum(map(len, rows))
    assert all(a.end <= b.start for a, b in pairwise(words))
    source = text
    for edit in reversed(edits):
        assert text[edit.start : edit.end] == edit.after
        source = source[: edit.start] + edit.before + source[edit.end :]
    assert source.split() == [token for row in rows for token in row]
