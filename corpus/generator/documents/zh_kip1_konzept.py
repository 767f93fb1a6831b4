"""A KIP 1 concept in three pillars, set like a report of the chancellery: serif type, a page for each area, small
borderless tables with payers as columns and amounts in thousands, spread over all chapters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from corpus.generator.finance import Column, Cross, Line, apostrophe, cross_table, hundredths, years_and_total
from corpus.generator.marks import mark
from corpus.generator.model import (
    Block,
    Break,
    Contents,
    Decision,
    Facts,
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
from corpus.generator.terms import (
    ALL_PAYERS,
    BUND,
    CANTON,
    EIGHT_AREAS,
    IFK,
    IP,
    KIP1,
    SOURCE,
    TOWNS,
    WITHOUT_IP,
    YEARLY,
    area_money,
    one_year,
)

YEARS = (2014, 2015, 2016, 2017)
OFFICE = "Fachstelle für Integrationsfragen"

FACTS = Facts(
    media_type="application/pdf",
    canton="ZH",
    language="de",
    doc_type="kip_concept",
    title="Kantonales Integrationsprogramm des Kantons Zürich 2014–2017",
    issuer="Direktion der Justiz und des Innern des Kantons Zürich",
    program="KIP 1",
    period_start=2014,
    period_end=2017,
    published="2013-08",
    foerderbereiche_named=tuple(dict.fromkeys(EIGHT_AREAS)),
)

LOOK = Look(
    body="Times-Roman",
    bold="Times-Bold",
    accent="#00407c",
    header="Kanton Zürich – Direktion der Justiz und des Innern",
    footer="Kantonales Integrationsprogramm 2014–2017",
    size=12.0,
    leading=18.0,
    heading_sizes=(20.0, 15.0, 12.5),
    title_size=30.0,
    margin=30.0,
    table="bare",
    table_size=10.0,
    page_label="– {page} –",
    header_line=True,
    toc_levels=2,
)


@dataclass(frozen=True, slots=True)
class Chapter:
    """An area: its texts, its measures with a sentence each, and what Bund, canton and towns pay in 2014.

    `paid` and `growth` (per year) are in thousands of francs; the towns' share may be unknown.
    """

    number: str
    title: str
    label: str
    texts: tuple[str, ...]
    measures: tuple[tuple[str, str], ...]
    paid: tuple[int, int, int | None]
    growth: tuple[int, int, int]
    closing: str = ""


CHAPTERS = (
    Chapter(
        "4.1", "Erstinformation und Integrationsförderbedarf", "Erstinformation", (
            ("Wer aus dem Ausland zuzieht, soll spätestens drei Monate nach der Anmeldung wissen, wie Schule, "
            "Krankenversicherung, Steuern und Abfallentsorgung geregelt sind und welche Kurse es in der Nähe gibt. "
            "Viele Gemeinden haben dafür bereits Willkommensmappen; ein persönliches Gespräch führen bisher nur die "
            "grösseren Städte. Das Programm legt einen gemeinsamen Ablauf fest, der auch in kleinen Gemeinden ohne "
            "eigene Fachperson funktioniert."),
            ("Zeigt sich im Gespräch ein besonderer Bedarf, wird er in einem Kurzprotokoll festgehalten und an die "
            "zuständige Stelle weitergeleitet. Die Angaben bleiben bei der Gemeinde. Nach zwei Jahren wird geprüft, "
            "ob die Empfehlungen befolgt wurden und woran es lag, wenn nicht."),
        ),
        (("Erstinformationsgespräche in allen Bezirken", ("Die Gespräche dauern eine halbe Stunde und finden, wo "
          "nötig, mit einer Übersetzung statt.")),
         ("Begrüssungsanlässe der Gemeinden", "Die Fachstelle beteiligt sich an den Kosten für Raum und Verpflegung."),
         ("Schulung der Einwohnerkontrollen", "Zwei Halbtage im Jahr behandeln Gesprächsführung und Ausländerrecht.")),
        (620, 310, 290), (10, 5, 5),
        "Ein Gespräch wird der Gemeinde mit {{f01|Fr. 85 pro Person}} abgegolten.",
    ),
    Chapter(
        "4.2", "Beratung", "Beratung", (
            ("Fragen zu Aufenthalt, Arbeit und Familie tauchen nicht nur am Anfang auf. Die regionalen "
            "Beratungsstellen hören zu, klären und vermitteln; sie ersetzen weder Sozialdienst noch Rechtsberatung. "
            "Im Norden des Kantons fehlt bis heute eine Stelle, die ohne Voranmeldung offen steht."),
            ("Fachpersonen der Regelstrukturen wenden sich mit eigenen Fragen an dieselben Stellen. Eine Lehrerin, die "
            "ein Elterngespräch vorbereitet, erhält dort ebenso Auskunft wie ein Betrieb, der einen Mitarbeiter zum "
            "Deutschkurs schicken will."),
        ),
        (("Beratungsstelle Nord", "Sie öffnet 2015 in Bahnhofsnähe und berät in acht Sprachen."),
         ("Fachauskunft für Regelstrukturen", "Anfragen werden innert dreier Arbeitstage beantwortet.")),
        (540, 270, 260), (20, 10, 10),
    ),
    Chapter(
        "4.3", "Schutz vor Diskriminierung", "Schutz vor Diskriminierung", (
            ("Benachteiligung bei der Wohnungssuche, abschätzige Bemerkungen am Schalter, Drohungen im Quartier: Wer "
            "so etwas erlebt, weiss selten, an wen er oder sie sich wenden kann. Bisher nahm keine Stelle solche "
            "Meldungen systematisch entgegen."),
            ("Das Programm schafft eine Anlaufstelle und bildet Mitarbeitende der Verwaltung weiter. Die Gemeinden "
            "beteiligen sich daran vorerst nicht; über ihren Beitrag wird nach der Halbzeit verhandelt. Deshalb weist "
            "die Tabelle für sie keinen Betrag aus."),
        ),
        (("Anlaufstelle für Betroffene von Rassismus", "Sie berät kostenlos und auf Wunsch anonym."),
         ("Weiterbildung «Fair am Schalter»", "Der eintägige Kurs richtet sich an Mitarbeitende am Schalter.")),
        (180, 180, None), (5, 5, 0),
        "Private geben {{f02|ca. 20'000 Franken im Jahr}} dazu.",
    ),
    Chapter(
        "5.1", "Sprache und Bildung", "Sprache und Bildung", (
            ("Die Sprachförderung ist der grösste Teil des Programms. Kurse auf den Stufen A1 bis B1 werden in allen "
            "zwölf Bezirken angeboten, in vielen Gemeinden auch mit Kinderbetreuung. Erwachsene, die nie zur Schule "
            "gegangen sind, brauchen mehr Zeit und kleinere Gruppen."),
            ("Die Beiträge werden neu pro Lektion und Teilnehmerin berechnet. Anbieter legen ihre Kosten offen und "
            "weisen nach, wie viele Personen ein Sprachattest erwerben. Gemeinden mit wenigen Zugezogenen schliessen "
            "sich zu Kursregionen zusammen."),
            ("Kurse in Betrieben entlasten Schichtarbeitende. Die Arbeitgeber stellen den Raum und mindestens die "
            "Hälfte der Zeit; das Programm bezahlt die Lehrperson."),
        ),
        (("Deutschkurse für Erwachsene ohne Schulbildung", "Die Gruppen umfassen höchstens acht Personen."),
         ("Deutsch am Arbeitsplatz", "Im Vordergrund stehen Reinigung, Pflege und Gastgewerbe."),
         ("Kursregionen für kleine Gemeinden", "Eine Leitgemeinde schreibt die Kurse aus und rechnet ab."),
         ("Sprachnachweis auf Stufe A2", "Die Prüfung wird viermal im Jahr an drei Orten abgenommen.")),
        (3400, 1700, 1650), (60, 30, 30),
        "An eine Lektion zahlen Bund und Kanton {{f03|9 bis 11 Franken pro Lektion}}.",
    ),
    Chapter(
        "5.2", "Frühe Förderung", "Frühe Förderung", (
            ("Kinder, die beim Eintritt in den Kindergarten kaum Deutsch verstehen, holen den Rückstand oft nicht mehr "
            "auf. Spielgruppen und Krippen sind der beste Ort, um nebenbei zu lernen, vorausgesetzt, die Leiterinnen "
            "sind dafür ausgebildet und die Eltern einbezogen."),
            ("Das Programm arbeitet mit der Bildungsdirektion zusammen, die eine eigene Strategie verfolgt. Es bezahlt "
            "nur, was sich ausdrücklich an zugewanderte Familien richtet."),
        ),
        (("Sprachförderung in Spielgruppen", "Unterstützt werden Gruppen mit zwei Leiterinnen."),
         ("Elternbildung in der Erstsprache", "Moderatorinnen laden zu Gesprächsrunden im Wohnquartier ein."),
         ("Besuchsdienst für junge Familien", "Eine Besucherin begleitet eine Familie während achtzehn Monaten.")),
        (760, 380, 400), (15, 10, 5),
    ),
    Chapter(
        "5.3", "Arbeitsmarktfähigkeit", "Arbeitsmarktfähigkeit", (
            ("Vorläufig aufgenommene Personen und Flüchtlinge finden zu selten eine Stelle. Manche bringen Berufe mit, "
            "die hier anders heissen; andere haben nie eine Ausbildung beginnen können. Am Anfang steht deshalb eine "
            "Standortbestimmung, die Schule, Erfahrung und Gesundheit berücksichtigt."),
            ("Vermittlung und Begleitung werden aus der Integrationspauschale bezahlt und stehen nicht in der Tabelle "
            "dieses Kapitels. Die hier gezeigten Mittel dienen der Zusammenarbeit mit Berufsverbänden und der "
            "Information der Betriebe."),
        ),
        (("Standortbestimmung für Flüchtlinge", "Sie dauert vier Wochen und endet mit einem schriftlichen Plan."),
         ("Informationsstelle für Betriebe", "Eine Telefonnummer gibt Auskunft über Bewilligungen und Löhne."),
         ("Mentoring durch Berufsleute", "Rund hundert Freiwillige begleiten je eine Person während eines Jahres.")),
        (410, 205, 180), (10, 5, 5),
        "Die Standortbestimmung kostet {{f04|höchstens Fr. 4'800 pro Teilnehmer}}.",
    ),
    Chapter(
        "6.1", "Interkulturelles Dolmetschen", "Interkulturelles Dolmetschen", (
            ("Ein Missverständnis im Spital oder am Elternabend kann teuer werden. Qualifizierte Dolmetschende "
            "übersetzen vollständig, kennen ihre Rolle und schweigen über das Gehörte. Die Vermittlungsstelle verfügt "
            "über 290 Personen in 55 Sprachen."),
            ("Die Einsätze bezahlt, wer sie bestellt. Das Programm trägt die Kosten der Vermittlung und der "
            "Ausbildung, damit die Tarife auch für kleine Schulen tragbar bleiben."),
        ),
        (("Zentrale Vermittlungsstelle", "Bestellungen werden werktags innert einer Stunde bestätigt."),
         ("Ausbildung von Dolmetschenden", "Zwei Lehrgänge pro Jahr führen zum Zertifikat.")),
        (330, 165, 150), (10, 5, 5),
        "Der Tarif liegt bei {{f05|Fr. 75.– pro Stunde}}.",
    ),
    Chapter(
        "6.2", "Soziale Integration", "Soziale Integration", (
            ("Begegnung lässt sich nicht verordnen. Sie entsteht im Chor, im Gemeinschaftsgarten, beim Fussball. Das "
            "Programm hilft Vereinen, die sich öffnen wollen, und Gruppen, die etwas Neues versuchen. "
            "Schlüsselpersonen tragen Informationen in Gemeinschaften, die von Behörden schwer erreicht werden."),
            ("Gesuche werden zweimal im Jahr beurteilt. Massgebend sind die Zahl der Freiwilligen, die Beteiligung der "
            "Gemeinde und die Aussicht, dass das Vorhaben nach drei Jahren ohne Beitrag weiterläuft."),
        ),
        (("Projektfonds Zusammenleben", "Gefördert werden Vorhaben von Vereinen und Nachbarschaften."),
         ("Netz der Schlüsselpersonen", "Vierzig Personen aus achtzehn Ländern werden geschult und begleitet."),
         ("Quartiergespräche", "Gemeinden ziehen eine Moderatorin bei, wenn es im Quartier Spannungen gibt.")),
        (480, 240, 260), (10, 5, 5),
        "Ein Beitrag aus dem Fonds beträgt {{f06|maximal 15'000 Franken pro Projekt}}.",
    ),
)  # fmt: skip


def _paid(chapter: Chapter, year: int) -> tuple[int | None, ...]:
    """Return what Bund, canton and towns pay for an area in a year, in francs."""
    passed = year - YEARS[0]
    return tuple(
        None if paid is None else (paid + passed * growth) * 1000
        for paid, growth in zip(chapter.paid, chapter.growth, strict=True)
    )


def _in_period(chapter: Chapter, payer: int) -> int | None:
    amounts = [_paid(chapter, year)[payer] for year in YEARS]
    return None if None in amounts else sum(amount or 0 for amount in amounts)


PAYER_COLUMNS = (
    Column("Bund", IFK),
    Column("Kanton", {**CANTON, **WITHOUT_IP}),
    Column("Gemeinden", {**TOWNS, **WITHOUT_IP}),
    Column("Total", {**ALL_PAYERS, **WITHOUT_IP, "is_total": True}, (0, 1, 2)),
)


def _area_table(number: int, chapter: Chapter) -> tuple[Grid, dict[str, Money]]:
    cross = Cross(
        f"a{number}", f"{chapter.label}: Finanzierung in Fr. 1000", ("Jahr",), PAYER_COLUMNS, "2014–2017", apostrophe,
        step=1000, unit=1000, first_width=1.6,
    )  # fmt: skip
    lines = [
        Line(str(year), _paid(chapter, year), area_money(EIGHT_AREAS[number - 1], **one_year(year))) for year in YEARS
    ]
    return cross_table(cross, lines, area_money(EIGHT_AREAS[number - 1], **KIP1))


AREA_TABLES = tuple(_area_table(number, chapter) for number, chapter in enumerate(CHAPTERS, 1))

BY_PAYER, BY_PAYER_MONEY = cross_table(
    Cross(
        "t1", "Tabelle 1: Förderbereiche nach Kostenträgern, Summe der Jahre 2014 bis 2017 (in Fr. 1000)",
        ("Förderbereich",),
        (
            Column("IFK", IFK),
            Column("Kanton", {**CANTON, **WITHOUT_IP}),
            Column("Gemeinden", {**TOWNS, **WITHOUT_IP}),
            Column("", {**ALL_PAYERS, **WITHOUT_IP, "is_total": True}, (0, 1, 2)),
        ),
        "", apostrophe, step=1000, unit=1000, first_width=2.2,
        upper_header=("", "Bund", "Kantonale Mittel", "", "Total"),
        merged=(Merge(0, 2, 1, 2),), style="lines",
    ),
    [
        Line(f"{chapter.number} {chapter.label}", tuple(_in_period(chapter, payer) for payer in range(3)),
             area_money(area, **KIP1))
        for chapter, area in zip(CHAPTERS, EIGHT_AREAS, strict=True)
    ],
    area_money(None, **KIP1),
)  # fmt: skip

BY_YEAR, BY_YEAR_MONEY = cross_table(
    Cross(
        "t2", "Tabelle 2: Mittelverwendung ohne Integrationspauschale, in Mio. CHF", ("Förderbereich",),
        years_and_total(YEARS, "Total"), "Total", hundredths, step=10_000, unit=1_000_000, style="grid",
        errors={(8, 2): 90_000},
    ),
    [
        Line(chapter.label, tuple(sum(amount or 0 for amount in _paid(chapter, year)) for year in YEARS),
             area_money(area, **WITHOUT_IP))
        for chapter, area in zip(CHAPTERS, EIGHT_AREAS, strict=True)
    ],
    area_money(None, **WITHOUT_IP),
)  # fmt: skip


def _yearly(payer: int) -> tuple[int, ...]:
    return tuple(sum(_paid(chapter, year)[payer] or 0 for chapter in CHAPTERS) for year in YEARS)


SOURCES, SOURCES_MONEY = cross_table(
    Cross(
        "t3", "Tabelle 3: Mittelherkunft, in Franken", ("Herkunft",), years_and_total(YEARS, "2014–2017"),
        "Gesamttotal", apostrophe, first_width=2.4, style="grid",
    ),
    [
        Line("Bund: Integrationsförderkredit", _yearly(0), Money(0, **IFK, **SOURCE)),
        Line("Kanton Zürich", _yearly(1), Money(0, **CANTON, **WITHOUT_IP, **SOURCE)),
        Line("Gemeinden", _yearly(2), Money(0, **TOWNS, **WITHOUT_IP, **SOURCE)),
        Line("Bund: Integrationspauschale", (9_300_000, 9_300_000, 9_600_000, 9_900_000), Money(0, **IP, **SOURCE)),
    ],
    Money(0, **ALL_PAYERS, **SOURCE, ip_scope="included"),
)  # fmt: skip

IFK_TOTAL = sum(_yearly(0))

TEXT_MONEY = {
    "f01": Money(85, basis="per_person", unit="person", instrument="other", foerderbereich="information_beratung",
                 recipient="Gemeinde"),
    "f02": Money(20_000, qualifier="about", **YEARLY, payer="dritte", payers=("dritte",),
                 foerderbereich="vielfalt_diskriminierungsschutz"),
    "f03": Money(9, 11, basis="per_unit", unit="lesson", instrument="other", payer="bund_kanton",
                 payers=("bund", "kanton"), foerderbereich="sprache"),
    "f04": Money(4_800, qualifier="at_most", basis="per_person", unit="participant", instrument="other",
                 foerderbereich="ausbildung_arbeit"),
    "f05": Money(75, basis="per_unit", unit="hour", instrument="other", foerderbereich="dolmetschen"),
    "f06": Money(15_000, qualifier="at_most", basis="per_unit", unit="project", instrument="other",
                 foerderbereich="zusammenleben"),
    "f07": Money(IFK_TOTAL, **IFK, **KIP1, **SOURCE, status="requested", recipient="Kanton"),
    "f08": Money(9_500_000, qualifier="about", **YEARLY, **IP),
    "f09": Money(6_000, basis="per_person", unit="refugee", interval="once", **IP, status="unknown"),
    "f10": Money(14_600_000, qualifier="about", **BUND, status="spent", period_start=2009, period_end=2013,
                 instrument="other", recipient="Kanton"),
    "f11": Money(350_000, **YEARLY, **CANTON),
    "f12": Money(100_000, role="threshold", instrument="other", status="unknown"),
}  # fmt: skip

TITLES = [title for chapter in CHAPTERS for title, _ in chapter.measures]
DETAILS: dict[str, dict[str, Any]] = {
    "Erstinformationsgespräche in allen Bezirken": {"providers": ("Gemeinden",)},
    "Begrüssungsanlässe der Gemeinden": {"target_groups": ("newcomers",), "providers": ("Gemeinden",)},
    "Beratungsstelle Nord": {"status": "new", "period_start": 2015},
    "Fachauskunft für Regelstrukturen": {"target_groups": ("professionals",)},
    "Anlaufstelle für Betroffene von Rassismus": {"status": "new"},
    "Deutsch am Arbeitsplatz": {"target_groups": ("employers", "adults")},
    "Kursregionen für kleine Gemeinden": {"providers": ("Leitgemeinde",), "status": "new"},
    "Sprachförderung in Spielgruppen": {"target_groups": ("children_0_4",), "regelstruktur": ("early_childhood",)},
    "Besuchsdienst für junge Familien": {"target_groups": ("parents", "children_0_4")},
    "Standortbestimmung für Flüchtlinge": {"target_groups": ("refugees",)},
    "Informationsstelle für Betriebe": {"target_groups": ("employers",)},
    "Mentoring durch Berufsleute": {"target_groups": ("volunteers",)},
    "Netz der Schlüsselpersonen": {"target_groups": ("key_persons",)},
}


def _measures() -> dict[str, Measure]:
    found = [
        (title, area) for chapter, area in zip(CHAPTERS, EIGHT_AREAS, strict=True) for title, _ in chapter.measures
    ]
    return {
        f"m{number:02}": Measure(title, area, **DETAILS.get(title, {})) for number, (title, area) in enumerate(found, 1)
    }


def _chapter(number: int, chapter: Chapter) -> tuple[Block, ...]:
    items = tuple(
        Item(f"{mark(f'm{TITLES.index(title) + 1:02}', title)}. {sentence}", f"{letter})")
        for letter, (title, sentence) in zip("abcd", chapter.measures, strict=False)
    )
    closing = (Paragraph(chapter.closing),) if chapter.closing else ()
    return (
        Heading(f"{chapter.number} {chapter.title}", 2),
        *(Paragraph(text) for text in chapter.texts),
        Heading("Massnahmen", 3),
        *items,
        *closing,
        AREA_TABLES[number - 1][0],
        Break(),
    )


PILLARS = {
    1: (Heading("4 Pfeiler 1: Information und Beratung"),),
    4: (Heading("5 Pfeiler 2: Bildung und Arbeit"),),
    7: (Heading("6 Pfeiler 3: Verständigung und gesellschaftliche Integration"),),
}

FRONT = (
    Paragraph("Kanton Zürich", "subtitle"),
    Paragraph("Kantonales Integrationsprogramm des Kantons Zürich 2014–2017", "title"),
    Paragraph("Eingabe an den Bund, August 2013"),
    Paragraph(
        "Dieses Dokument ist ein Muster mit erfundenen Zahlen. Es bildet die Form solcher Eingaben nach und sagt "
        "nichts über die wirkliche Integrationsförderung im Kanton aus.", "lead",
    ),
    Break(),
    Contents("Inhalt"),
    Break(),
    Heading("Vorwort"),
    Paragraph(
        "Zürich ist ein Kanton der Zugezogenen. Jede vierte Person hat einen ausländischen Pass, und fast jede zweite "
        "Familie spricht zu Hause mehr als eine Sprache. Meist gelingt das Zusammenleben, ohne dass der Staat etwas "
        "beiträgt. Wo es nicht von selbst gelingt, braucht es verlässliche Angebote und Leute, die sie kennen."
    ),
    Paragraph(
        "Mit dem vorliegenden Programm fassen Kanton und Gemeinden zum ersten Mal alle Massnahmen der spezifischen "
        "Förderung zusammen. Das schafft Übersicht, auch über die Kosten. Es bindet uns aber auch: Was hier steht, "
        "wird in vier Jahren gemessen."
    ),
    Paragraph("Die Vorsteherin der Direktion der Justiz und des Innern"),
    Break(),
)  # fmt: skip

INTRODUCTION = (
    Heading("1 Zusammenfassung"),
    Paragraph(
        "Das Programm umfasst drei Pfeiler mit acht Förderbereichen. Für die Jahre 2014 bis 2017 ersucht der Kanton "
        f"den Bund um {mark('f07', apostrophe(IFK_TOTAL) + ' Franken')} aus dem Integrationsförderkredit. Kanton und "
        "Gemeinden wenden zusammen ungefähr gleich viel auf. Hinzu kommt die Integrationspauschale für Flüchtlinge und "
        "vorläufig aufgenommene Personen, mit der in dieser Periode {{f08|rund 9,5 Mio. Franken pro Jahr}} zu "
        "erwarten sind."
    ),
    Paragraph(
        "Der Schwerpunkt liegt auf der Sprache. Gut die Hälfte der Mittel fliesst in Kurse, weitere Teile in die "
        "Erstinformation und in die Frühe Förderung. Neu sind der Schutz vor Diskriminierung und der Aufbau einer "
        "Beratungsstelle im Norden des Kantons."
    ),
    Paragraph(
        "Die Gemeinden bleiben frei, wie sie die Angebote gestalten. Sie verpflichten sich aber, nach gemeinsamen "
        "Grundsätzen zu arbeiten und jährlich Bericht zu erstatten. Gemeinden unter 3000 Einwohnerinnen und Einwohnern "
        "können die Aufgabe einer Nachbargemeinde übertragen."
    ),
    Break(),
    Heading("2 Ausgangslage"),
    Heading("2.1 Von den Schwerpunkten zum Programm", 2),
    Paragraph(
        "Bis 2013 finanzierte der Bund einzelne Schwerpunkte und verhandelte über jedes Kompetenzzentrum gesondert. "
        "Zwischen 2009 und 2013 zahlte er dem Kanton auf diesem Weg {{f10|rund 14,6 Mio. Franken}}. Die Vielzahl der "
        "Verträge band Kräfte, und zwischen den Angeboten blieben Lücken."
    ),
    Paragraph(
        "{{d1|Der Regierungsrat hat die Direktion der Justiz und des Innern mit Beschluss Nr. 9822/2012 beauftragt, "
        "ein Programm auszuarbeiten.}} Die Direktion setzte eine Begleitgruppe ein, in der die Städte, der Verband der "
        "Gemeindepräsidenten, die Sozialpartner und der Beirat der Migrationsbevölkerung vertreten waren."
    ),
    Heading("2.2 Bevölkerung", 2),
    Paragraph(
        "Ende 2012 lebten 351'800 Ausländerinnen und Ausländer im Kanton. Etwa zwei Drittel kamen aus der "
        "Europäischen Union, am häufigsten aus Deutschland, Italien und Portugal. Pro Jahr ziehen gut 30'000 Personen "
        "neu zu; die Hälfte bleibt weniger als fünf Jahre. Das Programm muss also für Menschen taugen, die sich rasch "
        "zurechtfinden müssen, und für solche, die schon lange hier leben und nie einen Kurs besucht haben."
    ),
    Heading("2.3 Was sich bewährt hat", 2),
    Paragraph(
        "Eine Umfrage bei 96 Gemeinden ergab, dass Deutschkurse mit Kinderbetreuung, Spielgruppen und persönliche "
        "Gespräche am meisten bewirken. Als hinderlich wurden kurze Vertragsdauern, wechselnde Formulare und die "
        "getrennte Abrechnung von Bund und Kanton genannt."
    ),
    Break(),
    Heading("3 Grundsätze"),
    Heading("3.1 Regelstrukturen zuerst", 2),
    Paragraph(
        "Schule, Berufsbildung, Gesundheit und Arbeitsvermittlung stehen allen offen, die hier wohnen. Die "
        "spezifische Förderung ergänzt sie und schliesst Lücken, sie baut keine Parallelwelt auf. Jeder Bereich nennt "
        "deshalb die Stelle, die das Angebot auf Dauer übernehmen könnte."
    ),
    Heading("3.2 Fördern und fordern", 2),
    Paragraph(
        "Integration gelingt, wenn beide Seiten etwas beitragen. Der Kanton schafft Gelegenheiten, die Zugezogenen "
        "nutzen sie. In begründeten Fällen kann die Behörde eine Vereinbarung verlangen; davon wird zurückhaltend "
        "Gebrauch gemacht."
    ),
    Heading("3.3 Zusammenarbeit mit den Gemeinden", 2),
    Paragraph(
        "Mit den Städten Zürich und Winterthur schliesst der Kanton je einen eigenen Vertrag. Die übrigen Gemeinden "
        "ordnet er sechs Regionen zu. Für die Koordination der Regionen setzt der Kanton {{f11|Fr. 350'000.– pro "
        "Jahr}} ein. Verträge über mehr als {{f12|Fr. 100'000.–}} unterzeichnet die Direktion, kleinere die Fachstelle."
    ),
    Paragraph(
        "Die Fachstelle besucht jede Region zweimal im Jahr. Sie bringt Erfahrungen aus anderen Regionen mit, "
        "vermittelt Referentinnen und hilft bei Ausschreibungen. Wer schon gute Lösungen hat, soll sie behalten "
        "dürfen, solange die Ziele erreicht werden."
    ),
    Break(),
)

FINANCES = (
    Heading("7 Finanzen"),
    Heading("7.1 Grundlagen", 2),
    Paragraph(
        "Der Bund stützt seine Beiträge auf Art. 55 des Ausländergesetzes (AuG). Die Integrationspauschale beträgt "
        "{{f09|6000 Franken pro Person}} und wird einmal ausgerichtet. Sie ist in den Tabellen 1 und 2 nicht "
        "enthalten; in Tabelle 3 steht sie auf einer eigenen Zeile. Beiträge Dritter werden nicht ausgewiesen."
    ),
    BY_PAYER,
    Heading("7.2 Verteilung auf die Jahre", 2),
    Paragraph(
        "Die Mittel nehmen leicht zu, weil die Beratungsstelle Nord und die Kursregionen schrittweise aufgebaut "
        "werden. Tabelle 2 gibt gerundete Werte in Millionen wieder."
    ),
    BY_YEAR,
    Break(),
    Heading("7.3 Herkunft der Mittel", 2),
    Paragraph(
        "Der Kantonsanteil stammt aus dem ordentlichen Voranschlag. Die Anteile der Gemeinden beruhen auf "
        "Absichtserklärungen und werden mit den Verträgen verbindlich."
    ),
    SOURCES,
    Paragraph(
        "Werden Mittel in einem Jahr nicht verbraucht, können sie auf das folgende übertragen werden, nicht aber über "
        "das Ende der Periode hinaus. Verschiebungen zwischen den Pfeilern bis zu einem Zehntel bewilligt die "
        "Fachstelle, grössere der Bund."
    ),
    Break(),
    Heading("8 Steuerung und Qualität"),
    Paragraph(
        "Die Fachstelle führt ein Verzeichnis aller Angebote und wertet die Berichte der Gemeinden aus. Zur Halbzeit "
        "legt sie dar, welche Ziele erreicht sind und wo das Programm angepasst werden muss. Die Begleitgruppe "
        "berät sie dabei."
    ),
    Paragraph(
        "Für Kurse gilt ein Qualitätsrahmen mit zehn Punkten. Er verlangt ausgebildete Lehrpersonen, eine Einstufung "
        "vor Kursbeginn, höchstens vierzehn Personen pro Gruppe und eine Rückmeldung am Ende. Wer den Rahmen "
        "zweimal nicht einhält, erhält keine Beiträge mehr."
    ),
    Paragraph("{{d2|Dieses Programm wurde vom Regierungsrat am 21. August 2013 genehmigt (RRB Nr. 9731/2013).}}"),
    Break(),
    Heading("Anhang: Abkürzungen"),
    Item("Bundesgesetz über die Ausländerinnen und Ausländer", "AuG"),
    Item("Integrationsförderkredit des Bundes", "IFK"),
    Item("Integrationspauschale", "IP"),
    Item("Kantonales Integrationsprogramm", "KIP"),
    Item("Beschluss des Regierungsrates", "RRB"),
)

SAMPLE = Sample(
    name="zh-kip1-konzept-muster",
    facts=FACTS,
    blocks=(
        *FRONT,
        *INTRODUCTION,
        *(
            block
            for number, chapter in enumerate(CHAPTERS, 1)
            for block in (*PILLARS.get(number, ()), *_chapter(number, chapter))
        ),
        *FINANCES,
    ),
    money={
        **TEXT_MONEY,
        **{name: money for _, records in AREA_TABLES for name, money in records.items()},
        **BY_PAYER_MONEY,
        **BY_YEAR_MONEY,
        **SOURCES_MONEY,
    },
    measures=_measures(),
    decisions={
        "d1": Decision("Regierungsrat", "Der Regierungsrat", "executive", "commissioned", number="9822/2012",
                       date="2012", what="ein Programm"),
        "d2": Decision("Regierungsrat", "Regierungsrat", "executive", "approved", number="9731/2013",
                       date="2013-08-21", what="Dieses Programm"),
    },
    planted=(
        Planted("hole", "no amount of the municipalities for protection from discrimination, KIP 1"),
        Planted("wrong_sum", "the total of 2016 in table 2 is 0.09 million too high", ("t2.9.3",)),
    ),
)  # fmt: skip


def render() -> Rendered:
    """Draw the concept."""
    return render_pdf(SAMPLE, LOOK)
