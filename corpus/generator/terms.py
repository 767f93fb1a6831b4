"""What many samples say alike: periods, payers, the areas in the order of the eight and of the seven."""

from __future__ import annotations

from typing import Any

from corpus.generator.model import Money

KIP1: dict[str, Any] = {"period_start": 2014, "period_end": 2017}
KIP2: dict[str, Any] = {"period_start": 2018, "period_end": 2021}
KIP2BIS: dict[str, Any] = {"period_start": 2022, "period_end": 2023}
KIP3: dict[str, Any] = {"period_start": 2024, "period_end": 2027}

IFK: dict[str, Any] = {"payer": "bund", "payers": ("bund",), "instrument": "ifk", "ip_scope": "excluded"}
IP: dict[str, Any] = {"payer": "bund", "payers": ("bund",), "instrument": "ip", "ip_scope": "only"}
BUND: dict[str, Any] = {"payer": "bund", "payers": ("bund",)}
CANTON: dict[str, Any] = {"payer": "kanton", "payers": ("kanton",)}
TOWNS: dict[str, Any] = {"payer": "gemeinden", "payers": ("gemeinden",)}
OTHERS: dict[str, Any] = {"payer": "dritte", "payers": ("dritte",)}
CANTON_AND_TOWNS: dict[str, Any] = {"payer": "mixed", "payers": ("kanton", "gemeinden")}
ALL_PAYERS: dict[str, Any] = {"payer": "mixed", "payers": ("bund", "kanton", "gemeinden")}
WITHOUT_IP: dict[str, Any] = {"ip_scope": "excluded"}
WITH_IP: dict[str, Any] = {"ip_scope": "included"}
SOURCE: dict[str, Any] = {"side": "sources"}
USE: dict[str, Any] = {"side": "uses"}
UNRELATED: dict[str, Any] = {"instrument": "other", "is_integration": False}
YEARLY: dict[str, Any] = {"basis": "per_year", "interval": "year"}

# The order of KIP 1 to KIP 2bis; the first three, the next three and the last two make the three pillars.
EIGHT_AREAS = (
    "information_beratung",
    "information_beratung",
    "vielfalt_diskriminierungsschutz",
    "sprache",
    "fruehe_kindheit",
    "ausbildung_arbeit",
    "dolmetschen",
    "zusammenleben",
)
# The same with the names the programmes of 2018 to 2023 give them.
EIGHT_AREAS_DE = tuple(
    zip(
        (
            "Erstinformation und Integrationsförderbedarf",
            "Beratung",
            "Schutz vor Diskriminierung",
            "Sprache und Bildung",
            "Frühe Kindheit",
            "Ausbildungs- und Arbeitsmarktfähigkeit",
            "Interkulturelles Dolmetschen und Vermitteln",
            "Zusammenleben",
        ),
        EIGHT_AREAS,
        strict=True,
    )
)
SEVEN_AREAS = (
    "information_beratung",
    "sprache",
    "ausbildung_arbeit",
    "fruehe_kindheit",
    "zusammenleben",
    "vielfalt_diskriminierungsschutz",
    "dolmetschen",
)


def one_year(year: int) -> dict[str, Any]:
    """Return the period and basis of an amount that stands for one year."""
    return {"basis": "per_year", "period_start": year, "period_end": year}


def area_money(area: str | None, **changes: Any) -> Money:
    """Return what is true of an amount used for an area; the amount itself is put in later."""
    return Money(0, foerderbereich=area, side="uses", **changes)
