from __future__ import annotations

import csv
import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import __version__
from pipeline.codebook import markdown, tables
from pipeline.storage.exports import plain_text, safe_text, write_exports
from pipeline.storage.migrations import SCHEMA_VERSION
from pipeline.storage.schema import schemas
from pipeline.storage.sheet_rows import CELL_LIMIT, CUT_MARK, cell_text
from pipeline.storage.tables import Entry, build_tables

EntryMaker = Callable[..., Entry]

FORMULA = '=HYPERLINK("http://example.org";"1,5 Mio.")'


@pytest.fixture
def built(entry: EntryMaker, failed: EntryMaker) -> dict[str, pa.Table]:
    text = "Sprachkurse für Geflüchtete\nzweite Zeile; mit Strichpunkt"
    return build_tables([entry("a", quote=FORMULA, text=text), entry("b"), failed("c")])


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@contextmanager
def opened(out: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(out / "kip.sqlite")) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def test_every_table_is_written_in_every_format(built: dict[str, pa.Table], tmp_path: Path) -> None:
    paths = write_exports(built, tmp_path)
    assert all(path.is_file() for path in paths)
    names = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    expected = {f"tables/{name}.parquet" for name in tables()} | {f"csv/{name}.csv" for name in tables()}
    assert names == expected | {"kip.xlsx", "kip.sqlite", "codebook.md"}


def test_the_same_tables_give_the_same_bytes(built: dict[str, pa.Table], tmp_path: Path) -> None:
    one, other = write_exports(built, tmp_path / "one"), write_exports(built, tmp_path / "other")
    assert [path.name for path in one] == [path.name for path in other]
    for first, second in zip(one, other, strict=True):
        assert first.read_bytes() == second.read_bytes(), first.name


def test_a_run_without_documents_has_all_files(tmp_path: Path) -> None:
    write_exports(build_tables([]), tmp_path)
    assert read_csv(tmp_path / "csv" / "funding.csv") == []
    with opened(tmp_path) as connection:
        assert connection.execute("SELECT count(*) FROM funding").fetchone()[0] == 0


class TestParquet:
    def test_types_and_values_come_back(self, built: dict[str, pa.Table], tmp_path: Path) -> None:
        write_exports(built, tmp_path)
        for name, table in built.items():
            read = pq.read_table(tmp_path / "tables" / f"{name}.parquet")
            assert read.equals(table)
            assert read.schema.equals(schemas()[name])
        assert pq.read_schema(tmp_path / "tables" / "funding.parquet").field("payers").type == pa.list_(pa.string())


class TestCsv:
    def test_text_that_looks_like_a_formula_is_harmless(self, built: dict[str, pa.Table], tmp_path: Path) -> None:
        write_exports(built, tmp_path)
        assert read_csv(tmp_path / "csv" / "funding.csv")[0]["quote"] == f"'{FORMULA}"

    def test_it_opens_right_in_a_swiss_excel(self, built: dict[str, pa.Table], tmp_path: Path) -> None:
        write_exports(built, tmp_path)
        content = (tmp_path / "csv" / "pages.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbfdocument_id;page;")
        assert read_csv(tmp_path / "csv" / "pages.csv")[0]["text"].endswith("\nzweite Zeile; mit Strichpunkt")

    def test_lists_numbers_booleans_and_nulls(self, built: dict[str, pa.Table], tmp_path: Path) -> None:
        write_exports(built, tmp_path)
        vague, split = read_csv(tmp_path / "csv" / "funding.csv")[:2]
        assert (split["payers"], split["payer_shares"]) == ("bund | kanton", "0.5 | 0.5")
        assert (split["amount_chf"], split["is_integration"], split["each"]) == ("1500000.0", "true", "false")
        assert (vague["amount_chf"], vague["foerderbereich"]) == ("", "")

    def test_a_negative_number_is_left_alone(self, built: dict[str, pa.Table], tmp_path: Path) -> None:
        funding = built["funding"]
        index = funding.column_names.index("x0")
        negative = pa.array([-1.5] * funding.num_rows, pa.float64())
        write_exports({**built, "funding": funding.set_column(index, funding.schema.field("x0"), negative)}, tmp_path)
        assert read_csv(tmp_path / "csv" / "funding.csv")[0]["x0"] == "-1.5"

    @given(st.text(st.characters(codec="utf-8")) | st.from_regex(r"'*[=+\-@\t\r\n].*"))
    def test_any_text_comes_back_and_none_starts_a_formula(self, text: str) -> None:
        cell = safe_text(text)
        assert plain_text(cell) == text
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


class TestWorkbook:
    def test_comparison_comes_first_and_the_codebook_last(self, built: dict[str, pa.Table], tmp_path: Path) -> None:
        write_exports(built, tmp_path)
        book = openpyxl.load_workbook(tmp_path / "kip.xlsx")
        assert book.sheetnames[0] == "comparison"
        assert book.sheetnames[-1] == "codebook"
        assert set(book.sheetnames) == {*tables(), "codebook"}
        assert "text" not in [cell.value for cell in book["pages"][1]]

    def test_header_is_frozen_and_filtered(self, built: dict[str, pa.Table], tmp_path: Path) -> None:
        write_exports(built, tmp_path)
        sheet = openpyxl.load_workbook(tmp_path / "kip.xlsx")["funding"]
        assert (sheet.freeze_panes, sheet.max_row) == ("A2", 5)
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet["A1"].font.bold

    def test_numbers_are_numbers_and_formulas_are_text(self, built: dict[str, pa.Table], tmp_path: Path) -> None:
        write_exports(built, tmp_path)
        sheet = openpyxl.load_workbook(tmp_path / "kip.xlsx")["funding"]
        column = {cell.value: number for number, cell in enumerate(sheet[1], start=1)}
        quote, amount = sheet.cell(2, column["quote"]), sheet.cell(3, column["amount_chf"])
        assert (quote.value, quote.data_type, quote.quotePrefix) == (FORMULA, "s", True)
        assert (amount.value, amount.data_type, amount.number_format) == (1_500_000, "n", "#,##0")
        assert sheet.cell(2, column["amount_chf"]).value is None
        assert sheet.cell(3, column["is_integration"]).value is True

    def test_control_characters_and_markup_do_no_harm(self, entry: EntryMaker, tmp_path: Path) -> None:
        write_exports(build_tables([entry("a", quote="<b>\x00\x0b & \ufffe]]></b> 1\u2009500")]), tmp_path)
        sheet = openpyxl.load_workbook(tmp_path / "kip.xlsx")["mentions"]
        column = [cell.value for cell in sheet[1]].index("quote") + 1
        assert sheet.cell(2, column).value == "<b> & ]]></b> 1\u2009500"

    @pytest.mark.parametrize("letter", ["a", "ü", "𝔎"])
    def test_text_too_long_for_a_cell_is_cut_with_a_mark(self, letter: str) -> None:
        cut = cell_text(letter * (CELL_LIMIT + 1))
        assert cut.endswith(CUT_MARK)
        assert CELL_LIMIT - 1 <= len(cut.encode("utf-16-le")) // 2 <= CELL_LIMIT
        whole = letter * (CELL_LIMIT // 2)
        assert cell_text(whole) == whole

    def test_nothing_in_it_tells_the_time_of_its_making(self, built: dict[str, pa.Table], tmp_path: Path) -> None:
        write_exports(built, tmp_path)
        with zipfile.ZipFile(tmp_path / "kip.xlsx") as archive:
            assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
            assert archive.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2


class TestSqlite:
    def test_keys_hold(self, built: dict[str, pa.Table], tmp_path: Path) -> None:
        write_exports(built, tmp_path)
        with opened(tmp_path) as connection:
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            references = {row["table"] for row in connection.execute("PRAGMA foreign_key_list(funding)")}
        assert references == {"contents", "measures"}

    def test_a_row_with_no_document_breaks_a_key(self, built: dict[str, pa.Table], tmp_path: Path) -> None:
        write_exports({**built, "documents": built["documents"].slice(1)}, tmp_path)
        with opened(tmp_path) as connection:
            broken = {row["table"] for row in connection.execute("PRAGMA foreign_key_check")}
        assert {"pages", "funding", "measures", "mentions", "goals", "decisions"} == broken

    def test_text_is_found_without_accents(self, built: dict[str, pa.Table], tmp_path: Path) -> None:
        write_exports(built, tmp_path)
        query = (
            "SELECT pages.page, pages.document_id FROM pages_fts JOIN pages ON pages.rowid = pages_fts.rowid "
            "WHERE pages_fts MATCH ?"
        )
        with opened(tmp_path) as connection:
            (hit,) = connection.execute(query, ("gefluchtete",)).fetchall()
            assert connection.execute(query, ("zweite",)).fetchall()[0]["page"] == 1
        assert (hit["page"], hit["document_id"]) == (1, built["pages"]["document_id"][0].as_py())

    def test_it_carries_its_versions(self, built: dict[str, pa.Table], tmp_path: Path) -> None:
        write_exports(built, tmp_path)
        with opened(tmp_path) as connection:
            assert connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
            meta = {row["key"]: row["value"] for row in connection.execute("SELECT key, value FROM meta")}
        assert meta == {"schema_version": str(SCHEMA_VERSION), "pipeline_version": __version__}

    def test_values_come_back_with_lists_as_json(self, built: dict[str, pa.Table], tmp_path: Path) -> None:
        write_exports(built, tmp_path)
        with opened(tmp_path) as connection:
            for name, table in built.items():
                rows = [dict(row) for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY rowid')]
                lists = [column.name for column in tables()[name].columns if column.type.startswith("list")]
                for row in rows:
                    row.update({key: json.loads(row[key]) for key in lists if row[key] is not None})
                assert rows == table.to_pylist(), name


class TestFailure:
    def test_a_failed_write_leaves_the_old_file_whole(
        self, built: dict[str, pa.Table], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write_exports(built, tmp_path)
        before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

        def full(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("pyarrow.parquet.write_table", full)
        with pytest.raises(OSError, match="No space left"):
            write_exports(build_tables([]), tmp_path)
        assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before

    def test_a_database_that_cannot_be_written_is_an_oserror(self, built: dict[str, pa.Table], tmp_path: Path) -> None:
        write_exports(built, tmp_path)
        before = (tmp_path / "kip.sqlite").read_bytes()
        doubled = pa.concat_tables([built["documents"], built["documents"]])
        with pytest.raises(OSError, match="database"):
            write_exports({**built, "documents": doubled}, tmp_path)
        assert (tmp_path / "kip.sqlite").read_bytes() == before
        assert not list(tmp_path.rglob("*.part*"))

    def test_a_folder_that_is_a_file_is_an_oserror(self, built: dict[str, pa.Table], tmp_path: Path) -> None:
        (tmp_path / "tables").write_text("in the way", encoding="utf-8")
        with pytest.raises(OSError, match="tables"):
            write_exports(built, tmp_path)


def test_the_codebook_is_the_one_of_the_code(built: dict[str, pa.Table], tmp_path: Path) -> None:
    write_exports(built, tmp_path)
    assert (tmp_path / "codebook.md").read_text(encoding="utf-8") == markdown()
