"""Findings as spaCy spans: `doc.spans[group]`, each span with the finding itself in `_.value`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from spacy.tokens import Doc, Span


class Placed(Protocol):
    """Anything found at `text[start:end]`."""

    @property
    def start(self) -> int:
        """First code point."""

    @property
    def end(self) -> int:
        """Code point after the last one."""


if not Span.has_extension("value"):
    Span.set_extension("value", default=None)


def put_spans(doc: Doc, group: str, label: str, items: Sequence[Placed]) -> None:
    """Fill `doc.spans[group]` with a span for each finding, in order."""
    spans: list[Span] = []
    for item in items:
        span = doc.char_span(item.start, item.end, label=label, alignment_mode="expand")
        if span is None:
            raise ValueError(f"no tokens at {item.start}:{item.end}")
        span._.value = item
        spans.append(span)
    doc.spans[group] = spans


def get_values(doc: Doc, group: str) -> list[Any]:
    """Return the findings of a group, in order."""
    return [span._.value for span in doc.spans[group]]
