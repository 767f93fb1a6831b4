from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

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
        archive.writestr("ppt/presentation.xml", "<presentation/>")
    with pytest.raises(DocumentFailure) as failure:
        read_document(buffer.getvalue())
    assert (failure.value.code, failure.value.detail) == ("unsupported", "a PowerPoint presentation")


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ENDS = ("read", "damaged", "encrypted", "too_large", "unsupported")


def saved(word: Any) -> bytes:
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def word_of(body: str, parts: dict[str, str] | None = None) -> bytes:
    """Return a Word file with raw XML as its body, and further parts such as `footnotes`."""
    word = docx.Document()
    root = parse_xml(f"<w:body {NAMESPACES}>{body}</w:body>")
    for child in list(root):
        word.element.body.insert(len(word.element.body) - 1, child)
    for name, xml in (parts or {}).items():
        part = Part(PackURI(f"/word/{name}.xml"), "application/xml", xml.encode("utf-8"), word.part.package)
        existing = [key for key, rel in word.part.rels.items() if rel.reltype == f"{RELATIONS}/{name}"]
        for key in existing:
            del word.part.rels[key]
        word.part.relate_to(part, f"{RELATIONS}/{name}")
    return saved(word)


def paragraph(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def listed(text: str, list_id: int, level: int = 0) -> str:
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return paragraph(run(text), place)


def kinds(data: bytes) -> list[tuple[str, int, str]]:
    document = read_document(data)
    return [(b.kind, b.level, document.text[b.start : b.end]) for b in document.blocks]


def test_tracked_changes_read_as_accepted() -> None:
    body = paragraph(
        run("Der Kanton zahlt ")
        + f"<w:del><w:r><w:delText>100</w:delText></w:r></w:del><w:ins>{run('120')}</w:ins>"
        + f"<w:moveFrom>{run(' alt')}</w:moveFrom><w:moveTo>{run(' Franken')}</w:moveTo>"
    )
    assert read_document(word_of(body)).text == "Der Kanton zahlt 120 Franken"


def test_a_deleted_row_is_gone() -> None:
    cells = "<w:tc>{0}</w:tc><w:tc>{0}</w:tc>"
    rows = [cells.format(paragraph(run(text))) for text in ("Bereich", "Sprache", "Beratung")]
    body = f"<w:tbl><w:tr>{rows[0]}</w:tr><w:tr><w:trPr><w:del/></w:trPr>{rows[1]}</w:tr><w:tr>{rows[2]}</w:tr></w:tbl>"
    (table,) = read_document(word_of(body)).tables
    assert table.n_rows == 2


def test_hidden_text_hyphens_and_raised_numbers() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    body = paragraph(
        run("geheim ", "<w:vanish/>")
        + "<w:r><w:t>Sprach</w:t><w:softHyphen/><w:t>kurse in der EU</w:t><w:noBreakHyphen/><w:t>Zone </w:t></w:r>"
        + run("auf 50 m") + run("2", raised) + run(" für 120'000") + run("3", raised) + run(" Franken")
    )  # fmt: skip
    assert read_document(word_of(body)).text == "Sprachkurse in der EU-Zone auf 50 m² für 120'000[3] Franken"


def test_figures_at_tab_stops_stay_apart() -> None:
    body = paragraph("<w:r><w:t>Sprache</w:t><w:tab/><w:t>120 000</w:t><w:tab/><w:t>130 000</w:t></w:r>")
    assert read_document(word_of(body)).text == "Sprache 120 000 | 130 000"


def test_a_text_box_is_read_once_after_its_anchor() -> None:
    box = f"<w:txbxContent>{paragraph(run('Text im Kasten'))}</w:txbxContent>"
    choice = f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
    fallback = f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
    body = paragraph(f"{run('Davor')}<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>")
    assert kinds(word_of(body + paragraph(run("Danach")))) == [
        ("paragraph", 0, "Davor"),
        ("paragraph", 0, "Text im Kasten"),
        ("paragraph", 0, "Danach"),
    ]


def test_notes_stand_at_the_end_under_the_number_shown() -> None:
    notes = "".join(
        f'<w:footnote w:id="{n}">{paragraph(run(text))}</w:footnote>' for n, text in ((5, "Zweite"), (7, "Erste"))
    )
    parts = {
        "footnotes": f'<w:footnotes {NAMESPACES}><w:footnote w:id="0" w:type="separator"/>{notes}</w:footnotes>',
        "endnotes": f'<w:endnotes {NAMESPACES}><w:endnote w:id="2">{paragraph(run("Ende"))}</w:endnote></w:endnotes>',
    }
    reference = '<w:r><w:{}Reference w:id="{}"/></w:r>'
    body = paragraph(
        run("120'000") + reference.format("footnote", 7) + run(" Franken") + reference.format("footnote", 5)
    )
    body += paragraph(run("Schluss") + reference.format("endnote", 2))
    assert kinds(word_of(body, parts)) == [
        ("paragraph", 0, "120'000[1] Franken[2]"),
        ("paragraph", 0, "Schluss[1]"),
        ("footnote", 0, "[1] Erste"),
        ("footnote", 0, "[2] Zweite"),
        ("footnote", 0, "[1] Ende"),
    ]


def test_page_headers_and_footers_are_read_once() -> None:
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "Kanton Muster"
    word.sections[0].footer.paragraphs[0].text = "Seite 1"
    word.sections[0].first_page_header.paragraphs[0].text = "nie gezeigt"
    word.sections[0].different_first_page_header_footer = False
    word.add_paragraph("Text der ersten Seite.")
    word.add_section().header.is_linked_to_previous = False
    word.sections[1].header.paragraphs[0].text = "Kanton Muster"
    assert kinds(saved(word)) == [
        ("header", 0, "Kanton Muster"),
        ("paragraph", 0, "Text der ersten Seite."),
        ("footer", 0, "Seite 1"),
    ]


NUMBERING = f"""<w:numbering {NAMESPACES}>
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="4"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="0"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
</w:numbering>"""


@pytest.mark.parametrize(
    ("items", "texts"),
    [
        ([(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)], ["1. x", "1.1 x", "1.2 x", "2. x", "2.1 x"]),
        ([(2, 0), (2, 1), (2, 1), (2, 0)], ["c) x", "IV. x", "V. x", "d) x"]),
        ([(3, 0), (3, 1), (3, 0)], ["• x", "◦ x", "• x"]),
        ([(1, 0), (4, 0), (4, 0)], ["1. x", "7. x", "8. x"]),
        ([(9, 0)], ["x"]),
    ],
)
def test_lists_show_the_numbers_that_word_shows(items: list[tuple[int, int]], texts: list[str]) -> None:
    body = "".join(listed("x", list_id, level) for list_id, level in items)
    assert kinds(word_of(body, {"numbering": NUMBERING})) == [("list_item", 0, text) for text in texts]


@pytest.mark.parametrize(
    ("style", "properties", "level"),
    [
        ("Überschrift 2", "", 2),
        ("Titre 1", "", 1),
        ("Titolo 3", "", 3),
        ("heading 4", "", 4),
        ("Kapitel", '<w:basedOn w:val="Basis"/>', 2),
        ("Kapitel", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>', 1),
        ("Textkörper", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>', 0),
    ],
)
def test_headings_by_the_name_or_level_of_a_style(style: str, properties: str, level: int) -> None:
    styles = (
        f"<w:styles {NAMESPACES}>"
        '<w:style w:type="paragraph" w:styleId="Basis"><w:name w:val="Überschrift 2"/></w:style>'
        f'<w:style w:type="paragraph" w:styleId="S"><w:name w:val="{style}"/>{properties}</w:style></w:styles>'
    )
    (block,) = kinds(word_of(paragraph(run("Finanzierung"), '<w:pStyle w:val="S"/>'), {"styles": styles}))
    assert block == ("heading" if level else "paragraph", level, "Finanzierung")


def test_content_controls_are_read() -> None:
    body = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(run('Die Regierung'))}</w:sdtContent></w:sdt>"
    cell = f"<w:tc>{paragraph(run('Amt'))}</w:tc>"
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    wrapped, row = control.format(cell), control.format(f"<w:tr>{cell}{cell}</w:tr>")
    body += f"<w:tbl><w:tr>{cell}{wrapped}</w:tr>{row}</w:tbl>"
    document = read_document(word_of(body))
    assert document.text == "Die Regierung\nAmt | Amt\nAmt | Amt"
    assert (document.tables[0].n_rows, document.tables[0].n_cols) == (2, 2)


def test_merged_rows_and_columns_of_one_cell() -> None:
    word = docx.Document()
    table = word.add_table(rows=3, cols=3)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = str(number)
    table.cell(0, 0).merge(table.cell(1, 1)).text = "oben"
    document = read_document(saved(word))
    cells = {(c.row, c.col): (document.text[c.start : c.end], c.row_span, c.col_span) for c in document.tables[0].cells}
    assert cells[0, 0] == ("oben", 2, 2)
    assert sorted(cells) == [(0, 0), (0, 2), (1, 2), (2, 0), (2, 1), (2, 2)]


def test_a_frame_is_read_as_its_text_and_a_table_in_it_as_a_table() -> None:
    word = docx.Document()
    frame = word.add_table(rows=1, cols=1).cell(0, 0)
    frame.text = "Im Rahmen steht Text."
    inner = frame.add_table(rows=2, cols=2)
    for row, col, text in ((0, 0, "Bereich"), (0, 1, "Franken"), (1, 0, "Sprache"), (1, 1, "100")):
        inner.cell(row, col).text = text
    document = read_document(saved(word))
    assert document.text == "Im Rahmen steht Text.\nBereich | Franken\nSprache | 100"
    assert len(document.tables) == 1


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("Kantonales Integrationsprogramm 2024 bis 2027", "Kantonales Integrationsprogramm 2024 bis 2027"),
        ("Vorlage Bericht hoch", "Finanzierung"),
        ("Microsoft Word - entwurf_v3.docx", "Finanzierung"),
        ("", "Finanzierung"),
    ],
)
def test_the_title_of_the_file_counts_if_the_text_knows_it(stated: str, title: str) -> None:
    word = docx.Document()
    word.core_properties.title = stated
    word.add_paragraph("Kantonales Integrationsprogramm für die Jahre 2024 bis 2027")
    word.add_heading("Finanzierung", level=2)
    assert read_document(saved(word)).title == title


def test_broken_properties_leave_the_text(concept: bytes) -> None:
    buffer = io.BytesIO()
    kind = b"application/vnd.openxmlformats-package.core-properties+xml"
    with zipfile.ZipFile(io.BytesIO(concept)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(kind, b"application/octet-stream"))
    document = read_document(buffer.getvalue())
    assert "Die Gemeinden zahlen die Hälfte." in document.text
    assert document.metadata == (("properties", "not readable"),)


def test_entities_are_refused(concept: bytes) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(concept)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            bomb = b'<!DOCTYPE x [<!ENTITY a "ha">]><w:document'
            target.writestr(name, data.replace(b"<w:document", bomb, 1) if name == "word/document.xml" else data)
    with pytest.raises(DocumentFailure) as failure:
        read_document(buffer.getvalue())
    assert failure.value.code == "damaged"
    assert "entities" in failure.value.detail


def test_a_table_of_more_cells_than_the_limit_is_refused(concept: bytes) -> None:
    with pytest.raises(DocumentFailure) as failure:
        read_document(concept, Limits(max_cells=5))
    assert failure.value.code == "too_large"


def test_a_hundred_paragraphs_and_a_long_table_are_read_whole() -> None:
    word = docx.Document()
    for _ in range(100):
        word.add_paragraph("Die Gemeinden zahlen die Hälfte der Kosten.")
    table = word.add_table(rows=30, cols=6)
    table.cell(0, 0).text = "Bereich"
    document = read_document(saved(word))
    assert document.text.count("Die Gemeinden zahlen") == 100
    assert (document.tables[0].n_rows, document.tables[0].n_cols) == (30, 6)


def end_of(data: bytes) -> str:
    """Return how reading ends: `read`, or the code of its failure."""
    try:
        read_document(data)
    except DocumentFailure as failure:
        return failure.code
    return "read"


@pytest.fixture(scope="module")
def small() -> bytes:
    parts = {"numbering": NUMBERING, "footnotes": f'<w:footnotes {NAMESPACES}><w:footnote w:id="1"/></w:footnotes>'}
    cells = f"<w:tc>{paragraph(run('Amt'))}</w:tc>" * 2
    body = listed("Sprache", 1, 1) + f"<w:tbl><w:tr>{cells}</w:tr><w:tr>{cells}</w:tr></w:tbl>"
    return word_of(body + paragraph('<w:r><w:footnoteReference w:id="1"/></w:r>'), parts)


@given(st.data())
@settings(max_examples=50, deadline=None)
def test_changed_bytes_fail_as_documents_do(small: bytes, data: st.DataObject) -> None:
    broken = bytearray(small)
    for _ in range(data.draw(st.integers(1, 8))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    assert end_of(bytes(broken)) in ENDS


@given(st.data())
@settings(max_examples=50, deadline=None)
def test_changed_xml_fails_as_documents_do(small: bytes, data: st.DataObject) -> None:
    changed = data.draw(st.sampled_from(["word/document.xml", "word/numbering.xml", "[Content_Types].xml"]))
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(small)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == changed:
                start = data.draw(st.integers(0, len(content) - 1))
                end = start + data.draw(st.integers(1, 12))
                content = content[:start] + data.draw(st.binary(max_size=3)) + content[end:]
            target.writestr(name, content)
    assert end_of(buffer.getvalue()) in ENDS
