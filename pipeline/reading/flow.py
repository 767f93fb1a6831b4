"""Lines → running text: wrapped lines joined by a space, broken words by evidence, each word with its place."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.reading.hyphens import LINE_END_HYPHENS, RULE, SOFT_HYPHENS, is_keeper, joined
from pipeline.reading.tokens import Line, Token, joined_text, to_rows
from pipeline.records import Edit, Word

_BROKEN_HEAD = re.compile(r"(?P<before>.*?)(?P<head>[^\W\d_]+(?:-[^\W\d_]+)*)[-\u00ad\u00ac\u2010]", re.DOTALL)
_TAIL = re.compile(r"[^\W_]+")
_BROKEN_NUMBER = re.compile(r".*\d(?:[a-z]{0,3}-|–)", re.DOTALL)


@dataclass(slots=True)
class Flow:
    """Text as it grows, with the words and edits in it."""

    text: str = ""
    words: list[Word] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)

    def add(self, token: Token, before: str) -> None:
        """Append a word after what stands before it."""
        self.text += before
        start = len(self.text)
        self.text += token.text
        self.words.append(_word(token, start, len(self.text)))

    def add_all(self, tokens: Sequence[Token]) -> None:
        """Append words, each after a space, the first of all without one."""
        if not tokens:
            return
        start = len(self.text) + 1 if self.words else 0
        text = joined_text(tokens)
        self.text += f" {text}" if self.words else text
        for token in tokens:
            end = start + len(token.text)
            self.words.append(_word(token, start, end))
            start = end + 1

    def add_broken(self, token: Token, known: Collection[str]) -> None:
        """Append the first word of a line to the last of the line before, which ends with a hyphen."""
        last = self.words[-1]
        head = _BROKEN_HEAD.fullmatch(self.text[last.start :])
        tail = _TAIL.match(token.text)
        if not head or not tail:
            self.add(token, "" if self._is_broken_number(token) else " ")
            return
        word = joined(head["head"], tail.group(), known, soft=self.text.endswith(SOFT_HYPHENS))
        if " " in word:
            self.add(token, " ")
            return
        start = last.start + len(head["before"])
        # Up to the tail the joined word is the last line's, the rest is the new line's.
        split = start + len(word) - len(tail.group())
        before = f"{self.text[start:]}\n{tail.group()}"
        self.text = self.text[:start] + word + token.text[tail.end() :]
        self.words[-1] = replace(last, end=split)
        self.words.append(_word(token, split, len(self.text)))
        self._record(Edit(RULE, start, start + len(word), before, word))

    def _is_broken_number(self, token: Token) -> bool:
        """Return whether a line ends within a range or a word that begins with a number: `2014-/2017`, `45-/jährig`."""
        if not _BROKEN_NUMBER.fullmatch(self.text[self.words[-1].start :]):
            return False
        return token.text[:1].isdigit() or (self.text.endswith("-") and _is_rest_of_word(token.text))

    def _record(self, edit: Edit) -> None:
        """Keep an edit; one that begins in the last (a word over three lines) grows out of it."""
        last = self.edits[-1] if self.edits else None
        if last and edit.start < last.end:
            before = last.before + edit.before[last.end - edit.start :]
            edit = Edit(RULE, last.start, edit.end, before, self.text[last.start : edit.end])
            self.edits.pop()
        self.edits.append(edit)


def _is_rest_of_word(text: str) -> bool:
    tail = _TAIL.match(text)
    return tail is not None and not is_keeper(tail.group())


def _word(token: Token, start: int, end: int) -> Word:
    return Word(start, end, token.box, token.confidence, token.state, token.alternatives)


def flow_text(lines: Sequence[Line], known: Collection[str] = ()) -> tuple[str, tuple[Word, ...], tuple[Edit, ...]]:
    """Return the lines as one running text with its words and the hyphens joined in it.

    `known` holds lower-case words of the document, the evidence for words that keep their hyphen.
    """
    return _flow([line.tokens for line in lines], known)


def _flow(
    rows: Iterable[Sequence[Token]], known: Collection[str] = ()
) -> tuple[str, tuple[Word, ...], tuple[Edit, ...]]:
    flow = Flow()
    for tokens in rows:
        broken = flow.words and flow.text.endswith(LINE_END_HYPHENS)
        if broken:
            flow.add_broken(tokens[0], known)
        flow.add_all(tokens[1:] if broken else tokens)
    return flow.text, tuple(flow.words), tuple(flow.edits)


def flow_cell(tokens: Sequence[Token]) -> tuple[str, tuple[Word, ...], tuple[Edit, ...]]:
    """Return the words of a table's cell as one running text, as `flow_text` does; most cells are one word or none."""
    if len(tokens) > 1:
        return _flow(to_rows(tokens))
    return "".join([token.text for token in tokens]), tuple([_word(t, 0, len(t.text)) for t in tokens]), ()
