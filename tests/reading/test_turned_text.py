"""Text that runs upwards, downwards or upside down on a digital page: whole pages, labels, notes in the margin."""

from __future__ import annotations

import pytest

from pipeline.reading.read import read_document
from pipeline.records import Document
from tests.hostile.pdfs import page, pdf, plain, shown, stream

LINES = (
    "Der Kanton unterstützt die Gemeinden bei der Förderung der Sprache.",
    "Für die frühe Kindheit stehen jährlich 120'000 Franken zur Verfügung.",
)
# Text matrices (PDF 1.7, 9.4.2) of lines that begin at a place and run upwards, upside down, downwards.
MATRICES = {
    90: b"0 1 -1 0 200 100",
    180: b"-1 0 0 -1 500 300",
    270: b"0 -1 1 0 300 700",
}


def lying(matrix: bytes, lines: tuple[str, ...] = LINES) -> bytes:
    return shown(lines).replace(b"60 760 Td", matrix + b" Tm")


def read(drawing: bytes, more: bytes = b"") -> Document:
    return read_document(pdf({**plain(), 3: page(more=more), 4: stream(drawing)}))


@pytest.mark.parametrize("turn", MATRICES)
def test_a_page_whose_text_lies_is_read_upright_and_its_boxes_are_those_of_the_page_as_shown(turn: int) -> None:
    document = read(lying(MATRICES[turn]))
    assert document.text == " ".join(LINES)
    (sheet,) = document.pages
    assert (sheet.width_pt, sheet.height_pt) == (595, 842)
    first = next(word for word in sheet.words if document.text[word.start : word.end] == "Kanton")
    x0, y0, x1, y1 = first.box
    assert ((x1 - x0) > (y1 - y0)) == (turn == 180)
    corner = {90: (200, 842 - 100), 180: (500, 842 - 300), 270: (300, 842 - 700)}[turn]
    assert abs((x0 + x1) / 2 - corner[0]) < (60 if turn == 180 else 12)
    assert abs((y0 + y1) / 2 - corner[1]) < (12 if turn == 180 else 60)


def test_a_page_that_is_shown_lying_is_read_upright() -> None:
    document = read(shown(LINES), b"/Rotate 90")
    assert document.text == " ".join(LINES)
    assert (document.pages[0].width_pt, document.pages[0].height_pt) == (842, 595)


def test_a_note_in_the_margin_stands_apart_from_the_lines_beside_it() -> None:
    document = read(shown(LINES * 8) + b" " + lying(b"0 1 -1 0 30 560", ("Entwurf der Staatskanzlei vom Juni",)))
    assert document.text == " ".join(LINES * 8) + "\nEntwurf der Staatskanzlei vom Juni"


def label(x: int, y: int, text: bytes, matrix: bytes) -> bytes:
    return b"BT /F 10 Tf %s %d %d Tm (%s) Tj ET " % (matrix, x, y, text)


@pytest.mark.parametrize(("matrix", "place"), [(b"0 1 -1 0", 620), (b"0 -1 1 0", 690)])
@pytest.mark.parametrize("ruled", [True, False])
def test_labels_that_run_up_or_down_head_their_columns(matrix: bytes, place: int, ruled: bool) -> None:
    rows = (("Sprache", "100'000", "110'000"), ("Arbeit", "50'000", "60'000"), ("Total", "150'000", "170'000"))
    cells = b"".join(
        b"BT /F 10 Tf %d %d Td (%s) Tj ET " % (x, 600 - 20 * number, text.encode())
        for number, row in enumerate(rows)
        for x, text in zip((60, 200, 280), row, strict=True)
    )
    heads = label(220, place, b"Budget 2024", matrix) + label(300, place, b"Rechnung 2025", matrix)
    across = b" ".join(b"50 %d m 360 %d l S" % (y, y) for y in (700, 615, 595, 575, 555))
    down = b" ".join(b"%d 555 m %d 700 l S" % (x, x) for x in (50, 190, 270, 360))
    document = read(shown(LINES) + b" " + cells + heads + (across + b" " + down if ruled else b""))
    (table,) = document.tables
    texts = {(cell.row, cell.col): document.text[cell.start : cell.end] for cell in table.cells}
    assert [texts[0, col] for col in (1, 2)] == ["Budget 2024", "Rechnung 2025"]
    assert texts[1, 1] == "100'000"
