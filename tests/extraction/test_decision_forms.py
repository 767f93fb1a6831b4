"""Acts told without a body or a verb of their own; the sentences are written for these tests."""

from collections.abc import Callable

import pytest

from pipeline.records import Records

Extract = Callable[[str], Records]


def test_a_session_tells_its_acts_in_the_present_by_pronoun_and_passive(extract: Extract) -> None:
    text = (
        "Die Regierung hat an ihrer heutigen Sitzung mehrere Beschlüsse gefasst. Dem Verein Brücke spricht sie "
        "für 2023 höchstens 28'000 Franken zu. Genehmigt wurde zudem das Projekt für eine neue Strasse."
    )
    assert [(row.body_type, row.outcome) for row in extract(text).decisions] == [("executive", "approved")] * 2


def test_a_motion_lost_without_counts_was_lost_before_the_body_named_last(extract: Extract) -> None:
    text = (
        "Der Kantonsrat nahm den Kredit für das Integrationsprogramm mit 120 zu 40 Stimmen an. "
        "Ein Kürzungsantrag der Linken scheiterte vorher deutlich."
    )
    assert [(row.body, row.outcome) for row in extract(text).decisions] == [
        ("Kantonsrat", "approved"),
        ("Kantonsrat", "rejected"),
    ]


def test_both_sides_of_a_vote_stand_on_either_side_of_a_semicolon(extract: Extract) -> None:
    text = (
        "Der Landrat Uri will nicht sparen. Eine Kürzung fand am Mittwoch nur 15 Befürworter; "
        "44 Ratsmitglieder stimmten dagegen, 3 enthielten sich."
    )
    [row] = extract(text).decisions
    assert (row.outcome, row.votes_yes, row.votes_no, row.votes_abstain) == ("rejected", 15, 44, 3)


@pytest.mark.parametrize(
    ("text", "body", "outcome"),
    [
        ("An der Gemeindeversammlung ist das Budget durchgegangen.", "Gemeindeversammlung", "approved"),
        ("Die Regierung hat am 3. Mai 2023 die Vereinbarung mit dem SEM besiegelt.", "Regierung", "signed"),
    ],
)
def test_verbs_of_the_press_tell_acts(extract: Extract, text: str, body: str, outcome: str) -> None:
    [row] = extract(text).decisions
    assert (row.body, row.outcome) == (body, outcome)


def test_a_numbered_decision_without_points_is_told_by_its_title(extract: Extract) -> None:
    text = (
        "Regierungsratsbeschluss Nr. 214/2023, Kanton Bern, Sitzung vom 8. März 2023. "
        "Ausgabenbewilligung: Beiträge an die Integrationsförderung. Kreditsumme: CHF 640'000."
    )
    [row] = extract(text).decisions
    assert (row.body_type, row.number, row.date, row.evidence.needs_review) == (
        "executive",
        "214/2023",
        "2023-03-08",
        True,
    )


@pytest.mark.parametrize(
    "text",
    [
        "Der Landrat bewilligte am 8. Juni 2022 den Beitrag; die Abstimmung endete mit 51 zu 22 Stimmen.",
        "Der Landrat hat dem Kredit zugestimmt. Das Ergebnis lautete 51 zu 22 Stimmen.",
        "Der Landrat hat dem Beitrag an das Integrationsprogramm zugestimmt. 51 Mitglieder waren dafür, 22 dagegen.",
        "Der Landrat hat den Beitrag genehmigt, den die Fachstelle vorschlug. 51 Mitglieder waren dafür, 22 dagegen.",
        "51 Landrätinnen und Landräte sagten am 8. Juni 2022 Ja, 22 Nein.",
        "Der Landrat hat den Beitrag genehmigt. Das Stimmenverhältnis war 51 zu 22.",
        "Der Landrat hat den Beitrag genehmigt. Dafür votierten 51 Mitglieder, dagegen 22.",
        "In der Schlussabstimmung stimmten 51 Mitglieder des Landrats für das Integrationsgesetz, 22 dagegen.",
        "51 Landrätinnen und Landräte stimmten der Vorlage zu, 22 lehnten sie ab.",
        "Der Landrat nahm den Beitrag an; 51 Ja- standen 22 Nein-Stimmen gegenüber.",
        "51 gegen 22: So deutlich hat der Landrat den Beitrag genehmigt.",
        "Der Landrat hat den Beitrag genehmigt. Der Entscheid fiel denkbar knapp, mit 51 zu 22 Stimmen.",
        "Am Ende stand es 51 zu 22: Der Landrat hat den Beitrag gesprochen.",
    ],
)
def test_a_sentence_that_only_tells_the_vote_is_no_second_act(extract: Extract, text: str) -> None:
    [row] = extract(text).decisions
    assert (row.body, row.outcome, row.votes_yes, row.votes_no) == ("Landrat", "approved", 51, 22)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "Kantonsrat Zug, Protokoll der Sitzung vom 24. Mai 2007. Traktandum 6: Der Antrag, den Beitrag zu "
                "kürzen, wird abgelehnt. Traktandum 7: Das Postulat wird überwiesen."
            ),
            [("Kantonsrat", "rejected", None), ("Kantonsrat", "submitted", None)],
        ),
        (
            "Landrat Uri, Kurzprotokoll vom 24. Mai 2023. Eintreten ist unbestritten und somit beschlossen.",
            [("Landrat", "approved", None)],
        ),
        (
            "Amtliches Bulletin des Nationalrates. Für Annahme des Entwurfs 128 Stimmen, dagegen 61 Stimmen.",
            [("Nationalrat", "approved", 128)],
        ),
        (
            "RRB Nr. 2021/643 vom 11. Mai 2021, Kanton Solothurn. 3. Beschluss: 3.1 Das KIP 2bis wird genehmigt.",
            [("Regierungsrat", "approved", None)],
        ),
        (
            "Die Regierung des Kantons Glarus schliesst mit der Fachstelle eine Leistungsvereinbarung ab.",
            [("Regierung", "signed", None)],
        ),
        (
            "55,2 Prozent der Stimmenden haben am Sonntag den Kredit von 8,4 Mio. Fr. für das Schulhaus angenommen.",
            [("Volk", "approved", 55.2)],
        ),
        (
            "Im November 2014 hatten den Gegenvorschlag 64,06 Prozent der Stimmenden im Kanton Bern gutgeheissen.",
            [("Volk", "approved", 64.06)],
        ),
        (
            "Im Kanton Bern legten am 22. September 2013 18'649 Stimmberechtigte ein Nein in die Urne, 15'648 ein Ja.",
            [("Volk", "rejected", 15_648)],
        ),
    ],
)
def test_acts_of_minutes_and_of_those_who_vote(
    extract: Extract, text: str, expected: list[tuple[str, str, float | None]]
) -> None:
    assert [(row.body, row.outcome, row.votes_yes) for row in extract(text).decisions] == expected


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Der Landrat lehnte den Antrag der SVP mit 18 zu 37 Stimmen ab.", (37, 18, None)),
        ("Der Landrat lehnte den Antrag der SVP mit 18 Ja zu 37 Nein ab.", (18, 37, None)),
        ("Der Grosse Rat verwarf die Motion mit 81 Nein gegen 35 Ja bei 4 Enthaltungen.", (35, 81, 4)),
        ("Der Landrat hat den Kredit bei zwei Gegenstimmen und 56 Ja gesprochen.", (56, 2, None)),
        ("Der Grosse Gemeinderat sprach den Kredit mit 31 Stimmen bei fünf Enthaltungen.", (31, None, 5)),
        ("Der Kantonsrat genehmigte den Kredit mit 61 Stimmen ohne Gegenstimme.", (61, 0, None)),
    ],
)
def test_what_a_text_calls_yes_and_no_stays_so(
    extract: Extract, text: str, counts: tuple[float, float | None, float | None]
) -> None:
    [row] = extract(text).decisions
    assert (row.votes_yes, row.votes_no, row.votes_abstain) == counts


def test_two_verbs_of_one_subject_have_a_vote_each_whichever_side_comes_first(extract: Extract) -> None:
    text = "Der Landrat trat mit 60 zu 20 Stimmen auf die Vorlage ein und genehmigte sie mit 55 gegen 25 Stimmen. "
    text += "Der Einwohnerrat lehnte das Postulat mit 24 Nein gegen 12 Ja ab."
    rows = [(row.outcome, row.votes_yes, row.votes_no) for row in extract(text).decisions]
    assert rows == [("entered", 60, 20), ("approved", 55, 25), ("rejected", 12, 24)]


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("53,8 Prozent stimmten für den Integrationskredit, 46,2 Prozent dagegen.", (53.8, 46.2)),
        ("Das Volk verwarf das Integrationsgesetz mit einem Nein-Anteil von 54,2 Prozent.", (None, 54.2)),
        ("Eine Mehrheit von 61 Prozent der Stimmenden hat das Integrationsgesetz angenommen.", (61, None)),
    ],
)
def test_shares_are_told_of_the_people(extract: Extract, text: str, shares: tuple[float | None, float | None]) -> None:
    [row] = extract(text).decisions
    assert (row.body, row.votes_yes, row.votes_no) == ("Volk", *shares)


def test_shares_of_the_people_in_the_perfect(extract: Extract) -> None:
    [row] = extract("57,2 Prozent der Stimmenden haben am 9. Juni 2024 Nein gesagt zum Integrationsgesetz.").decisions
    assert (row.body, row.votes_no, row.vote_unit) == ("Volk", 57.2, "percent")


def test_what_is_said_of_money_in_a_relative_clause_is_no_act(extract: Extract) -> None:
    assert not extract("Das Geld kommt aus dem Integrationskredit, den das SEM dem Kanton Uri überweist.").decisions


def test_the_points_of_a_dispositive_end_before_signatures_and_each_has_its_outcome(extract: Extract) -> None:
    text = """Regierungsratsbeschluss
vom 5. März 2024 Nr. 2024/77

Kantonales Integrationsprogramm

Der Vorschlag ergänzt das Programm (vgl. RRB 2021/13; RRB Nr. 2024/77).

Der Regierungsrat beschliesst:

l. Das Integrationsprogramm, das der Landrat ablehnte, wird um zwei Jahre verlängert.

2. Für die Jahre 2024 und
2025 wird ein Beitrag von 12'000 Franken gesprochen. Er gilt ab
1. April 2024.

3. Das Gesuch des Vereins wird abgewiesen.

4. Der Antrag des Quartiers wird nicht genehmigt.

5. Auf weitere Kurse wird verzichtet.

6. Das Amt wird beauftragt, einen Bericht vorzulegen. Namens des Regierungsrats

Die Landammännin Anna Muster

Verteiler
Departement des Innern
"""
    [row] = extract(text).decisions
    assert row.items == (
        "Das Integrationsprogramm, das der Landrat ablehnte, wird um zwei Jahre verlängert.",
        "Für die Jahre 2024 und 2025 wird ein Beitrag von 12'000 Franken gesprochen. Er gilt ab 1. April 2024.",
        "Das Gesuch des Vereins wird abgewiesen.",
        "Der Antrag des Quartiers wird nicht genehmigt.",
        "Auf weitere Kurse wird verzichtet.",
        "Das Amt wird beauftragt, einen Bericht vorzulegen.",
    )
    assert row.item_outcomes == ("approved", "approved", "rejected", "rejected", "other", "commissioned")
    assert (row.number, row.refers_to) == ("2024/77", ("RRB 2021/13",))


def test_an_act_refers_to_what_its_sentence_cites(extract: Extract) -> None:
    text = "Mit Beschluss Nr. 77/2017 vom 4. Mai 2017 hat der Regierungsrat das Programm genehmigt; gestützt darauf "
    text += "(vgl. RRB 2013/49) hat er auf Antrag gemäss § 5 Abs. 1 Bst. c MIG den Vertrag unterzeichnet."
    rows = [(row.number, row.refers_to, row.legal_references) for row in extract(text).decisions]
    assert rows == [("77/2017", (), ()), (None, ("RRB 2013/49",), ("§ 5 Abs. 1 Bst. c MIG",))]


def test_a_committee_with_a_long_name_tells_what_it_recommends(extract: Extract) -> None:
    text = "Die Kommission für Bildung, Kultur und Soziales beantragt dem Landrat mit 9 zu 4 Stimmen, "
    [row] = extract(f"{text}den Integrationskredit anzunehmen.").decisions
    assert (row.body_as_named, row.votes_yes) == ("Kommission für Bildung, Kultur und Soziales", 9)
    assert row.about_integration
    assert row.what is not None
    assert row.what.startswith("Die Kommission")
    assert row.what.endswith("den Integrationskredit anzunehmen")


def test_the_form_of_a_vote_names_its_matter_and_by_how_much_it_errs(extract: Extract) -> None:
    form = "Abstimmungsprotokoll\nKantonsrat Sitzung vom 12. September 2023\nVorlage 5901: Kredit für Sprachkurse\n"
    [row] = extract(f"{form}JA: 47\nNEIN: 62\nEnthalten: 4\nTotal Stimmen: 130").decisions
    assert (row.number, row.what, row.date) == ("5901", "Kredit für Sprachkurse", "2023-09-12")
    assert (row.evidence.found_by, row.evidence.needs_review) == ("vote_form/1 sum_check/1:+17", True)
    form = "Kantonsrat Zürich\nGeschäftstitel: | Kurse für Eltern\nGeschäfts#: | KR-Nr. 104/2015\n"
    [row] = extract(f"{form}Stimm-Datum: | 2015.10.19 - 11:56:24\nJA: | 58\nNEIN: | 111\nTotal: | 169").decisions
    assert (row.number, row.what, row.date) == ("104/2015", "Kurse für Eltern", "2015-10-19")


def test_what_an_office_wrote_is_no_act_of_it(extract: Extract) -> None:
    assert not extract("Der Bund verlängert das Programm (Rundschreiben SEM vom 19. Mai 2020).").decisions


def test_acts_of_a_sitting_and_of_today_have_its_date(extract: Extract) -> None:
    sitting = "Regierungsratssitzung vom 3. Mai 2023\n\nKurse bewilligt\n\nDer Regierungsrat hat das Konzept genehmigt."
    assert [row.date for row in extract(sitting).decisions] == ["2023-05-03"]
    today = "Medienmitteilung\n\nAltdorf, 4. Oktober 2023\n\nDer Landrat hat heute den Kredit bewilligt.\n\n"
    today += "In derselben Sitzung hiess der Rat das Budget gut."
    assert [row.date for row in extract(today).decisions] == ["2023-10-04"] * 2


def test_letters_spelled_out_as_another_fields_are_not_the_programme(extract: Extract) -> None:
    text = (
        "Das Kommunale Investitionsprogramm (KIP) der Stadt umfasst Strassen. Der Stadtrat hat das KIP 2 beschlossen."
    )
    records = extract(text)
    assert (records.facts.relevance, records.facts.program) == (0.0, None)
    assert [row.about_integration for row in records.decisions] == [False]


def test_an_act_names_its_measures_and_the_next_sentence_goes_back_to_one(extract: Extract) -> None:
    told = "Der Regierungsrat hat das Projekt Brückenbauerinnen bewilligt. Dafür stellt er 90'000 Franken bereit."
    records = extract(told)
    [measure] = records.measures
    assert [row.measures for row in records.decisions] == [(measure.measure_id,)]
    assert [row.measure_id for row in records.funding] == [measure.measure_id]
    points = "1. Das Integrationsprogramm wird genehmigt.\n\n2. Das Projekt «Deutsch im Park» wird bewilligt."
    records = extract(f"Der Regierungsrat beschliesst:\n\n{points}\n")
    assert [row.measures for row in records.decisions] == [tuple(row.measure_id for row in records.measures)]
    two = extract(told.replace("Projekt Brückenbauerinnen", "Projekt Brückenbauerinnen und die Deutschkurse"))
    assert [row.measure_id for row in two.funding] == [None]
