"""Pages as printers, office programs and careless tools leave them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.reading.read import read_document
from pipeline.records import Document

PROSE = (
    "Die Fachstelle Integration berät Gemeinden, Schulen und Vereine und",
    "vermittelt ihnen Dolmetschende. Sie führt dazu eine Liste, welche die",
    "kantonale Verwaltung jedes Jahr prüft. Die Kosten dafür trägt der",
    "Kanton. An den Kursen nehmen jährlich rund 400 Personen teil, die",
    "meisten von ihnen neu zugezogen. Der Grosse Rat hat den Kredit",
    "letztes Jahr beraten und mit wenigen Änderungen angenommen; die",
)
LINES = PROSE * 4


def texts(document: Document, kind: str) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.kind == kind]


def written(objects: Mapping[int, bytes]) -> bytes:
    """Return a PDF of these objects, the first of which is its catalogue."""
    data, places = b"%PDF-1.7\n", []
    for number, content in objects.items():
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(places) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return data + head + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(data))


def page_with(drawing: bytes, fonts: bytes) -> bytes:
    """Return a PDF of one page of 400 by 300 points."""
    return written(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents 4 0 R/Resources<</Font<<%s>>>>>>" % fonts,
            4: b"<</Length %d>>stream\n%s\nendstream" % (len(drawing), drawing),
            5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
            6: b"<</Type/Font/Subtype/TrueType/BaseFont/Signs/Encoding/WinAnsiEncoding/FirstChar 149/LastChar 149"
            b"/Widths[500]/FontDescriptor 7 0 R>>",
            # The font claims to reach over two lines above its own, as some fonts of signs do.
            7: b"<</Type/FontDescriptor/FontName/Signs/Flags 32/FontBBox[0 -800 1000 2200]/ItalicAngle 0/Ascent 2200"
            b"/Descent -800/CapHeight 700/StemV 80>>",
        }
    )


def test_bullets_of_a_font_that_claims_several_lines_stay_on_theirs() -> None:
    rows = [b"Deutsch lernen", b"Arbeit finden", b"Beratung erhalten"]
    drawing = b"20 200 m 380 200 l 20 270 m 380 270 l 20 130 m 380 130 l 20 130 m 20 270 l 120 130 m 120 270 l "
    drawing += b"380 130 m 380 270 l S BT /F 10 Tf 25 255 Td (Angebot) Tj 100 0 Td (Ziele) Tj ET "
    for index, row in enumerate(rows):
        drawing += b"BT /S 10 Tf 125 %d Td (\\225) Tj /F 10 Tf 15 0 Td (%s) Tj ET " % (185 - 14 * index, row)
    document = read_document(page_with(drawing + b"BT /F 10 Tf 25 185 Td (Kurse) Tj ET", b"/F 5 0 R/S 6 0 R"))
    (table,) = document.tables
    cells = {(cell.row, cell.col): document.text[cell.start : cell.end] for cell in table.cells}
    assert cells[1, 1] == "• Deutsch lernen • Arbeit finden • Beratung erhalten"


def test_years_set_aslant_keep_their_digits(kit: Any) -> None:
    def draw(canvas: Canvas) -> None:
        kit.page_of(PROSE)(canvas)
        for index in range(4):
            canvas.saveState()
            canvas.translate(100 + 60 * index, 500)
            canvas.rotate(45)
            canvas.drawString(0, 0, f"Jahr {2020 + index}")
            canvas.restoreState()

    text = read_document(kit.pdf_of(draw)).text
    assert [str(2020 + index) in text for index in range(4)] == [True] * 4
    assert "²" not in text


def test_type_of_no_size_is_read(kit: Any) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.scale(0.01, 0.01)
        text = canvas.beginText(7200, 76000)
        text.setFont("Helvetica", 4)
        for line in PROSE:
            text.textLine(line)
        canvas.drawText(text)

    assert "Fachstelle" in read_document(kit.pdf_of(draw, kit.page_of(PROSE))).text


@pytest.mark.parametrize("crop", [(600, 850, 900, 1000), (0, 0, 0, 0)])
def test_a_page_cropped_to_nothing_is_shown_whole(kit: Any, crop: tuple[float, ...]) -> None:
    pdf = pdfium.PdfDocument(kit.pdf_of(kit.page_of(PROSE)))
    pdf[0].set_cropbox(*crop)
    buffer = io.BytesIO()
    pdf.save(buffer)
    pdf.close()
    document = read_document(buffer.getvalue())
    assert texts(document, "paragraph") == [" ".join(PROSE)]
    assert document.pages[0].width_pt == pytest.approx(595, abs=1)


@pytest.mark.parametrize("cropped", [True, False])
def test_marks_for_the_printer_are_no_table(kit: Any, cropped: bool) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setCropBox((40, 40, 555, 802) if cropped else (0, 0, 595, 842))
        for x in (40, 555):
            canvas.lines([(x, 2, x, 22), (x, 820, x, 840)])
        for y in (40, 802):
            canvas.lines([(2, y, 22, y), (573, y, 593, y)])
        for x, y in ((297, 12), (297, 830), (12, 421), (583, 421)):
            canvas.lines([(x - 20, y, x + 20, y), (x, y - 10, x, y + 10)])
        kit.page_of(LINES, size=11)(canvas)

    document = read_document(kit.pdf_of(draw))
    assert document.tables == ()
    assert " ".join(LINES) in " ".join(texts(document, "paragraph"))


def counted(canvas: Canvas, step: int, x: float) -> None:
    """Draw lines of prose and the numbers that count them."""
    canvas.setFont("Helvetica", 11)
    for index, line in enumerate(LINES):
        canvas.drawString(90, 760 - 16 * index, line)
    canvas.setFont("Helvetica", 8)
    for number in range(step, len(LINES) + 1, step):
        canvas.drawRightString(x, 776 - 16 * number, str(number))


@pytest.mark.parametrize("x", [70, 520])
@pytest.mark.parametrize("step", [1, 5])
def test_numbers_that_count_lines_stand_in_none_of_them(kit: Any, step: int, x: float) -> None:
    document = read_document(kit.pdf_of(lambda canvas: counted(canvas, step, x)))
    assert document.tables == ()
    assert " ".join(texts(document, "paragraph")) == " ".join(LINES)
    assert texts(document, "footer") == [" ".join(map(str, range(step, len(LINES) + 1, step)))]


def test_numbers_of_rows_and_of_lists_stay_with_them(kit: Any) -> None:
    def rows(canvas: Canvas) -> None:
        for number in range(1, 21):
            canvas.drawRightString(70, 776 - 16 * number, str(number))
            canvas.drawString(90, 776 - 16 * number, f"kantonaler Kurs {chr(64 + number)}")
            canvas.drawRightString(400, 776 - 16 * number, f"{number * 37}'500")

    document = read_document(kit.pdf_of(rows))
    assert document.tables[0].n_rows == 20
    assert texts(document, "footer") == []

    def points(canvas: Canvas) -> None:
        for number in range(1, 21):
            canvas.drawString(70, 776 - 30 * number, f"{number}   {PROSE[number % 6][:40]}")
            canvas.drawString(90, 762 - 30 * number, PROSE[number % 6][40:])

    assert texts(read_document(kit.pdf_of(points)), "footer") == []


def test_text_in_three_columns_is_no_table(kit: Any) -> None:
    halves = [half for line in PROSE for half in (line[: len(line) // 2], line[len(line) // 2 :])]
    columns = [halves[:6], halves[6:], ["daran beteiligt sich", *halves[1:6]]]

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        for place, column in enumerate(columns):
            for index, line in enumerate(column):
                canvas.drawString(60 + 170 * place, 700 - 12 * index, line.strip())

    document = read_document(kit.pdf_of(draw))
    assert document.tables == ()
    assert " ".join(line.strip() for line in halves[:6]) in document.text


@pytest.mark.parametrize("axis", [range(450, 0, -50), range(0, 90, 10)])
def test_the_axes_of_charts_are_no_table(kit: Any, axis: range) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        for place, title in enumerate(("Kurse im Kanton", "Beratungen im Kanton")):
            canvas.drawString(150 + 220 * place, 700, title)
            for index, mark in enumerate(axis):
                canvas.drawRightString(120 + 220 * place, 680 - 20 * index, str(mark))
            canvas.drawString(180 + 220 * place, 600, "Personen pro Jahr")

    assert read_document(kit.pdf_of(draw)).tables == ()


@pytest.mark.parametrize("amounts", [(90, 71, 66, 58, 41, 30), (90, 80, 70, 60, 50, 40)])
def test_a_table_whose_labels_count_in_tens_stays_one(kit: Any, amounts: tuple[int, ...]) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Pensum")
        canvas.drawRightString(250, 700, "Franken")
        for index, amount in enumerate(amounts):
            canvas.drawRightString(100, 680 - 18 * index, str(100 - 10 * index))
            canvas.drawRightString(250, 680 - 18 * index, f"{amount}'400")

    assert len(read_document(kit.pdf_of(draw)).tables) == 1
