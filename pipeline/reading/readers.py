"""The formats kip reads: one small module each, chosen by content alone.

Adding a format is a class with `name`, `version`, `score` and `read`, and one line in `READERS`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from pipeline.domain.failures import DocumentFailure
from pipeline.reading.docx import DocxReader
from pipeline.reading.html import HtmlReader
from pipeline.reading.image import ImageReader
from pipeline.reading.limits import Limits
from pipeline.reading.pdf import PdfReader
from pipeline.reading.plain_text import PlainTextReader
from pipeline.reading.signatures import describe, is_encrypted_office
from pipeline.reading.xlsx import XlsxReader
from pipeline.records import Document


class Reader(Protocol):
    """Reads one format. `version` changes whenever the same bytes may give another result."""

    @property
    def name(self) -> str:
        """Short name of the format."""

    @property
    def version(self) -> str:
        """Version of the reader."""

    def score(self, data: bytes) -> float:
        """Return how sure it is, 0 to 1, that the bytes are of its format; 0 is no."""

    def read(self, data: bytes, limits: Limits) -> Document:
        """Return the document, not yet repaired. Raises DocumentFailure."""


READERS: tuple[Reader, ...] = (
    PdfReader(),
    DocxReader(),
    XlsxReader(),
    ImageReader(),
    HtmlReader(),
    PlainTextReader(),
)

CERTAIN = 1.0


def choose_reader(data: bytes, readers: Sequence[Reader] = READERS) -> Reader:
    """Return the reader with the highest score. Raises DocumentFailure: encrypted, unsupported."""
    scores: list[float] = []
    for reader in readers:
        scores.append(reader.score(data))
        # Nothing is surer, and the readers that come last have to decode what they look at.
        if scores[-1] >= CERTAIN:
            return reader
    best = max(scores)
    if best <= 0:
        if is_encrypted_office(data):
            raise DocumentFailure("encrypted")
        raise DocumentFailure("unsupported", describe(data))
    return readers[scores.index(best)]
