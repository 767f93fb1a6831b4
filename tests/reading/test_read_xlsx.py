from __future__ import annotations

import io
import struct
import zipfile
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.domain.failures import DocumentFailure
from pipeline.reading.limits import Limits
from pipeline.reading.number_formats import show
from pipeline.reading.read import read_document
from pipeline.records import Document, Table

ROWS: tuple[tuple[object, ...], ...] = (
    ("Quelle", "Beiträge", None, "Total"),
    (None, 2024, 2025, None),
    ("Bund", 1_000_000, 1_100_000, 2_100_000),
    ("Kanton", 800_000.4, 0.5, None),
)

# Cells, merges and entities that were written out would take hours and all memory.
BLOWN_UP = pytest.mark.timeout(120)
ENDS = ("read", "damaged", "encrypted", "too_large", "unsupported")


def end_of(data: bytes) -> str:
    """Return how reading ends: `read`, or the code of its failure."""
    try:
        read_document(data)
    except DocumentFailure as failure:
        return failure.code
    return "read"


def saved(book: Any) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def fill(sheet: Any, rows: tuple[tuple[object, ...], ...], top: int = 1, left: int = 1) -> None:
    for row, values in enumerate(rows, top):
        for col, value in enumerate(values, left):
            if value is not None:
                sheet.cell(row, col, value)


def changed(data: bytes, part: str, before: str, after: str) -> bytes:
    """Return the archive with something replaced in one of its parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            text = source.read(name).decode("utf-8")
            if name == part:
                assert before in text
                text = text.replace(before, after, 1)
            target.writestr(name, text)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Mittelherkunft"
    sheet["A1"] = "Finanzraster der Gemeinden und des Kantons"
    sheet.merge_cells("A1:D1")
    sheet["A3"] = "Beträge in CHF"
    fill(sheet, ROWS, top=4)
    for area in ("A4:A5", "B4:C4", "D4:D5"):
        sheet.merge_cells(area)
    for row in sheet["B6:D7"]:
        for cell in row:
            cell.number_format = "#,##0"
    sheet["A8"] = "* Ohne die Pauschale."
    hidden = book.create_sheet("Kalkulation")
    hidden["A1"] = "nicht lesen"
    hidden.sheet_state = "hidden"
    return saved(book)


def grid(document: Document, table: Table) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.col): document.text[cell.start : cell.end] for cell in table.cells}


def test_a_sheet_is_a_heading_its_lines_and_its_table(workbook: bytes) -> None:
    document = read_document(workbook)
    blocks = [(b.kind, b.level, document.text[b.start : b.end].split("\n")[0]) for b in document.blocks]
    assert blocks == [
        ("heading", 1, "Mittelherkunft"),
        ("paragraph", 0, "Finanzraster der Gemeinden und des Kantons"),
        ("caption", 0, "Beträge in CHF"),
        ("table", 0, "Quelle | Beiträge | Total"),
        ("list_item", 0, "* Ohne die Pauschale."),
    ]
    assert (document.paginated, len(document.pages), document.reader) == (False, 1, "xlsx/2")
    assert document.title == "Finanzraster der Gemeinden und des Kantons"
    assert dict(document.metadata)["hidden_sheets"] == "Kalkulation"
    assert "nicht lesen" not in document.text


def test_cells_with_spans_headers_and_figures_as_shown(workbook: bytes) -> None:
    document = read_document(workbook)
    (table,) = document.tables
    assert table.caption == "Mittelherkunft – Beträge in CHF"
    spans = {(c.row, c.col): (c.row_span, c.col_span) for c in table.cells if (c.row_span, c.col_span) != (1, 1)}
    assert spans == {(0, 0): (2, 1), (0, 1): (1, 2), (0, 3): (2, 1)}
    assert {cell.row for cell in table.cells if cell.header} == {0, 1}
    assert grid(document, table) == {
        (0, 0): "Quelle",
        (0, 1): "Beiträge",
        (0, 3): "Total",
        (1, 1): "2024",
        (1, 2): "2025",
        (2, 0): "Bund",
        (2, 1): "1'000'000",
        (2, 2): "1'100'000",
        (2, 3): "2'100'000",
        (3, 0): "Kanton",
        (3, 1): "800'000",
        (3, 2): "1",
        (3, 3): "",
    }


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (1_234_567.891, "#,##0.00", "1'234'567.89"),
        (1_234_567, "General", "1234567"),
        (0.1 + 0.2, "General", "0.3"),
        (2024, "General", "2024"),
        (2024, "0", "2024"),
        (0.125, "0.0%", "12.5%"),
        (2.5, "0", "3"),
        (-1500, "#,##0_);(#,##0)", "(1'500)"),
        (-1500, "#,##0;[Red]#,##0", "-1'500"),
        (-0.2, "#,##0", "0"),
        (0, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (0, "#,##0;-#,##0;;@", ""),
        (1200, "[$CHF-807] #,##0.00", "CHF 1'200.00"),
        (1200, '"Fr. "#,##0.–', "Fr. 1'200.–"),
        (1_500_000, "#,##0,", "1'500"),
        (1_500_000, '0.0,,\\ "Mio."', "1.5 Mio."),
        (1_200_000, "#\\'##0", "1'200'000"),
        (7, "000", "007"),
        (1e20, "0.00E+00", "100000000000000000000"),
        (datetime(2024, 3, 1), "dd.mm.yyyy", "2024-03-01"),
        (datetime(2024, 3, 1, 14, 30), "dd.mm.yyyy hh:mm", "2024-03-01 14:30"),
        (date(2024, 3, 1), "yyyy", "2024"),
        (date(2024, 3, 1), "mmm\\ yy", "2024-03"),
        (True, "General", "TRUE"),
        ("120'000", "@", "120'000"),
    ],
)
def test_values_are_shown_as_their_format_says(value: object, number_format: str, shown: str) -> None:
    assert show(value, number_format) == shown


@given(st.floats(), st.text(max_size=20))
@settings(max_examples=200, deadline=None)
def test_any_number_in_any_format_is_shown(value: float, number_format: str) -> None:
    assert isinstance(show(value, number_format), str)


@given(st.integers(-(10**12), 10**12))
def test_a_shown_figure_has_the_value_of_its_cell(value: int) -> None:
    assert int(show(value, "#,##0").replace("'", "")) == value


def test_tables_side_by_side_and_below_each_other_are_apart() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    fill(sheet, (("Bereich", "Franken"), ("Sprache", 100), ("Beratung", 200)))
    fill(sheet, (("Stelle", "Aufgabe"), ("Amt", "Leitung"), ("Bund", "Aufsicht")), left=4)
    fill(sheet, (("Ziel", "Wert"), ("Kurse", 12)), top=7)
    document = read_document(saved(book))
    assert [grid(document, table)[0, 0] for table in document.tables] == ["Bereich", "Stelle", "Ziel"]
    assert [(table.n_rows, table.n_cols) for table in document.tables] == [(3, 2), (3, 2), (2, 2)]


def test_figures_after_an_empty_row_or_column_belong_to_the_table_with_their_labels() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    fill(sheet, (("Bereich", 2024, None, 2025), ("Sprache", 100, None, 110), ("Beratung", 200, None, 210)))
    fill(sheet, (("Total", 300, None, 320),), top=5)
    document = read_document(saved(book))
    (table,) = document.tables
    assert (table.n_rows, table.n_cols) == (4, 4)
    assert grid(document, table)[3, 3] == "320"


def test_hidden_rows_and_columns_are_left_out_and_named() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    fill(sheet, (("Bereich", "intern", "Franken"), ("Sprache", "geheim", 100), ("Alt", "x", 5), ("Beratung", "y", 200)))
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    document = read_document(saved(book))
    (table,) = document.tables
    assert document.text == "Sheet\nBereich | Franken\nSprache | 100\nBeratung | 200"
    assert (table.n_rows, table.n_cols) == (3, 2)
    notes = dict(document.metadata)
    assert (notes["hidden_rows"], notes["hidden_columns"]) == ("Sheet!3", "Sheet!B")


def test_formulas_read_as_their_value_or_as_themselves() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    fill(sheet, (("Bereich", "Franken"), ("Sprache", 100), ("Total", "=SUM(B2:B2)"), ("Rest", "=B2-1")))
    data = changed(saved(book), "xl/worksheets/sheet1.xml", "<f>SUM(B2:B2)</f><v></v>", "<f>SUM(B2:B2)</f><v>100</v>")
    document = read_document(data)
    (table,) = document.tables
    assert (grid(document, table)[2, 1], grid(document, table)[3, 1]) == ("100", "=B2-1")
    assert dict(document.metadata)["formulas_without_value"] == "Sheet!B4"


def test_macros_are_not_touched() -> None:
    plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "Die Gemeinden zahlen die Hälfte."
    data = changed(saved(book), "[Content_Types].xml", plain, "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    assert "Hälfte" in read_document(data).text


def test_an_empty_workbook_is_blank() -> None:
    document = read_document(saved(openpyxl.Workbook()))
    assert (document.text, document.pages[0].route) == ("", "blank")


@pytest.mark.parametrize(
    ("limits", "code"),
    [(Limits(max_cells=5), "too_large"), (Limits(max_unzipped=1_000), "too_large")],
)
def test_a_workbook_over_the_limits_is_refused(workbook: bytes, limits: Limits, code: str) -> None:
    with pytest.raises(DocumentFailure) as failure:
        read_document(workbook, limits)
    assert failure.value.code == code


@BLOWN_UP
@pytest.mark.parametrize(
    "after",
    ['<mergeCell ref="A1:XFD1048576"/><mergeCell ref="A1:D1"', '<mergeCell ref="A1:XFD99999"/><mergeCell ref="A1:D1"'],
)
def test_merged_cells_of_a_whole_sheet_take_no_memory(workbook: bytes, after: str) -> None:
    with pytest.raises(DocumentFailure) as failure:
        read_document(changed(workbook, "xl/worksheets/sheet1.xml", '<mergeCell ref="A1:D1"', after))
    assert failure.value.code == "too_large"


@BLOWN_UP
def test_a_value_in_the_last_cell_takes_no_time(workbook: bytes) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["XFD1048576"] = "Anfang", "Ende"
    assert read_document(saved(book)).text == "Sheet\nAnfang\nEnde"


@BLOWN_UP
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"])
def test_entities_are_refused_before_they_expand(workbook: bytes, part: str) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}]>'
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        root = archive.read(part).decode("utf-8").removeprefix('<?xml version="1.0"?>').lstrip()[:10]
    with pytest.raises(DocumentFailure) as failure:
        read_document(changed(workbook, part, root, bomb + root))
    assert failure.value.code == "damaged"
    assert "entities" in failure.value.detail


def test_a_file_under_a_password_says_so() -> None:
    entry = "EncryptedPackage".encode("utf-16-le").ljust(128, b"\0")
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entry
    with pytest.raises(DocumentFailure) as failure:
        read_document(container)
    assert failure.value.code == "encrypted"


def test_an_archive_with_encrypted_parts_says_so(workbook: bytes) -> None:
    directory = workbook.index(b"PK\x01\x02")
    flags = struct.unpack("<H", workbook[directory + 8 : directory + 10])[0]
    locked = workbook[: directory + 8] + struct.pack("<H", flags | 1) + workbook[directory + 10 :]
    with pytest.raises(DocumentFailure) as failure:
        read_document(locked)
    assert failure.value.code == "encrypted"


def test_a_cut_off_workbook_is_damaged(workbook: bytes) -> None:
    with pytest.raises(DocumentFailure) as failure:
        read_document(workbook[: len(workbook) // 2])
    assert failure.value.code == "damaged"


def test_a_binary_workbook_names_itself() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.bin", b"\0")
    with pytest.raises(DocumentFailure) as failure:
        read_document(buffer.getvalue())
    assert (failure.value.code, failure.value.detail) == ("unsupported", "a binary Excel workbook (.xlsb)")


def test_three_thousand_cells_are_read_whole() -> None:
    book = openpyxl.Workbook()
    fill(book.worksheets[0], (("Bereich", *range(2020, 2030)), *((f"Kurs {n}", *range(10)) for n in range(300))))
    document = read_document(saved(book))
    assert len(document.tables[0].cells) == 301 * 11


@given(st.data())
@settings(max_examples=50, deadline=None)
def test_changed_bytes_fail_as_documents_do(workbook: bytes, data: st.DataObject) -> None:
    broken = bytearray(workbook)
    for _ in range(data.draw(st.integers(1, 8))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    assert end_of(bytes(broken)) in ENDS


@given(st.data())
@settings(max_examples=50, deadline=None)
def test_changed_xml_fails_as_documents_do(workbook: bytes, data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        part = data.draw(st.sampled_from(["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"]))
        text = archive.read(part).decode("utf-8")
    start = data.draw(st.integers(0, len(text) - 1))
    end = min(len(text), start + data.draw(st.integers(1, 12)))
    broken = text[:start] + data.draw(st.text(max_size=3)) + text[end:]
    assert end_of(changed(workbook, part, text, broken)) in ENDS
