"""A KIP 3 concept as a canton's integration office lays it out: chapters per area, Zielraster, finances."""

from __future__ import annotations

from typing import Any

from corpus.generator.finance import Layout, Line, apostrophe, money_table
from corpus.generator.model import (
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
    Rendered,
    Sample,
)
from corpus.generator.pdf import Look, render_pdf
from corpus.generator.rasters import GoalLine, MeasureLine, goal_table, measure_table

AREAS = (
    "information_beratung",
    "sprache",
    "ausbildung_arbeit",
    "fruehe_kindheit",
    "zusammenleben",
    "vielfalt_diskriminierungsschutz",
    "dolmetschen",
)
YEARS = (2024, 2025, 2026, 2027)
OFFICE = "Fachstelle Integration"

FACTS = Facts(
    media_type="application/pdf",
    canton="TG",
    language="de",
    doc_type="kip_concept",
    title="Kantonales Integrationsprogramm 2024–2027 (KIP 3)",
    issuer="Kanton Thurgau, Migrationsamt, Fachstelle Integration",
    program="KIP 3",
    period_start=2024,
    period_end=2027,
    published="2023-09-05",
    foerderbereiche_named=AREAS,
)

LOOK = Look(
    body="Helvetica",
    bold="Helvetica-Bold",
    accent="#2f6f3e",
    header="Kanton Thurgau · Migrationsamt · Fachstelle Integration",
    footer="Kantonales Integrationsprogramm KIP 3 – Konzept",
    table="zebra",
)


# Measures: lists in some chapters, tables in others, as offices mix them.

INFORMATION = {
    "m01": Measure(
        "Erstgespräche für Neuzugezogene", AREAS[0], target_groups=("newcomers",),
        responsible="Einwohnerdienste der Gemeinden", schedule="laufend", regelstruktur=("municipality",),
    ),
    "m02": Measure(
        "Regionale Beratungsstelle Integration", AREAS[0], target_groups=("public",), responsible=OFFICE,
        schedule="ab Januar 2024", period_start=2024,
    ),
    "m03": Measure(
        "Informationsplattform in vierzehn Sprachen", AREAS[0], target_groups=("public",), responsible=OFFICE,
        schedule="Relaunch 2025", period_start=2025, period_end=2025,
    ),
}  # fmt: skip

LANGUAGE = {
    "m04": Measure("Alphabetisierungskurse für Erwachsene", AREAS[1], target_groups=("adults",), status="continued"),
    "m05": Measure("Deutschkurse mit Kinderbetreuung", AREAS[1], target_groups=("parents",), status="expanded"),
    "m06": Measure("Sprachtreff im Quartier", AREAS[1], target_groups=("public", "volunteers")),
}

WORK = {
    "m07": Measure(
        "Potenzialabklärung", AREAS[2], target_groups=("refugees", "status_f"), responsible="Amt für Wirtschaft",
        schedule="innert 6 Monaten", regelstruktur=("labour_market",),
    ),
    "m08": Measure(
        "Brückenangebot «Start Beruf»", AREAS[2], target_groups=("young_adults",),
        responsible="Amt für Berufsbildung", schedule="jährlich ab August", regelstruktur=("vocational_training",),
    ),
    "m09": Measure(
        "Jobcoaching für Geflüchtete", AREAS[2], target_groups=("refugees",), responsible=OFFICE,
        schedule="laufend",
    ),
    "m10": Measure(
        "Branchenkurse Pflege und Gastronomie", AREAS[2], target_groups=("adults",),
        responsible="Organisationen der Arbeitswelt", schedule="ab 2025", period_start=2025,
        providers=("Organisationen der Arbeitswelt",),
    ),
}  # fmt: skip

CHILDHOOD = {
    "m11": Measure("Hausbesuchsprogramm «Erste Schritte»", AREAS[3], target_groups=("parents", "children_0_4")),
    "m12": Measure("Eltern-Kind-Gruppen", AREAS[3], target_groups=("parents", "children_0_4")),
    "m13": Measure("Weiterbildung für Spielgruppenleiterinnen", AREAS[3], target_groups=("professionals",)),
}

LIVING = {
    "m14": Measure(
        "Begegnungsfonds für Vereine", AREAS[4], target_groups=("volunteers", "public"), responsible=OFFICE,
        schedule="zwei Ausschreibungen pro Jahr",
    ),
    "m15": Measure(
        "Tandemprojekt «Zäme underwägs»", AREAS[4], target_groups=("newcomers", "volunteers"),
        responsible="Caritas Thurgau", schedule="2024–2027", period_start=2024, period_end=2027,
        providers=("Caritas Thurgau",),
    ),
    "m16": Measure(
        "Politische Bildung für Migrantinnen und Migranten", AREAS[4], target_groups=("adults",),
        responsible="Volkshochschule", schedule="ab Herbst 2024", period_start=2024,
        providers=("Volkshochschule",),
    ),
}  # fmt: skip

DIVERSITY = {
    "m17": Measure("Anlaufstelle gegen rassistische Diskriminierung", AREAS[5], target_groups=("public",)),
    "m18": Measure("Aktionswoche gegen Rassismus", AREAS[5], target_groups=("public",), providers=("Schulen",)),
}

INTERPRETING = {
    "m19": Measure("Vermittlungsstelle für interkulturelles Dolmetschen", AREAS[6], target_groups=("professionals",)),
    "m20": Measure("Telefondolmetschen für Notfälle", AREAS[6], target_groups=("professionals",)),
}

STEERING = {
    "m21": Measure(
        "Externe Evaluation des Programms", None, no_area_reason="quality", schedule="2026", period_start=2026,
        period_end=2026,
    ),
}  # fmt: skip

MEASURE_HEADER = ("Massnahme", "Zielgruppe", "Zuständigkeit", "Termin")

INFORMATION_TABLE = measure_table(
    "t1",
    MEASURE_HEADER,
    [
        MeasureLine("m01", INFORMATION["m01"], "Neuzugezogene aus dem Ausland"),
        MeasureLine("m02", INFORMATION["m02"], "Ganze Bevölkerung, Gemeinden"),
        MeasureLine("m03", INFORMATION["m03"], "Ganze Bevölkerung"),
    ],
)
WORK_TABLE = measure_table(
    "t2",
    MEASURE_HEADER,
    [
        MeasureLine("m07", WORK["m07"], "Flüchtlinge und vorläufig Aufgenommene"),
        MeasureLine("m08", WORK["m08"], "Junge Erwachsene zwischen 16 und 25 Jahren"),
        MeasureLine("m09", WORK["m09"], "Anerkannte Flüchtlinge"),
        MeasureLine("m10", WORK["m10"], "Erwachsene mit Sprachniveau A2"),
    ],
)
LIVING_TABLE = measure_table(
    "t3",
    MEASURE_HEADER,
    [
        MeasureLine("m14", LIVING["m14"], "Vereine und Freiwillige"),
        MeasureLine("m15", LIVING["m15"], "Neuzugezogene und Freiwillige"),
        MeasureLine("m16", LIVING["m16"], "Zugewanderte Erwachsene"),
    ],
)


# Money in running text.

KIP2BIS: dict[str, Any] = {"period_start": 2022, "period_end": 2023}
KIP3: dict[str, Any] = {"period_start": 2024, "period_end": 2027}
IP: dict[str, Any] = {"payer": "bund", "payers": ("bund",), "instrument": "ip", "ip_scope": "only"}
IFK: dict[str, Any] = {"payer": "bund", "payers": ("bund",), "instrument": "ifk", "ip_scope": "excluded"}
CANTON_AND_TOWNS: dict[str, Any] = {"payer": "mixed", "payers": ("kanton", "gemeinden")}

TEXT_MONEY = {
    "f01": Money(
        15_900_000, **KIP2BIS, payer="bund_kanton", payers=("bund", "kanton"), ip_scope="included", status="spent",
        is_total=True,
    ),
    "f02": Money(2_300_000, **KIP2BIS, **IFK, status="spent"),
    "f03": Money(
        310_000, qualifier="about", basis="per_year", interval="year", **KIP2BIS, foerderbereich=AREAS[6],
        status="spent",
    ),
    "f04": Money(40_000, basis="per_year", interval="year", foerderbereich=AREAS[6], status="spent", role="increase"),
    "f05": Money(285_000, basis="per_year", interval="year", foerderbereich=AREAS[0], recipient="Beratungsstelle"),
    "f06": Money(120_000, interval="once", period_start=2025, period_end=2025, foerderbereich=AREAS[0]),
    "f07": Money(
        5_600_000, **KIP3, payer="mixed", payers=("bund",), ip_scope="included", foerderbereich=AREAS[1]
    ),
    "f08": Money(4_200_000, **KIP3, **IP, foerderbereich=AREAS[1]),
    "f09": Money(
        9, 14, basis="per_unit", unit="lesson", instrument="other", foerderbereich=AREAS[1], status="planned"
    ),
    "f10": Money(
        2_600_000, basis="per_year", period_start=2024, period_end=2024, ip_scope="included", foerderbereich=AREAS[2]
    ),
    "f11": Money(1_900_000, qualifier="about", basis="per_year", interval="year", **IP, foerderbereich=AREAS[2]),
    "f12": Money(
        6_500, qualifier="at_most", basis="per_unit", unit="place", instrument="other", foerderbereich=AREAS[2]
    ),
    "f13": Money(
        640_000, basis="per_year", interval="year", **KIP3, ip_scope="included", foerderbereich=AREAS[3]
    ),
    "f14": Money(
        5_000, qualifier="at_most", basis="per_unit", unit="project", instrument="other", foerderbereich=AREAS[4]
    ),
    "f15": Money(20_000, role="threshold", instrument="other", status="unknown", basis="per_unit", unit="project"),
    "f16": Money(95_000, basis="per_year", interval="year", foerderbereich=AREAS[5], recipient="Anlaufstelle"),
    "f17": Money(None, basis="unknown", instrument="other", status="unknown", foerderbereich=AREAS[5]),
    "f18": Money(82, basis="per_unit", unit="hour", instrument="other", foerderbereich=AREAS[6]),
    "f19": Money(
        18_000, basis="per_person", unit="refugee", interval="once", **IP, status="unknown", recipient="Kanton",
    ),
    "f20": Money(
        4.15, qualifier="about", basis="per_person", unit="inhabitant", interval="year", **CANTON_AND_TOWNS,
        ip_scope="excluded",
    ),
    "f21": Money(34_180_000, **KIP3, payer="mixed", ip_scope="included", is_total=True),
    "f22": Money(
        750_000, basis="per_year", interval="year", payer="gemeinden", payers=("gemeinden",), instrument="other",
        status="unknown", is_integration=False,
    ),
    "f23": Money(60_000, qualifier="about", instrument="other", period_start=2026, period_end=2026),
    "f24": Money(75_000, role="threshold", instrument="other", status="unknown"),
}  # fmt: skip

SOURCES, SOURCES_MONEY = money_table(
    Layout(
        "t4", "Mittelherkunft", YEARS, "Total", apostrophe,
        "Tabelle 1: Mittelherkunft KIP 3, Jahre 2024 bis 2027, in CHF",
    ),
    [
        Line("Bund: Integrationsförderkredit (IFK)", (1_188_600, 1_188_600, 1_203_400, 1_203_400),
             Money(0, **IFK, side="sources")),
        Line("Kanton Thurgau", (821_400, 821_400, 836_600, 836_600),
             Money(0, payer="kanton", payers=("kanton",), ip_scope="excluded", side="sources")),
        Line("Politische Gemeinden", (380_000, 380_000, 380_000, 380_000),
             Money(0, payer="gemeinden", payers=("gemeinden",), ip_scope="excluded", side="sources")),
        Line("Bund: Integrationspauschale (IP)", (6_300_000, 6_300_000, 5_900_000, 5_900_000),
             Money(0, **IP, side="sources")),
        Line("Beiträge Dritter", (40_000, 40_000, 40_000, 40_000),
             Money(0, payer="dritte", payers=("dritte",), ip_scope="excluded", side="sources")),
    ],
    Money(0, ip_scope="included", side="sources", payer="mixed", payers=("bund", "kanton", "gemeinden", "dritte")),
)  # fmt: skip


def _area_line(label: str, area: str | None, first: int, second: int) -> Line:
    money = Money(0, ip_scope="included", side="uses", foerderbereich=area)
    return Line(label, (first, first, second, second), money)


USES, USES_MONEY = money_table(
    Layout(
        "t5", "Förderbereich", YEARS, "Total", apostrophe,
        "Tabelle 2: Mittelverwendung nach Förderbereichen (einschliesslich Integrationspauschale), in CHF",
    ),
    [
        _area_line("Information, Abklärung und Beratung", AREAS[0], 720_000, 690_000),
        _area_line("Sprache", AREAS[1], 3_150_000, 2_980_000),
        _area_line("Ausbildungs- und Arbeitsmarktfähigkeit", AREAS[2], 2_600_000, 2_480_000),
        _area_line("Frühe Kindheit", AREAS[3], 640_000, 640_000),
        _area_line("Zusammenleben und Partizipation", AREAS[4], 480_000, 470_000),
        _area_line("Umgang mit Vielfalt und Diskriminierungsschutz", AREAS[5], 220_000, 225_000),
        _area_line("Dolmetschen", AREAS[6], 390_000, 370_000),
        _area_line("Steuerung und Qualitätsentwicklung", None, 530_000, 505_000),
    ],
    Money(0, ip_scope="included", side="uses"),
)  # fmt: skip


# Goals: one row of the Zielraster each.

GOAL_LINES = (
    GoalLine("g01", "1.1", "Wirkung", "90 %", Goal(
        "Neuzugezogene kennen die Angebote ihrer Wohngemeinde.", "outcome", AREAS[0],
        "Anteil der Befragten, die mindestens zwei Angebote nennen", 90, "Prozent", "2026", OFFICE)),
    GoalLine("g02", "1.2", "Leistung", "65 Gemeinden", Goal(
        "Die Gemeinden führen Erstgespräche nach einheitlichem Leitfaden.", "output", AREAS[0],
        "Zahl der Gemeinden mit Leitfaden", 65, "Gemeinden", "Ende 2025", "Gemeinden")),
    GoalLine("g03", "2.1", "Wirkung", "70 %", Goal(
        "Wer einen Kurs besucht, verbessert sein Sprachniveau innert eines Jahres.", "outcome", AREAS[1],
        "Anteil mit höherer Stufe nach zwölf Monaten", 70, "Prozent", "2027", OFFICE)),
    GoalLine("g04", "2.2", "Leistung", "1'450 Plätze", Goal(
        "Das Angebot an Abendkursen ist bedarfsgerecht.", "output", AREAS[1],
        "Kursplätze am Abend pro Jahr", 1450, "Plätze", "2025", OFFICE)),
    GoalLine("g05", "3.1", "Wirkung", "55 %", Goal(
        "Geflüchtete im Erwerbsalter sind sieben Jahre nach der Einreise erwerbstätig.", "ias", AREAS[2],
        "Erwerbsquote nach sieben Jahren", 55, "Prozent", "2027", "Amt für Wirtschaft")),
    GoalLine("g06", "3.2", "Leistung", "240 Abklärungen", Goal(
        "Das Potenzial aller Personen in Zuständigkeit des Kantons ist abgeklärt.", "output", AREAS[2],
        "Abklärungen pro Jahr", 240, "Abklärungen", "laufend", "Amt für Wirtschaft")),
    GoalLine("g07", "4.1", "Wirkung", "80 %", Goal(
        "Kinder verstehen beim Eintritt in den Kindergarten einfache Anweisungen auf Deutsch.", "outcome", AREAS[3],
        "Anteil gemäss Sprachstanderhebung", 80, "Prozent", "2027", "Amt für Volksschule")),
    GoalLine("g08", "5.1", "Leistung", "60 Projekte", Goal(
        "Vereine führen Begegnungsprojekte durch.", "output", AREAS[4],
        "Unterstützte Projekte in vier Jahren", 60, "Projekte", "2027", OFFICE)),
    GoalLine("g09", "6.1", "Leistung", "400 Fachpersonen", Goal(
        "Mitarbeitende der Verwaltung sind für Diskriminierung sensibilisiert.", "output", AREAS[5],
        "Geschulte Fachpersonen", 400, "Fachpersonen", "Juni 2026", "Personalamt")),
    GoalLine("g10", "7.1", "Leistung", "95 %", Goal(
        "Spitäler und Schulen erhalten rechtzeitig eine Dolmetscherin oder einen Dolmetscher.", "output", AREAS[6],
        "Anteil der vermittelten Anfragen", 95, "Prozent", "2025", "Vermittlungsstelle")),
    GoalLine("g11", "1.3", "Strategie", "–", Goal(
        "Zugewanderte und Einheimische finden Auskunft an einem Ort.", "strategic", AREAS[0],
        None, None, None, "2027", OFFICE)),
    GoalLine("g12", "2.3", "Leistung", "18 Standorte", Goal(
        "Kurse mit Kinderbetreuung sind in allen Bezirken erreichbar.", "output", AREAS[1],
        "Standorte mit Betreuung", 18, "Standorte", "2026", OFFICE)),
    GoalLine("g13", "3.3", "Wirkung", "zwei Drittel", Goal(
        "Junge Erwachsene stehen fünf Jahre nach der Einreise in einer Ausbildung.", "ias", AREAS[2],
        "Anteil der 16- bis 25-Jährigen in Ausbildung", None, None, "2027", "Amt für Berufsbildung")),
    GoalLine("g14", "4.2", "Leistung", "110 Familien", Goal(
        "Belastete Familien werden zu Hause besucht.", "output", AREAS[3],
        "Besuchte Familien pro Jahr", 110, "Familien", "ab 2025", "Gemeinden")),
    GoalLine("g15", "5.2", "Wirkung", "+ 15 %", Goal(
        "Zugewanderte wirken häufiger in Vereinen und Kommissionen mit.", "outcome", AREAS[4],
        "Zunahme der Mitwirkenden gegenüber 2023", 15, "Prozent", "Ende 2027", OFFICE)),
    GoalLine("g16", "7.2", "Leistung", "20 Sprachen", Goal(
        "Telefondolmetschen steht rund um die Uhr bereit.", "output", AREAS[6],
        "Angebotene Sprachen", 20, "Sprachen", "1.7.2024", "Vermittlungsstelle")),
)  # fmt: skip

GOAL_TABLE = goal_table(
    "t6",
    ("Nr.", "Ziel", "Ebene", "Indikator", "Zielwert", "Termin", "Zuständigkeit"),
    sorted(GOAL_LINES, key=lambda line: line.number),
    "Zielraster KIP 3 des Kantons Thurgau",
)

DECISIONS = {
    "d1": Decision(
        "Regierungsrat", "Der Regierungsrat", "executive", "commissioned", number="9914/2023", date="2023-01-10",
        what="Ausarbeitung des Programms", refers_to=(),
    ),
    "d2": Decision(
        "Regierungsrat", "Regierungsrat", "executive", "approved", number="9937/2023", date="2023-09-05",
        what="das vorliegende Konzept",
    ),
}  # fmt: skip


FRONT = (
    Paragraph("Kanton Thurgau", "subtitle"),
    Paragraph("Kantonales Integrationsprogramm 2024–2027 (KIP 3)", "title"),
    Paragraph("Konzept zuhanden des Staatssekretariats für Migration", "subtitle"),
    Paragraph("Frauenfeld, 5. September 2023"),
    Paragraph("Herausgeber: Kanton Thurgau, Migrationsamt, Fachstelle Integration", "small"),
    Paragraph(
        "Dieses Heft ist ein Muster. Alle Beträge, Termine und Beschlüsse sind erfunden; es zeigt, wie ein Konzept "
        "aufgebaut sein kann, und beschreibt kein wirkliches Programm.",
        "lead",
    ),
    Break(),
    Contents("Inhaltsverzeichnis"),
    Break(),
)

INTRODUCTION = (
    Heading("1 Einleitung"),
    Heading("1.1 Ausgangslage", 2),
    Paragraph(
        "Seit 2014 bündeln Bund und Kantone die spezifische Integrationsförderung in kantonalen Programmen. Die "
        "Übergangsphase KIP 2bis läuft am 31. Dezember 2023 aus. Das vorliegende Konzept legt fest, welche Angebote "
        "der Kanton Thurgau in den vier Folgejahren gemeinsam mit den Politischen Gemeinden führt, an wen sie sich "
        "richten und wie sie bezahlt werden."
    ),
    Paragraph(
        "Ende 2022 waren im Kanton 76'310 Personen mit ausländischer Staatsangehörigkeit angemeldet, ein gutes Viertel "
        "der Bevölkerung. Gut vier von fünf stammen aus einem Staat der EU oder der EFTA. Im Asylbereich hat sich die "
        "Zahl der zugewiesenen Personen gegenüber 2021 verdoppelt. Beides prägt den Bedarf: Die einen suchen rasch "
        "Anschluss im Beruf, die anderen brauchen zuerst Grundlagen in Sprache und Alltag."
    ),
    Heading("1.2 Auftrag und Vorgehen", 2),
    Paragraph(
        "{{d1|Der Regierungsrat hat die Fachstelle Integration am 10. Januar 2023 mit der Ausarbeitung des Programms "
        "beauftragt (RRB Nr. 9914/2023).}} Die Fachstelle hat dazu drei Werkstätten mit Gemeinden, Schulen, "
        "Arbeitgebern und Fachorganisationen geführt und die Rückmeldungen von 48 Stellen ausgewertet. Nach der "
        "Vernehmlassung bei den Gemeinden {{d2|hat der Regierungsrat das vorliegende Konzept am 5. September 2023 "
        "genehmigt (RRB Nr. 9937/2023).}}"
    ),
    Heading("2 Rahmenbedingungen"),
    Heading("2.1 Rechtliche Grundlagen", 2),
    Paragraph(
        "Die Förderung stützt sich auf das Ausländer- und Integrationsgesetz (AIG) und die Verordnung über die "
        "Integration (VIntA). Art. 58 Abs. 2 AIG regelt die Integrationspauschale, Art. 58 Abs. 3 AIG die Beiträge an "
        "die Programme. Gemäss Art. 16 Abs. 3 VIntA setzt der Beitrag des Bundes voraus, dass Kanton und Gemeinden "
        "zusammen wenigstens ebenso viel aufwenden."
    ),
    Heading("2.2 Erkenntnisse aus dem KIP 2bis", 2),
    Paragraph(
        "In den Jahren 2022 und 2023 setzte der Kanton einschliesslich der Integrationspauschale insgesamt "
        "{{f01|15,9 Mio. Franken}} für das Programm ein, davon {{f02|2,3 Mio. Franken}} aus dem "
        "Integrationsförderkredit des Bundes. Am stärksten wuchs die Nachfrage nach Deutschkursen am Abend; die "
        "Wartefrist betrug zeitweise elf Wochen. Auch das Dolmetschen wurde häufiger beansprucht: In den Jahren 2022 "
        "und 2023 fielen dafür {{f03|rund 310'000 Franken pro Jahr}} an. Gegenüber der vorangehenden Phase stiegen die "
        "Kosten um {{f04|Fr. 40'000.– pro Jahr}}."
    ),
    Paragraph(
        "Bewährt hat sich die Zusammenarbeit mit den Regionen. Weniger gut gelang die Abstimmung mit der "
        "Regelstruktur: Schulen und Spitäler wünschen verbindliche Ansprechpersonen und kürzere Wege. Das KIP 3 "
        "verlagert deshalb Mittel von befristeten Projekten zu dauerhaften Angeboten."
    ),
    Heading("2.3 Organisation und Steuerung", 2),
    Paragraph(
        "Die Fachstelle Integration führt das Programm. Sie schliesst mit Gemeinden und Anbietern "
        "Leistungsvereinbarungen ab, prüft die Berichte und legt dem Departement jährlich Rechenschaft ab. Eine "
        "Begleitgruppe mit Vertretungen aus Gemeinden, Wirtschaft und Migrationsbevölkerung berät sie zweimal im Jahr."
    ),
)

AREAS_ONE_TO_THREE = (
    Heading("3 Förderbereiche"),
    Heading("3.1 Information, Abklärung Integrationsbedarf und Beratung", 2),
    Paragraph(
        "Wer neu in den Thurgau zieht, soll in den ersten Monaten erfahren, welche Rechte und Pflichten gelten und wo "
        "Unterstützung zu finden ist. Bisher hing es von der Wohngemeinde ab, ob ein Gespräch stattfand. Künftig gilt "
        "für alle Gemeinden derselbe Leitfaden, und der Integrationsbedarf wird schriftlich festgehalten."
    ),
    INFORMATION_TABLE,
    Paragraph(
        "Die Beratungsstelle erhält für ihre drei Standorte {{f05|Fr. 285'000.– pro Jahr}}. Für die Erneuerung der "
        "Plattform ist im Jahr 2025 ein einmaliger Betrag von {{f06|Fr. 120'000.–}} eingestellt. Die "
        "{{m02|Beratungsstelle Integration}} bietet ihre Sprechstunden auch abends an."
    ),
    Heading("3.2 Sprache", 2),
    Paragraph(
        "Sprachkenntnisse öffnen den Zugang zu Arbeit, Schule und Nachbarschaft. Das Kursangebot ist dicht, für "
        "Schichtarbeitende und Eltern kleiner Kinder aber schlecht erreichbar. Im KIP 3 werden deshalb Kurse am Abend, "
        "am Samstag und mit Kinderbetreuung ausgebaut."
    ),
    Paragraph("Massnahmen:", "lead"),
    Item(
        "{{m04|Alphabetisierungskurse für Erwachsene}}: Die Kurse werden an fünf Standorten weitergeführt und "
        "umfassen drei Stufen zu je 120 Lektionen."
    ),
    Item(
        "{{m05|Deutschkurse mit Kinderbetreuung}}: Neu werden sie auch in Gemeinden mit weniger als 5000 "
        "Einwohnerinnen und Einwohnern angeboten."
    ),
    Item(
        "{{m06|Sprachtreff im Quartier}}: Freiwillige leiten wöchentliche Gesprächsrunden; die Fachstelle schult sie "
        "und stellt das Material."
    ),
    Paragraph(
        "Für die Verbilligung der Kurse sind in den Jahren 2024 bis 2027 insgesamt {{f07|5,6 Mio. Franken}} "
        "eingeplant, davon {{f08|4,2 Mio. Franken}} aus der Integrationspauschale. Teilnehmende tragen einen Anteil "
        "selber; die Verbilligung beträgt {{f09|zwischen 9 und 14 Franken pro Lektion}}. Die {{m05|Deutschkurse mit "
        "Kinderbetreuung}} werden jährlich ausgewertet."
    ),
    Heading("3.3 Ausbildungs- und Arbeitsmarktfähigkeit", 2),
    Paragraph(
        "Geflüchtete sollen eine Ausbildung abschliessen oder eine Stelle finden, die ihren Lebensunterhalt sichert. "
        "Am Anfang steht eine Abklärung der Fähigkeiten, danach folgt ein Plan, der mit der zuständigen Fachperson "
        "vereinbart und halbjährlich überprüft wird. Betriebe haben eine feste Ansprechperson."
    ),
    WORK_TABLE,
    Paragraph(
        "Im Jahr 2024 stehen dem Bereich {{f10|CHF 2.6 Mio.}} zur Verfügung; {{f11|rund 1,9 Mio. Franken jährlich}} "
        "stammen aus der Integrationspauschale. Ein Platz im {{m08|Brückenangebot «Start Beruf»}} darf "
        "{{f12|höchstens 6'500 Franken pro Platz}} kosten."
    ),
)

AREAS_FOUR_TO_SEVEN = (
    Heading("3.4 Frühe Kindheit", 2),
    Paragraph(
        "Kinder lernen früh und im Alltag. Familien mit wenig Kontakten zur Nachbarschaft finden den Weg in "
        "Spielgruppen und Elternbildung oft nicht. Die Angebote gehen deshalb auf sie zu: mit Besuchen zu Hause, mit "
        "Treffpunkten in Bibliotheken und mit gut ausgebildeten Fachpersonen."
    ),
    Item("{{m11|Hausbesuchsprogramm «Erste Schritte»}} für Familien mit Kindern unter vier Jahren"),
    Item("{{m12|Eltern-Kind-Gruppen}} in den Bezirkshauptorten, geleitet von zwei Fachpersonen"),
    Item("{{m13|Weiterbildung für Spielgruppenleiterinnen}} in alltagsnaher Sprachförderung, vier Tage im Jahr"),
    Paragraph(
        "In den Jahren 2024 bis 2027 sind für die Frühe Kindheit {{f13|jährlich 640'000 Franken}} vorgesehen. Die "
        "Schulgemeinden führen daneben eigene Spielgruppen; diese kosten sie {{f22|Fr. 750'000.– im Jahr}} und sind "
        "nicht Teil des Programms."
    ),
    Heading("3.5 Zusammenleben und Partizipation", 2),
    Paragraph(
        "Vereine, Nachbarschaften und Kirchgemeinden sind Orte, an denen sich Menschen unterschiedlicher Herkunft "
        "begegnen. Der Kanton unterstützt Vorhaben, die aus der Bevölkerung kommen und nach dem Ende der Förderung "
        "weiterbestehen können."
    ),
    LIVING_TABLE,
    Paragraph(
        "Kleine Vorhaben werden mit {{f14|höchstens Fr. 5'000.– pro Projekt}} unterstützt. Gesuche von mehr als "
        "{{f15|Fr. 20'000.–}} entscheidet die Leitung des Departements."
    ),
    Heading("3.6 Umgang mit Vielfalt und Diskriminierungsschutz", 2),
    Paragraph(
        "Wer wegen Herkunft, Sprache oder Religion benachteiligt wird, braucht eine Stelle, die zuhört, berät und "
        "vermittelt. Verwaltung und Betriebe sollen erkennen, wo ihre Abläufe Menschen ausschliessen, und sie ändern."
    ),
    Item("{{m17|Anlaufstelle gegen rassistische Diskriminierung}} mit Beratung in sechs Sprachen"),
    Item("{{m18|Aktionswoche gegen Rassismus}}, jeweils im März zusammen mit den Schulen"),
    Paragraph(
        "Die Anlaufstelle wird mit {{f16|Fr. 95'000.– pro Jahr}} abgegolten. Private Stiftungen haben für einzelne "
        "Veranstaltungen {{f17|mehrere zehntausend Franken}} in Aussicht gestellt."
    ),
    Heading("3.7 Dolmetschen", 2),
    Paragraph(
        "Gespräche über Gesundheit, Schule oder Recht gelingen nur, wenn sich alle verstehen. Fachpersonen können "
        "qualifizierte Dolmetschende über eine zentrale Stelle bestellen, vor Ort oder am Telefon."
    ),
    Item("{{m19|Vermittlungsstelle für interkulturelles Dolmetschen}} mit Bereitschaft an Werktagen"),
    Item("{{m20|Telefondolmetschen für Notfälle}} rund um die Uhr, ab 2024 in zwanzig Sprachen"),
    Paragraph("Ein Einsatz vor Ort wird mit {{f18|82 Franken pro Stunde}} verrechnet; die Wegzeit ist inbegriffen."),
)

FINANCES = (
    Heading("4 Finanzierung"),
    Heading("4.1 Grundsätze", 2),
    Paragraph(
        "Das Programm kostet in den Jahren 2024 bis 2027 einschliesslich der Integrationspauschale {{f21|34'180'000 "
        "Franken}}. Der Integrationsförderkredit des Bundes wird durch Beiträge des Kantons und der Gemeinden in "
        "mindestens gleicher Höhe ergänzt. Kanton und Gemeinden wenden dafür zusammen {{f20|rund Fr. 4.15 pro "
        "Einwohnerin und Einwohner und Jahr}} auf, die Integrationspauschale nicht eingerechnet."
    ),
    Heading("4.2 Mittelherkunft", 2),
    Paragraph("Tabelle 1 zeigt, wer das Programm bezahlt. Die Beträge der Gemeinden sind ein Richtwert."),
    SOURCES,
    Heading("4.3 Mittelverwendung", 2),
    Paragraph("Tabelle 2 verteilt dieselben Mittel auf die sieben Förderbereiche und auf die Steuerung."),
    USES,
    Heading("4.4 Integrationspauschale", 2),
    Paragraph(
        "Für jeden anerkannten Flüchtling und jede vorläufig aufgenommene Person überweist der Bund dem Kanton "
        "{{f19|einmalig 18'000 Franken}}. Die Pauschale ist für die Erstintegration bestimmt und fliesst vor allem in "
        "die Bereiche Sprache sowie Ausbildungs- und Arbeitsmarktfähigkeit."
    ),
    Heading("5 Qualität und Berichterstattung"),
    Heading("5.1 Qualitätssicherung", 2),
    Paragraph(
        "Anbieter von Sprachkursen weisen ein anerkanntes Label vor oder erwerben es innert zweier Jahre. Die "
        "Fachstelle besucht jährlich ein Drittel der Angebote, befragt Teilnehmende und bespricht die Ergebnisse mit "
        "der Leitung. Werden Mängel festgestellt, vereinbaren beide Seiten Fristen; bleibt die Verbesserung aus, "
        "endet die Zusammenarbeit auf das nächste Schuljahr."
    ),
    Paragraph(
        "Im Jahr 2026 lässt die Fachstelle das Programm von aussen prüfen. Die {{m21|Externe Evaluation des "
        "Programms}} kostet {{f23|rund 60 TCHF}} und dient der Planung der folgenden Periode. Offerten über {{f24|CHF "
        "75'000}} werden nicht berücksichtigt."
    ),
    Heading("5.2 Berichterstattung", 2),
    Paragraph(
        "Bis Ende April legt der Kanton dem Staatssekretariat für Migration einen Bericht über das Vorjahr vor. Er "
        "enthält die Rechnung, den Stand der Ziele und eine Einschätzung der Fachstelle. Die Gemeinden melden ihre "
        "Zahlen bis Ende Februar über ein gemeinsames Formular; Abweichungen von mehr als zehn Prozent werden "
        "begründet."
    ),
    Heading("5.3 Schnittstellen zur Regelstruktur", 2),
    Paragraph(
        "Schule, Berufsbildung, Gesundheitswesen und Sozialhilfe bleiben zuerst in der Pflicht. Das Programm ergänzt "
        "sie dort, wo Zugewanderte besondere Unterstützung brauchen, und zieht sich zurück, sobald die ordentlichen "
        "Dienste die Aufgabe übernehmen. Für jeden Förderbereich ist eine Ansprechperson im zuständigen Amt "
        "bezeichnet. Sie nimmt an den halbjährlichen Sitzungen teil und berichtet, welche Anliegen in ihrem Amt "
        "aufgenommen wurden."
    ),
    Break(landscape=True),
    Heading("Anhang: Zielraster"),
    GOAL_TABLE,
)

SAMPLE = Sample(
    name="tg-kip3-konzept-muster",
    facts=FACTS,
    blocks=(*FRONT, *INTRODUCTION, Break(), *AREAS_ONE_TO_THREE, *AREAS_FOUR_TO_SEVEN, *FINANCES),
    money={**TEXT_MONEY, **SOURCES_MONEY, **USES_MONEY},
    measures={**INFORMATION, **LANGUAGE, **WORK, **CHILDHOOD, **LIVING, **DIVERSITY, **INTERPRETING, **STEERING},
    goals={line.name: line.goal for line in GOAL_LINES},
    decisions=DECISIONS,
    pays_for={"f23": "m21"},
)


def render() -> Rendered:
    """Draw the concept."""
    return render_pdf(SAMPLE, LOOK)
