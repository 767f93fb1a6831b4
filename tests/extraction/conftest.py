"""Documents made of text, for the tests of extraction."""

from collections.abc import Callable

import pytest

from pipeline.extraction.extract import extract_records
from pipeline.reading.read import read_document
from pipeline.records import Document, Records

Extract = Callable[[str], Records]


@pytest.fixture
def extract() -> Extract:
    """Read a text as a file of its own and extract its records."""
    return lambda text: extract_records(read_document(text.encode("utf-8")))


@pytest.fixture
def document() -> Callable[[str], Document]:
    """Read a text as a file of its own."""
    return lambda text: read_document(text.encode("utf-8"))
