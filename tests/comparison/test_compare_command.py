"""`kip compare` over the samples' records as a run would have written them."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from cli.comparison_page import as_markdown
from pipeline.comparison.cells import Cell, Line
from pipeline.comparison.compare import compare
from pipeline.comparison.side_by_side import Column, SideBySide
from pipeline.records import Outcome, Records
from pipeline.storage.exports import write_exports
from pipeline.storage.tables import build_tables
from tests.conftest import Kip


@pytest.fixture(scope="module")
def kip(samples: list[Records], tmp_path_factory: pytest.TempPathFactory, bytecode: dict[str, str]) -> Kip:
    kip = Kip(tmp_path_factory.mktemp("compare"), bytecode)
    outcomes = [
        (Outcome(name, f"=cmd/{name}", document_id=name, state="done", failure_code=None), records)
        for records in samples
        for name in [records.facts.document_id]
    ]
    kip.out.mkdir(parents=True)
    write_exports(build_tables(outcomes, compare(samples)), kip.out)
    return kip


def test_cantons_stand_side_by_side_on_the_terminal(kip: Kip) -> None:
    answer = kip("compare", "tg", "BL", "UR")
    assert answer.returncode == 0, answer.stderr
    assert "TG, BL, UR · KIP 3 · CHF, whole period" in answer.stdout
    (total,) = [line for line in answer.stdout.splitlines() if line.split()[:2] == ["All", "payers"]]
    assert total.split()[2:] == ["9’780’000*", "6’950’000", "2’296’000"]


def test_the_programmes_of_one_canton_are_told_per_year(kip: Kip) -> None:
    answer = kip("compare", "SO", "--programs", "--language", "de")
    assert "SO · KIP 2bis, KIP 3 · CHF, pro Jahr" in answer.stdout
    canton = next(line for line in answer.stdout.splitlines() if line.split()[:1] == ["Kanton"])
    assert canton.split()[1:] == ["1’530’000", "1’170’000*"]


def test_markdown_has_a_table_for_each_section_and_the_conflict_in_its_notes(kip: Kip) -> None:
    assert kip("compare", "BE", "GL", "--program", "KIP 2bis", "--to", "page.md").returncode == 0
    page = (kip.folder / "page.md").read_text(encoding="utf-8")
    assert "| Canton | 6’220’000! | 171’800 |" in page
    assert "- BE, Canton!: conflict: CHF 6’220’000" in page
    assert "against CHF 5’910’000" in page


def test_a_workbook_has_numbers_and_the_source_of_each(kip: Kip) -> None:
    assert kip("compare", "UR", "TG", "--to", "sheet.xlsx").returncode == 0
    book = load_workbook(kip.folder / "sheet.xlsx")
    assert book.sheetnames == ["Money", "Notes", "Sources"]
    towns = [row[1:] for row in book["Money"].iter_rows(values_only=True) if row[0] == "Municipalities"]
    assert towns[0] == (320_000, 1_520_000)
    sources = list(book["Sources"].iter_rows(min_row=2))
    paths = {cell.value for row in sources for cell in row if str(cell.value).startswith("=cmd")}
    assert "=cmd/ur-kip3-landratsvorlage-muster" in paths
    assert {cell.data_type for row in sources for cell in row if cell.value in paths} == {"s"}


def test_reference_data_gives_amounts_per_head(kip: Kip) -> None:
    people = kip.folder / "people.csv"
    people.write_text(
        "canton;year;group;persons;as_of;source\nUR;2024;foreign_population;1000;2024-12-31;Amt\n", encoding="utf-8"
    )
    answer = kip("compare", "UR", "TG", "--to", "heads.md", "--reference", "people.csv")
    assert answer.returncode == 0, answer.stderr
    page = (kip.folder / "heads.md").read_text(encoding="utf-8")
    assert "| All payers per year, per foreign resident | 574\\* | – |" in page.replace("574*", "574\\*")
    assert "1’000 persons, mean of 2024 (Amt, 2024-12-31)" in page


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("XX",), 2, "No canton is called XX"),
        (("BE", "BL", "--programs"), 2, "--programs takes one canton"),
        (("BE", "--program", "KIP 9"), 2, "No programme is called KIP 9"),
        (("BE", "--to", "page.pdf"), 2, "--to takes a file that ends with"),
        (("BE", "--out", "nowhere"), 2, "There is no comparison in nowhere"),
        (("JU",), 3, "Nothing is known of JU yet"),
    ],
)
def test_what_cannot_be_compared_is_told_in_one_sentence(
    kip: Kip, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    answer = kip("compare", *arguments)
    assert (answer.returncode, answer.stderr.count("\n")) == (code, 1)
    assert sentence in answer.stderr


def test_text_of_documents_is_no_markup_in_markdown() -> None:
    offer = "<script>alert(1)</script> | [x](y) `z`"
    cells = (Cell(text=offer), Cell())
    shown = SideBySide(
        (Column("AG", "KIP 3"), Column("BE", "KIP 3")), (Line("similar", "A|B", "text", cells, named=True),), False
    )
    (row,) = [line for line in as_markdown(shown, "en").splitlines() if "script" in line]
    assert row == r"| A\|B | &lt;script&gt;alert(1)&lt;/script&gt; \| \[x\](y) \`z\` | – |"
