from __future__ import annotations

import pytest

from pipeline.domain.failures import DocumentFailure
from pipeline.reading.limits import Limits
from pipeline.reading.read import read_document
from pipeline.records import Document

GERMAN = "Für die Integration stehen 385’000 Franken bereit, und die Gemeinden prüfen «frühe Förderung» von Kindern."


def kinds(document: Document) -> list[tuple[str, int, str]]:
    return [(b.kind, b.level, document.text[b.start : b.end]) for b in document.blocks]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"])
def test_common_encodings_give_the_same_text(encoding: str) -> None:
    assert read_document(GERMAN.encode(encoding)).text == GERMAN


def test_latin_1_is_read_like_cp1252() -> None:
    text = "Die Regierung prüft für die Gemeinden und die Förderung der Kinder das Gesuch über 12 Plätze."
    assert read_document(text.encode("latin-1")).text == text


def test_line_ends_of_windows_become_line_feeds() -> None:
    assert read_document(b"Eins.\r\nZwei.\rDrei.").text == "Eins.\nZwei.\nDrei."


@pytest.mark.parametrize(
    "text",
    [
        "Der Beitrag von 1’498’188 Franken gilt für das KIP\u00a03 – 512‘000 Franken trägt der Kanton.",
        "Der Kanton zahlt 18\u202f000 Franken.\n\n\u00a0\n\n  • Sprache\n  • Frühe Kindheit\n",
        "Die Zahl der Kurse stieg um 3-\nmal mehr als gedacht",
        " führender Leerschlag und\tTabulator bleiben ",
    ],
)
def test_clean_text_comes_through_code_point_for_code_point(text: str) -> None:
    document = read_document(text.encode())
    assert document.text == text
    assert not any(page.edits for page in document.pages)


def test_decomposed_letters_are_composed_and_can_be_undone() -> None:
    source = "Die Fo\u0308rderung der Integration"
    document = read_document(source.encode())
    assert document.text == "Die Förderung der Integration"
    assert document.original(document.pages[0]) == source


def test_form_feeds_make_pages_and_a_last_one_makes_none() -> None:
    document = read_document(b"Erste Seite.\fZweite Seite.\f")
    assert [document.page_text(page) for page in document.pages] == ["Erste Seite.", "Zweite Seite."]
    assert document.paginated


def test_wrapped_text_joins_broken_words_by_evidence_and_keeps_its_other_line_ends() -> None:
    source = (
        "Die Kantone führen seit Jahren eigene Integrations-\n"
        "programme, und sie beraten Angehörige von EU-\n"
        "Staaten in der Landessprache. Für Sprach-\n"
        "und Bildungsangebote zahlen die Gemeinden einen\n"
        "Beitrag, der jedes Jahr im Budget steht.\n"
    )
    document = read_document(source.encode())
    assert "eigene Integrationsprogramme, und" in document.text
    assert "EU-Staaten" in document.text
    assert "Sprach-\nund Bildungsangebote" in document.text
    assert "einen\nBeitrag" in document.text
    assert {edit.rule for edit in document.pages[0].edits} == {"hyphen"}
    assert document.original(document.pages[0]) == source


def test_headings_lists_and_points_of_a_decision() -> None:
    text = (
        "Programm für die frühe Förderung\n\n"
        "1. Ausgangslage\n\n"
        "Der Kanton führt das Programm weiter, das der Bund und die Gemeinden\n"
        "seit dem 1. Januar 2020 mit ihm bezahlen, und prüft seinen Nutzen bis\n"
        "28. März 2024 in allen Regionen.\n\n"
        "1.1 Ziele\n"
        "- mehr Kurse für Erwachsene\n"
        "- weniger Wartezeit\n\n"
        "2. Beschluss\n\n"
        "2.1 Das Konzept wird genehmigt.\n"
    )
    assert kinds(read_document(text.encode())) == [
        ("heading", 1, "Programm für die frühe Förderung"),
        ("heading", 1, "1. Ausgangslage"),
        ("paragraph", 0, text[text.index("Der Kanton") : text.index("\n\n1.1")]),
        ("heading", 2, "1.1 Ziele"),
        ("list_item", 0, "- mehr Kurse für Erwachsene"),
        ("list_item", 0, "- weniger Wartezeit"),
        ("heading", 1, "2. Beschluss"),
        ("list_item", 0, "2.1 Das Konzept wird genehmigt."),
    ]


def test_a_text_of_one_paragraph_is_one_paragraph() -> None:
    assert kinds(read_document(GERMAN.encode())) == [("paragraph", 0, GERMAN)]


def test_a_picture_text_beside_its_caption_is_no_heading() -> None:
    text = "Das neue Zentrum in Buchs\nDas neue Zentrum in Buchs\nIm Zentrum finden seit dem Sommer viele Kurse statt."
    assert [kind for kind, _, _ in kinds(read_document(text.encode()))] == ["caption", "caption", "paragraph"]


def test_the_name_and_look_of_a_pdf_do_not_make_one() -> None:
    document = read_document(b"Dieser Text heisst bericht.pdf und ist trotzdem nur ein Text.")
    assert document.reader == "plain_text/1"
    assert document.media_type == "text/plain"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "unsupported"),
        (b"{\\rtf1\\ansi Guten Tag}", "unsupported"),
        (bytes(range(256)) * 8, "unsupported"),
        (b"PK\x03\x04" + bytes(100), "unsupported"),
    ],
)
def test_what_is_no_text_says_so(data: bytes, code: str) -> None:
    with pytest.raises(DocumentFailure) as failure:
        read_document(data)
    assert failure.value.code == code


def test_too_many_bytes_or_pages_are_refused() -> None:
    for data, limits in ((b"abc" * 10, Limits(max_bytes=10)), (b"a\fb\fc", Limits(max_pages=2))):
        with pytest.raises(DocumentFailure) as failure:
            read_document(data, limits)
        assert failure.value.code == "too_large"
