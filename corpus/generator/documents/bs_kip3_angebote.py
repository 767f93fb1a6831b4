"""A web page that lists offers: bare names of areas among named ones, a table of courses with prices, no totals."""

from __future__ import annotations

from corpus.generator.html import Site, render_html
from corpus.generator.model import Block, Facts, Grid, Heading, Item, Measure, Money, Paragraph, Rendered, Sample
from corpus.generator.terms import OTHERS, SEVEN_AREAS

FACTS = Facts(
    media_type="text/html",
    canton="BS",
    language="de",
    doc_type="web_page",
    title="Angebote der Integrationsförderung in Basel",
    issuer="Fachstelle Integration und Antirassismus",
    program="KIP 3",
    period_start=2024,
    period_end=2027,
    published="2024-06-03",
    foerderbereiche_named=SEVEN_AREAS,
)

SITE = Site(
    owner="Kanton Basel-Stadt",
    menu=("Startseite", "Themen", "Dienstleistungen", "Behörden", "Suche", "Leichte Sprache"),
    breadcrumb=("Startseite", "Präsidialdepartement", "Integration und Antirassismus", "Angebote"),
    aside=(
        "Projektförderung: Beiträge bis 15'000 Franken beantragen",
        "Newsletter der Fachstelle",
        "Veranstaltungen im Juni",
    ),
    footer=("Fachstelle Integration und Antirassismus, Marktplatz 30a, 4001 Basel", "Impressum"),
    style="body{font-family:'Helvetica Neue',Arial,sans-serif;display:grid;grid-template-columns:3fr 1fr}"
    "h1{font-size:2.6em;font-weight:300}.sample{color:#b00020}aside{background:#f4f4f4}",
)

COURSES = (
    ("Deutsch A1 am Vormittag", "Volkshochschule", "7.50", "status_b"),
    ("Deutsch B1 am Abend", "Ausländerberatung", "9.00", "adults"),
    ("Alphabetisierung", "Verein Lernwerk", "4.00", "adults"),
)

COURSE_TABLE = Grid(
    "t1",
    (
        ("Kurs", "Anbieterin", "Preis pro Lektion in Franken"),
        *(
            (f"{{{{c{number}|{title}}}}}", provider, f"{{{{p{number}|{price}}}}}")
            for number, (title, provider, price, _) in enumerate(COURSES, 1)
        ),
    ),
    (2.0, 2.0, 1.5),
    caption="Deutschkurse im Schuljahr 2024/25",
)

MONEY = {
    f"p{number}": Money(
        float(price),
        basis="per_unit",
        unit="lesson",
        instrument="other",
        role="revenue",
        foerderbereich="sprache",
        **OTHERS,
    )
    for number, (_, _, price, _) in enumerate(COURSES, 1)
}

MEASURES = {
    "m1": Measure("Begrüssungsgespräche", "information_beratung", target_groups=("newcomers",)),
    "m2": Measure("Beratung", "information_beratung", generic=True),
    "m3": Measure("Gratis-Deutschkurs im ersten Jahr", "sprache", target_groups=("newcomers",)),
    "m4": Measure("Mentoring «Eine Stunde Arbeit»", "ausbildung_arbeit", target_groups=("refugees", "employers")),
    "m5": Measure("Frühe Kindheit", "fruehe_kindheit", generic=True),
    "m6": Measure("Mitwirkungsforum der Quartiere", "zusammenleben", target_groups=("public",)),
    "m7": Measure("Meldestelle Rassismus", "vielfalt_diskriminierungsschutz", target_groups=("public",)),
    "m8": Measure("Dolmetschen", "dolmetschen", generic=True),
    **{
        f"c{number}": Measure(title, "sprache", providers=(provider,))
        for number, (title, provider, _, _) in enumerate(COURSES, 1)
    },
}

BLOCKS: tuple[Block, ...] = (
    Paragraph("Angebote der Integrationsförderung in Basel", "title"),
    Paragraph("Aktualisiert am 3. Juni 2024", "small"),
    Paragraph(
        "Der Kanton Basel-Stadt fördert im Rahmen des Kantonalen Integrationsprogramms 2024–2027 (KIP 3) Angebote in "
        "sieben Bereichen. Diese Seite nennt die wichtigsten.",
        "lead",
    ),
    Heading("Information, Abklärung Integrationsbedarf und Beratung"),
    Item("{{m1|Begrüssungsgespräche}} im Rathaus, jeden zweiten Dienstag"),
    Item("{{m2|Beratung}}"),
    Heading("Sprache"),
    Item("{{m3|Gratis-Deutschkurs im ersten Jahr}}: Gutschein über 80 Lektionen"),
    COURSE_TABLE,
    Heading("Ausbildungs- und Arbeitsmarktfähigkeit"),
    Item("{{m4|Mentoring «Eine Stunde Arbeit»}}"),
    Heading("Weitere Bereiche"),
    Item("{{m5|Frühe Kindheit}}"),
    Item("Zusammenleben und Partizipation: {{m6|Mitwirkungsforum der Quartiere}}"),
    Item("Umgang mit Vielfalt und Diskriminierungsschutz: {{m7|Meldestelle Rassismus}}"),
    Item("{{m8|Dolmetschen}}"),
    Paragraph("Fragen beantwortet die Fachstelle unter der Telefonnummer 000 000 00 00."),
)

SAMPLE = Sample(name="bs-kip3-angebote-muster", facts=FACTS, blocks=BLOCKS, money=MONEY, measures=MEASURES)


def render() -> Rendered:
    """Write the page."""
    return render_html(SAMPLE, SITE)
