"""Two short press releases as plain text, half a year apart: the later one states other figures than the first."""

from __future__ import annotations

from corpus.generator.model import Decision, Facts, Item, Measure, Money, Paragraph, Planted, Rendered, Sample
from corpus.generator.terms import BUND, CANTON, CANTON_AND_TOWNS, IP, KIP2BIS, SOURCE, YEARLY
from corpus.generator.text import render_text


def _facts(title: str, published: str) -> Facts:
    return Facts(
        media_type="text/plain",
        canton="AR",
        language="de",
        doc_type="press_release",
        title=title,
        issuer="Kommunikationsdienst Appenzell Ausserrhoden",
        program="KIP 2bis",
        period_start=2022,
        period_end=2023,
        published=published,
        foerderbereiche_named=("sprache", "dolmetschen"),
    )


FIRST_TITLE = "Integration: Regierungsrat gibt Programm 2022–2023 in die Vernehmlassung"
FIRST = Sample(
    name="ar-kip2bis-mitteilung-mai-muster",
    facts=_facts(FIRST_TITLE, "2021-05-20"),
    blocks=(
        Paragraph(FIRST_TITLE, "title"),
        Paragraph("Herisau, 20. Mai 2021"),
        Paragraph(
            "{{d1|Der Regierungsrat hat das Kantonale Integrationsprogramm (KIP 2bis) für die Jahre 2022 und 2023 in "
            "die Vernehmlassung gegeben.}} Der Kanton rechnet in diesen beiden Jahren mit eigenen Kosten von "
            "{{f1|260\u00a0000 Franken}}. Der Bund würde sich mit {{f2|250\u00a0000 Franken pro Jahr}} beteiligen."
        ),
        Paragraph("Geplant sind unter anderem:"),
        Item("{{m1|Deutschkurse in den drei Regionen}}"),
        Item("{{m2|Dolmetschdienst für Schulen}}"),
    ),
    money={
        "f1": Money(260_000, **KIP2BIS, **CANTON, **SOURCE),
        "f2": Money(250_000, **YEARLY, **KIP2BIS, **BUND, **SOURCE),
    },
    measures={
        "m1": Measure("Deutschkurse in den drei Regionen", "sprache"),
        "m2": Measure("Dolmetschdienst für Schulen", "dolmetschen", regelstruktur=("school",)),
    },
    decisions={
        "d1": Decision(
            "Regierungsrat", "Der Regierungsrat", "executive", "submitted",
            what="Kantonales Integrationsprogramm (KIP 2bis)",
        ),
    },
)  # fmt: skip

SECOND_TITLE = "Integrationsprogramm 2022–2023: tiefere Kosten für den Kanton"
SECOND = Sample(
    name="ar-kip2bis-mitteilung-november-muster",
    facts=_facts(SECOND_TITLE, "2021-11-18"),
    blocks=(
        Paragraph(SECOND_TITLE, "title"),
        Paragraph("Herisau, 18. November 2021"),
        Paragraph(
            "Nach der Vernehmlassung hat der Regierungsrat das Kantonale Integrationsprogramm (KIP 2bis) überarbeitet. "
            "Der Kanton rechnet für die Jahre 2022 und 2023 nun mit {{f1|CHF 231'500}}. Die Gemeinden und der Kanton "
            "bezahlen im Jahr 2022 zusammen {{f2|CHF 208'000}}. Damit fällt der Aufwand des Kantons {{f3|28'500 "
            "Franken}} tiefer aus als im Mai angenommen."
        ),
        Paragraph(
            "Die Integrationspauschale des Bundes, {{f4|einmalig 18'000 Franken pro Flüchtling}}, ist darin nicht "
            "enthalten. Am Angebot für die {{m1|Deutschkurse in den drei Regionen}} und am {{m2|Dolmetschdienst für "
            "Schulen}} ändert sich nichts."
        ),
    ),
    money={
        "f1": Money(231_500, **KIP2BIS, **CANTON, **SOURCE, ip_scope="excluded"),
        "f2": Money(
            208_000, basis="per_year", period_start=2022, period_end=2022, **CANTON_AND_TOWNS, **SOURCE,
            ip_scope="excluded",
        ),
        "f3": Money(28_500, **CANTON, role="decrease", ip_scope="excluded"),
        "f4": Money(18_000, basis="per_person", unit="refugee", interval="once", **IP, status="unknown"),
    },
    measures={
        "m1": Measure("Deutschkurse in den drei Regionen", "sprache", status="continued"),
        "m2": Measure("Dolmetschdienst für Schulen", "dolmetschen", regelstruktur=("school",), status="continued"),
    },
    planted=(
        Planted(
            "replaced", "The later press release replaces what the earlier one stated for the canton.", ("f1",),
            FIRST.name, ("f1",),
        ),
    ),
)  # fmt: skip


def render_first() -> Rendered:
    """Write the press release of May."""
    return render_text(FIRST, width=70)


def render_second() -> Rendered:
    """Write the press release of November."""
    return render_text(SECOND, width=70)
