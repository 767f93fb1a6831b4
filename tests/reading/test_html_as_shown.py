"""Web pages as a browser shows them: numbers of lists, what is struck out, frames of layout, lines as typed."""

from __future__ import annotations

import pytest

from pipeline.reading.read import read_document
from pipeline.records import Document


def read(body: str, title: str = "Seite") -> Document:
    page = f"<!DOCTYPE html><html lang='de'><head><title>{title}</title></head><body>{body}</body></html>"
    return read_document(page.encode())


def texts(body: str) -> list[str]:
    document = read(body)
    return [document.text[block.start : block.end] for block in document.blocks]


@pytest.mark.parametrize(
    ("opening", "items", "shown"),
    [
        ("<ol>", "<li>Kredit<li>Mitteilung", ["1. Kredit", "2. Mitteilung"]),
        ("<ol start=3>", "<li>Kredit<li value=7>Frist<li>Mitteilung", ["3. Kredit", "7. Frist", "8. Mitteilung"]),
        ("<ol type=a>", "<li>Kredit<li>Frist", ["a. Kredit", "b. Frist"]),
        ("<ol type=I>", "<li>Kredit<li>Frist", ["I. Kredit", "II. Frist"]),
        ("<ol reversed>", "<li>Kredit<li>Frist<li>Dank", ["3. Kredit", "2. Frist", "1. Dank"]),
        ("<ol>", "<li><p>Kredit</p><p>Näheres</p><li>Frist", ["1. Kredit", "Näheres", "2. Frist"]),
        ("<ol>", "<li>Kredit<ul><li>Bund</ul><li>Frist", ["1. Kredit", "Bund", "2. Frist"]),
        ("<ol>", "<li>1. Kredit<li>a) Frist", ["1. Kredit", "a) Frist"]),
        ("<ol style='list-style: none'>", "<li>Kredit<li>Frist", ["Kredit", "Frist"]),
        ("<ul>", "<li>Kredit<li>Frist", ["Kredit", "Frist"]),
    ],
)
def test_items_of_ordered_lists_have_the_numbers_that_are_shown(opening: str, items: str, shown: list[str]) -> None:
    closing = "</ol>" if opening.startswith("<ol") else "</ul>"
    assert texts(f"<h1>Beschluss</h1>{opening}{items}{closing}<p>Ende</p>")[1:-1] == shown


def test_a_menu_gets_no_numbers() -> None:
    assert texts("<nav><ol><li>Start<li>Themen</ol></nav><p>Text</p>") == ["Start", "Themen", "Text"]


@pytest.mark.parametrize("tag", ["del", "s", "strike"])
def test_what_is_struck_out_is_no_text_and_the_document_says_so(tag: str) -> None:
    document = read(f"<p>Der Kredit beträgt <{tag}>100'000</{tag}> <ins>120'000</ins> Franken.</p>")
    assert document.text == "Der Kredit beträgt 120'000 Franken."
    assert ("struck_out", "left out") in document.metadata
    assert "struck_out" not in dict(read("<p>Der Kredit</p>").metadata)


def test_a_table_around_headings_is_a_frame_of_layout() -> None:
    frame = "<table><tr><td><h2>Links</h2><p>Text links.</p><td><p>Rechts.</p><tr><td colspan=2>Unten</table>"
    document = read(frame)
    assert not document.tables
    assert texts(frame) == ["Links", "Text links.", "Rechts.", "Unten"]


def test_a_marked_table_with_a_heading_in_a_cell_holds_data() -> None:
    document = read("<table><tr><th>Bereich<th>Franken<tr><td><h3>Sprache</h3><td>120'000</table>")
    assert len(document.tables) == 1


def test_lines_of_text_set_as_typed_stay_lines() -> None:
    assert texts("<pre>Sprache   120\nArbeit     80</pre>") == ["Sprache 120\nArbeit 80"]


def test_a_formula_is_one_line() -> None:
    assert texts("<p>Es gilt <math><mi>x</mi><mo>=</mo><mn>5</mn></math>.</p>") == ["Es gilt x=5."]


def test_signs_without_width_do_not_part_words_and_the_title_has_none() -> None:
    document = read("<h1>Inte&shy;gra&#8203;tion</h1><p>Sprach&zwnj;kurse im Kan&#8288;ton</p>")
    assert document.text == "Integration\nSprachkurse im Kanton"
    assert document.title == "Integration"
    assert document.original(document.pages[0]) == "Inte\u00adgra\u200btion\nSprach\u200ckurse im Kan\u2060ton"
