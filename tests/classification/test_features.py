from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer

from pipeline.classification.features import concepts, heads, lemmas, letters, normalise, parts, words


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


def test_forms_of_a_word_have_one_lemma() -> None:
    assert lemmas("Beratungen") == lemmas("Beratung")
    assert lemmas("réfugiée") == lemmas("réfugiés")
    assert lemmas("corsi") == lemmas("corso")


def test_letters_are_those_scikit_learn_would_take() -> None:
    text = "Die Deutschkurse, für Frauen"
    analyzer = CountVectorizer(analyzer="char_wb", preprocessor=normalise, ngram_range=(3, 5)).build_analyzer()
    assert sorted(letters(text)) == sorted(analyzer(text))


def test_the_head_of_a_title_ends_at_the_first_preposition_or_article() -> None:
    assert heads("Evaluation der Deutschkurse") == heads("Evaluation")
    assert heads("Die Evaluation für Kinder") == heads("Evaluation")
    assert "evaluation" in heads("Evaluation der Deutschkurse")
    assert "language_course" not in heads("Evaluation der Deutschkurse")
    assert heads("") == []


def test_a_compound_has_its_parts_and_not_those_inside_longer_ones() -> None:
    assert parts("Quartiervereinen") == ["quartier", "verein"]
    assert parts("Deutschkurs") == ["deutschkurs"]


@pytest.mark.parametrize(
    ("text", "concept", "found"),
    [
        ("Promotion de la petite enfance", "small_children", True),
        ("Un enfant de petite taille", "small_children", False),
        ("Décision du Conseil d’État", "politics", True),
    ],
)
def test_several_words_count_where_they_follow_each_other(text: str, concept: str, found: bool) -> None:
    assert (concept in concepts(text)) is found


@given(st.text(max_size=80))
def test_any_text_has_features_in_a_fixed_order(text: str) -> None:
    assert concepts(text) == concepts(text)
    assert all(isinstance(word, str) and word for word in (*words(text), *lemmas(text), *parts(text)))
