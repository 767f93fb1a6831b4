"""A bill to the Kantonsrat as PDF: a credit asked for, votes of committee and parliament, one of them reversed."""

from __future__ import annotations

from corpus.generator.finance import Layout, Line, apostrophe, money_table
from corpus.generator.model import (
    Block,
    Break,
    Decision,
    Facts,
    Heading,
    Item,
    Measure,
    Money,
    Paragraph,
    Rendered,
    Sample,
)
from corpus.generator.pdf import Look, render_pdf
from corpus.generator.terms import CANTON, IFK, IP, KIP2BIS, KIP3, SEVEN_AREAS, TOWNS, UNRELATED, YEARLY

FACTS = Facts(
    media_type="application/pdf",
    canton="OW",
    language="de",
    doc_type="parliament_bill",
    title="Botschaft zu einem Rahmenkredit für das Kantonale Integrationsprogramm 2024–2027",
    issuer="Regierungsrat des Kantons Obwalden",
    program="KIP 3",
    period_start=2024,
    period_end=2027,
    published="2023-05-09",
    number="22.23.97",
    foerderbereiche_named=SEVEN_AREAS,
)

LOOK = Look(
    body="Times-Roman",
    bold="Helvetica-Bold",
    accent="#b3001b",
    header="Kanton Obwalden – Botschaft des Regierungsrats 22.23.97",
    footer="Signatur OWKR.9997",
    size=10.8,
    leading=15.0,
    heading_sizes=(14.0, 11.5, 10.5),
    title_size=19.0,
    margin=22.0,
    table="zebra",
    table_size=9.0,
    mark_at_top=False,
)

SOURCES, SOURCES_MONEY = money_table(
    Layout("t1", "", (2024, 2025, 2026, 2027), "", apostrophe, "Mittelherkunft (Beträge in Franken, ohne IP)"),
    [
        Line("Integrationsförderkredit Bund", (226_500, 226_500, 226_500, 226_500), Money(0, **IFK, side="sources")),
        Line(
            "Kanton Obwalden",
            (113_250, 113_250, 113_250, 113_250),
            Money(0, **CANTON, ip_scope="excluded", side="sources", status="requested"),
        ),
        Line(
            "Einwohnergemeinden",
            (113_250, 113_250, 113_250, 113_250),
            Money(0, **TOWNS, ip_scope="excluded", side="sources"),
        ),
    ],
    Money(0, payer="mixed", payers=("bund", "kanton", "gemeinden"), ip_scope="excluded", side="sources"),
)
USES, USES_MONEY = money_table(
    Layout("t2", "Förderbereich", (2024, 2025, 2026, 2027), "2024–2027", apostrophe, "Mittelverwendung in Franken"),
    [
        Line(label, (amount, amount, amount, amount), Money(0, ip_scope="excluded", side="uses", foerderbereich=area))
        for label, amount, area in zip(
            (
                "Information, Abklärung Integrationsbedarf und Beratung",
                "Sprache",
                "Ausbildungs- und Arbeitsmarktfähigkeit",
                "Frühe Kindheit",
                "Zusammenleben und Partizipation",
                "Umgang mit Vielfalt und Diskriminierungsschutz",
                "Dolmetschen",
            ),
            (88_000, 139_500, 46_000, 71_500, 49_000, 22_500, 36_500),
            SEVEN_AREAS,
            strict=True,
        )
    ],
    Money(0, ip_scope="excluded", side="uses"),
)

MONEY = {
    "f1": Money(453_000, **KIP3, **CANTON, ip_scope="excluded", status="requested", side="sources"),
    "f2": Money(198_000, **KIP2BIS, **CANTON, status="approved"),
    "f3": Money(18_000, basis="per_person", unit="refugee", interval="once", **IP, status="unknown"),
    "f4": Money(
        226_500,
        basis="per_year",
        interval="year",
        payer="mixed",
        payers=("kanton", "gemeinden"),
        ip_scope="excluded",
        side="sources",
    ),
    "f5": Money(138_000, **YEARLY, payer="mixed", payers=("kanton", "gemeinden"), role="superseded", status="spent"),
    "f6": Money(30_000, **YEARLY, **CANTON, role="rejected", status="requested"),
    "f7": Money(4_100_000, **UNRELATED, **CANTON, status="approved"),
    "f8": Money(453_000, **KIP3, **CANTON, ip_scope="excluded", status="requested", side="sources"),
}

MEASURES = {
    "m1": Measure(
        "Willkommensgespräche für alle Zuziehenden",
        SEVEN_AREAS[0],
        target_groups=("newcomers",),
        providers=("Gemeinden",),
    ),
    "m2": Measure("Sprachgutscheine", SEVEN_AREAS[1], target_groups=("adults",)),
    "m3": Measure(
        "Lehrstellencoaching",
        SEVEN_AREAS[2],
        target_groups=("adolescents", "young_adults"),
        providers=("Gewerbeverband",),
    ),
    "m4": Measure("Mütterberatung mit Dolmetschdienst", SEVEN_AREAS[3], target_groups=("parents",)),
    "m5": Measure("Dorffest der Kulturen", SEVEN_AREAS[4], target_groups=("public",)),
    "m6": Measure("Erstberatung bei Diskriminierung", SEVEN_AREAS[5], status="pilot"),
    "m7": Measure("Telefonischer Dolmetschdienst", SEVEN_AREAS[6], target_groups=("professionals",)),
}

DECISIONS = {
    "d1": Decision(
        "Kantonsrat",
        "der Kantonsrat",
        "parliament",
        "approved",
        date="2021-10-28",
        what="Beitrag an das KIP 2bis",
        votes_yes=41,
        votes_no=9,
        votes_abstain=2,
        vote_unit="votes",
    ),
    "d2": Decision(
        "Kantonsrat",
        None,
        "parliament",
        "rejected",
        date="2021-10-28",
        what="Nichteintreten",
        votes_yes=38,
        votes_no=12,
        vote_unit="votes",
    ),
    "d3": Decision(
        "Kommission",
        "Die vorberatende Kommission",
        "committee",
        "rejected",
        date="2023-04-26",
        what="Antrag, den Beitrag des Kantons zu kürzen",
        votes_yes=8,
        votes_no=3,
        vote_unit="votes",
    ),
    "d4": Decision(
        "Kantonsrat",
        "Der Kantonsrat",
        "parliament",
        "approved",
        date="2022-12-01",
        what="Kredit für den Hochwasserschutz",
        about_integration=False,
    ),
}

AREA_ITEMS = (
    ("Information", "{{m1|Willkommensgespräche für alle Zuziehenden}}, durchgeführt von den Gemeinden"),
    ("Sprache", "{{m2|Sprachgutscheine}} für anerkannte Kurse bis Niveau B1"),
    ("Arbeit", "{{m3|Lehrstellencoaching}} in Zusammenarbeit mit dem Gewerbeverband"),
    ("Frühe Kindheit", "{{m4|Mütterberatung mit Dolmetschdienst}} in allen sieben Gemeinden"),
    ("Zusammenleben", "{{m5|Dorffest der Kulturen}}, jedes Jahr in einer anderen Gemeinde"),
    ("Vielfalt", "{{m6|Erstberatung bei Diskriminierung}} als Versuch bis Ende 2025"),
    ("Dolmetschen", "{{m7|Telefonischer Dolmetschdienst}} für Ärztinnen, Schulen und Polizei"),
)

BLOCKS: tuple[Block, ...] = (
    Paragraph("Botschaft zu einem Rahmenkredit für das Kantonale Integrationsprogramm 2024–2027", "title"),
    Paragraph("9. Mai 2023"),
    Paragraph("Herr Präsident, sehr geehrte Damen und Herren Kantonsratsmitglieder"),
    Paragraph(
        "Wir unterbreiten Ihnen Botschaft und Entwurf zu einem Rahmenkredit des Kantons von {{f1|453\u00a0000 "
        "Franken}} für das Kantonale Integrationsprogramm der Jahre 2024 bis 2027 und beantragen Ihnen, auf die "
        "Vorlage einzutreten."
    ),
    Heading("I. Ausgangslage"),
    Paragraph(
        "Seit 2014 führt der Kanton ein Integrationsprogramm. {{d1|Am 28. Oktober 2021 hat der Kantonsrat dem Beitrag "
        "von {{f2|198\u00a0000 Franken}} an das KIP 2bis für die Jahre 2022 und 2023 mit 41 zu 9 Stimmen bei 2 "
        "Enthaltungen zugestimmt.}} {{d2|Nichteintreten war zuvor mit 38 zu 12 Stimmen abgelehnt worden.}} Für das "
        "Quorum der Dringlichkeit wären 37 Stimmen nötig gewesen."
    ),
    Paragraph(
        "Das Staatssekretariat für Migration (SEM) richtet den Beitrag des Bundes nur aus, wenn Kanton und Gemeinden "
        "mindestens gleich viel aufwenden. Kanton und Gemeinden zahlen zusammen {{f4|226\u00a0500}} "
        "({{f5|138\u00a0000}}) Franken pro Jahr. Die Integrationspauschale von {{f3|einmalig 18\u00a0000 Franken pro "
        "Flüchtling}} ist in keinem dieser Beträge enthalten."
    ),
    Heading("II. Ziele und Massnahmen"),
    Paragraph(
        "Die Fachstelle Gesellschaftsfragen setzt das Programm um. Je Förderbereich sind die folgenden Vorhaben "
        "geplant:"
    ),
    *(Item(text) for _, text in AREA_ITEMS),
    Paragraph(
        "Die Angebote stehen der ausländischen Bevölkerung in allen Gemeinden offen. Die Fachstelle prüft jährlich, ob "
        "sie genutzt werden, und passt sie in Absprache mit den Gemeinden an. Ein Angebot, das zwei Jahre in Folge "
        "weniger als die Hälfte der Plätze besetzt, wird nicht weitergeführt."
    ),
    Heading("III. Finanzielle Auswirkungen"),
    Paragraph(
        "Der Bund trägt die Hälfte der Kosten, Kanton und Gemeinden tragen je einen Viertel. Der Anteil jeder Gemeinde "
        "richtet sich nach ihrer Einwohnerzahl. Die folgende Übersicht zeigt die Herkunft der Mittel."
    ),
    SOURCES,
    Paragraph("Die Mittel werden wie folgt auf die Förderbereiche verteilt:"),
    USES,
    Heading("IV. Vorberatung"),
    Paragraph(
        "{{d3|Die vorberatende Kommission hat am 26. April 2023 einen Antrag, den Beitrag des Kantons um "
        "{{f6|30\u00a0000 Franken pro Jahr}} zu kürzen, mit 8 zu 3 Stimmen abgelehnt.}} Sie wies darauf hin, dass eine "
        "Kürzung auch den Beitrag des Bundes vermindern würde. {{d4|Der Kantonsrat hat am 1. Dezember 2022 den Kredit "
        "von {{f7|4,1 Millionen Franken}} für den Hochwasserschutz bewilligt}}; die Kreditgrenze des Finanzplans wird "
        "dennoch eingehalten."
    ),
    Break(),
    Paragraph("Kantonsratsbeschluss über einen Rahmenkredit (Entwurf)", "subtitle"),
    Paragraph("Der Kantonsrat des Kantons Obwalden beschliesst:"),
    Item(
        "Für das Kantonale Integrationsprogramm wird für die Jahre 2024 bis 2027 ein Rahmenkredit von "
        "{{f8|453\u00a0000 "
        "Franken}} bewilligt.",
        "1.",
    ),
    Item("Der Regierungsrat wird mit dem Vollzug beauftragt.", "2."),
    Item("Dieser Beschluss untersteht dem fakultativen Referendum.", "3."),
)

SAMPLE = Sample(
    name="ow-kip3-botschaft-muster",
    facts=FACTS,
    blocks=BLOCKS,
    money={**MONEY, **SOURCES_MONEY, **USES_MONEY},
    measures=MEASURES,
    decisions=DECISIONS,
)


def render() -> Rendered:
    """Draw the bill."""
    return render_pdf(SAMPLE, LOOK)
