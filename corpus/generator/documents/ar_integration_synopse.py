"""A synopsis on turned pages: the law in force, the draft and remarks side by side, old and new amounts."""

from __future__ import annotations

from typing import Any

from corpus.generator.model import Block, Break, Facts, Grid, Heading, Money, Paragraph, Rendered, Sample
from corpus.generator.pdf import Look, render_pdf
from corpus.generator.terms import CANTON, TOWNS, YEARLY

FACTS = Facts(
    media_type="application/pdf",
    canton="AR",
    language="de",
    doc_type="law",
    title="Synopse: Verordnung über die Integration, Teilrevision",
    issuer="Departement Gesundheit und Soziales des Kantons Appenzell Ausserrhoden",
    program="KIP 3",
    period_start=2024,
    period_end=2027,
    published="2023-08-22",
    foerderbereiche_named=("sprache", "dolmetschen"),
)

LOOK = Look(
    body="Helvetica",
    bold="Helvetica-Bold",
    accent="#22313f",
    header="Appenzell Ausserrhoden · Synopse, Stand 22. August 2023",
    footer="Teilrevision der Verordnung über die Integration (bGS 199.97)",
    size=9.5,
    leading=12.5,
    heading_sizes=(13.0, 11.0, 10.0),
    title_size=16.0,
    margin=16.0,
    table="lines",
    table_size=8.4,
)

OLD: dict[str, Any] = {"role": "superseded", "status": "spent"}

MONEY = {
    "f1": Money(6, basis="per_unit", unit="lesson", instrument="other", foerderbereich="sprache", **OLD),
    "f2": Money(9, basis="per_unit", unit="lesson", instrument="other", foerderbereich="sprache", status="planned"),
    "f3": Money(60_000, qualifier="at_most", **YEARLY, **CANTON, **OLD),
    "f4": Money(85_000, qualifier="at_most", **YEARLY, **CANTON, status="planned"),
    "f5": Money(0.5, basis="per_person", unit="inhabitant", interval="year", **TOWNS, **OLD),
    "f6": Money(0.8, basis="per_person", unit="inhabitant", interval="year", **TOWNS, status="planned"),
    "f7": Money(25_000, **YEARLY, **CANTON, role="increase", status="planned"),
}

SYNOPSIS = Grid(
    "t1",
    (
        ("Geltendes Recht", "Entwurf", "Bemerkungen"),
        (
            "Art. 1 Zweck. Diese Verordnung regelt die Förderung der Integration der ausländischen Bevölkerung.",
            "Art. 1 Zweck. Diese Verordnung regelt die Förderung der Integration und den Schutz vor Diskriminierung.",
            "Das KIP 3 führt den Umgang mit Vielfalt und den Diskriminierungsschutz zusammen.",
        ),
        (
            "Art. 4 Sprachkurse. Der Kanton verbilligt Deutschkurse mit {{f1|Fr. 6.– pro Lektion}}.",
            "Art. 4 Sprachkurse. Der Kanton verbilligt anerkannte Deutschkurse mit {{f2|Fr. 9.– pro Lektion}}.",
            "Die Kurskosten sind gestiegen. Anerkannt sind Kurse mit einem Label des Bundes.",
        ),
        (
            "Art. 7 Beiträge. Der Kanton gewährt Projekten Beiträge von {{f3|höchstens Fr. 60'000.– im Jahr}}.",
            "Art. 7 Beiträge. Der Kanton gewährt Projekten Beiträge von {{f4|höchstens Fr. 85'000.– im Jahr}}.",
            "Die Mehrkosten von {{f7|Fr. 25'000.– pro Jahr}} sind im Finanzplan 2024–2027 enthalten.",
        ),
        (
            "Art. 8 Gemeinden. Die Gemeinden leisten jährlich {{f5|50 Rappen pro Einwohner}}.",
            "Art. 8 Gemeinden. Die Gemeinden leisten jährlich {{f6|80 Rappen pro Einwohner}}.",
            "Der Beitrag folgt der Abstufung des Programms.",
        ),
        (
            "Art. 9 Dolmetschen. Die Kosten trägt, wer die Leistung bestellt.",
            "Art. 9 Aufgehoben.",
            "Das Dolmetschen wird ab 2024 über das Programm bezahlt.",
        ),
        (
            "–",
            "Art. 10a Datenschutz. Die Gemeinden melden Zuzüge der Abteilung Chancengleichheit.",
            "Neue Grundlage für die Begrüssung; gemeldet werden Name, Sprache und Adresse.",
        ),
    ),
    (1.0, 1.0, 1.0),
)

BLOCKS: tuple[Block, ...] = (
    Paragraph("Synopse: Verordnung über die Integration, Teilrevision", "title"),
    Paragraph("Entwurf des Departements Gesundheit und Soziales für die Vernehmlassung", "subtitle"),
    Paragraph(
        "Die linke Spalte gibt das geltende Recht wieder, die mittlere den Entwurf des Departements, die rechte "
        "Hinweise dazu. Der Regierungsrat entscheidet nach der Vernehmlassung."
    ),
    Paragraph(
        "Anlass der Teilrevision ist das Kantonale Integrationsprogramm 2024–2027 (KIP 3). Es ordnet die "
        "Förderbereiche neu und verlangt, dass Angebote der Sprachförderung anerkannt sind."
    ),
    Break(landscape=True),
    Heading("Artikel im Vergleich"),
    SYNOPSIS,
)

SAMPLE = Sample(name="ar-integration-synopse-muster", facts=FACTS, blocks=BLOCKS, money=MONEY)


def render() -> Rendered:
    """Draw the synopsis."""
    return render_pdf(SAMPLE, LOOK)
