from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.classification.classifier import load_from
from pipeline.classification.curves import learning_curve_svg, risk_coverage_svg
from pipeline.classification.gold import GoldPhrase
from pipeline.classification.train import train
from pipeline.domain.data import data_path

TEXTS = ["Deutschkurse", "Ein Neubau", "Spielgruppe im Dorf", "Auswertung", "Interprétariat", "Corsi di lingua"]


SAID = [
    GoldPhrase("Zirkus Salto", "und", "zusammenleben", None, "document", None, "d1", (), weight=3.0),
    GoldPhrase("Kinderzirkus Salto", "und", "zusammenleben", None, "document", None, "d2", (), weight=3.0),
]


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lines = data_path("corpus", "gold", "measures.jsonl").read_text(encoding="utf-8").splitlines()
    path = tmp_path_factory.mktemp("gold") / "gold.jsonl"
    path.write_text("\n".join(lines[::40]) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def trained(gold: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, dict[str, Any]]]:
    """Two models of the same phrases, each with its card."""
    folders = [tmp_path_factory.mktemp(name) for name in ("first", "second")]
    return [(folder, train(gold, folder, SAID)) for folder in folders]


def test_training_twice_on_the_same_gold_gives_the_same_card_and_predictions(
    trained: list[tuple[Path, dict[str, Any]]],
) -> None:
    (first, card), (second, other_card) = trained
    assert card == other_card
    for name in ("card.json", "README.md", "risk_coverage.svg", "learning_curve.svg"):
        assert (first / name).read_bytes() == (second / name).read_bytes()
    results = [load_from(folder).predict(TEXTS) for folder in (first, second)]
    assert results[0] == results[1]
    assert results[0][0].foerderbereich == "sprache"


def test_corrections_are_learned_by_their_weight_and_not_scored(
    gold: Path, trained: list[tuple[Path, dict[str, Any]]]
) -> None:
    folder, card = trained[0]
    assert card["phrases"]["all"] == len(gold.read_text(encoding="utf-8").splitlines())
    assert card["phrases_by_weight"]["3.0"] == 2
    assert card["cross_validation"]["accuracy"]["of"] == card["phrases"]["all"]
    assert load_from(folder).predict(["Zirkus Salto"])[0].foerderbereich == "zusammenleben"


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
