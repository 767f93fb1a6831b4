"""An annual report: what was planned, spent and reached in one year, with goals' target and actual values."""

from __future__ import annotations

from corpus.generator.finance import Column, Cross, Line, apostrophe, cross_table
from corpus.generator.model import (
    Block,
    Contents,
    Decision,
    Facts,
    Goal,
    Heading,
    Item,
    Measure,
    Merge,
    Money,
    Paragraph,
    Planted,
    Rendered,
    Sample,
)
from corpus.generator.pdf import Look, render_pdf
from corpus.generator.rasters import ReportLine, report_table
from corpus.generator.terms import (
    ALL_PAYERS,
    CANTON,
    EIGHT_AREAS,
    IFK,
    IP,
    TOWNS,
    WITHOUT_IP,
    area_money,
    one_year,
)

FACTS = Facts(
    media_type="application/pdf",
    canton="AG",
    language="de",
    doc_type="report",
    title="Kantonales Integrationsprogramm: Jahresbericht 2016",
    issuer="Departement Volkswirtschaft und Inneres des Kantons Aargau",
    program="KIP 1",
    period_start=2016,
    period_end=2016,
    published="2017-04",
    foerderbereiche_named=tuple(dict.fromkeys(EIGHT_AREAS)),
)

LOOK = Look(
    body="Helvetica",
    bold="Helvetica-Bold",
    accent="#1f5f99",
    header="DEPARTEMENT VOLKSWIRTSCHAFT UND INNERES  |  Amt für Migration und Integration",
    footer="Aargau – KIP-Jahresbericht 2016",
    size=10.5,
    leading=16.0,
    heading_sizes=(16.0, 12.0, 10.5),
    title_size=26.0,
    margin=28.0,
    table="lines",
    table_size=8.0,
    page_label="{page} |",
    header_line=True,
)

YEAR = one_year(2016)
BUDGET = {**YEAR, "status": "planned"}
SPENT = {**YEAR, "status": "spent"}
AREA_ROWS = (
    ("Erstinformation", 412_000, 398_450), ("Beratung", 655_000, 661_200), ("Diskriminierungsschutz", 88_000, 54_300),
    ("Sprache und Bildung", 2_310_000, 2_287_915), ("Frühe Förderung", 540_000, 548_600),
    ("Arbeitsmarktfähigkeit", 465_000, 431_070), ("Dolmetschen", 210_000, 224_880),
    ("Soziale Integration", 395_000, 377_640),
)  # fmt: skip

USES, USES_MONEY = cross_table(
    Cross(
        "t1", "Tabelle 1: Voranschlag und Rechnung (in CHF)", ("Förderbereich",),
        (
            Column("Voranschlag 2016", BUDGET),
            Column("Rechnung 2016", SPENT),
        ),
        "Total", apostrophe, first_width=2.6, errors={(8, 1): -10_000},
    ),
    [
        Line(label, amounts, area_money(area, **WITHOUT_IP))
        for (label, *amounts_list), area in zip(AREA_ROWS, EIGHT_AREAS, strict=True)
        for amounts in (tuple(amounts_list),)
    ],
    area_money(None, **WITHOUT_IP),
)  # fmt: skip

PAYERS, PAYERS_MONEY = cross_table(
    Cross(
        "t2", "Tabelle 2: Mittelherkunft in TCHF", ("",),
        (
            Column("2015", {**one_year(2015), "status": "spent"}),
            Column("2016", SPENT),
            Column("2016", BUDGET),
        ),
        "", apostrophe, step=1000, unit=1000, first_width=2.4, style="bare",
        upper_header=("Herkunft", "Rechnung", "", "Voranschlag"), merged=(Merge(0, 1, 1, 2),),
    ),
    [
        Line("Bund, Integrationsförderkredit", (2_401_000, 2_490_000, 2_535_000), Money(0, **IFK, side="sources")),
        Line("Kanton", (1_722_000, 1_780_000, 1_800_000), Money(0, **CANTON, **WITHOUT_IP, side="sources")),
        Line("Gemeinden", (688_000, 714_000, 740_000), Money(0, **TOWNS, **WITHOUT_IP, side="sources")),
    ],
    Money(0, **ALL_PAYERS, **WITHOUT_IP, side="sources"),
)  # fmt: skip

GOALS = (
    ReportLine("g1", "1", "85 %", "79 %", Goal(
        "Neuzugezogene werden zu einem Gespräch eingeladen.", "output", "information_beratung",
        "Anteil der Eingeladenen", 85, "Prozent", "2016", actual_value=79), "nicht erreicht"),
    ReportLine("g2", "2", "1'800", "1'912", Goal(
        "Erwachsene besuchen einen Deutschkurs.", "output", "sprache", "Teilnehmende pro Jahr", 1800, "Teilnehmende",
        "2016", actual_value=1912), "übertroffen"),
    ReportLine("g3", "3", "60 %", "61 %", Goal(
        "Teilnehmende verbessern ihr Niveau.", "outcome", "sprache", "Anteil mit Attest", 60, "Prozent", "2016",
        actual_value=61), "erreicht"),
    ReportLine("g4", "4", "40", "–", Goal(
        "Spielgruppen arbeiten nach dem Konzept des Kantons.", "output", "fruehe_kindheit", "Zahl der Gruppen", 40,
        "Gruppen", "2016"), "nicht erhoben"),
    ReportLine("g5", "5", "150", "118", Goal(
        "Flüchtlinge absolvieren ein Praktikum.", "output", "ausbildung_arbeit", "Praktika", 150, "Praktika", "2016",
        actual_value=118), "nicht erreicht"),
    ReportLine("g6", "6", "5'200", "5'431", Goal(
        "Gespräche werden gedolmetscht.", "output", "dolmetschen", "Einsatzstunden", 5200, "Stunden", "2016",
        actual_value=5431), "übertroffen"),
    ReportLine("g7", "7", "24", "24", Goal(
        "Vereine führen Projekte durch.", "output", "zusammenleben", "Projekte", 24, "Projekte", "2016",
        actual_value=24), "erreicht"),
)  # fmt: skip

GOAL_TABLE = report_table(
    "t3", ("Nr.", "Ziel", "Indikator", "Soll 2016", "Ist 2016", "Beurteilung"), GOALS,
    "Tabelle 3: Zielerreichung",
)  # fmt: skip

MONEY = {
    "f1": Money(4_980_000, qualifier="about", **SPENT, **WITHOUT_IP, is_total=True),
    "f2": Money(8_400_000, **SPENT, **IP),
    "f3": Money(33_700, role="decrease", foerderbereich="vielfalt_diskriminierungsschutz", **SPENT),
    "f4": Money(1_250, qualifier="about", basis="per_person", unit="participant", instrument="other", status="spent",
                foerderbereich="sprache", period_start=2016, period_end=2016),
}  # fmt: skip

BLOCKS: tuple[Block, ...] = (
    Paragraph("Kantonales Integrationsprogramm: Jahresbericht 2016", "title"),
    Paragraph("Bericht an das Staatssekretariat für Migration, April 2017", "subtitle"),
    Contents("Inhalt"),
    Heading("1 Überblick"),
    Paragraph(
        "Das dritte Jahr des Programms verlief nach Plan. Insgesamt wurden {{f1|rund 4,98 Mio. Franken}} ausgegeben, "
        "die Integrationspauschale nicht eingerechnet. Aus der Pauschale flossen im Jahr 2016 {{f2|8,4 Mio. Franken}} "
        "in Abklärungen, Kurse und Praktika für Flüchtlinge. {{d1|Der Regierungsrat nahm am 5. April 2017 vom Bericht "
        "Kenntnis (RRB Nr. 2017-009514).}}"
    ),
    Paragraph(
        "Die Nachfrage nach Deutschkursen stieg weiter, besonders in der Region Baden. Weil zwei Anbieter neue Räume "
        "eröffneten, musste niemand länger als sechs Wochen warten. Schwieriger war es, Betriebe für Praktika zu "
        "gewinnen: Die Auftragslage in der Industrie blieb gedrückt."
    ),
    Heading("2 Aus den Förderbereichen"),
    Heading("2.1 Information und Beratung", 2),
    Paragraph(
        "Die {{m1|Anlaufstelle Integration Aargau}} beantwortete 3'140 Anfragen. Fünf weitere Gemeinden führten die "
        "{{m2|Erstgespräche am Schalter}} ein. Die Stelle für den Schutz vor Diskriminierung konnte erst im Herbst "
        "besetzt werden; der Aufwand lag deshalb um {{f3|Fr. 33'700.–}} unter dem Voranschlag."
    ),
    Heading("2.2 Bildung und Arbeit", 2),
    Paragraph(
        "Ein Kursplatz kostete im Jahr 2016 {{f4|rund 1'250 Franken pro Teilnehmer}}. Neben den "
        "{{m3|Deutschkursen in Betrieben}} wurden erstmals {{m4|Lesetreffs in Bibliotheken}} unterstützt."
    ),
    Item("{{m5|Praktika im Gewerbe}} für anerkannte Flüchtlinge: 118 Plätze"),
    Item("{{m6|Elterncafés an Kindergärten}}: elf Standorte"),
    Heading("3 Finanzen"),
    Paragraph(
        "Tabelle 1 stellt Voranschlag und Rechnung gegenüber. Tabelle 2 zeigt, woher die Mittel stammen; die letzte "
        "Zeile enthält die Summe."
    ),
    USES,
    PAYERS,
    Heading("4 Zielerreichung"),
    Paragraph("Von sieben Zielen wurden vier erreicht oder übertroffen, zwei verfehlt und eines nicht erhoben."),
    GOAL_TABLE,
    Heading("5 Ausblick"),
    Paragraph(
        "Im letzten Jahr des Programms werden die Ergebnisse gesichert und die Verträge für die nächste Periode "
        "vorbereitet. Die Erhebung bei den Spielgruppen wird nachgeholt."
    ),
)

SAMPLE = Sample(
    name="ag-kip1-jahresbericht-muster",
    facts=FACTS,
    blocks=BLOCKS,
    money={**MONEY, **USES_MONEY, **PAYERS_MONEY},
    measures={
        "m1": Measure("Anlaufstelle Integration Aargau", "information_beratung", target_groups=("public",)),
        "m2": Measure("Erstgespräche am Schalter", "information_beratung", target_groups=("newcomers",),
                      providers=("Gemeinden",), status="expanded"),
        "m3": Measure("Deutschkursen in Betrieben", "sprache", target_groups=("employers", "adults")),
        "m4": Measure("Lesetreffs in Bibliotheken", "sprache", status="new"),
        "m5": Measure("Praktika im Gewerbe", "ausbildung_arbeit", target_groups=("refugees",)),
        "m6": Measure("Elterncafés an Kindergärten", "fruehe_kindheit", target_groups=("parents",)),
    },
    goals={line.name: line.goal for line in GOALS},
    decisions={
        "d1": Decision("Regierungsrat", "Der Regierungsrat", "executive", "noted", number="2017-009514",
                       date="2017-04-05", what="Bericht"),
    },
    planted=(
        Planted("wrong_sum", "the total spent in table 1 is 10'000 francs too low", ("t1.9.2",)),
        Planted("agreement", "4'984'055 francs spent by area, 4,98 million in the text", ("f1",)),
    ),
)  # fmt: skip


def render() -> Rendered:
    """Draw the report."""
    return render_pdf(SAMPLE, LOOK)
