"""A press release photographed on a desk."""

from __future__ import annotations

from corpus.generator.ink import Scrawl
from corpus.generator.model import Block, Decision, Facts, Measure, Money, Paragraph, Rendered, Sample
from corpus.generator.pdf import Look
from corpus.generator.photo import Camera, render_photo
from corpus.generator.terms import CANTON, IFK, KIP3

FACTS = Facts(
    media_type="image/jpeg",
    canton="UR",
    language="de",
    doc_type="press_release",
    title="Landrat stimmt dem Integrationsprogramm zu",
    issuer="Kanton Uri, Bildungs- und Kulturdirektion",
    program="KIP 3",
    period_start=2024,
    period_end=2027,
    published="2023-10-04",
    foerderbereiche_named=("sprache", "fruehe_kindheit"),
)

LOOK = Look(
    body="Times-Roman",
    bold="Times-Bold",
    accent="#8a6d00",
    header="KANTON URI – Bildungs- und Kulturdirektion",
    footer="Klausenstrasse, Altdorf",
    size=14.0,
    leading=21.0,
    title_size=22.0,
    margin=30.0,
    inks=(Scrawl(140, 42, 0.9),),
)

CAMERA = Camera(slant=(1.16, 0.055, -150.0, 0.03, 1.13, -135.0, 0.00003, 0.00004))

BLOCKS: tuple[Block, ...] = (
    Paragraph("Medienmitteilung", "subtitle"),
    Paragraph("Landrat stimmt dem Integrationsprogramm zu", "title"),
    Paragraph("Altdorf, 4. Oktober 2023"),
    Paragraph(
        "{{d1|Der Landrat hat heute mit 49 zu 8 Stimmen bei 3 Enthaltungen den Kredit von {{f1|828'000 Franken}} für "
        "das Kantonale Integrationsprogramm 2024 bis 2027 bewilligt.}} Aus dem Integrationsförderkredit des Bundes "
        "kommen in denselben vier Jahren {{f2|1,1 Millionen Franken}} dazu."
    ),
    Paragraph(
        "Neu sind die {{m1|Deutschkurse für Frühaufsteher}}. Weitergeführt werden die {{m2|Eltern-Kind-Nachmittage}}, "
        "die sich an Familien mit kleinen Kindern richten. Die Kurse beginnen im Februar."
    ),
    Paragraph("Auskunft erteilt die Ansprechstelle Integration.", "small"),
)

SAMPLE = Sample(
    name="ur-kip3-medienmitteilung-foto-muster",
    facts=FACTS,
    blocks=BLOCKS,
    money={
        "f1": Money(828_000, **KIP3, **CANTON, status="approved", side="sources"),
        "f2": Money(1_100_000, **KIP3, **IFK, side="sources"),
    },
    measures={
        "m1": Measure("Deutschkurse für Frühaufsteher", "sprache", target_groups=("adults",), status="new"),
        "m2": Measure("Eltern-Kind-Nachmittage", "fruehe_kindheit", target_groups=("parents", "children_0_4"),
                      status="continued"),
    },
    decisions={
        "d1": Decision(
            "Landrat", "Der Landrat", "parliament", "approved", date="2023-10-04", what="Kredit für das Kantonale "
            "Integrationsprogramm 2024 bis 2027", votes_yes=49, votes_no=8, votes_abstain=3, vote_unit="votes",
        ),
    },
)  # fmt: skip


def render() -> Rendered:
    """Print the press release and photograph it."""
    return render_photo(SAMPLE, LOOK, CAMERA)
