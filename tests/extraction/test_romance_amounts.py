"""Amounts of French and Italian running text: how they are written, and what stands around them."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from pipeline.extraction.amounts import find_amounts
from pipeline.records import Funding, Records

Extract = Callable[[str], Records]

INTRO = {
    "fr": "Le programme d'intégration cantonal (PIC 3) 2024-2027 du canton de Vaud soutient la population étrangère.",
    "it": "Il programma d'integrazione cantonale (PIC 3) 2024-2027 del Cantone Ticino sostiene le persone straniere.",
}


def told(extract: Extract, language: str, sentence: str) -> list[Funding]:
    """The amounts of a sentence that stands in a page about the programme."""
    page = f"<html lang='{language}'><body><main><p>{INTRO[language]}</p><p>{sentence}</p></main></body></html>"
    return list(extract(page).funding)


@pytest.mark.parametrize(
    ("language", "text", "low", "high", "qualifier"),
    [
        ("fr", "Le canton verse 1,2 million de francs.", "1200000", None, "exact"),
        ("fr", "Le budget est de CHF 1’200’000.", "1200000", None, "exact"),
        ("fr", "Chaque projet reçoit Fr. 1'200.–.", "1200", None, "exact"),
        ("fr", "Il en coûte quelque 800 000 francs par an.", "800000", None, "about"),
        ("fr", "La commune donne mille francs.", "1000", None, "exact"),
        ("fr", "Le fonds alloue deux cent mille francs.", "200000", None, "exact"),
        ("fr", "On compte de 3000 à 8000 francs par projet.", "3000", "8000", "exact"),
        ("fr", "Cela coûte entre 40'000 et 60'000 francs.", "40000", "60000", "exact"),
        ("fr", "Le coût atteint 3 à 4 millions de francs.", "3000000", "4000000", "exact"),
        ("fr", "Les subventions vont jusqu'à 30'000 francs.", "30000", None, "at_most"),
        ("fr", "Plus de 2 mio. de francs sont prévus.", "2000000", None, "at_least"),
        ("fr", "Les dépenses se montent à 650 milliers de francs.", "650000", None, "exact"),
        ("fr", "Une leçon coûte 50 centimes.", "0.5", None, "exact"),
        ("fr", "Le crédit de 4,5 millions a été voté.", "4500000", None, "exact"),
        ("it", "Il Cantone versa 1,2 milioni di franchi.", "1200000", None, "exact"),
        ("it", "Ogni progetto riceve fr. 500.–.", "500", None, "exact"),
        ("it", "Il preventivo è di CHF 320'000.", "320000", None, "exact"),
        ("it", "Sono circa 90 mila franchi.", "90000", None, "about"),
        ("it", "Il corso costa tra 200 e 300 franchi.", "200", "300", "exact"),
        ("it", "Si versano da 3000 a 8000 franchi per progetto.", "3000", "8000", "exact"),
        ("it", "Il sussidio è al massimo di 5000 franchi.", "5000", None, "exact"),
        ("it", "Il fondo stanzia duecentomila franchi.", "200000", None, "exact"),
        ("it", "Oltre 3 milioni di franchi sono spesi ogni anno.", "3000000", None, "at_least"),
        ("it", "Il credito di 4,5 milioni è stato votato.", "4500000", None, "exact"),
    ],
)
def test_an_amount_is_read(language: str, text: str, low: str, high: str | None, qualifier: str) -> None:
    (amount,) = find_amounts(text, language)
    assert (amount.low, amount.high, amount.qualifier) == (Decimal(low), high and Decimal(high), qualifier)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le financement touche 1,2 million d'habitants."),
        ("fr", "Le canton finance 2 millions de repas."),
        ("fr", "L'aide est de 3 millions d'euros."),
        ("fr", "En 2024, 345 000 habitants vivent dans le canton."),
        ("it", "Il finanziamento riguarda 1,2 milioni di abitanti."),
        ("it", "L'aiuto è di 3 milioni di euro."),
    ],
)
def test_what_is_no_amount_in_francs(language: str, text: str) -> None:
    assert find_amounts(text, language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le forfait passe de 6000 à 18 000 francs."),
        ("fr", "Avec le relèvement du forfait de 6000 francs à 18 000 francs, tout change."),
        ("it", "La somma forfettaria sale da 6000 a 18 000 franchi."),
    ],
)
def test_an_old_value_and_its_new_one_are_no_range(language: str, text: str) -> None:
    old, new = find_amounts(text, language)
    assert (old.low, old.link, new.low, new.high) == (Decimal(6000), "old", Decimal(18000), None)


def test_sums_in_words_are_vague() -> None:
    (french,) = find_amounts("Le projet coûte plusieurs centaines de milliers de francs.", "fr")
    (italian,) = find_amounts("Il progetto costa diverse centinaia di migliaia di franchi.", "it")
    assert french.low is None
    assert italian.low is None


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        ("fr", "La Confédération verse 2,3 millions de francs par an.", ("bund", "per_year", "kip_total", "planned")),
        (
            "fr",
            "Le canton a dépensé 4 millions de francs pour le PIC 2bis.",
            ("kanton", "total", "kip_total", "spent"),
        ),
        (
            "fr",
            "L'enveloppe annuelle du PIC atteint 2,29 millions, que se partagent Confédération, canton et communes.",
            ("mixed", "per_year", "kip_total", "planned"),
        ),
        (
            "fr",
            "Le forfait d'intégration s'élève à 18'000 francs par personne réfugiée.",
            ("bund", "per_person", "ip", "approved"),
        ),
        (
            "fr",
            "Le Grand Conseil a accordé un crédit-cadre de 8 millions de francs au PIC.",
            ("kanton", "total", "kip_total", "approved"),
        ),
        (
            "fr",
            "Le Conseil d'État demande au Grand Conseil un crédit de 8 millions de francs pour le PIC.",
            ("kanton", "total", "kip_total", "requested"),
        ),
        ("fr", "Les participantes paient 5 francs par leçon.", ("dritte", "per_unit", "other", "planned")),
        ("fr", "Le SEM octroie 700 francs par mois et par place.", ("bund", "per_unit", "other", "unknown")),
        (
            "it",
            "La Confederazione versa 1,4 milioni di franchi all'anno al PIC.",
            ("bund", "per_year", "kip_total", "planned"),
        ),
        ("it", "Per il PIC 2 il Cantone ha speso 4 milioni di franchi.", ("kanton", "total", "kip_total", "spent")),
        (
            "it",
            "La somma forfettaria per l'integrazione ammonta a 18'000 franchi per rifugiato.",
            ("bund", "per_person", "ip", "approved"),
        ),
        (
            "it",
            "Il Gran Consiglio ha stanziato un credito quadro di 4 milioni di franchi per il PIC.",
            ("kanton", "total", "kip_total", "approved"),
        ),
        (
            "it",
            "Il programma dispone di 960 000 franchi all'anno, per due terzi dal Cantone e per un terzo dai comuni.",
            ("mixed", "per_year", "kip_total", "planned"),
        ),
    ],
)
def test_what_is_said_beside_an_amount(
    extract: Extract, language: str, sentence: str, expected: tuple[str, str, str, str]
) -> None:
    (row,) = told(extract, language, sentence)
    assert (row.payer, row.basis, row.instrument, row.status) == expected


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Le PIC reçoit 3 millions de francs par an, sans le forfait d'intégration."),
        ("fr", "Le PIC coûte 3 millions de francs; les forfaits d'intégration ne sont pas compris."),
        ("it", "Il PIC riceve 3 milioni di franchi all'anno, senza la somma forfettaria per l'integrazione."),
        ("it", "Il PIC costa 3 milioni di franchi, forfait d'integrazione escluso."),
    ],
)
def test_the_lump_sum_is_left_out(extract: Extract, language: str, sentence: str) -> None:
    (row,) = told(extract, language, sentence)
    assert (row.instrument, row.ip_scope) == ("kip_total", "excluded")


@pytest.mark.parametrize(
    ("language", "sentence", "area", "years"),
    [
        ("fr", "En 2025, CHF 1'240'000 sont prévus pour la langue.", "sprache", (2025, 2025)),
        ("fr", "Petite enfance: 300'000 francs pour les années 2024 et 2025.", "fruehe_kindheit", (2024, 2025)),
        ("it", "Nel 2025 sono previsti 400'000 franchi per l'interpretariato.", "dolmetschen", (2025, 2025)),
        ("it", "Prima infanzia: 300'000 franchi per gli anni dal 2024 al 2025.", "fruehe_kindheit", (2024, 2025)),
    ],
)
def test_area_and_years_beside_an_amount(
    extract: Extract, language: str, sentence: str, area: str, years: tuple[int, int]
) -> None:
    (row,) = told(extract, language, sentence)
    assert (row.foerderbereich, row.period_start, row.period_end) == (area, *years)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le Conseil d'État demande un crédit de 8,6 millions de francs pour assainir la route cantonale."),
        ("it", "Il Consiglio di Stato stanzia 4,9 milioni di franchi per risanare il palazzo delle scuole."),
    ],
)
def test_money_of_another_field_is_not_that_of_integration(extract: Extract, language: str, text: str) -> None:
    (row,) = extract(f"<html lang='{language}'><body><main><p>{text}</p></main></body></html>").funding
    assert (row.is_integration, row.instrument) == (False, "other")


def test_a_whole_is_not_for_what_its_part_is_for(extract: Extract) -> None:
    whole, part = told(extract, "fr", "Le SEM verse 620'000 francs au PIC, dont 180'000 francs pour la langue.")
    assert (whole.foerderbereich, part.foerderbereich) == (None, "sprache")


@pytest.mark.parametrize(
    ("language", "sentence", "unit"),
    [
        ("fr", "L'heure d'interprétariat est facturée 85 francs.", "hour"),
        ("fr", "Les subventions s'élèvent à 15'000 francs au maximum par projet.", "project"),
        ("fr", "Un cours de français coûte 120 francs.", "course"),
        ("fr", "Le forfait est de 3000 francs par personne et par an.", "person"),
        ("it", "Un corso d'italiano costa 120 franchi.", "course"),
        ("it", "Un'ora di interpretariato costa 85 franchi.", "hour"),
    ],
)
def test_what_an_amount_is_counted_in(extract: Extract, language: str, sentence: str, unit: str) -> None:
    (row,) = told(extract, language, sentence)
    assert (row.unit, row.basis) == (unit, "per_person" if unit == "person" else "per_unit")
