"""An Italian web page on the programme of 2018 to 2021: eight areas in three pillars, a table by year."""

from __future__ import annotations

from corpus.generator.finance import Layout, Line, apostrophe, money_table
from corpus.generator.html import Site, render_html
from corpus.generator.model import Block, Decision, Facts, Heading, Item, Measure, Money, Paragraph, Rendered, Sample
from corpus.generator.terms import CANTON, IFK, IP, KIP1, KIP2, TOWNS, WITHOUT_IP, YEARLY

FACTS = Facts(
    media_type="text/html",
    canton="TI",
    language="it",
    doc_type="web_page",
    title="Programma d’integrazione cantonale 2018-2021 (PIC 2)",
    issuer="Servizio per l’integrazione degli stranieri",
    program="KIP 2",
    period_start=2018,
    period_end=2021,
    published="2018-02-05",
    foerderbereiche_named=(
        "information_beratung",
        "sprache",
        "ausbildung_arbeit",
        "fruehe_kindheit",
        "zusammenleben",
        "vielfalt_diskriminierungsschutz",
        "dolmetschen",
    ),
)

SITE = Site(
    owner="Repubblica e Cantone Ticino",
    menu=("Home", "Cittadini", "Aziende", "Comuni", "Dipartimenti", "Contatti"),
    breadcrumb=("Home", "Dipartimento delle istituzioni", "Integrazione degli stranieri", "PIC 2018-2021"),
    aside=(
        "Concorso: 3 posti di apprendistato",
        "Risanamento del Palazzo: 4,9 milioni di franchi",
    ),
    footer=("Servizio per l’integrazione degli stranieri, 6501 Bellinzona", "Note legali"),
    style="body{font-family:'Palatino Linotype',serif;background:#f8f5ee}h1{color:#00529b}nav ul{columns:3}"
    "table{border:2px solid #00529b}th{background:#00529b;color:#fff}",
)

SOURCES, SOURCES_MONEY = money_table(
    Layout(
        "t1",
        "Fonte",
        (2018, 2019, 2020, 2021),
        "Totale",
        apostrophe,
        "Finanziamento del PIC 2 in franchi, forfait d’integrazione escluso",
    ),
    [
        Line("Confederazione", (1_480_000, 1_480_000, 1_480_000, 1_480_000), Money(0, **IFK, side="sources")),
        Line("Cantone", (1_150_000, 1_150_000, 1_165_000, 1_165_000), Money(0, **CANTON, **WITHOUT_IP, side="sources")),
        Line("Comuni", (330_000, 330_000, 330_000, 330_000), Money(0, **TOWNS, **WITHOUT_IP, side="sources")),
    ],
    Money(0, payer="mixed", payers=("bund", "kanton", "gemeinden"), **WITHOUT_IP, side="sources"),
)

MONEY = {
    "f1": Money(4_630_000, **KIP2, **CANTON, **WITHOUT_IP, status="approved", side="sources"),
    "f2": Money(4_100_000, qualifier="about", **KIP1, **CANTON, status="spent"),
    "f3": Money(6_000, basis="per_person", unit="refugee", interval="once", **IP, status="unknown"),
    "f4": Money(520_000, **YEARLY, foerderbereich="sprache"),
    "f5": Money(8_000, 12_000, basis="per_unit", unit="project", instrument="other", foerderbereich="zusammenleben"),
}

MEASURES = {
    "m1": Measure("Incontri di benvenuto nei Comuni", "information_beratung", target_groups=("newcomers",)),
    "m2": Measure("Sportello di consulenza regionale", "information_beratung", target_groups=("public",)),
    "m3": Measure("Centro d’ascolto contro la discriminazione", "vielfalt_diskriminierungsschutz"),
    "m4": Measure("Corsi d’italiano di prossimità", "sprache", target_groups=("adults",)),
    "m5": Measure("Gruppi gioco con sostegno linguistico", "fruehe_kindheit", target_groups=("children_0_4",)),
    "m6": Measure("Bilancio delle competenze", "ausbildung_arbeit", target_groups=("refugees",)),
    "m7": Measure("Servizio di interpretariato interculturale", "dolmetschen", target_groups=("professionals",)),
    "m8": Measure("Feste di quartiere", "zusammenleben", target_groups=("public",)),
}

DECISIONS = {
    "d1": Decision(
        "Staatsrat", "Il Consiglio di Stato", "executive", "approved", number="9961", date="2017-11-22",
        what="Programma d’integrazione cantonale 2018-2021",
    ),
    "d2": Decision(
        "Grosser Rat", "il Gran Consiglio", "parliament", "approved", date="2018-01-23", what="credito quadro",
        votes_yes=57, votes_no=18, votes_abstain=4, vote_unit="votes",
    ),
}  # fmt: skip

BLOCKS: tuple[Block, ...] = (
    Paragraph("Programma d’integrazione cantonale 2018-2021 (PIC 2)", "title"),
    Paragraph("Ultimo aggiornamento: 5 febbraio 2018", "small"),
    Paragraph(
        "Con il PIC il Cantone Ticino coordina le misure a favore delle persone straniere, insieme alla "
        "Confederazione, ai Comuni e alle associazioni.",
        "lead",
    ),
    Heading("Decisioni"),
    Paragraph(
        "{{d1|Il Consiglio di Stato ha approvato il Programma d’integrazione cantonale 2018-2021 con la risoluzione n. "
        "9961 del 22 novembre 2017.}} {{d2|Il 23 gennaio 2018 il Gran Consiglio ha stanziato, con 57 voti favorevoli, "
        "18 contrari e 4 astensioni, un credito quadro di {{f1|4,63 milioni di franchi}} per gli anni dal 2018 al "
        "2021.}}"
    ),
    Heading("Finanziamento"),
    Paragraph(
        "Per il primo programma (2014-2017) il Cantone ha speso {{f2|circa 4,1 milioni di franchi}}. Il forfait "
        "d’integrazione della Confederazione, pari a {{f3|6'000 franchi per rifugiato}} versati una sola volta, non è "
        "compreso nella tabella."
    ),
    SOURCES,
    Heading("Informazione e consulenza"),
    Item("Prima informazione: {{m1|Incontri di benvenuto nei Comuni}}"),
    Item("Consulenza: {{m2|Sportello di consulenza regionale}}"),
    Item("Protezione contro la discriminazione: {{m3|Centro d’ascolto contro la discriminazione}}"),
    Heading("Formazione e lavoro"),
    Item("Lingua e formazione: {{m4|Corsi d’italiano di prossimità}}, per {{f4|fr. 520'000.– all’anno}}"),
    Item("Prima infanzia: {{m5|Gruppi gioco con sostegno linguistico}}"),
    Item("Collocabilità: {{m6|Bilancio delle competenze}}"),
    Heading("Comprensione e integrazione sociale"),
    Item("Interpretariato interculturale: {{m7|Servizio di interpretariato interculturale}}"),
    Item("Convivenza: {{m8|Feste di quartiere}}, sostenute con {{f5|8'000 fino a 12'000 franchi per progetto}}"),
)

SAMPLE = Sample(
    name="ti-pic2-pagina-esempio",
    facts=FACTS,
    blocks=BLOCKS,
    money={**MONEY, **SOURCES_MONEY},
    measures=MEASURES,
    decisions=DECISIONS,
)


def render() -> Rendered:
    """Write the page."""
    return render_html(SAMPLE, SITE)
