"""What stands upon a page: values of form fields, boxes to tick, text set over it by its author."""

from __future__ import annotations

import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from pipeline.reading.read import read_document
from pipeline.records import Document
from tests.hostile.pdfs import CATALOG, page, pdf, plain, stream

RESOURCES = b"/DR<</Font<</Helv 5 0 R/ZaDb 6 0 R>>>>/DA(/Helv 10 Tf 0 g)"
DINGBATS = b"<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>"


def text_of(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def filled_in() -> bytes:
    """Return a form as programs write it: each field with a picture of its value."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 11)
    for line, (label, place) in enumerate((("Gesuchstellerin:", 600), ("Betrag:", 570), ("Neu", 540), ("Weiter", 500))):
        canvas.drawString(70, place, label)
        if line < 2:
            value = ("Gemeinde Musterwil", "48'500 Franken")[line]
            canvas.acroForm.textfield(name=label, x=200, y=place - 5, width=220, height=18, value=value)
        else:
            canvas.acroForm.checkbox(name=label, x=200, y=place - 5, checked=label == "Neu")
    long = "Das Angebot richtet sich an Eltern\nmit kleinen Kindern in der Gemeinde."
    canvas.acroForm.textfield(name="Was", x=70, y=380, width=400, height=60, value=long, fieldFlags="multiline")
    canvas.save()
    return buffer.getvalue()


def with_annotations(*annotations: bytes, form: bytes = b"", rotate: bytes = b"") -> bytes:
    """Return a PDF with these annotations; the pictures of values are objects 30 (`Bild im Feld`) and 31 (a tick)."""
    numbers = range(20, 20 + len(annotations))
    all_of = b" ".join(b"%d 0 R" % number for number in numbers)
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 300 20]/Resources<</Font<</Helv 5 0 R/ZaDb 6 0 R>>>>"
    objects = {
        **plain(),
        1: b"%s/AcroForm<</Fields[%s]%s%s>>>>" % (CATALOG[:-2], all_of, RESOURCES, form),
        3: page(more=b"/Annots[%s]%s" % (all_of, rotate)),
        6: DINGBATS,
        **dict(zip(numbers, annotations, strict=True)),
        30: stream(b"q BT /Helv 10 Tf 2 5 Td (Bild im Feld) Tj ET Q", entries),
        31: stream(b"q BT /ZaDb 10 Tf 2 2 Td (4) Tj ET Q", entries.replace(b"300 20", b"12 12")),
        32: stream(b"", entries),
    }
    return pdf(objects)


def annotation(kind: bytes, more: bytes, flags: int = 4, top: int = 620) -> bytes:
    return b"<</Type/Annot/Subtype/%s/F %d/DA(/Helv 10 Tf 0 g)/Rect[100 %d 400 %d]%s>>" % (
        kind,
        flags,
        top - 20,
        top,
        more,
    )


def field(more: bytes, flags: int = 4, top: int = 620) -> bytes:
    return annotation(b"Widget", b"/FT/Tx/T(f%d)" % top + more, flags, top)


def box(ticked: bool, top: int, picture: bytes = b"") -> bytes:
    state = b"Yes" if ticked else b"Off"
    return b"<</Type/Annot/Subtype/Widget/FT/Btn/F 4/T(b%d)/V/%s/AS/%s/DA(/ZaDb 0 Tf 0 g)/Rect[100 %d 112 %d]%s>>" % (
        top,
        state,
        state,
        top - 12,
        top,
        picture,
    )


def test_values_of_fields_stand_beside_their_labels_and_boxes_say_whether_they_are_ticked() -> None:
    document = read_document(filled_in())
    assert text_of(document) == [
        "Gesuchstellerin: Gemeinde Musterwil",
        "Betrag: 48'500 Franken",
        "Neu ☒",
        "Weiter ☐",
        "Das Angebot richtet sich an Eltern mit kleinen Kindern in der Gemeinde.",
    ]
    value = next(word for word in document.pages[0].words if document.text[word.start : word.end] == "48'500")
    assert value.box[0] == pytest.approx(204, abs=2)
    assert value.box[1] < 842 - 570 < value.box[3]


@pytest.mark.parametrize("form", [b"", b"/NeedAppearances true"])
def test_values_saved_without_a_picture_are_read(form: bytes) -> None:
    document = read_document(with_annotations(field(b"/V(Gemeinde Musterwil)"), box(True, 560), form=form))
    assert text_of(document)[-2:] == ["Gemeinde Musterwil", "☒"]


def test_the_value_of_a_field_is_that_of_its_parent() -> None:
    kid = annotation(b"Widget", b"/Parent 40 0 R")
    parent = b"<</FT/Tx/T(x)/DA(/Helv 10 Tf 0 g)/V(Wert der Eltern)/Kids[20 0 R]>>"
    data = with_annotations(kid).replace(b"/Fields[20 0 R]", b"/Fields[40 0 R]")
    objects_end = data.rindex(b"xref\n0")
    data = data[:objects_end] + b"40 0 obj\n" + parent + b"\nendobj\n" + data[objects_end:]
    assert "Wert der Eltern" in read_document(data).text


def test_a_tick_drawn_as_a_letter_of_a_symbol_font_is_no_text() -> None:
    picture = b"/AP<</N<</Yes 31 0 R/Off 32 0 R>>>>"
    document = read_document(with_annotations(box(True, 560, picture), box(False, 500, picture)))
    assert text_of(document)[-2:] == ["☒", "☐"]
    assert "✔" not in document.text


@pytest.mark.parametrize("flags", [2, 4 | 32])
def test_a_field_that_is_not_shown_is_left_out(flags: int) -> None:
    document = read_document(with_annotations(field(b"/V(versteckt)", flags), box(True, 560)))
    assert "versteckt" not in document.text
    assert document.text.endswith("☒")


def test_text_and_stamps_set_over_the_page_are_read_and_notes_that_open_at_a_click_are_not() -> None:
    document = read_document(
        with_annotations(
            annotation(b"FreeText", b"/Contents(Bild im Feld)/AP<</N 30 0 R>>"),
            annotation(b"Stamp", b"/Contents(x)/AP<</N 30 0 R>>", top=560),
            annotation(b"Text", b"/Contents(Zettel)/Open true", top=500),
            annotation(b"Popup", b"/Contents(Fenster)/Open true", top=460),
            annotation(b"Link", b"/A<</S/URI/URI(https://example.ch)>>", top=420),
        )
    )
    assert text_of(document)[-2:] == ["Bild im Feld", "Bild im Feld"]
    assert "Zettel" not in document.text
    assert "Fenster" not in document.text
