"""A government's weekly page: integration, library and hotel in one, only one of the decisions is about integration."""

from __future__ import annotations

from corpus.generator.html import Site, render_html
from corpus.generator.model import (
    Block,
    Decision,
    Facts,
    Heading,
    Item,
    Measure,
    Money,
    Paragraph,
    Rendered,
    Sample,
)
from corpus.generator.terms import ALL_PAYERS, BUND, CANTON, CANTON_AND_TOWNS, KIP3, SOURCE, UNRELATED, YEARLY

FACTS = Facts(
    media_type="text/html",
    canton="GR",
    language="de",
    doc_type="press_release",
    title="Mitteilungen der Regierung vom 4. Mai 2023",
    issuer="Standeskanzlei Graubünden",
    program="KIP 3",
    period_start=2024,
    period_end=2027,
    published="2023-05-04",
    foerderbereiche_named=("sprache", "fruehe_kindheit"),
)

SITE = Site(
    owner="Kanton Graubünden – Chantun Grischun – Cantone dei Grigioni",
    menu=("Home", "Themen", "Regierung", "Verwaltung", "Medien", "RM", "IT"),
    breadcrumb=("Home", "Medien", "Mitteilungen", "2023"),
    aside=(
        "Mitteilungen vom 27. April 2023: Sanierung der Kantonsstrasse für 6,7 Millionen Franken",
        "Ausschreibung: 2 Stellen als Fachperson Integration",
        "RSS",
    ),
    footer=("Standeskanzlei, Reichsgasse 35, 7000 Chur", "Nutzungsbedingungen"),
    style="body{font-family:Verdana,sans-serif;font-size:13px}#navigation li{display:inline}#sidebar{float:left;"
    "width:14em}#content{margin-left:16em}.sample{background:#ffe}",
    divs=True,
    notice="Diese Seite verwendet Cookies. Mit der weiteren Nutzung stimmen Sie zu.",
)

MONEY = {
    "f1": Money(960_000, **YEARLY, **KIP3, **CANTON_AND_TOWNS, **SOURCE, status="approved"),
    "f2": Money(1_900_000, qualifier="about", **YEARLY, **KIP3, **ALL_PAYERS, **SOURCE, status="approved"),
    "f3": Money(950_000, qualifier="about", **YEARLY, **KIP3, **BUND, **SOURCE),
    "f4": Money(1_450_000, **UNRELATED, **CANTON, status="approved", recipient="Stiftung Talbibliothek"),
    "f5": Money(3_000_000, qualifier="at_most", **UNRELATED, **CANTON, status="approved"),
    "f6": Money(50_000, **YEARLY, **CANTON, foerderbereich="fruehe_kindheit", status="approved"),
}

MEASURES = {
    "m1": Measure("Deutschkurse in den Regionen", "sprache", target_groups=("adults",)),
    "m2": Measure("Sprachförderung in Spielgruppen", "fruehe_kindheit"),
}

DECISIONS = {
    "d1": Decision(
        "Regierung", "Die Regierung", "executive", "approved", what="Kantonales Integrationsprogramm 2024–2027",
    ),
    "d2": Decision(
        "Regierung", "Die Regierung", "executive", "approved", what="Beitrag an die Talbibliothek",
        about_integration=False,
    ),
    "d3": Decision(
        "Regierung", "die Regierung", "executive", "approved", what="Teilrevision der Ortsplanung für ein Hotel",
        about_integration=False,
    ),
}  # fmt: skip

BLOCKS: tuple[Block, ...] = (
    Paragraph("Mitteilungen der Regierung vom 4. Mai 2023", "title"),
    Paragraph(
        "Integrationsprogramm, Bibliothek und Hotel: die Entscheide der Woche im Überblick.",
        "lead",
    ),
    Heading("Programm für die Integration wird weitergeführt"),
    Paragraph(
        "{{d1|Die Regierung hat das Kantonale Integrationsprogramm 2024–2027 genehmigt.}} In den Jahren 2024 bis 2027 "
        "stellen Kanton und Gemeinden zusammen {{f1|960\u00a0000 Franken pro Jahr}} bereit, zwei Drittel davon der "
        "Kanton. Der Bund zahlt {{f3|rund 950\u00a0000 Franken im Jahr}}. Insgesamt stehen damit {{f2|jährlich gut 1,9 "
        "Millionen Franken}} zur Verfügung."
    ),
    Paragraph("Schwerpunkte sind:"),
    Item("{{m1|Deutschkurse in den Regionen}}, auch am Abend"),
    Item("{{m2|Sprachförderung in Spielgruppen}}; der Kanton zahlt {{f6|50\u00a0000 Franken pro Jahr}}"),
    Heading("Beitrag an die Talbibliothek"),
    Paragraph(
        "{{d2|Die Regierung gewährt der Stiftung Talbibliothek einen Beitrag von {{f4|1,45 Millionen Franken}}.}} Das "
        "alte Schulhaus wird dafür umgebaut; auch ein Raum für Integration und Begegnung ist vorgesehen."
    ),
    Heading("Hotelprojekt oberhalb des Dorfes"),
    Paragraph(
        "Mit {{d3|Beschluss vom 2. Mai 2023 hat die Regierung die Teilrevision der Ortsplanung für ein Hotel mit 180 "
        "Betten genehmigt.}} Für die Zufahrt übernimmt der Kanton {{f5|höchstens 3 Millionen Franken}}."
    ),
)

SAMPLE = Sample(
    name="gr-kip3-mitteilungen-muster",
    facts=FACTS,
    blocks=BLOCKS,
    money=MONEY,
    measures=MEASURES,
    decisions=DECISIONS,
)


def render() -> Rendered:
    """Write the page."""
    return render_html(SAMPLE, SITE)
