from __future__ import annotations

import io
from typing import Any

import pypdfium2 as pdfium
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from pipeline.domain.failures import DocumentFailure
from pipeline.reading.limits import Limits
from pipeline.reading.read import read_document
from pipeline.records import Document


def texts(document: Document, kind: str) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.kind == kind]


def test_a_paragraph_is_one_block_with_a_box_for_each_word(kit: Any, digital_pdf: bytes) -> None:
    document = read_document(digital_pdf)
    assert texts(document, "paragraph") == [" ".join(kit.lines)]
    (page,) = document.pages
    assert (page.route, document.language, document.paginated) == ("digital", "de", True)
    words = {document.text[w.start : w.end]: w.box for w in page.words}
    # The first line's baseline is drawn 760 points above the bottom of a page 842 points high.
    x0, y0, x1, y1 = words["Kanton"]
    assert 72 < x0 < x1 < 150
    assert y0 < 842 - 760 < y1 + 1
    assert document.box_of(page.start, page.end) is not None


def turned(data: bytes, angle: int) -> bytes:
    pdf = pdfium.PdfDocument(data)
    pdf[0].set_rotation(angle)
    buffer = io.BytesIO()
    pdf.save(buffer)
    pdf.close()
    return buffer.getvalue()


@pytest.mark.parametrize(("angle", "centre"), [(0, (110, 42)), (90, (800, 110)), (180, (485, 800)), (270, (42, 485))])
def test_rotation_of_the_page_is_applied_to_boxes(kit: Any, angle: int, centre: tuple[float, float]) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawCentredString(110, 797, "Eckwort")

    (page,) = read_document(turned(kit.pdf_of(draw, size=(595, 842)), angle)).pages
    x0, y0, x1, y1 = page.words[0].box
    assert ((x0 + x1) / 2, (y0 + y1) / 2) == pytest.approx(centre, abs=4)
    assert (page.width_pt, page.height_pt) == ((842, 595) if angle in (90, 270) else (595, 842))


def test_the_crop_box_is_the_page(kit: Any) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setCropBox((50, 100, 545, 742))
        canvas.setFont("Helvetica", 8)
        canvas.drawCentredString(150, 697, "Eckwort")

    (page,) = read_document(kit.pdf_of(draw, size=(595, 842))).pages
    x0, y0, x1, y1 = page.words[0].box
    assert ((x0 + x1) / 2, (y0 + y1) / 2) == pytest.approx((100, 42), abs=4)
    assert (page.width_pt, page.height_pt) == (495, 642)


def test_hyphens_at_line_ends_join_by_evidence(kit: Any) -> None:
    lines = (
        "Das Amt leitet die kantonalen Integrations-",
        "programme und berät Menschen aus den EU-",
        "Staaten. Es bezahlt die Sprach-",
        "und Bildungsangebote für alle Gemeinden.",
    )
    document = read_document(kit.pdf_of(kit.page_of(lines)))
    assert document.text == (
        "Das Amt leitet die kantonalen Integrationsprogramme und berät Menschen aus den EU-Staaten. "
        "Es bezahlt die Sprach- und Bildungsangebote für alle Gemeinden."
    )
    page = document.pages[0]
    assert [edit.after for edit in page.edits] == ["Integrationsprogramme", "EU-Staaten"]
    assert "Integrations-\nprogramme" in document.original(page)
    word = next(w for w in page.words if document.text[w.start : w.end] == "programme")
    assert word.box[0] == pytest.approx(72, abs=2)


def test_running_heads_and_page_numbers_are_kept_apart(kit: Any) -> None:
    def page(number: int) -> Any:
        def draw(canvas: Canvas) -> None:
            canvas.setFont("Helvetica", 9)
            canvas.drawString(72, 810, "Bericht der Fachstelle")
            canvas.drawString(290, 30, f"Seite {number}")
            kit.page_of(kit.lines, top=700)(canvas)

        return draw

    document = read_document(kit.pdf_of(*(page(n) for n in (1, 2, 3))))
    assert texts(document, "header") == ["Bericht der Fachstelle"] * 3
    assert texts(document, "footer") == ["Seite 1", "Seite 2", "Seite 3"]
    assert texts(document, "paragraph") == [" ".join(kit.lines)] * 3


def test_headings_by_size_number_and_weight(kit: Any) -> None:
    def draw(canvas: Canvas) -> None:
        kit.page_of(["Konzept für die Integration"], size=20)(canvas)
        kit.page_of(["1 Ausgangslage"], size=14, font="Helvetica-Bold", top=700)(canvas)
        kit.page_of(kit.lines, top=670)(canvas)
        kit.page_of(["1.1 Ziele"], font="Helvetica-Bold", top=540)(canvas)
        kit.page_of(kit.lines, top=515)(canvas)

    document = read_document(kit.pdf_of(draw))
    headings = [(b.level, document.text[b.start : b.end]) for b in document.blocks if b.kind == "heading"]
    assert headings == [(1, "Konzept für die Integration"), (1, "1 Ausgangslage"), (2, "1.1 Ziele")]
    assert document.title == "Konzept für die Integration"


def test_two_columns_are_read_one_after_the_other(kit: Any) -> None:
    left = [f"Die linke Spalte hat hier die Zeile {word}" for word in ("eins", "zwei", "drei", "vier", "fünf")]
    right = [f"Und rechts steht hier die Zeile {word}" for word in ("sechs", "sieben", "acht", "neun", "zehn")]

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for index, (a, b) in enumerate(zip(left, right, strict=True)):
            canvas.drawString(60, 700 - 13 * index, a)
            canvas.drawString(320, 700 - 13 * index, b)

    text = read_document(kit.pdf_of(draw)).text
    assert text.index("fünf") < text.index("sechs")
    assert text.index("eins") < text.index("zwei")


def test_a_note_number_does_not_become_part_of_a_figure(kit: Any) -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 700)
        text.setFont("Helvetica", 12)
        text.textOut("Das Gesetz gilt seit dem Jahr 1998")
        text.setFont("Helvetica", 7)
        text.setRise(5)
        text.textOut("6")
        text.setFont("Helvetica", 12)
        text.setRise(0)
        text.textOut(" und wird nun geändert.")
        canvas.drawText(text)

    assert "1998⁶ und" in read_document(kit.pdf_of(draw)).text


def test_a_password_is_needed_or_not(kit: Any) -> None:
    locked = kit.pdf_of(kit.page_of(kit.lines), encrypt=StandardEncryption("geheim", "chef"))
    with pytest.raises(DocumentFailure) as failure:
        read_document(locked)
    assert failure.value.code == "encrypted"
    open_to_all = kit.pdf_of(kit.page_of(kit.lines), encrypt=StandardEncryption("", "chef", canModify=0))
    assert "Kanton" in read_document(open_to_all).text


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_cut_off_file_is_damaged(digital_pdf: bytes, share: float) -> None:
    with pytest.raises(DocumentFailure) as failure:
        read_document(digital_pdf[: int(len(digital_pdf) * share)])
    assert failure.value.code == "damaged"


def test_garbage_behind_the_mark_is_damaged() -> None:
    with pytest.raises(DocumentFailure) as failure:
        read_document(b"%PDF-1.7\n" + b"kein Inhalt " * 20 + b"%%EOF")
    assert failure.value.code == "damaged"


def test_more_pages_than_allowed_are_refused(kit: Any) -> None:
    with pytest.raises(DocumentFailure) as failure:
        read_document(kit.pdf_of(*[kit.page_of(["Seite"])] * 3), Limits(max_pages=2))
    assert failure.value.code == "too_large"


def test_a_blank_page_is_blank_and_the_text_goes_on(kit: Any) -> None:
    document = read_document(kit.pdf_of(kit.page_of(kit.lines), lambda canvas: None, kit.page_of(kit.lines)))
    assert [page.route for page in document.pages] == ["digital", "blank", "digital"]
    assert document.text.count("\f") == 2
    assert document.page_text(document.pages[1]) == ""


def test_the_same_bytes_give_the_same_document(digital_pdf: bytes) -> None:
    first, second = read_document(digital_pdf), read_document(digital_pdf)
    assert (first.text, first.blocks, first.tables) == (second.text, second.blocks, second.tables)
