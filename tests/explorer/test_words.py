"""What stands on the surface: every column, value and sentence in German, French and Italian."""

from __future__ import annotations

import pytest

from explorer.queue import causes
from explorer.words import Words, load
from pipeline.codebook import tables, vocabularies
from pipeline.domain.data import load_toml, vocabulary
from pipeline.domain.failures import DocumentFailure, detail_of, told
from pipeline.domain.labels import LANGUAGES
from pipeline.review.corrections import ACTIONS
from pipeline.review.values import REASONS

# Cantons and programmes are called alike in all languages; areas have titles of their own.
NAMES = ("canton", "program", "foerderbereich")


def test_all_words_are_there_in_three_languages() -> None:
    entries = [(group, key, entry) for group, words in load("words").items() for key, entry in words.items()]
    assert [(group, key) for group, key, entry in entries if tuple(entry) != LANGUAGES or not all(entry.values())] == []


@pytest.mark.parametrize("table", list(tables()))
def test_every_column_has_a_heading(table: str) -> None:
    assert [column.name for column in tables()[table].columns if column.name not in load("words")["columns"]] == []


@pytest.mark.parametrize("name", [name for name in vocabularies() if name not in NAMES])
def test_every_value_of_a_vocabulary_has_a_label_in_three_languages(name: str) -> None:
    labels = load_toml("labels").get(name, {})
    assert [value for value in vocabulary(name) if tuple(labels.get(value, ())) != LANGUAGES] == []


def test_every_failure_is_told_in_three_languages_and_keeps_what_was_seen() -> None:
    failures = [DocumentFailure(code, "2’500 pages, limit 2000") for code in vocabulary("failure_code")]
    told_once = {told(failure.code, language) for failure in failures for language in LANGUAGES}
    assert len(told_once) == len(failures) * len(LANGUAGES)
    assert not any("{" in sentence for sentence in told_once)
    seen = {failure.code: detail_of(failure.code, failure.reason) for failure in failures}
    assert (seen["too_large"], seen["not_found"]) == ("2’500 pages, limit 2000", "")


def test_every_action_and_refusal_has_its_words() -> None:
    assert set(load("words")["actions"]) == set(ACTIONS)
    assert set(load("words")["refused"]) == set(REASONS)
    assert Words("fr")("refused", "not_number").format(typed="beaucoup", known="").startswith("« beaucoup »")


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("funding", {"found_by": "finance_table/2 sum_check/1:-10000"}, ("sum",)),
        ("funding", {"amount_chf": None, "verification": "conflict"}, ("no_amount", "readings")),
        ("funding", {"verification": "single"}, ("read_once",)),
        ("measures", {"second_foerderbereich": "sprache", "assigned_by": "heading"}, ("second_area",)),
        ("measures", {"assigned_by": "classifier"}, ("area",)),
        ("goals", {}, ("goal_area",)),
        ("decisions", {}, ("unsure",)),
    ],
)
def test_why_a_row_waits_has_its_words(name: str, values: dict[str, object], expected: tuple[str, ...]) -> None:
    row = {"found_by": "amounts/1", "amount_chf": 1.0, "verification": "verified", **values}
    assert causes(name, row) == expected
    assert set(expected) <= set(load("words")["waits"])
