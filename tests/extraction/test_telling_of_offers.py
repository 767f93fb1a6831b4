"""What a text says of an offer beside its name: for whom, by whom, since when and how it goes on."""

from collections.abc import Callable

import pytest

from pipeline.extraction.audience import target_groups
from pipeline.extraction.telling import (
    providers_named,
    providers_told,
    responsible_told,
    schedule_told,
    status_told,
    years_of_schedule,
    years_told,
)
from pipeline.records import Measure, Records

Extract = Callable[[str], Records]
INTRO = "Der Kanton Thurgau führt das Kantonale Integrationsprogramm KIP 3 für die zugewanderte Bevölkerung weiter.\n\n"


@pytest.mark.parametrize(
    ("name", "groups"),
    [
        ("Sprechstunde für Migrantinnen und Migranten", ()),
        ("Nähkurs für Migranten und Migrantinnen", ()),
        ("Lerntreff für Migrant:innen", ()),
        ("Velokurs für Migrantinnen", ("women",)),
        ("Kurs für Frauen und Männer mit Status F", ("status_f", "men")),
        ("Coaching für Asylsuchende", ("status_n",)),
        ("Hilfe für vorläufig Aufgenommene und Flüchtlinge", ("status_f", "refugees")),
        ("Gesprächsrunde für Personen mit Ausweis C", ("status_c",)),
        ("Wegweiser für Familiennachzug und EU/EFTA", ("family_reunification", "eu_efta")),
        ("Werkstatt für junge Erwachsene", ("young_adults",)),
        ("Deutschkurse in Frauenfeld", ("adults",)),
        ("Spielgruppe Sonnenkäfer", ("children_0_4",)),
        ("Deutschkurse mit Kinderbetreuung", ("parents",)),
        ("Begrüssungsgespräche der Gemeinden", ("newcomers",)),
    ],
)
def test_the_name_of_an_offer_says_for_whom_it_is(name: str, groups: tuple[str, ...]) -> None:
    assert target_groups(name, "", "", "de") == groups


def test_a_column_stands_before_the_name_and_the_name_before_its_kind() -> None:
    column = "Familien mit Kindern von 1 bis 4 Jahren"
    assert target_groups("Kurs für Frauen", "", column, "de") == ("children_0_4", "parents")
    assert target_groups("Deutschkurs", "für Seniorinnen und Senioren", "", "de") == ("elderly",)
    assert target_groups("Cours de français", "", "", "fr") == ("adults",)


@pytest.mark.parametrize(
    ("sentence", "providers"),
    [
        ("Die Caritas Zürich bietet ¤ an.", ("Caritas Zürich",)),
        ("¤ führt in Luzern die Stiftung Lindenhof durch.", ("Stiftung Lindenhof",)),
        ("¤ wird vom Verein Brückenschlag angeboten.", ("Verein Brückenschlag",)),
        ("Träger ist der Verein Wegmarke.", ("Verein Wegmarke",)),
        ("Mit ¤ hat der Kanton die ECAP beauftragt.", ("ECAP",)),
        ("HEKS und SRK führen im Auftrag des Kantons ¤.", ("HEKS", "SRK")),
        ("¤ (ECAP, Volkshochschule)", ("ECAP", "Volkshochschule")),
        ("¤ in Zusammenarbeit mit dem Gewerbeverband.", ("Gewerbeverband",)),
        ("In der Stadt Olten beginnt ¤ im Mai.", ()),
        ("Das Amt für Soziales führt ¤.", ()),
        ("Seit 2021 führt die Stiftung Lindenhof ¤ durch.", ("Stiftung Lindenhof",)),
        ("Neu bieten sechs Schulen ¤ an.", ("Schulen",)),
        ("¤ wird mit der Stadt Olten gemeinsam angeboten.", ("Stadt Olten",)),
        ("¤ zusammen mit der Mütterberatung und den Bibliotheken", ("Mütterberatung", "Bibliotheken")),
        ("¤ führt die Caritas St.Gallen-Appenzell.", ("Caritas St.Gallen-Appenzell",)),
        ("¤ wird von der reformierten Kirchgemeinde Arbon getragen.", ("reformierten Kirchgemeinde Arbon",)),
        ("¤ wird von der Stiftung Lindenhof finanziert und vom Verein Wegmarke geführt.", ("Verein Wegmarke",)),
        ("Nach der Ausschreibung erhielt die Stiftung Lindenhof den Zuschlag, ¤ anzubieten.", ("Stiftung Lindenhof",)),
        ("Veranstalter: Verein Wegmarke", ("Verein Wegmarke",)),
        ("Der Verein Wegmarke berät Familien und organisiert ¤.", ("Verein Wegmarke",)),
        ("Die Stadt Olten und das HEKS haben gemeinsam ein ¤ eröffnet.", ("Stadt Olten", "HEKS")),
        ("Der Kanton hat die ¤ an die Caritas übertragen.", ("Caritas",)),
        ("Der Beitrag für ¤ geht an die Caritas und an andere.", ()),
        ("¤ zusammen mit dem Quartierverein Lorraine", ("Quartierverein Lorraine",)),
        ("¤ zusammen mit dem Gewerbeverband Für die Kurse zahlt der Kanton", ("Gewerbeverband",)),
        ("Die Stiftung Lindenhof übernimmt die Kosten von ¤.", ()),
        ("Die Bibliothek Arbon stellt der ¤ einen Raum zur Verfügung.", ()),
        ("¤ wird vom Verein Wegmarke bezahlt.", ()),
        ("¤ wird mit Unterstützung der Stiftung Lindenhof durchgeführt.", ()),
    ],
)
def test_who_provides_an_offer_stands_beside_a_verb_or_noun(sentence: str, providers: tuple[str, ...]) -> None:
    assert providers_told((sentence,), "de") == providers


@pytest.mark.parametrize(
    ("name", "providers"),
    [
        ("Schreibdienst von Integres", ("Integres",)),
        ("Deutschkurse der Gemeinden", ("Gemeinden",)),
        ("Kochabende des Vereins Wegmarke", ("Vereins Wegmarke",)),
        ("Erstgespräche durch regionale Fachstellen", ("regionale Fachstellen",)),
        ("Coaching durch die Fachstelle Integration", ()),
        ("Schulung der Sozialdienste", ()),
        ("Interkulturelle Weiterbildung der Schulen", ()),
        ("Vernetzungstreffen der Vereine", ()),
        ("Sprachtreffs in Bibliotheken", ()),
        ("Dorffest der Kulturen", ()),
    ],
)
def test_the_name_of_an_offer_tells_who_runs_it_unless_it_is_done_to_them(
    name: str, providers: tuple[str, ...]
) -> None:
    assert providers_named(name, "de") == providers


@pytest.mark.parametrize(
    ("sentence", "responsible"),
    [
        ("Zuständig ist das Amt für Soziales.", "Amt für Soziales"),
        ("Federführung: Fachstelle Integration", "Fachstelle Integration"),
        ("Das Migrationsamt koordiniert ¤.", "Migrationsamt"),
        ("¤, die das Amt für Justiz führt", "Amt für Justiz"),
        ("Der Verein Wegmarke führt ¤.", None),
    ],
)
def test_an_office_is_in_charge(sentence: str, responsible: str | None) -> None:
    assert responsible_told((sentence,), "de") == responsible


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Weitergeführt wird ¤.", "continued"),
        ("Der Kanton führt ¤ weiter.", "continued"),
        ("Der Kanton führt ¤ ein.", "new"),
        ("Neu gibt es ¤.", "new"),
        ("Neu zugezogene Personen besuchen ¤.", "unknown"),
        ("¤ wird ausgebaut.", "expanded"),
        ("¤ werden neu auch in Arbon angeboten.", "expanded"),
        ("¤ wird Ende 2024 eingestellt.", "ended"),
        ("Für ¤ sind CHF 140’000 eingestellt.", "unknown"),
        ("¤ startet als Pilot.", "pilot"),
        ("¤ wird reduziert.", "reduced"),
        ("¤ wird gestrichen.", "ended"),
        ("Die ¤ schliesst Ende Juli.", "ended"),
        ("Die ¤ schliesst Ende Juli eine Vereinbarung ab.", "unknown"),
        ("Auf das ¤ wird künftig verzichtet.", "ended"),
        ("¤ gibt es neu in drei weiteren Gemeinden.", "expanded"),
        ("Fünf weitere Gemeinden führten ¤ ein.", "expanded"),
        ("¤ wird auf alle Bezirke ausgedehnt.", "expanded"),
        ("¤ ist seit 2015 in Betrieb.", "continued"),
        ("¤ besteht seit vielen Jahren.", "continued"),
        ("¤ hat sich bewährt.", "continued"),
        ("¤ öffnet im August 2025.", "new"),
        ("Der Kanton schafft eine ¤.", "new"),
        ("August 2025: Start mit drei Klassen", "new"),
        ("Ausbau der ¤", "expanded"),
        ("Aufbau einer regionalen Anlaufstelle", "new"),
        ("Verlängerung des Versuchs", "continued"),
        ("Dazu kommt ¤.", "unknown"),
        ("¤ öffnet am Samstag um neun Uhr.", "unknown"),
    ],
)
def test_how_an_offer_goes_on(sentence: str, status: str) -> None:
    assert status_told((sentence,), "de") == status


def test_since_when_and_how_often() -> None:
    assert years_told(("Das seit 2019 bestehende ¤",), "de") == (2019, None)
    assert years_told(("¤ läuft von 2022 bis 2024.",), "de") == (2022, 2024)
    assert years_told(("¤ kostet ab 2025 rund 3000 Franken.",), "de") == (None, None)
    assert years_of_schedule("ab August 2024", "de") == (2024, None)
    assert years_of_schedule("2019: Zwischenbericht", "de") == (None, None)
    assert schedule_told(("¤ findet zweimal im Jahr statt.",), "de") == "zweimal im Jahr"


def _measures(records: Records) -> dict[str, Measure]:
    return {measure.title: measure for measure in records.measures}


def test_what_is_said_of_one_offer_is_not_said_of_its_neighbour(extract: Extract) -> None:
    found = _measures(
        extract(INTRO + "Der Kanton baut den Frauentreff für Mütter aus und führt die Lernwerkstatt Pfyn weiter.")
    )
    assert {title: one.status for title, one in found.items()} == {
        "Frauentreff für Mütter": "expanded",
        "Lernwerkstatt Pfyn": "continued",
    }
    assert found["Lernwerkstatt Pfyn"].target_groups == ()


def test_one_offer_named_in_several_ways_is_one_with_all_that_is_told(extract: Extract) -> None:
    records = extract(
        INTRO + "Neu lanciert der Kanton ab 2025 das Projekt «Deutsch im Park». Träger ist die Caritas Thurgau.\n\n"
        "Am Projekt «Deutsch im Park» nehmen viele teil. «Deutsch im Park» wird weitergeführt.\n\n"
        "Angeboten werden Sprachkurse. Für den Sprachkurs zahlen alle gleich viel."
    )
    measures = _measures(records)
    assert sorted(measures) == ["Projekt «Deutsch im Park»", "Sprachkurse"]
    told = measures["Projekt «Deutsch im Park»"]
    assert (told.providers, told.period_start, told.status) == (("Caritas Thurgau",), 2025, "continued")
    assert len(records.mentions) == 5


def test_an_item_of_a_list_has_its_name_its_providers_and_what_describes_it(extract: Extract) -> None:
    found = _measures(
        extract(
            INTRO + "Weitergeführt werden die folgenden Angebote:\n\n"
            "- Deutschkurse für Erwachsene (ECAP, HEKS, Caritas): Weiterführung\n\n"
            "- Neu: Sprachtreffs in Gemeinden\n\n"
            "- Sprachtandem am See: Freiwillige sprechen jede Woche mit Zugezogenen.\n"
        )
    )
    courses = found["Deutschkurse für Erwachsene"]
    assert (set(courses.providers), courses.status) == ({"ECAP", "HEKS", "Caritas"}, "continued")
    assert found["Sprachtreffs in Gemeinden"].status == "new"
    assert found["Sprachtandem am See"].description == "Freiwillige sprechen jede Woche mit Zugezogenen."


def test_a_list_goes_on_from_the_sentence_with_a_colon_before_it(extract: Extract) -> None:
    found = _measures(
        extract(INTRO + "Die Caritas Thurgau bietet an:\n\n- Mentoring für Lernende\n\n- Schreibdienste\n")
    )
    assert {one.providers for one in found.values()} == {("Caritas Thurgau",)}


def test_who_only_pays_hosts_or_is_visited_provides_nothing(extract: Extract) -> None:
    found = _measures(
        extract(
            INTRO + "Die Sprachtreffs werden vom Bund und von der Stiftung Chance finanziert.\n\n"
            "Der Lerntreff für Mütter findet im Familienzentrum Karussell statt.\n\n"
            "Das Jobcoaching richtet sich an Flüchtlinge, die bei der Caritas Zürich wohnen."
        )
    )
    assert {one.providers for title, one in found.items() if "zentrum" not in title} == {()}


def test_what_is_said_of_two_offers_holds_for_both(extract: Extract) -> None:
    found = _measures(
        extract(
            INTRO + "Am Angebot für die Sprachkurse in Arbon und am Dolmetschdienst für Spitäler ändert sich nichts."
        )
    )
    assert [one.status for one in found.values()] == ["continued", "continued"]


def test_a_clause_on_something_else_says_nothing_of_the_offer_before_it(extract: Extract) -> None:
    other = "Der Frauentreff in Arbon hat eine Küche, und die Strasse davor wird erweitert."
    same = "Der Männertreff in Arbon hat eine Küche, und die Stiftung Lindenhof führt ihn weiter."
    found = _measures(extract(INTRO + other + "\n\n" + same))
    assert {title: one.status for title, one in found.items()} == {
        "Frauentreff in Arbon": "unknown",
        "Männertreff in Arbon": "continued",
    }


def test_a_part_of_the_verb_is_no_part_of_a_name(extract: Extract) -> None:
    found = _measures(
        extract(INTRO + "Für die Sprachkurse arbeitet der Kanton mit der ECAP und der Volkshochschule zusammen.")
    )
    assert [set(one.providers) for one in found.values()] == [{"ECAP", "Volkshochschule"}]
