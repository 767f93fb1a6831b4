from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.comparison.precision import agree, interval_of, last_digit, written_step
from pipeline.records import Funding


@pytest.mark.parametrize(
    ("amount", "quote", "step"),
    [
        (1_500_000.0, "1,5 Mio. Franken", 100_000),
        (1_500_000.0, "1.50 Mio. Franken", 10_000),
        (1_500_000.0, "Fr. 1'500'000.--", 1),
        (1_498_188.0, "1’498’188 Franken", 1),
        (385_000.0, "Fr. 385'000.00", 0.01),
        (60_500_000.0, "Fr. 60 500 000", 1),
        (450_000.0, "TCHF 450", 1_000),
        (450_000.0, "450", 1_000),
        (3_000_000.0, "drei Millionen Franken", 1_000_000),
        (2_000_000.0, "2018 bis 2021 zwei Millionen", 1_000_000),
        (18_000.0, "von 6'000 auf 18'000 Franken", 1),
        (0.5, "50 Rappen", 0.01),
    ],
)
def test_the_last_digit_written_tells_the_step(amount: float, quote: str, step: float) -> None:
    assert written_step(amount, quote) == pytest.approx(step)


@pytest.mark.parametrize(("amount", "step"), [(1_500_000.0, 100_000), (7.0, 1), (12.35, 0.01), (0.0, 0.01)])
def test_words_have_the_step_of_their_last_digit(amount: float, step: float) -> None:
    assert last_digit(amount) == step


def test_about_allows_more_than_the_digits(amount: Callable[..., Funding]) -> None:
    exact = interval_of(amount(1_500_000.0, "1'500'000 Franken"))
    about = interval_of(amount(1_500_000.0, "rund 1'500'000 Franken", qualifier="about"))
    assert exact == (1_499_999.5, 1_500_000.5)
    assert about == (1_425_000.0, 1_575_000.0)


def test_bounds_are_open_on_one_side(amount: Callable[..., Funding]) -> None:
    assert interval_of(amount(10.0, "10", qualifier="at_least")) == (9.5, math.inf)
    assert interval_of(amount(10.0, "10", qualifier="at_most")) == (-math.inf, 10.5)


def test_a_vague_amount_has_no_precision(amount: Callable[..., Funding]) -> None:
    with pytest.raises(ValueError, match="not stated"):
        interval_of(amount(None, "mehrere Franken"))


def test_a_value_rounded_to_the_neighbouring_digit_differs() -> None:
    assert not agree(1.5e6, (1.45e6, 1.55e6), 1.6e6, (1.55e6, 1.65e6))


@given(st.integers(min_value=1, max_value=10**9), st.sampled_from([0, 3, 6]))
def test_an_amount_written_out_agrees_with_its_rounding(francs: int, unit: int) -> None:
    rounded = round(francs / 10**unit, 1) * 10**unit
    half = 10**unit / 20
    assert agree(rounded, (rounded - half, rounded + half), francs, (francs - 0.5, francs + 0.5))
