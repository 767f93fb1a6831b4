"""A press release as plain text: it rounds the figure of the government's decision, and tells of a hotel too."""

from __future__ import annotations

from corpus.generator.model import (
    Block,
    Decision,
    Facts,
    Heading,
    Item,
    Measure,
    Money,
    Paragraph,
    Planted,
    Rendered,
    Sample,
)
from corpus.generator.terms import BUND, CANTON, KIP2, UNRELATED, YEARLY
from corpus.generator.text import render_text

FACTS = Facts(
    media_type="text/plain",
    canton="SH",
    language="de",
    doc_type="press_release",
    title="Aus den Verhandlungen des Regierungsrates",
    issuer="Staatskanzlei Schaffhausen",
    program="KIP 2",
    period_start=2018,
    period_end=2021,
    published="2017-10-19",
    foerderbereiche_named=("sprache",),
)

MONEY = {
    "f1": Money(1_500_000, qualifier="about", **KIP2, **CANTON, status="approved", side="sources"),
    "f2": Money(370_000, qualifier="about", **YEARLY, **KIP2, **BUND, side="sources"),
    "f3": Money(2_300_000, **UNRELATED, **CANTON, status="approved"),
    "f4": Money(None, **UNRELATED),
}

MEASURES = {
    "m1": Measure(
        "Deutschkurse für Mütter am Vormittag", "sprache", target_groups=("women", "parents"), status="continued"
    ),
}

DECISIONS = {
    "d1": Decision(
        "Regierungsrat", "Der Regierungsrat", "executive", "approved", date="2017-10-17",
        what="Kantonales Integrationsprogramm 2018 bis 2021",
    ),
    "d2": Decision(
        "Regierungsrat", "er", "executive", "approved", what="Beitrag an die Stadtbibliothek",
        about_integration=False,
    ),
    "d3": Decision(
        "Regierungsrat", "Der Regierungsrat", "executive", "rejected",
        what="Einsprache gegen den Hotelneubau am Rheinfall", about_integration=False,
    ),
}  # fmt: skip

BLOCKS: tuple[Block, ...] = (
    Paragraph("Aus den Verhandlungen des Regierungsrates", "title"),
    Paragraph("Schaffhausen, 19. Oktober 2017"),
    Heading("Integration: zweites Programm genehmigt"),
    Paragraph(
        "{{d1|Der Regierungsrat hat am 17. Oktober 2017 das Kantonale Integrationsprogramm 2018 bis 2021 genehmigt}} "
        "und dafür kantonale Mittel von {{f1|rund 1,5 Millionen Franken}} bewilligt. Der Bund beteiligt sich mit "
        "{{f2|knapp 370'000 Franken pro Jahr}}."
    ),
    Paragraph("Weitergeführt werden insbesondere:"),
    Item("{{m1|Deutschkurse für Mütter am Vormittag}}"),
    Heading("Stadtbibliothek"),
    Paragraph(
        "Für den Umbau der Stadtbibliothek hat {{d2|er einen Beitrag von {{f3|2,3 Mio. Franken}} zugesichert.}} "
        "Private geben {{f4|mehrere hunderttausend Franken}} dazu."
    ),
    Heading("Hotel am Rheinfall"),
    Paragraph(
        "{{d3|Der Regierungsrat hat die Einsprache gegen den Hotelneubau am Rheinfall abgewiesen.}} Das Hotel soll "
        "120 Zimmer erhalten."
    ),
)

SAMPLE = Sample(
    name="sh-kip2-medienmitteilung-muster",
    facts=FACTS,
    blocks=BLOCKS,
    money=MONEY,
    measures=MEASURES,
    decisions=DECISIONS,
    planted=(
        Planted(
            "agreement",
            "The press release rounds the credit of the government decision.",
            ("f1",),
            "sh-kip2-rrb-muster",
            ("f5",),
        ),
    ),
)


def render() -> Rendered:
    """Write the press release, with the line ends and the charset of an older Windows."""
    return render_text(SAMPLE, charset="windows-1252", line_end="\r\n")
