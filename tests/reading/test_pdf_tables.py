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


def half_ruled(rows: list[list[str]], edges: list[float]) -> Any:
    """Draw a table whose only upright rules stand around its labels and around all of its figures."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(72, 740, TEXT)
        bottom = 700 - 20 * len(rows)
        canvas.lines([(72, 700 - 20 * index, 500, 700 - 20 * index) for index in range(len(rows) + 1)])
        canvas.lines([(x, 700, x, bottom) for x in (72, 200, 500)])
        for index, row in enumerate(rows):
            canvas.drawString(76, 686 - 20 * index, row[0])
            for text, edge in zip(row[1:], edges, strict=True):
                canvas.drawRightString(edge, 686 - 20 * index, text)

    return draw


def test_figures_in_columns_that_no_rule_parts_stand_in_cells_of_their_own(kit: Any) -> None:
    document = read_document(kit.pdf_of(half_ruled(ROWS, [280, 370, 490])))
    assert cells(document) == ROWS


def test_a_name_over_several_such_columns_stands_above_them(kit: Any) -> None:
    def draw(canvas: Canvas) -> None:
        half_ruled([["", "", "", ""], *ROWS], [280, 370, 490])(canvas)
        canvas.drawCentredString(350, 686, "Beiträge des Bundes an die Kantone und Gemeinden")

    document = read_document(kit.pdf_of(draw))
    assert cells(document)[1:] == ROWS
    name = next(cell for cell in document.tables[0].cells if cell.row == 0 and cell.col == 1)
    assert document.text[name.start : name.end] == "Beiträge des Bundes an die Kantone und Gemeinden"
    assert name.col_span == 3


def test_groups_of_a_figure_set_wide_apart_stay_one(kit: Any) -> None:
    def draw(canvas: Canvas) -> None:
        half_ruled([["Jahr", "Franken"], ["2022", ""], ["2023", ""], ["2024", ""]], [300])(canvas)
        for index, figure in enumerate(["1 250 000", "2 340 500", "1 980 700"]):
            for place, group in enumerate(figure.split()):
                canvas.drawRightString(260 + 24 * place, 666 - 20 * index, group)

    assert [row[1] for row in cells(read_document(kit.pdf_of(draw)))[1:]] == ["1 250 000", "2 340 500", "1 980 700"]
