"""Opening of PDF files: the reason of one document is never that of the one before."""

from __future__ import annotations

import pytest

from pipeline.domain.failures import DocumentFailure
from pipeline.reading.pdf_file import open_pdf
from tests.hostile.pdfs import locked, many_pages


def test_a_pdf_without_pages_is_damaged_also_after_an_encrypted_one() -> None:
    for data, code in ((locked("geheim"), "encrypted"), (many_pages(0), "damaged")):
        with pytest.raises(DocumentFailure) as failure:
            open_pdf(data)
        assert failure.value.code == code
