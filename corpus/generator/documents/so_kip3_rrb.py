"""A government decision that approves a programme, cites an earlier one and ends in numbered points."""

from __future__ import annotations

from typing import Any

from corpus.generator.marks import plain
from corpus.generator.model import (
    Block,
    Decision,
    Facts,
    Grid,
    Heading,
    Item,
    Measure,
    Money,
    Paragraph,
    Rendered,
    Sample,
)
from corpus.generator.pdf import Look, render_pdf

KIP3: dict[str, Any] = {"period_start": 2024, "period_end": 2027}
KIP2BIS: dict[str, Any] = {"period_start": 2022, "period_end": 2023}
IFK: dict[str, Any] = {"payer": "bund", "payers": ("bund",), "instrument": "ifk", "ip_scope": "excluded"}
CANTON: dict[str, Any] = {"payer": "kanton", "payers": ("kanton",)}

FACTS = Facts(
    media_type="application/pdf",
    canton="SO",
    language="de",
    doc_type="government_decision",
    title="Kantonales Integrationsprogramm (KIP 3) 2024–2027: Genehmigung und Kreditbewilligung",
    issuer="Regierungsrat des Kantons Solothurn",
    program="KIP 3",
    period_start=2024,
    period_end=2027,
    published="2023-11-21",
    number="2023/9904",
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

LOOK = Look(
    body="Times-Roman",
    bold="Times-Bold",
    accent="#000000",
    header="Regierungsrat des Kantons Solothurn",
    footer="RRB Nr. 2023/9904",
    size=11.0,
    leading=14.5,
    heading_sizes=(13.0, 11.5, 11.0),
    title_size=16.0,
    margin=28.0,
    table="grid",
    table_size=9.5,
    justify=True,
    mark_at_top=False,
)

MONEY = {
    "f01": Money(3_060_000, **KIP2BIS, **CANTON, ip_scope="excluded", status="approved"),
    "f02": Money(2_984_650, **KIP2BIS, **CANTON, ip_scope="excluded", status="spent"),
    "f03": Money(1_560_000, basis="per_year", interval="year", **KIP3, **IFK, side="sources"),
    "f04": Money(
        1_560_000, basis="per_year", interval="year", payer="mixed", payers=("kanton", "gemeinden"),
        ip_scope="excluded", side="sources",
    ),
    "f05": Money(
        1_170_000, basis="per_year", interval="year", **CANTON, ip_scope="excluded", side="sources"
    ),
    "f06": Money(
        390_000, basis="per_year", interval="year", payer="gemeinden", payers=("gemeinden",), ip_scope="excluded",
        side="sources",
    ),
    "f07": Money(
        5_200_000, qualifier="about", basis="per_year", interval="year", payer="bund", payers=("bund",),
        instrument="ip", ip_scope="only",
    ),
    "f08": Money(
        3_000, basis="per_person", unit="refugee", interval="year", payer="bund", payers=("bund",),
        instrument="status_s", ip_scope="excluded", scheme="programm_s", status="unknown",
    ),
    "f09": Money(
        250_000, basis="per_year", interval="year", foerderbereich="dolmetschen", ip_scope="excluded",
        recipient="Dolmetschdienst"
    ),
    "f10": Money(180_000, basis="per_year", foerderbereich="dolmetschen", role="superseded",
                 status="spent", recipient="Dolmetschdienst"),
    "f11": Money(4_680_000, **KIP3, **CANTON, ip_scope="excluded", status="approved", side="sources"),
    "f12": Money(1_200_000, 1_400_000, status="planned", instrument="ip", ip_scope="only", payer="bund",
                 payers=("bund",), foerderbereich="fruehe_kindheit", **KIP3),
    "f13": Money(50_000, role="threshold", instrument="other", status="unknown"),
}  # fmt: skip

USES_ROWS = (
    ("information_beratung", "Information, Abklärung Integrationsbedarf und Beratung", 640_000),
    ("sprache", "Sprache", 1_105_000),
    ("ausbildung_arbeit", "Ausbildungs- und Arbeitsmarktfähigkeit", 365_000),
    ("fruehe_kindheit", "Frühe Kindheit", 310_000),
    ("zusammenleben", "Zusammenleben und Partizipation", 275_000),
    ("vielfalt_diskriminierungsschutz", "Umgang mit Vielfalt und Diskriminierungsschutz", 175_000),
    ("dolmetschen", "Dolmetschen", 250_000),
)


def _francs(amount: int) -> str:
    return f"{amount:,}.–".replace(",", "'")


USES = Grid(
    "t1",
    (
        ("Förderbereich", "Fr. pro Jahr"),
        *((label, f"{{{{t1.{row}|{_francs(amount)}}}}}") for row, (_, label, amount) in enumerate(USES_ROWS, 1)),
        ("Total", f"{{{{t1.8|{_francs(sum(amount for _, _, amount in USES_ROWS))}}}}}"),
    ),
    (3.2, 1.2),
    caption="Verwendung der Programmmittel 2024–2027 ohne Integrationspauschale",
    total_rows=1,
    sums="exact",
    numeric=True,
)
_USE: dict[str, Any] = {**KIP3, "basis": "per_year", "interval": "year", "ip_scope": "excluded", "side": "uses"}
USES_MONEY = {
    **{f"t1.{row}": Money(amount, **_USE, foerderbereich=area) for row, (area, _, amount) in enumerate(USES_ROWS, 1)},
    "t1.8": Money(sum(amount for _, _, amount in USES_ROWS), **_USE, is_total=True),
}

MEASURES = {
    "m1": Measure("Begrüssungsgespräche in den Einwohnergemeinden", "information_beratung",
                  target_groups=("newcomers",), regelstruktur=("municipality",),
                  status="expanded", providers=("Einwohnergemeinden",)),
    "m2": Measure("Deutsch- und Integrationskurse", "sprache", target_groups=("adults",)),
    "m3": Measure("Konversationsgruppen", "sprache", target_groups=("adults", "volunteers")),
    "m4": Measure("Mentoring in Lehrbetrieben", "ausbildung_arbeit", target_groups=("young_adults", "employers")),
    "m5": Measure("Elternbildung in der Erstsprache", "fruehe_kindheit", target_groups=("parents",)),
    "m6": Measure("Dolmetschdienst", "dolmetschen", target_groups=("professionals",), status="expanded"),
}  # fmt: skip

MARKED_ITEMS = (
    "Das Kantonale Integrationsprogramm (KIP 3) 2024–2027 wird genehmigt.",
    "Für die Jahre 2024 bis 2027 wird ein Verpflichtungskredit von {{f11|4'680'000 Franken}} bewilligt.",
    "Die Vorsteherin des Departements des Innern wird ermächtigt, die Programmvereinbarung zu unterzeichnen.",
    "Das Amt für Gesellschaft und Soziales wird beauftragt, bis Ende Juni 2026 einen Zwischenbericht vorzulegen.",
    "Vom Bericht über das KIP 2bis wird Kenntnis genommen.",
)
ITEMS = tuple(plain(item) for item in MARKED_ITEMS)

DECISIONS = {
    "d1": Decision(
        "Regierungsrat", "Regierungsrat", "executive", "approved", number="2021/9811", date="2021-03-23",
        what="Verlängerung um zwei Jahre (KIP 2bis)",
    ),
    "d2": Decision(
        "Regierungsrat", "Regierungsrat des Kantons Solothurn", "executive", "approved", number="2023/9904",
        date="2023-11-21", what="Kantonales Integrationsprogramm (KIP 3) 2024–2027", items=ITEMS,
        item_outcomes=("approved", "approved", "authorised", "commissioned", "noted"),
        legal_references=("Art. 58 Abs. 3 AIG", "Art. 14 Abs. 1 VIntA", "Art. 16 Abs. 3 VIntA", "§ 120 SG"),
        refers_to=("RRB 2021/9811", "RRB 2017/9730"),
    ),
}  # fmt: skip

BLOCKS: tuple[Block, ...] = (
    Paragraph("Auszug aus dem Protokoll des Regierungsrates", "small"),
    Paragraph("Regierungsratsbeschluss", "subtitle"),
    Paragraph("vom 21. November 2023"),
    Paragraph("Nr. 2023/9904"),
    Paragraph("Kantonales Integrationsprogramm (KIP 3) 2024–2027: Genehmigung und Kreditbewilligung", "title"),
    Heading("1. Ausgangslage"),
    Paragraph(
        "Der Kanton Solothurn fördert die Integration der ausländischen Wohn\u00adbevölkerung gemeinsam mit Bund und "
        "Einwohner\u00adgemeinden. Die Programme der Jahre 2018 bis 2021 beruhten auf dem RRB Nr. 2017/9730 vom 24. "
        "Oktober 2017. Mit {{d1|RRB Nr. 2021/9811 vom 23. März 2021 genehmigte der Regierungsrat die Verlängerung um "
        "zwei Jahre (KIP 2bis)}} und stellte dafür {{f01|Fr. 3'060'000.–}} an kantonalen Mitteln bereit, die "
        "Integrations\u00adpauschale nicht mitgezählt. Gemäss Abrechnung wurden in den Jahren 2022 und 2023 davon "
        "{{f02|Fr. 2'984'650.–}} verwendet."
    ),
    Paragraph(
        "Das Staats\u00adsekretariat für Migration (SEM) hat die Kantone eingeladen, bis Ende April 2023 ein Programm "
        "für die Jahre 2024 bis 2027 einzureichen. Das Amt für Gesellschaft und Soziales hat den Entwurf mit den "
        "Gemeinden, dem Volksschulamt und den Organisationen der Zivil\u00adgesellschaft besprochen. 41 "
        "Stellungnahmen sind eingegangen; sie begrüssen den eingeschlagenen Weg und wünschen verlässliche Beiträge an "
        "die Regionen."
    ),
    Paragraph(
        "Die Auswertung des KIP 2bis zeigt ein gemischtes Bild. Die Zusammen\u00adarbeit mit den Regionen hat sich "
        "bewährt, und die Zahl der Kurs\u00adteilnehmenden ist gegenüber dem Vorjahr um 340 auf 2'910 Personen "
        "gestiegen. Nicht erreicht wurden dagegen die Ziele in der Arbeits\u00admarkt\u00adfähigkeit: Von den "
        "Teilnehmenden der Vor\u00adbereitungs\u00adkurse traten weniger als erwartet in eine Ausbildung ein. Als "
        "Gründe nennen die Betriebe ungenügende Sprach\u00adkenntnisse und fehlende Begleitung in den ersten Monaten."
    ),
    Heading("2. Erwägungen"),
    Heading("2.1 Inhalt des Programms", 2),
    Paragraph(
        "Das KIP 3 führt bewährte Angebote weiter und setzt drei Schwerpunkte. Neu\u00adzugezogene werden in ihrer "
        "Gemeinde empfangen, Sprach\u00adkurse werden stärker auf den Arbeits\u00adalltag ausgerichtet, und "
        "Fach\u00adpersonen in Schule und Gesundheits\u00adwesen können leichter eine Dolmetscherin oder einen "
        "Dolmetscher beiziehen. Zu den wichtigsten Massnahmen gehören:"
    ),
    Item("{{m1|Begrüssungsgespräche in den Einwohnergemeinden}}, neu in allen Bezirken", "a)"),
    Item("{{m2|Deutsch- und Integrationskurse}} am Tag und am Abend sowie {{m3|Konversationsgruppen}}", "b)"),
    Item("{{m4|Mentoring in Lehrbetrieben}} für junge Erwachsene", "c)"),
    Item("{{m5|Elternbildung in der Erstsprache}}, getragen von Schlüsselpersonen", "d)"),
    Item("ein kantonaler {{m6|Dolmetschdienst}} mit längeren Betriebszeiten", "e)"),
    Paragraph(
        "Der Entwurf wurde vom Amt mit dem Integralen Integrations\u00admodell abgestimmt. Danach tragen die "
        "ordentlichen Dienste, also Schule, Berufs\u00adbildung, Gesundheits\u00adwesen und Sozialhilfe, die "
        "Verantwortung für ihre Angebote selbst. Die spezifische Integrations\u00adförderung ergänzt sie, wo Zugang "
        "oder Sprache fehlen. Die Einwohner\u00adgemeinden behalten ihre Aufgabe, Neu\u00adzugezogene zu empfangen, "
        "und werden dafür durch das Amt geschult und begleitet."
    ),
    Paragraph(
        "Für jeden der sieben Förder\u00adbereiche sind Wirkungsziele und Kennzahlen festgelegt. Das Amt erhebt sie "
        "jährlich und berichtet dem Bund. Weicht ein Wert um mehr als einen Fünftel vom Ziel ab, schlägt das Amt "
        "Korrekturen vor. Damit wird eine Empfehlung der Finanz\u00adkontrolle aus dem Jahr 2022 umgesetzt."
    ),
    Heading("2.2 Finanzierung", 2),
    Paragraph(
        "Der Bund beteiligt sich in den Jahren 2024 bis 2027 mit {{f03|Fr. 1'560'000.– pro Jahr}} aus dem "
        "Integrations\u00adförderkredit (Art. 58 Abs. 3 AIG). Kanton und Einwohner\u00adgemeinden bringen zusammen "
        "denselben Betrag auf, also {{f04|Fr. 1'560'000.– pro Jahr}}: Der Kanton übernimmt davon {{f05|1,17 Mio. "
        "Franken jährlich}}, die Gemeinden {{f06|Fr. 390'000.– jährlich}}. In diesen Beträgen ist die "
        "Integrations\u00adpauschale nicht enthalten. Der Bund richtet sie zusätzlich aus; das Amt rechnet mit "
        "{{f07|rund CHF 5.2 Mio. pro Jahr}}."
    ),
    USES,
    Paragraph(
        "Der Beitrag an den Dolmetschdienst steigt von {{f10|180'000}} auf {{f09|250'000 Franken pro Jahr}}. Aus der "
        "Integrations\u00adpauschale sind für die Frühe Kindheit in den Jahren 2024 bis 2027 zusätzlich {{f12|1,2 bis "
        "1,4 Millionen Franken}} eingestellt. Einzelne Vorhaben, die mehr als {{f13|50'000 Franken}} kosten, werden "
        "dem Departement unterbreitet. Für Personen mit Schutzstatus S zahlt der Bund im Rahmen des Programms S "
        "weiterhin {{f08|Fr. 3'000.– pro Person und Jahr}}."
    ),
    Heading("2.3 Rechtliches", 2),
    Paragraph(
        "Die Programm\u00advereinbarung mit dem Bund ist eine Vereinbarung im Sinne von Art. 14 Abs. 1 VIntA. "
        "Zuständig für die Genehmigung ist nach § 120 SG der Regierungsrat. Die Ausgabe ist im Globalbudget «Soziale "
        "Sicherheit» eingestellt und bedarf keiner weiteren Beschluss\u00adfassung."
    ),
    Paragraph(
        "Nach Art. 16 Abs. 3 VIntA müssen Kanton und Gemeinden zusammen mindestens gleich viel leisten wie der Bund. "
        "Diese Voraus\u00adsetzung ist mit dem vorgesehenen Kosten\u00adteiler erfüllt. Die Beiträge der Gemeinden "
        "werden wie bisher nach der Zahl der ausländischen Einwohnerinnen und Einwohner bemessen und jeweils im Juni "
        "in Rechnung gestellt."
    ),
    Heading("3. Beschluss"),
    Paragraph(
        "{{d2|Der Regierungsrat des Kantons Solothurn, gestützt auf Art. 58 Abs. 3 AIG, Art. 14 Abs. 1 VIntA und § 120 "
        "SG, beschliesst:}}"
    ),
    *(Item(text, f"3.{number}") for number, text in enumerate(MARKED_ITEMS, 1)),
    Paragraph("Im Namen des Regierungsrates", "lead"),
    Paragraph("(Muster, ohne Unterschrift)"),
    Paragraph("Verteiler", "lead"),
    Paragraph(
        "Departement des Innern; Amt für Gesellschaft und Soziales; Finanzdepartement; Kantonale "
        "Finanz\u00adkontrolle; Verband der Einwohner\u00adgemeinden; Staats\u00adsekretariat für Migration (Versand "
        "durch das Amt)",
        "small",
    ),
)

SAMPLE = Sample(
    name="so-kip3-rrb-muster",
    facts=FACTS,
    blocks=BLOCKS,
    money={**MONEY, **USES_MONEY},
    measures=MEASURES,
    decisions=DECISIONS,
)


def render() -> Rendered:
    """Draw the decision."""
    return render_pdf(SAMPLE, LOOK)
