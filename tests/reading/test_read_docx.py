from __future__ import annotations

import io
import zipfile

import docx
import pytest

from pipeline.domain.failures import DocumentFailure
from pipeline.reading.limits import Limits
from pipeline.reading.read import read_document


@pytest.fixture
def concept() -> bytes:
    word = docx.Document()
    word.core_properties.author = "Fachstelle"
    word.add_heading("Konzept", level=0)
    word.add_heading("Finanzen", level=2)
    word.add_paragraph("Die Gemeinden zahlen die Hälfte.")
    word.add_paragraph("Sprache", style="List Bullet")
    table = word.add_table(rows=3, cols=3)
    for row, values in enumerate((("Bereich", "Franken", ""), ("Sprache", "2024", "120'000"), ("", "2025", "130'000"))):
        for col, value in enumerate(values):
            table.cell(row, col).text = value
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(2, 0))
    word.add_paragraph("Danach folgt Text.")
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def test_blocks_in_the_order_of_the_document(concept: bytes) -> None:
    document = read_document(concept)
    assert [(b.kind, b.level) for b in document.blocks] == [
        ("heading", 1),
        ("heading", 2),
        ("paragraph", 0),
        ("list_item", 0),
        ("table", 0),
        ("paragraph", 0),
    ]
    assert document.title == "Konzept"
    assert ("author", "Fachstelle") in document.metadata
    assert document.section_at(document.text.index("Gemeinden")) == ("Konzept", "Finanzen")


def test_merged_cells_appear_once_with_their_spans(concept: bytes) -> None:
    document = read_document(concept)
    (table,) = document.tables
    cells = {(c.row, c.col): (document.text[c.start : c.end].strip(), c.row_span, c.col_span) for c in table.cells}
    assert cells[0, 1] == ("Franken", 1, 2)
    assert cells[1, 0] == ("Sprache", 2, 1)
    assert cells[2, 2] == ("130'000", 1, 1)
    assert (table.n_rows, table.n_cols, len(cells)) == (3, 3, 7)


def test_a_cut_off_file_is_damaged_or_unsupported(concept: bytes) -> None:
    with pytest.raises(DocumentFailure) as failure:
        read_document(concept[: len(concept) // 2])
    assert failure.value.code == "damaged"


def test_too_much_unpacked_is_refused(concept: bytes) -> None:
    with pytest.raises(DocumentFailure) as failure:
        read_document(concept, Limits(max_unzipped=1_000))
    assert failure.value.code == "too_large"


def test_another_office_file_names_itself() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(DocumentFailure) as failure:
        read_document(buffer.getvalue())
    assert (failure.value.code, failure.value.detail) == ("unsupported", "an Excel workbook")
