from __future__ import annotations

import io
from typing import Any

import pytesseract
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipeline.domain.failures import DocumentFailure
from pipeline.reading import ocr
from pipeline.reading.limits import Limits
from pipeline.reading.read import read_document

WRONG_LAYER = (
    "Der Kanton unterstitzt die Gemeinden bei der Forderung der Sprache.",
    "Fiir die frihe Kindheit stehen jahrlich 120'000 Franken zur Verfigung.",
    "Die Regierung hat das Programm fiir vier Jahre beschlossen und prift",
    "die Massnahmen gemass den Grundsatzen des Bundes tiber die Integration.",
    "Zugewanderte Menschen kénnen sich in den Gemeinden beraten lassen.",
    "Die Fachstelle fihrt dazu Gesprache und vermittelt passende Kurse.",
) * 2


def test_a_scan_is_recognised_with_boxes_and_confidence(kit: Any, scanned_pdf: bytes) -> None:
    document = read_document(scanned_pdf)
    (page,) = document.pages
    assert (page.route, page.reasons, document.language) == ("ocr", ("a scan without text",), "de")
    assert "120'000 Franken" in document.text.replace("’", "'")
    assert "gemäss den Grundsätzen" in document.text
    assert page.ocr_confidence is not None
    assert page.ocr_confidence > 0.8
    word = next(w for w in page.words if document.text[w.start : w.end] == "Kanton")
    assert 72 < word.box[0] < word.box[2] < 150
    assert word.confidence is not None


def test_a_digital_page_beside_a_scanned_annex(kit: Any, digital_pdf: bytes) -> None:
    scan = kit.scan_page(kit.picture_of(digital_pdf))
    document = read_document(kit.pdf_of(kit.page_of(kit.lines), scan))
    assert [page.route for page in document.pages] == ["digital", "ocr"]


def test_a_stamp_on_a_scan_does_not_hide_the_scan(kit: Any, digital_pdf: bytes) -> None:
    def stamp(canvas: Canvas) -> None:
        canvas.drawString(480, 820, "Beilage 3")

    document = read_document(kit.pdf_of(kit.scan_page(kit.picture_of(digital_pdf), stamp)))
    assert document.pages[0].route == "ocr"
    assert document.pages[0].reasons == ("text only in the margin of a scan",)
    assert "Fachstelle" in document.text


def test_a_layer_of_another_language_is_recognised_again(kit: Any, digital_pdf: bytes) -> None:
    twice = kit.pdf_of(kit.page_of(kit.lines * 2))
    document = read_document(kit.pdf_of(kit.scan_page(kit.picture_of(twice), kit.hidden(WRONG_LAYER))))
    assert document.pages[0].route == "ocr"
    assert "German without umlauts" in document.pages[0].reasons
    assert "für vier Jahre" in document.text
    assert "fiir" not in document.text


def test_a_good_layer_over_a_scan_is_kept(kit: Any) -> None:
    twice = kit.pdf_of(kit.page_of(kit.lines * 2))
    document = read_document(kit.pdf_of(kit.scan_page(kit.picture_of(twice), kit.hidden(kit.lines * 2))))
    assert document.pages[0].route == "digital"
    assert document.pages[0].reasons == ("text layer over a scan",)


def test_a_layer_without_spaces_is_recognised_again(kit: Any) -> None:
    twice = kit.pdf_of(kit.page_of(kit.lines * 2))
    glued = [line.replace(" ", "") for line in kit.lines * 2]
    document = read_document(kit.pdf_of(kit.scan_page(kit.picture_of(twice), kit.hidden(glued))))
    assert document.pages[0].route == "ocr"
    assert "words without spaces" in document.pages[0].reasons


def test_text_in_an_image_beside_digital_text(kit: Any, digital_pdf: bytes) -> None:
    cut = kit.picture_of(digital_pdf, dpi=250)
    cut = cut.crop((200, 150, cut.width - 60, 800))

    def draw(canvas: Canvas) -> None:
        kit.page_of([line.replace("Kanton", "Bund") for line in kit.lines])(canvas)
        canvas.drawImage(ImageReader(cut), 60, 300, width=cut.width * 72 / 250, height=cut.height * 72 / 250)

    document = read_document(kit.pdf_of(draw))
    assert document.pages[0].route == "mixed"
    assert "Der Bund unterstützt" in document.text
    assert "Der Kanton unterstützt" in document.text


def test_figures_in_a_ruled_table_on_a_scan(kit: Any) -> None:
    votes = {"Ja:": "147", "Nein:": "18", "Enthalten:": "0", "Total:": "165"}

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 12)
        for row, (label, figure) in enumerate(votes.items()):
            y = 700 - 24 * row
            canvas.drawRightString(190, y + 7, label)
            canvas.drawString(205, y + 7, figure)
            canvas.rect(100, y, 100, 24)
            canvas.rect(200, y, 100, 24)

    picture = kit.picture_of(kit.pdf_of(draw), dpi=300)
    document = read_document(kit.pdf_of(kit.scan_page(picture)))
    (table,) = document.tables
    grid = {(cell.row, cell.col): document.text[cell.start : cell.end] for cell in table.cells}
    assert [grid[row, 1] for row in range(4)] == list(votes.values())


def test_french_is_recognised_as_french_and_stays(kit: Any) -> None:
    lines = (
        "Le canton encourage l'intégration des étrangères et des étrangers dès",
        "leur arrivée. Les communes reçoivent à cet effet une contribution de la",
        "Confédération, qui est fixée chaque année par le Conseil d'État.",
    ) * 2
    scan = kit.scan_page(kit.picture_of(kit.pdf_of(kit.page_of(lines))))
    document = read_document(kit.pdf_of(scan, scan))
    assert document.language == "fr"
    for page in document.pages:
        assert "reçoivent à cet effet" in document.page_text(page)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_pictures_of_pages(kit: Any, digital_pdf: bytes, form: str) -> None:
    buffer = io.BytesIO()
    kit.picture_of(digital_pdf).save(buffer, format=form, dpi=(200, 200))
    document = read_document(buffer.getvalue())
    assert document.media_type == f"image/{form.lower()}"
    assert "Fachstelle" in document.text
    assert document.pages[0].width_pt == pytest.approx(595, abs=2)


def test_each_frame_of_a_tiff_is_a_page(kit: Any, digital_pdf: bytes) -> None:
    buffer = io.BytesIO()
    picture = kit.picture_of(digital_pdf)
    blank = Image.new("L", picture.size, 255)
    picture.save(buffer, format="TIFF", save_all=True, append_images=[blank], dpi=(200, 200))
    document = read_document(buffer.getvalue())
    assert [page.route for page in document.pages] == ["ocr", "blank"]


def test_a_picture_over_the_limit_is_refused(kit: Any, digital_pdf: bytes) -> None:
    buffer = io.BytesIO()
    kit.picture_of(digital_pdf, dpi=60).save(buffer, format="PNG")
    with pytest.raises(DocumentFailure) as failure:
        read_document(buffer.getvalue(), Limits(max_pixels=1_000))
    assert failure.value.code == "too_large"


def test_a_page_that_takes_too_long_fails_and_says_so(kit: Any, digital_pdf: bytes) -> None:
    scan = kit.scan_page(kit.picture_of(digital_pdf))
    with pytest.raises(DocumentFailure) as failure:
        read_document(kit.pdf_of(scan), Limits(page_seconds=0.01))
    assert failure.value.code == "ocr_failed"
    document = read_document(kit.pdf_of(kit.page_of(kit.lines), scan), Limits(page_seconds=0.01))
    assert [page.route for page in document.pages] == ["digital", "failed"]
    assert "recognition failed" in document.pages[1].reasons[-1]


def test_without_tesseract_a_scan_says_what_is_missing(scanned_pdf: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", "no-such-tesseract")
    ocr.installed_languages.cache_clear()
    try:
        with pytest.raises(DocumentFailure) as failure:
            read_document(scanned_pdf)
        assert failure.value.code == "ocr_unavailable"
    finally:
        ocr.installed_languages.cache_clear()
