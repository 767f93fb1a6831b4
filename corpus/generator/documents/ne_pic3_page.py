"""A French web page on a programme, with its domains, its credit and a table; written in windows-1252."""

from __future__ import annotations

from typing import Any

from corpus.generator.finance import Layout, Line, money_table, spaced
from corpus.generator.html import Site, render_html
from corpus.generator.model import Decision, Facts, Heading, Item, Measure, Money, Paragraph, Rendered, Sample

PIC3: dict[str, Any] = {"period_start": 2024, "period_end": 2027}
PIC2BIS: dict[str, Any] = {"period_start": 2022, "period_end": 2023}
CEI: dict[str, Any] = {"payer": "bund", "payers": ("bund",), "instrument": "ifk", "ip_scope": "excluded"}
CANTON: dict[str, Any] = {"payer": "kanton", "payers": ("kanton",), "ip_scope": "excluded"}
TOWNS: dict[str, Any] = {"payer": "gemeinden", "payers": ("gemeinden",), "ip_scope": "excluded"}
FORFAIT: dict[str, Any] = {"payer": "bund", "payers": ("bund",), "instrument": "ip", "ip_scope": "only"}

FACTS = Facts(
    media_type="text/html",
    canton="NE",
    language="fr",
    doc_type="web_page",
    title="Programme d’intégration cantonal 2024–2027 (PIC 3)",
    issuer="Service de la cohésion multiculturelle",
    program="KIP 3",
    period_start=2024,
    period_end=2027,
    published="2024-02-20",
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
    owner="République et Canton de Neuchâtel",
    menu=("Accueil", "Autorités", "Thèmes", "Prestations en ligne", "Médias", "Contact"),
    breadcrumb=("Accueil", "Thèmes", "Population étrangère", "Intégration"),
    aside=("Réfection de la route cantonale: 8,6 millions de francs", "S’abonner à la lettre d’information"),
    footer=("Service de la cohésion multiculturelle, 2300 La Chaux-de-Fonds", "Mentions légales · Accessibilité"),
    style="body{font-family:Georgia,serif;max-width:48em;margin:auto}header{background:#006633;color:white}"
    ".sample{border:2px solid #b00020;padding:.4em}table{border-collapse:collapse}td,th{border:1px solid #999}",
    charset="windows-1252",
)

SOURCES, SOURCES_MONEY = money_table(
    Layout("t1", "Source de financement", (2024, 2025, 2026, 2027), "Total", spaced,
           "Financement du PIC 3, en francs, sans le forfait d’intégration"),
    [
        Line("Confédération (CEI)", (2_310_000, 2_310_000, 2_345_000, 2_345_000), Money(0, **CEI, side="sources")),
        Line("Canton", (1_950_000, 1_950_000, 1_985_000, 1_985_000), Money(0, **CANTON, side="sources")),
        Line("Communes", (360_000, 360_000, 360_000, 360_000), Money(0, **TOWNS, side="sources")),
        Line("Fondations", (None, 25_000, 25_000, None),
             Money(0, payer="dritte", payers=("dritte",), ip_scope="excluded", side="sources")),
    ],
    Money(0, payer="mixed", payers=("bund", "kanton", "gemeinden", "dritte"), ip_scope="excluded", side="sources"),
)  # fmt: skip

MONEY = {
    "f1": Money(7_870_000, **PIC3, **CANTON, status="approved", side="sources"),
    "f2": Money(
        2_300_000, qualifier="about", basis="per_year", interval="year", **CEI, side="sources",
    ),
    "f3": Money(4_150_000, **PIC2BIS, payer="kanton", payers=("kanton",), status="spent"),
    "f4": Money(18_000, basis="per_person", unit="refugee", interval="once", **FORFAIT, status="unknown"),
    "f5": Money(980_000, basis="per_year", period_start=2024, period_end=2024, foerderbereich="sprache"),
    "f6": Money(5, basis="per_unit", unit="lesson", instrument="other", foerderbereich="sprache", role="revenue",
                payer="dritte", payers=("dritte",)),
    "f7": Money(3_000, 8_000, basis="per_unit", unit="project", instrument="other", foerderbereich="zusammenleben"),
}  # fmt: skip

MEASURES = {
    "m1": Measure("Entretiens d’accueil individuels", "information_beratung", target_groups=("newcomers",)),
    "m2": Measure("Cours de français du soir", "sprache", target_groups=("adults",)),
    "m3": Measure("Ateliers de conversation", "sprache", target_groups=("adults", "volunteers")),
    "m4": Measure("Bilan de compétences pour personnes réfugiées", "ausbildung_arbeit", target_groups=("refugees",),
                  regelstruktur=("labour_market",)),
    "m5": Measure("Espaces parents-enfants", "fruehe_kindheit", target_groups=("parents", "children_0_4")),
    "m6": Measure("Fonds pour projets associatifs", "zusammenleben", target_groups=("volunteers",)),
    "m7": Measure("Semaine d’actions contre le racisme", "vielfalt_diskriminierungsschutz",
                  target_groups=("public",)),
    "m8": Measure("Interprétariat communautaire", "dolmetschen", generic=True),
}  # fmt: skip

DECISIONS = {
    "d1": Decision(
        "Grosser Rat", "le Grand Conseil", "parliament", "approved", number="23.998", date="2023-12-05",
        what="crédit d’engagement de 7\u00a0870\u00a0000 francs", votes_yes=71, votes_no=24, votes_abstain=3,
        vote_unit="votes",
    ),
    "d2": Decision(
        "Staatsrat", "Le Conseil d’État", "executive", "approved", date="2023-09-27",
        what="rapport à l’appui du PIC 3",
    ),
}  # fmt: skip

BLOCKS = (
    Paragraph("Programme d’intégration cantonal 2024–2027 (PIC 3)", "title"),
    Paragraph("Mis à jour le 20 février 2024", "small"),
    Paragraph(
        "Le canton de Neuchâtel soutient l’accueil et la participation des personnes venues d’ailleurs. Le programme "
        "réunit l’État, les communes et les associations autour de sept domaines.",
        "lead",
    ),
    Heading("Décisions"),
    Paragraph(
        "{{d2|Le Conseil d’État a adopté le 27 septembre 2023 le rapport à l’appui du PIC 3.}} {{d1|Le 5 décembre "
        "2023, le Grand Conseil a accepté par 71 voix contre 24 et 3 abstentions un crédit d’engagement de "
        "{{f1|7\u00a0870\u00a0000 francs}} pour les années 2024 à 2027 (rapport 23.998).}}"
    ),
    Heading("Financement"),
    Paragraph(
        "La Confédération verse {{f2|environ 2,3 millions de francs par année}} au titre du crédit d’encouragement de "
        "l’intégration. Le canton et les communes apportent ensemble au moins le même montant. À cela s’ajoute le "
        "forfait d’intégration, soit {{f4|18 000 francs}} versés une seule fois par personne réfugiée ou admise à "
        "titre provisoire."
    ),
    SOURCES,
    Paragraph(
        "Pour le programme précédent (PIC 2bis), le canton a dépensé {{f3|4,15 millions de francs}} en 2022 et 2023."
    ),
    Heading("Domaines et mesures"),
    Heading("Information, évaluation des besoins et conseil", 2),
    Item("{{m1|Entretiens d’accueil individuels}} en douze langues"),
    Heading("Langue", 2),
    Item("{{m2|Cours de français du soir}} dans six localités"),
    Item("{{m3|Ateliers de conversation}} animés par des bénévoles"),
    Paragraph(
        "En 2024, {{f5|Fr. 980’000.–}} sont réservés à la langue. Les participantes et participants paient "
        "{{f6|5 francs par leçon}}."
    ),
    Heading("Aptitude à la formation et employabilité", 2),
    Item("{{m4|Bilan de compétences pour personnes réfugiées}} dans les trois mois"),
    Heading("Petite enfance", 2),
    Item("{{m5|Espaces parents-enfants}} ouverts trois matinées par semaine"),
    Heading("Vivre-ensemble et participation", 2),
    Item("{{m6|Fonds pour projets associatifs}}: {{f7|de 3000 à 8000 francs par projet}}"),
    Heading("Gestion de la diversité et protection contre la discrimination", 2),
    Item("{{m7|Semaine d’actions contre le racisme}} au mois de mars"),
    Heading("Interprétariat", 2),
    Item("{{m8|Interprétariat communautaire}}"),
)

SAMPLE = Sample(
    name="ne-pic3-page-exemple",
    facts=FACTS,
    blocks=BLOCKS,
    money={**MONEY, **SOURCES_MONEY},
    measures=MEASURES,
    decisions=DECISIONS,
)


def render() -> Rendered:
    """Draw the page."""
    return render_html(SAMPLE, SITE)
