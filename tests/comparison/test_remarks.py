"""What is said of a figure, in the language of whoever reads it."""

from __future__ import annotations

from collections.abc import Callable
from string import Formatter

import pytest

from pipeline.comparison.compare import compare
from pipeline.comparison.remarks import tell_all
from pipeline.domain.data import load_toml, vocabulary
from pipeline.records import Funding, Records

Amount = Callable[..., Funding]
Document = Callable[..., Records]
LANGUAGES = ("en", "de", "fr", "it")


def fields(sentence: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(sentence)} - {None}


@pytest.mark.parametrize("group", [name for name in load_toml("remarks") if name != "version"])
def test_every_sentence_and_word_says_the_same_in_all_languages(group: str) -> None:
    for code, told in load_toml("remarks")[group].items():
        assert tuple(told) == LANGUAGES, code
        assert len({frozenset(fields(text)) for text in told.values()}) == 1, code


def test_every_qualifier_scope_and_side_has_its_words() -> None:
    told = load_toml("remarks")
    assert {name for name in vocabulary("qualifier") if name != "exact"} <= set(told["sentences"])
    assert set(vocabulary("ip_scope")) == set(told["ip_scope"])
    assert {*vocabulary("side"), "untold"} == set(told["side"])


def test_a_conflict_is_told_in_each_language(amount: Amount, document: Document) -> None:
    title = "Konzept zum kantonalen Integrationsprogramm mit einem langen Titel, der nicht ganz gebraucht wird"
    documents = [
        document("a", amount(1_400_000.0), title=title, published="2017-11-14"),
        document("b", amount(750_000.0, "mindestens 750'000", qualifier="at_least", basis="per_year")),
    ]
    row = next(row for row in compare(documents).rows if row.instrument)
    assert tell_all(row.remarks[:-1], "en") == row.note
    german, french = tell_all(row.remarks, "de"), tell_all(row.remarks, "fr")
    assert "Widerspruch: CHF 1’400’000, KIP-Konzept «Konzept zum kantonalen Integrationsprogramm mit einem" in german
    assert " …» (AG, 14.11.2017), S. 1," in german
    assert ", gegen CHF 3’000’000; andere Angabe: CHF 3’000’000, CHF 750’000 pro Jahr × 4 Jahre (2018–2021)" in german
    assert "CHF 750’000 par année × 4 ans (2018–2021), au moins, concept PIC" in french
    # Words of a document stay as they are.
    assert "«mindestens 750'000»" in french
