from __future__ import annotations

import hashlib
import json
import subprocess
import sys

import pytest

from pipeline.classification.calibration import Calibration
from pipeline.classification.classifier import AreaClassifier, decide, load_classifier
from pipeline.classification.train import words_hash
from pipeline.domain.data import data_path, vocabulary


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("Abenddeutschkurs für Bauarbeiter im Oberwallis", "sprache"),
        ("Vergünstigte Deutschlektionen für Neuzugezogene mit kleinem Einkommen", "sprache"),
        ("Jobcoaches suchen mit geflüchteten Frauen eine Lehrstelle", "ausbildung_arbeit"),
        ("Arbeitseinsätze in der Gemeindegärtnerei für vorläufig Aufgenommene", "ausbildung_arbeit"),
        ("Spielgruppe für Zweijährige mit ihren Müttern", "fruehe_kindheit"),
        ("Elternbildungsabende auf Tigrinya zur Erziehung kleiner Kinder", "fruehe_kindheit"),
        ("Willkommensgespräch auf der Gemeindekanzlei", "information_beratung"),
        ("Mehrsprachige Broschüre über Rechte und Pflichten", "information_beratung"),
        ("Freiwillige und Geflüchtete kochen im Quartierzentrum", "zusammenleben"),
        ("Patenschaften mit jungen Asylsuchenden", "zusammenleben"),
        ("Rechtliche Beratung für Menschen, die rassistisch beleidigt wurden", "vielfalt_diskriminierungsschutz"),
        ("Diversity-Workshop für Polizeiaspirantinnen", "vielfalt_diskriminierungsschutz"),
        ("Dolmetscherin für das Gespräch mit der Kinderärztin", "dolmetschen"),
        ("Cours de français pour femmes migrantes à Bulle", "sprache"),
        ("Stages en entreprise pour jeunes réfugiés", "ausbildung_arbeit"),
        ("Interprètes communautaires à l'hôpital de Sion", "dolmetschen"),
        ("Corso serale di italiano per nuovi arrivati", "sprache"),
        ("Incontri di quartiere tra volontari e rifugiati", "zusammenleben"),
    ],
)
def test_a_measure_written_anew_gets_its_area(text: str, area: str) -> None:
    prediction = load_classifier().predict([text])[0]
    assert prediction.foerderbereich == area
    assert prediction.no_area_reason is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Externe Evaluation der Frühförderangebote durch eine Hochschule", "quality"),
        ("Monitoring und Berichterstattung", "quality"),
        ("Sitzungen der kantonalen Kommission und des Steuerungsausschusses", "steering"),
        ("Sanierung der Kantonsstrasse durch das Neckertal", "other_field"),
        ("Neues Feuerwehrlokal", "other_field"),
        ("Werkstätten für Menschen mit Behinderung", "other_field"),
        ("Réfection de la route de montagne", "other_field"),
    ],
)
def test_what_belongs_to_no_area_gets_null_and_the_reason(text: str, reason: str) -> None:
    prediction = load_classifier().predict([text])[0]
    assert prediction.foerderbereich is None
    assert prediction.no_area_reason == reason
    assert prediction.scores["other"] == prediction.confidence


@pytest.mark.parametrize("text", ["", "  \n", "xqzw"])
def test_a_text_that_says_nothing_gets_no_area(text: str) -> None:
    assert load_classifier().predict([text])[0].foerderbereich is None


def test_scores_hold_the_seven_areas_and_other_and_sum_to_one() -> None:
    scores = load_classifier().predict(["Deutschkurs"])[0].scores
    assert list(scores) == [*vocabulary("foerderbereich"), "other"]
    assert sum(scores.values()) == pytest.approx(1, abs=0.001)


def test_predictions_come_in_the_order_of_the_texts_and_do_not_depend_on_their_neighbours() -> None:
    texts = ["Deutschkurs", "Neubau des Spitals", "Dolmetschdienst"]
    together = load_classifier().predict(texts)
    assert together == [load_classifier().predict([text])[0] for text in texts]
    assert load_classifier().predict([]) == []


def test_a_weak_best_area_is_unclear() -> None:
    probabilities = {"sprache": 0.39, "fruehe_kindheit": 0.31, "quality": 0.3}
    assert decide(probabilities, 0.4).no_area_reason == "unclear"
    assert decide(probabilities, 0.4).foerderbereich is None
    assert decide(probabilities, 0.39).foerderbereich == "sprache"


def test_a_close_second_area_is_named() -> None:
    close = decide({"sprache": 0.5, "fruehe_kindheit": 0.4, "quality": 0.1}, 0.3)
    far = decide({"sprache": 0.8, "fruehe_kindheit": 0.1, "quality": 0.1}, 0.3)
    assert (close.foerderbereich, close.second_foerderbereich) == ("sprache", "fruehe_kindheit")
    assert far.second_foerderbereich is None


def test_reasons_count_together_against_the_areas() -> None:
    prediction = decide({"sprache": 0.4, "quality": 0.25, "steering": 0.35}, 0.3)
    assert (prediction.foerderbereich, prediction.no_area_reason) == (None, "steering")


def test_headings_and_contexts_tip_a_text_that_says_little_and_empty_ones_do_not() -> None:
    known = load_classifier()
    hearing = AreaClassifier(known.model, Calibration(known.calibration.temperature, heading=0.5, context=0.5), "test")
    text = ["Projekt Regenbogen"]
    alone = hearing.predict(text)
    assert hearing.predict(text, [""], [""]) == alone
    assert hearing.predict(text, ["Dolmetschende"])[0].foerderbereich == "dolmetschen"
    around = "Im Projekt lernen Erwachsene Deutsch, die Deutschkurse sind gratis."
    assert hearing.predict(text, [""], [around])[0].foerderbereich == "sprache"


def test_the_stored_model_was_trained_on_the_gold_and_the_words_of_this_checkout() -> None:
    card = json.loads(data_path("models", "classifier", "card.json").read_text(encoding="utf-8"))
    gold = data_path("corpus", "gold", "measures.jsonl").read_bytes()
    assert card["gold_sha256"] == hashlib.sha256(gold).hexdigest()
    assert card["words_sha256"] == words_hash()
    assert card["cross_validation"]["macro_f1"] > 0.88
    assert card["cross_validation"]["most_confident"]["share"] > 0.92
    assert data_path("models", "classifier", "model.skops").stat().st_size < 5_000_000


def test_importing_the_rooms_of_the_way_does_not_load_scikit_learn() -> None:
    code = (
        "import sys, pipeline.classification.assign, pipeline.classification.jsonl; sys.exit('sklearn' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
