from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pipeline.comparison.compare import compare
from pipeline.records import CoverageRow, Funding, Measure, PageRow, Records

Amount = Callable[..., Funding]
Document = Callable[..., Records]
MeasureMaker = Callable[..., Measure]


def language_of(documents: list[Records], unreadable: tuple[str, ...] = ()) -> CoverageRow:
    rows = compare(documents, unreadable).coverage
    (row,) = [row for row in rows if (row.canton, row.program, row.foerderbereich) == ("AG", "KIP 2", "sprache")]
    return row


def test_every_canton_programme_and_area_has_a_row() -> None:
    rows = compare([]).coverage
    assert len({(row.canton, row.program, row.foerderbereich) for row in rows}) == len(rows) == 26 * 4 * 7
    assert {(row.state, row.why_empty) for row in rows} == {("empty", "no_document")}


def test_known_needs_figures_and_measures(amount: Amount, measure: MeasureMaker, document: Document) -> None:
    figure, course = amount(1_000.0, foerderbereich="sprache"), measure("Deutsch A1", "sprache")
    row = language_of([document("a", figure, course, page_count=20)])
    assert (row.state, row.why_empty) == ("known", None)
    assert (row.documents, row.pages, row.figures, row.measures) == (1, 20, 1, 1)
    assert language_of([document("a", figure)]).state == "partly"
    assert language_of([document("a", course)]).state == "partly"


def test_an_area_that_is_only_named_is_partly_known(document: Document) -> None:
    assert language_of([document("a", foerderbereiche_named=("sprache",))]).state == "partly"


def test_an_area_named_in_a_language_that_is_not_read_says_so(amount: Amount, document: Document) -> None:
    named = document("a", language="rm", foerderbereiche_named=("sprache",))
    assert (language_of([named]).state, language_of([named]).why_empty) == ("partly", "language_not_supported")
    known = document("b", amount(1_000.0, foerderbereich="sprache"), language="rm")
    assert language_of([known]).why_empty is None


def test_an_area_no_document_speaks_of_says_so(document: Document) -> None:
    assert language_of([document("a")]).why_empty == "nothing_found"


def test_documents_in_another_language_explain_the_hole(document: Document) -> None:
    assert language_of([document("a", language="rm")]).why_empty == "language_not_supported"
    both = [document("a", language="rm"), document("b", language="de")]
    assert language_of(both).why_empty == "nothing_found"


def test_a_canton_whose_documents_failed_is_unreadable(document: Document) -> None:
    assert language_of([], unreadable=("AG",)).why_empty == "unreadable"
    assert language_of([document("a")], unreadable=("AG",)).why_empty == "nothing_found"


def test_a_document_without_any_text_is_unreadable(document: Document) -> None:
    blank = PageRow("a", 1, "failed", (), None, None, "", 0, None, None, None, 0, 0)
    row = language_of([replace(document("a"), pages=(blank,))])
    assert (row.documents, row.state, row.why_empty) == (1, "empty", "unreadable")


def test_a_document_counts_for_the_programme_it_states_figures_of(amount: Amount, document: Document) -> None:
    later = document(
        "a", amount(1_000.0, foerderbereich="sprache", period_start=2018, period_end=2021), program="KIP 3"
    )
    row = language_of([later])
    assert (row.documents, row.figures, row.state) == (1, 1, "partly")
