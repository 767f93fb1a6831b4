from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from pipeline.comparison.compare import compare
from pipeline.domain.data import vocabulary
from pipeline.domain.labels import LANGUAGES
from pipeline.records import Decision, Facts, Funding, Measure, Outcome, Records
from pipeline.reporting.docx_sheet import as_docx
from pipeline.reporting.factsheet import TABLES, make_factsheet
from pipeline.reporting.sheet import Bar, Chart, Heading, Listing, Sheet, Statement
from pipeline.storage.stored import runs_of_inputs
from pipeline.storage.tables import build_tables
from tests.reporting.made import evidence

RUN = "20260102T030405Z-abcd"
HOSTILE = "<script>alert(1)</script>\x0b\u202e<w:p/>&amp; =cmd|'/c calc'!A1"
Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def money(document_id: str, start: int, amount: float, **values: Any) -> Funding:
    settings: dict[str, Any] = {
        "basis": "total",
        "payer": "kanton",
        "instrument": "kip_total",
        "ip_scope": "excluded",
        "status": "approved",
        "is_integration": True,
    }
    place = evidence(document_id, f"{amount:.0f} Franken", page=3, start=start)
    return Funding(f"{document_id}-{start}", place, amount_chf=amount, **(settings | values))


def measure(document_id: str, start: int, title: str, area: str | None, **values: Any) -> Measure:
    return Measure(
        f"m-{start}", evidence(document_id, title, page=5, start=start), title, foerderbereich=area, **values
    )


@pytest.fixture
def records() -> Records:
    years = [
        money("doc", 100 * year, 250_000.0, period_start=year, period_end=year, basis="per_year")
        for year in (2024, 2025)
    ]
    payers = [money("doc", 0, 1_000_000.0), money("doc", 10, 500_000.0, payer="gemeinden")]
    act = Decision("d", evidence("doc", "beschliesst", page=7, start=900), "Landrat", "Landrat", "parliament")
    return Records(
        Facts("doc", "application/pdf", canton="BL", language="de", program="KIP 3", title=HOSTILE, page_count=9),
        funding=(*payers, *years),
        measures=(
            measure("doc", 500, "Deutschkurse", "sprache", providers=("ECAP",)),
            measure("doc", 520, "deutschkurse ", "sprache"),
            measure("doc", 540, HOSTILE, None),
            replace(
                measure("doc", 560, "Verworfen", "sprache"), evidence=evidence("doc", "x", 5, 560, reviewed="rejected")
            ),
        ),
        decisions=(
            replace(act, what="das KIP 3", outcome="approved", votes_yes=59.0, votes_no=24.0, about_integration=True),
            Decision(
                "p",
                evidence("doc", "nahmen an", page=7, start=950),
                "Volk",
                "Volk",
                "people",
                date="2021-11-28",
                outcome="approved",
                votes_yes=57.3,
                votes_no=42.7,
                vote_unit="percent",
                about_integration=True,
            ),
        ),
    )


def rows_of(*found: Records) -> Rows:
    entries = [
        (
            Outcome(
                f"input-{item.facts.document_id}",
                f"docs/{item.facts.document_id}.pdf",
                document_id=item.facts.document_id,
            ),
            item,
        )
        for item in found
    ]
    tables = build_tables(entries, compare(found))
    return {name: tables[name].to_pylist() for name in TABLES}


@pytest.fixture
def sheet(records: Records) -> Sheet:
    made = make_factsheet(rows_of(records), {"input-doc": RUN}, "BL")
    assert made is not None
    return made


def statements(sheet: Sheet) -> list[Statement]:
    found: list[Statement] = []
    for block in sheet.blocks:
        if isinstance(block, Statement):
            found.append(block)
        elif isinstance(block, Listing):
            found += block.items
        elif isinstance(block, Chart):
            found += [bar.amount for bar in block.bars]
    return found


def test_each_statement_names_document_page_and_run(sheet: Sheet) -> None:
    assert all(item.sources for item in statements(sheet))
    course = next(item for item in statements(sheet) if item.text.startswith("Deutschkurse"))
    assert course.text == "Deutschkurse (ECAP)"
    assert len(course.sources) == 2
    assert "(doc.pdf), S. 5, " in course.sources[0]
    assert course.sources[0].startswith("«Deutschkurse»")
    assert course.sources[0].endswith(f"Lauf {RUN}")
    missing = next(item for item in statements(sheet) if item.text.startswith("KIP 1"))
    assert missing.sources == (f"Lauf {RUN}",)


def test_charts_hold_amounts_of_one_kind_with_shares_of_the_largest(sheet: Sheet) -> None:
    charts = [block for block in sheet.blocks if isinstance(block, Chart)]
    payers = next(chart for chart in charts if chart.columns[0] == "Wer bezahlt")
    assert [(bar.label, bar.amount.text, bar.share) for bar in payers.bars] == [
        ("Kanton", "1’000’000", 1.0),
        ("Gemeinden", "500’000", 0.5),
    ]
    years = next(chart for chart in charts if chart.columns[0] == "Jahr")
    assert [(bar.label, bar.share) for bar in years.bars] == [("2024", 1.0), ("2025", 1.0)]
    assert (years.columns[2], years.bars[0].per_year) == ("", "")
    assert years.title.endswith("bewilligt · Wer bezahlt: Kanton")


def test_the_whole_and_its_payers_come_first_each_with_what_sets_it_apart(records: Records) -> None:
    credit = money("b", 0, 1_500_000.0, payer="bund", instrument="ifk", status="planned")
    other = Records(replace(records.facts, document_id="b"), funding=(credit,))
    made = make_factsheet(rows_of(records, other), {}, "BL", "de")
    first = next(block for block in made.blocks if isinstance(block, Chart)) if made else None
    assert first is not None
    assert first.title == "Auf einen Blick: KIP insgesamt · ohne Pauschale · bewilligt"
    assert [bar.label for bar in first.bars] == ["Bund (Integrationsförderkredit, geplant)", "Kanton", "Gemeinden"]


def test_what_was_rejected_is_gone_and_areas_are_counted(sheet: Sheet) -> None:
    headings = [block.text for block in sheet.blocks if isinstance(block, Heading)]
    assert "Sprache (1)" in headings
    assert "Ohne Förderbereich (1)" in headings
    assert not any("Verworfen" in item.text for item in statements(sheet))


def test_decisions_with_votes_and_gaps_are_told(sheet: Sheet) -> None:
    texts = [item.text for item in statements(sheet)]
    assert "Landrat · genehmigt: das KIP 3 (59 : 24)" in texts
    assert "28.11.2021 · Volk · genehmigt (57.3 : 42.7 %)" in texts
    assert "Sprache: teilweise, Beträge: 0, Massnahmen: 1" in texts
    assert any(text.startswith("Dolmetschen: leer") for text in texts)


def test_a_conflict_tells_what_stands_against_it_in_the_reader_s_language(records: Records) -> None:
    other = Records(replace(records.facts, document_id="b", title="Vorlage"), funding=(money("b", 0, 900_000.0),))
    made = make_factsheet(rows_of(records, other), {}, "BL", "fr")
    assert made is not None
    (found,) = [item for item in statements(made) if item.text.startswith("indications contradictoires")]
    assert found.text.endswith("(contre CHF 1’000’000)")
    assert any("CHF 1’000’000, " in note and "(BL, sans date), p. 3" in note for note in found.sources)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_canton_has_a_title_in_every_language(records: Records, language: str) -> None:
    rows = rows_of(records)
    titles = set()
    for canton in (item for item in vocabulary("canton") if item != "CH"):
        documents = [{**row, "canton": canton} for row in rows["documents"]]
        made = make_factsheet({**rows, "documents": documents}, {}, canton, language)
        assert made is not None
        titles.add(made.title)
    assert len(titles) == 26


def test_the_language_is_that_of_most_documents(records: Records) -> None:
    french = replace(records, facts=replace(records.facts, document_id="fr", language="fr"))
    other = replace(records, facts=replace(records.facts, document_id="fr2", language="fr"))
    made = make_factsheet(rows_of(records, french, other), {}, "BL")
    assert made is not None
    assert made.title.endswith("Bâle-Campagne")


def test_a_canton_without_documents_has_no_sheet(records: Records) -> None:
    assert make_factsheet(rows_of(records), {}, "UR") is None


def test_footnotes_are_real_and_each_reference_has_one(sheet: Sheet) -> None:
    archive = zipfile.ZipFile(io.BytesIO(as_docx(sheet)))
    body, notes = (etree.fromstring(archive.read(f"word/{name}.xml")) for name in ("document", "footnotes"))
    cited = [int(mark.get(qn("w:id"), "")) for mark in body.iter(qn("w:footnoteReference"))]
    known = [int(note.get(qn("w:id"), "")) for note in notes.iter(qn("w:footnote"))]
    assert cited == list(range(1, len(statements(sheet)) + 1))
    assert known == [-1, 0, *cited]
    assert "footnotes.xml" in archive.read("word/_rels/document.xml.rels").decode()
    assert "footnotes+xml" in archive.read("[Content_Types].xml").decode()


def test_hostile_text_is_text(sheet: Sheet) -> None:
    document = docx.Document(io.BytesIO(as_docx(sheet)))
    shown = "<script>alert(1)</script> <w:p/>&amp; =cmd|'/c calc'!A1"
    assert shown in [paragraph.text for paragraph in document.paragraphs]


def test_bars_are_as_long_as_their_shares() -> None:
    bars = tuple(Bar(str(share), Statement("1"), "–", share) for share in (1.0, 0.5, 0.0))
    written = as_docx(Sheet("Titel", "de", (Chart("Bild", ("a", "b", "c", "d"), bars),)))
    cells = [row.cells[3] for row in docx.Document(io.BytesIO(written)).tables[0].rows[1:]]
    indents = [mark.get(qn("w:right")) for cell in cells for mark in cell._tc.iter(qn("w:ind"))]
    assert [int(indent or "-1") for indent in indents] == [0, 850]


def test_the_same_sheet_gives_the_same_bytes(sheet: Sheet) -> None:
    assert as_docx(sheet) == as_docx(sheet)


def test_the_last_run_that_reports_an_input_is_its_run(tmp_path: Path) -> None:
    for run, inputs in (("1-a", ["x", "y"]), ("2-b", ["y"])):
        folder = tmp_path / "runs" / run
        folder.mkdir(parents=True)
        report = {"run_id": run, "inputs": [{"input_id": item} for item in inputs]}
        (folder / "report.json").write_text(json.dumps(report), encoding="utf-8")
    (tmp_path / "runs" / "3-c").mkdir()
    (tmp_path / "runs" / "3-c" / "report.json").write_text("{", encoding="utf-8")
    assert runs_of_inputs(tmp_path) == {"x": "1-a", "y": "2-b"}
