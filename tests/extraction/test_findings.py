"""Funding, decisions, measures and facts from texts written for these tests."""

from collections.abc import Callable

import pytest

from pipeline.records import Records

Extract = Callable[[str], Records]

INTRO = "Das Kantonale Integrationsprogramm KIP 3 des Kantons Uri fördert die Integration der Migrationsbevölkerung. "


def test_total_and_yearly_figure_in_one_sentence(extract: Extract) -> None:
    records = extract(
        INTRO + "Der Bund zahlt für 2024 bis 2027 insgesamt 8 Millionen Franken, also 2 Millionen Franken pro Jahr."
    )
    assert [(row.amount_chf, row.basis, row.payer) for row in records.funding] == [
        (8_000_000, "total", "bund"),
        (2_000_000, "per_year", "bund"),
    ]
    assert (records.funding[0].period_start, records.funding[0].period_end) == (2024, 2027)


def test_each_of_two_payers(extract: Extract) -> None:
    [row] = extract(INTRO + "Bund und Kanton stellen für 2024 bis 2027 je knapp 1,3 Millionen Franken bereit.").funding
    assert (row.each, row.payer, row.qualifier, row.instrument) == (True, "bund_kanton", "about", "kip_total")


def test_the_lump_sum_is_federal_and_per_refugee(extract: Extract) -> None:
    text = INTRO + "Der Bund richtet je Flüchtling eine Integrationspauschale von 18'000 Franken aus."
    [row] = extract(text).funding
    assert (row.instrument, row.ip_scope, row.basis, row.unit, row.payer) == (
        "ip",
        "only",
        "per_person",
        "refugee",
        "bund",
    )


def test_money_without_the_lump_sum_says_so(extract: Extract) -> None:
    text = INTRO + "Das KIP kostet 2,4 Millionen Franken pro Jahr, die Integrationspauschalen nicht eingerechnet."
    [row] = extract(text).funding
    assert (row.instrument, row.ip_scope, row.basis) == ("kip_total", "excluded", "per_year")


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("Das KIP kostet um 2,2 Millionen Franken weniger.", "decrease"),
        ("Wer mehr als 10'000 Franken im Jahr bezieht, braucht eine Vereinbarung.", "threshold"),
        ("Das KIP kostet 2,2 Millionen Franken.", "level"),
    ],
)
def test_roles(extract: Extract, sentence: str, role: str) -> None:
    assert [row.role for row in extract(INTRO + sentence).funding] == [role]


def test_an_old_value_is_superseded_and_spent(extract: Extract) -> None:
    old, new = extract(INTRO + "Die Integrationspauschale steigt von 6'000 auf 18'000 Franken.").funding
    assert (old.role, old.status, new.role) == ("superseded", "spent", "level")


def test_money_of_another_field_is_not_integration_money(extract: Extract) -> None:
    records = extract("Der Kantonsrat hat 4,5 Millionen Franken für die Sanierung der Kantonsstrasse bewilligt.")
    assert [(row.is_integration, row.instrument) for row in records.funding] == [(False, "other")]
    assert records.measures == ()


def test_every_quote_is_the_text_at_its_place(extract: Extract) -> None:
    text = INTRO + "\n\nDer Landrat hat am 3. Mai 2023 den Kredit von Fr. 1'200'000.– mit 40:12 Stimmen bewilligt.\n"
    records = extract(text)
    whole = "\f".join(page.text for page in records.pages)
    places = [
        *(row.evidence for row in records.funding),
        *(row.evidence for row in records.decisions),
        *(row.evidence for row in records.mentions),
    ]
    assert places
    assert all(whole[place.char_start : place.char_end] == place.quote for place in places)


def test_a_decision_with_vote_and_date(extract: Extract) -> None:
    [row] = extract(
        "Am 3. Mai 2023 hat der Landrat den Kredit für das Integrationsprogramm mit 40:12 Stimmen bewilligt."
    ).decisions
    assert (row.body, row.body_type, row.date, row.outcome) == ("Landrat", "parliament", "2023-05-03", "approved")
    assert (row.votes_yes, row.votes_no, row.vote_unit, row.about_integration) == (40, 12, "votes", True)


@pytest.mark.parametrize(
    "text",
    [
        "Der Regierungsrat beantragt dem Kantonsrat einen Kredit von zwei Millionen Franken.",
        "Der Landrat soll das Programm im Herbst genehmigen.",
        "Die Regierung kann das Konzept noch ändern.",
        "Im Kantonsrat wurde darüber gestritten.",
    ],
)
def test_a_proposal_is_no_decision(extract: Extract, text: str) -> None:
    assert extract(text).decisions == ()


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Genehmigt hat die Bündner Regierung das neue Konzept.", "Regierung"),
        ("Das Konzept wurde vom Regierungsrat verabschiedet.", "Regierungsrat"),
        ("Der Regierungsrat genehmigte das Programm im Juni 2017.", "Regierungsrat"),
        ("Die Standeskommission hat die Vereinbarung unterzeichnet.", "Standeskommission"),
        ("Der Grosse Rat stimmte der Vorlage zu.", "Grosser Rat"),
        ("Das Stimmvolk hat die Vorlage mit 55,5 zu 44,5 Prozent angenommen.", "Volk"),
    ],
)
def test_who_decided(extract: Extract, text: str, body: str) -> None:
    assert [row.body for row in extract(text).decisions] == [body]


DISPOSITIVE = """Regierungsratsbeschluss
vom 4. Juli 2023 Nr. 2031/55

1. Ausgangslage

Mit RRB Nr. 2029/17 vom 2. März 2021 genehmigte der Regierungsrat das Leitbild. Der Kanton fördert die Integration.

2. Erwägungen

Das Programm stützt sich auf Art. 58 Abs. 3 AIG.

3. Beschluss

3.1 Das Kantonale Integrationsprogramm KIP 3 wird genehmigt.

3.2 Die Fachstelle wird mit der Umsetzung beauftragt.
"""


def test_a_dispositive_is_one_decision_with_its_points(extract: Extract) -> None:
    records = extract(DISPOSITIVE)
    assert (records.facts.doc_type, records.facts.number, records.facts.published) == (
        "government_decision",
        "2031/55",
        "2023-07-04",
    )
    earlier, row = records.decisions
    assert (earlier.number, earlier.date) == ("2029/17", "2021-03-02")
    assert row.items == (
        "Das Kantonale Integrationsprogramm KIP 3 wird genehmigt.",
        "Die Fachstelle wird mit der Umsetzung beauftragt.",
    )
    assert row.item_outcomes == ("approved", "commissioned")
    assert row.legal_references == ("Art. 58 Abs. 3 AIG",)
    assert row.refers_to == ("RRB 2029/17",)


def test_the_form_of_a_vote_checks_its_sum(extract: Extract) -> None:
    good = extract(
        "Kantonsrat Zug\nAbstimmung\nJA: 50\nNEIN: 20\nEnthalten: 3\nTotal Stimmen: 73\nDas Gesetz wird angenommen."
    )
    bad = extract(
        "Kantonsrat Zug\nAbstimmung\nJA: 50\nNEIN: 20\nEnthalten: 3\nTotal Stimmen: 78\nDas Gesetz wird angenommen."
    )
    assert [(row.votes_yes, row.evidence.needs_review) for row in good.decisions][:1] == [(50, False)]
    assert [row.evidence.needs_review for row in bad.decisions][:1] == [True]


def test_measures_in_running_text_have_base_form_and_whole_name(extract: Extract) -> None:
    offers = "Deutschkursen für Eltern, Informations- und Beratungsangeboten sowie einem Tandemprojekt"
    titles = [measure.title for measure in extract(f"{INTRO}Das Programm hilft mit Massnahmen wie {offers}.").measures]
    assert titles == ["Deutschkurse für Eltern", "Informations- und Beratungsangebote", "Tandemprojekt"]


def test_the_same_measure_twice_is_one_with_two_mentions(extract: Extract) -> None:
    records = extract(INTRO + "Die Deutschkurse laufen weiter. Neu kosten Deutschkurse weniger.")
    assert [measure.title for measure in records.measures] == ["Deutschkurse"]
    assert len(records.mentions) == 2


def test_a_list_of_areas_is_no_list_of_offers(extract: Extract) -> None:
    areas = "\n".join(["- Sprache", "- Frühe Kindheit", "- Dolmetschen", "- Zusammenleben und Partizipation"])
    assert extract(f"{INTRO}\n\nDie Förderbereiche umfassen:\n\n{areas}\n").measures == ()


def test_a_bare_area_in_a_list_of_offers_is_generic(extract: Extract) -> None:
    offers = "Unsere Angebote\n\n- Beratungsstelle für Zugezogene\n- Interkulturelles Dolmetschen\n- Projektförderung\n"
    found = {measure.title: measure.generic for measure in extract(INTRO + "\n\n" + offers).measures}
    assert found["Interkulturelles Dolmetschen"] is True
    assert found["Beratungsstelle für Zugezogene"] is False


@pytest.mark.parametrize(
    ("text", "canton"),
    [
        ("Der Regierungsrat des Kantons Schwyz hat das Programm genehmigt.", "SZ"),
        ("Die Bündner Regierung hat das Programm genehmigt.", "GR"),
        ("Le Conseil d'Etat du canton de Vaud a adopté le programme.", "VD"),
        ("Il Consiglio di Stato del Cantone Ticino ha approvato il programma.", "TI"),
        ("Die Bundesversammlung der Schweizerischen Eidgenossenschaft beschliesst.", "CH"),
        ("Die Stadt Musterhausen legt den Haushalt vor.", None),
    ],
)
def test_the_canton_comes_from_the_text(extract: Extract, text: str, canton: str | None) -> None:
    assert extract(text).facts.canton == canton


def test_a_language_without_lexicon_has_facts_and_pages_only(extract: Extract) -> None:
    records = extract(
        "The integration programme of the canton of Vaud costs 3 million francs a year, which the towns and the "
        "canton pay together with the Confederation. It has been there for ten years and will go on."
    )
    assert records.facts.language == "en"
    assert records.pages
    assert records.funding == ()


@pytest.mark.parametrize(
    ("text", "program", "relevant"),
    [
        (
            "Le programme d'intégration cantonal PIC 3 (2024–2027) encourage l'intégration des personnes migrantes.",
            "KIP 3",
            True,
        ),
        ("Il programma d'integrazione cantonale PIC 2018–2021 promuove l'integrazione degli stranieri.", "KIP 2", True),
        ("Le projet de loi sur les eaux règle la protection des rives du lac dans le canton.", None, False),
    ],
)
def test_facts_of_french_and_italian_documents(
    extract: Extract, text: str, program: str | None, relevant: bool
) -> None:
    facts = extract(text).facts
    assert (facts.program, facts.relevance >= 0.5) == (program, relevant)


def test_the_years_of_a_programme_name_none_in_another_field(extract: Extract) -> None:
    facts = extract("Der Regierungsrat des Kantons Uri legt den Finanzplan 2024–2027 für die Strassen vor.").facts
    assert (facts.canton, facts.program) == ("UR", None)


def test_a_decision_on_a_concept_is_a_decision_and_no_concept(extract: Extract) -> None:
    title = "Kantonales Integrationsprogramm 2024–2027 (KIP 3)\nGenehmigung Konzept zur Programmeingabe\n\n"
    body = "1. Ausgangslage\n\nDas Konzept zum Kantonalen Integrationsprogramm KIP 3 liegt vor.\n\n"
    decision = "3. Beschluss\n\n3.1 Das Konzept wird genehmigt.\n"
    assert extract(title + body + decision).facts.doc_type == "government_decision"


def test_a_sum_of_parts_in_one_sentence_is_a_total_that_all_of_them_pay(extract: Extract) -> None:
    text = INTRO + (
        "Die Kantone setzten 2019 für die KIP 60 Mio. CHF ein: 40 Mio. CHF stammten aus der Integrationspauschale, "
        "8 Mio. CHF aus dem Integrationsförderkredit und 12 Mio. CHF aus eigenen Mitteln."
    )
    total, *parts = extract(text).funding
    assert (total.is_total, total.payer, [part.is_total for part in parts]) == (True, "mixed", [False] * 3)
    assert [part.payer for part in parts] == ["bund", "bund", "kanton"]


def test_amounts_that_do_not_add_up_are_no_total(extract: Extract) -> None:
    rows = extract(INTRO + "Das KIP kostet 60 Mio. CHF: 40 Mio. CHF vom Bund und 12 Mio. CHF vom Kanton.").funding
    assert [row.is_total for row in rows] == [False, False, False]


def test_what_a_town_gets_of_the_programme_is_the_cantons_money(extract: Extract) -> None:
    [row] = extract(INTRO + "Die Stadt Altdorf erhält im Jahr 2025 noch 90'000 Franken.").funding
    assert (row.payer, row.is_integration) == ("kanton", True)


def test_a_list_of_payers_is_not_cut_at_its_comma(extract: Extract) -> None:
    [row] = extract(INTRO + "Das KIP kostet Bund, Kanton und Gemeinden 3 Millionen Franken.").funding
    assert (row.payer, row.payers) == ("mixed", ("bund", "kanton", "gemeinden"))


def test_social_assistance_for_refugees_is_no_integration_money(extract: Extract) -> None:
    text = "In Olten leben 300 Flüchtlinge von der Sozialhilfe. Der Kanton zahlt für sie 4 Millionen Franken."
    assert [row.is_integration for row in extract(text).funding] == [False]


@pytest.mark.parametrize(
    ("text", "canton"),
    [
        ("In Dulliken öffnet eine Spielgruppe für fremdsprachige Kinder.", "SO"),
        ("Die Gemeinde Oberuzwil lädt Zugezogene zu einem Rundgang ein.", "SG"),
        ("Der Landrat nahm die Vorlage mit 66 Ja gegen 12 Nein an.", "BL"),
        ("Der Kantonsrat nahm die Vorlage mit 140 zu 30 Stimmen an.", "ZH"),
        ("Der Landrat nahm die Vorlage mit 40 zu 12 Stimmen an.", None),
    ],
)
def test_a_canton_shows_in_its_towns_and_in_the_seats_of_its_parliament(
    extract: Extract, text: str, canton: str | None
) -> None:
    assert extract(text).facts.canton == canton


def test_a_text_without_paragraphs_is_read_to_its_end(extract: Extract) -> None:
    text = INTRO + "Der Kanton zahlt dafür im Jahr 2025 genau 12'000 Franken. " * 600
    records = extract(text)
    whole = "\f".join(page.text for page in records.pages)
    assert len(records.funding) == 600
    assert all(whole[r.evidence.char_start : r.evidence.char_end] == r.evidence.quote for r in records.funding)


@pytest.mark.parametrize(
    ("text", "relevant"),
    [
        ("Wer neu in Chur lebt, erfährt im Stadthaus in acht Sprachen, wie die Schule funktioniert.", True),
        ("Im Quartiertreff kochen Mütter, nebenan werden die Kinder gehütet.", False),
        ("Im Quartiertreff lernen Mütter Deutsch, nebenan werden die Kinder gehütet.", True),
        ("Alteingesessene und Neuankömmlinge kochen im Pfarreisaal.", True),
        ("Der Begegnungsgarten in Altdorf sucht Freiwillige.", True),
        ("Die Vorlehre in der Küche dauert ein Jahr.", True),
        ("Die Gemeinde saniert das Schulhaus und die Turnhalle.", False),
        ("Das Spital führt ein neues System ein.", False),
    ],
)
def test_short_texts_are_about_integration_by_a_word_of_it(extract: Extract, text: str, relevant: bool) -> None:
    assert (extract(text).facts.relevance >= 0.5) == relevant
