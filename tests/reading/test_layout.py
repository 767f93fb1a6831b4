"""Layout of printed pages: what was drawn as a heading, list, note or column is read as such."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.reading.read import read_document
from pipeline.records import Document

PROSE = (
    "Der Kanton fördert die Integration der ausländischen Bevölkerung seit vielen",
    "Jahren gemeinsam mit den Gemeinden und mit den Fachstellen der Regionen im",
    "ganzen Gebiet. Die Angebote richten sich an Erwachsene, an Familien und an",
    "junge Menschen, die eine Lehre beginnen wollen oder die Sprache noch lernen.",
)
BOLD = "Helvetica-Bold"
PLAIN = "Helvetica"
Stroke = tuple[float, float, float, str, str]


def sheet(*strokes: Stroke) -> Callable[[Canvas], None]:
    """Return a drawing of lines: left, distance from the top, size, font, text."""

    def draw(canvas: Canvas) -> None:
        for left, top, size, font, text in strokes:
            canvas.setFont(font, size)
            canvas.drawString(left, 842 - top, text)

    return draw


def down(
    lines: Sequence[str], top: float, size: float = 10, font: str = PLAIN, left: float = 72, leading: float = 1.25
) -> list[Stroke]:
    """Return lines one below the other."""
    return [(left, top + index * size * leading, size, font, line) for index, line in enumerate(lines)]


def read(kit: Any, *pages: Sequence[Stroke]) -> Document:
    return read_document(kit.pdf_of(*(sheet(*page) for page in pages)))


def kinds(document: Document, page: int = 1) -> list[tuple[str, int, str]]:
    return [(b.kind, b.level, document.text[b.start : b.end]) for b in document.blocks if b.page == page]


def of_kind(document: Document, kind: str) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.kind == kind]


def levels(document: Document) -> dict[str, int]:
    return {document.text[b.start : b.end]: b.level for b in document.blocks if b.kind == "heading"}


# --- headings -----------------------------------------------------------------------------------


def test_levels_follow_size_and_then_weight(kit: Any) -> None:
    page = [
        (72, 90, 22, BOLD, "Kantonales Programm"),
        *down(PROSE, 130),
        (72, 210, 14, BOLD, "Ausgangslage"),
        *down(PROSE, 235),
        (72, 310, 10, BOLD, "Sprache"),
        *down(PROSE, 325),
        (72, 400, 14, BOLD, "Ziele"),
        *down(PROSE, 425),
    ]
    found = levels(read(kit, page))
    assert found == {"Kantonales Programm": 1, "Ausgangslage": 2, "Sprache": 3, "Ziele": 2}


def test_large_type_that_is_no_heading_counts_for_no_level(kit: Any) -> None:
    figures = [(300, 600, 30, PLAIN, "42"), (300, 650, 26, PLAIN, "17 %")]
    page = [(72, 90, 14, BOLD, "Ausgangslage"), *down(PROSE, 120), *figures]
    assert levels(read(kit, page))["Ausgangslage"] == 1


def test_a_heading_without_a_number_has_the_level_of_numbered_ones_that_look_like_it(kit: Any) -> None:
    page = [
        (72, 80, 20, BOLD, "Bericht des Kantons"),
        (72, 120, 14, BOLD, "1 Ausgangslage"),
        *down(PROSE, 145),
        (72, 220, 12, BOLD, "1.1 Auftrag"),
        *down(PROSE, 240),
        (72, 310, 12, BOLD, "Anmerkung zum Auftrag"),
        *down(PROSE, 330),
        (72, 400, 14, BOLD, "2 Ziele"),
        *down(PROSE, 425),
        (72, 500, 14, BOLD, "Anhang"),
        *down(PROSE, 525),
    ]
    found = levels(read(kit, page))
    assert (found["1 Ausgangslage"], found["1.1 Auftrag"]) == (1, 2)
    assert (found["Anhang"], found["Anmerkung zum Auftrag"]) == (1, 2)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("2 Ziele und Strategie", 1),
        ("2.8.1 Zusammenarbeit mit den Regelstrukturen", 3),
        ("FB 2.1 Erstinformation", 2),
        ("Förderbereich 3 Sprache", 1),
        ("Chapitre 4 Financement", 1),
        ("Capitolo 2.3 Consulenza", 2),
        ("IV. Schlussbestimmungen", 1),
        ("B. Finanzierung", 1),
        ("3) Umsetzung", 1),
    ],
)
def test_the_number_of_a_bold_heading_gives_its_level(kit: Any, text: str, level: int) -> None:
    page = [*down(PROSE, 100), (72, 180, 10, BOLD, text), *down(PROSE, 200)]
    assert levels(read(kit, page)) == {text: level}


def test_a_heading_over_two_lines_is_one(kit: Any) -> None:
    title = ("Gesetz über die Förderung der", "gesellschaftlichen Integration")
    page = [*down(title, 90, 20, BOLD), *down(PROSE, 150), *down(PROSE, 220)]
    assert levels(read(kit, page)) == {" ".join(title): 1}


def test_a_word_broken_in_a_large_heading_is_joined(kit: Any) -> None:
    title = ("Verordnung über die Grundstück-", "schätzung")
    page = [*down(title, 90, 18, BOLD), *down(PROSE, 150), *down(PROSE, 220)]
    assert list(levels(read(kit, page))) == ["Verordnung über die Grundstückschätzung"]


def test_a_bold_word_within_a_paragraph_is_no_heading(kit: Any) -> None:
    def draw(canvas: Canvas) -> None:
        sheet(*down(PROSE[:3], 100))(canvas)
        canvas.setFont(BOLD, 10)
        canvas.drawString(72, 842 - 137.5, "Sprache")
        canvas.setFont(PLAIN, 10)
        canvas.drawString(120, 842 - 137.5, "und Bildung stehen im Vordergrund der Massnahmen.")

    document = read_document(kit.pdf_of(draw))
    assert not levels(document)
    assert len(of_kind(document, "paragraph")) == 1


def test_amounts_in_bold_are_no_heading(kit: Any) -> None:
    page = [*down(PROSE, 100), (72, 180, 10, BOLD, "385'000.00"), *down(PROSE, 200)]
    assert not levels(read(kit, page))


# --- lists --------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["•", "-", "–", "a)", "b.", "(ii)", "*"])
def test_items_begin_with_a_mark_and_go_on_indented(kit: Any, mark: str) -> None:
    page = [
        *down(PROSE, 100),
        *((72, 160 + 40 * i, 10, PLAIN, mark) for i in range(2)),
        *(
            stroke
            for i in range(2)
            for stroke in down(
                ("Die Gemeinden beraten alle Personen, die neu zugezogen sind, in einem", "persönlichen Gespräch."),
                160 + 40 * i,
                left=90,
            )
        ),
    ]
    items = of_kind(read(kit, page), "list_item")
    assert len(items) == 2
    assert all(item.startswith(mark) and item.endswith("Gespräch.") for item in items)


def test_items_within_items_are_items_of_their_own(kit: Any) -> None:
    rows = ((72, "• Sprache"), (90, "– Kurse"), (90, "– Treffpunkte"), (72, "• Arbeit"), (90, "– Beratung"))
    page = [*down(PROSE, 100), *((left, 170 + 14 * i, 10, PLAIN, text) for i, (left, text) in enumerate(rows))]
    assert of_kind(read(kit, page), "list_item") == [text for _, text in rows]


def test_an_abbreviation_at_the_start_of_a_line_is_no_item(kit: Any) -> None:
    lines = (
        "Die Fachstellen unterstützen Vereine und Gruppen, die Zugewanderte begleiten,",
        "z. B. Treffpunkte und Cafés, in denen sich Eltern und Kinder begegnen können,",
        "d. h. an Orten ohne hohe Schwelle, und sie beraten dabei auch die Gemeinden.",
    )
    document = read(kit, down(lines, 100))
    assert [kind for kind, _, _ in kinds(document)] == ["paragraph"]


# --- captions and contents ----------------------------------------------------------------------


@pytest.mark.parametrize("text", ["Tabelle 3: Kosten nach Jahr", "Abb. 2 Verlauf der Ausgaben", "Figure 4. Dépenses"])
def test_captions_are_told_from_paragraphs(kit: Any, text: str) -> None:
    page = [*down(PROSE, 100), (72, 180, 9, PLAIN, text), *down(PROSE, 210)]
    assert of_kind(read(kit, page), "caption") == [text]


@pytest.mark.parametrize(
    "leader", [" . . . . . . . . . . ", " ..................... ", " ---------------------- ", " _________ "]
)
def test_entries_with_leaders_are_contents(kit: Any, leader: str) -> None:
    names = ("1 Ausgangslage", "1.1 Auftrag des Bundes", "2 Ziele", "2.1 Sprache", "3 Kosten")
    entries = [f"{name}{leader}{3 + 2 * index}" for index, name in enumerate(names)]
    page = [(72, 100, 16, BOLD, "Inhalt"), *down(entries, 140)]
    document = read(kit, page, down(PROSE, 100))
    assert of_kind(document, "toc") == entries
    assert levels(document) == {"Inhalt": 1}


def test_entries_with_page_numbers_far_right_are_contents(kit: Any) -> None:
    names = ("1 Ausgangslage", "1.1 Auftrag des Bundes", "2 Ziele", "2.1 Sprache", "3 Kosten")
    page = [(72, 100, 16, BOLD, "Inhalt"), *down(names, 140)]
    page += [(500, 140 + 12.5 * index, 10, PLAIN, str(3 + 2 * index)) for index in range(len(names))]
    assert len(of_kind(read(kit, page, down(PROSE, 100)), "toc")) == len(names)


# --- heads, feet and notes ----------------------------------------------------------------------


def test_odd_and_even_pages_have_heads_of_their_own(kit: Any) -> None:
    heads = ("Kanton Muster", "Programm Integration")
    pages = [
        [(72 + 300 * (n % 2), 40, 8, PLAIN, heads[n % 2]), *down(PROSE, 100), (290, 810, 8, PLAIN, f"{n + 1}")]
        for n in range(6)
    ]
    document = read(kit, *pages)
    assert of_kind(document, "header") == [heads[n % 2] for n in range(6)]
    assert of_kind(document, "footer") == [str(n + 1) for n in range(6)]


def test_heads_that_name_the_chapter_are_heads_too(kit: Any) -> None:
    names = ["Ausgangslage"] * 3 + ["Strategie"] * 4 + ["Finanzierung"] * 4 + ["Umsetzung"] * 3
    document = read(kit, *([(72, 45, 8, PLAIN, name), *down(PROSE, 100)] for name in names))
    assert of_kind(document, "header") == names


def test_a_page_number_further_up_than_feet_stand_is_the_pages_foot(kit: Any) -> None:
    pages = [[*down(PROSE, 100), *down(PROSE, 600), (300, 715, 10, PLAIN, str(n))] for n in range(1, 4)]
    assert of_kind(read(kit, *pages), "footer") == ["1", "2", "3"]


def test_a_page_number_of_small_pages_on_large_paper_is_the_pages_foot(kit: Any) -> None:
    pages = [[*down(PROSE, 100), *down(PROSE, 300), (200, 560, 10, PLAIN, str(n))] for n in range(1, 6)]
    assert of_kind(read(kit, *pages), "footer") == ["1", "2", "3", "4", "5"]
    assert of_kind(read(kit, *pages[:3]), "footer") == []


def test_notes_are_notes_on_the_page_of_their_number_too(kit: Any) -> None:
    notes = ("1 SR 142.20", "2 Vgl. die Botschaft vom 8. März 2013.")
    document = read(kit, [*down(PROSE, 100), *down(PROSE, 300), *down(notes, 700, 7)], down(PROSE, 100))
    assert of_kind(document, "footnote") == list(notes)


def test_a_note_goes_on_over_lines(kit: Any) -> None:
    notes = ("3 Vgl. die Botschaft zur Änderung des Ausländergesetzes vom 8. März 2013,", "Ziffer 2.4 und Anhang.")
    document = read(kit, [*down(PROSE, 100), *down(PROSE, 300), *down(notes, 690, 7)])
    assert of_kind(document, "footnote") == [" ".join(notes)]


def test_notes_without_a_word_in_front_are_no_table(kit: Any) -> None:
    notes = [
        (left, 700 + 10 * i, 7, PLAIN, text) for i in range(3) for left, text in ((72, str(i + 1)), (86, "BBl 2002 …"))
    ]
    document = read(kit, [*down(PROSE, 100), *down(PROSE, 300), *notes])
    assert not document.tables
    assert len(of_kind(document, "footnote")) == 3


# --- columns ------------------------------------------------------------------------------------

SHORT = (
    "Die Fachstelle berät die",
    "Gemeinden und begleitet",
    "sie bei neuen Angeboten,",
    "damit alle Zugewanderten",
    "eine Ansprechperson vor",
    "Ort finden können.",
)


def columned(*columns: Sequence[str], top: float = 150, lefts: Sequence[float]) -> list[Stroke]:
    return [stroke for left, lines in zip(lefts, columns, strict=True) for stroke in down(lines, top, left=left)]


@pytest.mark.parametrize("lefts", [(72, 310), (60, 225, 390)])
def test_columns_are_read_one_after_the_other(kit: Any, lefts: Sequence[float]) -> None:
    columns = [[*SHORT[1:], f"Ende der Spalte {i}."] for i in range(len(lefts))]
    text = read(kit, columned(*columns, lefts=lefts)).text
    places = [text.index(f"Spalte {i}") for i in range(len(lefts))]
    assert places == sorted(places)
    assert text.count("Gemeinden und begleitet sie bei neuen Angeboten, damit alle Zugewanderten") == len(lefts)


def test_a_heading_over_two_columns_comes_first(kit: Any) -> None:
    page = [
        (72, 100, 18, BOLD, "Integration im Kanton Muster heute und in Zukunft"),
        *columned(SHORT, SHORT, lefts=(72, 310)),
    ]
    found = kinds(read(kit, page))
    assert found[0][:2] == ("heading", 1)
    assert [text for kind, _, text in found if kind == "paragraph"] == [" ".join(SHORT)] * 2


def test_full_width_text_between_columns_keeps_its_place(kit: Any) -> None:
    page = [
        *columned(SHORT, SHORT, top=100, lefts=(72, 310)),
        *down(PROSE, 200),
        *columned(SHORT, SHORT, top=280, lefts=(72, 310)),
    ]
    texts = [text for _, _, text in kinds(read(kit, page))]
    assert [text[:20] for text in texts] == [SHORT[0][:20]] * 2 + [PROSE[0][:20]] + [SHORT[0][:20]] * 2


def test_a_sidebar_is_read_apart_from_the_text(kit: Any) -> None:
    lines = [line[:58].rsplit(" ", 1)[0] for line in PROSE * 4]
    side = down(
        ("Kontakt und Auskunft", "Fachstelle Integration", "Telefon für Gemeinden", "Montag bis Freitag"),
        180,
        8,
        left=420,
    )
    texts = [text for _, _, text in kinds(read(kit, [*down(lines, 150), *side]))]
    assert any("Kontakt" in text for text in texts)
    assert not any("Kontakt" in text and "Kanton fördert" in text for text in texts)


def test_lines_of_a_paragraph_without_indent_are_parted_by_space(kit: Any) -> None:
    page = [*down(PROSE, 100), *down(PROSE, 170), *down(PROSE, 240)]
    assert of_kind(read(kit, page), "paragraph") == [" ".join(PROSE)] * 3


def test_paragraphs_set_off_by_their_first_line_are_parted(kit: Any) -> None:
    lines = [*PROSE[:3], "junge Menschen.", *PROSE[:3], "junge Menschen."]
    page = [(84 if i in (0, 4) else 72, 100 + 12.5 * i, 10, PLAIN, line) for i, line in enumerate(lines)]
    assert len(of_kind(read(kit, page), "paragraph")) == 2
