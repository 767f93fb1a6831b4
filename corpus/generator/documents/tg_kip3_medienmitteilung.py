"""A press release about the same programme as the concept: one figure agrees with it, one does not."""

from __future__ import annotations

from typing import Any

from corpus.generator.html import Site, render_html
from corpus.generator.model import Decision, Facts, Heading, Item, Measure, Money, Paragraph, Rendered, Sample

KIP3: dict[str, Any] = {"period_start": 2024, "period_end": 2027}

FACTS = Facts(
    media_type="text/html",
    canton="TG",
    language="de",
    doc_type="press_release",
    title="Grosser Rat sagt Ja zum Integrationsprogramm und zur Kantonsbibliothek",
    issuer="Staatskanzlei des Kantons Thurgau",
    program="KIP 3",
    period_start=2024,
    period_end=2027,
    published="2023-11-15",
    foerderbereiche_named=("sprache", "fruehe_kindheit", "dolmetschen"),
)

SITE = Site(
    owner="Kanton Thurgau",
    menu=("Startseite", "Themen", "Verwaltung", "Regierungsrat", "Grosser Rat", "Online-Schalter", "Stellen"),
    breadcrumb=("Startseite", "Aktuell", "Medienmitteilungen", "November 2023"),
    aside=(
        "Strassenbau: Kredit von 12,4 Millionen Franken für die Umfahrung",
        "Budget 2024: Überschuss von 3,5 Millionen Franken",
        "Abonnieren Sie unsere Mitteilungen",
    ),
    footer=("Staatskanzlei, Regierungsgebäude, 8510 Frauenfeld", "Impressum · Datenschutz · Barrierefreiheit"),
    style="body{font-family:Arial,sans-serif;margin:2em auto;max-width:60em}nav ul{display:flex;gap:1em;"
    "list-style:none}.sample{color:#b00020}.lead{font-weight:bold}footer{border-top:2px solid #2f6f3e}",
)

MONEY = {
    "f1": Money(
        3_316_000, **KIP3, payer="kanton", payers=("kanton",), status="approved", side="sources",
    ),
    "f2": Money(
        1_200_000, qualifier="about", basis="per_year", interval="year", payer="mixed",
        payers=("bund", "kanton", "gemeinden"), ip_scope="excluded", side="sources", each=True,
    ),
    "f3": Money(4_800_000, **KIP3, payer="bund", payers=("bund",), instrument="ifk", ip_scope="excluded",
                side="sources"),
    "f4": Money(1_700_000, qualifier="about", **KIP3, payer="gemeinden", payers=("gemeinden",), side="sources",
                ip_scope="excluded"),
    "f5": Money(500_000, role="rejected", **KIP3, status="requested", payer="kanton", payers=("kanton",)),
    "f6": Money(640_000, basis="per_year", interval="year", foerderbereich="fruehe_kindheit"),
    "f7": Money(9_800_000, instrument="other", status="approved", payer="kanton", payers=("kanton",),
                is_integration=False),
}  # fmt: skip

MEASURES = {
    "m1": Measure("Deutschkurse mit Kinderbetreuung", "sprache", target_groups=("parents",), status="expanded"),
    "m2": Measure("Hausbesuchsprogramm «Erste Schritte»", "fruehe_kindheit", target_groups=("parents",)),
    "m3": Measure("Telefondolmetschen für Spitäler", "dolmetschen", target_groups=("professionals",), status="new"),
}

DECISIONS = {
    "d1": Decision(
        "Grosser Rat", "Der Grosse Rat", "parliament", "approved", date="2023-11-15",
        what="Rahmenkredit für das Kantonale Integrationsprogramm KIP 3", votes_yes=78, votes_no=31, votes_abstain=6,
        vote_unit="votes",
    ),
    "d2": Decision(
        "Grosser Rat", None, "parliament", "rejected", date="2023-11-15", what="Kürzungsantrag", votes_yes=71,
        votes_no=40, vote_unit="votes",
    ),
    "d3": Decision(
        "Grosser Rat", "der Rat", "parliament", "approved", date="2023-11-15",
        what="Erweiterung der Kantonsbibliothek", about_integration=False,
    ),
}  # fmt: skip

BLOCKS = (
    Paragraph("Grosser Rat sagt Ja zum Integrationsprogramm und zur Kantonsbibliothek", "title"),
    Paragraph("Frauenfeld, 15. November 2023", "small"),
    Paragraph(
        "{{d1|Der Grosse Rat hat am 15. November 2023 dem Rahmenkredit von {{f1|3,316 Millionen Franken}} für das "
        "Kantonale Integrationsprogramm KIP 3 (2024–2027) mit 78 zu 31 Stimmen bei 6 Enthaltungen zugestimmt.}} Damit "
        "kann der Kanton die Förderung der letzten Jahre weiterführen und an einzelnen Stellen ausbauen.",
        "lead",
    ),
    Heading("Bund, Kanton und Gemeinden zahlen gemeinsam"),
    Paragraph(
        "Der Bund sowie Kanton und Gemeinden zusammen tragen {{f2|je rund 1,2 Millionen Franken pro Jahr}}. Nicht "
        "eingerechnet ist die Integrationspauschale. Über die ganze Laufzeit von 2024 bis 2027 beläuft sich der "
        "Integrationsförderkredit des Bundes auf {{f3|4,8 Millionen Franken}}. Die Gemeinden steuern im gleichen "
        "Zeitraum {{f4|rund 1,7 Millionen Franken}} bei, ebenfalls ohne Pauschale."
    ),
    Paragraph(
        "Eine Minderheit wollte den Rahmenkredit für die Jahre 2024 bis 2027 um {{f5|500'000 Franken}} kürzen. "
        "{{d2|Der Antrag wurde mit 71 zu 40 Stimmen abgelehnt.}} Die Sprecherin der Kommission erinnerte daran, dass "
        "der Bund nur zahlt, wenn Kanton und Gemeinden mindestens gleich viel aufbringen."
    ),
    Heading("Was mit dem Geld geschieht"),
    Paragraph("Drei Vorhaben stehen im Vordergrund:"),
    Item("{{m1|Deutschkurse mit Kinderbetreuung}} werden neu auch in kleineren Gemeinden angeboten."),
    Item("Das {{m2|Hausbesuchsprogramm «Erste Schritte»}} erreicht Familien mit Kindern unter vier Jahren."),
    Item("Neu gibt es ein {{m3|Telefondolmetschen für Spitäler}} und Notfalldienste."),
    Paragraph("Für die Frühe Kindheit sind {{f6|640'000 Franken pro Jahr}} vorgesehen."),
    Heading("Bibliothek wird erweitert"),
    Paragraph(
        "In derselben Sitzung {{d3|hiess der Rat einstimmig den Kredit von {{f7|9,8 Millionen Franken}} für die "
        "Erweiterung der Kantonsbibliothek gut.}} Die Bauarbeiten sollen im Sommer 2025 beginnen."
    ),
    Paragraph("Auskunft: Fachstelle Integration, Telefon 000 000 00 00", "small"),
)

SAMPLE = Sample(
    name="tg-kip3-medienmitteilung-muster",
    facts=FACTS,
    blocks=BLOCKS,
    money=MONEY,
    measures=MEASURES,
    decisions=DECISIONS,
)


def render() -> Rendered:
    """Draw the press release."""
    return render_html(SAMPLE, SITE)
