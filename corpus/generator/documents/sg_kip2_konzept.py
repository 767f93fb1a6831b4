"""A KIP 2 concept with a Zielraster in the columns of the federal template after each area, on turned pages.

Its finances stand in tables with merged cells, one of them over a page break, with narrow no-break spaces in numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.generator.finance import Column, Cross, Line, cross_table, curly, narrow, years_and_total
from corpus.generator.marks import mark
from corpus.generator.model import (
    Block,
    Break,
    Contents,
    Decision,
    Facts,
    Goal,
    Grid,
    Heading,
    Item,
    Measure,
    Merge,
    Money,
    Paragraph,
    Planted,
    Rendered,
    Sample,
)
from corpus.generator.pdf import Look, render_pdf
from corpus.generator.rasters import TemplateLine, template_table
from corpus.generator.terms import (
    ALL_PAYERS,
    CANTON,
    EIGHT_AREAS,
    IFK,
    IP,
    KIP2,
    OTHERS,
    SOURCE,
    TOWNS,
    WITHOUT_IP,
    YEARLY,
    area_money,
)

YEARS = (2018, 2019, 2020, 2021)
LEAD = "Amt für Soziales"

FACTS = Facts(
    media_type="application/pdf",
    canton="SG",
    language="de",
    doc_type="kip_concept",
    title="Kantonales Integrationsprogramm 2018 bis 2021 (KIP 2) – Kanton St.Gallen",
    issuer="Departement des Innern des Kantons St.Gallen",
    program="KIP 2",
    period_start=2018,
    period_end=2021,
    published="2017-06-20",
    foerderbereiche_named=tuple(dict.fromkeys(EIGHT_AREAS)),
)

LOOK = Look(
    body="Vera",
    bold="VeraBd",
    accent="#00843d",
    header="Kanton St.Gallen | Departement des Innern | Amt für Soziales",
    footer="KIP 2018–2021",
    size=9.5,
    leading=15.0,
    heading_sizes=(17.0, 12.5, 10.0),
    title_size=24.0,
    margin=24.0,
    table="dark",
    table_size=7.0,
    page_label="Seite {page}",
    mark_at_top=False,
    toc_levels=2,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of an area's Zielraster: outcome (or null), output, its indicator value, the measure, its dates.

    `providers` and `status` are those of the measure, as row and chapter tell them.
    """

    outcome: str | None
    output: str
    value: tuple[float, str] | None
    measure: str
    milestones: str
    evaluation: str
    lead: str
    partners: str = ""
    providers: tuple[str, ...] = ()
    status: str = "unknown"


@dataclass(frozen=True, slots=True)
class Area:
    """An area: chapter, texts, strategic goal, Zielraster, and francs a year from the IFK and from canton and towns."""

    code: str
    title: str
    texts: tuple[str, ...]
    strategy: str
    rows: tuple[Row, ...]
    federal: int
    own: int


AREAS = (
    Area(
        "1.1", "Erstinformation und Integrationsförderbedarf", (
            ("Die 77 Gemeinden laden Zugezogene zu einem Gespräch ein. Im ersten Programm haben 58 Gemeinden damit "
            "begonnen. Die übrigen nannten fehlende Zeit und kleine Fallzahlen als Grund. Regionale Fachstellen "
            "übernehmen die Gespräche künftig für Gemeinden, die dies wünschen."),
            "Eine Broschüre in zwölf Sprachen liegt an jedem Schalter auf. Sie wird alle zwei Jahre erneuert.",
        ),
        "Zugewanderte kennen ihre Rechte und Pflichten und finden sich im Alltag zurecht.",
        (
            Row("Neuzugezogene wissen, wo sie Auskunft erhalten.", "70 Gemeinden führen Erstgespräche.",
                (70, "Gemeinden"), "Erstgespräche durch regionale Fachstellen", "März 2018: Leitfaden; 2020: Ziel",
                "Auszählung Ende Jahr", LEAD, "Gemeinden, VSGP", providers=("regionale Fachstellen",)),
            Row(None, "Die Broschüre ist in zwölf Sprachen erhältlich.", (12, "Sprachen"),
                "Neuauflage der Willkommensbroschüre", "Juni 2019: Druck", "Rückmeldung der Schalter",
                "Kompetenzzentrum Integration"),
        ), 210_000, 212_000,
    ),
    Area(
        "1.2", "Beratung", (
            ("Vier regionale Fachstellen beraten Zugewanderte, Behörden und Vereine. Ihre Öffnungszeiten waren "
            "verschieden; ab 2018 gelten überall dieselben. Die Fachstellen führen eine gemeinsame Statistik."),
        ),
        "Zugewanderte und Fachpersonen erhalten in allen Regionen kompetente Beratung.",
        (
            Row("Ratsuchende erhalten innert Wochenfrist einen Termin.", "Jede Fachstelle ist an vier Tagen geöffnet.",
                (4, "Tage"), "Einheitliche Öffnungszeiten der Fachstellen", "1.1.2018", "Statistik", LEAD,
                "Regionen"),
        ), 340_000, 345_000,
    ),
    Area(
        "1.3", "Schutz vor Diskriminierung", (
            ("Die Beratungsstelle gegen Rassismus ist seit 2015 in Betrieb. Sie behandelt gut fünfzig Fälle im Jahr, "
            "die meisten aus Arbeitswelt und Nachbarschaft. Sie soll bekannter werden, auch bei Jugendlichen."),
        ),
        "Benachteiligung wegen der Herkunft wird erkannt, benannt und verhindert.",
        (
            Row("Betroffene kennen die Beratungsstelle.", "80 Fälle werden jährlich beraten.", (80, "Fälle"),
                "Beratungsstelle gegen Rassismus und Diskriminierung", "2019: Kampagne an Berufsschulen",
                "Jahresbericht der Stelle", "HEKS Ostschweiz", "Berufsschulen",
                providers=("HEKS Ostschweiz",), status="continued"),
            Row(None, "Sechs Verwaltungsstellen prüfen ihre Abläufe.", (6, "Stellen"),
                "Prüfung auf Zugangshürden in der Verwaltung", "2018–2020: je zwei Stellen", "Kurzberichte", LEAD),
        ), 95_000, 96_000,
    ),
    Area(
        "2.1", "Sprache und Bildung", (
            ("Deutschkurse werden mit Gutscheinen verbilligt. Wer einen Gutschein erhält, wählt die Schule selbst. Das "
            "hat sich bewährt: Die Zahl der Abbrüche ist von einem Fünftel auf ein Zehntel gesunken."),
            ("Lücken bestehen im Toggenburg und im Sarganserland, wo Kurse mangels Anmeldungen ausfallen. Dort "
            "werden kleinere Gruppen zugelassen. Für Personen ohne Schulbildung entstehen vier neue Lehrgänge."),
        ),
        "Zugewanderte verständigen sich in Alltag und Beruf auf Deutsch.",
        (
            Row("Kursteilnehmende erreichen die nächsthöhere Stufe.", "3200 Gutscheine werden jährlich eingelöst.",
                (3200, "Gutscheine"), "Gutscheine für Deutschkurse", "laufend; 2019: Zwischenauswertung",
                "Einstufung vor und nach dem Kurs", LEAD, "Sprachschulen", status="continued"),
            Row(None, "Vier Lehrgänge Alphabetisierung sind eingerichtet.", (4, "Lehrgänge"),
                "Lehrgänge für Personen ohne Schulbildung", "2018: zwei; 2020: vier", "Befragung der Lehrpersonen",
                "Gewerbliches Berufszentrum", providers=("Gewerbliches Berufszentrum",), status="new"),
            Row(None, "In abgelegenen Regionen fällt kein Kurs aus.", None, "Kleine Gruppen im Berggebiet",
                "ab August 2018", "Kursliste", LEAD, "Toggenburg, Sarganserland"),
        ), 1_180_000, 1_195_000,
    ),
    Area(
        "2.2", "Frühe Kindheit", (
            ("Spielgruppen sind beliebt, aber ungleich verteilt. Das Programm zahlt Beiträge an Gruppen, deren "
            "Leiterinnen eine Weiterbildung in Sprachförderung absolviert haben, und begleitet Familien zu Hause."),
        ),
        "Kinder aus zugewanderten Familien starten mit guten Voraussetzungen in den Kindergarten.",
        (
            Row("Kinder verstehen beim Eintritt in den Kindergarten Deutsch.", "150 Leiterinnen sind weitergebildet.",
                (150, "Leiterinnen"), "Lehrgang Sprachförderung für Spielgruppen", "je ein Lehrgang pro Jahr",
                "Prüfungen des Lehrgangs", "Pädagogische Hochschule", providers=("Pädagogische Hochschule",)),
            Row(None, "90 Familien werden jährlich begleitet.", (90, "Familien"), "Programm «Früh daheim»",
                "2018: zwei Regionen; 2021: vier", "Entwicklungsbogen", "Caritas St.Gallen", "Mütterberatung",
                providers=("Caritas St.Gallen",)),
        ), 260_000, 264_000,
    ),
    Area(
        "2.3", "Ausbildungs- und Arbeitsmarktfähigkeit", (
            ("Für anerkannte Flüchtlinge und vorläufig aufgenommene Personen sind die Gemeinden zuständig. Sie weisen "
            "sie den Angeboten des Trägervereins zu. Die Begleitung wird aus der Integrationspauschale bezahlt."),
            ("Aus dem Förderkredit finanziert das Programm Angebote für alle anderen: spät zugezogene Jugendliche und "
            "Ehepartnerinnen, die wieder in ihren Beruf einsteigen wollen."),
        ),
        "Zugewanderte im Erwerbsalter sind beruflich eingegliedert.",
        (
            Row("Jugendliche finden den Einstieg in die Berufsbildung.", "60 Jugendliche schliessen das Vorjahr ab.",
                (60, "Jugendliche"), "Vorjahr Beruf für spät Zugezogene", "August 2018: Start mit drei Klassen",
                "Anschlusslösung nach sechs Monaten", "Amt für Berufsbildung", "Betriebe", status="new"),
            Row("Qualifizierte arbeiten in ihrem Beruf.", "40 Personen werden durch Berufsleute begleitet.",
                (40, "Personen"), "Mentoring für Wiedereinsteigerinnen", "2019: Pilot; 2021: Regelangebot",
                "Befragung nach einem Jahr", "Amt für Wirtschaft und Arbeit", status="pilot"),
        ), 310_000, 318_000,
    ),
    Area(
        "3.1", "Interkulturelles Dolmetschen und Vermitteln", (
            ("Die Vermittlungsstelle Verdi deckt auch die beiden Appenzell ab. Der Kanton beteiligt sich an den "
            "Betriebskosten und an der Ausbildung. Neu können Ärztinnen am Telefon innert Minuten übersetzen lassen."),
        ),
        "Behörden, Schulen und Spitäler verständigen sich mit allen.",
        (
            Row("Gespräche in Schule und Spital gelingen.", "Einsätze werden zu 97 Prozent vermittelt.",
                (97, "Prozent"), "Beitrag an die Vermittlungsstelle", "jährliche Vereinbarung", "Statistik der Stelle",
                "Verdi", "Appenzell A.Rh. und I.Rh.", providers=("Verdi",)),
        ), 150_000, 152_000,
    ),
    Area(
        "3.2", "Zusammenleben", (
            ("Kleine Beiträge bewirken viel, wenn Freiwillige sich einsetzen. Der Fonds unterstützt Projekte von "
            "Vereinen, Kirchen und Nachbarschaften. Schlüsselpersonen verbinden Behörden und Gemeinschaften."),
        ),
        "Einheimische und Zugewanderte begegnen sich und gestalten das öffentliche Leben mit.",
        (
            Row("Zugewanderte wirken in Vereinen mit.", "50 Projekte werden jährlich unterstützt.", (50, "Projekte"),
                "Projektkredit Zusammenleben", "Eingaben im März und September", "Schlussberichte",
                "Kompetenzzentrum Integration", "Vereine"),
            Row(None, "25 Schlüsselpersonen sind im Einsatz.", (25, "Personen"), "Ausbildung von Schlüsselpersonen",
                "2018: erster Lehrgang", "Tagebücher", "Kompetenzzentrum Integration"),
        ), 205_000, 208_000,
    ),
)  # fmt: skip

PAIRS = tuple(zip(range(1, 9), AREAS, EIGHT_AREAS, strict=True))


def _raster(number: int, area: Area, area_id: str) -> tuple[Grid, dict[str, Goal], dict[str, Measure]]:
    goals: dict[str, Goal] = {}
    measures: dict[str, Measure] = {}
    lines = []
    for place, row in enumerate(area.rows, 1):
        name = f"{number}{place}"
        value, unit = row.value or (None, None)
        output = Goal(row.output, "output", area_id, None, value, unit, responsible=row.lead)
        outcome = (f"o{name}", Goal(row.outcome, "outcome", area_id, responsible=row.lead)) if row.outcome else None
        goals.update([outcome] if outcome else [])
        goals[f"g{name}"] = output
        measures[f"m{name}"] = Measure(
            row.measure,
            area_id,
            responsible=row.lead,
            schedule=row.milestones,
            providers=row.providers,
            status=row.status,
        )
        lines.append(
            TemplateLine(
                f"{area.code}.{place}",
                outcome,
                (f"g{name}", output),
                ((f"m{name}", row.measure),),
                row.milestones,
                row.evaluation,
                row.partners,
            )
        )
    pillar = {"1": "Information und Beratung", "2": "Bildung und Arbeit", "3": "Verständigung"}[area.code[0]]
    caption = f"Pfeiler {area.code[0]}: {pillar} – Förderbereich {area.code} {area.title}"
    return template_table(f"z{number}", lines, caption), goals, measures


RASTERS = tuple(_raster(*pair) for pair in PAIRS)

# Area over two rows: federal and own money.
SPLIT, SPLIT_MONEY = cross_table(
    Cross(
        "t1", "Tabelle 3: Mittelverwendung je Förderbereich nach Herkunft, in Franken", ("Förderbereich", "Mittel"),
        years_and_total(YEARS, "Total"), "", narrow, first_width=2.0, more_width=1.3, keep_together=False,
        merged=tuple(Merge(1 + 2 * place, 0, 2) for place in range(len(AREAS))),
    ),
    [
        Line(label, (amount,) * 4, area_money(area_id, **payer), (source,))
        for _, area, area_id in PAIRS
        for label, source, amount, payer in (
            (f"{area.code} {area.title}", "Bund (IFK)", area.federal, IFK),
            ("", "Kanton und Gemeinden", area.own,
             {"payer": "mixed", "payers": ("kanton", "gemeinden"), **WITHOUT_IP}),
        )
    ],
    area_money(None, **ALL_PAYERS, **WITHOUT_IP),
)  # fmt: skip

FEDERAL, OWN = sum(area.federal for area in AREAS), sum(area.own for area in AREAS)
TOWN_SHARE = 690_000

WHOLE = {"basis": "total", **KIP2}
FLOWS, FLOWS_MONEY = cross_table(
    Cross(
        "t2", "Tabelle 1: Mittelherkunft und Mittelverwendung 2018–2021, in TCHF", ("Position",),
        (
            Column("Mittelherkunft", {**WHOLE, **SOURCE}),
            Column("Mittelverwendung", {**WHOLE, "side": "uses"}),
        ),
        None, curly, step=1000, unit=1000, first_width=2.4, style="grid",
    ),
    [
        Line("Integrationsförderkredit des Bundes", (4 * FEDERAL, None), Money(0, **IFK)),
        Line("Integrationspauschale des Bundes", (36_400_000, None), Money(0, **IP)),
        Line("Kanton", (4 * (OWN - TOWN_SHARE), None), Money(0, **CANTON, **WITHOUT_IP)),
        Line("Gemeinden", (4 * TOWN_SHARE, None), Money(0, **TOWNS, **WITHOUT_IP)),
        Line("Förderbereiche 1.1 bis 3.2", (None, 4 * (FEDERAL + OWN)), Money(0, **WITHOUT_IP)),
        Line("Zuweisungen der Gemeinden (IP)", (None, 36_400_000), Money(0, **IP)),
    ],
)  # fmt: skip

IP_TABLE, IP_MONEY = cross_table(
    Cross(
        "t3", "Tabelle 2: Integrationspauschale", ("in Mio. CHF",),
        years_and_total(YEARS, "Total"), "Total", lambda tenth: f"{tenth // 10}.{tenth % 10}", step=100_000,
        unit=1_000_000, style="bare",
    ),
    [
        Line("Flüchtlinge", (4_140_000, 4_140_000, 3_960_000, 3_960_000), Money(0, **IP, side="uses")),
        Line("Vorläufig Aufgenommene", (5_160_000, 5_160_000, 4_940_000, 4_940_000), Money(0, **IP, side="uses")),
    ],
    Money(0, **IP, side="uses"),
)  # fmt: skip

TEXT_MONEY = {
    "f1": Money(2_750_000, **YEARLY, **KIP2, **IFK, **SOURCE),
    "f2": Money(36_400_000, **KIP2, **IP),
    "f3": Money(120, qualifier="at_most", basis="per_unit", unit="voucher", instrument="other",
                foerderbereich="sprache"),
    "f4": Money(690_000, **YEARLY, **TOWNS, **WITHOUT_IP, **SOURCE),
    "f5": Money(10_300_000, qualifier="about", **IFK, period_start=2014, period_end=2017, status="spent"),
    "f6": Money(5_000, 8_000, basis="per_unit", unit="group", instrument="other", foerderbereich="fruehe_kindheit",
                recipient="Gruppe"),
    "f7": Money(30_000, **YEARLY, **OTHERS, foerderbereich="zusammenleben"),
}  # fmt: skip

CLOSINGS = {
    "2.1": "Ein Gutschein hat einen Wert von {{f3|höchstens 120 Franken}}.",
    "2.2": "Eine Gruppe erhält {{f6|zwischen Fr. 5’000.– und Fr. 8’000.–}}.",
    "3.2": "Eine Stiftung gibt {{f7|jährlich Fr. 30’000.–}} dazu.",
}


def _chapter(number: int, area: Area, raster: Grid) -> tuple[Block, ...]:
    closing = (Paragraph(CLOSINGS[area.code]),) if area.code in CLOSINGS else ()
    return (
        Heading(f"3.{number} {area.title} (FB {area.code})", 2),
        Heading("Ausgangslage und Bedarf", 3),
        *(Paragraph(text) for text in area.texts),
        *closing,
        Heading("Strategisches Ziel", 3),
        Paragraph(mark(f"s{number}", area.strategy)),
        Break(landscape=True),
        raster,
        Break(),
    )


FRONT: tuple[Block, ...] = (
    Paragraph("Kanton St.Gallen", "subtitle"),
    Paragraph("Kantonales Integrationsprogramm 2018 bis 2021", "title"),
    Paragraph("KIP 2 – Konzept, Zielraster, Finanzen", "subtitle"),
    Paragraph("St.Gallen, 20. Juni 2017"),
    Paragraph("Muster mit erfundenen Zahlen; kein Dokument des Kantons.", "lead"),
    Break(),
    Contents("Inhaltsverzeichnis"),
    Break(),
    Heading("1 Das Wichtigste in Kürze"),
    Paragraph(
        "Das zweite Programm führt weiter, was sich im ersten bewährt hat, und räumt auf, was zu kompliziert war. Aus "
        "vierzehn Formularen werden vier, aus elf Vertragstypen drei. Inhaltlich liegt das Gewicht auf der "
        "Sprachförderung und auf dem Übergang in die Berufsbildung."
    ),
    Item("Der Bund stellt {{f1|Fr. 2’750’000.– pro Jahr}} aus dem Integrationsförderkredit bereit."),
    Item("Kanton und Gemeinden zahlen etwas mehr; auf die Gemeinden entfallen {{f4|jährlich 690’000 Franken}}."),
    Item("Die Integrationspauschale bringt in den Jahren 2018 bis 2021 {{f2|36,4 Mio. Franken}}."),
    Paragraph("{{d1|Die Regierung hat das Programm am 20. Juni 2017 genehmigt (RRB 2017/9453).}}"),
    Heading("2 Rückblick"),
    Heading("2.1 Das erste Programm", 2),
    Paragraph(
        "Zwischen 2014 und 2017 setzte der Kanton {{f5|rund 10,3 Mio. Franken}} aus dem Integrationsförderkredit ein. "
        "Alle Förderbereiche wurden aufgebaut, zwei davon später als geplant. Die Gemeinden lobten die Beratung durch "
        "die regionalen Fachstellen und bemängelten den Aufwand für die Berichte."
    ),
    Heading("2.2 Bevölkerung", 2),
    Paragraph(
        "Ende 2016 wohnten 119'600 Personen ohne Schweizer Pass im Kanton. Die grössten Gruppen stammen aus "
        "Deutschland, Serbien und Italien. Die Zuwanderung aus Europa ist seit drei Jahren rückläufig, während der "
        "Anteil der Geflüchteten steigt."
    ),
    Heading("2.3 Folgerungen", 2),
    Item("Angebote werden auf weniger Träger verteilt, die dafür länger unter Vertrag stehen.", "1."),
    Item("Die Regionen erhalten ein Budget, über das sie selbst verfügen.", "2."),
    Item("Jedes Leistungsziel hat eine Zahl, an der es gemessen wird.", "3."),
    Break(),
    Heading("3 Förderbereiche und Zielraster"),
)

BACK: tuple[Block, ...] = (
    Heading("4 Finanzen"),
    Heading("4.1 Herkunft und Verwendung im Vergleich", 2),
    Paragraph("Die Pauschale leitet der Kanton an die Gemeinden weiter, welche die Angebote auswählen."),
    FLOWS,
    Heading("4.2 Integrationspauschale", 2),
    IP_TABLE,
    Heading("4.3 Verwendung nach Förderbereichen", 2),
    Paragraph(
        "Die Beträge sind in allen vier Jahren gleich hoch. Jeder Förderbereich hat zwei Zeilen: oben stehen die "
        "Mittel des Bundes, darunter jene von Kanton und Gemeinden. Die letzte Zeile enthält die Summen. Personal- und "
        "Raumkosten der Regionen sind anteilig eingerechnet; die Kosten der kantonalen Verwaltung sind es nicht. "
        "Verschiebungen zwischen Förderbereichen desselben Pfeilers sind bis zu einem Fünftel möglich."
    ),
    Paragraph(
        "Der Förderkredit wird jährlich in zwei Raten ausbezahlt. Voraussetzung ist, dass Kanton und Gemeinden "
        "mindestens gleich viel beitragen. Beiträge von Privaten werden dabei nicht angerechnet."
    ),
    SPLIT,
    Heading("5 Umsetzung"),
    Paragraph(
        "Das Amt für Soziales schliesst bis Ende 2017 die Vereinbarungen mit den Regionen ab. Ein Ausschuss aus "
        "Kanton und Gemeinden tagt vierteljährlich. Er beschliesst über Verschiebungen, behandelt Beschwerden der "
        "Träger und bereitet den Bericht an den Bund vor."
    ),
    Paragraph(
        "Im dritten Jahr wird geprüft, welche Leistungsziele erreichbar bleiben. Ziele, die sich als falsch "
        "erwiesen haben, werden im Einvernehmen mit dem Bund ersetzt; die Gründe werden festgehalten."
    ),
)

SAMPLE = Sample(
    name="sg-kip2-konzept-muster",
    facts=FACTS,
    blocks=(
        *FRONT,
        *(block for (number, area, _), raster in zip(PAIRS, RASTERS, strict=True)
          for block in _chapter(number, area, raster[0])),
        *BACK,
    ),
    money={**TEXT_MONEY, **SPLIT_MONEY, **FLOWS_MONEY, **IP_MONEY},
    measures={name: measure for _, _, measures in RASTERS for name, measure in measures.items()},
    goals={
        **{f"s{number}": Goal(area.strategy, "strategic", area_id) for number, area, area_id in PAIRS},
        **{name: goal for _, goals, _ in RASTERS for name, goal in goals.items()},
    },
    decisions={
        "d1": Decision("Regierung", "Die Regierung", "executive", "approved", number="2017/9453", date="2017-06-20",
                       what="das Programm"),
    },
    planted=(
        Planted("agreement", "federal credit in the text and in table 1 of the finances: 11'000 thousand in four years",
                ("f1",), None, ("t2.1.1",)),
    ),
)  # fmt: skip


def render() -> Rendered:
    """Draw the concept."""
    return render_pdf(SAMPLE, LOOK)
