"""Words that recognition reports where the page shows nothing."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipeline.reading.blank_words import without_blank_words
from pipeline.reading.tokens import Token

DPI = 72.0
BOX = (20.0, 20.0, 60.0, 40.0)


def page(*, ink: int | None = 0, specks: int = 0) -> Image.Image:
    """Return grained paper of 100 by 60 dots with strokes of some ink, and with specks, in the box."""
    grain = np.random.default_rng(7).integers(236, 250, (60, 100)).astype(np.uint8)
    image = Image.fromarray(grain)
    draw = ImageDraw.Draw(image)
    for left in (24, 32, 40, 48) if ink is not None else ():
        draw.line((left, 22, left, 38), fill=ink, width=2)
    for index in range(specks):
        image.putpixel((25 + 7 * index, 30), 60)
    return image


def kept(image: Image.Image, *, text: str = "Bu", confidence: float = 0.2, box: tuple[float, ...] = BOX) -> bool:
    return bool(without_blank_words(image, DPI, [Token(text, box, 20.0, confidence=confidence)]))  # type: ignore[arg-type]


@pytest.mark.parametrize("specks", [0, 4])
def test_a_doubted_word_on_bare_paper_is_none(specks: int) -> None:
    assert not kept(page(ink=None, specks=specks))


@pytest.mark.parametrize("ink", [0, 120, 170])
def test_a_doubted_word_that_is_printed_stays_however_faint(ink: int) -> None:
    assert kept(page(ink=ink))


def test_white_letters_on_a_dark_ground_stay() -> None:
    assert kept(Image.eval(page(ink=0), lambda value: 255 - value))


def test_a_word_that_recognition_is_sure_of_is_never_asked_for() -> None:
    assert kept(page(ink=None), confidence=0.9)


def test_the_pale_fringe_of_an_erased_line_is_no_word_where_the_print_is_dark() -> None:
    image = page(ink=0)
    ImageDraw.Draw(image).line((20, 50, 60, 50), fill=140)
    fringe = Token("Bu", (20.0, 44.0, 60.0, 58.0), 14.0, confidence=0.2)
    printed = Token("Kurs", BOX, 20.0, confidence=0.9)
    assert without_blank_words(image, DPI, [printed, fringe]) == (printed,)
    assert without_blank_words(image, DPI, [fringe]) == (fringe,)


def test_letters_as_low_as_a_line_are_none() -> None:
    assert not kept(page(), text="j", box=(20.0, 30.0, 24.0, 31.0))


def test_a_point_as_wide_as_a_line_is_what_is_left_of_the_line() -> None:
    assert not kept(page(), text=".", box=(20.0, 30.0, 60.0, 32.0))
    assert kept(page(), text="–", box=(20.0, 30.0, 60.0, 32.0))
