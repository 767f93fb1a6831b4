from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.areas import area_of_code, area_of_title, area_title, areas_named
from pipeline.domain.data import load_toml, vocabulary

LANGUAGES = ("de", "fr", "it")


def named(text: str) -> list[tuple[str, str]]:
    return [(text[item.start : item.end], item.foerderbereich) for item in areas_named(text)]


def ids(text: str) -> list[str]:
    return [item.foerderbereich for item in areas_named(text)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("area", vocabulary("foerderbereich"))
def test_each_official_title_of_kip_3_gives_its_area(area: str, language: str) -> None:
    assert area_of_title(area_title(area, language)) == area
    assert area_of_title(area_title(area, language).upper()) == area


@pytest.mark.parametrize("entry", load_toml("foerderbereiche")["earlier"], ids=lambda entry: str(entry["de"]))
def test_each_title_and_code_of_the_earlier_programmes_gives_its_area(entry: dict[str, str]) -> None:
    for language in LANGUAGES:
        assert area_of_title(entry[language]) == entry["foerderbereich"]
    assert area_of_title(f"FB {entry['code']}") == entry["foerderbereich"]
    assert area_of_code(entry["code"], entry["programs"][0]) == entry["foerderbereich"]


def test_no_name_belongs_to_two_areas() -> None:
    owner: dict[str, str] = {}
    for area, entry in load_toml("foerderbereiche")["areas"].items():
        for name in [*entry["names"], *entry["short"], *entry["titles"].values()]:
            assert owner.setdefault(name.casefold(), area) == area


@pytest.mark.parametrize(
    ("title", "area"),
    [
        ("3.6 Frühe Kindheit", "fruehe_kindheit"),
        ("3.4 Sprache (FB 2.1) ........ 25", "sprache"),
        ("Förderbereich 2: Sprache und Bildung", "sprache"),
        ("UMGANG MIT VIELFALT\nUND DISKRIMINIERUNGSSCHUTZ", "vielfalt_diskriminierungsschutz"),
        ("Umgang mit Vielfalt & Diskriminierungsschutz", "vielfalt_diskriminierungsschutz"),
        ("Zusammenleben / Partizipation", "zusammenleben"),
        ("Ausbildungs– und Arbeitsmarktfähigkeit", "ausbildung_arbeit"),
        ("Massnahmen im Förderbereich «Dolmetschen»", "dolmetschen"),
        ("Total Dolmetschen", "dolmetschen"),
        ("e) Frühe Förderung", "fruehe_kindheit"),
        ("Primo-information et besoins en matière d’encouragement de l’intégration", "information_beratung"),
        ("Domaine d'encouragement 4 : petite enfance", "fruehe_kindheit"),
        ("Vivre ensemble et participation", "zusammenleben"),
        ("Ambito «Convivenza e partecipazione»", "zusammenleben"),
        ("FB 2.2 Massnahmen im Vorschulalter des Kantons", "fruehe_kindheit"),
    ],
)
def test_a_title_gives_its_area_whatever_stands_around_it(title: str, area: str) -> None:
    assert area_of_title(title) == area


def test_the_title_wins_over_the_code() -> None:
    assert area_of_title("FB 1.3 Sprache") == "sprache"


@pytest.mark.parametrize(
    "title",
    [
        "",
        "2.1",
        "3.1 Grundlagen",
        "Deutschkurse",
        "Beratungsstelle",
        "Conseil d'État",
        "Bildung und Arbeit",
        "Verständigung und gesellschaftliche Integration",
        "Pfeiler 1: Information und Beratung",
        "FB 2.1 und FB 2.3",
        "Die Sprache ist der Schlüssel zur Integration, sagt der Regierungsrat an diesem Tag im Kanton.",
    ],
)
def test_what_is_not_the_name_of_an_area_gives_none(title: str) -> None:
    assert area_of_title(title) is None


def test_an_everyday_word_alone_names_no_area() -> None:
    assert named("Die Sprache ist der Schlüssel. Eine Beratung hilft, das Zusammenleben zu verbessern.") == []
    assert named("Themen der Tagung waren Wohnen und Beratung.") == []


def test_an_everyday_word_after_a_word_for_area_names_one() -> None:
    assert named("Im Förderbereich «Dolmetschen» wurde gespart.") == [("Dolmetschen", "dolmetschen")]
    assert named("Le domaine de la petite enfance est renforcé.") == [("petite enfance", "fruehe_kindheit")]


def test_an_enumeration_of_areas_names_each() -> None:
    assert named("Die Mittel fliessen in die Bereiche Sprache, frühe Kindheit und Beratung.") == [
        ("Sprache", "sprache"),
        ("frühe Kindheit", "fruehe_kindheit"),
        ("Beratung", "information_beratung"),
    ]
    assert ids("gli ambiti lingua, prima infanzia e convivenza") == ["sprache", "fruehe_kindheit", "zusammenleben"]
    assert ids("les domaines de la langue, de la petite enfance et du conseil") == [
        "sprache",
        "fruehe_kindheit",
        "information_beratung",
    ]


def test_an_enumeration_goes_on_over_an_item_that_is_no_area() -> None:
    assert ids("in den Bereichen Arbeit, Sprache, Gesundheit und frühe Kindheit") == ["sprache", "fruehe_kindheit"]


def test_a_word_for_area_after_the_enumeration_counts() -> None:
    assert ids("Sprache und frühe Kindheit sind die wichtigsten Förderbereiche.") == ["sprache", "fruehe_kindheit"]


def test_the_longest_name_is_taken() -> None:
    text = "Die Förderbereiche Information und Beratung, Sprache und Bildung sowie Dolmetschen bleiben."
    assert [name for name, _ in named(text)] == ["Information und Beratung", "Sprache und Bildung", "Dolmetschen"]


def test_a_full_title_names_an_area_anywhere_and_over_a_line_break() -> None:
    text = "Neu ist der Umgang mit Vielfalt\nund Diskriminierungsschutz ein Thema."
    assert named(text) == [("Umgang mit Vielfalt\nund Diskriminierungsschutz", "vielfalt_diskriminierungsschutz")]


@pytest.mark.parametrize(
    "text",
    [
        "Drei Pfeiler: Information und Beratung, Bildung und Arbeit, Verständigung und gesellschaftliche Integration.",
        "Information und Beratung; Bildung und Arbeit; Verständigung und gesellschaftliche Integration",
        "Schwerpunkt Information und Beratung, Schwerpunkt Bildung und Arbeit",
    ],
)
def test_naming_the_pillars_names_no_area(text: str) -> None:
    assert named(text) == []


def test_lines_of_a_table_of_contents_name_areas() -> None:
    text = "Inhalt\n1 Einleitung 3\n3.4 Sprache (FB 2.1) ... 25\n3.5 Frühe Kindheit (FB 2.2) ... 27\n4 Finanzen 30\n"
    assert named(text) == [("Sprache", "sprache"), ("Frühe Kindheit", "fruehe_kindheit")]


def test_list_items_name_areas_only_in_company() -> None:
    assert ids("Angebote:\n- Sprache\n- Beratung\n- Arbeitsmarktfähigkeit\n") == [
        "sprache",
        "information_beratung",
        "ausbildung_arbeit",
    ]
    assert ids("Kontakt\nBeratung\nÖffnungszeiten\n") == []


def test_a_council_is_no_advice() -> None:
    assert ids("les domaines conseil d'État, langue et petite enfance") == ["sprache", "fruehe_kindheit"]


@given(st.text(alphabet="SpracheBtungFühKid, undFB2.1:\n()«»-", max_size=200))
def test_places_are_in_order_without_overlap_and_inside_the_text(text: str) -> None:
    last = 0
    for item in areas_named(text):
        assert last <= item.start < item.end <= len(text)
        assert item.foerderbereich in vocabulary("foerderbereich")
        last = item.end
