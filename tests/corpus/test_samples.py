"""The committed samples: made anew byte for byte, marked as samples, true to their truth."""

from __future__ import annotations

import json
import re
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytesseract
import pytest
from docx import Document
from lxml import etree, html
from openpyxl import load_workbook

from corpus.generator.__main__ import CORPUS, generate
from pipeline.domain.data import vocabulary

SAMPLES, TRUTHS = CORPUS / "samples", CORPUS / "truth"
NAMES = sorted(path.stem for path in TRUTHS.glob("*.json"))
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WORD_PARTS = ("word/document", "word/footnotes")
MAX_TOTAL_BYTES = 12_000_000

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
GROUP = "['’‘` \u00a0\u2009\u202f]"
NUMBER = re.compile(rf"\d{{1,3}}(?:{GROUP}\d{{3}})+|\d+(?:[.,]\d+)?")
FACTORS = (("Mio", 1e6), ("Million", 1e6), ("milion", 1e6), ("million", 1e6), ("TCHF", 1e3), ("Rappen", 0.01))


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
    if path.suffix == ".txt":
        return (flat(decoded(path.read_bytes())),)
    if path.suffix == ".docx":
        return (words_of(path),)
    if path.suffix == ".xlsx":
        return (cells_of(path),)
    if path.suffix in (".jpg", ".tif"):
        return ("",) * int(truth_of(name)["facts"]["page_count"])
    with pypdfium2.PdfDocument(path) as document:
        return tuple(flat(page.get_textpage().get_text_range()) for page in document)


def decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("windows-1252")


def words_of(path: Path) -> str:
    """All paragraphs of a Word file, those of cells, text boxes and footnotes too."""
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.startswith(WORD_PARTS)]
    paragraphs = [node for part in parts for node in etree.fromstring(part).iter(f"{WORD}p")]
    return flat(" ".join("".join(text.text or "" for text in node.iter(f"{WORD}t")) for node in paragraphs))


def cells_of(path: Path) -> str:
    """All cells of a workbook with the values Excel last saw, numbers grouped as their format shows them."""
    values = [
        value for sheet in load_workbook(path, data_only=True) for row in sheet.iter_rows(values_only=True)
        for value in row
    ]  # fmt: skip
    names = load_workbook(path, read_only=True).sheetnames
    shown = (f"{value:,}".replace(",", "'") if isinstance(value, int) else str(value) for value in values)
    return flat(" ".join([*names, *shown]))


def flat(text: str) -> str:
    """Text without white space, which differs with lines, columns and spaced type; parted words made whole."""
    return "".join(re.sub("[\u0002\ufffe]\\s*", "", text).split())


def numbers_in(quote: str, unit: float = 1) -> list[float]:
    factor = next((factor for word, factor in FACTORS if word in quote), unit)
    found = [re.sub(GROUP, "", number).replace(",", ".") for number in NUMBER.findall(quote)]
    return [round(float(number) * factor, 2) for number in found]


def is_scan(name: str) -> bool:
    """Whether the file's own text is missing or wrong."""
    return bool(truth_of(name)["text_layer"] in ("none", "garbled"))


def pictures_in(name: str) -> set[int]:
    """The pages without any text in a file that has a text layer."""
    return {number for number, text in enumerate(pages_of(name), 1) if not text}


@pytest.fixture(scope="module")
def made_anew(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    folder = tmp_path_factory.mktemp("made") / "new" / "folder"
    return folder, generate(folder)


def test_the_generator_writes_the_committed_files_byte_for_byte(made_anew: tuple[Path, list[str]]) -> None:
    folder, lines = made_anew
    made = {path.name: path.read_bytes() for path in folder.glob("*/*")}
    committed = {path.name: path.read_bytes() for folder in (SAMPLES, TRUTHS) for path in folder.iterdir()}
    assert sorted(made) == sorted(committed)
    assert [name for name in made if made[name] != committed[name]] == []
    assert len(lines) == len(NAMES)


def test_the_samples_are_many_of_many_cantons_and_all_programmes_and_together_small() -> None:
    facts = [truth_of(name)["facts"] for name in NAMES]
    assert len(facts) >= 24
    assert len({fact["canton"] for fact in facts}) >= 12
    assert {fact["program"] for fact in facts} >= set(vocabulary("program"))
    assert {fact["language"] for fact in facts} == {"de", "fr", "it"}
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
    texts = {page: "".join(pages[page - 1 : page + 1]) for page in range(1, len(pages) + 1)}
    legible = [row for row in records if row["page"] not in pictures_in(name)]
    assert [row["quote"] for row in legible if flat(row["quote"]) not in texts[row["page"] or 1]] == []


@pytest.mark.parametrize("name", [name for name in NAMES if not is_scan(name)])
def test_every_table_cell_stands_in_the_file(name: str) -> None:
    text = "".join(pages_of(name))
    tables = [table for table in truth_of(name)["tables"] if not pictures_in(name) & set(table["row_pages"])]
    cells = [cell for table in tables for row in table["rows"] for cell in row]
    assert [cell for cell in cells if flat(cell) not in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_each_amount_is_the_number_in_its_quote(name: str) -> None:
    truth = truth_of(name)
    units = {table["table_id"]: float(table["unit"]) for table in truth["tables"]}
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
        labels = table["label_columns"]
        body = {
            (number, column): sum(numbers_in(cell))
            for number, row in enumerate(table["rows"]) for column, cell in enumerate(row)
            if number >= table["header_rows"] and column >= labels
        }  # fmt: skip
        body |= {(error["row"], error["column"]): error["sums_to"] for error in table["sum_errors"]}
        rows, columns = sorted({row for row, _ in body}), sorted({column for _, column in body})
        decimals = [len(str(cell).partition(".")[2]) for cell in body.values() if cell != int(cell)]
        # Each part, and the total itself, may be off by half of the last digit printed.
        slack = 1e-6 if table["sums"] == "exact" else 0.1 ** max(decimals, default=0) * len(rows) / 2
        parts = rows[: len(rows) - table["total_rows"]]
        for column in columns if table["total_rows"] else []:
            assert abs(sum(body[row, column] for row in parts) - body[rows[-1], column]) <= slack, column
        for column, added in table["sum_columns"]:
            for row in rows:
                assert abs(sum(body[row, other] for other in added) - body[row, column]) <= slack, row


def test_a_wrong_total_is_printed_as_it_is_and_known_as_wrong() -> None:
    tables = [table for name in NAMES for table in truth_of(name)["tables"] if table["sums"] == "wrong"]
    assert tables
    for table in tables:
        for error in table["sum_errors"]:
            assert numbers_in(table["rows"][error["row"]][error["column"]]) == [pytest.approx(error["printed"])]
            assert abs(error["printed"] - error["sums_to"]) > 0


def test_the_bill_has_a_total_that_rounding_has_moved() -> None:
    table = next(table for table in truth_of("bl-kip3-landratsvorlage-muster")["tables"] if table["sums"] == "rounded")
    first_year = [numbers_in(row[1])[0] for row in table["rows"][1:]]
    assert sum(first_year[:-1]) != first_year[-1]


@pytest.mark.parametrize("name", [name for name in NAMES if not is_scan(name)])
def test_each_document_shows_the_mark_of_a_sample(name: str) -> None:
    truth = truth_of(name)
    mark, path = truth["sample_mark"], SAMPLES / truth["file"]
    assert [number for number, text in enumerate(pages_of(name), 1) if text and flat(mark) not in text] == []
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as document:
            assert document.get_metadata_dict()["Subject"] == mark
    elif path.suffix == ".docx":
        document = Document(str(path))
        assert document.core_properties.subject == mark
        assert mark in document.sections[0].header.paragraphs[0].text
    elif path.suffix == ".xlsx":
        book = load_workbook(path)
        assert book.properties.subject == mark
        assert {sheet["A1"].value for sheet in book} == {mark}
    elif path.suffix == ".txt":
        lines = decoded(path.read_bytes()).split()
        assert " ".join(lines).startswith(mark)
        assert " ".join(lines).endswith(mark)
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


def test_what_is_planted_rests_on_records_that_are_there() -> None:
    planted = [(name, entry) for name in NAMES for entry in truth_of(name)["planted"]]
    assert {entry["kind"] for _, entry in planted} >= {"agreement", "replaced", "hole"}
    missing = []
    for name, entry in planted:
        for other, ids in ((name, entry["ids"]), (entry["with_sample"] or name, entry["with_ids"])):
            known = {
                row["id"] for kind in ("funding", "measures", "goals", "decisions") for row in truth_of(other)[kind]
            }
            missing += [(name, other, record) for record in ids if record not in known]
    assert missing == []


def test_the_hole_states_nothing() -> None:
    truth = truth_of("ai-kip3-seite-muster")
    assert [truth[kind] for kind in ("funding", "measures", "goals", "decisions")] == [[], [], [], []]


def test_a_text_box_and_the_footnotes_are_in_the_word_file() -> None:
    path = SAMPLES / truth_of("fr-kip3-konzept-muster")["file"]
    with zipfile.ZipFile(path) as archive:
        body, notes = archive.read("word/document.xml"), etree.fromstring(archive.read("word/footnotes.xml"))
    assert b"txbxContent" in body
    assert body.count(b"footnoteReference") == len(notes) - 2
    merged = [table for table in Document(str(path)).tables if table.cell(0, 1)._tc is table.cell(0, 2)._tc]
    assert [table.cell(0, 2).text for table in merged] == ["Bund"]


def test_the_workbook_holds_formulas_with_their_values_and_a_hidden_sheet() -> None:
    path = SAMPLES / truth_of("bs-kip2bis-finanzraster-muster")["file"]
    formulas, values = load_workbook(path), load_workbook(path, data_only=True)
    assert [sheet.sheet_state for sheet in formulas] == ["visible", "visible", "visible", "hidden"]
    sheet = formulas["Mittelherkunft"]
    places = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert len(places) == 7
    assert all(isinstance(values["Mittelherkunft"][place].value, int) for place in places)


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


def test_a_run_leaves_only_finished_files_behind(made_anew: tuple[Path, list[str]]) -> None:
    folder, _ = made_anew
    assert [path.name for path in folder.glob("**/.*")] == []
