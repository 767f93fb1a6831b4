"""The model card for people, made from the card of figures so that the two can't drift."""

from __future__ import annotations

from typing import Any

_INTRO = """# Area classifier

Gives the text of a measure one of the seven Förderbereiche, or null with a reason (quality, steering, other_field,
unclear). Trained by `kip train classifier` from `corpus/gold/measures.jsonl`; all files of this folder are written by
that command. Features: words and pairs of them, lemmas, letter groups, parts of compounds, the words a title begins
with, and concepts shared by German, French and Italian (`pipeline/domain/concepts.toml`); the heading above a measure
and the sentence around it are weighed in where they are known.

Meant for titles and short descriptions of measures in documents about integration promotion. Not meant for whole
pages. The phrases were written for training by hand, so real documents may be harder than the figures below. Those come
from a nested cross-validation: in each outer fold the kind of model, its temperature and its threshold were chosen
without the fold's phrases, and phrases of one template or canton, or with nearly the same letters, are never on both
sides. The words of the concepts were chosen with phrases of the gold in view, and many French phrases have an Italian
counterpart, which flatters the figures; every third phrase was written to lie near a border, which lowers them. What
phrases of other annotators gave stands in `docs/classifier.md`.

An answer is right if it is the label or one that can be defended. Intervals are Wilson's, 95 %.
"""


def render_card(card: dict[str, Any]) -> str:
    """Return the model card as Markdown."""
    found, calibration = card["cross_validation"], card["calibration"]
    facts = [
        f"- version {card['version']}: {card['model']}, seed {card['seed']}; {_pairs(calibration)}",
        f"- phrases: {_pairs(card['phrases'])}, in {found['groups']} groups; sha256 `{card['gold_sha256']}`",
        f"- libraries: {_pairs(card['libraries'])}",
        f"- log loss of the candidates: {_pairs(card['log_loss_of_candidates'])}",
        f"- chosen in the outer folds: {_pairs(found['chosen'])}",
        f"- accuracy {_rate(found['accuracy'])}; first label alone {_rate(found['first_label'])}",
        f"- macro F1 over the seven {found['macro_f1']}",
        f"- none of the seven, recognised {_rate(found['none_recognised'])}",
        f"- the most confident 85 % {_rate(found['most_confident'])}",
        f"- unclear {_rate(found['unclear'])}; calibration error {found['calibration_error']}",
        *(f"- {lang} {_rate(row)}" for lang, row in found["by_language"].items()),
    ]
    pictures = "![Risk and coverage](risk_coverage.svg)\n\n![Learning curve](learning_curve.svg)"
    tables = [*_classes(found["by_class"]), "", *_confusion(found["confusion"]), "", *_cantons(found["by_canton"])]
    return "\n".join([_INTRO, *facts, "", pictures, "", *tables, "", *_curve(card["learning_curve"]), ""])


def _pairs(values: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in values.items())


def _rate(row: dict[str, Any]) -> str:
    if row["interval_95"] is None:
        return "– (0)"
    low, high = row["interval_95"]
    return f"{row['share']:.3f} ({row['right']} of {row['of']}; {low:.3f}–{high:.3f})"


def _classes(classes: dict[str, dict[str, Any]]) -> list[str]:
    head = ["| class | precision | recall | interval of recall | F1 | phrases |", "|---|---|---|---|---|---|"]
    rows = [
        f"| {name} | {_number(row['precision'])} | {_number(row['recall'])} | {_range(row['recall_interval_95'])} "
        f"| {_number(row['f1'])} | {row['of']} |"
        for name, row in classes.items()
    ]
    return [*head, *rows]


def _confusion(table: dict[str, dict[str, int]]) -> list[str]:
    names = list(table)
    head = f"| label ↓ answer → | {' | '.join(names)} |"
    rows = [f"| {truth} | {' | '.join(str(table[truth][answer]) for answer in names)} |" for truth in names]
    return [head, "|---" * (len(names) + 1) + "|", *rows]


def _cantons(cantons: dict[str, dict[str, Any]]) -> list[str]:
    rows = [f"| {canton} | {_rate(row)} |" for canton, row in cantons.items()]
    return ["| canton of a place named | right |", "|---|---|", *rows]


def _curve(points: list[tuple[int, float]]) -> list[str]:
    rows = [f"| {size} | {share:.3f} |" for size, share in points]
    return ["| phrases learned from | right |", "|---|---|", *rows]


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _range(interval: list[float] | None) -> str:
    return "–" if interval is None else f"{interval[0]:.2f}–{interval[1]:.2f}"
