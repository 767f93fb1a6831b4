from __future__ import annotations

import json
from pathlib import Path

from pipeline.classification.classifier import load_from
from pipeline.classification.train import train
from pipeline.domain.data import data_path

TEXTS = ["Deutschkurse", "Ein Neubau", "Spielgruppe im Dorf", "Auswertung", "Interprétariat", "Corsi di lingua"]


def test_training_twice_on_the_same_gold_gives_the_same_card_and_predictions(tmp_path: Path) -> None:
    lines = data_path("corpus", "gold", "measures.jsonl").read_text(encoding="utf-8").splitlines()
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n".join(lines[::20]) + "\n", encoding="utf-8")
    first, second = train(gold, tmp_path / "first"), train(gold, tmp_path / "second")
    assert first == second
    assert (tmp_path / "first/card.json").read_bytes() == (tmp_path / "second/card.json").read_bytes()
    assert first["phrases"]["all"] == len(lines[::20])
    results = [load_from(tmp_path / name).predict(TEXTS) for name in ("first", "second")]
    assert results[0] == results[1]
    assert results[0][0].foerderbereich == "sprache"


def test_the_model_card_for_people_holds_the_figures_of_the_card() -> None:
    folder = data_path("models", "classifier")
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    text = (folder / "README.md").read_text(encoding="utf-8")
    assert card["gold_sha256"] in text
    assert f"| other | {card['cross_validation']['by_class']['other']['precision']} |" in text
