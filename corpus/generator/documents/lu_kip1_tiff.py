"""A decision of the first programme as an archive keeps it: a TIFF with a picture for each page."""

from __future__ import annotations

from corpus.generator.finance import Column, Cross, Line, cross_table, curly
from corpus.generator.marks import plain
from corpus.generator.model import (
    Block,
    Break,
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
from corpus.generator.pdf import Look
from corpus.generator.scan import Scanner, render_tiff
from corpus.generator.terms import ALL_PAYERS, CANTON, IFK, KIP1, SOURCE, TOWNS, WITHOUT_IP, YEARLY

FACTS = Facts(
    media_type="image/tiff",
    canton="LU",
    language="de",
    doc_type="government_decision",
    title="Integrationsförderung 2014–2017: kantonales Programm",
    issuer="Regierungsrat des Kantons Luzern",
    program="KIP 1",
    period_start=2014,
    period_end=2017,
    published="2013-09-24",
    number="9713",
    foerderbereiche_named=("sprache", "fruehe_kindheit"),
)

LOOK = Look(
    body="Helvetica",
    bold="Helvetica-Bold",
    accent="#000000",
    header="Protokoll des Regierungsrates",
    footer="Luzern",
    size=12.0,
    leading=19.0,
    heading_sizes=(13.0, 12.0, 12.0),
    title_size=15.0,
    margin=32.0,
    table="bare",
    table_size=11.0,
    justify=True,
    page_label="{page} / 2",
)

SCANNER = Scanner(skew=(0.0,), dpi=240)

WHOLE = {**KIP1, "basis": "total"}
SOURCES, SOURCES_MONEY = cross_table(
    Cross("t1", "Anteile der Jahre 2014–2017", ("Träger",), (Column("Fr.", WHOLE),), "", curly, first_width=3.0),
    [
        Line("Bund (IFK)", (5_620_000,), Money(0, **IFK, **SOURCE)),
        Line("Kanton", (3_480_000,), Money(0, **CANTON, **WITHOUT_IP, **SOURCE)),
        Line("Gemeinden", (2_140_000,), Money(0, **TOWNS, **WITHOUT_IP, **SOURCE)),
    ],
    Money(0, **ALL_PAYERS, **WITHOUT_IP, **SOURCE),
)

ITEMS = (
    "Das kantonale Programm 2014–2017 wird genehmigt.",
    "Der Kantonsbeitrag von {{f2|Fr. 3’480’000.–}} für die Jahre 2014 bis 2017 wird bewilligt.",
    "Das Gesundheits- und Sozialdepartement wird mit dem Vollzug beauftragt.",
)

BLOCKS: tuple[Block, ...] = (
    Paragraph("Sitzung vom 24. September 2013, Protokoll-Nr. 9713", "subtitle"),
    Paragraph("Integrationsförderung 2014–2017: kantonales Programm", "title"),
    Heading("1 Bericht"),
    Paragraph(
        "Der Bund richtet seine Beiträge ab 2014 nur noch an Kantone aus, die alle Massnahmen in einem Programm "
        "zusammenfassen. Das Departement legt ein solches Programm vor. Es führt die {{m1|Deutschkurse der Gemeinden}} "
        "weiter und baut die {{m2|Elternbildung im Quartier}} auf."
    ),
    Paragraph("Für die Sprachkurse werden {{f1|rund 900’000 Franken pro Jahr}} eingesetzt."),
    Heading("2 Kosten"),
    SOURCES,
    Break(),
    Heading("3 Beschluss"),
    Paragraph("{{d1|Der Regierungsrat, gestützt auf Art. 55 AuG, beschliesst:}}"),
    *(Item(text, f"{number}.") for number, text in enumerate(ITEMS, 1)),
)

SAMPLE = Sample(
    name="lu-kip1-beschluss-scan-muster",
    facts=FACTS,
    blocks=BLOCKS,
    money={
        "f1": Money(900_000, qualifier="about", **YEARLY, foerderbereich="sprache"),
        "f2": Money(3_480_000, **KIP1, **CANTON, **WITHOUT_IP, **SOURCE, status="approved"),
        **SOURCES_MONEY,
    },
    measures={
        "m1": Measure("Deutschkurse der Gemeinden", "sprache",
                      status="continued", regelstruktur=("municipality",), providers=("Gemeinden",)),
        "m2": Measure("Elternbildung im Quartier", "fruehe_kindheit", target_groups=("parents",), status="new"),
    },
    decisions={
        "d1": Decision(
            "Regierungsrat", "Der Regierungsrat", "executive", "approved", number="9713", date="2013-09-24",
            what="Das kantonale Programm 2014–2017", items=tuple(plain(item) for item in ITEMS),
            item_outcomes=("approved", "approved", "commissioned"), legal_references=("Art. 55 AuG",),
        ),
    },
)  # fmt: skip


def render() -> Rendered:
    """Print the decision and scan it page by page into one file."""
    return render_tiff(SAMPLE, LOOK, SCANNER)
