from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.classification.extra import CORRECTION_WEIGHT, WEAK_WEIGHT, corrected_phrases, weak_phrases
from pipeline.review.corrections import Place, append, new_correction


def say(folder: Path, record: str, column: str, value: str | None, table: str = "measures") -> None:
    place = Place(table, record, "d" * 64, None, 1, 0, 10, f"Zirkus {record}")
    append(folder, new_correction("Anna", "corrected", place, column=column, machine_value=None, human_value=value))


def test_the_last_word_on_an_area_is_learned_with_its_weight(tmp_path: Path) -> None:
    say(tmp_path, "m1", "foerderbereich", "sprache")
    say(tmp_path, "m1", "foerderbereich", "zusammenleben")
    phrases = corrected_phrases(tmp_path)
    assert [(phrase.text, phrase.foerderbereich, phrase.weight) for phrase in phrases] == [
        ("Zirkus m1", "zusammenleben", CORRECTION_WEIGHT)
    ]


def test_none_is_learned_with_its_reason_only_and_other_columns_and_tables_teach_nothing(tmp_path: Path) -> None:
    say(tmp_path, "m1", "foerderbereich", None)
    say(tmp_path, "m2", "foerderbereich", None)
    say(tmp_path, "m2", "no_area_reason", "quality")
    say(tmp_path, "m3", "title", "Zirkus")
    say(tmp_path, "f1", "foerderbereich", "sprache", "funding")
    assert [(phrase.text, phrase.label) for phrase in corrected_phrases(tmp_path)] == [("Zirkus m2", "quality")]
    assert corrected_phrases(tmp_path / "nowhere") == []


def test_measures_under_a_heading_are_weak_labels_unless_in_doubt() -> None:
    row: dict[str, Any] = {
        "title": "Zirkus Salto",
        "foerderbereich": "zusammenleben",
        "document_id": "d1",
        "assigned_by": "heading",
        "generic": False,
        "reviewed": None,
        "needs_review": False,
    }
    changes: list[dict[str, Any]] = [
        {},
        {"assigned_by": "classifier"},
        {"generic": True},
        {"reviewed": "rejected"},
        {"needs_review": True},
        {"title": "Zusammenleben und Partizipation"},
        {"foerderbereich": None},
    ]
    found = weak_phrases([row | change for change in changes])
    assert [(phrase.text, phrase.label, phrase.weight) for phrase in found] == [
        ("Zirkus Salto", "zusammenleben", WEAK_WEIGHT)
    ]
