"""A bill to a parliament: pages as pictures over a text that was read by a program for English letters."""

from __future__ import annotations

from corpus.generator.finance import Layout, Line, apostrophe, money_table
from corpus.generator.marks import letter_spaced
from corpus.generator.model import (
    Block,
    Break,
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
from corpus.generator.scan import Scanner, render_recognised
from corpus.generator.terms import (
    ALL_PAYERS,
    CANTON,
    IFK,
    IP,
    KIP2BIS,
    KIP3,
    SEVEN_AREAS,
    SOURCE,
    TOWNS,
    WITHOUT_IP,
    YEARLY,
    area_money,
)

YEARS = (2024, 2025, 2026, 2027)

FACTS = Facts(
    media_type="application/pdf",
    canton="UR",
    language="de",
    doc_type="parliament_bill",
    title="Bericht und Antrag zum Kantonalen Integrationsprogramm 2024 bis 2027 (KIP 3)",
    issuer="Regierungsrat des Kantons Uri",
    program="KIP 3",
    period_start=2024,
    period_end=2027,
    published="2023-08-22",
    number="2023-9541",
    foerderbereiche_named=SEVEN_AREAS,
)

LOOK = Look(
    body="Helvetica",
    bold="Helvetica-Bold",
    accent="#000000",
    header="Regierungsrat Uri",
    footer="Nr. 2023-9541",
    size=11.0,
    leading=16.0,
    heading_sizes=(13.0, 12.0, 11.0),
    title_size=17.0,
    margin=26.0,
    table="lines",
    table_size=9.0,
)

SCANNER = Scanner(skew=(0.2, -0.2, 0.1), dpi=150, noise=8, paper=248, quality=34, seed=71)

SOURCES, SOURCES_MONEY = money_table(
    Layout("t1", "Wer zahlt", YEARS, "Total", apostrophe, "Mittelherkunft (in Franken)", first_width=2.2),
    [
        Line("Bund (IFK)", (285_000, 285_000, 289_000, 289_000), Money(0, **IFK, **SOURCE)),
        Line("Kanton", (205_000, 205_000, 209_000, 209_000),
             Money(0, **CANTON, **WITHOUT_IP, **SOURCE, status="requested")),
        Line("Gemeinden", (80_000, 80_000, 80_000, 80_000), Money(0, **TOWNS, **WITHOUT_IP, **SOURCE)),
    ],
    Money(0, **ALL_PAYERS, **WITHOUT_IP, **SOURCE),
)  # fmt: skip

LABELS = (
    "Information und Beratung", "Sprache", "Ausbildung und Arbeit", "Frühe Kindheit", "Zusammenleben",
    "Vielfalt und Diskriminierungsschutz", "Dolmetschen",
)  # fmt: skip
AMOUNTS = (96_000, 181_000, 84_000, 92_000, 58_000, 31_000, 28_000)
USES, USES_MONEY = money_table(
    Layout("t2", "Förderbereich", (2024, 2025), "Total", apostrophe, "Mittelverwendung 2024 und 2025 (in Franken)"),
    [
        Line(label, (amount, amount), area_money(area, **WITHOUT_IP))
        for label, amount, area in zip(LABELS, AMOUNTS, SEVEN_AREAS, strict=True)
    ],
    area_money(None, **WITHOUT_IP),
)

MONEY = {
    "f1": Money(828_000, **KIP3, **CANTON, **WITHOUT_IP, **SOURCE, status="requested"),
    "f2": Money(1_148_000, **KIP3, **IFK, **SOURCE),
    "f3": Money(530_000, qualifier="about", **KIP2BIS, **CANTON, status="spent"),
    "f4": Money(900_000, qualifier="about", **YEARLY, **IP),
    "f5": Money(828_000, **KIP3, **CANTON, **WITHOUT_IP, **SOURCE, status="requested"),
    "f6": Money(23, basis="per_person", unit="inhabitant", interval="year", instrument="other", payer="kanton",
                payers=("kanton",)),
}  # fmt: skip

MEASURES = {
    "m1": Measure("Begrüssungsgespräche in Altdorf", "information_beratung", target_groups=("newcomers",)),
    "m2": Measure("Deutschkurse für Frühaufsteher", "sprache", target_groups=("adults",)),
    "m3": Measure(
        "Eltern-Kind-Nachmittage",
        "fruehe_kindheit",
        target_groups=("parents", "children_0_4"),
        providers=("Mütterberatung",),
    ),
    "m4": Measure("Götti-System für Lernende", "ausbildung_arbeit", target_groups=("adolescents", "volunteers")),
}

ITEMS = (
    (
        "Für das Kantonale Integrationsprogramm 2024 bis 2027 wird ein Verpflichtungskredit von {{f5|828'000 Franken}} "
        "bewilligt."
    ),
    "Der Regierungsrat wird mit dem Vollzug beauftragt.",
)

BLOCKS: tuple[Block, ...] = (
    Paragraph("Bericht und Antrag an den Landrat", "subtitle"),
    Paragraph("Kantonales Integrationsprogramm 2024 bis 2027 (KIP 3)", "title"),
    Paragraph("Altdorf, 22. August 2023"),
    Heading("I. Zusammenfassung"),
    Paragraph(
        "Der Regierungsrat beantragt dem Landrat für die Jahre 2024 bis 2027 einen Verpflichtungskredit von "
        "{{f1|828'000 Franken}}. Der Bund beteiligt sich in dieser Zeit mit {{f2|1'148'000 Franken}} aus dem "
        "Integrationsförderkredit. Die Gemeinden haben ihren Anteil zugesichert."
    ),
    Heading("II. Ausführlicher Bericht"),
    Heading("1. Rückblick", 2),
    Paragraph(
        "Für das KIP 2bis gab der Kanton in den Jahren 2022 und 2023 {{f3|rund 530'000 Franken}} aus. {{d1|Der Landrat "
        "hat den Kredit dafür am 17. November 2021 mit 52 zu 6 Stimmen genehmigt.}} Die Angebote wurden gut genutzt; "
        "einzig der Besuch der Abendkurse blieb unter den Erwartungen, weil viele Angestellte im Gastgewerbe am Abend "
        "arbeiten."
    ),
    Heading("2. Massnahmen", 2),
    Item("{{m1|Begrüssungsgespräche in Altdorf}} und in den Seegemeinden"),
    Item("{{m2|Deutschkurse für Frühaufsteher}}, von sechs bis halb acht Uhr"),
    Item("{{m3|Eltern-Kind-Nachmittage}} in Zusammenarbeit mit der Mütterberatung"),
    Item("{{m4|Götti-System für Lernende}} in Gewerbebetrieben"),
    Break(),
    Heading("3. Finanzielles", 2),
    SOURCES,
    USES,
    Paragraph(
        "Der Kanton gibt damit jährlich {{f6|23 Franken pro Einwohner}} für die Integration aus. Die "
        "Integrationspauschale von {{f4|rund 900'000 Franken pro Jahr}} ist nicht eingerechnet."
    ),
    Heading("III. Antrag"),
    Paragraph("Der Regierungsrat beantragt dem Landrat, folgenden Beschluss zu fassen:"),
    Break(),
    Paragraph("Kreditbeschluss (Entwurf)", "subtitle"),
    Paragraph(f"Der Landrat des Kantons Uri {letter_spaced('beschliesst')}:"),
    *(Item(text, f"{number}.") for number, text in enumerate(ITEMS, 1)),
)

SAMPLE = Sample(
    name="ur-kip3-landratsvorlage-muster",
    facts=FACTS,
    blocks=BLOCKS,
    money={**MONEY, **SOURCES_MONEY, **USES_MONEY},
    measures=MEASURES,
    decisions={
        "d1": Decision(
            "Landrat", "Der Landrat", "parliament", "approved", date="2021-11-17", what="den Kredit", votes_yes=52,
            votes_no=6, vote_unit="votes",
        ),
    },
    planted=(
        Planted("agreement", "1'148'000 francs here, 1,1 million in the press release: the same at its precision",
                ("f2", "t1.1.5"), "ur-kip3-medienmitteilung-foto-muster", ("f2",)),
    ),
)  # fmt: skip


def render() -> Rendered:
    """Print the bill, scan it and let the wrong program read it."""
    return render_recognised(SAMPLE, LOOK, SCANNER)
