"""Words in a PDF that nobody sees are left out, and the page says so; what looks alike and is seen stays."""

from __future__ import annotations

import zlib

import pytest

from pipeline.reading.read import read_document
from pipeline.reading.seen import UNSEEN
from tests.hostile.cases import LINES
from tests.hostile.pdfs import page, pdf, plain, shown, stream

WORDS = "Diese Worte"
AT = b"60 400 Td"


def drawn(before: bytes, more: bytes = b"", resources: bytes = b"", at: bytes = AT, after: bytes = b"") -> bytes:
    """Return a PDF with a text all see, and WORDS drawn after some operators."""
    words = before + b" BT /F 12 Tf %s (%s) Tj ET " % (at, WORDS.encode()) + after
    return pdf({**plain(), 3: page(more=more, resources=resources), 4: stream(shown() + b" q " + words + b" Q")})


def layered(state: bytes, *, packed: bool = False) -> bytes:
    """Return a PDF with WORDS in a layer, in the page or in a form, and a word in a layer that is shown."""
    layers = b"/OCProperties<</OCGs[8 0 R 9 0 R]/D<<%s>>>>" % state
    text = b"BT /F 12 Tf 60 %d Td (%s) Tj ET"
    drawing = b"/OC/A BDC %s EMC /OC/B BDC %s EMC /X Do" % (text % (400, b"Diese"), text % (360, b"sichtbar"))
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/OC 8 0 R/Resources<</Font<</F 5 0 R>>>>"
    objects = {
        **plain(),
        1: b"<</Type/Catalog/Pages 2 0 R%s>>" % (b"/OCProperties 12 0 R" if packed else layers),
        3: page(resources=b"/Properties<</A 8 0 R/B 9 0 R>>/XObject<</X 10 0 R>>"),
        4: stream(shown() + drawing),
        8: b"<</Type/OCG/Name(A)>>",
        9: b"<</Type/OCG/Name(B)>>",
        10: stream(text % (320, b"Worte"), form),
        12: b"<</OCGs[8 0 R 9 0 R]/D 13 0 R>>",
    }
    inner = b"<<%s>>" % state
    head = b"13 0 "
    objects[14] = stream(zlib.compress(head + inner), b"/Type/ObjStm/N 1/First %d/Filter/FlateDecode" % len(head))
    return pdf({**objects, 13: inner})


UNSEEN_CASES = {
    "beyond the edge": drawn(b"", at=b"60 -40 Td"),
    "beside the page": drawn(b"", at=b"700 400 Td"),
    "outside the crop box": drawn(b"", more=b"/CropBox[0 100 595 842]", at=b"60 40 Td"),
    "neither filled nor stroked": drawn(b"3 Tr"),
    "only a clipping path": drawn(b"7 Tr"),
    "white on white": drawn(b"1 1 1 rg"),
    "white of four inks": drawn(b"0 0 0 0 k"),
    "nearly white": drawn(b"0.96 g"),
    "transparent": drawn(b"/G gs", resources=b"/ExtGState<</G<</ca 0>>>>"),
    "white under a blue bar": drawn(b"1 g", after=b"0 0 0.5 rg 50 390 300 30 re f"),
    "layers off": layered(b"/OFF[8 0 R]"),
    "all layers off but one": layered(b"/BaseState/OFF/ON[9 0 R]"),
    "layers off, as told elsewhere": layered(b"/OFF [ 8 0 R ]", packed=True),
}
SEEN_CASES = {
    "black": drawn(b"0 g"),
    "white on blue": drawn(b"0 0 0.5 rg 50 390 300 30 re f 1 1 1 rg"),
    "white with an outline": drawn(b"1 1 1 rg 2 Tr"),
    "grey": drawn(b"0.7 g"),
    "half transparent": drawn(b"/G gs", resources=b"/ExtGState<</G<</ca 0.5>>>>"),
    "without ink where the word is printed otherwise": drawn(b"0 g BT /F 12 Tf 60 400 Td (Diese Worte) Tj ET 3 Tr"),
    "layers on": layered(b"/ON[8 0 R 9 0 R]/OFF[]"),
    "partly beyond the edge": drawn(b"0 g", at=b"-4 400 Td"),
}


@pytest.mark.parametrize("name", UNSEEN_CASES)
def test_words_that_nobody_sees_are_left_out_and_the_page_says_so(name: str) -> None:
    document = read_document(UNSEEN_CASES[name])
    assert "Diese" not in document.text
    assert "Worte" not in document.text
    assert UNSEEN in document.pages[0].reasons
    assert all(word in document.text for word in LINES[0].split())
    assert ("sichtbar" in document.text) == ("layer" in name)


@pytest.mark.parametrize("name", SEEN_CASES)
def test_words_that_are_seen_stay(name: str) -> None:
    document = read_document(SEEN_CASES[name])
    assert "Diese" in document.text
    assert "Worte" in document.text
    assert UNSEEN not in document.pages[0].reasons
