from __future__ import annotations

from collections.abc import Sequence

from pipeline.reading.draft import DraftBlock, DraftPage, DraftTable, Source, assemble
from pipeline.reading.sums import settle_figures
from pipeline.records import Cell, Document, Page, Word

# A cell: its text, and for a recognised figure its state and other readings.
Figure = tuple[str, str, tuple[str, ...]]
Rows = Sequence[Sequence[str | Figure]]


def document_of(rows: Rows) -> Document:
    text, cells, words = "", [], []
    for row, line in enumerate(rows):
        for col, content in enumerate(line):
            printed, state, others = content if isinstance(content, tuple) else (content, None, ())
            text += ("\n" if row and not col else " | " if col else "") + printed
            start = len(text) - len(printed)
            cells.append(Cell(row, col, start, len(text)))
            words.append(Word(start, len(text), (0, 0, 1, 1), 0.9, state, others))
    table = DraftTable(len(rows), max(map(len, rows)), tuple(cells))
    block = DraftBlock("table", text, words=tuple(word for word in words if word.end > word.start), table=table)
    page = DraftPage((block,), Page(1, 0, 0, "ocr"))
    return assemble(Source(b"%PDF-", "application/pdf", paginated=True), [page])


def figures_of(document: Document) -> dict[str, tuple[str | None, tuple[str, ...]]]:
    words = document.pages[0].words
    return {document.text[word.start : word.end]: (word.state, word.alternatives) for word in words}


def conflict(text: str, *others: str) -> Figure:
    return text, "conflict", others


def single(text: str) -> Figure:
    return text, "single", ()


def verified(text: str) -> Figure:
    return text, "verified", ()


def test_a_total_decides_between_two_readings() -> None:
    rows: Rows = [
        ["Sprache", verified("1'200"), conflict("1'809", "1'300")],
        ["Beratung", verified("800"), verified("700")],
        ["Total", verified("2'000"), verified("2'000")],
    ]
    settled = settle_figures(document_of(rows))
    assert figures_of(settled)["1'300"] == ("repaired", ("1'809",))
    assert "1'809" not in settled.text


def test_what_a_sum_changed_can_be_undone() -> None:
    rows: Rows = [["A", conflict("189", "139")], ["B", verified("11")], ["Summe", verified("150")]]
    before = document_of(rows)
    after = settle_figures(before)
    assert [(edit.rule, edit.before, edit.after) for edit in after.pages[0].edits] == [("figure_sum", "189", "139")]
    assert after.original(after.pages[0]) == before.text


def test_a_sum_that_is_right_verifies_what_was_read_once() -> None:
    rows: Rows = [["Ja", single("61")], ["Nein", single("22")], ["Total", single("83")]]
    assert {state for state, _ in figures_of(settle_figures(document_of(rows))).values()} == {None, "verified"}


def test_votes_for_against_and_abstaining_make_the_votes_cast() -> None:
    rows: Rows = [
        ["JA:", conflict("156", "166")],
        ["NEIN:", verified("0")],
        ["Enthalten:", verified("0")],
        ["Nicht Präsent:", verified("14")],
        ["Total Stimmen:", verified("166")],
    ]
    found = figures_of(settle_figures(document_of(rows)))
    assert found["166"][0] == "verified"
    assert "156" not in found
    assert found["14"] == ("verified", ())


def test_votes_under_their_labels() -> None:
    rows: Rows = [
        ["Oui", "Non", "Abstentions", "Votants"],
        [single("58"), conflict("41", "47"), single("5"), verified("110")],
    ]
    found = figures_of(settle_figures(document_of(rows)))
    assert found["47"] == ("repaired", ("41",))
    assert found["58"][0] == "verified"


def test_a_figure_settled_in_its_row_settles_another_in_its_column() -> None:
    rows: Rows = [
        ["", "2024", "2025", "Total"],
        ["Bund", conflict("310", "810"), verified("200"), verified("1'010")],
        ["Kanton", conflict("155", "195"), conflict("77", "11"), verified("272")],
        ["Total", verified("1'005"), verified("277"), conflict("1'232", "1'282")],
    ]
    found = figures_of(settle_figures(document_of(rows)))
    assert found["810"][0] == found["195"][0] == found["1'282"][0] == "repaired"
    assert found["77"] == ("verified", ("11",))


def test_nothing_is_settled_where_two_choices_are_right() -> None:
    rows: Rows = [["A", conflict("10", "20")], ["B", conflict("20", "10")], ["Total", verified("30")]]
    document = document_of(rows)
    assert settle_figures(document) == document


def test_a_wrong_sum_changes_nothing() -> None:
    rows: Rows = [["A", single("10")], ["B", conflict("25", "26")], ["Total", verified("99")]]
    document = document_of(rows)
    assert settle_figures(document) == document


def test_a_figure_without_another_reading_is_never_changed() -> None:
    rows: Rows = [["A", verified("10")], ["B", single("25")], ["Total", verified("45")]]
    document = document_of(rows)
    assert settle_figures(document) == document


def test_a_last_row_without_a_name_is_a_sum_only_of_large_amounts() -> None:
    large: Rows = [
        ["A", verified("1'000")],
        ["B", verified("2'500")],
        ["C", conflict("4'180", "4'130")],
        ["", verified("7'630")],
    ]
    small: Rows = [["A", verified("1")], ["B", verified("2")], ["C", conflict("4", "3")], ["", verified("6")]]
    assert "4'130" in figures_of(settle_figures(document_of(large)))
    assert "4" in figures_of(settle_figures(document_of(small)))
