"""The model card of the German pipeline for people, made from the card of figures so that the two can't drift."""

from __future__ import annotations

from typing import Any

_INTRO = """# German pipeline

A spaCy pipeline: one shared network over the letters of words, and a recogniser of measures, providers, target groups
and responsible bodies in documents about integration promotion{tagger}.
Trained by `kip train recogniser` from `corpus/gold/passages.jsonl`; this file and `card.json` are written by that
command.

Meant for running text, lists and rows of tables in German documents about integration promotion, together with the
rules of `pipeline/extraction`. Not meant for other subjects: the recogniser takes a nurse's training course for a
measure of integration more often than a reader would. The passages were written for training by hand, so real
documents may be harder or easier than the figures say.

A span is right if it overlaps the true one and neither is more than three times as long; *both ends* counts those that
agree in both. The figures come from a cross-validation over {folds} folds that never splits a group (canton and
document). The calibration was fitted to the same spans, which flatters its table a little.
"""
_TREEBANK = """
The tagger learned from a treebank, the one that comes with kip from UD_German-GSD (CC BY-SA 4.0) and UD_German-PUD
(CC BY-SA 3.0); it shares its network with the recogniser. The sentences are not part of the project.
"""
_CURVE = "F1 over the first {folds_of_curve} folds, where the model knows a share of the other folds' groups."


def render_card(card: dict[str, Any]) -> str:
    """Return the model card as Markdown."""
    tagged = card["treebank_sentences"] > 0
    intro = _INTRO.format(tagger="; beside it a tagger of parts of speech" if tagged else "", folds=card["folds"])
    facts = [
        f"- version {card['version']}",
        f"- sha256 of the gold `{card['gold_sha256']}`",
        f"- sha256 of the config `{card['config_sha256']}`",
        f"- sha256 of the known endings and names `{card['words_sha256']}`",
        f"- passages {card['passages']}, groups {card['groups']}, words {card['words']}",
        f"- passages without a span {card['without_spans']}",
        f"- sentences of a treebank {card['treebank_sentences']}; right tags in held-out ones {card['tag_accuracy']}",
        "- libraries: " + ", ".join(f"{name} {number}" for name, number in card["libraries"].items()),
    ]
    parts = [intro + (_TREEBANK if tagged else ""), *facts, "", *_labels(card["labels"]), ""]
    parts += ["## Learning curve", "", _CURVE.format(**card), ""]
    parts += [*_curve(card["curve"]), "", "## Calibration", "", "Share of right spans by confidence.", ""]
    return "\n".join([*parts, *_reliability(card["reliability"]), ""])


def _labels(labels: dict[str, dict[str, Any]]) -> list[str]:
    rows = [
        f"| {name} | {_share(row, 'precision')} | {_share(row, 'recall')} | {row['f1']:.2f} "
        f"| {row['exact']} of {row['right']} | {row['of']} |"
        for name, row in labels.items()
    ]
    head = "| label | precision (95 %) | recall (95 %) | F1 | both ends | spans |"
    return [head, "|---|---|---|---|---|---|", *rows]


def _share(row: dict[str, Any], name: str) -> str:
    share, interval = row[name], row[f"{name}_interval_95"]
    return "–" if share is None else f"{share:.2f} ({interval[0]:.2f}–{interval[1]:.2f})"


def _curve(curve: dict[str, dict[str, float]]) -> list[str]:
    names = list(next(iter(curve.values())))
    head = ["| known | " + " | ".join(names) + " |", "|---|" + "---|" * len(names)]
    return head + [
        f"| {share} | " + " | ".join(f"{row[name]:.2f}" for name in names) + " |" for share, row in curve.items()
    ]


def _reliability(tables: dict[str, list[dict[str, Any]]]) -> list[str]:
    head = ["| label | confidence | mean | right |", "|---|---|---|---|"]
    return head + [
        f"| {name} | {row['from']:.1f}–{row['to']:.1f} | {row['mean']:.2f} | {row['right']} of {row['of']} |"
        for name, rows in tables.items()
        for row in rows
    ]
