"""A French page of an older site: nine domains where others have seven, a call for projects, one sum for each payer."""

from __future__ import annotations

from corpus.generator.finance import Layout, Line, money_table, narrow
from corpus.generator.html import Site, render_html
from corpus.generator.model import Block, Decision, Facts, Heading, Item, Measure, Money, Paragraph, Rendered, Sample
from corpus.generator.terms import CANTON, IFK, IP, KIP3, SEVEN_AREAS, TOWNS, WITHOUT_IP, YEARLY

FACTS = Facts(
    media_type="text/html",
    canton="VD",
    language="fr",
    doc_type="web_page",
    title="Programme d'intégration cantonal 2024-2027",
    issuer="Bureau cantonal pour l'intégration des étrangers et la prévention du racisme",
    program="KIP 3",
    period_start=2024,
    period_end=2027,
    published="2024-03-11",
    foerderbereiche_named=SEVEN_AREAS,
)

SITE = Site(
    owner="État de Vaud",
    menu=("Accueil", "Thématiques", "Autorités", "Communes", "Actualités", "Mon compte"),
    breadcrumb=("vd.ch", "Population", "Intégration des étrangers", "PIC 2024-2027"),
    aside=(
        "Appel à projets 2025: subventions jusqu'à 30'000 francs",
        "Budget cantonal: 12 millions de francs pour les routes",
        "Permanences sans rendez-vous",
    ),
    footer=("Bureau cantonal pour l'intégration, 1014 Lausanne", "Plan du site", "Protection des données"),
    style="body{font-family:'Trebuchet MS',sans-serif;color:#333}#top{background:#007a33;color:#fff;padding:1em}"
    "#navigation li,.breadcrumb{display:inline;margin-right:1em}#sidebar{float:right;width:30%}#content{width:66%}",
    divs=True,
    notice="Ce site utilise des cookies pour mesurer l'audience.",
)

SOURCES, SOURCES_MONEY = money_table(
    Layout(
        "t1",
        "Origine des moyens",
        (2024, 2025, 2026, 2027),
        "Total",
        narrow,
        "Origine des moyens du PIC, en CHF (sans forfait d'intégration)",
    ),
    [
        Line(
            "Confédération, crédit d'intégration",
            (3_120_000, 3_120_000, 3_150_000, 3_150_000),
            Money(0, **IFK, side="sources"),
        ),
        Line(
            "Canton de Vaud",
            (2_490_000, 2_490_000, 2_520_000, 2_520_000),
            Money(0, **CANTON, **WITHOUT_IP, side="sources"),
        ),
        Line("Communes", (640_000, 640_000, 645_000, 645_000), Money(0, **TOWNS, **WITHOUT_IP, side="sources")),
    ],
    Money(0, payer="mixed", payers=("bund", "kanton", "gemeinden"), **WITHOUT_IP, side="sources"),
)

MONEY = {
    "f1": Money(
        3_100_000, qualifier="about", **YEARLY, payer="mixed", payers=("bund", "kanton", "gemeinden"), each=True,
        **WITHOUT_IP, side="sources",
    ),
    "f2": Money(10_020_000, **KIP3, **CANTON, **WITHOUT_IP, status="approved", side="sources"),
    "f3": Money(18_000, basis="per_person", unit="refugee", interval="once", **IP, status="unknown"),
    "f4": Money(30_000, qualifier="at_most", basis="per_unit", unit="project", instrument="other",
                foerderbereich="zusammenleben"),
    "f5": Money(1_240_000, basis="per_year", period_start=2025, period_end=2025, foerderbereich="sprache"),
}  # fmt: skip

MEASURES = {
    "m1": Measure("Séances de bienvenue régionales", "information_beratung", target_groups=("newcomers",)),
    "m2": Measure("Permanence de conseil", "information_beratung", target_groups=("public",)),
    "m3": Measure("Cours de français de proximité", "sprache", target_groups=("adults",)),
    "m4": Measure("Formation de base en français écrit", "sprache", target_groups=("adults",)),
    "m5": Measure("Passerelle vers l'apprentissage", "ausbildung_arbeit", target_groups=("young_adults",)),
    "m6": Measure("Lectures parents-enfants à la bibliothèque", "fruehe_kindheit",
                  target_groups=("parents", "children_0_4")),
    "m7": Measure("Commissions communales d'intégration", "zusammenleben", regelstruktur=("municipality",)),
    "m8": Measure("Consultation pour victimes de racisme", "vielfalt_diskriminierungsschutz"),
    "m9": Measure("Service d'interprètes communautaires", "dolmetschen", target_groups=("professionals",)),
}  # fmt: skip

DECISIONS = {
    "d1": Decision(
        "Staatsrat", "le Conseil d'État", "executive", "approved", date="2023-10-04",
        what="programme d'intégration cantonal 2024-2027",
    ),
    "d2": Decision(
        "Grosser Rat", "le Grand Conseil", "parliament", "approved", date="2023-12-12", what="crédit-cadre",
        votes_yes=98, votes_no=31, votes_abstain=5, vote_unit="votes",
    ),
}  # fmt: skip

BLOCKS: tuple[Block, ...] = (
    Paragraph("Programme d'intégration cantonal 2024-2027", "title"),
    Paragraph(
        "Le PIC réunit les mesures d'intégration du canton. Le canton de Vaud les répartit en neuf domaines, en "
        "séparant l'information du conseil et le français oral du français écrit.",
        "lead",
    ),
    Heading("Décisions des autorités"),
    Paragraph(
        "{{d1|Le 4 octobre 2023, le Conseil d'État a adopté le programme d'intégration cantonal 2024-2027.}} "
        "{{d2|Le Grand Conseil a accordé le 12 décembre 2023, par 98 voix contre 31 et 5 abstentions, un crédit-cadre "
        "de {{f2|10,02 millions de francs}} pour les années 2024 à 2027.}}"
    ),
    Heading("Financement"),
    Paragraph(
        "La Confédération d'une part, le canton et les communes d'autre part versent {{f1|chacun environ 3,1 millions "
        "de francs par an}}, forfait d'intégration non compris. Ce forfait s'élève à {{f3|18'000 francs}} par personne "
        "et n'est payé qu'une fois."
    ),
    SOURCES,
    Heading("Les neuf domaines"),
    Item("Information: {{m1|Séances de bienvenue régionales}}", "1."),
    Item("Conseil: {{m2|Permanence de conseil}} dans huit langues", "2."),
    Item("Français oral: {{m3|Cours de français de proximité}}", "3."),
    Item("Français écrit: {{m4|Formation de base en français écrit}}", "4."),
    Item("Formation et travail: {{m5|Passerelle vers l'apprentissage}}", "5."),
    Item("Petite enfance: {{m6|Lectures parents-enfants à la bibliothèque}}", "6."),
    Item("Vivre ensemble et participation: {{m7|Commissions communales d'intégration}}", "7."),
    Item("Diversité et protection contre la discrimination: {{m8|Consultation pour victimes de racisme}}", "8."),
    Item("Interprétariat: {{m9|Service d'interprètes communautaires}}", "9."),
    Paragraph(
        "En 2025, {{f5|CHF 1'240'000}} sont prévus pour la langue. Les projets des associations qui favorisent le "
        "vivre ensemble reçoivent {{f4|au maximum 30'000 francs par projet}}."
    ),
)

SAMPLE = Sample(
    name="vd-pic3-page-exemple",
    facts=FACTS,
    blocks=BLOCKS,
    money={**MONEY, **SOURCES_MONEY},
    measures=MEASURES,
    decisions=DECISIONS,
)


def render() -> Rendered:
    """Write the page."""
    return render_html(SAMPLE, SITE)
