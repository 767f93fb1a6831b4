"""Minutes of a government as an office copier scans them: 300 dpi, black and white, clean, without text layer."""

from __future__ import annotations

from corpus.generator.finance import Column, Cross, Line, cross_table, curly
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
from corpus.generator.scan import Scanner, render_bilevel
from corpus.generator.terms import ALL_PAYERS, CANTON, IFK, IP, KIP2, TOWNS, WITHOUT_IP, YEARLY, area_money

FACTS = Facts(
    media_type="application/pdf",
    canton="ZG",
    language="de",
    doc_type="government_decision",
    title="Kantonales Integrationsprogramm 2018–2021: Rahmenkredit",
    issuer="Regierungsrat des Kantons Zug",
    program="KIP 2",
    period_start=2018,
    period_end=2021,
    published="2017-09-12",
    foerderbereiche_named=("sprache", "fruehe_kindheit", "zusammenleben"),
)

LOOK = Look(
    body="Times-Roman",
    bold="Times-Bold",
    accent="#000000",
    header="Staatsarchiv – Protokoll des Regierungsrats",
    footer="Kanton Zug",
    size=12.5,
    leading=18.0,
    heading_sizes=(14.0, 13.0, 12.5),
    title_size=16.0,
    margin=28.0,
    table="grid",
    table_size=11.0,
    justify=True,
)

SCANNER = Scanner(skew=(0.0,), dpi=300)

WHOLE = {**KIP2, "basis": "total"}
USES, USES_MONEY = cross_table(
    Cross(
        "t1", "Mittelverwendung 2018–2021 (in CHF)", ("Förderbereich",),
        (
            Column("Bund", {**WHOLE, **IFK}),
            Column("Kanton", {**WHOLE, **CANTON, **WITHOUT_IP}),
            Column("Gemeinden", {**WHOLE, **TOWNS, **WITHOUT_IP}),
            Column("Summe", {**WHOLE, **ALL_PAYERS, **WITHOUT_IP, "is_total": True}, (0, 1, 2)),
        ),
        "Summe", curly, first_width=1.7,
    ),
    [
        Line("Sprache", (684_000, 512_000, 172_000), area_money("sprache")),
        Line("Frühe Kindheit", (212_000, 140_000, 72_000), area_money("fruehe_kindheit")),
        Line("Zusammenleben", (164_000, 118_000, 46_000), area_money("zusammenleben")),
    ],
    area_money(None),
)  # fmt: skip

MONEY = {
    "f1": Money(1_060_000, **KIP2, **IFK, side="sources"),
    "f2": Money(770_000, **KIP2, **CANTON, **WITHOUT_IP, side="sources", status="approved"),
    "f3": Money(780_000, qualifier="about", **YEARLY, **IP),
}

ITEMS = (
    (
        "Für das Kantonale Integrationsprogramm wird ein Rahmenkredit von {{f2|CHF 770’000}} für die Jahre 2018 bis "
        "2021 bewilligt."
    ),
    "Die Direktion des Innern wird mit dem Vollzug beauftragt.",
    "Vom Zwischenbericht über die laufende Periode wird Kenntnis genommen.",
)

BLOCKS: tuple[Block, ...] = (
    Paragraph("Sitzung vom 12. September 2017", "subtitle"),
    Paragraph("Kantonales Integrationsprogramm 2018–2021: Rahmenkredit", "title"),
    Heading("A. Sachverhalt"),
    Paragraph(
        "Die Direktion des Innern unterbreitet das Programm für die nächsten vier Jahre. Drei Bereiche werden "
        "ausgebaut, die übrigen unverändert weitergeführt. Der {{m1|Deutschkurs für Eltern}} findet neu in den "
        "Schulhäusern statt, das {{m2|Familienzentrum in Baar}} erhält eine Spielgruppe, und die "
        "{{m3|Gemeinwesenarbeit im Quartier Herti}} wird um zwei Jahre verlängert."
    ),
    Heading("B. Erwägungen"),
    Paragraph(
        "Der Bund stellt {{f1|CHF 1’060’000}} aus dem Integrationsförderkredit zur Verfügung, verteilt auf die Jahre "
        "2018 bis 2021. Kanton und Gemeinden steuern zusammen gleich viel bei:"
    ),
    USES,
    Paragraph(
        "Die Integrationspauschale von {{f3|etwa 780’000 Franken pro Jahr}} wird über die Sozialhilfe abgerechnet."
    ),
    Heading("C. Beschluss"),
    Paragraph(f"{{{{d1|Der Regierungsrat {letter_spaced('beschliesst')}:}}}}"),
    *(Item(text, f"{number}.") for number, text in enumerate(ITEMS, 1)),
)

SAMPLE = Sample(
    name="zg-kip2-protokoll-scan-muster",
    facts=FACTS,
    blocks=BLOCKS,
    money={**MONEY, **USES_MONEY},
    measures={
        "m1": Measure("Deutschkurs für Eltern", "sprache", target_groups=("parents",)),
        "m2": Measure("Familienzentrum in Baar", "fruehe_kindheit", target_groups=("parents", "children_0_4"),
                      status="expanded"),
        "m3": Measure("Gemeinwesenarbeit im Quartier Herti", "zusammenleben", target_groups=("public",),
                      status="continued"),
    },
    decisions={
        "d1": Decision(
            "Regierungsrat", "Der Regierungsrat", "executive", "approved", date="2017-09-12",
            what="Rahmenkredit für das Kantonale Integrationsprogramm", items=tuple(plain(item) for item in ITEMS),
            item_outcomes=("approved", "commissioned", "noted"),
        ),
    },
    planted=(Planted("hole", "five of the eight areas have no amount in KIP 2"),),
)  # fmt: skip


def render() -> Rendered:
    """Print the minutes and copy them."""
    return render_bilevel(SAMPLE, LOOK, SCANNER)
