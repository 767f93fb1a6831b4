"""A scanned decision on the two years of transition, KIP 2bis, with a small table of its finances."""

from __future__ import annotations

from typing import Any

from corpus.generator.finance import Layout, Line, curly, money_table
from corpus.generator.marks import plain
from corpus.generator.model import Block, Decision, Facts, Heading, Item, Measure, Money, Paragraph, Rendered, Sample
from corpus.generator.pdf import Look
from corpus.generator.scan import Scanner, render_scan

KIP2BIS: dict[str, Any] = {"period_start": 2022, "period_end": 2023}
BUND: dict[str, Any] = {"payer": "bund", "payers": ("bund",), "instrument": "ifk", "ip_scope": "excluded"}
CANTON: dict[str, Any] = {"payer": "kanton", "payers": ("kanton",), "ip_scope": "excluded"}
TOWNS: dict[str, Any] = {"payer": "gemeinden", "payers": ("gemeinden",), "ip_scope": "excluded"}
ALL_PAYERS: dict[str, Any] = {"payer": "mixed", "payers": ("bund", "kanton", "gemeinden"), "ip_scope": "excluded"}

FACTS = Facts(
    media_type="application/pdf",
    canton="GL",
    language="de",
    doc_type="government_decision",
    title="Kantonales Integrationsprogramm KIP 2bis, Jahre 2022 und 2023",
    issuer="Regierungsrat des Kantons Glarus",
    program="KIP 2bis",
    period_start=2022,
    period_end=2023,
    published="2021-10-26",
    number="9612/2021",
    foerderbereiche_named=("information_beratung", "sprache", "fruehe_kindheit", "dolmetschen", "zusammenleben"),
)

LOOK = Look(
    body="Vera",
    bold="VeraBd",
    accent="#000000",
    header="Kanton Glarus – Regierungsrat",
    footer="Beschluss Nr. 9612/2021",
    size=11.0,
    leading=17.0,
    heading_sizes=(13.0, 12.0, 11.0),
    title_size=14.0,
    margin=27.0,
    table="grid",
    table_size=9.0,
)

SCANNER = Scanner(skew=(0.6, -0.4))

SOURCES, SOURCES_MONEY = money_table(
    Layout("t1", "Beitrag von", (2022, 2023), "Total", curly, "Finanzierung KIP 2bis (Beträge in Franken)"),
    [
        Line("Bund (IFK)", (171_800, 171_800), Money(0, **BUND, side="sources")),
        Line("Kanton", (85_900, 85_900), Money(0, **CANTON, side="sources")),
        Line("Gemeinden", (85_900, 85_900), Money(0, **TOWNS, side="sources")),
    ],
    Money(0, **ALL_PAYERS, side="sources"),
)

MONEY = {
    "f1": Money(687_200, **KIP2BIS, **ALL_PAYERS, payer_shares=(0.5, 0.25, 0.25), is_total=True),
    "f2": Money(640_000, qualifier="about", period_start=2020, period_end=2021, status="spent"),
    "f3": Money(
        118_500, basis="per_year", interval="year", foerderbereich="sprache", ip_scope="excluded"
    ),
    "f4": Money(46_000, basis="per_year", interval="year", foerderbereich="dolmetschen", ip_scope="excluded"),
    "f5": Money(171_800, **KIP2BIS, **CANTON, status="approved", side="sources"),
    "f6": Money(
        85_900, basis="per_year", interval="year", **TOWNS, status="approved", side="sources"
    ),
}  # fmt: skip

MEASURES = {
    "m1": Measure(
        "Willkommensgespräche",
        "information_beratung",
        target_groups=("newcomers",),
        responsible="Fachstelle Gesellschaft",
        status="continued",
    ),
    "m2": Measure(
        "Deutschkurse Stufe A1 bis B1",
        "sprache",
        target_groups=("adults",),
        responsible="Fachstelle Gesellschaft",
        status="continued",
    ),
    "m3": Measure(
        "Spielgruppe plus",
        "fruehe_kindheit",
        target_groups=("children_0_4",),
        responsible="Fachstelle Gesellschaft",
        status="continued",
    ),
    "m4": Measure(
        "Vermittlung von Dolmetschenden",
        "dolmetschen",
        target_groups=("professionals",),
        responsible="Fachstelle Gesellschaft",
        status="continued",
    ),
}

MARKED_ITEMS = (
    "Das Programm KIP 2bis für die Jahre 2022 und 2023 wird genehmigt.",
    "Der Kantonsbeitrag von {{f5|171’800 Franken}} für die Jahre 2022 und 2023 wird freigegeben.",
    "Die Gemeinden beteiligen sich mit {{f6|85’900 Franken pro Jahr}}.",
    "Das Departement Bildung und Kultur wird mit dem Vollzug beauftragt.",
)
ITEMS = tuple(plain(item) for item in MARKED_ITEMS)

DECISIONS = {
    "d1": Decision(
        "Regierungsrat", "Der Regierungsrat", "executive", "approved", number="9612/2021", date="2021-10-26",
        what="Programm KIP 2bis", items=ITEMS, item_outcomes=("approved", "approved", "approved", "commissioned"),
        legal_references=("Art. 58 Abs. 3 AIG",), refers_to=("Beschluss 9317/2017",),
    ),
}  # fmt: skip

BLOCKS: tuple[Block, ...] = (
    Paragraph("Protokollauszug", "subtitle"),
    Paragraph("Sitzung vom 26. Oktober 2021"),
    Paragraph("Beschluss Nr. 9612/2021"),
    Paragraph("Kantonales Integrationsprogramm KIP 2bis, Jahre 2022 und 2023", "title"),
    Heading("1. Ausgangslage"),
    Paragraph(
        "Das laufende Programm endet am 31. Dezember 2021 (Beschluss Nr. 9317/2017). Bund und Kantone haben "
        "vereinbart, die Förderung während zweier Jahre in gleicher Form weiterzuführen. Für das neue "
        "Vierjahresprogramm bleibt damit genügend Zeit. In den Jahren 2020 und 2021 wurden im Kanton {{f2|rund "
        "640’000 Franken}} ausgegeben."
    ),
    Heading("2. Massnahmen"),
    Paragraph("Die Fachstelle Gesellschaft führt folgende Angebote weiter:"),
    Item("{{m1|Willkommensgespräche}} mit allen Personen, die aus dem Ausland zuziehen"),
    Item("{{m2|Deutschkurse Stufe A1 bis B1}} in Glarus, Näfels und Schwanden"),
    Item("{{m3|Spielgruppe plus}} mit Sprachförderung vor dem Kindergarten"),
    Item("{{m4|Vermittlung von Dolmetschenden}} für Schule und Spital"),
    Paragraph(
        "Für die Sprachkurse sind {{f3|118’500 Franken pro Jahr}} vorgesehen, für das Dolmetschen "
        "{{f4|Fr. 46’000.– jährlich}}. Der Bereich Zusammenleben wird aus Projektbeiträgen bezahlt. Die "
        "Integrationspauschale des Bundes ist in diesem Beschluss nicht enthalten."
    ),
    Heading("3. Finanzierung"),
    Paragraph(
        "Die Kosten betragen für beide Jahre 2022 und 2023 zusammen {{f1|Fr. 687’200.–}}. Der Bund übernimmt die "
        "Hälfte, Kanton und Gemeinden tragen je einen Viertel."
    ),
    SOURCES,
    Paragraph(
        "Der Anteil der Gemeinden wird nach der Einwohnerzahl auf Glarus Nord, Glarus und Glarus Süd verteilt. Die "
        "Gemeinden haben der Aufteilung im September zugestimmt. Der Bund zahlt seinen Anteil in zwei Raten aus, "
        "jeweils nach Genehmigung des Berichts über das Vorjahr. Nicht verwendete Mittel werden zurückerstattet."
    ),
    Heading("4. Beschluss"),
    Paragraph(
        "{{d1|Der Regierungsrat, gestützt auf Art. 58 Abs. 3 AIG und auf Antrag des Departements Bildung und Kultur, "
        "beschliesst:}}"
    ),
    *(Item(text, f"{number}.") for number, text in enumerate(MARKED_ITEMS, 1)),
    Paragraph("Im Namen des Regierungsrates", "lead"),
    Paragraph("(Muster, ohne Unterschrift)"),
)

SAMPLE = Sample(
    name="gl-kip2bis-beschluss-scan-muster",
    facts=FACTS,
    blocks=BLOCKS,
    money={**MONEY, **SOURCES_MONEY},
    measures=MEASURES,
    decisions=DECISIONS,
)


def render() -> Rendered:
    """Print the decision and scan the print."""
    return render_scan(SAMPLE, LOOK, SCANNER)
