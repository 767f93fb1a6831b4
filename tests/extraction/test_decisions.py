"""Decisions in German: who acts, by which verb, with which vote; and what looks like an act and is none."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.cantons import find_canton, parliament_of
from pipeline.extraction.actors import Memory
from pipeline.extraction.acts import acts_in
from pipeline.extraction.sentences import sentence_bounds
from pipeline.extraction.votes import find_votes
from pipeline.records import Records

Extract = Callable[[str], Records]

ACTS = [
    ("Die Finanzkommission hat den Nachtragskredit gutgeheissen.", "Kommission", "approved"),
    ("Der Landrat hiess die Teilrevision des Bildungsgesetzes diskussionslos gut.", "Landrat", "approved"),
    ("Letzte Woche erliess der Regierungsrat eine neue Verordnung über die Stipendien.", "Regierungsrat", "approved"),
    ("Die Regierung nahm den Schlussbericht zur Kenntnis.", "Regierung", "noted"),
    ("Vom Rechenschaftsbericht nahm der Kantonsrat in zustimmendem Sinn Kenntnis.", "Kantonsrat", "noted"),
    ("Der Stadtrat von Aarburg vergab die Arbeiten an eine Firma aus Olten.", "Stadtrat", "approved"),
    ("Vom Grossen Rat wurde der Leistungsauftrag im September verabschiedet.", "Grosser Rat", "approved"),
    ("Der Bericht ist durch die Geschäftsprüfungskommission genehmigt worden.", "Kommission", "approved"),
    ("Der Regierungsrat schickt das Sozialhilfegesetz in die Vernehmlassung.", "Regierungsrat", "submitted"),
    ("Die Standeskommission gab den Entwurf in die Vernehmlassung.", "Standeskommission", "submitted"),
    ("Der Gemeinderat Küsnacht spricht dem Verein einen Beitrag von 8'000 Franken zu.", "Gemeinderat", "approved"),
    ("Die Regierung sicherte der Stiftung 120'000 Franken zu.", "Regierung", "approved"),
    (
        "Der Regierungsrat beauftragte die Bildungsdirektion, bis Ende Jahr ein Konzept vorzulegen.",
        "Regierungsrat",
        "commissioned",
    ),
    ("Der Regierungsrat hat die Baudirektion ermächtigt, den Vertrag abzuschliessen.", "Regierungsrat", "authorised"),
    ("Der Einwohnerrat trat auf die Vorlage ein.", "Gemeindeparlament", "entered"),
    ("Auf das Geschäft ist der Ständerat nicht eingetreten.", "Ständerat", "rejected"),
    ("Der Kantonsrat wies den Bericht an die Regierung zurück.", "Kantonsrat", "referred_back"),
    ("Das Bundesamt für Gesundheit hat das Gesuch abgewiesen.", "Bundesamt", "rejected"),
    ("Der Landrat hat die Motion als erledigt abgeschrieben.", "Landrat", "other"),
    ("Der Regierungsrat hat die Einsprache von Anwohnern abgewiesen.", "Regierungsrat", "rejected"),
    (
        "Die Einwohnergemeindeversammlung hat der Erhöhung des Steuerfusses zugestimmt.",
        "Gemeindeversammlung",
        "approved",
    ),
    ("Der Gemeinderat von Cham hat ein Leitbild verabschiedet.", "Gemeinderat", "approved"),
    ("Der Winterthurer Stadtrat legte die Tarife neu fest.", "Stadtrat", "approved"),
    ("Der Bezirksrat Küssnacht genehmigte den Projektbeitrag.", "Gemeinderat", "approved"),
    (
        "Der Regierungsrat hat den Bericht zur Kenntnis genommen und das Amt für Kultur mit der Umsetzung beauftragt.",
        "Regierungsrat",
        "noted",
    ),
    ("Das Amt für Berufsbildung hat der Schule eine Bewilligung erteilt.", "Departement", "approved"),
    ("Die Gesundheitsdirektion verlängerte den Vertrag mit dem Spital bis 2026.", "Departement", "approved"),
    ("Grünes Licht aus Liestal: Der Landrat hat das Gesetz in zweiter Lesung verabschiedet.", "Landrat", "approved"),
    ("Die Schaffhauser Regierung lehnt eine Erhöhung der Beiträge ab.", "Regierung", "rejected"),
    ("Einstimmig bewilligte die Gemeindeversammlung Muri den Projektierungskredit.", "Gemeindeversammlung", "approved"),
    ("Das Kostendach wurde vom Gemeinderat um 50'000 Franken aufgestockt.", "Gemeinderat", "approved"),
    ("Am Montag hat der Nationalrat, wenn auch knapp, der Motion zugestimmt.", "Nationalrat", "approved"),
    ("Die Vereinbarung ist vom SEM und vom Kanton unterzeichnet.", "SEM", "signed"),
    ("Der Staatsrat ernannte Frau Muster zur Delegierten.", "Staatsrat", "approved"),
    ("Die Bildungskommission empfiehlt einstimmig Zustimmung.", "Kommission", "approved"),
    ("Der Gemeinderat hat beschlossen, die Spielgruppe weiterzuführen.", "Gemeinderat", "approved"),
    ("Die Regierung entschied, auf eine Erhöhung zu verzichten.", "Regierung", "approved"),
]

COUNTED = [
    (
        "Mit 71 zu 22 Stimmen überwies der Kantonsrat ein Postulat zur Kinderbetreuung.",
        "Kantonsrat",
        "submitted",
        71,
        22,
    ),
    ("Der Grosse Rat lehnte die Volksinitiative mit 90 gegen 35 Stimmen ab.", "Grosser Rat", "rejected", 90, 35),
    ("Im Landrat wurde die Motion mit 33 zu 21 Stimmen erheblich erklärt.", "Landrat", "approved", 33, 21),
    ("Das Postulat hat der Landrat mit 40 zu 39 Stimmen nicht überwiesen.", "Landrat", "rejected", 40, 39),
    ("Im Nationalrat scheiterte der Minderheitsantrag mit 61 zu 128 Stimmen.", "Nationalrat", "rejected", 128, 61),
    (
        "Die Grünen drangen mit ihrem Antrag im Stadtparlament nicht durch (9:31).",
        "Gemeindeparlament",
        "rejected",
        31,
        9,
    ),
    ("Nichteintreten scheiterte im Kantonsrat mit 25 zu 80 Stimmen.", "Kantonsrat", "rejected", 80, 25),
    ("Die Mehrheit setzte sich im Landrat mit 44 zu 40 Stimmen durch.", "Landrat", "approved", 44, 40),
    ("Die Kommission stimmte der Vorlage mit acht gegen drei Stimmen zu.", "Kommission", "approved", 8, 3),
    ("Die Sozialkommission beantragt dem Rat mit 7 zu 4 Stimmen Eintreten.", "Kommission", "approved", 7, 4),
    (
        "Die vorberatende Kommission hatte sich mit 9 zu 6 Stimmen gegen die Vorlage ausgesprochen.",
        "Kommission",
        "rejected",
        9,
        6,
    ),
    ("Das Stimmvolk verwarf die Initiative mit 63,1 Prozent Nein.", "Volk", "rejected", None, 63.1),
    ("64,2 Prozent der Stimmenden sagten Ja zum neuen Gesetz.", "Volk", "approved", 64.2, None),
    ("Ja sagten am Sonntag 55,8 Prozent der Stimmberechtigten.", "Volk", "approved", 55.8, None),
    (
        "Thurgauerinnen und Thurgauer haben das Referendum mit 41'230 zu 22'118 Stimmen verworfen.",
        "Volk",
        "rejected",
        41230,
        22118,
    ),
    ("Die Abstimmung im Kantonsrat ergab 88 Ja bei 70 Nein.", "Kantonsrat", "approved", 88, 70),
    ("Der Landrat sagte mit 58 gegen 27 Stimmen Ja zum Stipendiengesetz.", "Landrat", "approved", 58, 27),
    ("Das Stimmvolk sagte Nein zum Gesetz, mit 11'305 Ja gegen 14'812 Nein.", "Volk", "rejected", 11305, 14812),
    (
        "Der Ständerat hat die Vorlage mit 31 zu 11 Stimmen bei 2 Enthaltungen an die Kommission zurückgewiesen.",
        "Ständerat",
        "referred_back",
        31,
        11,
    ),
    (
        "Stadtpräsidentin Meier freute sich: Der Einwohnerrat hatte dem Kredit mit 28 Ja gegen 9 Nein zugestimmt.",
        "Gemeindeparlament",
        "approved",
        28,
        9,
    ),
    ("Das Budget passierte im Landrat mit 55 zu 4 Stimmen.", "Landrat", "approved", 55, 4),
    ("Der Gegenvorschlag kam im Kantonsrat mit 90 zu 78 Stimmen durch.", "Kantonsrat", "approved", 90, 78),
    ("Der Grosse Rat tritt mit 101 zu 30 Stimmen auf die Vorlage ein.", "Grosser Rat", "entered", 101, 30),
    (
        "Die Kommission empfiehlt dem Kantonsrat mit 8 zu 5 Stimmen, die Initiative abzulehnen.",
        "Kommission",
        "rejected",
        8,
        5,
    ),
]

# The body stands in another sentence or clause, or in short.
RESUMED = [
    ("Die Vereinbarung wurde vom Staatsrat am 4. Juli 2022 unterzeichnet.", "Staatsrat", "signed", None, None),
    ("Der Bundesrat setzt die Änderung auf den 1. Juli 2025 in Kraft.", "Bundesrat", "approved", None, None),
    (
        "Der Ständerat beriet die Vorlage am Montag. Ein Rückweisungsantrag unterlag mit 12 zu 29 Stimmen.",
        "Ständerat",
        "rejected",
        29,
        12,
    ),
    (
        "Der Kantonsrat stritt zwei Stunden über das Budget. Ein Antrag blieb mit 40 zu 78 Stimmen auf der Strecke.",
        "Kantonsrat",
        "rejected",
        78,
        40,
    ),
    ("Der Grosse Rat debattierte lange. Die Linke obsiegte mit 71 zu 64 Stimmen.", "Grosser Rat", "approved", 71, 64),
    (
        "Der Luzerner Stadtrat ist zufrieden mit dem Versuch. Er hat ihn um zwei Jahre verlängert.",
        "Stadtrat",
        "approved",
        None,
        None,
    ),
    (
        "Die Regierung hat sich am Dienstag getroffen. Sie verabschiedete die Botschaft zum Spitalneubau.",
        "Regierung",
        "approved",
        None,
        None,
    ),
    (
        "Das Berner Stadtparlament tagte bis tief in die Nacht. Es bewilligte schliesslich 3,1 Millionen Franken.",
        "Gemeindeparlament",
        "approved",
        None,
        None,
    ),
    (
        "Die Bevölkerung wurde angehört. Der Regierungsrat prüfte die Antworten, danach beschloss er die Verordnung.",
        "Regierungsrat",
        "approved",
        None,
        None,
    ),
    (
        "Der Urner Landrat tagte am Mittwoch. Der Rat genehmigte auch die Staatsrechnung.",
        "Landrat",
        "approved",
        None,
        None,
    ),
    (
        "Der Thurgauer Grosse Rat hat lange debattiert. Das Parlament lehnte die Motion mit 70 zu 48 Stimmen ab.",
        "Grosser Rat",
        "rejected",
        70,
        48,
    ),
    (
        "Am Freitag fand die Gemeindeversammlung statt. Die Anwesenden genehmigten alle Anträge.",
        "Gemeindeversammlung",
        "approved",
        None,
        None,
    ),
    (
        "An der Landsgemeinde regnete es. Die Stimmberechtigten lehnten das Jagdgesetz ab.",
        "Landsgemeinde",
        "rejected",
        None,
        None,
    ),
    (
        "Der Regierungsrat, der das Leitbild im Mai genehmigt hat, will nun sparen.",
        "Regierungsrat",
        "approved",
        None,
        None,
    ),
    (
        "Der Kantonsrat beriet die Rechnung. Im Kantonsrat war die Stimmung gut. Der Kredit ist bewilligt.",
        "Kantonsrat",
        "approved",
        None,
        None,
    ),
    ("Mit der Genehmigung durch den Landrat am 9. März 2022 war der Weg frei.", "Landrat", "approved", None, None),
    ("Nach dem Ja des Grossen Rates vom 12. Mai 2021 begann der Bau.", "Grosser Rat", "approved", None, None),
    (
        "Die FDP verlangte eine Kürzung. Im Berner Stadtrat war sie mit 20 zu 51 Stimmen chancenlos.",
        "Stadtrat",
        "rejected",
        51,
        20,
    ),
]

NO_ACTS = [
    "Die Motion wird mit 33 zu 21 Stimmen erheblich erklärt. Der Landrat schliesst um 12 Uhr.",
    "Der Regierungsrat will das Konzept im Herbst verabschieden.",
    "Die Regierung beantragt dem Grossen Rat einen Kredit von 4 Millionen Franken.",
    "Der Stadtrat plant, den Beitrag zu verlängern.",
    "Der Gemeinderat wird die Verordnung im Sommer beschliessen.",
    "Hat der Regierungsrat den Kredit schon bewilligt?",
    "Sofern der Landrat den Kredit genehmigt, beginnt das Projekt im März.",
    "Wenn der Grosse Rat zustimmt, startet der Bau 2026.",
    "Der Kantonsrat hätte den Kredit wohl abgelehnt.",
    "Gemäss RRB Nr. 2019/344 vom 5. März 2019 gilt ein Kostendach.",
    "Gestützt auf den Beschluss des Regierungsrats vom 3. Mai 2016 wird das Amt neu organisiert.",
    "Der Bundesrat überwies dem Kanton letztes Jahr 4,2 Millionen Franken.",
    "Der Regierungsrat verlangte mehr Geld vom Bund.",
    "Die Regierung nahm an, dass die Kosten sinken.",
    "Der Regierungsrat nimmt zu den Fragen Stellung.",
    "Für eine Annahme im Kantonsrat sind mindestens 91 Stimmen nötig.",
    "Der Regierungsrat hat noch nicht über das Gesuch entschieden.",
    "Die Kommission trifft sich viermal im Jahr.",
    "Der Stadtrat hat keinen Kredit bewilligt.",
    "Eine Minderheit der Kommission beantragt die Ablehnung.",
    "Die Regierung ersucht den Landrat, den Kredit zu bewilligen.",
    "Der Regierungsrat hält fest, der Verein habe die Mittel bewilligt erhalten.",
    "Laut Gesetz genehmigt der Regierungsrat jährlich den Leistungsauftrag.",
    "Der Landrat sprach lange mit den Betroffenen.",
    "Der Regierungsrat wurde beauftragt, einen Bericht vorzulegen.",
    "Die Fachstelle hat 41 Gesuche bewilligt.",
    "Die Regierung zieht Bilanz. Im letzten Jahr wurden 41 Projekte bewilligt.",
    "Die Mannschaft gewann mit 31:24.",
    "Der Gemeinderat legt Wert auf Transparenz.",
    "Das SEM zahlte dem Kanton 3 Millionen Franken aus.",
    "Das Verhältnis im Kantonsrat beträgt 60 zu 40.",
    "Der Regierungsrat hat die Petition der Eltern entgegengenommen.",
    "Der Regierungsrat weist darauf hin, dass die Frist abgelaufen ist.",
    "Der Regierungsrat stellt fest, dass der Bund die Beiträge gekürzt hat.",
    "Über die Vorlage stimmt das Volk am 9. Juni ab.",
    "Der Kanton hat mit der Stadt eine Vereinbarung abgeschlossen.",
    "Der Landrat diskutierte den Antrag, den der Regierungsrat stellen will.",
    "Die Gemeinde hat den von der Regierung geforderten Bericht eingereicht.",
    "Der Regierungsrat trat an der Medienkonferenz gemeinsam auf.",
    "Die Leitung der Fachstelle, die dem Regierungsrat untersteht, hat das Konzept genehmigt.",
    "Die Behörde hat dem Rekurs keine Folge gegeben.",
    "Die Kommission hat ihre Beratungen abgeschlossen.",
    "Die Regierung hat den Bericht in Auftrag gegeben und wird ihn im Mai verabschieden.",
    "Der Stadtrat nahm an der Feier teil.",
    "Über den Kredit entscheidet der Kantonsrat im Juni.",
    "Der vom Kantonsrat bewilligte Kredit reicht nicht aus.",
    "Die Regierung setzt das vom Volk angenommene Gesetz um.",
    "Ob der Landrat den Kredit genehmigt hat, ist nicht bekannt.",
    "Der Verein hat dem Regierungsrat ein Gesuch eingereicht.",
    "Das Amt für Statistik hat neue Zahlen veröffentlicht.",
    "Im Auftrag des Bundesrats hat die Fachhochschule eine Studie eingereicht.",
    "Der Präsident des Kantonsrats hat die Sitzung eröffnet.",
    "Die Schülerinnen und Schüler haben mit 12 zu 8 Stimmen für einen Ausflug gestimmt.",
    "Die Wahlbeteiligung im Stadtrat lag bei 45 zu 55 Prozent.",
]


@pytest.mark.parametrize(("text", "body", "outcome"), ACTS)
def test_an_act_by_its_verb(extract: Extract, text: str, body: str, outcome: str) -> None:
    assert [(row.body, row.outcome, row.votes_yes) for row in extract(text).decisions] == [(body, outcome, None)]


@pytest.mark.parametrize(("text", "body", "outcome", "yes", "no"), COUNTED)
def test_an_act_with_its_vote(
    extract: Extract, text: str, body: str, outcome: str, yes: float | None, no: float | None
) -> None:
    rows = [(row.body, row.outcome, row.votes_yes, row.votes_no) for row in extract(text).decisions]
    assert rows == [(body, outcome, yes, no)]


@pytest.mark.parametrize(("text", "body", "outcome", "yes", "no"), RESUMED)
def test_a_body_named_before(
    extract: Extract, text: str, body: str, outcome: str, yes: float | None, no: float | None
) -> None:
    rows = [(row.body, row.outcome, row.votes_yes, row.votes_no) for row in extract(text).decisions]
    assert rows == [(body, outcome, yes, no)]


@pytest.mark.parametrize("text", NO_ACTS)
def test_what_looks_like_an_act_and_is_none(extract: Extract, text: str) -> None:
    assert extract(text).decisions == ()


SEVERAL = [
    (
        "Der Nationalrat nahm die Motion mit 101 zu 87 Stimmen an, der Ständerat lehnte sie mit 27 zu 15 ab.",
        [("Nationalrat", "approved"), ("Ständerat", "rejected")],
    ),
    (
        "Der Kantonsrat genehmigte das Budget; die Motion der Grünen lehnte er ab.",
        [("Kantonsrat", "approved"), ("Kantonsrat", "rejected")],
    ),
    (
        "Die Zuger Regierung verabschiedete im März ihre Strategie, der Kantonsrat nahm sie zur Kenntnis.",
        [("Regierung", "approved"), ("Kantonsrat", "noted")],
    ),
]


@pytest.mark.parametrize(("text", "rows"), SEVERAL)
def test_several_acts_of_a_sentence(extract: Extract, text: str, rows: list[tuple[str, str]]) -> None:
    assert [(row.body, row.outcome) for row in extract(text).decisions] == rows


def test_an_act_told_again_with_its_vote_is_one(extract: Extract) -> None:
    text = "Der Kantonsrat hat dem Kredit zugestimmt. Er hiess ihn mit 60 zu 10 Stimmen gut."
    [row] = extract(text).decisions
    assert (row.body, row.votes_yes, row.votes_no) == ("Kantonsrat", 60, 10)


def test_a_vote_goes_to_the_motion_that_failed_after_the_act(extract: Extract) -> None:
    text = "Der Landrat genehmigte das Budget mit 50 zu 30 Stimmen. Ein Kürzungsantrag war mit 28 zu 52 unterlegen."
    rows = [(row.body, row.outcome, row.votes_yes) for row in extract(text).decisions]
    assert rows == [("Landrat", "approved", 50), ("Landrat", "rejected", 52)]


def test_a_large_vote_is_not_that_of_a_committee(extract: Extract) -> None:
    text = (
        "Im Landrat war das Geschäft umstritten. Die Finanzkommission warb dafür. "
        "Rückweisung wurde mit 20 zu 61 Stimmen abgelehnt."
    )
    assert [(row.body, row.votes_yes) for row in extract(text).decisions] == [("Landrat", 61)]


def test_news_of_a_session_tell_acts_in_the_passive(extract: Extract) -> None:
    text = "Aus den Verhandlungen des Regierungsrats. Für die Kantonsstrasse werden 2,5 Millionen Franken bewilligt."
    assert [(row.body, row.outcome) for row in extract(text).decisions] == [("Regierungsrat", "approved")]
    assert extract("Für die Kantonsstrasse werden 2,5 Millionen Franken bewilligt.").decisions == ()


def test_a_dispositive_in_running_text(extract: Extract) -> None:
    text = (
        "Regierungsratsbeschluss vom 5. März 2024. Sprachförderung. Der Regierungsrat, gestützt auf das Schulgesetz, "
        "beschliesst: 1. Das Konzept wird genehmigt. 2. Das Schulamt wird mit dem Vollzug beauftragt."
    )
    [row] = extract(text).decisions
    assert (row.body, row.items, row.item_outcomes) == (
        "Regierungsrat",
        ("Das Konzept wird genehmigt.", "Das Schulamt wird mit dem Vollzug beauftragt."),
        ("approved", "commissioned"),
    )


def test_the_form_of_a_vote_in_small_letters(extract: Extract) -> None:
    text = "Geschäft 2021.GSI.77, Kanton Bern\nErgebnis der Abstimmung\nJa 101\nNein 40\nEnthalten 6\nTotal 147"
    [row] = extract(text).decisions
    assert (row.body, row.votes_yes, row.votes_no, row.votes_abstain) == ("Grosser Rat", 101, 40, 6)


def test_present_tense_of_a_law_tells_no_act(extract: Extract) -> None:
    law = "Verordnung über die Integration\nArt. 4\n1 Der Regierungsrat genehmigt das Programm.\nIn Kraft seit 2019."
    assert extract(law).decisions == ()


# fmt: off
WORDS = [
    "Der Landrat", "vom Volk", "hat", "wurde", "und", ",", ";", ":", "genehmigt", "lehnte", "ab", "sie", "nicht",
    "mit 40 zu 20 Stimmen", "scheiterte", "die Kommission", "empfiehlt", "(", "»", ".", "unterlag", "12 % Ja",
]
# fmt: on


@given(st.lists(st.sampled_from(WORDS), max_size=14))
def test_any_words_give_acts_inside_the_sentence(words: list[str]) -> None:
    text = " ".join(words)
    acts = acts_in(text, "de", Memory("", None, None), news=True, session=None)
    assert all(0 <= act.start < act.end <= len(text) for act in acts)
    assert all(first.end <= second.start for first, second in pairwise(acts))


@pytest.mark.parametrize(
    ("text", "yes", "no"),
    [
        ("mit acht gegen drei Stimmen", 8, 3),
        ("stimmten 70 Mitglieder für den Kredit, 31 dagegen", 70, 31),
        ("fand nur 19 Unterstützer, 44 waren dagegen", 19, 44),
        ("mit 47 Ja bei 12 Nein", 47, 12),
        ("mit 90 Stimmen bei 12 Gegenstimmen", 90, 12),
        ("60,5 Prozent legten ein Ja ein, 39,5 Prozent ein Nein", 60.5, 39.5),
    ],
)
def test_more_forms_of_votes(text: str, yes: float, no: float) -> None:
    [vote] = find_votes(text, "de")
    assert (vote.votes_yes, vote.votes_no) == (yes, no)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Der Rat trat auf das KIP 3. Die Kommission war dagegen.", 2),
        ("Es waren 28,5. Der Rest folgt.", 2),
        ("Sie tagt am 3. Montag im Mai.", 1),
        ("Das kostet mehr als beim KIP 1. Schlanker wurde der Katalog.", 2),
        ("Er beschliesst: 1. Das Konzept wird genehmigt.", 1),
    ],
)
def test_a_number_ends_a_sentence_before_an_article(text: str, count: int) -> None:
    assert len(sentence_bounds(text, "de")) == count


@pytest.mark.parametrize(
    ("text", "canton"),
    [
        ("Der Grosse Rat hat entschieden. In Basel zahlen die Eltern weniger.", "BS"),
        ("In Basel trafen sich Fachleute.", None),
        ("Wer neu in Basel wohnt, lernt gratis Deutsch; das hat den Kanton eine Million gekostet.", "BS"),
        ("Das Stadtparlament von Wil hat den Kurs verlängert.", "SG"),
        ("Baden bleibt beim regionalen Zentrum dabei.", "AG"),
        ("An der Landsgemeinde in Appenzell wurde lange geredet.", "AI"),
        ("Medienmitteilung, Schwyz, 3. Mai 2022. Der Regierungsrat verhandelt mit dem Bund und dem SEM.", "SZ"),
        ("Geschäft 2019.RRGR.55, Abstimmung.", "BE"),
        ("Der Stadtrat Baden lädt ein.", "AG"),
        ("Der Winterthurer Stadtrat lädt ein.", "ZH"),
        ("Die Oltner Vereine öffnen ein Café.", "SO"),
        ("Die Zuger Regierung will den Kurs, der Zuger Kantonsrat nicht.", "ZG"),
        ("Im Glarnerland lernen zwölf junge Leute Deutsch.", "GL"),
        ("Basel eröffnet im Herbst ein Haus der Begegnung.", "BS"),
        ("Basel-Landschaft eröffnet im Herbst ein Haus der Begegnung.", "BL"),
        ("Mit RRB Nr. 2021/1234 wurde das Programm verlängert.", "SO"),
        ("Bund, Kantone und Gemeinden gaben dafür 200 Millionen aus.", "CH"),
        ("Bund und Kantone zahlen je die Hälfte, sagt die Urner Regierung.", "UR"),
        ("Der Kanton zahlt die Hälfte.", None),
    ],
)
def test_cantons_by_town_with_body_dateline_and_number(text: str, canton: str | None) -> None:
    assert find_canton(text) == canton


def test_the_parliament_of_a_canton() -> None:
    assert (parliament_of("BE"), parliament_of("CH"), parliament_of(None)) == ("Grosser Rat", None, None)


def test_what_a_report_on_integration_tells_of_is_about_it_and_a_press_release_may_tell_of_more(
    extract: Extract,
) -> None:
    told = "Das Kantonale Integrationsprogramm KIP 2 des Kantons Uri fördert die Migrationsbevölkerung."
    act = "Der Regierungsrat nahm am 5. April 2021 davon Kenntnis und genehmigte die Planung für das Folgejahr."
    [report] = {row.about_integration for row in extract(f"Jahresbericht 2020\n\n{told}\n\n{act}").decisions}
    release = extract(f"Medienmitteilung\n\nAltdorf, 6. April 2021\n\n{told}\n\n{act}").decisions
    assert report
    assert not any(row.about_integration for row in release)
