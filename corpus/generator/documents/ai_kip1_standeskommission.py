"""A decision of the Standeskommission on the first programme: three pillars, a large serif, the law of its time."""

from __future__ import annotations

from corpus.generator.marks import plain
from corpus.generator.model import Block, Decision, Facts, Heading, Item, Measure, Money, Paragraph, Rendered, Sample
from corpus.generator.pdf import Look, render_pdf
from corpus.generator.terms import CANTON_AND_TOWNS, IFK, IP, KIP1, YEARLY

FACTS = Facts(
    media_type="application/pdf",
    canton="AI",
    language="de",
    doc_type="government_decision",
    title="Kantonales Integrationsprogramm 2014–2017",
    issuer="Standeskommission des Kantons Appenzell Innerrhoden",
    program="KIP 1",
    period_start=2014,
    period_end=2017,
    published="2013-11-19",
    number="9911",
    foerderbereiche_named=("information_beratung", "sprache", "fruehe_kindheit", "zusammenleben"),
)

LOOK = Look(
    body="Times-Roman",
    bold="Times-Bold",
    accent="#5a1a1a",
    header="Landammann und Standeskommission · Appenzell I. Rh.",
    footer="Protokoll Nr. 9911 vom 19. November 2013",
    size=12.0,
    leading=17.0,
    heading_sizes=(13.0, 12.0, 12.0),
    title_size=18.0,
    margin=34.0,
    justify=True,
)

MONEY = {
    "f1": Money(41_500, **YEARLY, **KIP1, **IFK, side="sources"),
    "f2": Money(41_500, **YEARLY, **CANTON_AND_TOWNS, ip_scope="excluded", side="sources"),
    "f3": Money(166_000, **KIP1, **CANTON_AND_TOWNS, ip_scope="excluded", status="approved", side="sources"),
    "f4": Money(6_000, basis="per_person", unit="refugee", interval="once", **IP, status="unknown"),
    "f5": Money(12_000, qualifier="about", **YEARLY, foerderbereich="fruehe_kindheit"),
}

MEASURES = {
    "m1": Measure("Begrüssungsgespräche im Bezirk", "information_beratung", target_groups=("newcomers",)),
    "m2": Measure("Deutschkurs am Abend", "sprache", target_groups=("adults",)),
    "m3": Measure("Spielgruppe plus", "fruehe_kindheit", target_groups=("children_0_4",)),
    "m4": Measure("Frauencafé in der Kanzlei", "zusammenleben", target_groups=("women",)),
}

MARKED_ITEMS = (
    "Das Kantonale Integrationsprogramm 2014–2017 wird gutgeheissen.",
    "Für die vier Jahre wird ein Beitrag von Kanton und Bezirken von {{f3|Fr. 166\u00a0000.–}} gesprochen.",
    "Der Landammann wird ermächtigt, die Programmvereinbarung zu unterzeichnen.",
)

DECISIONS = {
    "d1": Decision(
        "Landsgemeinde",
        "die Landsgemeinde",
        "people",
        "approved",
        date="2009-04-26",
        what="Integrationsgesetz",
    ),
    "d2": Decision(
        "Standeskommission",
        "Die Standeskommission",
        "executive",
        "approved",
        number="9911",
        date="2013-11-19",
        what="Kantonales Integrationsprogramm 2014–2017",
        items=tuple(plain(item) for item in MARKED_ITEMS),
        item_outcomes=("approved", "approved", "authorised"),
        legal_references=("Art. 55 AuG", "Art. 4 IntG"),
    ),
}

BLOCKS: tuple[Block, ...] = (
    Paragraph("Kantonales Integrationsprogramm 2014–2017", "title"),
    Paragraph(
        "Am {{d1|26. April 2009 hat die Landsgemeinde das Integrationsgesetz angenommen.}} Es verpflichtet den Kanton, "
        "die Eingliederung der ausländischen Bevölkerung zu fördern und dabei die Bezirke einzubeziehen. Bisher wurde "
        "jedes Vorhaben einzeln beim Bund angemeldet. Ab 2014 tritt an diese Stelle ein Programm über vier Jahre."
    ),
    Heading("Inhalt"),
    Paragraph(
        "Das Programm folgt den drei Pfeilern von Bund und Kantonen. Im Pfeiler Information und Beratung sind "
        "{{m1|Begrüssungsgespräche im Bezirk}} vorgesehen. Im Pfeiler Bildung und Arbeit wird ein {{m2|Deutschkurs am "
        "Abend}} geführt; dazu kommt die {{m3|Spielgruppe plus}}, in der Kinder vor dem Kindergarten Deutsch lernen. "
        "Sie kostet {{f5|etwa Fr. 12\u00a0000.– im Jahr}}. Zum dritten Pfeiler gehört das {{m4|Frauencafé in der "
        "Kanzlei}}."
    ),
    Heading("Mittel"),
    Paragraph(
        "Der Bund richtet in den Jahren 2014 bis 2017 aus dem Integrationsförderkredit {{f1|Fr. 41\u00a0500.– im "
        "Jahr}} aus. Kanton und Bezirke steuern zusammen ebenfalls {{f2|Fr. 41\u00a0500.– im Jahr}} bei. Die "
        "Integrationspauschale von {{f4|einmalig Fr. 6\u00a0000.– je Flüchtling}} ist darin nicht enthalten; sie wird "
        "nach Art. 55 AuG getrennt abgerechnet."
    ),
    Paragraph("{{d2|Die Standeskommission beschliesst gestützt auf Art. 4 IntG:}}", "lead"),
    *(Item(text, f"{number}.") for number, text in enumerate(MARKED_ITEMS, 1)),
    Paragraph("Landammann und Standeskommission (Muster, ohne Unterschrift)"),
)

SAMPLE = Sample(
    name="ai-kip1-standeskommission-muster",
    facts=FACTS,
    blocks=BLOCKS,
    money=MONEY,
    measures=MEASURES,
    decisions=DECISIONS,
)


def render() -> Rendered:
    """Draw the decision."""
    return render_pdf(SAMPLE, LOOK)
