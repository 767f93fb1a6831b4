"""A bill to a parliament as a Word file: a credit asked for, a table in thousands whose totals are rounded."""

from __future__ import annotations

from typing import Any

from corpus.generator.docx import Letterhead, render_docx
from corpus.generator.finance import Layout, Line, apostrophe, money_table
from corpus.generator.model import (
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
from corpus.generator.rasters import MeasureLine, measure_table

KIP3: dict[str, Any] = {"period_start": 2024, "period_end": 2027}
KIP2BIS: dict[str, Any] = {"period_start": 2022, "period_end": 2023}
IFK: dict[str, Any] = {"payer": "bund", "payers": ("bund",), "instrument": "ifk", "ip_scope": "excluded"}
CANTON: dict[str, Any] = {"payer": "kanton", "payers": ("kanton",), "ip_scope": "excluded"}
TOWNS: dict[str, Any] = {"payer": "gemeinden", "payers": ("gemeinden",), "ip_scope": "excluded"}
REQUESTED: dict[str, Any] = {"status": "requested", "side": "sources"}
DEPARTMENT = "Fachbereich Integration"

FACTS = Facts(
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    canton="BL",
    language="de",
    doc_type="parliament_bill",
    title="Kantonales Integrationsprogramm 2024–2027 (KIP 3): Ausgabenbewilligung",
    issuer="Regierungsrat des Kantons Basel-Landschaft",
    program="KIP 3",
    period_start=2024,
    period_end=2027,
    published="2023-03-14",
    number="2023/9907",
    foerderbereiche_named=(
        "information_beratung",
        "sprache",
        "ausbildung_arbeit",
        "fruehe_kindheit",
        "zusammenleben",
        "vielfalt_diskriminierungsschutz",
        "dolmetschen",
    ),
)

LETTERHEAD = Letterhead(
    font="Arial",
    header="Kanton Basel-Landschaft, Regierungsrat",
    footer="Vorlage an den Landrat 2023/9907",
    accent="A4161A",
)

SOURCES, SOURCES_MONEY = money_table(
    Layout("t1", "Herkunft", (2024, 2025, 2026, 2027), "Total", apostrophe,
           "Tabelle 1: Mittelherkunft in Franken, ohne Integrationspauschale"),
    [
        Line("Bund (Integrationsförderkredit)", (865_000, 865_000, 872_500, 872_500),
             Money(0, **IFK, side="sources")),
        Line("Kanton", (795_000, 795_000, 802_500, 802_500), Money(0, **CANTON, **REQUESTED)),
        Line("Gemeinden", (70_000, 70_000, 70_000, 70_000), Money(0, **TOWNS, side="sources")),
    ],
    Money(0, payer="mixed", payers=("bund", "kanton", "gemeinden"), ip_scope="excluded", side="sources"),
)  # fmt: skip


def _area_line(label: str, area: str | None, *amounts: int) -> Line:
    return Line(label, amounts, Money(0, ip_scope="excluded", side="uses", foerderbereich=area))


USES, USES_MONEY = money_table(
    Layout("t2", "Förderbereich", (2024, 2025, 2026, 2027), "Total", apostrophe,
           "Tabelle 2: Mittelverwendung in TCHF (Rundungsdifferenzen möglich)", unit=1000),
    [
        _area_line("Information, Abklärung und Beratung", "information_beratung", 408_400, 408_400, 410_300, 410_300),
        _area_line("Sprache", "sprache", 612_400, 612_400, 618_700, 618_700),
        _area_line("Ausbildungs- und Arbeitsmarktfähigkeit", "ausbildung_arbeit", 183_300, 183_300, 184_600, 184_600),
        _area_line("Frühe Kindheit", "fruehe_kindheit", 204_300, 204_300, 206_400, 206_400),
        _area_line("Zusammenleben und Partizipation", "zusammenleben", 146_700, 146_700, 148_500, 148_500),
        _area_line("Umgang mit Vielfalt und Diskriminierungsschutz", "vielfalt_diskriminierungsschutz",
                   96_400, 96_400, 97_400, 97_400),
        _area_line("Dolmetschen", "dolmetschen", 78_500, 78_500, 79_100, 79_100),
    ],
    Money(0, ip_scope="excluded", side="uses"),
)  # fmt: skip

MONEY = {
    "f01": Money(3_195_000, **KIP3, **CANTON, **REQUESTED),
    "f02": Money(3_475_000, **KIP3, **IFK, side="sources"),
    "f03": Money(280_000, **KIP3, **TOWNS, side="sources"),
    "f04": Money(1_496_000, **KIP2BIS, payer="kanton", payers=("kanton",), status="approved"),
    "f05": Money(1_430_000, **KIP2BIS, payer="kanton", payers=("kanton",), status="spent"),
    "f06": Money(450_000, basis="per_year", interval="year", foerderbereich="sprache"),
    "f07": Money(120_000, basis="per_year", interval="year", role="increase", foerderbereich="information_beratung"),
    "f08": Money(90_000, qualifier="about", interval="once", foerderbereich="vielfalt_diskriminierungsschutz"),
    "f09": Money(500_000, instrument="other", role="threshold", status="unknown", is_integration=False),
    "f10": Money(3_195_000, **KIP3, **CANTON, **REQUESTED),
    "f11": Money(11, qualifier="about", basis="per_person", unit="inhabitant", interval="year", instrument="other",
                 status="planned", payer="kanton", payers=("kanton",)),
    "f12": Money(2_400_000, instrument="other", is_integration=False, basis="per_year", interval="year",
                 status="unknown", payer="kanton", payers=("kanton",)),
    "f13": Money(35_000, role="saving", basis="per_year", interval="year"),
}  # fmt: skip

MEASURES = {
    "m1": Measure("Anlaufstelle Integration Liestal", "information_beratung", target_groups=("public",),
                  responsible=DEPARTMENT, schedule="2024", period_start=2024, period_end=2024),
    "m2": Measure("Frühe Deutschförderung in Spielgruppen", "fruehe_kindheit", target_groups=("children_0_4",),
                  responsible="Amt für Volksschulen", schedule="laufend", regelstruktur=("early_childhood",)),
    "m3": Measure("Deutschkurse in Arbeitsnähe", "sprache", target_groups=("adults", "employers"),
                  responsible=DEPARTMENT, schedule="ab 2025", period_start=2025),
    "m4": Measure("Mentoring für Lehrstellensuchende", "ausbildung_arbeit", target_groups=("adolescents",),
                  responsible="Amt für Berufsbildung", schedule="2024–2027", period_start=2024, period_end=2027),
    "m5": Measure("Vermittlung interkultureller Dolmetschender", "dolmetschen", target_groups=("professionals",),
                  responsible=DEPARTMENT, schedule="laufend"),
    "m6": Measure("Beratung bei Diskriminierung", "vielfalt_diskriminierungsschutz", target_groups=("public",),
                  responsible="Fachstelle Gleichstellung", schedule="Pilot 2024/25", status="pilot"),
    "m7": Measure("Vereinsforum", "zusammenleben", target_groups=("volunteers",), responsible="Gemeinden",
                  schedule="jährlich", providers=("Gemeinden",)),
}  # fmt: skip

MEASURE_TABLE = measure_table(
    "t3",
    ("Massnahme", "Zielgruppe", "Federführung", "Termin"),
    [
        MeasureLine("m1", MEASURES["m1"], "Ganze Bevölkerung"),
        MeasureLine("m2", MEASURES["m2"], "Kinder ab drei Jahren"),
        MeasureLine("m3", MEASURES["m3"], "Angestellte und Betriebe"),
        MeasureLine("m4", MEASURES["m4"], "Jugendliche ohne Anschlusslösung"),
        MeasureLine("m5", MEASURES["m5"], "Schulen, Spitäler, Behörden"),
        MeasureLine("m6", MEASURES["m6"], "Ganze Bevölkerung"),
        MeasureLine("m7", MEASURES["m7"], "Vereine"),
    ],
)

DECISIONS = {
    "d1": Decision(
        "Landrat", "der Landrat", "parliament", "approved", number="2021/9851", date="2021-05-27",
        what="Ausgabe für das KIP 2bis", votes_yes=59, votes_no=24, votes_abstain=2, vote_unit="votes",
    ),
    "d2": Decision(
        "Volk", "Die Stimmberechtigten", "people", "approved", date="2021-11-28", what="Vorlage zum KIP 2bis",
        votes_yes=57.3, votes_no=42.7, vote_unit="percent",
    ),
    "d3": Decision(
        "Kommission", "Die Justiz- und Sicherheitskommission", "committee", "noted", date="2023-01",
        what="Zwischenbericht",
    ),
}  # fmt: skip

BLOCKS = (
    Paragraph("Vorlage an den Landrat", "subtitle"),
    Paragraph("Kantonales Integrationsprogramm 2024–2027 (KIP 3): Ausgabenbewilligung", "title"),
    Paragraph("2023/9907 vom 14. März 2023"),
    Heading("1. Übersicht"),
    Paragraph(
        "Mit dieser Vorlage beantragt der Regierungsrat dem Landrat für die Jahre 2024 bis 2027 eine neue einmalige "
        "Ausgabe von {{f01|3'195'000 Franken}} für das Kantonale Integrationsprogramm. Der Bund stellt für denselben "
        "Zeitraum {{f02|CHF 3'475'000}} aus dem Integrationsförderkredit in Aussicht. Die Gemeinden beteiligen sich in "
        "den vier Jahren mit {{f03|CHF 280'000.–}}. Die Integrationspauschale ist in keinem dieser Beträge enthalten."
    ),
    Heading("2. Bericht"),
    Heading("2.1 Ausgangslage", 2),
    Paragraph(
        "Für das KIP 2bis {{d1|bewilligte der Landrat am 27. Mai 2021 mit 59:24 Stimmen bei 2 Enthaltungen eine "
        "Ausgabe von {{f04|1,496 Mio. Franken}} für die Jahre 2022 und 2023 (LRV 2021/9851).}} Gegen den Beschluss "
        "kam das Referendum zustande. {{d2|Die Stimmberechtigten nahmen die Vorlage am 28. November 2021 mit 57,3 zu "
        "42,7 Prozent an.}} Bis Ende 2023 werden davon voraussichtlich 96 Prozent beansprucht sein; die Hochrechnung "
        "für 2022 und 2023 lautet auf {{f05|1,43 Mio. Franken}}."
    ),
    Paragraph(
        "{{d3|Die Justiz- und Sicherheitskommission nahm im Januar 2023 vom Zwischenbericht Kenntnis.}} Sie regte an, "
        "die Wirkung der Sprachförderung genauer zu messen und Doppelspurigkeiten mit der Volksschule zu vermeiden. "
        "Die Volksschule wendet für Deutsch als Zweitsprache {{f12|2,4 Mio. Franken jährlich}} auf; diese Mittel "
        "gehören nicht zum Programm."
    ),
    Heading("2.2 Ziele und Massnahmen", 2),
    Paragraph("Das Programm umfasst sieben Förderbereiche. Die wichtigsten Massnahmen sind:"),
    MEASURE_TABLE,
    Paragraph(
        "Für Deutschkurse sind {{f06|TCHF 450 pro Jahr}} eingestellt. Die {{m1|Anlaufstelle Integration Liestal}} "
        "verursacht gegenüber heute Mehrkosten von {{f07|120'000 Franken pro Jahr}}. Für die Schulung von "
        "Fachpersonen im Umgang mit Vielfalt werden einmalig {{f08|rund 90'000 Franken}} benötigt. Durch die "
        "Zusammenlegung zweier Kursverwaltungen lassen sich {{f13|35'000 Franken pro Jahr}} einsparen."
    ),
    Heading("2.3 Finanzielle Auswirkungen", 2),
    SOURCES,
    USES,
    Paragraph(
        "Der Kanton wendet damit {{f11|rund 11 Franken pro Einwohnerin und Einwohner und Jahr}} für Integration im "
        "weiteren Sinn auf, ohne Beiträge des Bundes. Ausgaben von mehr als {{f09|CHF 500'000}} unterstehen gemäss § "
        "31 Abs. 1 der Kantonsverfassung dem fakultativen Referendum."
    ),
    Heading("3. Anträge"),
    Paragraph("Der Regierungsrat beantragt dem Landrat, gemäss beiliegendem Entwurf zu beschliessen."),
    Paragraph("Liestal, 14. März 2023"),
    Paragraph("Im Namen des Regierungsrats"),
    Break(),
    Paragraph("Landratsbeschluss (Entwurf)", "subtitle"),
    Paragraph("über die Ausgabe für das Kantonale Integrationsprogramm 2024–2027 (KIP 3)"),
    Paragraph("Der Landrat des Kantons Basel-Landschaft beschliesst:"),
    Item(
        "Für das Kantonale Integrationsprogramm wird für die Jahre 2024 bis 2027 eine neue einmalige Ausgabe von "
        "{{f10|3'195'000 Franken}} bewilligt.",
        "1.",
    ),
    Item("Ziffer 1 untersteht dem fakultativen Referendum.", "2."),
)

SAMPLE = Sample(
    name="bl-kip3-landratsvorlage-muster",
    facts=FACTS,
    blocks=BLOCKS,
    money={**MONEY, **SOURCES_MONEY, **USES_MONEY},
    measures=MEASURES,
    decisions=DECISIONS,
)


def render() -> Rendered:
    """Write the bill."""
    return render_docx(SAMPLE, LETTERHEAD)
