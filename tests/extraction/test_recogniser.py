"""The trained recogniser: legal sequences, ends of names, the shipped model, and its place beside the rules."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from pipeline.domain.data import data_path
from pipeline.extraction.combining import MEASURE_THRESHOLD, RULE, combined, trained_names
from pipeline.extraction.measures import Found
from pipeline.extraction.nlp import SETTING, blank_pipeline, pipeline_for, trained_pipeline
from pipeline.extraction.recogniser import BEGIN, INSIDE, OUTSIDE, Recognised, decode, recognised_spans, word_class
from pipeline.extraction.snapping import snapped
from pipeline.records import Records
from pipeline.training.passages import GoldPassage, GoldSpan
from pipeline.training.recogniser import Material, find, fit, words_hash

LARGEST_MODEL = 25_000_000


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline_for("de")


def states(*path: int) -> np.ndarray:
    """Probabilities that make a path the likeliest by far."""
    return np.full((len(path), 3), 0.05) + 0.85 * np.eye(3)[list(path)]


def quotes(nlp: Language, text: str, label: str) -> list[str]:
    return [text[span.start : span.end] for span in recognised_spans(nlp(text)) if span.label == label]


def test_a_span_begins_goes_on_and_ends() -> None:
    found = list(decode(states(OUTSIDE, BEGIN, INSIDE, OUTSIDE, BEGIN)))
    assert [(first, last) for first, last, _ in found] == [(1, 3), (4, 5)]


def test_two_spans_can_touch() -> None:
    assert [(first, last) for first, last, _ in decode(states(BEGIN, BEGIN, INSIDE))] == [(0, 1), (1, 3)]


def test_confidence_is_that_of_the_tokens() -> None:
    [(_, _, confidence)] = decode(states(BEGIN, INSIDE))
    assert confidence == pytest.approx(0.9)


@given(arrays(np.float64, st.tuples(st.integers(0, 12), st.just(3)), elements=st.floats(0.001, 1)))
def test_spans_of_any_scores_are_in_order_and_do_not_overlap(scores: np.ndarray) -> None:
    rows = scores / scores.sum(axis=1, keepdims=True)
    found = list(decode(rows))
    ends = [place for first, last, _ in found for place in (first, last)]
    assert ends == sorted(ends)
    assert all(first < last and 0 < confidence <= 1.0001 for first, last, confidence in found)


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("ein Velo-Abend in Ostring", "Abend", "Velo-Abend"),
        ("die B2-Kurse im Herbst", "Kurse", "B2-Kurse"),
        ("führt «Eins zu eins» weiter", "«", "«Eins zu eins»"),
        ("führt «Eins zu eins» weiter", "eins»", "«Eins zu eins»"),
        ("Sprach- und Spielkurse", "Sprach", "Sprach"),
        ("«Ohne die Frau vom Amt", "«Ohne", "Ohne"),
        ("Deutschkurse, Beratung", "Deutschkurse,", "Deutschkurse"),
        ("Vorlehre (INVOL) seit 2018", "Vorlehre (INVOL)", "Vorlehre (INVOL)"),
    ],
)
def test_ends_are_put_where_a_name_can_end(text: str, part: str, whole: str) -> None:
    doc = blank_pipeline("de")(text)
    start = text.index(part)
    span = doc.char_span(start, start + len(part))
    assert span is not None
    ends = snapped(doc, span.start, span.end)
    assert ends is not None
    assert doc[slice(*ends)].text == whole


def test_a_sign_alone_is_no_name() -> None:
    doc = blank_pipeline("de")("Kurse · und")
    assert snapped(doc, 1, 2) is None


def test_a_compound_has_the_class_of_its_last_part() -> None:
    assert word_class("frauendeutschkurse")[1] == word_class("kurs")[1] == "course"
    assert word_class("vertrag") == ("", "")


def test_the_model_marks_measure_provider_and_target_group(nlp: Language) -> None:
    text = "Die Caritas führt im Auftrag des Kantons Deutschkurse für fremdsprachige Mütter durch."
    assert any(quote.startswith("Deutschkurse") for quote in quotes(nlp, text, "MEASURE"))
    assert quotes(nlp, text, "PROVIDER") == ["Caritas"]
    assert quotes(nlp, text, "TARGET_GROUP") == ["fremdsprachige Mütter"]


@pytest.mark.parametrize(
    "text",
    [
        "Die Kantonsstrasse zwischen Aadorf und Elgg wird auf zwei Kilometern saniert.",
        "Der Steuerfuss sinkt um drei Prozentpunkte.",
        "Integration ist ein gegenseitiger Prozess.",
        "",
    ],
)
def test_other_fields_and_principles_are_left_alone(nlp: Language, text: str) -> None:
    assert recognised_spans(nlp(text)) == []


def test_the_same_text_gives_the_same_spans(nlp: Language) -> None:
    text = "Im Treffpunkt lernen Eltern beim Frauenverein Deutsch, daneben gibt es ein Sprachcafé."
    alone = recognised_spans(nlp(text))
    among_others = [recognised_spans(doc) for doc in nlp.pipe(["Kurz.", text, "Der Rat tagt im Mai. " * 9])]
    assert [(s.label, s.start, s.end) for s in among_others[1]] == [(s.label, s.start, s.end) for s in alone]


def test_the_model_is_small_and_loads() -> None:
    folder = data_path("models", "de_kip")
    assert sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) < LARGEST_MODEL
    assert trained_pipeline("de") is not None


def test_the_model_learned_from_the_gold_and_words_at_hand() -> None:
    card = json.loads(data_path("models", "de_kip", "card.json").read_text(encoding="utf-8"))
    gold = data_path("corpus", "gold", "passages.jsonl")
    assert card["gold_sha256"] == sha256(gold.read_bytes()).hexdigest()
    assert card["words_sha256"] == words_hash()


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A German pipeline as small as can be, with vectors and a tagger that knows two words."""
    german = spacy.blank("de")
    vector: Any = np.ones(4, dtype="f")
    german.vocab.set_vector("Kurse", vector)
    german.add_pipe("tok2vec")
    german.add_pipe(
        "tagger", config={"model": {"tok2vec": {"@architectures": "spacy.Tok2VecListener.v1", "width": 96}}}
    )
    words = Doc(german.vocab, words=["Kurse", "helfen"], tags=["NN", "VVFIN"])
    example = Example(german.make_doc("Kurse helfen"), words)
    optimizer = german.initialize(lambda: [example])
    for _ in range(30):
        german.update([example], sgd=optimizer)
    german.to_disk(tmp_path / "de_small")
    return tmp_path / "de_small"


def test_tagger_and_vectors_of_an_installed_model_are_used(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, str(package))
    nlp = trained_pipeline("de")
    assert nlp is not None
    assert [token.tag_ for token in nlp("Kurse helfen")] == ["NN", "VVFIN"]
    assert nlp.vocab.has_vector("Kurse")
    assert "MEASURE" in {span.label for span in recognised_spans(nlp("Die Caritas bietet Deutschkurse an."))}


def test_a_model_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, "de_nowhere_md")
    with pytest.raises(OSError, match="de_nowhere_md"):
        trained_pipeline("de")


def test_a_language_without_a_model_has_rules_alone() -> None:
    assert trained_pipeline("fr") is None


def test_a_trained_name_joins_where_no_rule_found_one() -> None:
    ruled = [Found(0, 12, 0.7), Found(80, 90, 0.7)]
    trained = [Found(4, 10, 0.9, found_by=RULE), Found(30, 40, 0.9, found_by=RULE), Found(75, 90, 0.9, found_by=RULE)]
    assert [(item.start, item.end) for item in combined(ruled, trained)] == [(0, 12), (30, 40), (80, 90)]


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        ("Es gibt Velokurse im Quartier.", "Velokurse im", "Velokurse"),
        ("Es gibt Velokurse für und", "Velokurse für und", "Velokurse"),
        ("Förderbereiche: Sprache, Frühe Kindheit, Umgang mit Vielfalt", "Umgang mit Vielfalt", None),
        ("Unterstützt werden niederschwellige Projekte.", "niederschwellige Projekte", None),
        ("Die Projekte laufen weiter.", "Projekte", None),
        ("Der Fonds für freiwillige Einsätze hilft.", "Fonds für freiwillige", "Fonds für freiwillige Einsätze"),
        ("Eltern mit kleinen Kindern kommen.", "Eltern mit kleinen Kindern", None),
        ("Die Rolle der Velokurse bleibt.", "Rolle der Velokurse", None),
        ("Die Caritas Zürich hilft.", "Caritas Zürich", None),
    ],
)
def test_a_trained_name_is_whole_and_says_something(text: str, quote: str, name: str | None) -> None:
    start = text.index(quote)
    found = trained_names(text, [Recognised("MEASURE", start, start + len(quote), 0.99)], "de")
    assert [text[item.start : item.end] for item in found] == ([] if name is None else [name])


def test_a_doubtful_span_and_a_provider_are_no_measure() -> None:
    text = "Die Caritas führt Velokurse durch."
    spans = [Recognised("PROVIDER", 4, 11, 0.99), Recognised("MEASURE", 18, 27, MEASURE_THRESHOLD / 2)]
    assert trained_names(text, spans, "de") == []


def test_provider_and_target_group_reach_the_table(extract: Callable[[str], Records]) -> None:
    text = (
        "Das Kantonale Integrationsprogramm (KIP 3) des Kantons Thurgau wird weitergeführt. Die Integrationsförderung "
        "kostet 2 Millionen Franken. Die Caritas führt Deutschkurse für fremdsprachige Eltern."
    )
    [measure] = [row for row in extract(text).measures if row.title.startswith("Deutschkurse")]
    assert measure.providers == ("Caritas",)
    assert "parents" in measure.target_groups


def test_training_on_the_same_passages_gives_the_same_model() -> None:
    text = "Der Verein führt ein Sprachcafé."
    start = text.index("ein Sprachcafé") + 4
    span = GoldSpan(start, start + len("Sprachcafé"), "MEASURE")
    passages = tuple(GoldPassage(f"p{number}", f"AG/{number}", "press", text, (span,)) for number in range(96))
    first, second = (fit(Material(passages)) for _ in range(2))
    assert find(first, passages) == find(second, passages)
    assert [(s.start, s.end) for s in find(first, passages)[0] if s.label == "MEASURE"] == [(span.start, span.end)]
