"""A Finanzraster as Excel: sheets for sources, uses and the lump sum, totals as formulas, a hidden sheet of lists."""

from __future__ import annotations

from dataclasses import replace

from corpus.generator.finance import Cross, Line, apostrophe, cross_table, years_and_total
from corpus.generator.model import Block, Facts, Heading, Money, Paragraph, Rendered, Sample
from corpus.generator.terms import (
    ALL_PAYERS,
    CANTON,
    EIGHT_AREAS_DE,
    IFK,
    IP,
    KIP2BIS,
    OTHERS,
    SEVEN_AREAS,
    TOWNS,
    WITHOUT_IP,
    area_money,
)
from corpus.generator.xlsx import HiddenSheet, Palette, render_xlsx

YEARS = (2022, 2023)

FACTS = Facts(
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    canton="BS",
    language="de",
    doc_type="kip_concept",
    title="Finanzraster KIP 2bis, Kanton Basel-Stadt",
    issuer="Fachstelle Diversität und Integration",
    program="KIP 2bis",
    period_start=2022,
    period_end=2023,
    published="2021-04-15",
    foerderbereiche_named=SEVEN_AREAS,
)


def _cross(table_id: str, sheet: str, corner: str, unit_label: str, unit: int = 1) -> Cross:
    """Return a table of years whose header bears the unit, as the grids of the Confederation do."""
    columns = tuple(
        replace(column, label=f"{column.label} ({unit_label})") for column in years_and_total(YEARS, "Total")
    )
    return Cross(table_id, sheet, (corner,), columns, "Total", apostrophe, step=unit, unit=unit)


SOURCES, SOURCES_MONEY = cross_table(
    _cross("t1", "Mittelherkunft", "Geldgeber", "CHF"),
    [
        Line("Bund, Integrationsförderkredit", (1_325_000, 1_325_000), Money(0, **IFK, side="sources")),
        Line("Kanton Basel-Stadt", (1_190_000, 1_190_000), Money(0, **CANTON, **WITHOUT_IP, side="sources")),
        Line("Gemeinden", (135_000, 135_000), Money(0, **TOWNS, **WITHOUT_IP, side="sources")),
        Line("Dritte", (40_000, None), Money(0, **OTHERS, **WITHOUT_IP, side="sources")),
    ],
    Money(
        0, **{**ALL_PAYERS, "payers": ("bund", "kanton", "gemeinden", "dritte")}, **WITHOUT_IP, side="sources"
    ),
)  # fmt: skip

USE_AMOUNTS = (
    (215_000, 213_000),
    (390_000, 388_500),
    (145_500, 145_500),
    (905_000, 900_000),
    (310_000, 308_000),
    (280_000, 275_000),
    (182_000, 180_000),
    (262_500, 240_000),
)
USES, USES_MONEY = cross_table(
    _cross("t2", "Mittelverwendung", "Förderbereich", "CHF"),
    [
        Line(label, amounts, area_money(area, **WITHOUT_IP))
        for (label, area), amounts in zip(EIGHT_AREAS_DE, USE_AMOUNTS, strict=True)
    ],
    area_money(None, **WITHOUT_IP),
)

LUMP_SUM, LUMP_SUM_MONEY = cross_table(
    _cross("t3", "IP (TCHF)", "Verwendung der Integrationspauschale", "TCHF", unit=1000),
    [
        Line("Sprache und Bildung", (3_450_000, 3_520_000), area_money("sprache", **IP)),
        Line("Arbeitsmarktfähigkeit", (2_180_000, 2_240_000), area_money("ausbildung_arbeit", **IP)),
        Line("Frühe Kindheit", (260_000, 275_000), area_money("fruehe_kindheit", **IP)),
    ],
    area_money(None, **IP),
)

TEXT_MONEY = {
    "f1": Money(2_380_000, **KIP2BIS, **CANTON, **WITHOUT_IP, side="sources"),
}

BLOCKS: tuple[Block, ...] = (
    Heading("Mittelherkunft"),
    Paragraph("Finanzraster KIP 2bis 2022–2023, Kanton Basel-Stadt", "title"),
    Paragraph("Mittelherkunft ohne Integrationspauschale, Eingabe vom 15. April 2021"),
    SOURCES,
    Paragraph("Der Kanton stellt für die Jahre 2022 und 2023 zusammen {{f1|CHF 2'380'000}} ein."),
    Heading("Mittelverwendung"),
    Paragraph("Mittelverwendung nach Förderbereich", "title"),
    Paragraph("Ohne Integrationspauschale"),
    USES,
    Heading("IP (TCHF)"),
    Paragraph("Integrationspauschale", "title"),
    LUMP_SUM,
    Paragraph("Schätzung auf der Grundlage von 480 neuen Entscheiden pro Jahr."),
)

SAMPLE = Sample(
    name="bs-kip2bis-finanzraster-muster",
    facts=FACTS,
    blocks=BLOCKS,
    money={**TEXT_MONEY, **SOURCES_MONEY, **USES_MONEY, **LUMP_SUM_MONEY},
)

# What the drop-down lists of the form offer.
LISTS = HiddenSheet("Listen", ("Bund", "Kanton", "Gemeinden", "Dritte"))


def render() -> Rendered:
    """Write the workbook."""
    return render_xlsx(SAMPLE, Palette(font="Calibri", fill="DDEBF7"), (LISTS,))
