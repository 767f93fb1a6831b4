"""Samples that are pictures: what can be read from them without reading the picture, and what cannot."""

from __future__ import annotations

import json
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from PIL.TiffImagePlugin import IMAGEDESCRIPTION, TiffImageFile

from corpus.generator.__main__ import CORPUS
from corpus.generator.misreading import misread


def truth_of(name: str) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads((CORPUS / "truth" / f"{name}.json").read_text(encoding="utf-8"))
    return truth


def texts_of(name: str) -> list[str]:
    with pypdfium2.PdfDocument(CORPUS / "samples" / f"{name}.pdf") as document:
        return [page.get_textpage().get_text_range() for page in document]


@pytest.mark.parametrize("name", ["sz-kip2-beschluss-scan-muster", "zg-kip2-protokoll-scan-muster"])
def test_a_scan_has_no_text_and_says_in_its_metadata_that_it_is_a_sample(name: str) -> None:
    truth = truth_of(name)
    assert texts_of(name) == [""] * truth["facts"]["page_count"]
    assert truth["text_layer"] == "none"
    with pypdfium2.PdfDocument(CORPUS / "samples" / f"{name}.pdf") as document:
        assert document.get_metadata_dict()["Subject"] == truth["sample_mark"]


def test_the_copier_s_page_is_black_and_white_at_300_dpi() -> None:
    with pypdfium2.PdfDocument(CORPUS / "samples" / "zg-kip2-protokoll-scan-muster.pdf") as document:
        picture = next(iter(document[0].get_objects()))
        metadata = picture.get_metadata()
    assert metadata.bits_per_pixel == 1
    assert round(metadata.horizontal_dpi) == 300


def test_the_bad_text_layer_has_lost_every_umlaut_of_the_page() -> None:
    name = "ur-kip3-landratsvorlage-muster"
    truth, layer = truth_of(name), "".join(texts_of(name))
    assert truth["text_layer"] == "garbled"
    assert set("äöüÄÖÜ") & set("".join(block["text"] for block in truth["blocks"]))
    assert not set("äöüÄÖÜ") & set(layer)
    assert "Integrationsf" in layer
    assert "Integrationsförderkredit" not in layer
    assert "1'148'000 Franken" in layer


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("für", "fiir"),
        ("für und für", "fiir und fur"),
        ("Förderung", "Férderung"),
        ("IIZ", "11Z"),
        ("ohne Umlaut", "ohne Umlaut"),
        ("", ""),
    ],
)
def test_slips_take_turns(printed: str, read: str) -> None:
    assert misread(printed) == read


def test_only_the_annex_of_the_mixed_file_is_a_picture() -> None:
    name = "be-kip2bis-konzept-muster"
    truth, texts = truth_of(name), texts_of(name)
    pictures = [number for number, text in enumerate(texts, 1) if not text]
    annex = next(table for table in truth["tables"] if table["table_id"] == "t3")
    assert truth["text_layer"] == "partly"
    assert pictures == sorted(set(annex["row_pages"])) == [truth["facts"]["page_count"]]


def test_the_photo_is_slanted_unevenly_lit_and_marked() -> None:
    truth = truth_of("ur-kip3-medienmitteilung-foto-muster")
    with Image.open(CORPUS / "samples" / truth["file"]) as photo:
        assert photo.info["comment"].decode("utf-8") == truth["sample_mark"]
        grey = photo.convert("L")
    corner, paper_above, paper_below = grey.getpixel((5, 5)), grey.getpixel((420, 330)), grey.getpixel((1300, 1900))
    assert isinstance(corner, int)
    assert isinstance(paper_above, int)
    assert isinstance(paper_below, int)
    assert corner < 110
    assert paper_above - paper_below > 40


def test_the_tiff_holds_a_black_and_white_picture_for_each_page() -> None:
    truth = truth_of("lu-kip1-beschluss-scan-muster")
    with Image.open(CORPUS / "samples" / truth["file"]) as pages:
        assert isinstance(pages, TiffImageFile)
        assert pages.n_frames == truth["facts"]["page_count"] == 2
        assert pages.mode == "1"
        assert pages.tag_v2[IMAGEDESCRIPTION].encode("latin-1").decode("utf-8") == truth["sample_mark"]
