"""A KIP 2bis concept with a watermark over its tables and an annex of finances that was printed and scanned again."""

from __future__ import annotations

from corpus.generator.finance import Column, Cross, Line, cross_table, spaced, tenths, years_and_total
from corpus.generator.ink import Scrawl, Stamp, Watermark
from corpus.generator.model import (
    Block,
    Break,
    Contents,
    Decision,
    Facts,
    Goal,
    Heading,
    Item,
    Measure,
    Money,
    Paragraph,
    Planted,
    Rendered,
    Sample,
)
from corpus.generator.pdf import Look
from corpus.generator.rasters import GoalLine, goal_table
from corpus.generator.scan import Scanner, render_with_scanned_pages
from corpus.generator.terms import (
    ALL_PAYERS,
    CANTON,
    EIGHT_AREAS,
    IFK,
    IP,
    KIP2,
    KIP2BIS,
    SOURCE,
    TOWNS,
    WITHOUT_IP,
    YEARLY,
    area_money,
)

YEARS = (2022, 2023)
ANNEX_PAGE = 8

FACTS = Facts(
    media_type="application/pdf",
    canton="BE",
    language="de",
    doc_type="kip_concept",
    title="Kantonales Integrationsprogramm 2022–2023 (KIP 2bis) des Kantons Bern",
    issuer="Gesundheits-, Sozial- und Integrationsdirektion des Kantons Bern",
    program="KIP 2bis",
    period_start=2022,
    period_end=2023,
    published="2021-09-01",
    foerderbereiche_named=tuple(dict.fromkeys(EIGHT_AREAS)),
)

LOOK = Look(
    body="Helvetica",
    bold="Helvetica-Bold",
    accent="#c4001a",
    header="Kanton Bern / Canton de Berne",
    footer="GSI · Amt für Integration und Soziales",
    size=11.5,
    leading=18.0,
    heading_sizes=(19.0, 14.0, 11.5),
    title_size=28.0,
    margin=30.0,
    table="lines",
    table_size=9.0,
    page_label="{page}/8",
    inks=(
        Watermark("MUSTER"),
        Stamp(("Beilage zu", "2021.GSI.9542"), 140, 262, angle=-4, page=ANNEX_PAGE, color="#333333"),
        Scrawl(135, 40, 0.9, page=ANNEX_PAGE),
    ),
)

SCANNER = Scanner(skew=(0.5, -0.4, 0.4), dpi=170, noise=14, paper=240, quality=38, seed=91)

LABELS = (
    "Erstinformation", "Beratung", "Schutz vor Diskriminierung", "Sprache und Bildung", "Frühe Kindheit",
    "Arbeitsmarktfähigkeit", "Interkulturelles Dolmetschen", "Zusammenleben",
)  # fmt: skip
FEDERAL: tuple[int, ...] = (310_000, 420_000, 110_000, 1_640_000, 290_000, 380_000, 230_000, 340_000)
OWN: tuple[int, ...] = (320_000, 425_000, 120_000, 1_660_000, 300_000, 390_000, 240_000, 355_000)
TOWN_SHARE = 700_000
CANTON_TOTAL = 2 * (sum(OWN) - TOWN_SHARE)
PILLARS = (
    ("1 Information und Beratung", slice(0, 3)),
    ("2 Bildung und Arbeit", slice(3, 6)),
    ("3 Verständigung und Integration", slice(6, 8)),
)

USES, USES_MONEY = cross_table(
    Cross(
        "t1",
        "Abbildung 1: Mittel je Förderbereich, CHF pro Jahr und total",
        ("Förderbereich",),
        years_and_total(YEARS, "2022–2023"),
        "Summe",
        spaced,
        first_width=2.4,
    ),
    [
        Line(label, (federal + own,) * 2, area_money(area, **WITHOUT_IP))
        for label, federal, own, area in zip(LABELS, FEDERAL, OWN, EIGHT_AREAS, strict=True)
    ],
    area_money(None, **WITHOUT_IP),
)

WHOLE = {**KIP2BIS, "basis": "total"}
SHARES, SHARES_MONEY = cross_table(
    Cross(
        "t2", "Abbildung 2: Finanzierung 2022–2023 in Mio. CHF", ("Pfeiler",),
        (
            Column("IFK", {**WHOLE, **IFK}),
            Column("Kanton und Gemeinden", {**WHOLE, "payer": "mixed", "payers": ("kanton", "gemeinden"),
                                            **WITHOUT_IP}),
            Column("Total", {**WHOLE, **ALL_PAYERS, **WITHOUT_IP, "is_total": True}, (0, 1)),
        ),
        "Total", tenths, step=100_000, unit=1_000_000, first_width=2.6,
    ),
    [
        Line(label, (2 * sum(FEDERAL[part]), 2 * sum(OWN[part])), area_money(None))
        for label, part in PILLARS
    ],
    area_money(None),
)  # fmt: skip

SOURCES, SOURCES_MONEY = cross_table(
    Cross(
        "t3", "Finanzraster KIP 2bis: Mittelherkunft (in Franken)", ("Herkunft",), years_and_total(YEARS, "Total"),
        "Total", spaced, first_width=2.2, style="grid",
    ),
    [
        Line("Bund, Integrationsförderkredit", (sum(FEDERAL),) * 2, Money(0, **IFK, **SOURCE)),
        Line("Kanton Bern", (2_955_000, 2_955_000), Money(0, **CANTON, **WITHOUT_IP, **SOURCE)),
        Line("Gemeinden", (TOWN_SHARE,) * 2, Money(0, **TOWNS, **WITHOUT_IP, **SOURCE)),
        Line("Bund, Integrationspauschale", (24_600_000, 24_600_000), Money(0, **IP, **SOURCE)),
    ],
    Money(0, **ALL_PAYERS, **SOURCE, ip_scope="included"),
)  # fmt: skip

CANTON_TABLE, CANTON_MONEY = cross_table(
    Cross("t4", "Abbildung 3: Beitrag des Kantons in Franken", ("",), years_and_total(YEARS, "2022–2023"), None,
          spaced, first_width=2.4),
    [Line("Kanton Bern", (CANTON_TOTAL // 2,) * 2, Money(0, **CANTON, **WITHOUT_IP, **SOURCE))],
)  # fmt: skip

GOALS = (
    GoalLine("g1", "Z1", "Leistung", "90 %", Goal(
        "Ansprechstellen führen Erstgespräche in den ersten drei Monaten.", "output", "information_beratung",
        "Anteil der Gespräche", 90, "Prozent", "2023", "Ansprechstellen")),
    GoalLine("g2", "Z2", "Leistung", "5 200", Goal(
        "Deutsch- und Französischkurse sind subventioniert.", "output", "sprache", "Kursplätze pro Jahr", 5200,
        "Plätze", "2023", "AIS")),
    GoalLine("g3", "Z3", "Wirkung", "50 %", Goal(
        "Geflüchtete sind nach sieben Jahren erwerbstätig.", "ias", "ausbildung_arbeit", "Erwerbsquote", 50,
        "Prozent", "2023", "Regionale Partner")),
    GoalLine("g4", "Z4", "Leistung", "32", Goal(
        "Spielgruppen fördern die Ortssprache.", "output", "fruehe_kindheit", "Zahl der Gruppen", 32, "Gruppen", "2022",
        "AIS")),
)  # fmt: skip

GOAL_TABLE = goal_table(
    "t5", ("Nr.", "Ziel", "Ebene", "Indikator", "Zielwert", "Frist", "Federführung"), GOALS, "Zielraster (Auszug)"
)

MONEY = {
    "f1": Money(7_440_000, **KIP2BIS, **IFK, **SOURCE),
    "f2": Money(24_600_000, **YEARLY, **IP, recipient="regionalen Partnern"),
    "f3": Money(14_900_000, qualifier="about", **KIP2, **IFK, status="spent"),
    "f4": Money(6, 9, basis="per_unit", unit="lesson", instrument="other", foerderbereich="sprache"),
    "f5": Money(700_000, **YEARLY, **TOWNS, **WITHOUT_IP, **SOURCE),
}

BLOCKS: tuple[Block, ...] = (
    Paragraph("Kantonales Integrationsprogramm 2022–2023", "title"),
    Paragraph("KIP 2bis", "subtitle"),
    Paragraph("Bern, 1. September 2021"),
    Paragraph("Muster mit erfundenen Zahlen, kein Dokument des Kantons.", "lead"),
    Break(),
    Contents("Inhalt"),
    Break(),
    Heading("1 Einleitung"),
    Heading("1.1 Zwei Jahre Übergang", 2),
    Paragraph(
        "Bund und Kantone haben vereinbart, das laufende Programm um zwei Jahre zu verlängern. Die Integrationsagenda "
        "ist noch nicht überall umgesetzt, und für die Zeit ab 2024 sollen die Ziele überarbeitet werden. Das KIP 2bis "
        "führt die Massnahmen deshalb weiter und ändert nur, was sich nicht bewährt hat."
    ),
    Paragraph(
        "Von 2018 bis 2021 setzte der Kanton {{f3|rund 14,9 Mio. Franken}} aus dem Integrationsförderkredit ein. Für "
        "die Jahre 2022 und 2023 stellt der Bund {{f1|7,44 Mio. Franken}} in Aussicht."
    ),
    Heading("1.2 Zuständigkeiten", 2),
    Paragraph(
        "Das Amt für Integration und Soziales steuert das Programm. Vier Ansprechstellen decken den deutschsprachigen "
        "Teil ab, eine weitere den Berner Jura und die Agglomeration Biel. Regionale Partner begleiten Geflüchtete von "
        "der Ankunft bis zur Ablösung von der Sozialhilfe. {{d1|Die Direktion hat das Programm am 1. September 2021 "
        "verabschiedet.}}"
    ),
    Break(),
    Heading("2 Massnahmen"),
    Heading("2.1 Information und Beratung", 2),
    Item("{{m1|Erstgespräche nach Integrationsgesetz}} führen die Gemeinden; im Zweifel folgt ein zweites Gespräch."),
    Item("{{m2|Fachberatung gegen Rassismus}} wird mit der Stadt Bern gemeinsam angeboten."),
    Heading("2.2 Bildung und Arbeit", 2),
    Item("{{m3|Sprachkurse in beiden Amtssprachen}} werden mit {{f4|6 bis 9 Franken pro Lektion}} verbilligt."),
    Item("{{m4|Spielgruppen mit Sprachförderung}} gibt es neu auch im Oberland."),
    Item("{{m5|Einstiegspraktika in der Pflege}} dauern sechs Monate."),
    Heading("2.3 Verständigung und gesellschaftliche Integration", 2),
    Item("{{m6|Dolmetschdienst Comprendi}} vermittelt Einsätze in fünfzig Sprachen."),
    Item("{{m7|Kleinprojekte in Quartieren}} erhalten einen Beitrag, wenn Freiwillige mitwirken."),
    Paragraph(
        "Alle Massnahmen werden bis Ende 2023 ausgewertet. Die Ergebnisse fliessen in das nächste Programm ein. "
        "Anbieter liefern ihre Zahlen halbjährlich; das Amt veröffentlicht eine Zusammenfassung."
    ),
    Break(),
    Heading("3 Finanzen"),
    Heading("3.1 Mittelverwendung", 2),
    USES,
    SHARES,
    Break(),
    Heading("3.2 Mittelherkunft", 2),
    Paragraph(
        "Die Gemeinden tragen über den Lastenausgleich {{f5|700 000 Franken pro Jahr}} bei. Die Integrationspauschale "
        "von {{f2|24,6 Mio. Franken pro Jahr}} wird den regionalen Partnern leistungsbezogen ausbezahlt."
    ),
    CANTON_TABLE,
    Paragraph("Das vollständige Finanzraster liegt als Anhang bei."),
    Break(),
    Heading("4 Ziele"),
    GOAL_TABLE,
    Break(),
    Heading("Anhang: Finanzraster"),
    SOURCES,
    Paragraph("Für die Richtigkeit: Amt für Integration und Soziales"),
)

SAMPLE = Sample(
    name="be-kip2bis-konzept-muster",
    facts=FACTS,
    blocks=BLOCKS,
    money={**MONEY, **USES_MONEY, **SHARES_MONEY, **SOURCES_MONEY, **CANTON_MONEY},
    measures={
        "m1": Measure("Erstgespräche nach Integrationsgesetz", "information_beratung", target_groups=("newcomers",),
                      providers=("Gemeinden",)),
        "m2": Measure("Fachberatung gegen Rassismus", "vielfalt_diskriminierungsschutz", target_groups=("public",),
                      providers=("Stadt Bern",)),
        "m3": Measure("Sprachkurse in beiden Amtssprachen", "sprache", target_groups=("adults",)),
        "m4": Measure("Spielgruppen mit Sprachförderung", "fruehe_kindheit", target_groups=("children_0_4",),
                      status="expanded", regelstruktur=("early_childhood",)),
        "m5": Measure("Einstiegspraktika in der Pflege", "ausbildung_arbeit", regelstruktur=("health",)),
        "m6": Measure("Dolmetschdienst Comprendi", "dolmetschen", target_groups=("professionals",)),
        "m7": Measure("Kleinprojekte in Quartieren", "zusammenleben", target_groups=("volunteers",)),
    },
    goals={line.name: line.goal for line in GOALS},
    decisions={
        "d1": Decision("Departement", "Die Direktion", "executive", "approved", date="2021-09-01",
                       what="das Programm"),
    },
    planted=(
        Planted("conflict", "the canton pays 6'220'000 francs by figure 3 and 5'910'000 by the scanned annex; both are "
                "tables of one document", ("t4.1.3",), None, ("t3.2.3",)),
        Planted("agreement", "federal credit of 7.44 million in the text and 7'440'000 in the annex", ("f1",), None,
                ("t3.1.3",)),
    ),
)  # fmt: skip


def render() -> Rendered:
    """Draw the concept; its annex is a scan."""
    return render_with_scanned_pages(SAMPLE, LOOK, SCANNER, (ANNEX_PAGE,))
