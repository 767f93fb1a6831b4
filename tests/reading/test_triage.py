from __future__ import annotations

import string
from collections import Counter
from dataclasses import replace
from functools import partial

import pypdfium2
import pytest

from benchmarks.routes import routed_pages
from corpus.generator.odd_pages import odd_page
from pipeline.domain.data import data_path
from pipeline.reading.pdf_words import read_tokens
from pipeline.reading.pdfium import Picture, frame_of, read_drawing, render_gray
from pipeline.reading.quality import bad_share, reads_like_language
from pipeline.reading.triage import Signs, Triage, layer_faults, layer_is_better, triage, triage_page

# Share of labelled pages that must be routed right.
MIN_RIGHT = 0.98

GOOD = (
    "Der Kanton unterstützt die Gemeinden bei der Förderung der Sprache. Für die frühe Kindheit stehen jährlich "
    "Mittel zur Verfügung, welche die Regierung gemäss den Grundsätzen des Bundes für vier Jahre beschlossen hat. "
) * 3
TEXT = Signs(GOOD, interior_chars=len(GOOD), hidden_share=0.0, cover=0.0, pictures=(), ink=None)
EMPTY = Signs("", interior_chars=0, hidden_share=0.0, cover=0.0, pictures=(), ink=0.0)
PHOTO = Picture((0, 0, 300, 300), 150.0)


@pytest.mark.parametrize(
    ("signs", "route", "reasons"),
    [
        (TEXT, "digital", ()),
        (EMPTY, "blank", ("no ink",)),
        (replace(EMPTY, ink=0.02), "ocr", ("ink without text",)),
        (replace(EMPTY, cover=1.0, ink=0.02), "ocr", ("a scan without text",)),
        (replace(EMPTY, cover=1.0), "blank", ("an empty scan",)),
        (replace(EMPTY, text="- 3 -", ink=0.02), "digital", ("little text",)),
        (replace(EMPTY, text="- 3 -", cover=1.0, ink=0.02), "ocr", ("text only in the margin of a scan",)),
        (replace(TEXT, pictures=(PHOTO,), cover=0.2), "mixed", ("text beside a large image",)),
        (replace(TEXT, hidden_share=1.0, cover=1.0), "digital", ("text layer over a scan",)),
    ],
)
def test_the_route_of_a_page_and_why(signs: Signs, route: str, reasons: tuple[str, ...]) -> None:
    decision = triage(signs, "de")
    assert (decision.route, decision.reasons) == (route, reasons)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (GOOD.replace("e", "\ufffd"), "characters without meaning"),
        (GOOD.replace("a", "\uf061"), "characters without meaning"),
        (GOOD.replace(" ", ""), "words without spaces"),
        (GOOD.translate(str.maketrans("aeiounrst", "bfjpvosuv")), "few known words"),
        (GOOD.translate(str.maketrans("äöü", "aou")), "German without umlauts"),
        (GOOD.replace("der", "d3r").replace("die", "d1e"), "digits and signs among letters"),
    ],
)
def test_faults_of_a_recognised_layer(text: str, fault: str) -> None:
    assert fault in layer_faults(text, "de", recognised=True)


def test_french_needs_no_umlauts() -> None:
    text = "Le canton soutient les communes et encourage l'intégration des personnes qui viennent d'arriver. " * 6
    assert layer_faults(text, None, recognised=True) == ()


def test_ordinary_text_has_no_bad_characters() -> None:
    assert bad_share("Für 3 % – «gut»\n\t") == 0


def test_bullets_of_a_symbol_font_are_no_broken_text() -> None:
    assert bad_share("\uf0b7 Beratung \uf0b7 Sprache") == 0


@pytest.mark.parametrize(
    "text", [GOOD, "Kantoni vazhdon këshillimin për personat e ardhur rishtas çdo vit", "vita bona"]
)
def test_languages_of_any_country_read_like_one(text: str) -> None:
    assert reads_like_language(text)


@pytest.mark.parametrize("shift", range(1, 26))
def test_shifted_letters_do_not(shift: int) -> None:
    letters = string.ascii_lowercase
    turned = str.maketrans(letters, letters[shift:] + letters[:shift])
    assert not reads_like_language(GOOD.lower().translate(turned))


@pytest.mark.parametrize(
    ("layer", "recognised", "better"),
    [
        (GOOD, GOOD, True),
        (GOOD, GOOD.replace("d", "cl"), True),
        (GOOD.translate(str.maketrans("äöü", "aou")), GOOD, False),
        ("Eingegangen am 3. Mai", GOOD, False),
        ("", GOOD, False),
    ],
)
def test_the_better_of_two_readings_has_more_that_is_surely_read(layer: str, recognised: str, better: bool) -> None:
    assert layer_is_better(layer, recognised, "de") is better


def test_labelled_pages_are_routed_right() -> None:
    pages = list(routed_pages([data_path("corpus", "samples")]))
    wrong = [(page.name, page.right, page.found, page.reasons) for page in pages if page.right != page.found]
    assert len(pages) >= 150
    assert set(Counter(page.right for page in pages)) == {"digital", "ocr", "mixed", "blank"}
    assert len(wrong) <= (1 - MIN_RIGHT) * len(pages), wrong


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("scan-tiles", "a scan without text"),
        ("scan-stamped", "most of the page's letters are not in its text"),
        ("scan-headed", "text only in the margin of a scan"),
        ("outlined", "ink without text"),
        ("layer-misread", "German without umlauts"),
        ("layer-letterspaced", "letters set apart"),
        ("font-shifted", "few known words"),
        ("font-private", "characters without meaning"),
        ("mixed-tiles", "text beside a large image"),
        ("digital-photo", "an image without text"),
        ("blank-scan-punched", "an empty scan"),
    ],
)
def test_a_page_says_why_it_is_read_so(name: str, reason: str) -> None:
    assert reason in _triage_of(name).reasons


def test_the_strips_of_a_picture_are_recognised_as_one() -> None:
    assert len(_triage_of("mixed-tiles").pictures) == 1


def _triage_of(name: str) -> Triage:
    with pypdfium2.PdfDocument(odd_page(name)) as document:
        page = document[0]
        frame = frame_of(page)
        tokens, drawing = read_tokens(page, frame), read_drawing(page, frame)
        return triage_page(tokens, drawing, frame, None, partial(render_gray, page))
