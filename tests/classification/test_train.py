from __future__ import annotations

import json
from pathlib import Path

from pipeline.classification.classifier import load_from
from pipeline.classification.curves import learning_curve_svg, risk_coverage_svg
from pipeline.classification.gold import GoldPhrase
from pipeline.classification.train import train
from pipeline.domain.data import data_path

TEXTS = ["Deutschkurse", "Ein Neubau", "Spielgruppe im Dorf", "Auswertung", "Interprétariat", "Corsi di lingua"]


def small_gold(folder: Path) -> Path:
    lines = data_path("corpus", "gold", "measures.jsonl").read_text(encoding="utf-8").splitlines()
    path = folder / "gold.jsonl"
    path.write_text("\n".join(lines[::20]) + "\n", encoding="utf-8")
    return path


def test_training_twice_on_the_same_gold_gives_the_same_card_and_predictions(tmp_path: Path) -> None:
    gold = small_gold(tmp_path)
    first, second = train(gold, tmp_path / "first"), train(gold, tmp_path / "second")
    assert first == second
    for name in ("card.json", "README.md", "risk_coverage.svg", "learning_curve.svg"):
        assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes()
    assert first["phrases"]["all"] == len(gold.read_text(encoding="utf-8").splitlines())
    results = [load_from(tmp_path / name).predict(TEXTS) for name in ("first", "second")]
    assert results[0] == results[1]
    assert results[0][0].foerderbereich == "sprache"


def test_corrections_are_learned_by_their_weight_and_not_scored(tmp_path: Path) -> None:
    gold = small_gold(tmp_path)
    said = [
        GoldPhrase("Zirkus Salto", "und", "zusammenleben", None, "document", None, "d1", (), weight=3.0),
        GoldPhrase("Kinderzirkus Salto", "und", "zusammenleben", None, "document", None, "d2", (), weight=3.0),
    ]
    card = train(gold, tmp_path / "with", said)
    assert card["phrases_by_weight"]["3.0"] == 2
    assert card["cross_validation"]["accuracy"]["of"] == card["phrases"]["all"]
    assert load_from(tmp_path / "with").predict(["Zirkus Salto"])[0].foerderbereich == "zusammenleben"


def test_the_model_card_for_people_holds_the_figures_of_the_card() -> None:
    folder = data_path("models", "classifier")
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    text = (folder / "README.md").read_text(encoding="utf-8")
    assert card["gold_sha256"] in text
    assert f"| other | {card['cross_validation']['by_class']['other']['precision']:.3f} |" in text
    curve = risk_coverage_svg(card["cross_validation"]["risk_coverage"])
    assert (folder / "risk_coverage.svg").read_text(encoding="utf-8") == curve
    assert (folder / "learning_curve.svg").read_text(encoding="utf-8") == learning_curve_svg(card["learning_curve"])


def test_more_phrases_help() -> None:
    card = json.loads(data_path("models", "classifier", "card.json").read_text(encoding="utf-8"))
    sizes, shares = zip(*card["learning_curve"], strict=True)
    assert list(sizes) == sorted(sizes)
    assert shares[-1] > shares[0]
