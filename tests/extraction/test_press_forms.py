"""How the press tells ballots, credits and programmes: counts of the people, `über` of a credit, ordinals, shares."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.records import Records

Extract = Callable[[str], Records]


@pytest.mark.parametrize(
    ("text", "yes", "no"),
    [
        (
            "Das Gesetz wurde mit 31 204 Ja- gegen 22 118 Nein-Stimmen, einem Ja-Anteil von 58,5 Prozent, angenommen.",
            31204.0,
            22118.0,
        ),
        ("Mit 12'480 Ja zu 9'903 Nein ist der Integrationskredit an der Urne durchgekommen.", 12480.0, 9903.0),
        ("Der Integrationskredit wurde mit einem Ja-Stimmen-Anteil von 61,4 Prozent angenommen.", 61.4, None),
        ("Integrationskredit des Kantons: JA 53.2% 212'845 Stimmen NEIN 46.8% 187'230 Stimmen", 212845.0, 187230.0),
    ],
)
def test_ballot_without_a_body_is_of_the_people(extract: Extract, text: str, yes: float, no: float | None) -> None:
    found = extract(text).decisions
    assert [(row.body, row.outcome, row.votes_yes, row.votes_no) for row in found] == [("Volk", "approved", yes, no)]


def test_parliament_named_before_casts_no_more_votes_than_it_has_seats(extract: Extract) -> None:
    text = (
        "Der Landrat hatte dem Integrationskredit zugestimmt. Am Sonntag wurde dieser mit 8'204 Ja gegen 6'118 Nein "
        "angenommen."
    )
    assert [row.body for row in extract(text).decisions] == ["Landrat", "Volk"]


def test_verdict_without_a_body_is_a_decision_of_an_unknown_one(extract: Extract) -> None:
    (row,) = extract("Der Entscheid fiel mit 91 zu 34 Stimmen. Damit geht das Integrationsprogramm weiter.").decisions
    assert (row.body, row.votes_yes, row.votes_no) == ("unknown", 91.0, 34.0)


def test_those_against_are_told_after_those_for(extract: Extract) -> None:
    (row,) = extract("Für das Programm stimmten 77 Mitglieder des Kantonsrats, 25 waren dagegen.").decisions
    assert (row.body, row.votes_yes, row.votes_no) == ("Kantonsrat", 77.0, 25.0)


def test_credit_over_an_amount_is_of_just_so_much(extract: Extract) -> None:
    (row,) = extract("Der Landrat genehmigte einen Kredit über 1,3 Millionen Franken für das KIP 3.").funding
    assert (row.qualifier, row.evidence.quote) == ("exact", "1,3 Millionen Franken")
    (more,) = extract("Das KIP 3 kostet über 1,3 Millionen Franken.").funding
    assert more.qualifier == "at_least"


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Für die dritte Programmperiode des Integrationsprogramms sprach der Rat 2 Millionen Franken.", (2024, 2027)),
        ("Das zweite Kantonale Integrationsprogramm kostet 3 Millionen Franken.", (2018, 2021)),
        ("Der Kanton Freiburg gibt für das dritte Kantonale Integrationsprogramm 2 Mio. Franken aus.", (None, None)),
        ("Der Kredit für das Integrationsprogramm beträgt 2 Mio. Franken. Es läuft seit 2014.", (None, None)),
    ],
)
def test_programmes_are_counted_in_words(extract: Extract, text: str, years: tuple[int | None, int | None]) -> None:
    (row,) = extract(text).funding
    assert (row.period_start, row.period_end) == years


def test_share_of_the_canton_makes_the_whole_money_of_several(extract: Extract) -> None:
    text = (
        "Eine Minderheit stellte den Antrag für einen kleineren Integrationskredit: 11 Millionen Franken mit einem "
        "Kantonsanteil von 4 Millionen Franken."
    )
    whole, part = extract(text).funding
    assert (whole.payer, whole.status) == ("mixed", "requested")
    assert (part.payer, part.status) == ("kanton", "requested")


def test_rise_by_a_gross_amount_is_an_increase(extract: Extract) -> None:
    text = "Für das KIP 3 ist eine Erhöhung des jährlichen Rahmens um brutto 450'000 Franken vorgesehen."
    (row,) = extract(text).funding
    assert (row.role, row.basis) == ("increase", "per_year")


def test_costs_that_are_spent_each_year_are_not_spent_yet(extract: Extract) -> None:
    text = "Der Kredit von 19'000 Franken deckt die Hälfte dessen, was für Integrationsmassnahmen ausgegeben wird."
    (row,) = extract(text).funding
    assert row.status == "planned"


def test_canton_without_a_name_is_not_the_confederation(extract: Extract) -> None:
    text = (
        "Der Regierungsrat hat die Botschaft zum KIP 3 verabschiedet. Der Bund und die Konferenz der "
        "Kantonsregierungen haben sich auf die Eckwerte geeinigt. Er unterbreitet sie dem Kantonsrat."
    )
    assert extract(text).facts.canton is None


def test_member_of_a_government_tells_the_canton_where_none_is_named(extract: Extract) -> None:
    text = "Das Integrationsprogramm lohne sich, sagt Regierungsrätin Jacqueline Fehr: Es gebe zu wenig Sprachkurse."
    assert extract(text).facts.canton == "ZH"
    assert extract(f"{text} Das sieht man auch in Uri und Glarus so.").facts.canton is None


def test_votes_of_the_people_do_not_hide_whose_parliament_it_is(extract: Extract) -> None:
    text = (
        "Der Kantonsrat stimmte dem Integrationskredit mit 151 zu 20 Stimmen zu. "
        "An der Urne wurde er mit 201'304 Ja gegen 158'220 Nein angenommen."
    )
    assert extract(text).facts.canton == "ZH"


def test_third_period_is_no_third_party(extract: Extract) -> None:
    text = (
        "Für die dritte Periode des KIP stehen in Uri 390'000 Franken bereit; dazu tragen der Bund einerseits sowie "
        "der Kanton und die Gemeinden anderseits je 195'000 Franken bei."
    )
    assert {row.payer for row in extract(text).funding} == {"mixed"}
    (row,) = extract("An die Deutschkurse des KIP zahlen Dritte 40'000 Franken.").funding
    assert row.payer == "dritte"


def test_lump_sum_is_known_by_what_the_confederation_pays(extract: Extract) -> None:
    text = (
        "Die Integration eines Flüchtlings sei viel teurer, sagt der Kanton, als die 6000 Franken, die der Bund heute "
        "einmalig zahlt. Es brauche Sprachkurse und Begleitung für Flüchtlinge."
    )
    (row,) = extract(text).funding
    assert (row.instrument, row.basis, row.payer) == ("ip", "per_person", "bund")


def test_sum_told_again_is_the_same_money(extract: Extract) -> None:
    text = (
        "Integration kostet die Schweiz 120 Millionen Franken mehr\n\nBund und Kantone wollen mehr für die Integration "
        "von Zugewanderten tun: für Sprachkurse, Beratung und Dolmetschen.\n\nInsgesamt sind im Bericht Zusatzkosten "
        "von 120 Millionen Franken vorgeschlagen."
    )
    assert [row.is_integration for row in extract(text).funding] == [True, True]


def test_university_of_a_town_does_not_make_it_the_canton(extract: Extract) -> None:
    text = "Das Bündner Modell der Integration von Flüchtlingen wirkt. Das zeigt die Hochschule Luzern in einer Studie."
    assert extract(text).facts.canton == "GR"
