from __future__ import annotations

import random

import pytest

from pipeline.comparison.similar import Named, similar_measures


def named(*titles: str, program: str = "KIP 3") -> list[Named]:
    """Measures of one canton each, in the order AG, BE, BL, GL."""
    return [Named(str(number), canton, program, title) for number, (canton, title) in enumerate(zip(CANTONS, titles))]  # noqa: B905


CANTONS = ("AG", "BE", "BL", "GL")
TANDEMS = ((7, "AG", "Tandem Beruf"), (8, "BE", "Beruf im Duo"))
OTHERS = ("Chor der Nationen", "Telefondolmetschen", "Spielgruppe")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mentoring für Jugendliche", "Mentoring für Lernende"),
        ("Deutschkurse für Eltern", "Elterndeutschkurse"),
        ("Beratungsstelle gegen Rassismus", "Regionale Beratungsstellen bei Rassismus"),
        ("Cours de français pour parents", "Cours de français du soir"),
    ],
)
def test_the_same_offer_in_other_words_is_one_group(one: str, other: str) -> None:
    (group,) = similar_measures([*named(one, other), *named(*OTHERS)])
    assert {item.title for item in group.measures} == {one, other}
    assert group.cantons == ("AG", "BE")


def test_offers_that_share_a_word_of_grammar_only_are_apart() -> None:
    assert similar_measures(named("Chor für Frauen", "Beratung für Betriebe", "Kurs mit Prüfung")) == []


def test_a_group_is_named_by_the_words_its_titles_share() -> None:
    (group,) = similar_measures(named("Mentoring für Jugendliche", "Mentoring am Abend", "Mentoring für Frauen"))
    assert group.name == "Mentoring"


def test_a_canton_that_names_an_offer_twice_is_no_group() -> None:
    twice = [Named("1", "AG", "KIP 3", "Mentoring"), Named("2", "AG", "KIP 3", "Mentoring")]
    assert similar_measures(twice) == []
    later = Named("3", "AG", "KIP 2", "Mentoring")
    assert len(similar_measures([*twice, later])[0].measures) == 3


def test_the_description_brings_measures_together_whose_titles_share_little() -> None:
    def together(text: str | None) -> bool:
        pair = [Named(str(number), canton, None, title, text) for number, canton, title in TANDEMS]
        groups = similar_measures([*pair, *named(*OTHERS, "Beruf heute")], likeness=0.32)
        return any(set(pair) <= set(group.measures) for group in groups)

    assert not together(None)
    assert together("Freiwillige begleiten Lernende durch die Lehre")


def test_the_order_of_measures_does_not_matter() -> None:
    measures = [
        Named(f"{canton}{title}", canton, "KIP 3", title)
        for canton in CANTONS
        for title in ("Mentoring für Frauen", "Deutschkurs am Abend", "Deutschkurs für Eltern", f"Chor {canton}")
    ]
    expected = similar_measures(measures)
    assert expected
    for seed in range(3):
        shuffled = list(measures)
        random.Random(seed).shuffle(shuffled)
        assert similar_measures(shuffled) == expected


def test_no_measures_and_titles_without_words_make_no_group() -> None:
    assert similar_measures([]) == []
    assert similar_measures(named("1", "–")) == []
