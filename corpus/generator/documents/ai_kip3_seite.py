"""A web page on a programme that states neither an amount nor an offer: the hole a comparison must explain."""

from __future__ import annotations

from corpus.generator.html import Site, render_html
from corpus.generator.model import Block, Facts, Heading, Paragraph, Planted, Rendered, Sample

FACTS = Facts(
    media_type="text/html",
    canton="AI",
    language="de",
    doc_type="web_page",
    title="Integration in Appenzell Innerrhoden",
    issuer="Fachstelle Integration des Kantons Appenzell Innerrhoden",
    program="KIP 3",
    period_start=2024,
    period_end=2027,
    published="2024-01-08",
)

SITE = Site(
    owner="Kanton Appenzell Innerrhoden",
    menu=("Politik", "Verwaltung", "Themen", "Kontakt"),
    breadcrumb=("Themen", "Ausländer", "Integration"),
    aside=("Landsgemeinde", "Feuerungskontrolle: 68 Franken pro Anlage"),
    footer=("Fachstelle Integration, 9050 Appenzell",),
    style="body{font-family:Tahoma,sans-serif;color:#222}#navigation{border-bottom:3px solid #000}",
    divs=True,
)

BLOCKS: tuple[Block, ...] = (
    Paragraph("Integration in Appenzell Innerrhoden", "title"),
    Paragraph(
        "Für die Jahre 2024 bis 2027 gilt das Kantonale Integrationsprogramm (KIP 3). Ein eigenes Konzept wurde dafür "
        "nicht verfasst; die Ziele sind im Portal des Bundes erfasst."
    ),
    Heading("Grundsatz"),
    Paragraph(
        "Integration ist ein gegenseitiger Vorgang. Sie setzt voraus, dass Zugewanderte sich mit den hiesigen "
        "Verhältnissen vertraut machen und dass die Bevölkerung ihnen offen begegnet."
    ),
    Heading("Zuständigkeit"),
    Paragraph("Die Fachstelle Integration steht Ihnen zu den Bürozeiten zur Verfügung."),
)

SAMPLE = Sample(
    name="ai-kip3-seite-muster",
    facts=FACTS,
    blocks=BLOCKS,
    planted=(Planted("hole", "The only document of the canton on KIP 3 states no amount and no measure."),),
)


def render() -> Rendered:
    """Write the page."""
    return render_html(SAMPLE, SITE)
