"""Amounts written in every style, one or two in a sentence, and read back."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.extraction.amounts import find_amounts
from pipeline.records import Records

UNITS = ("", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")
TEENS = ("dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn")
TENS = ("", "", "zwanzig", "dreissig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig")
SCALES = {"Tausend": 10**3, "Mio.": 10**6, "Millionen": 10**6, "Mia.": 10**9, "Milliarden": 10**9}
QUALIFIERS = {
    "": "exact",
    "rund ": "about",
    "knapp ": "about",
    "mindestens ": "at_least",
    "mind. ": "at_least",
    "mehr als ": "at_least",
    "höchstens ": "at_most",
}
BEFORE = ("Fr. ", "CHF ", "SFr. ", "SFr ", "CHF\u00a0")
AFTER = (" Franken", " CHF", " Fr.", " Schweizer Franken")
TAILS = ("", " pro Jahr", " pro Person", " (inkl. Pauschale)", " für Kurse", ", wie bisher")
VAGUE = (
    "mehrere hunderttausend Franken",
    "einige 10'000 Franken",
    "ein paar Tausend Franken",
    "Hunderttausende von Franken",
    "Millionen Franken",
    "einen sechsstelligen Betrag",
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written; one without a scale of its own that is small takes that of its neighbour."""

    text: str
    value: Decimal
    scale: str = ""

    @property
    def francs(self) -> Decimal:
        """What it comes to with its own scale."""
        return self.value * SCALES.get(self.scale, 1)

    @property
    def scaled(self) -> str:
        """The number with its scale."""
        return f"{self.text} {self.scale}".strip()


def below_thousand(value: int) -> str:
    hundreds, rest = divmod(value, 100)
    start = f"{UNITS[hundreds]}hundert" if hundreds else ""
    if rest < len(UNITS):
        return start + UNITS[rest]
    if rest < 20:
        return start + TEENS[rest - len(UNITS)]
    ten, unit = divmod(rest, 10)
    return f"{start}{UNITS[unit]}{'und' if unit else ''}{TENS[ten]}"


def in_words(value: int) -> str:
    thousands, rest = divmod(value, 1000)
    return (f"{below_thousand(thousands)}tausend" if thousands else "") + below_thousand(rest)


def grouped(value: int, sign: str) -> str:
    return f"{value:,}".replace(",", sign)


STYLES: dict[str, Callable[[int], str]] = {
    "apostrophe": lambda value: grouped(value, "'"),
    "curled": lambda value: grouped(value, "’"),
    "blank": lambda value: grouped(value, " "),
    "fixed blank": lambda value: grouped(value, "\u00a0"),
    "none": str,
    "words": in_words,
    "dash": lambda value: grouped(value, "'") + ".–",
    "dashes": lambda value: grouped(value, "'") + ".--",
    "Rappen": lambda value: grouped(value, "'") + ".00",
}


@st.composite
def written_out(draw: st.DrawFn, styles: tuple[str, ...] = tuple(STYLES)) -> Number:
    """A number of francs without a scale; four digits alone may be a year."""
    value = draw(st.integers(min_value=2200, max_value=999_999))
    return Number(STYLES[draw(st.sampled_from(styles))](value), Decimal(value))


@st.composite
def with_scale(draw: st.DrawFn) -> Number:
    """A small number and its scale: `1,2 Mio.`, `fünfundzwanzig Millionen`, `1½ Milliarden`."""
    scale = draw(st.sampled_from(tuple(SCALES)))
    if draw(st.booleans()):
        tenths = draw(st.integers(min_value=11, max_value=9999).filter(lambda number: number % 10))
        return Number(str(Decimal(tenths) / 10).replace(".", draw(st.sampled_from(".,"))), Decimal(tenths) / 10, scale)
    whole = draw(st.integers(min_value=2, max_value=999))
    styles = {in_words(whole): Decimal(0), f"{whole}½": Decimal("0.5")}
    text = draw(st.sampled_from(tuple(styles)))
    return Number(text, whole + styles[text], scale)


NUMBERS = written_out() | with_scale()


@given(NUMBERS, st.sampled_from(BEFORE + AFTER), st.sampled_from(tuple(QUALIFIERS)), st.sampled_from(TAILS))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_one_amount_in_every_style(number: Number, currency: str, qualifier: str, tail: str) -> None:
    # After a currency stand digits, or words with a scale.
    assume(currency in AFTER or number.text[0].isdigit() or number.scale)
    amount = f"{currency}{number.scaled}" if currency in BEFORE else f"{number.scaled}{currency}"
    [found] = find_amounts(f"Das Programm kostet {qualifier}{amount}{tail}.", "de")
    assert (found.low, found.high, found.qualifier) == (number.francs, None, QUALIFIERS[qualifier])


@st.composite
def neighbours(draw: st.DrawFn) -> tuple[Number, Number]:
    """Two numbers with one currency: both written out, both of one scale, or only the second with a scale."""
    kind = draw(st.sampled_from(("written out", "one scale", "scale of the second")))
    if kind == "written out":
        return draw(written_out()), draw(written_out())
    last = draw(with_scale())
    if kind == "scale of the second":
        return draw(written_out(("apostrophe", "blank", "curled"))), last
    first = draw(with_scale())
    return Number(first.text, first.value * SCALES[last.scale]), last


RANGES = (("", " bis "), ("", "–"), ("zwischen ", " und "))
CHANGES = (
    ("von ", " auf "),
    ("um ", " auf "),
    ("", " statt "),
    ("", " bzw. "),
    ("je ", " resp. "),
    ("von neu ", " auf rund "),
)


@given(neighbours(), st.sampled_from(RANGES), st.sampled_from(BEFORE + AFTER), st.sampled_from(TAILS))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_both_bounds_of_a_range(pair: tuple[Number, Number], words: tuple[str, str], currency: str, tail: str) -> None:
    low, high = sorted(pair, key=lambda number: number.francs)
    # The scale stands after the last number, whichever is larger.
    assume(low.francs < high.francs and (high.scale or not low.scale))
    assume(currency in AFTER or low.text[0].isdigit())
    opening, between = words
    before, after = (currency, "") if currency in BEFORE else ("", currency)
    [found] = find_amounts(f"Das Programm kostet {opening}{before}{low.text}{between}{high.scaled}{after}{tail}.", "de")
    assert (found.low, found.high) == (low.francs, high.francs)


@given(neighbours(), st.sampled_from(CHANGES), st.sampled_from(BEFORE + AFTER), st.sampled_from(TAILS))
@settings(max_examples=80, deadline=None, derandomize=True)
def test_two_amounts_with_one_unit(
    pair: tuple[Number, Number], words: tuple[str, str], currency: str, tail: str
) -> None:
    first, second = pair
    opening, between = words
    before, after = (currency, "") if currency in BEFORE else ("", currency)
    assume(currency in AFTER or all(number.text[0].isdigit() for number in pair))
    text = f"Der Kanton ändert den Beitrag {opening}{before}{first.text}{between}{second.scaled}{after}{tail}."
    assert [(found.low, found.high) for found in find_amounts(text, "de")] == [
        (first.francs, None),
        (second.francs, None),
    ]


@given(st.lists(written_out(("apostrophe", "blank")) | st.just(None), min_size=1, max_size=3), st.sampled_from(VAGUE))
@settings(max_examples=15, deadline=None, derandomize=True)
def test_sums_in_brackets_and_vague_ones(numbers: list[Number | None], vague: str) -> None:
    """`je 31'000 (28'000) Franken` and a vague amount, sentence by sentence."""
    texts = [f"Es fliessen {vague}." if n is None else f"Es sind {n.text} ({n.text}) Franken." for n in numbers]
    expected: list[Decimal | None] = [v for n in numbers for v in ([None] if n is None else [n.value, n.value])]
    assert [found.low for found in find_amounts(" ".join(texts), "de")] == expected


HARD = [
    ("Der Landrat sprach einen 800'000-Franken-Kredit.", [800_000]),
    ("Das Volk sagte Ja zum Fünf-Millionen-Kredit.", [5_000_000]),
    ("Die Pauschale beträgt Fr 3000 und der Beitrag SFr 300.", [3000, 300]),
    ("Der Beitrag beträgt -.50 Franken, für Kinder Fr. –.20.", [Decimal("0.5"), Decimal("0.2")]),
    ("Der Kanton zahlt 385.000 Franken, der Bund CHF 1.250 Mio.", [385_000, 1_250_000]),
    ("Das Budget von 1,2, 1,3 und 1,4 Mio. Franken ist bewilligt.", [1_200_000, 1_300_000, 1_400_000]),
    ("Der Kredit wuchs von 6,1 im Vorjahr auf 7,8 Millionen Franken.", [6_100_000, 7_800_000]),
    ("Der Kanton steuert 1,5 und die Gemeinden 0,5 Millionen Franken bei.", [1_500_000, 500_000]),
    ("Von den 4 Millionen Franken gehen 2,5 an den Kanton.", [4_000_000, 2_500_000]),
    ("Der Ansatz steigt von CHF 83 auf 95 pro Lektion.", [83, 95]),
    ("Der Kredit sinkt von CHF 1,4 auf 1,2 Mio. im Jahr.", [1_400_000, 1_200_000]),
    ("Der Kanton zahlt 4,2 (Vorjahr 3,8) Millionen Franken.", [4_200_000, 3_800_000]),
    ("Der Kanton zahlt 2, 3 und 4 Millionen Franken.", [2_000_000, 3_000_000, 4_000_000]),
    ("Das kostet eine gute halbe Million Franken, dann eine Dreiviertelmillion Franken.", [500_000, 750_000]),
    ("Der Kanton gibt eineinviertel Millionen Franken aus.", [1_250_000]),
    ("Der Kanton zahlt fünfzehnhundert Franken.", [1500]),
    ("Das kostet 40'000 Franken oder mehr.", [40_000]),
    ("Der Bund zahlt einen zweistelligen Millionenbetrag.", [None]),
    ("Um 2020 auf 8 Millionen Franken zu kommen, wird gespart.", [8_000_000]),
    ("Für Typ 2 und 500 Franken Zuschlag gilt nichts.", [500]),
    ("Das Büro ist Mo–Fr 8.30–12 Uhr offen, am Fr 24.5. nicht; der Kurs kostet 20 Franken.", [20]),
    ("Die 8-Millionen-Schweiz kostet Platz.", []),
    ("Beträge in Millionen Franken", []),
]


@pytest.mark.parametrize(("text", "amounts"), HARD)
def test_amounts_as_officials_and_press_write_them(text: str, amounts: list[Decimal | int | None]) -> None:
    assert [found.low for found in find_amounts(text, "de")] == amounts


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Pro Projekt stehen 20- bis 30'000 Franken bereit.", 20_000, 30_000),
        ("Pro Projekt stehen 20–30'000 Franken bereit.", 20_000, 30_000),
        ("Das kostet zwei- bis dreihunderttausend Franken.", 200_000, 300_000),
        ("Zwischen einer halben und einer Million Franken sind nötig.", 500_000, 1_000_000),
        ("Das kostet 300'000 bis maximal 500'000 Franken.", 300_000, 500_000),
        ("Das kostet 1'200 bis 1'500 TCHF.", 1_200_000, 1_500_000),
        ("Pro Kopf sind es 20 bis 50 Rappen.", Decimal("0.2"), Decimal("0.5")),
    ],
)
def test_ranges_share_their_ends_and_units(text: str, low: Decimal | int, high: Decimal | int) -> None:
    [found] = find_amounts(text, "de")
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    ("words", "qualifier", "each"),
    [("mindestens aber", "at_least", False), ("rund je", "about", True), ("mindestens rund", "at_least", False)],
)
def test_words_before_an_amount_in_any_order(words: str, qualifier: str, each: bool) -> None:
    [found] = find_amounts(f"Bund und Kanton zahlen {words} 250'000 Franken.", "de")
    assert (found.qualifier, found.each) == (qualifier, each)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Der Kredit steigt um 1,5 auf 7,8 Millionen Franken.", [("increase", 1_500_000), ("level", 7_800_000)]),
        ("Der Kanton kürzt ihn um 0,4 auf 2 Millionen Franken.", [("decrease", 400_000), ("level", 2_000_000)]),
        (
            "Der Kanton erhöht ihn von 800'000 auf 1,2 Millionen Franken.",
            [("superseded", 800_000), ("level", 1_200_000)],
        ),
        ("Der Kantonsrat lehnte einen Zusatzkredit von 500'000 Franken ab.", [("rejected", 500_000)]),
        ("Der Kantonsrat bewilligte einen Zusatzkredit von 500'000 Franken.", [("increase", 500_000)]),
        ("Wer mehr als 10'000 Franken im Jahr verdient, zahlt den Kurs.", [("threshold", 10_000)]),
    ],
)
def test_what_an_amount_does(extract: Callable[[str], Records], sentence: str, told: list[tuple[str, float]]) -> None:
    found = extract(f"Das kantonale Integrationsprogramm 2024–2027 des Kantons Bern fördert Kurse.\n\n{sentence}\n")
    assert [(row.role, row.amount_chf) for row in found.funding] == told
