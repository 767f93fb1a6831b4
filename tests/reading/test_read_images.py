from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from pipeline.domain.failures import DocumentFailure
from pipeline.reading.limits import Limits
from pipeline.reading.read import read_document

DPI = 150
ORIENTATION = 0x0112


@pytest.fixture(scope="module")
def picture(kit: Any) -> Image.Image:
    """Return the upper part of a page of text, gray."""
    whole: Image.Image = kit.picture_of(kit.pdf_of(kit.page_of(kit.lines, size=14)), dpi=DPI)
    return whole.crop((0, 0, whole.width, whole.height // 3))


def saved(image: Image.Image, form: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, format=form, **options)
    return buffer.getvalue()


def test_each_frame_of_a_tiff_is_a_page_with_its_own_size(picture: Image.Image) -> None:
    blank = Image.new("1", (300, 450), 1)
    data = saved(picture, "TIFF", save_all=True, append_images=[blank, picture.convert("1")], dpi=(DPI, DPI))
    document = read_document(data)
    assert document.paginated
    assert [(page.number, page.route) for page in document.pages] == [(1, "ocr"), (2, "blank"), (3, "ocr")]
    assert "Fachstelle" in document.page_text(document.pages[2])
    assert document.pages[0].width_pt == pytest.approx(picture.width * 72 / DPI)
    assert (document.pages[1].width_pt, document.pages[1].height_pt) == (144, 216)


def test_a_smaller_copy_of_a_page_is_no_page() -> None:
    page = Image.new("L", (400, 400), 255)
    small = page.resize((100, 100))
    small.encoderinfo = {"tiffinfo": {254: 1}}
    data = saved(page, "TIFF", save_all=True, append_images=[small])
    with Image.open(io.BytesIO(data)) as image:
        assert getattr(image, "n_frames", 1) == 2
    assert len(read_document(data).pages) == 1


@pytest.mark.parametrize(("form", "orientation"), [("JPEG", 3), ("JPEG", 6), ("JPEG", 8), ("TIFF", 6), ("PNG", 6)])
def test_a_turned_photograph_is_set_upright(picture: Image.Image, form: str, orientation: int) -> None:
    turn = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    document = read_document(saved(picture.transpose(turn[orientation]), form, exif=exif, dpi=(DPI, DPI)))
    (page,) = document.pages
    assert "Fachstelle" in document.text
    assert (page.width_pt or 0) > (page.height_pt or 0)


def sixteen_bits(picture: Image.Image, white: int) -> Image.Image:
    return Image.fromarray((np.asarray(picture, dtype=np.float64) * (white / 255)).astype(np.uint16))


def see_through(picture: Image.Image) -> Image.Image:
    """Return black letters on nothing; where nothing is, the colour is black too."""
    ink = picture.point(lambda value: 255 - value)
    return Image.merge("RGBA", (*(Image.new("L", picture.size, 0) for _ in range(3)), ink))


@pytest.mark.parametrize("mode", ["16", "12", "P", "transparent", "1", "CMYK", "float"])
def test_any_kind_of_pixel_is_read(picture: Image.Image, mode: str) -> None:
    match mode:
        case "16" | "12":
            data = saved(sixteen_bits(picture, 2 ** int(mode) - 1), "PNG", dpi=(DPI, DPI))
        case "transparent":
            data = saved(see_through(picture), "PNG", dpi=(DPI, DPI))
        case "float":
            values = np.asarray(picture, dtype=np.float32) / 255
            data = saved(Image.fromarray(values), "TIFF", dpi=(DPI, DPI))
        case _:
            data = saved(picture.convert(mode), "TIFF", dpi=(DPI, DPI))
    document = read_document(data)
    assert "Fachstelle" in document.text
    assert document.pages[0].route == "ocr"


def test_a_palette_with_a_transparent_ground_is_read(picture: Image.Image) -> None:
    palette = see_through(picture).quantize(8)
    document = read_document(saved(palette, "PNG", dpi=(DPI, DPI)))
    assert "Fachstelle" in document.text


def test_a_facsimile_has_square_pixels_again(picture: Image.Image) -> None:
    flat = picture.resize((picture.width, picture.height // 2))
    document = read_document(saved(flat, "TIFF", dpi=(2 * 102, 102)))
    (page,) = document.pages
    assert "Fachstelle" in document.text
    assert (page.width_pt, page.height_pt) == pytest.approx(
        (picture.width * 72 / 204, picture.height * 72 / 204), abs=1
    )


@pytest.mark.parametrize(
    ("size", "dpi", "width", "height"),
    [
        ((1654, 2339), None, 595, 842),
        ((1654, 2339), 72, 595, 842),
        ((1654, 2339), 9600, 595, 842),
        ((2339, 1654), None, 842, 595),
        ((1654, 2339), 300, 397, 561),
        ((300, 200), None, 300, 200),
        ((3000, 30), None, 842, 8),
    ],
)
def test_the_size_of_a_page_from_its_resolution_or_a_guess(
    size: tuple[int, int], dpi: int | None, width: float, height: float
) -> None:
    options = {"dpi": (dpi, dpi)} if dpi else {}
    (page,) = read_document(saved(Image.new("L", size, 255), "PNG", **options)).pages
    assert (page.width_pt, page.height_pt) == pytest.approx((width, height), abs=1)


@pytest.mark.parametrize("size", [(1, 1), (3, 500), (400, 2)])
def test_a_tiny_image_is_a_blank_page(size: tuple[int, int]) -> None:
    document = read_document(saved(Image.new("L", size, 0), "PNG"))
    assert [(page.route, page.reasons) for page in document.pages] == [("blank", ("too small for a letter",))]


@pytest.mark.parametrize("form", ["PNG", "TIFF", "JPEG"])
def test_a_picture_over_the_limit_is_refused_before_it_is_unpacked(form: str) -> None:
    data = saved(Image.new("1", (9_000, 9_000), 1).convert("L"), form)
    with pytest.raises(DocumentFailure) as failure:
        read_document(data)
    assert failure.value.code == "too_large"


def test_a_picture_that_pillow_takes_for_a_bomb_is_too_large() -> None:
    data = saved(Image.new("1", (20_000, 20_000), 1), "PNG")
    with pytest.raises(DocumentFailure) as failure:
        read_document(data)
    assert failure.value.code == "too_large"


def test_too_many_frames_are_refused() -> None:
    frame = Image.new("1", (50, 50), 1)
    with pytest.raises(DocumentFailure) as failure:
        read_document(saved(frame, "TIFF", save_all=True, append_images=[frame] * 3), Limits(max_pages=3))
    assert failure.value.code == "too_large"


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_a_cut_off_picture_is_damaged(picture: Image.Image, form: str) -> None:
    data = saved(picture, form)
    with pytest.raises(DocumentFailure) as failure:
        read_document(data[: len(data) // 2])
    assert failure.value.code == "damaged"


@given(st.data())
@settings(max_examples=50, deadline=None)
def test_changed_bytes_fail_as_documents_do(data: st.DataObject) -> None:
    # All white, so that no example waits for recognition.
    form = data.draw(st.sampled_from(["PNG", "TIFF"]))
    broken = bytearray(saved(Image.new("L", (40, 40), 255), form, dpi=(DPI, DPI)))
    for _ in range(data.draw(st.integers(1, 8))):
        broken[data.draw(st.integers(8, len(broken) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_document(bytes(broken))
        ended = "read"
    except DocumentFailure as failure:
        ended = failure.code
    assert ended in ("read", "damaged", "too_large", "unsupported")
