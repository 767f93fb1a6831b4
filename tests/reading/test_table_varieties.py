"""Tables of many makes with known cells: whatever rules, alignment and grouping they have, the cells are the same."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table

from pipeline.reading.read import read_document
from pipeline.records import Document

Style = list[tuple[Any, ...]]
Rows = list[list[str]]

LINE, SHADE = colors.black, colors.HexColor("#dfe5ee")
RULES: dict[str, Style] = {
    "none": [],
    "under the header": [("LINEBELOW", (0, 0), (-1, 0), 0.7, LINE)],
    "above the total": [("LINEABOVE", (0, -1), (-1, -1), 0.5, LINE)],
    "between rows": [("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE)],
    "grid": [("GRID", (0, 0), (-1, -1), 0.5, LINE)],
    "grid without a frame": [("INNERGRID", (0, 0), (-1, -1), 0.4, LINE)],
    "between columns": [("LINEAFTER", (0, 0), (-2, -1), 0.4, LINE), ("LINEBELOW", (0, 0), (-1, 0), 0.7, LINE)],
    "frame, columns and header": [
        ("BOX", (0, 0), (-1, -1), 0.5, LINE),
        ("LINEAFTER", (0, 0), (-2, -1), 0.4, LINE),
        ("LINEBELOW", (0, 0), (-1, 0), 0.7, LINE),
    ],
    "shaded rows": [("BACKGROUND", (0, row), (-1, row), SHADE) for row in (0, 2, 4)],
    "white lines": [("BACKGROUND", (0, 0), (-1, -1), SHADE), ("GRID", (0, 0), (-1, -1), 1, colors.white)],
}
LABELS = ["Beratung", "Sprache", "Frühe Kindheit", "Ausbildung und Arbeit", "Dolmetschen im Alltag", "Verwaltung"]
PROSE = ParagraphStyle("prose", fontName="Helvetica", fontSize=10, leading=12.5)
CELL = ParagraphStyle("cell", fontName="Helvetica", fontSize=8.5, leading=10.2)
BEFORE = (
    "Der Kanton trägt die Kosten gemeinsam mit den Gemeinden. Die folgende Übersicht nennt die Beträge im Einzelnen."
)


def cells(document: Document, index: int = 0) -> Rows:
    table = document.tables[index]
    grid = [["" for _ in range(table.n_cols)] for _ in range(table.n_rows)]
    for cell in table.cells:
        grid[cell.row][cell.col] = document.text[cell.start : cell.end]
    return grid


def put(canvas: Canvas, flowable: Any, top: float, left: float = 60, width: float = 475) -> float:
    """Draw below `top` and return where it ends."""
    _, height = flowable.wrapOn(canvas, width, 700)
    flowable.drawOn(canvas, left, top - height)
    return top - float(height)


def made(rows: Sequence[Sequence[Any]], widths: Sequence[float], style: Style, *, align: str = "RIGHT") -> Table:
    base: Style = [
        ("FONTSIZE", (0, 0), (-1, -1), 8.5),
        ("LEADING", (0, 0), (-1, -1), 10.2),
        ("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold"),
        ("ALIGN", (1, 0), (-1, -1), align),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
    return Table(rows, colWidths=widths, style=[*base, *style])


def page(table: Table) -> Any:
    def draw(canvas: Canvas) -> None:
        end = put(canvas, table, put(canvas, Paragraph(BEFORE, PROSE), 780) - 14)
        put(canvas, Paragraph(BEFORE, PROSE), end - 14)

    return draw


def amount(chance: random.Random, grouping: str) -> str:
    if chance.random() < 0.1:
        return chance.choice(["–", "-", "n/a", "0"])
    value = f"{chance.randint(10, 9_999_999):,}".replace(",", grouping)
    return f"-{value}" if chance.random() < 0.1 else value


def finance(seed: int, grouping: str = "'") -> Rows:
    """Return a table of amounts; every other one lacks the label of its total row and that of its total column."""
    chance = random.Random(seed)
    named = seed % 2 == 0
    rows = [["Bereich", "2024", "2025", "2026", "Total" if named else ""]]
    rows += [[label, *(amount(chance, grouping) for _ in range(4))] for label in LABELS]
    return [*rows, ["Total" if named else "", *(amount(chance, grouping) for _ in range(4))]]


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("seed", [1, 2])
def test_amounts_stand_in_their_cells(kit: Any, rules: str, seed: int) -> None:
    rows = finance(seed, ["'", "’"][seed - 1])
    document = read_document(kit.pdf_of(page(made(rows, [160, 70, 70, 70, 70], RULES[rules]))))
    assert cells(document) == rows
    assert len(document.tables) == 1


@pytest.mark.parametrize("align", ["LEFT", "CENTER"])
@pytest.mark.parametrize("grouping", [" ", "\u00a0"])
def test_alignment_and_grouping_do_not_matter(kit: Any, align: str, grouping: str) -> None:
    rows = finance(4, grouping)
    table = made(rows, [160, 75, 75, 75, 75], [], align=align)
    assert [[" ".join(cell.split()) for cell in row] for row in cells(read_document(kit.pdf_of(page(table))))] == [
        [" ".join(cell.split()) for cell in row] for row in rows
    ]


def test_columns_of_figures_may_stand_close(kit: Any) -> None:
    rows = [["Konto", "Rechnung", "Budget"]] + [
        [label, f"1'{i}59'053", f"2'129'1{i}9"] for i, label in enumerate(LABELS)
    ]
    assert cells(read_document(kit.pdf_of(page(made(rows, [160, 52, 52], []))))) == rows


@pytest.mark.parametrize("rules", ["none", "under the header", "between rows", "grid"])
@pytest.mark.parametrize("valign", ["TOP", "MIDDLE", "BOTTOM"])
def test_labels_over_several_lines_belong_to_their_figures(kit: Any, rules: str, valign: str) -> None:
    labels = ["Sprache", "Angebote für Familien und Fachpersonen der Regelstrukturen", "Zusammenleben im Quartier"]
    rows = [["Bereich", "2024", "2025"]] + [[label, f"{i}2'500", f"{i}3'500"] for i, label in enumerate(labels, 1)]
    wrapped = [[Paragraph(row[0], CELL), *row[1:]] for row in rows]
    table = made(wrapped, [130, 70, 70], [*RULES[rules], ("VALIGN", (0, 0), (-1, -1), valign)])
    assert cells(read_document(kit.pdf_of(page(table)))) == rows


@pytest.mark.parametrize("rules", ["none", "under the header", "between rows", "grid"])
def test_names_over_two_columns_have_a_row_of_their_own(kit: Any, rules: str) -> None:
    rows = [["Bereich", "2024", "", "2025", ""], ["", "Bund", "Kanton", "Bund", "Kanton"]]
    rows += [[label, f"{i}1'200", f"{i}3'400", f"{i}5'600", f"{i}7'800"] for i, label in enumerate(LABELS, 1)]
    style: Style = [("SPAN", (1, 0), (2, 0)), ("SPAN", (3, 0), (4, 0)), ("ALIGN", (1, 0), (-1, 0), "CENTER")]
    style += [("FONTNAME", (0, 1), (-1, 1), "Helvetica-Bold"), *RULES[rules]]
    document = read_document(kit.pdf_of(page(made(rows, [150, 65, 65, 65, 65], style))))
    assert cells(document) == rows
    spans = {(cell.row, cell.col): cell.col_span for cell in document.tables[0].cells if cell.col_span > 1}
    assert spans == {(0, 1): 2, (0, 3): 2}


def test_names_over_two_columns_leave_the_labels_free(kit: Any) -> None:
    rows = [["", "Rechnung", "", "Budget", ""], ["Bereich", "2022", "2023", "2024", "2025"], ["", *["CHF"] * 4]]
    rows += [[label, *(f"{i}{j}'500" for j in range(4))] for i, label in enumerate(LABELS, 1)]
    spans = [("SPAN", (1, 0), (2, 0)), ("SPAN", (3, 0), (4, 0)), ("ALIGN", (1, 0), (-1, 0), "CENTER")]
    document = read_document(kit.pdf_of(page(made(rows, [150, 70, 70, 70, 70], spans))))
    assert cells(document) == rows
    assert [cell.col_span for cell in document.tables[0].cells if cell.row == 0] == [1, 2, 2]


def test_a_share_in_brackets_belongs_to_its_number(kit: Any) -> None:
    rows = [["Bereich", "Betrag (Anteil)", "Personen (Anteil)"]]
    rows += [[label, f"{i}7'500 (1{i} %)", f"{i}0 (2{i},5 %)"] for i, label in enumerate(LABELS, 1)]
    assert cells(read_document(kit.pdf_of(page(made(rows, [160, 110, 110], []))))) == rows


def test_remarks_with_a_name_are_a_column_beside_figures(kit: Any) -> None:
    remarks = [
        "Beiträge der Gemeinden sind eingerechnet, jene Dritter nicht",
        "wie bisher",
        "Beginn im zweiten Halbjahr nach der Ausschreibung",
        "bis Ende 2026",
    ]
    rows = [["Massnahme", "Kosten", "Bemerkung"]]
    rows += [[label, f"{i}5'000", text] for i, (label, text) in enumerate(zip(LABELS, remarks, strict=False), 1)]
    drawn = [rows[0], *([*row[:2], Paragraph(row[2], CELL)] for row in rows[1:])]
    table = made(drawn, [130, 70, 150], [("ALIGN", (2, 0), (2, -1), "LEFT")])
    assert cells(read_document(kit.pdf_of(page(table)))) == rows


@pytest.mark.parametrize("first", ["", "Herkunft"])
def test_one_row_of_figures_under_a_header_is_a_table(kit: Any, first: str) -> None:
    rows = [[first, "2024", "2025", "2026"], ["Kantonsbeitrag", "120'000", "130'000", "140'000"]]
    table = made(rows, [160, 60, 60, 60], RULES["under the header"])
    assert cells(read_document(kit.pdf_of(page(table)))) == rows


def test_subheadings_are_rows_of_their_own(kit: Any) -> None:
    rows = [["Mio. Franken", "2023", "2024"], ["Erfolgsrechnung", "", ""], ["Aufwand", "190.8", "-394.0"]]
    rows += [["Ertrag", "213.3", "180.5"], ["Investitionsrechnung", "", ""], ["Ausgaben", "32.4", "328.6"]]
    assert cells(read_document(kit.pdf_of(page(made(rows, [150, 70, 70], []))))) == rows


def test_the_text_beside_a_table_is_none_of_its_columns(kit: Any) -> None:
    rows = [["Jahr", "Bund", "Kanton"]] + [
        [str(year), f"{year % 7}1'500", f"{year % 5}2'250"] for year in range(2018, 2024)
    ]

    def draw(canvas: Canvas) -> None:
        put(canvas, Paragraph(BEFORE * 5, PROSE), 780, width=220)
        put(canvas, made(rows, [60, 70, 70], []), 780, 320)

    document = read_document(kit.pdf_of(draw))
    assert cells(document) == rows
    assert " ".join([BEFORE.strip()] * 1) in document.text


def test_tables_side_by_side_are_two(kit: Any) -> None:
    left = [["Ertrag", "CHF"]] + [[label, f"{i}1'250"] for i, label in enumerate(LABELS, 1)]
    right = [["Aufwand", "CHF"]] + [[label, f"{i}7'500"] for i, label in enumerate(reversed(LABELS), 1)]

    def draw(canvas: Canvas) -> None:
        put(canvas, made(left, [150, 60], []), 760)
        put(canvas, made(right, [150, 60], []), 760, 320)

    document = read_document(kit.pdf_of(draw))
    assert [cells(document, 0), cells(document, 1)] == [left, right]


def test_tables_side_by_side_follow_the_whole_paragraph_above(kit: Any) -> None:
    def draw(canvas: Canvas) -> None:
        top = put(canvas, Paragraph(f"{BEFORE} So der Kanton.", PROSE), 780) - 14
        for left, columns in ((60, (0, 1, 2)), (310, (0, 2, 3))):
            put(canvas, made([[row[i] for i in columns] for row in finance(3)], (90, 55, 55), []), top, left)

    document = read_document(kit.pdf_of(draw))
    assert [block.kind for block in document.blocks] == ["paragraph", "table", "table"]
    assert [table.box[0] < 300 for table in document.tables if table.box] == [True, False]


@pytest.mark.parametrize("rules", ["none", "grid"])
@pytest.mark.parametrize("angle", [0, 45, 60])
def test_a_table_is_read_through_the_word_printed_behind_it(kit: Any, angle: int, rules: str) -> None:
    rows = finance(2)

    def draw(canvas: Canvas) -> None:
        page(made(rows, (150, 75, 75, 75, 75), RULES[rules]))(canvas)
        canvas.setFillGray(0.9)
        canvas.setFont("Helvetica-Bold", 80)
        canvas.translate(150, 600)
        canvas.rotate(angle)
        canvas.drawString(0, 0, "ENTWURF")

    document = read_document(kit.pdf_of(draw))
    assert cells(document) == rows
    assert [document.text[b.start : b.end] for b in document.blocks if b.kind == "footer"] == ["ENTWURF"]


def test_another_header_begins_another_table(kit: Any) -> None:
    first = [["Herkunft", "2024", "2025"], ["Bund", "1'200", "1'300"], ["Kanton", "600", "650"], ["", "1'800", "1'950"]]
    second = [["Verwendung", "2024", "2025"], ["Sprache", "900", "950"], ["Beratung", "900", "1'000"]]

    def draw(canvas: Canvas) -> None:
        end = put(canvas, made(first, [160, 70, 70], []), 760)
        canvas.setFont("Helvetica", 9)
        canvas.drawString(66, end - 12, "Verwendung der Mittel")
        put(canvas, made(second, [160, 70, 70], []), end - 16)

    document = read_document(kit.pdf_of(draw))
    assert [cells(document, 0), cells(document, 1)] == [first, second]
    assert document.tables[1].caption == "Verwendung der Mittel"


def test_a_unit_below_the_caption_is_part_of_it(kit: Any) -> None:
    def draw(canvas: Canvas) -> None:
        end = put(canvas, Paragraph(BEFORE, PROSE), 780) - 24
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawString(66, end, "Tabelle 4: Kosten nach Bereich")
        canvas.setFont("Helvetica", 8)
        canvas.drawString(66, end - 14, "(in 1000 Franken)")
        put(canvas, made(finance(2), [160, 70, 70, 70, 70], []), end - 20)

    (table,) = read_document(kit.pdf_of(draw)).tables
    assert table.caption == "Tabelle 4: Kosten nach Bereich (in 1000 Franken)"


def test_sums_with_rules_of_their_own_keep_rows_and_columns(kit: Any) -> None:
    rows = [["Aktiven", "CHF", "CHF"], ["Kasse", "1'250", ""], ["Bank", "3'500", "4'750"], ["Vorräte", "800", ""]]
    rows += [["Fahrzeuge", "200", "1'000"], ["", "", "5'750"]]
    style: Style = [*RULES["frame, columns and header"]]
    style += [("LINEBELOW", (1, row), (2, row), 0.5, LINE) for row in (2, 4)]
    assert cells(read_document(kit.pdf_of(page(made(rows, [160, 80, 80], style))))) == rows


def test_rows_of_words_set_apart_by_space_are_a_table(kit: Any) -> None:
    texts = ["Die Gemeinden erheben die Beiträge einmal im Jahr.", "Der Kanton regelt das Verfahren.", "Unverändert."]
    rows = [["Geltendes Recht", "Vorentwurf", "Erläuterungen"]]
    rows += [[texts[(row + column) % 3] for column in range(3)] for row in range(4)]
    wrapped = [[Paragraph(f"<b>{text}</b>" if not i else text, CELL) for text in row] for i, row in enumerate(rows)]
    table = made(wrapped, [150, 150, 150], [], align="LEFT")
    assert cells(read_document(kit.pdf_of(page(table)))) == rows


# --- what is no table ---------------------------------------------------------------------------


def contents(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 11)
    for index, label in enumerate(LABELS, 1):
        canvas.drawString(60, 780 - 18 * index, f"{index}.1")
        canvas.drawString(95, 780 - 18 * index, label)
        canvas.drawRightString(535, 780 - 18 * index, str(3 * index))


def chart(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 8)
    for index in range(6):
        canvas.drawRightString(90, 497 + index * 40, str(index * 20))
        canvas.line(95, 500 + index * 40, 500, 500 + index * 40)
    for index in range(8):
        canvas.rect(110 + index * 48, 500, 30, 25 * (index + 1), fill=1, stroke=0)
        canvas.drawCentredString(125 + index * 48, 485, str(2015 + index))


def prose_in_three_columns(canvas: Canvas) -> None:
    for left in (50, 220, 390):
        put(canvas, Paragraph(BEFORE * 6, PROSE), 780, left, 150)


def form(canvas: Canvas) -> None:
    for index, label in enumerate(["Name", "Vorname", "Strasse", "PLZ / Ort", "Datum", "Unterschrift"]):
        canvas.drawString(60, 760 - 24 * index, label)
        canvas.line(160, 757 - 24 * index, 500, 757 - 24 * index)


def notes(canvas: Canvas) -> None:
    end = put(canvas, Paragraph(BEFORE, PROSE), 780)
    canvas.setFont("Helvetica", 7)
    for index, source in enumerate(["BBl 2002 3709", "SR 142.20", "SR 142.205"], 1):
        canvas.drawString(60, end - 200 - 9 * index, str(index))
        canvas.drawString(75, end - 200 - 9 * index, source)


@pytest.mark.parametrize("draw", [contents, chart, prose_in_three_columns, form, notes])
def test_what_only_looks_like_a_table_is_none(kit: Any, draw: Any) -> None:
    assert read_document(kit.pdf_of(draw)).tables == ()
