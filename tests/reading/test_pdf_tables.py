from __future__ import annotations

from typing import Any

import pytest
from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table

from pipeline.reading.read import read_document
from pipeline.records import Document

ROWS = [
    ["Förderbereich", "2024", "2025", "Total"],
    ["Sprache", "120'000", "130'000", "250'000"],
    ["Frühe Kindheit", "80'000", "85'000", "165'000"],
    ["Total", "200'000", "215'000", "415'000"],
]


def cells(document: Document, index: int = 0) -> list[list[str]]:
    table = document.tables[index]
    grid = [["" for _ in range(table.n_cols)] for _ in range(table.n_rows)]
    for cell in table.cells:
        grid[cell.row][cell.col] = document.text[cell.start : cell.end]
    return grid


def drawn(rows: list[list[str]], style: list[tuple[Any, ...]], text: str) -> Any:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        canvas.drawString(72, 740, text)
        canvas.drawString(72, 715, "Kosten nach Förderbereich, in Franken")
        table = Table(rows, colWidths=[130, 80, 80, 80], rowHeights=20, style=style)
        table.wrapOn(canvas, 400, 400)
        table.drawOn(canvas, 72, 600)
        canvas.drawString(72, 560, "Die Beträge gelten ohne die Pauschale des Bundes.")

    return draw


TEXT = "Der Kanton und die Gemeinden tragen die Kosten je zur Hälfte."


@pytest.mark.parametrize(
    "style",
    [
        pytest.param([("GRID", (0, 0), (-1, -1), 0.5, colors.black)], id="ruled"),
        pytest.param([("ALIGN", (1, 0), (-1, -1), "RIGHT")], id="without lines"),
    ],
)
def test_rows_and_columns_are_found(kit: Any, style: list[tuple[Any, ...]]) -> None:
    document = read_document(kit.pdf_of(drawn(ROWS, style, TEXT)))
    assert cells(document) == ROWS
    (table,) = document.tables
    assert table.caption == "Kosten nach Förderbereich, in Franken"
    assert {cell.row for cell in table.cells if cell.header} == {0}


def test_text_of_a_table_is_not_repeated_and_cells_have_boxes(kit: Any) -> None:
    document = read_document(kit.pdf_of(drawn(ROWS, [("GRID", (0, 0), (-1, -1), 0.5, colors.black)], TEXT)))
    assert document.text.count("415'000") == 1
    assert [block.kind for block in document.blocks] == ["paragraph", "paragraph", "table", "paragraph"]
    total = next(c for c in document.tables[0].cells if document.text[c.start : c.end] == "415'000")
    assert total.box is not None
    assert 360 < total.box[0] < total.box[2] < 450
    assert document.box_of(total.start, total.end) is not None


def test_merged_cells_have_spans(kit: Any) -> None:
    rows = [["Bereich", "Mittel", "", "Total"], *ROWS[1:]]
    style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("SPAN", (1, 0), (2, 0))]
    (table,) = read_document(kit.pdf_of(drawn(rows, style, TEXT))).tables
    spans = {(cell.row, cell.col): cell.col_span for cell in table.cells}
    assert spans[0, 1] == 2
    assert (0, 2) not in spans


def test_a_frame_around_text_is_no_table(kit: Any) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(60, 600, 480, 180)
        kit.page_of(kit.lines)(canvas)

    document = read_document(kit.pdf_of(draw))
    assert not document.tables
    assert " ".join(kit.lines) in document.text
