"""Amounts of money as Swiss offices write them."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extraction.amounts import find_amounts
from pipeline.extraction.numbers import GROUP_SPACES, is_grouped, parse_number

WRITTEN = [
    ("Der Beitrag beträgt Fr. 385'000.00.", 385_000),
    ("Die Pauschale von Fr. 1'500.-- genügt.", 1500),
    ("Es sind 230'000.– Franken vorgesehen.", 230_000),
    ("Es sind 512‘000 Franken vorgesehen.", 512_000),
    ("Es sind 1’498’188 Franken vorgesehen.", 1_498_188),
    ("Es sind 211`000 Franken vorgesehen.", 211_000),
    ("Es sind 18\u00a0000 Franken vorgesehen.", 18_000),
    ("Es sind 18\u202f000 Franken vorgesehen.", 18_000),
    ("Der Rahmen umfasst Fr. 60 500 000 in vier Jahren.", 60_500_000),
    ("Der Rahmen umfasst CHF 400000.", 400_000),
    ("Das kostet 2,9 Millionen Franken.", 2_900_000),
    ("Das kostet 1.5 Mio. Franken.", 1_500_000),
    ("Das kostet CHF 4.2 Mio. im Jahr.", 4_200_000),
    ("Das kostet TCHF 450.", 450_000),
    ("Das kostet drei Millionen Franken.", 3_000_000),
    ("Das kostet eine Million Franken.", 1_000_000),
    ("Das sind 50 Rappen pro Kopf.", Decimal("0.50")),
    ("Das kostet 7,6 Millionen.", 7_600_000),
    ("Im Jahr 2022 500 000 Franken.", 500_000),
]


@pytest.mark.parametrize(("text", "amount"), WRITTEN)
def test_one_amount_in_each_way_of_writing(text: str, amount: Decimal | int) -> None:
    assert [found.low for found in find_amounts(text, "de")] == [Decimal(amount)]


NO_AMOUNTS = [
    "Im Jahr 2024 fanden 18 Kurse statt.",
    "Gestützt auf Art. 58 Abs. 3 AIG und RRB Nr. 2031/9999.",
    "Telefon 041 000 00 00, Büro 12.",
    "Der Anteil stieg von 36 % auf 41,5 Prozent.",
    "Rund 70 000 Personen leben im Kanton.",
    "Über 8,3 Millionen Menschen wohnen in der Schweiz, das kostet Platz.",
    "Das Projekt kostet 750 Mio. Euro.",
    "Der Fonds umfasst EUR 20'000.",
    "Der Rat stimmte mit 60:20 Stimmen zu.",
]


@pytest.mark.parametrize("text", NO_AMOUNTS)
def test_other_numbers_are_no_amounts(text: str) -> None:
    assert find_amounts(text, "de") == []


def test_a_range_has_two_bounds_and_one_unit() -> None:
    [found] = find_amounts("Der Rahmen liegt bei CHF 1.2–1.5 Mio. pro Jahr.", "de")
    assert (found.low, found.high) == (Decimal(1_200_000), Decimal(1_500_000))


def test_a_range_with_both_currencies_is_one_amount() -> None:
    [found] = find_amounts("Der Ansatz liegt bei Fr. 10.- bis Fr. 20.- pro Lektion.", "de")
    assert (found.low, found.high) == (Decimal(10), Decimal(20))


def test_between_two_numbers_is_a_range() -> None:
    [found] = find_amounts("Das kostet zwischen 2 und 3 Millionen Franken.", "de")
    assert (found.low, found.high) == (Decimal(2_000_000), Decimal(3_000_000))


def test_a_vague_amount_has_no_number() -> None:
    [found] = find_amounts("Dafür gab der Kanton mehrere hunderttausend Franken aus.", "de")
    assert found.low is None


def test_old_and_new_value_share_their_unit() -> None:
    old, new = find_amounts("Der Ansatz steigt von 5'000 auf 9'000 Franken.", "de")
    assert (old.low, old.link, new.low) == (Decimal(5000), "old", Decimal(9000))


def test_the_old_value_in_brackets() -> None:
    new, old = find_amounts("Bund und Kanton zahlen je 31'000 (28'000) Franken.", "de")
    assert (new.low, new.each, old.low, old.link) == (Decimal(31_000), True, Decimal(28_000), "old")


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [
        ("rund", "about"),
        ("knapp", "about"),
        ("mindestens", "at_least"),
        ("mehr als", "at_least"),
        ("höchstens", "at_most"),
    ],
)
def test_the_qualifier_is_part_of_the_place(words: str, qualifier: str) -> None:
    text = f"Das kostet {words} 40'000 Franken."
    [found] = find_amounts(text, "de")
    assert (found.qualifier, text[found.start : found.end]) == (qualifier, f"{words} 40'000 Franken")


@given(st.integers(min_value=1000, max_value=999_999_999), st.sampled_from(["'", "’", "‘", *GROUP_SPACES]))
def test_grouped_numbers_read_back(value: int, sign: str) -> None:
    written = f"{value:,}".replace(",", sign)
    assert is_grouped(written)
    assert parse_number(written) == value
    [found] = find_amounts(f"Der Kredit beträgt {written} Franken.", "de")
    assert found.low == value


@given(
    st.decimals(min_value=Decimal("0.1"), max_value=Decimal("999.9"), places=1),
    st.sampled_from([(".", "Mio. Franken"), (",", "Millionen Franken")]),
)
def test_millions_read_back(value: Decimal, style: tuple[str, str]) -> None:
    point, unit = style
    written = str(value).replace(".", point)
    [found] = find_amounts(f"Das Programm kostet {written} {unit}.", "de")
    assert found.low == value * 1_000_000


@given(st.text(alphabet="0123456789'’., -–FrCHFMioanke%()", max_size=60))
def test_any_text_gives_ordered_places_without_overlap(text: str) -> None:
    found = find_amounts(text, "de")
    assert all(0 <= amount.start < amount.end <= len(text) for amount in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


def test_parse_number_refuses_what_is_no_number() -> None:
    with pytest.raises(ValueError, match="not a number"):
        parse_number("12'34")


@pytest.mark.parametrize("text", ["226'500 906'000", "1’000 2’000 3’000", "113 250 453 000 12"])
def test_numbers_of_two_columns_are_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        parse_number(text)


WITHOUT_CURRENCY = [
    ("Der Kredit beträgt Fr. 900'000.– (Kanton 500'000, Bund 400'000).", [900_000, 500_000, 400_000]),
    ("Das Projekt erhält 203 000 Franken (bisher 230 000).", [203_000, 230_000]),
    (
        "Ertrag Bund 251'000.00; Ertrag Gemeinden 120'500.50; Saldo Fr. 10'000.00",
        [251_000, Decimal("120500.50"), 10_000],
    ),
    ("Es kostet 9 Millionen Franken. Im Vorjahr waren es noch 7 Millionen.", [9_000_000, 7_000_000]),
    ("Budgetiert waren 4 Mio. Franken. Ausgegeben wurden 3,5 Mio. Der Rest verfällt.", [4_000_000, 3_500_000]),
    ("Der Elternbeitrag sinkt von 12 auf 6 Franken.", [12, 6]),
    ("Das kostet eine Viertelmillion Franken.", [250_000]),
]


@pytest.mark.parametrize(("text", "amounts"), WITHOUT_CURRENCY)
def test_amounts_without_a_currency_of_their_own(text: str, amounts: list[Decimal | int]) -> None:
    assert [found.low for found in find_amounts(text, "de")] == [Decimal(amount) for amount in amounts]


COUNTS_BESIDE_MONEY = [
    "Der Kanton zahlt 2 Millionen Franken. Dort leben 12'778 Flüchtlinge, nach 11'356 im Vorjahr.",
    "Der Kanton zahlt 2 Millionen Franken. Über 89'000 haben einen ausländischen Pass.",
    "Der Kurs kostet 40 Franken. Von den 12'300 Personen kamen 3'100 weitere Personen dazu.",
    "Die Stelle kostet 90'000 Franken und berät 1'200 ratsuchende Personen im Jahr.",
    "Das kostet 3 Millionen Franken bei 8,3 Millionen Einwohnern.",
]


@pytest.mark.parametrize("text", COUNTS_BESIDE_MONEY)
def test_counts_beside_an_amount_are_no_amounts(text: str) -> None:
    assert len(find_amounts(text, "de")) == 1


def test_an_amount_told_by_its_digits_is_vague() -> None:
    [found] = find_amounts("Die Rede ist von einem tiefen sechsstelligen Betrag.", "de")
    assert found.low is None
