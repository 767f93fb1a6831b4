from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.reading.pdfium import Picture
from pipeline.reading.triage import Signs, bad_share, layer_faults, triage

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
        (GOOD.replace("der", "d3r").replace("die", "d1e"), "digits among letters"),
    ],
)
def test_faults_of_a_recognised_layer(text: str, fault: str) -> None:
    assert fault in layer_faults(text, "de", recognised=True)


def test_french_needs_no_umlauts() -> None:
    text = "Le canton soutient les communes et encourage l'intégration des personnes qui viennent d'arriver. " * 6
    assert layer_faults(text, None, recognised=True) == ()


def test_ordinary_text_has_no_bad_characters() -> None:
    assert bad_share("Für 3 % – «gut»\n\t") == 0
