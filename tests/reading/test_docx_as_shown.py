"""Word documents as Word shows them: tracked changes, boxes to tick, formulas, hidden rows, old merged cells."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml

from pipeline.reading.read import read_document
from pipeline.records import Document

SPACES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def saved(word: Any) -> Document:
    buffer = io.BytesIO()
    word.save(buffer)
    return read_document(buffer.getvalue())


def with_xml(xml: str, before: str = "Vorher ", after: str = " nachher.") -> Document:
    word = docx.Document()
    paragraph = word.add_paragraph(before)
    paragraph._p.append(parse_xml(xml.replace(">", f" {SPACES} {MATH}>", 1)))
    paragraph.add_run(after)
    return saved(word)


def end_deleted(paragraph: Any) -> None:
    mark = parse_xml(f'<w:rPr {SPACES}><w:del w:id="1" w:author="x"/></w:rPr>')
    paragraph._p.get_or_add_pPr().append(mark)


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next_one() -> None:
    word = docx.Document()
    for text in ("Der Kanton bezahlt", "die Kurse", "der Gemeinden."):
        end_deleted(word.add_paragraph(text)) if text != "der Gemeinden." else word.add_paragraph(text)
    word.add_paragraph("Neuer Absatz.")
    assert saved(word).text == "Der Kanton bezahlt die Kurse der Gemeinden.\nNeuer Absatz."


def test_nothing_is_lost_where_a_table_or_nothing_follows_a_deleted_end() -> None:
    word = docx.Document()
    end_deleted(word.add_paragraph("Vor der Tabelle"))
    table = word.add_table(2, 2)
    for row in range(2):
        for col in range(2):
            table.cell(row, col).text = f"{row}{col}"
    end_deleted(word.add_paragraph("Am Schluss"))
    assert saved(word).text == "Vor der Tabelle\n00 | 01\n10 | 11\nAm Schluss"


@pytest.mark.parametrize("switch", ["strike", "dstrike"])
def test_what_is_struck_out_is_no_text_and_the_document_says_so(switch: str) -> None:
    document = with_xml(f"<w:r><w:rPr><w:{switch}/></w:rPr><w:t>100'000 </w:t></w:r>")
    assert document.text == "Vorher nachher."
    assert ("struck_out", "left out") in document.metadata


def test_a_switch_that_is_off_strikes_nothing_out() -> None:
    document = with_xml('<w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t>bleibt</w:t></w:r>')
    assert document.text == "Vorher bleibt nachher."
    assert "struck_out" not in dict(document.metadata)


@pytest.mark.parametrize(
    ("xml", "shown"),
    [
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "Vorher ☒ nachher."),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', "Vorher ☐ nachher."),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>', "Vorher ☒ nachher."),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>', "Vorher nachher."),
    ],
)
def test_letters_of_symbol_fonts_that_are_boxes_are_read(xml: str, shown: str) -> None:
    assert with_xml(xml).text == shown


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ('<w:default w:val="1"/>', "☒"),
        ('<w:default w:val="0"/>', "☐"),
        ('<w:default w:val="0"/><w:checked/>', "☒"),
        ('<w:default w:val="1"/><w:checked w:val="0"/>', "☐"),
    ],
)
def test_boxes_of_old_forms_are_read_as_they_are_set(state: str, shown: str) -> None:
    field = f'<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{state}</w:checkBox></w:ffData></w:fldChar>'
    assert with_xml(f"<w:r>{field}</w:r>").text == f"Vorher {shown} nachher."


def test_a_formula_is_text() -> None:
    assert with_xml("<m:oMath><m:r><m:t>a+b=120</m:t></m:r></m:oMath>").text == "Vorher a+b=120 nachher."


def table_of(word: Any, rows: int) -> Any:
    table = word.add_table(rows, 3)
    for row in range(rows):
        for col in range(3):
            table.cell(row, col).text = f"{row}{col}"
    return table


def test_hidden_rows_are_left_out() -> None:
    word = docx.Document()
    table_of(word, 3).rows[1]._tr.get_or_add_trPr().append(parse_xml(f"<w:hidden {SPACES}/>"))
    assert saved(word).text == "00 | 01 | 02\n20 | 21 | 22"


def test_cells_merged_in_the_way_of_old_files_span_columns() -> None:
    word = docx.Document()
    table = table_of(word, 2)
    for col, state in ((0, "restart"), (1, "continue")):
        merged = parse_xml(f'<w:hMerge {SPACES} w:val="{state}"/>')
        table.cell(0, col)._tc.get_or_add_tcPr().append(merged)
    document = saved(word)
    cells = {(cell.row, cell.col): cell.col_span for cell in document.tables[0].cells}
    assert cells == {(0, 0): 2, (0, 2): 1, (1, 0): 1, (1, 1): 1, (1, 2): 1}
