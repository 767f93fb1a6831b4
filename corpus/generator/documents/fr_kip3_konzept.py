"""A concept as a Word file: merged cells in header and first column, a text box, footnotes, lists of two kinds.

The canton counts its programmes: this is its fourth, and it is KIP 3.
"""

from __future__ import annotations

from typing import Any

from corpus.generator.docx import Letterhead, render_docx
from corpus.generator.finance import Column, Cross, Line, apostrophe, cross_table
from corpus.generator.model import (
    Block,
    Decision,
    Facts,
    Goal,
    Grid,
    Heading,
    Item,
    Measure,
    Merge,
    Money,
    Paragraph,
    Rendered,
    Sample,
)
from corpus.generator.rasters import MeasureLine, measure_table
from corpus.generator.terms import (
    ALL_PAYERS,
    CANTON,
    IFK,
    IP,
    KIP2BIS,
    KIP3,
    SEVEN_AREAS,
    TOWNS,
    WITH_IP,
    WITHOUT_IP,
    YEARLY,
    area_money,
)

INFORMATION, LANGUAGE, WORK, CHILDHOOD, LIVING, DIVERSITY, INTERPRETING = SEVEN_AREAS
OFFICE = "Fachstelle IMR"

FACTS = Facts(
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    canton="FR",
    language="de",
    doc_type="kip_concept",
    title="Viertes kantonales Integrationsprogramm 2024–2027",
    issuer="Staat Freiburg, Fachstelle für die Integration der Migrantinnen und Migranten",
    program="KIP 3",
    period_start=2024,
    period_end=2027,
    published="2023-06-30",
    foerderbereiche_named=SEVEN_AREAS,
)

LETTERHEAD = Letterhead(
    font="Cambria",
    header="ETAT DE FRIBOURG · STAAT FREIBURG",
    footer="Kantonales Integrationsprogramm 2024–2027",
    size=11.0,
    accent="1D4F91",
)


# Payers as columns, the Confederation's two sources under one merged heading.


def _whole(label: str, **changes: Any) -> Column:
    return Column(label, {"basis": "total", **KIP3, **changes})


PAYERS, PAYERS_MONEY = cross_table(
    Cross(
        "t1",
        "Tabelle 1: Finanzierung 2024–2027 nach Förderbereich, in CHF",
        ("",),
        (
            _whole("IFK", **IFK),
            _whole("IP", **IP),
            _whole("", **CANTON, **WITHOUT_IP),
            _whole("", **TOWNS, **WITHOUT_IP),
            Column("", {"basis": "total", **KIP3, **ALL_PAYERS, **WITH_IP, "is_total": True}, adds=(0, 1, 2, 3)),
        ),
        "Total",
        apostrophe,
        upper_header=("Förderbereich", "Bund", "", "Kanton", "Gemeinden", "Total"),
        merged=(
            Merge(0, 0, row_span=2),
            Merge(0, 1, column_span=2),
            Merge(0, 3, row_span=2),
            Merge(0, 4, row_span=2),
            Merge(0, 5, row_span=2),
        ),
    ),
    [
        Line(
            "Information, Abklärung und Beratung", (1_860_000, 1_240_000, 1_420_000, 440_000), area_money(INFORMATION)
        ),
        Line("Sprache", (2_940_000, 6_500_000, 2_150_000, 790_000), area_money(LANGUAGE)),
        Line("Ausbildungs- und Arbeitsmarktfähigkeit", (610_000, 8_000_000, 520_000, None), area_money(WORK)),
        Line("Frühe Kindheit", (1_380_000, 720_000, 980_000, 400_000), area_money(CHILDHOOD)),
        Line("Zusammenleben und Partizipation", (1_110_000, None, 760_000, 350_000), area_money(LIVING)),
        Line("Umgang mit Vielfalt und Diskriminierungsschutz", (640_000, None, 560_000, 80_000), area_money(DIVERSITY)),
        Line("Dolmetschen", (760_000, 540_000, 690_000, 160_000), area_money(INTERPRETING)),
    ],
    area_money(None),
)

TEXT_MONEY = {
    "f1": Money(2_290_000, **YEARLY, **KIP2BIS, **IFK, status="spent"),
    "f2": Money(35_600_000, qualifier="about", **KIP3, **ALL_PAYERS, **WITH_IP, is_total=True),
    "f3": Money(9_300_000, **KIP3, **IFK, side="sources"),
    "f4": Money(18_000, basis="per_person", unit="refugee", interval="once", **IP, status="unknown"),
    "f5": Money(480_000, **YEARLY, foerderbereich=LANGUAGE),
    "f6": Money(95_000, **YEARLY, foerderbereich=DIVERSITY),
    "f7": Money(3_000, basis="per_person", unit="refugee", interval="year", payer="bund", payers=("bund",),
                instrument="status_s", ip_scope="excluded", scheme="programm_s", status="unknown"),
    "f8": Money(10_000, role="threshold", instrument="other", status="unknown"),
    "f9": Money(7_080_000, **KIP3, **CANTON, **WITHOUT_IP, side="sources"),
}  # fmt: skip

MEASURES = {
    "m1": Measure("Willkommensanlässe der Gemeinden", INFORMATION, target_groups=("newcomers",),
                  responsible="Oberämter", schedule="jährlich", regelstruktur=("municipality",),
                  providers=("Gemeinden",)),
    "m2": Measure("Beratungsstelle für Zugewanderte", INFORMATION, target_groups=("public",), responsible=OFFICE,
                  schedule="laufend"),
    "m3": Measure("Kurse in beiden Amtssprachen", LANGUAGE, target_groups=("adults",)),
    "m4": Measure("Lesen und Schreiben für Erwachsene", LANGUAGE, target_groups=("adults",), providers=("Vereinen",)),
    "m5": Measure("Vorlehre für Geflüchtete", WORK, target_groups=("refugees", "young_adults"),
                  responsible="Amt für Berufsbildung", schedule="ab August 2024", period_start=2024,
                  regelstruktur=("vocational_training",)),
    "m6": Measure("Kompetenzbilanz", WORK, target_groups=("refugees",), responsible="Sozialamt",
                  schedule="innert vier Monaten", regelstruktur=("social_assistance",)),
    "m7": Measure("Buchstart in der Erstsprache", CHILDHOOD, target_groups=("parents", "children_0_4"),
                  providers=("Bibliotheken",)),
    "m8": Measure("Quartierbotschafterinnen", LIVING, target_groups=("key_persons",)),
    "m9": Measure("Beratung bei rassistischer Diskriminierung", DIVERSITY, target_groups=("public",)),
    "m10": Measure("Schulung der Verwaltung", DIVERSITY, target_groups=("professionals",)),
    "m11": Measure("Zweisprachiger Dolmetschdienst", INTERPRETING, target_groups=("professionals",)),
    "m12": Measure("Zwischenevaluation des Programms", None, no_area_reason="quality", period_start=2026,
                   period_end=2026),
}  # fmt: skip

INFORMATION_TABLE = measure_table(
    "t2",
    ("Massnahme", "Zielpublikum", "Zuständig", "Zeitplan"),
    [
        MeasureLine("m1", MEASURES["m1"], "Neuzuziehende"),
        MeasureLine("m2", MEASURES["m2"], "Ganze Bevölkerung"),
    ],
)
WORK_TABLE = measure_table(
    "t3",
    ("Massnahme", "Zielpublikum", "Zuständig", "Zeitplan"),
    [
        MeasureLine("m5", MEASURES["m5"], "Junge Geflüchtete"),
        MeasureLine("m6", MEASURES["m6"], "Geflüchtete"),
    ],
)

GOALS = {
    "g1": Goal("Alle Neuzuziehenden sind innert drei Monaten eingeladen worden.", "outcome", INFORMATION,
               "Anteil eingeladener Personen", 95.0, "Prozent", "2025", "Oberämter"),
    "g2": Goal("Die Beratungsstelle ist in jedem Bezirk vertreten.", "output", INFORMATION, "Anzahl Bezirke", 7.0,
               "Bezirke", "2024", OFFICE),
    "g3": Goal("Kursteilnehmende erreichen das Niveau A2.", "outcome", LANGUAGE, "Anteil bestandener Prüfungen", 70.0,
               "Prozent", "2027", OFFICE),
    "g4": Goal("Kurse sind in allen Bezirken vorhanden.", "output", LANGUAGE, "Anzahl Kurse pro Jahr", 160.0,
               "Kurse", "2026", OFFICE),
    "g5": Goal("Geflüchtete beginnen eine Ausbildung.", "outcome", WORK, "Anteil der 16- bis 25-Jährigen", 60.0,
               "Prozent", "2027", "Amt für Berufsbildung"),
    "g6": Goal("Fachpersonen können innert zweier Tage Dolmetschende beiziehen.", "output", INTERPRETING,
               "Anteil der Anfragen", 90.0, "Prozent", "2025", "Sozialamt"),
}  # fmt: skip

_GOAL_ROWS = (
    ("Information, Abklärung und Beratung", "g1", "Wirkung", "95 %"),
    ("", "g2", "Leistung", "7 Bezirke"),
    ("Sprache", "g3", "Wirkung", "70 %"),
    ("", "g4", "Leistung", "160 Kurse"),
    ("Ausbildungs- und Arbeitsmarktfähigkeit", "g5", "Wirkung", "60 %"),
    ("Dolmetschen", "g6", "Leistung", "90 %"),
)
GOAL_TABLE = Grid(
    "t4",
    (
        ("Förderbereich", "Ziel", "Ebene", "Indikator", "Zielwert", "Termin", "Zuständig"),
        *(
            (
                area,
                f"{{{{{name}|{GOALS[name].text}}}}}",
                level,
                GOALS[name].indicator or "",
                value,
                GOALS[name].due or "",
                GOALS[name].responsible or "",
            )
            for area, name, level, value in _GOAL_ROWS
        ),
    ),
    (2.0, 3.5, 1.0, 2.5, 1.2, 1.0, 2.0),
    caption="Tabelle 2: Zielraster (Auszug)",
    merged=(Merge(1, 0, row_span=2), Merge(3, 0, row_span=2)),
)

DECISIONS = {
    "d1": Decision(
        "Staatsrat",
        "der Staatsrat",
        "executive",
        "approved",
        number="2023-977",
        date="2023-06-20",
        what="viertes kantonales Integrationsprogramm",
    ),
}

BLOCKS: tuple[Block, ...] = (
    Paragraph("Viertes kantonales Integrationsprogramm 2024–2027", "title"),
    Paragraph("Konzept des Staates Freiburg", "subtitle"),
    Heading("1 Einleitung"),
    Heading("1.1 Ausgangslage", 2),
    Paragraph(
        "Der Kanton Freiburg setzt sein viertes Programm um. Die drei vorangegangenen betrafen die Jahre 2014 bis "
        "2017, 2018 bis 2021 sowie 2022 und 2023. Im dritten Programm (2022–2023) zahlte der Bund aus dem "
        "Integrationsförderkredit {{f1|2,29 Millionen Franken pro Jahr}}."
    ),
    Paragraph("Die Integrationspauschale ist in diesem Betrag nicht enthalten.", "footnote"),
    Paragraph(
        "Mit {{d1|Beschluss Nr. 2023-977 vom 20. Juni 2023 genehmigte der Staatsrat das vierte kantonale "
        "Integrationsprogramm.}} Es wurde mit den Oberämtern, den Gemeinden und den Organisationen der Zugewanderten "
        "vorbereitet."
    ),
    Paragraph(
        "Kurz gesagt: In den Jahren 2024 bis 2027 werden rund 90 Vorhaben mit {{f2|rund 35,6 Millionen Franken}} "
        "unterstützt, die Integrationspauschale eingeschlossen.",
        "box",
    ),
    Heading("1.2 Grundsätze", 2),
    Item("Die ordentlichen Strukturen tragen die Hauptverantwortung."),
    Item("Angebote stehen in beiden Amtssprachen zur Verfügung."),
    Item("Bund, Kanton und Gemeinden teilen sich die Kosten."),
    Heading("2 Förderbereiche"),
    Heading("2.1 Information, Abklärung Integrationsbedarf und Beratung", 2),
    Paragraph(
        "Wer neu zuzieht, erfährt in den ersten Monaten, welche Rechte und Pflichten gelten und wo Fragen beantwortet "
        "werden. Der Bedarf nach Förderung wird früh erkannt."
    ),
    INFORMATION_TABLE,
    Heading("2.2 Sprache", 2),
    Item("{{m3|Kurse in beiden Amtssprachen}} auf den Stufen A1 bis B1", "a)"),
    Item("{{m4|Lesen und Schreiben für Erwachsene}} in Zusammenarbeit mit Vereinen", "b)"),
    Paragraph("Die Kurse werden mit {{f5|480'000 Franken pro Jahr}} verbilligt."),
    Paragraph(
        "Ausgenommen sind Kurse für Firmen; Beiträge unter {{f8|Fr. 10'000.–}} werden pauschal bemessen.", "footnote"
    ),
    Heading("2.3 Ausbildungs- und Arbeitsmarktfähigkeit", 2),
    WORK_TABLE,
    Paragraph(
        "Für Personen mit Schutzstatus S vergütet der Bund im Programm S {{f7|3'000 Franken pro Person und Jahr}}. Die "
        "{{m6|Kompetenzbilanz}} steht auch ihnen offen."
    ),
    Heading("2.4 Frühe Kindheit", 2),
    Item("{{m7|Buchstart in der Erstsprache}} mit den Bibliotheken"),
    Heading("2.5 Zusammenleben und Partizipation", 2),
    Item("{{m8|Quartierbotschafterinnen}}, die zwischen Verwaltung und Bevölkerung vermitteln"),
    Heading("2.6 Umgang mit Vielfalt und Diskriminierungsschutz", 2),
    Item("{{m9|Beratung bei rassistischer Diskriminierung}}, für die {{f6|95'000 Franken im Jahr}} vorgesehen sind"),
    Item("{{m10|Schulung der Verwaltung}} im Umgang mit Vielfalt"),
    Heading("2.7 Dolmetschen", 2),
    Item("{{m11|Zweisprachiger Dolmetschdienst}} für Schulen, Spitäler und Gerichte"),
    Heading("3 Finanzierung"),
    Paragraph(
        "Der Bund stellt in den Jahren 2024 bis 2027 {{f3|9,3 Millionen Franken}} aus dem Integrationsförderkredit zur "
        "Verfügung. Der Kanton zahlt im selben Zeitraum 2024–2027 {{f9|CHF 7'080'000}}. Die Integrationspauschale von "
        "{{f4|einmalig 18'000 Franken pro Person}} kommt hinzu."
    ),
    PAYERS,
    Heading("4 Steuerung und Qualität"),
    Item("Die {{m12|Zwischenevaluation des Programms}} findet 2026 statt.", "1."),
    Item("Über Anpassungen entscheidet die Steuergruppe.", "2."),
    Heading("Anhang"),
    GOAL_TABLE,
)

SAMPLE = Sample(
    name="fr-kip3-konzept-muster",
    facts=FACTS,
    blocks=BLOCKS,
    money={**TEXT_MONEY, **PAYERS_MONEY},
    measures=MEASURES,
    goals=GOALS,
    decisions=DECISIONS,
)


def render() -> Rendered:
    """Write the concept."""
    return render_docx(SAMPLE, LETTERHEAD)
