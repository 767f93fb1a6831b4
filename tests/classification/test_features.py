from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.classification.features import concepts, normalise, words


@pytest.mark.parametrize(
    ("word", "concept"),
    [
        ("Vorschulkinderbetreuung", "small_children"),
        ("Crèches", "small_children"),
        ("Telefondolmetschdienst", "interpreting"),
        ("d’interprètes", "interpreting"),
        ("Quartiervereine", "encounter"),
        ("préapprentissage", "training"),
    ],
)
def test_concepts_are_found_inside_compounds_and_over_accents(word: str, concept: str) -> None:
    assert concept in concepts(word)


@pytest.mark.parametrize(
    ("word", "concept"),
    [
        ("Vereinbarung", "encounter"),
        ("Zusammenarbeit", "job"),
        ("Nidwalden", "infrastructure"),
        ("Ladenöffnungszeiten", "diversity"),
        ("informatique", "information"),
        ("Kindergarten", "encounter"),
    ],
)
def test_words_that_only_look_alike_do_not_count(word: str, concept: str) -> None:
    assert concept not in concepts(word)


def test_spelling_of_apostrophes_soft_hyphens_and_years_does_not_matter() -> None:
    assert normalise("L’accueil 2018") == normalise("l'accueil 2023")
    assert words("Deutsch\u00adkurs") == words("deutschkurs")


@given(st.text(max_size=80))
def test_any_text_has_features_in_a_fixed_order(text: str) -> None:
    assert concepts(text) == concepts(text)
    assert all(isinstance(word, str) and word for word in words(text))
