"""A page of an annual report: budget and account of one year side by side, what was reached and what was not."""

from __future__ import annotations

from typing import Any

from corpus.generator.finance import Column, Cross, Line, apostrophe, cross_table
from corpus.generator.html import Site, render_html
from corpus.generator.model import Block, Decision, Facts, Heading, Item, Measure, Money, Paragraph, Rendered, Sample
from corpus.generator.terms import CANTON, EIGHT_AREAS_DE, IFK, OTHERS, SEVEN_AREAS, WITHOUT_IP, area_money, one_year

YEAR: dict[str, Any] = one_year(2019)

FACTS = Facts(
    media_type="text/html",
    canton="BS",
    language="de",
    doc_type="report",
    title="Jahresbericht 2019 zum Kantonalen Integrationsprogramm KIP 2",
    issuer="Fachstelle Diversität und Integration",
    program="KIP 2",
    period_start=2019,
    period_end=2019,
    published="2020-04-28",
    foerderbereiche_named=SEVEN_AREAS,
)

SITE = Site(
    owner="Präsidialdepartement des Kantons Basel-Stadt",
    menu=("Über uns", "Integration", "Berichte", "Medien"),
    breadcrumb=("Integration", "Berichte", "Jahresbericht 2019"),
    aside=("Jahresbericht 2018", "Budget 2020 der Fachstelle: 1,1 Millionen Franken", "Statistik"),
    footer=("Fachstelle Diversität und Integration, Marktplatz 30a, 4001 Basel",),
    style="body{font:16px/1.5 Cambria,serif;margin:0 10%}table{width:100%}td+td{text-align:right}.sample{color:red}",
)

AMOUNTS = (
    (210_000, 203_450),
    (385_000, 391_120),
    (140_000, 128_900),
    (890_000, 904_310),
    (320_000, 287_640),
    (275_000, 268_200),
    (160_000, 171_380),
    (240_000, 232_000),
)

USES, USES_MONEY = cross_table(
    Cross(
        "t1",
        "Mittelverwendung 2019 nach Förderbereich, in Franken (ohne Integrationspauschale)",
        ("Förderbereich",),
        (
            Column("Budget 2019", {**YEAR, "status": "planned"}),
            Column("Rechnung 2019", {**YEAR, "status": "spent"}),
        ),
        "Total",
        apostrophe,
    ),
    [
        Line(label, amounts, area_money(area, **WITHOUT_IP))
        for (label, area), amounts in zip(EIGHT_AREAS_DE, AMOUNTS, strict=True)
    ],
    area_money(None, **WITHOUT_IP),
)

MONEY = {
    "f1": Money(1_310_000, **YEAR, **IFK, status="spent", side="sources"),
    "f2": Money(1_277_000, **YEAR, **CANTON, **WITHOUT_IP, status="spent", side="sources"),
    "f3": Money(33_000, **YEAR, role="saving", status="spent"),
    "f4": Money(45_000, qualifier="about", **YEAR, **OTHERS, **WITHOUT_IP, status="spent", side="sources"),
    "f5": Money(2_500, basis="per_unit", unit="project", instrument="other", foerderbereich="zusammenleben",
                status="spent"),
}  # fmt: skip

MEASURES = {
    "m1": Measure("Gratis-Deutschkurs im ersten Jahr", "sprache", target_groups=("newcomers",)),
    "m2": Measure("Mentoring für Stellensuchende", "ausbildung_arbeit", status="expanded"),
    "m3": Measure("Elterncafé im Quartier", "fruehe_kindheit", target_groups=("parents",), status="ended"),
    "m4": Measure("Notfalldolmetschen im Spital", "dolmetschen", status="new"),
}

DECISIONS = {
    "d1": Decision(
        "Regierungsrat",
        "Der Regierungsrat",
        "executive",
        "noted",
        date="2020-04-21",
        what="Jahresbericht 2019",
    ),
}

BLOCKS: tuple[Block, ...] = (
    Paragraph("Jahresbericht 2019 zum Kantonalen Integrationsprogramm KIP 2", "title"),
    Paragraph("{{d1|Der Regierungsrat hat den Jahresbericht 2019 am 21. April 2020 zur Kenntnis genommen.}}", "lead"),
    Heading("Das Wichtigste in Kürze"),
    Paragraph(
        "Im Jahr 2019 haben 3120 Personen an Angeboten des Programms teilgenommen, 240 mehr als im Vorjahr. Der Bund "
        "zahlte im Jahr 2019 aus dem Integrationsförderkredit {{f1|1,31 Mio. Franken}}, der Kanton "
        "{{f2|1'277'000 Franken}}. Stiftungen gaben 2019 {{f4|rund 45'000 Franken}} dazu. Weil ein Angebot früher "
        "endete, blieben im Jahr 2019 {{f3|33'000 Franken}} unverbraucht."
    ),
    USES,
    Heading("Entwicklung der Angebote"),
    Item("{{m1|Gratis-Deutschkurs im ersten Jahr}}: 1480 Gutscheine eingelöst, Ziel erreicht"),
    Item("{{m2|Mentoring für Stellensuchende}}: von 60 auf 85 Plätze ausgebaut"),
    Item("{{m3|Elterncafé im Quartier}}: Ende September eingestellt, zu wenig besucht"),
    Item("{{m4|Notfalldolmetschen im Spital}}: neu seit März"),
    Heading("Kleinprojekte"),
    Paragraph(
        "Für das Zusammenleben wurden 24 Kleinprojekte mit durchschnittlich {{f5|2'500 Franken pro Projekt}} "
        "unterstützt. Die Ziele der Verständigung wurden erreicht, jene der Frühen Kindheit nur teilweise."
    ),
)

SAMPLE = Sample(
    name="bs-kip2-jahresbericht-muster",
    facts=FACTS,
    blocks=BLOCKS,
    money={**MONEY, **USES_MONEY},
    measures=MEASURES,
    decisions=DECISIONS,
)


def render() -> Rendered:
    """Write the page."""
    return render_html(SAMPLE, SITE)
