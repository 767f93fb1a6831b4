from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.domain.failures import DocumentFailure
from pipeline.reading import ocr
from pipeline.reading.engines import Pytesseract, RecognitionTimeoutError, Request, Seen, engine
from pipeline.reading.limits import Limits
from pipeline.reading.ocr import NARROWED, recognise
from pipeline.reading.paper import evenly_lit, has_shadows, is_faint, is_unevenly_lit, whitened
from pipeline.reading.pdf_pages import MIN_PICTURE_SIDE
from pipeline.reading.read import read_document
from pipeline.reading.upright import Placement, skew_of, straightened, turned
from pipeline.records import Document
from tests.conftest import wait_until

DPI = 150


@pytest.fixture(scope="module")
def picture(kit: Any) -> Image.Image:
    """Return the upper part of a page of text, gray, a third wider than high."""
    whole: Image.Image = kit.picture_of(kit.pdf_of(kit.page_of(kit.lines * 2, size=12)), dpi=DPI)
    return whole.crop((0, 60, whole.width, 60 + whole.width * 3 // 4))


def read_image(image: Image.Image) -> Document:
    buffer = io.BytesIO()
    image.save(buffer, format="PNG", dpi=(DPI, DPI))
    return read_document(buffer.getvalue())


def middle_of(document: Document, word: str) -> tuple[float, float]:
    """Return the middle of a word's box in pixels of the image."""
    (page,) = document.pages
    box = next(w.box for w in page.words if document.text[w.start : w.end] == word)
    return (box[0] + box[2]) / 2 * DPI / 72, (box[1] + box[3]) / 2 * DPI / 72


@pytest.mark.parametrize(
    ("lying", "degrees"),
    [(Image.Transpose.ROTATE_90, 90), (Image.Transpose.ROTATE_180, 180), (Image.Transpose.ROTATE_270, 270)],
)
def test_a_page_on_its_side_is_turned_and_its_boxes_stay_where_it_shows_them(
    picture: Image.Image, lying: Image.Transpose, degrees: int
) -> None:
    document = read_image(picture.transpose(lying))
    (page,) = document.pages
    assert f"turned by {degrees} degrees" in page.reasons
    assert document.text.startswith("Der Kanton unterstützt die Gemeinden")
    wide, high = picture.transpose(lying).size
    # The page set upright has the word near its upper left corner, 60 pixels down and 250 to the right.
    expected = {90: (60, high - 250), 180: (wide - 250, high - 60), 270: (wide - 60, 250)}[degrees]
    assert middle_of(document, "Kanton") == pytest.approx(expected, abs=60)
    assert (page.width_pt or 0) * DPI / 72 == pytest.approx(wide, abs=1)


@pytest.mark.parametrize("angle", [-3.0, -1.0, 0.5, 2.4])
def test_how_far_a_page_leans_is_seen(picture: Image.Image, angle: float) -> None:
    leaning = picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    assert skew_of(leaning, DPI) == pytest.approx(-angle, abs=0.15)
    assert skew_of(straightened(leaning, skew_of(leaning, DPI)), DPI) == 0.0


@pytest.mark.parametrize("angle", [0.0, 0.2])
def test_a_page_that_hardly_leans_is_left_alone(picture: Image.Image, angle: float) -> None:
    assert skew_of(picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255), DPI) == 0.0


def test_a_photograph_does_not_lean() -> None:
    noise = np.random.default_rng(3).integers(0, 255, (600, 800), dtype=np.uint8)
    assert skew_of(Image.fromarray(noise), DPI) == 0.0
    assert skew_of(Image.new("L", (600, 800), 255), DPI) == 0.0


def test_a_leaning_page_is_straightened_and_its_boxes_lean_with_it(picture: Image.Image) -> None:
    straight = read_image(picture)
    leaning = read_image(picture.rotate(2.0, Image.Resampling.BICUBIC, fillcolor=255))
    assert "straightened by 2 degrees" in leaning.pages[0].reasons
    assert leaning.text == straight.text
    x, y = middle_of(straight, "Kanton")
    # Turned against the clock about the middle of the page, the left of the page sinks.
    middle = picture.width / 2, picture.height / 2
    sine, cosine = np.sin(np.radians(2.0)), np.cos(np.radians(2.0))
    across, down = x - middle[0], y - middle[1]
    expected = middle[0] + across * cosine + down * sine, middle[1] - across * sine + down * cosine
    assert middle_of(leaning, "Kanton") == pytest.approx(expected, abs=3)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_dot_of_the_upright_image_is_found_on_the_page_as_shown(turn: int) -> None:
    image = Image.new("L", (300, 200), 255)
    image.paste(0, (40, 30, 44, 34))
    upright = turned(image, turn)
    dark = np.argwhere(np.asarray(upright) == 0)
    (top, left), (bottom, right) = dark.min(axis=0), dark.max(axis=0) + 1
    assert Placement(300, 200, turn).shown((left, top, right, bottom)) == (40, 30, 44, 34)


def test_faint_print_is_strengthened(picture: Image.Image) -> None:
    noise = np.random.default_rng(1).normal(0, 3, picture.size[::-1])
    gray = 225 + (np.asarray(picture, dtype=np.float64) - 255) * 0.25 + noise
    faint = Image.fromarray(gray.clip(0, 255).astype(np.uint8))
    assert is_faint(faint)
    assert not is_faint(picture)
    document = read_image(faint)
    assert "faint: contrast raised" in document.pages[0].reasons
    assert "Fachstelle" in document.text


def test_a_page_in_the_shadow_is_read_again_in_black_and_white(picture: Image.Image) -> None:
    shade = np.where(np.arange(picture.width) < picture.width // 2, 0.35, 1.0)[None, :]
    dim = Image.fromarray((np.asarray(picture, dtype=np.float64) * shade).astype(np.uint8))
    assert has_shadows(dim, DPI)
    assert not has_shadows(picture, DPI)
    document = read_image(dim)
    assert any(reason.startswith("read again in black and white") for reason in document.pages[0].reasons)
    assert "Verfügung" in document.text


def test_light_that_falls_off_over_a_photograph_is_evened_out(picture: Image.Image) -> None:
    down, across = np.linspace(0, 1, picture.height)[:, None], np.linspace(0, 1, picture.width)[None, :]
    noise = np.random.default_rng(3).normal(0, 7, picture.size[::-1])
    paper = np.asarray(picture, dtype=np.float64) * 0.86 * (1 - 0.16 * down - 0.16 * across) + noise
    photograph = Image.fromarray(paper.clip(0, 255).astype(np.uint8))
    assert is_unevenly_lit(photograph, DPI)
    assert not is_unevenly_lit(picture, DPI)
    even = np.asarray(evenly_lit(photograph, DPI), dtype=np.float64)
    corners = [even[:40, :40], even[:40, -40:], even[-40:, :40], even[-40:, -40:]]
    assert np.ptp([np.median(corner) for corner in corners]) < 8
    assert "light evened out" in read_image(photograph).pages[0].reasons


def test_a_tiny_picture_has_no_words() -> None:
    side = MIN_PICTURE_SIDE // 4
    assert recognise(Image.new("L", (side, side), 255), DPI, "de", 60).tokens == ()


def test_boxes_are_where_the_page_has_the_words_though_it_is_read_narrower(kit: Any) -> None:
    line = "Der Kanton fördert die Integration"
    image = kit.picture_of(kit.pdf_of(kit.page_of([line], size=11)), dpi=240).crop((0, 0, 1984, 600))
    found = {token.text: token.box for token in recognise(image, 240, "de", 60).tokens}
    assert list(found) == line.split()
    for word in line.split():
        left = 72 + stringWidth(line[: line.index(word)], "Helvetica", 11)
        assert found[word][0] == pytest.approx(left, abs=1.5)
        assert found[word][2] == pytest.approx(left + stringWidth(word, "Helvetica", 11), abs=1.5)


def test_small_print_is_read_as_wide_as_it_is(kit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    widths: list[int] = []
    words = Pytesseract.words

    def seen(own: Pytesseract, image: Image.Image, request: Request) -> list[Seen]:
        widths.append(image.width)
        return words(own, image, request)

    monkeypatch.setattr(Pytesseract, "words", seen)
    for size in (11, 6):
        drawn = kit.page_of(kit.lines, size=size, font="Times-Roman")
        image = kit.picture_of(kit.pdf_of(drawn), dpi=240).crop((0, 100, 1984, 600))
        assert "Fachstelle" in recognise(image, 240, "de", 60).text
    assert widths == [round(1984 * NARROWED), round(1984 * NARROWED), 1984]


def test_paper_gets_white_and_ink_stays_as_it_is() -> None:
    noise = np.random.default_rng(2).integers(-10, 10, (200, 300))
    paper = (235 + noise).astype(np.uint8)
    paper[50:60, 20:200] = 120
    white = np.asarray(whitened(Image.fromarray(paper)))
    assert (white[50:60, 20:200] == 120).all()
    assert (np.delete(white, range(50, 60), axis=0) == 255).all()


# --- engines and limits --------------------------------------------------------------------------


def test_an_unknown_engine_is_a_clear_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIP_OCR_ENGINE", "guesswork")
    with pytest.raises(DocumentFailure, match="pytesseract, tesserocr") as failure:
        engine()
    assert failure.value.code == "ocr_unavailable"


def test_an_engine_that_is_not_installed_is_a_clear_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIP_OCR_ENGINE", "tesserocr")
    monkeypatch.setitem(sys.modules, "tesserocr", None)
    with pytest.raises(DocumentFailure, match="tesserocr is not installed") as failure:
        engine()
    assert failure.value.code == "ocr_unavailable"


def is_running(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(sys.platform != "linux", reason="processes are listed on Linux")
def test_a_page_that_takes_too_long_ends_with_all_it_has_started(
    tmp_path: Path, kit: Any, digital_pdf: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    ocr.installed_languages()
    wrapper = tmp_path / "tesseract"
    wrapper.write_text(f"#!/bin/sh\nsleep 300 &\necho $! > {tmp_path}/child\nwait\n", encoding="utf-8")
    wrapper.chmod(0o755)
    monkeypatch.setattr("pytesseract.pytesseract.tesseract_cmd", str(wrapper))
    monkeypatch.setattr("pytesseract.pytesseract.get_tesseract_version", lambda **_: ocr_version())
    with pytest.raises(RecognitionTimeoutError):
        recognise(Image.new("L", (100, 100), 255), DPI, "de", 1.0)
    child = int((tmp_path / "child").read_text(encoding="utf-8"))
    # On a busy machine a killed process takes its time to end.
    assert wait_until(lambda: not is_running(child), 120)


def ocr_version() -> Any:
    from packaging.version import Version  # noqa: PLC0415

    return Version("5.3.0")


def test_after_a_page_that_takes_too_long_the_others_are_read(kit: Any, digital_pdf: bytes) -> None:
    scan = kit.scan_page(kit.picture_of(digital_pdf, dpi=100))
    pdf = kit.pdf_of(scan, kit.page_of(kit.lines), scan)
    document = read_document(pdf, Limits(page_seconds=0.01))
    assert [page.route for page in document.pages] == ["failed", "digital", "failed"]
    assert os.environ["OMP_THREAD_LIMIT"] == "1"
