"""A programme agreement between the Confederation and a canton: articles, tranches by year, duties, no measures."""

from __future__ import annotations

from corpus.generator.finance import Layout, Line, apostrophe, money_table
from corpus.generator.model import Block, Decision, Facts, Heading, Item, Money, Paragraph, Rendered, Sample
from corpus.generator.pdf import Look, render_pdf
from corpus.generator.terms import CANTON, CANTON_AND_TOWNS, IFK, IP, KIP2, TOWNS, YEARLY

FACTS = Facts(
    media_type="application/pdf",
    canton="NW",
    language="de",
    doc_type="programme_agreement",
    title="Programmvereinbarung über das Kantonale Integrationsprogramm 2018–2021",
    issuer="Staatssekretariat für Migration und Kanton Nidwalden",
    program="KIP 2",
    period_start=2018,
    period_end=2021,
    published="2017-12-12",
)

LOOK = Look(
    body="Vera",
    bold="VeraBd",
    accent="#d8232a",
    header="Programmvereinbarung Bund – Nidwalden, KIP 2",
    footer="nicht klassifiziert",
    size=8.4,
    leading=12.2,
    heading_sizes=(10.0, 9.0, 8.5),
    title_size=14.0,
    margin=27.0,
    table="grid",
    table_size=7.8,
    justify=True,
)

SHARES, SHARES_MONEY = money_table(
    Layout("t1", "Beitrag", (2018, 2019, 2020, 2021), "Total", apostrophe, "Beiträge der Parteien in CHF"),
    [
        Line("Bund (IFK)", (164_200, 164_200, 164_200, 164_200), Money(0, **IFK, side="sources")),
        Line("Kanton", (98_500, 98_500, 98_500, 98_500), Money(0, **CANTON, ip_scope="excluded", side="sources")),
        Line("Gemeinden", (65_700, 65_700, 65_700, 65_700), Money(0, **TOWNS, ip_scope="excluded", side="sources")),
    ],
    Money(0, payer="mixed", payers=("bund", "kanton", "gemeinden"), ip_scope="excluded", side="sources"),
)

MONEY = {
    "f1": Money(656_800, qualifier="at_most", **KIP2, **IFK, side="sources"),
    "f2": Money(164_200, qualifier="at_least", **YEARLY, **CANTON_AND_TOWNS, ip_scope="excluded", side="sources"),
    "f3": Money(6_000, basis="per_person", unit="refugee", interval="once", **IP, status="unknown"),
    "f4": Money(50_000, qualifier="exact", instrument="other", role="threshold", status="unknown"),
}

DECISIONS = {
    "d1": Decision(
        "Regierungsrat",
        "Der Regierungsrat des Kantons Nidwalden",
        "executive",
        "approved",
        number="9743/2017",
        date="2017-11-07",
        what="Kantonales Integrationsprogramm 2018–2021",
    ),
    "d2": Decision(
        "SEM",
        "das Staatssekretariat für Migration",
        "federal_office",
        "noted",
        date="2017-09-29",
        what="Eingabe des Kantons",
    ),
}

BLOCKS: tuple[Block, ...] = (
    Paragraph("Programmvereinbarung über das Kantonale Integrationsprogramm 2018–2021", "title"),
    Paragraph(
        "zwischen der Schweizerischen Eidgenossenschaft, vertreten durch das Staatssekretariat für Migration (SEM),"
    ),
    Paragraph("und dem Kanton Nidwalden, vertreten durch die Gesundheits- und Sozialdirektion."),
    Heading("Präambel"),
    Paragraph(
        "{{d1|Der Regierungsrat des Kantons Nidwalden hat das Kantonale Integrationsprogramm 2018–2021 mit Beschluss "
        "Nr. 9743/2017 vom 7. November 2017 genehmigt.}} Am {{d2|29. September 2017 hat das Staatssekretariat für "
        "Migration von der Eingabe des Kantons Kenntnis genommen.}} Die Parteien vereinbaren, was folgt."
    ),
    Heading("Art. 1 Gegenstand"),
    Item("Die Vereinbarung regelt die Umsetzung des Programms in den Jahren 2018 bis 2021 (KIP 2).", "1"),
    Item("Grundlagen sind Art. 55 AuG, Art. 11 VIntA und Art. 20a SuG.", "2"),
    Heading("Art. 2 Leistungen des Kantons"),
    Item("Der Kanton verfolgt in allen acht Förderbereichen die strategischen Programmziele.", "1"),
    Item("Er stellt sicher, dass die Gemeinden einbezogen sind und ihre Beiträge leisten.", "2"),
    Item(
        "Er meldet Änderungen, deren Kosten {{f4|CHF 50'000}} übersteigen, vorgängig und begründet sie schriftlich.",
        "3",
    ),
    Heading("Art. 3 Finanzielle Beiträge"),
    Item(
        "Der Bund beteiligt sich in den Jahren 2018 bis 2021 mit {{f1|höchstens CHF 656'800}} aus dem "
        "Integrationsförderkredit.",
        "1",
    ),
    Item(
        "Kanton und Gemeinden wenden zusammen {{f2|mindestens CHF 164'200 pro Jahr}} auf. Eigenleistungen ohne "
        "Geldfluss werden nicht angerechnet.",
        "2",
    ),
    Item(
        "Die Integrationspauschale von {{f3|einmalig CHF 6'000 pro Person}} ist nicht Gegenstand dieser Beiträge und "
        "wird gesondert ausgerichtet.",
        "3",
    ),
    SHARES,
    Heading("Art. 4 Auszahlung"),
    Paragraph(
        "Der Bund zahlt seinen Beitrag jährlich in zwei Tranchen aus, die erste nach Genehmigung des Jahresberichts, "
        "die zweite im Herbst. Nicht verwendete Mittel können auf das folgende Jahr übertragen werden."
    ),
    Heading("Art. 5 Berichterstattung und Aufsicht"),
    Paragraph(
        "Der Kanton reicht bis Ende April einen Bericht über das Vorjahr ein. Das SEM kann Angebote besuchen und "
        "Unterlagen einsehen. Werden Ziele verfehlt, vereinbaren die Parteien eine Nachbesserung; gelingt sie nicht, "
        "fordert der Bund Beiträge im Verhältnis zur nicht erbrachten Leistung zurück (Art. 28 SuG)."
    ),
    Heading("Art. 6 Dauer"),
    Paragraph(
        "Die Vereinbarung gilt vom 1. Januar 2018 bis zum 31. Dezember 2021. Sie tritt in Kraft, sobald beide Parteien "
        "unterzeichnet haben."
    ),
    Paragraph("Bern, 12. Dezember 2017          Stans, 12. Dezember 2017"),
    Paragraph("(Muster, ohne Unterschriften)"),
)

SAMPLE = Sample(
    name="nw-kip2-programmvereinbarung-muster",
    facts=FACTS,
    blocks=BLOCKS,
    money={**MONEY, **SHARES_MONEY},
    decisions=DECISIONS,
)


def render() -> Rendered:
    """Draw the agreement."""
    return render_pdf(SAMPLE, LOOK)
