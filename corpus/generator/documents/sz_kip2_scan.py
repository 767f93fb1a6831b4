"""A government's decision as it lies in an archive: scanned at 200 dpi, crooked and grainy, stamped, initialled."""

from __future__ import annotations

from corpus.generator.finance import Cross, Line, apostrophe, cross_table, years_and_total
from corpus.generator.ink import Scrawl, Stamp
from corpus.generator.marks import letter_spaced, plain
from corpus.generator.model import (
    Block,
    Decision,
    Facts,
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
from corpus.generator.scan import Scanner, render_scan
from corpus.generator.terms import ALL_PAYERS, CANTON, IFK, IP, KIP2, SOURCE, TOWNS, WITHOUT_IP, YEARLY

FACTS = Facts(
    media_type="application/pdf",
    canton="SZ",
    language="de",
    doc_type="government_decision",
    title="Kantonales Integrationsprogramm 2018–2021",
    issuer="Regierungsrat des Kantons Schwyz",
    program="KIP 2",
    period_start=2018,
    period_end=2021,
    published="2017-11-14",
    number="9877/2017",
    foerderbereiche_named=("information_beratung", "sprache", "ausbildung_arbeit"),
)

LOOK = Look(
    body="Courier",
    bold="Courier-Bold",
    accent="#000000",
    header="Regierungsrat des Kantons Schwyz",
    footer="Beschluss Nr. 9877/2017",
    size=11.0,
    leading=16.0,
    heading_sizes=(12.0, 11.0, 11.0),
    title_size=12.5,
    margin=26.0,
    table="bare",
    table_size=9.0,
    page_label="- {page} -",
    inks=(
        Stamp(("EINGEGANGEN", "17. Nov. 2017", "Amt fuer Migration"), 128, 236, angle=7),
        Scrawl(120, 36, 1.1),
    ),
)

SCANNER = Scanner(skew=(-0.9, 0.7), dpi=200, noise=20, paper=232, quality=34, seed=51)

SOURCES, SOURCES_MONEY = cross_table(
    Cross("t1", None, ("Fr.",), years_and_total((2018, 2019, 2020, 2021), "Total"), "", apostrophe, first_width=1.5),
    [
        Line("Bund (IFK)", (402_000, 402_000, 408_000, 408_000), Money(0, **IFK, **SOURCE)),
        Line("Kanton", (301_000, 301_000, 307_000, 307_000), Money(0, **CANTON, **WITHOUT_IP, **SOURCE)),
        Line("Gemeinden", (105_000, 105_000, 105_000, 105_000), Money(0, **TOWNS, **WITHOUT_IP, **SOURCE)),
    ],
    Money(0, **ALL_PAYERS, **WITHOUT_IP, **SOURCE),
)

MONEY = {
    "f1": Money(1_620_000, **KIP2, **IFK, **SOURCE),
    "f2": Money(304_000, qualifier="about", **YEARLY, **CANTON, **WITHOUT_IP, **SOURCE),
    "f3": Money(1_100_000, qualifier="about", **YEARLY, **IP),
    "f4": Money(1_216_000, **KIP2, **CANTON, **WITHOUT_IP, **SOURCE, status="approved"),
    "f5": Money(262_000, **YEARLY, foerderbereich="sprache"),
}

ITEMS = (
    "Das Kantonale Integrationsprogramm 2018–2021 wird genehmigt.",
    "Für die Jahre 2018 bis 2021 wird ein Kantonsbeitrag von {{f4|Fr. 1'216'000.--}} bewilligt.",
    "Das Volkswirtschaftsdepartement wird ermächtigt, die Programmvereinbarung zu unterzeichnen.",
)

BLOCKS: tuple[Block, ...] = (
    Paragraph("Beschluss Nr. 9877/2017", "lead"),
    Paragraph("Schwyz, 14. November 2017"),
    Paragraph("Kantonales Integrationsprogramm 2018–2021", "title"),
    Heading("1. Übersicht"),
    Paragraph(
        "Das erste Programm endet am 31. Dezember 2017. Der Bund hat den Kantonen ein zweites vorgeschlagen. Die "
        "Angebote bleiben dieselben: Beratung am Schalter des Kompetenzzentrums, Deutschkurse in Schwyz, Pfäffikon und "
        "Einsiedeln, Unterstützung beim Eintritt in die Arbeitswelt."
    ),
    Heading("2. Massnahmen"),
    Item("{{m1|Beratungsschalter in Goldau}} an drei Tagen in der Woche", "a)"),
    Item("{{m2|Deutschkurse mit Kinderhort}} in drei Gemeinden", "b)"),
    Item("{{m3|Schnupperlehren für Flüchtlinge}} zusammen mit dem Gewerbeverband", "c)"),
    Paragraph("Für die Sprachkurse sind {{f5|Fr. 262'000.-- pro Jahr}} eingerechnet."),
    Heading("3. Kosten"),
    Paragraph(
        "Der Bund leistet aus dem Integrationsförderkredit während vier Jahren {{f1|Fr. 1'620'000.--}}. Der Kanton "
        "trägt {{f2|rund 304'000 Franken pro Jahr}}, die Gemeinden den Rest:"
    ),
    SOURCES,
    Paragraph(
        "Die Integrationspauschale von {{f3|ca. 1,1 Mio. Franken pro Jahr}} wird in der Asylrechnung geführt und ist "
        "hier nicht enthalten. Die Ausgabe ist gebunden, da sie auf Art. 55 AuG beruht."
    ),
    Paragraph(f"{{{{d1|Der Regierungsrat {letter_spaced('beschliesst')}:}}}}"),
    *(Item(text, f"{number}.") for number, text in enumerate(ITEMS, 1)),
    Paragraph("Im Namen des Regierungsrates"),
    Paragraph("(Muster, ohne Unterschrift)", "small"),
)

SAMPLE = Sample(
    name="sz-kip2-beschluss-scan-muster",
    facts=FACTS,
    blocks=BLOCKS,
    money={**MONEY, **SOURCES_MONEY},
    measures={
        "m1": Measure("Beratungsschalter in Goldau", "information_beratung", target_groups=("public",),
                      status="continued", providers=("Kompetenzzentrums",)),
        "m2": Measure("Deutschkurse mit Kinderhort", "sprache", target_groups=("parents",), status="continued"),
        "m3": Measure("Schnupperlehren für Flüchtlinge", "ausbildung_arbeit", target_groups=("refugees",),
                      status="continued", providers=("Gewerbeverband",)),
    },
    decisions={
        "d1": Decision(
            "Regierungsrat", "Der Regierungsrat", "executive", "approved", number="9877/2017", date="2017-11-14",
            what="Das Kantonale Integrationsprogramm 2018–2021", items=tuple(plain(item) for item in ITEMS),
            item_outcomes=("approved", "approved", "authorised"), legal_references=("Art. 55 AuG",),
        ),
    },
    planted=(
        Planted("agreement", "four yearly amounts of the canton add up to the sum approved", ("f4",), None,
                ("t1.2.5",)),
        Planted("hole", "SZ has no document on KIP 1, KIP 2bis or KIP 3"),
    ),
)  # fmt: skip


def render() -> Rendered:
    """Print the decision, stamp it and scan it."""
    return render_scan(SAMPLE, LOOK, SCANNER)
