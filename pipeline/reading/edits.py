"""Changing a Document's text so that every change can be undone and no offset loses its place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.records import Document, Edit, Page, Table


@dataclass(frozen=True, slots=True)
class Change:
    """A wish: `text[start:end]` should read `after`."""

    rule: str
    start: int
    end: int
    after: str


@dataclass(frozen=True, slots=True)
class Shift:
    """Where offsets of a text lie once the changes are made; `gains[i]` is what the first i changes add."""

    changes: tuple[Change, ...]
    ends: tuple[int, ...]
    gains: tuple[int, ...]

    @classmethod
    def of(cls, changes: Sequence[Change]) -> Shift:
        """Prepare the shift for changes that are in order and apart from each other."""
        gains = [0]
        for change in changes:
            gains.append(gains[-1] + len(change.after) - (change.end - change.start))
        return cls(tuple(changes), tuple(change.end for change in changes), tuple(gains))

    def __call__(self, offset: int) -> int:
        """Return the new place of an offset; inside a change it stays as far in as the new text allows."""
        index = bisect_right(self.ends, offset)
        if index < len(self.changes) and self.changes[index].start < offset:
            change = self.changes[index]
            offset = change.start + min(offset - change.start, len(change.after))
        return offset + self.gains[index]


def apply_changes(document: Document, changes: Sequence[Change]) -> Document:
    """Return the document with the changes made and recorded as edits, all offsets moved along.

    A change that touches an earlier edit swallows it, so that undoing still gives the source text.
    Changes that overlap another one, only insert or only delete, or cross a page break are left out.
    """
    edits = [edit for page in document.pages for edit in page.edits]
    chosen = _apart(document, [_widened(document.text, change, edits) for change in changes])
    if not chosen:
        return document
    shift = Shift.of(chosen)
    return replace(
        document,
        text=_changed(document.text, chosen),
        pages=tuple(_moved_page(document.text, page, shift) for page in document.pages),
        blocks=tuple(replace(block, start=shift(block.start), end=shift(block.end)) for block in document.blocks),
        tables=tuple(_moved_table(table, shift) for table in document.tables),
    )


def _widened(text: str, change: Change, edits: Sequence[Edit]) -> Change:
    """Let a change swallow the whole of the edits it touches; `edits` are in order of the text."""
    low = bisect_left(edits, change.start, key=lambda edit: edit.end)
    high = bisect_right(edits, change.end, key=lambda edit: edit.start)
    touched = edits[low:high]
    if not touched:
        return change
    start, end = min(change.start, touched[0].start), max(change.end, touched[-1].end)
    rules = dict.fromkeys([*(edit.rule for edit in touched), change.rule])
    return Change("+".join(rules), start, end, text[start : change.start] + change.after + text[change.end : end])


def _apart(document: Document, changes: Sequence[Change]) -> list[Change]:
    chosen: list[Change] = []
    starts = [page.start for page in document.pages]
    for change in sorted(changes, key=lambda item: (item.start, item.end)):
        page = document.pages[max(0, bisect_right(starts, change.start) - 1)]
        # Touching counts as overlapping: two edits at one offset could not be undone in a known order.
        apart = not chosen or change.start > chosen[-1].end
        useful = change.after and change.start < change.end and document.text[change.start : change.end] != change.after
        if apart and useful and change.end <= page.end:
            chosen.append(change)
    return chosen


def _changed(text: str, changes: Sequence[Change]) -> str:
    parts, last = [], 0
    for change in changes:
        parts += [text[last : change.start], change.after]
        last = change.end
    return "".join([*parts, text[last:]])


def _moved_page(text: str, page: Page, shift: Shift) -> Page:
    mine = [(c, c.start + gain) for c, gain in zip(shift.changes, shift.gains, strict=False) if _within(c, page)]
    made = [
        Edit(change.rule, start, start + len(change.after), _before(text, change, page), change.after)
        for change, start in mine
    ]
    free = [edit for edit in page.edits if not any(_within(edit, change) for change, _ in mine)]
    kept = [replace(edit, start=shift(edit.start), end=shift(edit.end)) for edit in free]
    words = tuple(replace(word, start=shift(word.start), end=shift(word.end)) for word in page.words)
    edits = tuple(sorted([*kept, *made], key=lambda edit: edit.start))
    return replace(page, start=shift(page.start), end=shift(page.end), words=words, edits=edits)


def _within(inner: Change | Edit, outer: Change | Page) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _before(text: str, change: Change, page: Page) -> str:
    """Return the source's reading of a change's place, with the edits it swallows undone."""
    before = text[change.start : change.end]
    for edit in sorted((e for e in page.edits if _within(e, change)), key=lambda e: e.start, reverse=True):
        before = before[: edit.start - change.start] + edit.before + before[edit.end - change.start :]
    return before


def _moved_table(table: Table, shift: Shift) -> Table:
    cells = tuple(replace(cell, start=shift(cell.start), end=shift(cell.end)) for cell in table.cells)
    return replace(table, start=shift(table.start), end=shift(table.end), cells=cells)
