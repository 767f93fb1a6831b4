"""Pages of a PDF whose streams are damaged say so; sloppy streams that lose nothing don't."""

from __future__ import annotations

import base64
import zlib

import pytest

from pipeline.domain.failures import DocumentFailure
from pipeline.reading.pages import DAMAGED, PARTLY_DAMAGED
from pipeline.reading.pdf_streams import broken_streams, pages_with
from pipeline.reading.read import read_document
from tests.hostile.pdfs import deflated, form, hurt_in_the_middle, page, pdf, plain, shown, stream, with_contents

TEXT = [f"Der Kanton bezahlt im Jahr {year} die Kurse der Gemeinden." for year in range(2001, 2030)]
WHOLE = deflated(TEXT)


def three_pages(second: bytes) -> bytes:
    """Return a PDF of three pages, the second drawn by these bytes."""
    return with_contents({1: WHOLE, 2: second, 3: WHOLE})


def test_a_page_hurt_in_the_middle_keeps_what_is_left_and_says_so() -> None:
    document = read_document(hurt_in_the_middle())
    assert [PARTLY_DAMAGED in page.reasons for page in document.pages] == [False, True, False]
    assert 0 < len(document.page_text(document.pages[1])) < len(document.page_text(document.pages[0]))
    assert dict(document.metadata)["damaged"] == "text may be missing on page 2"


HURT = {
    "cut": WHOLE[: len(WHOLE) // 2],
    "changed": WHOLE[:120] + bytes([WHOLE[120] ^ 0x55]) + WHOLE[121:],
    "wrong checksum": WHOLE[:-1] + bytes([WHOLE[-1] ^ 1]),
}


@pytest.mark.parametrize("name", HURT)
def test_a_page_with_a_part_that_is_hurt_says_so(name: str) -> None:
    document = read_document(three_pages(HURT[name]))
    assert [bool({PARTLY_DAMAGED, DAMAGED}.intersection(page.reasons)) for page in document.pages] == [
        False,
        True,
        False,
    ]


def test_a_page_of_which_nothing_is_left_has_failed_and_is_not_blank() -> None:
    document = read_document(three_pages(bytes(4) + WHOLE[4:]))
    assert [page.route for page in document.pages] == ["digital", "failed", "digital"]
    assert document.pages[1].reasons == (DAMAGED,)


def test_a_document_all_of_whose_pages_are_lost_is_damaged() -> None:
    with pytest.raises(DocumentFailure, match="damaged"):
        read_document(with_contents({1: bytes(4) + WHOLE[4:]}))


def unclosed() -> bytes:
    packer = zlib.compressobj()
    return packer.compress(shown(TEXT)) + packer.flush(zlib.Z_SYNC_FLUSH)


@pytest.mark.parametrize("packed", [WHOLE[:-4], WHOLE[:-2], unclosed(), b""])
def test_sloppy_streams_that_lose_nothing_are_no_damage(packed: bytes) -> None:
    document = read_document(three_pages(packed))
    assert not any({PARTLY_DAMAGED, DAMAGED}.intersection(page.reasons) for page in document.pages)
    assert "damaged" not in dict(document.metadata)


@pytest.mark.parametrize(("hurt", "broken"), [(0, False), (1, True)])
def test_streams_packed_as_letters_are_looked_into(hurt: int, broken: bool) -> None:
    packed = base64.a85encode(WHOLE[: len(WHOLE) // (1 + hurt)]) + b"~>"
    data = with_contents({1: packed}, b"/Filter[/ASCII85Decode/FlateDecode]")
    assert bool(broken_streams(data)) is broken


def test_a_hurt_form_is_found_by_the_page_that_draws_it() -> None:
    packed = zlib.compress(b"BT /F 12 Tf 60 300 Td (Im Formular steht ein Satz.) Tj ET")[:-12]
    whole = form(packed, b"").replace(b"/Type/XObject", b"/Type/XObject/Filter/FlateDecode")
    data = pdf({**plain(), 3: page(resources=b"/XObject<</X 10 0 R>>"), 4: stream(shown() + b" /X Do"), 10: whole})
    assert broken_streams(data) == {10}
    assert pages_with(data, {10}) == frozenset({1})
    assert PARTLY_DAMAGED in read_document(data).pages[0].reasons


def test_of_several_versions_of_a_part_the_last_one_counts() -> None:
    old = stream(WHOLE[:100], b"/Filter/FlateDecode")
    first = pdf({**plain(), 4: old})
    change = b"4 0 obj\n" + stream(WHOLE, b"/Filter/FlateDecode") + b"\nendobj\n"
    assert broken_streams(first) == {4}
    assert broken_streams(first + change) == frozenset()


def test_an_image_that_is_hurt_is_not_text_that_is_lost() -> None:
    picture = stream(b"\0\0no image", b"/Type/XObject/Subtype/Image/Width 9/Height 9/Filter/FlateDecode")
    assert broken_streams(pdf({**plain(), 6: picture})) == frozenset()
