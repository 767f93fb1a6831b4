from __future__ import annotations

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
Rows = Sequence[Sequence[str]]

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=8.5, leading=10.5)
BOLD = ParagraphStyle("bold", parent=BODY, fontName="Helvetica-Bold")
PROSE = ParagraphStyle("prose", fontName="Helvetica", fontSize=10, leading=12.5)
PADDED: Style = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("TOPPADDING", (0, 0), (-1, -1), 4)]

RULE_UNDER_HEADER: Style = [("LINEBELOW", (0, 0), (-1, 0), 0.8, colors.black)]
HEADER_AND_END: Style = [*RULE_UNDER_HEADER, ("LINEBELOW", (0, -1), (-1, -1), 0.8, colors.black)]
ALL_RULES: Style = [
    ("LINEABOVE", (0, 0), (-1, -1), 0.4, colors.grey),
    ("LINEBELOW", (0, -1), (-1, -1), 0.4, colors.grey),
]
ZEBRA: Style = [("BACKGROUND", (0, row), (-1, row), colors.HexColor("#e6eaf0")) for row in (0, 2, 4)]

MEASURES: Rows = [
    ["Massnahme", "Zielgruppe", "Zuständigkeit", "Termin"],
    ["Begleitung beim Einstieg in den Beruf", "Junge Erwachsene ohne Abschluss", "Amt für Berufsbildung", "laufend"],
    ["Treffpunkt Bibliothek", "Eltern mit kleinen Kindern und ihre Familien", "Gemeinden", "ab Mai 2025"],
    ["Kurse am Abend und am Samstag im Quartier", "Schichtarbeitende", "Fachstelle", "2026"],
    ["Gespräche zur Begrüssung", "Alle Zugezogenen", "Einwohnerdienste der Gemeinden", "laufend"],
]
BEFORE = "Die folgenden Angebote führt der Kanton weiter, sofern die Gemeinden ihren Anteil an den Kosten tragen."
AFTER = "Nach zwei Jahren prüft die Fachstelle, welche Angebote noch gebraucht werden und welche nicht mehr."


def cells(document: Document, index: int = 0) -> list[list[str]]:
    table = document.tables[index]
    grid = [["" for _ in range(table.n_cols)] for _ in range(table.n_rows)]
    for cell in table.cells:
        grid[cell.row][cell.col] = document.text[cell.start : cell.end]
    return grid


def put(canvas: Canvas, flowable: Any, top: float, width: float = 450, left: float = 72) -> float:
    """Draw below `top` and return where it ends."""
    _, height = flowable.wrapOn(canvas, width, 700)
    flowable.drawOn(canvas, left, top - height)
    return top - float(height)


def table_of(rows: Rows, style: Style, widths: Sequence[float]) -> Table:
    made = [[Paragraph(text, BODY if index else BOLD) for text in row] for index, row in enumerate(rows)]
    return Table(made, colWidths=widths, style=[*PADDED, *style])


def page(rows: Rows, style: Style, widths: Sequence[float] = (130, 120, 110, 90)) -> Any:
    def draw(canvas: Canvas) -> None:
        top = put(canvas, Paragraph(BEFORE, PROSE), 760) - 14
        top = put(canvas, table_of(rows, style, widths), top) - 14
        put(canvas, Paragraph(AFTER, PROSE), top)

    return draw


@pytest.mark.parametrize(
    "style",
    [
        pytest.param(RULE_UNDER_HEADER, id="rule under header"),
        pytest.param(HEADER_AND_END, id="rules under header and end"),
        pytest.param(ALL_RULES, id="rules between all rows"),
        pytest.param(ZEBRA, id="shaded rows"),
        pytest.param([*ZEBRA, *RULE_UNDER_HEADER], id="shaded rows and rule"),
        pytest.param([*ALL_RULES, ("VALIGN", (0, 0), (-1, -1), "MIDDLE")], id="cells centred upright"),
        pytest.param([("BOX", (0, 0), (-1, -1), 0.5, colors.black), *ALL_RULES], id="boxed"),
    ],
)
def test_wrapped_cells_stay_together(kit: Any, style: Style) -> None:
    document = read_document(kit.pdf_of(page(MEASURES, style)))
    assert cells(document) == MEASURES
    (table,) = document.tables
    assert {cell.row for cell in table.cells if cell.header} == {0}
    assert [block.kind for block in document.blocks] == ["paragraph", "table", "paragraph"]
    assert document.text.count("Schichtarbeitende") == 1


@pytest.mark.parametrize("style", [RULE_UNDER_HEADER, HEADER_AND_END, ALL_RULES, ZEBRA])
def test_two_columns_are_a_table_where_rows_are_parted(kit: Any, style: Style) -> None:
    rows = [row[:2] for row in MEASURES]
    assert cells(read_document(kit.pdf_of(page(rows, style, (130, 120))))) == rows


def test_rows_set_close_are_told_by_full_lines(kit: Any) -> None:
    rows = [["Angebot", "Ort", "Beginn"], ["Nähkurs", "Arbon", "2024"], ["Chor", "Weinfelden", "2025"]]
    rows += [["Lesekreis", "Kreuzlingen", "2024"], ["Gartengruppe", "Amriswil", "ab Mai"]]
    style: Style = [*HEADER_AND_END, ("TOPPADDING", (0, 1), (-1, -1), 0), ("BOTTOMPADDING", (0, 1), (-1, -1), 0)]
    assert cells(read_document(kit.pdf_of(page(rows, style, (130, 120, 90))))) == rows


def test_a_rule_above_the_total_does_not_join_the_rows_above(kit: Any) -> None:
    rows = [["Förderbereich", "2024", "2025"], ["Sprache", "120'000", "130'000"], ["Beratung", "80'000", "85'000"]]
    rows += [["Zusammenleben", "20'000", "15'000"], ["Total", "220'000", "230'000"]]
    tight: Style = [("TOPPADDING", (0, 1), (-1, -1), 0), ("BOTTOMPADDING", (0, 1), (-1, -1), 1)]
    style = [*HEADER_AND_END, ("LINEABOVE", (0, -1), (-1, -1), 0.5, colors.black), *tight]
    assert cells(read_document(kit.pdf_of(page(rows, style, (130, 90, 90))))) == rows


def test_cells_have_boxes_in_their_column(kit: Any) -> None:
    document = read_document(kit.pdf_of(page(MEASURES, HEADER_AND_END)))
    boxes = [cell.box for cell in document.tables[0].cells if cell.col == 1]
    assert all(box and 202 <= box[0] < box[2] <= 322 for box in boxes)
    start = document.text.index("Treffpunkt")
    assert document.box_of(start, start + 10) is not None


@pytest.mark.parametrize("style", [RULE_UNDER_HEADER, ZEBRA, ALL_RULES])
def test_numbers_stand_in_a_right_aligned_column(kit: Any, style: Style) -> None:
    right = ParagraphStyle("right", parent=BODY, alignment=2)
    rows = [
        ["Förderbereich", "Wer zahlt", "Betrag"],
        ["Umgang mit Vielfalt und Schutz vor Diskriminierung", "Bund", "1'225'000"],
        ["Sprache", "Kanton und Gemeinden", "88'000"],
        ["Frühe Kindheit", "Bund", "640'000"],
    ]
    made = [[*(Paragraph(text, BODY) for text in row[:2]), Paragraph(row[2], right)] for row in rows]

    def draw(canvas: Canvas) -> None:
        put(canvas, Table(made, colWidths=[150, 130, 90], style=[*PADDED, *style[:3]]), 760)

    assert cells(read_document(kit.pdf_of(draw))) == rows


def test_empty_cells_keep_their_place(kit: Any) -> None:
    rows = [
        ["Nr.", "Ziel", "Indikator", "Wert"],
        ["1.1", "Die Auskunft ist an einem Ort zu finden, auch am Abend.", "", "–"],
        ["1.2", "Kurse sind überall erreichbar.", "Anteil der Gemeinden mit einem Kurs", "80 %"],
        ["1.3", "Vereine wirken mit.", "Zahl der Vereine", ""],
    ]
    document = read_document(kit.pdf_of(page(rows, HEADER_AND_END, (40, 180, 130, 80))))
    assert cells(document) == rows


def test_words_broken_at_line_ends_are_joined_and_the_edit_is_kept(kit: Any) -> None:
    rows = [
        ["Massnahme", "Zielgruppe", "Termin"],
        ["Sprachförde-<br/>rung im Quartier", "Sprach- und<br/>Bildungsfachleute", "2025"],
        ["Potenzial-<br/>abklärung", "Geflüchtete", "2026"],
    ]
    document = read_document(kit.pdf_of(page(rows, ALL_RULES, (130, 120, 90))))
    assert cells(document)[1] == ["Sprachförderung im Quartier", "Sprach- und Bildungsfachleute", "2025"]
    assert cells(document)[2][0] == "Potenzialabklärung"
    edits = document.pages[0].edits
    assert [document.text[edit.start : edit.end] for edit in edits] == ["Sprachförderung", "Potenzialabklärung"]


def test_a_row_over_all_columns_has_a_span(kit: Any) -> None:
    rows = [
        *MEASURES[:2],
        ["Förderbereich Zusammenleben und Teilhabe am öffentlichen Leben", "", "", ""],
        *MEASURES[2:4],
    ]
    style = [*ALL_RULES, ("SPAN", (0, 2), (-1, 2))]
    (table,) = read_document(kit.pdf_of(page(rows, style))).tables
    assert {(cell.row, cell.col): cell.col_span for cell in table.cells if cell.row == 2} == {(2, 0): 4}


def test_a_header_of_several_lines_is_one_row(kit: Any) -> None:
    rows = [["Massnahme", "Zielgruppe", "Zuständigkeit und Beteiligte im Kanton", "Termin"], *MEASURES[1:]]
    document = read_document(kit.pdf_of(page(rows, RULE_UNDER_HEADER)))
    assert cells(document) == rows


@pytest.mark.parametrize("header", [pytest.param(True, id="header repeated"), pytest.param(False, id="rows only")])
def test_a_table_goes_on_over_the_page_break(kit: Any, header: bool) -> None:
    widths = (130, 120, 110, 90)
    rest = [MEASURES[0], *MEASURES[3:]] if header else MEASURES[3:]
    below: Style = [("BACKGROUND", (0, -1), (-1, -1), colors.HexColor("#e6eaf0"))]

    def first(canvas: Canvas) -> None:
        put(canvas, table_of(MEASURES[:3], [*RULE_UNDER_HEADER, *ZEBRA[1:2]], widths), 300)

    def second(canvas: Canvas) -> None:
        rows = [
            [Paragraph(text, BOLD if header and not index else BODY) for text in row] for index, row in enumerate(rest)
        ]
        style = [*PADDED, *below, *(RULE_UNDER_HEADER if header else [])]
        put(canvas, Paragraph(AFTER, PROSE), put(canvas, Table(rows, colWidths=widths, style=style), 780) - 14)

    document = read_document(kit.pdf_of(first, second))
    assert [table.page for table in document.tables] == [1, 2]
    assert cells(document, 0) == MEASURES[:3]
    assert cells(document, 1) == rest
    assert any(cell.header for cell in document.tables[1].cells) is header


# --- what is no table ---------------------------------------------------------------------------

LEFT = (
    "Der Kanton fördert die Integration seit vielen Jahren. Er arbeitet mit den Gemeinden zusammen und stützt sich "
    "auf die Erfahrung der Fachstellen. Wer neu zuzieht, soll rasch Auskunft erhalten und sich beraten lassen. "
)
RIGHT = (
    "Le canton encourage l'intégration depuis de nombreuses années. Il collabore avec les communes et se fonde sur "
    "l'expérience des services. Les personnes qui arrivent doivent être informées rapidement et conseillées. "
)


def two_columns(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 10)
    canvas.drawString(72, 760, "Deutsch")
    canvas.drawString(310, 760, "Français")
    canvas.line(72, 756, 520, 756)
    bottom = [put(canvas, Paragraph(text * 4, PROSE), 748, 210, left) for text, left in ((LEFT, 72), (RIGHT, 310))]
    canvas.line(72, min(bottom) - 6, 520, min(bottom) - 6)


def three_columns(canvas: Canvas) -> None:
    canvas.setFont("Helvetica-Bold", 10)
    for left, name in ((60, "Geltendes Recht"), (225, "Vorentwurf"), (390, "Erläuterungen")):
        canvas.drawString(left, 760, name)
    canvas.line(60, 756, 540, 756)
    for left, text in ((60, LEFT), (225, RIGHT), (390, LEFT[54:] + LEFT)):
        put(canvas, Paragraph(text * 3, PROSE), 748, 150, left)


def bold_line_with_rule(canvas: Canvas) -> None:
    canvas.setFont("Helvetica-Bold", 10)
    canvas.drawString(72, 760, "Art. 4")
    canvas.drawString(130, 760, "Aufgaben der Fachstelle")
    canvas.line(72, 756, 520, 756)
    for index in range(3):
        put(canvas, Paragraph(RIGHT, PROSE), 745 - 60 * index, 390, 130)


def signatures(canvas: Canvas) -> None:
    top = put(canvas, Paragraph(LEFT * 2, PROSE), 760) - 20
    canvas.setFont("Helvetica", 10)
    canvas.drawString(72, top, "Im Namen der Regierung")
    canvas.drawString(300, top, "Für die Staatskanzlei")
    canvas.line(72, top - 30, 520, top - 30)
    canvas.drawString(72, top - 42, "Die Präsidentin")
    canvas.drawString(300, top - 42, "Der Staatsschreiber")


def heading_with_rule(canvas: Canvas) -> None:
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(72, 760, "3")
    canvas.drawString(110, 760, "Förderung der Sprache")
    canvas.line(72, 755, 520, 755)
    top = put(canvas, Paragraph(LEFT * 2, PROSE), 745)
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(72, top - 30, "4")
    canvas.drawString(110, top - 30, "Frühe Kindheit")
    canvas.line(72, top - 35, 520, top - 35)
    put(canvas, Paragraph(LEFT, PROSE), top - 45)


def contents(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 10)
    canvas.drawString(72, 760, "Kapitel")
    canvas.drawRightString(520, 760, "Seite")
    canvas.line(72, 756, 520, 756)
    titles = ["Ausgangslage", "Ziele", "Förderbereiche", "Finanzierung", "Steuerung", "Anhang"]
    for index, title in enumerate(titles):
        canvas.drawString(72, 740 - 20 * index, f"{index + 1} {title}")
        canvas.drawRightString(520, 740 - 20 * index, str(3 + 4 * index))
    canvas.line(72, 630, 520, 630)


def letterhead(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 9)
    canvas.drawString(72, 780, "Kanton Muster")
    canvas.drawString(300, 780, "Departement des Innern")
    canvas.line(72, 776, 520, 776)
    for index, line in enumerate(["Amt für Migration", "Postfach", "4500 Muster"]):
        canvas.drawString(72, 730 - 12 * index, line)
    for index, line in enumerate(["An die Gemeinden", "des Kantons", "Muster, 3. Mai 2023"]):
        canvas.drawString(300, 730 - 12 * index, line)
    put(canvas, Paragraph(LEFT * 2, PROSE), 660)


def running_head(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 9)
    canvas.drawString(72, 800, "Integrationsprogramm")
    canvas.drawRightString(520, 800, "Seite 3 von 20")
    canvas.line(72, 796, 520, 796)
    put(canvas, Paragraph(LEFT * 3, PROSE), 790)
    canvas.line(72, 40, 520, 40)


@pytest.mark.parametrize(
    "draw",
    [
        two_columns,
        three_columns,
        heading_with_rule,
        bold_line_with_rule,
        contents,
        letterhead,
        signatures,
        running_head,
    ],
)
def test_what_is_no_table(kit: Any, draw: Any) -> None:
    assert read_document(kit.pdf_of(draw)).tables == ()
