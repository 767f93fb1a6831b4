"""`kip run` as people call it: real processes, real documents."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from pipeline.storage.ledger import Ledger
from tests.conftest import Kip

TEXT = "Protokoll. Der Regierungsrat beschliesst am 8. Juni 2023: Der Kredit von Fr. {}'000 wird bewilligt.\n"


def pdf(lines: int, **options: Any) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1, **options)
    for number in range(lines):
        canvas.drawString(72, 760 - 20 * number, f"Das Geschäft {number} wird vertagt und später behandelt.")
    canvas.save()
    return buffer.getvalue()


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory, bytecode: dict[str, str]) -> tuple[Kip, dict[str, Any]]:
    """One run over all that can go wrong with a file."""
    kip = Kip(tmp_path_factory.mktemp("mixed"), bytecode)
    for number in (1, 2):
        kip.write(f"docs/good{number}.txt", TEXT.format(number))
    kip.write("docs/good1_copy.txt", TEXT.format(1))
    kip.write("docs/sub/named.pdf", TEXT.format(3))
    kip.write("docs/.hidden.txt", TEXT.format(4))
    kip.write("docs/zero.pdf", "")
    kip.write("docs/blank.txt", " \n\n")
    docs = kip.folder / "docs"
    (docs / "page.pdf").write_bytes(pdf(5))
    (docs / "secret.pdf").write_bytes(pdf(5, encrypt=StandardEncryption("secret")))
    (docs / "cut.pdf").write_bytes(pdf(5)[:400])
    (docs / "loop.txt").symlink_to(docs / "loop.txt")
    return kip, kip.report("docs", "none.pdf")


def ends(report: dict[str, Any]) -> dict[str, tuple[str, str | None]]:
    return {item["path"].removeprefix("docs/"): (item["state"], item["failure_code"]) for item in report["inputs"]}


def test_every_input_ends_in_one_way_and_with_its_reason(mixed: tuple[Kip, dict[str, Any]]) -> None:
    assert ends(mixed[1]) == {
        "blank.txt": ("empty", None),
        "cut.pdf": ("failed", "damaged"),
        "good1.txt": ("done", None),
        "good1_copy.txt": ("skipped", "duplicate"),
        "good2.txt": ("done", None),
        "loop.txt": ("failed", "unreadable"),
        "none.pdf": ("failed", "not_found"),
        "page.pdf": ("done", None),
        "secret.pdf": ("failed", "encrypted"),
        "sub/named.pdf": ("done", None),
        "zero.pdf": ("failed", "empty_file"),
    }


def test_the_books_balance(mixed: tuple[Kip, dict[str, Any]]) -> None:
    report = mixed[1]
    counts = {name: report[name] for name in ("requested", "done", "empty", "failed", "skipped")}
    assert counts == {"requested": 11, "done": 4, "empty": 1, "failed": 5, "skipped": 1}


def test_the_tables_have_every_input(mixed: tuple[Kip, dict[str, Any]]) -> None:
    kip, report = mixed
    rows = pq.read_table(kip.out / "tables" / "documents.parquet").to_pylist()
    assert {row["path"]: row["state"] for row in rows} == {item["path"]: item["state"] for item in report["inputs"]}


def test_name_and_folder_tell_a_canton_that_the_content_does_not_name(tmp_path: Path, bytecode: dict[str, str]) -> None:
    kip = Kip(tmp_path, bytecode)
    for path in ("a/KIP3_SO.txt", "b/ZG/note.txt", "c/note.txt"):
        kip.write(f"docs/{path}", TEXT.format(path))
    kip.write("docs/d/KIP3_SO.txt", "Kanton Uri. " + TEXT.format(4))
    kip.write("docs/e/KIP3_GE.txt", TEXT.format("c/note.txt"))
    kip.report("docs")
    rows = pq.read_table(kip.out / "tables" / "documents.parquet").to_pylist()
    assert {row["path"]: (row["canton"], row["canton_from"]) for row in rows} == {
        "docs/a/KIP3_SO.txt": ("SO", "name"),
        "docs/b/ZG/note.txt": ("ZG", "name"),
        "docs/c/note.txt": (None, None),
        "docs/d/KIP3_SO.txt": ("UR", "text"),
        "docs/e/KIP3_GE.txt": (None, None),
    }


def test_a_document_that_is_renamed_is_not_read_again_but_placed_anew(tmp_path: Path, bytecode: dict[str, str]) -> None:
    kip = Kip(tmp_path, bytecode)
    kip.write("docs/KIP3_SO.txt", TEXT.format(1))
    kip.report("docs")
    (kip.folder / "docs" / "KIP3_SO.txt").rename(kip.folder / "docs" / "KIP3_ZG.txt")
    kip.report("docs", "--out", "again")
    rows = pq.read_table(kip.folder / "again" / "tables" / "documents.parquet").to_pylist()
    assert [(row["canton"], row["canton_from"]) for row in rows] == [("ZG", "name")]


GOOD = ("docs/good1.txt", "docs/good2.txt", "docs/blank.txt", "docs/sub")


def test_the_same_command_again_reads_nothing_finished_and_writes_nothing(mixed: tuple[Kip, dict[str, Any]]) -> None:
    kip = mixed[0]
    first = kip.report(*GOOD, "--out", "good")
    artefacts = {path: path.stat().st_mtime_ns for path in (kip.cache / "artefacts").rglob("*.z")}
    tables = {path: path.stat().st_mtime_ns for path in (kip.folder / "good" / "tables").iterdir()}
    again = kip.report(*GOOD, "--out", "good")
    assert ends(again) == ends(first)
    assert [report["exports_written"] for report in (first, again)] == [True, False]
    assert again["orchestration"] == "nothing was to be read, so Prefect was not started"
    assert {path: path.stat().st_mtime_ns for path in (kip.cache / "artefacts").rglob("*.z")} == artefacts
    assert {path: path.stat().st_mtime_ns for path in (kip.folder / "good" / "tables").iterdir()} == tables


def test_exports_that_are_missing_are_written_again(mixed: tuple[Kip, dict[str, Any]]) -> None:
    kip = mixed[0]
    kip.report(*GOOD, "--out", "gone")
    (kip.folder / "gone" / "kip.xlsx").unlink()
    assert kip.report(*GOOD, "--out", "gone")["exports_written"]
    assert (kip.folder / "gone" / "kip.xlsx").exists()


def test_only_failed_asks_for_those_alone(mixed: tuple[Kip, dict[str, Any]]) -> None:
    report = mixed[0].report("--only-failed")
    assert {state for state, _ in ends(report).values()} == {"failed"}
    assert report["requested"] == 5


def test_status_names_failures_with_reasons(mixed: tuple[Kip, dict[str, Any]]) -> None:
    answer = mixed[0]("status")
    assert answer.returncode == 0
    assert "11 documents = 4 done + 1 empty + 5 failed + 1 skipped" in answer.stdout
    assert "docs/secret.pdf: The document is protected by a password" in answer.stdout


def test_show_tells_page_by_page(mixed: tuple[Kip, dict[str, Any]]) -> None:
    kip = mixed[0]
    by_path = kip("show", "docs/good2.txt")
    assert by_path.returncode == 0
    assert "Page 1 digital" in by_path.stdout
    entry = next(item for item in mixed[1]["inputs"] if item["path"] == "docs/good2.txt")
    assert kip("show", entry["document_id"][:12]).stdout == by_path.stdout
    failed = kip("show", "docs/zero.pdf")
    assert "has no content (0 bytes)" in failed.stdout
    unknown = kip("show", "docs/unknown.txt")
    assert (unknown.returncode, "kip status lists them" in unknown.stderr) == (2, True)


def test_an_output_folder_adds_up(mixed: tuple[Kip, dict[str, Any]]) -> None:
    kip = mixed[0]
    kip.report("docs/good1.txt", "--out", "sum")
    report = kip.report("docs/good2.txt", "--out", "sum")
    assert (report["requested"], report["done"]) == (1, 1)
    rows = pq.read_table(kip.folder / "sum" / "tables" / "documents.parquet").to_pylist()
    assert [(row["path"], row["state"]) for row in rows] == [("docs/good1.txt", "done"), ("docs/good2.txt", "done")]


def test_a_list_on_standard_input_and_a_quoted_glob(mixed: tuple[Kip, dict[str, Any]]) -> None:
    kip = mixed[0]
    listed = kip.report("-", "--out", "list", given="docs/good2.txt\ndocs/good1.txt\n")
    assert [item["path"] for item in listed["inputs"]] == ["docs/good1.txt", "docs/good2.txt"]
    assert kip.report("docs/good?.txt", "--out", "list")["done"] == 2


def test_what_vanished_from_the_cache_is_told_and_made_again(kip: Kip) -> None:
    kip.write("a.txt", TEXT.format(1))
    kip.write("b.txt", TEXT.format(2))
    assert kip.report("a.txt", "b.txt")["done"] == 2
    shutil.rmtree(kip.cache / "artefacts")
    assert ends(kip.report("b.txt")) == {"b.txt": ("done", None)}
    status = {item["path"]: item["failure_code"] for item in json.loads(kip("status", "--json").stdout)}
    assert status == {"a.txt": "not_finished", "b.txt": None}
    assert ends(kip.report("--only-failed")) == {"a.txt": ("done", None)}


def test_force_reads_again_what_is_finished(mixed: tuple[Kip, dict[str, Any]]) -> None:
    kip = mixed[0]
    document = next(item["document_id"] for item in mixed[1]["inputs"] if item["path"] == "docs/good1.txt")
    (artefact,) = (kip.cache / "artefacts" / "document").rglob(f"{document}.json.z")
    before = artefact.stat().st_mtime_ns
    assert kip.report("docs/good1.txt", "--force", "--out", "forced")["done"] == 1
    assert artefact.stat().st_mtime_ns > before


def test_one_and_two_workers_write_the_same_tables(tmp_path: Path, bytecode: dict[str, str]) -> None:
    found = []
    for workers in (1, 2):
        kip = Kip(tmp_path, {**bytecode, "KIP_CACHE": str(tmp_path / f"cache{workers}")})
        for number in range(6):
            kip.write(f"docs/d{number}.txt", TEXT.format(number))
        (tmp_path / "docs" / "page.pdf").write_bytes(pdf(8))
        report = kip.report("docs", "--workers", str(workers), "--out", f"out{workers}")
        assert report["done"] == 7
        found.append({path.name: without_durations(path) for path in (tmp_path / f"out{workers}" / "tables").iterdir()})
    assert found[0] == found[1]


def without_durations(path: Path) -> list[dict[str, Any]]:
    table = pq.read_table(path)
    rows: list[dict[str, Any]] = table.drop_columns([n for n in table.column_names if n == "duration_ms"]).to_pylist()
    return rows


def test_two_runs_at_once_on_one_folder(kip: Kip) -> None:
    kip.write("a.txt", TEXT.format(1))
    with closing(Ledger(kip.out)):
        answer = kip("run", "a.txt")
    assert answer.returncode == 2
    assert answer.stderr.strip().splitlines()[-1].startswith(f"Another run (process {os.getpid()}) is writing to")


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["run"], 2, "Name at least one file or folder"),
        (["run", "none.pdf"], 2, "There is no file or folder at none.pdf"),
        (["run", "a.txt", "--out", "a.txt/out"], 2, "Cannot write"),
        (["run", "a.txt", "--nonsense"], 2, "No such option"),
        (["run", "a.txt", "--workers", "0"], 2, "Invalid value"),
        (["run", "void"], 3, "Nothing to do: there is no document in void"),
        (["run", "--only-failed"], 3, "Nothing to do: nothing has failed"),
        (["status"], 2, "There is no run in outputs/run"),
        (["show", "a.txt"], 2, "No document of this folder"),
        (["classify", "none.jsonl", "--out", "x.jsonl"], 2, "Cannot read none.jsonl"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(kip: Kip, arguments: list[str], code: int, sentence: str) -> None:
    kip.write("a.txt", TEXT.format(1))
    (kip.folder / "void").mkdir()
    answer = kip(*arguments)
    assert answer.returncode == code
    assert sentence in answer.stderr
    assert "Traceback" not in answer.stderr


def test_quiet_prints_the_last_lines_only_and_all_fine_is_zero(mixed: tuple[Kip, dict[str, Any]]) -> None:
    answer = mixed[0]("run", "docs/good1.txt", "--quiet", "--out", "quiet")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith("1 requested = 1 done + 0 empty + 0 failed + 0 skipped")


def test_json_on_standard_output_is_all_there_is(mixed: tuple[Kip, dict[str, Any]]) -> None:
    answer = mixed[0]("run", "docs/good1.txt", "docs/zero.pdf", "--json", "--out", "json")
    assert answer.returncode == 1
    assert json.loads(answer.stdout)["requested"] == 2
    assert "looking through the documents" in answer.stderr


def test_a_document_that_takes_too_long_fails_alone(kip: Kip) -> None:
    kip.write("a.txt", TEXT.format(1))
    (kip.folder / "big.pdf").write_bytes(many_pages(600))
    report = kip.report("a.txt", "big.pdf", "--timeout", "2", "--workers", "2")
    assert ends(report) == {"a.txt": ("done", None), "big.pdf": ("failed", "timeout")}
    assert "2 seconds" in next(item["failure_reason"] for item in report["inputs"] if item["path"] == "big.pdf")


def many_pages(count: int) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for page in range(count):
        for line in range(40):
            canvas.drawString(72, 800 - 18 * line, f"Seite {page}, Zeile {line}: Das Geschäft wird später behandelt.")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_an_interrupted_run_keeps_what_is_finished(kip: Kip) -> None:
    (kip.folder / "docs").mkdir()
    kip.write("docs/a.txt", TEXT.format(1))
    (kip.folder / "docs" / "big.pdf").write_bytes(many_pages(1500))
    process = kip.start("run", "docs", "--workers", "2")
    artefacts = kip.cache / "artefacts" / "records"
    for _ in range(1200):
        if artefacts.is_dir() and any(artefacts.rglob("*.z")):
            break
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.05)
    process.terminate()
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Interrupted; what is finished is kept" in out
    assert "Traceback" not in err
    status = json.loads(kip("status", "--json").stdout)
    assert [(item["state"], item["failure_code"]) for item in status] == [("done", None), ("failed", "interrupted")]
