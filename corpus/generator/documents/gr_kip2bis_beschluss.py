"""A decision of Graubünden's Regierung: sans-serif protocol, lettered points, KIP 2bis as an extension of KIP 2."""

from __future__ import annotations

from corpus.generator.finance import Layout, Line, curly, money_table
from corpus.generator.marks import plain
from corpus.generator.model import Block, Decision, Facts, Heading, Item, Measure, Money, Paragraph, Rendered, Sample
from corpus.generator.pdf import Look, render_pdf
from corpus.generator.terms import CANTON, IFK, IP, KIP2, KIP2BIS, TOWNS, YEARLY

FACTS = Facts(
    media_type="application/pdf",
    canton="GR",
    language="de",
    doc_type="government_decision",
    title="Kantonales Integrationsprogramm 2022–2023 (KIP 2bis), Genehmigung",
    issuer="Regierung des Kantons Graubünden",
    program="KIP 2bis",
    period_start=2022,
    period_end=2023,
    published="2021-08-31",
    number="9871/2021",
    foerderbereiche_named=("sprache", "fruehe_kindheit", "dolmetschen"),
)

LOOK = Look(
    body="Vera",
    bold="VeraBd",
    accent="#1f3f77",
    header="Regierung des Kantons Graubünden · Regenza dal chantun Grischun · Governo del Cantone dei Grigioni",
    footer="Mitgeteilt den 3. September 2021",
    size=8.8,
    leading=13.0,
    heading_sizes=(11.0, 9.5, 9.0),
    title_size=13.0,
    margin=30.0,
    table="lines",
    table_size=8.0,
)

SOURCES, SOURCES_MONEY = money_table(
    Layout(
        "t1",
        "Mittelherkunft",
        (2022, 2023),
        "Total",
        curly,
        "Mittelherkunft KIP 2bis in Franken, Integrationspauschale nicht eingerechnet",
        first_width=2.4,
    ),
    [
        Line("Bund (Integrationsförderkredit)", (912_400, 912_400), Money(0, **IFK, side="sources")),
        Line("Kanton", (608_300, 608_300), Money(0, **CANTON, ip_scope="excluded", side="sources")),
        Line("Gemeinden", (304_100, 304_100), Money(0, **TOWNS, ip_scope="excluded", side="sources")),
    ],
    Money(0, payer="mixed", payers=("bund", "kanton", "gemeinden"), ip_scope="excluded", side="sources"),
)

MONEY = {
    "f1": Money(3_514_000, **KIP2, **CANTON, ip_scope="excluded", status="spent"),
    "f2": Money(3_200_000, qualifier="about", **YEARLY, **IP, status="planned"),
    "f3": Money(83, 95, basis="per_unit", unit="lesson", instrument="other", foerderbereich="sprache"),
    "f4": Money(1_216_600, **KIP2BIS, **CANTON, ip_scope="excluded", status="approved", side="sources"),
    "f5": Money(140_000, basis="per_year", period_start=2022, period_end=2022, foerderbereich="dolmetschen"),
}

MEASURES = {
    "m1": Measure("Deutsch- und Italienischkurse in den Talschaften", "sprache", target_groups=("adults",)),
    "m2": Measure("Spielgruppen mit Sprachförderung", "fruehe_kindheit", target_groups=("children_0_4",)),
    "m3": Measure("Dolmetscheinsätze in Spitälern", "dolmetschen", target_groups=("professionals",)),
}

MARKED_ITEMS = (
    "Das Kantonale Integrationsprogramm 2022–2023 (KIP 2bis) wird genehmigt.",
    "Der Beitrag des Kantons für die Jahre 2022 und 2023 wird auf {{f4|CHF 1’216’600}} festgesetzt.",
    "Vom Schlussbericht zum KIP 2 wird Kenntnis genommen.",
    "Das Departement für Justiz, Sicherheit und Gesundheit wird mit dem Vollzug beauftragt.",
)
LETTERS = ("a)", "b)", "c)", "d)")

DECISIONS = {
    "d1": Decision(
        "Regierung",
        "die Regierung",
        "executive",
        "approved",
        number="9602/2017",
        date="2017-09-05",
        what="KIP 2",
    ),
    "d2": Decision(
        "Regierung",
        "die Regierung",
        "executive",
        "approved",
        number="9871/2021",
        date="2021-08-31",
        what="Kantonales Integrationsprogramm 2022–2023 (KIP 2bis)",
        items=tuple(plain(item) for item in MARKED_ITEMS),
        item_outcomes=("approved", "approved", "noted", "commissioned"),
        legal_references=("Art. 58 Abs. 3 AIG", "Art. 16 Abs. 3 VIntA"),
        refers_to=("Beschluss 9602/2017",),
    ),
}

BLOCKS: tuple[Block, ...] = (
    Paragraph("Sitzung vom 31. August 2021", "small"),
    Paragraph("Protokoll der Regierung, Beschluss Nr. 9871/2021", "subtitle"),
    Paragraph("Kantonales Integrationsprogramm 2022–2023 (KIP 2bis), Genehmigung", "title"),
    Paragraph(
        "Mit {{d1|Beschluss Nr. 9602/2017 vom 5. September 2017 hat die Regierung das KIP 2 genehmigt.}} In den Jahren "
        "2018 bis 2021 wurden dafür {{f1|CHF 3’514’000}} an kantonalen Mitteln verwendet, die Integrationspauschale "
        "nicht eingerechnet. Bund und Kantone sind übereingekommen, die Programme um zwei Jahre zu verlängern. Die "
        "Ziele bleiben bestehen; angepasst werden einzelne Angebote."
    ),
    Heading("Angebote"),
    Paragraph(
        "Im Vordergrund stehen {{m1|Deutsch- und Italienischkurse in den Talschaften}}, {{m2|Spielgruppen mit "
        "Sprachförderung}} und {{m3|Dolmetscheinsätze in Spitälern}}. Die Kurse werden mit {{f3|CHF 83 bis 95 pro "
        "Lektion}} abgegolten. Für das Dolmetschen sind im Jahr 2022 {{f5|CHF 140’000}} eingestellt."
    ),
    Heading("Finanzierung"),
    SOURCES,
    Paragraph(
        "Daneben überweist der Bund die Integrationspauschale von {{f2|rund CHF 3.2 Mio. jährlich}}. Der Bund leistet "
        "die Hälfte der Programmkosten, sofern Kanton und Gemeinden gemeinsam mindestens denselben Betrag aufbringen "
        "(Art. 16 Abs. 3 VIntA). Der Kanton trägt zwei Drittel, die Gemeinden tragen einen Drittel dieser Hälfte."
    ),
    Paragraph("{{d2|Gestützt auf Art. 58 Abs. 3 AIG beschliesst die Regierung:}}", "lead"),
    *(Item(text, letter) for letter, text in zip(LETTERS, MARKED_ITEMS, strict=True)),
    Paragraph("Namens der Regierung (Muster, ohne Unterschrift)"),
)

SAMPLE = Sample(
    name="gr-kip2bis-beschluss-muster",
    facts=FACTS,
    blocks=BLOCKS,
    money={**MONEY, **SOURCES_MONEY},
    measures=MEASURES,
    decisions=DECISIONS,
)


def render() -> Rendered:
    """Draw the decision."""
    return render_pdf(SAMPLE, LOOK)
