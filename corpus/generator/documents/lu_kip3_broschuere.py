"""A brochure for the public in two columns, with small tables in millions and a list of what is paid for what."""

from __future__ import annotations

from corpus.generator.finance import Column, Cross, Line, cross_table, hundredths
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
    Planted,
    Rendered,
    Sample,
)
from corpus.generator.pdf import Look, render_pdf
from corpus.generator.terms import (
    ALL_PAYERS,
    CANTON,
    IFK,
    IP,
    KIP3,
    OTHERS,
    SEVEN_AREAS,
    SOURCE,
    TOWNS,
    WITHOUT_IP,
    YEARLY,
    area_money,
)

FACTS = Facts(
    media_type="application/pdf",
    canton="LU",
    language="de",
    doc_type="report",
    title="Zusammen wachsen: Integration im Kanton Luzern 2024–2027",
    issuer="Gesundheits- und Sozialdepartement des Kantons Luzern",
    program="KIP 3",
    period_start=2024,
    period_end=2027,
    published="2024-01",
    foerderbereiche_named=SEVEN_AREAS,
)

LOOK = Look(
    body="Vera",
    bold="VeraBd",
    accent="#007a8a",
    header="kanton luzern",
    footer="Zusammen wachsen · Ausgabe Januar 2024",
    size=10.5,
    leading=16.0,
    heading_sizes=(17.0, 12.0, 10.5),
    title_size=21.0,
    margin=18.0,
    table="zebra",
    table_size=7.5,
    columns=2,
    justify=False,
    page_label="[{page}]",
)

WHOLE = {**KIP3, "basis": "total"}
LABELS = (
    "Information und Beratung", "Sprache", "Ausbildung und Arbeit", "Frühe Kindheit", "Zusammenleben",
    "Vielfalt", "Dolmetschen",
)  # fmt: skip
AMOUNTS = (2_640_000, 5_210_000, 1_930_000, 1_480_000, 1_270_000, 610_000, 1_160_000)

USES, USES_MONEY = cross_table(
    Cross(
        "t1",
        "Wofür? Beträge 2024–2027 in Mio. CHF",
        ("Förderbereich",),
        (Column("Mio. CHF", WHOLE),),
        "Zusammen",
        hundredths,
        step=10_000,
        unit=1_000_000,
        first_width=3.2,
    ),
    [
        Line(label, (amount,), area_money(area, **WITHOUT_IP))
        for label, amount, area in zip(LABELS, AMOUNTS, SEVEN_AREAS, strict=True)
    ],
    area_money(None, **WITHOUT_IP),
)

SOURCES, SOURCES_MONEY = cross_table(
    Cross(
        "t2",
        "Von wem? Beträge 2024–2027 in Mio. CHF",
        ("Herkunft",),
        (Column("Mio. CHF", WHOLE),),
        "",
        hundredths,
        step=10_000,
        unit=1_000_000,
        first_width=3.2,
        style="bare",
    ),
    [
        Line("Bund (IFK)", (7_150_000,), Money(0, **IFK, **SOURCE)),
        Line("Kanton", (4_820_000,), Money(0, **CANTON, **WITHOUT_IP, **SOURCE)),
        Line("Gemeinden", (2_330_000,), Money(0, **TOWNS, **WITHOUT_IP, **SOURCE)),
    ],
    Money(0, **ALL_PAYERS, **WITHOUT_IP, **SOURCE),
)

MONEY = {
    "f1": Money(14_300_000, **KIP3, **ALL_PAYERS, **WITHOUT_IP, is_total=True),
    "f2": Money(11_500_000, qualifier="about", **YEARLY, **IP),
    "f3": Money(1_300_000, qualifier="about", **YEARLY, **CANTON, foerderbereich="sprache"),
    "f4": Money(3_000, qualifier="at_most", basis="per_unit", unit="project", instrument="other",
                foerderbereich="zusammenleben", recipient="Vereine"),
    "f5": Money(240_000, **KIP3, **OTHERS, **SOURCE, **WITHOUT_IP),
    "f6": Money(5, basis="per_unit", unit="lesson", instrument="other", payer="unknown", foerderbereich="sprache",
                role="revenue"),
}  # fmt: skip

MEASURES = {
    "m1": Measure("Infomobil", "information_beratung", target_groups=("public",), status="new"),
    "m2": Measure("Gutscheine für Deutschkurse", "sprache", target_groups=("adults",)),
    "m3": Measure("Lernwerkstatt für junge Erwachsene", "ausbildung_arbeit", target_groups=("young_adults",)),
    "m4": Measure("Spielgruppen mit Deutschförderung", "fruehe_kindheit", target_groups=("children_0_4",)),
    "m5": Measure("Nachbarschaftsfeste", "zusammenleben", target_groups=("public",)),
    "m6": Measure("Meldestelle Rassismus", "vielfalt_diskriminierungsschutz", target_groups=("public",)),
    "m7": Measure("Dolmetschdienst Zentralschweiz", "dolmetschen", target_groups=("professionals",)),
}

BLOCKS: tuple[Block, ...] = (
    Paragraph("Zusammen wachsen", "title"),
    Paragraph("Integration im Kanton Luzern 2024–2027", "subtitle"),
    Paragraph(
        "Im Kanton leben Menschen aus 150 Ländern. Dieses Heft zeigt, was der Kanton und die Gemeinden für ihre "
        "Integration tun, wer dafür zahlt und an wen man sich wenden kann. Alle Zahlen sind erfunden.", "lead",
    ),
    Heading("Was ist das KIP?"),
    Paragraph(
        "Das Kantonale Integrationsprogramm, kurz KIP, fasst alle Angebote zusammen, die es zusätzlich zu Schule, "
        "Berufsbildung und Gesundheitswesen braucht. Es dauert vier Jahre. Das dritte Programm hat im Januar 2024 "
        "begonnen und endet im Dezember 2027."
    ),
    Paragraph(
        "{{d1|Der Kantonsrat hat dem Programm am 23. Oktober 2023 mit 84 zu 27 Stimmen zugestimmt.}} Er verlangte "
        "zugleich, dass die Wirkung der Sprachkurse nach zwei Jahren überprüft wird."
    ),
    Heading("Sieben Bereiche"),
    Heading("Information und Beratung", 2),
    Paragraph(
        "Das {{m1|Infomobil}} hält jede Woche in einer anderen Gemeinde. Wer Fragen zu Wohnen, Arbeit oder "
        "Versicherung hat, erhält Auskunft ohne Anmeldung. In Sursee und Hochdorf gibt es feste Stellen."
    ),
    Heading("Sprache", 2),
    Paragraph(
        "{{m2|Gutscheine für Deutschkurse}} gibt es für alle, die seit weniger als fünf Jahren hier wohnen. "
        "Teilnehmende bezahlen {{f6|5 Franken pro Lektion}} selbst. Der Kanton setzt dafür {{f3|rund 1,3 Mio. Franken "
        "pro Jahr}} ein."
    ),
    Heading("Ausbildung und Arbeit", 2),
    Paragraph(
        "In der {{m3|Lernwerkstatt für junge Erwachsene}} holen Jugendliche den Schulstoff nach, den sie für eine "
        "Lehre brauchen. Betriebe im Entlebuch und im Seetal bieten Schnuppertage an."
    ),
    Heading("Frühe Kindheit", 2),
    Paragraph(
        "{{m4|Spielgruppen mit Deutschförderung}} nehmen Kinder ab drei Jahren auf. Die Eltern kommen einmal im Monat "
        "mit und erleben, wie beim Singen und Basteln gesprochen wird."
    ),
    Heading("Zusammenleben", 2),
    Paragraph(
        "{{m5|Nachbarschaftsfeste}}, Gärten und Sportturniere bringen Leute zusammen. Vereine erhalten "
        "{{f4|höchstens Fr. 3’000.– pro Projekt}}."
    ),
    Heading("Vielfalt und Diskriminierungsschutz", 2),
    Paragraph("Die {{m6|Meldestelle Rassismus}} nimmt Vorfälle auf, berät Betroffene und schult Behörden."),
    Heading("Dolmetschen", 2),
    Paragraph(
        "Der {{m7|Dolmetschdienst Zentralschweiz}} vermittelt Fachleute in sechzig Sprachen für Gespräche in Schule, "
        "Spital und Amt, auch am Telefon."
    ),
    Break(),
    Heading("Das Geld"),
    Paragraph(
        "Ohne die Pauschale für Geflüchtete kostet das Programm in den Jahren 2024 bis 2027 {{f1|14,3 Millionen "
        "Franken}}. Die Hälfte davon zahlt der Bund aus dem Integrationsförderkredit, den Rest teilen sich Kanton und "
        "Gemeinden."
    ),
    USES,
    SOURCES,
    Paragraph(
        "Für anerkannte Flüchtlinge und vorläufig Aufgenommene überweist der Bund ausserdem die "
        "Integrationspauschale, {{f2|etwa 11,5 Mio. Franken im Jahr}}. Stiftungen haben für die vier Jahre von 2024 "
        "bis 2027 {{f5|240’000 Franken}} zugesagt."
    ),
    Heading("Drei Fragen an die Beauftragte"),
    Paragraph("Was ist neu am dritten Programm?", "lead"),
    Paragraph(
        "Wir gehen zu den Leuten, statt zu warten, bis sie zu uns kommen. Das Infomobil ist dafür ein Bild. Auch die "
        "Kurse finden dort statt, wo die Menschen arbeiten oder ihre Kinder zur Schule bringen."
    ),
    Paragraph("Woran messen Sie den Erfolg?", "lead"),
    Paragraph(
        "An einfachen Dingen: Wer hat nach zwei Jahren eine Stelle? Wer kann am Elternabend mitreden? Wir fragen nach, "
        "und wir veröffentlichen die Antworten."
    ),
    Paragraph("Und wenn das Geld nicht reicht?", "lead"),
    Item("Dann kürzen wir nicht überall ein wenig, sondern verzichten auf das, was am wenigsten bewirkt.", "1."),
    Item("Wir suchen Partner, zum Beispiel Stiftungen und Betriebe.", "2."),
    Item("Wir sagen offen, was nicht mehr möglich ist.", "3."),
    Heading("Adressen"),
    Paragraph("Dienststelle Soziales und Gesellschaft, Luzern, Telefon 000 000 00 00", "small"),
)  # fmt: skip

SAMPLE = Sample(
    name="lu-kip3-broschuere-muster",
    facts=FACTS,
    blocks=BLOCKS,
    money={**MONEY, **USES_MONEY, **SOURCES_MONEY},
    measures=MEASURES,
    decisions={
        "d1": Decision("Kantonsrat", "Der Kantonsrat", "parliament", "approved", date="2023-10-23",
                       what="dem Programm", votes_yes=84, votes_no=27, vote_unit="votes"),
    },
    planted=(
        Planted("agreement", "14,3 million in the text, 14.30 in both tables", ("f1",), None, ("t1.8.1", "t2.4.1")),
    ),
)  # fmt: skip


def render() -> Rendered:
    """Draw the brochure."""
    return render_pdf(SAMPLE, LOOK)
