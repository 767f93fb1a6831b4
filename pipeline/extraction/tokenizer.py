"""A tokenizer that never hides a boundary: letters, digits and signs each end a token.

Amounts, dates and votes begin and end between letters, digits and signs (`1'498'188.–`, `60:20`,
`«start.integration»`). spaCy's German rules keep some of them in one token, so that a span could
not say its exact place; with this tokenizer every span is exact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

_TOKEN = re.compile(r"([^\W\d_]+(?:\u00ad[^\W\d_]+)*|\d+|[^\S ]|[^\w\s]|_| )( ?)")


# The text stays with the Doc: spaCy would put it together anew, token by token, each time it is asked for.
TEXT = "kip_text"


def text_of(doc: Doc) -> str:
    """Return the text of a Doc, as `doc.text` does."""
    return str(doc.user_data.get(TEXT, "")) or doc.text


class FineTokenizer:
    """Split text into runs of letters, runs of digits and single signs; text is never changed."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the Doc of a text; `doc.text` equals the text."""
        pieces = [(match[1], bool(match[2])) for match in _matches(text)]
        doc = Doc(self.vocab, words=[word for word, _ in pieces], spaces=[space for _, space in pieces])
        doc.user_data[TEXT] = text
        return doc

    def to_bytes(self, **_: Any) -> bytes:
        """Return nothing: the tokenizer has no state to keep."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> FineTokenizer:
        """Return itself: there is no state to restore."""
        return self

    def to_disk(self, _path: Any, **_: Any) -> None:
        """Write nothing: the tokenizer has no state to keep."""

    def from_disk(self, _path: Any, **_: Any) -> FineTokenizer:
        """Return itself: there is no state to restore."""
        return self


def _matches(text: str) -> Iterator[re.Match[str]]:
    return _TOKEN.finditer(text)


def make_tokenizer() -> Callable[[Language], FineTokenizer]:
    """Return the factory spaCy calls with the pipeline."""
    return lambda nlp: FineTokenizer(nlp.vocab)


registry.tokenizers.register("kip_tokenizer.v1", func=make_tokenizer)
