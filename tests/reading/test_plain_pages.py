"""Which pages hold nothing but running text, so that recognition need not look for columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from pipeline.reading.ocr import recognise
from pipeline.reading.plain_pages import is_plain

DPI = 240
Draw = Callable[[Canvas], None]
LINES = (
    "Der Kanton unterstützt die Gemeinden bei der Förderung der Sprache und prüft die Gesuche.",
    "Die Fachstelle vermittelt passende Kurse und führt dazu Gespräche mit allen Beteiligten.",
    "Für die frühe Kindheit stehen Beiträge zur Verfügung, über welche die Regierung beschliesst.",
    "Zugewanderte Menschen können sich in ihrer Gemeinde beraten lassen, auch ohne Anmeldung.",
    "Wer eine Arbeit sucht, wird begleitet; die Betriebe melden offene Stellen dem Arbeitsamt.",
)
TEXT = LINES * 5


def rows_of(cells: Sequence[str], places: Sequence[int], rows: int, pitch: float = 18) -> Draw:
    """Return a drawing of rows whose cells begin at the same places."""

    def draw(canvas: Canvas) -> None:
        for row in range(rows):
            for left, text in zip(places, cells, strict=True):
                canvas.drawString(left, 400 - row * pitch, text)

    return draw


@pytest.fixture(scope="module")
def shown(kit: Any) -> Callable[..., Image.Image]:
    def draw(*drawings: Draw) -> Image.Image:
        def together(canvas: Canvas) -> None:
            for drawing in drawings:
                drawing(canvas)

        picture: Image.Image = kit.picture_of(kit.pdf_of(together), dpi=DPI)
        return picture

    return draw


@pytest.fixture(scope="module")
def prose(kit: Any) -> Draw:
    drawing: Draw = kit.page_of(TEXT, size=10)
    return drawing


def test_running_text_with_a_heading_and_single_gaps_is_plain(shown: Any, prose: Draw) -> None:
    def around(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(72, 800, "2.1    Sprache und Bildung")
        canvas.setFont("Helvetica", 9)
        canvas.drawString(72, 40, "Regierungsrat")
        canvas.drawRightString(520, 40, "Seite 3 von 12")

    assert is_plain(shown(prose, around), DPI)


def test_specks_do_not_hide_running_text(shown: Any, prose: Draw) -> None:
    picture = shown(prose)
    pixels = np.array(picture)
    chance = np.random.default_rng(1)
    pixels[chance.integers(0, picture.height, 300), chance.integers(0, picture.width, 300)] = 0
    assert is_plain(Image.fromarray(pixels), DPI)


def test_a_table_of_two_rows_is_not_plain(shown: Any, prose: Draw) -> None:
    assert not is_plain(shown(prose, rows_of(("Sprache", "120'000", "130'000"), (72, 250, 400), 2)), DPI)


def test_columns_are_not_plain_though_their_lines_stand_side_by_side(shown: Any) -> None:
    half = TEXT[0][:36]
    assert not is_plain(shown(rows_of((half, half), (72, 320), 20)), DPI)


def test_lines_of_columns_that_do_not_stand_side_by_side_are_not_plain(shown: Any) -> None:
    half = TEXT[0][:36]
    right = rows_of((half,), (320,), 20, pitch=15.3)
    assert not is_plain(shown(rows_of((half,), (72,), 20, pitch=14), right), DPI)


def test_a_picture_beside_the_text_is_not_plain(shown: Any, prose: Draw) -> None:
    picture = shown(prose)
    ImageDraw.Draw(picture).rectangle((300, 2_000, 900, 2_400), fill=90)
    assert not is_plain(picture, DPI)


def test_tinted_fields_are_not_plain(shown: Any, prose: Draw) -> None:
    picture = shown(prose)
    tinted = Image.new("L", picture.size, 255)
    ImageDraw.Draw(tinted).rectangle((150, 200, 1_800, 400), fill=215)
    assert not is_plain(ImageChops.darker(picture, tinted), DPI)


@pytest.mark.parametrize("turn", [90, 270])
def test_a_page_on_its_side_is_not_plain(shown: Any, prose: Draw, turn: int) -> None:
    assert not is_plain(shown(prose).rotate(turn, expand=True), DPI)


def test_few_lines_and_none_are_not_plain(shown: Any, kit: Any) -> None:
    assert not is_plain(shown(kit.page_of(TEXT[:5], size=10)), DPI)
    assert not is_plain(Image.new("L", (2, 2), 255), DPI)


def test_plain_text_and_its_heading_are_recognised_in_order(shown: Any, prose: Draw) -> None:
    def heading(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(72, 800, "2.1    Sprache")

    picture = shown(prose, heading)
    assert is_plain(picture, DPI)
    words = recognise(picture, DPI, "de", 60).text.split()
    assert words[:2] == ["2.1", "Sprache"]
    assert words[2:] == " ".join(TEXT).split()
