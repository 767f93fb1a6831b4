"""Who pays and in what state, by the constructions of German; the sentences are written for these tests."""

from collections.abc import Callable

import pytest

from pipeline.records import Funding, Records

Extract = Callable[[str], Records]

INTRO = "Der Kanton Thurgau führt das Kantonale Integrationsprogramm KIP 3 für die zugewanderte Bevölkerung. "


def money(extract: Extract, text: str, figure: str) -> Funding:
    """Return the row of the amount that is written with `figure`."""
    [row] = [row for row in extract(text).funding if figure in row.evidence.quote]
    return row


@pytest.mark.parametrize(
    ("text", "figure", "payer"),
    [
        ("Für die Deutschkurse kommt der Bund mit 1,2 Millionen Franken auf.", "1,2", "bund"),
        ("Das KIP wird vom Kanton mit 800'000 Franken alimentiert.", "800", "kanton"),
        ("Zu Lasten des kantonalen Integrationskredits werden 350'000 Franken eingesetzt.", "350", "kanton"),
        ("Aus der Staatskasse fliessen 450'000 Franken in das KIP.", "450", "kanton"),
        ("Der Verein erhält für seine Integrationskurse 60'000 Franken aus der Gemeindekasse.", "60", "gemeinden"),
        ("Den Gemeinden vergütet der Kanton für das KIP 90'000 Franken.", "90", "kanton"),
        ("Beim Kanton fallen für die Integrationsförderung Kosten von 700'000 Franken an.", "700", "kanton"),
        ("Für die Gemeinden ergeben sich aus dem KIP Mehrkosten von 210'000 Franken.", "210", "gemeinden"),
        ("Nach Abzug des Bundesbeitrags verbleiben dem Kanton für das KIP 640'000 Franken.", "640", "kanton"),
        ("Die reformierte Kirchgemeinde gibt für die Integrationskurse 30'000 Franken.", "30", "dritte"),
        ("Das KIP speisen Beiträge des Bundes (1,8 Mio. Franken) und des Kantons (1,5 Mio. Franken).", "1,5", "kanton"),
        ("Der eidgenössische Anteil am KIP macht 1,4 Millionen Franken aus, der kantonale 1 Million.", "1,4", "bund"),
        ("Am KIP zahlen 2 Millionen Franken der Bund und 700'000 Franken die Gemeinden.", "700", "gemeinden"),
        ("2 Millionen Franken trägt der Kanton und die restlichen 700'000 Franken die Gemeinden.", "700", "gemeinden"),
        ("Das KIP von 5 Millionen Franken finanzieren Bund, Kanton und Gemeinden.", "5 M", "mixed"),
        ("Der Kanton bewilligte für das KIP einen Garten (9'400 Franken) und den Chor der Kirche.", "9'4", "kanton"),
        (
            "Der Bund zahlt für das KIP jeden Franken, den Kanton und Gemeinden geben, also 1,3 Mio. Franken.",
            "1,3",
            "bund",
        ),
    ],
)
def test_the_payer_by_case_preposition_and_place(extract: Extract, text: str, figure: str, payer: str) -> None:
    assert money(extract, INTRO + text, figure).payer == payer


@pytest.mark.parametrize(
    ("text", "payer"),
    [
        ("Der Kanton ist für die Integrationsförderung zuständig. Er wendet dafür 2 Millionen Franken auf.", "kanton"),
        ("Der Bund trägt die Sprachkurse mit. Dafür zahlt dieser 600'000 Franken.", "bund"),
        ("Die Gemeinden betreiben die Integrationsfachstellen. Dafür geben sie 300'000 Franken aus.", "gemeinden"),
    ],
)
def test_a_pronoun_pays_for_whom_the_sentence_before_is_about(extract: Extract, text: str, payer: str) -> None:
    assert extract(text).funding[0].payer == payer


def test_what_a_canton_asks_for_people_with_status_s_is_its_own(extract: Extract) -> None:
    text = (
        "Der Regierungsrat beantragt dem Kantonsrat 700'000 Franken für Personen mit Schutzstatus S. "
        "Der Bund bezahlt dafür das Programm S mit 3'000 Franken pro Person."
    )
    assert [row.payer for row in extract(text).funding] == ["kanton", "bund"]


def test_a_sum_is_split_by_a_sentence_that_takes_it_up_again(extract: Extract) -> None:
    text = (
        "Der Grosse Rat bewilligte für das KIP brutto 3,4 Millionen Franken. "
        "An diesen Betrag leistet der Bund 1,7 Millionen Franken, den Rest trägt der Kanton."
    )
    assert money(extract, text, "3,4").payer == "bund_kanton"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Der Kantonsrat soll für das KIP einen Rahmenkredit von 3 Millionen Franken gutheissen.", "requested"),
        ("Die Kommission empfiehlt, den Kredit von 3 Millionen Franken für das KIP anzunehmen.", "requested"),
        ("Die Regierung schlägt dem Rat vor, für das KIP 3 Millionen Franken bereitzustellen.", "requested"),
        ("Über den Kredit von 3 Millionen Franken für das KIP entscheidet der Kantonsrat im Herbst.", "requested"),
        ("Das Stimmvolk hat über 3 Millionen Franken für das KIP abzustimmen.", "requested"),
        ("Der Kantonsrat wird um die Bewilligung von 3 Millionen Franken für das KIP gebeten.", "requested"),
        ("Eine Motion verlangt für das KIP zusätzlich 3 Millionen Franken.", "requested"),
        ("Wird der Antrag angenommen, stehen für das KIP 3 Millionen Franken bereit.", "requested"),
        ("Beantragt werden für das KIP 3 Millionen Franken.", "requested"),
        ("Der Kredit von 3 Millionen Franken für das KIP ist unbestritten durchgekommen.", "approved"),
        ("Die Vereinbarung sichert dem Kanton für das KIP 3 Millionen Franken zu.", "approved"),
        ("Der Kanton hat für das KIP 3 Millionen Franken vom Bund erhalten.", "spent"),
        ("Der bisherige Beitrag an das KIP von 3 Millionen Franken fällt weg.", "spent"),
        ("Für das KIP sind 3 Millionen Franken veranschlagt.", "planned"),
        ("Das KIP kostet 3 Millionen Franken. Der Kantonsrat hat den Kredit gutgeheissen.", "approved"),
    ],
)
def test_the_state_by_mood_infinitive_and_condition(extract: Extract, text: str, status: str) -> None:
    assert money(extract, text, "3 M").status == status


def test_with_the_agreement_the_federal_part_is_settled(extract: Extract) -> None:
    act = "Die Regierung hat die Programmvereinbarung zum KIP 3 genehmigt. "
    text = act + "Der Bundesbeitrag beläuft sich auf 90'000 Franken."
    assert extract(text).funding[0].status == "approved"


def test_what_a_dispositive_notes_is_not_granted(extract: Extract) -> None:
    text = (
        "Der Landrat beschliesst: 1. Für das KIP 3 wird ein Kredit von 800'000 Franken bewilligt. "
        "2. An diesen Betrag leistet der Bund 400'000 Franken. "
        "3. Es wird zur Kenntnis genommen, dass der Bund die Kurse mit 50'000 Franken mitfinanziert."
    )
    assert [row.status for row in extract(text).funding] == ["approved", "approved", "planned"]


def test_a_part_planned_of_what_was_asked_for_is_asked_for(extract: Extract) -> None:
    text = (
        "Der Regierungsrat beantragt dem Grossen Rat für das KIP 3 Ausgaben von 2,4 Millionen Franken. "
        "Davon sind 600'000 Franken für Deutschkurse vorgesehen."
    )
    assert [row.status for row in extract(text).funding] == ["requested", "requested"]


def test_the_statutory_lump_sum_is_in_force(extract: Extract) -> None:
    text = (
        "Für die Integration zahlt der Bund den Kantonen pro Flüchtling eine Integrationspauschale von 18'000 Franken."
    )
    assert extract(text).funding[0].status == "approved"


@pytest.mark.parametrize(
    ("text", "figure", "basis"),
    [
        ("Pro Jahr zahlt der Kanton für das KIP 90'000 Franken, vom Bund kommen 120'000 Franken.", "120", "per_year"),
        ("Für das KIP sind 295'000 Franken, die der Kanton jedes Jahr gibt, vorgesehen.", "295", "per_year"),
        ("Der jährliche Beitrag an das KIP sinkt von 230'000 Franken auf 180'000 Franken.", "180", "per_year"),
        ("Für die Jahre 2022 und 2023 werden für das KIP je 1,6 Millionen Franken eingestellt.", "1,6", "per_year"),
        ("Für das KIP zahlt der Kanton jährlich 2 Mio. Franken und einmalig 75'000 Franken.", "75", "total"),
        (
            "Der Bund zahlte aus der Integrationspauschale 900'000 Franken für 50 Personen zu je 18'000 Franken.",
            "18",
            "per_person",
        ),
    ],
)
def test_the_basis_by_place_and_number(extract: Extract, text: str, figure: str, basis: str) -> None:
    assert money(extract, INTRO + text, figure).basis == basis


def test_lines_under_a_head_with_their_unit(extract: Extract) -> None:
    text = (
        "Das Kantonale Integrationsprogramm (KIP 2) des Kantons Uri\n\n"
        "Herkunft der Mittel im Programmjahr 2020 (in Fr. 1000):\n"
        "- Bund, Integrationsförderkredit: 640\n- Kanton: 1'410 (Vorjahr: 1'395)\n- Anzahl Kurse: 120\n"
        "- Beginn: 2020\n\nIn der Beratung: 35 Gespräche je Woche.\n\n- Gemeinden: 80\n"
    )
    rows = [(row.amount_chf, row.payer, row.period_start) for row in extract(text).funding]
    assert rows == [(640_000, "bund", 2020), (1_410_000, "kanton", 2020), (1_395_000, "kanton", 2019)]


def test_labels_with_a_colon_under_one_unit(extract: Extract) -> None:
    text = (
        "Bericht zum KIP 2bis, Verwendung 2022 (in CHF). Sprache: 412'300 (Budget: 350'000). Frühe Kindheit: 98'750. "
        "Telefon: 041 874 11 11."
    )
    rows = [(row.amount_chf, row.foerderbereich) for row in extract(text).funding]
    assert rows == [(412_300, "sprache"), (350_000, "sprache"), (98_750, "fruehe_kindheit")]


def test_figures_listed_under_one_unit(extract: Extract) -> None:
    text = (
        INTRO
        + "Ausgaben in Tausend Franken, Jahr 2024: Sprache 1'200; Frühe Kindheit 350; Dolmetschen 95. Total 1'645."
    )
    rows = [(row.amount_chf, row.foerderbereich) for row in extract(text).funding]
    areas = [(1_200_000, "sprache"), (350_000, "fruehe_kindheit"), (95_000, "dolmetschen")]
    assert rows == [*areas, (1_645_000, None)]


def test_one_figure_after_a_unit_is_no_list(extract: Extract) -> None:
    assert not extract(INTRO + "Die Tabelle zeigt alles in Tausend Franken: Die Zahl der Kurse liegt bei 120.").funding


@pytest.mark.parametrize(
    ("text", "instrument"),
    [
        ("Die Stiftung Merian zahlt an das KIP 75'000 Franken.", "other"),
        ("Auf den Bund entfallen beim KIP 900'000 Franken. Nicht eingerechnet ist die Integrationspauschale.", "ifk"),
        ("Der Bund zahlt einmal eine Pauschale, sie beträgt seit 2019 für alle Anerkannten 18'000 Franken.", "ip"),
    ],
)
def test_the_instrument_by_who_pays_and_what_is_left_out(extract: Extract, text: str, instrument: str) -> None:
    assert extract(INTRO + text).funding[0].instrument == instrument


def test_a_credit_for_national_programmes_too_is_not_that_of_the_cantons(extract: Extract) -> None:
    text = (
        "Die Integrationsförderung des Bundes kostet 240 Millionen Franken; 130 Millionen davon gehen in die "
        "Kantonalen Integrationsprogramme, 110 Millionen in Projekte von nationaler Bedeutung."
    )
    assert [row.instrument for row in extract(text).funding][:2] == ["other", "kip_total"]


def test_a_sum_that_looks_like_a_year_is_none(extract: Extract) -> None:
    text = "Das KIP zahlt den Kursen für Geflüchtete einen Beitrag, der Kanton stockt ihn um 2000 Franken auf."
    row = money(extract, text, "2000")
    assert (row.amount_chf, row.period_start) == (2000, None)
