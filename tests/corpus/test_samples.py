"""The committed samples: made anew byte for byte, marked as samples, true to their truth."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytesseract
import pytest
from docx import Document
from lxml import html

from corpus.generator.__main__ import CORPUS, generate
from pipeline.domain.data import vocabulary

SAMPLES, TRUTHS = CORPUS / "samples", CORPUS / "truth"
NAMES = sorted(path.stem for path in TRUTHS.glob("*.json"))
MAX_TOTAL_BYTES = 2_000_000

VOCABULARIES = {
    "facts": {"canton": "canton", "language": "language", "doc_type": "doc_type", "program": "program",
              "foerderbereiche_named": "foerderbereich"},
    "funding": {"qualifier": "qualifier", "basis": "basis", "interval": "interval", "payer": "payer",
                "payers": "payer", "instrument": "instrument", "ip_scope": "ip_scope", "scheme": "scheme",
                "foerderbereich": "foerderbereich", "status": "funding_status", "role": "role", "side": "side",
                "found_in": "found_in"},
    "measures": {"foerderbereich": "foerderbereich", "no_area_reason": "no_area_reason",
                 "target_groups": "target_group", "regelstruktur": "regelstruktur", "status": "measure_status"},
    "goals": {"foerderbereich": "foerderbereich", "level": "goal_level"},
    "decisions": {"body": "body", "body_type": "body_type", "outcome": "outcome", "vote_unit": "vote_unit",
                  "item_outcomes": "outcome"},
}  # fmt: skip

# Numbers as Swiss offices write them, and the words that multiply them.
NUMBER = re.compile(r"\d{1,3}(?:['’ \u00a0]\d{3})+|\d+(?:[.,]\d+)?")
FACTORS = (("Mio", 1e6), ("Million", 1e6), ("million", 1e6), ("TCHF", 1e3))


@cache
def truth_of(name: str) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads((TRUTHS / f"{name}.json").read_text(encoding="utf-8"))
    return truth


@cache
def pages_of(name: str) -> tuple[str, ...]:
    """The text of the file, read with libraries that know nothing of the generator; one text without pages."""
    path = SAMPLES / truth_of(name)["file"]
    if path.suffix == ".html":
        return (flat(" ".join(str(text) for text in html.fromstring(path.read_bytes()).itertext())),)
    if path.suffix == ".docx":
        document = Document(str(path))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return (flat(" ".join([*(paragraph.text for paragraph in document.paragraphs), *cells])),)
    with pypdfium2.PdfDocument(path) as document:
        return tuple(flat(page.get_textpage().get_text_range()) for page in document)


def flat(text: str) -> str:
    """Text on one line, words that were parted at the line end made whole."""
    return " ".join(re.sub("[\u0002\ufffe]\\s*", "", text).split())


def numbers_in(quote: str, unit: float = 1) -> list[float]:
    factor = next((factor for word, factor in FACTORS if word in quote), unit)
    found = [re.sub("['’ \u00a0]", "", number).replace(",", ".") for number in NUMBER.findall(quote)]
    return [round(float(number) * factor, 2) for number in found]


def is_scan(name: str) -> bool:
    return name.endswith("scan-muster")


def test_the_generator_writes_the_committed_files_byte_for_byte(tmp_path: Path) -> None:
    lines = generate(tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.glob("*/*")}
    committed = {path.name: path.read_bytes() for folder in (SAMPLES, TRUTHS) for path in folder.iterdir()}
    assert sorted(made) == sorted(committed)
    assert [name for name in made if made[name] != committed[name]] == []
    assert len(lines) == len(NAMES)


def test_there_are_six_samples_from_five_cantons_and_together_they_are_small() -> None:
    assert len(NAMES) == 6
    assert {truth_of(name)["facts"]["canton"] for name in NAMES} == {"TG", "SO", "GL", "NE", "BL"}
    assert sum(path.stat().st_size for path in SAMPLES.iterdir()) < MAX_TOTAL_BYTES


@pytest.mark.parametrize("name", NAMES)
def test_ids_come_from_the_vocabularies(name: str) -> None:
    truth = truth_of(name)
    unknown = []
    for kind, columns in VOCABULARIES.items():
        rows = [truth[kind]] if kind == "facts" else truth[kind]
        for row in rows:
            for column, listed in columns.items():
                values = row[column] if isinstance(row[column], list) else [row[column]]
                unknown += [
                    (column, value) for value in values if value is not None and value not in vocabulary(listed)
                ]
    assert unknown == []


@pytest.mark.parametrize("name", [name for name in NAMES if not is_scan(name)])
def test_every_quote_stands_on_its_page(name: str) -> None:
    truth, pages = truth_of(name), pages_of(name)
    records = [row for kind in ("funding", "measures", "goals", "decisions") for row in truth[kind]]
    records += [mention for measure in truth["measures"] for mention in measure["mentions"]]
    records += [{"quote": block["text"], "page": block["page"]} for block in truth["blocks"] if block["kind"] != "toc"]
    # A long clause may go on over the page.
    texts = {page: " ".join(pages[page - 1 : page + 1]) for page in range(1, len(pages) + 1)}
    assert [row["quote"] for row in records if flat(row["quote"]) not in texts[row["page"] or 1]] == []


@pytest.mark.parametrize("name", [name for name in NAMES if not is_scan(name)])
def test_every_table_cell_stands_in_the_file(name: str) -> None:
    text = " ".join(pages_of(name))
    cells = [cell for table in truth_of(name)["tables"] for row in table["rows"] for cell in row]
    assert [cell for cell in cells if flat(cell) not in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_each_amount_is_the_number_in_its_quote(name: str) -> None:
    truth = truth_of(name)
    units = {table["table_id"]: 1e3 if "TCHF" in (table["caption"] or "") else 1.0 for table in truth["tables"]}
    wrong = []
    for row in truth["funding"]:
        expected = [value for value in (row["amount_chf"], row["amount_max_chf"]) if value is not None]
        if numbers_in(row["quote"], units.get(row["table_id"], 1.0)) != expected:
            wrong.append((row["quote"], expected))
    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_money_tables_add_up_within_their_rounding(name: str) -> None:
    for table in truth_of(name)["tables"]:
        if table["sums"] is None:
            continue
        body = [[sum(numbers_in(cell)) for cell in row[1:]] for row in table["rows"][1:]]
        *parts, total = body
        slack = 0 if table["sums"] == "exact" else len(parts) / 2
        for column, stated in enumerate(total):
            assert abs(sum(row[column] for row in parts) - stated) <= slack, (table["caption"], column)
        for row in body:
            assert len(row) == 1 or abs(sum(row[:-1]) - row[-1]) <= slack, (table["caption"], row)


def test_the_bill_has_a_total_that_rounding_has_moved() -> None:
    table = next(table for table in truth_of("bl-kip3-landratsvorlage-muster")["tables"] if table["sums"] == "rounded")
    first_year = [numbers_in(row[1])[0] for row in table["rows"][1:]]
    assert sum(first_year[:-1]) != first_year[-1]


@pytest.mark.parametrize("name", [name for name in NAMES if not is_scan(name)])
def test_each_document_shows_the_mark_of_a_sample(name: str) -> None:
    truth = truth_of(name)
    mark, path = truth["sample_mark"], SAMPLES / truth["file"]
    assert [number for number, text in enumerate(pages_of(name), 1) if mark not in text] == []
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as document:
            assert document.get_metadata_dict()["Subject"] == mark
    elif path.suffix == ".docx":
        document = Document(str(path))
        assert document.core_properties.subject == mark
        assert mark in document.sections[0].header.paragraphs[0].text
    else:
        assert html.fromstring(path.read_bytes()).xpath("//meta[@name='description']/@content") == [mark]


def test_the_scan_has_no_text_layer_but_shows_the_mark_and_says_so_in_its_metadata() -> None:
    name = "gl-kip2bis-beschluss-scan-muster"
    truth = truth_of(name)
    with pypdfium2.PdfDocument(SAMPLES / truth["file"]) as document:
        assert len(document) == truth["facts"]["page_count"] == 2
        assert document.get_metadata_dict()["Subject"] == truth["sample_mark"]
        assert "".join(page.get_textpage().get_text_range() for page in document) == ""
        picture = document[0].render(scale=3, grayscale=True).to_pil()
    head = picture.crop((0, 0, picture.width, picture.height // 20))
    assert "erfundene Zahlen, kein amtliches Dokument" in pytesseract.image_to_string(
        head, lang="deu", config="--psm 6"
    )


def test_concept_and_press_release_agree_on_the_federal_credit_and_not_on_the_municipalities() -> None:
    concept, press = truth_of("tg-kip3-konzept-muster"), truth_of("tg-kip3-medienmitteilung-muster")

    def whole_period(truth: dict[str, Any], payer: str, instrument: str) -> list[float]:
        rows = [row for row in truth["funding"] if row["basis"] == "total" and row["role"] == "level"]
        rows = [row for row in rows if (row["payer"], row["instrument"]) == (payer, instrument)]
        return [row["amount_chf"] for row in rows if (row["period_start"], row["status"]) == (2024, "planned")]

    assert whole_period(concept, "bund", "ifk") == [4_784_000]
    assert whole_period(press, "bund", "ifk") == [4_800_000]
    assert whole_period(concept, "gemeinden", "kip_total") == [1_520_000]
    assert whole_period(press, "gemeinden", "kip_total") == [1_700_000]


def test_a_run_leaves_only_finished_files_behind(tmp_path: Path) -> None:
    generate(tmp_path / "new" / "folder")
    assert [path.name for path in (tmp_path / "new" / "folder").iterdir() if path.name.startswith(".")] == []
