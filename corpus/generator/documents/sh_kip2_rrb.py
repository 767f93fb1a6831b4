"""A government decision in typewriter face: roman points, an apostrophe of its own, two programmes side by side."""

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
from corpus.generator.terms import (
    CANTON,
    CANTON_AND_TOWNS,
    EIGHT_AREAS_DE,
    IFK,
    IP,
    KIP1,
    KIP2,
    TOWNS,
    YEARLY,
)

FACTS = Facts(
    media_type="application/pdf",
    canton="SH",
    language="de",
    doc_type="government_decision",
    title="Kantonales Integrationsprogramm 2018–2021 (KIP 2); Genehmigung",
    issuer="Regierungsrat des Kantons Schaffhausen",
    program="KIP 2",
    period_start=2018,
    period_end=2021,
    published="2017-10-17",
    number="9942/2017",
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
    body="Courier",
    bold="Courier-Bold",
    accent="#000000",
    header="KANTON SCHAFFHAUSEN     REGIERUNGSRAT",
    footer="RRB Nr. 9942/2017",
    size=10.0,
    leading=14.0,
    heading_sizes=(11.0, 10.5, 10.0),
    title_size=12.0,
    margin=26.0,
    table="lines",
    table_size=9.0,
)

MONEY = {
    "f1": Money(1_311_500, **KIP1, **CANTON, status="spent"),
    "f2": Money(368_000, **YEARLY, **KIP2, **IFK, side="sources"),
    "f3": Money(368_000, **YEARLY, **CANTON_AND_TOWNS, ip_scope="excluded", side="sources", role="level"),
    "f4": Money(6_000, basis="per_person", unit="refugee", interval="once", **IP, status="unknown"),
    "f5": Money(1_472_000, **KIP2, **CANTON, status="approved", side="sources"),
    "f6": Money(34_000, **YEARLY, **KIP2, **TOWNS, ip_scope="excluded", role="decrease"),
    "f7": Money(25_000, qualifier="at_most", **YEARLY, **KIP2, foerderbereich="dolmetschen"),
}

# Francs per year of each area, in the order of EIGHT_AREAS_DE.
AMOUNTS = (62_000, 118_000, 31_500, 246_000, 94_500, 86_000, 48_000, 50_000)
CODES = ("1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.1", "3.2")
USES = Grid(
    "t1",
    (
        ("Nr.", "Förderbereich", "Fr. pro Jahr"),
        *(
            (f"FB {code}", label, f"{{{{t1.{number}|{amount:,}}}}}".replace(",", "`"))
            for number, (code, (label, _), amount) in enumerate(zip(CODES, EIGHT_AREAS_DE, AMOUNTS, strict=True), 1)
        ),
        ("", "Total", f"{{{{t1.9|{sum(AMOUNTS):,}}}}}".replace(",", "`")),
    ),
    (0.7, 3.4, 1.4),
    caption="Mittelverwendung 2018–2021 (ohne Integrationspauschale)",
    total_rows=1,
    label_columns=2,
)
USE: dict[str, Any] = {**KIP2, **YEARLY, "ip_scope": "excluded", "side": "uses"}
USES_MONEY = {
    **{
        f"t1.{number}": Money(amount, **USE, foerderbereich=area)
        for number, ((_, area), amount) in enumerate(zip(EIGHT_AREAS_DE, AMOUNTS, strict=True), 1)
    },
    "t1.9": Money(sum(AMOUNTS), **USE, is_total=True),
}

MEASURES = {
    "m1": Measure(
        "Erstinformationsveranstaltungen in fünf Sprachen", "information_beratung", target_groups=("newcomers",)
    ),
    "m2": Measure("Deutschkurse für Mütter am Vormittag", "sprache", target_groups=("women", "parents")),
    "m3": Measure("Quartiertreff Birch", "zusammenleben", target_groups=("public",), status="continued"),
    "m4": Measure(
        "Beratung gegen Diskriminierung", "vielfalt_diskriminierungsschutz", status="new", responsible="Amt für Justiz"
    ),
}

MARKED_ITEMS = (
    "Das Kantonale Integrationsprogramm 2018–2021 (KIP 2) wird genehmigt.",
    "Für die Jahre 2018 bis 2021 werden kantonale Mittel von {{f5|Fr. 1`472`000.–}} bewilligt.",
    "Der Antrag der Gemeinde, den Quartiertreff ausserhalb des Programms zu führen, wird abgelehnt.",
    "Das Departement des Innern wird ermächtigt, mit dem Bund die Programmvereinbarung abzuschliessen.",
    "Mitteilung an das Departement des Innern, das Finanzdepartement und das Staatssekretariat für Migration.",
)
NUMERALS = ("I.", "II.", "III.", "IV.", "V.")

DECISIONS = {
    "d1": Decision(
        "Regierungsrat",
        "Der Regierungsrat",
        "executive",
        "approved",
        number="9942/2017",
        date="2017-10-17",
        what="Kantonales Integrationsprogramm 2018–2021 (KIP 2)",
        items=tuple(plain(item) for item in MARKED_ITEMS),
        item_outcomes=("approved", "approved", "rejected", "authorised", "other"),
        legal_references=("Art. 55 AuG", "Art. 53 Abs. 2 AuG"),
        refers_to=("RRB 9918/2013",),
    ),
}

BLOCKS: tuple[Block, ...] = (
    Paragraph("Auszug aus dem Protokoll des Regierungsrates", "subtitle"),
    Paragraph("Sitzung vom 17. Oktober 2017"),
    Paragraph("Kantonales Integrationsprogramm 2018–2021 (KIP 2); Genehmigung", "title"),
    Heading("A. Sachverhalt"),
    Paragraph(
        "Seit 2014 bündelt der Kanton die spezifische Integrationsförderung in einem Programm (RRB Nr. 9918/2013). In "
        "den Jahren 2014 bis 2017 hat der Kanton dafür {{f1|Fr. 1`311`500.–}} aufgewendet. Die Fachstelle legt nun das "
        "Programm für die zweite Periode vor. Es umfasst weiterhin acht Förderbereiche in drei Pfeilern."
    ),
    Paragraph(
        "Neu zugezogene Personen besuchen {{m1|Erstinformationsveranstaltungen in fünf Sprachen}}. Für Frauen mit "
        "kleinen Kindern werden {{m2|Deutschkurse für Mütter am Vormittag}} geführt. Der {{m3|Quartiertreff Birch}} "
        "bleibt bestehen. Neu kommt eine {{m4|Beratung gegen Diskriminierung}} hinzu, die das Amt für Justiz führt."
    ),
    Heading("B. Finanzielles"),
    Paragraph(
        "Der Bund zahlt in den Jahren 2018 bis 2021 aus dem Integrationsförderkredit {{f2|368\u00a0000 Franken pro "
        "Jahr}}. Kanton und Gemeinden leisten gemeinsam denselben Betrag, nämlich {{f3|368\u00a0000 Franken pro "
        "Jahr}}. Die Gemeinden werden dabei um {{f6|Fr. 34`000.– pro Jahr}} entlastet. Nicht eingerechnet ist die "
        "Integrationspauschale des Bundes von {{f4|einmalig 6`000 Franken pro Person}}. Für die Vermittlung von "
        "Dolmetschenden dürfen {{f7|höchstens 25`000 Franken im Jahr}} für die Verwaltung verwendet werden."
    ),
    USES,
    Heading("C. Erwägungen"),
    Paragraph(
        "Das Programm entspricht Art. 55 AuG und dem Auftrag von Art. 53 Abs. 2 AuG. Der Einbezug der Gemeinden ist "
        "gesichert. Eine Gemeinde regt an, den Quartiertreff künftig selbst und ohne Auflagen zu führen; damit ginge "
        "die Verbindung zu den Sprachangeboten verloren. Die übrigen Stellungnahmen sind zustimmend. Der "
        "Regierungsrat hält fest, dass die ordentlichen Strukturen ihren Auftrag gegenüber der ganzen Bevölkerung "
        "haben und dass das Programm sie nur ergänzt."
    ),
    Paragraph("{{d1|Der Regierungsrat, gestützt auf Art. 55 AuG, beschliesst:}}", "lead"),
    *(Item(text, numeral) for numeral, text in zip(NUMERALS, MARKED_ITEMS, strict=True)),
    Paragraph("Für den richtigen Auszug"),
    Paragraph("(Muster, ohne Unterschrift)"),
)

SAMPLE = Sample(
    name="sh-kip2-rrb-muster",
    facts=FACTS,
    blocks=BLOCKS,
    money={**MONEY, **USES_MONEY},
    measures=MEASURES,
    decisions=DECISIONS,
)


def render() -> Rendered:
    """Draw the decision."""
    return render_pdf(SAMPLE, LOOK)
