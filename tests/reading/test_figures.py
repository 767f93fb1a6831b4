from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from pipeline.reading.figure_forms import amount_of, completed, form_of, is_clean, is_number, is_well_formed
from pipeline.reading.figures import check_figures
from pipeline.reading.tokens import Token

FONT, SIZE, DPI, SECONDS = "Helvetica", 11.0, 300, 60.0
RIGHT, TOP, PITCH = 300.0, 740.0, 20.0


@dataclass(frozen=True, slots=True)
class Printed:
    """A word on the page, right-aligned in a column, and what recognition is said to have read there."""

    text: str
    read: str | None
    confidence: float = 0.9


def image_of(kit: Any, words: Sequence[Printed]) -> Image.Image:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, SIZE)
        for row, word in enumerate(words):
            canvas.drawString(72, TOP - PITCH * row, "Kurs")
            canvas.drawRightString(RIGHT, TOP - PITCH * row, word.text)

    picture: Image.Image = kit.picture_of(kit.pdf_of(draw), dpi=DPI)
    return picture


def token_at(text: str, row: int, left: float, right: float, confidence: float = 0.9) -> Token:
    bottom = A4[1] - (TOP - PITCH * row)
    return Token(text, (left, bottom - 0.72 * SIZE, right, bottom), SIZE, confidence=confidence)


def tokens_of(words: Sequence[Printed]) -> list[Token]:
    tokens = []
    for row, word in enumerate(words):
        tokens.append(token_at("Kurs", row, 72, 72 + stringWidth("Kurs", FONT, SIZE)))
        if word.read is not None:
            left = RIGHT - stringWidth(word.text, FONT, SIZE)
            tokens.append(token_at(word.read, row, left, RIGHT, word.confidence))
    return tokens


def checked(kit: Any, *words: Printed) -> list[Token]:
    found = check_figures(image_of(kit, words), DPI, tokens_of(words), "de", SECONDS)
    return sorted((t for t in found if t.box[0] > 150), key=lambda token: token.box[1])


def test_what_a_second_reading_confirms_is_verified(kit: Any) -> None:
    texts = ("1'359'053", "226’500.50", "12.5%", "2019", "31.12.2023", "83:39")
    found = checked(kit, *(Printed(text, text) for text in texts))
    assert [(token.text, token.state, token.alternatives) for token in found] == [(t, "verified", ()) for t in texts]


def test_misread_figures_are_repaired_and_keep_their_first_reading(kit: Any) -> None:
    found = checked(
        kit,
        Printed("1'359'053", "13594058"),
        Printed("1'197'233", "1911977288"),
        Printed("5'663", "5.663"),
        Printed("147", "1.47"),
        Printed("102", "t02"),
    )
    assert [token.text for token in found] == ["1'359'053", "1'197'233", "5'663", "147", "102"]
    assert {token.state for token in found} == {"repaired"}
    assert [token.alternatives[0] for token in found] == ["13594058", "1911977288", "5.663", "1.47", "t02"]


def test_a_sound_first_reading_that_others_contradict_is_a_conflict(kit: Any) -> None:
    (token,) = checked(kit, Printed("784'000", "184'000"))
    assert (token.text, token.state, token.alternatives) == ("784'000", "conflict", ("184'000",))


def test_a_number_torn_apart_at_its_marks_is_one_word_again(kit: Any) -> None:
    words = (Printed("1'359'053", None), Printed("24'100", "24'100"))
    left = RIGHT - stringWidth("1'359'053", FONT, SIZE)
    seam = left + stringWidth("1'359", FONT, SIZE)
    pieces = [token_at("1'359", 0, left, seam), token_at("'053", 0, seam, RIGHT)]
    found = check_figures(image_of(kit, words), DPI, [*tokens_of(words), *pieces], "de", SECONDS)
    assert [(t.text, t.state) for t in found if t.box[3] < A4[1] - TOP + 1] == [
        ("Kurs", None),
        ("1'359'053", "verified"),
    ]


def test_digits_cut_off_by_the_box_are_not_lost_unmarked(kit: Any) -> None:
    words = (Printed("7'481'220", None),)
    left = RIGHT - stringWidth("481'220", FONT, SIZE)
    cut = token_at("481'220", 0, left, RIGHT)
    found = check_figures(image_of(kit, words), DPI, [*tokens_of(words), cut], "de", SECONDS)
    assert [(t.text, t.state) for t in found if t.box[0] > 150] == [("7'481'220", "repaired")]


def test_a_figure_recognition_passed_over_is_found_in_its_column(kit: Any) -> None:
    read = ["48'200", "7'150", None, "193'400", "5'020"]
    printed = ["48'200", "7'150", "86'310", "193'400", "5'020"]
    found = checked(kit, *(Printed(text, known) for text, known in zip(printed, read, strict=True)))
    assert [token.text for token in found] == printed
    assert {token.state for token in found} == {"verified"}


def test_a_grouped_number_recognition_passed_over_in_a_line_of_words_is_found(kit: Any) -> None:
    words = ("Kredit", "von", "236'400", "Franken", "ILLIT", "jährlich")
    lefts = [72 + stringWidth(" ".join([*words[:index], ""]), FONT, SIZE) for index in range(len(words))]

    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, SIZE)
        canvas.drawString(72, TOP, " ".join(words))

    seen = [(w, left) for w, left in zip(words, lefts, strict=True) if w not in ("236'400", "ILLIT")]
    tokens = [token_at(word, 0, left, left + stringWidth(word, FONT, SIZE)) for word, left in seen]
    found = check_figures(kit.picture_of(kit.pdf_of(draw), dpi=DPI), DPI, tokens, "de", SECONDS)
    (number,) = [token for token in found if token not in tokens]
    assert (number.text, number.state) == ("236'400", "verified")
    assert lefts[2] - 2 < number.box[0] < number.box[2] < lefts[3]


def test_a_letter_among_figures_is_a_digit_and_elsewhere_a_letter(kit: Any) -> None:
    words = (Printed("147", "147"), Printed("18", "18"), Printed("0", "O"), Printed("165", "165"))
    found = checked(kit, *words)
    assert [(token.text, token.state) for token in found][2] == ("0", "repaired")
    (alone,) = checked(kit, Printed("O", "O"))
    assert (alone.text, alone.state) == ("O", None)


def test_an_unreadable_word_in_a_column_of_figures_is_read_as_one(kit: Any) -> None:
    words = (Printed("48'200", "48'200"), Printed("327'651", "SITERHST", 0.2), Printed("7'150", "7'150"))
    found = checked(kit, *words)
    assert [token.text for token in found] == ["48'200", "327'651", "7'150"]


def test_words_are_left_alone(kit: Any) -> None:
    words = [Printed(text, text, confidence) for text, confidence in (("Beratung", 0.9), ("2bis", 0.9), ("Stall", 0.3))]
    assert [(token.text, token.state) for token in checked(kit, *words)] == [
        ("Beratung", None),
        ("2bis", None),
        ("Stall", None),
    ]


def test_a_figure_of_a_layer_that_the_image_does_not_show_is_not_verified(kit: Any) -> None:
    words = (Printed("", None), Printed("24'100", "24'100"))
    ghost = token_at("1'498'188", 0, 250, RIGHT)
    found = check_figures(image_of(kit, words), DPI, [*tokens_of(words), ghost], "de", SECONDS)
    assert next(t for t in found if t.text == "1'498'188").state == "single"


def test_without_time_for_a_second_reading_figures_are_single(kit: Any) -> None:
    words = (Printed("24'100", "24'100"), Printed("13594058", "13594058"))
    found = check_figures(image_of(kit, words), DPI, tokens_of(words), "de", 0.001)
    assert [(t.text, t.state) for t in found if t.box[0] > 150] == [("24'100", "single"), ("13594058", "single")]


def test_a_page_without_numbers_asks_nothing_of_tesseract(kit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "pipeline.reading.figure_strips.recognise_figures", lambda *_: pytest.fail("Tesseract was called")
    )
    words = (Printed("Beratung", "Beratung"),)
    tokens = tokens_of(words)
    assert check_figures(image_of(kit, words), DPI, tokens, "de", SECONDS) == tuple(tokens)


@given(st.integers(0, 10**10), st.sampled_from("'’"), st.sampled_from(("", ".50", ".–", ",")))
def test_grouped_amounts_are_well_formed_and_lost_digits_break_them(number: int, mark: str, tail: str) -> None:
    form = form_of(f"{number:,}".replace(",", mark) + tail)
    assert is_number(form.core)
    assert is_well_formed(form.core)
    assert amount_of(form.core) is not None
    assert amount_of(form.core) // 1 == number  # type: ignore[operator]
    if number >= 1000:
        assert not is_well_formed(form.core.replace("'", "'1", 1))


@given(st.integers(10**6, 10**10), st.integers(0, 2))
def test_marks_recognition_left_out_come_back(number: int, kept: int) -> None:
    grouped = f"{number:,}".replace(",", "'")
    parts = grouped.split("'")
    kept = min(kept, len(parts) - 2)
    thinned = "".join(parts[: kept + 1]) + "'" + "".join(parts[kept + 1 :])
    assert completed(thinned) == grouped


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("(1'359'053.–", "1'359'053"),
        ("Fr.120’000.-", "120'000"),
        ("CHF18'000", "18'000"),
        ("2024–2027,", "2024-2027"),
        ("−12'345", "-12'345"),
        ("58,9%)", "58,9%"),
        ("t02", "t02"),
    ],
)
def test_the_number_in_a_word(text: str, core: str) -> None:
    assert form_of(text).core == core
    assert is_number(text)
    assert is_clean(core) == (core != "t02")


@pytest.mark.parametrize("text", ["2bis", "A4", "Art.", "KIP", "", "–", "'"])
def test_words_that_are_no_numbers(text: str) -> None:
    assert not is_number(text)


@pytest.mark.parametrize("core", ["13594058", "1'35'053", "1'3590'53", "226'500'5", "2412.93189"])
def test_forms_no_office_prints(core: str) -> None:
    assert not is_well_formed(core)


def test_digits_read_after_a_wrong_mark_are_not_printed_twice(kit: Any) -> None:
    found = checked(kit, Printed("1'311'500.–", "1'311°500.-"))
    assert found[0].text == "1'311'500.–"


def test_dashes_are_as_long_as_they_are_printed(kit: Any) -> None:
    words = [Printed("3'000.–", "3'000.-"), Printed("2024–2027", "2024-2027"), Printed("12-14", "12–14")]
    words += [Printed("-250.50", "-250.50"), Printed("1'200.-", "1'200.-")]
    assert [token.text for token in checked(kit, *words)] == [word.text for word in words]
