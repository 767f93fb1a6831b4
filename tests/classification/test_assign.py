from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.classification.assign import assign_areas
from pipeline.records import Evidence, Facts, Funding, Goal, Measure, Mention, Records

EVIDENCE = Evidence(
    document_id="d" * 64,
    page=1,
    x0=None,
    y0=None,
    x1=None,
    y1=None,
    char_start=0,
    char_end=5,
    quote="quote",
    section=None,
    found_by="test 1",
    confidence=0.9,
)


def measure(title: str, section: str | None = None, area: str | None = None, by: str | None = None) -> Measure:
    evidence = replace(EVIDENCE, section=section)
    return Measure(measure_id=title, evidence=evidence, title=title, foerderbereich=area, assigned_by=by)


def assigned(row: Measure) -> Measure:
    return assign_areas(Records(facts=Facts("d" * 64, "text/plain"), measures=(row,))).measures[0]


def test_without_a_heading_the_classifier_decides() -> None:
    row = assigned(measure("Deutschkurse für Erwachsene", section="3 Massnahmen › 3.1 Übersicht"))
    assert (row.foerderbereich, row.assigned_by) == ("sprache", "classifier")
    assert row.foerderbereich_confidence is not None
    assert row.foerderbereich_confidence > 0.5


def test_a_description_helps_a_title_that_says_little() -> None:
    row = measure("Projekt Regenbogen")
    told = assigned(replace(row, description="Spielgruppen für Kleinkinder und ihre Eltern"))
    assert told.foerderbereich == "fruehe_kindheit"


def test_the_innermost_heading_that_names_an_area_decides() -> None:
    row = assigned(measure("Projekt Regenbogen", section="Förderbereich Sprache › 3.2 Frühe Kindheit › Ziele"))
    assert (row.foerderbereich, row.assigned_by) == ("fruehe_kindheit", "heading")


def test_the_kind_of_offer_a_name_tells_wins_over_an_unsure_classifier() -> None:
    title = "Integrationsfachstellen"
    text = f"Gestärkt werden die {title} sowie die Deutschkurse der Niveaus A2 und B1."
    place = replace(EVIDENCE, char_start=text.index(title), char_end=text.index(title) + len(title))
    row = replace(measure(title), evidence=place)
    facts = Facts("d" * 64, "text/plain", language="de")
    [told] = assign_areas(Records(facts=facts, measures=(row,)), text).measures
    assert told.foerderbereich == "information_beratung"


@pytest.mark.parametrize("title", ["Eltern-Kind-Treffs", "Kurzassessment", "Beschäftigungsprogramm im Wald"])
def test_a_heading_of_a_report_or_a_session_does_not_make_an_offer_quality_or_steering(title: str) -> None:
    for section in ("Jahresbericht 2019 und Rechnung", "Protokoll der Sitzung vom 3. März › Umsetzung der Agenda"):
        assert assigned(measure(title, section=section)).foerderbereich is not None


def test_what_follows_a_name_up_to_the_next_measure_speaks_of_it() -> None:
    named = ["Deutschkurse", "Atelier", "Spielgruppen"]
    helping = "in dem Fachleute bei der Stellensuche und beim Bewerben helfen"
    text = f"Angeboten werden {named[0]}, ein {named[1]}, {helping}, und {named[2]}."
    places = [replace(EVIDENCE, char_start=text.index(name), char_end=text.index(name) + len(name)) for name in named]
    rows = tuple(replace(measure(name), evidence=place) for name, place in zip(named, places, strict=True))
    mentions = tuple(Mention(name, name, place) for name, place in zip(named, places, strict=True))
    facts = Facts("d" * 64, "text/plain", language="de")
    told = assign_areas(Records(facts=facts, measures=rows, mentions=mentions), text).measures
    assert [row.foerderbereich for row in told] == ["sprache", "ausbildung_arbeit", "fruehe_kindheit"]


def test_a_title_that_is_the_name_of_an_area_wins_over_the_heading() -> None:
    row = assigned(measure("Dolmetschen", section="Sprache"))
    assert (row.foerderbereich, row.assigned_by) == ("dolmetschen", "heading")


@pytest.mark.parametrize("by", ["heading", "table"])
def test_an_area_from_the_document_stays_but_a_sure_contradiction_is_for_review(by: str) -> None:
    row = assigned(measure("Deutschkurse für Erwachsene", area="dolmetschen", by=by))
    assert (row.foerderbereich, row.assigned_by) == ("dolmetschen", by)
    assert row.evidence.needs_review
    assert row.second_foerderbereich == "sprache"


def test_agreement_leaves_the_measure_as_it_was() -> None:
    row = measure("Deutschkurse für Erwachsene", area="sprache", by="table")
    assert assigned(row) == row


def test_an_area_given_by_a_person_is_never_questioned() -> None:
    row = measure("Deutschkurse für Erwachsene", area="dolmetschen", by="review")
    assert assigned(row) == row


def test_a_measure_of_no_area_says_why() -> None:
    row = assigned(measure("Externe Evaluation des Programms"))
    assert (row.foerderbereich, row.no_area_reason, row.assigned_by) == (None, "quality", "classifier")


def test_money_without_an_area_inherits_that_of_its_measure() -> None:
    course = measure("Deutschkurse für Erwachsene")
    rows = (
        Funding("a", EVIDENCE, 1000.0, measure_id=course.measure_id),
        Funding("b", EVIDENCE, 1000.0, measure_id=course.measure_id, foerderbereich="dolmetschen"),
        Funding("c", EVIDENCE, 1000.0),
    )
    records = assign_areas(Records(facts=Facts("d" * 64, "text/plain"), measures=(course,), funding=rows))
    assert [row.foerderbereich for row in records.funding] == ["sprache", "dolmetschen", None]


def test_records_without_measures_are_left_alone() -> None:
    records = Records(facts=Facts("d" * 64, "text/plain"))
    assert assign_areas(records) is records


def test_a_goal_without_an_area_gets_that_of_its_heading_or_the_classifiers_for_review() -> None:
    goal = Goal("g", replace(EVIDENCE, section="Dolmetschen"), "output", "Das Angebot ist bekannt.")
    other = Goal("h", EVIDENCE, "output", "Erwachsene besuchen Deutschkurse auf ihrem Niveau.")
    stated = Goal("i", EVIDENCE, "output", "Erwachsene besuchen Deutschkurse.", foerderbereich="ausbildung_arbeit")
    rows = assign_areas(Records(facts=Facts("d" * 64, "text/plain"), goals=(goal, other, stated))).goals
    assert [row.foerderbereich for row in rows] == ["dolmetschen", "sprache", "ausbildung_arbeit"]
    assert [row.evidence.needs_review for row in rows] == [False, True, False]


def test_an_unsure_answer_of_the_classifier_waits_for_review_and_a_sure_one_does_not() -> None:
    assert assigned(measure("Xanadu")).evidence.needs_review
    assert not assigned(measure("Deutschkurse für Erwachsene")).evidence.needs_review


def test_the_sentence_around_a_measure_is_cut_at_its_ends() -> None:
    text = "Es gibt Dolmetschende. Im Projekt Xanadu lernen Erwachsene in Deutschkursen. Strassenbau."
    start = text.index("Projekt Xanadu")
    proof = replace(EVIDENCE, char_start=start, char_end=start + 14)
    records = Records(
        facts=Facts("d" * 64, "text/plain"), measures=(replace(measure("Projekt Xanadu"), evidence=proof),)
    )
    told = assign_areas(records, text).measures[0]
    plain = assign_areas(records).measures[0]
    alone = assign_areas(records, text.replace("Dolmetschende", "Kinderkrippen")).measures[0]
    assert told.foerderbereich_confidence == alone.foerderbereich_confidence
    assert told.foerderbereich_confidence != plain.foerderbereich_confidence
