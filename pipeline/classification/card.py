"""The model card for people, made from the card of figures so that the two can't drift."""

from __future__ import annotations

from typing import Any

_INTRO = """# Area classifier

Gives the text of a measure one of the seven Förderbereiche, or null with a reason (quality, steering, other_field,
unclear). Trained by `python -m pipeline.classification.train` from `corpus/gold/measures.jsonl`; this file and
`card.json` are written by that command. Features: words, letter groups, and concepts shared by German, French and
Italian (`pipeline/domain/concepts.toml`).

Meant for titles and short descriptions of measures in documents about integration promotion. Not meant for whole
pages. The phrases were written for training by hand, so real documents may be harder than the figures below, which
come from a cross-validation that keeps phrases of one template together. The words of the concepts were chosen with
the errors of such a cross-validation in view, which flatters the figures a little. Scores are calibrated by one
temperature.
"""


def render_card(card: dict[str, Any]) -> str:
    """Return the model card as Markdown."""
    scores = card["cross_validation"]
    facts = [
        f"- version {card['version']}: {card['model']}, temperature {card['temperature']}, seed {card['seed']}",
        f"- phrases: {_pairs(card['phrases'])}; sha256 of the gold `{card['gold_sha256']}`",
        f"- libraries: {_pairs(card['libraries'])}",
        f"- macro F1 of the candidates: {_pairs(card['candidates'])}",
        f"- accuracy {scores['accuracy']}; macro F1 {scores['macro_f1']}",
        f"- calibration error {scores['calibration_error']}",
        f"- accuracy counting second labels that can be defended {scores['accuracy_with_alternatives']}",
        f"- the same where unclear answers are null {scores['accuracy_after_threshold']}",
        f"- unclear {scores['unclear']}, of which the best label would be right {scores['right_among_unclear']}",
        f"- by language: {_pairs(scores['by_language'])}",
    ]
    return "\n".join([_INTRO, *facts, "", *_table(scores["by_class"]), ""])


def _pairs(values: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in values.items())


def _table(classes: dict[str, dict[str, float]]) -> list[str]:
    head = ["| class | precision | recall | F1 | phrases |", "|---|---|---|---|---|"]
    rows = [
        f"| {name} | {row['precision']} | {row['recall']} | {row['f1']} | {row['support']:.0f} |"
        for name, row in classes.items()
    ]
    return [*head, *rows]
