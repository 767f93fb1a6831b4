"""How exactly an amount is stated: the interval of values a reader may take it to mean."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from pipeline.records import Funding

ABOUT_SHARE = 0.05
"""How far a value may lie from one stated as `about`, as a share of it, where its digits allow less."""

_NUMBER = re.compile(r"\d{1,3}(?:[\s'’‘`´.,]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?")
_STEPS = range(-2, 10)
_SLACK = 1e-9

Interval = tuple[float, float]


def interval_of(funding: Funding) -> Interval:
    """Return the lowest and highest value in francs that the statement allows; infinite where it names a bound only.

    `1,5 Mio.` is stated to 0.1 million and allows 1.45 to 1.55 million; `1'498'188` allows half a franc. An amount
    `about` allows half of its last digit that is not zero, at least ABOUT_SHARE. The amount must not be null.
    """
    amount = _known(funding.amount_chf)
    top = amount if funding.amount_max_chf is None else funding.amount_max_chf
    half = written_step(amount, funding.evidence.quote) / 2
    if funding.qualifier == "about":
        half = max(half, last_digit(amount) / 2, ABOUT_SHARE * amount)
    low = -math.inf if funding.qualifier == "at_most" else amount - half
    high = math.inf if funding.qualifier == "at_least" else top + half
    return low, high


def written_step(amount: float, quote: str) -> float:
    """Return the worth of the last digit written, in francs: 100'000 for `1,5 Mio.`, 1 for `1'500'000`.

    The digits of the quote, read as one whole number, go into the amount a power of ten times; that power is the
    step, whatever the unit is called and wherever it stands. An amount in words has the step of its last digit that
    is not zero.
    """
    steps = []
    for written in _NUMBER.findall(quote):
        digits = int(re.sub(r"\D", "", written))
        steps += [10.0**power for power in _STEPS if digits and _same(digits * 10.0**power, amount)]
    return min(steps, default=last_digit(amount))


def last_digit(amount: float) -> float:
    """Return the worth of the last digit that is not zero: 100'000 for 1'500'000, 0.01 for an amount with centimes."""
    whole = round(amount)
    if not whole or not _same(whole, amount):
        return 0.01
    step = 1
    while whole % (step * 10) == 0:
        step *= 10
    return float(step)


def agree(one: float, one_interval: Interval, other: float, other_interval: Interval) -> bool:
    """Return whether two amounts may be the same: the one lies in what the other, at its stated precision, allows."""
    return _within(one, other_interval) or _within(other, one_interval)


def adds_up(parts: Sequence[tuple[float, Interval]], total: float, interval: Interval) -> bool:
    """Return whether parts add up to a total as exactly as all of them are stated; bounds add up to nothing."""
    allowed = sum(high - low for _, (low, high) in [*parts, (total, interval)]) / 2
    return math.isfinite(allowed) and math.fabs(math.fsum(amount for amount, _ in parts) - total) <= allowed


def _within(amount: float, interval: Interval) -> bool:
    slack = _SLACK * max(1.0, abs(amount))
    return interval[0] - slack <= amount <= interval[1] + slack


def _same(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=_SLACK)


def _known(amount: float | None) -> float:
    if amount is None:
        raise ValueError("an amount that is not stated has no precision")
    return amount
